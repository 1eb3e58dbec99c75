"""How names of places written in Latin letters are compared: accents, hyphens and apostrophes do
not matter, nor that Chinese ones once had a hyphen between syllables. Touches
`data/region-words.tsv`.
"""

from __future__ import annotations

import re
from functools import cache
from unicodedata import combining, normalize

from search.describing.places.words import words

PARTING = frozenset("-'’")
"""What parts the syllables of a name in an old spelling."""
_SYLLABLES = re.compile(
    r"[A-Z][a-zà-ɏ]*(?:['’]?-['’]?|['’](?!s\b))[a-zà-ɏ]+(?:['’]?-?[a-zà-ɏ]+)*(?![\w-])"
)
_LOWER = {ord(c): ord(c) + 32 for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def syllables(text: str, start: int) -> tuple[int, str, str]:
    """Where a name written by syllables ends, the name in one, and without what it has behind it as
    a seat (chaotongfu, chaotong); zero and nothing where none begins.
    """
    match = _SYLLABLES.match(text, start)
    if not match:
        return 0, "", ""
    whole = "".join(filter(str.isalpha, lower(plain(match[0]))))
    seat = next((whole.removesuffix(end) for end in words("seat") if whole.endswith(end)), "")
    return match.end(), whole, seat


@cache
def _plain_letters() -> dict[int, str]:
    """Accented letters → plain ones, hyphens → spaces, one apostrophe: all one for one."""
    table = {ord("’"): "'", ord("‘"): "'", ord("-"): " ", ord("\u00a0"): " "}
    table |= dict.fromkeys((0x2010, 0x2011), " ")
    for point in range(0xC0, 0x250):
        letters = [c for c in normalize("NFD", chr(point)) if not combining(c)]
        if len(letters) == 1:
            table[point] = letters[0]
    return table


def plain(text: str) -> str:
    """No accents, hyphens as spaces, one kind of apostrophe; as long as it was."""
    return text.replace("-", " ") if text.isascii() else text.translate(_plain_letters())


def lower(text: str) -> str:
    """Only plain letters: the text stays as long as it is."""
    return text.lower() if text.isascii() else text.translate(_LOWER)


def comparable(name: str) -> str:
    """The form in which names are looked up."""
    return lower(plain(name.removeprefix("the ")))
