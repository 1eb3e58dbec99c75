"""Index generations on disk: complete or invisible. Touches the file system only.

    index/
      CURRENT            which generation serves, and the digest of its manifest
      DRAFT              the same for one that is whole, but is to serve only when it has grown
      WRITER, WRITER.lock  who writes just now
      generations/7/     one complete index: Whoosh's files, ours beside them, manifest.json

A writer makes the next generation beside the current one (unchanged files are linked,
not copied), writes its manifest with the size and SHA-256 of every file, syncs all of it
to disk and only then renames CURRENT into place. Readers never see anything half made; the
generation that they hold is removed when the last of them lets go of it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from search.engine.generations.durable import (
    link,
    make_folder,
    read_replaced,
    remove_folder,
    replace_synced,
    sync,
    write_synced,
)
from search.engine.generations.locks import Held, Lease, absent, writing
from search.engine.generations.manifest import MANIFEST, Manifest, SegmentEntry, read_manifest
from search.engine.generations.trust import check_file, check_owner, damaged, digest, unmendable
from search.errors import DamagedIndex, NoIndex, StaleIndex

__all__ = ["MANIFEST", "Held", "Manifest", "SegmentEntry", "Storage"]

_VERIFY_BYTES: Final = 64 * 1024 * 1024  # above this, opening compares sizes and times only
_CURRENT: Final = "CURRENT"
_DRAFT: Final = "DRAFT"


class Storage:
    """The folder of an index."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._generations = root / "generations"

    def folder(self, generation: int) -> Path:
        """Return where a generation lies."""
        return self._generations / str(generation)

    def current(self) -> int:
        """Return the number of the serving generation, 0 where there is none yet."""
        return int(self._pointer(_CURRENT).get("generation", 0))

    def serves(self, manifest: str) -> bool:
        """Tell whether the manifest that serves has this SHA-256; numbers may come again."""
        return bool(self._pointer(_CURRENT).get("manifest", "") == manifest)

    def latest(self) -> int:
        """Return the serving generation or, where nothing leads to it any more, the newest
        that was completed; 0 where there is none.
        """
        number = self._led_to(_CURRENT)
        return number if self.folder(number).is_dir() else max(self._complete(), default=0)

    def _complete(self) -> list[int]:
        """The generations that have a manifest, but for a draft: that is less than the index."""
        draft = self._led_to(_DRAFT)
        return [n for n in self._numbers() if n != draft and (self.folder(n) / MANIFEST).exists()]

    def _led_to(self, name: str) -> int:
        try:
            return int(self._pointer(name).get("generation", 0))
        except DamagedIndex:
            return 0

    def _pointer(self, name: str) -> dict[str, Any]:
        path = self.root / name
        try:
            plain = json.loads(read_replaced(path))
            named = isinstance(plain["generation"], int) and isinstance(plain["manifest"], str)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise damaged(path, f"cannot be read ({error})") from error
        except (ValueError, KeyError, TypeError):
            named = False
        if not named:
            raise damaged(path, "names no generation")
        return dict(plain)

    def open(self, fingerprint: dict[str, str] | None = None, *, deep: bool = False) -> Manifest:
        """Return the manifest of the serving generation after checking its files.

        Raises NoIndex, DamagedIndex, StaleIndex where `fingerprint` differs from the one it
        was built with, and StorageError where it is another user's. `deep` compares digests
        whatever the size.
        """
        held = self.hold(fingerprint, deep=deep)
        held.release()
        return held.manifest

    def hold(self, fingerprint: dict[str, str] | None = None, *, deep: bool = False) -> Held:
        """As `open`, but nobody removes the generation before it is released."""
        while True:
            manifest, lease = self._read(_CURRENT, fingerprint)
            try:
                self.check(manifest, deep=deep)
                return Held(self.folder(manifest.generation), manifest, lease, self.retire)
            except DamagedIndex:  # or removed meanwhile, where the system has no locks
                lease.release()
                if self.current() == manifest.generation:
                    raise

    def serving(self, fingerprint: dict[str, str] | None = None) -> Manifest:
        """Return the manifest of the serving generation; its other files are not looked at."""
        manifest, lease = self._read(_CURRENT, fingerprint)
        lease.release()
        return manifest

    def adopt(self) -> tuple[str, ...]:
        """Where the pointer is damaged, let it lead to the newest generation that is whole.

        Returns the name of the pointer if it was. For the one writer only.
        """
        if self._led_to(_CURRENT) or not (complete := self._complete()):
            return ()
        path = self.folder(max(complete)) / MANIFEST
        content = path.read_bytes()
        sha = sha256(content).hexdigest()
        manifest = read_manifest(path, content, sha, None)
        self.check(manifest, deep=True)
        self._point(_CURRENT, manifest.generation, sha)
        return (_CURRENT,)

    def _point(self, name: str, generation: int, sha: str) -> None:
        pointer = {"generation": generation, "manifest": sha}
        replace_synced(self.root / name, json.dumps(pointer))

    def draft(self, fingerprint: dict[str, str]) -> Manifest | None:
        """Return what an interrupted run has left to go on from, if it is whole and fits."""
        try:
            manifest, lease = self._read(_DRAFT, fingerprint)
            lease.release()
            self.check(manifest)
        except (NoIndex, DamagedIndex, StaleIndex):
            return None
        return manifest

    def _read(self, name: str, fingerprint: dict[str, str] | None) -> tuple[Manifest, Lease]:
        """Return the manifest that a pointer leads to, and a lease of its generation."""
        check_owner(self.root)
        while True:
            pointer = self._pointer(name)
            if not pointer:
                raise self._nothing(name)
            path = self.folder(pointer["generation"]) / MANIFEST
            try:
                check_owner(path.parent)
                lease = Lease(path)
            except OSError as error:
                if self._pointer(name) != pointer:
                    continue  # another generation has been published while we looked
                missing = isinstance(error, FileNotFoundError)
                reason = "is missing" if missing else str(error.strerror)
                raise unmendable(f"{path}: {reason}") from error
            try:
                if lease.share() or self._pointer(name) == pointer:
                    content = lease.read()
                    return read_manifest(path, content, pointer["manifest"], fingerprint), lease
                lease.release()
            except BaseException:  # whoever keeps the error must not keep the generation
                lease.release()
                raise

    def _nothing(self, name: str) -> NoIndex | DamagedIndex:
        if name == _CURRENT and self._complete():
            return damaged(self.root / name, "is missing")
        return NoIndex(f"{self.root}: {absent(self.root)}")

    def check(self, manifest: Manifest, *, deep: bool = False) -> None:
        """Raise DamagedIndex where a file of a generation is not what was written.

        A large index is only read as a whole if it is `deep`; else a file whose size and
        time of modification are right passes.
        """
        folder = self.folder(manifest.generation)
        deep = deep or sum(size for size, _ in manifest.files.values()) <= _VERIFY_BYTES
        for name, (size, sha) in manifest.files.items():
            check_file(folder / name, size, sha, None if deep else manifest.times.get(name))

    def broken(self, manifest: Manifest, names: Collection[str] | None = None) -> list[str]:
        """Return which files of a generation, all or those named, are not what was written."""
        wrong = []
        for name in manifest.files if names is None else manifest.files.keys() & set(names):
            try:
                check_file(self.folder(manifest.generation) / name, *manifest.files[name])
            except DamagedIndex:
                wrong.append(name)
        return sorted(wrong)

    @contextmanager
    def lock(self, seconds: float) -> Iterator[None]:
        """Hold the index for writing; wait up to `seconds`, then raise IndexLocked.

        The operating system frees the lock of a process that dies. Raises StorageError where
        the index is another user's.
        """
        check_owner(self.root)
        make_folder(self._generations)
        with writing(self.root, seconds):
            yield

    def prepare(self, base: Manifest | None, without: frozenset[str] = frozenset()) -> Path:
        """Make the folder of the next generation, holding the files of `base` but for some."""
        number = max(self._numbers(), default=0) + 1
        folder = self.folder(number)
        folder.mkdir(parents=True)
        try:
            if base:
                for name in base.files.keys() - without:
                    link(self.folder(base.generation) / name, folder / name)
        except BaseException:
            self.discard(folder)
            raise
        return folder

    def publish(
        self,
        folder: Path,
        manifest: Manifest,
        known: dict[str, tuple[int, str]],
        *,
        draft: bool = False,
    ) -> None:
        """Make a complete folder the serving generation, or the draft, and remove older ones.

        `known` are sizes and digests of files that were linked unchanged.
        """
        for path in sorted(folder.iterdir()):
            if path.name not in known:
                sync(path)
            found = path.stat()
            manifest.files[path.name] = known.get(path.name) or (found.st_size, digest(path))
            manifest.times[path.name] = found.st_mtime_ns
        text = manifest.as_text()
        sha = sha256(text.encode()).hexdigest()
        if not self._led_to(_CURRENT):  # else a power cut just now would look like a lost pointer
            self._point(_DRAFT, manifest.generation, sha)
        write_synced(folder / MANIFEST, text)
        sync(folder)
        sync(self._generations)
        self._point(_DRAFT if draft else _CURRENT, manifest.generation, sha)
        self.sweep()

    def discard(self, folder: Path) -> None:
        """Remove a folder that was prepared, unless it has been published."""
        if int(folder.name) not in (self._led_to(_CURRENT), self._led_to(_DRAFT)):
            remove_folder(folder)

    def sweep(self) -> None:
        """Remove what nobody reads and does not serve nor will; for the one writer only."""
        latest, draft = self.latest(), self._led_to(_DRAFT)
        if draft <= latest:
            (self.root / _DRAFT).unlink(missing_ok=True)
        for number in self._numbers():
            if number not in (latest, draft if draft > latest else latest):
                self._remove(number)

    def retire(self, generation: int) -> None:
        """Remove a generation that is past, if nobody reads it."""
        with suppress(DamagedIndex):
            if generation < self.current():
                self._remove(generation)

    def _remove(self, generation: int) -> None:
        folder = self.folder(generation)
        try:
            lease = Lease(folder / MANIFEST)
        except OSError:  # it was never completed
            remove_folder(folder)
            return
        alone = lease.own()
        if sys.platform == "win32":
            lease.release()  # nothing is removed there that we have open ourselves
        if alone:
            remove_folder(folder)
        lease.release()

    def _numbers(self) -> list[int]:
        if not self._generations.is_dir():
            return []
        return [int(path.name) for path in self._generations.iterdir() if path.name.isdecimal()]
