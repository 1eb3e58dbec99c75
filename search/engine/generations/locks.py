"""Who writes an index, and who reads which generation of it. Touches the files it locks.

The operating system frees the locks of a process that dies, however it dies.
"""

from __future__ import annotations

import os
import sys
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from search.engine.generations.manifest import Manifest
from search.errors import IndexLocked

if sys.platform != "win32":
    import fcntl


@contextmanager
def writing(root: Path, seconds: float) -> Iterator[None]:
    """Be the only writer of an index; wait up to `seconds`, then raise IndexLocked.

    The message says who holds it: process, computer, and since when.
    """
    import platform

    from filelock import FileLock, Timeout  # a look-up writes nothing

    holder = root / "WRITER"
    lock = FileLock(root / "WRITER.lock")
    try:
        lock.acquire(timeout=seconds)
    except Timeout:
        raise IndexLocked(
            f"{root}: {_holder(holder)} is writing this index; wait for it or stop it"
        ) from None
    try:
        since = time.strftime("%Y-%m-%d %H:%M:%S")
        holder.write_text(f"process {os.getpid()} on {platform.node()} (since {since})", "utf-8")
        yield
    finally:
        with suppress(OSError):
            holder.unlink(missing_ok=True)
        lock.release()


def absent(root: Path) -> str:
    """Say why there is no index: nobody has begun one, or another process is at it."""
    holder = root / "WRITER"
    if holder.exists() and not _holder(holder).startswith(f"process {os.getpid()} "):
        from filelock import FileLock, Timeout

        try:
            with FileLock(root / "WRITER.lock", timeout=0):
                pass  # whoever has begun one is gone
        except Timeout:
            return f"there is no index here yet; {_holder(holder)} is building it"
    return "there is no index here yet; run: mulu index FOLDER"


def _holder(file: Path) -> str:
    try:
        return file.read_text("utf-8", "replace") or "another process"
    except OSError:  # it has begun, or ended, just now
        return "another process"


class Lease:
    """A file held open; while it is shared, nobody can have it for himself alone.

    Let go of by `release`, or when the object is no longer used.
    """

    def __init__(self, path: Path) -> None:
        """Open the file. Raises FileNotFoundError."""
        self.handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self.release = weakref.finalize(self, os.close, self.handle)

    def share(self) -> bool:
        """Hold the file together with others; False where it is gone or being removed."""
        return self._lock(alone=False) and os.fstat(self.handle).st_nlink > 0

    def own(self) -> bool:
        """Hold the file alone; False where anybody shares it."""
        return self._lock(alone=True)

    def _lock(self, *, alone: bool) -> bool:
        if sys.platform == "win32":
            return True  # what is mapped there cannot be removed anyway
        try:
            fcntl.flock(self.handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a file system without locks: what is mapped stays readable
            return True
        return True

    def read(self) -> bytes:
        """Return the content of the file."""
        with os.fdopen(os.dup(self.handle), "rb") as file:
            file.seek(0)
            return file.read()


class Held:
    """A generation that stays on disk, in `folder`, until it is released.

    `retire` is told the number of a generation that has been let go.
    """

    def __init__(
        self, folder: Path, manifest: Manifest, lease: Lease, retire: Callable[[int], None]
    ) -> None:
        self.folder = folder
        self.manifest = manifest
        self._lease = lease
        self._retire = retire

    def digest(self) -> str:
        """Return the SHA-256 of the manifest."""
        return sha256(self._lease.read()).hexdigest()

    def release(self) -> None:
        """Let go; who is the last to do so with a generation that is past removes it."""
        if self._lease.release.alive:
            self._lease.release()
            self._retire(self.manifest.generation)
