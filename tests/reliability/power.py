"""Cut the power at random moments of updates: what was acknowledged is there, nothing is mixed.

    python -m tests.reliability.power --times 200

Each round changes a folder at random, updates the index on a disk that forgets what was not
synced (see `disk.py`), and cuts the power at a random moment, or after the update. The next
round goes on from what the disk holds then, so that wreckage upon wreckage is met as well.
`--dishonest` ignores every sync: the check must then find losses, or it would prove nothing.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from pathlib import Path
from random import Random

from msgspec.structs import replace

from search import DamagedIndex

from .disk import Disk, PowerCut
from .running import Outcome, main
from .world import Lost, Manner, World


def run(times: int, scratch: Path, seed: int = 1, *, honest: bool = True) -> Outcome:
    """Cut the power so many times."""
    random = Random(seed)
    world = World(scratch, random)
    told: Counter[str] = Counter()
    most: dict[Manner, int] = {}
    live, slowest = scratch / "disk", 0.0
    live.mkdir()
    for number in range(times):
        world.change()
        manner = replace(Manner.any(random), workers=False)
        left = scratch / f"disk{number}"
        disk = Disk(live, honest=honest)
        world.settings = replace(world.settings, index=live / "index")
        moment = random.randint(1, int(1.1 * most.get(manner, 250)))
        try:
            with world.manner(manner) as settings, disk.watched(moment, left, random):
                world.update(settings)
        except PowerCut:
            told["cut in an update"] += 1
            told[f"in {manner}"] += 1
        else:
            told["cut after an update"] += 1
            most[manner] = max(most.get(manner, 0), disk.moments)
            world.acknowledged, manner = dict(world.files), Manner()
            disk.leave(left, random)
        disk.close()
        shutil.rmtree(live)
        live = left
        world.settings = replace(world.settings, index=live / "index")
        try:
            slowest = max(slowest, world.check(manner))
            if number % 10 == 9:
                world.finish()
        except (Lost, DamagedIndex) as error:
            raise Lost(f"round {number} ({manner}, cut at moment {moment}): {error}") from error
    world.finish()
    told["moments of an update"] = most.get(Manner(), 0)
    told["slowest opening, CPU ms"] = round(slowest * 1000)
    return Outcome(times, dict(told))


def _dishonest(times: int, scratch: Path, seed: int) -> Outcome:
    """Show that losses are found."""
    try:
        run(times, scratch, seed, honest=False)
    except Lost as error:
        return Outcome(times, {f"found, as it should be — {error}": 1})
    raise SystemExit("a disk that ignores every sync lost nothing: this check proves nothing")


if __name__ == "__main__":
    dishonest = "--dishonest" in sys.argv
    sys.argv = [argument for argument in sys.argv if argument != "--dishonest"]
    raise SystemExit(main(__doc__, _dishonest if dishonest else run, 200))
