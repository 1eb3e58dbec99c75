"""Edits of one stage, and how the edits of many stages become one list of repairs.

A stage reads a text and proposes edits in that text's offsets. `History` applies them and
keeps, for the text as it stands now, the repairs that lead back to the raw text. Touches
nothing but the repair type.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from search.document import Repair, Span


class Edit(NamedTuple):
    """Replace `[start, end)` of the stage's own input by `after`.

    An edit that puts back what stands there changes nothing: it flags damage.
    """

    kind: str
    start: int
    end: int
    after: str


Stage = Callable[[str], list[Edit]]


class History:
    """A text under repair: `text` as it stands and `repairs` back to the raw text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.repairs: list[Repair] = []

    def apply(self, edits: Sequence[Edit]) -> bool:
        """Carry out `edits` (in order, not overlapping); tell whether the text changed."""
        if not edits:
            return False
        before, self.repairs = self.text, _compose(self.text, self.repairs, edits)
        self.text = _replace(before, edits)
        return self.text != before


def undo(text: str, repairs: Iterable[Repair]) -> str:
    """Give back the raw text from clean text and its repairs."""
    return _replace(text, _inverse(repairs))


def placed(spans: Iterable[Span], repairs: Iterable[Repair]) -> list[Span]:
    """Move spans of the raw text to where they stand in the clean text."""
    ends, shifts = [], [0]
    for repair in repairs:
        ends.append(repair.start - shifts[-1] + len(repair.before))
        shifts.append(shifts[-1] + len(repair.after) - len(repair.before))

    def clean(place: int) -> int:
        return max(0, place + shifts[bisect_right(ends, place)])

    return [Span(clean(span.start), clean(span.end), span.kind) for span in spans]


def _inverse(repairs: Iterable[Repair]) -> list[Edit]:
    return [Edit(r.kind, r.start, r.start + len(r.after), r.before) for r in repairs]


def _replace(text: str, edits: Iterable[Edit], start: int = 0, end: int | None = None) -> str:
    pieces, position = [], start
    for edit in edits:
        pieces += [text[position : edit.start], edit.after]
        position = edit.end
    pieces.append(text[position:end])
    return "".join(pieces)


def _compose(text: str, repairs: Sequence[Repair], edits: Sequence[Edit]) -> list[Repair]:
    """Merge edits of `text` into the repairs that led to it.

    An edit that overlaps older repairs becomes one repair with them. A repair without
    width at the border of an edit stays apart: sorting puts it on the right side.
    """
    old = [(edit, False) for edit in _inverse(repairs)]
    new = [(edit, True) for edit in edits]
    items = sorted(old + new, key=lambda item: (item[0].start, item[0].end))
    merged: list[Repair] = []
    shift = first = 0
    while first < len(items):
        start, end = items[first][0].start, items[first][0].end
        last = first + 1
        while last < len(items) and items[last][0].start < end:
            end = max(end, items[last][0].end)
            last += 1
        group = items[first:last]
        first = last
        before = _replace(text, [e for e, is_new in group if not is_new], start, end)
        after = _replace(text, [e for e, is_new in group if is_new], start, end)
        flags = any(is_new and e.after == text[e.start : e.end] for e, is_new in group)
        if before != after or flags or len(group) == 1:
            kinds = [e.kind for e, is_new in group if is_new] or [group[0][0].kind]
            merged.append(Repair(kinds[-1], start + shift, before, after))
        shift += len(after) - (end - start)
    return merged
