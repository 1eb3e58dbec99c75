"""What Chinese of other regions calls a thing (軟體, 软件), by OpenCC's phrase tables.

Only for asking: these conversions change lengths and words, which an index must not.
Touches OpenCC.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Final

import opencc

from search.analysis import fold

_TO_MAINLAND: Final = ("tw2sp", "hk2s")
_TO_TAIWAN: Final = "s2twp"


@lru_cache(maxsize=4096)
def regional(text: str) -> tuple[str, ...]:
    """Return the folded forms of a Chinese word in other regions, without its own."""
    own = fold(text)
    if len(own) < 2:
        return ()
    mainland = [_converter(name)(text) for name in _TO_MAINLAND]
    simplified = _converter("t2s")(text)
    taiwan = [_converter(_TO_TAIWAN)(word) for word in (simplified, *mainland)]
    return tuple(w for w in dict.fromkeys(map(fold, (*mainland, *taiwan))) if w != own)


@cache
def _converter(name: str) -> Callable[[str], str]:
    convert: Callable[[str], str] = opencc.OpenCC(name).convert
    return lambda text: convert(text.encode("utf-8", "replace").decode())
