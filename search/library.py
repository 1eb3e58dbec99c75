"""Query → Results: the read side of the public door.

Parses, expands, resolves names to ids, searches, relaxes where nothing holds all words, and
puts labels and snippets on what the engine found. Touches the engine and the knowledge tables.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from search.describing.gazetteer import gazetteer
from search.describing.organisation_table import directory
from search.diagnosing import FEW, diagnose, suggest_queries
from search.document import document_id
from search.engine import Filters, Match, Matches, WhooshEngine
from search.errors import NotFound, QueryError
from search.expansion import Expansion, Glossary, across, expand, read_glossary
from search.fingerprint import fingerprint
from search.guidance import Diagnosis, Suggested, Suggestion
from search.naming import Names, day_bounds, language_code, language_label
from search.parsing import parse
from search.query import Everything, Filter, Leaf, Node, Note, Query, leaves
from search.results import Explanation, FacetValue, Hit, Label, Page, Results, Stats
from search.settings import Settings
from search.snippets import marks, snippets
from search.suggesting import Suggester

_MOST_VALUES = 100  # facet values answered at most, besides the selected ones
_MOST_FREQUENCIES = 1 << 16  # words whose number of documents is remembered


class Library:
    """An open, read-only view of one generation of an index; threads may share it."""

    def __init__(self, settings: Settings) -> None:
        """Open the index. Raises NoIndex, StaleIndex or DamagedIndex, and DataError for a
        glossary that cannot be read.
        """
        self._engine = WhooshEngine(settings, fingerprint())
        self._names = Names(self._engine)
        self._glossary = read_glossary(settings.glossary) if settings.glossary else Glossary({})
        self._suggester = Suggester(self._engine)
        self._frequency = lru_cache(maxsize=_MOST_FREQUENCIES)(self._engine.count)

    def is_current(self) -> bool:
        """Tell whether no newer generation has been published."""
        return self._engine.is_current()

    def close(self) -> None:
        """Let go of the index; mapped files are freed when no answer uses them any more."""

    def search(self, query: Query) -> Results:
        """Answer a query. Raises QueryError for a filter that cannot be understood."""
        started = time.perf_counter()
        filters = self._filters(query.filter)
        expansion, node, notes = self._read(query)
        matches = self._matches(node, filters, query)
        strictly = matches.total
        if not matches.total and not self._engine.count(node):
            weaker, missing = self._engine.relax(expansion.node)
            if weaker != expansion.node and self._engine.count(weaker):
                node = weaker
                notes = (*notes, Note("relaxed", " ".join(_typed(leaf) for leaf in missing)))
                matches = self._matches(node, filters, query)
        suggestions, diagnosis = self._guide(query, expansion.node, filters, strictly)
        return Results(
            query=query,
            total=matches.total,
            hits=self._hits(matches.top, node, query.ui),
            facets=self._facets(matches.counts, filters, query),
            took_ms=(time.perf_counter() - started) * 1000,
            notes=notes,
            expansions=tuple(
                Explanation(u.word, u.alternative.text, u.alternative.source, u.alternative.weight)
                for u in expansion.used
            ),
            suggestions=suggestions,
            diagnosis=diagnosis,
        )

    def _read(self, query: Query) -> tuple[Expansion, Node, tuple[Note, ...]]:
        """Return what a query says, the tree to look for, and notes on how it was read."""
        parsed = parse(query.text, resolve=self._names)
        expansion = self._expand(parsed.node, query)
        node = expansion.node
        return expansion, across(node, self._engine.count) if expansion.used else node, parsed.notes

    def _guide(
        self, query: Query, node: Node, filters: Filters, total: int
    ) -> tuple[tuple[Suggestion, ...], Diagnosis | None]:
        """Return what helps on where little or nothing has all that was asked for."""
        few = total < FEW

        def read(text: str) -> Node:
            return self._read(replace(query, text=text))[1]

        others = suggest_queries(query.text, read, filters, self._engine, total, few=few)
        return others, diagnose(node, filters, total, self._engine) if few else None

    def _expand(self, node: Node, query: Query) -> Expansion:
        if not query.expand:
            return Expansion(node)
        return expand(
            node, frequency=self._frequency, glossary=self._glossary, without=query.without
        )

    def _hits(self, top: Sequence[Match], node: Node, ui: str) -> tuple[Hit, ...]:
        wanted = leaves(node)
        through = self._engine.through(node, [match.document for match in top])
        return tuple(
            self._hit(match, wanted, via, ui) for match, via in zip(top, through, strict=True)
        )

    def _matches(self, node: Node, filters: Filters, query: Query) -> Matches:
        offset = (query.page - 1) * query.limit
        return self._engine.search(node, filters, query.sort, offset, query.limit)

    def _filters(self, chosen: Filter) -> Filters:
        regions: list[str] = []
        for name in chosen.regions:
            found = self._names.region(name)
            if not found:
                raise QueryError(f"region: {name!r} is not a place that Mulu knows")
            regions.extend(found)
        organisations = [
            i for n in chosen.organisations for i in self._names.organisation(n) or (n,)
        ]
        return Filters(
            date=tuple(day_bounds(text) for text in chosen.dates),
            region=tuple(dict.fromkeys(regions)),
            organisation=tuple(dict.fromkeys(organisations)),
            language=tuple(language_code(name) for name in chosen.languages),
        )

    def _hit(self, match: Match, wanted: tuple[Leaf, ...], via: tuple[str, ...], ui: str) -> Hit:
        heading = self._engine.heading(match.document)
        text, chrome = self._engine.text(match.document)
        return Hit(
            id=heading.id,
            path=heading.path,
            title=heading.title,
            language=heading.language,
            script=heading.script,
            date=heading.date,
            regions=_labels(heading.regions, gazetteer().label, ui),
            organisations=_labels(heading.organisations, directory().label, ui),
            score=match.score,
            snippets=snippets(text, wanted, chrome),
            title_marks=marks(heading.title, wanted),
            via=via,
        )

    def _facets(
        self, counts: dict[str, dict[str, int]], filters: Filters, query: Query
    ) -> dict[str, tuple[FacetValue, ...]]:
        chosen: dict[str, set[str]] = {
            "date": _chosen_years(counts["date"], filters),
            "region": set(filters.region),
            "organisation": set(filters.organisation),
            "language": set(filters.language),
        }
        return {name: _values(name, counts[name], chosen[name], query.ui) for name in counts}

    def suggest(self, text: str, limit: int = 10, ui: str = "en") -> tuple[Suggested, ...]:
        """Return ways to go on from what was typed so far: terms, regions, organisations and
        titles of this index, in either script or in pinyin; at most `limit` of them.
        """
        return self._suggester.suggest(text, limit, ui)

    def show(self, name: str, text: str = "", ui: str = "en") -> Page:
        """Return a document by its id or path, with the marks of a query in its text.

        A path is relative to the folder that was indexed, or to the working folder.
        Raises NotFound.
        """
        number = next((n for n in map(self._engine.find, self._ids(name)) if n is not None), None)
        if number is None:
            raise NotFound(f"{name}: no document has this id or path; mulu search finds them")
        document = self._engine.document(number)
        node = parse(text, resolve=self._names).node if text.strip() else Everything()
        node = self._expand(node, Query(text)).node
        return Page(
            document=document,
            marks=marks(document.clean.text, leaves(node)),
            regions=_labels((v.id for v in document.metadata.regions), gazetteer().label, ui),
            organisations=_labels(
                (v.id for v in document.metadata.organisations), directory().label, ui
            ),
        )

    def _ids(self, name: str) -> list[str]:
        candidates = [name] if re.fullmatch("[0-9a-f]{16}", name) else []
        folders = self._engine.manifest.folders
        candidates += [document_id(folder, name) for folder in folders]
        try:
            place = str(Path(name).resolve())
        except (ValueError, OSError, RuntimeError):  # a name that no file can have
            return candidates
        candidates += [
            document_id(folder, place[len(folder) :].lstrip("/"))
            for folder in folders
            if place.startswith(folder.rstrip("/") + "/")
        ]
        return candidates

    def stats(self) -> Stats:
        """Return the size and age of the index."""
        manifest = self._engine.manifest
        everything = self._engine.search(Everything(), Filters(), "relevance", 0, 1)
        return Stats(
            documents=self._engine.size,
            languages=dict(sorted(everything.counts["language"].items())),
            folders=tuple(manifest.folders),
            terms=self._engine.terms,
            bytes=sum(size for size, _ in manifest.files.values()),
            updated=manifest.updated,
            version=", ".join(f"{k} {v}" for k, v in sorted(manifest.fingerprint.items())),
        )


def _labels(ids: Iterable[str], label: Callable[[str, str], str], ui: str) -> tuple[Label, ...]:
    return tuple(Label(i, label(i, ui)) for i in dict.fromkeys(ids))


def _values(
    facet: str, counts: dict[str, int], chosen: set[str], ui: str
) -> tuple[FacetValue, ...]:
    """Make the lines of a facet: dates newest first, the others by count, then by label.

    What is chosen is always among them, even where it has no answers left.
    """
    label, parent = _FACETS[facet]
    values = [
        FacetValue(value, label(value, ui), counts.get(value, 0), value in chosen, parent(value))
        for value in {*counts, *chosen}
    ]
    if facet == "date":
        values.sort(key=lambda v: v.value, reverse=True)
    else:
        values.sort(key=lambda v: (-v.count, v.label, v.value))
    return tuple(v for i, v in enumerate(values) if i < _MOST_VALUES or v.selected)


def _parent(region: str) -> str:
    return next(iter(gazetteer().ancestors(region)), "")


def _none(_: str) -> str:
    return ""


_FACETS: dict[str, tuple[Callable[[str, str], str], Callable[[str], str]]] = {
    "date": (lambda value, _: value, _none),
    "region": (lambda value, ui: gazetteer().label(value, ui), _parent),
    "organisation": (lambda value, ui: directory().label(value, ui), _none),
    "language": (language_label, _none),
}


def _chosen_years(counts: Iterable[str], filters: Filters) -> set[str]:
    """Return the years that are chosen as a whole."""
    whole = {first[:4] for first, last in filters.date if _is_year(first, last)}
    return whole | {
        year
        for year in counts
        for first, last in filters.date
        if (first or "0") <= f"{year}-01-01" and f"{year}-12-31" <= (last or "9999")
    }


def _is_year(first: str, last: str) -> bool:
    return bool(first) and (first, last) == (f"{first[:4]}-01-01", f"{first[:4]}-12-31")


def _typed(leaf: Leaf) -> str:
    return getattr(leaf, "text", "")
