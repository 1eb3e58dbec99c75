"""Chinese text in the other script, for showing only; finding never needs it. Touches OpenCC."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from opencc import OpenCC

# s2t alone writes 爲, 衆 and 羣, which readers in Taiwan do not.
_CONFIGURATIONS: Final = {"Hans": "t2s", "Hant": "s2tw"}
_CONVERTIBLE: Final = re.compile(r"[^\0\ud800-\udfff]+")  # OpenCC stops at the others


def in_script(text: str, script: str) -> str:
    """Return `text` in the characters of `script`, `Hans` or `Hant`; any other changes nothing.

    Words decide where one character has several counterparts (后 or 後). The length stays
    the same, so that offsets into the text still fit.
    """
    if script not in _CONFIGURATIONS or text.isascii():
        return text
    convert = _converter(_CONFIGURATIONS[script]).convert
    whole = _CONVERTIBLE.sub(lambda run: convert(run[0]), text)
    if len(whole) == len(text):
        return whole
    return _CONVERTIBLE.sub(lambda run: "".join(_one(convert(char), char) for char in run[0]), text)


def _one(converted: str, char: str) -> str:
    return converted if len(converted) == 1 else char


@cache
def _converter(configuration: str) -> OpenCC:
    from opencc import OpenCC

    return OpenCC(configuration)
