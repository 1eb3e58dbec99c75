"""Near-duplicates among the best documents stand behind the best of them. Touches numpy only.

Documents are near-duplicates where their signatures differ in few bits (see
`search.engine.signature`); a signature of 0 says nothing. Followers must be near to the document
that leads them, not only to one another, so that no chain joins what is unlike.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from search.engine.postings import Ints

NEAR: Final = 3  # bits (Manku, Jain and Das Sarma 2007)


def group(order: Ints, signatures: NDArray[np.uint64]) -> tuple[Ints, dict[int, Ints]]:
    """Return an order without those that follow another, and the followers by their leader.

    `order`: best first, of which the first have `signatures` and can be grouped.
    """
    led = _led(signatures)
    followers = [place for places in led.values() for place in places]
    behind = {int(order[leader]): order[places] for leader, places in led.items()}
    return np.delete(order, followers), behind


def _led(signatures: NDArray[np.uint64]) -> dict[int, list[int]]:
    """Return the followers of each document that has any; all are places, best first."""
    near = np.bitwise_count(signatures[:, None] ^ signatures) <= NEAR
    said = signatures != 0
    near &= said & said[:, None]
    leaders, others = np.nonzero(near)
    later = leaders < others
    led: dict[int, list[int]] = {}
    taken: set[int] = set()
    for leader, other in zip(leaders[later].tolist(), others[later].tolist(), strict=True):
        if leader not in taken and other not in taken:
            taken.add(other)
            led.setdefault(leader, []).append(other)
    return led
