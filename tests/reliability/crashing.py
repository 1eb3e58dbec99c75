"""Kill updates with SIGKILL at random moments: what was acknowledged is there, nothing is mixed.

    python -m tests.reliability.crashing --times 1000

Each round changes a folder at random (documents come, change, move and go), forks a process
that updates the index (segments are merged in nearly every round, since they are small), and
kills at a random moment either the whole tree of processes, or the writer alone, or one of its
workers. Then the index must open and hold exactly what was acknowledged or all that the
update was to write. Every tenth round an undisturbed update must make all of it right.
"""

from __future__ import annotations

import os
import select
import signal
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Final

from search import MuluError

from .running import Outcome, main
from .world import Lost, Manner, World

_TOLD: Final = 3  # the exit code of an update that says why it cannot be done
_VICTIMS: Final = ("tree", "tree", "tree", "writer", "worker")


def run(times: int, scratch: Path, seed: int = 1) -> Outcome:
    """Kill so many updates."""
    random = Random(seed)
    world = World(scratch, random)
    world.change()
    world.finish()  # loads what the processes to be killed share
    told, slowest_open = Counter[str](), 0.0
    usual: dict[Manner, float] = {}
    for number in range(times):
        manner, victim = Manner.any(random), random.choice(_VICTIMS)
        if victim == "worker" and not manner.workers:
            victim = "tree"
        world.change()
        after = random.uniform(0, 1.15 * usual.get(manner, 0.3))
        acknowledged, took = _killed(world, manner, victim, after)
        if took is not None:
            usual[manner] = 0.7 * usual.get(manner, took) + 0.3 * took
        told[_moment(world, acknowledged)] += 1
        told[f"{victim} killed"] += 1
        if acknowledged:
            world.acknowledged = dict(world.files)
        try:
            slowest_open = max(slowest_open, world.check(Manner() if acknowledged else manner))
            if number % 10 == 9:
                world.finish()
        except Lost as error:
            raise Lost(f"round {number} ({manner}, {victim} killed): {error}") from error
    world.finish()
    told["slowest opening, CPU ms"] = round(slowest_open * 1000)
    return Outcome(times, dict(told))


def _killed(world: World, manner: Manner, victim: str, after: float) -> tuple[bool, float | None]:
    """Update in another process and kill there after some seconds.

    Returns whether it said that it was done, and how long it took if nothing hindered it.
    """
    started = time.monotonic()
    with world.manner(manner) as settings:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            code = 1
            try:
                os.setpgid(0, 0)
                os.close(reading)
                world.update(settings)
                os.write(writing, b"!")
                code = 0
            except MuluError:
                code = _TOLD
            finally:
                os._exit(code)
    os.close(writing)
    with suppress(PermissionError, ProcessLookupError):
        os.setpgid(child, child)
    ready, _, _ = select.select([reading], [], [], after)
    if not ready:
        _kill(child, victim)
    if victim == "worker":
        select.select([reading], [], [])  # the writer goes on by itself
    _, status = os.waitpid(child, 0)
    acknowledged = os.read(reading, 1) == b"!"
    os.close(reading)
    with suppress(ProcessLookupError):
        if victim != "writer":  # orphans must end by themselves
            os.killpg(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(status)
    if code >= 0 and not acknowledged and (victim, code) != ("worker", _TOLD):
        raise Lost(f"the update failed by itself ({manner}, {victim} killed, exit code {code})")
    return acknowledged, time.monotonic() - started if ready else None


def _kill(child: int, victim: str) -> None:
    with suppress(ProcessLookupError):
        if victim == "tree":
            os.killpg(child, signal.SIGKILL)
        elif victim == "writer":
            os.kill(child, signal.SIGKILL)
        else:
            for worker in _children(child)[:1]:
                os.kill(worker, signal.SIGKILL)


def _children(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children")
    try:
        return [int(number) for number in listed.read_text("ascii").split()]
    except OSError:
        return []


def _moment(world: World, acknowledged: bool) -> str:
    """Tell from what is left where the writer was."""
    if acknowledged:
        return "survived"
    folder = world.settings.index / "generations"
    current = int((world.settings.index / "CURRENT").read_text("utf-8").split(":")[1].split(",")[0])
    newer = [path for path in folder.iterdir() if int(path.name) > current]
    if any((path / "manifest.json").exists() for path in newer):
        return "died before publishing, or with a draft"
    if newer:
        return "died while writing"
    older = [path for path in folder.iterdir() if int(path.name) < current]
    return "died while removing the old" if older else "died before or after writing"


if __name__ == "__main__":
    raise SystemExit(main(__doc__, run, 1000))
