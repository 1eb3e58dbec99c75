"""A disk that forgets what was not synced: records what is safe, and makes what a power cut leaves.

What a program does to files is not recorded operation by operation. The real file system
tells at any moment what is there; only a call of fsync makes it safe: of a file its bytes, of
a folder its names. So nothing can pass by unseen (writes of C code, mapped memory, another
library's), and what is not known to be safe counts as at risk. At a cut each name that is not
safe is there or not as chance has it, each file has old, new or no bytes page by page, and its
old or new length or one between. That is harsher than file systems are (POSIX.1-2017, fsync).

The moments at which the power may fail are Python's audit events for files, and the syncs.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

_PAGE = 4096
_EVENTS = frozenset({"os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.truncate"})

Names = dict[str, int]
"""The names in a folder, and the number (inode) of each file or folder."""


class PowerCut(BaseException):
    """The power is gone: nothing after this has happened."""


class Disk:
    """What of the files below a folder is safe; the folder itself always is."""

    def __init__(self, root: Path, *, honest: bool = True) -> None:
        """Begin with all that is there as safe. A disk that is not `honest` ignores syncs."""
        self.root = root
        self.honest = honest
        self.moments = 0
        self._bytes: dict[int, bytes] = {}
        self._names: dict[int, Names] = {}
        self._folders: set[int] = set()
        self._open: dict[int, int] = {}  # holds each number, so that none is used twice
        self._busy = False
        self._cut_at, self._left, self._random = -1, Path(), Random(0)
        self._settle(root)

    def close(self) -> None:
        """Let go of the files."""
        for handle in self._open.values():
            os.close(handle)
        self._open.clear()

    def _settle(self, path: Path) -> None:
        number = self._know(path)
        if number in self._folders:
            self._names[number] = self._list(path)
            for child in path.iterdir():
                self._settle(child)
        else:
            self._bytes[number] = path.read_bytes()

    def _know(self, path: Path) -> int:
        found = path.lstat()
        if found.st_ino not in self._open:
            self._open[found.st_ino] = os.open(path, os.O_RDONLY)
            if stat.S_ISDIR(found.st_mode):
                self._folders.add(found.st_ino)
        return found.st_ino

    def _list(self, path: Path) -> Names:
        return {child.name: self._know(child) for child in path.iterdir()}

    @contextmanager
    def watched(self, cut_at: int, left: Path, random: Random) -> Iterator[None]:
        """Count the moments at which the power may fail; at one of them it does.

        Then `left` holds what is on the disk, and PowerCut is raised.
        """
        self._cut_at, self._left, self._random = cut_at, left, random
        _watching.append(self)
        try:
            with patch("os.fsync", self._sync):
                yield
        finally:
            _watching.remove(self)

    def _sync(self, handle: int) -> None:
        self._moment()
        if not self.honest:
            return
        found = os.fstat(handle)
        self._busy = True
        try:
            path = _path_of(handle)
            if not path.is_relative_to(self.root):
                return
            if stat.S_ISDIR(found.st_mode):
                self._know(path)
                self._names[found.st_ino] = self._list(path)
            else:
                self._know(path)
                self._bytes[found.st_ino] = path.read_bytes()
        finally:
            self._busy = False
        self._moment()

    def tell(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Take notice of an audit event."""
        if self._busy:
            return
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & 0o3
        if (writes or event in _EVENTS) and str(self.root) in _shown(event, arguments):
            self._moment()

    def _moment(self) -> None:
        self.moments += 1
        if self.moments == self._cut_at:
            self.leave(self._left, self._random)
            raise PowerCut

    def leave(self, target: Path, random: Random) -> None:
        """Make what the disk holds after a power cut at this moment."""
        self._busy = True
        try:
            self._make_folder(self.root.lstat().st_ino, self.root, target, random)
        finally:
            self._busy = False

    def _make_folder(self, number: int, now: Path | None, target: Path, random: Random) -> None:
        target.mkdir()
        safe = self._names.get(number, {})
        there = self._list(now) if now else {}
        for name in sorted(safe.keys() | there.keys()):
            chosen = random.choice((safe.get(name), there.get(name)))
            if chosen is None:
                continue
            if chosen in self._folders:
                live = now / name if now and there.get(name) == chosen else None
                self._make_folder(chosen, live, target / name, random)
            else:
                latest = os.pread(self._open[chosen], 1 << 30, 0)
                content = _torn(self._bytes.get(chosen, b""), latest, random)
                (target / name).write_bytes(content)


def _torn(safe: bytes, latest: bytes, random: Random) -> bytes:
    """Mix the pages of two states of a file and of none, with either length or one between."""
    if safe == latest:
        return safe
    kind = random.random()
    if kind < 0.5:
        return safe if kind < 0.25 else latest
    length = random.choice((len(safe), len(latest), random.randint(0, len(latest))))
    content = b""
    while len(content) < length:
        page = slice(len(content), min(len(content) + _PAGE, length))
        source = random.choice((safe, latest, b""))[page]
        content += source.ljust(page.stop - page.start, b"\0")
    return content


def _shown(event: str, arguments: tuple[Any, ...]) -> str:
    """The paths of an event; with a folder's handle in place of its path they are relative."""
    if event in {"os.remove", "os.rmdir", "os.mkdir"} and arguments[-1] >= 0:
        return str(_path_of(arguments[-1]))
    return " ".join(os.fsdecode(a) for a in arguments if isinstance(a, str | bytes | os.PathLike))


def _path_of(handle: int) -> Path:
    return Path(f"/proc/self/fd/{handle}").readlink()


_watching: list[Disk] = []


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    for disk in _watching:
        disk.tell(event, arguments)


sys.addaudithook(_audit)
