"""Answers queries over the mapped segments of one generation. Touches no files itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from search.engine.facets import Counter, Filters, masks, under
from search.engine.grouping import group
from search.engine.matches import Match, Matches, Part
from search.engine.matching import match
from search.engine.names import FACET_FIELDS
from search.engine.ordering import column, joined, numbers, order
from search.engine.postings import Array, Ints, Mask
from search.engine.proximity import WINDOW, add_proximity, features, split
from search.engine.ranking import Ranker
from search.engine.segment import Segment
from search.engine.sets import member
from search.engine.tempering import may_lift, tempered
from search.engine.titles import add_titles
from search.engine.weighing import Scores
from search.engine.widening import most
from search.query import (
    Expanded,
    Most,
    Node,
    Or,
    Sort,
    asked,
    expansions,
    has_choice,
    literal,
    units,
)


class Searcher:
    """Read-only; may be shared by threads, since it keeps no state between calls."""

    def __init__(self, segments: Sequence[Segment], lengths: dict[str, int]) -> None:
        self.segments = segments
        self.bases = np.cumsum([0, *(segment.size for segment in segments)])
        self._ranker = Ranker(segments, lengths)
        self._counter = Counter(segments)

    def count(self, node: Node) -> int:
        """Return how many documents a tree matches."""
        return sum(len(match(segment, node)) for segment in self.segments)

    def through(self, node: Node, documents: Sequence[int]) -> list[tuple[str, ...]]:
        """Return for each document, by its number, the texts of the alternatives that it has
        in place of typed words.
        """
        wanted = np.array(documents, np.int64)
        found: list[dict[str, None]] = [{} for _ in documents]
        self._through(expansions(node), wanted, np.ones(len(wanted), bool), found)
        return [tuple(texts) for texts in found]

    def _through(
        self, units: Sequence[Expanded], wanted: Ints, asked: Mask, found: list[dict[str, None]]
    ) -> None:
        """Note the alternatives of the documents asked for; words inside of a term are asked
        where a document has neither the term nor an alternative to the whole of it.
        """
        for unit in units:
            lacking = asked & ~self._have(literal(unit.typed), wanted)
            inside = lacking.copy()
            for alternative in unit.alternatives if lacking.any() else ():
                has = lacking & self._have(alternative.leaf, wanted)
                inside &= ~has
                for i in np.flatnonzero(has).tolist():
                    found[i][alternative.text] = None
            if inside.any():
                self._through(expansions(unit.typed), wanted, inside, found)

    def _have(self, node: Node, documents: Ints) -> Mask:
        """Mark which of the documents match a tree."""
        have = np.zeros(len(documents), bool)
        for base, segment in zip(self.bases.tolist(), self.segments, strict=False):
            inside = (documents >= base) & (documents < base + segment.size)
            if inside.any():
                have |= inside & member(
                    np.where(inside, documents - base, 0), match(segment, node).astype(np.int64)
                )
        return have

    def explain(
        self, node: Node, document: int, whole: tuple[str, ...] = ()
    ) -> tuple[float, list[Part]]:
        """Return the score of a document, by its number, and what it consists of; nothing of
        one that does not match.
        """
        found = [match(segment, node) for segment in self.segments]
        alone = [
            docs[docs + base == document] for docs, base in zip(found, self.bases, strict=False)
        ]
        if not any(map(len, alone)):
            return 0.0, []
        everywhere = [docs + base for docs, base in zip(found, self.bases, strict=False)]
        place = np.flatnonzero(joined(everywhere) == document)[0]
        scored = literal(asked(node)) if self._choice(node, alone).any() else node
        steps = self._scores(node, whole, found, "relevance")
        terms, near, score = (float(scores[place]) for scores in steps)
        parts = [
            Part(unit, term.field if term else "", term.term if term else "", float(added.sum()))
            for unit, term, scores in self._ranker.parts(units(scored), alone)
            if (added := np.concatenate(scores)).any()
        ]
        others = (
            Part(None, "", "side by side", near - terms),
            Part(None, "", "language", score - near),
        )
        return score, [*parts, *(part for part in others if part.score)]

    def most(self, words: Sequence[Node], among: Sequence[Node]) -> list[Most | None]:
        """Return what to ask of the documents of each tree instead of all of the words."""
        return most(self.segments, words, among)

    def search(
        self,
        node: Node,
        filters: Filters,
        sort: Sort,
        offset: int,
        limit: int,
        whole: tuple[str, ...] = (),
        facets: Sequence[str] = FACET_FIELDS,
        *,
        grouping: bool = False,
    ) -> Matches:
        """Find, count the facets that are asked for, and rank one page of documents.

        `whole` are the run terms of all that was typed: documents with them in a row gain.
        `grouping` puts near-duplicates among the best behind the best of them, where there
        is a ranking and more than one page of it.
        """
        matching = [match(segment, node) for segment in self.segments]
        chosen = [masks(segment, filters) for segment in self.segments]
        counts = self._counter.count(facets, matching, chosen, filters)
        found = [
            under(documents, list(choice.values()))
            for documents, choice in zip(matching, chosen, strict=True)
        ]
        total = sum(map(len, found))
        if not total:
            return Matches(0, (), counts)
        *_, score = self._scores(node, whole, found, sort)
        grouping = grouping and sort == "relevance" and total > limit and bool(score.any())
        ranked = order(
            self.segments, found, score, sort, offset + limit + (WINDOW if grouping else 0)
        )
        behind: dict[int, Ints] = {}
        if grouping:
            ranked, behind = group(ranked, self._signatures(found, ranked[:WINDOW]))
        page = ranked[offset : offset + limit]
        others = (
            tuple(numbers(self.bases, found, behind[i])) if i in behind else ()
            for i in page.tolist()
        )
        documents = numbers(self.bases, found, page)
        top = tuple(map(Match, documents, score[page].tolist(), others))
        return Matches(total, top, counts, sum(map(len, behind.values())))

    def _signatures(self, found: list[Ints], places: Ints) -> Array:
        """Return the signatures of the documents at some places of the joined list."""
        return column(self.segments, "signature", found, places)

    def _scores(
        self, node: Node, whole: tuple[str, ...], found: list[Ints], sort: Sort
    ) -> Iterator[Scores]:
        """Yield the scores of the found documents by their terms, then with what stands side
        by side, then with both languages on one scale. Each must be read before the next.
        """
        score = joined(self._ranker.score(units(node), found))
        choice = self._choice(node, found)
        if choice.any():
            plain = joined(self._ranker.score(units(literal(asked(node))), found))
            score = np.where(choice, plain, score)
        yield score
        if sort == "relevance":
            self._bring_together(node, whole, found, score)
        yield score
        if expansions(node):
            literally = self._literally(literal(asked(node)), found)
            if not literally.any():
                literally = self._unaided(node, found)
            score = tempered(score, literally, lift=may_lift(node, whole, self.segments))
        yield score

    def _choice(self, node: Node, found: list[Ints]) -> Mask:
        """Mark the documents that have what was typed by another branch of an OR: no
        alternative to a word that they lack may move them among each other.
        """
        if expansions(node) and has_choice(node):
            return self._literally(literal(asked(node)), found)
        return np.zeros(sum(map(len, found)), bool)

    def _bring_together(
        self, node: Node, whole: tuple[str, ...], found: list[Ints], score: Scores
    ) -> None:
        """Add to the best scores what stands side by side as it was typed."""
        wanted = features(node, whole, self._ranker.rarity)
        translated = expansions(node)
        if not wanted and not translated:
            return
        window = np.arange(len(score))
        if len(score) > WINDOW:
            window = np.sort(order(self.segments, found, score, "relevance", WINDOW))
        places = split(window, [len(documents) for documents in found])
        near = [documents[chosen] for documents, chosen in zip(found, places, strict=True)]
        score[window] += np.concatenate(add_proximity(wanted, self.segments, near))
        if translated:
            titled = add_titles(asked(node), self.segments, near, self._ranker.rarity)
            score[window] += np.concatenate(titled)

    def _unaided(self, node: Node, found: list[Ints]) -> Mask:
        """Mark the found documents that have no alternative in place of a word they lack."""
        unaided = np.ones(sum(map(len, found)), bool)
        for unit in expansions(node):
            through = Or(tuple(alternative.leaf for alternative in unit.alternatives))
            unaided &= self._literally(literal(unit), found) | ~self._literally(through, found)
        return unaided

    def _literally(self, node: Node, found: list[Ints]) -> Mask:
        """Mark the found documents that have what was typed."""
        return np.concatenate(
            [
                member(docs, match(segment, node))
                for segment, docs in zip(self.segments, found, strict=True)
            ]
        )
