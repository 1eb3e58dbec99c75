"""Index a folder made to do harm: bounded memory and time, everything accounted for.

    python -m tests.reliability.hostile --entries 10000 [--folder DIR]

The folder holds specimens of every attack, odd names and things that are no files, damaged
documents, ordinary neighbours, and files that change or vanish while they are read. Checked:
the run ends normally; whatever is not indexed is named with its reason, the expected one where
there is one; each neighbour is found by its own word; no link is followed out of the folder;
the process tree stays below the bound; a second run finds nothing to do.
"""

from __future__ import annotations

import argparse
import ctypes
import multiprocessing
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from search import Query, Settings, Update, open_index, update
from search.reading.walking import shown

from .formats import Specimen
from .hostile_folder import WORD, churning, in_bytes, make

_MOST_MEMORY = 1024  # MB over the process tree
_CANARY = "canaryoutsidex"
_IN_ACCESS = 0x1 | 0x20  # inotify(7): IN_ACCESS, IN_OPEN


@dataclass
class Outcome:
    """What was seen: `problems` are what must not be, `stopped` what only its guard ended.

    Times in seconds, memory in MB: the most over all processes, and what each of them had then.
    """

    entries: int = 0
    indexed: int = 0
    found: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    stopped: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    seconds: float = 0.0
    processor: float = 0.0
    memory: float = 0.0
    shares: list[float] = field(default_factory=list)


def attack(place: Path, entries: int, settings: Settings, bulk: int = 100) -> Outcome:
    """Make the folder `place`/documents, index it, and see what became of everything.

    `bulk` says how large the largest specimens are (see `specimens`).
    """
    seen, folder, outside = Outcome(), place / "documents", place / "outside"
    outside.mkdir(parents=True)
    canary = outside / "canary.txt"
    canary.write_text(WORD.format(_CANARY), "utf-8")
    fates = make(folder, canary, entries, bulk)
    with _watching(outside, seen), churning(folder / "churn"):
        first = _measured(settings, folder, seen)
    if first is None:
        return seen
    update(settings, [folder])  # what changed while it was read
    second = update(settings, [folder])
    if second.added or second.changed or second.removed or second.moved:
        seen.problems.append(f"a further run finds something to do: {second.as_json()}")
    _account(folder, fates, first, second, seen)
    _ask(settings, fates, seen)
    return seen


@contextmanager
def _watching(outside: Path, seen: Outcome) -> Iterator[None]:
    """Note whether anybody opens or reads a file of the folder outside (on Linux)."""
    library = ctypes.CDLL(None, use_errno=True)
    watch = library.inotify_init1(os.O_NONBLOCK) if hasattr(library, "inotify_init1") else -1
    if watch >= 0:
        library.inotify_add_watch(watch, os.fsencode(outside), _IN_ACCESS)
    yield
    if watch >= 0:
        with suppress(BlockingIOError):
            if os.read(watch, 4096):
                seen.problems.append("a file outside the folder was opened")
        os.close(watch)


def _measured(settings: Settings, folder: Path, seen: Outcome) -> Update | None:
    """Index in a process of its own, and watch the memory of all that it starts."""
    context = multiprocessing.get_context("spawn")
    near, far = context.Pipe(duplex=False)
    process = context.Process(target=_index, args=(far, settings, folder))
    started, told = time.monotonic(), None
    process.start()
    far.close()
    while told is None and not near.poll(0.25):
        shares = [_memory(one) for one in _tree(process.pid or 0)]
        if sum(shares) > seen.memory:
            seen.memory, seen.shares = sum(shares), shares
    with suppress(EOFError):
        told, seen.processor = near.recv()
    process.join()
    seen.seconds = time.monotonic() - started
    if told is None:
        seen.problems.append(f"the run did not end normally: exit code {process.exitcode}")
        return None
    if seen.memory > _MOST_MEMORY:
        seen.problems.append(f"it took {seen.memory:.0f} MB of memory")
    assert isinstance(told, Update)
    return told


def _index(connection: Any, settings: Settings, folder: Path) -> None:
    done = update(settings, [folder])
    own, workers = (resource.getrusage(who) for who in (0, resource.RUSAGE_CHILDREN))
    used = own.ru_utime + own.ru_stime + workers.ru_utime + workers.ru_stime
    connection.send((done, used))


def _tree(process: int) -> Iterator[int]:
    """The process and all below it."""
    yield process
    with suppress(OSError):
        for file in Path(f"/proc/{process}/task").glob("*/children"):
            for child in file.read_text("ascii").split():
                yield from _tree(int(child))


def _memory(process: int) -> float:
    """Its resident memory in MB, what it shares with others counted by their number."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def _account(
    folder: Path, fates: list[Specimen], first: Update, last: Update, seen: Outcome
) -> None:
    """Hold every entry of the folder to what was said of it: indexed, or left out and why."""
    refused = {failure.path.rstrip("/"): failure.reason for failure in last.failed}
    read = set(first.added)
    seen.reasons.update(refused.values())
    ended = ("takes more than", "crashed", "please report")
    seen.stopped = [f"{p}: {why}" for p, why in refused.items() if any(e in why for e in ended)]
    for specimen in fates:
        path = shown(in_bytes(specimen.name))
        reason = refused.get(path, "")
        if specimen.refusal and specimen.refusal not in reason:
            seen.problems.append(f"{path}: not refused as {specimen.refusal!r} but {reason!r}")
        elif specimen.word and reason:
            seen.problems.append(f"{path}: refused: {reason}")
        elif path not in read and not reason:
            seen.problems.append(f"{path}: neither indexed nor named")
    for entry in os.scandir(os.fsencode(folder / "special")):
        path = shown(b"special/" + entry.name)
        below = any(name.startswith(f"{path}/") for name in refused)
        if path not in refused and path not in read and not below:
            seen.problems.append(f"{path}: neither indexed nor named")
    seen.entries = len(read | refused.keys())
    seen.indexed = len(read)


def _ask(settings: Settings, fates: list[Specimen], seen: Outcome) -> None:
    """Find every document by its own word, and nothing of what lies outside."""
    library = open_index(settings)
    for specimen in fates:
        if specimen.word:
            found = library.search(Query(specimen.word, group=False))
            paths = [hit.path for hit in found.hits]
            path = shown(in_bytes(specimen.name))
            if any(one.partition("#")[0] == path for one in paths):
                seen.found += 1
            else:
                seen.problems.append(f"{path}: {specimen.word} is not found")
    if library.search(Query(_CANARY)).total:
        seen.problems.append("a text from outside the folder is found")


def report(seen: Outcome) -> list[str]:
    """Tell what was seen, in lines."""
    shares = ", ".join(f"{share:.0f}" for share in seen.shares)
    return [
        f"{seen.entries:,} entries: {seen.indexed:,} read, {sum(seen.reasons.values()):,} refused "
        f"for {len(seen.reasons)} reasons, {seen.found:,} neighbours found",
        f"{seen.seconds:.0f} s, {seen.processor:.0f} s of processor time, "
        f"{seen.memory:.0f} MB over all processes ({shares})",
        *(f"  {count:6,} {reason}" for reason, count in seen.reasons.most_common(60)),
        f"{len(seen.stopped)} ended by their guard",
        *(f"  {stopped!a}" for stopped in seen.stopped),
        f"{len(seen.problems)} problems",
        *(f"  {problem[:300]!a}" for problem in seen.problems[:50]),
    ]


def _main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=20, help="processor time for each file")
    parser.add_argument("--folder", type=Path, help="where to work; it must not exist")
    parser.add_argument("--bulk", type=int, default=100, help="size of the largest specimens")
    options = parser.parse_args()
    with TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        place = options.folder or Path(scratch) / "hostile"
        settings = Settings(index=place / "index", file_seconds=options.seconds)
        seen = attack(place, options.entries, settings, options.bulk)
    sys.stdout.write("\n".join(report(seen)) + "\n")
    return 1 if seen.problems else 0


if __name__ == "__main__":
    raise SystemExit(_main())
