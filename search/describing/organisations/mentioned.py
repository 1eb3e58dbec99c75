"""Describe: the organisations that a document names.

Chinese and English grammars read names, the directory gives one id to all names of a
body; what the document itself says (acronyms, short forms) joins the rest. Page chrome
and credits are not read. Pure; reads the organisation files of `data/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from search.analysis import fold, simplified
from search.describing.organisations.chinese import brand_of, chinese_mentions
from search.describing.organisations.defined import defined_names, explains_otherwise
from search.describing.organisations.departments import departments
from search.describing.organisations.english import context, english_mentions
from search.describing.organisations.heads import english_brand
from search.describing.organisations.home import Home
from search.describing.organisations.joining import one_id
from search.describing.organisations.listed import listed_names
from search.describing.organisations.mention import Mention
from search.describing.organisations.patterns import stands_alone
from search.describing.organisations.places import places
from search.describing.organisations.regional import at_home, regional_mentions
from search.describing.organisations.said import said_in_chinese
from search.describing.organisations.schools import school_mentions
from search.describing.organisations.sports import sport_mentions
from search.describing.organisations.table import Directory, Organisation, directory, key
from search.describing.organisations.whose import of_state
from search.describing.pagelines import is_addressed, without_addressees
from search.document import CleanText, Evidence, Value

__all__ = ["Directory", "Organisation", "directory", "organisations"]

_LEAD = 400  # characters of the first paragraph or so, which says what a document is about
_READ = 100_000  # characters; what a book is about is told by then
_EVIDENCE = 8  # mentions kept for each organisation
_AMPERSAND = re.compile(r"(?<=[a-z]{2})\s*&\s*(?=[A-Z][a-z])")  # Physics& Chemistry, not S&T
_CREDIT = re.compile(
    r"(?:photos?(?: provided)? (?:by|to|from)|source:|courtesy of [\w’']{2,20}|\bvia"
    r"|copyright|[a-z.] ?/ ?(?:the)?|(?:follow|like|find) (?:us|me|him|her|them) on"
    r"|(?:来源|來源|转自|图片|摄影)[:：](?:[\u3400-\u9fff]{1,6}$)?|供图[:：]?)\s*$",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_BRACKETS = re.compile(r"[(（](?:集团|控股|中国|[A-Z]\w{1,20})[)）] ?")
_LEGAL_FORM = re.compile(
    r"(?:股份有限公司|有限责任公司|有限公司"
    r"|,? (?:Co|Corp|Corporation|Inc|Ltd|Limited|Plc|AG|SA|Company)\.?(?:,? (?:Ltd|Limited)\.?)?)$"
)
_GROUP = re.compile(r"(?:集团公司|集团|公司| Group| Holdings?)$")
_LATIN = re.compile(r"[A-Za-z0-9]")
_BRANCH = re.compile(
    r"(?: ?\([A-Z][A-Za-z.]{1,11}\))?[’']s ([A-Z][\w-]{1,30}(?: [A-Z][\w-]{1,30})?)"
    r" (branch|campus|chapter|subsidiary)\b"
)


class _Found(NamedTuple):
    id: str
    mention: Mention


def organisations(clean: CleanText, title: str = "", publisher: str = "") -> tuple[Value, ...]:
    """The organisations that a document names, the most salient first.

    `id` is the directory's id or, for a body it does not know, the name in simplified
    characters. `role` is `about` for names in the title or the lead and for those named
    at least twice, else `mention`. 市科技局 is that of the city of the `publisher`, if that is
    a body of government. Never raises.
    """
    text = _without_chrome(clean, clean.text)
    folded = _without_chrome(clean, fold(clean.text))
    mentions = [m for m in _mentions(text, folded) if not _is_credit(text, m)]
    _, owner = places().chain(departments().of_chinese(fold(publisher)) or "")
    return _values(clean.text, _resolved(text, folded, mentions, Home(folded, owner)), title)


def _without_chrome(clean: CleanText, text: str) -> str:
    """The clean text, or its folded twin, as long as before, without page chrome and addressees."""
    parts, end = [], 0
    for span in (span for span in clean.chrome if span.end <= _READ):
        if span.start >= end:
            parts += [text[end : span.start], "\n" * (span.end - span.start)]
            end = span.end
    return without_addressees(("".join([*parts, text[end:]]) if parts else text)[:_READ])


def _mentions(text: str, folded: str) -> list[Mention]:
    """What both grammars read, without overlaps: Latin names inside Chinese ones are dropped."""
    found = english_mentions(text)
    if not folded.isascii() and _HAN.search(folded):
        found += chinese_mentions(folded)
        found += school_mentions(folded)
        found += [*said_in_chinese(folded, found)]
    found += sport_mentions(text, folded)
    found.sort(key=lambda m: (m.start, -m.end, not m.id))
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _is_credit(text: str, mention: Mention) -> bool:
    """Whether a name only says who wrote, took or sent something: the agency behind a caption."""
    before = text[max(0, mention.start - 24) : mention.start]
    ends = text[mention.end : mention.end + 1] in ("", "\n", "<", "／", "/", ")", "）")
    if ends and mention.id and before.endswith(("。", "！", "？", ".", "(", "（")):
        return directory().kind(mention.id) == "media"
    return bool(_CREDIT.search(before))


def _resolved(text: str, folded: str, mentions: list[Mention], home: Home) -> list[_Found]:
    """Mentions with ids, with those that the document's own short forms add."""
    found: list[_Found] = []
    short: dict[str, str] = {}
    for mention in mentions:
        identifier = _identify(text, folded, mention, home)
        if not identifier:
            continue
        found.append(_Found(identifier, mention))
        defined = defined_names(text, mention.start, mention.end)
        for name in (*defined, *_for_short(folded, mention)):
            short.setdefault(name, identifier)
    firms = (f.mention for f in found if directory().kind(f.id) == "company")
    for name, identifier in listed_names(folded, firms):
        short.setdefault(name, identifier)
    for identifier in dict.fromkeys(f.id for f in found):
        for name in directory().unclear(identifier):
            short.setdefault(name, identifier)
    found = _with_short_names(folded, found, short)
    found += (_Found(m.id, m) for m in regional_mentions(folded, home, [f.mention for f in found]))
    found.sort(key=lambda f: f.mention.start)
    return _joined(folded, found + _branches(text, found), short)


def _joined(folded: str, found: list[_Found], short: dict[str, str]) -> list[_Found]:
    """Gives one id to the names of one body in the document."""
    same: dict[str, str] = {}
    for identifier, mention in found:
        meant = short.get(folded[mention.start : mention.end], identifier)
        if meant != identifier and not directory().organisation(identifier):
            same[identifier] = meant
        elif meant != identifier and not directory().organisation(meant):
            same[meant] = identifier
    ids = dict.fromkeys(same.get(f.id, f.id) for f in found)
    same |= {i: same.get(i, i) for i in ids}
    longer = one_id(ids)
    return [_Found(longer.get(same[f.id], same[f.id]), f.mention) for f in found]


def _for_short(folded: str, mention: Mention) -> Iterable[str]:
    """What a company that was named in full is called in what follows."""
    name = folded[mention.start : mention.end]
    if mention.kind != "company" or mention.id:
        return
    if mention.rule == "said":
        yield name
    elif brand := (brand_of if _HAN.match(name) else english_brand)(name):
        yield brand


def _identify(text: str, folded: str, mention: Mention, home: Home) -> str:
    """The id of what a mention names; empty where it cannot be told."""
    if mention.id == "bare:":
        return _of_a_region(folded[mention.start : mention.end], home)
    if mention.id.startswith("here:"):
        place = home.at(mention.id[5:])
        rest = folded[mention.start : mention.end].removeprefix("全").removeprefix("该")
        rest = rest.removeprefix("我").removeprefix("本").removeprefix(mention.id[5:])
        return departments().of_chinese(place.zh + rest) or "" if place else ""
    if explains_otherwise(text, mention):
        return ""
    if mention.id and mention.rule == "department":
        ministry = mention.id.removeprefix("中国") if mention.id.endswith("部") else ""
        return directory().clear.get(ministry) or home.settled(mention.id)
    if mention.id and not _is_of_another_country(folded, mention, home):
        return of_state(mention.id, text, mention.start)
    written = folded[mention.start : mention.end].replace("’", "'")
    name = " ".join(_AMPERSAND.sub(" & ", _without_dot(written)).split())
    if mention.id:
        return name
    if known := directory().clear.get(name) or _in_full(name):
        return known
    if found := departments().of_chinese(name) or departments().of_english(name):
        return home.settled(found)
    level = context(text, mention.start)
    if level and (place := home.at(level)):
        return departments().of_english(f"{place.en} {name}") or f"{place.en} {name}"
    return name


def _is_of_another_country(folded: str, mention: Mention, home: Home) -> bool:
    """Whether the English name of a Chinese ministry is that of one abroad, too."""
    ministry = mention.id.endswith("部") and "inistry" in folded[mention.start : mention.end]
    return ministry and places().at(mention.id, 0) is None and home.is_abroad


def _of_a_region(name: str, home: Home) -> str:
    """A department that is named without its place, as those of Hong Kong (教育局) are, and as
    ministries are everywhere.
    """
    place = home.at("省")
    special = place and place.zh.endswith("特别行政区")
    full = place.zh + name if place and special else ""
    found = directory().clear.get(full) or departments().of_chinese(full)
    if found or (found := at_home(name, place)):
        return found
    return directory().clear.get(name, name) if name.endswith("部") and not special else ""


def _in_full(name: str) -> str | None:
    """The id of a body of the table whose name is written with its legal form."""
    bare = _BRACKETS.sub("", name)
    for pattern in (_LEGAL_FORM, _GROUP):
        bare = pattern.sub("", bare)
        if bare != name and (known := directory().clear.get(bare)):
            return known if directory().kind(known) == "company" else None
    return None


def _without_dot(name: str) -> str:
    """`Microsoft Corp.` is `Microsoft Corp`; `S.A.` and `U.S.` keep their dots."""
    return name[:-1] if name.endswith(".") and "." not in name.split()[-1][:-1] else name


def _with_short_names(folded: str, found: list[_Found], short: dict[str, str]) -> list[_Found]:
    """Adds the places where short names stand that the document or the table explains."""
    if not short:
        return found
    taken = sorted((f.mention.start, f.mention.end) for f in found)
    extra: list[_Found] = []
    number = end = 0
    for start, name in _places_of(folded, short):
        while number < len(taken) and taken[number][1] <= start:
            number += 1
        if start < end or (number < len(taken) and taken[number][0] < start + len(name)):
            continue
        end = start + len(name)
        extra.append(_Found(short[name], Mention(start, end, short[name], "short name")))
    return sorted(found + extra, key=lambda f: f.mention.start)


def _places_of(folded: str, names: Iterable[str]) -> list[tuple[int, str]]:
    """Where these names stand by themselves, in order, the longest first at each place."""
    found: list[tuple[int, str]] = []
    for name in names:
        start = folded.find(name)
        while start >= 0:
            if _is_by_itself(folded, start, start + len(name)):
                found.append((start, name))
            start = folded.find(name, start + len(name))
    return sorted(found, key=lambda place: (place[0], -len(place[1])))


def _is_by_itself(folded: str, start: int, end: int) -> bool:
    if _HAN.match(folded, start):
        return stands_alone(folded, start, end)
    return not (_LATIN.match(folded[start - 1 : start]) or _LATIN.match(folded[end : end + 1]))


def _branches(text: str, found: list[_Found]) -> list[_Found]:
    """`NETC's Xinjiang branch` is a body of its own beside its parent."""
    branches: list[_Found] = []
    for identifier, mention in found:
        if match := _BRANCH.match(text, mention.end):
            name = f"{directory().label(identifier, 'en')} {match[1]} {match[2]}"
            whole = Mention(mention.start, match.end(), name, "branch")
            branches.append(_Found(name, whole))
    return branches


def _values(text: str, found: list[_Found], title: str) -> tuple[Value, ...]:
    grouped: dict[str, list[Mention]] = {}
    for identifier, mention in found:
        grouped.setdefault(identifier, []).append(mention)
    lead = _LEAD if len(text) > 2 * _LEAD else len(text) // 2
    title_key = key(title)
    ranked: list[tuple[tuple[bool, int, int], Value]] = []
    for identifier, mentions in grouped.items():
        first = mentions[0]
        name = text[first.start : first.end]
        in_title = bool(title_key) and key(name) in title_key
        leads = first.start < lead and not is_addressed(text, first.start, first.end)
        about = in_title or leads or len(mentions) > 1
        evidence = tuple(Evidence(m.rule, m.start, m.end) for m in mentions[:_EVIDENCE])
        value = Value(_shown(identifier, name), name, "about" if about else "mention", evidence)
        ranked.append(((not in_title, -len(mentions), first.start), value))
    return tuple(value for _, value in sorted(ranked, key=lambda pair: pair[0]))


def _shown(identifier: str, name: str) -> str:
    """The id that a reader sees: a name that was folded for comparing is simplified instead."""
    shown = " ".join(simplified(name).replace("’", "'").split())
    return shown if fold(shown) == identifier else identifier
