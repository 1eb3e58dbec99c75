"""Tables that are looked up on disk, and those that are compiled from files of knowledge."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.analysis import fold, lookup
from search.analysis.data import rows
from search.analysis.segmentation import reference_dictionary
from search.describing.organisations import places
from search.describing.organisations.departments import departments
from search.describing.places import chinese, english
from search.describing.places.gazetteer import gazetteer
from search.describing.places.words import Names
from search.expansion.compile_names import tables
from search.expansion.regional import TABLE, converted, regional

texts = st.text(st.characters(exclude_characters="\t\n\r", exclude_categories=["Cs"]), min_size=1)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(texts.filter(lambda key: key[0] != "#"), texts), texts)
@example({"0": "a", "0\x08": "b"}, "0")
def test_every_key_is_found_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, entries: dict[str, str], other: str
) -> None:
    path = tmp_path_factory.mktemp("lookup") / "table.tsv"
    lines = (f"{key}\t{entries[key]}\n" for key in sorted(entries, key=lambda k: f"{k}\t".encode()))
    path.write_bytes(("# a head\n" + "".join(lines)).encode())
    table = lookup.Lookup(path)
    assert {key: table.find(key) for key in entries} == entries
    assert table.find(other) == entries.get(other)
    assert lookup.Listed(table).all() == {k: tuple(v.split("|")) for k, v in entries.items()}


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(texts.filter(lambda key: key[0] != "#"), texts), texts, st.integers(1, 64))
def test_a_table_that_is_asked_often_has_the_same_keys(
    tmp_path_factory: pytest.TempPathFactory, entries: dict[str, str], other: str, step: int
) -> None:
    path = tmp_path_factory.mktemp("lookup") / "table.tsv"
    lines = (f"{key}\t{entries[key]}\n" for key in sorted(entries, key=lambda k: f"{k}\t".encode()))
    path.write_bytes(("# a head\n" + "".join(lines)).encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lookup, "_ASKED", 0)
        patch.setattr(lookup, "_STEP", step)
        table = lookup.Lookup(path)
        assert {key: table.find(key) for key in entries} == entries
        assert [table.find(k) for k in ("", other, "\U0010ffff")] == [
            entries.get(k) for k in ("", other, "\U0010ffff")
        ]


def test_the_compiled_tables_fit_the_files_that_they_are_made_of() -> None:
    """Otherwise run: python -m search.expansion.compile_names."""
    for name, text in tables().items():
        assert (lookup.FOLDER / name).read_text("utf-8") == text, name


def test_a_table_of_another_state_of_its_sources_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookup, "FOLDER", tmp_path)
    monkeypatch.setattr(lookup, "DATA", tmp_path)
    (tmp_path / "source").write_text("one", "utf-8")
    assert lookup.compiled("table", ["source"]) is None
    (tmp_path / "table").write_text(lookup.content(["source"], {"a": ["1", "2"]}), "utf-8")
    table = lookup.compiled("table", ["source"])
    assert table is not None
    assert (table.get("a"), table.get("b")) == (("1", "2"), ())
    (tmp_path / "source").write_text("two", "utf-8")
    assert lookup.compiled("table", ["source"]) is None


@pytest.mark.parametrize("language", [chinese, english])
def test_names_of_places_are_the_same_from_the_table_and_from_the_gazetteer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: ModuleType
) -> None:
    compiled = Names(language.TABLE, dict)
    monkeypatch.setattr(lookup, "FOLDER", tmp_path)
    anew = Names(language.TABLE, language.entries)
    heads = language.entries().keys()
    assert len(heads) > 4000
    assert {head: compiled.get(head) for head in heads} == {head: anew.get(head) for head in heads}
    assert compiled.notes() == anew.notes()
    assert compiled.get("") == ()  # what is said of all names is none


def test_values_are_made_once_and_only_when_they_are_asked_for() -> None:
    asked: list[str] = []

    def make(row: Sequence[str]) -> str:
        asked.append(row[0])
        return row[1]

    made = lookup.Made({"a": "a\t1", "b": "b\t2"}, make)
    assert (len(made), list(made)) == (2, ["a", "b"])
    assert (made["b"], made["b"], made.get("c")) == ("2", "2", None)
    assert asked == ["b"]


def test_labels_of_government_bodies_need_no_reading_of_all_places() -> None:
    """The places on disk label as those in memory do."""
    read, mapped = places.places(), places.mapped_places()
    offices = [row[0] for row in rows("organisation-departments.tsv")][::10]
    for region in list(gazetteer())[::40]:
        assert mapped.full(region.zh) == read.full(region.zh)
        for name in region.names:
            assert mapped.find(name) == read.find(name)
        for office in offices:
            name = f"{region.zh}{office}局"
            assert mapped.chain(name) == read.chain(name)
            if mapped.chain(name)[0] == len(region.zh):
                assert departments().english(name)


@pytest.mark.parametrize("step", range(3))
def test_words_of_other_regions_are_those_that_opencc_gives(step: int) -> None:
    """Words of the compiled table, dictionary words that are not in it, and words of neither."""
    lines = (lookup.FOLDER / TABLE).read_text("utf-8").splitlines()[1:]
    table = {line.partition("\t")[0] for line in lines}
    words = sorted(table)[step::97]
    words += [word for word in list(reference_dictionary())[step::997] if len(word) > 1]
    for word, forms in zip(words, converted(words), strict=True):
        assert set(forms) <= set(regional(word))
    pairs = [fold(one + two) for one, two in pairwise(words)][::7]
    pairs = [pair for pair in pairs if pair not in table]
    assert list(map(regional, pairs)) == converted(pairs)
