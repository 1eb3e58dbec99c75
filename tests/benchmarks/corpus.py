"""Documents for benchmarks, the same for the same seed on every machine.

Half are Chinese, made of jieba's dictionary by its frequencies; half are English, made of
the words of the seed documents, with invented words for the long tail, by Zipf's law.
Words come in phrases that recur, because neighbours in real text do.
Both have about 500 tokens, sentences, a title and a date line, so that they go through
the whole pipeline as files, or straight to the engine as terms.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count as count_up
from itertools import islice
from pathlib import Path

import jieba
import numpy as np
from numpy.typing import NDArray

from search.describing.places.gazetteer import gazetteer
from search.document import CleanText, Document, Metadata, Source, Value
from search.engine.arrays.postings import FieldPostings, SegmentData
from search.engine.segments.fields import FACET_FIELDS, TEXT_FIELDS
from search.engine.segments.segment import Segment
from search.updating.indexing import Indexed, analyse, assemble

TOKENS = 500
_SEEDS = Path(__file__).resolve().parents[2] / "seeds"
_WORD = re.compile(r"[A-Za-z]{2,20}")
_HAN = re.compile(r"[\u4e00-\u9fff]{1,6}")
_ENGLISH_WORDS = 60_000
_ORGANISATIONS = 300
_PUBLISHERS = 100
_PLACES = 120
_PHRASES = 150_000
_PHRASE = 4  # words


@dataclass(frozen=True, slots=True)
class Text:
    """One document to be: language, title, body, and the facets that it is given."""

    language: str
    title: str
    body: str
    day: str
    regions: tuple[str, ...]
    organisations: tuple[str, ...]
    publisher: str


def texts(count: int, seed: int = 1, folder: Path | None = None) -> Iterator[Text]:
    """Yield `count` documents: made up ones, or the text files of a folder with facets that
    are made up.
    """
    random = np.random.default_rng(seed)
    places, organisations = _places(random), [f"org{i}" for i in range(_ORGANISATIONS)]
    bodies = _read(folder) if folder else _made(random)
    publishing = np.random.default_rng([seed, 1])  # of its own: the texts stay as they were
    for chinese, title, body in islice(bodies, count):
        yield Text(
            language="zh" if chinese else "en",
            title=title,
            body=body,
            day=f"{random.integers(2005, 2026)}-{random.integers(1, 13):02}-15",
            regions=tuple(places[i] for i in _zipf(random, len(places), 2)),
            organisations=tuple(organisations[i] for i in _zipf(random, len(organisations), 2)),
            publisher="".join(f"publisher{i}" for i in _zipf(publishing, _PUBLISHERS, 1)),
        )


def _made(random: np.random.Generator) -> Iterator[tuple[bool, str, str]]:
    """Make whether a text is Chinese, its title and its body, without end."""
    for number in count_up():
        chinese = number % 2 == 0
        phrases = _phrases(chinese)
        length = int(np.clip(random.normal(TOKENS, TOKENS / 6), TOKENS / 4, 2 * TOKENS))
        body = _pick(*phrases, length // _PHRASE, random)
        title = _pick(*phrases, 2, random)
        gap = "" if chinese else " "
        yield chinese, gap.join(title), _sentences(body, chinese, random)


def _read(folder: Path) -> Iterator[tuple[bool, str, str]]:
    """Read the same of each text file; its first line is the title."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        text = path.read_text("utf-8", "replace")
        title = next((line.strip() for line in text.splitlines() if line.strip()), path.name)
        yield 3 * sum(map(len, _HAN.findall(text))) > len(text), title[:100], text


def document(text: Text, number: int) -> Document:
    """Make a described document of a text without cleaning and describing it."""
    return Document(
        Source("/docs", f"{number:07}.txt", f"{number:064}", "text/plain", "utf-8", 0.0, text.body),
        CleanText(text.body),
        Metadata(
            title=Value(text.title, text.title),
            language=text.language,
            script="Hans" if text.language == "zh" else "Latn",
            date=Value(text.day, text.day),
            regions=tuple(Value(place, place) for place in text.regions),
            organisations=tuple(Value(name, name) for name in text.organisations),
            publisher=Value(text.publisher, text.publisher) if text.publisher else None,
        ),
    )


def analysed(count: int, seed: int = 1, folder: Path | None = None) -> Iterator[Indexed]:
    """Yield the documents' terms, ready for the engine and its peers."""
    for number, text in enumerate(texts(count, seed, folder)):
        yield analyse(document(text, number))


def indexed(segments: Sequence[Segment]) -> Iterator[Indexed]:
    """Yield the terms of the live documents of an index, read back from its postings."""
    for segment in segments:
        loaded = segment.load()
        names = (*TEXT_FIELDS, *FACET_FIELDS)
        listed = {name: _terms(loaded.fields[name], segment.size) for name in names}
        for number, record in enumerate(loaded.records):
            if segment.live is None or segment.live[number]:
                terms = {name: found(number) for name, found in listed.items()}
                titled = bool(loaded.columns["titled"][number])
                yield Indexed(terms, (0, 0), 0, b"", titled, record)


def _terms(postings: FieldPostings, size: int) -> Callable[[int], list[str]]:
    """Return what tells the terms of a document in their order."""
    term = np.arange(len(postings.terms), dtype=np.int32).repeat(np.diff(postings.starts))
    docs = postings.docs.astype(np.int32)
    if postings.positions is None:
        order = np.argsort(docs, kind="stable")
    else:
        term, docs = term.repeat(postings.freqs), docs.repeat(postings.freqs)
        order = np.lexsort((postings.positions, docs))
    term, ends = term[order], np.cumsum(np.bincount(docs, minlength=size))
    names = [name.decode() for name in postings.terms]

    def found(number: int) -> list[str]:
        low = int(ends[number - 1]) if number else 0
        return [names[i] for i in term[low : int(ends[number])].tolist()]

    return found


def segments(count: int, seed: int = 1, size: int = 64) -> Iterator[SegmentData]:
    """Yield the documents as small segments, as workers make them."""
    batch: list[Indexed] = []
    for item in analysed(count, seed):
        batch.append(item)
        if len(batch) == size:
            yield assemble(batch)
            batch = []
    if batch:
        yield assemble(batch)


def write_files(folder: Path, count: int, seed: int = 1) -> int:
    """Write the documents as text files, 1,000 to a folder; return their bytes."""
    size = 0
    for number, text in enumerate(texts(count, seed)):
        path = folder / f"{number // 1000:03}" / f"{number:07}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        content = f"{text.title}\n{text.day}\n\n{text.body}\n".encode()
        path.write_bytes(content)
        size += len(content)
    return size


def _sentences(words: list[str], chinese: bool, random: np.random.Generator) -> str:
    """Join phrases to sentences of 2 to 6, and those to paragraphs of five."""
    out, place = [], 0
    gap, stop = ("", "。") if chinese else (" ", ". ")
    while place < len(words):
        end = place + int(random.integers(2, 7))
        out.append(gap.join(words[place:end]) + stop)
        place = end
    return "\n".join("".join(out[i : i + 5]) for i in range(0, len(out), 5))


def _pick(
    words: list[str], weights: NDArray[np.float64], count: int, random: np.random.Generator
) -> list[str]:
    """Draw words by their cumulated weights."""
    return [words[i] for i in np.searchsorted(weights, random.random(count)).tolist()]


@cache
def _phrases(chinese: bool) -> tuple[list[str], NDArray[np.float64]]:
    """Groups of words that recur, as they do in texts that people write."""
    random = np.random.default_rng(2)
    words, weights = _chinese() if chinese else _english()
    drawn = _pick(words, weights, _PHRASES * _PHRASE, random)
    gap = "" if chinese else " "
    groups = [gap.join(drawn[i : i + _PHRASE]) for i in range(0, len(drawn), _PHRASE)]
    return _cumulated({group: 1 / (rank + 50) for rank, group in enumerate(groups)})


@cache
def _chinese() -> tuple[list[str], NDArray[np.float64]]:
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    known = {w: n for w, n in jieba.dt.FREQ.items() if n > 0 and _HAN.fullmatch(w)}
    return _cumulated(known)


@cache
def _english() -> tuple[list[str], NDArray[np.float64]]:
    found = Counter(
        word.lower()
        for path in sorted(_SEEDS.iterdir())
        for word in _WORD.findall(path.read_text("utf-8", "replace"))
    )
    words = [word for word, _ in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))]
    random = np.random.default_rng(0)
    parts = [word[: len(word) // 2] for word in words], [word[len(word) // 2 :] for word in words]
    seen = dict.fromkeys(words)
    while len(seen) < _ENGLISH_WORDS:
        i, j = random.integers(len(words), size=2).tolist()
        seen[parts[0][i] + parts[1][j] + parts[1][i] * int(random.integers(2))] = None
    return _cumulated({word: 1 / (rank + 2.7) for rank, word in enumerate(seen)})


def _cumulated(known: Mapping[str, float]) -> tuple[list[str], NDArray[np.float64]]:
    words = sorted(known, key=lambda word: (-known[word], word))
    weights = np.cumsum([known[word] for word in words], dtype=np.float64)
    return words, weights / weights[-1] * (1 - 1e-12)


def _places(random: np.random.Generator) -> list[str]:
    codes = sorted(place.id for place in gazetteer())
    return [codes[i] for i in random.permutation(len(codes))[:_PLACES]]


def _zipf(random: np.random.Generator, size: int, most: int) -> list[int]:
    """Draw up to `most` different ranks below `size`, low ones more often."""
    drawn = (size ** random.random(int(random.integers(0, most + 1)))).astype(int) - 1
    return list(dict.fromkeys(drawn.tolist()))


if __name__ == "__main__":  # python -m tests.benchmarks.corpus FOLDER COUNT
    write_files(Path(sys.argv[1]), int(sys.argv[2]))
