"""Compile what names and terms stand for into sorted tables of `search/data/lookup/`.

Run by hand when a file of places, organisations or terms changes: `python -m
search.expansion.compile_names`. Nothing else imports this module. Until it is run, processes
read the changed file itself, which is right but takes longer. Touches the knowledge tables.
"""

from __future__ import annotations

from collections.abc import Iterable

from opencc import OpenCC

from search.analysis import fold
from search.analysis.data import DATA
from search.analysis.lookup import FOLDER, content
from search.analysis.segmentation import reference_dictionary
from search.describing.organisations import places, table
from search.describing.places import chinese, english, gazetteer
from search.expansion import glossary, names
from search.expansion.regional import TABLE, converted
from search.expansion.words import has_han

_TAIWAN = "s2twp"


def tables() -> dict[str, str]:
    """Return the tables as they should be, by the names of their files."""
    regions = {region.id: region for region in gazetteer.gazetteer()}
    proper, full = places.names_of(regions.values())
    terms = glossary.read_terms(DATA / glossary.SOURCE)
    weighed = {key: [f"{c.weight:g} {c.text}" for c in found] for key, found in terms.items()}
    return {
        gazetteer.NAMES: content([gazetteer.SOURCE], gazetteer.names_of(regions)),
        table.NAMES: content(table.SOURCES, table.directory().names()),
        places.NAMES: content([gazetteer.SOURCE], proper),
        places.FULL: content([gazetteer.SOURCE], full),
        chinese.TABLE: content([gazetteer.SOURCE], chinese.entries()),
        english.TABLE: content([gazetteer.SOURCE], english.entries()),
        names.KEYS: content([names.SOURCES[names.KEYS]], names.english_keys()),
        names.PLACE_KEYS: content([names.SOURCES[names.PLACE_KEYS]], names.place_keys()),
        glossary.TERMS: content([glossary.SOURCE], weighed),
    }


def regional_table() -> str:
    """Return the table of words that other regions say otherwise, or that hold such a word.

    Words that fold alike share their forms: folded, 图像 is no longer what OpenCC lists.
    """
    spelled = sorted(_vocabulary())
    found: dict[str, dict[str, None]] = {}
    for word, forms in zip(spelled, converted(spelled), strict=True):
        if forms:
            found.setdefault(fold(word), {}).update(dict.fromkeys(forms))
    words = sorted(set(map(fold, spelled)))
    longest = max(map(len, found))
    holding = (
        word
        for word in words
        if any(
            word[i:j] in found
            for i in range(len(word) - 1)
            for j in range(i + 2, min(len(word), i + longest) + 1)
        )
    )
    entries: dict[str, Iterable[str]] = {word: found.get(word, ("",)) for word in holding}
    return content([], entries)


def _vocabulary() -> set[str]:
    """The Chinese words of both dictionaries and what Taiwan says for them, folded as well."""
    lines = (
        line.partition("\t")
        for name in ("dictionary-chinese.tsv", "dictionary-english.tsv")
        for line in (FOLDER / name).read_text("utf-8").splitlines()
    )
    listed = {text for key, _, found in lines for text in (key, *_texts(found))}
    words = {w for w in {*listed, *reference_dictionary()} if len(w) > 1 and has_han(w)}
    taiwan = OpenCC(_TAIWAN).convert("\n".join(words)).split("\n")
    words.update(taiwan)
    return words.union(map(fold, words))


def _texts(found: str) -> list[str]:
    return [candidate.lstrip("^!")[:-3] for candidate in found.split("/")]


if __name__ == "__main__":
    (FOLDER / TABLE).write_text(regional_table(), encoding="utf-8")
    for name, text in tables().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
