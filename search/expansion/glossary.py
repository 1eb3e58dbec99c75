"""Glossaries: lines of terms that mean the same, in both languages. Ours and the user's.

A line has two columns parted by a tab, each with one or more terms parted by `|`; empty
lines and those that begin with `#` are left out. Which language stands first does not
matter. Terms of one column mean the same; those that are more than a common word (several
words, a name, three characters) stand for each other too. Touches the file it is told to read.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from msgspec import Struct

from search.analysis import fold
from search.analysis.data import DATA
from search.analysis.lookup import Listed, compiled
from search.errors import DataError
from search.expansion.table import Candidate
from search.expansion.words import has_han, key

_LATER: Final = 0.04  # what each further term of a column loses
_SYNONYM: Final = 0.7  # another word of the same language

__all__ = ["Glossary", "domain_glossary", "read_glossary", "term_key"]


class CompiledTerms:
    """The terms of a glossary in a compiled table: the weight of each, a space, its text."""

    def __init__(self, table: Listed) -> None:
        self._table = table

    def get(self, key: str, default: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        """Return what may stand for a term, or the default."""
        weighed = (text.partition(" ") for text in self._table.get(key))
        return tuple(Candidate(text, float(weight)) for weight, _, text in weighed) or default


class Glossary(Struct, frozen=True):
    """Terms by key (see `term_key`) and what may stand for them, best first; `problems` names
    what of the file could not be used.
    """

    terms: dict[str, tuple[Candidate, ...]] | CompiledTerms
    problems: tuple[DataError, ...] = ()

    def find(self, key: str) -> tuple[Candidate, ...]:
        """Return what may stand for a term."""
        return self.terms.get(key, ())


def term_key(text: str) -> str:
    """What a term of either language is looked up by."""
    return "".join(fold(text).split()) if has_han(text) else key(text)


def read_glossary(path: Path) -> Glossary:
    """Read a user's glossary. A line that is not as it should be is left out and named in
    `problems`, as is a file that cannot be read: no search fails for it.
    """
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        return Glossary({}, (DataError(f"{path}: cannot be read ({error.strerror})"),))
    except UnicodeDecodeError as error:
        why = f"is not UTF-8 (byte {error.start}), so none of it is used; save it as UTF-8 text"
        return Glossary({}, (DataError(f"{path}: {why}"),))
    terms, problems = _parsed(path, text)
    return Glossary(terms, tuple(problems))


def read_terms(path: Path) -> dict[str, tuple[Candidate, ...]]:
    """Read the terms of a glossary of ours by their keys.

    Raises DataError, naming the line, where one is not as it should be.
    """
    terms, problems = _parsed(path, path.read_text("utf-8"))
    for problem in problems:
        raise problem
    return terms


def _parsed(path: Path, text: str) -> tuple[dict[str, tuple[Candidate, ...]], list[DataError]]:
    found: dict[str, dict[str, float]] = {}
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        columns = [[term.strip() for term in part.split("|")] for part in line.split("\t")]
        if len(columns) == 2 and all(map(all, columns)):
            _add(found, columns[0], columns[1])
            _add(found, columns[1], columns[0])
        else:
            expected = (
                "expected two columns of terms parted by one tab, such as "
                f"孵化器<tab>incubator|business incubator; found {line[:60]!r}"
            )
            problems.append(DataError(f"{path}, line {number}: {expected}"))
    return {term: _ranked(known) for term, known in found.items()}, problems


def _add(found: dict[str, dict[str, float]], own: list[str], others: list[str]) -> None:
    for term in own:
        known = found.setdefault(term_key(term), {})
        same = [(other, _SYNONYM) for other in own if other != term] if _is_term(term) else []
        for text, weight in (*_weighed(others), *same):
            known[text] = max(known.get(text, 0), weight)


def _is_term(text: str) -> bool:
    """Whether a text is more than a common word, which has more than one meaning."""
    return len(text) > 2 if has_han(text) else " " in text or not text.islower()


def _weighed(terms: Iterable[str]) -> list[tuple[str, float]]:
    return [(term, max(0.5, 1 - _LATER * place)) for place, term in enumerate(terms)]


def _ranked(known: dict[str, float]) -> tuple[Candidate, ...]:
    ranked = sorted(known.items(), key=lambda item: -item[1])
    return tuple(Candidate(text, weight) for text, weight in ranked)


SOURCE: Final = "lookup/glossary.tsv"
TERMS: Final = "glossary-terms.tsv"


@cache
def domain_glossary() -> Glossary:
    """Our own glossary, `search/data/lookup/glossary.tsv`."""
    table = compiled(TERMS, [SOURCE])
    return Glossary(CompiledTerms(table) if table else read_terms(DATA / SOURCE))
