"""Describe: a list of words, and which of them stand in a text. Standard library only."""

from __future__ import annotations

from collections.abc import Iterable


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
