"""Pinyin that was inserted between the two bytes of a character.

The converter of `inline_pinyin` searched GBK bytes without minding where characters begin.
當地 is AE94 B5D8; its middle bytes 94B5 are 數, so that `(shù)` was put between the bytes
of 地. A decoder then reads B5 with the parenthesis as one broken character, `?`, and pairs
all later bytes off by one, until the next insertion breaks them back into step:
`當?shù)乜萍紝m?xiàng)` is 當地科技專項. It can be inverted: the byte behind `?`, together
with the last byte of the character before, is a character with the printed reading.

Scores are sums of log frequencies of jieba's words. Touches jieba's dictionary, pypinyin
and OpenCC.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from search.cleaning.edits import Edit
from search.cleaning.frequencies import likelihood, simplified
from search.cleaning.pinyin import SYLLABLE, is_reading

_BROKEN = re.compile(rf"[?？\ufffd]({SYLLABLE})\)")
_PAIR = re.compile(rf"\(({SYLLABLE})\)")
_LOST = "?？\ufffd"
_TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))
_LONGEST = 80  # characters off by one; insertions come every seven characters
_CONTEXT = 6  # characters of the neighbourhood that are scored with a candidate
_MARGIN = 2.0  # nats by which the best reading must beat the next


class _Reading(NamedTuple):
    """A way to read `[start, end)` of the damaged text."""

    end: int
    text: str


def realignments(text: str) -> list[Edit]:
    """Repair each stretch that has one plainly best reading, and flag the others.

    Call it on text whose ordinary pairs are removed, and only where there were some.
    """
    edits: list[Edit] = []
    wide = re.search("[！-～]", text) is not None
    position = 0
    for match in _BROKEN.finditer(text):
        start = match.start()
        if start < max(position, 1):
            continue
        repaired = bool(edits) and edits[-1].end == start and edits[-1].kind == "alignment"
        owner = edits[-1].after[-1] if repaired else text[start - 1]
        best = _best(text, start, list(_readings(text, match, owner)))
        if best is not None:
            after = best.text if wide else _narrow(best.text)
            edits.append(Edit("alignment", start, best.end, after))
            position = best.end
        elif not match[1].isascii():
            first = max(start - 1, position)
            position = _flagged_end(text, match.end())
            edits.append(Edit("unrepaired", first, position, text[first:position]))
    return edits


def _readings(text: str, match: re.Match[str], owner: str) -> Iterator[_Reading]:
    """Read the bytes behind the broken character in step, up to each place that ends it."""
    head = _bytes(owner)
    if len(head) != 2:
        return
    lost = _hidden(head[1], match[1])
    if not lost:
        return
    shifted = b""
    position = match.end()
    while position < min(len(text), match.end() + _LONGEST):
        char = text[position]
        if "@" <= char <= "~":  # the second byte of a character: in step from here on
            for first in lost:
                yield from _resumed(text, position + 1, bytes([first]) + shifted + char.encode())
        if char in _LOST:
            break
        pair = _bytes(char)
        if len(pair) != 2:
            return
        shifted += pair
        position += 1
    yield from _closed(text, position, lost, shifted)


def _closed(text: str, position: int, lost: Sequence[int], shifted: bytes) -> Iterator[_Reading]:
    """Read up to an insertion behind a whole character: its last byte is the lost one."""
    closing = _BROKEN.match(text, position)
    if closing is None:
        return
    for first in lost:
        known = bytes([first]) + shifted
        for last in _hidden(known[-1], closing[1]):
            yield from _decoded(closing.end(), known + bytes([last]))


@lru_cache(maxsize=4096)
def _hidden(first: int, syllable: str) -> tuple[int, ...]:
    """Find second bytes that make, behind `first`, a converted character read `syllable`."""
    found = []
    for last in _TRAILS:
        char = _character(bytes([first, last]))
        if char and is_reading(syllable, char) and simplified(char) != char:
            found.append(last)
    return tuple(found)


def _character(pair: bytes) -> str:
    try:
        return pair.decode("gbk")
    except UnicodeDecodeError:
        return ""


def _bytes(char: str) -> bytes:
    """Encode a character as the two bytes that it was before ASCII forms were narrowed."""
    if "!" <= char <= "~":
        char = chr(ord(char) + 0xFEE0)
    elif char == " ":
        char = "\u3000"
    try:
        return char.encode("gbk")
    except UnicodeEncodeError:
        return b""


def _resumed(text: str, end: int, data: bytes) -> Iterator[_Reading]:
    """Read `data`, whose last character may have a pinyin of its own behind it."""
    pair = _PAIR.match(text, end)
    for reading in _decoded(end, data):
        if pair is None:
            yield reading
        elif is_reading(pair[1], reading.text[-1]):
            yield reading._replace(end=pair.end())


def _decoded(end: int, data: bytes) -> Iterator[_Reading]:
    try:
        yield _Reading(end, data.decode("gbk"))
    except UnicodeDecodeError:
        return


def _best(text: str, start: int, found: list[_Reading]) -> _Reading | None:
    """Choose the reading that beats the damaged text and all others by the margin."""
    if not found:
        return None
    left = max(0, start - _CONTEXT)
    right = max(reading.end for reading in found) + _CONTEXT

    def score(reading: _Reading) -> float:
        return likelihood(text[left:start] + reading.text + text[reading.end : right])

    ranked = sorted(((score(reading), reading) for reading in set(found)), reverse=True)
    rivals = [likelihood(text[left:right]), *(value for value, _ in ranked[1:])]
    return ranked[0][1] if ranked[0][0] >= max(rivals) + _MARGIN else None


def _flagged_end(text: str, position: int) -> int:
    """Find the end of what is off by one: the next lost byte, or else the parenthesis."""
    for offset in range(position, min(len(text), position + _LONGEST)):
        if text[offset] in _LOST:
            closing = _BROKEN.match(text, offset)
            return closing.end() if closing else offset + 1
        if text[offset] <= "~":
            break
    return position


def _narrow(text: str) -> str:
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
