"""Answers queries over the collection of one generation. Touches no files itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np

from search.engine.arrays.postings import Ints, Mask
from search.engine.arrays.sets import member
from search.engine.matches import Match, Matches, Part
from search.engine.matching.facets import Counter, Filters, masks, under
from search.engine.matching.tree import count, cut_short, match
from search.engine.matching.widening import most, weight
from search.engine.ranking.grouping import Alike, group
from search.engine.ranking.ordering import lessened, order
from search.engine.ranking.otherwords import (
    add_titles,
    may_lift,
    other_language,
    tempered,
    were_chosen,
)
from search.engine.ranking.passages import add_passages
from search.engine.ranking.proximity import WINDOW, Rows, add_proximity, between, features
from search.engine.ranking.ranker import Ranker
from search.engine.ranking.weighing import Scores
from search.engine.segments.collection import Collection
from search.engine.segments.fields import FACET_FIELDS
from search.query import (
    And,
    Expanded,
    Most,
    Node,
    Or,
    Phrase,
    Sort,
    Widened,
    Word,
    asked,
    expansions,
    has_choice,
    literal,
    units,
)

_WEAK: Final = 0.5  # of the best score


class Searcher:
    """Read-only; may be shared by threads, since it keeps no state between calls."""

    def __init__(self, collection: Collection, lengths: dict[str, int]) -> None:
        """`lengths`: the number of tokens of each field over all segments."""
        self._collection = collection
        self._ranker = Ranker(collection, lengths)
        self._counter = Counter(collection)

    def count(self, node: Node, filters: Filters | None = None) -> int:
        """Return how many documents a tree matches, under all choices."""
        chosen = masks(self._collection, filters) if filters else {}
        if not chosen:
            return count(self._collection, node)
        return len(under(match(self._collection, node), list(chosen.values())))

    def cut_short(self, node: Node) -> list[str]:
        """Return the wildcards of a tree that stand for more terms than are looked for."""
        return cut_short(self._collection, node)

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

    def lacking(self, node: Node, documents: Sequence[int]) -> list[tuple[str, ...]]:
        """Return for each document, by its number, the typed words that it has neither so nor in
        other words; none where a query takes no documents that lack any.
        """
        found: list[dict[str, None]] = [{} for _ in documents]
        if isinstance(node, Widened):
            wanted = np.array(documents, np.int64)
            self._lacking(node.asked, wanted, np.ones(len(wanted), bool), found)
        return [tuple(texts) for texts in found]

    def _lacking(self, part: Node, wanted: Ints, asked: Mask, found: list[dict[str, None]]) -> None:
        """Note what of a part the documents asked for lack, its words one by one."""
        lacking = asked & ~self._have(part, wanted)
        inside = part.typed if isinstance(part, Expanded) else part
        if isinstance(inside, And):
            for one in inside.nodes if lacking.any() else ():
                self._lacking(one, wanted, lacking, found)
        elif isinstance(inside, Word | Phrase):
            for i in np.flatnonzero(lacking).tolist():
                found[i][inside.text] = None

    def _have(self, node: Node, documents: Ints) -> Mask:
        """Mark which of the documents match a tree."""
        return member(documents, match(self._collection, node))

    def explain(self, node: Node, document: int, rows: Rows = ()) -> tuple[float, list[Part]]:
        """Return the score of a document, by its number, and what it consists of; nothing of
        one that does not match.
        """
        found = match(self._collection, node)
        places = np.flatnonzero(found == document)
        if not len(places):
            return 0.0, []
        alone, place = found[places], places[0]
        scored = literal(asked(node)) if self._choice(node, alone).any() else node
        other = self._in_other_language(node, rows, alone)
        steps = self._scores(node, rows, found, "relevance")
        terms, near, score = (float(scores[place]) for scores in steps)
        parts = [
            Part(unit, term.field if term else "", term.term if term else "", float(added.sum()))
            for unit, term, added in self._ranker.parts(
                [*units(scored), *between(node, rows)], alone, other
            )
            if added.any()
        ]
        others = (
            Part(None, "", "side by side", near - terms),
            Part(None, "", "language", score - near),
        )
        return score, [*parts, *(part for part in others if part.score)]

    def most(
        self, words: Sequence[Sequence[Node]], among: Sequence[Node], *, chosen: bool
    ) -> list[Most | None]:
        """Return what to ask of the documents of each tree instead of all of the words."""
        return most(self._collection, words, among, chosen=chosen)

    def search(
        self,
        node: Node,
        filters: Filters,
        sort: Sort,
        offset: int,
        limit: int,
        rows: Rows = (),
        facets: Sequence[str] = FACET_FIELDS,
        *,
        alike: Alike | None = None,
    ) -> Matches:
        """Find, count the facets that are asked for, and rank one page of documents.

        `rows` are the run terms of all that was typed, then of each unbroken Chinese piece of
        it: documents with them in a row gain.
        `alike` tells of two documents, by their numbers, whether they are near-duplicates:
        those among the best are put behind the best of them, where there is a ranking; where
        it fits on one page, only those with the same text.
        """
        matching = match(self._collection, node)
        chosen = masks(self._collection, filters)
        counts = self._counter.count(facets, matching, chosen, filters)
        found = under(matching, list(chosen.values()))
        total = len(found)
        if not total:
            return Matches(0, (), counts)
        *_, score = self._scores(node, rows, found, sort)
        grouping = bool(alike and sort == "relevance" and score.any())
        wanted = offset + limit + (WINDOW if grouping else 0)
        ranked = order(self._collection, found, score, sort, wanted)
        behind: dict[int, Ints] = {}
        if alike and grouping:
            signatures = self._collection.column("signature")
            ranked, behind = group(
                ranked,
                signatures.take(found.take(ranked[:WINDOW])),
                lambda one, other: alike(int(found[one]), int(found[other]), total <= limit),
            )
        page = ranked[offset : offset + limit]
        others = (tuple(found[behind[i]].tolist()) if i in behind else () for i in page.tolist())
        top = tuple(map(Match, found[page].tolist(), score[page].tolist(), others))
        ranks = sort == "relevance" and len(units(node)) > 1
        weak = _weak_from(score, behind.values()) if ranks else 0
        return Matches(total, top, counts, sum(map(len, behind.values())), weak)

    def _scores(self, node: Node, rows: Rows, found: Ints, sort: Sort) -> Iterator[Scores]:
        """Yield the scores of the found documents by their terms, then with what stands side
        by side, then with both languages on one scale. Each must be read before the next.
        """
        translated = bool(expansions(node))
        other = self._in_other_language(node, rows, found)
        score = self._ranker.score([*units(node), *between(node, rows)], found, other)
        if translated and (choice := self._choice(node, found)).any():
            plain = self._ranker.score(units(literal(asked(node))), found)
            score = np.where(choice, plain, score)
        yield score
        if sort == "relevance":
            self._bring_together(node, rows, found, score, other)
        yield score
        if translated:
            literally = self._literally(literal(asked(node)), found) & ~other
            if not literally.any():
                literally = self._unaided(node, found) & ~other
            lift = may_lift(node, rows, self._collection)
            share = None
            if isinstance(node, Widened):  # who was not asked for all may have less
                has, whole = weight(self._collection, node.asked, found)
                share = has / max(whole, 1.0)
                score = lessened(score, share, ~self._literally(node.asked, found), other)
            chosen = were_chosen(node, rows)
            score = tempered(score, literally, lift=lift, share=share, chosen=chosen)
        yield score

    def _in_other_language(self, node: Node, rows: Rows, found: Ints) -> Mask:
        """Mark the documents in the language into which words of the query are looked up. None
        where a query has a choice: who has one branch as it was typed may lack the others.
        """
        if not expansions(node) or has_choice(asked(node)):
            return np.zeros(len(found), bool)
        return self._literally(other_language(node, rows), found)

    def _choice(self, node: Node, found: Ints) -> Mask:
        """Mark the documents that have what was typed by another branch of an OR: no
        alternative to a word that they lack may move them among each other.
        """
        if expansions(node) and has_choice(node):
            return self._literally(literal(asked(node)), found)
        return np.zeros(len(found), bool)

    def _bring_together(
        self, node: Node, rows: Rows, found: Ints, score: Scores, other: Mask
    ) -> None:
        """Add to the best scores what stands side by side as it was typed."""
        wanted = features(node, rows, self._ranker.rarity)
        translated = expansions(node)
        if not wanted and not translated:
            return
        window = np.arange(len(score))
        if len(score) > WINDOW:
            window = np.sort(order(self._collection, found, score, "relevance", WINDOW))
        near = found.take(window)
        score[window] += add_proximity(wanted, self._collection, near)
        if translated:
            abroad = other.take(window)
            score[window] += add_titles(
                asked(node), self._collection, near, abroad, self._ranker.rarity
            )
            before = score.compress(other).max(initial=0)
            score[window[abroad]] += add_passages(
                asked(node), self._collection, near[abroad], self._ranker.rarity
            )
            # They are put in order among themselves, and gain nothing on the others.
            factor = before / max(before, score.compress(other).max(initial=0), 1e-9)
            score *= np.where(other, factor, 1.0)

    def _unaided(self, node: Node, found: Ints) -> Mask:
        """Mark the found documents that have no alternative in place of a word they lack."""
        unaided = np.ones(len(found), bool)
        for unit in expansions(node):
            through = Or(tuple(alternative.leaf for alternative in unit.alternatives))
            unaided &= self._literally(literal(unit), found) | ~self._literally(through, found)
        return unaided

    def _literally(self, node: Node, found: Ints) -> Mask:
        """Mark the found documents that have what was typed."""
        return member(found, match(self._collection, node))


def _weak_from(score: Scores, behind: Iterable[Ints]) -> int:
    """Return the first hit, counted from 1, that has much less than the best; 0 where none has.
    `behind`: the places of those that are no hits.
    """
    least = _WEAK * score.max(initial=0.0)
    others = [score.take(places) for places in behind]
    strong, grouped = (score >= least).sum(), sum(map(len, others))
    strong -= sum((each >= least).sum() for each in others)
    return int(strong) + 1 if strong < len(score) - grouped else 0
