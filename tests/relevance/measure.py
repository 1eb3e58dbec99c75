"""Measure how well Mulu finds what judged queries ask for, beside a plain engine.

    python -m tests.relevance.measure [FOLDER ...] [--part dev] [--most 150] [--index INDEX]

Without a folder, all that stand beside this file. A FOLDER holds two files with one JSON
object a line. `documents.jsonl`: `id`, `text`, and perhaps `title` and `language` (en or zh).
`queries.jsonl`: `query`, `relevant` (ids that
answer), and perhaps `set` (queries that are measured together), `part` (such as dev and
test) and `language` (in which the answer is wanted). Prints for each set the MRR@10 of
Mulu, of Mulu without expansion and of plain BM25 over bigrams; where answers are wanted in
a language, among the documents of this language, and of Mulu also in one list of all. Below
these the same of known-item queries that are drawn from the documents (`drawing`).
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from search import Filter, Library, Query, Settings, open_index, update
from search.analysis import runs

from .drawing import drawn
from .judged import Document, Judged, read

TOP = 10
_PATIENCE = 600.0  # seconds of a query: what is found must not hang on how busy a machine is
HERE = Path(__file__).parent

Ask = Callable[[Judged], Sequence[str]]


def build(documents: Sequence[Document], root: Path, workers: int = 0) -> Library:
    """An index of the documents below `root`, built if it is not there; each file is named by
    its place in the list.
    """
    settings = Settings(index=root / "index", workers=workers, query_seconds=_PATIENCE)
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
    """Print a table for each folder."""
    options = _options()
    for folder in options.folders or sorted(path.parent for path in HERE.glob("*/queries.jsonl")):
        documents, queries = read(folder)
        queries += drawn(documents, options.drawn)
        with TemporaryDirectory() as made:
            library = build(documents, (options.index or Path(made)) / folder.name)
            ways: dict[str, Ask] = {
                "Mulu": asking(library, documents),
                "one list": asking(library, documents, one_list=True),
                "as typed": asking(library, documents, expand=False),
                "plain": Plain(documents),
            }
            heads = "".join(f"{name:>10}" for name in ways)
            _say(f"\n{folder.name:<26}{'n':>6}{heads}{'ms':>8}")
            for name in dict.fromkeys(judged.set for judged in queries):
                asked = [j for j in queries if j.set == name and options.part in ("", j.part)]
                if asked:
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
    parser.add_argument("folders", type=Path, nargs="*", help="documents.jsonl, queries.jsonl")
    parser.add_argument("--drawn", type=int, default=30, help="queries drawn of a kind and part")
    parser.add_argument("--part", default="", help="only the queries of this part")
    parser.add_argument("--most", type=int, help="only so many queries of each set")
    parser.add_argument("--index", type=Path, help="a folder to keep an index of each in")
    return parser.parse_args()


if __name__ == "__main__":
    main()
