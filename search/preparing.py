"""Files → segments in memory, in worker processes where there is enough to do.

Runs read, clean, describe, correct and index over chunks of files. A file that cannot be read, or
that kills its worker, costs that file alone. Touches the files that it is given.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Final

from search.cleaning import clean
from search.corrections import Correction, correct, read_corrections
from search.describing import describe
from search.document import Document, Source
from search.engine.postings import SegmentData
from search.errors import ReadError
from search.indexing import Indexed, analyse, assemble
from search.reading import File, digest, read
from search.results import Failure
from search.settings import Settings

_CHUNK_FILES: Final = 64
_CHUNK_BYTES: Final = 4 * 1024 * 1024
_FEW_BYTES: Final = 512 * 1024  # below this, starting workers costs more than they save
_CRASHED: Final = "its reader crashed; the file is left out"


@dataclass(frozen=True, slots=True)
class Batch:
    """What a chunk of files gave: a segment, the rows and digest of each file, failures."""

    data: SegmentData | None
    read: list[tuple[File, str, int]]
    failed: list[tuple[File, Failure]]


def prepare_all(files: Sequence[File], settings: Settings) -> Iterator[Batch]:
    """Prepare the files, chunk by chunk, in their order.

    Where a worker dies, the chunks that it may have died of are prepared apart.
    """
    waiting = deque(_chunks(files))
    workers = settings.workers or os.cpu_count() or 1
    if workers == 1 or sum(file.size for file in files) < _FEW_BYTES:
        yield from (prepare(chunk, settings) for chunk in waiting)
        return
    while waiting:
        running: deque[tuple[list[File], Future[Batch]]] = deque()
        try:
            yield from _together(waiting, running, workers, settings)
        except BrokenProcessPool:
            for chunk, _ in running:
                yield from _apart(chunk, settings)


def _together(
    waiting: deque[list[File]],
    running: deque[tuple[list[File], Future[Batch]]],
    workers: int,
    settings: Settings,
) -> Iterator[Batch]:
    """Prepare chunks side by side; what has not been given back is in one of the queues."""
    with _pool(workers) as pool:
        while waiting or running:
            while waiting and len(running) < 2 * workers:  # bounds what waits in memory
                future = pool.submit(prepare, waiting[0], settings)
                running.append((waiting.popleft(), future))
            batch = running[0][1].result()
            running.popleft()
            yield batch


def prepare(files: Sequence[File], settings: Settings) -> Batch:
    """Prepare one chunk in this process."""
    indexed: list[Indexed] = []
    done, failed = [], []
    corrections = {folder: read_corrections(folder) for folder in {file.folder for file in files}}
    for file in files:
        try:
            sources = read(file, settings)
            rows = any(source.path != file.path for source in sources)
            whole = digest(file) if rows else sources[0].digest
            lines = corrections[file.folder]
            indexed.extend([analyse(document(s, lines.of(s.path))) for s in sources])
        except ReadError as error:
            failed.append((file, Failure(file.path, error.reason)))
        except Exception as error:
            reason = f"could not be processed ({type(error).__name__}); please report this file"
            failed.append((file, Failure(file.path, reason)))
        else:
            done.append((file, whole, max(_row(source) for source in sources)))
    return Batch(assemble(indexed) if indexed else None, done, failed)


def document(source: Source, corrections: tuple[Correction, ...] = ()) -> Document:
    """Clean and describe one source; the user's corrections have the last word."""
    cleaned = clean(source.text)
    facts = describe(cleaned, source.hints, source.path, date.today())
    return Document(source, cleaned, correct(facts, corrections))


def _row(source: Source) -> int:
    number = source.path.rpartition("#")[2]
    return int(number) if number.isdigit() else 1


def _apart(files: list[File], settings: Settings) -> Iterator[Batch]:
    """Prepare files in a process of their own, and in halves where they kill it."""
    batch: Batch | None = None
    with _pool(1) as pool, suppress(BrokenProcessPool):
        batch = pool.submit(prepare, files, settings).result()
    if batch is not None:
        yield batch
    elif len(files) == 1:
        yield Batch(None, [], [(files[0], Failure(files[0].path, _CRASHED))])
    else:
        middle = len(files) // 2
        yield from _apart(files[:middle], settings)
        yield from _apart(files[middle:], settings)


def _pool(workers: int) -> ProcessPoolExecutor:
    """Start workers; forking is quickest, but unsafe once other threads run."""
    forks = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    return ProcessPoolExecutor(workers, multiprocessing.get_context("fork" if forks else "spawn"))


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
