"""From hits to the lines of the list: what is written in each, and in what order.

Pure but for the marks, which are made here as HTML: a page has hundreds of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from markupsafe import Markup, escape
from msgspec import Struct

from search import Duplicate, Hit, Label, Results, told_apart
from web.addresses import Address
from web.labels import Labels
from web.links import Links
from web.presenters import Link, joined, language_tag, through

PLACES = 3  # that are named


class Line(Struct, frozen=True):
    """One hit as a reader sees it. `lang` is the tag of title and passages, `day` the date as
    it is in the index, `date` as people write it.
    """

    id: str
    lang: str
    title: Markup
    day: str
    date: str
    publisher: str
    places: tuple[str, ...]
    written: str
    passages: tuple[Markup, ...]
    via: tuple[Link, ...]
    lacking: tuple[str, ...]
    path: str
    duplicates: tuple[Duplicate, ...]


def lines(address: Address, results: Results, labels: Labels) -> list[Line]:
    """The hits of a page, in order."""
    parents = {value.value: value.parent for value in results.facets.get("region", ())}
    without = Links(address).adding("without")
    names = told_apart(results.facets.get("region", ()))
    return [_line(hit, parents, names, labels, without) for hit in results.hits]


def _line(
    hit: Hit,
    parents: Mapping[str, str],
    names: Mapping[str, str],
    labels: Labels,
    without: Callable[[str], str],
) -> Line:
    title = hit.title.strip()
    return Line(
        id=hit.id,
        lang=language_tag(hit.language, hit.script),
        title=marked(hit.title, hit.title_marks) if title else escape(hit.path),
        day=hit.date or "",
        date=labels.date(hit.date) if hit.date else "",
        publisher=hit.publisher,
        places=places(hit.regions, parents, names),
        written=labels.written(hit.language, hit.script),
        passages=tuple(
            marked(one.text, one.marks)
            for one in hit.snippets
            if one.text.strip() != title or len(hit.snippets) == 1
        ),
        via=through(without, hit.via),
        lacking=hit.lacking,
        path=hit.path,
        duplicates=hit.duplicates,
    )


def places(
    regions: Sequence[Label], parents: Mapping[str, str], names: Mapping[str, str]
) -> tuple[str, ...]:
    """The names of the first regions; a country is not named beside a place inside it.

    `parents` has the ids of the regions that contain others, as far as the facet lists them;
    `names` has other names for those whose label another region has too.
    """
    tops = set()
    for region in regions:
        top, steps = region.id, 0
        while parents.get(top) and steps < len(parents):  # a ring of parents ends as well
            top, steps = parents[top], steps + 1
        if top != region.id:
            tops.add(top)
    shown = [region for region in regions if region.id not in tops][:PLACES]
    return tuple(names.get(region.id, region.label) for region in shown)


def marked(text: str, marks: Iterable[tuple[int, int]]) -> Markup:
    """The text, escaped, with its marks, which may overlap or reach outside."""
    out: list[str] = []
    done, end = 0, len(text)
    for start, stop in joined(marks):
        if start >= end:
            break
        out += escape(text[done:start]), "<mark>", escape(text[start:stop]), "</mark>"
        done = stop
    out.append(escape(text[done:]))
    return Markup("".join(out))  # noqa: S704 - every piece is escaped or ours
