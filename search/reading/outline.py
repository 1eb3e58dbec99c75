"""Outline of a page: which of its blocks are menus, footers, lists of other stories.

Few pages say so by their elements. What a block is shows in its share of links, in how much
running text it holds beside the rest of the page, and in the names that authors give to blocks
(`nav`, `sidebar`, `related`). A block with much of the page's running text is never chrome,
whatever it is called. Touches `data/html.tsv`.

After C. Kohlschütter et al., Boilerplate Detection using Shallow Text Features (WSDM 2010): link
density and text density decide; here on the page's own tree of blocks.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import unescape
from typing import Final

from search.reading.names import names

_NAMES = re.compile(r'\s(?:class|id|role|itemprop)="([^"]*)"')
# A page that was saved as it is before its script has shown it may hide its text, too: what holds
# much of that stays, as with all that an author calls a block.
_HIDDEN = re.compile(
    r'\s(?:hidden="|aria-hidden="true"|style="[^"]{0,200}?display\s{0,3}:\s{0,3}none)',
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_POINT = re.compile("[。，；！？]|[,;.!?](?:\\s|$)")
_LETTERS = re.compile(r"[^\W_]+")

KINDS: Final = ("navigation", "footer", "related", "comments", "toolbar")
"""The kinds of chrome that a block may be, as cleaning calls them."""

_PARAGRAPH: Final = 80  # bytes of its own text with which a block is running text
_HEADING: Final = 6  # characters of a heading that the page's title repeats
_MUCH: Final = 0.4  # of the running text of a page: what holds so much is never chrome
_LITTLE: Final = 0.15  # of a block's text is running text at most in a list of links
_DENSE: Final = 0.5  # of a block's text stands in links at least in a list of links
_LINKS: Final = 3  # a list of links has
_HEADLINE: Final = 36  # bytes of a link with which it is a headline rather than an entry of a menu
_FEW: Final = 600  # bytes of running text: with fewer a page is a list
_SPARSE: Final = 0.1  # of the text of a page: with less running text it is a list
_SCANT: Final = 1500  # bytes of running text: with more a page shows its own
_FAR_MORE: Final = 4  # a page that hides its text has so many times what it shows
_MOST: Final = 0.6  # of the running text of a page: the smallest block with so much is its text


class Block:
    """An element that stands in lines of its own, with what its part of the page amounts to.

    Sizes are UTF-8 bytes, in which a Chinese character weighs as much as three letters.
    """

    __slots__ = ("headed", "kind", "linked", "links", "name", "own", "own_linked", "parent",
                 "pointed", "prose", "size", "tag")  # fmt: skip

    def __init__(self, parent: int, tag: str, name: str) -> None:
        self.parent = parent
        self.tag = tag
        self.name = name
        self.own = self.own_linked = self.links = self.size = self.linked = self.prose = 0
        self.pointed = self.headed = False
        self.kind = ""


class Outline:
    """The blocks of a page in order, built while its markup is read from start to end."""

    def __init__(self, title: str) -> None:
        self.blocks = [Block(-1, "", "")]
        self._title = _letters(title)
        self._at = 0
        self._links = 0

    def text(self, text: str) -> int:
        """Add a piece of text; return the number of its block."""
        block = self.blocks[self._at]
        stripped = text.strip()
        if stripped:
            size = len(stripped.encode("utf-8", "replace"))
            block.own += size
            if self._links:
                block.own_linked += size
            else:
                block.pointed = block.pointed or _POINT.search(stripped) is not None
            if block.tag in ("h1", "h2") and not block.headed:
                heading = _letters(unescape(stripped))
                block.headed = len(heading) >= _HEADING and heading in self._title
        return self._at

    def link(self, closing: bool) -> None:
        """A link begins or ends."""
        self._links = max(0, self._links + (-1 if closing else 1))
        self.blocks[self._at].links += not closing

    def begin(self, tag: str, markup: str) -> None:
        """An element begins whose text stands in lines of its own."""
        found = _NAMES.findall(markup) if '="' in markup else ()
        name = _called(tag, " ".join(found))
        if '="' in markup and _HIDDEN.search(markup):
            name = "toolbar"
        self.blocks.append(Block(self._at, tag, name))
        self._at = len(self.blocks) - 1

    def end(self) -> None:
        """That element ends."""
        self._at = max(0, self.blocks[self._at].parent)

    def kinds(self) -> list[str]:
        """What each block is, empty where it is text of the page, by its number."""
        self._sum()
        main = self._main()
        talk = self._is_talk()
        for number, block in enumerate(self.blocks[1:], 1):
            block.kind = self.blocks[block.parent].kind or self._kind(block, number, main)
            if talk and block.kind == "comments":
                block.kind = ""
        return [block.kind for block in self.blocks]

    def is_scant(self) -> bool:
        """Whether there is so little running text that the page's own may be missing."""
        return self._prose() < _SCANT

    def has_far_more_than(self, other: Outline) -> bool:
        """Whether nearly all of the running text here is none of the other's, or all words are."""
        blank = not any(block.own for block in other.blocks)
        return blank or self._prose() > _FAR_MORE * other._prose()

    def _prose(self) -> int:
        return sum(block.own - block.own_linked for block in self.blocks if _is_prose(block))

    def _main(self) -> range:
        """The blocks inside the smallest one that holds most of the running text."""
        whole, at = self.blocks[0], 0
        if whole.prose < max(_FEW, _SPARSE * whole.size):
            return range(len(self.blocks))
        for number, block in enumerate(self.blocks):
            if block.prose > _MOST * whole.prose:
                at = number
        inside = {at}
        for number in range(at + 1, len(self.blocks)):
            if self.blocks[number].parent not in inside:
                return range(at, number)
            inside.add(number)
        return range(at, len(self.blocks))

    def _is_talk(self) -> bool:
        """Whether most of the running text is called comments, as in a forum."""
        talk, called = 0, [False]
        for block in self.blocks[1:]:
            above = called[block.parent]
            called.append(above or block.name == "comments")
            talk += block.prose if called[-1] and not above else 0
        return self.blocks[0].prose < 2 * talk

    def _kind(self, block: Block, number: int, main: range) -> str:
        """What a block is by itself; empty for text, and for what holds much of the page's."""
        page = self.blocks[0]
        much = block.prose > _MUCH * page.prose or 2 * block.size > page.size
        if much and block.name != "comments":
            return ""
        if block.name and not (block.headed and block.name != "navigation"):
            return block.name
        dense = block.links >= _LINKS and block.linked > _DENSE * block.size
        if not dense or block.prose > _LITTLE * block.size or block.headed:
            return ""
        if number in main and block.linked > _HEADLINE * block.links:
            return ""
        return "related" if number >= main.stop else "navigation"

    def _sum(self) -> None:
        """Add what is inside to what is around it; those inside stand behind."""
        for block in self.blocks:
            block.size, block.linked = block.own, block.own_linked
            block.prose = block.own - block.own_linked if _is_prose(block) else 0
        for block in self.blocks[:0:-1]:
            above = self.blocks[block.parent]
            above.size += block.size
            above.linked += block.linked
            above.links += block.links
            above.prose += block.prose
            above.headed = above.headed or block.headed


def _is_prose(block: Block) -> bool:
    text = block.own - block.own_linked
    return block.pointed and text >= _PARAGRAPH and text > block.own_linked


@lru_cache(maxsize=4096)
def _called(tag: str, called: str) -> str:
    """The kind of chrome that its author calls a block; empty where he does not."""
    kinds = _kinds()
    if tag in kinds:
        return kinds[tag]
    for word in _WORD.findall(called):
        kind = kinds.get("." + word.lower())
        if kind:
            return kind
    return ""


@cache
def _kinds() -> dict[str, str]:
    """The kinds of chrome by element, and by word of a class or id behind a dot."""
    found: dict[str, str] = {}
    for kind in KINDS:
        for name in names(f"chrome {kind}"):
            found[name] = kind
    return found


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text)).casefold()
