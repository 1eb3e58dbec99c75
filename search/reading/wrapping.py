"""Lines that only the width of a page broke, made whole: a name may stand on two of them.

Pure. What may be a row of a table, an entry of a list, a heading or a page number stays a line.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

_FULL: Final = 0.8  # of the page's width: how wide a line is at least that was broken
_WIDTH_RANK: Final = 0.9  # the rank of the line that tells the width: a few may stick out
_NARROWEST: Final = 30  # columns; what is narrower is a column of a table or a list of names
_ENOUGH: Final = 3  # full lines, without which a page does not tell how wide it is

_WIDE: Final = re.compile(
    "[\u1100-\u11ff\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60]"
)
_LETTER: Final = re.compile(r"[^\W\d_]")
_UNSPACED: Final = re.compile("[\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]")  # Chinese, kana
_ENDS: Final = re.compile(r"[。！？；：.!?;:…]['\"”’»」』）)\]】》]{0,3}\Z")
_OPENS: Final = "《“‘「『\"'"
_CLOSES: Final = frozenset("，。、；：！？》”’」』）")  # with which nothing begins
# What prose has and a list of names has not.
_STOPS: Final = re.compile(r"[。！？，、；]|[.,;!?](?:\s|\Z)")
# A leader of dots, a gap, a paragraph's indent, words of Chinese that stand apart.
_CELLS: Final = re.compile(r"\.(?: ?\.){3}|…{3}|·{4}|\t|[ \u3000]{2}|(?:[\u3400-\u9fff]{1,6} +){3}")
_NUMERAL: Final = "[0-9IVX一二三四五六七八九十百]"
_ITEM: Final = re.compile(
    rf"\d{{1,3}}(?:\.\d{{1,2}})*[.)、．）\s]|\d+\Z|[一二三四五六七八九十百]{{1,3}}[、.．]"
    rf"|第 ?{_NUMERAL}{{1,4}} ?[章节節条條部篇編编款页頁]|(?:图|圖|表|附件|附录|附錄) ?{_NUMERAL}"
    rf"|[a-zA-Z][.)]|[ivx]{{2,4}}[.)]"
    rf"|(?i:chapter|section|article|part|page|table|figure|annex|appendix) {_NUMERAL}"
)
_HYPHEN: Final = re.compile(r"(?<=[^\W\d_])([-\u2010\xad]) *\n *([^\W_])")


def unwrapped(page: str) -> str:
    r"""Join the lines of a page that its width broke; lines are parted by `\n`.

    Chinese goes on without a space, other scripts with one; a hyphen before a lower-case
    letter is taken out. Only these, and spaces at the ends of lines, are ever lost.
    """
    lines = page.split("\n")
    full = _full(lines)
    paragraphs = [lines[:1]]
    for former, line in pairwise(lines):
        if _goes_on(former, line, full):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return _HYPHEN.sub(_mended, "\n".join(map(_joined, paragraphs)))


def _full(lines: list[str]) -> float:
    """The columns of the narrowest line that may have been broken."""
    widths = sorted(width for line in lines if (width := _width(line.strip())))
    full = _FULL * widths[int(_WIDTH_RANK * (len(widths) - 1))] if widths else 0
    if sum(width >= full for width in widths) < _ENOUGH:
        return float("inf")
    return max(full, _NARROWEST)


def _width(line: str) -> int:
    """Columns of a line: a character of Chinese takes two."""
    return len(line) + len(_WIDE.findall(line))


def _goes_on(former: str, line: str, full: float) -> bool:
    """Whether a full line goes on in the next."""
    before, after = former.strip(), line.strip()
    if _width(before) < full or _ENDS.search(before) or _ITEM.match(after):
        return False
    if _CELLS.search(before) or _CELLS.search(line.rstrip()):
        return False
    last = next((c for c in reversed(before) if _LETTER.match(c)), "")
    first = after.lstrip(_OPENS)[:1]
    same = bool(_UNSPACED.match(last)) == bool(_UNSPACED.match(first))
    begins = first.isdecimal() or first in _CLOSES or (first.isalpha() and same)
    return bool(last) and begins


def _joined(lines: list[str]) -> str:
    """A paragraph on one line, unless nothing says that it is prose."""
    if len(lines) == 1 or not any(map(_STOPS.search, lines)):
        return "\n".join(lines)
    pieces = [lines[0].rstrip()]
    for former, line in pairwise(lines):
        pieces += [_between(former.strip(), line.strip()), line.strip()]
    return "".join(pieces)


def _between(before: str, after: str) -> str:
    """What joins two lines; those that a hyphen parts are left to `_mended`."""
    if _HYPHEN.search(f"{before[-2:]}\n{after[:1]}"):
        return "\n"
    letter = next(c for c in reversed(before) if _LETTER.match(c))
    return "" if _UNSPACED.match(letter) else " "


def _mended(broken: re.Match[str]) -> str:
    """A word that a hyphen parts at the end of a line; it keeps one that it may have itself."""
    hyphen, letter = broken.groups()
    if _UNSPACED.match(letter):
        return broken[0]
    return letter if letter.islower() else hyphen + letter
