"""Compile CC-CEDICT into the two sorted tables of `search/data/lookup/`.

Run by hand when the dictionary changes: `python -m search.expansion.compile FILE`, where
FILE is `cedict_1_0_ts_utf-8_mdbg.txt.gz`. Nothing else imports this module. Both tables have
one line for a word: the word, a tab, and its candidates, best first, parted by `/`. A
candidate ends in two digits, its weight in hundredths; `^` before it says that the
dictionary has it as a proper name, `!` as an abbreviation in capitals.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Iterator
from importlib.resources import files
from math import log
from pathlib import Path
from typing import Final
from unicodedata import combining, normalize

from search.analysis import fold
from search.analysis.segmentation import reference_dictionary
from search.expansion.words import tokens
from search.frozen import dataclass

_MOST: Final = 10  # candidates kept for one word
_LONGEST: Final = 4  # content words of a gloss; longer ones are explanations
_SMALLER: Final = 0.4  # `on water` for water
_HEAD: Final = 0.3  # `Western opera` for opera
_ENTRY: Final = re.compile(r"(\S+) (\S+) \[([^\]]*)\] /(.+)/")
_INSIDE: Final = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_NO_GLOSS: Final = re.compile(
    r"(?:CL:|surname |(?:old |archaic |erhua |Japanese |non-standard |also |same as )*variant of"
    r"|see |see also|also written|used in|classifier|also pr\.|Taiwan pr\.|pr\. |abbr\. |equivalent"
    r"|Taiwanese term for|one of |Kangxi|name of |person name|female name|male name"
    r"|archaic|dialect|interjection|particle|prefix|suffix|idiom|\(?idiom)",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    r"^(?:(?:fig|lit|coll|abbr|esp|usu|cf|i\.e|e\.g)\. ?|to be |to |an? |the |sb's |one's )+"
)
_FORMULA: Final = re.compile(r"(?<=[a-z]) (?=[A-Z(\d]*\d)[A-Z][A-Za-z\d()]*$")  # CO2
_BORN: Final = re.compile(r"\((?:[^()]*\D)?\d{3,4}[^()]*\)")
_ABBREVIATES: Final = re.compile(r"abbr\. (?:for|of) (?:[^|\s\[]+\|)?([\u3400-\u9fff]+)")


@dataclass(frozen=True, slots=True)
class Gloss:
    """One English rendering of a Chinese word. `weight` is between 0 and 1."""

    text: str
    weight: float


def entries(path: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Yield `(word in folded characters, pinyin, senses)` of every line."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            found = _ENTRY.match(line)
            if found:
                yield fold(found[2]), found[3], found[4].split("/")


def glosses(senses: list[str]) -> Iterator[Gloss]:
    """Yield what the senses say in few words; the further down, the lighter."""
    place = 0
    for sense in senses:
        if _NO_GLOSS.match(sense.strip()):
            continue
        parts = [part for part in sense.split(";") if part.strip()]
        for part in parts:
            for text, exact in _renderings(part):
                yield Gloss(text, exact / (1 + 0.2 * place))
            place += 1


def _renderings(part: str) -> Iterator[tuple[str, float]]:
    """A gloss without remarks, in its shorter forms as well."""
    bare = " ".join(_LEAD.sub("", _INSIDE.sub(" ", part).strip()).split())
    bare = _FORMULA.sub("", bare)
    if "(" in bare or ")" in bare or bare.startswith("-") or bare.endswith("-"):
        return
    remarked = "(" in part
    head, comma, _ = bare.partition(", ")
    if head:
        yield head.strip(" .!?…"), (0.7 if comma else 0.9 if remarked else 1.0)
    if _BORN.search(part) and " " in head:
        yield head.split()[-1], 0.85  # the family name of a foreigner, by which people look
    if remarked and (inside := re.search(r"\(([A-Z&]{2,8}|[A-Z][\w ]{6,50})\)", part)):
        yield inside[1], 0.8  # the long form of an acronym, or its short one
    for half in bare.split(" or ")[:2] if " or " in head else ():
        yield half.strip(" .,"), 0.7
    for half in re.split(r" ?& ?| and ", head) if " " not in bare.replace(" and ", "") else ():
        if half and half != head:
            yield half, 0.6


def _name(pinyin: str) -> str:
    """`Zhong1 guan1 cun1` → Zhongguancun: how a name is spelled; empty for other words."""
    syllables = pinyin.replace("u:", "ü").split()
    if len(syllables) < 2 or not pinyin[0].isupper():
        return ""
    words = ""
    for syllable in syllables:
        plain = re.sub(r"\d", "", syllable)
        if not plain.isalpha():
            return ""
        words += f" {plain}" if plain[0].isupper() else plain
    return "".join(c for c in normalize("NFD", words.strip()) if not combining(c))


def tables(path: Path) -> tuple[dict[str, list[Gloss]], dict[str, list[Gloss]]]:
    """Return Chinese → English and English key → Chinese, weighted and cut."""
    chinese: dict[str, dict[str, float]] = {}
    links: list[tuple[str, str]] = []
    listed = list(entries(path))
    common = {word for word, pinyin, _ in listed if pinyin[:1].islower()}
    for word, pinyin, senses in listed:
        spelled = _name(pinyin) if word not in common else ""  # 资源 is no county by itself
        name = [Gloss(spelled, 0.9)] if spelled else []
        for gloss in (*glosses(senses), *name):
            if 0 < len(tokens(gloss.text)) <= _LONGEST:
                known = chinese.setdefault(word, {})
                known[gloss.text] = max(known.get(gloss.text, 0), gloss.weight)
        links += [(word, fold(long)) for s in senses for long in _ABBREVIATES.findall(s)]
    for short, long in links:
        for text, weight in list(chinese.get(long, {}).items())[:3]:
            chinese.setdefault(short, {}).setdefault(text, weight * 0.8)
    to_english = {word: _best(list(known.items())) for word, known in chinese.items()}
    return to_english, _turned(chinese)


def _turned(chinese: dict[str, dict[str, float]]) -> dict[str, list[Gloss]]:
    """English → Chinese. Of several words, those that are common are likelier: how common
    is known from jieba's dictionary (`prior` of 0.2 to 1).
    """
    frequency = reference_dictionary()
    english: dict[str, dict[str, float]] = {}
    for word, known in chinese.items():
        prior = 0.2 + 0.8 * min(1.0, log(1 + frequency.get(word, 0)) / 12)
        for text, weight in known.items():
            alone = 1.0 if len(word) > 1 else 0.3 if case(text) else 0.8  # 法 for France
            for name, share in _keys(text):
                found = english.setdefault(name, {})
                candidate = case(text) + word
                found[candidate] = max(found.get(candidate, 0), weight * prior * alone * share)
    return {text: _best(list(found.items())) for text, found in english.items()}


def _keys(text: str) -> Iterator[tuple[str, float]]:
    """What a gloss is looked up by, and how fully that says it."""
    words = tokens(text)
    yield " ".join(words), 1.0 if words[1:] or " " not in text else _SMALLER
    if words[-1].endswith("s") and not words[-1].endswith(("ss", "us", "is")):
        yield " ".join([*words[:-1], words[-1][:-1]]), 0.95
    if len(words) == 2 and len(words[1]) > 2 and text.endswith(words[1]):
        yield words[1], _HEAD  # Western opera


def case(text: str) -> str:
    """Return the sign of a gloss's capitals: `!` acronym, `^` name, else nothing."""
    parts = [part for part in text.split() if part[:1].isalpha()]
    if text.isupper() and len(text) > 1:
        return "!"
    return "^" if parts and parts[0][0].isupper() else ""


def _best(found: list[tuple[str, float]]) -> list[Gloss]:
    ranked = sorted(found, key=lambda item: (-item[1], item[0]))
    return [Gloss(text, weight) for text, weight in ranked[:_MOST]]


def write(table: dict[str, list[Gloss]], path: Path, signs: bool) -> None:
    """Write one table, sorted by the bytes of its keys, so that it can be bisected."""
    lines: list[bytes] = []
    for word, found in table.items():
        shown = (
            f"{case(g.text) if signs else ''}{g.text}{min(99, round(g.weight * 100)):02}"
            for g in found
            if g.weight >= 0.15 and "/" not in g.text
        )
        if word and (joined := "/".join(shown)):
            lines.append(f"{word}\t{joined}\n".encode())
    lines.sort(key=_key_of)
    path.write_bytes(b"".join(lines))


def _key_of(line: bytes) -> bytes:
    return line.partition(b"\t")[0]


def main() -> None:
    """Compile the file that is named on the command line."""
    to_english, to_chinese = tables(Path(sys.argv[1]))
    folder = Path(str(files("search") / "data" / "lookup"))
    write(to_english, folder / "cedict-chinese.tsv", signs=True)
    write(to_chinese, folder / "cedict-english.tsv", signs=False)


if __name__ == "__main__":
    main()
