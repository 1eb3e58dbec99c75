"""Which documents come from files that are called so, for those who remember a file's name.

Names are compared without case, width, accents' form and script. Touches the table of files
of one generation of the index.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from fnmatch import translate
from functools import cached_property
from itertools import accumulate, islice
from pathlib import Path
from typing import Final
from unicodedata import normalize
from urllib.parse import unquote

from search.analysis import fold
from search.document import document_id
from search.updating import entries
from search.updating.catalogue import FILE, read_lines

_SHORTEST: Final = 3  # characters that may be meant as a name
_TRIED: Final = 5000  # paths that have what was typed, of which it is looked how they begin


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
        for number in self._likely(words):
            plain = self._plain(number)
            if all(test.search(plain) for test in tests):
                folder, path, rows = entries.rows(self._lines[number])
                names = (path, *(f"{path}#{row}" for row in range(1, min(rows, most) + 1)))
                found += (document_id(folder, name) for name in names if rows)
                if len(found) >= most:
                    break
        return tuple(found[:most])

    def called(self, begun: str, most: int) -> list[str]:
        """Return at most `most` names of files and of folders with files that begin so."""
        start, found = _plain(begun), dict[str, None]()
        for number in islice(self._likely([start] if start else []), _TRIED):
            _, path, _ = entries.rows(self._lines[number])
            found |= dict.fromkeys(n for n in path.split("/") if _plain(n).startswith(start))
            if len(found) >= most:
                break
        return list(found)[:most]

    def moved(self, ids: Collection[str]) -> Iterator[str]:
        """Yield the ids that documents have now which had one of these before they were moved."""
        for line in filter(entries.has_moved, self._lines):
            successors = entries.entry(line.decode()).successors()
            yield from (successors[old] for old in ids if old in successors)

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

    def _likely(self, words: list[str]) -> Iterator[int]:
        """Yield the numbers of the files whose path has the longest word without `*` and `?`, or
        all: one search in all paths at once, since most of what is typed is in none.
        """
        longest = max((word for word in words if not {"*", "?"} & set(word)), key=len, default="")
        if not longest:
            yield from range(len(self._lines)) if words else ()
            return
        together, begins = self._together
        at = together.find(longest)
        while at >= 0:
            number = bisect_right(begins, at)
            yield number - 1
            at = together.find(longest, begins[number])

    def _plain(self, number: int) -> str:
        together, begins = self._together
        return together[begins[number] : begins[number + 1] - 1]

    @cached_property
    def _together(self) -> tuple[str, list[int]]:
        """All paths as one text, and where each begins in it, and would after the last."""
        paths = [line.split(b"\t", 2)[1] for line in self._lines]
        lengths = map(len, paths)
        together = b"\n".join(paths)
        if together.isascii() and b"%" not in together:  # and so all at once
            plain = together.decode().lower()
        else:
            each = [_plain(unquote(path.decode())) for path in paths]
            plain, lengths = "\n".join(each), map(len, each)
        return plain, [*accumulate(lengths, lambda at, size: at + size + 1, initial=0)]

    @cached_property
    def _lines(self) -> list[bytes]:
        return read_lines(self._generation)


def _plain(path: str) -> str:
    return path.lower() if path.isascii() else fold(normalize("NFKC", path)).casefold()


def _test(word: str) -> re.Pattern[str]:
    if not {"*", "?"} & set(word):
        return re.compile(re.escape(word))
    whole = translate(word.replace("[", "[[]"))
    return re.compile(whole if "/" in word else rf"(?:^|/)(?!.*/){whole}")
