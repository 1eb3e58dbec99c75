"""Numbers of tokens as Whoosh keeps them: in one byte of 256 steps. Touches whoosh."""

from __future__ import annotations

from functools import cache

import numpy as np

from search.engine.arrays.postings import Array


@cache
def _steps() -> Array:
    from whoosh.util.numeric import byte_to_length  # late: who only reads does not need whoosh

    return np.array([byte_to_length(code) for code in range(256)], np.int32)


def length_codes(lengths: Array) -> Array:
    """Return the byte that Whoosh keeps of each number of tokens."""
    return np.minimum(np.searchsorted(_steps(), lengths), 255).astype(np.uint8)


def rounded_lengths(lengths: Array) -> Array:
    """Return the numbers that the bytes stand for, which scores are computed with."""
    return _steps()[length_codes(lengths)]
