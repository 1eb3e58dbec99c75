"""Let Ctrl-C wait for a moment. Touches this process's signals."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def postponed() -> Iterator[None]:
    """Let Ctrl-C wait until the block is done, and then raise KeyboardInterrupt.

    For calls of packages that take whatever is raised in them for an error of their own, as
    langdetect does while it loads its profiles: the user's wish would be lost.
    """
    if threading.current_thread() is not threading.main_thread() or not _heard():
        yield
        return
    pressed: list[int] = []

    def press(number: int, _frame: Any) -> None:
        pressed.append(number)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt


def _heard() -> bool:
    return signal.getsignal(signal.SIGINT) is signal.default_int_handler
