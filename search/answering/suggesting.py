"""Suggestions while a person types: terms, regions, organisations, publishers and titles.

Nothing is stored for it: names come from the facets, terms from the vocabulary and from
what follows the typed words in documents, titles from a search in titles. Chinese may be
typed in either script, as pinyin or as its initials. Touches the engine.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import islice
from typing import Final

from search.analysis import fold, runs
from search.analysis.data import kinds, rows
from search.analysis.latin import HAN, stem, surface
from search.analysis.stopwords import stop_words
from search.answering.correcting import corrections
from search.answering.following import Usage, continued
from search.answering.nametable import NameTable
from search.answering.naming import Names, normal
from search.answering.sounds import syllables
from search.describing.media import publisher_label
from search.describing.places.gazetteer import gazetteer
from search.engine import Engine, Filters
from search.expansion import side_by_side
from search.guidance import Suggested
from search.parsing.fields import DATED, FIELDS, Field, languages
from search.parsing.leaves import phrase
from search.query import And, Everything, Phrase, Scope

_LONGEST: Final = 64  # characters of what was typed
_CHECKED: Final = 6  # candidates whose documents are counted
_READ: Final = 8  # documents in which it is looked what follows
_PLACES: Final = 12  # places in one document
_TITLE: Final = 120  # characters; a longer title is a sentence of the text
_NAMES: Final = 3  # values of one facet, where there is more to tell
_HAN: Final = re.compile(f"[{HAN}]")
_WORD: Final = re.compile(r"[^\W\d_]{1,64}$")
# The word that is being typed, and the field that it is the value of.
_BEGUN: Final = re.compile(
    rf"(?:(?<![^\s(（|｜-])(?P<field>{'|'.join(FIELDS)})[:：])?(?P<last>[^\s:：()（）|｜\"]*)$",
    re.IGNORECASE,
)
_NAMED: Final = ("region", "organisation", "publisher")
_OPEN: Final = re.compile(r".*(?:\.\.|[<>=≤≥])")  # what stands before the end of a range
_NUMBER: Final = re.compile(r"[0-9][0-9.,]*")
_KINDS: Final = ("term", *_NAMED, "title")


class Suggester:
    """Suggestions from one index; its tables of names and sounds are made when first asked."""

    def __init__(self, engine: Engine, known: Names, total: Callable[[str], int]) -> None:
        """`total`: how many documents have all of a text, so or in other words."""
        self._engine = engine
        self._known = known
        self._phonetic = known.sounds
        self._total = total

    def suggest(self, text: str, limit: int, ui: str) -> tuple[Suggested, ...]:
        """Return at most `limit` ways to go on: terms, names of the facets, then titles.

        Each kind gets its share; what one leaves over goes to the others. Where nothing goes on
        from all that was typed, its end is completed by itself; else it is taken for a slip.
        """
        typed = " ".join(text[:_LONGEST].split())
        if not typed or limit < 1:
            return ()
        found = self._found(typed, limit, ui) or self._within(typed, limit, ui)
        for other in () if found else corrections(typed, self._engine, True, self._phonetic):
            going_on = self._found(other, limit, ui)
            known = {item.text for item in going_on}
            itself = () if other in known else self._counted([other])
            found = found or (*itself, *going_on)[:limit]
        return found

    def _found(self, typed: str, limit: int, ui: str) -> tuple[Suggested, ...]:
        terms = self._terms(typed)
        found = {facet: self._names(facet, typed, limit, ui) for facet in _NAMED}
        names = {item.text for facet in _NAMED for item in found[facet]}
        found["title"] = self._titles([typed, *(term.text for term in terms[:1])], limit)
        found["term"] = [term for term in terms if term.text not in names]
        return _shared([found[kind] for kind in _KINDS], limit)

    def _within(self, typed: str, limit: int, ui: str) -> tuple[Suggested, ...]:
        """Queries that end as the last word or the value of a field goes on, whatever stands
        before it.
        """
        begun = _BEGUN.search(typed)
        if not begun or not begun.start("last"):
            return ()
        before, last = typed[: begun.start("last")], begun["last"]
        field = FIELDS[begun["field"].lower()] if begun["field"] else "any"
        found: dict[str, int] = {}
        for text in self._values(field, last, limit, ui):
            quoted = " " in text and field not in ("any", "title")
            query = f'{before}"{text}"' if quoted else before + text
            found[query] = self._total(query)
        known = [Suggested(text, "term", count) for text, count in found.items() if count]
        dated = field in DATED  # these come in their own order
        return tuple(known if dated else sorted(known, key=lambda one: -one.count))[:limit]

    def _values(self, field: Field, begun: str, limit: int, ui: str) -> list[str]:
        """What may stand in a field and begins so."""
        if field in _NAMED:
            return [one.text for one in self._names(field, begun, limit, ui)]
        if field == "language":
            wanted = normal(begun)
            codes = [code for name, code in languages().items() if name.startswith(wanted)]
            known = {*self._engine.values("language")}
            return [c for c in dict.fromkeys(codes) if c.partition("-")[0] in known][:limit]
        if field == "organisation_type":
            return self._kinds(normal(begun), ui)
        if field == "file":
            return self._known.files.called(begun, limit)
        if field in DATED or field == "amount":
            opened = _OPEN.match(begun)
            head = opened[0] if opened else ""
            ends = _amounts if field == "amount" else self._dates
            return [head + end for end in ends(field, begun[len(head) :])]
        ones = self._found(begun, limit, ui) if begun and field in ("any", "title") else ()
        return [one.text for one in ones if one.kind != "title"]

    def _kinds(self, begun: str, ui: str) -> list[str]:
        """The kinds of organisations that documents have, by the first name of each, in the
        reader's language if there is one, that begins so.
        """
        known = {*self._engine.values("organisation_type")}
        found = []
        for kind, *names in rows("organisation-types.tsv"):
            ordered = names[::-1] if ui == "zh" else names
            fit = [n for n in "|".join(ordered).split("|") if normal(n).startswith(begun)]
            found += fit[:1] if kind in known else []
        return found

    def _dates(self, field: str, begun: str) -> list[str]:
        """The years that documents have, or the months or days of what has been typed of a date,
        be there documents or not; the newest first.
        """
        if len(begun) < len("2016"):
            ones = sorted(self._engine.values(field), reverse=True)
        elif len(begun) <= len("2016-08"):
            whole = len(begun) == len("2016-08")
            head, last = (begun, 31) if whole else (begun[:4], 12)
            ones = [f"{head}-{number:02}" for number in range(last, 0, -1)]
        else:
            ones = []
        return [one for one in ones if one.startswith(begun)]

    @cached_property
    def _tables(self) -> dict[str, NameTable]:
        counts = self._engine.search(Everything(), Filters(), "relevance", 0, 1).counts
        return {facet: NameTable(facet, counts[facet]) for facet in _NAMED}

    def _names(self, facet: str, typed: str, limit: int, ui: str) -> list[Suggested]:
        label = gazetteer().label if facet == "region" else publisher_label
        return [
            Suggested(label(v.id, "zh" if v.chinese else ui), facet, v.documents, v.id)
            for v in self._tables[facet].starting(typed, limit)
        ]

    def _terms(self, typed: str) -> list[Suggested]:
        """Terms that go on from the last word typed: Chinese ones from what follows in
        documents, words in letters from the vocabulary, and Chinese ones spelt by those letters.
        """
        before, space, last = typed.rpartition(" ")
        if _HAN.match(last[-1:]):
            found = self._following(last)
        else:
            spelt = self._spelt(last.lower())
            found = [*self._completed(last, before.rpartition(" ")[2]), *spelt]
        whole = self._counted(before + space + text for text in found)
        if before:  # ren kou
            apart = self._counted(self._spelt(typed.lower()))
            whole[1:1] = apart[:_NAMES] if whole else apart
        return whole

    def _spelt(self, letters: str) -> list[str]:
        """Chinese words for pinyin; where its syllables are a piece of one, that one (xi jin)."""
        found = self._phonetic.words(letters, _CHECKED)
        known = self._engine.vocabulary.count_word
        begun = self._phonetic.phrases(letters, _NAMES) if syllables(letters) else []
        for piece in (text for text in begun if not known(text)):
            going_on = self._following(piece)
            longer = list(filter(known, going_on)) or (going_on if piece in found else [])
            found = [*longer[:_NAMES], *(text for text in found if text != piece or not longer)]
        return found

    def _counted(self, texts: Iterable[str]) -> list[Suggested]:
        """Those of the texts that documents have, the commonest first; of several words those
        before that most have in a row.
        """
        counted = {text: self._count(text) for text in dict.fromkeys(texts)}
        having = [text for text, count in counted.items() if count]
        rows = {text: self._in_a_row(text) for text in having if " " in text}
        ordered = sorted(having, key=lambda text: (-rows.get(text, 0), -counted[text]))
        return [Suggested(text, "term", counted[text]) for text in ordered]

    def _in_a_row(self, text: str) -> int:
        """Return how many documents have a text as it stands."""
        row = phrase(text, runs(text), 0, "any")
        return self._engine.count(row) if row else 0

    def _completed(self, typed: str, before: str) -> list[str]:
        """The commonest words that begin so: of more of them, those that stand behind the word
        `before` most often.
        """
        match = _WORD.search(typed)
        beginning = surface(match[0]) if match else ""
        if not match or len(beginning) < 2 or not beginning.isascii():
            return []
        near = self._engine.vocabulary.starting(beginning, 4 * _CHECKED)
        fit = [e.term for e in near if e.term.isalpha() and e.term not in stop_words()]
        one_each = {stem(term): term for term in reversed(fit)}
        chosen = [term for term in fit if one_each[stem(term)] == term]
        if before:
            chosen.sort(key=lambda term: -self._in_a_row(f"{before} {term}"))
        return [typed[: match.start()] + term for term in chosen[:_CHECKED]]

    def _following(self, typed: str) -> list[str]:
        """What was typed and the words that end it in the best documents: what stands in the
        dictionary, and of several words what is a term by how it is used.
        """
        leaf = _phrase(typed, "any")
        if leaf is None:
            return []
        matches = self._engine.search(leaf, Filters(), "relevance", 0, _READ, facets=())
        wanted = re.compile(re.escape(fold(typed)))
        found: dict[str, Usage] = {}
        for match in matches.top:
            text = self._engine.text(match.document)[0]
            plain = fold(text)
            for place in islice(wanted.finditer(plain), _PLACES):
                for use in continued(plain, *place.span()):
                    found.setdefault(use.text, Usage()).add(use, text[use.start : use.end])
        ordered = sorted(found, key=lambda text: -found[text].places)
        terms = [text for text in ordered if found[text].is_term()]
        chosen = terms or [text for text in ordered if found[text].is_whole()][:_NAMES]
        return [found[text].shown(text, typed) for text in chosen[:_CHECKED]]

    def _titles(self, texts: Sequence[str], limit: int) -> list[Suggested]:
        """Titles with the first of the texts that any title has."""
        for text in texts:
            leaf = _phrase(text, "title")
            if leaf is None:
                continue
            top = self._engine.search(leaf, Filters(), "relevance", 0, limit, facets=()).top
            headings = [self._engine.heading(match.document) for match in top]
            shown = [h for h in headings if 0 < len(h.title) <= _TITLE]
            if shown:
                begin = fold(texts[0]).casefold()
                shown.sort(key=lambda h: not fold(h.title).casefold().startswith(begin))
                ids = {h.title: h.id for h in reversed(shown)}
                times = Counter(h.title for h in shown)
                return [Suggested(title, "title", n, ids[title]) for title, n in times.items()]
        return []

    def _count(self, text: str) -> int:
        """Return how many documents have a text, if any has its parts as they stand."""
        rows = [phrase(part, runs(part), 0, "any") for part in text.split()]
        if not self._engine.count(And(tuple(row for row in rows if row))):
            return 0
        return self._total(text)


def _amounts(_: str, begun: str) -> list[str]:
    """A number with the scales and the currency that may follow what was typed of them."""
    number = _NUMBER.match(begun)
    if not number:
        return []
    scales = kinds("quantity-words.tsv")["typed"][0].split("|")
    rest = begun[number.end() :].lstrip()
    return [side_by_side([number[0], end]) for end in scales if end.startswith(rest)]


def _phrase(text: str, scope: Scope) -> Phrase | None:
    """The words typed in a row, of which the last may be only begun."""
    found = phrase(text, runs(text), 0, scope)
    if found is None:
        return None
    begun = found.open_end or not _HAN.match(found.runs[-1])
    return Phrase(text, found.runs, begun, 0, scope)


def _shared(kinds: Sequence[Sequence[Suggested]], limit: int) -> tuple[Suggested, ...]:
    """The first few of each kind, and more of them in their order while there is room."""
    taken = [0] * len(kinds)
    for share in (1, _NAMES, limit):
        for kind, found in enumerate(kinds):
            room = limit - sum(taken) + taken[kind]
            taken[kind] = max(taken[kind], min(len(found), share, room))
    return tuple(item for found, n in zip(kinds, taken, strict=True) for item in found[:n])
