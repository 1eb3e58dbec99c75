"""Page chrome: which lines of a page are not its text.

Most chrome names itself (`search.cleaning.lines`); the rest is known by where it stands:
site names above the date, menus beside menus, other stories behind `延伸阅读` or `Related`,
short lines below the copyright. The headline is never chrome. Nothing is deleted: chrome
lines are labelled, to be ranked down and kept out of facets. Pure; touches no files itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from search.cleaning.lines import Label, folded, label
from search.document import DAY, Span

_LINE = re.compile(r"\S[^\n]*")
_HAN = re.compile("[\u3400-\u9fff\u3040-\u30ff]")
_SENTENCE_END = re.compile(r"""(?<!\.)(?<!…)[。！？；.!?;:：]["”’」』)）\]]{0,2}$""")
_HAN_WEIGHT = 2.5  # a Han character says as much as so many Latin letters
_PROSE, _SENTENCE, _HEADLINE = 120, 60, 20  # weights; a headline is heavier than its limit
_HEAD_LINES, _FOOT_REACH, _LEAST_RUN = 15, 8, 6
_TOGETHER = 4  # lines from one paragraph to the next of the same text
_DATING = ("date", "source")
_OTHERS = ("related", "comments")  # stories and voices other than the page's
_MENU = ("navigation", "toolbar")
_BELOW = (*_MENU, "footer", "related", "comments")
_PAGE_OF = re.compile(r"(\d{1,4}) ?/ ?(\d{1,4})")
_NUMBERED = re.compile(r"(\d{1,4}) ?[|·] ?([^\s|·].{0,100})|(.{0,100}[^\s|·]) ?[|·] ?(\d{1,4})")
_NAME = re.compile(r"[^\d|。,:;!?]{1,24}")  # of a menu entry


class _Line(Struct):
    """One line that is not blank: its place, what it says of itself, what it was found to be."""

    start: int
    end: int
    text: str
    label: Label | None
    weight: float
    sentence: bool
    kind: str = ""

    @property
    def prose(self) -> bool:
        return self.weight >= _PROSE or (self.sentence and self.weight >= _SENTENCE)

    @property
    def told(self) -> str:
        """Its kind, where a day that nothing is said of is one of its own."""
        bare = self.label and self.label.items == 1 and self.label.scope in ("head", "line")
        return DAY if self.kind == "date" and bare else self.kind


def chrome(text: str, marked: Sequence[Span] = ()) -> list[Span]:
    """Label the lines of clean text that are page chrome, in order.

    `marked` are those of which the markup says so.

    Kinds: header, breadcrumb, navigation, toolbar, source, date, day (a date and no more),
    byline, caption, related, comments, footer, copyright, producer.
    """
    lines = _lines(text)
    _by_markup(lines, marked)
    _by_words(lines)
    _menus(lines)
    _page_breaks(lines)
    _clocks(lines)
    body = next((i for i, line in enumerate(lines) if line.prose and not line.kind), len(lines))
    _rows_of_menus(lines, body)
    _head(lines, body)
    _captions(lines)
    _cut(lines, body)
    _foot(lines)
    _tail(lines)
    return [Span(line.start, line.end, line.told) for line in lines if line.kind]


def _lines(text: str) -> list[_Line]:
    comparable = folded(text)
    lines = []
    for match in _LINE.finditer(comparable):
        plain = match[0].rstrip()
        start = match.start()
        weight = _weight(plain)
        sentence = _SENTENCE_END.search(plain[-4:]) is not None
        found = label(plain)
        lines.append(_Line(start, start + len(plain), plain, found, weight, sentence))
    return lines


def _by_markup(lines: list[_Line], marked: Sequence[Span]) -> None:
    """Label what stands in blocks of chrome; what says its date or its source does."""
    spans = iter(marked)
    span = next(spans, None)
    for line in lines:
        while span and span.end <= line.start:
            span = next(spans, None)
        if span and span.start <= line.start:
            said = line.label.kind if line.label and span.kind not in _OTHERS else ""
            own = said == "date" or (said == "source" and ":" in line.text)
            line.kind = "" if own else span.kind


def _weight(line: str) -> float:
    """How much a line says; beyond the weight of prose more makes no difference."""
    if len(line) >= _PROSE:
        return len(line)
    return len(line) + (_HAN_WEIGHT - 1) * len(_HAN.findall(line))


def _by_words(lines: list[_Line]) -> None:
    """Label what needs no neighbours."""
    prose = False
    for line in lines:
        if line.kind:
            continue
        if line.label is None:
            prose = prose or line.prose
            continue
        scope = line.label.scope
        above = scope == "head" and not prose
        row = scope == "weak" and line.label.items > 2
        several = scope == "foot" and line.label.items > 1
        if scope in ("item", "line", "cut") or above or row or several:
            line.kind = line.label.kind


def _clocks(lines: list[_Line]) -> None:
    """A day with its weekday alone is the clock of a site where that shows menus or another day,
    else the day of the paper.
    """
    site = any(line.kind in (*_MENU, *_DATING, "breadcrumb") for line in lines)
    for line in lines:
        if line.kind == "clock":
            line.kind = "navigation" if site else "date"
            site = True


def _menus(lines: list[_Line]) -> None:
    """Label runs of menu entries, one a line, where one of them can be nothing else."""
    run: list[_Line] = []
    for line in [*lines, None]:
        if line and line.label and line.label.kind in _MENU:
            run.append(line)
            continue
        if len(run) >= _LEAST_RUN or any(entry.kind for entry in run):
            for entry in run:
                entry.kind = entry.kind or "navigation"
        run = []


def _page_breaks(lines: list[_Line]) -> None:
    """Label running heads: a line that comes again with the number of the next page in it, or
    beside it on a line of its own.
    """
    last: dict[str, tuple[int, list[_Line]]] = {}
    for i, line in enumerate(lines):
        if line.kind or line.prose or line.weight <= _HEADLINE:
            continue
        for stem, number, there in _numbered(lines, i):
            before, former = last.get(stem, (-2, []))
            if number == before + 1:
                for found in (*former, *there):
                    found.kind = found.kind or "header"
            last[stem] = number, there
    end = lines[-1] if lines else None
    if end and not end.kind and (page := _PAGE_OF.fullmatch(end.text)):
        end.kind = "toolbar" if 1 <= int(page[1]) <= int(page[2]) else ""


def _numbered(lines: list[_Line], i: int) -> Iterator[tuple[str, int, list[_Line]]]:
    """Yield the ways to read a line as a running head: what stays, the number, whose lines."""
    line = lines[i]
    if inside := _NUMBERED.fullmatch(line.text):
        yield inside[2] or inside[3], int(inside[1] or inside[4]), [line]
    for beside in lines[max(0, i - 1) : i + 2 : 2] if i else lines[1:2]:
        if beside.text.isdecimal() and beside.text.isascii() and len(beside.text) < 5:
            yield line.text, int(beside.text), [line, beside]


def _rows_of_menus(lines: list[_Line], body: int) -> None:
    """Label a row of four or more short names between bars that is no row of a table."""
    last = _last_prose(lines)
    for i, line in enumerate(lines):
        if line.kind or body <= i <= last or last < 0 or not _is_row(line.text):
            continue
        if not any(
            _is_row(near.text) for near in (*lines[max(0, i - 1) : i], *lines[i + 1 : i + 2])
        ):
            line.kind = "navigation"


def _is_row(line: str) -> bool:
    names = line.split("|")
    return len(names) > 3 and all(_NAME.fullmatch(name) for name in names)


def _last_prose(lines: list[_Line]) -> int:
    return max((i for i, line in enumerate(lines) if line.prose and not line.kind), default=-1)


def _head(lines: list[_Line], body: int) -> None:
    """Label what stands above the headline: site names, slogans, sections."""
    head = lines[: min(body, _HEAD_LINES)]
    dated = [i for i, line in enumerate(head) if line.kind in _DATING]
    last = dated[0] if dated else min(len(head), body)
    open_lines = [i for i in range(last) if not head[i].kind]
    heavy = next((i for i in open_lines if head[i].weight > _HEADLINE), last)
    # A tool bar below a long line may stand below the headline.
    trail = [
        i
        for i in range(last)
        if head[i].kind in ("breadcrumb", "navigation") or (head[i].kind == "toolbar" and i < heavy)
    ]
    if not open_lines or not (dated or trail):
        return
    below = [i for i in open_lines if trail and i > trail[-1]] or open_lines
    headline = next((i for i in below if head[i].weight > _HEADLINE), below[-1])
    for i in open_lines:
        above_trail = bool(trail) and i < trail[-1] and i not in below
        slight = i < headline and head[i].weight <= _HEADLINE
        if above_trail or slight:
            head[i].kind = "header"


def _captions(lines: list[_Line]) -> None:
    """Label lines that repeat the headline; pictures carry it as their alternative text."""
    titles: set[str] = set()
    last = _last_prose(lines)  # below it, it signs
    for i, line in enumerate(lines):
        if line.kind:
            continue
        if line.text in titles and line.weight > _HEADLINE and i < last:
            line.kind = "caption"
        elif not titles and i < _HEAD_LINES and not line.prose:
            titles.add(line.text)


def _cut(lines: list[_Line], body: int) -> None:
    """Label everything behind a heading of other stories, or an editor who closes the text, unless
    it plainly resumes.
    """
    kind, least = "", _PROSE
    prose = [i for i, line in enumerate(lines) if line.prose and not line.kind]
    near = (one for one, other in pairwise(prose) if other - one <= _TOGETHER)
    body = next(near, body)  # above may stand a notice and menus
    for i, line in enumerate(lines):
        heading = line.label is not None and line.label.scope == "cut" and i > body
        if heading and line.label:
            kind = line.label.kind if line.label.kind in _OTHERS else "related"
            least = _PROSE if line.label.kind in _OTHERS else _SENTENCE
        elif kind and _resumes(lines, i, least):
            kind = ""
        if kind and not line.kind:
            line.kind = kind


def _resumes(lines: list[_Line], i: int, least: float) -> bool:
    """Two paragraphs on end, whole sentences: teasers have their dates and titles between. Or the
    title of all in Markdown, below a menu.
    """
    pair = lines[i : i + 2]
    return lines[i].text.startswith("# ") or (
        len(pair) == 2
        and all(line.sentence and line.weight >= least and not line.kind for line in pair)
    )


def _foot(lines: list[_Line]) -> None:
    """Label addresses and short remains near the copyright below the last of the text."""
    strong = [i for i, line in enumerate(lines) if line.kind in ("copyright", "producer")]
    if not strong:
        return
    for i in strong:
        for line in lines[max(0, i - _FOOT_REACH) : i + _FOOT_REACH + 1]:
            if line.label and line.label.scope == "foot":
                line.kind = line.kind or line.label.kind
    last = _last_prose(lines)
    first = min((i for i in strong if i > last), default=len(lines))
    for line in lines[first:]:
        line.kind = line.kind or "footer"


def _tail(lines: list[_Line]) -> None:
    """Label what stands between chrome below the last of the text, and addresses below it."""
    last = _last_prose(lines)
    seen = False
    for i in range(last + 1 if last >= 0 else len(lines), len(lines)):
        line = lines[i]
        if not line.kind and seen:
            foot = line.label is not None and line.label.scope == "foot"
            below = i + 1 < len(lines) and lines[i + 1].kind and not line.sentence
            if foot or (below and lines[i - 1].kind):
                line.kind = "footer"
        seen = seen or line.kind in _BELOW
