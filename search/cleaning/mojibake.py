"""Mojibake: UTF-8 that someone read as cp1252, Latin-1 or GBK, and GB 2312 read as Latin-1.

`CafÃ©` is Café, `鏂扮枂` is 新疆 and `ÐÂ½®` is 新疆, too. A sequence is repaired only where it is
well-formed in the encoding that it came from, reads as a letter or sign of a script of
ours, and cannot be meant: one sign alone must be of the unmistakable kinds, others need a
neighbour, or a Chinese sign the next such one in its line; what was GB 2312 must read as
likely Chinese words. Touches OpenCC and, for signs that may be GB 2312, jieba's dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from unicodedata import category

from search.cleaning.edits import Edit
from search.cleaning.frequencies import likelihood, simplified


def _western(first: int, last: int) -> str:
    """The characters that cp1252 or Latin-1 shows for the bytes `first` to `last`."""
    codes = [bytes([code]) for code in range(first, last + 1)]
    shown = {code.decode("latin-1") for code in codes}
    return "".join(sorted(shown | {code.decode("cp1252", "ignore") for code in codes}))


_TAIL = f"[{re.escape(_western(0x80, 0xBF))}]"
_SEQUENCE = re.compile(f"[Â-ß]{_TAIL}|[à-ï]{_TAIL}{{2}}|[ð-ô]{_TAIL}{{3}}")
_WESTERN_BYTES = {chr(code): bytes([code]) for code in range(0x80, 0x100)} | {
    bytes([code]).decode("cp1252"): bytes([code])
    for code in range(0x80, 0xA0)
    if bytes([code]).decode("cp1252", "ignore")
}
# What the signs may become: Latin letters and signs, Greek, Cyrillic, punctuation, arrows and
# other symbols, CJK, kana, Hangul, full-width forms, emoji. Few texts have such signs, and
# compiling a wide set takes a millisecond.
_PLAUSIBLE = (
    "[\xa0-\u024f\u0370-\u052f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u27bf"
    "\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\ufe0f\uff00-\uffef\U0001f300-\U0001faff]"
)
_CHINESE = "[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_compiled = cache(re.compile)
# C1 controls are never meant. Behind a capital, Ã with a closing sign may be: «MAÇÃ».
_UNMISTAKABLE = re.compile(
    ".[\x80-\x9f]|Ã[\xa0-©¬-¯±-¹¼-¿]|(?<![A-ZÀ-Þ])Ã[ª«°º»]"
    "|(?<![A-ZÀ-Þ])Â[\xa0¢-§©«¬®-·»¿]|â€[^\x00-~]"
)


def mojibake(text: str) -> list[Edit]:
    """Repair UTF-8 read as a Western encoding or as GBK, and GB 2312 read as a Western one."""
    if text.isascii():
        return []
    western = list(_western_edits(text))
    taken = {position for edit in western for position in range(edit.start, edit.end)}
    misread = list(_misread_edits(text, taken))
    chinese = {position for edit in misread for position in range(edit.start, edit.end)}
    western = [e for e in western if chinese.isdisjoint(range(e.start, e.end))]
    return sorted([*western, *_chinese_edits(text), *misread], key=lambda edit: edit.start)


def _western_edits(text: str) -> Iterator[Edit]:
    found = []
    for match in _SEQUENCE.finditer(text):
        data = b"".join(_WESTERN_BYTES[char] for char in match[0])
        after = data.decode("utf-8", "ignore")
        if _compiled(_PLAUSIBLE).fullmatch(after) and category(after) != "Cn":
            found.append(Edit("mojibake", match.start(), match.end(), after))
    for index, edit in enumerate(found):
        beside = found[max(0, index - 1) : index] + found[index + 1 : index + 2]
        paired = any(other.start == edit.end or other.end == edit.start for other in beside)
        if paired or _UNMISTAKABLE.match(text, edit.start) or _among_chinese(text, edit, beside):
            yield edit


def _among_chinese(text: str, edit: Edit, beside: list[Edit]) -> bool:
    """Whether a sign becomes Chinese, as an unmistakable one beside it in its line does."""
    chinese = _compiled(_CHINESE)
    return chinese.fullmatch(edit.after) is not None and any(
        chinese.fullmatch(other.after)
        and _UNMISTAKABLE.match(text, other.start)
        and "\n" not in text[min(edit.end, other.end) : max(edit.start, other.start)]
        for other in beside
    )


_COMMON_SEQUENCES = re.compile(
    b"(?:[\xe4-\xe9][\x80-\xbf]{2}|\xe3\x80[\x80-\x91]|\xef\xbc[\x81-\xbf]|\xe2\x80[\x90-\xa6])+"
)
_LEAST_SIGNS, _LEAST_SHARE = 2, 0.75


@cache
def _chinese_runs() -> re.Pattern[str]:
    """Match runs of characters of GBK, with one inside that a leading UTF-8 byte makes."""
    firsts = [bytes([lead, tail]) for lead in range(0xE4, 0xEA) for tail in range(0x80, 0xC0)]
    starts = "".join(pair.decode("gbk", "ignore") for pair in firsts)
    return re.compile(f"[{re.escape(starts)}][\u00a4-\uffe5]{{2,}}")


def _chinese_edits(text: str) -> Iterator[Edit]:
    for run in _chinese_runs().finditer(text):
        start = run.start()
        data = run[0].encode("gbk", "replace")  # two bytes a character, one for a stranger
        if len(data) != 2 * len(run[0]):
            data = b"".join(char.encode("gbk", "replace").ljust(2, b"?") for char in run[0])
        for match in _COMMON_SEQUENCES.finditer(data):
            yield from _even(match, start, run[0])


def _even(match: re.Match[bytes], offset: int, run: str) -> Iterator[Edit]:
    """Repair the part of a byte sequence that covers whole characters of `run`."""
    if match.start() % 2:
        return
    data = match[0]
    if len(data) % 2:  # an odd last byte was lost with the character behind it
        data = data[:-3]
    after = data.decode("utf-8")
    before = run[match.start() // 2 : (match.start() + len(data)) // 2]
    if len(after) >= _LEAST_SIGNS and _common(after) >= _LEAST_SHARE > 0.5 >= _common(before):
        start = offset + match.start() // 2
        yield Edit("mojibake", start, start + len(before), after)


# GB 2312 read as Latin-1 or cp1252, which agree on its bytes: no prose of a Western language
# has four such signs in a row. A list of letters may have: «ÄÖÜß» is no likely Chinese.
_SURE = re.compile("[\xa1-\xfe]{4,}")
_SIGNS = re.compile("[\xa1-\xfe]{2,}")
_HAN = re.compile("[\u4e00-\u9fff]+")
_LETTERS_BESIDE = 8  # signs in a run; with fewer, no plain letter may touch it
_LIKELY = -7.0  # log probability a character, of which chance has -10 and words have -5
_JUDGED = 400  # characters of a run that are judged


def _misread_edits(text: str, taken: set[int]) -> Iterator[Edit]:
    """Repair the sure runs and, in the same lines, all others that may be such: `Äê` is 年. Where
    most signs of a text stand in such lines, so do all.

    `taken` are the places that may be UTF-8, which few of a sure run are by chance (Í¸Ä¸ in 和改).
    """
    lines = list(_misread_lines(text, taken))
    if lines and 2 * sum(_signs(text[first:last]) for first, last in lines) > _signs(text):
        lines = [(0, len(text))]
    for first, last in lines:
        for run in _SIGNS.finditer(text, first, last):
            after = _as_chinese(run[0])
            if {run.start(), run.start() - 1} <= taken or {run.end() - 1, run.end()} <= taken:
                continue  # begins or ends within what may be UTF-8
            if after and _common(after) == 1:
                yield Edit("mojibake", run.start(), run.end(), after)


def _misread_lines(text: str, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Where the lines with a sure run begin and end."""
    done = 0
    for sure in _SURE.finditer(text):
        if sure.start() < done or 2 * len(taken.intersection(range(*sure.span()))) > len(sure[0]):
            continue
        if _is_misread(text, sure):
            end = text.find("\n", sure.end())
            done = end if end >= 0 else len(text)
            yield text.rfind("\n", 0, sure.start()) + 1, done


def _signs(text: str) -> int:
    return sum(map(len, _SIGNS.findall(text)))


def _is_misread(text: str, run: re.Match[str]) -> bool:
    beside = text[max(0, run.start() - 1) : run.start()] + text[run.end() : run.end() + 1]
    if len(run[0]) < _LETTERS_BESIDE and any(c.isascii() and c.isalpha() for c in beside):
        return False
    pieces = _HAN.findall(_as_chinese(run[0])[:_JUDGED])
    characters = "".join(pieces)
    if len(set(characters)) < _LEAST_SIGNS:
        return False
    return sum(map(likelihood, pieces)) >= _LIKELY * len(characters)


def _as_chinese(run: str) -> str:
    """Read the signs as GB 2312; nothing where they are none."""
    try:
        return run.encode("latin-1").decode("gb2312")
    except UnicodeDecodeError:
        return ""


def _common(text: str) -> float:
    """The share of characters that are everyday ones: GB 2312 level 1 and punctuation."""
    signs = [char.encode("gb2312", "ignore") for char in simplified(text)]
    return sum(b"\xa1" <= sign[:1] <= b"\xd7" for sign in signs) / len(signs)
