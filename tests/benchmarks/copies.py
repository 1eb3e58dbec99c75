"""Telling copies among the hits of searches: CPU of it, the first time and when texts are known.

Signatures of long texts are near each other by chance, so most of what is compared is no copy. The
texts are made: of words that recur, so that all of a language are somewhat alike; every eighth is
a copy of the one before, with a header and a foot of its own, or the same text with another number.

    python -m tests.benchmarks.copies --documents 200
    python -m tests.benchmarks.copies --index index      searches over documents of one's own
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from search import Query, Settings, open_index
from search.answering.sameness import Copies
from search.document import Span

from . import corpus
from .measuring import arguments, say, table
from .warm import queries

_ASKED = 300  # searches
_LONG = 5  # made texts that make a long one


def texts(count: int, seed: int) -> Iterator[str]:
    """Yield long texts, copies and reports from a template among them."""
    made = corpus.texts(count * _LONG, seed)
    text = ""
    for number in range(count):
        kept, text = text, "\n".join(next(made).body for _ in range(_LONG))
        if number % 16 == 7:
            text = f"首页 > 要闻 {number}\n{kept}\n责任编辑 {number}"
        elif number % 16 == 15:
            text = f"{kept}\n截至目前全市共有{number}家企业入驻众创空间。"
        yield text


class Watched:
    """Tells copies, and how often and how long it took."""

    def __init__(self, alike: Callable[[int, int, bool], bool]) -> None:
        self._alike = alike
        self.pairs = self.nanoseconds = 0

    def __call__(self, one: int, other: int, wholly: bool = False) -> bool:
        started = time.process_time_ns()
        try:
            return self._alike(one, other, wholly)
        finally:
            self.nanoseconds += time.process_time_ns() - started
            self.pairs += 1


def searching(index: Path, seed: int) -> None:
    """Ask queries that are drawn from an index, twice, and print what telling copies takes."""
    opened = open_index(Settings(index=index))
    rows: list[list[object]] = []
    for name in ("first", "again"):
        spent, pairs = [], []
        for _, (_, text) in zip(range(_ASKED), queries(opened, seed), strict=False):
            watched = Watched(opened._copies)
            opened.__dict__["_copies"] = watched
            opened.search(Query(text))
            opened.__dict__["_copies"] = watched._alike
            spent.append(watched.nanoseconds / 1e6)
            pairs.append(watched.pairs)
        worst = (float(np.percentile(spent, 99)), max(spent))
        rows.append([name, float(np.mean(pairs)), float(np.mean(spent)), *worst])
    say("CPU ms of telling copies in a search\n")
    table(["queries", "pairs", "mean", "p99", "most"], rows)


def comparing(count: int, seed: int) -> None:
    """Compare every text with every later one, twice, and print what that takes."""
    made = list(texts(count, seed))
    chrome: tuple[Span, ...] = ()
    copies = Copies(lambda number: (made[number], chrome))
    pairs = [(one, other) for other in range(count) for one in range(other)]
    rows: list[list[object]] = []
    for name in ("first", "again"):
        started = time.process_time_ns()
        found = sum(copies(*pair) for pair in pairs)
        ms = (time.process_time_ns() - started) / 1e6
        rows.append([name, len(pairs), found, ms, ms * 1000 / len(pairs)])
    say(f"{count} texts, {sum(map(len, made)) / count:.0f} characters each\n")
    table(["all pairs", "pairs", "copies", "CPU ms", "µs a pair"], rows)


def main() -> None:
    """Measure over an index if one is named, else over made texts."""
    parser = arguments(__doc__ or "", 200)
    parser.add_argument("--index", type=Path, help="an index that is there already")
    options = parser.parse_args()
    if options.index:
        searching(options.index, options.seed)
    else:
        comparing(options.documents, options.seed)


if __name__ == "__main__":
    main()
