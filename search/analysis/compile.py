"""Compile what every character folds to into `search/data/folding.txt`.

Run by hand when OpenCC or `search/data/variants.tsv` changes: `python -m
search.analysis.compile`. Nothing else imports this module: a process that only looks
something up needs the result alone. Touches OpenCC and `search/data/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from unicodedata import normalize

from opencc import OpenCC

from search.analysis.data import DATA, rows

# Radicals, kana and Han in every block that has them (Unicode 16), ends excluded.
_BLOCKS = (
    (0x2E80, 0x2FD6),  # radicals and Kangxi radicals, which PDF files use for characters
    (0x3005, 0x3008),
    (0x3021, 0x302A),
    (0x3400, 0x4DC0),
    (0x4E00, 0xA000),
    (0xF900, 0xFB00),  # compatibility ideographs
    (0xFF66, 0xFFA0),  # half-width kana
    (0x20000, 0x323B0),
)
_COMPATIBILITY = ((0x2E80, 0x2FD6), (0xF900, 0xFB00), (0xFF66, 0xFFA0), (0x2F800, 0x2FA20))
_LINE = 24  # pairs
_HEAD = """\
# Characters that are not in their common simplified form, each followed by what it folds to;
# characters that are not here stay as they are. Made by `python -m search.analysis.compile`;
# do not edit. Source: OpenCC 1.4's t2s (Apache-2.0 licence) on single characters until nothing
# changes, Unicode's compatibility forms, and variants.tsv.
"""


def pairs() -> Iterator[str]:
    """Yield each character that changes, and what it becomes, in the order of code points."""
    variants = {row[0]: row[1] for row in rows("variants.tsv")}
    for first, end in _BLOCKS:
        for point in range(first, end):
            character = _simplified(_plain(point))
            common = variants.get(character, character)
            if common != chr(point):
                yield chr(point) + common


def text() -> str:
    """Return the file as it should be."""
    found = list(pairs())
    lines = (" ".join(found[i : i + _LINE]) for i in range(0, len(found), _LINE))
    return _HEAD + "".join(line + "\n" for line in lines)


def _plain(point: int) -> str:
    """The character that a compatibility form stands for, where it is a single one."""
    if any(first <= point < end for first, end in _COMPATIBILITY):
        plain = normalize("NFKC", chr(point))
        return plain if len(plain) == 1 else chr(point)
    return chr(point)


@cache
def _converter() -> Callable[[str], str]:
    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def _simplified(character: str) -> str:
    """OpenCC's t2s on a character by itself, repeated until nothing changes: once, 乾 gives
    干 in some words only, and some results are not simplified themselves.
    """
    while (simpler := _converter()(character)) != character:
        character = simpler
    return character


if __name__ == "__main__":
    (DATA / "folding.txt").write_text(text(), encoding="utf-8")
