"""Index generations on disk: complete or invisible. Touches the file system only.

    index/
      CURRENT            which generation serves, and the digest of its manifest
      WRITER, WRITER.lock  who writes just now
      generations/7/     one complete index: Whoosh's files, ours beside them, manifest.json

A writer makes the next generation beside the current one (unchanged files are linked,
not copied), writes its manifest with the size and SHA-256 of every file, syncs all of it
to disk and only then renames CURRENT into place. Readers never see anything half made.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, Final

from search.errors import DamagedIndex, IndexLocked, NoIndex, StaleIndex, StorageError

MANIFEST: Final = "manifest.json"
_VERIFY_BYTES: Final = 64 * 1024 * 1024  # above this, opening compares sizes only


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment in a manifest: its id, documents, deleted numbers and field lengths."""

    id: str
    documents: int
    deleted: list[int]
    lengths: dict[str, int]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation consists of.

    `updated`: POSIX seconds; `folders`: where the documents come from; `files` maps a name
    to its size and SHA-256.
    """

    generation: int
    fingerprint: dict[str, str]
    updated: float
    segments: list[SegmentEntry]
    folders: list[str]
    files: dict[str, tuple[int, str]] = field(default_factory=dict)

    @staticmethod
    def parse(text: str) -> Manifest:
        """Read a manifest; raises ValueError, KeyError or TypeError where it is not one."""
        plain = json.loads(text)
        return Manifest(
            generation=int(plain["generation"]),
            fingerprint=dict(plain["fingerprint"]),
            updated=float(plain["updated"]),
            segments=[SegmentEntry(**entry) for entry in plain["segments"]],
            folders=[str(folder) for folder in plain["folders"]],
            files={name: (int(size), digest) for name, (size, digest) in plain["files"].items()},
        )


class Storage:
    """The folder of an index."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._generations = root / "generations"
        self._current = root / "CURRENT"

    def folder(self, generation: int) -> Path:
        """Return where a generation lies."""
        return self._generations / str(generation)

    def current(self) -> int:
        """Return the number of the serving generation, 0 where there is none yet."""
        return int(self._read_current().get("generation", 0))

    def latest(self) -> int:
        """Return the serving generation or, where nothing leads to it any more, the newest
        that was completed; 0 where there is none.
        """
        try:
            number = self.current()
        except DamagedIndex:
            number = 0
        if self.folder(number).is_dir():
            return number
        complete = [n for n in self._numbers() if (self.folder(n) / MANIFEST).exists()]
        return max(complete, default=0)

    def _read_current(self) -> dict[str, Any]:
        try:
            plain = json.loads(self._current.read_text("utf-8"))
            if not (isinstance(plain["generation"], int) and isinstance(plain["manifest"], str)):
                raise TypeError("it names no generation")
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedIndex(
                f"{self._current}: cannot be read ({error}); run: mulu index FOLDER"
            ) from error
        return dict(plain)

    def open(self, fingerprint: dict[str, str] | None = None, *, deep: bool = False) -> Manifest:
        """Return the manifest of the serving generation after checking its files.

        Raises NoIndex, DamagedIndex, or StaleIndex where `fingerprint` differs from the
        one it was built with. `deep` compares digests whatever the size.
        """
        current = self._read_current()
        if not current:
            raise NoIndex(f"{self.root}: there is no index here yet; run: mulu index FOLDER")
        folder = self.folder(current["generation"])
        try:
            text = (folder / MANIFEST).read_text("utf-8")
            if sha256(text.encode()).hexdigest() != current["manifest"]:
                raise ValueError("its digest is not the one that was written")
            manifest = Manifest.parse(text)
        except FileNotFoundError:
            if self.current() != current["generation"]:  # published anew while we looked
                return self.open(fingerprint, deep=deep)
            raise DamagedIndex(f"{folder}: is missing; run: mulu index FOLDER") from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedIndex(f"{folder / MANIFEST}: {error}; run: mulu index FOLDER") from error
        if fingerprint is not None and manifest.fingerprint != fingerprint:
            raise StaleIndex(_differences(self.root, manifest.fingerprint, fingerprint))
        total = sum(size for size, _ in manifest.files.values())
        for name, (size, digest) in manifest.files.items():
            _check(folder / name, size, digest if deep or total <= _VERIFY_BYTES else "")
        return manifest

    @contextmanager
    def lock(self, seconds: float) -> Iterator[None]:
        """Hold the index for writing; wait up to `seconds`, then raise IndexLocked.

        The operating system frees the lock of a process that dies.
        """
        from filelock import FileLock, Timeout  # a look-up writes nothing

        self._generations.mkdir(parents=True, exist_ok=True)
        holder = self.root / "WRITER"
        lock = FileLock(self.root / "WRITER.lock")
        try:
            lock.acquire(timeout=seconds)
        except Timeout:
            who = holder.read_text("utf-8") if holder.exists() else "another process"
            raise IndexLocked(
                f"{self.root}: {who} is writing this index; wait for it or stop it"
            ) from None
        try:
            started = time.strftime("%H:%M:%S")
            holder.write_text(f"process {os.getpid()} (since {started})", "utf-8")
            yield
        finally:
            holder.unlink(missing_ok=True)
            lock.release()

    def prepare(self, base: Manifest | None) -> Path:
        """Make the folder of the next generation, holding the files of `base`."""
        number = max(self._numbers(), default=0) + 1
        folder = self.folder(number)
        folder.mkdir(parents=True)
        if base:
            for name in base.files:
                _link(self.folder(base.generation) / name, folder / name)
        return folder

    def publish(self, folder: Path, manifest: Manifest, known: dict[str, tuple[int, str]]) -> None:
        """Make a complete folder the serving generation and remove the older ones.

        `known` are sizes and digests of files that were linked unchanged.
        """
        for path in sorted(folder.iterdir()):
            if path.name not in known:
                manifest.files[path.name] = (path.stat().st_size, _digest(path))
                _sync(path)
            else:
                manifest.files[path.name] = known[path.name]
        text = json.dumps(asdict(manifest), ensure_ascii=False)
        _write_synced(folder / MANIFEST, text)
        _sync(folder)
        _sync(self._generations)
        pointer = {
            "generation": manifest.generation,
            "manifest": sha256(text.encode()).hexdigest(),
        }
        temporary = self.root / "CURRENT.new"
        _write_synced(temporary, json.dumps(pointer))
        temporary.replace(self._current)
        _sync(self.root)
        self.sweep()

    def sweep(self) -> None:
        """Remove generations that do not serve; readers keep what they have mapped."""
        latest = self.latest()
        for number in self._numbers():
            if number != latest:
                shutil.rmtree(self.folder(number), ignore_errors=True)

    def _numbers(self) -> list[int]:
        if not self._generations.is_dir():
            return []
        return [int(path.name) for path in self._generations.iterdir() if path.name.isdigit()]


def _differences(root: Path, old: dict[str, str], new: dict[str, str]) -> str:
    changed = sorted(k for k in old.keys() | new.keys() if old.get(k) != new.get(k))
    return (
        f"{root}: the index was built with another {', '.join(changed)}; "
        "run mulu index to build it again (the documents are only read)"
    )


def _check(path: Path, size: int, digest: str) -> None:
    try:
        found = path.stat().st_size
        right = found == size and (not digest or _digest(path) == digest)
    except OSError:
        raise DamagedIndex(f"{path}: is missing; run: mulu index FOLDER") from None
    if not right:
        raise DamagedIndex(f"{path}: is not what was written; run: mulu index FOLDER")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without links
        shutil.copyfile(source, target)
        _sync(target)


def _write_synced(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise StorageError(f"{path}: cannot be written ({error.strerror})") from error
    _sync(path)


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows cannot open a folder
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
