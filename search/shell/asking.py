"""The commands that help with asking, and with answers that are doubtful: suggest, similar,
explain, check. As `commands`, else.
"""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from search.shell import tables
from search.shell.speaking import for_reading, paper_of, settings_of, tell, valid, write

if TYPE_CHECKING:
    from search import Library, Page

_ROWS_TRIED = 20  # the first rows of a table may be empty or refused


def suggest(options: Namespace) -> int:
    """Print how what was typed may go on; 1 where nothing fits."""
    from search import open_index

    text = " ".join(map(valid, options.words))
    with closing(open_index(settings_of(options))) as library:
        found = library.suggest(text, options.limit, options.ui)
    if options.json:
        write(tables.as_json(tables.suggestions_as_json(text, found)))
    elif for_reading(options):
        from search.shell import guidance

        write(guidance.suggestions(found, paper_of(options), options.ui))
    else:
        write(tables.as_tsv((s.kind, s.text, str(s.count), s.id) for s in found))
    return 0 if found else 1


def similar(options: Namespace) -> int:
    """Print the documents that are most like one, and those that tell the same in the other
    language unless one language is named; 1 where there are none.
    """
    from search import hit_as_json, open_index

    name, language = valid(options.words[0]), valid(options.language)
    with closing(open_index(settings_of(options))) as library:
        found = library.similar(name, options.limit, options.ui, language)
        other = () if language else library.similar(name, options.limit, options.ui, "other")
    known = {hit.id for hit in found}
    told = tuple(hit for hit in other if hit.id not in known)
    if options.json:
        lists = {"hits": found, "translated": told}
        rows = {key: [hit_as_json(hit) for hit in hits] for key, hits in lists.items()}
        write(tables.as_json({"name": name, **rows}))
    elif not (found or told):
        tell("no document is like this one")
    elif for_reading(options):
        from search.shell import printing

        write(printing.alike(found, told, paper_of(options), options.ui))
    else:
        if told:
            tell(f"in the other language: the last {len(told)} of {len(found) + len(told)}")
        write(tables.as_tsv(tables.hit_rows((*found, *told))))
    return 0 if found or told else 1


def explain(options: Namespace) -> int:
    """Print how a query is read; 1 where no document answers, or not the one named."""
    from search import Query, open_index

    text, name = (*map(valid, options.words), "")[:2]
    without = tuple(map(valid, options.without))
    query = Query(text, ui=options.ui, expand=options.expand, without=without)
    with closing(open_index(settings_of(options))) as library:
        told = library.explain(query, name)
    if options.json:
        write(tables.as_json(told.as_json()))
    elif for_reading(options):
        from search.shell import guidance

        write(guidance.explained(told, paper_of(options), options.ui))
    else:
        write(tables.as_tsv(tables.explained_rows(told)))
    return 0 if any(r.count for r in told.readings) and (told.contributions or not name) else 1


def check(options: Namespace) -> int:
    """Verify the index and print what in it is doubtful; a damaged index is an error.

    With `--deep`, what can be mended is mended first.
    """
    from search import mend, open_index

    for name in mend(settings_of(options)) if options.deep else ():
        tell(f"{name} was damaged and has been mended")
    with closing(open_index(settings_of(options))) as library:
        found = library.check()
    if options.json:
        write(tables.as_json(found))
        return 0
    if for_reading(options):
        from search.shell import guidance

        write(guidance.doubts(found, paper_of(options), options.ui))
    else:
        write(tables.as_tsv((doubt.kind, doubt.path, doubt.text) for doubt in found))
    tell(f"the index is whole; doubtful values: {len(found)}")
    return 0


def page_of(library: Library, name: str, text: str, options: Namespace) -> Page:
    """The document of that name; for a table, whose rows are documents, a hint at the first, and
    for a file that could not be read the reason.
    """
    from search import MuluError, NotFound

    try:
        return library.show(name, text, options.ui)
    except NotFound:
        for row in range(1, _ROWS_TRIED + 1):
            with suppress(NotFound):
                library.show(f"{name}#{row}")
                hint = f"each row is a document of its own; the first is {name}#{row}"
                raise MuluError(f"{name}: {hint}") from None
        if reason := _refused(name, options):
            raise MuluError(f"{name}: it is not in the index: {reason}") from None
        raise


def _refused(name: str, options: Namespace) -> str:
    """Why a file of that path, in its folder or on disk, was not read; empty for no such file."""
    from search import Freshness

    drift, place = Freshness(settings_of(options)).look(), Path(name).resolve().as_posix()
    unread = (*drift.refused, *drift.passed)
    return next((one.reason for one in unread if name == one.path), "") or next(
        (one.reason for one in unread if place.endswith(f"/{one.path}")), ""
    )
