"""Which documents come from files that are called so, for those who remember a file's name.

Names are compared without case, width, accents' form and script. Touches the table of files
of one generation of the index.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from fnmatch import translate
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Final
from unicodedata import normalize

from search.analysis import fold
from search.document import document_id
from search.updating.catalogue import FILE, read_places

_SHORTEST: Final = 3  # characters that may be meant as a name


class Files:
    """The files of one generation; read when first asked for."""

    def __init__(self, generation: Path) -> None:
        self._generation = generation
        self._asked = False

    def ids(self, text: str, most: int) -> tuple[str, ...]:
        """Return at most `most` ids of documents, among others that nobody has, of the files
        whose path has each of the words.

        A word with `*` or `?` is the whole name of a file, one with `/` besides the whole path
        in its folder.
        """
        words = _plain(text).split()
        tests = [_test(word) for word in words]
        found: list[str] = []
        for plain, folder, path, rows in self._likely(words):
            if all(test.search(plain) for test in tests):
                names = (path, *(f"{path}#{row}" for row in range(1, min(rows, most) + 1)))
                found += (document_id(folder, name) for name in names)
                if len(found) >= most:
                    break
        return tuple(found[:most])

    def query(self, text: str) -> str:
        """Return the query for the files whose path has all that was typed, or nothing."""
        typed = " ".join(re.sub(r'["“”„＂「」『』]', " ", text).split())
        if len(typed) < _SHORTEST or {"*", "?"} & set(typed) or not self._may_have(typed):
            return ""
        return f'file:"{typed}"' if self.ids(typed, 1) else ""

    def _may_have(self, typed: str) -> bool:
        """Whether any path may have all words; the first time without reading all of them,
        since a process that answers one query asks once.
        """
        if self._asked or "%" in typed:
            return True
        self._asked = True
        data = (self._generation / FILE).read_bytes()
        if not typed.isascii():
            return not data.isascii()
        lower = data.lower()
        return not data.isascii() or all(word.encode() in lower for word in typed.lower().split())

    def _likely(self, words: list[str]) -> Iterator[tuple[str, str, str, int]]:
        """Yield the files whose path has the longest word without `*` and `?`, or all: one
        search in all paths at once, since most of what is typed is in none.
        """
        longest = max((word for word in words if not {"*", "?"} & set(word)), key=len, default="")
        if not longest:
            yield from self._places if words else ()
            return
        together, begins = self._together
        at = together.find(longest)
        while at >= 0:
            number = bisect_right(begins, at)
            yield self._places[number - 1]
            at = together.find(longest, begins[number]) if number < len(begins) else -1

    @cached_property
    def _together(self) -> tuple[str, list[int]]:
        """All paths as one text, and where each begins in it."""
        lengths = (len(plain) + 1 for plain, *_ in self._places[:-1])
        return "\n".join(plain for plain, *_ in self._places), [0, *accumulate(lengths)]

    @cached_property
    def _places(self) -> list[tuple[str, str, str, int]]:
        return [
            (_plain(path), folder, path, rows)
            for folder, path, rows in read_places(self._generation)
            if rows
        ]


def _plain(path: str) -> str:
    return path.lower() if path.isascii() else fold(normalize("NFKC", path)).casefold()


def _test(word: str) -> re.Pattern[str]:
    if not {"*", "?"} & set(word):
        return re.compile(re.escape(word))
    whole = translate(word.replace("[", "[[]"))
    return re.compile(whole if "/" in word else rf"(?:^|/)(?!.*/){whole}")
