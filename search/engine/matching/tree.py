"""Which documents a query tree matches: algebra on sorted arrays.

Touches mapped segments only. Every function returns ascending document numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray

from search.engine.arrays.postings import Ints, Mask
from search.engine.arrays.sets import NONE, collected, intersect, subtract
from search.engine.matching.near import match_near
from search.engine.matching.runs import Run, match_run
from search.engine.segments.collection import Collection, total
from search.engine.segments.deadline import look_at_the_clock
from search.engine.segments.fields import CHROME, FINER, RUN_FIELDS, WORD_FIELDS
from search.facets import UNSTATED
from search.query import (
    And,
    Everything,
    Expanded,
    Facet,
    Most,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Scope,
    Widened,
    Word,
    literal,
)

_ALL: Final = ("", "\U0010ffff")  # terms
_LETTERS: Final = "A"  # behind all numbers
_FEW: Final = 16  # how many times fewer documents are looked up in the others, not all joined


def match(collection: Collection, node: Node) -> Ints:
    """Return the live documents that the tree matches."""
    found = _match(collection, node)
    if collection.live is None or isinstance(node, Word | Phrase | Pattern | Near):
        return found
    return found.compress(collection.live.take(found))


def count(collection: Collection, node: Node) -> int:
    """Return how many live documents the tree matches.

    Those of a single term are only counted: who looks for alternatives asks for many terms and
    takes few.
    """
    run = run_of(node) if isinstance(node, Word | Phrase) else Run(())
    spared = isinstance(node, Phrase) and node.spared
    alone = len(run.terms) == 1 and not run.open_end and not spared
    if not alone or collection.live is not None or collection.memory.get(node) is not None:
        return len(match(collection, node))
    look_at_the_clock()
    fields = [collection.fields[name] for name in matching_fields(cast(Word | Phrase, node))]
    zones = [(field, found) for field in fields if (found := field.ranges(run.terms[0]))]
    if not zones:
        return 0
    *others, (longest, found) = sorted(zones, key=lambda zone: total(zone[1]))
    rest = union(collection, [field.documents(ranges) for field, ranges in others])
    having = longest.within(found, longest.split(rest))[0] if len(rest) else NONE
    return total(found) + len(rest) - len(having)


def _match(collection: Collection, node: Node) -> Ints:
    look_at_the_clock()
    match node:
        case Phrase(spared=language) if language:
            others = match(collection, Facet("", "language", (language,)))
            return union(collection, [match(collection, literal(node)), others])
        case Word() | Phrase() | Pattern() | Near():
            return _match_leaf(collection, node)
        case And() | Expanded() | Facet():
            kept = collection.memory.get(node)
            if kept is None:  # ranking asks for the parts of a query again and again
                kept = (_combined(collection, node),)
                collection.memory.keep(node, *kept)
            return kept[0]
        case _:
            return _combined(collection, node)


def _combined(collection: Collection, node: Node) -> Ints:
    match node:
        case And(nodes):
            return _all(collection, nodes)
        case Or(nodes):
            return union(collection, [_match(collection, child) for child in nodes])
        case Most(nodes, least, weights):
            return np.flatnonzero(tally(collection, nodes, weights) >= least)
        case Widened(full, others):
            return union(collection, [_match(collection, full), _match(collection, others)])
        case Expanded(typed, alternatives):
            nodes = (typed, *(alternative.leaf for alternative in alternatives))
            return union(collection, [_match(collection, child) for child in nodes])
        case Not(child):
            return _except(collection, _match(collection, child))
        case Everything():
            return np.arange(collection.size)
        case Facet():
            return match_facet(collection, node)
        case _:
            return NONE


def _match_leaf(collection: Collection, leaf: Word | Phrase | Pattern | Near) -> Ints:
    """Return the live documents of a leaf: one array for all that ask while it is kept."""
    kept = collection.memory.get(leaf)
    if kept is None:
        if isinstance(leaf, Pattern):
            found = _match_pattern(collection, leaf)
        elif isinstance(leaf, Near):
            fields = (collection.fields[name] for name in matching_fields(leaf.nodes[0]))
            rows = [run_of(part) for part in leaf.nodes]
            found = union(collection, [match_near(field, rows, leaf.slop) for field in fields])
        else:
            fields = (collection.fields[name] for name in matching_fields(leaf))
            run = run_of(leaf)
            found = union(collection, [match_run(field, run) for field in fields])
        if collection.live is not None:
            found = found.compress(collection.live.take(found))
        collection.memory.keep(leaf, found)
        return found
    return kept[0]


def _all(collection: Collection, nodes: tuple[Node, ...]) -> Ints:
    """Intersect, smallest first; what is negated is only taken away from the rest."""
    wanted = sorted((_match(collection, n) for n in nodes if not isinstance(n, Not)), key=len)
    unwanted = [_match(collection, n.node) for n in nodes if isinstance(n, Not)]
    found = reduce(intersect, wanted) if wanted else np.arange(collection.size)
    return reduce(subtract, unwanted, found)


def tally(
    collection: Collection, nodes: tuple[Node, ...], weights: tuple[float, ...] = ()
) -> NDArray[np.float32]:
    """Return for each document how many of the nodes it matches, or what they weigh."""
    kept = collection.memory.get((nodes, weights))
    if kept is None:  # each language has its own demand on the same words
        counts = np.zeros(collection.size, np.float32)
        for node, weight in zip(nodes, weights or (1.0,) * len(nodes), strict=True):
            np.add.at(counts, match(collection, node), np.float32(weight))
        collection.memory.keep((nodes, weights), counts)
        return counts
    return kept[0]


def _except(collection: Collection, found: Ints) -> Ints:
    mask = np.ones(collection.size, bool)
    mask[found] = False
    return np.flatnonzero(mask)


def matching_fields(leaf: Word | Phrase | Pattern) -> tuple[str, ...]:
    """Return the fields that decide whether a document has a leaf.

    Han is decided in the runs, where every contiguous run is found; other words by
    their stems.
    """
    stems = isinstance(leaf, Word) and not leaf.han
    return in_scope(WORD_FIELDS if stems else RUN_FIELDS, leaf.scope)


def in_scope(fields: tuple[str, ...], scope: Scope) -> tuple[str, ...]:
    """Return all of the fields, those without page chrome, or the title's alone."""
    if scope == "text":
        return tuple(name for name in fields if not name.startswith(CHROME))
    return fields[:1] if scope == "title" else fields


def run_of(leaf: Word | Phrase) -> Run:
    """Return the terms that a document must have in a row."""
    if isinstance(leaf, Phrase):
        return Run(leaf.runs, leaf.open_end, leaf.slop)
    if leaf.han:
        last = leaf.runs[-1]
        return Run(leaf.runs, open_end=len(last) == 1 and last >= "\u2e80")
    return Run(leaf.words)


def match_facet(collection: Collection, node: Facet) -> Ints:
    """Return the documents with one of the values (or none), or within a range of a column."""
    if node.name == "date":
        first, last = node.values
        return np.flatnonzero(date_mask(collection, first, last))
    if node.name == "amount":
        figures = collection.fields["figure"]
        unstated = UNSTATED in node.values
        ends = _ALL if unstated else node.values
        stating = collected([figures.documents(figures.span(*ends))], collection.size)
        return subtract(np.arange(collection.size), stating) if unstated else stating
    if node.name == "file":
        numbers = map(collection.find, node.values)
        return np.unique(np.array([n for n in numbers if n is not None], np.int64))
    field, finer = collection.fields[node.name], collection.fields[FINER]
    if node.name == "event" and UNSTATED not in node.values:
        first, last = node.values
        whole = first[8:] == "01" and (first[:7] != last[:7] or last[8:] >= "28")  # of its month
        days = finer.span(first[:7] if whole else first, f"{last}~" if last else _LETTERS)
        found = [finer.documents(days), field.documents(field.span(*_whole_years(first, last)))]
        return collected(found, collection.size)
    scripts = node.name == "language"
    asked = [(finer if scripts and "-" in value else field, value) for value in node.values]
    found = [some.documents(some.ranges(value)) for some, value in asked]
    if UNSTATED in node.values:
        lacking = [part.sets.unstated for _, part in field.parts]
        found.append(np.flatnonzero(np.concatenate([[], *lacking])))
    return union(collection, found)


def _whole_years(first: str, last: str) -> tuple[str, str]:
    """Return the first of the years that lie between two days, and the first behind them."""
    begin = first[:4] if first.endswith("-01-01") or not first else f"{int(first[:4]) + 1:04}"
    whole = last.endswith("-12-31")
    return begin, f"{last[:4]}~" if whole else last[:4] or _LETTERS


def date_mask(collection: Collection, first: str, last: str) -> Mask:
    """Mark the documents whose date, a day, month or year, lies in `[first, last]` (ISO days, or
    empty).
    """
    begin, end = collection.column("first"), collection.column("last")
    if first == UNSTATED:
        return cast(Mask, begin == 0)
    mask = begin > 0
    if first:
        mask &= begin >= _beginning(first)
    if last:
        mask &= end <= _end(last)
    return mask


def _beginning(day: str) -> int:
    """The least number of a date from that day on: 20160800 of the month that it begins."""
    digits = day.replace("-", "")
    for period, start in (digits[:4], "0101"), (digits[:6], "01"):
        if digits == period + start:
            return int(period.ljust(8, "0"))
    return int(digits)


def _end(day: str) -> int:
    """The greatest number of a date up to that day: 20160899 of the month that it ends."""
    digits, following = day.replace("-", ""), str(np.datetime64(day) + 1)
    for period, start in (digits[:4], "-01-01"), (digits[:6], "-01"):
        if following.endswith(start):
            return int(period.ljust(8, "9"))
    return int(digits)


def _match_pattern(collection: Collection, node: Pattern) -> Ints:
    fields = (collection.fields[name] for name in matching_fields(node))
    found = [field.documents(field.like(node.pattern)) for field in fields]
    return collected(found, collection.size)


def cut_short(collection: Collection, node: Node) -> list[str]:
    """Return the wildcards of a tree that stand for more terms than are looked for."""
    match node:
        case Pattern():
            names = matching_fields(node)
            parts = (part for name in names for _, part in collection.fields[name].parts)
            return [node.text] if any(part.like(node.pattern)[1] for part in parts) else []
        case Not(child):
            return cut_short(collection, child)
        case And(nodes) | Or(nodes):
            found = (text for child in nodes for text in cut_short(collection, child))
            return list(dict.fromkeys(found))
        case _:
            return []


def union(collection: Collection, arrays: Sequence[Ints]) -> Ints:
    """Return what is in any of the ascending arrays.

    Mostly one has nearly all: what is in a title stands in the body as well.
    """
    *others, longest = sorted((array for array in arrays if len(array)), key=len) or [NONE]
    if sum(map(len, others)) * _FEW > len(longest):
        return collected([*others, longest], collection.size)
    lacking = [array for other in others if len(array := subtract(other, longest))]
    if not lacking:
        return longest
    found = np.concatenate([longest, collected(lacking, collection.size)])
    found.sort(kind="stable")  # two ascending rows are merged
    return found
