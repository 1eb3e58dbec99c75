"""The public door over the seeds and over small folders: words, documents, its life."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest
from index_fixtures import Shelf, ask, contents, indexed, marked, paths, seeds_found
from msgspec.structs import replace

from search import Library, NoIndex, NotFound, Query, QueryError, Settings, open_index
from search.analysis import fold

# What issue 2 promises.


@pytest.mark.parametrize(
    "text",
    [
        "众创空间",
        "眾創空間",
        "创新",
        "新疆创客中心",
        '"科技专项资金"',
        "当地科技专项资金",
        "天山众创行动",
    ],
)
def test_the_traditional_seed_is_found_in_either_script(library: Library, text: str) -> None:
    assert seeds_found(library, text) == ["003"]
    results = ask(library, text, expand=True)
    assert results.hits[0].path.startswith("003")
    assert results.notes == (), "it was found as asked, not by asking for less"


def test_3w_cafe_finds_the_incubators(library: Library) -> None:
    assert seeds_found(library, "3w cafe") == ["002"]
    assert ask(library, "3w cafe", expand=True).hits[0].path.startswith("002")


def test_a_document_that_says_the_high_tech_zone_ranks_first(library: Library) -> None:
    for expand in (False, True):
        results = ask(library, "乌鲁木齐高新区", expand=expand)
        first = library.show(results.hits[0].id).document.clean.text
        assert "乌鲁木齐高新区" in fold(first)


def test_regions_count_what_lies_in_them(library: Library) -> None:
    counts = {value.value: value.count for value in ask(library).facets["region"]}
    assert (counts["650000"], counts["330000"]) == (3, 2)
    assert sorted(seeds_found(library, "", regions=("650000",))) == ["000", "001", "003"]
    assert sorted(seeds_found(library, "", regions=("330000",))) == ["002", "004"]


# Words.


@pytest.mark.parametrize(
    ("text", "seed", "mark"),
    [
        ("e-works", "004", "e-works"),
        ("S&T", "000", "S&T"),
        ("15,596", "004", "15,596"),
        ("15596", "004", "15,596"),
        ("13.786", "002", "13.786"),
        ("3W", "002", "3W"),
    ],
)
def test_names_and_numbers_are_found_as_typed(
    library: Library, text: str, seed: str, mark: str
) -> None:
    results = ask(library, text)
    assert [path[:3] for path in paths(results)] == [seed]
    assert set(marked(results)) == {mark}


@pytest.mark.parametrize("text", ["cafe", "Café", "CAFÉ", "ｃａｆｅ"])
def test_accents_case_and_width_do_not_matter(library: Library, text: str) -> None:
    results = ask(library, text)
    assert sorted(path[:3] for path in paths(results)) == ["000", "002"]
    assert {"Café", "Cafe"} <= set(marked(results))


def test_english_is_stemmed(library: Library) -> None:
    assert set(seeds_found(library, "incubator")) == set(seeds_found(library, "incubators"))
    assert "002" in seeds_found(library, "inspecting")


def test_words_are_joined_by_and(library: Library) -> None:
    both = set(seeds_found(library, "maker")) & set(seeds_found(library, "Urumqi"))
    assert both
    assert set(seeds_found(library, "maker Urumqi")) == both


def test_what_no_document_has_is_dropped_with_a_note(library: Library) -> None:
    results = ask(library, "cafe hippopotamus")
    assert sorted(path[:3] for path in paths(results)) == ["000", "002"]
    assert [(note.code, note.text) for note in results.notes] == [("relaxed", "hippopotamus")]


def test_each_hit_tells_which_typed_words_it_has_in_no_way(tmp_path: Path) -> None:
    texts = {
        "all.txt": "The council of the harbour opened a quay for barges and a lighthouse.",
        "one.txt": "The council of the harbour opened a quay for barges.",
        "two.txt": "A quay for barges lies at the harbour.",
        "other.txt": "港口委员会开放了码头，驳船可以停靠。",
    }
    results = ask(indexed(tmp_path, texts).open(), "council harbour quay barges lighthouse")
    lacking = {hit.path: hit.lacking for hit in results.hits}
    assert lacking["all.txt"] == ()
    assert lacking["one.txt"] == ("lighthouse",)
    assert lacking["two.txt"] == ("council", "lighthouse")
    assert [hit["lacking"] for hit in results.as_json()["hits"]] == [*lacking.values()]
    asked = ask(indexed(tmp_path / "again", texts).open(), "council OR lighthouse").hits
    assert {hit.lacking for hit in asked} == {()}


def test_a_mixed_query_finds_the_english_half_where_no_document_has_both(
    library: Library,
) -> None:
    results = ask(library, "杭州 maker space")
    assert {"002", "004"} <= {path[:3] for path in paths(results)}
    assert [note.code for note in results.notes] == ["relaxed"]


def test_a_mixed_query_prefers_the_document_that_has_both(shelf: Shelf) -> None:
    shelf.write("both.txt", "杭州的第一家 maker space 在本周开业。")
    shelf.write("chinese.txt", "杭州的一家书店在本周开业。")
    shelf.write("english.txt", "The first maker space of the town opened this week.")
    shelf.update()
    assert shelf.find("杭州 maker space") == ["both.txt"]
    assert ask(shelf.open(), "杭州 maker space").notes == ()


def test_relaxing_does_not_overrule_what_was_ruled_out(library: Library) -> None:
    results = ask(library, "创新 -新疆")
    assert (results.total, results.hits, results.notes) == (0, (), ())
    assert "003" not in seeds_found(library, "创新 hippopotamus maker -新疆")


def test_a_filter_that_excludes_all_hits_does_not_relax_the_query(library: Library) -> None:
    results = ask(library, "众创空间", languages=("en",))
    assert (results.total, results.notes) == (0, ())


# Documents, statistics, life.


def test_a_document_is_shown_by_id_relative_path_and_absolute_path(
    library: Library, seeds: Path
) -> None:
    (hit,) = ask(library, "众创空间").hits
    for name in (hit.id, hit.path, str(seeds / hit.path), str(seeds / ".." / "seeds" / hit.path)):
        page = library.show(name, "创客")
        assert page.document.id == hit.id
        assert page.document.source.text == (seeds / hit.path).read_text("utf-8-sig")
        text = page.document.clean.text
        assert {fold(text[a:b]) for a, b in page.marks} == {"创客"}
    assert library.show(hit.id).marks == ()


def test_the_document_tells_its_repairs(library: Library) -> None:
    (hit,) = ask(library, "众创空间").hits
    repairs = library.show(hit.id).document.clean.repairs
    kinds = [repair.kind for repair in repairs]
    assert kinds.count("pinyin") == 593
    assert "alignment" in kinds


def test_the_page_labels_its_facets_in_the_readers_language(library: Library) -> None:
    (hit,) = ask(library, "众创空间").hits
    english, chinese = (
        {label.id: label.label for label in library.show(hit.id, ui=ui).regions}
        for ui in ("en", "zh")
    )
    assert english.keys() == chinese.keys()
    assert english["650000"].startswith("Xinjiang")
    assert chinese["650000"].startswith("新疆")


@pytest.mark.parametrize(
    "name", ["nothing.txt", "0123456789abcdef", "", "/etc/passwd", "\0", "\ud800", "a" * 5000]
)
def test_an_unknown_document_is_not_found(library: Library, name: str) -> None:
    with pytest.raises(NotFound):
        library.show(name)


def test_stats_tell_what_the_index_holds(library: Library, seeds: Path) -> None:
    stats = library.stats()
    assert stats.documents == 5
    assert stats.languages == {"en": 4, "zh": 1}
    assert stats.folders == (str(seeds.resolve()),)
    assert stats.terms > 1000
    assert stats.bytes > 10_000
    assert stats.updated > 1_600_000_000
    assert "jieba" in stats.version


def test_without_an_index_the_message_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match="mulu index"):
        open_index(Settings(index=tmp_path / "nothing"))
    assert not (tmp_path / "nothing").exists()


def test_an_open_library_keeps_answering_while_the_index_changes(shelf: Shelf) -> None:
    shelf.write("a.txt", "The first maker space.")
    shelf.update()
    old = shelf.open()
    assert old.is_current()
    shelf.write("b.txt", "The second maker space.")
    shelf.update()
    assert not old.is_current()
    assert paths(ask(old, "maker")) == ["a.txt"]
    assert contents(old) == {"a.txt": "The first maker space."}
    assert shelf.find("maker") == ["a.txt", "b.txt"]


def test_threads_may_share_a_library(library: Library) -> None:
    queries = ["众创空间", "maker space", "region:新疆", "创*", "cafe OR 创新", "zone -maker"]
    wanted = {text: ask(library, text).as_json()["hits"] for text in queries}
    wrong: list[str] = []

    def work() -> None:
        for text in queries * 5:
            if ask(library, text).as_json()["hits"] != wanted[text]:
                wrong.append(text)

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_query_that_takes_too_long_is_answered_as_it_was_typed_and_says_so(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter([0.0])  # when the query begins; at every later look it is a minute after
    monkeypatch.setattr("search.engine.segments.deadline.monotonic", lambda: next(times, 60.0))
    results = library.search(Query("hackerspace 众创空间"))
    assert [note.code for note in results.notes if note.code == "late"]
    assert not results.expansions
    typed = library.search(Query("hackerspace 众创空间", expand=False, group=False))
    assert [hit.id for hit in results.hits] == [hit.id for hit in typed.hits]


def test_a_query_that_takes_too_long_even_so_is_refused_with_advice(
    seeds_settings: Settings,
) -> None:
    impatient = open_index(replace(seeds_settings, query_seconds=0.0))
    with pytest.raises(QueryError, match="use fewer words"):
        impatient.search(Query("s* t* a*"))


def test_a_document_is_found_by_where_it_was_before_its_file_was_moved(tmp_path: Path) -> None:
    table = "title,text\nOne,The maker space.\nTwo,The incubator.\n"
    shelf = indexed(tmp_path, {"a.csv": table, "b.txt": "一个众创空间。"})
    old = [shelf.open().show(name).document.id for name in ("a.csv#1", "a.csv#2", "b.txt")]
    for source, target in (("a.csv", "c.csv"), ("c.csv", "文 %.csv"), ("b.txt", "d.txt")):
        (shelf.documents / source).rename(shelf.documents / target)
        shelf.update()
    library = shelf.open()
    assert [library.show(one).document.source.path for one in old] == [
        "文 %.csv#1", "文 %.csv#2", "d.txt"
    ]  # fmt: skip
    assert library.show("c.csv#2").document.source.path == "文 %.csv#2"
    shelf.write("d.txt", "一个众创空间，又一个众创空间。")  # what is changed then was moved still
    shelf.update()
    assert shelf.open().show(old[2]).document.source.path == "d.txt"
    shelf.write("b.txt", "另一个孵化器。")
    shelf.update()
    assert shelf.open().show(old[2]).document.source.path == "b.txt"
    with pytest.raises(NotFound):
        shelf.open().show("0" * 16)
