"""Describe: title, language and script, dates, regions, organisations, publisher, figures.

`metadata` asks for each in turn: `title` (of a `headline` among `candidates`, judged by `menus`,
`pagelines`, `linewords` and `subtitles`, or the file's name of `notes`), `language`, `publisher`
(with `bylines`, `imprint`, `signed`, `sitenames` and the table of `media`), and the packages
`dates`, `places`, `organisations` and `figures`. `sections` and what is `bracketed` in two
languages go into the index as well. `word_edges`, `wordlist` and `written` (where a text was) serve
many; `compile` makes a table. Pure functions over clean text and `search/data/`; every value
carries its evidence. What describes is imported when a document is: a look-up needs only what names
and labels values.
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
    from search.describing.metadata import metadata

    return metadata(clean, hints, path, today)


def body(clean: CleanText) -> str:
    """Return the text without its chrome, or all of it where there is nothing else."""
    pieces, end = [], 0
    for span in clean.chrome:
        pieces.append(clean.text[end : span.start])
        end = span.end
    pieces.append(clean.text[end:])
    kept = "".join(pieces)
    return kept if kept.strip() else clean.text
