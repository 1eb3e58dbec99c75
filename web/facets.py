"""From facet values to lists, trees, chips and the timeline of links; pure, without HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search import FacetValue, Results
from web.addresses import FACETS, Address
from web.labels import Labels
from web.presenters import Link

SHOWN = 8  # values of a facet that stand outside the fold
EXAMPLES = 3  # of each kind
LONGEST_EXAMPLE = 30
SMALL_TREE = 12  # values up to which a tree stands open


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
    inside: Choices
    open: bool

    def holds_selected(self) -> bool:
        """Whether this value or one inside it is selected."""
        return self.selected or any(choice.holds_selected() for choice in self.inside.shown)


@dataclass(frozen=True, slots=True)
class Choices:
    """Choices side by side: those in view and those behind a fold, the selected in view."""

    shown: tuple[Choice, ...] = ()
    folded: tuple[Choice, ...] = ()

    def __len__(self) -> int:
        return len(self.shown) + len(self.folded)


@dataclass(frozen=True, slots=True)
class Bar:
    """One year of the timeline, in units of a picture whose bars are up to 100 high."""

    x: int
    width: int
    height: int
    link: Link
    count: int
    labelled: bool


def toggled(
    typed: tuple[str, ...], values: Sequence[FacetValue], one: FacetValue
) -> tuple[str, ...]:
    """What is chosen in a facet after `one` of its `values` is chosen or let go.

    `typed` is what the address says now. Where `one` was typed in other words (`Xinjiang`,
    `2016..2017`), letting it go replaces these by the other values that they stood for.
    """
    if one.value in typed:
        return tuple(value for value in typed if value != one.value)
    if not one.selected:
        return (*typed, one.value)
    ids = {value.value for value in values}
    kept = [value for value in typed if value in ids]
    meant = [value.value for value in values if value.selected and value != one]
    return tuple(dict.fromkeys(kept + meant))


def facet_lists(address: Address, results: Results) -> dict[str, Choices]:
    """The choices of every facet that has values."""
    trees = {name: _tree(address, name, results.facets.get(name, ())) for name, _, _ in FACETS}
    return {name: choices for name, choices in trees.items() if choices}


def _tree(address: Address, facet: str, values: Sequence[FacetValue]) -> Choices:
    """Values under their parents; a value whose parent is not listed stands at the top."""
    ids = {value.value for value in values}
    children: dict[str, list[FacetValue]] = {}
    for value in values:
        parent = value.parent if value.parent in ids and value.parent != value.value else ""
        children.setdefault(parent, []).append(value)
    everything_open = len(values) <= SMALL_TREE
    typed, url = address.chosen(facet), address.urls(facet)

    def choice(value: FacetValue, depth: int) -> Choice:
        inside = grow(value.value, depth + 1)
        return Choice(
            label=value.label or value.value,
            count=value.count,
            url=url(toggled(typed, values, value)),
            selected=value.selected,
            inside=inside,
            open=everything_open or depth == 0 or any(c.holds_selected() for c in inside.shown),
        )

    def grow(parent: str, depth: int) -> Choices:
        # pop: a ring of parents ends here
        return _folded([choice(value, depth) for value in children.pop(parent, ())])

    return grow("", 0)


def _folded(choices: list[Choice]) -> Choices:
    """What is selected first; a long list behind a fold, unless that hid only two lines."""
    ordered = sorted(choices, key=lambda choice: not choice.holds_selected())
    shown = max(SHOWN, sum(choice.holds_selected() for choice in choices))
    if len(ordered) <= shown + 2:
        shown = len(ordered)
    return Choices(tuple(ordered[:shown]), tuple(ordered[shown:]))


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


def examples(address: Address, results: Results) -> list[Link]:
    """Searches to try: the collection's own places and organisations, by their names.

    A place that contains others says little, so only the inmost are taken.
    """
    regions = results.facets.get("region", ())
    parents = {value.parent for value in regions}
    inmost = [value for value in regions if value.value not in parents]
    fields = (("region", inmost), ("org", results.facets.get("organisation", ())))
    return [
        Link(value.label, address.turned(text=f'{field}:"{value.label}"').url())
        for field, values in fields
        for value in sorted(values, key=lambda value: -value.count)[:EXAMPLES]
        if len(value.label) <= LONGEST_EXAMPLE and '"' not in value.label
    ]


def timeline(address: Address, values: Sequence[FacetValue], width: int = 640) -> list[Bar]:
    """Documents by year, every year between the first and the last, as bars.

    Nothing where there are fewer than two years, or more than a picture can hold.
    """
    counts = {int(v.value): v for v in values if len(v.value) == 4 and v.value.isdecimal()}
    if len(counts) < 2 or max(counts) - min(counts) > width // 8:
        return []
    years = range(min(counts), max(counts) + 1)
    step, most = min(width // len(years), 40), max(1, *(v.count for v in counts.values()))
    every = -(-64 // step)  # a year's figures are up to 64 units wide, on a phone
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
