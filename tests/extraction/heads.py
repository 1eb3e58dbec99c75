"""Measure titles, publication dates, publishers and dates of events on files of many shapes.

    python -m tests.extraction.heads [NAME …]

Prints for each set how many titles are right and precision and recall of the rest, then what was
read wrongly in the files of the read sets, or only in those named. The blind sets stay unread: of
them only the figures are shown. What a line holds is in the README of this folder.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from search.cleaning import clean
from search.describing import describe
from search.document import Metadata
from search.reading import read, walk
from search.settings import Settings

from .measure import HERE, Marks, compare, names_of, plain

SETS = ("heads", "heads-blind", "raw", "raw-blind", "shapes")
_TODAY = date(2026, 11, 1)
_SETTINGS = Settings()


class Read(NamedTuple):
    """What is read from a file, beside what a reader says of it (`gold`, one line of a set)."""

    gold: dict[str, Any]
    facts: Metadata


def heads(name: str, folder: Path) -> Iterator[Read]:
    """The files of a set, written one by one into subfolders of `folder` and read there."""
    lines = (HERE / f"{name}.jsonl").read_text("utf-8").splitlines()
    for number, line in enumerate(lines):
        gold = json.loads(line)
        root = folder / f"{name}-{number}"
        path = root / gold["file"]
        path.parent.mkdir(parents=True)
        path.write_text(gold["text"], "utf-8")
        (file,) = walk(root, _SETTINGS).files
        (source,) = read(file, _SETTINGS)
        text = clean(source.text, source.chrome)
        yield Read(gold, describe(text, source.hints, source.path, _TODAY))


def marks(rows: list[Read]) -> dict[str, Marks]:
    """What is right, wrong and missed of each facet that the files are annotated for."""
    found: dict[str, Marks] = {}
    for row in rows:
        for facet, mark in _marks(row):
            found[facet] = found.get(facet, Marks()) + mark
    return found


def _marks(row: Read) -> Iterator[tuple[str, Marks]]:
    gold, facts = row.gold, row.facts
    yield "title", compare([[plain(facts.title.name)]], [[plain(gold["title"])]], [])
    yield "date", compare(_ids(facts.date.id if facts.date else None), _ids(gold["date"]), [])
    if "publisher" in gold:
        names = [plain(name) for name in gold["publisher"]]
        publisher = [names_of(facts.publisher)] if facts.publisher else []
        yield "publisher", compare(publisher, [names] if names else [], [])
    if "events" in gold:
        days = ([day.id] for day in facts.events)
        yield "event", compare(days, _ids(*gold["events"]), _ids(*gold["optional"]))


def _ids(*ids: str | None) -> list[list[str]]:
    return [[name] for name in ids if name]


def _report(names: list[str]) -> Iterator[str]:
    for name in SETS:
        with tempfile.TemporaryDirectory() as folder:
            rows = list(heads(name, Path(folder)))
        parts = Counter(row.gold["name"].partition("-")[0] for row in rows)
        yield f"\n{name}: " + ", ".join(f"{count} {part}" for part, count in parts.items())
        for facet in marks(rows):
            cells = [f"{facet:9}"]
            for part in ("", *parts):
                found = marks([row for row in rows if row.gold["name"].startswith(part)])
                scores = " ".join(f"{score:.3f}" for score in found[facet].scores.values())
                cells.append(f"{part or 'all':4} {scores}")
            yield "  ".join(cells)
        shown = names or ([] if name.endswith("blind") else [row.gold["name"] for row in rows])
        for row in rows:
            if row.gold["name"] in shown:
                yield from _errors(row)


def _errors(row: Read) -> Iterator[str]:
    for facet, found in _marks(row):
        signs = [f"+{value}" for value in found.wrong] + [f"-{value}" for value in found.missed]
        if signs:
            yield f"  {row.gold['name']}  {facet}: " + "  ".join(signs)


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in _report(sys.argv[1:]))
