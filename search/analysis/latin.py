"""Latin tokens: words in letters, numbers and names such as `S&T`, U.S. and `3W`.

The patterns say what is one token; `surface` and `stem` give its two terms. Other
alphabets pass through the same code, unstemmed. Touches the stemmer.
"""

from __future__ import annotations

import re
import threading
from functools import cache, lru_cache
from unicodedata import category, normalize

import Stemmer

# Tokens longer than this are cut.
LONGEST = 256

# Characters of scripts without spaces, which are not Latin tokens.
HAN = (
    r"\u2e80-\u2fd5\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\U00020000-\U000323af"
)
KANA = r"\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
HANGUL = r"\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7fb\uffa0-\uffdc"


def _ranges(*classes: str) -> tuple[tuple[str, str], ...]:
    """The first and last characters of the ranges that classes consist of."""
    plain = "".join(classes).encode().decode("unicode_escape")
    return tuple(zip(plain[0::3], plain[2::3], strict=True))


_HAN_RANGES = _ranges(HAN)
_CJK_RANGES = _ranges(HAN, KANA, HANGUL)
_LONG = 64  # characters; longer texts are left to patterns, which take long to compile


@lru_cache(maxsize=1 << 14)
def _is_cjk(character: str) -> bool:
    return any(first <= character <= last for first, last in _CJK_RANGES)


@lru_cache(maxsize=1 << 14)
def _is_han(character: str) -> bool:
    return any(first <= character <= last for first, last in _HAN_RANGES)


def begins_cjk(text: str) -> bool:
    """Tell whether a text begins with a character of a script without spaces."""
    return bool(text) and _is_cjk(text[0])


def has_han(text: str) -> bool:
    """Tell whether there is a Chinese character in a text."""
    return not text.isascii() and any(map(_is_han, text))


def is_sign(term: str) -> bool:
    """Tell whether a term of the runs is a sign and no word."""
    return term in SIGNS


def is_han(text: str) -> bool:
    """Tell whether a text is known to be Chinese characters and nothing else."""
    return len(text) < _LONG and all(map(_is_han, text))


@cache
def _plain_text() -> re.Pattern[str]:
    return re.compile(PLAIN_TEXT)


def is_plain(text: str) -> bool:
    """Tell whether the plain patterns do for a text."""
    return text.isascii() or _plain_text().fullmatch(text) is not None


@cache
def _western_text() -> re.Pattern[str]:
    return re.compile(WESTERN_TEXT)


def is_western(text: str) -> bool:
    """Tell whether the plain patterns do for a text and it has no Chinese characters."""
    return text.isascii() or _western_text().fullmatch(text) is not None


# Letters of Latin script with a mark on them, each one character.
ACCENTED = r"\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
WORD = rf"[^\W_{HAN}{KANA}{HANGUL}]"
_LETTER = rf"[^\W\d_{HAN}{KANA}{HANGUL}]"
# Marks that stand on or inside words of European, Semitic and South Asian scripts.
_MARK = (
    r"[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u0655\u0670"
    r"\u0900-\u0903\u093a-\u094f\u0e31-\u0e3a\u0e47-\u0e4e\u20d0-\u20f0]"
)

# Signs of full width part digits as plain ones do: a Chinese keyboard writes 15，596.
_COMMA, _POINT = "[,，]", "[.．]"
_NUMBER = (
    r"(?<!\d[.,，．])(?:"
    rf"\d{{1,3}}(?:{_COMMA}\d{{3}}){{1,8}}+(?:{_POINT}\d{{1,32}}+)?+(?![.,，．]?\d)"  # 1,234.5
    rf"|\d{{1,32}}+{_POINT}\d{{1,32}}+(?![.．]?\d)"  # 13.786, but not 2016.06.06
    r")"
)


# C++ and C# are other words than C, as .NET is another one than a net; ℃ behind a number is a C.
_SIGNED = r"[A-Za-z](?:[+＋]{2}|[#＃])(?![+＋#＃])"


def _token(word: str, letter: str, mark: str) -> str:
    acronym = rf"{letter}(?:\.{letter}(?!{word})){{1,8}}+\.?+"  # U.S.
    both = rf"{letter}{{1,3}}+(?:[&＆]{letter}{{1,3}}+(?!{word})){{1,3}}+"  # S&T
    plain = rf"{word}{{1,{LONGEST}}}+(?:{mark}{{1,8}}+{word}{{0,32}}+){{0,32}}+"
    # Most tokens are nothing but letters, and most places begin none: both are seen at once.
    usual = rf"[A-Za-z]{{2,{LONGEST}}}+(?![\w{ACCENTED}&＆]|{mark})"
    net = rf"(?<!{word})\.[Nn][Ee][Tt](?![A-Za-z\d]|\.{word})"
    return rf"(?={word})(?:{usual}|{_SIGNED}|{_NUMBER}(?!{word})|{acronym}|{both}|{plain})|{net}"


TOKEN = _token(WORD, _LETTER, _MARK) + r"|[℃℉](?<=\d.)"
# A sign that touches a word is part of what is written: 互联网+, 3%, ¥100, @handle, #topic.
SIGN = r"[+＋](?<=[^\W_].)[+＋]?|[%％‰#＃](?<=[^\W_].)|[#＃@＠$＄¥￥€£](?=[^\W_])"
# The `s` of a possessive is no token of its own.
POSSESSIVE = rf"['’＇](?<={WORD}.)[sS](?!{WORD})"
# A class that names ten thousand characters takes a millisecond to compile, and these two
# patterns have fifteen. Where all characters but ASCII are Han, accented and usual punctuation, as
# in nearly all that is typed or read, the following are the same.
_PLAIN_MARKS = (
    "\xa0\u3000‘’“”、。《》「」『』【】〔〕〈〉！（），：；？—–…·•○©®™«»±×÷→←−‐‑■□●★◆◇▪►▶§†"
)
PLAIN_TEXT = rf"[\x00-\x7f{ACCENTED}{HAN}{_PLAIN_MARKS}％]*+"
WESTERN_TEXT = rf"[\x00-\x7f{ACCENTED}{_PLAIN_MARKS}]*+"
_PLAIN_WORD = f"[A-Za-z0-9{ACCENTED}]"
PLAIN_TOKEN = "(?a:" + _token(_PLAIN_WORD, f"[A-Za-z{ACCENTED}]", "(?!)") + ")"
SIGNS = frozenset([*"+#%‰@$¥€£", "++"])
PLAIN_SIGN = r"[+](?<=[^\W_].)[+]?|[%％#](?<=[^\W_].)|[#@$](?=[^\W_])"
PLAIN_POSSESSIVE = rf"['’](?<={_PLAIN_WORD}.)[sS](?!{_PLAIN_WORD})"


@lru_cache(maxsize=1 << 16)
def surface(token: str) -> str:
    """The token without case, width, accents and separators: Café → cafe, 15,596 → 15596.

    Empty where nothing is left that could be looked up.
    """
    if token.isascii() and token.isalnum():
        return token.lower()
    plain = normalize("NFKC", token).casefold()
    letters = "".join(c for c in normalize("NFKD", plain) if category(c) != "Mn")
    letters = "".join(normalize("NFC", letters).split())
    if "." in letters[1:] and not letters[0].isdigit():
        letters = letters.replace(".", "")
    return letters.replace(",", "").replace("°", "")


@lru_cache(maxsize=1 << 16)
def stem(token: str) -> str:
    """The Snowball (English) stem of the token's surface; tokens with digits stay whole."""
    plain = surface(token)
    return _stemmers.stem(plain) if plain.isascii() and plain.isalpha() else plain


@lru_cache(maxsize=1 << 12)
def other_number(word: str) -> tuple[str, ...]:
    """A word (a surface) as it is spelt in the other number, if it is a noun: firms for firm, city
    for cities. Not more than has the same stem.
    """
    if not (word.isascii() and word.isalpha()):
        return ()
    plurals = (word[:-1] + "ies",) if word.endswith("y") else (word + "s", word + "es")
    singulars = [word.removesuffix(end) + other for end, other in _PLURALS if word.endswith(end)]
    return tuple(form for form in (*plurals, *singulars) if stem(form) == stem(word))


_PLURALS = (("s", ""), ("es", ""), ("ies", "y"))


class _Stemmers(threading.local):
    """A stemmer for each thread: one alone must not be used by two at a time."""

    def __init__(self) -> None:
        stemmer = Stemmer.Stemmer("english")
        stemmer.maxCacheSize = 0

        def stem(word: str) -> str:
            result: str = stemmer.stemWord(word)
            return result

        self.stem = stem


_stemmers = _Stemmers()
