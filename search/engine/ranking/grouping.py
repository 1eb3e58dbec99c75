"""Near-duplicates among the best documents stand behind the best of them. Touches numpy only.

Documents may be near-duplicates where their signatures differ in few bits (see `signature`; a
signature of 0 says nothing), and are where their texts are alike.
Followers must be like the document that leads them, not only like one another, so that no chain
joins what is unlike.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from search.engine.arrays.postings import Ints

# Bits of 64: a header and links below change up to so many in a short text. Few other texts come
# so near (2 of 10^7 pairs by chance), and those are told apart by what they say.
NEAR: Final = 12

Alike = Callable[[int, int, bool], bool]
"""Tells of two documents whether they are near-duplicates, or (True) have the same text."""


def group(
    order: Ints, signatures: NDArray[np.uint64], alike: Callable[[int, int], bool]
) -> tuple[Ints, dict[int, Ints]]:
    """Return an order without those that follow another, and the followers by their leader.

    `order`: best first, of which the first have `signatures` and can be grouped; `alike` tells
    of two of these, by their value in `order`, whether their texts are near-duplicates.
    """
    led = _led(order, signatures, alike)
    followers = [place for places in led.values() for place in places]
    behind = {int(order[leader]): order[places] for leader, places in led.items()}
    return np.delete(order, followers), behind


def _led(
    order: Ints, signatures: NDArray[np.uint64], alike: Callable[[int, int], bool]
) -> dict[int, list[int]]:
    """Return the followers of each document that has any; all are places, best first."""
    near = np.bitwise_count(signatures[:, None] ^ signatures) <= NEAR
    said = signatures != 0
    near &= said & said[:, None]
    leaders, others = np.nonzero(near)
    later = leaders < others
    led: dict[int, list[int]] = {}
    taken: set[int] = set()
    for leader, other in zip(leaders[later].tolist(), others[later].tolist(), strict=True):
        if leader in taken or other in taken:
            continue
        if alike(int(order[leader]), int(order[other])):
            taken.add(other)
            led.setdefault(leader, []).append(other)
    return led
