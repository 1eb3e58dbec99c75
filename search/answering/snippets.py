"""Snippets: a document's text and the leaves of a query → the best passages, marked.

Needs the stored text only, whatever the engine. Touches the analyser through `marking`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import attrgetter

from search.answering.columns import columns, fitting, width_of
from search.answering.marking import Place, answering, marks, merged, places
from search.document import Span
from search.query import Leaf
from search.results import Snippet

__all__ = ["marks", "snippets"]

# So many places are enough to choose from once every leaf has been met, and so many blocks
# are looked through once any has.
_ENOUGH, _BLOCKS = 256, 16
# A period behind these, or behind an initial, ends no sentence.
_SHORT = (
    "Dr|Mr|Ms|St|Mt|Lt|No|Ch|pp|vs|cf|ca|Co",
    "Mrs|Gen|Gov|Sen|Rep|Col|Sgt|Rev|Hon|Nos|Art|Sec|Fig|Vol|est|Inc|Ltd",
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec",
    "Prof|Capt|Corp|Sept",
)
_PERIOD = r"\.(?<![\s(.][A-Z]\.)" + "".join(rf"(?<!\b(?:{words})\.)" for words in _SHORT)
# Inside of a word, as in an address, ! and ? end none.
_MARK = r"(?:[。！？；]|[!?](?![A-Za-z\d/&=%_]))"
_SENTENCE = re.compile(rf"{_MARK}[”’」』）)\"']?|{_PERIOD}[”’\")]?(?=\s+[^\sa-z])|\n")
_SENTENCE_END = re.compile(rf"(?:[。！？；!?]|{_PERIOD})[”’」』）)\"']?\s*$")
# Where a passage may begin or end that has to be cut inside a sentence.
_CLAUSE = re.compile(r"[，：,:—–]+(?=\s|[^\x00-\x7f])")
_HEAD = 4096  # characters in which a text's title stands
_BY_START = attrgetter("start")
_NOWHERE = Span(0, 0, "")
_CLAUSE_SIGNS = "，、：,:—– "
_BLANKS, _SEVERAL = re.compile(r"\s+"), re.compile(r"\s\s+")
# Of Markdown: what a line is nothing but, begins with, or ends with.
_SIGNS = re.compile(r"^[-|*_ :]{3,}$|^[ \t]*(?:#{1,6}|[-*+>|])(?=[ \t]+\S)|\|$", re.MULTILINE)
_ELLIPSIS = "…"


def snippets(
    text: str,
    leaves: tuple[Leaf, ...],
    chrome: tuple[Span, ...] = (),
    *,
    title: str = "",
    count: int = 2,
    width: int = 160,
) -> tuple[Snippet, ...]:
    """At most `count` passages of at most `width` columns (a Chinese character takes two).

    They are those with most leaves of the query in the order of the text, page chrome last
    and only for what nothing else has; without any match, the beginning of the body. The line
    that is the `title`, which is shown anyhow, is not shown again. Leaves for titles only are
    not looked for. Whitespace is shown as single spaces, cuts inside a sentence as `…`; marks
    fit the text as shown.
    """
    heading = _heading(text, title)
    stretches = _stretches(text, chrome, heading)
    if not _body(text, stretches):
        heading, stretches = _NOWHERE, _stretches(text, chrome, _NOWHERE)
    wanted = tuple(leaf for leaf in leaves if getattr(leaf, "scope", "title") != "title")
    found = [p for p in _some_places(text, wanted) if not heading.start <= p.start < heading.end]
    found = list(answering(found, wanted, chrome)) if chrome else found
    chosen: list[Span] = []
    while len(chosen) < count and (best := _best(text, found, stretches, chosen, width)):
        chosen.append(best)
    if not chosen:
        chosen = _beginning(text, stretches, width)
    in_order = sorted(chosen, key=lambda span: (bool(span.kind), span.start))
    return tuple(_render(text, passage, found) for passage in in_order)


def _some_places(text: str, leaves: tuple[Leaf, ...]) -> list[Place]:
    found: list[Place] = []
    missing = set(range(len(leaves)))
    for number, block in enumerate(places(text, leaves)):
        found += block
        missing -= {place.leaf for place in block}
        if (len(found) >= _ENOUGH and not missing) or (found and number >= _BLOCKS):
            break
    return found


def _heading(text: str, title: str) -> Span:
    """The line that is the title and no more, if it is near the beginning; else nothing."""
    at = text.find(title, 0, _HEAD + len(title)) if title else -1
    line_end = text.find("\n", at) if at >= 0 else -1
    begin = text.rfind("\n", 0, max(at, 0)) + 1
    around = text[begin:at] + text[at + len(title) : max(line_end, 0)]
    alone = line_end >= 0 and not any(map(str.isalnum, around))
    return Span(begin, line_end, "title") if alone else _NOWHERE


def _stretches(text: str, chrome: tuple[Span, ...], heading: Span) -> list[Span]:
    """The text parted into chrome, its title and what is neither (with an empty kind)."""
    known = [span for span in chrome if span.end <= heading.start or span.start >= heading.end]
    result: list[Span] = []
    end = 0
    for span in (*sorted([*known, heading], key=_BY_START), Span(len(text), len(text), "")):
        if end < span.start:
            result.append(Span(end, span.start, ""))
        if span.start < span.end:
            result.append(span)
        end = max(end, span.end)
    return result


def _best(
    text: str, found: list[Place], stretches: list[Span], chosen: list[Span], width: int
) -> Span | None:
    """The best passage outside those chosen: it is no chrome, has leaves that no chosen
    one has, has many leaves, has many places, stands early.
    """
    shown = {p.leaf for s in chosen for p in found if s.start <= p.start < s.end}
    best, top = None, None
    for place, stretch, held, many in _windows(found, stretches, _reach(text, found, width)):
        if chosen and any(s.start < place.end and place.start < s.end for s in chosen):
            continue
        fresh = len(held.keys() - shown) if shown else len(held)
        if stretch.kind and chosen and not fresh:
            continue
        score = (not stretch.kind, fresh, len(held), many)
        if top is None or score > top:
            best, top = place, score
    return _passage(text, best, found, _free(stretches, chosen, best), width) if best else None


def _windows(
    found: list[Place], stretches: list[Span], reach: int
) -> Iterator[tuple[Place, Span, dict[int, int], int]]:
    """For each place: the stretch it stands in, the leaves (and how often each is met) and
    the number of the places from it on that lie within its reach and its stretch.
    """
    held: dict[int, int] = {}
    last = number = 0
    for first, place in enumerate(found):
        while number + 1 < len(stretches) and stretches[number + 1].start <= place.start:
            number += 1
        end = min(place.start + reach, stretches[number].end)
        while last < len(found) and found[last].end <= end:
            leaf = found[last].leaf
            held[leaf] = held.get(leaf, 0) + 1
            last += 1
        if last == first:  # longer than its reach
            yield place, stretches[number], {place.leaf: 1}, 0
            last += 1
            continue
        yield place, stretches[number], held, last - first
        held[place.leaf] -= 1
        if not held[place.leaf]:
            del held[place.leaf]


def _reach(text: str, found: list[Place], width: int) -> int:
    """About how many characters after its first place a passage of `width` columns has."""
    sample = text[found[0].start : found[0].start + 80] if found else ""
    return width * 3 // 4 * len(sample) // max(1, columns(sample))


def _around(stretches: list[Span], place: Place) -> Span:
    return stretches[bisect_right(stretches, place.start, key=_BY_START) - 1]


def _free(stretches: list[Span], chosen: list[Span], place: Place) -> Span:
    """The stretch around a place as far as the passages chosen before leave it."""
    around = _around(stretches, place)
    before = [span.end for span in chosen if span.end <= place.start]
    after = [span.start for span in chosen if span.start >= place.end]
    return Span(max([around.start, *before]), min([around.end, *after]), around.kind)


def _passage(text: str, place: Place, found: list[Place], free: Span, width: int) -> Span:
    """From the beginning of the sentence, or a little before the place, to the end of a
    sentence, or as far as the width allows; no word is cut.
    """
    room = width - 2 * len(_ELLIPSIS)
    lowest = _fit_backward(text, place.start, free.start, room // 3)
    ends = [match.end() for match in _SENTENCE.finditer(text, lowest, place.start)]
    start = ends[-1] if ends else lowest
    if not ends and lowest > free.start:
        clause = _CLAUSE.search(text, lowest, place.start)
        start = clause.end() if clause else _word_start(text, lowest, place.start)
    while start < place.start and text[start].isspace():
        start += 1
    end = _fit(text, start, free.end, room, min(place.end, free.end))
    cut = (p.start for p in found if place.start < p.start < end < p.end)
    return Span(start, min(cut, default=end), free.kind)


def _fit(text: str, start: int, end: int, room: int, least: int) -> int:
    """The end of what fits in the room from `start` on, at a good place after `least`."""
    furthest = start + fitting(text[start : min(end, start + room)], room)
    if furthest == end:
        return end
    good = max(least, start + (furthest - start) * 3 // 5)
    ends = [match.end() for match in _SENTENCE.finditer(text, good, furthest)]
    ends = ends or [match.end() for match in _CLAUSE.finditer(text, good, furthest)]
    if ends:
        return ends[-1]
    if _is_letter(text[furthest]):
        blank = text.rfind(" ", max(least, furthest - 24), furthest)
        return blank if blank > 0 else furthest
    return furthest


def _fit_backward(text: str, start: int, lowest: int, room: int) -> int:
    return start - fitting(text[max(lowest, start - room) : start][::-1], room)


def _word_start(text: str, start: int, end: int) -> int:
    """The first place from `start` on that is not inside a word of letters."""
    if not (_is_letter(text[start]) and _is_letter(text[start - 1])):
        return start
    blank = text.find(" ", start, end)
    return blank + 1 if blank >= 0 else start


def _is_letter(character: str) -> bool:
    return character.isalnum() and width_of(character) == 1


def _body(text: str, stretches: list[Span]) -> list[Span]:
    """The stretches that are neither chrome nor title nor blank."""
    return [s for s in stretches if not s.kind and not text[s.start : s.end].isspace()]


def _beginning(text: str, stretches: list[Span], width: int) -> list[Span]:
    """The first passage of the body, or of the whole text where there is no body."""
    for stretch in _body(text, stretches)[:1] or [Span(0, len(text), "")]:
        start = stretch.start
        while start < stretch.end and text[start].isspace():
            start += 1
        if start < stretch.end:
            return [Span(start, _fit(text, start, stretch.end, width - 2, start), "")]
    return []


def _render(text: str, passage: Span, found: list[Place]) -> Snippet:
    """The passage as it is shown: blanks single, cuts marked, marks moved accordingly."""
    raw = text[passage.start : passage.end].rstrip()
    raw = _SIGNS.sub(_apart, raw)
    before = text[max(0, passage.start - 8) : passage.start]
    whole = not before.strip() or "\n" in before[len(before.rstrip()) :]
    shown = "" if whole or _SENTENCE_END.search(before) else _ELLIPSIS
    line, offsets = _single_spaced(raw)
    blank = line.startswith(" ")
    line, lead = line[blank:], len(shown) - blank
    after = text[passage.start + len(raw) : passage.end + 8]
    goes_on = after.strip() and "\n" not in after[: len(after) - len(after.lstrip())]
    cut = _ELLIPSIS if goes_on and not _SENTENCE_END.search(raw[-8:]) else ""
    line = line.rstrip(_CLAUSE_SIGNS if cut else None)
    end = passage.start + len(raw)
    inside = (p for p in found if passage.start <= p.start and p.end <= end)
    marked = tuple(
        (lead + offsets[first - passage.start], lead + offsets[last - 1 - passage.start] + 1)
        for first, last in merged(inside)
    )
    return Snippet(shown + line + cut, marked)


def _apart(sign: re.Match[str]) -> str:
    """Blanks for a sign; items of a list, which come into one line, stay apart by a dot."""
    item = sign.start() and sign[0].strip() in {"-", "*", "+"}
    return ("·" if item else "").rjust(len(sign[0]))


def _single_spaced(raw: str) -> tuple[str, Sequence[int]]:
    """The text with each row of blanks as one space, and where each character went."""
    line = _BLANKS.sub(" ", raw)
    if len(line) == len(raw):
        return line, range(len(raw))
    kept = bytearray(b"\1") * len(raw)
    for blanks in _SEVERAL.finditer(raw):
        kept[blanks.start() + 1 : blanks.end()] = bytes(len(blanks[0]) - 1)
    return line, [0, *accumulate(kept)]
