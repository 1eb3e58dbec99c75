"""Reading names of organisations in Chinese text by their endings.

One pass finds endings (公司, 大学, 委员会, 科技厅, …); from each, words are read leftwards
until one that no name contains. Names of the table are found in the same text first. All
offsets are those of the folded text, which has the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import NamedTuple

from search.analysis import fold
from search.analysis.segmentation import cut
from search.describing.organisation_departments import departments
from search.describing.organisation_endings import chinese_endings, plain, stops
from search.describing.organisation_places import places
from search.describing.organisation_table import directory

_WINDOW = 28  # characters left of an ending; longer names are very rare
_PAIR = 4  # characters of a word that is made of two words
_SINGLE = frozenset(
    "在由与和从对被把将向让使给等及或但而也都已是有以用跟同于至自经到称说的了着过就则因并且又还再"
    "不没各每该本此这那其某据按凭靠当令叫请会能可应须想去来赴抵位名个条项次约近前后内外下暨之他她它"
    "我你们为未曾正只很最更逾超达共获任系诉即均才所家间为据为时日月年号经拟"
)
_COUNTRYWIDE = (
    *(
        "中国",
        "中华",
        "国家",
        "全国",
        "中央",
        "国际",
        "世界",
        "亚洲",
        "联合国",
        "首都",
        "华东",
        "华南",
    ),
    *("华北", "华中", "东北", "西北", "西南", "中南", "南方", "北方", "东方"),
)
_HERE = re.compile(r"(?:全|我|该|本)?(省|市|县|区|州|自治区|自治州|特区)$")
_NAME_CHARACTER = re.compile(r"[\u3007\u3400-\u9fffA-Za-z0-9·•&\-（）()]")


class Mention(NamedTuple):
    """A name in the text: where it stands, its id if known, the rule that read it."""

    start: int
    end: int
    id: str
    rule: str
    kind: str = ""


class _Endings(NamedTuple):
    """All endings by their first two characters, and a pattern that finds these."""

    starts: re.Pattern[str]
    forms: dict[str, re.Pattern[str]]


@cache
def _endings() -> _Endings:
    offices = (
        "(?:委员会|办公室|厅(?!长?级)|局(?!面|势|限|部)|委(?!员|托|派|任|屈|婉)"
        "|办(?!公|理|学|事|法|好|案)|署(?!名|理)|部(?!门|分|署|队|件|位|落|长级))"
    )
    forms: dict[str, list[str]] = {}
    for subject in sorted(departments().full, key=len, reverse=True):
        forms.setdefault(subject[:2], []).append(f"({subject}{offices})")
    for ending, what in sorted(chinese_endings().items(), key=lambda pair: -len(pair[0])):
        forms.setdefault(ending[:2], []).append(ending + _following(what.blocked))
    return _Endings(_pairs(forms), {pair: re.compile("|".join(f)) for pair, f in forms.items()})


def _following(characters: str) -> str:
    """A look at the next character: one of those behind `=`, or none of these."""
    if characters.startswith("="):
        return f"(?=[{re.escape(characters[1:])}\\s]|$)"
    return f"(?![{characters}])" if characters else ""


def _pairs(keys: Collection[str]) -> re.Pattern[str]:
    """Finds every place where one of these characters or pairs may begin, and some more."""
    pairs = [key for key in keys if len(key) > 1]
    first, second = ("".join(sorted({re.escape(key[i]) for key in pairs})) for i in (0, 1))
    alone = "".join(sorted(re.escape(key) for key in keys if len(key) == 1))
    return re.compile(f"[{first}](?=[{second}])" + (f"|[{alone}]" if alone else ""))


class _Ending(NamedTuple):
    start: int
    end: int
    office: bool


def _found_endings(folded: str) -> Iterator[_Ending]:
    """The endings in folded text, in order, without overlaps."""
    starts, forms = _endings()
    end = 0
    for match in starts.finditer(folded):
        start = match.start()
        for key in (folded[start : start + 2], folded[start]) if start >= end else ():
            if key in forms and (found := forms[key].match(folded, start)):
                end = found.end()
                yield _Ending(start, end, found.lastindex is not None)
                break


@cache
def _table() -> tuple[re.Pattern[str], dict[str, list[tuple[str, str]]]]:
    """Names of the table by their first two characters, and a pattern that finds these."""
    names: dict[str, list[tuple[str, str]]] = {}
    for written, identifier in directory().clear.items():
        name = fold(written)
        if re.search(r"[\u3400-\u9fff]", name):
            names.setdefault(name[:2], []).append((name, identifier))
    for found in names.values():
        found.sort(key=lambda pair: -len(pair[0]))
    return _pairs(names), names


def known(folded: str) -> list[Mention]:
    """Names of the table in folded text, the longest at each place, without overlaps."""
    starts, names = _table()
    mentions: list[Mention] = []
    end = 0
    for match in starts.finditer(folded):
        start = match.start()
        if start < end:
            continue
        for name, identifier in names.get(folded[start : start + 2], ()):
            if folded.startswith(name, start) and _whole(folded, start, start + len(name)):
                end = start + len(name)
                mentions.append(Mention(start, end, identifier, "table"))
                break
    return mentions


def _whole(folded: str, start: int, end: int) -> bool:
    """Whether a short name is not a part of longer words (央视 in 中央视察)."""
    if folded[end : end + 1] == "长" and folded[end - 1] in "院部局厅署":
        return True
    if end - start > 4:  # chance hits need short names
        return not (folded[end - 1] == "部" and folded[end : end + 1] in ("门", "分"))
    left = max(0, start - 4)
    position = left
    inside = False
    for word in cut(folded[left : end + 4]):
        if position < start < position + len(word) or position < end < position + len(word):
            return False
        position += len(word)
        inside = True
    return inside


def chinese_mentions(folded: str) -> list[Mention]:
    """All names of organisations in folded Chinese text, in order, without overlaps."""
    mentions: list[Mention] = []
    table = known(folded)
    number = 0
    for ending in _found_endings(folded):
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


def _read(folded: str, found: _Ending, before: list[Mention]) -> Mention | None:
    """The name that ends with this ending, or None."""
    anchor, end, office = found
    words_end = anchor if office else end
    words = _words_left(folded, _leftmost(folded, anchor), words_end)
    start, proper = _first_proper(words, words_end - sum(map(len, words)))
    start, proper = _beside(folded, before, start, anchor, proper)
    ending = None if office else chinese_endings().get(folded[anchor:end])
    if office or (ending and ending.needs == "official"):
        return _official(folded, start, end, anchor, proper)
    if not ending or ending.needs == "never" or start >= anchor or not proper:
        return None
    if ending.needs == "place" and proper == "brand":
        return None
    if ending.needs == "brand" and proper == "place" and not _has_brand(words):
        return None
    return Mention(start, end, "", "ending", ending.kind)


def _beside(
    folded: str, before: list[Mention], start: int, anchor: int, proper: str
) -> tuple[int, str]:
    """Mind the name in front: it is the beginning of this one (中国科学院 + 物理研究所)
    unless another one begins right behind it (腾讯公司 + 华为公司).
    """
    if not before or before[-1].end > anchor:
        return start, proper
    previous = before[-1]
    if previous.start < start <= previous.end or (start >= anchor and previous.end == anchor):
        return previous.start, "body"
    if start <= previous.start and previous.end < anchor and _fresh(folded, previous.end):
        return previous.end, "brand"
    return start, proper


def _leftmost(folded: str, anchor: int) -> int:
    low = anchor
    while low > 0 and anchor - low < _WINDOW and _NAME_CHARACTER.match(folded[low - 1]):
        low -= 1
    return low


def _fresh(folded: str, start: int) -> bool:
    """Whether a name of the table begins here."""
    names = _table()[1].get(folded[start : start + 2], ())
    return any(folded.startswith(name, start) for name, _ in names)


def _words_left(folded: str, low: int, end: int) -> list[str]:
    """The words in front of `end` that may belong to one name."""
    words: list[str] = []
    open_brackets = 0
    for word in reversed(cut(folded[low:end])):
        if word in "）)":
            open_brackets += 1
        elif word in "（(":
            if not open_brackets:
                break
            open_brackets -= 1
        elif words and (word in stops() or word in _SINGLE):
            break
        words.append(word)
    words.reverse()
    while words and words[0] in "（）()-·•&":
        words.pop(0)
    return words


def _first_proper(words: list[str], start: int) -> tuple[int, str]:
    """Where the name begins, at its first proper word, and what that is: place, brand or
    nothing, then `start` is behind the words.
    """
    text = "".join(words)
    position = 0
    for number, word in enumerate(words):
        if text.startswith(_COUNTRYWIDE, position) or places().at(text, position):
            return start + position, "place"
        if number < len(words) - 1 and _is_brand(words, number):
            return start + position, "brand"
        position += len(word)
    return start + len(text), ""


def _is_brand(words: list[str], number: int) -> bool:
    """A word that is no ordinary one, or single characters side by side, which are no words."""
    word = words[number]
    if len(word) > 1 or not "\u3400" <= word <= "\u9fff":
        return not (_is_ordinary(word) or (len(word) == _PAIR and _is_ordinary(word[:2], word[2:])))
    following = words[number + 1] if number + 2 < len(words) else ""
    return len(following) == 1 and "\u3400" <= following <= "\u9fff"


def _is_ordinary(*words: str) -> bool:
    return all(word in plain() or word in stops() for word in words)


def _has_brand(words: list[str]) -> bool:
    text = "".join(words)
    position = 0
    for number, word in enumerate(words[:-1]):
        at = places().at(text, position)
        if not at and not text.startswith(_COUNTRYWIDE, position) and _is_brand(words, number):
            return True
        position += len(word)
    return False


def _official(folded: str, start: int, end: int, anchor: int, proper: str) -> Mention | None:
    """A department: of a named place, or of the document's own (省科技厅)."""
    name = folded[start:end]
    if proper and (identifier := departments().of_chinese(name)):
        return Mention(start, end, identifier, "department")
    if proper in ("place", "body") and start < anchor:
        return Mention(start, end, "", "department", "government")
    here = _HERE.search(folded[max(0, anchor - 4) : anchor])
    if here:
        return Mention(anchor - len(here[0]), end, "here:" + here[1], "department of this place")
    if start >= anchor and folded[end - 1] == "部":
        return Mention(anchor, end, "", "department", "government")
    return None
