"""What an update looks at: whole folders, or only some paths in indexed ones.

Touches the file system as far as the names of folders go, and nothing in them.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final

from msgspec import Struct

from search.reading.walking import real, shown
from search.updating.corrections import FILE as CORRECTIONS

_CORRECTIONS: Final = CORRECTIONS.encode()


class Scope(Struct, frozen=True):
    """A folder: its real path and the name that it has in the catalogue. `only`: the paths in
    it that are looked at, none of them in another; without any, all of it.
    """

    path: bytes
    name: str
    only: tuple[bytes, ...] = ()

    @property
    def folder(self) -> Path:
        """The folder."""
        return Path(os.fsdecode(self.path))

    @property
    def places(self) -> list[tuple[str, str]]:
        """Folder and path, as in the catalogue, of what is looked at; none for all of it."""
        return [(self.name, shown(path)) for path in self.only]

    def location(self, path: bytes) -> Path:
        """The whole path of one in the folder."""
        return self.folder / os.fsdecode(path)


def scopes(
    folders: Iterable[Path], homes: Collection[str], only: Iterable[Path] = ()
) -> tuple[list[Scope], list[str]]:
    """Return what there is to look at in folders, and in paths that lie in the indexed `homes`;
    and those of `only` that lie in none.

    A folder in an indexed one is a part of it. Links that lead to `folders` are followed, one
    that is among `only` is not. Where the user's corrections of a folder are named, all of it is
    looked at.
    """
    found: dict[bytes, set[bytes]] = {}
    strays: list[str] = []
    named = {real(folder) for folder in folders}
    for path in _outermost({*named, *map(_itself, only)}):
        home, rest = _parted(path, homes)
        if home or path in named:
            found.setdefault(home or path, set()).add(b"" if rest == _CORRECTIONS else rest)
        else:
            strays.append(shown(path))
    return [
        Scope(path, shown(path), () if b"" in rest else tuple(sorted(rest)))
        for path, rest in found.items()
    ], strays


def real_name(folder: Path) -> str:
    """Return the name that an indexed folder has in the catalogue."""
    return shown(real(folder))


def within(path: str, folder: str) -> bool:
    """Whether a path is that folder or lies below it."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def below(path: str, folders: Collection[str]) -> bool:
    """Whether a path is one of these or lies below one."""
    at = path.find("/")
    while at >= 0:
        if path[:at] in folders or path[: at + 1] in folders:
            return True
        at = path.find("/", at + 1)
    return path in folders


def _itself(path: Path) -> bytes:
    """The real path of the folder that something is in, and its own name, be it a link or gone."""
    if path.name in ("", ".."):
        return real(path)
    return real(path.parent).rstrip(b"/") + b"/" + os.fsencode(path.name)


def _outermost(paths: Iterable[bytes]) -> list[bytes]:
    """The paths, without those that lie in another of them."""
    kept: list[bytes] = []
    for path in sorted(paths, key=lambda path: path.split(b"/")):
        if not kept or not path.startswith(kept[-1].rstrip(b"/") + b"/"):
            kept.append(path)
    return kept


def _parted(path: bytes, homes: Collection[str]) -> tuple[bytes, bytes]:
    """The indexed folder that a path is or lies in, and the rest of it; nothing where none is."""
    ends = [at for at, byte in enumerate(path) if byte == ord("/")]
    for end in (*(e for at in ends for e in (at, at + 1)), len(path)):
        if path[:end] and shown(path[:end]) in homes:
            return path[:end], path[end:].lstrip(b"/")
    return b"", b""
