"""The invariants of the design, each as a property over the public functions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from index_fixtures import Shelf, ask, contents, paths
from opencc import OpenCC

from search import Filter, Library, Query, Results, undo
from search.analysis import fold, runs, segments, words
from search.cleaning import clean
from search.describing.places.gazetteer import gazetteer
from search.document import document_id

# Characters of both scripts and of everything that texts are full of.
SIMPLIFIED = "众创空间新疆维吾尔自治区科技厅杭州孵化器联盟国发的和一在与云后里"
LETTERS = "abzéÀßñİ09"
SIGNS = " \n\t　,.，。!?()（）“”'’-&%:：;/€●〇㍿ﬁ１ａ"
mixed = st.text(
    st.sampled_from(SIMPLIFIED + "眾創間維區聯發與雲後裡乾着" + LETTERS + SIGNS), max_size=80
)
anything = st.one_of(mixed, st.text(max_size=80))
han = st.text(st.sampled_from(SIMPLIFIED), min_size=1, max_size=12)
sentence = st.lists(
    st.one_of(
        han, st.sampled_from(["maker", "space", "Café", "e-works", "15,596", "S&T", "。", "，"])
    ),
    min_size=1,
    max_size=10,
).map(" ".join)
QUICK = settings(max_examples=100, deadline=None)
# Examples that build an index: few, and none spent on making a failure smaller.
INDEXED = settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate])


convert = OpenCC("s2t").convert


# Cleaning.


@QUICK
@given(anything)
def test_cleaning_twice_equals_cleaning_once(text: str) -> None:
    once = clean(text)
    twice = clean(once.text)
    assert (twice.text, twice.chrome) == (once.text, once.chrome)
    assert all(repair.before == repair.after for repair in twice.repairs)


@QUICK
@given(anything)
def test_the_text_as_it_was_read_follows_from_the_repairs(text: str) -> None:
    cleaned = clean(text)
    assert undo(cleaned.text, cleaned.repairs) == text


@QUICK
@given(st.lists(sentence, min_size=1, max_size=5).map("\n\n".join))
def test_clean_text_is_returned_unchanged(text: str) -> None:
    assert clean(text).text == text
    assert clean(text).repairs == ()


# Analysis.


@QUICK
@given(anything)
def test_segments_join_to_their_text(text: str) -> None:
    assert "".join(segments(text)) == text


@QUICK
@given(anything)
def test_offsets_slice_the_text_to_the_token(text: str) -> None:
    for tokens in (words(text), runs(text)):
        assert [token.position for token in tokens] == list(range(len(tokens)))
        for token in tokens:
            assert 0 <= token.start < token.end <= len(text)
            said = text[token.start : token.end]
            assert said == said.strip()
            if fold(token.text) in fold(said):
                continue
            letters = "".join(c for c in fold(said) if c.isalnum())
            assert letters, "a token stands on something that can be read"
            again = {t.text for t in (*words(said), *runs(said))}
            assert token.text in again, "the slice alone is the same word"


@QUICK
@given(anything)
def test_folding_keeps_every_offset_and_is_a_fixed_point(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@QUICK
@given(han)
def test_either_script_gives_the_same_tokens(text: str) -> None:
    converted = convert(text)
    if fold(converted) == fold(text):  # s2t may choose a word that is written differently
        assert words(converted) == words(text)
        assert runs(converted) == runs(text)


# The real index.


@INDEXED
@given(st.lists(sentence, min_size=1, max_size=4), st.data())
def test_any_run_of_han_finds_its_document_in_either_script(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], data: st.DataObject
) -> None:
    shelf = Shelf(tmp_path_factory.mktemp("runs"))
    for number, text in enumerate(texts):
        shelf.write(f"{number}.txt", (convert(text) if number % 2 else text) + " 文")
    shelf.update()
    library = shelf.open()
    for path, text in contents(library).items():
        stretches = [t for t in text.replace("，", " ").replace("。", " ").split() if t[0] >= "一"]
        stretch = data.draw(st.sampled_from(stretches))
        start = data.draw(st.integers(0, len(stretch) - 1))
        run = stretch[start : data.draw(st.integers(start + 1, len(stretch)))]
        for typed in (run, fold(run), f'"{run}"', convert(fold(run))):
            if fold(typed.strip('"')) == fold(run):
                assert path in paths(ask(library, typed)), (typed, text)


@INDEXED
@given(st.lists(sentence, min_size=2, max_size=5), han)
def test_a_traditional_and_a_simplified_query_answer_alike(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], typed: str
) -> None:
    shelf = Shelf(tmp_path_factory.mktemp("scripts"))
    for number, text in enumerate(texts):
        shelf.write(f"{number}.txt", convert(text) if number % 2 else text)
    shelf.update()
    library, other = shelf.open(), convert(typed)
    if fold(other) != fold(typed):
        return
    for one, two in ((typed, other), (f'"{typed}"', f'"{other}"'), (f"{typed} maker",) * 2):
        for expand in (False, True):
            first, second = (ask(library, text, expand=expand) for text in (one, two))
            assert [(h.path, h.score) for h in first.hits] == [
                (h.path, h.score) for h in second.hits
            ]


names = st.sampled_from(["a.txt", "b.txt", "c.txt", "深/d.txt", "深/e.md", "t.csv"])
# A file that holds no word any more keeps what it held, as one that went bad.
worded = sentence.filter(lambda text: any(map(str.isalnum, text)))
steps = st.lists(st.tuples(names, st.one_of(st.none(), worded, names)), min_size=1, max_size=5)


@INDEXED
@given(st.lists(steps, min_size=2, max_size=4))
def test_incremental_updates_equal_a_full_rebuild(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[list[tuple[str, str | None]]]
) -> None:
    root = tmp_path_factory.mktemp("incremental")
    shelf = Shelf(root)
    for changes in rounds:
        for name, change in changes:
            file = shelf.documents / name
            if change is None:
                file.unlink(missing_ok=True)
            elif (shelf.documents / change).suffix in {".txt", ".md", ".csv"}:
                if file.exists():
                    (shelf.documents / change).parent.mkdir(parents=True, exist_ok=True)
                    file.rename(shelf.documents / change)
            else:
                shelf.write(
                    name, f"title,text\n{change},{change}\n" * 2 if ".csv" in name else change
                )
        shelf.update()
    again = shelf.update()
    assert (again.added, again.changed, again.removed, again.moved) == ((), (), (), ())
    fresh = Shelf(root)
    fresh.settings = type(shelf.settings)(index=root / "fresh", workers=1)
    fresh.update()
    assert everything(shelf.open()) == everything(fresh.open())


@INDEXED
@given(
    st.lists(sentence, min_size=1, max_size=6), st.sampled_from(["", "maker", "众创", "space 新疆"])
)
def test_facet_counts_equal_brute_force(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], typed: str
) -> None:
    shelf = Shelf(tmp_path_factory.mktemp("facets"))
    places = ["新疆维吾尔自治区乌鲁木齐市", "浙江省杭州市", "Kazakhstan"]
    for number, text in enumerate(texts):
        source = ("新华社", "科技部")[number % 2]
        head = f"第{number}篇\n\n时间：201{number % 3}-0{number % 9 + 1}-05 来源：{source}\n\n"
        shelf.write(f"{number}.txt", f"{head}{places[number % 3]}{text}。")
    shelf.update()
    library = shelf.open()
    choices: list[dict[str, tuple[str, ...]]] = [
        {},
        {"regions": ("650000",)},
        {"dates": ("2011",), "languages": ("zh",)},
        {"publishers": ("Xinhua", "none")},
    ]

    def answer(chosen: dict[str, tuple[str, ...]]) -> Results:
        return library.search(Query(typed, Filter(**chosen), limit=200))

    for filters in choices:
        found = answer(filters)
        for facet, name in _FACETS.items():
            others = {key: value for key, value in filters.items() if key != name}
            by_hand: Counter[str] = Counter()
            for hit in answer(others).hits:
                by_hand.update(values(library, hit.id)[facet])
            counted = {v.value: v.count for v in found.facets[facet] if v.count}
            if facet == "date":  # months and days stand below the year that is chosen
                counted = {day: count for day, count in counted.items() if len(day) == 4}
            assert counted == dict(by_hand)


_FACETS = {
    "date": "dates",
    "region": "regions",
    "organisation": "organisations",
    "publisher": "publishers",
    "language": "languages",
}


def values(library: Library, document: str) -> dict[str, set[str]]:
    """The facet values of one document, with all places that contain its places."""
    facts = library.show(document).document.metadata
    regions = {value.id for value in facts.regions}
    found = {
        "date": {facts.date.id[:4]} if facts.date else set(),
        "region": regions.union(*(gazetteer().ancestors(region) for region in regions)),
        "organisation": {value.id for value in facts.organisations},
        "publisher": {facts.publisher.id} if facts.publisher else set(),
        "language": {facts.language} - {""},
    }
    return {facet: have or {"none"} for facet, have in found.items()}


def everything(library: Library) -> dict[str, object]:
    """Documents, number of terms, facet counts and scores of an index, as plain data."""
    stats = library.stats()
    found: dict[str, object] = {
        "documents": contents(library),
        "numbers": [stats.documents, stats.terms, stats.languages],
    }
    for text in ("", "maker", "众创空间", "新疆 OR space", '"S&T"', "创*", "-maker", "科技 孵化器"):
        answer = library.search(Query(text, limit=200)).as_json()
        found[text] = {key: answer[key] for key in ("total", "hits", "facets", "notes")}
    return found


def test_answers_do_not_depend_on_order_workers_locale_or_hash_seed(
    seeds: Path, tmp_path: Path
) -> None:
    code = (
        "import json, sys; from pathlib import Path; sys.path.insert(0, sys.argv[2])\n"
        "from test_properties import everything; from search import *\n"
        "settings = Settings(index=Path(sys.argv[3]), workers=int(sys.argv[4]))\n"
        "update(settings, [Path(sys.argv[1])])\n"
        "print(json.dumps(everything(open_index(settings)), sort_keys=True))\n"
    )
    runners = []
    for number, (seed, locale, workers) in enumerate([("0", "C", "1"), ("4242", "C.UTF-8", "2")]):
        arguments = [str(seeds), str(Path(__file__).parent), str(tmp_path / str(number)), workers]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "LANG": locale}
        runners.append(
            subprocess.Popen(
                [sys.executable, "-c", code, *arguments], env=environment, stdout=subprocess.PIPE
            )
        )
    answers = [runner.communicate()[0] for runner in runners]
    assert [runner.returncode for runner in runners] == [0, 0]
    assert json.loads(answers[0]) == json.loads(answers[1])


@QUICK
@given(st.text(max_size=30), st.text(max_size=30))
def test_a_place_on_disk_has_one_name_for_ever(folder: str, path: str) -> None:
    assert document_id(folder, path) == document_id(folder + "/", path)
    assert len(document_id(folder, path)) == 16
