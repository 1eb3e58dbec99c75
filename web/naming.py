"""Names by which a person may look for a facet value: in each language and script, and how
its characters sound. Pure, but for pypinyin's tables.
"""

from __future__ import annotations

import re
from functools import lru_cache

from search import Results
from web.presenters import named

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")

Names = dict[str, dict[str, dict[str, list[str]]]]


def names(*answers: Results) -> Names:
    """By facet and value: `names` in all languages of the answers and in traditional
    characters, and `sounds` in pinyin without tones, a space between syllables.
    """
    out: Names = {}
    for answer in answers:
        for facet, values in answer.facets.items():
            for value in values:
                entry = out.setdefault(facet, {}).setdefault(
                    value.value, {"names": [], "sounds": []}
                )
                _add(entry["names"], value.label)
                if _HAN.search(value.label):
                    _add(entry["names"], named(value.label, "Hant"))
                    _add(entry["sounds"], spelt(value.label))
    return out


def _add(known: list[str], name: str) -> None:
    if name not in known:
        known.append(name)


@lru_cache(maxsize=16_384)
def spelt(label: str) -> str:
    """How a Chinese name sounds: `北京市` → `bei jing shi`; other letters are left out."""
    from pypinyin import lazy_pinyin  # its tables take a tenth of a second to load

    return " ".join(lazy_pinyin(label, errors="ignore"))
