"""Describe: the language and the script of a text.

Scripts are counted by letters; Chinese is told apart by characters that stand in only one
of its two scripts. A statistical detector is loaded only for long Latin (and other shared)
scripts that are not plainly English, with what it knows of languages in that script. Reads
`data/`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from search.analysis.data import content, rows
from search.analysis.scanning import Kinds

OWN = "own-characters.tsv"  # compiled by `python -m search.describing.compile`
_LOOKED_AT = 20_000  # characters over which the sample is spread
_PIECES, _PIECE = 8, 500  # how many pieces of how many characters it has
_DETECTED = 2_000  # characters shown to the detector, which costs about 5 µs for each
_LONG = {"Latn": 120}  # letters below which the detector only guesses
_LONG_ELSEWHERE = 20  # few languages share another script
_HAN = {"Hani", "Hans", "Hant"}
_HAN_WEIGHT = 2.5  # a Chinese word has 1.6 characters, an English one 4.5
_ENGLISH_SHARE = 0.18  # of all words; French, German and Spanish stay below 0.05
_THE_SHARE = 0.02  # no other common language has these words
_THE = ("the", "and")
_FEW, _RARE = 10, 200  # one letter in so many: Han beside Latin; accented ones in plain text
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_WORD = 40  # letters; longer ones are keys and noise
_NO_LETTERS = bytes(point for point in range(128) if not chr(point).isalpha())
_APART = dict.fromkeys(_NO_LETTERS, " ")  # what stands between words: splitting is fast
# What is in no language: fenced and inline code, tags, targets of links, addresses of pages and of
# mail, each by what stands in it.
_CODE = {
    "```": r"^```.*?(?:^```|\Z)",
    "~~~": r"^~~~.*?(?:^~~~|\Z)",
    "`": r"`[^`\n]{1,200}`",
    "<": r"<[^<>\n]{1,300}>",
    "](": r"(?<=\])\([^()\s]{1,300}\)",
    "://": r"\b\w{2,10}://\S{1,300}",
    "@": r"(?<![A-Za-z0-9._-])[A-Za-z0-9._-]{1,64}@[A-Za-z0-9.-]{1,100}",
}
_SIGNS = "{}();=<>$_\\"  # of programs
_SIGNED = 14  # one of so many characters is such a sign, in programs
_TRADITIONAL_HINT = re.compile(r"zh[-_](?:.{0,8}[-_])?(?:hant|tw|hk|mo)", re.IGNORECASE)


def language_and_script(text: str, hint: str = "", headline: str = "") -> tuple[str, str]:
    """ISO 639-1 code and ISO 15924 script of `text`; both empty where nothing can be told, the
    language alone where letters make no words.

    `hint` is what the document says of itself (`zh-TW`); it only decides where the letters
    cannot. A Chinese `headline` counts once more than it stands in the text: below it a line
    in English makes no English document. Never raises and gives the same answer for the same
    text in every process.
    """
    if _HAN & _counted(headline).keys():
        text = f"{headline}\n{text}"
    sample = _sample(_prose(text[:_LOOKED_AT]))
    letters = _counted(sample)
    plain, full = letters.pop("Hans", 0), letters.pop("Hant", 0)
    han = letters.pop("Hani", 0) + plain + full
    kana, hangul = letters.pop("Jpan", 0), letters.pop("Kore", 0)
    east = han + kana + hangul
    script = max(letters, key=lambda name: letters[name], default="")
    if not east and not script:
        return _from_hint(hint)
    if east * _HAN_WEIGHT >= letters.get(script, 0):
        if max(kana, hangul) * 10 < han:
            return "zh", _chinese_script(plain, full, hint)
        return ("ja", "Jpan") if kana >= hangul else ("ko", "Kore")
    language = _scripts()[script]
    if "|" in language:
        beside_han = script == "Latn" and _is_beside_han(sample, han, letters[script])
        language = "en" if beside_han else _shared(sample, script, letters[script], hint)
    return language, script


def _sample(text: str) -> str:
    """A few pieces from all over a longer text: its letters are not different elsewhere."""
    if len(text) <= _PIECES * _PIECE:
        return text
    step = (len(text) - _PIECE) // (_PIECES - 1)
    return " ".join(text[place * step : place * step + _PIECE] for place in range(_PIECES))


def _prose(text: str) -> str:
    """The text without code and addresses, or all of it where it has nothing else."""
    marks = tuple(mark for mark in _CODE if mark in text)
    if not marks:
        return text
    prose = _code(marks).sub(" ", text)
    return prose if _WORD.search(prose) else text


@cache
def _code(marks: tuple[str, ...]) -> re.Pattern[str]:
    """What these are marks of: most texts have one of them or two."""
    return re.compile("|".join(_CODE[mark] for mark in marks), re.DOTALL | re.MULTILINE)


def _from_hint(hint: str) -> tuple[str, str]:
    """What the hint alone says; a text without letters has no script but a Chinese one."""
    language = _primary(hint)
    if language != "zh":
        return language, ""
    return language, "Hant" if _TRADITIONAL_HINT.match(hint) else "Hans"


def _primary(hint: str) -> str:
    """The two-letter language of a BCP 47 tag, or nothing."""
    found = re.match(r"([A-Za-z]{2})(?![A-Za-z])", hint.strip())
    return found.group(1).lower() if found else ""


def _counted(sample: str) -> dict[str, int]:
    """How many letters of each script there are."""
    if not sample.isascii():
        return _letters().counts(sample)
    plain = _ascii_letters(sample)
    return {"Latn": plain} if plain else {}


def _ascii_letters(sample: str) -> int:
    return len(sample.encode("ascii", "ignore").translate(None, _NO_LETTERS))


@cache
def _letters() -> Kinds:
    """The letters of each script; Chinese ones that only one script has are of `Hans` or `Hant`,
    the others of `Hani`.
    """
    ranges = [
        (script, int(low, 16), int(high, 16))
        for script, _, parts in rows("scripts.tsv")
        for low, _, high in (part.partition("-") for part in parts.split())
    ]
    own = [(name, ord(c), ord(c)) for name, characters in rows(OWN) for c in characters]
    return Kinds(ranges + own)


@cache
def _scripts() -> dict[str, str]:
    """For each script its only common language, or several between `|`."""
    return {script: language for script, language, _ in rows("scripts.tsv")}


def _chinese_script(plain: int, full: int, hint: str) -> str:
    """`Hans` or `Hant`: which script's own characters are more; on a tie what the hint says."""
    if plain == full:
        return "Hant" if _TRADITIONAL_HINT.match(hint.strip()) else "Hans"
    return "Hans" if plain > full else "Hant"


def _shared(sample: str, script: str, letters: int, hint: str) -> str:
    """The language of a text in a script that many languages share."""
    if not any(_may_be_word(found[0]) for found in _WORD.finditer(sample)):
        return _primary(hint)
    if script == "Latn" and _is_english(sample):
        return "en"
    least = _LONG.get(script, _LONG_ELSEWHERE)
    if script == "Latn" and letters >= least:  # the detector takes code for any language
        sample = _without_code(sample)
        letters = len("".join(_WORD.findall(sample)))
    found = _detect(sample, script) if letters >= least else ""
    if found:
        return found
    hinted = _primary(hint)
    if hinted and hinted not in {"zh", "ja", "ko"}:
        return hinted
    return "en" if script == "Latn" else ""


def _may_be_word(letters: str) -> bool:
    """Whether a run of letters is neither one letter, over and over, nor without end."""
    return len(letters) <= _LONGEST_WORD and letters.count(letters[0]) < len(letters)


def _without_code(sample: str) -> str:
    """The lines that have few of the signs that programs are full of."""
    lines = sample[:_DETECTED].split("\n")
    return "\n".join(one for one in lines if sum(map(one.count, _SIGNS)) * _SIGNED < len(one))


def _is_beside_han(sample: str, han: int, letters: int) -> bool:
    """Whether the Latin words stand in a Chinese text: code and names, in letters of ASCII.

    The detector, which costs more than all else, said English of 11 such pages in 12.
    """
    return han * _FEW >= letters and (letters - _ascii_letters(sample)) * _RARE <= letters


def _is_english(sample: str) -> bool:
    """Whether so many words are English function words that no detector is needed.

    In headlines and lists they are fewer; there `the`, `and` and plain letters tell English.
    """
    text = sample[:_DETECTED].lower()
    words = text.translate(_APART).split() if text.isascii() else _WORD.findall(text)
    if len(words) < 5:
        return False
    share = sum(map(_function_words().__contains__, words)) / len(words)
    if share >= _ENGLISH_SHARE:
        return True
    plain = share >= _ENGLISH_SHARE / 2 and text.isascii()
    return plain and sum(map(words.count, _THE)) >= _THE_SHARE * len(words)


@cache
def _function_words() -> frozenset[str]:
    lines = content("english-function-words.txt").splitlines()
    return frozenset(" ".join(line for line in lines if not line.startswith("#")).split())


def _detect(sample: str, script: str) -> str:
    """The detector's answer for a bounded part of the text; nothing where it has none."""
    from langdetect import LangDetectException

    detector = _detector(_scripts()[script]).create()
    detector.append(sample[:_DETECTED])
    try:
        return str(detector.detect())
    except LangDetectException:
        return ""


@cache
def _detector(languages: str) -> Any:
    """The detector for these languages, and not for all that langdetect knows, which takes three
    times as long to load and 57 MB instead of 10; seeded, for without it varies (6 of 41 texts).
    """
    from langdetect import PROFILES_DIRECTORY, DetectorFactory

    folder, factory = Path(PROFILES_DIRECTORY), DetectorFactory()
    factory.load_json_profile([(folder / name).read_text("utf-8") for name in languages.split("|")])
    factory.set_seed(0)
    return factory
