"""From Results to what the search page shows; pure, without Flask and without HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search import SORTS, FacetValue, Hit, Results
from web.addresses import FACETS, Address
from web.labels import Labels

LIMITS = (10, 20, 50, 100)
SHOWN = 8  # values of a facet that stand outside the fold
SMALL_TREE = 12  # values up to which a tree stands open

_LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `mark` counts the marks from 1, and is 0 outside of them."""

    text: str
    mark: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to go; `current` where one is already there."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen filter and the address without it."""

    facet: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A facet value as a link that chooses it or lets it go, with what lies inside it.

    `open` where the values inside stand in view.
    """

    label: str
    count: int
    url: str
    selected: bool
    inside: tuple[Choice, ...] = ()
    open: bool = True


@dataclass(frozen=True, slots=True)
class FacetList:
    """One facet: the choices in view and those behind a fold."""

    name: str
    shown: tuple[Choice, ...]
    folded: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """Links through the pages of results; `steps` holds None for a gap."""

    previous: str
    next: str
    steps: tuple[Link | None, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One year of the timeline, in units of a picture whose bars are up to 100 high."""

    x: int
    width: int
    height: int
    link: Link
    count: int
    labelled: bool


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


def toggled(address: Address, facet: str, values: Sequence[FacetValue], value: str) -> Address:
    """The search with `value` of `facet` chosen if it was not, let go if it was.

    Where a chosen value was typed in other words (`Xinjiang`, `2016..2017`), letting go
    replaces those words by the other values that they stood for.
    """
    typed = address.chosen(facet)
    selected = tuple(one.value for one in values if one.selected)
    if value not in typed and value not in selected:
        return address.choosing(facet, (*typed, value))
    if value in typed:
        return address.choosing(facet, tuple(one for one in typed if one != value))
    ids = {one.value for one in values}
    kept = tuple(one for one in typed if one in ids)
    return address.choosing(facet, kept + tuple(one for one in selected if one != value))


def facet_lists(address: Address, results: Results) -> list[FacetList]:
    """All facets that have values, selected values first, long ones folded."""
    lists = []
    for facet, _, _ in FACETS:
        values = results.facets.get(facet, ())
        choices = _tree(address, facet, values)
        chosen = sum(_holds_selected(choice) for choice in choices)
        shown = max(SHOWN, chosen)
        if len(choices) <= shown + 2:  # a fold for two lines would save nothing
            shown = len(choices)
        if choices:
            lists.append(FacetList(facet, choices[:shown], choices[shown:]))
    return lists


def _tree(address: Address, facet: str, values: Sequence[FacetValue]) -> tuple[Choice, ...]:
    """Values under their parents; a value whose parent is not listed stands at the top."""
    ids = {value.value for value in values}
    children: dict[str, list[FacetValue]] = {}
    for value in values:
        parent = value.parent if value.parent in ids and value.parent != value.value else ""
        children.setdefault(parent, []).append(value)
    everything_open = len(values) <= SMALL_TREE

    def grow(parent: str, depth: int) -> tuple[Choice, ...]:
        choices = []
        for value in children.pop(parent, ()):  # pop: a ring of parents ends here
            inside = grow(value.value, depth + 1)
            choices.append(
                Choice(
                    label=value.label or value.value,
                    count=value.count,
                    url=toggled(address, facet, values, value.value).url(),
                    selected=value.selected,
                    inside=inside,
                    open=everything_open or depth == 0 or any(map(_holds_selected, inside)),
                )
            )
        return tuple(sorted(choices, key=lambda choice: not _holds_selected(choice)))

    return grow("", 0)


def _holds_selected(choice: Choice) -> bool:
    return choice.selected or any(map(_holds_selected, choice.inside))


def chips(address: Address, results: Results | None, labels: Labels) -> list[Chip]:
    """One chip for each chosen value, as typed where the results do not name it."""
    out = []
    for facet, _, _ in FACETS:
        values = results.facets.get(facet, ()) if results else ()
        names = {value.value: value.label for value in values}
        chosen = address.chosen(facet)
        for value in chosen:
            rest = tuple(one for one in chosen if one != value)
            label = names.get(value) or (labels.date(value) if facet == "date" else value)
            out.append(Chip(facet, label, address.choosing(facet, rest).url()))
    return out


def unfiltered(address: Address) -> str:
    """The address of the same words without any filter."""
    for facet, _, _ in FACETS:
        address = address.choosing(facet, ())
    return address.url()


def sorts(address: Address, labels: Labels) -> list[Link]:
    """The orders to choose from."""
    current = address.query.sort
    return [
        Link(labels(f"sort.{sort}"), address.turned(sort=sort).url(), sort == current)
        for sort in SORTS
    ]


def limits(address: Address) -> list[Link]:
    """The page sizes to choose from, with the one in use even if it is not offered."""
    current = address.query.limit
    sizes = sorted({*LIMITS, current})
    return [Link(str(size), address.turned(limit=size).url(), size == current) for size in sizes]


def pages(address: Address, count: int) -> Pages:
    """Links to the first, the last and the pages around the current one of `count`."""
    current = min(address.query.page, count)
    numbers = sorted(
        {1, count, *range(max(current - 2, 1), min(current + 2, count) + 1)},
    )
    steps: list[Link | None] = []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number - before > 1:
            steps.append(None)
        steps.append(Link(str(number), address.turned(page=number).url(), number == current))
    return Pages(
        previous=address.turned(page=current - 1).url() if current > 1 else "",
        next=address.turned(page=current + 1).url() if current < count else "",
        steps=tuple(steps),
    )


def examples(results: Results) -> list[str]:
    """Words to try: the collection's own places and organisations, the inmost first.

    A place that contains all documents says little, so what lies inside goes first.
    """
    parents = {value.parent for value in results.facets.get("region", ())}
    places = [v for v in results.facets.get("region", ()) if v.value not in parents]
    groups = (places, results.facets.get("organisation", ()))
    best = (sorted(group, key=lambda value: -value.count)[:3] for group in groups)
    return list(dict.fromkeys(value.label for group in best for value in group))


def timeline(address: Address, values: Sequence[FacetValue], width: int = 640) -> list[Bar]:
    """Documents by year, every year between the first and the last, as bars.

    Nothing where there are fewer than two years, or more than a picture can hold.
    """
    counts = {int(v.value): v for v in values if len(v.value) == 4 and v.value.isdecimal()}
    if len(counts) < 2 or max(counts) - min(counts) > width // 8:
        return []
    years = range(min(counts), max(counts) + 1)
    step, most = min(width // len(years), 80), max(1, *(v.count for v in counts.values()))
    every = -(-40 // step)  # a year's figures are up to 40 units wide
    return [
        Bar(
            x=n * step,
            width=step,
            height=max(4, round(100 * value.count / most)),
            link=Link(value.label, address.choosing("date", (value.value,)).url()),
            count=value.count,
            labelled=n % every == 0,
        )
        for n, year in enumerate(years)
        if (value := counts.get(year))
    ]


def title_pieces(hit: Hit) -> list[Piece]:
    """The title of a hit with its marks, or its path where it has none."""
    return pieces(hit.title, hit.title_marks) if hit.title.strip() else [Piece(hit.path)]
