"""From facet values to lists, trees, chips and the timeline of links; pure, without HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from msgspec import Struct

from search import FacetValue, Results, told_apart
from web.addresses import FACETS, RANGES, Address
from web.labels import Labels
from web.links import Links
from web.presenters import Link

SHOWN = 8  # values of a facet that stand outside the fold
NOT_STATED = "none"  # the value of documents that say nothing about a facet
COMPARED = tuple("<>=≤≥")  # begin an amount that is no single one
EXAMPLES = 3  # of each kind
LONGEST_EXAMPLE = 30
SMALL_TREE = 12  # values up to which a tree stands open
SPANS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000)  # years that one bar may stand for
NARROWEST = 24  # units of a bar: what a finger can hit


class Chip(Struct, frozen=True):
    """A chosen filter, or one that leaves out, and the address without it."""

    facet: str
    label: str
    url: str
    excludes: bool = False


class Choice(Struct):  # not frozen: a page has hundreds, and freezing trebles their making
    """A facet value as a link that chooses it or lets it go, with what lies inside it.

    `exclude` is the address of the search that leaves a selected value out, `open` where the
    values inside stand in view, `holds` where it or one inside it is selected.
    """

    value: str
    label: str
    count: int
    url: str
    exclude: str
    selected: bool
    inside: Choices
    open: bool
    holds: bool


class Choices(Struct, frozen=True):
    """Choices side by side: those in view and those behind a fold, the selected in view."""

    shown: tuple[Choice, ...] = ()
    folded: tuple[Choice, ...] = ()

    @property
    def long(self) -> bool:
        """Whether a reader is helped by a field to find a value in."""
        return bool(self.folded) or any(choice.inside.long for choice in self.shown)

    def __len__(self) -> int:
        return len(self.shown) + len(self.folded)


_NONE = Choices()


class Bar(Struct, frozen=True):
    """One year or span of years of the timeline, in units of the picture."""

    x: int
    width: int
    height: int
    link: Link
    count: int


class Timeline(Struct, frozen=True):
    """Bars side by side from the earliest year to the last, in a picture of this size; `ticks`
    are years and the middles that they stand below. What has no date is `undated`.
    """

    width: int
    height: int
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[int, int], ...]
    undated: Link | None = None


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


def facet_lists(address: Address, results: Results, *, every: bool = False) -> dict[str, Choices]:
    """The choices of each facet by which the results can be narrowed, or are; of `every` one
    that has values.
    """
    links = Links(address)
    met = {name: results.facets.get(name, ()) for name, _, _ in FACETS}
    return {
        name: _tree(address, links, name, values)
        for name, values in met.items()
        if any(every or value.selected or value.count != results.total for value in values)
        or (values and name in RANGES and results.total > 1)
    }


def _tree(address: Address, links: Links, facet: str, values: Sequence[FacetValue]) -> Choices:
    """Values under their parents; a value whose parent is not listed stands at the top."""
    ids = {value.value for value in values}
    children: dict[str, list[FacetValue]] = {}
    for value in values:
        parent = value.parent if value.parent in ids and value.parent != value.value else ""
        children.setdefault(parent, []).append(value)
    everything_open = len(values) <= SMALL_TREE
    typed, url = address.chosen(facet), links.choosing(facet)
    names, apart = Counter(value.label for value in values), told_apart(values)

    def choice(value: FacetValue, first: bool) -> Choice:
        inside = grow(value.value)
        chosen_inside = any(one.holds for one in inside.shown)
        rest = toggled(typed, values, value)
        return Choice(
            value=value.value,
            label=apart.get(value.value, value.label) or value.value,
            count=value.count,
            url=url(rest),
            exclude=_without(address, facet, rest, _called(value, names)) if value.selected else "",
            selected=value.selected,
            inside=inside,
            open=everything_open or first or chosen_inside,
            holds=value.selected or chosen_inside,
        )

    def grow(parent: str) -> Choices:
        inside = children.pop(parent, ())  # pop: a ring of parents ends here
        most = inside[0] if inside and not parent else None
        return _folded([choice(value, value is most) for value in inside]) if inside else _NONE

    return grow("")


def _without(address: Address, facet: str, rest: tuple[str, ...], name: str) -> str:
    return Links(address.choosing(facet, rest)).leaving_out(facet)(name)


def _called(value: FacetValue, names: Counter[str]) -> str:
    """What a query calls a value: its label, which a person can read, unless others share it."""
    usable = value.label and names[value.label] == 1 and '"' not in value.label
    usable = usable and value.value != NOT_STATED
    return value.label if usable else value.value


def _folded(choices: list[Choice]) -> Choices:
    """What is selected first; a long list behind a fold, unless that hid only two lines."""
    ordered = sorted(choices, key=lambda choice: not choice.holds)
    shown = max(SHOWN, sum([choice.holds for choice in choices]))
    if len(ordered) <= shown + 2:
        shown = len(ordered)
    return Choices(tuple(ordered[:shown]), tuple(ordered[shown:]))


def chips(address: Address, results: Results | None, labels: Labels) -> list[Chip]:
    """One chip for each chosen value, as typed where the results do not name it."""
    out = []
    for facet, _, _ in FACETS:
        values = results.facets.get(facet, ()) if results else ()
        names = {value.value: value.label for value in values} | told_apart(values)
        chosen = address.chosen(facet)
        for value in chosen:
            rest = tuple(one for one in chosen if one != value)
            label = _spelled(facet, value, labels) or names.get(value, value)
            out.append(Chip(facet, label, address.choosing(facet, rest).url()))
    out += [Chip(facet, name, kept.url(), True) for facet, name, kept in address.excluded()]
    return out


class Range(Struct, frozen=True):
    """Two fields of a form: their names, and what stands in them."""

    names: tuple[str, str]
    values: tuple[str, str]


def ranges(address: Address, total: int) -> dict[str, Range]:
    """The fields for the ends of a range, where there is more than one result to choose from."""
    return {
        facet: Range(names, between(address, facet))
        for facet, names in RANGES.items()
        if total > 1 or address.chosen(facet)
    }


def _spelled(facet: str, value: str, labels: Labels) -> str:
    """A value of a facet with ranges, as people write it; empty for one that has a name."""
    if facet not in RANGES or value == NOT_STATED:
        return ""
    first, dots, last = value.partition("..")
    if facet == "amount" and dots and not (first and last):
        return f"≥ {first}" if first else f"≤ {last}"
    return labels.date(value)


def between(address: Address, facet: str) -> tuple[str, str]:
    """What stands in the two fields of a facet: the one range or value that is chosen, or
    nothing.
    """
    chosen = address.chosen(facet)
    if len(chosen) != 1 or chosen[0] == NOT_STATED or chosen[0][:1] in COMPARED:
        return "", ""
    first, dots, last = chosen[0].partition("..")
    return (first, last) if dots else (first, first)


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
        if len(value.label) <= LONGEST_EXAMPLE and '"' not in value.label and value.value != "none"
    ]


def timeline(
    address: Address, values: Sequence[FacetValue], labels: Labels, width: int = 640,
    height: int = 100, gap: int = 88,
) -> Timeline | None:  # fmt: skip
    """Documents by year, every year between the first and the last, as bars that choose it.

    Where there are too many years for bars that a finger can hit, a bar stands for several.
    None where there are fewer than two bars. Labels stand at least `gap` units apart.
    """
    counts = {int(v.value): v for v in values if len(v.value) == 4 and v.value.isdecimal()}
    if len(counts) < 2:
        return None
    first, last = min(counts), max(counts)
    span = next(n for n in SPANS if (last // n - first // n + 1) * NARROWEST <= width)
    spans: dict[int, list[FacetValue]] = {}
    for year, value in counts.items():
        spans.setdefault(year // span - first // span, []).append(value)
    slots = last // span - first // span + 1
    step = min(width // slots, 40)
    url = Links(address).choosing("date")
    sums = {slot: sum(value.count for value in inside) for slot, inside in spans.items()}
    most, every = max(1, *sums.values()), -(-gap // step)
    bars = tuple(
        Bar(
            x=slot * step,
            width=step,
            height=max(4, round(height * sums[slot] / most)),
            link=_span_link(address, url, (first // span + slot) * span, span, spans[slot], labels),
            count=sums[slot],
        )
        for slot in sorted(spans)
    )
    at = range(0, slots, every)
    ticks = tuple((slot * step + step // 2, (first // span + slot) * span) for slot in at)
    unstated = [value for value in values if value.value == NOT_STATED and value.count]
    named = [(labels.count("facet.undated", one.count), one.selected) for one in unstated]
    undated = next((Link(name, url((NOT_STATED,)), chosen) for name, chosen in named), None)
    return Timeline(slots * step, height, bars, ticks, undated) if len(bars) > 1 else None


def _span_link(
    address: Address, url: Callable[[Sequence[str]], str], year: int, span: int,
    inside: Sequence[FacetValue], labels: Labels,
) -> Link:  # fmt: skip
    """A link that chooses these years alone, or lets them go where they are all there is."""
    value = f"{year:04}" if span == 1 else f"{year:04}..{year + span - 1:04}"
    chosen = all(one.selected for one in inside)
    values = () if address.chosen("date") == (value,) else (value,)
    return Link(labels.date(value), url(values), chosen)
