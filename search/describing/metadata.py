"""Describe: ask each package of this room in turn about one document.

Stands apart from the room's door because importing it loads all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec.structs import replace

from search.describing import body
from search.describing.dates.events import event_dates
from search.describing.dates.publication import publication_date
from search.describing.figures.mentioned import figures
from search.describing.language import language_and_script
from search.describing.media import ministry
from search.describing.organisations.mentioned import organisations
from search.describing.organisations.table import directory
from search.describing.places.regions import regions
from search.describing.publisher import publisher
from search.describing.title import title
from search.document import CleanText, Hints, Metadata, Value

_BRANDED = frozenset(("company", "media"))
_GOVERNING = frozenset(("government", "party"))
_TAIWAN = "710000"
_CREDITS = frozenset({"medium", "dateline"})  # rules by which media are found
_CLUBS = ("队", "俱乐部")  # what the ids of clubs end in


def metadata(clean: CleanText, hints: Hints, path: str, today: date | None = None) -> Metadata:
    """Describe a document, as `search.describing.describe` says."""
    heading = title(clean, hints, path)
    language, script = language_and_script(body(clean), hints.language, heading.name)
    published = publication_date(clean, hints, today, path, heading)
    source = publisher(clean, hints, heading)
    bodies = organisations(clean, heading.name, source.id if source else "")
    places = regions(clean, heading.name, hints, _names(clean.text, bodies))
    return Metadata(
        title=heading,
        language=language,
        script=script,
        date=published,
        regions=places,
        organisations=tuple(_told(bodies, source)),
        publisher=_of_china(source, places),
        events=event_dates(clean, published),
        figures=figures(clean, script),
    )


def _of_china(source: Value | None, places: Iterable[Value]) -> Value | None:
    """A publisher; the ministry of China where other countries have one of its name as well and
    the text is about places in China alone.
    """
    found = ministry(source.id) if source else ""
    if source is None or not found:
        return source
    about = [place.id for place in places if place.role == "about"]
    of_china = about and all(place.isdecimal() or place.startswith("CN") for place in about)
    return replace(source, id=found) if of_china and _TAIWAN not in about else source


def _told(bodies: Iterable[Value], source: Value | None) -> Iterator[Value]:
    """The bodies without the medium that a byline or a dateline names and the text nowhere else:
    it publishes, and the text does not tell of it.
    """
    credit = source.evidence[0] if source and source.evidence[0].rule in _CREDITS else None
    for named in bodies:
        if credit is None or directory().kind(named.id) in _GOVERNING:
            yield named
            continue
        told = [one for one in named.evidence if not credit.start <= one.start < credit.end]
        if told:
            yield replace(named, evidence=tuple(told))


def _names(text: str, bodies: Iterable[Value]) -> dict[str, bool]:
    """The names of bodies that do not govern a place, as the text writes them, and whether each is
    the brand of a well-known firm, paper or club, which says nothing about a place.
    """
    names: dict[str, bool] = {}
    for named in bodies:
        kind = directory().kind(named.id)
        known = kind in _BRANDED and directory().organisation(named.id) is not None
        brand = known or named.id.endswith(_CLUBS)
        for evidence in named.evidence if kind not in _GOVERNING else ():
            names[text[evidence.start : evidence.end]] = brand
    return names
