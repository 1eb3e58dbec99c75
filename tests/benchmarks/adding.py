"""Updating a large index: one document more, and nothing at all.

The engine's index is built from made documents; the catalogue lists as many files, which
lie on disk, so that walking, comparing, writing and publishing cost what they do in use.

    python -m tests.benchmarks.adding --documents 100000
    python -m tests.benchmarks.adding --index a-copy    over an index of one's own and its folders
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from search import Settings, update
from search.engine.storage import Storage
from search.engine.writer import Writer
from search.reading import digest, walk
from search.updating.catalogue import Catalogue, write_catalogue
from search.updating.entries import Entry
from search.updating.fingerprint import fingerprint
from search.updating.planning import stamp

from . import corpus
from .measuring import arguments, cpu_seconds, peak_mb, say, scratch, size_of, table


def build(settings: Settings, files: Path, documents: int, seed: int) -> None:
    """Index made documents under the names of small files, without reading those."""
    for number in range(documents):
        path = files / f"{number // 1000:03}" / f"{number:07}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{number}\n")
    storage = Storage(settings.index)
    with storage.lock(1):
        writer = Writer(storage, fingerprint(), None)
        catalogue: Catalogue = {}
        for file in walk(files, settings).files:
            entry = Entry(file.folder, file.path, stamp(file), file.device, digest(file), 1)
            catalogue[entry.place] = entry
        for segment in corpus.segments(documents, seed):
            writer.add(segment)
        write_catalogue(writer.folder, {}, catalogue)
        writer.commit([str(files)])


def timed(call: Callable[[], object]) -> tuple[float, float]:
    """Return the wall and CPU seconds of a call."""
    wall, cpu = time.perf_counter(), cpu_seconds()
    call()
    return time.perf_counter() - wall, cpu_seconds() - cpu


def updates(settings: Settings, folders: list[Path], files: Path) -> list[list[object]]:
    """Update an index of some folders in four ways; `files` takes what is added."""
    rows: list[list[object]] = [["nothing changed", *timed(lambda: update(settings, folders))]]
    folders = [*folders, *([] if files in folders else [files])]
    for number in range(3):
        (files / f"new{number}.txt").write_text(f"One more document about number {number}.\n")
        rows.append(["one document more", *timed(lambda: update(settings, folders))])
    (files / "new0.txt").unlink()
    rows.append(["one document less", *timed(lambda: update(settings, folders))])
    return rows


def main() -> None:
    """Build an index unless one is named, and update it."""
    parser = arguments(__doc__ or "", 20_000)
    parser.add_argument("--index", type=Path, help="a copy of an index: it is written to")
    options = parser.parse_args()
    with scratch() as place:
        files = Path(place) / "files"
        files.mkdir()
        rows: list[list[object]] = []
        if options.index:
            settings = Settings(index=options.index)
            folders = [Path(folder) for folder in Storage(options.index).serving().folders]
        else:
            settings, folders = Settings(index=Path(place) / "index"), [files]
            built = timed(lambda: build(settings, files, options.documents, options.seed))
            rows.append(["build (no reading)", *built])
        rows += updates(settings, folders, files)
        size = size_of(settings.index)
    say(f"index {size / 1e6:.0f} MB, peak {peak_mb()[0]:.0f} MB\n")
    table(["", "wall s", "CPU s"], rows)


if __name__ == "__main__":
    main()
