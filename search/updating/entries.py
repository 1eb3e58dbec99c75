"""What is known of one indexed file, and how a line of the catalogue says it. Touches nothing.

A line has folder, path, size, modification and status-change time (ns), device, digest, rows,
the reason where the file could not be read, a digest of its corrections, the rows that could
not be read, the limits that it went over, where it was before. One with folder and path
alone is a file that is gone. Lines sorted as bytes are sorted by folder and path, for no cell
holds a tab.
"""

from __future__ import annotations

from sys import intern
from typing import Final
from urllib.parse import quote, unquote

from msgspec import Struct

from search.document import document_id
from search.results import Failure
from search.settings import Settings

_PLACES: Final = 8  # of a file that are remembered
_CELLS: Final = 13  # of a line


class Entry(Struct, frozen=True):
    """One file as it was when it was indexed.

    `stamp`: size in bytes, modification and status-change time in nanoseconds. `digest`: of
    the bytes that were read last, empty where there were none to read. `rows`: the highest
    number of a document in the index that came from it (1 for a file that is one document,
    0 for none). `reason`: why it could not be read, or empty; its documents, if it has some,
    are then those of before. `corrections`: the digest of the user's corrections of it, or
    empty. `refused`: the rows that could not be read, and why. `limits`: the seconds and the
    bytes that it took more than when it was read, 0 where it did not. `formerly`: the whole paths
    that it had before it was moved, the last one first.
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
    formerly: tuple[str, ...] = ()

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

    def moved(self) -> tuple[str, ...]:
        """Return the whole paths that a file has had which was this one, the last few."""
        return (self.location, *self.formerly)[:_PLACES]

    def successors(self) -> dict[str, str]:
        """Return the ids of its documents by those that they had in other places."""
        ends = ["", *(f"#{row}" for row in range(1, self.rows + 1))]
        return {
            document_id("", former.removeprefix("/") + end): document_id(
                self.folder, self.path + end
            )
            for former in reversed(self.formerly)
            for end in ends
        }

    def failures(self) -> list[Failure]:
        """Return what could not be read of it."""
        rows = [Failure(f"{self.path}#{row}", reason) for row, reason in self.refused]
        return [Failure(self.path, self.reason), *rows] if self.reason else rows


def key(folder: str, path: str) -> bytes:
    """Return how the line of a file begins."""
    return f"{escape(folder)}\t{escape(path)}".encode()


def line(entry: Entry) -> bytes:
    """Return the line of a file."""
    cells = (
        *map(escape, entry.place),
        *entry.stamp,
        entry.device,
        entry.digest,
        entry.rows,
        escape(entry.reason),
        entry.corrections,
        escape("\n".join(f"{row} {reason}" for row, reason in entry.refused)),
        " ".join(map(str, entry.limits)) if any(entry.limits) else "",
        escape("\n".join(entry.formerly)),
    )
    return "\t".join(map(str, cells)).encode()


def place(key: str) -> tuple[str, str]:
    """Read how a line begins: the folder and the path of a file."""
    folder, path = map(unquote, key.split("\t"))
    return folder, path


def rows(line: bytes) -> tuple[str, str, int]:
    """Read no more of a line than the folder, the path and the rows. Raises ValueError."""
    home, path, *_, count = line.decode().split("\t", 8)[:8]
    return intern(unquote(home)), unquote(path), int(count)


def has_moved(line: bytes) -> bool:
    """Whether a line tells of places where its file was before."""
    return not line.endswith(b"\t") and line.count(b"\t") + 1 == _CELLS


def entry(line: str) -> Entry:
    """Read a line. Raises ValueError where it is not of its form.

    Lines of older versions have no digest of corrections, no refused rows, no limits, no places.
    """
    plain = unquote if "%" in line else str  # most lines hide nothing
    place, path, size, modified, changed, device, digest, rows, *more = line.split("\t")
    stamp = int(size), int(modified), int(changed)
    home = intern(plain(place))  # one name for many files
    if not more:
        raise ValueError("a line is cut short")
    if not any(more):  # as nearly all
        return Entry(home, plain(path), stamp, int(device), digest, int(rows))
    reason, corrections, refused, limits, formerly = (*more, "", "", "", "")[:5]
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
        tuple(filter(None, plain(formerly).split("\n"))),
    )


def escape(text: str) -> str:
    """Hide what would break a line or a cell, each character by itself, so that what two paths
    have in common their lines have in common.
    """
    if text.isprintable() and "%" not in text:
        return text  # as nearly all are
    return "".join(map(_escaped, text))


def _escaped(char: str) -> str:
    plain = char.isprintable() and char != "%"
    return char if plain else quote(char, safe="", errors="surrogatepass")


def _refused(cell: str) -> tuple[tuple[int, str], ...]:
    """Read the refused rows of a cell; a reason has no line break."""
    parts = (line.partition(" ") for line in cell.split("\n") if line)
    return tuple((int(row), reason) for row, _, reason in parts)


def _limits(cell: str) -> tuple[float, int]:
    seconds, memory = cell.split() or ("0", "0")
    return float(seconds), int(memory)
