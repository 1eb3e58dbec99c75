"""A typed term → what may stand for it, from every source, weighed. Touches the tables.

The user's glossary wins over everything; ours, names of places and of organisations count
more than the dictionary, and where they know a term the dictionary counts half.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, Literal

from msgspec import Struct

from search.analysis import fold
from search.analysis.stopwords import stop_words
from search.expansion.compounds import compounds, joined
from search.expansion.glossary import Glossary, domain_glossary
from search.expansion.inside import pieces
from search.expansion.names import another_place, apostrophes, organisations, places
from search.expansion.regional import regional
from search.expansion.spelling import spellings
from search.expansion.stated import Beginning, stated
from search.expansion.table import Candidate, is_listed, table
from search.expansion.words import forms, has_han, inflected, irregular, key, syllables, tokens

STATED: Final = "your documents"

Case = Literal["lower", "name", "acronym", "unsure"]

# By the letter that a candidate of the compiled dictionaries ends in.
_DICTIONARIES: Final = {
    "c": "CC-CEDICT",
    "k": "Wiktionary",
    "n": "NAER",
    "p": "CedPane",
    "t": "parallel texts",
    "w": "WordNet",
}
_UNSIGNED: Final = "tw"  # sources that do not tell acronyms from words
_COMMON: Final = 0.25  # weight of what a word of every day means
_DICTIONARY: Final = 0.9  # how far they are trusted
_TRUST: Final = {"OpenCC": 0.9, "spelling": 0.95}
_BESIDE: Final = 0.5  # the dictionary beside a curated source
_UNLIKELY: Final = 0.25  # a common word for what is typed as a name may be
_AS_LIKELY: Final = 0.5  # a name beside the common word: Tree is no 乌桕
_UNSAID: Final = 0.5  # a name for what is typed in lower case
_FORMS: Final = 6
_OTHER_FORM: Final = 0.9
_OTHER_WORD: Final = 0.3  # goods (货物, 物品) are hardly ever good (好)
_SOME: Final = 0.3  # what the best candidate of a dictionary has at least
_PARTS: Final = 3  # words of an alternative that may stand apart
_PARTIAL: Final = 0.4  # energy for what is hydrogen energy
_REGIONAL: Final = 4  # candidates whose other regional forms are tried


class Found(Struct, frozen=True):
    """What may stand for a term, how surely (0–1), and who says so."""

    text: str
    weight: float
    source: str


def find(text: str, case: Case, glossary: Glossary, beginning: Beginning) -> list[Found]:
    """Return what may stand for a term of either language, in no order. `beginning` finds what
    documents render in brackets.
    """
    keys = _chinese_keys(text) if has_han(text) else list(_english_keys(text))
    if own := next(filter(None, map(glossary.find, keys)), ()):
        return [Found(c.text, c.weight, "your glossary") for c in own]
    said = [Found(c.text, c.weight, STATED) for c in stated(text, beginning)]
    listed = _chinese(text, keys) if has_han(text) else _english(text, keys, case)
    return [found for found in (*said, *listed) if not _ordinary(found.text)]


def _ordinary(acronym: str) -> bool:
    """Whether an acronym is a word that any English text has, once its capitals are gone: MOST,
    WHO. As an alternative it would find them all.
    """
    if not (acronym.isalpha() and acronym.isascii() and acronym.isupper()):
        return False
    word = acronym.lower()
    if word in stop_words() or irregular(word):
        return True
    best: dict[bool, float] = {}
    for one in table("dictionary-english").find(word):
        if one.text[-1] not in _UNSIGNED:
            best[bool(one.sign)] = max(one.weight, best.get(bool(one.sign), 0.0))
    return best.get(False, 0.0) > max(_COMMON, best.get(True, 0.0))


def _chinese_keys(text: str) -> list[str]:
    return ["".join(fold(text).split())]


def _english_keys(text: str) -> Iterator[str]:
    """The term's words, the last of them in the forms that a dictionary may have; co-operation
    also as one word, and one that it does not know as two.
    """
    parted: list[str] = []
    if text.isalpha() and not is_listed(text.lower()):
        ways = (way.replace("-", " ") for way in compounds(text.lower()))
        parted = [way for way in ways if len(tokens(way)) > 1]
    for spelling in dict.fromkeys((text, joined(text), *parted)):
        *first, last = tokens(spelling) or ("",)
        yield from (" ".join([*first, form]) for form in islice(forms(last), _FORMS))


def _chinese(text: str, keys: Sequence[str]) -> list[Found]:
    word = keys[0]
    others = regional(text)
    curated = [
        *_named("glossary", domain_glossary().find(word)),
        *_named("gazetteer", places(word)),
        *_named("organisations", organisations(word, capitals=True)),
    ]
    listed = [_relative(table("dictionary-chinese").find(form)) for form in (word, *others)]
    dictionary = _sensible(word, _listed(c for found in listed for c in found), places(word))
    if curated:
        dictionary = [f for f in dictionary if not _means_another(f.text, word)]
    same = [Found(form, _TRUST["OpenCC"], "OpenCC") for form in others]
    found = _together(curated, _fainter_parts(dictionary))
    forms = ((form, f) for f in found for form in inflected(f.text))
    return [*same, *found, *(Found(x, f.weight * _OTHER_FORM, f.source) for x, f in forms)]


def _fainter_parts(found: Sequence[Found]) -> list[Found]:
    """English meanings, those less sure that are a part of a likelier one: communication for
    quantum communication.
    """
    words = [(frozenset(tokens(f.text)), f.weight) for f in found]
    return [
        Found(f.text, f.weight * _PARTIAL, f.source)
        if any(own < others and f.weight < weight for others, weight in words)
        else f
        for f, (own, _) in zip(found, words, strict=True)
    ]


def _english(text: str, keys: Sequence[str], case: Case) -> list[Found]:
    terms = _named("glossary", next(filter(None, map(domain_glossary().find, keys)), ()))
    curated = [*terms]
    if case == "acronym":
        curated += _named("organisations", organisations(text, capitals=True))
        curated += _named("gazetteer", places(text))
        listed = tuple(c for c in table("dictionary-english").find(keys[0]) if c.sign == "!")
        same = () if text.isalpha() else tuple(_same(text))
        return [*same, *_together(curated, _listed(_relative(listed)))]
    listed = _by_case(_all_forms(keys), case)
    if syllables(text):
        listed = tuple(c for c in listed if c.sign)  # Chang'e is no change
    common = any(not c.sign for c in listed)
    if case in ("name", "unsure") or not common:
        curated += _named("gazetteer", places(text, sure=case == "name"))
    curated += _named("organisations", organisations(text, capitals=case != "lower"))
    if len(keys[0]) < 2:
        listed = ()  # a letter stands for too many things: C is no hundred
    elif case == "name" and terms and " " not in keys[0]:
        listed = ()  # an Act or a Party is what the glossary says, not any old word
    known = places(text, sure=case == "name")
    found = _together(curated, _sensible(text, _listed(listed), known))
    chinese = sorted((f for f in found if has_han(f.text)), key=lambda f: -f.weight)
    other = [
        Found(form, f.weight * _TRUST["OpenCC"], "OpenCC")
        for f in chinese[:_REGIONAL]
        for form in regional(f.text)
        if f.source not in _DICTIONARIES.values() or _may_mean(form, keys)
    ]
    return [*_same(text), *found, *other]


def _all_forms(keys: Sequence[str]) -> list[Candidate]:
    """Meanings of a term as typed, then of its forms: another word has no character of them."""
    own, *others = (table("dictionary-english").find(form) for form in keys)
    said, found = "".join(c.text[:-1] for c in own), list(own)
    for listed in filter(None, others):
        best = max(listed, key=lambda c: c.weight).text[:-1]
        factor = _OTHER_WORD if said and set(said).isdisjoint(best) else _OTHER_FORM
        found += (Candidate(c.text, c.weight * factor, c.sign) for c in listed)
    return found


def _by_case(found: Iterable[Candidate], case: Case) -> tuple[Candidate, ...]:
    """Weigh common words against names as the typed capitals suggest: Trump is no card. What
    stands without a sign as well is no name (a Nun).
    """
    listed = tuple(c for c in found if c.sign != "!" or case != "lower")
    words = {c.text[:-1]: c.weight for c in listed if not c.sign}
    common = max(words.values(), default=0.0)
    certain = [c for c in listed if c.sign and c.text[:-1] not in words]
    names = any(c.weight >= common * _AS_LIKELY for c in certain)
    if case == "lower":
        factors = (1.0, _UNSAID)
    elif case == "name" and names:
        factors = (0.0, 1.0)
    else:
        factors = (_UNLIKELY if names else 1.0, 1.0)
    weighed = ((c, c.weight * factors[bool(c.sign)]) for c in listed)
    return _relative([Candidate(c.text, weight, c.sign) for c, weight in weighed if weight])


def _relative(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Weights beside that of the best candidate, which gets 1 unless it is unlikely itself."""
    best = max((_SOME, *(c.weight for c in found)))
    return tuple(Candidate(c.text, c.weight / best, c.sign) for c in found)


def _named(source: str, found: Iterable[Candidate]) -> list[Found]:
    return [Found(c.text, c.weight * _TRUST.get(source, 1.0), source) for c in found]


def _listed(found: Iterable[Candidate]) -> list[Found]:
    return [Found(c.text[:-1], c.weight * _DICTIONARY, _DICTIONARIES[c.text[-1]]) for c in found]


def _sensible(text: str, dictionary: Sequence[Found], known: Sequence[Candidate]) -> list[Found]:
    """Without other places, if the text is `known` as one, without unlikely characters that mostly
    build sentences (被 is `by` in a text and hardly ever quotes), and without English words that
    every text has (be for 存在, can for 容器), where there are others.
    """
    likely = _AS_LIKELY * max((f.weight for f in dictionary), default=0.0)
    found = [
        f
        for f in dictionary
        if not (f.weight < likely and len(f.text) == 1 and f.text in stop_words())
        and not (known and another_place(text, f.text))
    ]
    return [f for f in found if not _says_little(f.text)] or found


def _says_little(text: str) -> bool:
    """Whether an English word, or that which an s makes a plural of (ups), is a stop word."""
    return text.isascii() and bool({text, text.removesuffix("s")} & stop_words())


def _means_another(name: str, word: str) -> bool:
    """Whether a name of one word mostly means something else: 人大 is the first half of a
    gloss that begins with Chinese.
    """
    if " " in name or not name[:1].isupper():
        return False
    meant = {c.text[:-1]: c.weight for c in table("dictionary-english").find(name.lower())}
    return meant.get(word, 0.0) < _AS_LIKELY * max(meant.values(), default=0.0)


def _may_mean(form: str, keys: Sequence[str]) -> bool:
    """Whether the dictionary does not say that a Chinese word means something else: 程式 is a
    formula, but where it is 程序 in other regions, it is a program.
    """
    listed = table("dictionary-chinese").find(form)
    return not listed or any(key(c.text[:-1]) in keys for c in listed)


def _together(curated: list[Found], dictionary: list[Found]) -> list[Found]:
    """The dictionary counts less beside the others, and what WordNet alone gathers under a
    meaning (提出 for a tender) nothing.
    """
    if not curated:
        return dictionary
    beside = (f for f in dictionary if f.source != _DICTIONARIES["w"])
    return [*curated, *(Found(f.text, f.weight * _BESIDE, f.source) for f in beside)]


def _same(text: str) -> Iterator[Found]:
    """The term in other spellings."""
    return (Found(form, _TRUST["spelling"], "spelling") for form in _spellings(text))


def _spellings(text: str) -> Iterator[str]:
    if " " not in text and text.isascii() and text.isalpha():
        yield from spellings(text.lower())
    if " " not in text:
        yield from compounds(text.lower())
    yield from apostrophes(text.replace("’", "'"))


def is_term(text: str) -> bool:
    """Whether our glossary knows a text, of either language, as one term."""
    keys = _chinese_keys(text) if has_han(text) else _english_keys(text)
    return any(map(domain_glossary().find, keys))


def parts_of(text: str) -> tuple[str, ...]:
    """The words of an alternative of several words, which may stand apart in a text; those
    with capitals (United Nations) are parts of a name and mean something else there.
    """
    if has_han(text):
        return tuple(pieces(fold(text)))
    if not 1 < len(tokens(text)) <= _PARTS:
        return ()
    common = " ".join(word for word in text.split() if word.islower())  # of Western opera
    return tuple(token for token in tokens(common) if token not in stop_words())
