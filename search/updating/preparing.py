"""Files → segments in memory, in worker processes under guard.

Runs read, clean, describe, correct and index over chunks of files. A file that cannot be read,
or that its worker dies of, costs that file alone. A little plain text is done in this process.
Touches the files that it is given.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from datetime import date
from functools import cache
from random import Random
from typing import Final

from msgspec import Struct

from search.cleaning import clean, mended
from search.describing import describe
from search.document import Document, Source
from search.engine.arrays.postings import SegmentData
from search.errors import ReadError
from search.reading import Contents, File, Unread, contents, digest, is_plain
from search.settings import Settings
from search.updating.correctionfile import read_corrections
from search.updating.corrections import Correction, correct
from search.updating.guarding import Begin, Task, guarded
from search.updating.indexing import Indexed, analyse, assemble
from search.updating.process import growing, postponed

_CHUNK_FILES: Final = 256  # to put few large segments together takes half as long as many small
_FEWEST_FILES: Final = 8  # in a chunk near the end, and …
_SHARE: Final = 8  # … what part of the files that are left: no worker has much when all is done
_CHUNK_BYTES: Final = 4 * 1024 * 1024
_SAMPLES: Final = (
    "新疆維吾爾自治區的众创空间\n2016年8月15日\n\n科技部在乌鲁木齐市投资8500万元。",
    "A maker space in Urumqi\n\nThe Ministry of Science and Technology spent 13.7 billion yuan "
    "in Xinjiang on July 21, 2016.",
)
_LINES: Final = 80  # much text is done with other tables than little
_PATIENCE: Final = 10.0  # seconds for a chunk, after which those before it wait for it no more
_FEW_BYTES: Final = 512 * 1024  # below this, starting workers costs more than they save


class Prepared(Struct, frozen=True):
    """A file that was read: its digest, the highest number of a document in it, refused rows."""

    file: File
    digest: str
    rows: int
    refused: tuple[tuple[int, str], ...] = ()


class Refused(Struct, frozen=True):
    """A file that was not, why, and the digest of its bytes, empty if they could not be had.

    `limits`: the seconds and the bytes that it took more than, 0 where it did not.
    """

    file: File
    digest: str
    reason: str
    limits: tuple[float, int] = (0, 0)


class Batch(Struct, frozen=True):
    """What a chunk of files gave: a segment, the files that were read, and those that were not.

    One of nothing says that a file takes long: what was read before it may be published.
    """

    data: SegmentData | None
    read: list[Prepared]
    failed: list[Refused]


def prepare_all(files: Sequence[File], settings: Settings) -> Generator[Batch, None, None]:
    """Prepare the files, chunk by chunk, in their order but that large ones come last: they keep
    the others waiting.

    Where the caller stops, or is stopped, the workers end at once.
    """
    return _spread(prepare, sorted(files, key=lambda file: file.size > _CHUNK_BYTES), settings)


def read_all(files: Sequence[File], settings: Settings) -> Generator[Batch, None, None]:
    """Read the files as `prepare_all` does, but make nothing of them."""
    return _spread(try_reading, files, settings)


def _spread(
    task: Task[Batch], files: Sequence[File], settings: Settings
) -> Generator[Batch, None, None]:
    """Do a task chunk by chunk; foreign formats, and whatever is much, under guard."""
    little = sum(file.size for file in files) < _FEW_BYTES
    if little and all(map(is_plain, files)):
        yield from (task(chunk, settings, _unwatched) for chunk in _chunks(files))
    else:
        workers = 1 if little else settings.workers or os.cpu_count() or 1
        since = time.monotonic()
        for batch in guarded(task, _chunks(files), workers, settings, _lost, load):
            waits = batch is None and time.monotonic() - since >= _PATIENCE
            if batch or waits:
                yield batch or Batch(None, [], [])
                since = time.monotonic()


@cache
@postponed()
@growing()
def load() -> None:
    """Load the tables that most documents need, by doing all that is done to them.

    What tells other languages than English and Chinese from each other is none of them.
    """
    random = Random(1)  # noqa: S311 - no secret
    for text in _SAMPLES:
        between = " " if text.isascii() else ""
        parts = text.split(between) if between else [*text]
        shuffled = [between.join(random.sample(parts, len(parts))) for _ in range(_LINES)]
        body = "\n".join((text, *shuffled))
        analyse(document(Source("", "", "", "text/plain", "utf-8", 0.0, body)))


def _unwatched(_number: int) -> None:
    """Tell nobody which file begins."""


def _lost(file: File, reason: str, limits: tuple[float, int]) -> Batch:
    return Batch(None, [], [_refused(file, reason, limits)])


def prepare(files: Sequence[File], settings: Settings, begin: Begin = _unwatched) -> Batch:
    """Prepare one chunk in this process; `begin` is told the number of each file."""
    indexed: list[Indexed] = []
    corrections = {folder: read_corrections(folder) for folder in {file.folder for file in files}}

    def index(file: File, held: Contents) -> None:
        lines = corrections[file.folder]
        indexed.extend([analyse(document(s, lines.of(s.path))) for s in held.sources])

    batch = _each(files, settings, begin, index)
    return Batch(assemble(indexed) if indexed else None, batch.read, batch.failed)


def try_reading(files: Sequence[File], settings: Settings, begin: Begin = _unwatched) -> Batch:
    """Read one chunk in this process to learn which files can be read."""
    return _each(files, settings, begin, lambda file, held: None)


def _each(
    files: Sequence[File], settings: Settings, begin: Begin, use: Callable[[File, Contents], None]
) -> Batch:
    """Read the files and use what they hold; what fails costs that file alone.

    But for a lack of memory, which may be another file's doing: raises MemoryError.
    """
    done, failed = [], []
    for number, file in enumerate(files):
        begin(number)
        try:
            held = contents(file, settings)
            rows = any(source.path != file.path for source in held.sources)
            whole = digest(file) if rows else held.sources[0].digest
            use(file, held)
        except Unread as error:
            failed.append(Refused(file, "", error.reason))
        except ReadError as error:
            failed.append(_refused(file, error.reason))
        except MemoryError:
            raise
        except Exception as error:
            reason = f"could not be processed ({type(error).__name__}); please report this file"
            failed.append(_refused(file, reason))
        else:
            done.append(Prepared(file, whole, max(map(_row, held.sources)), held.refused))
    return Batch(None, done, failed)


def _refused(file: File, reason: str, limits: tuple[float, int] = (0, 0)) -> Refused:
    try:
        return Refused(file, digest(file), reason, limits)
    except ReadError:
        return Refused(file, "", reason)


def document(source: Source, corrections: tuple[Correction, ...] = ()) -> Document:
    """Clean and describe one source; the user's corrections have the last word."""
    cleaned = clean(source.text, source.chrome)
    hints = mended(source.hints, source.text, cleaned)
    facts = describe(cleaned, hints, source.path, date.today())
    return Document(source, cleaned, correct(facts, corrections))


def _row(source: Source) -> int:
    number = source.path.rpartition("#")[2]
    return int(number) if number.isdigit() else 1


def _chunks(files: Sequence[File]) -> Iterator[list[File]]:
    chunk: list[File] = []
    size = most = 0
    for number, file in enumerate(files):
        if chunk and (len(chunk) == most or size + file.size > _CHUNK_BYTES):
            yield chunk
            chunk, size = [], 0
        if not chunk:
            left = len(files) - number
            most = min(_CHUNK_FILES, max(_FEWEST_FILES, left // _SHARE))
        chunk.append(file)
        size += file.size
    if chunk:
        yield chunk
