"""A folder of small documents with an index of its own, for tests that change files."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from search import Filter, Library, Query, Results, Settings, Update, open_index, update
from search.updating.fingerprint import fingerprint

SEEDS = Path(__file__).parent.parent / "seeds"


class Shelf:
    """`documents` is a folder, `settings` point to an index beside it."""

    def __init__(self, root: Path, **settings: Any) -> None:
        self.documents = root / "documents"
        self.documents.mkdir(parents=True, exist_ok=True)
        self.settings = Settings(**{"index": root / "index", "workers": 1, **settings})

    def write(self, path: str, content: str | bytes) -> Path:
        """Write a file below the folder of documents."""
        file = self.documents / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return file

    def update(
        self,
        *folders: Path,
        dry_run: bool = False,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> Update:
        """Bring the index up to date with the folders, or with the folder of documents."""
        wanted = folders or (self.documents,)
        return update(self.settings, wanted, dry_run=dry_run, progress=progress)

    def open(self) -> Library:
        """Open what serves now."""
        return open_index(self.settings)

    def find(self, text: str = "", **filters: tuple[str, ...]) -> list[str]:
        """The paths of all documents that answer, sorted."""
        query = Query(text, Filter(**filters), limit=200, expand=False, group=False)
        return sorted(paths(self.open().search(query)))


def indexed(root: Path, documents: Mapping[str, str]) -> Shelf:
    """A shelf at `root` of these texts by path, with its index."""
    shelf = Shelf(root)
    for path, text in documents.items():
        shelf.write(path, text)
    shelf.update()
    return shelf


def ask(
    library: Library, text: str = "", *, expand: bool = False, **filters: tuple[str, ...]
) -> Results:
    """The first 200 answers to the words as they are typed, or with all that they may mean; the
    same text in several places one by one.
    """
    return library.search(Query(text, Filter(**filters), limit=200, expand=expand, group=False))


def paths(results: Results) -> list[str]:
    """The paths of the hits, in order."""
    return [hit.path for hit in results.hits]


def contents(library: Library) -> dict[str, str]:
    """The clean text of every document by its path."""
    return {hit.path: library.show(hit.id).document.clean.text for hit in ask(library).hits}


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def generation(shelf: Shelf) -> bytes:
    """What tells which generation serves."""
    return (shelf.settings.index / "CURRENT").read_bytes()


def told(done: Update) -> Update:
    """What an update says, but how long it took."""
    return replace(done, seconds=0)


def flip(file: Path) -> None:
    """Change one bit in the middle of a file."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def empty(file: Path) -> None:
    """Take all bytes from a file."""
    file.write_bytes(b"")


def long_ago(file: Path) -> None:
    """Set the time of a file back, so that it is not taken for one that may change again."""
    os.utime(file, (1, 1))


def refuse_to_list(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the system list no folder of this name; root may list all, so the system is played."""
    real = os.scandir

    def refuse(path: Any) -> Any:
        if isinstance(path, bytes) and path.endswith(f"/{name}".encode()):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)


def turn_into_another_version(
    patch: pytest.MonkeyPatch, *modules: str, part: str = "analyser"
) -> None:
    """Let modules of `search` take the program for one whose fingerprint differs in a part."""
    version = {**fingerprint(), part: "another"}
    for module in modules:
        patch.setattr(f"search.{module}.fingerprint", lambda: version)


def seeds_found(library: Library, text: str, **filters: tuple[str, ...]) -> list[str]:
    """The three digits that the names of the seeds found begin with, in order of rank."""
    return [path[:3] for path in paths(ask(library, text, expand=False, **filters))]


def marked(results: Results) -> list[str]:
    """Everything that is marked in the snippets of the hits."""
    return [s.text[a:b] for hit in results.hits for s in hit.snippets for a, b in s.marks]
