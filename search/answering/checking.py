"""What in an index a person should look at: doubtful values, corrections that miss.

Reads every document once, and describes those anew that a correction may not have changed. Touches
the engine, the knowledge tables and the corrections of the indexed folders; changes nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, Protocol

from search.analysis import fold
from search.describing import describe
from search.describing.dates.labels import labelled
from search.describing.dates.words import mentions
from search.describing.organisations.table import directory
from search.describing.pagelines import is_office, page
from search.describing.places.gazetteer import gazetteer
from search.describing.signed import is_body
from search.document import Document, Figure, Metadata, Value
from search.results import Doubt
from search.updating.correctionfile import read_corrections
from search.updating.corrections import FILE, RULE, Correction, correct

_WEAK_DATES: Final = frozenset({"signature", "address", "file name", "property"})
_DAY: Final = 10  # characters of a date with its day; other clocks may have the next one
_DESCRIBED: Final = 500  # documents for one line: more are taken to have what it changes
_LEAST: Final = 4  # characters of a name that may be the end of another one
_LEGAL: Final = re.compile(
    r"(?:股份有限公司|有限责任公司|有限公司|集团公司|总公司|公司|集团"
    r"|(?:corporation|incorporated|company|limited|corp|inc|ltd|llc|plc|co|group))$"
)


class HasDocuments(Protocol):
    """An engine that can give all its documents."""

    def numbers(self) -> Iterator[int]:
        """Yield the numbers of all live documents."""

    def document(self, document: int) -> Document:
        """Return a document by its number."""


def doubts(engine: HasDocuments, folders: Iterable[str]) -> tuple[Doubt, ...]:
    """Return what is doubtful, by kind and then by path.

    Kinds: `date` (read from a weak sign, or stated as another day as well), `region` (a name
    that was read as several places in one document), `organisation` (values that look like one),
    `correction` (a line that is wrong, that no document answers to, or that changes nothing).
    """
    found: list[Doubt] = []
    places: dict[str, dict[str, int]] = defaultdict(dict)
    corrected: dict[str, set[str]] = defaultdict(set)
    named: dict[str, dict[str, str]] = defaultdict(dict)
    contained: dict[tuple[str, str], list[str]] = defaultdict(list)
    for number in engine.numbers():
        document = engine.document(number)
        path, facts = document.source.path, document.metadata
        places[document.source.folder][path] = number
        corrected[document.source.folder].update(_corrected(facts))
        found.extend(Doubt(kind, path, text) for kind, text in _doubtful(document))
        for value in facts.organisations:
            named[_core(value.id)].setdefault(value.id, path)
        for short, longer in _contained(facts.organisations):
            contained[short.id, longer.id].append(path)
    found.extend(_alike(named))
    found.extend(_ending_alike(contained))
    for folder in folders:
        found.extend(_idle_corrections(engine, folder, places[folder], corrected[folder]))
    return tuple(sorted(found, key=lambda doubt: (doubt.kind, doubt.path, doubt.text)))


def _doubtful(document: Document) -> Iterator[tuple[str, str]]:
    """What is doubtful in one document by itself."""
    facts = document.metadata
    if facts.date and (rule := _rules(facts.date)) <= _WEAK_DATES and not _is_signed(document):
        yield "date", f"{facts.date.id} was read only from its {', '.join(sorted(rule))}"
    if others := _other_days(document):
        yield "date", f"{facts.date.id if facts.date else ''} is stated, and {', '.join(others)}"
    for name, ids in _shared(facts.regions):
        places = ", ".join(f"{id} ({gazetteer().label(id, 'en')})" for id in ids)
        yield "region", f"{name} was read as {places}"


def _rules(value: Value) -> frozenset[str]:
    return frozenset(evidence.rule for evidence in value.evidence)


def _is_signed(document: Document) -> bool:
    """Whether the date stands below, or behind, the body that signs the paper."""
    facts = document.metadata
    if facts.date is None or _rules(facts.date) != {"signature"}:
        return False
    if facts.publisher and "signature" in _rules(facts.publisher):
        return True
    sheet = page(document.clean)
    row = sheet.line_at(facts.date.evidence[0].start)
    above = sheet.lines[row - 1].text if row > 0 else ""
    beside = sheet.lines[row].text.removesuffix(facts.date.name).rstrip() if row >= 0 else ""
    return any(is_office(name) or is_body(fold(name)) for name in (beside, above) if name)


def _other_days(document: Document) -> list[str]:
    """The days on which a document says to be published, but for its date and those beside it."""
    found = document.metadata.date
    if found is None or RULE in _rules(found):
        return []
    sheet, hints = page(document.clean), document.source.hints
    head = sheet.lines[sheet.header].start if sheet.header < len(sheet.lines) else len(sheet.text)
    dates = [mention for mention in mentions(sheet.text[:head]) if mention.year]
    days = {mention.id for kind, mention in labelled(sheet, dates) if kind == "published"}
    if hints.trusted and (meta := next(iter(mentions(hints.published[:_DAY])), None)) and meta.year:
        days.add(meta.id)
    return sorted(day for day in days if _is_apart(day, found.id))


def _is_apart(one: str, other: str) -> bool:
    """Whether two dates differ by more than what they leave open, or a day."""
    if len(one) != _DAY or len(other) != _DAY:
        return not (one.startswith(other) or other.startswith(one))
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) > 1


def _shared(regions: tuple[Value, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Short names that several regions of one document have, none of which holds another."""
    named: dict[str, list[str]] = defaultdict(list)
    for value in regions:
        region = gazetteer().region(value.id)
        if region and RULE not in _rules(value):
            named[region.zh_short].append(value.id)
    for name, ids in named.items():
        apart = [id for id in ids if not set(ids) & set(gazetteer().ancestors(id))]
        if len(apart) > 1:
            yield name, tuple(apart)


def _contained(values: tuple[Value, ...]) -> Iterator[tuple[Value, Value]]:
    """Names of one document of which one ends with the other: 科学技术局, 某某市科学技术局."""
    unknown = [v for v in values if directory().organisation(v.id) is None]
    for value in unknown:
        for longer in unknown:
            ends = longer.id.endswith(value.id) and len(longer.id) > len(value.id) >= _LEAST
            whole = not value.id.isascii() or longer.id.endswith(" " + value.id)
            if ends and whole and RULE not in _rules(value):
                yield value, longer


def _core(name: str) -> str:
    """A name without what is often left out: legal form, spaces, punctuation, case."""
    letters = "".join(c for c in fold(name).casefold() if c.isalnum())
    return _LEGAL.sub("", _LEGAL.sub("", letters.removeprefix("the"))) or letters


def _alike(named: dict[str, dict[str, str]]) -> Iterator[Doubt]:
    """Organisations of the whole index that have one name but for case, spaces or legal form."""
    for ids in named.values():
        first, *others = sorted(ids, key=lambda id: (-len(id), id))
        for other in others:
            yield _may_be_one("*", ids[other], other, first)


def _ending_alike(contained: dict[tuple[str, str], list[str]]) -> Iterator[Doubt]:
    """Each pair once, however many documents have it. A name that ends several others (人民医院)
    is not the same body everywhere: its line is for one document.
    """
    shared = Counter(short for short, _ in contained)
    for (short, longer), paths in contained.items():
        document = "*" if shared[short] == 1 else paths[0]
        yield _may_be_one(document, paths[0], short, longer, len(paths))


def _may_be_one(document: str, path: str, one: str, other: str, documents: int = 1) -> Doubt:
    """The doubt and the line of corrections that would end it."""
    where = f" in {documents} documents" if documents > 1 else ""
    line = f"{document}\tmerge\torganisation\t{one}\t{other}"
    return Doubt("organisation", path, f"{one} and {other} may be one{where}: {line}", line)


def _corrected(facts: Metadata) -> Iterator[str]:
    """The lines of corrections that values of a document are seen to come from."""
    values: list[Value | Figure] = [v for v in (facts.date, facts.title, facts.publisher) if v]
    values += (*facts.regions, *facts.organisations, *facts.events, *facts.figures)
    for value in values:
        yield from (evidence.quote for evidence in value.evidence if evidence.rule == RULE)


def _idle_corrections(
    engine: HasDocuments, folder: str, places: dict[str, int], corrected: set[str]
) -> Iterator[Doubt]:
    """Lines of a folder's corrections that are wrong, that no document answers to, or that
    change nothing; `places` are the numbers of documents by path, `corrected` lines that do.
    """
    corrections = read_corrections(folder)
    for problem in corrections.problems:
        yield Doubt("correction", FILE, str(problem))
    answering: dict[int, list[str]] = defaultdict(list)
    for path in places if corrections.lines else ():
        for line in corrections.of(path):
            answering[line.line].append(path)
    unseen = [line for line in corrections.lines if line.text not in corrected]
    for line in unseen:
        paths = answering[line.line]
        if not paths:
            yield Doubt("correction", FILE, f"line {line.line}: no document is {line.document}")
        elif len(paths) <= _DESCRIBED and not any(
            _changes(engine.document(places[path]), corrections.of(path), line) for path in paths
        ):
            yield Doubt("correction", FILE, f"line {line.line} changes nothing: {line.text}")


def _changes(document: Document, lines: tuple[Correction, ...], line: Correction) -> bool:
    """Whether a line changes a document as it was read and then corrected by the lines before.

    What was removed is nowhere in the index, so that the document is described once more.
    """
    source = document.source
    facts = describe(document.clean, source.hints, source.path, date.today())
    before = correct(facts, lines[: lines.index(line)])
    return correct(before, (line,)) != before
