"""Files → segments in memory, in worker processes where there is enough to do.

Runs read, clean, describe, correct and index over chunks of files. A file that cannot be read, or
that kills its worker, costs that file alone. Touches the files that it is given.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from typing import Final

from search.cleaning import clean
from search.describing import describe
from search.document import Document, Source
from search.engine.postings import SegmentData
from search.errors import ReadError
from search.reading import Contents, File, Unread, contents, digest
from search.settings import Settings
from search.updating.corrections import Correction, correct, read_corrections
from search.updating.indexing import Indexed, analyse, assemble

_CHUNK_FILES: Final = 64
_CHUNK_BYTES: Final = 4 * 1024 * 1024
_FEW_BYTES: Final = 512 * 1024  # below this, starting workers costs more than they save
_CRASHED: Final = "its reader crashed; the file is left out"
_LOOK_SECONDS: Final = 0.5  # how often a worker looks whether its parent lives


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was read: its digest, the highest number of a document in it, refused rows."""

    file: File
    digest: str
    rows: int
    refused: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not, why, and the digest of its bytes, empty if they could not be had."""

    file: File
    digest: str
    reason: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What a chunk of files gave: a segment, the files that were read, and those that were not."""

    data: SegmentData | None
    read: list[Prepared]
    failed: list[Refused]


Task = Callable[[Sequence[File], Settings], Batch]


def prepare_all(files: Sequence[File], settings: Settings) -> Generator[Batch, None, None]:
    """Prepare the files, chunk by chunk, in their order.

    Where a worker dies, the chunks that it may have died of are prepared apart. Where the
    caller stops, or is stopped, the workers end at once.
    """
    return _spread(prepare, files, settings)


def read_all(files: Sequence[File], settings: Settings) -> Generator[Batch, None, None]:
    """Read the files as `prepare_all` does, but make nothing of them."""
    return _spread(try_reading, files, settings)


def _spread(task: Task, files: Sequence[File], settings: Settings) -> Generator[Batch, None, None]:
    waiting = deque(_chunks(files))
    workers = settings.workers or os.cpu_count() or 1
    if workers == 1 or sum(file.size for file in files) < _FEW_BYTES:
        yield from (task(chunk, settings) for chunk in waiting)
        return
    while waiting:
        running: deque[tuple[list[File], Future[Batch]]] = deque()
        try:
            yield from _together(task, waiting, running, workers, settings)
        except BrokenProcessPool:
            for chunk, _ in running:
                yield from _apart(task, chunk, settings)


def _together(
    task: Task,
    waiting: deque[list[File]],
    running: deque[tuple[list[File], Future[Batch]]],
    workers: int,
    settings: Settings,
) -> Generator[Batch, None, None]:
    """Do chunks side by side; what has not been given back is in one of the queues."""
    with _pool(workers) as pool:
        while waiting or running:
            while waiting and len(running) < 2 * workers:  # bounds what waits in memory
                future = pool.submit(task, waiting[0], settings)
                running.append((waiting.popleft(), future))
            batch = running[0][1].result()
            running.popleft()
            yield batch


def prepare(files: Sequence[File], settings: Settings) -> Batch:
    """Prepare one chunk in this process."""
    indexed: list[Indexed] = []
    corrections = {folder: read_corrections(folder) for folder in {file.folder for file in files}}

    def index(file: File, held: Contents) -> None:
        lines = corrections[file.folder]
        indexed.extend([analyse(document(s, lines.of(s.path))) for s in held.sources])

    batch = _each(files, settings, index)
    return Batch(assemble(indexed) if indexed else None, batch.read, batch.failed)


def try_reading(files: Sequence[File], settings: Settings) -> Batch:
    """Read one chunk in this process to learn which files can be read."""
    return _each(files, settings, lambda file, held: None)


def _each(
    files: Sequence[File], settings: Settings, use: Callable[[File, Contents], None]
) -> Batch:
    """Read the files and use what they hold; what fails costs that file alone."""
    done, failed = [], []
    for file in files:
        try:
            held = contents(file, settings)
            rows = any(source.path != file.path for source in held.sources)
            whole = digest(file) if rows else held.sources[0].digest
            use(file, held)
        except Unread as error:
            failed.append(Refused(file, "", error.reason))
        except ReadError as error:
            failed.append(_refused(file, error.reason))
        except Exception as error:
            reason = f"could not be processed ({type(error).__name__}); please report this file"
            failed.append(_refused(file, reason))
        else:
            done.append(Prepared(file, whole, max(map(_row, held.sources)), held.refused))
    return Batch(None, done, failed)


def _refused(file: File, reason: str) -> Refused:
    try:
        return Refused(file, digest(file), reason)
    except ReadError:
        return Refused(file, "", reason)


def document(source: Source, corrections: tuple[Correction, ...] = ()) -> Document:
    """Clean and describe one source; the user's corrections have the last word."""
    cleaned = clean(source.text)
    facts = describe(cleaned, source.hints, source.path, date.today())
    return Document(source, cleaned, correct(facts, corrections))


def _row(source: Source) -> int:
    number = source.path.rpartition("#")[2]
    return int(number) if number.isdigit() else 1


def _apart(task: Task, files: list[File], settings: Settings) -> Generator[Batch, None, None]:
    """Do files in a process of their own, and in halves where they kill it."""
    batch: Batch | None = None
    with suppress(BrokenProcessPool), _pool(1) as pool:
        batch = pool.submit(task, files, settings).result()
    if batch is not None:
        yield batch
    elif len(files) == 1:
        yield Batch(None, [], [_refused(files[0], _CRASHED)])
    else:
        middle = len(files) // 2
        yield from _apart(task, files[:middle], settings)
        yield from _apart(task, files[middle:], settings)


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Start workers; where the block is left early, they and what waits for them end at once.

    Forking is quickest, but unsafe once other threads run.
    """
    forks = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if forks else "spawn")
    pool = ProcessPoolExecutor(workers, context, _begin, (os.getpid(),))
    try:
        yield pool
    except BaseException:
        started = list((pool._processes or {}).values())  # Python has no public way before 3.14
        pool.shutdown(wait=False, cancel_futures=True)
        for process in started:
            process.terminate()
        raise
    pool.shutdown()


def _begin(parent: int) -> None:
    """Leave Ctrl-C to the parent, and end when it does: a worker holds its locks as well."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)


def _chunks(files: Sequence[File]) -> Iterator[list[File]]:
    chunk: list[File] = []
    size = 0
    for file in files:
        if chunk and (len(chunk) == _CHUNK_FILES or size + file.size > _CHUNK_BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(file)
        size += file.size
    if chunk:
        yield chunk
