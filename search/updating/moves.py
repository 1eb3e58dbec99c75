"""Which new files are missing ones under another name. Reads the files that may be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from search.errors import ReadError
from search.reading import File, digest
from search.updating.entries import Entry


def pair_moves(
    added: Iterable[File], gone: Iterable[Entry]
) -> tuple[list[File], list[tuple[File, Entry]], list[Entry]]:
    """Part new files into those that are really new and those that have the content of a
    missing one, which is given too; return these and the missing ones whose content is nowhere
    any more.
    """
    left = {entry.place: entry for entry in gone}
    by_size: dict[int, list[Entry]] = defaultdict(list)
    for entry in left.values():
        if entry.rows:
            by_size[entry.stamp[0]].append(entry)
    new: list[File] = []
    moved: list[tuple[File, Entry]] = []
    for file in added:
        origin = _origin(file, [e for e in by_size.get(file.size, ()) if e.place in left])
        if origin is None:
            new.append(file)
        else:
            moved.append((file, origin))
            del left[origin.place]
    return new, moved, list(left.values())


def _origin(file: File, candidates: list[Entry]) -> Entry | None:
    try:
        content = digest(file) if candidates else ""
    except ReadError:
        return None  # reading it will fail as well, and be reported then
    return next((entry for entry in candidates if entry.digest == content), None)
