"""One id for the names of one body in a document, where the names themselves tell it.

Names of one body differ in the place in front, the legal form, brackets, the order of the
words, or one is the beginning of the other. Touches the directory and the places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from search.analysis import fold
from search.describing.organisations.endings import kind_of, words_of
from search.describing.organisations.places import Place, places
from search.describing.organisations.proper import is_word
from search.describing.organisations.table import directory
from search.describing.places.gazetteer import gazetteer

_HAN = re.compile(r"[\u3400-\u9fff]")
_CHINESE_FORM = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|公司)$")
_ENGLISH_FORM = re.compile(
    r",? (?:&? ?co|corp|corporation|inc|incorporated|ltd|limited|plc|llc|company|ag|gmbh|sa)\.?$"
)
_PEOPLES = re.compile("^人民(?=法院|检察院)")
_MARKS = str.maketrans("", "", "()（）")
_SHORTEST = 3  # characters of a name that may be a part of another
_SMALL = frozenset(("of", "the", "and", "for"))
_Placed = tuple[str, Place | None]


def one_id(ids: Iterable[str]) -> dict[str, str]:
    """Which of these ids of one document are names of a body that has another of them."""
    unknown = [i for i in ids if not directory().organisation(i)]
    chinese = [i for i in unknown if _HAN.match(i)]
    english = [i for i in unknown if not _HAN.match(i)]
    return _chinese(chinese) | _english(english)


def _chinese(ids: list[str]) -> dict[str, str]:
    """Names that differ only in the place in front, or in the legal form, or of which one stands
    behind a word that is none of it (参访 + 儒鸿公司), or is a part of it (北京大学 + 外国语学院).
    """
    longer: dict[str, str] = {}
    placed = {i: _placed(i) for i in ids} if len(ids) > 1 else {}
    for short in placed:
        fits = [i for i in ids if len(i) > len(short) and _is_same(placed[i], placed[short])]
        bodies = {placed[i] for i in fits}
        if len(bodies) == 1:
            longer[short] = max(fits, key=len)
        whole = [i for i in ids if i.endswith(short) and short not in (i, longer.get(i))]
        if len(whole) == 1 and short not in longer and len(short) > _SHORTEST:
            front = fold(whole[0].removesuffix(short))
            if places().at(front, 0) or kind_of(front) != "other":
                longer[short] = whole[0]
            elif is_word(front):  # 青岩 may be a name
                longer[whole[0]] = short
    return longer


def _placed(name: str) -> _Placed:
    """What a name says behind the places in front and without legal form, and the last place."""
    folded = fold(name).translate(_MARKS)
    end, place = places().chain(folded)
    if place and place.level == "city":
        end, place = _county(folded, end, place)
    folded = folded[:end] + _PEOPLES.sub("", folded[end:])
    return _CHINESE_FORM.sub("", folded[end:]) or folded[end:], place


def _county(folded: str, end: int, city: Place) -> tuple[int, Place]:
    """The end of a county's short name behind its city (杭州 + 西湖), and it; else the same."""
    short = folded[end : end + 2]
    for kind in "区县市" if len(short) == 2 and folded[end + 2 :] in words_of("court") else "":
        at = places().at(short + kind, 0, city)
        if at and at[1].level == "county" and city.id in gazetteer().ancestors(at[1].id):
            return end + 2, at[1]
    return end, city


def _is_same(longer: _Placed, short: _Placed) -> bool:
    """Whether a Chinese name is the shorter one, or that behind a place or more of the place."""
    (rest, place), (bare, shorter) = longer, short
    same = shorter is None or (place is not None and place.id == shorter.id)
    return same and rest == bare


def _english(ids: list[str]) -> dict[str, str]:
    """Names that are the beginning of a longer one (`… of …`), that differ in the legal form, or
    bodies of government whose words stand in another order (Health Ministry).
    """
    longer: dict[str, str] = {}
    first: dict[object, str] = {}
    for name in sorted(ids, key=len, reverse=True) if len(ids) > 1 else ():
        known = first.setdefault(_words(name), name)
        if known != name:
            longer[name] = known
    for short in ids:
        if " " in short and not any(places().find(w) for w in short.casefold().split()):
            start = short.casefold() + " of "
            fits = [i for i in ids if i.casefold().startswith(start)]
            if fits and short not in longer:
                longer[short] = longer.get(fits[0], fits[0])
    return longer


def _words(name: str) -> object:
    """What names of one body have in common."""
    low = name.casefold().removeprefix("the ").replace("&", "and")
    if kind_of(name) == "government":
        return frozenset(low.replace("'s", "").split()) - _SMALL
    bare = _ENGLISH_FORM.sub("", _ENGLISH_FORM.sub("", low))
    return bare if " " in bare or bare != low else low
