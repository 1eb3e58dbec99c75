"""Describe: who signed a notice: the body and the date at its foot.

A line that is a body's name alone, and a date alone behind it or on the next line. Pure; reads the
organisation files of `data/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.analysis import fold
from search.describing.organisations.chinese import chinese_mentions
from search.describing.organisations.departments import departments
from search.describing.organisations.table import directory
from search.describing.pagelines import Page

_LINES = 30  # of the foot: annexes may follow the signature
_LONGEST = 60  # characters of a signature with its date
_NUMBER = "[0-9〇零○一二三四五六七八九十元]"
_DATE = re.compile(
    rf"(?:中华民国|民国)?{_NUMBER}{{1,5}}年{_NUMBER}{{1,3}}月{_NUMBER}{{1,3}}日(?:印发)?$"
)
_NAME = re.compile(r"[\u3400-\u9fff()·]{3,30}")


def signed(sheet: Page) -> Iterator[tuple[str, int, int]]:
    """Names in signatures at the foot of a text, the first of each signature, with the rule."""
    lines = sheet.lines[max(sheet.header, len(sheet.lines) - _LINES) :]
    for number, line in enumerate(lines):
        text = fold(line.text[: _LONGEST + 1])
        date = _DATE.search(text) if len(text) <= _LONGEST else None
        if date is None:
            continue
        if date.start():
            start, rest = line.start, text[: date.start()]
        elif number:
            start, rest = lines[number - 1].start, fold(lines[number - 1].text[: _LONGEST + 1])
        else:
            continue
        names = list(_NAME.finditer(rest))
        if names and not _NAME.sub("", rest).strip() and all(_is_body(m[0]) for m in names):
            yield "signature", start + names[0].start(), start + names[0].end()


def _is_body(name: str) -> bool:
    """Whether these folded words are the name of a body and nothing else."""
    if name in directory().clear or departments().of_chinese(name):
        return True
    return any(m.start == 0 and m.end == len(name) for m in chinese_mentions(name))
