"""Update on a full disk: the old index is intact, the message clear, the space comes back.

    python -m tests.reliability.full_disk --times 200

Each round changes a folder at random and updates the index where there is not enough room: on
a small file system in memory that is filled up but for a random rest (where this may be
mounted: as root on Linux), else, and in every other round, under a limit on the size of files.
Then the index must hold what it held, the error must name the index, the reason and the
remedy, nothing more than before may be taken, and with room again the next update must do all.
"""

from __future__ import annotations

import gc
import os
import resource
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Final

from msgspec.structs import replace

from search import StorageError

from .running import Outcome, main
from .world import Lost, Manner, World, size_of

_SIZE: Final = 4 << 20  # bytes of the small disk


def run(times: int, scratch: Path, seed: int = 1) -> Outcome:
    """Update so many times with too little room."""
    random = Random(seed)
    with _small_disk(scratch / "small") as small:
        world = World(scratch, random)
        world.settings = replace(world.settings, index=(small or scratch) / "index")
        world.change()
        world.finish()
        told: Counter[str] = Counter()
        for number in range(times):
            world.change()
            manner = replace(Manner.any(random), workers=False)
            before = size_of(world.settings.index)
            try:
                if small and number % 2:
                    with _filled(small, random.randint(0, 2 * before)):
                        told[_updated(world, manner, before)] += 1
                else:
                    with _limited(random.randint(0, before // 3)):
                        told[_updated(world, manner, before)] += 1
                world.finish()
            except Lost as error:
                raise Lost(f"round {number} ({manner}): {error}") from error
    return Outcome(times, {**told, "on a full file system": times // 2 if small else 0})


def _updated(world: World, manner: Manner, before: int) -> str:
    """Update, and check what came of it."""
    try:
        with world.manner(manner) as settings:
            world.update(settings)
    except StorageError as error:
        for part in (str(world.settings.index), "as it was", "make room", "MB"):
            if part not in str(error):
                raise Lost(f"the message does not say {part}: {error}") from error
        world.check(manner)
        if not manner.checkpoints and (now := size_of(world.settings.index)) > before:
            raise Lost(f"{now - before} bytes are still taken") from error
        return "told that there is no room"
    except OSError as error:
        raise Lost(f"the message is only: {error}") from error
    world.acknowledged = dict(world.files)
    world.check()
    return "had room enough"


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path | None]:
    """Mount a small file system in memory; None where that is not allowed."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mount, check=False, capture_output=True).returncode == 0
    except OSError:
        mounted = False
    try:
        yield folder if mounted else None
    finally:
        if mounted:
            gc.collect()  # what is mapped would keep it busy
            subprocess.run(["umount", str(folder)], check=True)


@contextmanager
def _filled(disk: Path, room: int) -> Iterator[None]:
    """Fill a file system but for some bytes."""
    ballast = disk / "ballast"
    free = os.statvfs(disk)
    size = max(0, free.f_bavail * free.f_frsize - room)
    with ballast.open("wb") as file, suppress(OSError):
        os.posix_fallocate(file.fileno(), 0, size or 1)
    try:
        yield
    finally:
        ballast.unlink()


@contextmanager
def _limited(size: int) -> Iterator[None]:
    """Let no file grow beyond some bytes."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


if __name__ == "__main__":
    raise SystemExit(main(__doc__, run, 200))
