"""Chinese names of places in a text, each judged by the characters around it.

Names are looked up by their first two characters. A short one counts only where words begin
and end with it, so that 青海南部 holds no 海南 and 发展中国家 no 中国. Touches the gazetteer, its
compiled table, the segmenter and `search/data/region-words.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec.structs import replace

from search.analysis import fold
from search.analysis.scanning import Beginnings
from search.describing.places.gazetteer import Region
from search.describing.places.words import (
    CITY,
    LESSER,
    PROVINCE,
    Candidate,
    Form,
    Name,
    Names,
    by_heads,
    depth,
    is_lesser,
    ordered,
    without_peoples,
    words,
)
from search.describing.word_edges import word_edges
from search.describing.wordlist import late

TABLE = "place-beginnings-chinese.tsv"
_JOINTS = "和与及"
_ATTACHED = "人籍港"  # behind a place in one word: 上海人, 大连港
_POINTS = tuple("·•．‧")
# The rest of a company's name behind a country's (中国稀土集团), without words that join or count.
_GROUP_AFTER = re.compile(
    r"(?![\u3400-\u9fff]{0,5}?[的和与及或在有等这各多大最企])[\u3400-\u9fff]{2,5}集团"
)
_VILLAGE = tuple("乡镇村")
_TOWNSHIP = tuple("乡镇市区")  # those of Taiwan have no short name in the table
# Names of what is called like a place, but after a person (中山大学).
_NAMESAKES = late(lambda: "|".join(sorted(words("namesake"), key=len, reverse=True)))
_INSTITUTION_AFTER = late(
    lambda: "|".join(word for word in words("institution") if not word.isascii())
)
_DOES = late(
    lambda: rf"[:：，,）)。”\n]|、[{''.join(words('surname'))}]|{'|'.join(words('does'))}|\Z"
)


def candidates(folded: str) -> Iterator[Candidate]:
    """What may be a place in a folded text, in order, without overlaps."""
    heads = _heads()
    people: set[str] = set()
    end = 0
    for start in _beginnings().places(folded):
        named = heads.get(folded[start : start + 2]) if start >= end else ()
        if named and (found := _longest(folded, start, named, people)):
            end = found.end
            yield found


@cache
def _beginnings() -> Beginnings:
    """The first two characters of every name."""
    return Beginnings(_heads().notes())


def _longest(
    folded: str, start: int, named: tuple[Name, ...], people: set[str]
) -> Candidate | None:
    for name in named:
        if folded.startswith(name.text, start) and not _is_given_name(folded, name, start, people):
            found = _candidate(folded, name, start)
            if found:
                return found
    return None


def _candidate(folded: str, name: Name, start: int) -> Candidate | None:
    end = start + len(name.text)
    full = name.full
    within = depth(name.ids[0]) < PROVINCE and folded[start - 1 : start] in words("inland")
    if within or (full and folded[end - 1 : end + 1] in words("word")):
        return None  # 琼东北地区, 上海市场
    if full and _is_an_adjective(folded, start, end):
        name, full = replace(name, rule="context", sure=False, full=False), False
    if not full:
        if _words_after().match(folded, end):
            return None
        if _NAMESAKES.match(folded, start) or _is_of_a_foreigner(folded, name, start, end):
            return None
        if _has_another_level(folded, name, end) and _stands_alone(folded, start, end + 1):
            end, full = end + 1, True
        elif name.rule == "never":
            return None
    if end - start < 4 and not _stands_alone(folded, start, end, _ease(name, full)):
        return None
    weak = not full and _INSTITUTION_AFTER.match(folded, end) is not None
    weak |= depth(name.ids[0]) < PROVINCE and _GROUP_AFTER.match(folded, end) is not None
    if not (name.sure or full or weak or name.rule) and _is_placed(folded, start, end):
        name = replace(name, sure=True)
    return Candidate(name, start, end, weak, full)


def _is_an_adjective(folded: str, start: int, end: int) -> bool:
    """Whether the word for a level ends a longer word, which the rest describes: 新社区."""
    edges = word_edges(folded)
    return end - start == 3 and edges.at(start + 1) and not edges.at(end - 1)


def _is_placed(folded: str, start: int, end: int) -> bool:
    """Whether the name of a county stands where a place does: somebody goes there (赴泰顺), or what
    is there follows (泰顺警方).
    """
    led = [size for size in (2, 1) if folded[max(0, start - size) : start] in words("led")]
    led = [size for size in led if word_edges(folded).at(start - size)]  # not 受到海伦
    if folded.startswith(_VILLAGE, end) or not (led or folded.startswith(ordered("local"), end)):
        return False
    return _stands_alone(folded, start, end)


def _has_another_level(folded: str, name: Name, end: int) -> bool:
    """Whether a county's name goes on with the word for a level that it once had (富阳市), a
    city's with that of the county that it was; or whether a city abroad is called one (洛杉矶市).
    """
    another = depth(name.ids[0]) >= CITY and name.rule in ("", LESSER)
    if not another or folded[end : end + 2] in words("word"):
        return False
    levels = ("县", "市") if depth(name.ids[0]) == CITY else ("市", "区", "县")
    return folded[end : end + 1] in levels


def _is_given_name(folded: str, name: Name, start: int, people: set[str]) -> bool:
    """Whether a family name stands in front (李安阳); a province needs a role or a title beside it
    (记者王海南), or that the name stands apart, and is one of the `people` from then on. So is who
    is called like a place and nothing else (作家海南说).
    """
    if name.full or name.text in people:
        return not name.full
    if _is_whole_name(folded, start, start + len(name.text)):
        people.add(name.text)
        return True
    family = folded[start - 1 : start]
    end = start + len(name.text)
    if folded.startswith(ordered("storm"), end):
        people.add(family + name.text)  # 桦加沙台风
    common = family in words("surname")
    person = family + name.text
    if len(name.text) > 2 or not (common or family in words("family name")):
        return person in people
    if common and depth(name.ids[0]) >= CITY and _stands_alone(folded, start - 1, start):
        return True
    if person not in people and _is_person(folded, start - 1, start + len(name.text), common):
        people.add(person)
    return person in people


def _is_whole_name(folded: str, start: int, end: int) -> bool:
    """Whether a name is a person's: a calling stands in front and the end of a name or what people
    do behind (劳模张家界：).
    """
    called = folded[start - 1 : start] in _last_of_callings()
    if called and folded[max(0, start - 4) : start].rstrip(" ").endswith(ordered("calling")):
        return _DOES.match(folded, end) is not None
    return False


@cache
def _last_of_callings() -> frozenset[str]:
    return frozenset({" ", *(word[-1] for word in ordered("calling"))})


def _is_person(folded: str, start: int, end: int, common: bool) -> bool:
    """Whether what stands beside a name says that it is a person's."""
    before = folded[max(0, start - 2) : start]
    apart = common and not ("\u3400" <= before[-1:] <= "\u9fff" and before[-1] not in _JOINTS)
    return (
        (apart and word_edges(folded).at(start + 1))
        or (before.endswith(ordered("role")) and word_edges(folded).at(start))  # 富士康郑州厂
        or folded.startswith(ordered("title"), end)
    )


def _is_of_a_foreigner(folded: str, name: Name, start: int, end: int) -> bool:
    """Whether a place abroad is part of a person's name (米兰·昆德拉), not of a list of places."""
    if not name.ids[0][:1].isalpha() or depth(name.ids[0]) < PROVINCE:
        return False
    led = start > 1 and folded[start - 1] in _POINTS and folded[start - 2] not in "国洲州"
    return led or (folded[end : end + 1] in _POINTS and folded[end + 1 : end + 2] > "\u3400")


def _ease(name: Name, full: bool) -> str:
    """How exactly a name must fill words: the larger the place, the less is mistaken for it."""
    if full:
        return "begins"  # 兰溪市委 is cut behind 兰溪
    return "part" if depth(name.ids[0]) <= CITY else "whole"


def _stands_alone(folded: str, start: int, end: int, ease: str = "whole") -> bool:
    """Whether words begin at `start` and end at `end`: 青海南部 holds no 海南.

    By `ease`, the name must be the `whole` of one or more words, may be the first or last
    `part` of a long one (香港回归), or need only be where a word `begins`.
    """
    edges = word_edges(folded)
    begins, closes = edges.at(start), edges.at(end)
    if begins and (closes or ease == "begins"):
        return True
    if begins and folded[end] in _ATTACHED and edges.at(end + 1):
        return True
    if ease != "part" or begins == closes:
        return False
    rest = edges.after(end) - end if begins else start - edges.before(start)
    return rest > 1


@cache
def _heads() -> Names:
    return Names(TABLE, entries)


def entries() -> dict[str, tuple[str, ...]]:
    """Names by their first two characters; under none, all of these."""
    found = by_heads(_forms, lambda text: text[:2])
    return {"": tuple(sorted(found)), **found}


def _forms(region: Region) -> Iterator[Form]:
    """The Chinese names of a region in comparable form."""
    for name in region.names:
        if not name.isascii() and "一" <= name[0] <= "鿿" and len(name) > 1:
            levelled = name != region.zh_short or name.endswith((*_TOWNSHIP, "旗"))
            full = len(name) > 2 and name == region.zh and levelled and not is_lesser(region)
            yield fold(name), full, LESSER if is_lesser(region) else ""
    if short := without_peoples(region):
        yield fold(short), True, ""
    if region.level == "zone":
        yield fold(region.zh), True, ""
    township = region.level == "county" and region.zh == region.zh_short
    if township and len(region.zh) > 2 and region.zh.endswith(_TOWNSHIP):
        yield fold(region.zh[:-1]), False, "parent"


@cache
def _words_after() -> re.Pattern[str]:
    longest_first = sorted(words("street") | words("people"), key=len, reverse=True)
    chinese = "|".join(word for word in longest_first if not word.isascii())
    dishes = "|".join(sorted(words("dish"), key=len, reverse=True))
    return re.compile(
        rf"[东南西北中]?[一二三四五六]?(?:{chinese})(?![线径头坊])|[\u3400-\u9fff]{{0,2}}?(?:{dishes})"
    )
