"""Measure how well Mulu finds what judged queries ask for, beside a plain engine.

    python -m tests.relevance.measure FOLDER [--part dev] [--most 150] [--index INDEX]

FOLDER holds two files with one JSON object a line. `documents.jsonl`: `id`, `text`, and
perhaps `title` and `language` (en or zh). `queries.jsonl`: `query`, `relevant` (ids that
answer), and perhaps `set` (queries that are measured together), `part` (such as dev and
test) and `language` (in which the answer is wanted). Prints for each set the MRR@10 of
Mulu, of Mulu without expansion and of plain BM25 over bigrams; where answers are wanted in
a language, among the documents of this language, and of Mulu also in one list of all.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from search import Filter, Library, Query, Settings, open_index, update
from search.analysis import runs

TOP = 10

Ask = Callable[["Judged"], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Document:
    """What is looked for. Its file is its title, an empty line and its text."""

    id: str
    text: str
    title: str = ""
    language: str = ""

    @property
    def content(self) -> str:
        """The whole file."""
        return f"{self.title}\n\n{self.text}\n" if self.title else f"{self.text}\n"


@dataclass(frozen=True, slots=True)
class Judged:
    """A query and the ids of the documents that answer it, wanted in a language or in any."""

    query: str
    relevant: tuple[str, ...]
    set: str = "all"
    part: str = ""
    language: str = ""


def read(folder: Path) -> tuple[list[Document], list[Judged]]:
    """The documents and queries of a folder. Raises OSError, ValueError or TypeError."""
    documents = [Document(**row) for row in _rows(folder / "documents.jsonl")]
    return documents, [
        Judged(**{**row, "relevant": tuple(row["relevant"])})
        for row in _rows(folder / "queries.jsonl")
    ]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, path.read_text("utf-8").splitlines())


def build(documents: Sequence[Document], root: Path, workers: int = 0) -> Library:
    """An index of the documents below `root`, built if it is not there; each file is named by
    its place in the list.
    """
    settings = Settings(index=root / "index", workers=workers)
    if not settings.index.exists():
        folder = root / "documents"
        folder.mkdir(parents=True, exist_ok=True)
        for number, document in enumerate(documents):
            (folder / f"{number}.txt").write_text(document.content, "utf-8")
        update(settings, (folder,))
    return open_index(settings)


def asking(
    library: Library, documents: Sequence[Document], *, expand: bool = True, one_list: bool = False
) -> Ask:
    """How Mulu is asked through its door; every document counts, also near-duplicates."""

    def ask(judged: Judged) -> list[str]:
        wanted = () if one_list or not judged.language else (judged.language,)
        query = Query(judged.query, Filter(languages=wanted), limit=TOP, expand=expand, group=False)
        return [documents[int(Path(hit.path).stem)].id for hit in library.search(query).hits]

    return ask


@dataclass(slots=True)
class Plain:
    """BM25 over folded bigrams and surface words: what a careful user sets up."""

    documents: Sequence[Document]
    postings: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    lengths: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        for number, document in enumerate(self.documents):
            counts = Counter(token.text for token in runs(document.content))
            self.lengths.append(sum(counts.values()))
            for term, times in counts.items():
                self.postings.setdefault(term, []).append((number, times))

    def __call__(self, judged: Judged) -> list[str]:
        """The ids of the best documents."""
        average = sum(self.lengths) / max(1, len(self.lengths))
        scores: dict[int, float] = defaultdict(float)
        for term in (token.text for token in runs(judged.query)):
            found = self.postings.get(term, ())
            idf = log(1 + (len(self.lengths) - len(found) + 0.5) / (len(found) + 0.5))
            for number, times in found:
                length = 1.2 * (0.25 + 0.75 * self.lengths[number] / average)
                scores[number] += idf * times * 2.2 / (times + length)
        wanted = ("", judged.language) if judged.language else ()
        ranked = (
            self.documents[number]
            for number, _ in sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        )
        return [d.id for d in ranked if not wanted or d.language in wanted][:TOP]


def reciprocal_rank(ask: Ask, judged: Judged) -> float:
    """One by the place of the first document that answers; 0 where none is among the best."""
    found = list(ask(judged))[:TOP]
    return max((1 / (1 + found.index(i)) for i in judged.relevant if i in found), default=0.0)


def mean_reciprocal_rank(ask: Ask, queries: Sequence[Judged]) -> float:
    """MRR@10 of a way to ask."""
    return sum(reciprocal_rank(ask, judged) for judged in queries) / max(1, len(queries))


def main() -> None:
    """Print the table for the folder that is named on the command line."""
    options = _options()
    documents, queries = read(options.folder)
    with TemporaryDirectory() as made:
        library = build(documents, options.index or Path(made))
        ways: dict[str, Ask] = {
            "Mulu": asking(library, documents),
            "one list": asking(library, documents, one_list=True),
            "as typed": asking(library, documents, expand=False),
            "bigrams": Plain(documents),
        }
        _say(f"{'set':<26}{'n':>6}" + "".join(f"{name:>10}" for name in ways) + f"{'ms':>8}")
        for name in dict.fromkeys(judged.set for judged in queries):
            asked = [j for j in queries if j.set == name and options.part in ("", j.part)]
            _print_row(name, asked[: options.most], ways)


def _print_row(name: str, asked: Sequence[Judged], ways: dict[str, Ask]) -> None:
    started = process_time()
    found = [mean_reciprocal_rank(ways["Mulu"], asked)]
    each = 1000 * (process_time() - started) / max(1, len(asked))
    found += [mean_reciprocal_rank(ask, asked) for ask in list(ways.values())[1:]]
    _say(f"{name:<26}{len(asked):>6}" + "".join(f"{x:>10.3f}" for x in found) + f"{each:>8.1f}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _options() -> Namespace:
    parser = ArgumentParser(description="Measure how well Mulu answers judged queries.")
    parser.add_argument("folder", type=Path, help="with documents.jsonl and queries.jsonl")
    parser.add_argument("--part", default="", help="only the queries of this part")
    parser.add_argument("--most", type=int, help="only so many queries of each set")
    parser.add_argument("--index", type=Path, help="a folder to keep the index in")
    return parser.parse_args()


if __name__ == "__main__":
    main()
