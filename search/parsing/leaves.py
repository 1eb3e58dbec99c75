"""Leaves: a typed chunk → words and patterns; a quoted run → a phrase. Touches the analyser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from msgspec.structs import replace

from search.analysis import Token, runs, words
from search.analysis.latin import HAN, HANGUL, KANA, begins_cjk, is_han, is_sign, surface
from search.analysis.stopwords import kept_words, stop_words
from search.query import Node, Nothing, Or, Pattern, Phrase, Scope, Word

CJK = f"{HAN}{KANA}{HANGUL}"
# Inside a chunk, these part words; hyphens, dots, apostrophes and the like do not.
_PART = re.compile(
    r"[,，](?!\d)|\?(?!\w)|[;:!=；：！？。、…<>\[\]{}]+|(?<=[^\W\d])[–—]+(?=[^\W\d])"
)
# An address is one word, whatever signs it has; few documents repeat how it is fetched.
_FETCHED = re.compile(r"^(?:[A-Za-z]{1,9}://)?(?:www\.)?")
# Compiled when a query needs them: classes of many characters take long.
_SCRIPT = rf"[{HAN}]+|[{KANA}]+|[{HANGUL}]+|[^{CJK}]+"
_WILD = rf"[{CJK}]+|[^\W_{CJK}*?]*[*?][^\W_{CJK}]*(?:[*?][^\W_{CJK}]*)*|[^\W{CJK}]+"

# A day or month is one word: the 1 of 2014年1月 by itself stands in nearly every text; so is the
# number of a paper (国办发〔2015〕9号).
_UNIT = (
    r"((?<!\d)(?:(?:\d{4}|[〇零○一二三四五六七八九]{4})年)?"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})[日號号]"
    r"|(?<!\d)(?:\d{4}|[〇零○一二三四五六七八九]{4})年(?:\d{1,2}|[一二三四五六七八九十]{1,3})月"
    rf"|[{HAN}]{{1,12}}[〔【]\d{{4}}[〕】]第?\d{{1,5}}[号號])"
)
_IN_UNITS = frozenset("月〔【")  # every one has one of these

# One character, whichever, between Chinese ones.
ONE_BETWEEN = rf"(?P<before>[{HAN}]{{1,16}})\?(?P<after>[{HAN}]{{1,16}})"
# A word and how many slips it may have.
FUZZY = re.compile(r"(?P<word>[^~～]+)[~～](?P<slips>\d{0,4})\d*")
# A word that may have one letter more, or ends a question.
ENDED = re.compile(r"(?P<word>[A-Za-z\u00c0-\u024f]{2,64})\?")
# What other engines read as a weight; behind so few letters it is a power (km^2).
WEIGHT = re.compile(r"(?P<word>(?:[^^]*(?:[^\x00-\x7f]|[A-Za-z]{4}))?)\^\d{1,9}(?:\.\d{1,9})?")
_LONGEST = 256  # characters that are a query
_PARTS = 4  # tokens of a word that is kept whole
_MOST_NEAR = 64  # words that one fuzzy word may stand for


def chunk(text: str, scope: Scope, longest: int) -> Iterator[Word | Phrase | Pattern]:
    """The leaves of a chunk of text without spaces and quotes; none has more than
    `longest` terms.
    """
    address = "://" in text or text.startswith("www.")
    if address and text.isascii() and (bare := _FETCHED.sub("", text)):
        yield from _plain(bare, scope, longest)
        return
    for part in _PART.split(text.replace("＊", "*")):
        wild = part.rstrip("?")
        if not address and ("*" in wild or "?" in wild):
            yield from _wild(wild, scope, longest)
        else:
            yield from _plain(part, scope, longest)


def _plain(text: str, scope: Scope, longest: int) -> Iterator[Word]:
    """One Word for each date or number of a paper, each word of Han, and for each stretch of other
    scripts.
    """
    parts = [text] if _IN_UNITS.isdisjoint(text) else re.split(_UNIT, text)
    for number, part in enumerate(parts):
        if number % 2:
            yield _unit(part, scope)
        elif part:
            yield from _words(part, scope, longest)


def _unit(text: str, scope: Scope) -> Word:
    """A date or number in Chinese; its last character may begin a word (2016年8月份)."""
    terms = tuple(token.text for token in words(text))
    return Word(text, terms, tuple(run.text for run in runs(text))[:-1], True, scope)


def _words(text: str, scope: Scope, longest: int) -> Iterator[Word]:
    for piece in _scripts(text):
        tokens = words(piece)
        han = begins_cjk(piece)
        for group in _names(tokens) if han else [tokens]:
            if group:
                typed = piece[group[0].start : group[-1].end]
                found = [run.text for run in runs(typed) if not is_sign(run.text)]
                inside = found[:-1] if han and found[1:] else found
                terms = [token.text for token in group]
                yield Word(typed, tuple(terms[:longest]), tuple(inside[:longest]), han, scope)


def _scripts(text: str) -> list[str]:
    """The text parted where its script changes."""
    one = text.isascii() or is_han(text)
    return [text] if one else re.findall(_SCRIPT, text)


def _names(tokens: list[Token]) -> Iterator[list[Token]]:
    """Words of a Han run. Characters that the dictionary leaves single side by side are
    most often one name or a new word (众创), so they stay together; stop words part them,
    unless two characters are all there is (年金), or a known word holds one (可持续).
    """
    if len(tokens) == 2 and all(len(token.text) == 1 for token in tokens):
        yield tokens
        return
    name: list[Token] = []
    at = 0
    while at < len(tokens):
        kept = _kept(tokens, at)
        if kept == 1 and len(tokens[at].text) == 1 and tokens[at].text not in stop_words():
            name.append(tokens[at])
        else:
            yield name
            yield tokens[at : at + kept]
            name = []
        at += kept
    yield name


def _kept(tokens: list[Token], at: int) -> int:
    """How many tokens from one on are a word that stays whole."""
    said = (tokens[at : at + n] for n in range(_PARTS, 1, -1))
    return next((len(s) for s in said if "".join(t.text for t in s) in kept_words()), 1)


def _wild(text: str, scope: Scope, longest: int) -> Iterator[Word | Phrase | Pattern]:
    """Patterns over Latin words. Whatever stands in a Han run is found anyway, so there a
    wildcard only parts what must stand together.
    """
    begun = text.rstrip("*")
    tokens = [] if begins_cjk(begun) or {"*", "?"} & set(begun) else runs(begun)
    if len(tokens) == 1 and tokens[0].end == len(begun) < len(text):  # C++*, M&A*
        yield Pattern(text, f"{tokens[0].text}*", scope)
        return
    for piece in re.findall(_WILD, text):
        if begins_cjk(piece):
            if found := phrase(piece, runs(piece)[:longest], 0, scope):
                yield found
        elif "*" in piece or "?" in piece:
            pattern = "".join(surface(part) or part for part in re.split(r"([*?])", piece) if part)
            if pattern.strip("*?"):
                yield Pattern(piece, re.sub(r"\*+", "*", pattern), scope)
        else:
            yield from _plain(piece, scope, longest)


def phrase(text: str, tokens: list[Token], slop: int, scope: Scope) -> Phrase | None:
    """The tokens in a row. The lone character that ends a run of Han stands alone in the
    text only where the run ends as well, so it is left out at the end; a run of one
    character has nothing else and stays open.
    """
    if not tokens:
        return None
    last = tokens[-1]
    lone = len(last.text) == 1 and begins_cjk(last.text)
    inside = lone and len(tokens) > 1 and tokens[-2].end > last.start
    kept = tokens[:-1] if inside else tokens
    return Phrase(text, tuple(t.text for t in kept), lone and not inside, slop, scope)


def copied(found: Phrase, quoted: str, longest: int) -> list[Node]:
    """A quotation that was copied with the text around it: the row, in documents of its own
    language, and its words.
    """
    han = any(begins_cjk(run) for run in found.runs)
    said = [word for word in chunk(quoted, found.scope, longest) if isinstance(word, Word)]
    return [replace(found, spared="en" if han else "zh"), *said]


def near(quoted: str, scope: Scope) -> tuple[Phrase, ...]:
    """The words of a quoted text, each of which stands in a row."""
    found = (word for part in quoted.split() for word in _plain(part, scope, _LONGEST))
    rows = (phrase(word.text, runs(word.text), 0, scope) for word in found)
    return tuple(row for row in rows if row)


def acronym(text: str, scope: Scope) -> Or:
    """`m & a` as it is written mostly, or its letters in a row."""
    whole = "".join(text.split())
    return Or((*_plain(whole, scope, _LONGEST), Phrase(text, _terms(text), scope=scope)))


def ended(match: re.Match[str], scope: Scope, longest: int) -> Or:
    """A word as it is typed without its `?`, or with one letter more."""
    pattern = Pattern(match[0], f"{surface(match['word'])}?", scope)
    return Or((*_plain(match["word"], scope, longest), pattern))


def one_between(
    match: re.Match[str], scope: Scope, longest: int, between: Callable[[str, str], str]
) -> list[Node]:
    """The runs that documents may have with one character between two parts."""
    before, after = match["before"], match["after"]
    texts = (before + one + after for one in between(before[-1], after[0]))
    found = (phrase(match[0], runs(text)[:longest], 0, scope) for text in texts)
    rows = tuple(row for row in found if row)
    return [Or(rows) if rows[1:] else rows[0] if rows else Nothing(match[0])]


def fuzzy(
    match: re.Match[str], scope: Scope, longest: int, near: Callable[[str, int], tuple[str, ...]]
) -> list[Phrase] | None:
    """A word as it is spelt and the words near it; None where it is not one word in Latin
    letters.

    One slip is allowed unless two are asked for (or none), and never two in a short word,
    which would then be nearly any.
    """
    nodes = list(_plain(match["word"], scope, longest))
    tokens = runs(match["word"])
    if len(tokens) != 1 or len(nodes) != 1 or not tokens[0].text.isascii():
        return None
    word = tokens[0].text
    distance = min(int(match["slips"] or 1), 2 if len(word) > 4 else 1)
    others = near(word, distance)[:_MOST_NEAR] if distance else ()
    return [Phrase(match[0], (term,), scope=scope) for term in dict.fromkeys((word, *others))]


def rows(text: str) -> tuple[tuple[str, ...], ...]:
    """The run terms of all that was typed, stop words and all, then those of each piece of it
    that is Chinese without a break, to rank what has them in a row.

    Operators are no matter: what is not plain words stands in no document like this. Text
    of more than a few lines is a page, not a query, and gives nothing.
    """
    if len(text) > _LONGEST:
        return ()
    tokens = runs(text)
    pieces = (list(piece) for unbroken, piece in groupby(tokens, _is_unbroken) if unbroken)
    return tuple(tuple(token.text for token in row) for row in (tokens, *pieces))


def _is_unbroken(token: Token) -> bool:
    """Whether a term is two characters between which nothing was typed."""
    return len(token.text) == 2 == token.end - token.start and begins_cjk(token.text)


def _terms(text: str) -> tuple[str, ...]:
    return tuple(token.text for token in runs(text))
