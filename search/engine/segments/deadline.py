"""How long one query may take: a moment that matching looks at before each part of a tree.

It is kept by thread, so that no function between the library and the arrays has to hand it on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from time import monotonic

_END: ContextVar[float] = ContextVar("end of the query", default=inf)


class Late(Exception):
    """The time for this query is over."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let what is matched inside raise Late when so many seconds have passed."""
    token = _END.set(monotonic() + seconds)
    try:
        yield
    finally:
        _END.reset(token)


def look_at_the_clock() -> None:
    """Raise Late where the time is over."""
    if monotonic() > _END.get():
        raise Late
