"""What dictionaries say: pairs of a Chinese word and an English rendering. Touches the files
that it is told to read; used when the tables are compiled, never when a query is answered.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Final
from unicodedata import combining, normalize

from msgspec import Struct

from search.analysis import fold
from search.expansion.words import has_han, tokens

_ENTRY: Final = re.compile(r"(\S+) (\S+) \[([^\]]*)\] /(.+)/")
_INSIDE: Final = re.compile(r"\([^()]*\)|\[[^\]]*\]|<[^<>]*>")
_NO_GLOSS: Final = re.compile(
    r"(?:CL:|surname |(?:old |archaic |erhua |Japanese |non-standard |also |same as )*variant of"
    r"|see |see also|also written|used in|also pr\.|Taiwan pr\.|pr\. |abbr\. |equivalent (?:of|to) "
    r"|Taiwanese term for|one of |Kangxi radical|name of |person name|female name|male name"
    r"|(?:archaic|classifier|dialectal|interjection|particle|prefix|suffix)"  # no particle physics
    r"(?:,|:| (?:or |equivalent |for |of |that |translation |version |name |form|used |\w+ing )))",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    r"^(?:(?:fig|lit|coll|abbr|esp|usu|cf|i\.e|e\.g)\. ?|to be |to |an? |the |sb's |one's )+"
)
_FORMULA: Final = re.compile(r"(?<=[a-z]) (?=[A-Z(\d]*\d)[A-Z][A-Za-z\d()]*$")  # CO2
_BORN: Final = re.compile(r"\((?:[^()]*\D)?\d{0,4}-(?:[^()]*\D)?\d{0,4}[^()\d]*\)")
_PERSON: Final = re.compile(r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|v[ao]n|de[rl]?|la|el|bin))+")
_BINOMIAL: Final = re.compile(r"[A-Z][a-z]+ [a-z]+(?:a|ae|i|is|us|um)")  # Zea mays is not one
_REMARK: Final = re.compile(r"\(([A-Z&]{2,8}|[A-Z][\w ]{6,50})(?<! of)\)")
# Bosten Lake in; Three Gorges on the Chang Jiang; Loess Plateau of northwest; Uprising of 1911
_PLACED: Final = re.compile(
    r"((?:[A-Z][\w'’-]*\.? (?:(?:and|or) (?=[A-Z]))?)+"
    r"(?:(?:mountain )?(?:range|chain|mountains?|plateau|plains?|peninsula|islands?|river|lake"
    r"|sea|bay|gulf|straits?|canyon|gorges?|valley|desert|basin|dam|canal|caves|temple|monastery"
    r"|grasslands|dynasty|period|wars?|uprising|conquest) )?)"
    r"(?:(?:at|by|during|in|near|off|between|under) (?:the )?(?:[a-z]+ ){0,2}[A-Z]"
    r"|on (?:the )?(?:Chang ?[Jj]iang|Yangtze|Mount|[\w-]+ (?:River|Plateau|coast|Islands?)\b)"
    r"|(?:from|of|on) (?:[A-Z][a-z]+ )?\d|of (?:north|south|east|west|central )[a-z]* ?[A-Z])"
)
_PEOPLE: Final = re.compile(r"([A-Z][\w'’-]{2,}) ethnic (?:group|minority)\b")
_DATED: Final = re.compile(r"\((?:old|archaic|literary|dialect|slang|Internet slang|loanword)\)")
_ABBREVIATES: Final = re.compile(r"abbr\. (?:for|of) (?:[^|\s\[]+\|)?([\u3400-\u9fff]+)")
_POINTS: Final = re.compile(  # to where the rendering is
    r"(?:see|same as|Taiwanese term for|(?:\w+ ){0,2}(?:variant|equivalent) of) "
    r"(?:[^|\s\[]+\|)?([\u3400-\u9fff]{2,})"
)
_SELDOM: Final = 0.5  # a gloss of what is old or dialect
_KIND: Final = 2  # words with the same remark, at most, that it renders
_RENDERINGS: Final = 3  # of a long form that are taken for its abbreviation


class Gloss(Struct, frozen=True):
    """One English rendering of a Chinese word. `weight` is between 0 and 1."""

    text: str
    weight: float


class Meaning(Struct, frozen=True):
    """A Chinese word in folded characters and an English rendering, how surely (0–1), and the
    letter of the dictionary that says so.
    """

    chinese: str
    english: str
    weight: float
    source: str


def dictionary(path: Path, source: str) -> Iterator[Meaning]:
    """Yield what a dictionary in the format of CC-CEDICT says. Raises OSError.

    A remark on many words says of what kind they are (Buddhism, Greek letter), one on a few
    may be another rendering.
    """
    listed = list(_entries(path))
    remarks = Counter(r for *_, senses in listed for s in senses for r in set(_REMARK.findall(s)))
    kinds = {r for r, n in remarks.items() if n > _KIND and not _BINOMIAL.fullmatch(r)}
    common = {word for word, pinyin, _ in listed if pinyin[:1].islower()}
    known: dict[str, list[Gloss]] = {}
    links: list[tuple[str, str]] = []
    points: list[tuple[str, str]] = []
    for word, pinyin, senses in listed:
        spelled = _name(pinyin)
        _, _, given = spelled.partition(" ")  # nobody is looked for by the given name
        found = [g for g in glosses(senses, kinds) if g.text != given]
        if spelled and word not in common:  # 资源 is no county by itself
            called = any(
                g.text[:1].isupper() and not f"{g.text} ".startswith(f"{spelled} ") for g in found
            )
            found.append(Gloss(spelled, _SELDOM if called else 0.9))  # Dongting Hu is a lake
        if any(f"variant of {word}[" in s or f"|{word}[" in s for s in senses if "variant" in s):
            found = [Gloss(g.text, _SELDOM * g.weight) for g in found]  # 秊, grain, is 年
        known.setdefault(word, []).extend(found)
        links += [(word, fold(long)) for sense in senses for long in _ABBREVIATES.findall(sense)]
        points += [(word, fold(to[1])) for to in map(_POINTS.match, senses) if to]
    for short, long in [*links, *(p for p in points if not known[p[0]])]:
        found = known.get(long, [])[:_RENDERINGS]
        known[short] = [*known[short], *(Gloss(g.text, g.weight * 0.8) for g in found)]
    for word, found in known.items():
        yield from (Meaning(word, gloss.text, gloss.weight, source) for gloss in found)


def is_name(text: str) -> bool:
    """Whether all words of an English text that say something have capitals."""
    said = tokens(text)
    return not any(word.islower() and word in said for word in text.split())


def pairs(path: Path, source: str, weight: float) -> Iterator[Meaning]:
    """Yield what a table says: lines of a Chinese word, a tab, and English renderings parted
    by `/`, in the last column. Raises OSError.
    """
    for line in path.read_text("utf-8").splitlines():
        word, *_, renderings = line.split("\t")
        for place, part in enumerate(renderings.split("/")):
            text = _INSIDE.sub("", part).strip()
            if text and has_han(word):
                yield Meaning(fold(word), text, weight / (1 + 0.2 * place), source)


def sentences(path: Path) -> Iterator[tuple[str, str]]:
    """Yield sentences of both languages: English, a tab, Chinese. Raises OSError."""
    for line in path.read_text("utf-8").splitlines():
        english, _, chinese = line.partition("\t")
        if chinese:  # won is not won't
            english = english.replace("won't", "will not").replace("n't", " not")
            yield english, fold(chinese.split("\t")[0])


def _entries(path: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Yield `(word in folded characters, pinyin, senses)` of every line."""
    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    for found in map(_ENTRY.match, content.decode("utf-8").splitlines()):
        if found:
            yield fold(found[2]), found[3], found[4].split("/")


def glosses(senses: list[str], kinds: Container[str] = ()) -> Iterator[Gloss]:
    """Yield what the senses say in few words; the further down, the lighter. `kinds` are
    remarks that render nothing.
    """
    place = 0
    said = {part.strip() for sense in senses for part in sense.split(";")}
    for sense in senses:
        if _NO_GLOSS.match(sense.strip()):
            continue
        for part in sense.split(";"):
            if not part.strip() or _indexed(part.strip()) in said:
                continue
            usual = _SELDOM if _DATED.search(sense) else 1.0
            for text, exact in _renderings(part, kinds):
                yield Gloss(text, usual * exact / (1 + 0.2 * place))
            place += 1


def _indexed(part: str) -> str:
    """What an entry of an index is in the order of speech: `Plan, Thousand Talents (PRC)`."""
    head, _, rest = part.partition(", ")
    first, remark, tail = rest.partition(" (")
    return f"{first} {head}{remark}{tail}" if first else ""


def _renderings(part: str, kinds: Container[str]) -> Iterator[tuple[str, float]]:
    """A gloss without remarks, in its shorter forms as well."""
    bare = " ".join(_LEAD.sub("", _INSIDE.sub(" ", part).strip()).split())
    bare = _FORMULA.sub("", bare)
    if "(" in bare or ")" in bare or bare.startswith("-") or bare.endswith("-"):
        return
    head, exact = _head(bare)
    if head:
        yield head.strip(" .!?…"), min(exact, 0.9) if "(" in part else exact
    if _BORN.search(part) and _PERSON.fullmatch(full := head.partition(" or ")[0].strip()):
        yield full.split()[-1], 0.85  # the family name of a foreigner, by which people look
    if people := _PEOPLE.match(head):
        yield people[1], 0.9
    if (inside := _REMARK.search(part)) and (
        _same(head, inside[1]) if inside[1].isupper() else inside[1] not in kinds
    ):
        yield inside[1], 0.8
    for half in bare.split(" or ")[:2] if " or " in head else ():
        yield half.strip(" .,"), 0.7
    for half in re.split(r" ?& ?| and ", head) if " " not in bare.replace(" and ", "") else ():
        if half and half != head:
            yield half, 0.6


def _head(gloss: str) -> tuple[str, float]:
    """What a gloss says before it explains, and how surely that is a rendering."""
    head, comma, _ = gloss.partition(", ")
    if head[:1].isupper():
        head = head.partition(": ")[0]  # Gang of Four: and who they were
    if placed := _PLACED.match(head):
        return placed[1].strip(), 0.9
    return head, 0.7 if comma else 1.0


def _same(head: str, remark: str) -> bool:
    """Whether one is the acronym of the other; TCM and HK are remarks."""
    short, long = sorted((head.strip(), remark), key=len)
    if " " in short or not short.isupper():
        return False
    initials = iter(word[0].upper() for word in re.findall(r"\w+", long))
    return all(letter in initials for letter in short if letter.isalpha())


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
        apart = "'" * (plain[0] in "aeo")  # Xi'an
        words += f" {plain}" if plain[0].isupper() else apart + plain
    return "".join(c for c in normalize("NFD", words.strip()) if not combining(c))
