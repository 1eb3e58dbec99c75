"""Lay out well-formed markup in lines, as browsers do, and tell which lines are chrome.

Works on what the parser writes and not on its nodes, which is ten times slower. Touches
`data/html.tsv`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from search.document import Span
from search.reading.names import names
from search.reading.outline import KINDS, Outline
from search.reading.raw import valid

# Marks of layout while the text is put together; removed from pages that hold them.
_KEPT_SPACE, _KEPT_TAB, _BREAK, _LINE, _PARAGRAPH, _CELL = "\x01\x02\x03\x04\x05\x06"
_MARKS = re.compile("[\0-\x06\x0e-\x1f]")
_PRESERVE = str.maketrans({" ": _KEPT_SPACE, "\t": _KEPT_TAB, "\n": _BREAK})
_RESTORE = str.maketrans({_KEPT_SPACE: " ", _KEPT_TAB: "\t", _CELL: "\t"})
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u00a0"), ("&quot;", '"'), ("&amp;", "&"))

# Matches what the parser writes, which is always well formed.
_MARKUP = re.compile(
    r"""<(/?)([A-Za-z][^\s/>]*)[^>"]*(?:"[^"]*"[^>"]*)*>|<!(?:--.*?-->|[^>]*>)""", re.S
)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_WIDE = "\u2e80-\u303f\u3041-\u33ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60"
_BROKEN_LINE = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\n\r\f]*(?=[{_WIDE}])")
_GAP = re.compile(f"[ {_CELL}]*[{_BREAK}-{_PARAGRAPH}][ {_BREAK}-{_CELL}]*")
_AROUND_CELL = re.compile(f" *{_CELL}[ {_CELL}]*")

# A mark in front of each piece of chrome, one for each kind.
_FIRST_KIND: Final = 0x0E
_CHROME = "\x0e-\x1f"
_CHROME_MARK = re.compile(f"[{_CHROME}]")
_CHROME_LINE = re.compile(f"(?m)^[{_CHROME}][^\n]*")

_UNSEEN = re.compile(
    r"""\s(?:hidden="(?!until-found)|style="[^"]{0,200}?(?:display\s{0,3}:\s{0,3}none|"""
    r"""visibility\s{0,3}:\s{0,3}hidden))""",
    re.IGNORECASE,
)


def without_marks(markup: str) -> str:
    """Return markup without the control characters that the layout marks places with, and without
    the code that a server should have run (<% … %>).
    """
    first, *rest = _MARKS.sub("", markup).split("<%")
    shown = (part.partition("%>")[2] if "%>" in part else f"<%{part}" for part in rest)
    return "".join((first, *shown))


def laid_out(markup: str, title: str) -> tuple[str, tuple[Span, ...]]:
    """Return the text of well-formed markup in lines and which of them are chrome.

    Cells stand between tabs. `title` is the page's own, whose headline is never chrome. What does
    not show is no text, but in a page that hides nearly all until its script runs.
    """
    outline = Outline(title)
    pieces, blocks = _pieces(markup, outline, all_of_it=False)
    if outline.is_scant() and _UNSEEN.search(markup):
        whole = Outline(title)
        everything = _pieces(markup, whole, all_of_it=True)
        if whole.has_far_more_than(outline):
            outline, (pieces, blocks) = whole, everything
    kinds = outline.kinds()
    marks = {kind: chr(_FIRST_KIND + number) for number, kind in enumerate(KINDS)}
    for place, block in blocks:
        if kinds[block]:
            text = pieces[place]
            start = len(text) - len(text.lstrip())
            pieces[place] = f"{text[:start]}{marks[kinds[block]]}{text[start:]}"
    return _unmarked(valid(_tidy("".join(pieces))))


def _pieces(
    markup: str, outline: Outline, *, all_of_it: bool
) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the text with the signs of layout in it, and the block of each piece with words;
    with `all_of_it` also of elements that do not show.
    """
    signs, preserving, void = _signs(), names("preserved"), names("void")
    pieces: list[str] = []
    blocks: list[tuple[int, int]] = []
    preserved = at = unseen = 0
    links = _Links()
    for tag in _MARKUP.finditer(markup):
        if unseen:
            unseen += 0 if not tag[2] or tag[2] in void else -1 if tag[1] else 1
            at = tag.end()
            continue
        text = markup[at : tag.start()]
        at = tag.end()
        if text and not text.isspace():
            blocks.append((len(pieces), outline.text(text)))
        if text:
            apart = " " if links.text() else ""
            pieces.append(apart + (text.translate(_PRESERVE) if preserved else text))
        name, closing = tag[2], bool(tag[1])
        if not all_of_it and '="' in tag[0] and name not in void and _UNSEEN.search(tag[0]):
            unseen = 1
            pieces.append(signs[name][0] if name in signs else "")
            continue
        if name in preserving:
            preserved += -1 if closing else 1
        if name in signs:
            pieces.append(signs[name][closing])
            if name not in void:
                outline.end() if closing else outline.begin(name, tag[0])
        elif name == "a":
            outline.link(closing)
            links.link(closing)
    pieces.append(markup[at:])
    return pieces, blocks


class _Links:
    """Links with words that follow each other at once: a menu, whose style sets them apart."""

    def __init__(self) -> None:
        self._inside = self._filled = self._ended = self._follows = False

    def link(self, closing: bool) -> None:
        """A link begins or ends."""
        if closing:
            self._ended = self._filled or self._ended
        else:
            self._follows = self._ended
        self._inside, self._filled = not closing, False

    def text(self) -> bool:
        """There is text; returns whether it begins a link right behind another one."""
        apart = self._inside and self._follows
        self._filled, self._ended, self._follows = self._inside, False, False
        return apart


def _tidy(text: str) -> str:
    """Collapse white space, turn marks into line breaks; one blank line at most.

    A source line that breaks inside Chinese is no space.
    """
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    text = _SPACE.sub(" ", _BROKEN_LINE.sub("", text))
    text = _AROUND_CELL.sub(_CELL, text)  # first, so that no gap is long
    return _GAP.sub(_line_break, text).translate(_RESTORE).strip()


def _line_break(gap: re.Match[str]) -> str:
    return "\n\n" if _PARAGRAPH in gap[0] or gap[0].count(_BREAK) > 1 else "\n"


def _unmarked(text: str) -> tuple[str, tuple[Span, ...]]:
    """Take the marks of chrome out of a text; the lines that begin with one are chrome."""
    spans: list[Span] = []
    pieces: list[str] = []
    length = at = 0
    for line in _CHROME_LINE.finditer(text):
        before = _CHROME_MARK.sub("", text[at : line.start()])
        inside = _CHROME_MARK.sub("", line[0])
        start = length + len(before)
        length, at = start + len(inside), line.end()
        spans.append(Span(start, length, KINDS[ord(line[0][0]) - _FIRST_KIND]))
        pieces += (before, inside)
    pieces.append(_CHROME_MARK.sub("", text[at:]))
    return "".join(pieces), tuple(spans)


@cache
def _signs() -> dict[str, tuple[str, str]]:
    """Map an element to the marks that it leaves where it begins and where it ends."""
    signs = dict.fromkeys(names("paragraph"), (_PARAGRAPH, _PARAGRAPH))
    signs |= dict.fromkeys(names("line"), (_LINE, _LINE))
    return signs | dict.fromkeys(names("cell"), ("", _CELL)) | {"br": (_BREAK, "")}
