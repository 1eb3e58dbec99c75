"""Suggestions while typing: terms, names and titles, in both scripts and by pinyin."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fixtures import Shelf, indexed

from search import Filter, Library, Query, Suggested


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Library:
    documents = {
        f"{number}.txt": f"乌鲁木齐市众创空间第{number}次会议\n\n"
        "乌鲁木齐市的众创空间和创客在重庆市开会。科技部支持。"
        for number in range(6)
    }
    documents["a.txt"] = (
        "Maker spaces of Urumqi\n\nThe Ministry of Science and Technology helps makers and "
        "maker spaces in Urumqi, Xinjiang. Every maker makes."
    )
    documents["b.txt"] = "烏魯木齊市眾創空間的明天\n\n大众创业的明天。"
    return indexed(tmp_path_factory.mktemp("news"), documents).open()


def texts(library: Library, typed: str, kind: str = "") -> list[str]:
    return [s.text for s in library.suggest(typed) if kind in ("", s.kind)]


def whole(library: Library, text: str) -> int:
    """How many of the documents that answer lack nothing."""
    answer = library.search(Query(text, limit=200, group=False))
    assert answer.total == len(answer.hits)
    return sum(not hit.lacking for hit in answer.hits)


@pytest.mark.parametrize(
    ("typed", "kind", "expected"),
    [
        ("wlmq", "region", "乌鲁木齐"),
        ("wulumuqi", "region", "Urumqi"),
        ("chongq", "region", "Chongqing"),
        ("Urum", "region", "Urumqi"),
        ("乌鲁", "region", "乌鲁木齐"),
        ("烏魯", "region", "乌鲁木齐"),
        ("scien", "organisation", "Ministry of Science and Technology"),
        ("kxjsb", "organisation", "科学技术部"),
        ("zckj", "term", "众创空间"),
        ("zhongchuangkongj", "term", "众创空间"),
        ("chuangke", "term", "创客"),
        ("众创", "term", "众创空间"),
        ("眾創", "term", "眾創空間"),
        ("mak", "term", "maker"),
        ("maker sp", "term", "maker spaces"),
        ("乌鲁木齐 众创", "term", "乌鲁木齐 众创空间"),
        ("maker sp", "title", "Maker spaces of Urumqi"),
        ("众创空间的", "title", "烏魯木齊市眾創空間的明天"),
        ("zckj", "title", "烏魯木齊市眾創空間的明天"),
        ("zhongckj", "term", "众创空间"),
        ("chuang ke", "term", "创客"),
        ("zhong chuang kong j", "term", "众创空间"),
        ("mkaer", "term", "maker"),
        ("众创控间", "term", "众创空间"),
        ("urumki", "region", "Urumqi"),
    ],
)
def test_what_was_begun_is_completed(news: Library, typed: str, kind: str, expected: str) -> None:
    assert expected in texts(news, typed, kind)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("众创 u", {"众创 Urumqi"}),
        ("烏魯木齊市眾創空間的明天 c", set()),
        ("众创 OR ma", {"众创 OR maker"}),
        ("title:ma", {"title:maker"}),
        ("-新疆 (众创 OR 乌", {"-新疆 (众创 OR 乌鲁木齐"}),
        ("maker region:u", {"maker region:Urumqi"}),
        ("地区：乌", {"地区：乌鲁木齐"}),
        ("org:科", {"org:科学技术部"}),
        ("org:minis", {'org:"Ministry of Science and Technology"'}),
        ("lang:", {"lang:zh", "lang:en"}),
        ("LANG:chin", {"LANG:zh"}),
    ],
)
def test_the_end_of_a_query_is_completed_within_what_stands_before(
    news: Library, typed: str, expected: set[str]
) -> None:
    found = news.suggest(typed, ui="en")
    assert expected <= {one.text for one in found}
    for one in found:
        results = news.search(Query(one.text, group=False))
        assert one.count == whole(news, one.text) > 0
        assert not {"relaxed", "pieces"} & {note.code for note in results.notes}


@pytest.mark.parametrize(
    "typed", ["mak", "众创", "大众", "maker sp", "ren", "创", "the mak", "zck"]
)
def test_every_term_tells_how_many_documents_have_all_of_it(news: Library, typed: str) -> None:
    for term in news.suggest(typed):
        if term.kind == "term":
            assert term.count == whole(news, term.text)


def test_words_that_stand_side_by_side_come_before_commoner_ones(tmp_path: Path) -> None:
    common = "We want a way to trade goods. Water, wages, walls and warnings wait."
    texts = {f"{n}.txt": f"{common} Trade want {n}." if n < 1 else common for n in range(9)}
    library = indexed(
        tmp_path, {**texts, "a.txt": "A trade war.", "b.txt": "The trade war."}
    ).open()
    assert [s.text for s in library.suggest("trade wa")][:2] == ["trade war", "trade want"]


def test_a_term_tells_how_many_documents_a_search_finds(news: Library) -> None:
    (term,) = (s for s in news.suggest("zckj") if s.kind == "term")
    assert term == Suggested("众创空间", "term", 8)
    assert news.search(Query("众创空间")).total == 8


def test_a_region_comes_with_its_code_and_a_title_with_its_document(news: Library) -> None:
    regions = [s for s in news.suggest("wlmq") if s.kind == "region"]
    assert regions[0] == Suggested("乌鲁木齐", "region", 8, "650100")
    (title,) = (s for s in news.suggest("Maker spaces of") if s.kind == "title")
    assert news.show(title.id).document.metadata.title.name == title.text


@pytest.fixture(scope="module")
def stated(tmp_path_factory: pytest.TempPathFactory) -> Library:
    documents = {
        f"年报/第{n} 号.txt": f"第{n}号孵化器开放\n201{n}-08-1{n} 来源：新华社\n\n"
        f"孵化器由天山大学建设，投资{n}500万元，最早在198{n}年提出。\n"
        for n in range(6, 9)
    }
    return indexed(tmp_path_factory.mktemp("stated"), documents).open()


@pytest.mark.parametrize(
    ("typed", "ui", "expected"),
    [
        ("date:", "en", ["date:2018", "date:2017", "date:2016"]),
        ("孵化器 date:2017", "en", ["孵化器 date:2017-08"]),
        ("日期：2017-08", "en", ["日期：2017-08-17"]),
        ("date:2017..20", "en", ["date:2017..2018", "date:2017..2017"]),
        ("event:198", "en", ["event:1988", "event:1987", "event:1986"]),
        ("event:1988", "en", []),
        ("orgtype:", "en", ["orgtype:University"]),
        ("orgtype:", "zh", ["orgtype:高校"]),
        ("orgtype:大", "en", ["orgtype:大学"]),
        ("orgtype:gov", "en", []),
        ("amount:7500", "en", ["amount:7500万元", "amount:7500万"]),
        ("amount:>7500万元", "en", ["amount:>7500万元"]),
        ("amount:9", "en", []),
        ("file:第6", "en", ['file:"第6 号.txt"']),
        ("file:年", "en", ["file:年报"]),
        ("file:", "en", []),
        ("file:号", "en", []),
    ],
)
def test_values_of_fields_are_completed_by_what_documents_have(
    stated: Library, typed: str, ui: str, expected: list[str]
) -> None:
    found = stated.suggest(typed, ui=ui)
    assert [one.text for one in found] == expected
    assert all(one.count == stated.search(Query(one.text, group=False)).total for one in found)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Library:
    documents = {
        f"{number}.txt": f"第{number}个孵化器开放\n2016-08-1{number} 来源：{source}\n\n"
        "孵化器今天开放，欢迎大家参观。\n"
        for number, source in enumerate(["新华社", "人民网", "新华网", "天山大学", "科技部"])
    }
    return indexed(tmp_path_factory.mktemp("published"), documents).open()


@pytest.mark.parametrize(
    ("typed", "ui", "expected"),
    [
        ("新華", "zh", {"新华社"}),
        ("xinhua", "en", {"Xinhua News Agency"}),
        ("rmw", "zh", {"人民网"}),
        ("people.com", "zh", {"人民网"}),
        ("agency", "en", {"Xinhua News Agency"}),
        ("tsdx", "en", {"天山大学"}),
        ("kjb", "en", {"科学技术部"}),
        ("MOST", "en", {"Ministry of Science and Technology"}),
    ],
)
def test_who_publishes_is_suggested_by_any_name_and_counted_as_its_filter_counts(
    published: Library, typed: str, ui: str, expected: set[str]
) -> None:
    found = [s for s in published.suggest(typed, ui=ui) if s.kind == "publisher"]
    assert {s.text for s in found} == expected
    for one in found:
        chosen = Query("", Filter(publishers=(one.id,)))
        assert one.count == published.search(chosen).total > 0


def test_a_term_does_not_start_inside_a_word(news: Library) -> None:
    assert "众创业" not in texts(news, "众创")


@pytest.fixture(scope="module")
def terms(tmp_path_factory: pytest.TempPathFactory) -> Library:
    documents = {
        "a.txt": "在孵企业四十家。孵化器通过考核。在孵企业获奖。企业孵化器达标。",
        "b.txt": "扶持在孵企业。孵化器建设加快，孵化器建设很好。行政長官梁振英出席。",
        "c.txt": "梁振英致辞。參觀企業孵化器。企业孵化器获奖。乌鲁木齐国家高新区。",
        "d.txt": "乌鲁木齐国家高新区成立。新设乌鲁木齐国家高新区。",
    }
    return indexed(tmp_path_factory.mktemp("terms"), documents).open()


@pytest.mark.parametrize(
    ("typed", "expected", "fragment"),
    [
        ("孵", "孵化器", "孵企业"),
        ("孵", "孵化器建设", "孵化器通过"),
        ("企", "企业孵化器", "企业孵化器达"),
        ("企業", "企業孵化器", "企業孵化器達"),
        ("梁", "梁振英", "梁振"),
        ("乌鲁", "乌鲁木齐国家高新区", "乌鲁木齐国家"),
    ],
)
def test_what_is_suggested_is_a_term_and_not_a_run_that_is_part_of_one(
    terms: Library, typed: str, expected: str, fragment: str
) -> None:
    found = texts(terms, typed, "term")
    assert expected in found
    assert fragment not in found


def test_titles_that_begin_with_what_was_typed_come_first_and_sentences_never(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    shelf = Shelf(tmp_path_factory.mktemp("titles"))
    shelf.write("a.txt", "About maker spaces, maker fairs and makers\n\nText.")
    shelf.write("b.txt", "Maker spaces of the city\n\nText.")
    shelf.write("c.txt", f"Maker spaces {'are very many things to all ' * 6}people.\n")
    shelf.update()
    found = texts(shelf.open(), "maker s", "title")
    assert found[0] == "Maker spaces of the city"
    assert all(len(title) <= 120 for title in found)


def test_words_of_one_stem_are_suggested_once(news: Library) -> None:
    assert len([t for t in texts(news, "make", "term") if t.startswith("maker")]) == 1


def test_the_limit_is_kept_and_every_kind_has_its_share(news: Library) -> None:
    kinds = [s.kind for s in news.suggest("ur", limit=3)]
    assert len(kinds) <= 3
    assert len(set(kinds)) == len(kinds)
    assert news.suggest("ur", limit=0) == ()


@pytest.mark.parametrize("typed", ["", "  ", "..", '"', "zzzzz", "q" * 500, "\ud800"])
def test_where_nothing_fits_nothing_is_suggested(news: Library, typed: str) -> None:
    assert news.suggest(typed) == ()


@given(st.text("wulmqizckj 众创空烏魯maker\"'.*()", max_size=12))
@settings(max_examples=80, deadline=None)
def test_every_suggested_term_and_name_finds_documents(news: Library, typed: str) -> None:
    found = news.suggest(typed, limit=6)
    assert len(found) <= 6
    assert len({(s.kind, s.id, s.text) for s in found}) == len(found)
    for suggestion in found:
        assert suggestion.count > 0
        if suggestion.kind == "term":
            assert news.search(Query(suggestion.text)).total > 0


def test_a_name_in_pinyin_is_shown_in_the_language_of_the_reader(news: Library) -> None:
    assert "重庆" in [s.text for s in news.suggest("chongq", ui="zh") if s.kind == "region"]


def test_terms_are_counted_and_ordered_by_the_documents_that_have_all_of_them(
    tmp_path: Path,
) -> None:
    documents = {
        **{f"s{n}.txt": f"Visit {n}\n\nA maker space is open on day {n}.\n" for n in range(4)},
        **{
            f"t{n}.txt": f"Letter {n}\n\nThe maker of boots gave a speech and special thanks.\n"
            for n in range(6)
        },
        **{f"r{n}.txt": f"第{n}位创客\n\n这位创客有很多想法，做了{n}台机器。\n" for n in range(30)},
    }
    library = indexed(tmp_path, documents).open()
    found = [(s.text, s.count) for s in library.suggest("maker sp") if s.kind == "term"]
    assert found[0] == ("maker space", 4)  # it stands side by side
    assert dict(found)["maker speech"] == 6
