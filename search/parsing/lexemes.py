"""The signs of the query language: what is typed is a row of lexemes. Standard library only."""

from __future__ import annotations

import re
from typing import Final

from search.parsing.fields import FIELDS

_QUOTES = '"“”„＂「」『』'
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
# A keyboard for Chinese may be set to wide letters.
_NAMES = "|".join([*FIELDS, *(name.translate(_WIDE) for name in FIELDS if name.isascii())])
_END = r"(?![^\s(（])"

LEXEME: Final = re.compile(
    rf"(?P<open>[(（])|(?P<close>[)）])|(?P<or>[|｜]+|(?:OR|ＯＲ){_END})"
    rf"|(?P<and>(?:AND|ＡＮＤ){_END})"
    rf"|(?P<not>(?:NOT|ＮＯＴ){_END}|(?<![^\s(（|｜－-])[-－](?=\S))"
    r"|(?P<quote>(?:[\"“”„＂](?P<a>[^\"“”„＂]*)[\"“”＂]|「(?P<b>[^「」]*)」|『(?P<c>[^『』]*)』"
    # ’ is an apostrophe as well, so ‘ opens only where a word may begin.
    r"|(?<![^\s(（|｜:：－-])‘(?P<d>[^‘’]*)’(?![A-Za-z]))"
    r"(?:[~～](?P<slop>\d{1,4}))?)"
    rf"|(?P<unclosed>[{_QUOTES}])"
    rf"|(?<![^\s(（|｜－-])(?P<field>(?i:{_NAMES}))[:：]"
    r"|(?<![^\s(（|｜:：－-])(?P<acronym>[A-Za-z]{1,2}(?: [&＆] ?|[&＆] )[A-Za-z]{1,2})"
    r"(?![^\s)）|｜])"
    rf"|(?P<chunk>[^\s()（）|｜{_QUOTES}]+)"
)

# What looks like a field; addresses and what only begins a sentence (note: …) do not.
UNKNOWN_FIELD: Final = re.compile(r"([a-z]{2,16})[:：](?![\s/)）|｜])(?=.)", re.DOTALL)
