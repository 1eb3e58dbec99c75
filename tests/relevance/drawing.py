"""Known-item queries drawn from the texts of a set by a script: pieces of a document, which it
should be found by.

Two halves of the documents are kept apart: from one weights may be chosen (`dev`), from the
other none (`blind`). The same seed draws the same queries.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from random import Random
from typing import Final

from search.analysis import words
from search.analysis.stopwords import stop_words

from .judged import Document, Judged

PARTS: Final = ("dev", "blind")
_SEED: Final = 20
_LONGEST: Final = 200  # characters of a sentence: more is a page, not a query
_HEADING: Final = 60  # characters
# A word with a hyphen before it would be ruled out, so no sentence with one is taken.
_SENTENCE: Final = re.compile(r"[^。！？!?\n]+?(?:[。！？!?\n]|\.(?=\s|$)|$)")

Draw = Callable[[Document, Random], str]


def drawn(documents: Sequence[Document], most: int, seed: int = _SEED) -> list[Judged]:
    """At most so many queries of each kind and part. A query that was drawn from several
    documents is left out.
    """
    random = Random(seed)
    order = random.sample(range(len(documents)), len(documents))
    found: list[Judged] = []
    for language, kinds in (("zh", CHINESE), ("en", ENGLISH)):
        for kind, draw in kinds.items():
            texts = {n: draw(documents[n], random) for n in order if _is(documents[n], language)}
            found += _judged(documents, texts, f"{kind}, {language}", most)
    return found


def _is(document: Document, language: str) -> bool:
    return document.language == language


def _judged(
    documents: Sequence[Document], texts: Mapping[int, str], kind: str, most: int
) -> Iterator[Judged]:
    times, left = Counter(texts.values()), Counter(dict.fromkeys(PARTS, most))
    for place, (number, text) in enumerate(texts.items()):
        part = PARTS[place % 2]
        if text and times[text] == 1 and left[part]:
            left[part] -= 1
            yield Judged(text, (documents[number].id,), kind, part)


def _characters(least: int, most: int, *, split: bool = False) -> Draw:
    """So many Chinese characters that stand side by side, wherever they begin and end;
    `split`: both their ends are inside words.
    """

    def draw(document: Document, random: Random) -> str:
        size = random.randint(least, most)
        stretches: list[str] = re.findall(f"[一-鿿]{{{size + 2},}}", document.text)
        places = [(s, i) for s in stretches for i in range(len(s) - size + 1)]
        random.shuffle(places)
        for stretch, start in places[:200]:
            if not split or {start, start + size} <= _inside(stretch):
                return stretch[start : start + size]
        return ""

    return draw


def _inside(stretch: str) -> set[int]:
    """The places inside words."""
    return set(range(1, len(stretch))) - {token.start for token in words(stretch)}


def _pieces(document: Document, random: Random) -> str:
    one = _characters(4, 4)
    return " ".join(dict.fromkeys(filter(None, (one(document, random) for _ in range(2)))))


def _words(number: int, *, headings: bool = False) -> Draw:
    """So many words of a text, or of one of its headings, in the order they stand in."""

    def draw(document: Document, random: Random) -> str:
        text = _heading(document, random) if headings else document.text
        said = _spoken(text, document.language)
        if len(said) < min(number, 2):
            return ""
        places = sorted(random.sample(range(len(said)), min(number, len(said))))
        return " ".join(said[i] for i in places)

    return draw


def _spoken(text: str, language: str) -> list[str]:
    """The words of a text that say something, each once, as they stand in it."""
    said = "[一-鿿]{2,}|[A-Za-z]{3,}" if language == "zh" else "[A-Za-z]{3,}"
    cut = [text[t.start : t.end] for t in words(text)] if language == "zh" else text.split()
    found = [word for word in cut if re.fullmatch(said, word)]
    return [word for word in dict.fromkeys(found) if word.lower() not in stop_words()]


def _in_a_row(document: Document, random: Random) -> str:
    """Two to four English words that stand side by side."""
    size = random.randint(2, 4)
    rows = re.findall(rf"(?=\b([A-Za-z]+(?: [A-Za-z]+){{{size - 1}}})\b)", document.text)
    return random.choice(rows) if rows else ""


def _heading(document: Document, random: Random) -> str:
    """The title or another line like one, with running text below."""
    lines = [line.strip() for line in document.text.splitlines() if line.strip()]
    found = [
        line
        for line, below in pairwise(lines)
        if len(line) <= _HEADING < len(below) and re.search(r"[\w）)]$", line)
    ]
    headings = [*filter(None, [document.title]), *found]
    headings = [line for line in headings if len(line) >= (4 if document.language == "zh" else 9)]
    return random.choice(headings) if headings else ""


def _sentence(document: Document, random: Random) -> str:
    found = [sentence.strip() for sentence in _SENTENCE.findall(document.text)]
    found = [said for said in found if 12 <= len(said) <= _LONGEST and " -" not in said]
    return random.choice(found) if found else ""


def _beginning(document: Document, random: Random) -> str:
    """The first twelve Chinese characters or eight English words of a paragraph."""
    paragraphs = [line.strip() for line in document.text.splitlines() if len(line) > _HEADING]
    if not paragraphs:
        return ""
    paragraph = random.choice(paragraphs)
    return paragraph[:12] if document.language == "zh" else " ".join(paragraph.split()[:8])


_BOTH: Final[dict[str, Draw]] = {
    **{f"{n} words": _words(n) for n in (1, 2, 3, 4)},
    "words of headings": _words(3, headings=True),
    "headings": _heading,
    "sentences": _sentence,
    "beginnings": _beginning,
}
CHINESE: Final[dict[str, Draw]] = {
    "2-4 characters": _characters(2, 4),
    "5-8 characters": _characters(5, 8),
    "9-14 characters": _characters(9, 14),
    "through words": _characters(4, 6, split=True),
    "two pieces": _pieces,
    **_BOTH,
}
ENGLISH: Final[dict[str, Draw]] = {**_BOTH, "words in a row": _in_a_row}
