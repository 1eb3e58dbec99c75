"""Describe: title, language and script, dates, regions, organisations, publisher, figures.

Pure functions over clean text and `search/data/`; every value carries its evidence. What
describes is imported by who describes: a look-up needs the gazetteer of this room only.
"""

from __future__ import annotations

from datetime import date

from search.document import CleanText, Hints, Metadata

__all__ = ["describe"]


def describe(clean: CleanText, hints: Hints, path: str, today: date | None = None) -> Metadata:
    """Describe a document by its clean text and what its markup says of itself.

    `path` gives the title of a document that has no other. Where `today` is given, no
    document was published more than a year after it.
    """
    from search.describing.dates.events import event_dates
    from search.describing.dates.publication import publication_date
    from search.describing.figures.mentioned import figures
    from search.describing.language import language_and_script
    from search.describing.organisations.mentioned import organisations
    from search.describing.places.regions import regions
    from search.describing.publisher import publisher
    from search.describing.title import title

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


def body(clean: CleanText) -> str:
    """Return the text without its chrome, or all of it where there is nothing else."""
    pieces, end = [], 0
    for span in clean.chrome:
        pieces.append(clean.text[end : span.start])
        end = span.end
    pieces.append(clean.text[end:])
    kept = "".join(pieces)
    return kept if kept.strip() else clean.text
