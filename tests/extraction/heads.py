"""Measure titles and publication dates on files of many shapes: pages, letters, laws, wires.

    python -m tests.extraction.heads [NAME …]

Prints for both sets how many titles are right and precision and recall of the dates, then what
was read wrongly in each file of the set `heads`, or only in those named. `heads-blind` stays
unread: of it only the figures are shown. What a line holds is in the README of this folder.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from search.cleaning import clean
from search.describing.dates.publication import publication_date
from search.describing.title import title
from search.reading import read, walk
from search.settings import Settings

from .measure import HERE, Marks, plain

SETS = ("heads", "heads-blind")
_TODAY = date(2026, 11, 1)
_SETTINGS = Settings()


class Read(NamedTuple):
    """What is read from a file, beside what a reader says of it (`gold`, one line of a set)."""

    gold: dict[str, Any]
    title: str
    date: str | None
    rule: str


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
        found = publication_date(text, source.hints, _TODAY, source.path)
        heading = title(text, source.hints, source.path).name
        rule = found.evidence[0].rule if found else ""
        yield Read(gold, heading, found.id if found else None, rule)


def marks(rows: list[Read]) -> dict[str, Marks]:
    """How many dates and titles are right, wrong and missed."""
    dates = titles = Marks()
    for row in rows:
        wanted = row.gold["date"]
        if row.date and row.date == wanted:
            dates += Marks(1)
        else:
            wrong = (f"{row.gold['name']} {row.date}",) if row.date else ()
            dates += Marks(0, wrong, (row.gold["name"],) if wanted else ())
        right = plain(row.title) == plain(row.gold["title"])
        titles += Marks(1) if right else Marks(0, (row.title,), (row.gold["name"],))
    return {"date": dates, "title": titles}


def _report(names: list[str]) -> Iterator[str]:
    for name in SETS:
        with tempfile.TemporaryDirectory() as folder:
            rows = list(heads(name, Path(folder)))
        for facet, found in marks(rows).items():
            scores = " ".join(f"{score:.3f}" for score in found.scores.values())
            yield f"{name:12} {len(rows)} files  {facet:6} P R F1 {scores}"
        for row in rows if name == SETS[0] or names else ():
            gold, right = row.gold, plain(row.title) == plain(row.gold["title"])
            if (names and gold["name"] in names) or (not names and row.date != gold["date"]):
                yield f"  {gold['name']}: date {row.date} ({row.rule}), not {gold['date']}"
            if (names and gold["name"] in names) or (not names and not right):
                yield f"  {gold['name']}: title {row.title}, not {gold['title']}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in _report(sys.argv[1:]))
