"""Segmentation: a folded run of Chinese characters → jieba's words, without guessing new ones.

jieba's dictionary decides, in its precise mode without the hidden Markov model: what it
does is then the same everywhere and can be repeated for a query. rjieba does the same
about thirty times faster; jieba stands in where rjieba cannot be imported. Either takes
longer to load its dictionary than a query takes, so the first characters of a process are
cut by `mapped`, with the same result. Touches both and `search/data/respelled.tsv`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

from search.analysis.data import rows
from search.analysis.mapped import MappedDictionary

# jieba takes quadratic time on one long run, so longer runs are cut.
LONGEST = 512
# So many characters are cut by the time that a dictionary takes to load.
_FEW = 2048
_ADDING = Lock()

Cut = Callable[[str], list[str]]


def cut(run: str) -> list[str]:
    """The words of a folded run, which join to the run."""
    if len(run) < 2:
        return [run] if run else []
    segment = _few().cut if _few().take(len(run)) else _segmenter()
    if len(run) <= LONGEST:
        return segment(run)
    return [word for i in range(0, len(run), LONGEST) for word in segment(run[i : i + LONGEST])]


class _Few:
    """The segmenter of the first characters of a process."""

    def __init__(self) -> None:
        dictionary = mapped_dictionary()
        self._left = _FEW if dictionary else 0
        self.cut: Cut = dictionary.cut if dictionary else _segmenter()

    def take(self, characters: int) -> bool:
        """Tell whether so many more characters are few still."""
        self._left -= characters
        return self._left >= 0


_few = cache(_Few)


@cache
def mapped_dictionary() -> MappedDictionary | None:
    """The dictionary of jieba and the respelled words; None where it cannot be mapped."""
    file = dictionary_file()
    try:
        return MappedDictionary(file, dict(_respelled())) if file else None
    except (OSError, ValueError):
        return None


def dictionary_file() -> Path | None:
    """The dictionary that jieba comes with, found without importing it."""
    spec = find_spec("jieba")
    return Path(spec.origin).with_name("dict.txt") if spec and spec.origin else None


@cache
def _segmenter() -> Cut:
    try:
        return fast_segmenter()
    except ImportError:
        return reference_segmenter()


@cache
def reference_dictionary() -> dict[str, int]:
    """The words of jieba's dictionary and their frequencies."""
    return {word: frequency for word, frequency in _tokenizer().FREQ.items() if frequency}


@cache
def fast_segmenter() -> Cut:
    """The cut of rjieba, knowing the respelled words. Raises ImportError where it is missing."""
    import rjieba  # which reads its dictionary now: a segmenter of our own would read it again

    # Any number of threads may cut with it, but while one does it takes no words: they are
    # added once, and nobody has it before.
    with _ADDING:
        _add_respelled(rjieba.add_word)

    def segment(run: str) -> list[str]:
        words: list[str] = rjieba.cut(run, False)
        return words

    return segment


@cache
def _add_respelled(add_word: Callable[[str, int, None], object]) -> None:
    for word, frequency in _respelled():
        add_word(word, frequency, None)


@cache
def reference_segmenter() -> Cut:
    """The cut of jieba, knowing the respelled words."""
    segmenter = _tokenizer()
    for word, frequency in _respelled():
        segmenter.add_word(word, frequency)

    def segment(run: str) -> list[str]:
        words: list[str] = segmenter.lcut(run, HMM=False)
        return words

    return segment


def _tokenizer() -> Any:
    """A new jieba tokenizer, its dictionary read from jieba's own text file.

    jieba would rather load a cache from a fixed name in the shared temporary folder, where
    anybody could have put it.
    """
    import jieba

    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


@cache
def _respelled() -> tuple[tuple[str, int], ...]:
    return tuple((word, int(frequency)) for word, frequency in rows("respelled.tsv"))
