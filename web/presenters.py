"""From Results to what the search page shows; pure, without Flask and without HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from search import SORTS, FacetValue, Filter, Label, Note, Query, Results, Suggested, in_script
from web.addresses import Address
from web.labels import Labels
from web.links import Links

LIMITS = (10, 20, 50, 100)
LONGEST_NOTE = 200  # characters of the query that a note repeats

_LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)


class Piece(Struct, frozen=True):
    """A stretch of text; `mark` counts the marks from 1, and is 0 outside of them."""

    text: str
    mark: int = 0


class Link(Struct, frozen=True):
    """Somewhere to go; `current` where one is already there."""

    label: str
    url: str
    current: bool = False


class Pages(Struct, frozen=True):
    """Links through the pages of results; `steps` holds None for a gap."""

    previous: str
    next: str
    steps: tuple[Link | None, ...]


def pieces(text: str, marks: Iterable[tuple[int, int]], first: int = 1) -> list[Piece]:
    """Cut `text` at `marks`, which may overlap or reach outside; the pieces join to it.

    The marks are numbered from `first`.
    """
    out: list[Piece] = []
    done = 0
    for start, end in joined(marks):
        start, end = max(start, done), min(end, len(text))
        if start >= end:
            continue
        if start > done:
            out.append(Piece(text[done:start]))
        out.append(Piece(text[start:end], first))
        done, first = end, first + 1
    if done < len(text):
        out.append(Piece(text[done:]))
    return out


def joined(marks: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Marks in order, none empty or negative, with those that overlap made one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted((max(start, 0), end) for start, end in marks):
        if start >= end:
            continue
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def language_tag(language: str, script: str) -> str:
    """The `lang` of a text, with the script where glyphs depend on it; empty if unknown."""
    if not _LANGUAGE.fullmatch(language):
        return ""
    return f"zh-{script}" if language == "zh" and script in ("Hans", "Hant") else language


@lru_cache(maxsize=16_384)
def named(label: str, script: str) -> str:
    """The name of a facet value in the script of the reader's page."""
    return in_script(label, script)


def labelled(results: Results, script: str) -> Results:
    """The same results with the names of facet values in traditional characters for `Hant`.

    The engine names them in English and in simplified Chinese.
    """
    if script != "Hant":
        return results
    return replace(
        results,
        hits=tuple(
            replace(
                hit,
                regions=relabelled(hit.regions, script),
                organisations=relabelled(hit.organisations, script),
                publisher=named(hit.publisher, script),
            )
            for hit in results.hits
        ),
        facets={
            name: tuple(_facet_value(value, script) for value in values)
            for name, values in results.facets.items()
        },
    )


def relabelled(labels: Iterable[Label], script: str) -> tuple[Label, ...]:
    """Labels of one document in the script of the reader's page."""
    return tuple(Label(label.id, named(label.label, script)) for label in labels)


def _facet_value(value: FacetValue, script: str) -> FacetValue:
    return replace(value, label=named(value.label, script))


class Expansion(Struct, frozen=True):
    """What was looked for beside a typed word; each link is named for one alternative and
    leads to the search without it. `url` is that without any.
    """

    word: str
    url: str
    alternatives: tuple[Link, ...]


def expansions(address: Address, results: Results) -> tuple[Expansion, ...]:
    """The alternatives that were looked for, by the words that were typed."""
    words: dict[str, list[str]] = {}
    for one in results.expansions:
        words.setdefault(one.word, []).append(one.text)

    without = Links(address).adding("without")
    return tuple(
        Expansion(word, without(word), through(without, dict.fromkeys(texts)))
        for word, texts in words.items()
    )


def through(without: Callable[[str], str], words: Iterable[str]) -> tuple[Link, ...]:
    """Alternatives, each with the search without it; `without` gives the addresses of those."""
    return tuple([Link(word, without(word)) for word in words])


def refused(address: Address) -> list[Link]:
    """The alternatives that are not wanted; each link allows one of them again."""
    kept = address.query.without
    return [
        Link(text, address.turned(without=tuple(one for one in kept if one != text)).url())
        for text in kept
    ]


class Help(Struct, frozen=True):
    """A way on where little was found: a link, what it drops or tries, and what that finds."""

    link: Link
    count: int


def meant(address: Address, results: Results) -> list[Help]:
    """Queries that were perhaps meant."""
    return [
        Help(Link(one.query, address.turned(text=one.query).url()), one.total)
        for one in results.suggestions
    ]


def unchosen(address: Address, results: Results, labels: Labels) -> list[Help]:
    """The facets whose filters could be dropped, and all of them where that gives more."""
    if not results.diagnosis:
        return []
    ways = [
        Help(
            Link(
                labels("help.without_facet", name=labels(f"facet.{one.facet}")),
                address.choosing(one.facet, ()).url(),
            ),
            one.count,
        )
        for one in results.diagnosis.without
        if address.chosen(one.facet)
    ]
    if count := results.diagnosis.unfiltered:
        everywhere = address.turned(filter=Filter()).url()
        ways.append(Help(Link(labels("help.without_filters"), everywhere), count))
    return ways


def unfiltered(address: Address) -> str:
    """The address of the same words without any filter."""
    address = address.turned(filter=Filter())
    while excluded := address.excluded():
        address = excluded[0][2]
    return address.url()


def suggestion(address: Address, one: Suggested, labels: Labels) -> tuple[str, str, str]:
    """A suggestion: its text, what it is, and the address that it leads to.

    A place, an organisation or a publisher becomes a filter of all documents, a title its document.
    """
    if one.kind == "term":
        about = labels.count("home.documents", one.count)
        return one.text, about, address.turned(text=one.text).url()
    kind, anywhere = labels(f"suggestion.{one.kind}"), address.turned(text="")
    if one.kind == "title":
        return one.text, kind, anywhere.url(f"/document/{one.id}")
    about = labels.count("suggestion.counted", one.count, kind=kind)
    values = (*address.chosen(one.kind), one.id)
    return named(one.text, labels.script), about, anywhere.choosing(one.kind, values).url()


def sorts(address: Address, results: Results | None, labels: Labels) -> list[Link]:
    """The orders to choose from: without the first where nothing ranks, which is the second."""
    current, url = address.query.sort, Links(address).setting("sort")
    ranked = results is None or any(hit.score for hit in results.hits)
    if not ranked and current == SORTS[0]:
        current = SORTS[1]
    return [
        Link(labels(f"sort.{sort}"), url(sort if sort != SORTS[0] else ""), sort == current)
        for sort in (SORTS if ranked else SORTS[1:])
    ]


def limits(address: Address) -> list[Link]:
    """The page sizes to choose from, with the one in use even if it is not offered."""
    current, url, usual = address.query.limit, Links(address).setting("limit"), Query().limit
    sizes = sorted({*LIMITS, current})
    return [Link(str(n), url(str(n) if n != usual else ""), n == current) for n in sizes]


def pages(address: Address, count: int) -> Pages:
    """Links to the first, the last and the pages around the current one of `count`."""
    current = min(address.query.page, count)
    numbers = sorted(
        {1, count, *range(max(current - 2, 1), min(current + 2, count) + 1)},
    )
    setting = Links(address).setting("page")
    steps: list[Link | None] = []

    def url(number: int) -> str:
        return setting(str(number) if number > 1 else "")

    for before, number in zip([0, *numbers], numbers, strict=False):
        if number - before > 1:
            steps.append(None)
        steps.append(Link(str(number), url(number), number == current))
    return Pages(
        previous=url(current - 1) if current > 1 else "",
        next=url(current + 1) if current < count else "",
        steps=tuple(steps),
    )


def sentences(notes: Iterable[Note], labels: Labels) -> list[str]:
    """Notes on the query as sentences."""
    return [sentence(note, labels) for note in notes]


def sentence(note: Note, labels: Labels) -> str:
    """A note on the query as a sentence; a code without one gets a general sentence."""
    text = note.text if len(note.text) <= LONGEST_NOTE else note.text[:LONGEST_NOTE] + "…"
    bare = () if text else (f"note.{note.code}-bare",)
    return labels.one_of((*bare, f"note.{note.code}", "note.other"), code=note.code, text=text)
