"""Let the search for garbage rest while much is made that stays. Touches this process only."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def growing() -> Iterator[None]:
    """Look for no garbage meanwhile: tables, a catalogue and a plan are none, and looking through
    them again and again, as they grow, takes a tenth of loading the tables and a fifth of an
    update that finds nothing to do.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
