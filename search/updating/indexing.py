"""Document → the terms, columns and record that the engine indexes.

Analyses text with the same analyser that queries are analysed with, and adds to each
region the places that contain it. Touches analysis, the gazetteer and the engine's types.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import numpy as np
from msgspec import Struct

from search.analysis import terms as text_terms
from search.describing.bracketed import bracketed
from search.describing.candidates import FILE_NAME
from search.describing.figures.amounts import terms as figure_terms
from search.describing.organisations.table import directory
from search.describing.places.gazetteer import gazetteer
from search.describing.sections import headlines
from search.describing.title import is_title
from search.document import DAY, CleanText, Document, Value
from search.engine.arrays.postings import SegmentData, invert
from search.engine.ranking.signature import signatures
from search.engine.segments.fields import BRACKETS, FINER, KEYWORD_FIELDS, TEXT_FIELDS, ZONES
from search.engine.segments.records import Record, pack
from search.updating.romanising import sort_key

_SORT_BYTES = 24
_SPAN = 50  # years of one event that are counted
_MONTHS = 24  # of one event that it is found by


class Indexed(Struct, frozen=True):
    """One analysed document: its terms by field, its columns and its stored record."""

    terms: dict[str, list[str]]
    days: tuple[int, int]
    tie_breaker: int
    sort: bytes
    titled: bool
    record: Record


def analyse(document: Document) -> Indexed:
    """Analyse one document; text fields hold their terms in order of position."""
    facts = document.metadata
    terms: dict[str, list[str]] = {"id": [document.id]}
    title, body, chrome = zones(document)
    for zone, text in zip(ZONES, (title, body, chrome), strict=True):
        terms[zone], terms[f"{zone}_runs"] = text_terms(text)
    terms["headline"], terms["headline_runs"] = text_terms(headlines(body, title))
    terms["date"] = [facts.date.id[:4]] if facts.date else []
    terms["language"] = [facts.language] if facts.language else []
    terms["region"] = with_ancestors(tuple(value.id for value in facts.regions))
    terms["organisation"] = list(dict.fromkeys(value.id for value in facts.organisations))
    terms["organisation_type"] = list(dict.fromkeys(map(directory().kind, terms["organisation"])))
    terms["publisher"] = [facts.publisher.id] if facts.publisher else []
    terms["event"] = event_years(facts.events)
    script = [f"{facts.language}-{facts.script}"] if facts.language and facts.script else []
    terms[FINER] = [*event_days(facts.events), *script]
    terms["figure"] = list(
        dict.fromkeys(t for figure in facts.figures for t in figure_terms(figure))
    )
    terms[BRACKETS] = bracketed(document.clean.text)
    return Indexed(
        terms,
        day_range(facts.date.id if facts.date else ""),
        _tie_breaker(document),
        sort_key(facts.title.name)[:_SORT_BYTES],
        is_title(facts.title, document.clean.text),
        pack(document),
    )


def assemble(documents: Sequence[Indexed]) -> SegmentData:
    """Make one segment of analysed documents; their order is kept."""
    rows = [document.terms for document in documents]
    fields = {name: invert(rows, name, positional=True) for name in TEXT_FIELDS}
    fields |= {name: invert(rows, name, positional=False) for name in (*KEYWORD_FIELDS, "id")}
    return SegmentData(
        size=len(documents),
        fields=fields,
        columns={
            "first": np.array([document.days[0] for document in documents], np.int32),
            "last": np.array([document.days[1] for document in documents], np.int32),
            "key": np.array([document.tie_breaker for document in documents], np.uint64),
            "sort": np.array([document.sort for document in documents], f"S{_SORT_BYTES}"),
            "titled": np.array([document.titled for document in documents], bool),
            "signature": signatures([terms["body_runs"] for terms in rows]),
        },
        records=[document.record for document in documents],
    )


def zones(document: Document) -> tuple[str, str, str]:
    """Return the title, the body and the page chrome of a document. A title that only its markup
    has begins the body: titles are weighed as what stands there again.
    """
    body, chrome = split_chrome(document.clean)
    title = document.metadata.title
    told = bool(title.evidence) and title.evidence[0].start < 0
    if told and title.evidence[0].rule != FILE_NAME and title.name not in body:
        body = f"{title.name}\n\n{body}"
    return title.name, body, chrome


def split_chrome(clean: CleanText) -> tuple[str, str]:
    """Part a text into body and chrome; pieces are kept apart by a blank line.

    A day alone on a line stays in the body: who types one looks for it, and as chrome it came
    behind every text with its words scattered.
    """
    body, chrome, end = [], [], 0
    for span in (span for span in clean.chrome if span.kind != DAY):
        body.append(clean.text[end : span.start])
        chrome.append(clean.text[span.start : span.end])
        end = span.end
    body.append(clean.text[end:])
    return "\n\n".join(body), "\n\n".join(chrome)


def with_ancestors(regions: Sequence[str]) -> list[str]:
    """Return the regions and all that contain them, each once."""
    places = gazetteer()
    return list(
        dict.fromkeys(place for region in regions for place in (region, *places.ancestors(region)))
    )


def event_years(events: Sequence[Value]) -> list[str]:
    """Return the years that events lie in, each once; a span lies in all of its years."""
    years: dict[str, None] = {}
    for event in events:
        first, _, last = event.id.partition("/")
        since, until = int(first[:4]), int((last or first)[:4])
        years |= {f"{year:04}": None for year in range(since, min(until, since + _SPAN) + 1)}
    return list(years)


def event_days(events: Sequence[Value]) -> list[str]:
    """Return the months and days that events are known by, each once; a span lies in all of its
    months.
    """
    days: dict[str, None] = {}
    for event in events:
        ends = [end for end in event.id.split("/") if len(end) > len("2016")]
        days |= dict.fromkeys(ends)
        if len(ends) > 1:
            since, until = (12 * int(end[:4]) + int(end[5:7]) - 1 for end in ends)
            months = range(since, min(until, since + _MONTHS) + 1)
            days |= {f"{month // 12:04}-{month % 12 + 1:02}": None for month in months}
    return list(days)


def day_range(date: str) -> tuple[int, int]:
    """Return the first and last day that an ISO date of any precision may mean.

    Days are numbers like 20160815; an empty date gives (0, 0).
    """
    if not date:
        return 0, 0
    digits = date.replace("-", "")
    return int(digits.ljust(8, "0")), int(digits.ljust(8, "9"))


def _tie_breaker(document: Document) -> int:
    """Return 64 bits that order documents of equal score, the same on every machine."""
    name = f"{document.source.path}\n{document.source.digest}"
    return int.from_bytes(sha256(name.encode("utf-8", "replace")).digest()[:8], "big")
