"""Workers under guard: processes that do chunks of files, each file within limits.

A file that kills its worker, hangs, or takes too much time or memory costs that file alone.
A worker notes in shared memory which file it begins, so the one that it ends at is known; the
others of its chunk are done again. Each file has `file_seconds` of processor time and four
times as long by the clock (where the system has no timer of processor time, the clock alone).
Memory is bounded by `file_bytes`, a quarter of it at first: what fails for want of memory, or
crashes, is tried once more, with all of it and no other file beside it. So is what leaves its
worker waiting for a lock that nobody will open, as a package in Rust may that finds no memory to
say that it found none. Systems other than Linux have no such bound. What a worker prints is of no
use to the user and goes nowhere. What every file needs is loaded first, is shared where workers are
forked (it was two thirds of their memory), and does not count.
Touches processes only.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import suppress
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Any, Final, Generic, TypeVar

from msgspec import Struct

from search.engine.writing.forking import end_with, forks
from search.errors import MuluError
from search.reading import File
from search.settings import Settings
from search.updating.process import TIMED, allow, bound, locked, postponed, silence

Result = TypeVar("Result")
Begin = Callable[[int], None]
Task = Callable[[Sequence[File], Settings, Begin], Result]
"""Does files and tells `begin` the number of each, in order, before it touches it."""
Ready = Callable[[], None]
"""Loads what the task needs for any file; a second time it does next to nothing."""
Lost = Callable[[File, str, tuple[float, int]], Result]
"""What is made of a file that could not be done: the file, why, and the limits that it went
over, in seconds and bytes, 0 for one that it kept."""

_SHARE: Final = 4  # of the memory for a file: the part that it has beside others
_MOST: Final = 32  # workers: Windows waits for 63 things at once at most
_AHEAD: Final = 3  # chunks for each worker that may wait: bounds what is held in memory
_END_SECONDS: Final = 0.5  # what a worker has to end by itself
_BIRTH_SECONDS: Final = 120  # what one that loads all tables has, on a slow machine that is busy
_CLOCK: Final = 4  # how much longer a file may take by the clock: the machine may be busy
_LOOK_SECONDS: Final = 1.0  # between two looks at what a worker waits for, and …
_LOOKS: Final = 5  # … how many show one wait that will not end
_BORN: Final = -2  # not even ready, and …
_READY: Final = -1  # … before the first file
_KILL: Final = getattr(signal, "SIGKILL", 9)  # what the system does where memory runs out
_MORE_TIME: Final = "or set MULU_FILE_SECONDS to more"
_MORE_MEMORY: Final = "or set MULU_FILE_MB to more"


def guarded(
    task: Task[Result],
    chunks: Iterable[list[File]],
    workers: int,
    settings: Settings,
    lost: Lost[Result],
    ready: Ready,
) -> Generator[Result | None, None, None]:
    """Yield what `task` makes of the chunks, in their order, and None now and then while that is
    waited for; `lost` makes something of a file that could not be done, `ready` is called before.

    The workers end where the caller stops. Raises MuluError where none can be started.
    """
    if forks():
        ready()
    crew = _Crew(task, min(workers, _MOST), settings, lost, ready)
    try:
        yield from crew.results(iter(chunks))
    finally:
        for worker in crew.workers:
            worker.end()


class _Piece(Generic[Result], Struct, eq=False):
    """Files in order, and what came of them; `alone`: the only file, with nothing beside it."""

    files: list[File]
    alone: bool = False
    taken: bool = False
    result: Result | None = None


class _Worker(Generic[Result]):
    """A process, the piece that it does, the file that it is at and since when."""

    def __init__(
        self, task: Task[Result], ready: Ready, settings: Settings, *, alone: bool
    ) -> None:
        context: Any = multiprocessing.get_context("fork" if forks() else "spawn")
        self.connection, far = context.Pipe()
        self._noted = context.RawArray("d", (_BORN, time.monotonic()))
        memory = settings.file_bytes // (1 if alone else _SHARE)
        given = (far, self._noted, task, ready, settings, memory, os.getpid())
        self.process = context.Process(target=_work, args=given, daemon=True)
        with postponed():  # what runs around a fork would take Ctrl-C and say nothing
            self.process.start()
        far.close()
        self.piece: _Piece[Result] | None = None
        self.late = False
        self._looked, self._looks, self._wait = time.monotonic(), 0, ""

    @property
    def at(self) -> int:
        """The number of the file that it is at; only the worker itself sets it."""
        return int(self._noted[0])

    @property
    def since(self) -> float:
        """Since when it has been at that file, or has had a piece and not begun it."""
        return float(self._noted[1])

    def deadline(self, seconds: float) -> float:
        """Until when nothing need be heard of it, if a file may take so long."""
        return self.since + (max(seconds, _BIRTH_SECONDS) if self.at == _BORN else seconds)

    def stands_still(self) -> bool:
        """Whether it has waited for the same lock, at a file, for several looks in a row."""
        if time.monotonic() - self._looked >= _LOOK_SECONDS:
            waits = locked(self.process.pid) if self.at >= 0 else ""
            self._looks = self._looks + 1 if waits and waits == self._wait else 0
            self._looked, self._wait = time.monotonic(), waits
        return self._looks >= _LOOKS

    def give(self, piece: _Piece[Result]) -> None:
        self.piece, piece.taken = piece, True
        self._noted[1] = time.monotonic()
        with suppress(OSError):  # it has died, which is heard when it is listened to
            self.connection.send(piece.files)

    def end(self) -> int:
        """End the process, whatever it does, and return its exit code."""
        self.process.terminate()
        self.process.join(_END_SECONDS)
        self.process.kill()
        self.process.join()
        self.connection.close()
        return self.process.exitcode or 0


class _Crew(Generic[Result]):
    """The workers and the pieces that are not given back yet, in order."""

    def __init__(
        self,
        task: Task[Result],
        size: int,
        settings: Settings,
        lost: Lost[Result],
        ready: Ready,
    ) -> None:
        self._task, self._size, self._settings, self._lost = task, size, settings, lost
        self._ready = ready
        self._pieces: deque[_Piece[Result]] = deque()
        self.workers: list[_Worker[Result]] = []

    def results(self, chunks: Iterable[list[File]]) -> Generator[Result | None, None, None]:
        while True:
            room = _AHEAD * self._size - len(self._pieces)
            self._pieces.extend(_Piece(chunk) for chunk in islice(chunks, max(0, room)))
            if not self._pieces:
                return
            self._feed()
            self._listen()
            if self._pieces[0].result is None:
                yield None
            while self._pieces and self._pieces[0].result is not None:
                yield self._pieces[0].result
                self._pieces.popleft()

    def _feed(self) -> None:
        """Give pieces to idle workers, and one that has to be alone to a worker of its own."""
        for piece in self._pieces:
            busy = sum(worker.piece is not None for worker in self.workers)
            if busy == self._size or any(w.piece and w.piece.alone for w in self.workers):
                return
            if piece.taken or piece.result is not None or (piece.alone and busy):
                continue
            if piece.alone:  # what the others hold, though idle, is memory as well
                for worker in tuple(self.workers):
                    self._dismiss(worker)
            idle = next((w for w in self.workers if not w.piece), None)
            if idle is None:
                idle = _Worker(self._task, self._ready, self._settings, alone=piece.alone)
                self.workers.append(idle)
            idle.give(piece)

    def _listen(self) -> None:
        """Wait for the next result; end the workers that have been at a file for too long."""
        busy = [worker for worker in self.workers if worker.piece]
        if not busy:
            return
        longest = _CLOCK * self._settings.file_seconds
        left = min(worker.deadline(longest) for worker in busy) - time.monotonic()
        # No longer than for a file, as what is being born may get to one meanwhile.
        pause = min(max(0.0, left), longest, _LOOK_SECONDS)
        ready = wait([worker.connection for worker in busy], pause)
        for worker in busy:
            if worker.connection in ready:
                self._hear(worker)
            elif time.monotonic() >= worker.deadline(longest):
                worker.late = True
                self._bury(worker)
            elif worker.stands_still():
                worker.process.kill()  # as where memory runs out: it is heard that it has died

    def _hear(self, worker: _Worker[Result]) -> None:
        try:
            said = worker.connection.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return
        if worker.piece:
            alone, worker.piece.result = worker.piece.alone, said
            worker.piece = None
            if alone:
                self._dismiss(worker)

    def _dismiss(self, worker: _Worker[Result]) -> int:
        self.workers.remove(worker)
        return worker.end()

    def _bury(self, worker: _Worker[Result]) -> None:
        """Part the piece of a dead worker at the file that it died of."""
        worker.process.join(0 if worker.late else _END_SECONDS)
        code, piece = self._dismiss(worker), worker.piece
        if worker.at == _BORN:
            raise MuluError(f"the processes that read files cannot be started (exit code {code})")
        if piece is None:
            return
        at = max(worker.at, 0)
        culprit = _Piece[Result]([piece.files[at]], alone=True)
        hung = worker.late or (TIMED is not None and code == -TIMED)
        if hung or piece.alone:
            why = self._slow() if hung else self._reason(code)
            culprit.result = self._lost(piece.files[at], *why)
        parts = (_Piece[Result](piece.files[:at]), culprit, _Piece[Result](piece.files[at + 1 :]))
        place = self._pieces.index(piece)
        del self._pieces[place]
        for part in reversed(parts):
            if part.files:
                self._pieces.insert(place, part)

    def _slow(self) -> tuple[str, tuple[float, int]]:
        seconds = self._settings.file_seconds
        reason = f"it takes more than {seconds:g} s to read: split it ({_MORE_TIME})"
        return reason, (seconds, 0)

    def _reason(self, code: int) -> tuple[str, tuple[float, int]]:
        if code != -_KILL:
            return "its reader crashed; the file is left out", (0, 0)
        size = self._settings.file_bytes
        reason = f"it takes more than {size >> 20} MB of memory to read: split it ({_MORE_MEMORY})"
        return reason, (0, size)


def _work(
    connection: Connection,
    noted: Any,
    task: Task[Result],
    ready: Ready,
    settings: Settings,
    memory: int,
    parent: int,
) -> None:
    """Do the pieces that come, until this process is ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with(parent)
    ready()
    silence()
    gc.freeze()  # looking for garbage among what is shared would copy it
    bound(memory)

    def begin(number: int) -> None:
        allow(settings.file_seconds)
        noted[0], noted[1] = number, time.monotonic()

    noted[0], noted[1] = _READY, time.monotonic()
    with suppress(EOFError, OSError):  # the parent has gone
        while True:
            files = connection.recv()
            try:
                result = task(files, settings, begin)
                allow(0)
                noted[0] = _READY
                connection.send(result)
            except MemoryError:
                os.kill(os.getpid(), _KILL)
