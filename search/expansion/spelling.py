"""British and American spelling: colour ↔ color. Touches `search/data/lookup/spelling.tsv`.

The endings are regular; whatever is not stands in the table. Words that a rule makes and
nobody writes do no harm, as no document has them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from search.analysis.data import rows

_RULES: Final = (
    (r"(?<=[a-z]{2})isation(s?)$", r"ization\1"),
    (r"(?<=[a-z]{2})ization(s?)$", r"isation\1"),
    (r"(?<=[a-z]{3})is(e[sdr]?|ing|ers)$", r"iz\1"),
    (r"(?<=[a-z]{3})iz(e[sdr]?|ing|ers)$", r"is\1"),
    (r"(?<=[a-z]{2})yse([sdr]?)$", r"yze\1"),
    (r"(?<=[a-z]{2})yze([sdr]?)$", r"yse\1"),
    (r"(?<=[a-z]{2}l)l(ed|ing|ers?)$", r"\1"),
    (r"(?<=[aeiou]l)(ed|ing|ers?)$", r"l\1"),
)


def spellings(word: str) -> tuple[str, ...]:
    """Return the other spellings of an English word in lower case."""
    known = _table().get(word)
    if known:
        return known
    made = (re.sub(pattern, other, word) for pattern, other in _RULES)
    return tuple(dict.fromkeys(form for form in made if form != word))


@cache
def _table() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for british, american in rows("lookup/spelling.tsv"):
        for ending in ("", "s", "ed", "ing", "er", "ers", "ful", "able", "hood", "ite", "al"):
            found[british + ending] = (american + ending,)
            found[american + ending] = (british + ending,)
    return found
