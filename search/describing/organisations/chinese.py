"""Reading names of organisations in Chinese text by their endings.

One pass finds endings (公司, 大学, 委员会, 科技厅, …); from each, words are read leftwards
until one that no name contains. Names of the table are found in the same text first. All
offsets are those of the folded text, which has the length of the text.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from search.analysis.data import kinds
from search.analysis.segmentation import cut
from search.describing.organisations.brackets import from_name, is_award
from search.describing.organisations.endings import Ending, chinese_endings, stops, words_of
from search.describing.organisations.mention import Mention
from search.describing.organisations.offices import of_this_place, official
from search.describing.organisations.patterns import (
    FoundEnding,
    abroad_before,
    found_endings,
    is_title,
    known,
)
from search.describing.organisations.places import places
from search.describing.organisations.proper import (
    COUNTRYWIDE,
    first_proper,
    has_brand,
    is_word,
)
from search.describing.organisations.table import directory
from search.describing.word_edges import word_edges

_LEAST = 2  # characters of a name that a person's could end like: 刘国中
_SHORT = 4  # characters of what a company is called for short
_WINDOW = 28  # characters left of an ending; longer names are very rare
_NEVER_OF_A_COUNTRY = frozenset(("company", "university", "media", "other"))
_CLOCK = re.compile("(?<=[0-9][:：])[0-9]{1,2}")  # 22:46青岛某某有限公司
_MODEL = re.compile("(?<![A-Za-z0-9])(?:[A-Z]|[A-Z]?[0-9]{1,3})$")  # 问界S汽车, 3汽车
# What stands between a body and its institute: 中国科学院 + 南京地理与 + 湖泊研究所.
_JOINED = re.compile(r"(?![与和及暨])[\u3400-\u9fff]{2,8}[与和及暨]")
_INSTITUTE = re.compile("研究|学院|实验室|中心")
_NAME_CHARACTERS = re.compile(r"[\u3007\u3400-\u9fffA-Za-z0-9·•&\-（）()]*")
# What counts or measures or tells when, backwards: 178家, 三大, 12英寸, 9点, vs; no name holds it.
_COUNTED = re.compile(
    r"(?:(?<![A-Za-z])sv(?![A-Za-z])|(?:吨[千万亿]{0,2}|米[纳奈微毫厘千方平]{1,2}|瓦[千兆吉]|亩[千万]?|[寸吋]英?)[多余]?[0-9]"
    r"|[寸吋]英?[一二三四五六七八九十]"
    r"|[岁年月日点时分秒届次期辆套名位家所个座项处组支班园校批元][多余学]?[千万亿]{0,2}[多余]?[0-9]+(?!第)"
    r"|[座个家所条批][一二三四五六七八九十]{1,3}第|届[0-9]{1,3}第|级?[0-9]{2}(?:02|91)(?![0-9A-Za-z])"
    r"|[家所名位个间]余?[百千数几两]|[款种件只辆套]余?[一二三四五六七八九十百千两]{1,3}(?!第)|(?<![学连庆同理兴华众成通方宗地])大(?:[一两三四五六七八九十0-9](?!二)|二第))"
)
_NUMBERED = re.compile("(?<![A-Za-z0-9])[1-9][0-9]*$")  # 40队
_ONE = re.compile("[^省市县区州]一$")
_FIRM = re.compile("股份有限公司|有限责任公司|有限公司")
# What is called by a name that is rather what it does: 振兴投资基金, 绿电产业园.
_NO_FIRM = re.compile(
    "(?:园|园区|(?:投资|产业|科创|更新|子|母)基金|能源|航空|汽车|医药|工厂|处理厂)$"
)
_DEFINED = re.compile(r" ?[(（](?:以下简称|下称|简称)?[:：]?[“「『\"]")
# In front of one of several bodies of a kind, or of one that is striven for.
_SEVERAL = re.compile("(?:[0-9几数多余两首新一-九十百][增]?[个家所座批]|争创|创建|培育|申报|首批)$")


def chinese_mentions(folded: str) -> list[Mention]:
    """All names of organisations in folded Chinese text, in order, without overlaps."""
    mentions: list[Mention] = []
    table = known(folded)
    number = 0
    for ending in found_endings(folded):
        while number < len(table) and table[number].end <= ending.start:
            _append(mentions, table[number])
            number += 1
        inner = table[number] if number < len(table) else None
        if inner and inner.start <= ending.start and ending.end <= inner.end:
            continue
        if found := _read(folded, ending, mentions):
            _append(mentions, found)
    for mention in table[number:]:
        _append(mentions, mention)
    return mentions


def _append(mentions: list[Mention], new: Mention) -> None:
    """Add a mention; a longer one replaces those that it covers, a covered one is dropped."""
    while mentions and new.start <= mentions[-1].start and mentions[-1].end <= new.end:
        mentions.pop()
    if not mentions or mentions[-1].end <= new.start:
        mentions.append(new)


def _read(folded: str, found: FoundEnding, before: list[Mention]) -> Mention | None:
    """The name that ends with this ending, or None."""
    anchor, end, office = found
    words_end = anchor if office else end
    words = _words_left(folded, _leftmost(folded, anchor), anchor, words_end)
    reach = words_end - sum(map(len, words))
    start, proper = first_proper(words, reach, end - anchor)
    if folded[anchor:end] in words_of("court") and proper in ("", "brand"):
        return of_this_place(folded, anchor, end)
    start, proper = _beside(folded, before, (reach, start, anchor, end), proper)
    ending = None if office else chinese_endings().get(folded[anchor:end])
    needs = "official" if office else ending.needs if ending else ""
    if needs == "official":
        return official(folded, start, end, anchor, proper)
    if not ending or needs == "never" or start >= anchor or not proper:
        return None
    if _is_part_of_firm(folded, before, anchor, end):
        return None
    if needs == "foreign":
        return _ministry(folded, anchor, end)
    named = folded[start:anchor]
    if _is_counted(folded, start) or not _has_what_it_needs(ending, named, words, proper):
        return None
    # 东方出版社 is in the dictionary
    whole = bool(words) and len(words[-1]) == end - start and named not in words_of("founded")
    if ending.kind in _NEVER_OF_A_COUNTRY and not whole and _is_country(_said(words, named)):
        return None
    if is_award(folded, start, end) or _is_inside_word(folded, end):
        return None
    return Mention(start, end, "", "ending", ending.kind)


def _is_inside_word(folded: str, end: int) -> bool:
    """Whether a word goes on behind the ending: 总会 of 总会计师, but not of 总会会长."""
    if not "\u3400" <= folded[end : end + 1] <= "\u9fff" or is_title(folded, end):
        return False
    edges = word_edges(folded)
    if edges.at(end):
        return False
    return 1 in (end - edges.before(end), edges.after(end) - end)


def _is_part_of_firm(folded: str, before: list[Mention], anchor: int, end: int) -> bool:
    """Whether this is an office of the firm or the university named in front: 某某公司党委."""
    if not before or before[-1].end != anchor or folded[anchor:end] not in words_of("office"):
        return False
    owner = before[-1]
    return (owner.kind or directory().kind(owner.id)) in ("company", "university")


def _said(words: list[str], named: str) -> str:
    """What is said of a body in front of the word for it, which may have one character more than
    its ending: of 国际大厂 only that it is 国际.
    """
    shorter = len(named) - 1
    longer = bool(words) and words[-1].startswith(named[shorter:])
    return named[:shorter] if longer and len(words[-1]) > 1 else named


def _has_what_it_needs(ending: Ending, named: str, words: list[str], proper: str) -> bool:
    """Whether what stands in front of an ending is what it must have there."""
    needs = ending.needs
    if ending.kind == "association" and _NUMBERED.search(named):
        return False
    if _ONE.search(named) and places().chain(named)[0] == len(named) - 1:
        return False  # 澳门一酒店
    if needs == "place" and proper == "brand":
        return False
    if needs in ("brand", "plant") and (
        _MODEL.search(named) or (proper == "place" and not has_brand(words, len(named)))
    ):
        return False
    if needs in ("plant", "long") and proper == "body":
        return False
    if needs == "long" and len(named) < _LEAST:
        return False
    if needs == "filled" and places().find(named):
        return False
    return named not in words_of("every") and not named.endswith(_classes())


@cache
def _classes() -> tuple[str, ...]:
    return tuple(words_of("class"))


def _is_counted(folded: str, start: int) -> bool:
    """Whether these are several of a kind, or striven for: 12个国家医学中心, 争创国家级."""
    return bool(
        COUNTRYWIDE.match(folded, start) and _SEVERAL.search(folded, max(0, start - 4), start)
    )


def _ministry(folded: str, anchor: int, end: int) -> Mention | None:
    """A ministry of the country that stands right in front of it."""
    start = abroad_before(folded, anchor)
    return Mention(start, end, "", "ending", "government") if start < anchor else None


def _is_country(name: str) -> bool:
    """Whether nothing but a country or a word such as 国际 is said of a body (日本大学)."""
    place = places().find(name)
    large = place is not None and place.level in ("country", "macro")
    return large or bool(COUNTRYWIDE.fullmatch(name))


def _beside(
    folded: str, before: list[Mention], positions: tuple[int, int, int, int], proper: str
) -> tuple[int, str]:
    """Mind the name in front: it is the beginning of this one (中国科学院 + 物理研究所)
    unless another one begins right behind it (腾讯公司 + 华为公司).
    """
    reach, start, anchor, end = positions
    if not proper and _FIRM.match(folded, anchor) and _DEFINED.match(folded, end):
        return reach, "brand"  # 丰盛控股有限公司(「丰盛控股」)
    if not before or before[-1].end > anchor:
        return start, proper
    previous = before[-1]
    if previous.end < reach:
        joined = _INSTITUTE.match(folded, anchor) and _JOINED.fullmatch(folded, previous.end, reach)
        return (previous.start, "body") if joined else (start, proper)
    person = previous.id and _is_person(folded, start, previous.start)
    if previous.start <= start <= previous.end or not proper or person:
        return previous.start, "body"
    return start, proper


def _is_person(folded: str, start: int, end: int) -> bool:
    """Whether a person's name stands here alone in front of a body: 王文 + 中国人民大学."""
    alone = not "\u3400" <= folded[start - 1 : start] <= "\u9fff"
    named = end - start in (2, 3) and folded[start] in _families()
    return alone and named and places().at(folded, start) is None


@cache
def _families() -> frozenset[str]:
    """The characters of family names."""
    return frozenset("".join(word for words in kinds("surnames.tsv").values() for word in words))


def _leftmost(folded: str, anchor: int) -> int:
    backwards = folded[max(0, anchor - _WINDOW) : anchor][::-1]
    found = _NAME_CHARACTERS.match(backwards)
    counted = _COUNTED.search(backwards, 0, found.end() if found else 0)
    size = counted.start() if counted else found.end() if found else 0
    clock = _CLOCK.match(folded, anchor - size)
    return clock.end() if clock else anchor - size


def _words_left(folded: str, low: int, anchor: int, end: int) -> list[str]:
    """The words in front of `end` that may belong to one name, whose ending begins at `anchor`."""
    words: list[str] = []
    open_brackets = 0
    for word in reversed(_cut(folded[low:end])):
        if word in "）)":
            open_brackets += 1
        elif word in "（(":
            if not open_brackets:
                break
            open_brackets -= 1
        elif (words or end == anchor) and (
            _stops(word) or word in words_of("single") or _is_verb(word)
        ):
            break
        words.append(word)
    words.reverse()
    return from_name(words)


def _cut(text: str) -> list[str]:
    """The words of a text, with 国立 as one of its own: 任国立 is cut as one. Letters and digits
    side by side are one, whichever segmenter cut them.
    """
    founded = words_of("founded")
    words: list[str] = []
    for word in cut(text):
        if word.isascii() and words and (words[-1] + word).isalnum() and words[-1].isascii():
            words[-1] += word
        else:
            words += (word[:-2], word[-2:]) if len(word) > 2 and word[-2:] in founded else (word,)
    return words


@lru_cache(maxsize=8192)
def _stops(word: str) -> bool:
    """Whether no name contains a word, or the two that the segmenter holds for one (进一步提高)."""
    two = range(2, len(word) - 1)
    return word in stops() or any(word[:k] in stops() and word[k:] in stops() for k in two)


def _is_verb(word: str) -> bool:
    """Whether a word with 了, 着 or 过 at its end (抢走了) says what is done."""
    return len(word) > 1 and word[-1] in "了着过的"


def brand_of(name: str) -> str:
    """What a company is called for short: 北京四通集团公司 → 四通; nothing if that is a word."""
    if _NO_FIRM.search(name):
        return ""
    start, _ = places().chain(name)
    brand = ""
    for word in cut(name[start:]):
        single = len(word) == 1 and "\u3400" <= word <= "\u9fff"
        if (brand and not (single and len(brand) == 1)) or word in chinese_endings():
            break
        brand += word
    named = 1 < len(brand) <= _SHORT and brand[0] >= "\u3400" and not is_word(brand)
    return brand if named else ""
