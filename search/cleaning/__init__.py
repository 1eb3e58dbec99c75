"""Cleaning: damaged text repaired, every change recorded, page chrome labelled.

`clean` runs the stages until none of them changes anything, so that cleaning twice equals
cleaning once: `mojibake`, `characters`, `pinyin` and `realign` (which ask `frequencies`), each
giving `edits`; then `chrome` labels `lines`. Nothing is deleted that a reader could miss: chrome
stays in the text, and the raw text follows from the clean text and its repairs (`undo`). Pure;
touches only `search/data/` and the tables of pypinyin, jieba and OpenCC, each at first need.

Kinds of repair: `surrogate`, `line`, `space`, `control`, `radical`, `composition`,
`mojibake`, `pinyin`, `alignment`, and `unrepaired` for damage that was seen and left, where
`before` equals `after` unless other repairs lie inside.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from search.cleaning.characters import characters, surrogates
from search.cleaning.chrome import chrome
from search.cleaning.edits import History, Stage, placed, undo
from search.cleaning.mojibake import mojibake
from search.cleaning.pinyin import inline_pinyin
from search.cleaning.realign import realignments
from search.document import CleanText, Hints, Span

__all__ = ["clean", "mended", "undo"]

_STAGES: tuple[Stage, ...] = (mojibake, characters)
_DAMAGE = frozenset({"mojibake", "pinyin", "alignment"})
_SAID = ("title", "window", "publisher", "author")
_TELLING = 20_000  # characters of a text that show what damage it has
_PASSES = 8  # damage on damage is rare; text that needs more is not text


def clean(text: str, marked: Sequence[Span] = ()) -> CleanText:
    """Repair `text` and label its chrome; never raises, whatever the text.

    `marked` are lines that the markup says are chrome.

    `clean(clean(x).text).text == clean(x).text`, and clean text comes back unchanged
    without a repair. Text whose repairs do not settle is given back as it came, but for
    lone surrogates.
    """
    history = History(text)
    history.apply(surrogates(text))
    start = history.text, list(history.repairs)
    for _ in range(_PASSES):
        if not _pass(history):
            break
    else:
        history.text, history.repairs = start
    spans = chrome(history.text, placed(marked, history.repairs))
    return CleanText(history.text, tuple(history.repairs), tuple(spans))


def mended(hints: Hints, text: str, cleaned: CleanText) -> Hints:
    """What a file says of itself without the damage that its text has: a title alone is too short
    to show that it has any.
    """
    if not any(repair.kind in _DAMAGE for repair in cleaned.repairs):
        return hints
    stated = {name: " ".join(getattr(hints, name).split()) for name in _SAID}
    lines = clean("\n".join((*stated.values(), text[:_TELLING]))).text.split("\n")
    return replace(hints, **dict(zip(_SAID, lines, strict=False)))


def _pass(history: History) -> bool:
    """Run every stage once; tell whether the text changed."""
    changed = False
    for stage in _STAGES:
        changed |= history.apply(stage(history.text))
    if history.apply(inline_pinyin(history.text)):
        changed = True
        history.apply(realignments(history.text))
    return changed
