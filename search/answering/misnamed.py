"""Did you mean, of the values of fields: what a language or a kind of body is called nearly so.

Touches the tables of languages and kinds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from typing import Final

from search.answering.naming import normal, organisation_types
from search.parsing.fields import FIELDS, languages

_NEAR: Final = 0.7  # how alike two names are of which one may be meant
_MOST: Final = 2


def _types() -> Iterator[str]:
    return (name for names in organisation_types().values() for name in names)


_NAMES: Final[dict[str, Callable[[], Iterable[str]]]] = {
    "language": languages,
    "organisation_type": _types,
}
_FIELDS = "|".join(name for name, field in FIELDS.items() if field in _NAMES)
_VALUE = re.compile(rf"(?<![^\s(（-])((?i:{_FIELDS})[:：])(?:\"([^\"]+)\"|([^\s\"()（）|｜]+))")


def renamed(text: str) -> Iterator[str]:
    """Queries in which the value of a field that nobody has gives way to one that is nearly
    called so.
    """
    for match in _VALUE.finditer(text):
        names = [*_NAMES[FIELDS[match[1][:-1].lower()]]()]
        wanted = normal(match[2] or match[3])
        if wanted not in names:
            for other in get_close_matches(wanted, names, _MOST, _NEAR):
                value = f'"{other}"' if " " in other else other
                yield f"{text[: match.start()]}{match[1]}{value}{text[match.end() :]}"
