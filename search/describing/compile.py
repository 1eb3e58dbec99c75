"""Compile which Chinese characters only one script writes into `search/data/own-characters.tsv`.

Run by hand when OpenCC changes: `python -m search.describing.compile`. Nothing else imports this
module: to ask OpenCC for all characters takes as long as four starts of Python. Touches OpenCC
and `search/data/`.
"""

from __future__ import annotations

from collections.abc import Iterator

from opencc import OpenCC

from search.analysis.data import DATA
from search.describing.language import OWN

_HAN = range(0x4E00, 0x9FFF)
_LINE = 64  # characters
_HEAD = """\
# Chinese characters that only simplified (Hans) and only traditional (Hant) Chinese writes:
# OpenCC changes them on the way to the other script, and the character set of the other side's
# computers (Big5, GB 2312) lacks them: 后 and 里, which both sides write, are in neither list.
# Made by `python -m search.describing.compile`; do not edit.
# Source: OpenCC 1.4's s2t and t2s (Apache-2.0 licence).
"""


def text() -> str:
    """Return the file as it should be."""
    return _HEAD + "".join(f"{script}\t{line}\n" for script, line in _lines())


def _lines() -> Iterator[tuple[str, str]]:
    plain, full = _changed("s2t"), _changed("t2s")
    for script, own, charset in (("Hans", plain - full, "big5"), ("Hant", full - plain, "gb2312")):
        kept = "".join(sorted(c for c in own if not c.encode(charset, "ignore")))
        yield from ((script, kept[i : i + _LINE]) for i in range(0, len(kept), _LINE))


def _changed(conversion: str) -> set[str]:
    characters = [chr(code) for code in _HAN]
    converted = OpenCC(conversion).convert("\n".join(characters)).split("\n")
    return {a for a, b in zip(characters, converted, strict=True) if a != b}


if __name__ == "__main__":
    (DATA / OWN).write_text(text(), encoding="utf-8")
