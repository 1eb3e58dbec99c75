"""Who published a document: one value for all names of a publisher, to filter by and count."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fixtures import Shelf, ask, indexed, paths
from whoosh.index import open_dir
from whoosh.query import Term

from search import Filter, Library, Query
from search.cli import main
from search.describing import describe
from search.describing.media import media, published_by, publisher_label, publishers
from search.document import CleanText, Hints
from search.engine.generations.storage import Storage
from search.updating.corrections import FILE

BODY = "\n\n创业孵化器在本月开放，市民可以参观。\n"
DOCUMENTS = {
    "a.txt": f"孵化器开放\n2016-08-15 来源：新华社{BODY}",
    "b.txt": f"孵化器開放\n2016-08-16 來源：新華網{BODY}",
    "c.txt": "An incubator opens\n\nBEIJING, Aug. 17 (Xinhua) -- An incubator opened for visits.\n",
    "d.txt": f"孵化器年度统计\n2016-08-18 来源：科技部{BODY}",
    "e.txt": f"孵化器的去处\n2017-08-19 来源：天山创业周刊{BODY}",
    "f.txt": "没有说明谁发布的文章\n\n这篇文章只谈方法，谈如何写好孵化器的报告。\n",
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return indexed(tmp_path_factory.mktemp("published"), DOCUMENTS)


@pytest.fixture(scope="module")
def library(shelf: Shelf) -> Iterator[Library]:
    opened = shelf.open()
    yield opened
    opened.close()


def _found(library: Library, text: str = "", **filters: tuple[str, ...]) -> str:
    query = Query(text, Filter(**filters), limit=200, expand=False, group=False)
    return "".join(sorted(path[0] for path in paths(library.search(query))))


def test_each_publisher_is_counted_once_whatever_name_a_text_has_for_it(library: Library) -> None:
    counts = {line.value: line.count for line in ask(library).facets["publisher"]}
    assert counts == {"新华社": 3, "科学技术部": 1, "天山创业周刊": 1, "none": 1}


def test_labels_follow_the_readers_language(library: Library) -> None:
    def labels(ui: str) -> dict[str, str]:
        lines = library.search(Query(ui=ui)).facets["publisher"]
        return {line.value: line.label for line in lines}

    assert labels("en")["新华社"] == "Xinhua News Agency"
    assert labels("en")["科学技术部"] == "Ministry of Science and Technology"
    assert labels("en")["none"] == "Not stated"
    assert labels("zh")["新华社"] == "新华社"
    assert labels("zh")["none"] == "未注明"


def test_a_hit_and_its_page_call_the_publisher_as_the_facet_does(library: Library) -> None:
    facet = {line.label for line in ask(library).facets["publisher"]}
    assert {hit.publisher for hit in ask(library).hits if hit.publisher} == facet - {"Not stated"}
    label = library.show("b.txt").publisher
    assert label is not None
    assert (label.id, label.label) == ("新华社", "Xinhua News Agency")
    assert library.show("f.txt").publisher is None


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("新华社", "abc"),
        ("新華社", "abc"),
        ("新华通讯社", "abc"),
        ("Xinhua", "abc"),
        ("xinhua news agency", "abc"),
        ("科技部", "d"),
        ("MOST", "d"),
        ("Ministry of Science and Technology", "d"),
        ("天山創業週刊", "e"),
        ("创业周刊", "e"),
        ("周刊 天山", "e"),
        ("none", "f"),
        ("未注明", "f"),
    ],
)
def test_any_name_in_either_script_and_language_finds_what_was_published(
    library: Library, name: str, found: str
) -> None:
    assert _found(library, publishers=(name,)) == found
    assert _found(library, f'publisher:"{name}"') == found
    assert _found(library, f'发布者："{name}"') == _found(library, f'發佈者："{name}"') == found


def test_a_publisher_goes_together_with_words_and_other_filters(library: Library) -> None:
    assert _found(library, "孵化器 publisher:新华社") == "ab"
    assert _found(library, "孵化器 -publisher:新华社") == "def"
    assert _found(library, "publisher:新华社 OR publisher:科技部") == "abcd"
    assert _found(library, publishers=("新华社", "none"), languages=("zh",)) == "abf"


def test_an_unknown_publisher_finds_nothing_and_a_note_tells(library: Library) -> None:
    results = ask(library, "publisher:Atlantis")
    assert results.total == 0
    assert [(note.code, note.text) for note in results.notes] == [("unknown-publisher", "Atlantis")]
    assert _found(library, publishers=("Atlantis",)) == ""


def test_the_publisher_is_named_as_the_filter_to_drop(library: Library) -> None:
    results = ask(library, "孵化器", publishers=("科技部",), dates=("2017",))
    assert results.diagnosis is not None
    dropped = {one.facet: one.count for one in results.diagnosis.without}
    assert dropped == {"publisher": 1, "date": 1}


def test_a_facet_counts_under_the_choices_of_the_others_and_not_its_own(library: Library) -> None:
    results = ask(library, publishers=("Xinhua",), languages=("zh",))
    counts = {line.value: line.count for line in results.facets["publisher"]}
    assert counts == {"新华社": 2, "科学技术部": 1, "天山创业周刊": 1, "none": 1}
    (chosen,) = [line for line in results.facets["publisher"] if line.selected]
    assert chosen.value == "新华社"
    assert {line.value: line.count for line in results.facets["language"]} == {"zh": 2, "en": 1}


def test_corrections_show_in_the_facet_after_the_next_update(tmp_path: Path) -> None:
    shelf = indexed(tmp_path, DOCUMENTS)
    shelf.write(
        FILE,
        "f.txt\tadd\tpublisher\tXinhua News Agency\n"
        "e.txt\trename\tpublisher\t天山创业周刊\t北京日报\n"
        "d.txt\tremove\tpublisher\tMOST\n",
    )
    shelf.update()
    counts = {line.value: line.count for line in ask(shelf.open()).facets["publisher"]}
    assert counts == {"新华社": 4, "北京日报": 1, "none": 1}
    assert shelf.find("publisher:新华社") == ["a.txt", "b.txt", "c.txt", "f.txt"]
    assert shelf.find("publisher:天山创业周刊") == []


def test_the_shell_filters_counts_and_names_by_publisher(
    shelf: Shelf, capsys: pytest.CaptureFixture[str]
) -> None:
    index = ("--index", str(shelf.settings.index))
    assert main(["search", "--publisher", "Xinhua", "--language", "zh", *index]) == 0
    assert {line.split("\t")[1] for line in capsys.readouterr().out.splitlines()} <= {
        "a.txt",
        "b.txt",
    }
    assert main(["facets", "--publisher", "科技部", "--ui", "en", *index]) == 0
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert ["publisher", "科学技术部", "Ministry of Science and Technology", "1", ""] in lines
    assert main(["search", "孵化器", "--publisher", "科技部", "--date", "2017", *index]) == 1
    assert "--publisher" in capsys.readouterr().err


def test_stock_whoosh_finds_a_publisher_in_its_field(shelf: Shelf) -> None:
    storage = Storage(shelf.settings.index)
    with open_dir(str(storage.folder(storage.current()))).searcher() as searcher:
        found = {hit["path"] for hit in searcher.search(Term("publisher", "新华社"))}
    assert found == {"a.txt", "b.txt", "c.txt"}


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("新華網", "新华社"),
        ("The Xinhua", "新华社"),
        ("科技部", "科学技术部"),
        ("新疆科技厅", "新疆维吾尔自治区科学技术厅"),
        ("World Bank", "世界银行"),
        ("统计局", "统计局"),  # of any county
        ("Ministry of Finance", "Ministry of Finance"),  # of any country
        ("天山創業週刊", "天山创业周刊"),
        ("澎湃新闻·澎湃号·政务", "澎湃新闻"),
    ],
)
def test_a_publisher_has_one_id_unless_its_name_alone_says_too_little(name: str, id: str) -> None:
    assert published_by(name) == id


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(media())) | st.text(max_size=12))
def test_the_id_of_a_publisher_is_its_own_id_and_found_by_each_of_its_names(name: str) -> None:
    id = published_by(name)
    assert published_by(id) == id == publisher_label(id, "zh")
    if name in media():
        assert publishers(name)[0] == publishers(publisher_label(id, "en"))[0] == id


@pytest.mark.parametrize(
    ("written", "owner"),
    [
        ("民政部网站", "民政部"),
        ("教育部门户网站", "教育部"),
        ("教育部門戶網站", "教育部"),
        ("新华社网站", "新华社"),
        ("人民日报微信公众号", "人民日报"),
        ("国家统计局官网", "国家统计局"),
        ("杭州市科技局官方网站", "杭州市科学技术局"),
        ("掌上春城客户端", "掌上春城"),
        ("中国政府网站", "中国政府网"),
        ("科普中国网站", "科普中国网站"),
    ],
)
def test_who_has_a_site_or_account_publishes_what_stands_in_it(written: str, owner: str) -> None:
    page = f"孵化器开放\n2016-08-15 来源：{written}{BODY}"
    source = describe(CleanText(page), Hints(), "a.txt").publisher
    assert source is not None
    assert (source.id, source.name) == (owner, written)
    assert publishers(written) == (publishers(owner) or (owner,) * (owner != written))


def test_an_account_without_a_name_publishes_nothing() -> None:
    page = f"孵化器开放\n2016-08-15 来源：微信公众号{BODY}"
    assert describe(CleanText(page), Hints(), "a.txt").publisher is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Incubators in Hangzhou, Zhejiang, opened to makers. Hangzhou is pleased.", True),
        ("China has 4,000 incubators. More will follow in China, unlike in Vietnam.", True),
        ("Incubators in Hanoi, Vietnam, opened to makers. Vietnam has 40, China 4,000.", False),
        ("Incubators in Hsinchu, Taiwan, opened to makers. Taiwan has 40 of them.", False),
        ("Incubators opened to makers today.", False),
    ],
)
def test_a_ministry_is_that_of_china_where_the_text_is_about_china_alone(
    text: str, found: bool
) -> None:
    page = f"Makers\n2016-08-15 Source: Ministry of Science and Technology\n\n{text}\n"
    source = describe(CleanText(page), Hints(), "a.txt").publisher
    assert source is not None
    assert source.name == "Ministry of Science and Technology"
    assert (source.id == "科学技术部") is found


def test_who_publishes_and_is_written_of_has_one_name_in_both_facets(tmp_path: Path) -> None:
    about = "湖北日报改版\n\n湖北日报说，读者从明天起可以在网上读报，湖北日报的记者也在网上。\n"
    documents = {"a.txt": f"孵化器开放\n2016-08-15 来源：湖北日报{BODY}", "b.txt": about}
    facets = ask(indexed(tmp_path, documents).open()).facets
    labels = {name: [v.label for v in facets[name]] for name in ("organisation", "publisher")}
    assert "Hubei Daily" in labels["publisher"]
    assert "Hubei Daily" in labels["organisation"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("org:湖北日报 孵化器", {"publisher:湖北日报 孵化器": 1}),
        ("机构：湖北日报", {"publisher:湖北日报": 1}),
        ("publisher:天山大学", {"org:天山大学": 1}),
        ("publisher:湖北日报", {}),
        ("publisher:无名氏", {}),
    ],
)
def test_a_body_that_has_nothing_in_one_field_is_offered_in_the_other(
    tmp_path: Path, typed: str, offered: dict[str, int]
) -> None:
    documents = {
        "a.txt": f"孵化器开放\n2016-08-15 来源：湖北日报{BODY}",
        "b.txt": "天山大学开学\n\n天山大学今天开学，天山大学的新生有三百人。\n",
    }
    library = indexed(tmp_path, documents).open()
    assert {s.query: s.total for s in ask(library, typed).suggestions} == offered


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        ({"publishers": ("zzz",)}, "unknown-publisher"),
        ({"organisations": ("新华社", "zzz")}, "unknown-organisation"),
        ({"languages": ("klingon",)}, "unknown-language"),
        ({"publishers": ("新华网", "none"), "languages": ("Chinese", "en", "none")}, ""),
    ],
)
def test_a_filter_that_nobody_knows_is_told_as_a_field_is(
    library: Library, chosen: dict[str, tuple[str, ...]], code: str
) -> None:
    found = library.search(Query("", Filter(**chosen)))
    notes = [(note.code, note.text) for note in found.notes]
    assert notes == ([(code, chosen[next(iter(chosen))][-1])] if code else [])
