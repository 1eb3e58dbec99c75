"""Which words of two languages mean each other, learned from texts that do. Standard library.

Model 1 of Brown et al., "The Mathematics of Statistical Machine Translation" (Computational
Linguistics 19, 1993): every word of one side comes from some word of the other or from none,
wherever they stand; a few rounds of expectation maximisation find how likely each pair is.
Used when the dictionaries are compiled, never when a query is answered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

_ROUNDS: Final = 5
_SMALL: Final = 1e-3
_NONE: Final = ""

Pair = tuple[Sequence[str], Sequence[str]]


def likelihoods(pairs: Iterable[Pair]) -> dict[str, dict[str, float]]:
    """Return how likely each word of the first sides is rendered by words of the second."""
    texts = [((*first, _NONE), second) for first, second in pairs if first and second]
    known: dict[str, dict[str, float]] = {}
    for turn in range(_ROUNDS):
        counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for first, second in texts:
            for word in second:
                shares = [known[one].get(word, 0.0) if turn else 1.0 for one in first]
                total = sum(shares)
                for one, share in zip(first, shares, strict=True):
                    if share > total * _SMALL:
                        counts[one][word] += share / total
        known = {}
        for one, found in counts.items():
            total = sum(found.values())
            known[one] = {w: n / total for w, n in found.items() if n > total * _SMALL}
    return known
