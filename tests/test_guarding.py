"""Workers under guard: what is given for starting one, apart from what a file may take."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from search import Settings
from search.reading import File, walk
from search.updating.guarding import Begin, guarded

SECONDS = 0.05  # for a file


def load_slowly() -> None:
    time.sleep(20 * SECONDS)


def nothing() -> None:
    pass


def names(files: Sequence[File], _settings: Settings, begin: Begin) -> list[str]:
    for number, _ in enumerate(files):
        begin(number)
    return [file.path for file in files]


def lost(file: File, reason: str, _limits: tuple[float, int]) -> list[str]:
    return [f"{file.path}: {reason}"]


def test_a_worker_that_loads_for_longer_than_a_file_may_take_is_waited_for(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(name)
    limits = Settings(file_seconds=SECONDS)
    files = sorted(walk(tmp_path, limits).files, key=lambda file: file.path)
    done = list(filter(None, guarded(names, [files[:2], files[2:]], 2, limits, lost, load_slowly)))
    assert done == [["a.txt", "b.txt"], ["c.txt"]]


def deadlocked(files: Sequence[File], settings: Settings, begin: Begin) -> list[str]:
    for number, file in enumerate(files):
        begin(number)
        if file.path == "b.txt":
            os.write(2, b"thread panicked")
            lock = threading.Lock()
            lock.acquire()
            lock.acquire()
    return [file.path for file in files]


@pytest.mark.skipif(not Path("/proc/self/wchan").exists(), reason="only Linux tells")
def test_a_worker_that_waits_for_itself_is_ended_and_costs_its_file_alone(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(name)
    files = sorted(walk(tmp_path, Settings()).files, key=lambda file: file.path)
    done = list(
        filter(None, guarded(deadlocked, [files], 1, Settings(file_seconds=30), lost, nothing))
    )
    assert done[::2] == [["a.txt"], ["c.txt"]]
    assert done[1][0].startswith("b.txt: it takes more than 512 MB")
    assert capfd.readouterr().err == ""


PRESSED = """
import os, signal, sys
from pathlib import Path
from search import Settings
from search.reading import walk
from search.updating.guarding import guarded

pressing = [signal.SIGINT]

def press():
    if pressing:
        os.kill(os.getpid(), pressing.pop())

os.register_at_fork(before=press)
files = list(walk(Path(sys.argv[1]), Settings()).files)
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    list(guarded(lambda files, *_: [], [files], 1, Settings(), lambda *_: [], lambda: None))
except KeyboardInterrupt:
    print("stopped", len(pressing))
"""


@pytest.mark.skipif(not hasattr(os, "register_at_fork"), reason="nothing is forked")
def test_ctrl_c_while_a_worker_is_started_is_not_lost(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    command = [sys.executable, "-c", PRESSED, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("stopped 0\n", "")
