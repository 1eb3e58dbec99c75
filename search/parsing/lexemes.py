"""The signs of the query language: what is typed is a row of lexemes. Standard library only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Final
from unicodedata import normalize

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
    rf"|(?P<must>(?<![^\s(（|｜])[+＋](?=[^\W\d_]|[{_QUOTES}(（]))"
    r"|(?P<quote>(?:[\"“”„＂](?P<a>[^\"“”„＂]*)[\"“”＂]|「(?P<b>[^「」]*)」|『(?P<c>[^『』]*)』"
    # ’ is an apostrophe as well, so ‘ opens only where a word may begin.
    r"|(?<![^\s(（|｜:：－+＋-])‘(?P<d>[^‘’]*)’(?![A-Za-z]))"
    r"(?:[~～](?P<slop>\d{1,4})\d*)?)"
    rf"|(?P<unclosed>[{_QUOTES}])"
    rf"|(?<![^\s(（|｜－+＋-])(?P<field>(?i:{_NAMES}))[:：]"
    r"|(?<![^\s(（|｜:：－+＋-])(?P<acronym>[A-Za-z]{1,2}(?: [&＆] ?|[&＆] )[A-Za-z]{1,2})"
    r"(?![^\s)）|｜])"
    rf"|(?P<chunk>[^\s()（）|｜{_QUOTES}]+)"
)

# What looks like a field; addresses and what only begins a sentence (note: …) do not.
UNKNOWN_FIELD: Final = re.compile(r"([a-z]{2,16})[:：](?![\s/)）|｜])(?=.)", re.DOTALL)


# What touches words without a space: signs like commas may stand between.
_SIGNS = rf"[^\w\s()（）|｜^*＊‘’{_QUOTES}]{{0,2}}"
_TOUCHED = re.compile(rf"\w{_SIGNS}\Z")
_TOUCHING = re.compile(rf"{_SIGNS}\w")


def is_copied(quote: re.Match[str]) -> bool:
    """Whether a quotation stands as in a text, with typographic marks that touch other words
    (“一带一路”沿线国家); who asks for a run sets it apart.
    """
    if quote[0][0] in '"＂' or quote["slop"]:
        return False
    before, after = quote.string[: quote.start()], quote.string[quote.end() :]
    return bool(_TOUCHED.search(before[-3:]) or _TOUCHING.match(after))


_STOP = re.compile(rf"[.!?。！？][{_QUOTES}’)）\s]*\Z|[,.!?，。！？][\"”」』]")


def is_sentence(text: str) -> bool:
    """Whether a query ends as a sentence does or quotes with its signs ("We grew," she said): what
    it quotes, it quotes of somebody.
    """
    return bool(_STOP.search(text))


def loosened(text: str) -> Iterator[str]:
    """Queries that ask for less: without what one rules out; beside that, without its quotation
    marks and with words that may stand elsewhere than in a title.
    """
    plain = _affirmed(text)
    for other in (plain, _affirmed("".join(_unquoted(plain)))):
        if (shown := " ".join(other.split())) and shown != " ".join(text.split()):
            yield shown


def clipped(text: str) -> Iterator[str]:
    """Queries whose quotations do not end, or begin, with the letters or digits that they do: a
    copied stretch of a text may be cut inside a word or number.
    """
    for end in (r"[A-Za-z0-9.]+\Z", r"\A[A-Za-z0-9.]+"):
        if (other := LEXEME.sub(partial(_clipped, end), text)) != text:
            yield other


def _clipped(end: str, sign: re.Match[str]) -> str:
    inside = next(filter(None, sign.group("a", "b", "c", "d")), "")
    kept = re.sub(end, "", inside).strip()
    return sign[0].replace(inside, kept) if kept else sign[0]


def exchanged(text: str) -> str:
    """The query with who publishes for who is written of, and the reverse."""
    return LEXEME.sub(lambda sign: _EXCHANGED.get(_field(sign), sign[0]), text)


_EXCHANGED: Final = {"organisation": "publisher:", "publisher": "org:"}


def _field(sign: re.Match[str]) -> str:
    return FIELDS[normalize("NFKC", sign["field"]).lower()] if sign["field"] else ""


def _affirmed(text: str) -> str:
    """A query that rules nothing out; what is left may be read anew (-"-maker)."""
    while (kept := "".join(_kept(text))) != text:
        text = kept
    return text


def _kept(text: str) -> Iterator[str]:
    """The pieces of a query but for what is ruled out, be it in parentheses."""
    end = depth = 0
    ruled_out = False
    for sign in LEXEME.finditer(text):
        kind = sign.lastgroup
        if not ruled_out:
            yield text[end : sign.start()] + (sign[0] if kind != "not" else "")
            ruled_out = kind == "not"
        elif kind != "field":
            depth = max(0, depth + (kind == "open") - (kind == "close"))
            ruled_out = bool(depth)
        end = sign.end()


def _unquoted(text: str) -> Iterator[str]:
    """The pieces of a query with the words of its quotations and titles as words."""
    end = 0
    for sign in LEXEME.finditer(text):
        title = _field(sign) == "title"
        inside = next(
            (part for part in sign.group("a", "b", "c", "d") if part is not None), sign[0]
        )
        yield text[end : sign.start()] + ("" if title else inside)
        end = sign.end()
