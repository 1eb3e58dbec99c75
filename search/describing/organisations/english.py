"""Reading names of organisations in English text by capitals and head nouns.

Runs of capitalised words, joined by of, and, &, for, are cut into names by their head
nouns (University, Co, Ministry). Names of the table are found among the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from search.describing.organisations.endings import english_heads, words_of
from search.describing.organisations.foreign import foreign_mentions
from search.describing.organisations.heads import (
    begins_none,
    end_of,
    first_of,
    is_head,
    is_name,
    last_head,
)
from search.describing.organisations.mention import Mention
from search.describing.organisations.places import places
from search.describing.organisations.said import said_mentions
from search.describing.organisations.table import directory
from search.describing.organisations.words import (
    GOVERNING,
    JOINTS,
    Word,
    known,
    runs,
)

_HERE = re.compile(
    r"\b(region|province|city|county|district|prefecture|zone|town)[’']s $"
    r"|\b(regional|provincial|municipal|county|district) $"
)
_CAPITALS = re.compile("[A-Z][A-Z][A-Z]")  # much faster to find than [A-Z]{3}
_QUIET = re.compile("[a-z\u3400-\u9fff]")
_MODEL = re.compile(r" (?:[A-Z]?\d{3}|[A-Z]-?\d{1,3})\b(?! (?:million|billion|percent))")
_FORMS = ("ltd", "limited", "inc", "corp", "plc", "co")
_NTH = re.compile(r"\d(?:st|nd|rd|th) \Z")  # meetings are counted: the 18th National Congress


def english_mentions(text: str) -> list[Mention]:
    """All names of organisations in Latin text, in order, without overlaps."""
    mentions: list[Mention] = []
    loud = _Loud(text)
    for run in (part for words in runs(text) for part in _closed(words)):
        found = _known_names(text, run) if loud.at(run[0].start) else _names(text, run)
        mentions.extend(found)
    mentions.extend(foreign_mentions(text))
    mentions.extend([*said_mentions(text, mentions)])
    return mentions


class _Loud:
    """Which lines are written in capitals throughout: there, capitals do not tell names."""

    def __init__(self, text: str) -> None:
        self._spans = list(self._lines(text))

    @staticmethod
    def _lines(text: str) -> Iterator[tuple[int, int]]:
        end = 0
        while capitals := _CAPITALS.search(text, end):
            start = text.rfind("\n", 0, capitals.start()) + 1
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            if not _QUIET.search(text, start, end):
                yield start, end

    def at(self, start: int) -> bool:
        """Tell whether the line here is; the places asked for must ascend."""
        while self._spans and self._spans[0][1] <= start:
            self._spans.pop(0)
        return bool(self._spans) and self._spans[0][0] <= start


def _known_names(text: str, run: list[Word]) -> Iterator[Mention]:
    """The names of the table in one run."""
    i = 0
    while i < len(run):
        size, identifier = known(run, i) or (1, "")
        if identifier and not _is_event(text, run, i + size):
            yield Mention(run[i].start, run[i + size - 1].end, identifier, "table")
        i += size


def _is_event(text: str, run: list[Word], end: int) -> bool:
    """Whether what follows makes the name that of an event or a product: UEFA Cup, Boeing 707."""
    if end < len(run) and run[end].low in words_of("event"):
        return True
    return bool(_MODEL.match(text, run[end - 1].end))


def context(text: str, start: int) -> str:
    """The level of the place that `the region's …` in front of a name speaks of, or nothing."""
    match = _HERE.search(text[max(0, start - 14) : start])
    found = (match[1] or match[2]) if match else ""
    return _levels().get(found, found)


@cache
def _levels() -> dict[str, str]:
    """Adjectives of levels (provincial) and what they are of."""
    return dict(word.split("=", 1) for word in words_of("level"))


def _closed(run: list[Word]) -> Iterator[list[Word]]:
    """The run without joints at its ends, cut where two names are joined."""
    while run and run[-1].low in JOINTS:
        run = run[:-1]
    if not run:
        return
    start = 0
    for i, word in enumerate(run):
        joint = word.low in ("and", "&") and i > start and not _is_inside(run, start, i)
        if joint and word.text == "&" and _is_firm(run[i + 1 :]) and not _is_firm(run[start:i]):
            continue  # Zhongyuan Union Cell & Gene Engineering Corporation
        if joint and _splits(run[start:i], run[i + 1 :]):
            yield run[start:i]
            start = i + 1
    yield run[start:]


def _is_inside(run: list[Word], start: int, i: int) -> bool:
    """Whether a name of the table spans word `i`: Industrial and Commercial Bank of China."""
    return any(k + _table_at(run, k) > i + 1 for k in range(start, i))


def _splits(left: list[Word], right: list[Word]) -> bool:
    """Whether `and` stands between two names, not inside one."""
    if not right or right[0].low in words_of("start") - {"the", "a"}:
        return True
    governed = any(w.low in GOVERNING for w in left) and any(w.low == "of" for w in left)
    headless = not any(is_head(right, i) for i in range(len(right)))
    if right[0].low == "the" or right[0].text in words_of("place"):
        return not (governed and headless)  # the Ministry of Labour and the Family
    if governed and right[-1].low in ("services", "service", "affairs", "industry"):
        return False  # the Department of Health and Human Services
    joints = ("and",) if _is_firm(left) and _is_firm(right) else ("and", "&")
    first = right[: next((i for i, w in enumerate(right) if w.low in joints), len(right))]
    words = range(len(left))
    complete = any(is_head(left, i) or i + _table_at(left, i) == len(left) for i in words)
    complete |= _is_short(left, first) or left[-1].low in words_of("place")
    return complete and (_stands_alone(first) or bool(_table_at(right, 0)))


def _is_firm(words: list[Word]) -> bool:
    """Whether these words, up to the first that joins others, end as the name of a firm does."""
    size = next((i for i, word in enumerate(words) if word.low in JOINTS - {",", "&"}), len(words))
    head = english_heads().get(words[size - 1].low.rstrip(".")) if size else None
    return head is not None and head.kind == "company"


def _is_short(left: list[Word], right: list[Word]) -> bool:
    """Whether what stands in front of a name lacks its head: the Democratic (and Republican
    Party).
    """
    head = next((w for k, w in enumerate(right) if is_head(right, k)), None)
    name = " ".join(word.text for word in left).removeprefix("The ")
    return head is not None and f"{name} {head.text}" in directory().clear


def _stands_alone(run: list[Word]) -> bool:
    head = next((i for i in range(len(run)) if is_head(run, i)), None)
    return head is not None and is_name(run, head)


def _table_at(run: list[Word], i: int) -> int:
    """The number of words of the table's name that begins at word `i`, 0 if none does."""
    found = known(run, i)
    return found[0] if found else 0


def _names(text: str, run: list[Word]) -> Iterator[Mention]:
    """The names in one run: those of the table, those with a head noun."""
    i = 0
    while i < len(run) and begins_none(run, i):
        if known(run, i):
            break
        i += 1
    while i < len(run):
        head = last_head(run, i)
        table = known(run, i)
        if (
            table
            and (head is None or i + table[0] > head)
            and not _goes_on(run, i + table[0], head)
        ):
            end = _with_form(run, i + table[0])
            if not (_is_event(text, run, end) or _is_anothers(run, i, end, table[1])):
                yield Mention(run[i].start, run[end - 1].end, table[1], "table")
            i = end
        elif head is not None:
            yield from _around(text, run, i, head)
            i = end_of(run, head)
        else:
            i += 1


def _goes_on(run: list[Word], end: int, head: int | None) -> bool:
    """Whether the name of the table that ends here with its head is the beginning of a longer one:
    Southwest University + of Science and Technology, but not Fudan University of Shanghai.
    """
    if head != end - 1 or end + 1 >= len(run) or run[end].low != "of":
        return False
    return english_heads()[run[head].low].kind == "university" and not places().find(
        run[end + 1].low
    )


def _is_anothers(run: list[Word], i: int, end: int, identifier: str) -> bool:
    """Whether the short name of a university begins that of another body: Tsinghua Unigroup, but
    not Tsinghua President Qiu, Peking University Press.
    """
    if end >= len(run) or directory().kind(identifier) != "university":
        return False
    after, low = run[end], run[end].low
    names = after.start == run[end - 1].end + 1 and after.text[:1].isupper()
    said = low in words_of("start") or low in words_of("general") or low in english_heads()
    bare = not any(word.low in english_heads() for word in run[i:end])
    return bare and names and not run[end - 1].owner and not said and not known(run, end)


def _around(text: str, run: list[Word], i: int, head: int) -> Iterator[Mention]:
    """The name of the table in front of a name with a head noun, and that name."""
    start, end = first_of(run, i, head), end_of(run, head)
    inner = next((k for k in range(i, start) if known(run, k)), None)
    if inner is not None:
        size, identifier = known(run, inner) or (1, "")
        yield Mention(run[inner].start, run[inner + size - 1].end, identifier, "table")
    noun = english_heads()[run[head].low]
    followed = run[end].low if end < len(run) else ""
    event = followed in words_of("event") and noun.needs not in ("any", "end")
    event |= run[head].low == "congress" and bool(_NTH.search(text, 0, run[start].start))
    owned = start == 0 and bool(context(text, run[0].start))
    whole = known(run, start)
    identifier = whole[1] if whole and whole[0] == end - start else ""
    if not event and (identifier or is_name(run[start:end], head - start, owned)):
        yield Mention(run[start].start, run[end - 1].end, identifier, "head", noun.kind)


def _with_form(run: list[Word], end: int) -> int:
    """The end of a name of the table with its legal form (Hong Kong Exchanges … Limited)."""
    while end < len(run) and run[end].low in _FORMS:
        end += 1
    return end
