"""Describe: words and patterns of tables: which words of a list stand in a text, and patterns that
are made of words when they are first needed; what several ask of one document. Standard library
only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

One = TypeVar("One")
Made = TypeVar("Made")


class WordList:
    """A list of words that is looked for as a whole.

    Python finds one Chinese character fifty times as fast as two in a row: words of which some
    character is nowhere in the text, as most, are ruled out first.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(words)
        self._characters = tuple(sorted(set("".join(self._words))))

    def found_in(self, text: str) -> list[str]:
        """Those of the words that the text holds, in the order of the list."""
        present = set(filter(text.__contains__, self._characters))
        return [word for word in filter(present.issuperset, self._words) if word in text]


class _Late:
    """What is compiled at the first question and then has all that the pattern has."""

    def __init__(self, made: Callable[[], str], flags: re.RegexFlag) -> None:
        self._made, self._flags = made, flags

    def __getattr__(self, name: str) -> Any:
        pattern = re.compile(self._made(), self._flags)
        self.__dict__ |= {one: getattr(pattern, one) for one in dir(pattern) if one[0] != "_"}
        return getattr(pattern, name)


def late(made: Callable[[], str], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """The pattern that `made` writes, compiled when it is first asked: reading tables and compiling
    takes longer than most look-ups, and many texts need few patterns.
    """
    return cast("re.Pattern[str]", _Late(made, flags))


def kept(made: Callable[[One], Made]) -> Callable[[One], Made]:
    """The function, which remembers what came of its last argument as long as it is asked of the
    very same object: to look a page up by what it says takes longer than some answers.
    """
    last: tuple[Any, Any] = object(), None

    def answer(one: One) -> Made:
        nonlocal last
        known, found = last
        if known is not one:
            found = made(one)
            last = one, found
        return cast("Made", found)

    return answer
