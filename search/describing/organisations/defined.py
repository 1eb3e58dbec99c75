"""Names that a document gives a body right behind its name, in brackets.

Acronyms (MOST), short forms (以下简称“云海”) and the name in the other language: 清华大学
(Tsinghua University). Touches the places and head nouns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.analysis import fold
from search.describing.organisations.endings import english_heads
from search.describing.organisations.mention import Mention
from search.describing.organisations.places import places

_BRACKETS = re.compile(r"[ \n]?[(（]([^()（）\n]{2,90})[)）]")
_SEPARATOR = re.compile(r"[,，;；、]")
_LABEL = re.compile(
    r"(?:(?:以下|下)?(?:统)?简称|下称|英文(?:名称?|简称|缩写)?|中文名?|又称|即)[:：为是]?"
    r"|(?:hereinafter|hereafter|abbreviated(?: as)?|(?:referred to|known) as|or|the) ",
    re.IGNORECASE,
)
_SHORT = re.compile(r"[“\"「『]?([\u3400-\u9fffA-Za-z]{2,12})[”\"」』]?")
_QUOTED = re.compile(r"[“\"「『‘]([^”\"」』’]{2,40})[”\"」』’]")
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9&.\-]{1,11}")
_LETTERS = 6  # of an acronym that may stand for something else
_EXPLAINED = 80  # characters in front of its bracket
_LATIN_NAME = re.compile(
    r"[A-Z][\w.&'’-]{0,30}(?: (?:[A-Z][\w.&'’-]{0,30}|of|and|for|the|&|in|on)){1,9}"
)
_HAN_NAME = re.compile(r"(?!·)[\u3400-\u9fff·]{2,24}")
_HAN = re.compile(r"[\u3400-\u9fff]")


def defined_names(text: str, start: int, end: int) -> Iterator[str]:
    """The names (folded) that the brackets behind the name at `[start, end)` give its body."""
    brackets = _BRACKETS.match(text, end)
    if not brackets:
        return
    chinese = bool(_HAN.search(text, start, end))
    for part in _SEPARATOR.split(brackets[1]):
        label = _LABEL.match(part.strip())
        written = part.strip()[label.end() if label else 0 :].strip()
        quoted = _QUOTED.fullmatch(written)
        name = quoted[1] if quoted else written
        labelled = bool(quoted or (label and chinese))
        if _is_name(name, text[start:end], chinese, labelled) and not places().find(fold(name)):
            yield fold(name)


def explains_otherwise(text: str, mention: Mention) -> bool:
    """Whether the text has an acronym for words of its own: fall armyworm (FAW)."""
    name = text[mention.start : mention.end]
    if len(name) > _LETTERS or not (name.isascii() and name.isalpha() and name.isupper()):
        return False
    at = text.find(f" ({name})")
    if at < 0:
        return False
    words = text[max(0, at - _EXPLAINED) : at].replace("-", " ").split()[-len(name) :]
    while words and words[0][0] != name[0].lower():
        del words[0]
    letters = iter("".join(words))
    spelt = all(letter in letters for letter in name.lower())
    return spelt and english_heads().keys().isdisjoint(words)


def _is_name(name: str, full: str, chinese: bool, labelled: bool) -> bool:
    """Whether a part of what stands in brackets is another name of what stands in front."""
    if _ACRONYM.fullmatch(name) or (labelled and _SHORT.fullmatch(name)):
        return True
    if chinese:
        return bool(_LATIN_NAME.fullmatch(name))
    return bool(_HAN_NAME.fullmatch(name)) or _is_shortened(name, full)


def _is_shortened(name: str, full: str) -> bool:
    """Whether every word begins one of the full name: Penn State, Pennsylvania State University."""
    words = full.split()
    return bool(_LATIN_NAME.fullmatch(name)) and all(
        any(word.startswith(part) for word in words) for part in name.split()
    )
