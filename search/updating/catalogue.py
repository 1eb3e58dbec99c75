"""Which files the index was made from, so that an update reads only what changed.

Three tables in the generation's folder. `catalogue.tsv` has a line for each file (`entries`), in
order; generations link it on as it is, and what is asked of it is found by bisection.
`catalogue-changes.tsv` has the lines that differ from it, and goes into it when it has grown.
`folders.tsv` has a line for each folder, also where it holds nothing: its path, device and inode,
and what tells the user's corrections there from others. Touches those three files.
"""

from __future__ import annotations

import mmap
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from heapq import merge
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import unquote

from search.errors import DamagedIndex
from search.updating import entries
from search.updating.entries import Entry

FILE: Final = "catalogue.tsv"
CHANGES: Final = "catalogue-changes.tsv"
FOLDERS: Final = "folders.tsv"
TABLES: Final = (FILE, CHANGES, FOLDERS)

_FEW: Final = 1 << 16  # bytes of changes that stay apart from a catalogue of any size, …
_SHARE: Final = 32  # … and of a large one this part of its bytes


class Home(NamedTuple):
    """Which folder it is, because another one may take its name, and the mark of the user's
    corrections that its documents have, empty for none.
    """

    device: int
    inode: int
    corrections: str = ""


Catalogue = dict[tuple[str, str], Entry]
Folders = dict[str, Home]
"""The indexed folders."""


def write_catalogue(folder: Path, before: Catalogue, after: Catalogue) -> None:
    """Write what differs between two states of the files, or of some of them, on top of what a
    generation has, which may be links to the tables of the one before.
    """
    base = folder / FILE
    lines = _changes(folder)
    size = base.stat().st_size if base.exists() else 0
    for place, entry in after.items():
        former = before.get(place)
        if former is not entry and former != entry:
            lines[entries.key(*place)] = entries.line(entry)
    lines |= {entries.key(*place): b"" for place in before.keys() - after.keys()}
    if not size or sum(len(k) + len(v) for k, v in lines.items()) > _FEW + size // _SHARE:
        _rewrite(base, lines)
        lines = {}
    _write(folder / CHANGES, sorted(line or key for key, line in lines.items()))


def _rewrite(base: Path, lines: dict[bytes, bytes]) -> None:
    """Make a new base of the one that is there and the lines that differ from it."""
    draft = base.with_name(f"{base.name}.new")
    fresh = sorted(b"%s\n" % line for line in lines.values() if line)
    if not base.exists():
        base.touch()
    with base.open("rb") as former, draft.open("wb") as file:
        kept = (line for line in former if _key(line) not in lines)
        file.writelines(merge(kept, fresh))
    draft.replace(base)


def read_catalogue(folder: Path, base: Catalogue | None = None) -> Catalogue:
    """Read all of it; `base` is what `read_base` gives, where that is known.

    Raises DamagedIndex where a line is not of its form.
    """
    catalogue = read_base(folder) if base is None else dict(base)
    file = folder / CHANGES
    for key, line in _changes(folder).items():
        if line:
            entry = _entry(file, line.decode())
            catalogue[entry.place] = entry
        else:
            catalogue.pop(_place(file, key.decode()), None)
    return catalogue


def read_base(folder: Path) -> Catalogue:
    """Read what generations link on, without the changes. Raises DamagedIndex."""
    file = folder / FILE
    found = (_entry(file, line) for line in file.read_text("utf-8").splitlines())
    return {entry.place: entry for entry in found}


def read_within(folder: Path, places: Collection[tuple[str, str]]) -> Catalogue:
    """Read the entries at these places (folder and path) and below them, and no others.

    Raises DamagedIndex where one of their lines is not of its form.
    """
    wanted = {entries.key(*place) for place in places}
    with _mapped(folder / FILE) as data:
        found = {
            _key(line): line
            for key in wanted
            for start in (key + b"\t", key + b"/")
            for line in _beginning(data, start)
        }
    found |= {key: line for key, line in _changes(folder).items() if _lies(key, wanted)}
    made = (_entry(folder / FILE, line.decode()) for line in found.values() if line)
    return {entry.place: entry for entry in made}


def read_lines(folder: Path) -> list[bytes]:
    """Return the line of each file; `entries.rows` reads what is wanted of one."""
    lines, changes = (folder / FILE).read_bytes().split(b"\n")[:-1], _changes(folder)
    if changes:
        lines = [line for line in lines if _key(line) not in changes]
    return [*lines, *filter(None, changes.values())]


def read_folders(folder: Path) -> Folders:
    """Read the table of folders; older versions have none. Raises DamagedIndex."""
    file = folder / FOLDERS
    folders: Folders = {}
    for line in file.read_text("utf-8").splitlines() if file.exists() else ():
        try:
            name, device, inode, *corrections = line.split("\t")
            folders[unquote(name)] = Home(int(device), int(inode), *corrections)
        except (ValueError, TypeError) as error:
            raise DamagedIndex(f"{file}: {error}; run: mulu index FOLDER") from error
    return folders


def write_folders(folder: Path, folders: Folders) -> None:
    """Write the table of folders, sorted by path."""
    rows = ((entries.escape(name), *map(str, home)) for name, home in sorted(folders.items()))
    _write(folder / FOLDERS, ("\t".join(row).encode() for row in rows))


def _write(file: Path, lines: Iterable[bytes]) -> None:
    file.unlink(missing_ok=True)  # it may be a link to that of the serving generation
    file.write_bytes(b"".join(b"%s\n" % line for line in lines))


def _entry(file: Path, line: str) -> Entry:
    with _damage(file):
        return entries.entry(line)


def _place(file: Path, key: str) -> tuple[str, str]:
    with _damage(file):
        return entries.place(key)


@contextmanager
def _damage(file: Path) -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        raise DamagedIndex(f"{file}: {error}; run: mulu index FOLDER") from error


def _changes(folder: Path) -> dict[bytes, bytes]:
    """The lines that differ from the base by what they begin with; an empty one is gone."""
    file = folder / CHANGES
    lines = file.read_bytes().split(b"\n")[:-1] if file.exists() else []
    return {key: b"" if key == line else line for line in lines for key in [_key(line)]}


def _key(line: bytes) -> bytes:
    return b"\t".join(line.split(b"\t", 2)[:2])


def _lies(key: bytes, places: set[bytes]) -> bool:
    """Whether a file is at one of these places or below it."""
    while key not in places:
        key, parted, _ = key.rpartition(b"/")
        if not parted:
            return False
    return True


@contextmanager
def _mapped(file: Path) -> Iterator[bytes | mmap.mmap]:
    with file.open("rb") as opened:
        if not file.stat().st_size:  # of which there is no map
            yield b""
            return
        with mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
            yield data


def _beginning(data: bytes | mmap.mmap, start: bytes) -> Iterator[bytes]:
    """The lines of a sorted table that begin so, without their ends."""
    low, high = 0, len(data)
    while low < high:
        begin = max(low, data.rfind(b"\n", low, (low + high) // 2) + 1)
        end = data.find(b"\n", begin) + 1 or high
        if data[begin:end] < start:
            low = end
        else:
            high = begin
    while data[low : low + len(start)] == start:
        end = data.find(b"\n", low) + 1 or len(data) + 1
        yield data[low : end - 1]
        low = end
