"""Compile dictionaries into the two sorted tables of `search/data/lookup/`.

Run by hand when a dictionary or a rule of this module, of `sources` or of `aligning` changes:
`python -m search.expansion.compile FOLDER [OUT]`. FOLDER holds `cedict.txt.gz` (CC-CEDICT),
`cedpane.txt` (CedPane in the same format), tables of a Chinese word, a tab, and English renderings
(`cedpane-glosses.tsv`, `wordnet.tsv`, `wiktionary.tsv`, `naer.tsv`) and texts of English, a tab,
and Chinese (`tatoeba.tsv`, `laws.tsv`, `manuals.tsv`); see `dictionary.LICENSE.md`.
Both tables have one line for a word: the word, a tab, and its candidates, best first, parted
by `/`. A candidate ends in the letter of its source and two digits, its weight in hundredths;
`^` before it says that the dictionary has it as a proper name, `!` as an abbreviation in
capitals.

A candidate weighs by what the dictionaries say together, by how common it is, and by how
likely it renders the word in the glosses and sentences that both languages share (`aligning`).
What the sentences alone say, in both directions, is a candidate too.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import chain
from math import log, prod
from pathlib import Path
from typing import Final

from search.analysis import words
from search.analysis.segmentation import reference_dictionary
from search.expansion.aligning import Likely, blended, likelihoods
from search.expansion.sources import Meaning, dictionary, is_name, pairs, sentences
from search.expansion.words import forms, has_han, tokens

_MOST: Final = 12  # candidates kept for one word
_LEAST: Final = 0.12  # of the best candidate's weight
_LIGHTEST: Final = 0.015
_LONGEST: Final = 4, 6  # content words of a gloss, of a name; longer ones are explanations
_SMALLER: Final = 0.4  # `on water` for water
_HEAD: Final = 0.3  # `Western opera` for opera
# How far each source is believed, and what only the texts say, by its letter.
_TRUST: Final = {"c": 1.0, "p": 0.9, "d": 0.9, "w": 0.7, "k": 0.9, "n": 1.0}
_GLOSSING: Final = "cpd"  # explain Chinese words in English
_LEARNED: Final = "t"
_BELIEVED: Final = 0.5
_SURE: Final = 0.08  # likelihood of a stem that is written as texts with the word do
_MUTUAL: Final = 0.0265  # what only the texts know is as likely in either direction, at least,
_TOGETHER: Final = 0.0024  # and so likely when both are multiplied
_UNSEEN: Final = 0.05  # added to every likelihood: nothing a dictionary says is impossible
_SAY: Final = (3.0, 1.0, 1.0)  # of glosses and everyday sentences, of laws, of manuals
_CHARACTER: Final = 0.8  # one, which means many things; as a name (法 for France) 0.3
_OFTEN: Final = 3  # times that a form is written, at least
_UNSEEN_TERM: Final = 0.3  # terms of several words are rare in texts

Weighed = dict[str, tuple[float, str]]
Rendered = tuple[str, str]
"""A Chinese word and the stem of an English one."""


def stems(text: str) -> tuple[str, ...]:
    """The words of a text as the two languages are aligned by them."""
    return tuple(token.text for token in words(text))


def case(text: str) -> str:
    """Return the sign of a gloss's capitals: `!` acronym, `^` name, else nothing."""
    parts = [part for part in text.split() if part[:1].isalpha()]
    if text.isupper() and len(text) > 1:
        return "!"
    return "^" if parts and parts[0][0].isupper() else ""


def _keys(text: str, source: str) -> Iterator[tuple[str, float]]:
    """What a gloss is looked up by, and how fully that says it. Where a dictionary has English
    entries, several words are a word of their own: this day is 今天 and no day.
    """
    words = tokens(text)
    if source not in _GLOSSING and len(words) == 1 and " " in text:
        return
    if len("".join(words)) < 2:
        return  # a letter stands for too many things: C is no hundred
    yield " ".join(words), 1.0 if words[1:] or " " not in text else _SMALLER
    if words[-1].endswith("s") and not words[-1].endswith(("ss", "us", "is")):
        yield " ".join([*words[:-1], words[-1][:-1]]), 0.95
    lone = source in _GLOSSING and len(words) == 2 and len(words[1]) > 2
    if lone and text.endswith(words[1]):
        yield words[1], _HEAD  # Western opera


def _evidence(sources: dict[str, float]) -> float:
    """What several dictionaries say together (a noisy or)."""
    return 1 - prod(1 - min(0.95, _TRUST[name] * 0.8 * w) for name, w in sources.items())


def _likelihood(likely: Likely, first: Sequence[str], second: Sequence[str]) -> float:
    """How likely words are rendered by others: the geometric mean over those others."""
    if not first or not second:
        return 0.0
    shares = (max(likely.get(x, {}).get(y, 0.0) for x in first) or 1e-4 for y in second)
    return prod(shares) ** (1 / len(second))


def _common(word: str) -> float:
    """How common a Chinese word is, 0.2 to 1."""
    return 0.2 + 0.8 * min(1.0, log(1 + reference_dictionary().get(word, 0)) / 12)


def _learned(likely: Likely, back: Likely, word: str) -> Iterator[tuple[str, float]]:
    """What texts say for a word, and how surely; 增长 is growth, which mostly is 成长."""
    for other, share in likely.get(word, {}).items():
        both = share, back.get(other, {}).get(word, 0.0)
        if min(both) >= _MUTUAL and prod(both) >= _TOGETHER:
            yield other, _BELIEVED * min(1.0, share + _UNSEEN) ** 0.5


def to_chinese(
    meanings: Iterable[Meaning], likely: Likely, back: Likely, heard: Mapping[str, str]
) -> Iterator[tuple[str, Weighed]]:
    """Yield English words and terms with their Chinese candidates (with signs).

    `likely` renders English, `back` Chinese words; `heard`: how a stem that may be a word
    which no dictionary lists is mostly written.
    """
    found: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for meaning in meanings:
        for name, share in _keys(meaning.english, meaning.source):
            known = found[name][case(meaning.english) + meaning.chinese]
            weight = meaning.weight * share
            known[meaning.source] = max(known.get(meaning.source, 0.0), weight)
    listed = {stem for name in found if " " not in name for stem in stems(name)}
    for stem in sorted(likely.keys() & heard.keys() - listed):
        for form in forms(heard[stem]):
            if stems(form) == (stem,):
                found.setdefault(form, defaultdict(dict))
    for name, candidates in found.items():
        own, single = stems(name), " " not in name
        weighed: Weighed = {}
        for candidate, sources in candidates.items():
            word = candidate.lstrip("^!")
            alone = 1.0 if len(word) > 1 else 0.3 if candidate != word else _CHARACTER
            how = _likelihood(likely, own, stems(word)) + (_UNSEEN if single else _UNSEEN_TERM)
            usual = _common(word) if single else 0.5 + 0.5 * _common(word)
            weight = _evidence(sources) * alone * (usual * min(1.0, how)) ** 0.5
            weighed[candidate] = weight, min(sources)
        for word, weight in _learned(likely, back, own[0]) if single and own else ():
            new = not any(word == c or (c[0] == "^" and word in c) for c in candidates)
            if new and len(word) > 1 and has_han(word):
                weighed[word] = weight * _common(word) ** 0.5, _LEARNED
        yield name, weighed


def to_english(
    meanings: Iterable[Meaning], likely: Likely, back: Likely, heard: Mapping[Rendered, str]
) -> Iterator[tuple[str, Weighed]]:
    """Yield Chinese words with their English candidates (with signs). `likely` renders Chinese,
    `back` English words; `heard`: how a stem is mostly written beside a Chinese word.
    """
    found: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for meaning in meanings:
        known = found[meaning.chinese][meaning.english]
        known[meaning.source] = max(known.get(meaning.source, 0.0), meaning.weight)
    for word in likely:
        if len(word) > 1 and has_han(word):
            found.setdefault(word, {})
    for word, candidates in found.items():
        own = stems(word)
        weighed: Weighed = {
            case(text) + text: (
                _evidence(sources)
                * min(1.0, _likelihood(likely, own, stems(text)) + _UNSEEN) ** 0.5,
                min(sources),
            )
            for text, sources in candidates.items()
            if not _says_the_end(text, word, found)
        }
        said = {stem for text in candidates if " " not in text for stem in stems(text)}
        for stem, weight in _learned(likely, back, word) if len(word) > 1 else ():
            if stem not in said and (word, stem) in heard:
                weighed[heard[word, stem]] = weight, _LEARNED
        yield word, weighed


def _says_the_end(text: str, word: str, found: Mapping[str, Mapping[str, object]]) -> bool:
    """Whether a name is but the kind of thing that the word ends in: 乾县 is no `County`."""
    kind = text.lower()
    return (
        " " not in text
        and text != kind
        and any(kind in found.get(word[at:], ()) for at in range(1, len(word)))
        and any(other.endswith(f" {text}") for other in found[word])
    )


def written(texts: Iterable[str]) -> dict[str, str]:
    """Return for the stems of words that say something how English texts mostly write them."""
    counts = Counter(token for text in texts for token in tokens(text))
    found: dict[str, str] = {}
    for token, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if count >= _OFTEN and _is_word(token):
            for stem in stems(token):
                found.setdefault(stem, token)
    return found


def beside(
    texts: Iterable[tuple[str, str]], likely: Likely, heard: Mapping[str, str]
) -> dict[Rendered, str]:
    """Return for the stems that render a Chinese word how the texts (English, Chinese) with that
    word mostly write them: 响应 is no `responsible`, whatever most texts say.
    """
    wanted = {
        word: {stem for stem, share in shares.items() if share >= _SURE and stem in heard}
        for word, shares in likely.items()
    }
    counts: dict[Rendered, Counter[str]] = defaultdict(Counter)
    for english, chinese in texts:
        forms_of: dict[str, list[str]] = defaultdict(list)
        for token in tokens(english):
            if _is_word(token):
                for stem in stems(token):
                    forms_of[stem].append(token)
        for word in stems(chinese):
            for stem in wanted.get(word, set()) & forms_of.keys():
                counts[word, stem].update(forms_of[stem])
    ranked = {pair: min(c, key=lambda form: (-c[form], form)) for pair, c in counts.items()}
    return {(w, stem): ranked.get((w, stem), heard[stem]) for w in wanted for stem in wanted[w]}


def _is_word(token: str) -> bool:
    return token.isalpha() and token.isascii() and len(token) > 2


def write(table: Iterable[tuple[str, Weighed]], path: Path) -> None:
    """Write one table, sorted by the bytes of its keys, so that it can be bisected."""
    lines: list[bytes] = []
    for word, found in table:
        best = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))[:_MOST]
        least = max(_LIGHTEST, _LEAST * best[0][1][0]) if best else 1.0
        shown = "/".join(
            f"{text}{source.replace('d', 'p')}{min(99, max(1, round(120 * weight))):02}"
            for text, (weight, source) in best
            if weight >= least and "/" not in text
        )
        if word and shown:
            lines.append(f"{word}\t{shown}\n".encode())
    lines.sort(key=lambda line: line.partition(b"\t")[0])
    path.write_bytes(b"".join(lines))


def _meanings(folder: Path) -> list[Meaning]:
    """What the dictionaries in a folder say in few words."""
    listed = chain(
        dictionary(folder / "cedict.txt.gz", "c"),
        dictionary(folder / "cedpane.txt", "p"),
        pairs(folder / "cedpane-glosses.tsv", "d", 1.0),
        pairs(folder / "wordnet.tsv", "w", 0.8),
        pairs(folder / "wiktionary.tsv", "k", 0.8),
        pairs(folder / "naer.tsv", "n", 1.0),
    )
    return [
        meaning
        for meaning in listed
        if 0 < len(tokens(meaning.english)) <= _LONGEST[is_name(meaning.english)]
        and not any(sign in meaning.english for sign in ("/", "n't"))
    ]


def compile_tables(folder: Path, out: Path) -> None:
    """Write both tables into `out` from the files in a folder. Raises OSError."""
    meanings = _meanings(folder)
    said = {(" ".join(tokens(m.english)), m.chinese) for m in meanings}
    told = list(sentences(folder / "tatoeba.tsv"))
    laws, manuals = (list(sentences(folder / f"{name}.tsv")) for name in ("laws", "manuals"))
    kinds = [
        [(stems(english), stems(chinese)) for english, chinese in kind]
        for kind in ([*sorted(said), *told, *told], laws, manuals)
    ]
    chinese = blended([(say, t, likelihoods(t)) for say, t in zip(_SAY, kinds, strict=True)])
    turned = [[(b, a) for a, b in texts] for texts in kinds]
    english = blended([(say, t, likelihoods(t)) for say, t in zip(_SAY, turned, strict=True)])
    heard = written(english for english, _ in (*told, *laws, *manuals))
    # What everybody says and no dictionary lists is a form of a word (became), not a term.
    everyday = written(english for english, _ in told)
    terms = {stem: form for stem, form in heard.items() if stem not in everyday}
    write(to_chinese(meanings, chinese, english, terms), out / "dictionary-english.tsv")
    rendered = beside(chain(told, laws, manuals), english, heard)
    write(to_english(meanings, english, chinese, rendered), out / "dictionary-chinese.tsv")


def main() -> None:
    """Compile the files in the folder that the command line names, perhaps into another one."""
    folder, out = [*sys.argv[1:], str(files("search") / "data" / "lookup")][:2]
    compile_tables(Path(folder), Path(out))


if __name__ == "__main__":
    main()
