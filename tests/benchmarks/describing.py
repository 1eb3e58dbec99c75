"""Describing beside segmenting: CPU time of each describer, document by document.

Segmenting is what the index needs of a text in any case: the words and the runs with their
places, and (what the updater really takes) their terms alone. The bar is that describing
costs less; jieba's own segmenter, in Python, stands beside it. A describer by itself also
finds the lines and the dates of the page, which within `describing` are found once for all.
The texts are shipped ones, as they are and joined to longer documents, and made ones in both
languages; or the text files of a folder.

    python -m tests.benchmarks.describing
    python -m tests.benchmarks.describing --folder some/folder
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path
from statistics import median

import jieba

from search.analysis import runs, terms, words
from search.cleaning import clean
from search.describing import body, describe
from search.describing.dates.events import event_dates
from search.describing.dates.publication import publication_date
from search.describing.figures.mentioned import figures
from search.describing.language import language_and_script
from search.describing.organisations.mentioned import organisations
from search.describing.places.regions import regions
from search.describing.publisher import publisher
from search.describing.title import title
from search.document import CleanText, Hints

from .corpus import texts as made_texts
from .measuring import arguments, say, table

_SHIPPED = Path(__file__).parent.parent
_JOINED = 10  # short texts that make a long one
_MADE = 200  # documents, half Chinese, half English
_ROUNDS = 7
_HINTS = Hints()
_SEGMENTING, _TERMS, _ALL = "segmenting (words, runs)", "their terms alone", "describing"
_REFERENCE = "jieba itself, words alone"

Texts = list[CleanText]


def shipped() -> dict[str, Texts]:
    """Return the annotated documents, whole pages, and long documents made of both."""
    lines = (_SHIPPED / "extraction" / "documents.jsonl").read_text("utf-8").splitlines()
    short = [str(json.loads(line)["text"]) for line in lines]
    seeds = sorted((_SHIPPED.parent / "seeds").glob("*.txt"))
    pages = [*sorted((_SHIPPED / "files" / "chrome").glob("*.txt")), *seeds]
    whole = [page.read_text("utf-8") for page in pages]
    groups = zip_longest(*[iter([*short, *whole])] * _JOINED, fillvalue="")
    joined = ["\n".join(group) for group in groups]
    return {
        name: [clean(text) for text in texts]
        for name, texts in (("short", short), ("pages", whole), ("long", joined))
    }


def made() -> dict[str, Texts]:
    """Return made documents of 500 words by their language, as their files would be read."""
    found: dict[str, Texts] = {"made Chinese": [], "made English": []}
    for text in made_texts(_MADE):
        content = clean(f"{text.title}\n{text.day}\n\n{text.body}\n")
        found["made Chinese" if text.language == "zh" else "made English"].append(content)
    return found


def of_folder(folder: Path) -> dict[str, Texts]:
    """Return the readable text files below a folder."""
    files = sorted(path for path in folder.rglob("*.txt") if path.is_file())
    return {folder.name: [clean(path.read_text("utf-8", "replace")) for path in files]}


def steps(text: CleanText) -> dict[str, Callable[[], object]]:
    """Return what is timed, in the order in which `describe` does it."""
    heading = title(text, _HINTS, "a.txt").name
    script = language_and_script(body(text))[1]
    published = publication_date(text, _HINTS)
    return {
        _SEGMENTING: lambda: (words(text.text), runs(text.text)),
        _TERMS: lambda: terms(text.text),
        _REFERENCE: lambda: jieba.lcut(text.text, HMM=False),
        _ALL: lambda: describe(text, _HINTS, "a.txt"),
        "title": lambda: title(text, _HINTS, "a.txt"),
        "language": lambda: language_and_script(body(text)),
        "publication date": lambda: publication_date(text, _HINTS),
        "regions": lambda: regions(text, heading, _HINTS),
        "organisations": lambda: organisations(text, heading),
        "publisher": lambda: publisher(text, _HINTS),
        "events": lambda: event_dates(text, published),
        "figures": lambda: figures(text, script),
    }


def measured(texts: Texts) -> dict[str, float]:
    """Return CPU milliseconds per document of each step, the median of the rounds.

    Each step goes over all documents before the next one starts, so that what describers
    remember of the last document helps within `describing` alone, where it does in use.
    """
    calls = [steps(text) for text in texts]
    times: dict[str, list[float]] = {name: [] for name in calls[0]}
    for _ in range(_ROUNDS):
        for name, taken in times.items():
            started = time.process_time_ns()
            for call in calls:
                call[name]()
            taken.append((time.process_time_ns() - started) / 1e6 / len(texts))
    return {name: median(taken) for name, taken in times.items()}


def main() -> None:
    """Print the table."""
    options = arguments(__doc__ or "").parse_args()
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    groups = of_folder(options.folder) if options.folder else shipped() | made()
    for name, texts in groups.items():
        found = measured(texts)
        size = sum(len(text.text) for text in texts) / len(texts)
        say(f"\n{name}: {len(texts)} documents of {size:,.0f} characters\n")
        rows = [[step, ms, ms / found[_SEGMENTING]] for step, ms in found.items()]
        table(["", "CPU ms a document", "of segmenting"], rows)


if __name__ == "__main__":
    main()
