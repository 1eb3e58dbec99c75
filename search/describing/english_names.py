"""Reading names of organisations in English text by capitals and head nouns.

Runs of capitalised words, joined by of, and, &, for, are cut into names by their head
nouns (University, Co, Ministry). Names of the table are found among the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from search.describing.chinese_names import Mention
from search.describing.organisation_endings import english_heads, english_words
from search.describing.organisation_places import places
from search.describing.organisation_table import directory

_WORD = r"[A-Za-z0-9À-ÖØ-öø-ÿ]{1,40}+(?:[-.&+/’'][A-Za-z0-9À-ÖØ-öø-ÿ]{1,40}+){0,6}+"
_CAPITAL = re.compile(r"(?<![A-Za-z0-9])(?=[A-ZÀ-ÖØ-Þ]|[0-9]{1,3}[A-Z]|[a-z][A-Z])")
_TOKEN = re.compile(
    r" ?(?:(?P<word>\([A-Z][A-Za-z ]{1,30}\)(?= (?:Co|Corp|Inc|Ltd|Limited|Group|Company)\b)"
    rf"|{_WORD})(?P<dot>\.(?=[ \n,;)’']|$))?|(?P<join>&)|(?P<break>[^\sA-Za-z0-9]))"
)
_ENUMERATION = re.compile(r"(?:, [A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20})?){1,4},? and [A-Z]")
_GOVERNING = frozenset(("ministry", "department", "commission", "committee", "bureau"))
_LONGEST = 40  # words of a run; more are no names
_JOINTS = frozenset((",", "of", "and", "&", "for", "the", "in", "on"))
_ABBREVIATIONS = frozenset(
    ("co", "corp", "inc", "ltd", "bros", "no", "st", "plc", "llc", "s.a", "u.s", "u.n")
)
_HERE = re.compile(
    r"\b(region|province|city|county|district|prefecture|zone|town)[’']s $"
    r"|\b(regional|provincial|municipal|county|district) $"
)
_DEFINED = re.compile(r"[ \n]?[(（][\"“]?(?:the )?([A-Z][A-Za-z0-9&.\-]{1,11})[\"”]?[)）]")
_LEVELS = {"regional": "region", "provincial": "province", "municipal": "city"}


class Word(NamedTuple):
    """One word of the text and what follows it."""

    text: str
    low: str
    start: int
    end: int
    owner: bool  # had a possessive 's, which is left out of text


def english_mentions(text: str) -> list[Mention]:
    """All names of organisations in Latin text, in order, without overlaps."""
    mentions: list[Mention] = []
    for run in _runs(text):
        mentions.extend(_names(run, bool(context(text, run[0].start))))
    return mentions


def defined_acronym(text: str, end: int) -> str:
    """The acronym that stands in parentheses right behind a name, or nothing."""
    match = _DEFINED.match(text, end)
    return match[1] if match else ""


def context(text: str, start: int) -> str:
    """The level of the place that `the region's …` in front of a name speaks of, or nothing."""
    match = _HERE.search(text[max(0, start - 14) : start])
    found = (match[1] or match[2]) if match else ""
    return _LEVELS.get(found, found)


def _runs(text: str) -> Iterator[list[Word]]:
    """Runs of words that may hold names: they begin with a capital."""
    position = 0
    while start := _CAPITAL.search(text, position):
        run, position = _run(text, start.start())
        yield from _closed(run)


def _run(text: str, position: int) -> tuple[list[Word], int]:
    """The run of words from here: capitalised ones and what joins them; and where it ends."""
    run: list[Word] = []
    while match := _TOKEN.match(text, position):
        position = match.end()
        if match["break"]:
            if match["break"] in ("'", "’") and run and run[-1].low in english_words("possessive"):
                continue
            if match["break"] == "," and _enumerates(text, match.start("break"), run):
                run.append(Word(",", ",", match.start("break"), match.end(), False))
                continue
            break
        word = _word(match)
        if len(run) >= _LONGEST:
            break
        agency = text.startswith("news agency", word.start) or (
            word.low == "agency" and run and run[-1].low == "news"
        )
        if not (
            _is_capital(word.text)
            or (run and agency)
            or (run and (word.low in _JOINTS or _inside(word, run)))
        ):
            break
        run.append(word)
        if word.owner and len(run) > 1 and word.low in english_words("place"):
            continue
        ends_sentence = match["dot"] and word.low not in _ABBREVIATIONS and len(word.low) > 1
        if ends_sentence or (word.owner and not _owner_inside(word)):
            break
    return run, max(position, run[-1].end if run else position + 1)


def _enumerates(text: str, start: int, run: list[Word]) -> bool:
    """Whether this comma stands inside a name (Ministry of Economy, Trade and Industry)."""
    governed = any(w.low in ("of", "for") for w in run) and any(w.low in _GOVERNING for w in run)
    return governed and bool(_ENUMERATION.match(text, start))


def _word(match: re.Match[str]) -> Word:
    group = "word" if match["word"] else "join"
    text, start = match[group], match.start(group)
    end = start + len(text)
    owner = text.endswith(("'s", "’s")) and len(text) > 2  # the ending
    if owner and not _is_whole(text):
        text, end = text[:-2], end - 2
    return Word(text, text.casefold().replace("’", "'"), start, end, owner)


def _is_whole(text: str) -> bool:
    low = text.casefold().replace("’", "'")
    return low in _table() or low[:-2] in english_words("possessive")


def _owner_inside(word: Word) -> bool:
    return word.low.endswith("'s")


def _is_capital(text: str) -> bool:
    return (
        text[0].isupper()
        or text[0] == "("
        or (text[0].isdigit() and text[-1:].isupper())
        or (text[0].islower() and len(text) > 1 and text[1].isupper())
    )


def _inside(word: Word, run: list[Word]) -> bool:
    """Words in lower case that stay inside a name: municipal, autonomous region, committee."""
    return word.low in english_words("place") or (
        word.low in ("committee", "central") and run[-1].low in ("party", "central")
    )


def _closed(run: list[Word]) -> Iterator[list[Word]]:
    """The run without joints at its ends, cut where two names are joined."""
    while run and run[-1].low in _JOINTS:
        run = run[:-1]
    if not run:
        return
    start = 0
    for i, word in enumerate(run):
        if word.low in ("and", "&") and i > start and _splits(run[start:i], run[i + 1 :]):
            yield run[start:i]
            start = i + 1
    yield run[start:]


def _splits(left: list[Word], right: list[Word]) -> bool:
    """Whether `and` stands between two names, not inside one."""
    if not right:
        return True
    if right[0].low == "the":
        return True
    first = right[: next((i for i, w in enumerate(right) if w.low in ("and", "&")), len(right))]
    complete = any(_is_head(left, i) for i in range(len(left))) or _table_at(left, 0) == len(left)
    return complete and (_stands_alone(first) or bool(_table_at(first, 0)))


def _stands_alone(run: list[Word]) -> bool:
    head = next((i for i in range(len(run)) if _is_head(run, i)), None)
    return head is not None and _is_name(run, head)


def _is_head(run: list[Word], i: int) -> bool:
    head = english_heads().get(run[i].low)
    if not head:
        return False
    following = run[i + 1].low if i + 1 < len(run) else ""
    preceded = i > 0 and run[i - 1].low not in _JOINTS
    return preceded or (head.needs == "any" and following in ("of", "for"))


@cache
def _table() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """Names of the table by their first two words: all words, the name, the id; longest first."""
    names: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for name, identifier in directory().clear.items():
        if name[0].isascii():
            words = tuple(m[0].casefold() for m in re.finditer(rf"{_WORD}|&|,", name))
            if words[:1] == ("the",):
                words = words[1:]
            names.setdefault(" ".join(words[:2]), []).append((words, name, identifier))
    for found in names.values():
        found.sort(key=lambda entry: -len(entry[0]))
    return names


def _table_at(run: list[Word], i: int) -> int:
    """The number of words of the table's name that begins at word `i`, 0 if none does."""
    found = _known(run, i)
    return found[0] if found else 0


def _known(run: list[Word], i: int) -> tuple[int, str] | None:
    table = _table()
    if i + 1 < len(run):
        for words, _, identifier in table.get(f"{run[i].low} {run[i + 1].low}", ()):
            if tuple(word.low for word in run[i : i + len(words)]) == words:
                return len(words), identifier
    for _, name, identifier in table.get(run[i].low, ()):
        if _same_case(run[i].text, name):
            return 1, identifier
    return None


def _same_case(text: str, name: str) -> bool:
    """One word must be written as the table has it: MOST is a ministry, most is a word."""
    return text == name or (not name.isupper() and text.casefold() == name.casefold())


def _names(run: list[Word], owned: bool) -> Iterator[Mention]:
    """The names in one run: those of the table, those with a head noun."""
    i = 0
    while i < len(run) and (run[i].low in english_words("start") or run[i].low in _JOINTS):
        if _known(run, i):
            break
        i += 1
    while i < len(run):
        head = _last_head(run, i)
        table = _known(run, i)
        if table and (head is None or i + table[0] > head):
            yield Mention(run[i].start, run[i + table[0] - 1].end, table[1], "table")
            i += table[0]
        elif head is not None:
            start = _first(run, i, head)
            inner = next((k for k in range(i, start) if _known(run, k)), None)
            if inner is not None:
                size, identifier = _known(run, inner) or (1, "")
                yield Mention(run[inner].start, run[inner + size - 1].end, identifier, "table")
            end = _attached(run, head)
            followed = run[end].low if end < len(run) else ""
            event = (
                followed in english_words("event") and english_heads()[run[head].low].needs != "any"
            )
            if not event and _is_name(run[start:end], head - start, owned and start == 0):
                kind = english_heads()[run[head].low].kind
                whole = _known(run, start)
                identifier = whole[1] if whole and whole[0] == end - start else ""
                yield Mention(run[start].start, run[end - 1].end, identifier, "head", kind)
            i = end
        else:
            i += 1


def _last_head(run: list[Word], i: int) -> int | None:
    """The head of the first name from word `i` on: of heads side by side, the last."""
    head = None
    for k in range(i, len(run)):
        if run[k].low in ("of", "for", "in", "on") and head is not None:
            break
        if _is_head(run, k):
            head = k
            if k + 1 < len(run) and run[k + 1].low in ("of", "for"):
                break
    return head


def _first(run: list[Word], i: int, head: int) -> int:
    """Where the name with this head begins: behind of, for, in, which do not lead to names."""
    start = i
    for k in range(i, head):
        if run[k].low in ("of", "for", "in", "on", "the") and head - k >= 1:
            start = k + 1
    while start < head and (run[start].low in english_words("start") or run[start].low in _JOINTS):
        start += 1
    return start


def _attached(run: list[Word], head: int) -> int:
    """The end of the name: with `of X and Y`, `in X` behind its head."""
    end = head + 1
    if end < len(run) and run[end].low in ("of", "for"):
        end += 1
        while end < len(run) and not (_is_head(run, end) and run[end - 1].low == "and"):
            if run[end].low in ("on",):
                break
            end += 1
        while run[end - 1].low in _JOINTS:
            end -= 1
    elif (
        end < len(run)
        and run[end].low in english_heads()
        and english_heads()[run[end].low].needs == "end"
    ):
        end += 1
    return end


def _is_name(words: list[Word], head: int, owned: bool = False) -> bool:
    """Whether the words name a body: something particular stands with the head."""
    if head >= len(words):
        return False
    needs = english_heads()[words[head].low].needs
    others = [w for k, w in enumerate(words) if k != head and w.low not in _JOINTS]
    if not others:
        return False
    if owned:
        return True
    general = english_words("general")
    if needs == "end":
        return any(w.low not in english_heads() for w in others)
    return any(w.low not in general and w.low not in english_heads() for w in others) or bool(
        places().find(" ".join(w.low for w in words[:head]))
    )
