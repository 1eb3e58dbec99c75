"""Whether an English name stands where the name of a place does, by the words around it.

Pure; touches `search/data/region-words.tsv`.
"""

from __future__ import annotations

import re

from search.describing.places.words import Name, words

_LONG = 6  # letters of a county's name that hardly is a person's or a word
_DATELINE = re.compile(
    r"(?:,[ ][A-Z][a-z]+[.]?)?[ ]?(?:[(\d]|,[ ]|--|-[ ]|[A-Z][a-z]{2,8}[.]?[ ]\d)"
)
_TICKER = re.compile(r"[(（][A-Z0-9.]{1,8}[ -]\Z")
_SYLLABLE = re.compile("(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?[aeiou]{1,3}(?:ng?)?", re.IGNORECASE)
_STATED = re.compile(r", [A-Z]")
_NEXT_WORD = re.compile(r"(?:['’]s)?[ ]([A-Za-z]+)")
_WORD_BEFORE = re.compile(r"\n?[ ]([A-Za-z]+)")


def word_before(before: str) -> str:
    """The word in front of a name, by the text that ends there."""
    last = _WORD_BEFORE.match(before[::-1])  # backwards it is found at once
    return last[1][::-1] if last else ""


def word_after(after: str) -> str:
    """The word behind a name, by the text that begins there."""
    follows = _NEXT_WORD.match(after)
    return follows[1] if follows else ""


def is_placed(before: str, surface: str, after: str) -> bool:
    """Whether a name stands where a place does: behind a preposition, in front of what it lies in
    (Plymouth, England), or as the place of a report.
    """
    if _STATED.match(after):
        return True
    led = word_before(before).lower() in words("before") - {"the", "and"}
    return is_dateline(before, surface, after) or (led and not word_after(after)[:1].isupper())


def is_said_of(name: Name, previous: str, next_word: str) -> bool:
    """Whether a county of two syllables or more stands alone behind a preposition: of Pingyao."""
    led = previous.lower() in words("before") - {"and", "the", "including"}
    return led and len(name.text) >= _LONG and not next_word[:1].isupper()


def is_syllable(surface: str, previous: str) -> bool:
    """Whether a name without its apostrophe (Ji'an) is one of several syllables with capitals, as
    names in Chinese sounds are written that are no place's: Xin Che Jian.
    """
    syllables = _SYLLABLE.fullmatch(surface) and _SYLLABLE.fullmatch(previous)
    capitals = surface.istitle() and previous.istitle()
    return bool(syllables) and capitals and previous.lower() not in words("before")


def is_dateline(before: str, surface: str, after: str) -> bool:
    """Whether a name in capitals opens a line as the place of a report: WELLINGTON, May 3."""
    return surface.isupper() and before[-1:] in ("", "\n") and bool(_DATELINE.match(after))


def is_ticker(before: str, after: str) -> bool:
    """Whether a name is only the market of a share, in brackets: (TSM-US)."""
    return after[:1] in (")", "）") and _TICKER.search(before) is not None
