"""Query → Results: the read side of the public door.

Parses, expands, resolves names to ids, searches, relaxes where nothing holds all words, and
puts labels and snippets on what the engine found. Touches the engine and the knowledge tables.
"""

from __future__ import annotations

import time
from functools import cached_property, lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING

from msgspec.structs import replace

from search.answering import regionnames
from search.answering.diagnosing import FEW, cut_notes, diagnose, lacking_notes, suggest_queries
from search.answering.exclusions import ruled_out_notes
from search.answering.faceting import resolve, unknown
from search.answering.facetlines import facet_lines, unlisted
from search.answering.hits import explanation, hits, page
from search.answering.naming import Names, document_ids, language_code
from search.answering.opening import open_engine
from search.answering.sameness import Copies
from search.answering.unrendered import unrendered_notes
from search.engine import Alike, Filters, Match, Matches, Part
from search.engine.ranking.otherwords import were_chosen
from search.engine.segments.deadline import Late, within
from search.engine.segments.fields import BRACKETS
from search.errors import NotFound, QueryError
from search.expansion import Expansion, Glossary, expand, read_glossary, widen
from search.guidance import Diagnosis, Suggested, Suggestion
from search.parsing import parse, rows
from search.parsing.lexemes import is_sentence
from search.query import Everything, Node, Note, Query, literal
from search.results import Doubt, Explained, Hit, Page, Results, Stats
from search.settings import Settings
from search.updating.fingerprint import fingerprint

if TYPE_CHECKING:
    from search.answering.suggesting import Suggester

_MOST_FREQUENCIES = 1 << 16  # words whose number of documents is remembered
_MOST_BRACKETS = 64  # terms of a segment in which documents render a word in brackets


class Library:
    """An open, read-only view of one generation of an index; threads may share it."""

    def __init__(self, settings: Settings) -> None:
        """Open the index. Raises NoIndex, StaleIndex or DamagedIndex. `stale`: what is to be
        said of an index that is out of date but can be read, or empty; `problems`: what of the
        user's glossary could not be used.
        """
        self._engine, self.stale = open_engine(settings, fingerprint())
        self._names = Names(self._engine, self._engine.manifest.folders)
        self._seconds = settings.query_seconds
        self._glossary = read_glossary(settings.glossary) if settings.glossary else Glossary({})
        self.problems, self._file = self._glossary.problems, str(settings.glossary or "")
        self._frequency = lru_cache(maxsize=_MOST_FREQUENCIES)(self._engine.count)
        self._stated = lru_cache(maxsize=_MOST_FREQUENCIES)(
            partial(self._engine.beginning, BRACKETS, most=_MOST_BRACKETS)
        )

    def _pairs(self, first: str, second: str) -> dict[str, int]:
        return self._engine.vocabulary.side_by_side(first, second)

    def is_current(self) -> bool:
        """Tell whether no newer generation has been published."""
        return self._engine.is_current()

    @property
    def is_empty(self) -> bool:
        """Whether there are no documents."""
        return not self._engine.size

    def close(self) -> None:
        """Let go of the index; mapped files are freed when no answer uses them any more."""
        self._engine.close()

    def search(self, query: Query) -> Results:
        """Answer a query. Raises QueryError for a filter that cannot be understood, and where
        even the words as they were typed take too long to find.
        """
        try:
            with within(self._seconds):
                return self._answer(query)
        except Late:
            plain = replace(query, expand=False, group=False)
        try:
            with within(self._seconds):
                found = self._answer(plain, helped=False)
        except Late:
            raise QueryError(
                f"this takes longer than {self._seconds:g} s to find; "
                "use fewer words, or fewer of * and ?"
            ) from None
        return replace(found, query=query, notes=(*found.notes, Note("late", "")))

    def _answer(self, query: Query, *, helped: bool = True) -> Results:
        """Answer a query, with help where little is found. Raises Late and QueryError."""
        started = time.perf_counter()
        filters = resolve(query.filter, self._names)
        expansion, node, notes = self._read(query)
        complete = 0 if node is expansion.node else self._engine.count(expansion.node, filters)
        if complete and query.sort != "relevance":  # who has least would stand among the first
            node, notes = expansion.node, (*notes, Note("whole", ""))
        matches = self._matches(node, filters, query)
        strictly = min(matches.total, self._engine.count(literal(expansion.node)))
        suggestions, diagnosis = (
            self._guide(query, expansion.node, node, filters, strictly) if helped else ((), None)
        )
        notes += () if strictly else cut_notes(expansion.node, self._engine.count)
        if not matches.total:  # there are none that hold the rest
            notes = tuple(note for note in notes if note.code != "relaxed")
        notes += regionnames.held(node, query.filter, matches.counts.get("region", {}), query.ui)
        facets = facet_lines(matches.counts, filters, query.ui, query.values)
        return Results(
            query=query,
            total=matches.total,
            hits=hits(self._engine, matches.top, node, query.ui),
            facets=facets,
            took_ms=(time.perf_counter() - started) * 1000,
            notes=(*unknown(query.filter, filters, self._names), *notes),
            expansions=tuple(map(explanation, expansion.used)),
            suggestions=suggestions,
            diagnosis=diagnosis,
            complete=matches.total if node is expansion.node else complete,
            grouped=matches.grouped,
            weak_from=matches.weak_from,
            unlisted=unlisted(matches.counts, facets),
        )

    def _read(self, query: Query) -> tuple[Expansion, Node, tuple[Note, ...]]:
        """Return what a query says, the tree to look for, and notes on how it was read and on
        what is missing, where no document has all of it.
        """
        parsed = parse(query.text, resolve=self._names)
        wide = (Note("many-words", text) for text in self._engine.cut_short(parsed.node))
        notes = (*parsed.notes, *regionnames.notes(parsed.node, query.filter, query.ui), *wide)
        expansion = self._expand(parsed.node, query)
        count = self._engine.count
        notes += ruled_out_notes(expansion.node, partial(self._expand, query=query), count)
        if query.expand and not query.without:
            notes += unrendered_notes(expansion.node, count)
        if parsed.strict or query.strict:
            return expansion, expansion.node, notes
        most = partial(self._engine.most, chosen=were_chosen(expansion.node, rows(query.text)))
        node = widen(expansion.node, count, most, is_sentence(query.text))
        if node is expansion.node or count(expansion.node):
            return expansion, node, notes
        return expansion, node, (*notes, *lacking_notes(expansion.node, count))

    def _guide(
        self, query: Query, node: Node, wide: Node, filters: Filters, total: int
    ) -> tuple[tuple[Suggestion, ...], Diagnosis | None]:
        """Return what helps on where little or nothing has all that was asked for."""
        few = total < FEW

        def read(text: str) -> tuple[Node, Node]:
            expansion, node, _ = self._read(replace(query, text=text))
            return expansion.node, node

        engine, names = self._engine, self._names
        others = suggest_queries(query.text, node, read, filters, engine, total, names, few=few)
        return others, diagnose(query.text, node, wide, filters, engine) if few else None

    def _expand(self, node: Node, query: Query) -> Expansion:
        if not query.expand:
            return Expansion(literal(node))
        return expand(
            node,
            frequency=self._frequency,
            glossary=self._glossary,
            stated=self._stated,
            pairs=self._pairs,
            without=query.without,
        )

    def _matches(self, node: Node, filters: Filters, query: Query) -> Matches:
        return self._engine.search(
            node,
            filters,
            query.sort,
            (query.page - 1) * query.limit,
            query.limit,
            rows(query.text),
            alike=self._copies if query.group else None,
        )

    @cached_property
    def _copies(self) -> Alike:
        return Copies(self._engine.text)

    def suggest(self, text: str, limit: int = 10, ui: str = "en") -> tuple[Suggested, ...]:
        """Return ways to go on from what was typed so far: terms, regions, organisations,
        publishers and titles of this index, in either script or in pinyin; at most `limit` of them.
        """
        return self._suggester.suggest(text, limit, ui)

    @cached_property
    def _suggester(self) -> Suggester:
        from search.answering.suggesting import Suggester

        def total(text: str) -> int:
            node = parse(text, resolve=self._names).node
            return self._engine.count(self._expand(node, Query(text)).node)

        return Suggester(self._engine, self._names, total)

    def show(self, name: str, text: str = "", ui: str = "en") -> Page:
        """Return a document by its id or path, with the marks of a query in its text.

        A path is relative to the folder that was indexed, or to the working folder.
        Raises NotFound.
        """
        document = self._engine.document(self._number(name))
        node = parse(text, resolve=self._names).node if text.strip() else Everything()
        return page(document, self._expand(node, Query(text)).node, ui)

    def similar(
        self, name: str, limit: int = 5, ui: str = "en", language: str = ""
    ) -> tuple[Hit, ...]:
        """Return the documents that are most like the one of this id or path, best first, if any.

        Only those in `language`, if one is named (a code or a name, or `other` for English where
        it is Chinese, else Chinese); where that is another language than the document's own, its
        words are translated. Raises NotFound.
        """
        from search.answering.similar import alike

        number = self._number(name)
        own = self._engine.heading(number).language
        other = "en" if own == "zh" else "zh"
        wanted = other if language == "other" else language_code(language)
        translate = bool(wanted) and wanted != own
        expand = (lambda node: self._expand(node, Query()).node) if translate else None
        node, others = alike(self._engine, number, limit, wanted, expand)
        return hits(self._engine, others, node, ui)

    def explain(self, query: Query, name: str = "") -> Explained:
        """Tell how a query is read and, for the document of this id or path, what each of
        its terms adds to the score that it has in the ranking. Filters, page and sort do not
        count. Raises NotFound.
        """
        from search.answering.explaining import contributions, dropped, in_words, readings

        number = self._number(name) if name else None
        expansion, node, notes = self._read(query)
        told: tuple[float, list[Part]] = 0.0, []
        if number is not None:
            told = self._engine.explain(node, number, rows(query.text))
        match = () if number is None else (Match(number, told[0]),)
        return Explained(
            query=query.text,
            tree=in_words(node),
            readings=readings(node, self._engine.count),
            dropped=dropped(query.text, node),
            notes=notes,
            expansions=tuple(map(explanation, expansion.used)),
            hit=next(iter(hits(self._engine, match, node, query.ui)), None),
            contributions=tuple(contributions(told[1])),
        )

    def _number(self, name: str) -> int:
        ids = document_ids(name, self._engine.manifest.folders)
        found = map(self._engine.find, chain(ids, self._names.files.moved(ids)))
        number = next((number for number in found if number is not None), None)
        if number is None:
            raise NotFound(f"{name}: no document has this id or path; mulu search prints both")
        return number

    def check(self) -> tuple[Doubt, ...]:
        """Verify every byte of the index, then return the doubtful values in it and the
        lines of the user's glossary that could not be used.

        Raises DamagedIndex where a file is not what was written.
        """
        from search.answering.checking import doubts

        self._engine.verify()
        wrong = (Doubt("glossary", self._file, str(problem)) for problem in self.problems)
        return (*doubts(self._engine, self._engine.manifest.folders), *wrong)

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
