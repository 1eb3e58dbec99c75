"""Why a file or a filter was refused, in the reader's language; pure, without Flask.

The engine says its reasons in English. The English catalogue has each of them as the engine
writes it: so its name is found, and the words that were filled in.
"""

from __future__ import annotations

import re
from functools import cache
from string import Formatter
from typing import Final

from web.labels import Labels, catalogue

_GROUP: Final = "reason."
_OTHER: Final = "other"
_LONGEST: Final = 500  # characters of a reason that is looked up


def reason(said: str, labels: Labels) -> str:
    """What the engine said, in the language of `labels`; as it is where it is not known."""
    name, values = known(said)
    return labels(_GROUP + name, **values)


def known(said: str) -> tuple[str, dict[str, str]]:
    """The name of a reason in the catalogues and what was filled in; `other` for a new one."""
    plain, filled = _forms()
    if said in plain:
        return plain[said], {}
    for name, form in filled:
        if len(said) <= _LONGEST and (found := form.fullmatch(said)):
            return name, found.groupdict()
    return _OTHER, {"text": said}


@cache
def _forms() -> tuple[dict[str, str], list[tuple[str, re.Pattern[str]]]]:
    """The reasons that are always the same, by their text, and the forms of the others."""
    plain, filled = {}, []
    for key, text in catalogue("en").texts.items():
        name = key.removeprefix(_GROUP)
        if name in (key, _OTHER):
            continue
        parts = [(before, field) for before, field, _, _ in Formatter().parse(text)]
        if not any(field for _, field in parts):
            plain[text] = name
            continue
        form = "".join(re.escape(a) + (f"(?P<{field}>.+?)" if field else "") for a, field in parts)
        filled.append((name, re.compile(form, re.DOTALL)))
    return plain, filled
