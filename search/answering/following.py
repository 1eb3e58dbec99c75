"""What follows in documents what was typed, and whether that is a term. Touches the analyser.

Words that stand side by side somewhere are no term yet (孵企业 of 在孵企业, 企业孵化器达). A term
comes back, and what stands around it changes (branching entropy: Harris 1955; for Chinese
words Jin and Tanaka-Ishii 2006).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from search.analysis import Token, words
from search.analysis.latin import HAN
from search.analysis.stopwords import stop_words
from search.answering.miswritten import traditional

_AROUND: Final = 8  # characters before and behind what was typed
_WORDS: Final = 3  # that end behind it
_AGAIN: Final = 2  # places at which words must stand side by side
_OFTEN: Final = 3  # where one of them is a single character
_HAN: Final = re.compile(f"[{HAN}]")


class Use(NamedTuple):
    """One place of a candidate. `before` and `behind` are the words around it, empty where a
    sign or a word that says nothing stands there; `lone` tells that a single character is
    joined to a word; `one` that it is one word of the dictionary.
    """

    text: str
    start: int
    end: int
    before: str
    behind: str
    one: bool
    lone: bool


class Usage:
    """How one candidate is used."""

    def __init__(self) -> None:
        self.places = 0
        self._before: set[str] = set()
        self._behind: set[str] = set()
        self._written: Counter[str] = Counter()
        self._one = self._lone = False

    def add(self, use: Use, written: str) -> None:
        """Count a place, and how it is written there."""
        self.places += 1
        self._before.add(use.before)
        self._behind.add(use.behind)
        self._written[written] += 1
        self._one |= use.one
        self._lone |= use.lone

    def is_term(self) -> bool:
        """Tell whether it is a word, or words that come back with other words around them."""
        free = all("" in around or len(around) > 1 for around in (self._before, self._behind))
        return self._one or (free and self.places >= (_OFTEN if self._lone else _AGAIN))

    def is_whole(self) -> bool:
        """Tell whether nothing goes on from it, for where hardly anything is known."""
        return not self._lone and self._before == self._behind == {""}

    def shown(self, text: str, typed: str) -> str:
        """Return it in the script that was typed; where that tells nothing in simplified
        characters, unless it is written in others only.
        """
        if not text.startswith(typed):
            return typed + traditional()(text)[len(typed) :]
        if text in self._written:
            return text
        own = (written for written, _ in self._written.most_common() if written.startswith(typed))
        return next(own, text)


def continued(text: str, start: int, end: int) -> Iterator[Use]:
    """Yield the text from `start` to the end of each of the words that end behind `end`, as far
    as it goes on in Chinese without stop words; nothing where it starts inside a word, or
    inside a name, of which the dictionary leaves the characters single. The text is folded.
    """
    first = max(0, start - _AROUND)
    tokens = [
        token._replace(start=first + token.start, end=first + token.end)
        for token in words(text[first : end + 2 * _AROUND])
    ]
    at = next((i for i, token in enumerate(tokens) if token.end > start), len(tokens))
    if at == len(tokens) or tokens[at].start != start or _in_name(tokens, at):
        return
    earlier = next((t.text for t in tokens[max(0, at - 1) : at] if t.end == start), "")
    before = earlier if at and _goes_on(tokens[at - 1], tokens[at]) else ""
    found = 0
    for number in range(at, len(tokens)):
        here = tokens[number]
        if number > at and not _goes_on(tokens[number - 1], here):
            return
        if here.end > end:
            following = tokens[number + 1 : number + 2]
            behind = next((t.text for t in following if _goes_on(here, t)), "")
            used = tokens[at : number + 1]
            singles = [len(token.text) == 1 for token in used]
            alone = number == at and not singles[0]
            lone = not all(singles) and (singles[0] or singles[-1])
            if all(singles) and len(behind) > 1:  # a name ends where a word begins
                behind = ""
            # 在 says nothing, but with a lone character it may be a word (在孵).
            left = earlier if lone and singles[0] else before
            yield Use(text[start : here.end], start, here.end, left, behind, alone, lone)
            found += 1
        if found == _WORDS:
            return


def _goes_on(before: Token, token: Token) -> bool:
    """Whether a token is Chinese, says something and stands right behind another that does."""
    stops = stop_words()
    says = _HAN.match(token.text) and token.text not in stops and before.text not in stops
    return before.end == token.start and bool(says)


def _in_name(tokens: list[Token], at: int) -> bool:
    """Whether the token before one is a single character of the same name."""
    return bool(at) and len(tokens[at - 1].text) == 1 and _goes_on(tokens[at - 1], tokens[at])
