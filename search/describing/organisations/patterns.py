"""Finding in folded Chinese text what names are made of: their endings, names of the table.

Both are looked up by their first two characters, so that one pass over the text suffices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from search.analysis import fold
from search.analysis.scanning import Beginnings
from search.describing.organisations.departments import departments
from search.describing.organisations.endings import chinese_endings
from search.describing.organisations.mention import Mention
from search.describing.organisations.places import places
from search.describing.organisations.table import directory
from search.describing.places.gazetteer import gazetteer
from search.describing.places.words import words
from search.describing.word_edges import word_edges

_HEADED = 4  # characters of a name whose last ones are an ending: 恒生 + 银行


_OFFICE = re.compile(
    "委员会|办公室|厅(?!长?级)|局(?!面|势|限|部)|委(?!员|托|派|任|屈|婉)|办(?!公|理|学|事|法|好|案)"
    "|处(?!于|理|罚|分|置|境|级|长级|方)|署(?!名|理)|部(?!门|分|署|队|件|位|落|长级)"
)


class _Form(NamedTuple):
    """An ending, and the characters that do not stand behind it (in front of `|`: the word that
    does not; behind `=`: characters one of which does); None where it is what an office is for,
    which stands behind it.
    """

    text: str
    blocked: str | None

    def end(self, folded: str, start: int) -> int:
        """Where the ending that is written here ends; 0 where it is none here."""
        end = start + len(self.text)
        if self.blocked is None:
            office = _OFFICE.match(folded, end)
            return office.end() if office else 0
        if self.blocked.endswith("|"):
            return 0 if folded.startswith(self.blocked[:-1], end) else end
        behind = folded[end : end + 1]
        if self.blocked.startswith("="):
            return end if not behind or behind.isspace() or behind in self.blocked[1:] else 0
        return 0 if behind and behind in self.blocked else end


@cache
def _endings() -> tuple[Beginnings, dict[str, list[_Form]]]:
    """All endings by their first two characters, longest first, behind them the first one alone,
    and what finds these.
    """
    forms: dict[str, list[_Form]] = {}
    for subject in sorted(departments().full, key=len, reverse=True):
        forms.setdefault(subject[:2], []).append(_Form(subject, None))
    for ending, what in sorted(chinese_endings().items(), key=lambda pair: -len(pair[0])):
        forms.setdefault(ending[:2], []).append(_Form(ending, what.blocked))
    for head in (head for head in forms if head[0] in forms and head[1:]):
        forms[head] += forms[head[0]]
    return Beginnings(forms), forms


class FoundEnding(NamedTuple):
    """An ending in the text; whether it is a department (科技厅)."""

    start: int
    end: int
    office: bool


def found_endings(folded: str) -> Iterator[FoundEnding]:
    """The endings in folded text, in order, without overlaps."""
    starts, forms = _endings()
    end = 0
    for start in starts.places(folded):
        if start < end:
            continue
        for form in forms.get(folded[start : start + 2]) or forms.get(folded[start]) or ():
            if folded.startswith(form.text, start) and (stop := form.end(folded, start)):
                end = stop
                yield FoundEnding(start, end, form.blocked is None)
                break


class Names(NamedTuple):
    """Names with what they stand for: ids, how long those with the same first three characters are
    (longest first; names of two by themselves), and what finds the first two.
    """

    ids: dict[str, str]
    sizes: dict[str, tuple[int, ...]]
    starts: Beginnings

    def at(self, folded: str, start: int) -> list[int]:
        """Where the names that begin here end, the longest first."""
        heads = folded[start : start + 3], folded[start : start + 2]
        ends = [start + size for head in heads for size in self.sizes.get(head, ())]
        return [end for end in ends if folded[start:end] in self.ids and end <= len(folded)]


@cache
def _table() -> Names:
    listed = directory().clear.items()
    return named({fold(name): id for name, id in listed if re.search(r"[\u3400-\u9fff]", name)})


def named(ids: dict[str, str]) -> Names:
    """What finds these names (folded, two characters at least), which stand for ids."""
    sizes: dict[str, set[int]] = {}
    for name in ids:
        sizes.setdefault(name[:3], set()).add(len(name))
    ordered = {head: tuple(sorted(found, reverse=True)) for head, found in sizes.items()}
    return Names(ids, ordered, Beginnings(sizes))


def known(folded: str) -> list[Mention]:
    """Names of the table in folded text, the longest at each place, without overlaps."""
    return [_at_home(folded, *found) for found in found_names(folded, _table())]


def found_names(folded: str, table: Names) -> Iterator[tuple[int, int, str]]:
    """Where names stand by themselves, the longest at each place, and what they stand for."""
    end = 0
    for start in table.starts.places(folded):
        for stop in table.at(folded, start) if start >= end else ():
            if stands_alone(folded, start, stop):
                end = stop
                yield start, end, table.ids[folded[start:end]]
                break


def _at_home(folded: str, start: int, end: int, identifier: str) -> Mention:
    """The body of the table, or the one abroad of that name: 外交部 behind 俄罗斯."""
    if directory().kind(identifier) in ("government", "party"):
        first = abroad_before(folded, start)
        own = places().at(identifier, 0)  # 美军 behind 驻日
        if first < start and not places().at(folded, start) and not (own and own[1].foreign):
            place = places().find(_abbreviated().get(folded[first:start], folded[first:start]))
            name = (place.zh if place else folded[first:start]) + folded[start:end]
            return Mention(first, end, directory().clear.get(name, name), "table")
    return Mention(start, end, identifier, "table")


def abroad_before(folded: str, end: int) -> int:
    """Where the name of a foreign country begins that ends here; `end` if there is none."""
    for start in range(max(0, end - 7), end - 1):
        place = places().find(folded[start:end])
        if place and place.foreign:
            return start
    short = _is_short_for(folded, end - 1) and word_edges(folded).at(end - 1)
    return end - 1 if short else end


def _is_short_for(folded: str, start: int) -> bool:
    """Whether one character stands for a country abroad here (俄 + 国防部), no day (9日)."""
    return folded[start : start + 1] in _abbreviated() and not folded[start - 1 : start].isdigit()


@cache
def _abbreviated() -> dict[str, str]:
    """The names of the countries abroad that one character stands for."""
    ids = dict(pair.split("=") for pair in words("single"))
    regions = {character: gazetteer().region(id) for character, id in ids.items() if id.isalpha()}
    return {c: fold(region.zh) for c, region in regions.items() if region and region.id != "CN"}


def is_title(folded: str, end: int) -> bool:
    """Whether the title of who heads the body that ends here follows: 房屋局局长, 管理处长."""
    head, behind = folded[end - 1], folded[end : end + 2]
    own = head in "院部局厅署处" and (behind[:1] == "长" or behind == f"{head}长")
    return own or behind == "社长"


def stands_alone(folded: str, start: int, end: int) -> bool:
    """Whether a short name is not a part of longer words (央视 in 中央视察)."""
    if is_title(folded, end):
        return True
    if end - start > 4:  # chance hits need short names
        return not (folded[end - 1] == "部" and folded[end : end + 1] in ("门", "分"))
    edges = word_edges(folded)
    headed = end - start == _HEADED and folded[end - 2 : end] in chinese_endings()
    begins = edges.at(start) or (_is_short_for(folded, start - 1) and edges.at(start - 1))
    return begins and (headed or edges.at(end))
