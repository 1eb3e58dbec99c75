"""Describe: ask each package of this room in turn about one document.

Stands apart from the room's door because importing it loads all of them.
"""

from __future__ import annotations

from datetime import date

from search.describing import body
from search.describing.dates.events import event_dates
from search.describing.dates.publication import publication_date
from search.describing.figures.mentioned import figures
from search.describing.language import language_and_script
from search.describing.organisations.mentioned import organisations
from search.describing.places.regions import regions
from search.describing.publisher import publisher
from search.describing.title import title
from search.document import CleanText, Hints, Metadata


def metadata(clean: CleanText, hints: Hints, path: str, today: date | None = None) -> Metadata:
    """Describe a document, as `search.describing.describe` says."""
    heading = title(clean, hints, path)
    language, script = language_and_script(body(clean), hints.language)
    published = publication_date(clean, hints, today, path)
    return Metadata(
        title=heading,
        language=language,
        script=script,
        date=published,
        regions=regions(clean, heading.name, hints),
        organisations=organisations(clean, heading.name),
        publisher=publisher(clean, hints),
        events=event_dates(clean, published),
        figures=figures(clean, script),
    )
