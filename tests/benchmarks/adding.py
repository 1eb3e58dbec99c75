"""Updating a large index: one document more, by its path or found by looking at all, and nothing.

The engine's index is built from made documents; the catalogue lists as many files, which
lie on disk, so that walking, comparing, writing and publishing cost what they do in use.
Updates in this process are those of a watch or a server, which have loaded their tables; each
document that is added is asked for by a word that no other has. Those of the shell are processes
of their own. A start of Python is the least of some processes that do nothing: ratios to it travel
between machines, seconds do not.

    python -m tests.benchmarks.adding --documents 100000
    python -m tests.benchmarks.adding --index a-copy    over an index of one's own and its folders
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from search import Query, Settings, open_index, update
from search.engine.generations.storage import Storage
from search.engine.writing.writer import Writer
from search.reading import digest, walk
from search.updating.catalogue import Catalogue, write_catalogue
from search.updating.entries import Entry
from search.updating.fingerprint import fingerprint
from search.updating.planning import stamp

from . import corpus
from .measuring import arguments, cpu_seconds, peak_mb, say, scratch, size_of, table

ROUNDS = 5
_ROOT = Path(__file__).resolve().parents[2]

Times = tuple[float, float]


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


def timed(call: Callable[[], object]) -> Times:
    """Return the wall and CPU seconds of a call, those of the processes that it starts included."""
    wall, cpu = time.perf_counter(), cpu_seconds()
    call()
    return time.perf_counter() - wall, cpu_seconds() - cpu


def least(call: Callable[[], object], rounds: int = ROUNDS) -> Times:
    """Return the least wall and the least CPU seconds of so many calls."""
    times = [timed(call) for _ in range(rounds)]
    return min(wall for wall, _ in times), min(cpu for _, cpu in times)


def python(*arguments: str) -> None:
    """Run a Python of its own; modules stay compiled, as those of an installed program are."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(
        [sys.executable, *arguments], cwd=_ROOT, env=kept, capture_output=True, check=True
    )


class Adding:
    """Documents that come into `files` one after the other, which is indexed with `folders`."""

    def __init__(self, settings: Settings, folders: Sequence[Path], files: Path) -> None:
        self._settings, self._files = settings, files
        self._all = [*folders, *([] if files in folders else [files])]
        self._number = 0

    def _write(self) -> tuple[Path, str]:
        """Write one more document → its path, and a word that no other has."""
        self._number += 1
        word = f"zzword{self._number}x"
        path = self._files / f"{word}.txt"
        path.write_text(f"乌鲁木齐的众创空间 {word}\n\nThe maker space opened in 2016.\n", "utf-8")
        return path, word

    def by_looking(self) -> None:
        """Add one where it is not known which, and find it."""
        _, word = self._write()
        self.nothing()
        self._find(word)

    def by_path(self) -> None:
        """Add one whose path is known, and find it."""
        path, word = self._write()
        update(self._settings, (), only=[path])
        self._find(word)

    def nothing(self) -> None:
        """Bring the index up to date with all folders."""
        update(self._settings, self._all)

    def by_shell(self) -> None:
        """Add one by `mulu index FILE`."""
        self.shell("-q", str(self._write()[0]))

    def shell(self, *words: str) -> None:
        """Run `mulu index`."""
        python("-m", "search.cli", "--index", str(self._settings.index), "index", *words)

    def _find(self, word: str) -> None:
        with closing(open_index(self._settings)) as library:
            if library.search(Query(word)).total != 1:
                raise AssertionError(f"{word} was not found")


def updates(adding: Adding, settings: Settings) -> dict[str, Times]:
    """Update an index in several ways, here and in processes of their own."""
    rows = {"one more, found by looking, the first: loads all tables": timed(adding.by_looking)}
    with closing(open_index(settings)):  # as a server has: segments that are open are shared
        rows["nothing changed, all looked at"] = least(adding.nothing, 3)
        rows["one more, found by looking at all"] = least(adding.by_looking, 3)
        rows["one more, by its path"] = least(adding.by_path)
    rows["mulu index FILE: one more"] = least(adding.by_shell)
    rows["mulu index: nothing changed"] = least(partial(adding.shell, "-q"), 3)
    rows["python -c pass"] = least(partial(python, "-c", "pass"))
    return rows


def main() -> None:
    """Build an index unless one is named, and update it."""
    parser = arguments(__doc__ or "", 20_000)
    parser.add_argument("--index", type=Path, help="a copy of an index: it is written to")
    options = parser.parse_args()
    with scratch() as place:
        files = Path(place) / "files"
        files.mkdir()
        if options.index:
            settings = Settings(index=options.index.resolve())
            folders = [Path(folder) for folder in Storage(settings.index).serving().folders]
        else:
            settings, folders = Settings(index=Path(place) / "index"), [files]
            build(settings, files, options.documents, options.seed)
        rows = updates(Adding(settings, folders, files), settings)
        size = size_of(settings.index)
        if options.index:
            update(settings, (), forget=[files])
    start = rows["python -c pass"][1]
    say(f"index {size / 1e6:.0f} MB, peak {peak_mb()[0]:.0f} MB, of a process {peak_mb()[1]:.0f}\n")
    heads = ["", "wall s", "CPU s", "starts of Python"]
    table(heads, [[name, *times, times[1] / start] for name, times in rows.items()])


if __name__ == "__main__":
    main()
