"""The one open Library of a running server, exchanged when the index has been renewed.

Safe between threads. Touches the index only through the Library it is given.
"""

from __future__ import annotations

import gc
import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from msgspec import Struct, field

from search import Library, StorageError

_log = logging.getLogger("mulu.web")


class _Loan(Struct):
    """A Library and how many requests are reading in it; `kept` until it is replaced. No other
    has its `edition`.
    """

    library: Library
    edition: str = field(default_factory=lambda: secrets.token_hex(8))
    readers: int = 0
    kept: bool = True


class Shelf:
    """Lends the current Library; a replaced one is closed when its last reader is done."""

    def __init__(self, open_library: Callable[[], Library]) -> None:
        self._open = open_library
        self._lock = Lock()
        self._renewing = Lock()
        self._current: _Loan | None = None
        self.lost = ""
        """Why the index that should serve cannot be opened, where an older one still answers."""

    @contextmanager
    def library(self) -> Iterator[Library]:
        """The current Library for one request. Raises what opening an index raises."""
        loan = self._take()
        try:
            yield loan.library
        finally:
            self._give_back(loan)

    def edition(self) -> str:
        """What names the current Library: answers of one edition are the same. Raises what
        opening an index raises.
        """
        loan = self._take()
        self._give_back(loan)
        return loan.edition

    def close(self) -> None:
        """Close the Library as soon as nobody reads in it; a later request opens it anew."""
        with self._lock:
            self._replace(None)

    def _take(self) -> _Loan:
        self._renew()
        with self._lock:
            if self._current is None:
                self._current = _Loan(self._open())
            self._current.readers += 1
            return self._current

    def _renew(self) -> None:
        """Take the newer generation, if there is one that can be opened.

        One request opens it; the others are answered from the old one meanwhile. A generation
        of another version or a damaged one, or an index that was removed, is no reason to stop
        answering: `lost` tells of it, until there is one again.
        """
        if not self._renewing.acquire(blocking=False):
            return
        try:
            current = self._current
            if current is not None and not current.library.is_current():
                new = _Loan(self._open())
                with self._lock:
                    self._replace(new)
            self._tell("")
        except StorageError as error:
            self._tell(str(error))
        finally:
            self._renewing.release()

    def _tell(self, lost: str) -> None:
        if lost != self.lost:
            said = f"answering from memory: {lost}" if lost else "the index can be opened again"
            facts = {"lost": lost} if lost else {}
            extra = {"event": "index-lost" if lost else "index-back", "facts": facts}
            _log.log(logging.WARNING if lost else logging.INFO, said, extra=extra)
        self.lost = lost

    def _give_back(self, loan: _Loan) -> None:
        with self._lock:
            loan.readers -= 1
            self._close_if_unused(loan)

    def _replace(self, new: _Loan | None) -> None:
        old, self._current = self._current, new
        if old is not None:
            old.kept = False
            self._close_if_unused(old)

    @staticmethod
    def _close_if_unused(loan: _Loan) -> None:
        if not loan.kept and loan.readers == 0:
            loan.library.close()
            gc.unfreeze()  # what `warm` set aside has this Library in it
