"""Unicode: one code point per character, and none that a reader cannot see.

Canonical composition, radicals and compatibility ideographs as the characters they stand for,
control, zero-width and bidirectional marks removed, odd spaces as plain ones. The ideographic
space, full-width forms and half-width kana are ordinary text and stay.
Reads `data/radicals.tsv`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

from search.cleaning.edits import Edit

_UNREADABLE = re.compile("[\ud800-\udfff\ufffd]")
_SURROGATE = re.compile("[\ud800-\udfff]|\ufffd+")
_LINE = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_SPACE = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f]")
_RADICAL = re.compile("[\u2e81-\u2ef3\u2f00-\u2fd5]")
# Joiners shape the letters of Indic and Arabic scripts and join emoji: there they are text.
_JOINED = "\u0590-\u1fff\u2190-\u2bff\ua800-\uabff\ufb1d-\ufefc\ufe0f\U0001f000-\U0001faff"
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    f"\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u200c\u200d](?<![{_JOINED}].)"
)
_PRESENT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u0300-\u036f\u0483-\u0487\u0591-\u1fff\u2000-\u200f"
    "\u2028-\u202f\u205f-\u206f\u2126\u212a\u212b\u2e81-\u2ef3\u2f00-\u2fd5\u302a-\u302f"
    "\u3099\u309a\ua66f-\uabff\uf900-\ufdff\ufe20-\ufe2f\ufeff\ufff9-\ufffb\U00010000-\U0010ffff]"
)
_FIRST_MARK = 0x300
_SUPPLEMENT = "\U0002f800-\U0002fa1d"  # compatibility ideographs beyond the first plane
_MARKS_AT_ONCE = 64  # ordering marks is quadratic in their number, and input is hostile


def surrogates(text: str) -> list[Edit]:
    """Replace lone surrogates, which no encoding can write, by U+FFFD.

    Where that stands already, bytes could not be decoded: it is flagged.
    """
    if text.isascii() or not _UNREADABLE.search(text):  # a set is looked for faster than a choice
        return []
    return [
        Edit("unrepaired", m.start(), m.end(), m[0])
        if m[0][0] == "\ufffd"
        else Edit("surrogate", m.start(), m.end(), "\ufffd")
        for m in _SURROGATE.finditer(text)
    ]


def characters(text: str) -> list[Edit]:
    """Normalise every character that has a plainer twin and remove the invisible ones."""
    usual = text.isascii() and text.replace("\n", "").replace("\t", "").isprintable()
    if usual or not _PRESENT.search(text):
        return []
    edits = [Edit("line", m.start(), m.end(), "\n") for m in _LINE.finditer(text)]
    edits += [Edit("space", m.start(), m.end(), " ") for m in _SPACE.finditer(text)]
    edits += [Edit("control", m.start(), m.end(), "") for m in _INVISIBLE.finditer(text)]
    for match in _RADICAL.finditer(text):
        plain = unicodedata.normalize("NFKC", _whole().get(match[0], match[0]))
        if plain != match[0]:  # a part of a character stands for itself: 讠
            edits.append(Edit("radical", match.start(), match.end(), plain))
    edits += _compositions(text)
    edits.sort(key=lambda edit: edit.start)
    return _without_overlap(edits)


@cache
def _whole() -> dict[str, str]:
    """The character that a radical without compatibility mapping is shown for."""
    lines = (files("search") / "data" / "radicals.tsv").read_text(encoding="utf-8").splitlines()
    return {line[0]: line[-1] for line in lines if not line.startswith("#")}


def _compositions(text: str) -> list[Edit]:
    edits: list[Edit] = []
    for match in _uncomposed().finditer(text):
        start = max(match.start() - 1, edits[-1].end if edits else 0)
        composed = unicodedata.normalize("NFC", text[start : match.end()])
        if composed != text[start : match.end()]:
            edits.append(Edit("composition", start, match.end(), composed))
    return edits


@cache
def _uncomposed() -> re.Pattern[str]:
    """Match marks, which belong to the character before them, and what NFC replaces."""
    found = []
    for code in (*range(_FIRST_MARK, 0x3100), *range(0xA000, 0xAC00), *range(0xF900, 0xFFFE)):
        char = chr(code)
        composes = unicodedata.combining(char) or _follows(code)
        if composes or unicodedata.normalize("NFC", char) != char:
            found.append(char)
    marks = re.escape("".join(found))
    return re.compile(f"[{marks}]{{1,{_MARKS_AT_ONCE}}}|[{_SUPPLEMENT}]")


def _follows(code: int) -> bool:
    """Say whether a character without combining class composes with the one before it."""
    return 0x1161 <= code <= 0x1175 or 0x11A8 <= code <= 0x11C2 or code in _INDIC_VOWELS


# Primary composites whose second part has combining class 0 (Unicode 15, UnicodeData.txt).
_INDIC_VOWELS = frozenset(
    map(
        ord,
        "\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf"
        "\u102e\u1b35",
    )
)


def _without_overlap(edits: list[Edit]) -> list[Edit]:
    """Keep the first of two edits that meet; the next pass sees what the other wanted."""
    kept: list[Edit] = []
    for edit in edits:
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept
