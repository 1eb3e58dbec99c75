"""Whether the folders have changed since they were read, looked up in the background.

Safe between threads. Touches the folders only through the function that it is given.
"""

from __future__ import annotations

import logging
import weakref
from collections.abc import Callable
from threading import Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING

from search import Library

if TYPE_CHECKING:
    from search import Drift

PAUSE = 10.0  # seconds between two looks, at least
REST = 50  # times as long as it looked, a lookout rests: two per cent of a processor at most

_log = logging.getLogger(__name__)


class Lookout:
    """Looks when somebody asks and the last look is old; nobody waits for it."""

    def __init__(self, look: Callable[[], Drift]) -> None:
        self._look = look
        self._lock = Lock()
        self._looking = False
        self._due = 0.0
        self._found: Drift | None = None
        self._library: Callable[[], Library | None] = lambda: None

    def drift(self, library: Library) -> Drift | None:
        """How far this generation is behind, as last seen; None where it is not known yet."""
        with self._lock:
            if self._library() is not library:  # what was seen is about another generation
                self._found, self._due, self._library = None, 0.0, weakref.ref(library)
            if not self._looking and monotonic() >= self._due:
                self._looking = True
                Thread(target=self._see, args=(library,), daemon=True).start()
            return self._found

    def _see(self, library: Library) -> None:
        started, found = monotonic(), None
        try:
            found = self._look()
        except Exception:  # a look is a courtesy: it must not end a thread of the server
            _log.exception("the folders could not be looked at")
        with self._lock:
            self._looking = False
            if self._library() is library:
                self._found = found
                self._due = monotonic() + max(PAUSE, REST * (monotonic() - started))
