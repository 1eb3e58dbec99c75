"""The public door over the seeds and over small folders: what a search answers."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Thread

import pytest
from index_fixtures import Shelf, ask, contents, paths

from search import (
    SORTS,
    Filter,
    Library,
    NoIndex,
    NotFound,
    Query,
    QueryError,
    Results,
    Settings,
    Sort,
    open_index,
)
from search.analysis import fold
from search.frozen import replace


def seeds_found(library: Library, text: str, **filters: tuple[str, ...]) -> list[str]:
    """The three digits that the names of the seeds found begin with, in order of rank."""
    query = Query(text, Filter(**filters), limit=200, expand=False)
    return [path[:3] for path in paths(library.search(query))]


def marked(results: Results) -> list[str]:
    """Everything that is marked in the snippets of the hits."""
    return [s.text[a:b] for hit in results.hits for s in hit.snippets for a, b in s.marks]


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


# Query syntax.


def test_quotes_mean_exactly_this_run(library: Library) -> None:
    assert "000" in seeds_found(library, '"maker spaces"')
    assert seeds_found(library, '"spaces maker"') == []
    assert seeds_found(library, '"创新基因"') == ["003"]
    assert seeds_found(library, '"基因创新"') == []


def test_or_joins_either(library: Library) -> None:
    either = set(seeds_found(library, "e-works")) | set(seeds_found(library, "13.786"))
    assert set(seeds_found(library, "e-works OR 13.786")) == either == {"002", "004"}
    assert set(seeds_found(library, "e-works | 13.786")) == either


def test_parentheses_group(library: Library) -> None:
    grouped = set(seeds_found(library, "(e-works OR cafe) Hangzhou"))
    assert grouped == set(seeds_found(library, "e-works Hangzhou OR cafe Hangzhou"))
    assert grouped == {"004"} | (
        set(seeds_found(library, "cafe")) & set(seeds_found(library, "Hangzhou"))
    )


@pytest.mark.parametrize("text", ["maker -Urumqi", "maker NOT Urumqi", "maker －Urumqi"])
def test_minus_rules_out(library: Library, text: str) -> None:
    makers = set(seeds_found(library, "maker"))
    assert set(seeds_found(library, text)) == makers - set(seeds_found(library, "Urumqi"))
    assert set(seeds_found(library, text)) < makers


def test_ruling_out_alone_lists_the_rest(library: Library) -> None:
    assert sorted(seeds_found(library, "-cafe")) == ["001", "003", "004"]


def test_title_looks_in_titles_only(library: Library) -> None:
    assert seeds_found(library, "title:众创") == ["003"]
    assert seeds_found(library, "title:anniversary") == ["004"]
    assert seeds_found(library, 'title:"maker spaces"') == ["002"]
    assert seeds_found(library, "title:cafe") == []


@pytest.mark.parametrize("name", ["Xinjiang", "新疆", "新疆維吾爾自治區", "650000", "xinjiang"])
def test_a_region_has_one_meaning_under_all_its_names(library: Library, name: str) -> None:
    assert sorted(seeds_found(library, f"region:{name}")) == ["000", "001", "003"]
    assert sorted(seeds_found(library, "", regions=(name,))) == ["000", "001", "003"]


@pytest.mark.parametrize("name", ["科技部", "MOST", "科學技術部", "科学技术部"])
def test_an_organisation_has_one_meaning_under_all_its_names(library: Library, name: str) -> None:
    assert sorted(seeds_found(library, f"org:{name}")) == ["000", "001", "004"]
    assert sorted(seeds_found(library, "", organisations=(name,))) == ["000", "001", "004"]


def test_an_organisation_is_also_found_by_a_part_of_its_name(library: Library) -> None:
    assert seeds_found(library, "org:wangdao") == ["002"]
    assert seeds_found(library, 'org:"Hackerspace Union of Hangzhou"') == ["004"]


@pytest.mark.parametrize(
    ("dates", "found"),
    [
        ("2012", ["001"]),
        ("2016-08", ["002", "004"]),
        ("2016-06-06", ["000"]),
        ("2016..2017", ["000", "002", "003", "004"]),
        ("2016-08..2016-09", ["002", "004"]),
        ("..2016-06", ["000", "001"]),
        ("2017..", ["003"]),
        ("1999", []),
    ],
)
def test_dates_are_days_months_years_and_ranges(
    library: Library, dates: str, found: list[str]
) -> None:
    assert sorted(seeds_found(library, f"date:{dates}")) == found
    assert sorted(seeds_found(library, "", dates=(dates,))) == found


@pytest.mark.parametrize("name", ["zh", "Chinese", "中文"])
def test_languages_have_names(library: Library, name: str) -> None:
    assert seeds_found(library, f"lang:{name}") == ["003"]
    assert seeds_found(library, "", languages=(name,)) == ["003"]


def test_a_star_means_any_ending(library: Library) -> None:
    assert seeds_found(library, "创*") == ["003"]
    assert set(seeds_found(library, "incub*")) >= set(seeds_found(library, "incubator"))
    assert seeds_found(library, "annivers*") == ["004"]
    assert seeds_found(library, "xyzzy*") == []


@pytest.mark.parametrize("text", ["", "*", "   "])
def test_nothing_asked_lists_everything(library: Library, text: str) -> None:
    assert ask(library, text).total == 5


def test_fields_and_words_are_joined_by_and(library: Library) -> None:
    assert seeds_found(library, "maker region:浙江 date:2016 e-works") == ["004"]
    assert sorted(seeds_found(library, "region:浙江 OR lang:zh")) == ["002", "003", "004"]


@pytest.mark.parametrize(
    "text",
    [
        '"创新',
        "((创新",
        "创新)",
        "OR 创新",
        "创新 OR",
        "创新 title:",
        "创新 AND",
        "- 创新",
        "创新 NOT",
    ],
)
def test_a_broken_query_still_answers_with_a_note(library: Library, text: str) -> None:
    results = ask(library, text)
    assert [path[:3] for path in paths(results)] == ["003"]
    assert results.notes or text == "- 创新"


@pytest.mark.parametrize("text", ["!!!", "。", "region:Atlantis", "lang:xx", '""', "()"])
def test_what_means_nothing_finds_nothing_and_does_not_fail(library: Library, text: str) -> None:
    assert ask(library, text).total == 0


# Filters, facets, pages, sorts.


def test_filters_are_or_inside_a_facet_and_and_between(library: Library) -> None:
    two = seeds_found(library, "", regions=("330000", "哈萨克斯坦"))
    assert sorted(two) == ["001", "002", "004"]
    assert seeds_found(library, "", regions=("330000", "KZ"), dates=("2012",)) == ["001"]
    assert sorted(seeds_found(library, "", dates=("2012", "2017"))) == ["001", "003"]


def test_a_facets_own_choice_does_not_shrink_its_counts(library: Library) -> None:
    free, chosen = ask(library), ask(library, regions=("330000",))
    assert _counts(chosen, "region") == _counts(free, "region")
    assert _counts(chosen, "date") == {"2016": 2}
    assert _counts(chosen, "language") == {"en": 2}
    selected = {v.value for v in chosen.facets["region"] if v.selected}
    assert selected == {"330000"}


def test_facets_count_the_answers_of_the_query(library: Library) -> None:
    results = ask(library, "众创空间")
    assert _counts(results, "language") == {"zh": 1}
    assert _counts(results, "date") == {"2017": 1}
    assert _counts(results, "region")["650000"] == 1


def test_a_choice_without_answers_is_still_shown_as_chosen(library: Library) -> None:
    results = ask(library, "众创空间", regions=("330000",))
    (value,) = [v for v in results.facets["region"] if v.selected]
    assert (value.value, value.count, results.total) == ("330000", 0, 0)


def test_labels_follow_the_reader_and_content_does_not(library: Library) -> None:
    english, chinese = (library.search(Query("创新", ui=ui)) for ui in ("en", "zh"))
    assert [hit.id for hit in english.hits] == [hit.id for hit in chinese.hits]
    labels = [
        {value.value: value.label for value in results.facets["region"]}
        for results in (english, chinese)
    ]
    assert labels[0]["650000"].startswith("Xinjiang")
    assert labels[1]["650000"].startswith("新疆")


def test_region_values_name_the_value_that_contains_them(library: Library) -> None:
    parents = {v.value: v.parent for v in ask(library).facets["region"]}
    assert parents["650100"] == "650000"
    assert parents["330108"] == "330100"


def test_unknown_filter_values_are_told(library: Library) -> None:
    with pytest.raises(QueryError, match="Atlantis"):
        ask(library, regions=("Atlantis",))
    for date in ("yesterday", "2016-13", "2016-02-30", "2017..2016"):
        with pytest.raises(QueryError, match="date"):
            ask(library, dates=(date,))
    assert ask(library, organisations=("Nobody Inc",)).total == 0


@pytest.mark.parametrize("text", ["", "maker OR 创新 OR zone"])
@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("limit", [1, 2, 3, 5])
def test_pages_hold_every_hit_once(library: Library, text: str, sort: Sort, limit: int) -> None:
    whole = library.search(Query(text, sort=sort, limit=200))
    first = library.search(Query(text, sort=sort, limit=limit))
    pages = [
        library.search(Query(text, sort=sort, limit=limit, page=page))
        for page in range(1, first.pages + 2)
    ]
    assert [hit.id for page in pages for hit in page.hits] == [hit.id for hit in whole.hits]
    assert {page.total for page in pages} == {whole.total} == {5}
    assert pages[-1].hits == ()


def test_sorts_are_by_date_and_by_title(library: Library) -> None:
    newest = [hit.date or "" for hit in library.search(Query(sort="newest")).hits]
    assert newest == sorted(newest, reverse=True)
    oldest = [hit.date or "" for hit in library.search(Query(sort="oldest")).hits]
    assert oldest == sorted(oldest)
    titles = library.search(Query(sort="title")).hits
    assert [hit.path[:3] for hit in titles] == ["002", "000", "001", "004", "003"]


def test_a_document_without_date_comes_last_by_either_date(shelf: Shelf) -> None:
    shelf.write("dated.txt", "A maker space opened\n\nUpdated: 2016-06-06\n\nIt has 15 desks.")
    shelf.write("undated.txt", "A maker space closed\n\nNobody knows when that was.")
    shelf.update()
    for sort in ("newest", "oldest"):
        hits = shelf.open().search(Query("maker", sort=sort)).hits
        assert [hit.date for hit in hits] == ["2016-06-06", None]


# The JSON form, snippets.


def test_the_json_object_has_the_documented_keys(library: Library) -> None:
    plain = json.loads(json.dumps(ask(library, "眾創空間").as_json()))
    assert {"query", "total", "page", "limit", "hits", "facets", "took_ms"} <= set(plain)
    assert (plain["query"], plain["total"], plain["page"]) == ("眾創空間", 1, 1)
    (hit,) = plain["hits"]
    wanted = "id path title language script date regions organisations score snippets"
    assert set(wanted.split()) <= set(hit)
    assert (hit["language"], hit["script"], hit["date"]) == ("zh", "Hant", "2017-12-27")
    assert hit["path"] == "003_7b8e48cdbf8a5564.txt"
    for value in (*hit["regions"], *hit["organisations"]):
        assert {"id", "label"} <= set(value)
    for snippet in hit["snippets"]:
        assert {"text", "marks"} <= set(snippet)
        assert all(len(mark) == 2 for mark in snippet["marks"])
    assert {"date", "region", "organisation", "language"} <= set(plain["facets"])
    for values in plain["facets"].values():
        for value in values:
            assert {"value", "label", "count", "selected"} <= set(value)
    assert plain["took_ms"] >= 0


def test_snippets_are_in_the_documents_own_script_and_mark_whole_words(library: Library) -> None:
    results = ask(library, "众创空间")
    assert "眾創空間" in marked(results)
    assert all("众" not in s.text for hit in results.hits for s in hit.snippets)
    text = library.show(results.hits[0].id).document.clean.text
    squeezed = " ".join(text.split())
    for snippet in results.hits[0].snippets:
        assert " ".join(snippet.text.strip("…").split()) in squeezed


@pytest.mark.parametrize(
    "text", ["众创空间", "maker space", "3w cafe", '"创新基因"', "title:maker", ""]
)
def test_marks_are_offsets_into_the_snippet(library: Library, text: str) -> None:
    for hit in ask(library, text).hits:
        assert hit.snippets
        for shown, marks in [(s.text, s.marks) for s in hit.snippets] + [
            (hit.title, hit.title_marks)
        ]:
            ends = [0, *(end for mark in marks for end in mark), len(shown)]
            assert ends == sorted(ends)
            assert all(a < b and shown[a:b] == shown[a:b].strip() for a, b in marks)


def test_titles_are_marked(library: Library) -> None:
    (hit,) = ask(library, "title:众创").hits
    assert [hit.title[a:b] for a, b in hit.title_marks] == ["眾創"]


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
    monkeypatch.setattr("search.engine.deadline.monotonic", lambda: next(times, 60.0))
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


def _counts(results: Results, facet: str) -> dict[str, int]:
    return {value.value: value.count for value in results.facets[facet]}
