"""What a head noun (University, Co, Ministry) makes of the English words around it.

A name begins and ends where its head noun says, and is one where something particular stands
with it. Reads the words of `data/` and knows the places.
"""

from __future__ import annotations

from search.describing.organisations.endings import english_heads, words_of
from search.describing.organisations.places import places
from search.describing.organisations.words import GOVERNING, JOINTS, Word


def is_head(run: list[Word], i: int) -> bool:
    """Whether word `i` is a head noun that has a name around it."""
    head = english_heads().get(run[i].low)
    if not head or _is_of_directors(run, i):
        return False
    following = run[i + 1].low if i + 1 < len(run) else ""
    partnered = i > 1 and run[i - 1].low == "&"
    if head.needs == "partner" or (partnered and head.needs == "end"):
        return partnered
    preceded = i > 0 and run[i - 1].low not in JOINTS
    leads = following == "of" and (head.needs == "any" or run[i].low in words_of("leading"))
    return preceded or leads or (following == "for" and head.needs in ("any", "name"))


def _is_of_directors(run: list[Word], i: int) -> bool:
    """Whether this is the board of a firm: the Board of Directors of Bright Holdings."""
    return run[i].low == "board" and i + 2 < len(run) and run[i + 2].low == "directors"


def last_head(run: list[Word], i: int) -> int | None:
    """The head of the first name from word `i` on: of heads side by side, the last."""
    head = None
    for k in range(i, len(run)):
        if run[k].low in ("of", "for", "in", "on") and head is not None:
            break
        if is_head(run, k):
            head = k
            if k + 1 < len(run) and run[k + 1].low in ("of", "for"):
                break
    return head


def begins_none(run: list[Word], i: int) -> bool:
    """Whether no name begins with word `i` (In, President); Queen Mary Hospital does with Queen."""
    low = run[i].low
    if low not in words_of("start") and low not in JOINTS:
        return False
    named = low in words_of("royal") and (w.low in words_of("memorial") for w in run[i + 2 : i + 5])
    return not (named and any(named))


def first_of(run: list[Word], i: int, head: int) -> int:
    """Where the name with this head begins: behind of, for, in, which do not lead to names."""
    start = i
    for k in range(i, head):
        if run[k].low in ("of", "for", "in", "on", "the") and head - k >= 1:
            start = k + 1
    while start < head and begins_none(run, start):
        start += 1
    return start


def end_of(run: list[Word], head: int) -> int:
    """The end of the name: with `of X and Y`, `in X` behind its head."""
    end = head + 1
    on = end + 1 < len(run) and run[end].low == "on" and run[head].low in GOVERNING
    on = on and run[end + 1].low not in words_of("start")  # not the day
    if on or (end < len(run) and run[end].low in ("of", "for")):
        end += 1
        while end < len(run) and not (is_head(run, end) and run[end - 1].low == "and"):
            if run[end].low in ("in", "on") and not run[end - 1].low.endswith("s"):
                break
            end += 1
        while run[end - 1].low in JOINTS:
            end -= 1
    if run[head].low in ("chamber", "court") and end + 1 < len(run) and run[end].low == "in":
        end += 2 * (places().find(run[end + 1].low) is not None)
    return end


def is_name(words: list[Word], head: int, owned: bool = False) -> bool:
    """Whether the words name a body: something particular stands with the head."""
    needs = english_heads()[words[head].low].needs
    others = [w for k, w in enumerate(words) if k != head and w.low not in JOINTS]
    if not others:
        return False
    if "-".join(w.low for w in words) in words_of("never"):
        return False
    if owned or words[head].low in words_of("state"):
        return True
    if needs == "brand":
        return head > 0 and not places().find(" ".join(w.low for w in words[:head]))
    general = words_of("general")
    if needs == "end":
        return any(w.low not in english_heads() for w in others)
    return any(w.low not in general and w.low not in english_heads() for w in others) or bool(
        places().find(" ".join(w.low for w in words[:head]))
    )


def english_brand(name: str) -> str:
    """What a company is called for short: `Royal Oak Mines Ltd` → `Royal Oak Mines`; nothing
    where what is left may be a word or a place.
    """
    words = name.replace(",", "").split()
    while len(words) > 1 and _is_legal(words[-1]):
        words.pop()
    if len(words) == len(name.split()) or not words:
        return ""
    short = " ".join(words)
    ordinary = words[0].casefold() in words_of("general")
    return (
        "" if (len(words) == 1 and (ordinary or len(short) < 4)) or places().find(short) else short
    )


def _is_legal(word: str) -> bool:
    head = english_heads().get(word.casefold().rstrip("."))
    return word == "&" or (head is not None and head.kind == "company")
