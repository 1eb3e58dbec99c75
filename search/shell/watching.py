"""Keep an index in step with its folders, for `mulu watch` and beside a server.

Where the system tells of a change, names and times are looked at there, and of everything now
and then in case it does not; when what has changed is left alone for a moment, `update` does the
rest, there or as a whole. Touches what `update` touches.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from search.shell import logs
from search.shell.folders import progress_bar
from search.shell.notices import Notices
from search.shell.speaking import tell, write

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from search import Failure, Settings, Update

PAUSE: Final = 1.0
"""Seconds between two looks at the folders, at least."""

SHARE: Final = 0.03
"""Of one processor: what looking may take while nothing is heard. A folder that takes long to
look at is looked at less often.
"""

BUSY: Final = 0.25
"""Of one processor: what looking may take while files change."""

REST: Final = 2.0
"""Seconds that a file must have been left alone, or else it may still be written. File
systems tell times up to two seconds apart from each other."""

PATIENCE: Final = 30.0
"""Seconds after which a file that is written all the time is read as it is."""

_LONGEST_WAIT: Final = 300.0  # seconds before what failed as a whole is tried again
_MANY: Final = 1000  # files, above which looking at each costs more than at all in their folders
_END_SECONDS: Final = 3.0  # that a watching process has to end by itself

Items = frozenset[tuple[str, str, tuple[int, int, int]]]
Report = Callable[["Update"], None]


class Watcher:
    """Brings an index up to date as its folders change; `step` does so once.

    `report` is given what each update did, where it did anything. Nothing that is wrong with
    a file, the index or its lock ends the watch: it is told once, and tried again.
    """

    def __init__(
        self, settings: Settings, folders: Sequence[Path], report: Report, *, quiet: bool = True
    ) -> None:
        from search import Freshness

        self._settings = replace(settings, lock_seconds=0.0)  # we come back by ourselves
        self._freshness = Freshness(settings)
        self._folders = list(folders)
        self._report, self._quiet = report, quiet
        self._tried: Items | None = None  # what no update could settle; None before the first
        self._new_since = 0.0
        self._at_work: set[Path] = set()  # what is not left alone yet, or could not be updated
        self._due = 0.0  # when everything is looked at again
        self._failures = 0
        self._not_before = 0.0
        self._told: set[str] = set()

    @property
    def folders(self) -> list[Path]:
        """The folders that are watched."""
        return self._folders or self._freshness.folders()

    def step(self, heard: Collection[Path] | None = None) -> tuple[float, float]:
        """Look once, and update the index where that is due → seconds until the next look, where
        something is heard of a change and where nothing is.

        What is looked at is what was `heard` of, and all that was found at work before; where
        that is not known, and now and then, everything.
        """
        started = time.process_time()
        whole = heard is None or self._tried is None or time.monotonic() >= self._due
        only = () if whole else {*self._at_work, *(heard or ())}
        items: Items = frozenset()
        if whole or only:
            items = self._freshness.look(self._folders if whole else (), only).items
        spent = time.process_time() - started
        if whole:
            self._due = time.monotonic() + max(PAUSE, spent / SHARE)
        new = items - (self._tried or frozenset())
        if self._tried is None or self._at_rest(new):
            self._update(new, () if whole else _places(new))
        elif whole:
            self._tried &= items
        self._at_work = _places(new) if self._new_since else set()
        now = time.monotonic()
        least = max(PAUSE, spent / BUSY, self._not_before - now)
        return least, least if self._new_since else max(least, self._due - now)

    def _at_rest(self, new: Items) -> bool:
        """Whether there is something new that nobody is at work on any more."""
        now = time.monotonic()
        if not new:
            self._new_since = 0.0
            return False
        self._new_since = self._new_since or now
        youngest = max(max(changed[1:]) for _, _, changed in new) / 1e9
        waited = now - self._new_since
        gone = youngest < 0  # perhaps only while an editor replaces it
        rested = waited >= PAUSE / 2 if gone else time.time() - youngest >= REST
        return rested or waited >= PATIENCE

    def _update(self, items: Items, only: Collection[Path]) -> None:
        from search import IndexLocked, MuluError, update

        folders, paths = () if only else self.folders, sorted(only)
        try:
            with progress_bar(self._quiet) as progress:
                outcome = update(self._settings, folders, only=paths, progress=progress)
        except IndexLocked as error:
            self._tell_once(f"{error}; waiting")
            return
        except (MuluError, OSError) as error:
            self._tell_once(str(error))
            self._failures += 1
            wait = min(PAUSE * 2**self._failures, _LONGEST_WAIT)
            self._not_before = time.monotonic() + wait
            return
        left = self._freshness.look(folders, paths).items & items if items else items
        self._tried = left | (self._tried or frozenset())
        self._failures, self._new_since = 0, 0.0
        if not only:
            self._told &= set(map(_line, outcome.failed))
        for failure in outcome.failed:
            self._tell_once(_line(failure))
        if outcome.added or outcome.changed or outcome.removed or outcome.moved:
            self._report(outcome)

    def _tell_once(self, line: str) -> None:
        if line not in self._told:
            self._told.add(line)
            tell(line)


def _places(items: Items) -> set[Path]:
    """Where something is; of very many, the folders."""
    if len(items) > _MANY:
        return {Path(home) for home, _, _ in items}
    return {Path(home, path) for home, path, _ in items}


def _line(failure: Failure) -> str:
    return f"{failure.path}: {failure.reason}"


def keep(settings: Settings, folders: Sequence[Path], quiet: bool, *, as_json: bool) -> None:
    """Watch until Ctrl-C, and print what each update did, as a sentence or a line of JSON."""
    if not quiet:
        tell("watching; Ctrl-C stops it")
    watcher = Watcher(settings, folders, partial(_print, quiet, as_json), quiet=quiet)
    with Notices(settings.index) as notices:
        heard: frozenset[Path] = frozenset()
        while True:
            notices.follow(watcher.folders)
            heard = notices.wait(*watcher.step(heard), REST)


def _print(quiet: bool, as_json: bool, outcome: Update) -> None:
    import sys

    from search.shell import printing, tables

    if as_json:
        write(tables.as_json(outcome.as_json(), indent=None))
    elif not quiet:
        write(f"{time.strftime('%H:%M:%S')} {printing.update(outcome)}")
    sys.stdout.flush()


@contextmanager
def watching(settings: Settings, quiet: bool, log: str = "") -> Iterator[None]:
    """Watch all indexed folders while the block runs, in a process of its own, so that reading
    documents takes nothing from the server's answers.

    `log`: the form in which it tells its events on stderr, if it is to (see `logs`). It ends
    with the block, and also where this process dies: its end of the pipe closes.
    """
    from multiprocessing import get_context

    context = get_context("spawn")  # a fork would take the server's socket and threads along
    theirs, ours = context.Pipe(duplex=False)
    process = context.Process(
        target=_follow, args=(theirs, settings, quiet, log), name="mulu watch"
    )
    process.start()
    theirs.close()
    try:
        yield
    finally:
        ours.close()
        process.join(_END_SECONDS)
        if process.is_alive():  # in the middle of an update: the index stays as it was
            process.terminate()
            process.join()


def _follow(parent: Connection, settings: Settings, quiet: bool, log: str) -> None:
    """Watch until the other end of the pipe closes, or Ctrl-C, which reaches us as well."""
    if log:
        logs.start(log)

    def report(outcome: Update) -> None:
        from search.shell import printing

        if not quiet:
            tell(printing.update(outcome).rstrip())

    watcher = Watcher(settings, (), report)
    with suppress(KeyboardInterrupt, EOFError, OSError), Notices(settings.index) as notices:
        heard: frozenset[Path] = frozenset()
        while not parent.poll():
            notices.follow(watcher.folders)
            heard = notices.wait(*watcher.step(heard), REST, parent)
