"""What the user's own documents render in brackets: 众创空间（maker space）, for a typed term.

The index keeps what stands before a bracket as far as its clause goes (`describing.bracketed`).
Where the term in it begins is decided here, by how many of its words the dictionary finds in the
other language's: what it knows none of must be about as long. Touches the tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Final

from search.analysis import fold, words
from search.analysis.stopwords import stop_words
from search.describing.bracketed import BEFORE, CUT, INSIDE, backwards, term_key
from search.expansion.table import Candidate, table
from search.expansion.words import forms, has_han, tokens

Beginning = Callable[[str], Sequence[tuple[str, int]]]
"""The terms of the index that begin so, and how many documents have each."""

_SURE: Final = 0.95  # what most documents say
_HALF: Final = 0.5  # what hardly any says beside it
_LENGTH: Final = 4  # Chinese characters of an English word at most,
_USUAL: Final = 2  # how many it mostly has, and
_ODD: Final = 2  # of those that no word stands for: 研究院 for institutes
_LETTER: Final = (0.75, 2.5)  # of a letter of an acronym: MOST is 科技部
_FORMS: Final = 3
_REMARKS: Final = frozenset(["例如", "比如", "譬如", "诸如", "如"])  # begin so
_MEANINGS: Final = 4  # of a word whose first letters an acronym may have


def stated(text: str, beginning: Beginning) -> tuple[Candidate, ...]:
    """Return what documents render a term by in the other language, best first."""
    found: dict[str, int] = defaultdict(int)
    for term, count in beginning(f"{INSIDE}{term_key(text)}\t"):
        before = term.partition("\t")[2]
        other = _english_end(before, text) if has_han(text) else _chinese_end(before, text)
        if other:
            found[other] += count
    prefix = f"{BEFORE}{backwards(text)}"
    listed: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for term, count in beginning(prefix) if len(prefix) > len(BEFORE) + 1 else ():
        further, _, inside = term[len(prefix) :].partition("\t")
        listed[inside].append((further, count))
    for inside, places in listed.items():
        if has_han(text) != has_han(inside) and _renders(text, inside, whole=_bounded(places)):
            found[inside] += sum(count for _, count in places)
    most = max(found.values(), default=1)
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Candidate(t, _SURE * (_HALF + (1 - _HALF) * n / most)) for t, n in ranked)


def _bounded(before: Iterable[tuple[str, int]]) -> bool:
    """Whether a term begins where it does: its clause does, or what stands before it differs or
    is a stop word.
    """
    first = {further.partition(" ")[0] for further, _ in before}  # a word, or characters
    if any(further[:n][::-1] in stop_words() for further in first for n in (1, 2)):
        return True
    return "" in first or len({further[:1] for further in first} - {CUT}) > 1


def _renders(term: str, inside: str, *, whole: bool) -> bool:
    """Whether what stands before a bracket is all that is rendered in it, and this no remark
    (例如运算库函数).
    """
    if has_han(inside) and words(inside)[0].text in (_REMARKS | stop_words()):
        return False
    han, english = (fold(term), inside) if has_han(term) else (fold(inside), term)
    if _acronym(english):
        return _abbreviates(english, han) and (whole or not has_han(term))
    said = tokens(english)
    covered = _covered(han, said)
    if not covered and _everyday(han):
        return False
    lacking, left = len(said) - len(covered), len(han) - len(set().union(*covered.values()))
    if not covered and not whole:
        return len(said) == 1 and not _known(said[0]) and left <= _LENGTH + _ODD and _name(term)
    return lacking <= left <= (_LENGTH * lacking or _ODD - (not whole))


def _covered(han: str, said: Sequence[str]) -> dict[str, set[int]]:
    """The characters that the dictionary has for words, of those words that it has any for."""
    found: dict[str, set[int]] = {}
    for word in said:
        places: set[int] = set()
        for form in islice(forms(word), _FORMS):
            for candidate in table("dictionary-english").find(form):
                whole = candidate.text[:-1]
                part = whole if whole in han else whole[:2] if len(whole) > 2 else ""  # 研究(所)
                start = han.rfind(part) if part else -1
                if start >= 0:
                    places |= set(range(start, start + len(part)))
        if places:
            found[word] = places
    return found


def _acronym(english: str) -> bool:
    """Whether it tells nothing of its words (WHO)."""
    return english.isupper() and " " not in english


def _abbreviates(english: str, han: str) -> bool:
    """Whether an acronym is about as long as what it may stand for, and its first letter and half
    of them all begin words for what that says.
    """
    least, most = _LETTER
    if not least * len(english) <= len(han) <= most * len(english):
        return False
    inside = {han[i : i + n] for i in range(len(han)) for n in range(2, _LENGTH + 1)}
    inside |= {han[-1], *(token.text for token in words(han))}  # 多, 臂 and 老虎机: MAB
    listed = (table("dictionary-chinese").find(word)[:_MEANINGS] for word in inside)
    begin = {word[0] for found in listed for one in found for word in tokens(one.text[:-1])}
    said = [letter in begin for letter in english.lower()]
    return said[0] and 2 * sum(said) >= len(english)


def _name(term: str) -> bool:
    """Whether a term has no meaning that the dictionary knows, unless as a name."""
    found = table("dictionary-chinese").find(fold(term)) if has_han(term) else ()
    return not found or found[0].sign == "^"


def _everyday(han: str) -> bool:
    """Whether it is a word that means something else than what the dictionary finds none of in
    it: 策略 is not Python.
    """
    return not _name(han) or han in stop_words()


def _known(word: str) -> bool:
    return any(table("dictionary-english").find(form) for form in islice(forms(word.lower()), 4))


def _chinese_end(before: str, inside: str) -> str:
    """The Chinese words at the end that an English term renders; empty if that is not clear."""
    clause = before.removesuffix(CUT)
    said = tokens(inside)
    covered = _covered(clause, said)
    pieces = [token.text for token in words(clause)]
    while pieces and "".join(pieces) == clause and pieces[0] in stop_words():
        clause = clause[len(pieces.pop(0)) :]
    if "".join(pieces) != clause:
        return ""
    if not covered:
        if _everyday(clause):
            return ""
        fits = len(said) < len(clause) <= _LENGTH * len(said)
        fits = _abbreviates(inside, clause) if _acronym(inside) else fits
        return clause if fits and CUT not in before else ""
    return _as_long(clause, pieces, len(before.removesuffix(CUT)) - len(clause), covered, said)


def _as_long(
    clause: str,
    pieces: Sequence[str],
    cut: int,
    covered: dict[str, set[int]],
    said: Sequence[str],
) -> str:
    """The end of a clause from the first word that is covered, and what is before it and stands
    for words that are lacking: no word that means something else.
    """
    places = {place - cut for found in covered.values() for place in found}
    first = min(place for place in places if place >= 0) if max(places) >= 0 else len(clause)
    lacking = len(said) - len(covered)
    lacking -= -(-len(set(range(first, len(clause))) - places) // _LENGTH)
    start = len(clause)
    for piece in reversed(pieces):
        enough = first - start >= _USUAL * lacking
        if start <= first and (enough or piece in stop_words() or _means(piece)):
            break
        start -= len(piece)
    return clause[start:] if len(clause) - start > 1 and first - start >= lacking else ""


def _means(piece: str) -> bool:
    return len(piece) > 1 and bool(table("dictionary-chinese").find(piece))


def _english_end(before: str, inside: str) -> str:
    """The English words at the end that a Chinese term renders; empty if that is not clear."""
    listed = before.removesuffix(CUT).split()
    han = fold(inside)
    covered = _covered(han, [word.lower() for word in listed])
    if not covered and not _name(inside):
        return ""
    first = min((i for i, w in enumerate(listed) if w.lower() in covered), default=len(listed))
    left = len(han) - len(set().union(*covered.values()))
    left -= sum(w.lower() not in covered and w not in stop_words() for w in listed[first:])
    while first and listed[first - 1].lower() not in stop_words():
        name = listed[first - 1][0].isupper()
        if left < 1 + (not name) and first < len(listed):
            break
        left -= 2
        first -= 1
    fits = first < len(listed) and -_ODD <= left <= _ODD + len(listed) - first
    return " ".join(listed[first:]) if fits else ""
