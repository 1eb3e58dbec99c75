"""Short versions of the scripts in `reliability/` that try the storage of the index."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from random import Random

import pytest
from reliability import crashing, faults, full_disk, power, reading_while_writing
from reliability.__main__ import LONG
from reliability.world import Lost, Manner, World

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(os, "fork"), reason="looks into /proc, forks"
)


def test_every_script_is_run_and_told_of_with_its_command() -> None:
    folder = Path(crashing.__file__).parent
    told = (folder / "README.md").read_text("utf-8")
    scripts = {
        f.stem for f in folder.glob("[a-z]*.py") if "\nif __name__ ==" in f.read_text("utf-8")
    }
    assert scripts == LONG.keys()
    for name, much in LONG.items():
        option, count = next(iter(much.items()))
        assert f"| `{name} {option} {count}` |" in told


def test_what_was_acknowledged_survives_being_killed(tmp_path: Path) -> None:
    outcome = crashing.run(15, tmp_path)
    assert outcome.rounds == sum(
        count for what, count in outcome.seen.items() if what.endswith(" killed")
    )


def test_what_was_acknowledged_survives_power_cuts(tmp_path: Path) -> None:
    outcome = power.run(25, tmp_path)
    assert outcome.seen["cut in an update"] > 5


def test_power_cuts_would_show_what_is_not_synced(tmp_path: Path) -> None:
    with pytest.raises(Lost, match="round"):
        power.run(40, tmp_path, honest=False)


def test_a_full_disk_costs_nothing_and_is_told(tmp_path: Path) -> None:
    outcome = full_disk.run(16, tmp_path)
    assert outcome.seen["told that there is no room"] > 5


def test_every_fault_of_a_file_is_named_or_harmless(tmp_path: Path) -> None:
    outcome = faults.run(26, tmp_path)
    assert outcome.seen["named"] > 13
    assert outcome.seen["deep: mended"] > 5


def test_readers_see_whole_commits_while_others_are_made(tmp_path: Path) -> None:
    outcome = reading_while_writing.run(8, tmp_path)
    assert outcome.seen["answers"] >= 4


def test_the_world_notices_what_is_lost_and_what_is_mixed(tmp_path: Path) -> None:
    world = World(tmp_path, Random(1))
    for _ in range(4):
        world.change()
    world.finish()
    held = dict(world.files)
    first = next(iter(world.files))
    for wrong in ({}, {**held, first: "word0x"}, {**held, "more.txt": "word0x"}):
        world.files = world.acknowledged = wrong
        with pytest.raises(Lost, match="neither before nor after"):
            world.check()
    world.files, world.acknowledged = {**held, first: "word0x"}, {**held, "gone.txt": "word1x"}
    with pytest.raises(Lost):
        world.check()
    world.check(Manner(checkpoints=True))
