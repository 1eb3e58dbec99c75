"""What stands for a term and is in documents: chosen, weighed, put together from parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from math import log
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from search.analysis import fold
from search.expansion import people, romanised
from search.expansion.candidates import Case, Found, find, parts_of
from search.expansion.glossary import Glossary
from search.expansion.inside import pieces
from search.expansion.stated import Beginning
from search.expansion.words import has_han, leaf
from search.query import Alternative, And, Everything, Near, Node, Or, Scope, Word

# Sources whose words by themselves mean other things.
NAMES: Final = ("organisations", "gazetteer", people.SOURCE)
MOST: Final = 8  # alternatives of one term
_LEAST: Final = 0.05  # weight below which an alternative says nothing
PART: Final = 0.5  # part of a word that nobody knows, or no document has, as a whole
_COVERED: Final = 0.6  # of the characters of a word, by the words known in it
_JOINED: Final = 4  # alternatives to a word that are tried beside its neighbour's
_TERM: Final = 3  # characters of a term that is no chance meeting of two words
_FAINT: Final = 0.2  # of the likeliest meaning: 中小企业 is hardly ever a medium
_CHARACTER: Final = 1.5  # times as likely as any longer word is a character that stands for itself
_CURATED: Final = ("your glossary", "your documents", "glossary", *NAMES)
_PERSON: Final = 0.9  # one of the names that are read so
_APART: Final = 4  # words or characters between those of one alternative
_FEW: Final = 2  # alternatives that do without parts of others

Frequency = Callable[[Node], int]
Key = tuple[str, ...]


def plain(text: str) -> str:
    """A text as it is compared with what is not wanted."""
    return " ".join(fold(text).casefold().split())


class Terms(Struct):
    """Looks terms up for one query. `frequency` tells how many documents have a tree, `stated`
    what they render in brackets, `case` what the capitals of a term say, `pairs` which characters
    stand side by side; `without` is not wanted.
    """

    frequency: Frequency
    glossary: Glossary
    stated: Beginning
    without: frozenset[str]
    case: Callable[[str], Case]
    pairs: romanised.Pairs
    known_terms: dict[tuple[str, Scope, float, bool], tuple[Alternative, ...]] = field(
        default_factory=dict
    )

    def wanted(self, found: Iterable[Alternative]) -> tuple[Alternative, ...]:
        """Without those that are not wanted. Left out last: what they stood before does not
        take their place.
        """
        return tuple(a for a in found if plain(a.text) not in self.without)

    def parts(self, word: Word, factor: float) -> tuple[Alternative, ...]:
        """The known words inside a word that is not known as a whole (`US-Iran`): in a row as
        a phrase of the other language, or an alternative to each of them. None for `peer-to-peer`,
        which repeats one and says nothing without its order.
        """
        inside = pieces(fold(word.text)) if word.han else re.split(r"[-‐-—]+", word.text)
        if not word.han and len(set(inside)) < len(inside):
            return ()
        if word.han and sum(map(len, inside)) < _COVERED * len(word.text):
            return ()
        listed = [self.alternatives(piece, word, factor) for piece in inside if piece]
        if len(listed) == 1 or not all(listed):
            return listed[0] if len(listed) == 1 else _some(listed)
        rows = self.in_a_row(listed, word.scope)
        leaves = (tuple(a.leaf for a in found if a.whole) for found in listed)
        apart = And(tuple(Or(found) for found in leaves if found))
        text = " + ".join(found[0].text for found in listed)
        known = self.frequency(apart)
        weight = min(found[0].weight for found in listed)
        other = (Alternative(apart, weight, listed[0][0].source, text),) if known else ()
        return (*rows, *other) or _some(listed)

    def in_a_row(
        self, listed: Sequence[tuple[Alternative, ...]], scope: Scope
    ) -> tuple[Alternative, ...]:
        """What alternatives to neighbouring words make together, where documents have it."""
        rows = [a for a in listed[0] if a.whole][:_JOINED]
        for found in listed[1:]:
            pairs = [(a, b) for a in rows for b in found[:_JOINED] if b.whole]
            rows = [row for a, b in pairs if (row := self.joined(a, b, scope))]
            rows = sorted(rows, key=lambda a: (-a.weight, a.text))[:_JOINED]
        return tuple(rows)

    def joined(self, a: Alternative, b: Alternative, scope: Scope) -> Alternative | None:
        """Two alternatives as one, if documents have it and not by chance."""
        text = a.text + ("" if has_han(a.text) else " ") + b.text
        other = leaf(text, scope)
        if other is None or (has_han(text) and len(text) < _TERM):
            return None
        if not self.drawn_together(self.frequency(other), a.leaf, b.leaf):
            return None
        return Alternative(other, round((a.weight * b.weight) ** 0.5, 4), b.source, text)

    def drawn_together(self, together: int, one: Node, other: Node) -> bool:
        """Whether more documents have two side by side than would have both, were they spread
        at random (规定 and 管理 are in all laws, and some have them in a row), or most of those
        that have one of them.
        """
        if not together:
            return False
        first, second = self.frequency(one), self.frequency(other)
        most = 2 * together >= min(first, second)
        return most or together * self.frequency(Everything()) >= first * second

    def alternatives(
        self, text: str, word: Word, factor: float, *, whole: bool = False
    ) -> tuple[Alternative, ...]:
        """The best alternatives to a term that documents have; where these are few, also the
        parts of others, unless only the `whole` is wanted.
        """
        asked = text, word.scope, factor, whole
        if asked not in self.known_terms:
            self.known_terms[asked] = self.look_up(text, word, factor, whole)
        return self.known_terms[asked]

    def look_up(self, text: str, word: Word, factor: float, whole: bool) -> tuple[Alternative, ...]:
        """`alternatives`, when asked for the first time. A name is found whole or not at all:
        `Awat County` is not any county.
        """
        if plain(text) in self.without:
            return ()
        own, case = leaf(text, word.scope), self.case(text)
        whole = whole or case == "acronym"
        best: dict[Key, Alternative] = {}
        lacking: list[Found] = []
        candidates = find(text, case, self.glossary, self.stated) or self.named(text, word.scope)
        whole = whole or any(found.source in NAMES for found in candidates)
        for found in candidates:
            if self.offer(best, own, found, factor, word.scope) == 0:
                lacking.append(found)
        if not any(has_han(a.text) != has_han(text) for a in best.values()):
            for found in self.read_so(text, word.scope):
                self.offer(best, own, found, factor, word.scope)
        for found in lacking if len(best) < _FEW and not whole else ():
            self.offer_apart(best, found, factor, word.scope)
        return self.likeliest(best.values())

    def named(self, text: str, scope: Scope) -> list[Found]:
        """The people of whom documents have the name in the other script."""
        has = partial(self.having, scope=scope)
        return [Found(name, _PERSON, people.SOURCE) for name in people.people(text, has)]

    def read_so(self, text: str, scope: Scope) -> list[Found]:
        """The names of which documents have the characters, or the letters, that are read so."""
        has = partial(self.having, scope=scope)
        alone = partial(self.alone, scope=scope)
        names = romanised.romanised(text, has, alone, self.pairs)
        return [Found(name, _PERSON, people.SOURCE) for name in names]

    def having(self, text: str, scope: Scope) -> int:
        """How many documents have a text."""
        other = leaf(text, scope)
        return self.frequency(other) if other else 0

    def alone(self, text: str, scope: Scope) -> int:
        """How many documents have characters as a word, or as words that stand side by side
        by themselves, if not by chance; those of 研究钢铁 have no 究钢.
        """
        whole = leaf(text, scope)
        parts = [leaf(word, scope) for word in whole.words] if whole else []
        known = [part for part in parts if part]
        if not whole or len(known) < len(parts):
            return 0
        together = self.frequency(And((whole, *known)) if len(known) > 1 else whole)
        sure = 2 * together >= self.frequency(whole)
        if len(known) == 2 and not self.drawn_together(together, *known):
            return 0
        return together if sure else 0

    def offer_apart(
        self, best: dict[Key, Alternative], found: Found, factor: float, scope: Scope
    ) -> None:
        """Keep the words of what was found where documents have them near each other: not those
        of `year on year`, which repeats one and says nothing without its order.
        """
        parts = parts_of(found.text)
        words = [word for part in parts if (word := leaf(part, scope))]
        if len(set(parts)) < len(parts) or len(words) < 2:
            return
        together = _near(words)
        weight = found.weight * factor * PART
        text = " + ".join(word.text for word in words)
        if weight >= _LEAST and self.frequency(together):
            key = tuple(term for word in words for term in word.words)
            best.setdefault(key, Alternative(together, weight, found.source, text))

    def offer(
        self,
        best: dict[Key, Alternative],
        own: Word | None,
        found: Found,
        factor: float,
        scope: Scope,
    ) -> int:
        """Keep what was found if documents have it; return how many do, or -1 where it is
        not to be looked for.
        """
        other, weight = leaf(found.text, scope), found.weight * factor
        if other is None or weight < _LEAST or found.weight < _FAINT:
            return -1
        if own is not None and own.words == other.words:
            return -1
        count = self.frequency(other)
        known = best.get(other.words)
        if count and (known is None or weight > known.weight):
            best[other.words] = Alternative(other, weight, found.source, found.text)
        return count

    def likeliest(self, found: Iterable[Alternative]) -> tuple[Alternative, ...]:
        """Weigh by how many documents have an alternative: half of its weight at least."""
        counts = {a: log(1 + self.frequency(a.leaf)) for a in found}
        most = max(counts.values(), default=1.0)
        weighed = [
            replace(a, weight=round(a.weight * (0.5 + 0.5 * count / most), 4))
            for a, count in counts.items()
        ]
        chosen: list[Alternative] = []
        for other in sorted(_words(weighed), key=lambda a: (-a.weight, a.text)):
            if not any(within(other, better) for better in chosen):
                chosen.append(other)
        return tuple(chosen[:MOST])


def _near(words: Sequence[Word]) -> Near | And:
    """The words near each other: `work`, `co` and `space` in three sentences are no co-working
    space. Of two scripts each stands in a channel of its own, so these may be anywhere.
    """
    one_script = len({word.han for word in words}) == 1
    text = " ".join(word.text for word in words)
    return Near(text, tuple(words), _APART, words[0].scope) if one_script else And(tuple(words))


def _some(listed: Sequence[tuple[Alternative, ...]]) -> tuple[Alternative, ...]:
    """What stands for parts of a word, where no document has them all (居民 of 城镇居民)."""
    return tuple(replace(a, weight=a.weight * PART) for found in listed for a in found[:1])


def _words(found: Sequence[Alternative]) -> list[Alternative]:
    """Without the characters that a dictionary has beside longer words about as likely: 电 for
    electric. They are what is left between known words (of 台積電, say) more often than words.
    """
    longer = (a.weight for a in found if has_han(a.text) and len(a.text) > 1)
    likely = _CHARACTER * max(longer, default=0.0)
    return [
        a
        for a in found
        if a.weight > likely or len(a.text) > 1 or not has_han(a.text) or a.source in _CURATED
    ]


def within(holder: Alternative, part: Alternative) -> bool:
    """Whether wherever the one stands the other stands as well (大学生, 学生)."""
    long, short = holder.leaf, part.leaf
    if isinstance(long, Near | And) or isinstance(short, Near | And):
        return False
    if has_han(long.text):
        return short.runs[0] in long.runs and fold(short.text) in fold(long.text)
    return f" {' '.join(short.runs)} " in f" {' '.join(long.runs)} "
