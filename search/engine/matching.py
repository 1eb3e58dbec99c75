"""Which documents of one segment a query tree matches: algebra on sorted arrays.

Touches mapped segments only. Every function returns ascending document numbers.
"""

from __future__ import annotations

from functools import reduce
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray

from search.engine.names import RUN_FIELDS, WORD_FIELDS
from search.engine.postings import Array, Ints, Mask, Small
from search.engine.segment import Field, Segment
from search.engine.wildcards import expand
from search.frozen import dataclass
from search.query import (
    UNSTATED,
    And,
    Everything,
    Expanded,
    Facet,
    Most,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Scope,
    Word,
)

_NONE: Final = np.zeros(0, np.int32)


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive terms in one field; the last may be a prefix (one Han character)."""

    terms: tuple[str, ...]
    open_end: bool = False
    slop: int = 0


def match(segment: Segment, node: Node) -> Small:
    """Return the live documents that the tree matches."""
    found = _match(segment, node)
    return found if segment.live is None else found[segment.live[found]]


def _match(segment: Segment, node: Node) -> Small:
    match node:
        case And(nodes):
            return _all(segment, nodes)
        case Or(nodes):
            return union(segment, [_match(segment, child) for child in nodes])
        case Most(nodes, least):
            return np.flatnonzero(tally(segment, nodes) >= least).astype(np.int32)
        case Expanded(typed, alternatives):
            nodes = (typed, *(alternative.leaf for alternative in alternatives))
            return union(segment, [_match(segment, child) for child in nodes])
        case Not(child):
            return _except(segment, _match(segment, child))
        case Everything():
            return np.arange(segment.size, dtype=np.int32)
        case Facet():
            return match_facet(segment, node)
        case Pattern():
            return _match_pattern(segment, node)
        case Word() | Phrase():
            fields = (segment.fields[name] for name in matching_fields(node))
            run = run_of(node)
            return union(segment, [match_run(field, run) for field in fields])
        case _:
            return _NONE


def _all(segment: Segment, nodes: tuple[Node, ...]) -> Small:
    """Intersect, smallest first; what is negated is only taken away from the rest."""
    wanted = sorted((_match(segment, n) for n in nodes if not isinstance(n, Not)), key=len)
    unwanted = [_match(segment, n.node) for n in nodes if isinstance(n, Not)]
    found = reduce(intersect, wanted) if wanted else np.arange(segment.size, dtype=np.int32)
    return reduce(subtract, unwanted, found)


def tally(segment: Segment, nodes: tuple[Node, ...]) -> NDArray[np.int16]:
    """Return for each document how many of the nodes it matches."""
    counts = np.zeros(segment.size, np.int16)
    for node in nodes:
        counts[match(segment, node)] += 1
    return counts


def _except(segment: Segment, found: Small) -> Small:
    mask = np.ones(segment.size, bool)
    mask[found] = False
    return np.flatnonzero(mask).astype(np.int32)


def matching_fields(leaf: Word | Phrase | Pattern) -> tuple[str, ...]:
    """Return the fields that decide whether a document has a leaf.

    Han is decided in the runs, where every contiguous run is found; other words by
    their stems.
    """
    stems = isinstance(leaf, Word) and not leaf.han
    return in_scope(WORD_FIELDS if stems else RUN_FIELDS, leaf.scope)


def in_scope(fields: tuple[str, ...], scope: Scope) -> tuple[str, ...]:
    """Return all of the fields, or the title's alone."""
    return fields[:1] if scope == "title" else fields


def run_of(leaf: Word | Phrase) -> Run:
    """Return the terms that a document must have in a row."""
    if isinstance(leaf, Phrase):
        return Run(leaf.runs, leaf.open_end, leaf.slop)
    if leaf.han:
        return Run(leaf.runs, open_end=len(leaf.runs) == 1 and len(leaf.runs[0]) == 1)
    return Run(leaf.words)


def match_facet(segment: Segment, node: Facet) -> Small:
    """Return the documents with one of the values (or none), or within a range of a column."""
    if node.name == "date":
        first, last = node.values
        return np.flatnonzero(date_mask(segment, first, last)).astype(np.int32)
    if node.name == "amount":
        figures = segment.fields["figure"]
        return np.unique(figures.docs[slice(*figures.span(*node.values))])
    field = segment.fields[node.name]
    found = [field.docs[slice(*field.range(value))] for value in node.values]
    if UNSTATED in node.values and field.unstated is not None:
        found.append(np.flatnonzero(field.unstated).astype(np.int32))
    return union(segment, found)


def date_mask(segment: Segment, first: str, last: str) -> Mask:
    """Mark the documents whose whole date lies in `[first, last]` (ISO days, or empty)."""
    begin, end = segment.columns["first"], segment.columns["last"]
    if first == UNSTATED:
        return cast(Mask, begin == 0)
    mask = begin > 0
    if first:
        mask &= begin >= int(first.replace("-", ""))
    if last:
        mask &= end <= int(last.replace("-", ""))
    return mask


def match_run(field: Field, run: Run) -> Small:
    """Return the documents that have the terms of a run in a row (within its slop)."""
    found = _occurrences(field, run)
    return np.unique(found) if len(run.terms) > 1 or run.open_end else found


def count_run(field: Field, run: Run, among: Small | None = None) -> tuple[Small, Array]:
    """Return the documents that have a run, and how often each has it.

    `among` (ascending) are the only documents to look at in runs of several terms.
    """
    if len(run.terms) == 1 and not run.open_end:
        low, high = field.range(run.terms[0])
        return field.docs[low:high], field.freqs[low:high]
    return np.unique(_occurrences(field, run, among), return_counts=True)


def _occurrences(field: Field, run: Run, among: Small | None = None) -> Small:
    """Return the document of every place where a run begins; of a single term or prefix,
    of every posting.
    """
    if not run.terms:
        return _NONE
    ranges = [field.range(term) for term in run.terms]
    if run.open_end:
        ranges[-1] = field.prefix_range(run.terms[-1])
    if any(low == high for low, high in ranges):
        return _NONE
    if len(ranges) == 1:
        return field.docs[slice(*ranges[0])]
    having = [_documents(field, r, i, run) for i, r in enumerate(ranges)]
    documents = reduce(intersect, sorted(having if among is None else [*having, among], key=len))
    return _in_a_row(field, ranges, documents, run) if len(documents) else _NONE


def _documents(field: Field, bounds: tuple[int, int], i: int, run: Run) -> Small:
    documents = field.docs[slice(*bounds)]
    prefix = run.open_end and i == len(run.terms) - 1
    return np.unique(documents) if prefix else documents


def _in_a_row(field: Field, ranges: list[tuple[int, int]], documents: Small, run: Run) -> Small:
    """Return the document of every place where term i stands i places behind term 0.

    A place is one number, document × 2³² + position, so that all documents are checked
    at once.
    """
    places = _places(field, ranges[0], documents)
    for distance, bounds in enumerate(ranges[1:], 1):
        if run.open_end and distance == len(ranges) - 1:
            following = np.sort(_places_of_prefix(field, bounds, documents))
        else:
            following = _places(field, bounds, documents)
        places = _followed(places, following, distance, run.slop)
        if not len(places):
            return _NONE
    return cast(Small, documents[places >> 32])


def _places(field: Field, bounds: tuple[int, int], documents: Small) -> Ints:
    """Return where a term stands in documents that all have it, ascending."""
    low, high = bounds
    chosen = np.searchsorted(field.docs[low:high], documents)
    which, positions = field.positions(low, high, chosen)
    return (which << 32) + positions


def _places_of_prefix(field: Field, bounds: tuple[int, int], documents: Small) -> Ints:
    """Return where any of neighbouring terms stands in documents, in no order."""
    low, high = bounds
    posted = field.docs[low:high]
    chosen = np.flatnonzero(member(posted, documents))
    which, positions = field.positions(low, high, chosen)
    owner = np.searchsorted(documents, posted[chosen]).astype(np.int64)
    return (owner[which] << 32) + positions


def _followed(places: Ints, following: Ints, distance: int, slop: int) -> Ints:
    """Keep the starts that have a following place at `distance`, or up to `slop` later."""
    target = places + distance
    at = np.searchsorted(following, target)
    inside = at < len(following)
    nearest = following[np.minimum(at, len(following) - 1)]
    return places[inside & (nearest - target <= slop)]


def _match_pattern(segment: Segment, node: Pattern) -> Small:
    found = []
    for name in matching_fields(node):
        field = segment.fields[name]
        for number in expand(field, node.pattern):
            found.append(field.docs[field.starts[number] : field.starts[number + 1]])
    return union(segment, found)


def member(values: Small, among: Small) -> Mask:
    """Mark which of `values` are in the sorted array `among`."""
    if not len(among):
        return np.zeros(len(values), bool)
    at = np.minimum(np.searchsorted(among, values), len(among) - 1)
    return cast(Mask, among[at] == values)


def intersect(a: Small, b: Small) -> Small:
    """Return what two ascending arrays have in common; the shorter one is looked up."""
    if len(a) > len(b):
        a, b = b, a
    return a[member(a, b)]


def subtract(a: Small, b: Small) -> Small:
    """Return what is in `a` and not in `b`."""
    return a[~member(a, b)]


def union(segment: Segment, arrays: list[Small]) -> Small:
    """Return what is in any of the arrays."""
    arrays = [array for array in arrays if len(array)]
    if len(arrays) < 2:
        return arrays[0] if arrays else _NONE
    if sum(map(len, arrays)) * 16 < segment.size:
        return np.unique(np.concatenate(arrays))
    mask = np.zeros(segment.size, bool)
    for array in arrays:
        mask[array] = True
    return np.flatnonzero(mask).astype(np.int32)
