"""Run a waitress server until the process is told to stop; what it has begun is finished.

waitress alone ends its loop at the first signal and cuts off what is being answered.
"""

from __future__ import annotations

import select
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from socket import socket

GRACE: Final = 20.0
"""Seconds that answers may still take after the signal; a second signal ends them at once."""

_TURN: Final = 0.05  # seconds that the loop waits for a client while it is stopping


def run(server: Any, channels: dict[int, Any], listener: socket) -> None:
    """Run `server`, a waitress server made with `map=channels` over `listener`, until SIGINT or
    SIGTERM. Then take no new clients, finish the requests that are under way, and return.
    """
    from waitress import wasyncore

    told: list[int] = []

    def stop(number: int, _: object) -> None:
        if told:
            raise KeyboardInterrupt
        told.append(number)
        server.pull_trigger()

    with _told_by_signals(stop):
        while not told:
            wasyncore.loop(timeout=1.0, map=channels, count=1)
        while select.select([listener], [], [], 0)[0]:  # whoever knocked before is let in
            wasyncore.loop(timeout=_TURN, map=channels, count=1)
        server.del_channel(channels)
        listener.close()
        end = time.monotonic() + GRACE
        wasyncore.loop(timeout=_TURN, map=channels, count=1)  # and heard
        while _busy(channels) and time.monotonic() < end:
            wasyncore.loop(timeout=_TURN, map=channels, count=1)
    server.task_dispatcher.shutdown()
    wasyncore.close_all(channels)


def _busy(channels: dict[int, Any]) -> bool:
    """Tell whether a client waits for an answer, or for the rest of one."""
    return any(
        getattr(channel, "requests", None) or getattr(channel, "total_outbufs_len", 0)
        for channel in list(channels.values())
    )


@contextmanager
def _told_by_signals(stop: Any) -> Iterator[None]:
    """Call `stop` at SIGINT and SIGTERM; only the main thread can be told."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
