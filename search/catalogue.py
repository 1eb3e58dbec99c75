"""Which files the index was made from, so that an update reads only what changed.

A table in the generation's folder, one line per file: folder, path, size, modification
and status-change time (ns), device, digest, rows, the reason where the file could not be
read, and a digest of its corrections. Touches that one file.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from search.document import document_id
from search.errors import DamagedIndex

FILE: Final = "catalogue.tsv"
_SAFE: Final = "/ .-_~,;:!@$&'()+=[]{}^`<>|?\"*\\#"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file as it was when it was indexed.

    `stamp`: size in bytes, modification and status-change time in nanoseconds. `rows`: the
    highest number of a document in it (1 for a file that is one document, 0 for none).
    `reason`: why it could not be read, or empty. `corrections`: the digest of the user's
    corrections of it, or empty.
    """

    folder: str
    path: str
    stamp: tuple[int, int, int]
    device: int
    digest: str
    rows: int
    reason: str = ""
    corrections: str = ""

    @property
    def place(self) -> tuple[str, str]:
        """The folder and the path in it."""
        return self.folder, self.path

    def ids(self) -> set[str]:
        """Return the ids that its documents have, among others that nobody has."""
        names = [self.path, *(f"{self.path}#{row}" for row in range(1, self.rows + 1))]
        return {document_id(self.folder, name) for name in names}


Catalogue = dict[tuple[str, str], Entry]


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
        )
        lines.append("\t".join(map(str, cells)))
    (folder / FILE).unlink(missing_ok=True)  # it may be a link to that of the serving generation
    (folder / FILE).write_text("".join(f"{line}\n" for line in lines), "utf-8")


def read_catalogue(folder: Path) -> Catalogue:
    """Read the table. Raises DamagedIndex where a line is not of its form.

    Lines of older versions have no digest of corrections.
    """
    catalogue: Catalogue = {}
    for line in (folder / FILE).read_text("utf-8").splitlines():
        cells = line.split("\t")
        try:
            place, path, size, modified, changed, device, digest, rows, reason = cells[:9]
            entry = Entry(
                folder=unquote(place),
                path=unquote(path),
                stamp=(int(size), int(modified), int(changed)),
                device=int(device),
                digest=digest,
                rows=int(rows),
                reason=unquote(reason),
                corrections=cells[9] if cells[9:] else "",
            )
        except ValueError as error:
            raise DamagedIndex(f"{folder / FILE}: {error}; run: mulu index FOLDER") from error
        catalogue[entry.place] = entry
    return catalogue


def _escape(text: str) -> str:
    """Keep most text as it is and hide what would break a line or a cell."""
    if text.isprintable() and "%" not in text:
        return text
    return quote(text, safe=_SAFE, errors="surrogatepass")
