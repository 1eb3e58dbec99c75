"""Which words of two languages mean each other, learned from texts that do. Standard library.

Model 1 of Brown et al., "The Mathematics of Statistical Machine Translation" (Computational
Linguistics 19, 1993): every word of one side comes from some word of the other or from none,
wherever they stand; a few rounds of expectation maximisation find how likely each pair is.
Used when the dictionaries are compiled, never when a query is answered.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

_ROUNDS: Final = 5
_SMALL: Final = 1e-3
_NONE: Final = ""
_HEARD: Final = 30  # occurrences of a word that give one kind of text its full say

Pair = tuple[Sequence[str], Sequence[str]]
Likely = dict[str, dict[str, float]]


def blended(kinds: Sequence[tuple[float, Sequence[Pair], Likely]]) -> Likely:
    """Return likelihoods of several kinds of texts as one: each kind has its own say on a word
    that it has often enough, however much of it there is, so that laws do not decide what a
    party is.
    """
    counts = [Counter(word for first, _ in texts for word in set(first)) for _, texts, _ in kinds]
    found: Likely = {}
    for word in dict.fromkeys(word for count in counts for word in count):
        says = [
            own * min(count[word], _HEARD) for (own, _, _), count in zip(kinds, counts, strict=True)
        ]
        shares: dict[str, float] = defaultdict(float)
        for (_, _, likely), say in zip(kinds, says, strict=True):
            for other, share in likely.get(word, {}).items():
                shares[other] += share * say / sum(says)
        found[word] = dict(shares)
    return found


def likelihoods(pairs: Iterable[Pair]) -> Likely:
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
