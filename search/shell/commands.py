"""What each command does: options → the public door of `search` → text on stdout.

Every function takes the options that `options.parse` read and returns the exit code.
Errors are raised, never printed; what is only worth knowing goes to stderr. This is the
only room that may start the web server. Imports late, so that a command pays only for
what it needs.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from contextlib import closing, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import asdict, replace

from search.shell import tables
from search.shell.asking import check, explain, page_of, similar, suggest
from search.shell.safety import safe_lines
from search.shell.speaking import (
    for_reading,
    paper_of,
    settings_of,
    tell,
    tell_notes,
    tell_state,
    valid,
    write,
)

if TYPE_CHECKING:
    from search import Query, Results, Sort

__all__ = [
    "check",
    "explain",
    "facets",
    "index",
    "search",
    "serve",
    "show",
    "similar",
    "stats",
    "suggest",
    "watch",
]


def index(options: Namespace) -> int:
    """Bring the index up to date; 0 even where single files failed (stderr names them)."""
    from search import update
    from search.shell import folders as at

    settings = settings_of(options)
    forget = [Path(folder) for folder in options.forget]
    folders, only = at.named_paths(settings, options.words)
    if not options.words:
        folders = at.known_folders(settings, forget)
    what = {"folders": folders, "only": only, "forget": forget, "dry_run": options.dry_run}
    with at.progress_bar(options.quiet) as progress:
        bring = partial(update, progress=progress, **what)
        outcome = at.patiently(bring, settings, options.quiet)
    at.tell_failures(outcome, options.quiet)
    if options.json:
        write(tables.as_json(outcome.as_json()))
    elif not options.quiet:
        from search.shell import printing

        if options.dry_run:
            write(tables.as_tsv(tables.update_rows(outcome)))
        write(printing.update(outcome, options.dry_run))
    return 0


def search(options: Namespace) -> int:
    """Print a page of hits; 1 where there are none."""
    query = _query(options, options.sort, options.page, options.limit)
    if options.form == "atom":
        from search.shell.feeding import feed

        return feed(options, query)
    group = for_reading(options) if options.group is None else options.group
    results = _answer(options, replace(query, group=group))
    if options.form == "json":
        write(tables.as_json(results.as_json()))
        return 0 if results.hits else 1
    tell_notes(results)
    if options.form == "jsonl":
        _tell_rest(options, results)
        for hit in results.as_json()["hits"]:
            write(tables.as_json(hit, indent=None))
    elif options.form == "csv":
        from search import HIT_COLUMNS

        _tell_unlisted(options, results)
        write(tables.as_csv(HIT_COLUMNS, tables.hit_rows(results.hits)))
    elif for_reading(options):
        from search.shell import printing

        if results.hits:
            write(printing.hits(results, paper_of(options)))
        else:
            tell(_nothing(results))
    else:
        _tell_unlisted(options, results)
        if results.total and not results.hits:
            tell(_nothing(results))
        write(tables.as_tsv(tables.hit_rows(results.hits)))
    return 0 if results.hits else 1


def show(options: Namespace) -> int:
    """Print one document; an unknown name is an error."""
    from search import open_index

    with closing(open_index(settings_of(options))) as library:
        page = page_of(library, valid(options.words[0]), valid(options.query), options)
    if options.json:
        write(tables.as_json(tables.page_as_json(page)))
        return 0
    if options.raw:
        from search import undo

        raw = undo(page.document.clean.text, page.document.clean.repairs)
        write(safe_lines(raw) if sys.stdout.isatty() else raw)
    else:
        from search.shell import printing

        write(printing.page(page, paper_of(options), options.repairs))
    return 0


def facets(options: Namespace) -> int:
    """Print the counts of all facets; 1 where the query finds nothing."""
    query = _query(options, "relevance", page=1, limit=1)
    results = _answer(options, replace(query, values=sys.maxsize) if options.every else query)
    if options.json:
        whole = results.as_json()
        keys = ("query", "total", "facets", "unlisted", "notes")
        write(tables.as_json({key: whole[key] for key in keys}))
        return 0 if results.total else 1
    tell_notes(results)
    if not results.total:
        tell("nothing found")
    elif for_reading(options):
        from search.shell import printing

        write(printing.facets(results, paper_of(options)))
    else:
        write(tables.as_tsv(tables.facet_rows(results)))
        if results.unlisted:
            rest = ", ".join(f"{name} {more:,}" for name, more in results.unlisted.items())
            tell(f"values that are not listed: {rest} (--all lists them)")
    return 0 if results.total else 1


def stats(options: Namespace) -> int:
    """Print the size and age of the index."""
    from search import Freshness, open_index

    with closing(open_index(settings_of(options))) as library:
        numbers = library.stats()
    drift = Freshness(settings_of(options)).look()
    if options.json:
        told = {
            "behind": {"changed": drift.changed, "gone": drift.gone},
            "failed": drift.refused,
            "left_out": drift.left_out,
            "passed": drift.passed,
            "missing": drift.missing,
        }
        write(tables.as_json({**asdict(numbers), **told}))
    else:
        from search.shell import printing

        write(printing.stats(numbers, drift))
    return 0


def serve(options: Namespace) -> int:
    """Serve the pages until Ctrl-C; the port is taken first, so that no work is in vain."""
    from search.shell.folders import made_folders, named_folders, progress_bar, tell_failures
    from search.shell.serving import bound, serve_pages
    from search.shell.watching import watching

    settings = settings_of(options)
    folders = named_folders(options.words)
    added = made_folders(options.upload_to)
    with bound(options.host, options.port) as socket:
        if folders or added:
            from search import update

            with progress_bar(options.quiet) as progress:
                outcome = update(settings, [*folders, *added], progress=progress)
                tell_failures(outcome, options.quiet)
        beside = partial(watching, settings, options.quiet, options.log)
        with beside() if options.watch else nullcontext():
            serve_pages(
                settings,
                options.host,
                socket,
                tell,
                uploads=options.allow_upload,
                upload_to=next(iter((*added, *folders)), None),
                log_queries=options.log_queries,
            )
    raise KeyboardInterrupt("stopped")  # the server takes Ctrl-C as its signal to finish


def watch(options: Namespace) -> int:
    """Keep the index in step with folders until Ctrl-C."""
    from search.shell.folders import known_folders, named_folders
    from search.shell.watching import keep

    settings = settings_of(options)
    folders = named_folders(options.words)
    if not folders:
        known_folders(settings, ())  # without any there is nothing to watch
    keep(settings, folders, options.quiet, as_json=options.json)
    raise KeyboardInterrupt("stopped")


def _query(options: Namespace, sort: Sort, page: int, limit: int) -> Query:
    from search import Filter, Query

    chosen = Filter(
        dates=tuple(map(valid, options.date)),
        regions=tuple(map(valid, options.region)),
        organisations=tuple(map(valid, options.organisation)),
        publishers=tuple(map(valid, options.publisher)),
        languages=tuple(map(valid, options.language)),
        events=tuple(map(valid, options.event)),
        organisation_types=tuple(map(valid, options.organisation_type)),
        amounts=tuple(map(valid, options.amount)),
    )
    text = " ".join(map(valid, options.words))
    return Query(
        text,
        chosen,
        sort,
        page,
        limit,
        options.ui,
        expand=options.expand,
        strict=options.strict,
        without=tuple(map(valid, options.without)),
    )


def _answer(options: Namespace, query: Query) -> Results:
    from search import open_index

    with closing(open_index(settings_of(options))) as library:
        tell_state(library)
        if getattr(options, "all", False):
            from search.shell.feeding import everything

            return everything(library, query)
        return library.search(query)


def _tell_rest(options: Namespace, results: Results) -> None:
    """Rows do not show, as pages do, that there are more of them."""
    rows = results.total - results.grouped
    if 0 < len(results.hits) < rows:
        told = "" if options.all else "; --all lists all"
        tell(f"{len(results.hits):,} of {rows:,} documents{told}")


def _tell_unlisted(options: Namespace, results: Results) -> None:
    """Rows have no place for the documents that hits stand for."""
    _tell_rest(options, results)
    if unlisted := sum(len(hit.duplicates) for hit in results.hits):
        tell(f"near-duplicates of these that are not listed: {unlisted} (--no-group lists them)")


def _nothing(results: Results) -> str:
    if results.total:
        return f"there is no page {results.query.page}; the last is page {results.pages}"
    return "nothing found"
