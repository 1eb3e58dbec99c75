"""Bodies that a text says to be one: oil giant Yukos, an economist at Natexis, 晶片業者DeepX.

Their names have no ending and no head that tells. Reads `data/organisation-words.tsv`, knows the
places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from search.describing.organisations.endings import words_of
from search.describing.organisations.mention import Mention
from search.describing.organisations.places import places

_WORD = r"[A-Z][\w&.+’'-]{0,30}"
_LATIN = "[A-Z][A-Za-z0-9&.+'-]{0,30}"
_OWNER = re.compile(r"(?:['’]s|[.+&'’-])+$")
_WHOSE = re.compile(r"(?:['’]s|s['’]|\.) ")  # behind these the name is over: Yukos's Yugansk
_APART = re.compile("[a-z,] ")
_LETTER = re.compile("[A-Z]")
_LOWER = bytes(ord(c.lower()) if c < "\x80" and c.isalpha() else 32 for c in map(chr, range(256)))
_SHORTEST = 3  # characters


def said_mentions(text: str, others: Iterable[Mention]) -> Iterator[Mention]:
    """The names in Latin text beside the `others`."""
    present = latin_words(text)
    for first in sorted(_english().keys() & present):
        for said, name in _english()[first]:
            at = text.find(said)
            while at >= 0:
                if (found := name.match(text, at + len(said))) and _APART.match(text, at - 2):
                    yield from _named(found, others)
                at = text.find(said, at + 1)


def said_in_chinese(folded: str, others: Iterable[Mention]) -> Iterator[Mention]:
    """The Latin names in folded Chinese text beside the `others`."""
    for match in _chinese().finditer(folded) if _LETTER.search(folded) else ():
        yield from _named(match, others)


def _named(match: re.Match[str], others: Iterable[Mention]) -> Iterator[Mention]:
    name = _OWNER.sub("", _WHOSE.split(match["name"])[0])
    start = match.start("name")
    end = start + len(name)
    if _is_name(name) and not any(o.start < end and start < o.end for o in others):
        yield Mention(start, end, "", "said", "company")


def _is_name(name: str) -> bool:
    """Whether this is neither a title nor a place."""
    words = name.casefold().split()
    titled = any(word in words_of("start") for word in words)
    return len(name) >= _SHORTEST and not titled and not places().find(name.casefold())


@lru_cache(maxsize=2)
def latin_words(text: str) -> set[bytes]:
    """The runs of Latin letters in lower case, in a tenth of the time that a pattern takes."""
    return set(text.encode("ascii", "replace").translate(_LOWER).split())


@cache
def _english() -> dict[bytes, list[tuple[str, re.Pattern[str]]]]:
    """What is said of a body, and what follows with its name, by the first word in lower case."""
    inside = "|".join(sorted(words_of("particle")))
    name = rf"(?P<name>{_WORD}(?: (?:(?:&|{inside}) )?{_WORD}){{0,3}})"
    behind_noun, behind_post = re.compile(name), re.compile(rf"(?:of|at|with|for) {name}")
    said = [(word, behind_noun) for word in _said(english=True)]
    said += [(word.replace("_", " "), behind_post) for word in sorted(words_of("post"))]
    firsts: dict[bytes, list[tuple[str, re.Pattern[str]]]] = {}
    for words, behind in said:
        first = re.split("[ -]", words)[0].casefold().encode()
        firsts.setdefault(first, []).append((f"{words} ", behind))
    return firsts


@cache
def _chinese() -> re.Pattern[str]:
    """What a body is and its name, which has a small letter: 公司CEO."""
    nouns = "|".join(_said(english=False))
    return re.compile(rf"(?:{nouns}) ?(?P<name>(?=[A-Za-z]*[a-z]){_LATIN}(?: {_LATIN}){{0,3}})")


def _said(english: bool) -> list[str]:
    return sorted(word for word in words_of("called") if word.isascii() == english)
