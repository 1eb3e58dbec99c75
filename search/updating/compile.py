"""Compile how each Chinese character is read into `search/data/readings.tsv`.

Run by hand when pypinyin changes: `python -m search.updating.compile`. Nothing else imports
this module: to load pypinyin takes a tenth as long as to load all other tables. Touches pypinyin
and `search/data/`.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain

from pypinyin import lazy_pinyin

from search.analysis.data import DATA

_HAN = ((0x3400, 0xA000), (0x20000, 0x40000))  # ends excluded
_HEAD = """\
# How Chinese characters are read: a syllable of pinyin without its tone (v stands for ü), and all
# characters whose first reading it is, for putting titles in order. Made by
# `python -m search.updating.compile`; do not edit.
# Source: pypinyin 0.55 (MIT licence, (c) 2016 mozillazg, 闲耘).
"""


def text() -> str:
    """Return the file as it should be."""
    read: defaultdict[str, str] = defaultdict(str)
    for character in map(chr, chain.from_iterable(range(*ends) for ends in _HAN)):
        read["".join(lazy_pinyin(character, errors="ignore"))] += character
    read.pop("", None)
    return _HEAD + "".join(f"{syllable}\t{read[syllable]}\n" for syllable in sorted(read))


if __name__ == "__main__":
    (DATA / "readings.tsv").write_text(text(), encoding="utf-8")
