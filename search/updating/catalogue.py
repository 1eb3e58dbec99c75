"""Which files the index was made from, so that an update reads only what changed.

Two tables in the generation's folder. One line per file: folder, path, size, modification
and status-change time (ns), device, digest, rows, the reason where the file could not be
read, a digest of its corrections, the rows that could not be read, the limits that it went
over. One line per folder, also where it holds nothing: its path, device and inode. Touches
those two files.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from sys import intern
from typing import Final
from urllib.parse import quote, unquote

from search.document import document_id
from search.errors import DamagedIndex
from search.results import Failure
from search.settings import Settings

FILE: Final = "catalogue.tsv"
FOLDERS: Final = "folders.tsv"
TABLES: Final = (FILE, FOLDERS)
_SAFE: Final = "/ .-_~,;:!@$&'()+=[]{}^`<>|?\"*\\#"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file as it was when it was indexed.

    `stamp`: size in bytes, modification and status-change time in nanoseconds. `digest`: of
    the bytes that were read last, empty where there were none to read. `rows`: the highest
    number of a document in the index that came from it (1 for a file that is one document,
    0 for none). `reason`: why it could not be read, or empty; its documents, if it has some,
    are then those of before. `corrections`: the digest of the user's corrections of it, or
    empty. `refused`: the rows that could not be read, and why. `limits`: the seconds and the
    bytes that it took more than when it was read, 0 where it did not.
    """

    folder: str
    path: str
    stamp: tuple[int, int, int]
    device: int
    digest: str
    rows: int
    reason: str = ""
    corrections: str = ""
    refused: tuple[tuple[int, str], ...] = ()
    limits: tuple[float, int] = (0, 0)

    @property
    def place(self) -> tuple[str, str]:
        """The folder and the path in it."""
        return self.folder, self.path

    @property
    def location(self) -> str:
        """The whole path."""
        return f"{self.folder.rstrip('/')}/{self.path}"

    def is_given_more(self, settings: Settings) -> bool:
        """Whether it was refused at a limit that is higher now."""
        seconds, memory = self.limits
        return 0 < seconds < settings.file_seconds or 0 < memory < settings.file_bytes

    def ids(self) -> set[str]:
        """Return the ids that its documents have, among others that nobody has."""
        names = [self.path, *(f"{self.path}#{row}" for row in range(1, self.rows + 1))]
        return {document_id(self.folder, name) for name in names}

    def failures(self) -> list[Failure]:
        """Return what could not be read of it."""
        rows = [Failure(f"{self.path}#{row}", reason) for row, reason in self.refused]
        return [Failure(self.path, self.reason), *rows] if self.reason else rows


Catalogue = dict[tuple[str, str], Entry]
Folders = dict[str, tuple[int, int]]
"""The indexed folders, and the device and inode of each: another folder may take its name."""


def write_catalogue(folder: Path, catalogue: Catalogue) -> None:
    """Write the table, sorted by place."""
    lines = []
    for place in sorted(catalogue):
        e = catalogue[place]
        cells = (
            *map(_escape, place),
            *e.stamp,
            e.device,
            e.digest,
            e.rows,
            _escape(e.reason),
            e.corrections,
            _escape("\n".join(f"{row} {reason}" for row, reason in e.refused)),
            " ".join(map(str, e.limits)) if any(e.limits) else "",
        )
        lines.append("\t".join(map(str, cells)))
    _write(folder / FILE, lines)


def read_catalogue(folder: Path) -> Catalogue:
    """Read the table. Raises DamagedIndex where a line is not of its form.

    Lines of older versions have no digest of corrections, no refused rows and no limits.
    """
    catalogue: Catalogue = {}
    for line in (folder / FILE).read_text("utf-8").splitlines():
        try:
            entry = _entry(line)
        except ValueError as error:
            raise DamagedIndex(f"{folder / FILE}: {error}; run: mulu index FOLDER") from error
        catalogue[entry.place] = entry
    return catalogue


def _entry(line: str) -> Entry:
    plain = unquote if "%" in line else str  # most lines hide nothing
    place, path, size, modified, changed, device, digest, rows, *more = line.split("\t")
    stamp = int(size), int(modified), int(changed)
    home = intern(plain(place))  # one name for many files
    if not more:
        raise ValueError("a line is cut short")
    if not any(more):  # as nearly all
        return Entry(home, plain(path), stamp, int(device), digest, int(rows))
    reason, corrections, refused, limits = (*more, "", "", "")[:4]
    return Entry(
        home,
        plain(path),
        stamp,
        int(device),
        digest,
        int(rows),
        plain(reason),
        corrections,
        _refused(plain(refused)),
        _limits(limits),
    )


def read_places(folder: Path) -> list[tuple[str, str, int]]:
    """Return folder, path and rows of each file; reading the whole table takes five times as
    long. Raises DamagedIndex.
    """
    found = []
    for line in (folder / FILE).read_text("utf-8").splitlines():
        try:
            place, path, *_, rows = line.split("\t", 8)[:8]
            found.append((intern(unquote(place)), unquote(path), int(rows)))
        except ValueError as error:
            raise DamagedIndex(f"{folder / FILE}: {error}; run: mulu index FOLDER") from error
    return found


def write_folders(folder: Path, folders: Folders) -> None:
    """Write the table of folders, sorted by path."""
    rows = ((_escape(name), *which) for name, which in sorted(folders.items()))
    _write(folder / FOLDERS, ["\t".join(map(str, row)) for row in rows])


def read_folders(folder: Path) -> Folders:
    """Read the table of folders; older versions have none. Raises DamagedIndex."""
    file = folder / FOLDERS
    folders: Folders = {}
    for line in file.read_text("utf-8").splitlines() if file.exists() else ():
        try:
            name, device, inode = line.split("\t")
            folders[unquote(name)] = int(device), int(inode)
        except ValueError as error:
            raise DamagedIndex(f"{file}: {error}; run: mulu index FOLDER") from error
    return folders


def _write(file: Path, lines: list[str]) -> None:
    file.unlink(missing_ok=True)  # it may be a link to that of the serving generation
    file.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def _refused(cell: str) -> tuple[tuple[int, str], ...]:
    """Read the refused rows of a cell; a reason has no line break."""
    parts = (line.partition(" ") for line in cell.split("\n") if line)
    return tuple((int(row), reason) for row, _, reason in parts)


def _limits(cell: str) -> tuple[float, int]:
    seconds, memory = cell.split() or ("0", "0")
    return float(seconds), int(memory)


def _escape(text: str) -> str:
    """Keep most text as it is and hide what would break a line or a cell."""
    if text.isprintable() and "%" not in text:
        return text
    return quote(text, safe=_SAFE, errors="surrogatepass")
