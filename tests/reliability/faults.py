"""Damage every file of an index in turn: each fault is named or harmless, and is put right.

    python -m tests.reliability.faults --times 1000

Each round copies a whole index and flips one byte of a file, cuts a file short, or removes it,
and then, in a process of its own (which a fault must not kill), asks the index all that it
was asked before. It must refuse to open, naming the file and the remedy, or give the same
answers. In every other round the index counts as a large one, of which opening reads only
what looks touched. `mulu check --deep` must then have mended it or name what cannot be, and
after that (here: every fifth round) `mulu index` must have built it again from the documents.
"""

from __future__ import annotations

import os
import pickle
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, Final
from unittest.mock import patch

from msgspec.structs import replace

from search import DamagedIndex, Filter, MuluError, NoIndex, Query, Settings, open_index, update
from search.updating.mending import mend

from .running import Outcome, main
from .world import Lost, World

_QUERIES: Final = (
    "",
    "maker",
    "众创空间",
    '"maker space"',
    "mak*",
    "spase~",
    "title:maker",
    "date:2016",
)
_REMEDY: Final = "mulu index"

Answers = list[object]


def run(times: int, scratch: Path, seed: int = 1) -> Outcome:
    """Damage so many copies."""
    random = Random(seed)
    world = _library_of_documents(scratch, random)
    whole = world.settings.index
    right = answers(world.settings)
    files = sorted(path.relative_to(whole) for path in whole.rglob("*") if path.is_file())
    told: Counter[str] = Counter()
    copy = replace(world.settings, index=scratch / "copy")
    for number in range(times):
        name = files[number % len(files)]
        fault = random.choice((_flip, _cut, _remove))
        _copy(whole, copy.index)
        fault(copy.index / name, random)
        try:
            told[_met(copy, right, large=number % 2 == 1)] += 1
            thorough = number % 5 == 4
            deep = _apart(partial(_deep, copy, right, all_of_it=thorough))
            told[f"deep: {deep}"] += 1
            if thorough:
                _apart(partial(_rebuilt, copy, world.documents, right))
        except Lost as error:
            raise Lost(f"round {number} ({fault.__name__[1:]} {name}): {error}") from error
    return Outcome(times, {**told, "files": len(files)})


def _library_of_documents(scratch: Path, random: Random) -> World:
    """Make an index of two segments, one with deletions."""
    world = World(scratch, random)
    for number in range(130):
        file = world.documents / f"many/{number}.txt"
        file.parent.mkdir(exist_ok=True)
        file.write_text(
            f"Maker space {number} 众创空间\n\n2016-08-{number % 28 + 1:02}\n新疆", "utf-8"
        )
    world.update(world.settings)
    (world.documents / "many/7.txt").unlink()
    world.change()
    world.update(world.settings)
    return world


def answers(settings: Settings) -> Answers:
    """All that an index says: hits with their scores and snippets, counts, documents."""
    with closing(open_index(settings)) as library:
        found: Answers = [library.stats().documents, library.stats().folders]
        for text in _QUERIES:
            results = library.search(Query(text, limit=200))
            found += [(hit.id, round(hit.score, 9), hit.snippets) for hit in results.hits]
            found.append(results.facets)
        found.append(library.search(Query("", Filter(regions=("新疆",)), sort="title")).total)
        found += [library.show(hit.id) for hit in library.search(Query("", limit=200)).hits]
        return found


def _met(settings: Settings, right: Answers, *, large: bool) -> str:
    """Tell how a fault is met by who opens the index, and asks."""

    def ask() -> str:
        with patch("search.engine.generations.storage._VERIFY_BYTES", 0 if large else 1 << 40):
            try:
                found = answers(settings)
            except (DamagedIndex, NoIndex) as error:
                return _named(error)
        if found != right:
            raise Lost("other answers, and not a word")
        return "harmless"

    return _apart(ask)


def _deep(settings: Settings, right: Answers, *, all_of_it: bool) -> str:
    """Tell how a fault is met by who verifies and mends the index.

    What is mended has the digests of before; that it answers the same is tried less often.
    """
    try:
        mended = mend(settings)
    except (DamagedIndex, NoIndex) as error:
        return _named(error)
    if mend(settings) or (all_of_it and answers(settings) != right):
        raise Lost("not the same after mending")
    return "mended" if mended else "whole"


def _rebuilt(settings: Settings, documents: Path, right: Answers) -> str:
    """Hold an index that was updated from its documents to what it answered before."""
    update(settings, [documents])
    if answers(settings)[0] != right[0]:
        raise Lost("other documents after mulu index")
    return "rebuilt"


def _named(error: MuluError) -> str:
    if _REMEDY not in str(error):
        raise Lost(f"no remedy is named: {error}")
    return "named"


def _flip(file: Path, random: Random) -> None:
    content = bytearray(file.read_bytes())
    if content:
        content[random.randrange(len(content))] ^= random.randint(1, 255)
        file.write_bytes(content)


def _cut(file: Path, random: Random) -> None:
    size = file.stat().st_size
    if size:
        os.truncate(file, random.randrange(size))


def _remove(file: Path, random: Random) -> None:
    file.unlink()


def _copy(whole: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(whole, target)


def _apart(task: Callable[[], str]) -> str:
    """Do something in a process of its own → what it returns; raises Lost for all else."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        said: Sequence[Any] = ("Lost", "it died")
        try:
            said = ("", task())
        except BaseException as error:
            said = ("Lost", f"{type(error).__name__}: {error}"[:2000])
        finally:
            os.write(writing, pickle.dumps(said))
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        content = pipe.read()
    _, status = os.waitpid(child, 0)
    if not content:
        raise Lost(f"the process died: status {os.waitstatus_to_exitcode(status)}")
    problem, text = pickle.loads(content)
    if problem:
        raise Lost(text)
    return str(text)


if __name__ == "__main__":
    raise SystemExit(main(__doc__, run, 1000))
