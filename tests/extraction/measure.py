"""Measure how well documents are described, on annotated texts of this folder.

    python -m tests.extraction.measure [NAME …]

Prints precision, recall and F1 of each facet for each set of documents and for its simplified,
traditional and English part, then what was read wrongly (`+`) and what was missed (`-`) in each
document, or only in those named. What counts as right is in the README of this folder.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from search.analysis import fold
from search.cleaning import clean
from search.describing import describe
from search.describing.organisations.table import directory
from search.describing.places.gazetteer import gazetteer
from search.document import CleanText, Hints, Metadata, Value

HERE = Path(__file__).parent
SETS = ("documents", "blind", "varied", "fresh", "unseen", "further", "traps", "traps-unseen")


@dataclass(frozen=True, slots=True)
class Marks:
    """One facet of one or more documents: how many values are right, which wrong and missed."""

    right: int = 0
    wrong: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()

    def __add__(self, other: Marks) -> Marks:
        return Marks(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def scores(self) -> dict[str, float]:
        """Precision, recall and F1, each 1 where there is nothing that could be wrong."""
        pairs = {
            "p": (self.right, self.right + len(self.wrong)),
            "r": (self.right, self.right + len(self.missed)),
            "f1": (2 * self.right, 2 * self.right + len(self.wrong) + len(self.missed)),
        }
        return {name: part / whole if whole else 1.0 for name, (part, whole) in pairs.items()}


@dataclass(frozen=True)
class Annotated:
    """A document with what a reader says of it (`gold`, one line of a set)."""

    gold: dict[str, Any]

    @property
    def name(self) -> str:
        """What the document is called; begins with hans, hant or en."""
        return str(self.gold["name"])

    @property
    def part(self) -> str:
        """`hans`, `hant` or `en`."""
        return self.name.partition("-")[0]

    @cached_property
    def clean(self) -> CleanText:
        """The text as cleaning leaves it."""
        return clean(self.gold["text"])

    @cached_property
    def facts(self) -> Metadata:
        """What describing reads."""
        return describe(self.clean, Hints(), f"{self.name}.txt")


@cache
def documents(name: str) -> tuple[Annotated, ...]:
    """The documents of a set."""
    lines = (HERE / f"{name}.jsonl").read_text("utf-8").splitlines()
    return tuple(Annotated(json.loads(line)) for line in lines)


def compare(
    found: Iterable[Iterable[Hashable]],
    wanted: Iterable[Iterable[Hashable]],
    allowed: Iterable[Iterable[Hashable]],
) -> Marks:
    """Pair what was found with what is wanted; each value is given by all its names.

    Each wanted value is met once. A found value that is only allowed does not count.
    """
    missed = [list(names) for names in wanted]
    spare = [list(names) for names in allowed]
    right, wrong = 0, []
    for names in map(list, found):
        for left in (missed, spare):
            met = next((other for other in left if set(names) & set(other)), None)
            if met is not None:
                left.remove(met)
                right += left is missed
                break
        else:
            wrong.append(str(names[0]))
    return Marks(right, tuple(wrong), tuple(str(names[0]) for names in missed))


def plain(text: str) -> str:
    """How names and lines are compared: script, width, case, spaces and a last dot aside."""
    return "".join(fold(text).replace("’", "'").casefold().removeprefix("the ").split()).rstrip(".")


def _single(found: str | None, wanted: str | None) -> Marks:
    return compare([[found]] if found else [], [[wanted]] if wanted else [], [])


def _date(doc: Annotated) -> Marks:
    return _single(doc.facts.date.id if doc.facts.date else None, doc.gold["date"])


def _title(doc: Annotated) -> Marks:
    return _single(plain(doc.facts.title.name), plain(doc.gold["title"]))


def _language(doc: Annotated) -> Marks:
    facts = doc.facts
    return _single(
        f"{facts.language}-{facts.script}", f"{doc.gold['language']}-{doc.gold['script']}"
    )


def _places(codes: Iterable[str]) -> list[list[str]]:
    return [code.split("/") for code in codes]


def _region(doc: Annotated) -> Marks:
    found = [[value.id] for value in doc.facts.regions]
    return compare(found, _places(doc.gold["regions"]), _places(doc.gold["optional"]["regions"]))


def _about(doc: Annotated) -> Marks:
    """Only the places that the document is about; what lies around them may be named too."""
    wanted = _places(doc.gold["about"])
    around = [code for names in wanted for name in names for code in gazetteer().ancestors(name)]
    found = [[value.id] for value in doc.facts.regions if value.role == "about"]
    allowed = [*around, *doc.gold["optional"]["regions"], *doc.gold["optional"].get("about", ())]
    return compare(found, wanted, _places(allowed))


def names_of(value: Value) -> list[str]:
    labels = (directory().label(value.id, language) for language in ("zh", "en"))
    return [plain(name) for name in (value.name, value.id, *labels)]


def _organisation(doc: Annotated) -> Marks:
    """A publisher is right where the text speaks of it too, and never wrong here."""
    facts = doc.facts
    forms = [[plain(form) for form in forms] for forms in doc.gold["organisations"]]
    found = [names_of(value) for value in facts.organisations]
    allowed = [[plain(form) for form in forms] for forms in doc.gold["optional"]["organisations"]]
    if facts.publisher:
        publisher = names_of(facts.publisher)
        found.append(publisher)
        allowed.append(publisher)
    return compare(found, forms, allowed)


def _publisher(doc: Annotated) -> Marks:
    """Nothing where the annotation does not say who publishes; an empty list: nobody is named."""
    if "publisher" not in doc.gold:
        return Marks()
    names = [plain(name) for name in doc.gold["publisher"]]
    found = doc.facts.publisher
    return compare([names_of(found)] if found else [], [names] if names else [], [])


def _amounts(figures: Iterable[tuple[float, str]]) -> list[list[tuple[float, str]]]:
    return [
        [(round(float(value), 2), unit) for unit in units.split("|")] for value, units in figures
    ]


def _figure(doc: Annotated) -> Marks:
    found = _amounts((figure.value, figure.unit) for figure in doc.facts.figures)
    return compare(found, _amounts(doc.gold["figures"]), _amounts(doc.gold["optional"]["figures"]))


def labels(half: str) -> tuple[float, float, tuple[str, ...]]:
    """How many of the labels of figures (`labels.jsonl`) are exactly one of those annotated, how
    many at least a part of one or with a part more, both as shares, and those that are neither.
    """
    lines = (HERE / "labels.jsonl").read_text("utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["half"] == half]
    by_name = {doc.name: doc for name in SETS for doc in documents(name)}
    exact, near, wrong = 0, 0, []
    for row in rows:
        doc = by_name[row["name"]]
        place = doc.clean.text.index(row["in"])
        inside = range(place, place + len(row["in"]))
        found = [f for f in doc.facts.figures if f.name == row["amount"]]
        what = plain(next((f.what for f in found if f.evidence[0].start in inside), "none"))
        wanted = [plain(label) for label in row["what"]]
        exact += what in wanted
        met = what in wanted or any(what and (w in what or what in w) for w in wanted if w)
        near += met
        wrong += [] if met else [f"{row['name']} {row['amount']}: {what}"]
    return exact / len(rows), near / len(rows), tuple(wrong)


def _chrome_lines(text: CleanText) -> Iterator[str]:
    """The lines more than half of which are labelled chrome."""
    start = 0
    for line in text.text.split("\n"):
        end = start + len(line)
        covered = sum(max(0, min(span.end, end) - max(span.start, start)) for span in text.chrome)
        if line.strip() and 2 * covered > len(line):
            yield line
        start = end + 1


def _chrome(doc: Annotated) -> Marks:
    wanted, allowed = doc.gold["chrome"], doc.gold["optional"]["chrome"]
    found = ([plain(line)] for line in _chrome_lines(doc.clean))
    return compare(found, ([plain(line)] for line in wanted), ([plain(line)] for line in allowed))


FACETS: dict[str, Callable[[Annotated], Marks]] = {
    "date": _date,
    "title": _title,
    "language": _language,
    "region": _region,
    "about": _about,
    "organisation": _organisation,
    "publisher": _publisher,
    "figure": _figure,
    "chrome": _chrome,
}


def measured(facet: str, docs: Iterable[Annotated]) -> Marks:
    """The marks of a facet over all of `docs`."""
    return sum((FACETS[facet](doc) for doc in docs), Marks())


def _table() -> Iterator[str]:
    for name in SETS:
        parts = Counter(doc.part for doc in documents(name))
        yield f"\n{name}: " + ", ".join(f"{count} {part}" for part, count in parts.items())
        for facet in FACETS:
            cells = [f"{facet:13}"]
            for part in ("", *parts):
                marks = measured(facet, (d for d in documents(name) if d.part.startswith(part)))
                scores = " ".join(f"{score:.3f}" for score in marks.scores.values())
                cells.append(f"{part or 'all':4} {scores}")
            yield "  ".join(cells)


def _errors(names: list[str]) -> Iterator[str]:
    for doc in (doc for name in SETS for doc in documents(name)):
        if names and doc.name not in names:
            continue
        for facet, marks in FACETS.items():
            found = marks(doc)
            signs = [f"+{value}" for value in found.wrong] + [f"-{value}" for value in found.missed]
            if signs:
                yield f"{doc.name}  {facet}: " + "  ".join(signs)


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in _table())
    for half in ("known", "blind"):
        exact, near, wrong = labels(half)
        sys.stdout.write(f"\nlabels, {half} half: exact {exact:.3f}, overlap {near:.3f}\n")
        sys.stdout.writelines(f"  {line}\n" for line in (wrong if half == "known" else ()))
    sys.stdout.write("\nper facet: P R F1; + read wrongly, - missed\n\n")
    sys.stdout.writelines(f"{line}\n" for line in _errors(sys.argv[1:]))
