"""Read in four processes while an index is committed again and again: every answer is whole.

    python -m tests.reliability.reading_while_writing --times 500

Each commit gives all documents a new word, the same in all, and now and then adds or removes
some. One reader opens the index anew for each query, one exchanges what it holds when there is
a newer generation (as the server does), one goes on with an old one for a while, and one also
verifies every byte. No answer may have words of two commits, or of an earlier one than the
last answer had, and nothing may fail. In the end no old generation is left.
"""

from __future__ import annotations

import os
import pickle
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from typing import Final

from search import Library, Query, Settings, open_index, update

from .running import Outcome, main
from .world import Lost

_FEWEST, _MOST = 3, 9  # documents
_PATIENCE: Final = 25  # queries for which an old generation is held


def run(times: int, scratch: Path, seed: int = 1) -> Outcome:
    """Commit so many times, with four processes that read."""
    random = Random(seed)
    documents = scratch / "documents"
    documents.mkdir()
    settings = Settings(index=scratch / "index", workers=1)
    _write(documents, 0, _FEWEST)
    update(settings, [documents])
    readers = [_start(settings, opener) for opener in (_anew, _exchanged, _held, _verified)]
    try:
        for number in range(1, times + 1):
            _write(documents, number, random.randint(_FEWEST, _MOST))
            update(settings, [documents])
        found = [_stop(*reader) for reader in readers]
    finally:
        for process, _ in readers:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(process, signal.SIGKILL)
    update(settings, [documents])
    if len(left := list((settings.index / "generations").iterdir())) != 1:
        raise Lost(f"{len(left)} generations are left")
    return Outcome(
        times,
        {
            "answers": sum(n for n, _ in found),
            "commits seen": sum(n for _, n in found) // len(found),
        },
    )


def _write(documents: Path, number: int, size: int) -> None:
    """Let the folder hold so many documents with the word of this commit."""
    for i in range(size):
        (documents / f"{i}.txt").write_text(f"The maker space commit{number}x\n", "utf-8")
    for i in range(size, _MOST):
        (documents / f"{i}.txt").unlink(missing_ok=True)


def _start(settings: Settings, opener: Callable[[Settings], Iterator[Library]]) -> tuple[int, int]:
    """Start a reader → its process and a pipe with what it will have to say."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    said: object = "it died"
    try:
        said = _read(settings, opener)
    except BaseException as error:
        said = f"{opener.__name__[1:]}: {type(error).__name__}: {error}"
    finally:
        os.write(writing, pickle.dumps(said))
        os._exit(0)


def _stop(process: int, pipe: int) -> tuple[int, int]:
    """End a reader → what `_read` returned. Raises Lost if it failed."""
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGTERM)
    with os.fdopen(pipe, "rb") as file:
        content = file.read()
    os.waitpid(process, 0)
    said = pickle.loads(content) if content else "it died"
    if isinstance(said, str):
        raise Lost(said)
    answers, commits = said
    return int(answers), int(commits)


def _read(settings: Settings, opener: Callable[[Settings], Iterator[Library]]) -> tuple[int, int]:
    """Ask until told to stop → how many answers there were, of how many commits."""
    stopped: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: stopped.append(number))
    last, seen = 0, set()
    for answers, library in enumerate(opener(settings), 1):
        last = _checked(library, last)
        seen.add(last)
        if stopped:
            return answers, len(seen)
        time.sleep(0.002)
    raise AssertionError("an opener never ends")


def _checked(library: Library, last: int) -> int:
    """Ask for everything, and for the word that was found → the number of the commit."""
    hits = library.search(Query("", limit=100)).hits
    words = {library.show(hit.id).document.clean.text.split()[-1] for hit in hits}
    if len(words) != 1 or not _FEWEST <= len(hits) <= _MOST:
        raise Lost(f"an answer of {len(hits)} documents with {sorted(words)}")
    word = words.pop()
    if library.search(Query(word, expand=False)).total != len(hits):
        raise Lost(f"{word} is not found in all {len(hits)} documents")
    number = int(word.removeprefix("commit").removesuffix("x"))
    if number < last:
        raise Lost(f"an answer of commit {number} after one of {last}")
    return number


def _anew(settings: Settings) -> Iterator[Library]:
    while True:
        with closing(open_index(settings)) as library:
            yield library


def _exchanged(settings: Settings) -> Iterator[Library]:
    library = open_index(settings)
    while True:
        if not library.is_current():
            library.close()
            library = open_index(settings)
        yield library


def _held(settings: Settings) -> Iterator[Library]:
    while True:
        with closing(open_index(settings)) as library:
            for _ in range(_PATIENCE):
                yield library


def _verified(settings: Settings) -> Iterator[Library]:
    for library in _anew(settings):
        library.check()
        yield library


if __name__ == "__main__":
    raise SystemExit(main(__doc__, run, 500))
