"""Help where little is found: other spellings, counts of words, facets to drop."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fixtures import Shelf, ask, indexed, paths

from search import Filter, Library, Query
from search.guidance import Suggestion


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Library:
    documents = {
        f"{number}.txt": f"乌鲁木齐高新区的众创空间第{number}号。\n科技部支持众创空间。"
        for number in range(25)
    }
    documents["a.txt"] = "A maker space opens in Urumqi.\nMakers and enterprise meet here."
    documents["b.txt"] = "The committee of the maker union has met. It wants a hacker space."
    documents["c.txt"] = "乌鲁木其是一个错字。"
    documents["d.txt"] = "新疆的客人参观台积电。\nTesla has come."
    for number in range(60):
        documents[f"tea/{number}.txt"] = f"The team number {number} has tea and a meal."
    return indexed(tmp_path_factory.mktemp("news"), documents).open()


def others(library: Library, text: str) -> list[str]:
    return [s.query for s in library.search(Query(text)).suggestions]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Urumki", "Urumqi"),
        ("urumki", "urumqi"),
        ("URUMKI", "URUMQI"),
        ("entreprise", "enterprise"),
        ("comittee", "committee"),
        ("makerunion", "maker union"),
        ("中创空间", "众创空间"),
        ("高薪区", "高新区"),
        ("眾創空閒", "眾創空間"),
        ("乌鲁木斋", "乌鲁木齐"),
        ("乌鲁木其高新区", "乌鲁木齐高新区"),
        ("title:Urumki OR 中创空间", "title:Urumqi OR 众创空间"),
        ("众创控件", "众创空间"),
        ("眾創控件", "眾創空間"),
        ("gaoxinqu", "高新区"),
        ("zhongchuangkongjian", "众创空间"),
        ("zckj", "众创空间"),
        ("gao xin qu", "高新区"),
        ("Zhong Chuang Kong Jian", "众创空间"),
        ("gaoxq", "高新区"),
        ("台集电", "台积电"),
        ("新彊", "新疆"),
        ("tesal", "tesla"),
        ("enterp", "enterprise"),
        ("众空创间", "众创空间"),
        ("眾空創間", "眾創空間"),
        ("乌木鲁齐", "乌鲁木齐"),
        ("众众创空间", "众创空间"),
    ],
)
def test_a_slip_is_corrected_by_what_the_index_has(news: Library, typed: str, meant: str) -> None:
    assert others(news, typed)[:1] == [meant]


@pytest.mark.parametrize("text", ["teh", "hte", '"MET"', "wants"])
def test_a_word_that_says_nothing_is_no_correction(news: Library, text: str) -> None:
    assert not {"the", "THE", '"THE"', "it", "was", "want"} & set(others(news, text))


def test_a_real_word_that_no_document_has_is_no_slip_of_one_that_few_have(tmp_path: Path) -> None:
    texts = {"a.txt": "想起当年的进驻。", "b.txt": "他守石。", "c.txt": "The walls and farms."}
    library = indexed(tmp_path, {**texts, "d.txt": "A linear vineyard."}).open()
    for typed in ("象棋", "金主", "walrus", "films", "vinegar"):
        assert others(library, typed) == [], typed
    assert others(library, "farns") == ["farms"]
    assert others(library, "fxrns") == []
    assert others(library, "vineyrad") == ["vineyard"]


def test_a_rare_word_of_the_dictionary_is_no_slip_where_documents_have_all(tmp_path: Path) -> None:
    texts = {f"{n}.txt": f"The black workers had a long day {n}." for n in range(30)}
    texts["lung.txt"] = "Black lung has come back, and workers pay."
    library = indexed(tmp_path, texts).open()
    assert others(library, "black lung workers") == []
    assert others(library, "black lung workers day") == ["black long workers day"]


def test_a_character_that_is_missing_is_put_in_in_the_script_that_was_typed(tmp_path: Path) -> None:
    library = indexed(tmp_path, {"a.txt": "开发区的办公室。", "b.txt": "这里没有。"}).open()
    assert others(library, "开区") == ["开发区"]
    assert others(library, "開區") == ["開發區"]
    assert others(library, "办室") == ["办公室"]


def test_initials_spell_words_and_no_ends_of_words(tmp_path: Path) -> None:
    text = "延边朝鲜族自治州的人均客流。一家会讲故事的书店发公告公示。高新区和众创空间。"
    library = indexed(tmp_path, {"a.txt": text, "b.txt": text}).open()
    for typed in ("zzzz", "jkl", "sdsd", "ggg"):
        assert others(library, typed) == [], typed
        assert library.suggest(typed) == (), typed
    assert others(library, "zckj") == ["众创空间"]
    assert others(library, "zzz") == ["自治州"]
    assert others(library, "renjunkeliu") == ["人均客流"]


def test_a_syllable_only_begun_spells_no_beginning_of_a_longer_name(tmp_path: Path) -> None:
    texts = {f"{n}.txt": "阿里巴巴在众创空间。他们寻获双胞胎。" for n in range(3)}
    library = indexed(tmp_path, texts).open()
    for typed in ("alib", "zhongchuangk", "xhs"):
        told = [s.text for s in library.suggest(typed)] + others(library, typed)
        assert not {"阿里巴", "众创空", "寻获双"} & set(told), told
    assert others(library, "zhongchuang") == ["众创"]


def test_a_word_that_is_cut_short_goes_on_though_another_is_spelt_almost_so(tmp_path: Path) -> None:
    texts = {"a.txt": "The commune has a useCssModule.", "b.txt": "The community has met."}
    library = indexed(tmp_path, {**texts, "c.txt": "A community of makers."}).open()
    assert library.search(Query("useCssM")).suggestions == (Suggestion("usecssmodule", 1),)
    slip, begun = library.search(Query("communi")).suggestions
    assert (slip.total, begun) == (1, Suggestion("community", 2))


def test_of_one_word_in_several_forms_one_is_suggested(news: Library) -> None:
    assert others(news, "entreprises") == ["enterprise"]
    assert others(news, "mkaer") == ["maker"]


def test_a_suggestion_tells_what_it_finds_with_the_same_filters(news: Library) -> None:
    found = ask(news, "中创空间", languages=("zh",))
    assert [(s.query, s.total) for s in found.suggestions] == [("众创空间", 25)]
    assert ask(news, "中创空间", languages=("en",)).suggestions == ()
    assert ask(news, "众创空间", languages=("zh",)).total == 25


def test_a_word_that_hardly_any_document_has_is_corrected_to_one_that_many_have(
    news: Library,
) -> None:
    assert others(news, "maker") == []
    assert others(news, "众创空间") == []
    assert others(news, "科技部支持") == []


def test_what_stands_in_for_a_misspelt_word_does_not_hide_its_correction(news: Library) -> None:
    assert others(news, "Urumki maker")[:1] == ["Urumqi maker"]


def test_a_homophone_is_only_suggested_never_searched_for(news: Library) -> None:
    assert "众创" not in "".join(
        hit.snippets[0].text for hit in news.search(Query('"中创空间"', expand=False)).hits
    )
    assert news.search(Query('"中创空间"', expand=False)).total == 0


@pytest.mark.parametrize("typed", ["region:Urumki maker", "maker -urumki", "urumk*", "maker OR"])
def test_facets_exclusions_wildcards_and_operators_are_not_corrected(
    news: Library, typed: str
) -> None:
    assert others(news, typed) == []


@pytest.mark.parametrize("typed", ["spece:maker", "orgtype:comittee", "foo:urumki"])
def test_no_field_is_a_misspelt_word(news: Library, typed: str) -> None:
    assert others(news, typed) == []


def test_a_word_found_by_its_translation_is_no_slip(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.write("zh.txt", "中国稀土集团在赣州成立。")
    for number in range(5):
        shelf.write(f"{number}.txt", "They are in the east. A rate for the house is open.")
    shelf.update()
    library = shelf.open()
    assert paths(ask(library, "rare earth", expand=True))[:1] == ["zh.txt"]
    assert others(library, "rare earth") == []
    assert others(library, "rare") != []


def test_a_word_of_the_name_of_a_body_is_no_slip_and_leads_to_that_name(tmp_path: Path) -> None:
    documents = {f"{n}.txt": f"Letter {n}\n\nThe road is longer on day {n}.\n" for n in range(9)}
    documents["firm.txt"] = (
        "龙湖集团的楼盘\n\n龙湖集团在苏州卖出了一百套住宅，龙湖集团的股价上涨。\n"
    )
    library = indexed(tmp_path, documents).open()
    assert library.search(Query("Longfor")).total == 0
    assert others(library, "Longfor") == ["Longfor Group"]
    assert paths(library.search(Query("Longfor Group")))[0] == "firm.txt"


def test_where_little_is_found_each_word_is_counted(news: Library) -> None:
    diagnosis = news.search(Query("urumqi committee 众创空间", expand=False)).diagnosis
    assert diagnosis is not None
    assert [(w.text, w.count) for w in diagnosis.words][:2] == [("urumqi", 1), ("committee", 1)]
    assert min(w.count for w in diagnosis.words[2:]) >= 25
    assert news.search(Query("众创空间")).diagnosis is None


def test_a_filter_that_could_be_dropped_is_named_with_what_that_gives(news: Library) -> None:
    answer = news.search(
        Query("众创空间", Filter(languages=("en",), dates=("1999",)), expand=False)
    )
    assert answer.total == 0
    assert answer.diagnosis is not None
    assert answer.diagnosis.without == ()  # either alone still finds nothing
    one = news.search(Query("众创空间", Filter(languages=("en",)), expand=False)).diagnosis
    assert one is not None
    assert [(f.facet, f.count) for f in one.without] == [("language", 25)]


@pytest.mark.parametrize("text", ["zhongguancun", "lalala", "zzq", "雷达"])
def test_sounds_that_no_document_has_the_words_of_suggest_nothing(news: Library, text: str) -> None:
    assert others(news, text) == []


@pytest.mark.parametrize("text", ["众创空间 makers", "科技部 maker", "Urumqi 错字"])
def test_the_count_without_a_filter_is_what_is_then_found(news: Library, text: str) -> None:
    chosen = Filter(languages=("zh",), dates=("1999",))
    diagnosis = news.search(Query(text, filter=chosen)).diagnosis
    assert diagnosis
    for facet in diagnosis.without:
        left = Filter(dates=("1999",)) if facet.facet == "language" else Filter(languages=("zh",))
        assert news.search(Query(text, filter=left)).total == facet.count
    most = max((facet.count for facet in diagnosis.without), default=0)
    whole = news.search(Query(text)).total
    assert diagnosis.unfiltered == (whole if whole > most else 0)


def test_the_json_form_has_suggestions_and_a_diagnosis(news: Library) -> None:
    plain = json.loads(json.dumps(news.search(Query("Urumki", expand=False)).as_json()))
    assert plain["suggestions"] == [{"query": "Urumqi", "total": 1}]
    words = [{"text": "Urumki", "count": 0}]
    assert plain["diagnosis"] == {"words": words, "without": [], "unfiltered": 0}
    assert news.search(Query("众创空间")).as_json()["diagnosis"] is None


def test_a_page_pasted_as_a_query_is_not_corrected_word_by_word(news: Library) -> None:
    assert news.search(Query("Urumki " * 30)).suggestions
    assert news.search(Query("Urumki " * 3000)).suggestions == ()


def test_a_fuzzy_word_finds_what_is_spelt_almost_so(news: Library) -> None:
    assert paths(ask(news, "urumki~")) == ["a.txt"]
    assert paths(ask(news, "urumky~2")) == ["a.txt"]
    assert sorted(paths(ask(news, "makar~"))) == ["a.txt", "b.txt"]
    assert ask(news, "urumqi -urumki~").total == 0


def test_the_marks_of_a_fuzzy_word_are_on_the_words_that_were_found(news: Library) -> None:
    (hit,) = ask(news, "urumki~").hits
    assert [hit.title[a:b] for a, b in hit.title_marks] == ["Urumqi"]


@given(st.text('乌鲁木齐其众创空间 urmqikaeUr-~*?"():|OR', max_size=24))
@settings(max_examples=60, deadline=None)
def test_no_query_breaks_the_help_and_every_suggestion_finds_what_it_says(
    news: Library, text: str
) -> None:
    for suggestion in news.search(Query(text)).suggestions:
        assert suggestion.query != text
        assert news.search(Query(suggestion.query)).total == suggestion.total > 0
