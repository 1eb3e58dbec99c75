"""Documents in the other language: ranked by what their own words say of the query."""

from __future__ import annotations

from pathlib import Path

import pytest
from index_fixtures import Shelf, indexed, paths

from search import Filter, Library, Query
from search.expansion.names import place_keys, places

ABOUT = """# 模型和层

模型由层组成，每一层都有权重。创建模型时先定义层，然后训练模型。这里说明怎样把几个层连成一个模型，
怎样保存模型和重新读取模型，以及怎样在浏览器里使用模型。名称以 layers 和 models 开头。
"""
LISTING = """# 函数参考

括号里写参数，返回值可以是任何类型，例子写在每一行的后面，读者可以自己试一试，看看得到什么结果：
layers.add(1); models.build(2); layers.add(3); models.save(4)
"""
ENGLISH = "# Models and layers\n\nModels are made of layers. A layer has weights.\n"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    documents = {"about.txt": ABOUT, "listing.txt": LISTING, "english.txt": ENGLISH}
    return indexed(tmp_path_factory.mktemp("other"), documents)


@pytest.fixture(scope="module")
def library(shelf: Shelf) -> Library:
    return shelf.open()


def test_a_page_about_it_comes_before_one_with_the_words_in_its_code(library: Library) -> None:
    chinese = Filter(languages=("zh",))
    found = library.search(Query("models layers", chinese))
    assert paths(found) == ["about.txt", "listing.txt"]
    plain = library.search(Query("models layers", chinese, expand=False))
    assert set(paths(plain)) == {"about.txt", "listing.txt"}


def test_the_page_in_the_language_typed_stays_before_those_in_the_other(library: Library) -> None:
    assert paths(library.search(Query("models layers")))[0] == "english.txt"


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("pineapple exports to Hong Kong", "fruit.txt"),  # the English page has the place only
        ("public flats for rent in Hong Kong and pineapple", "homes.txt"),  # and here the most
    ],
)
def test_a_text_with_all_that_was_typed_comes_before_one_that_lacks_most_of_it(
    tmp_path: Path, typed: str, best: str
) -> None:
    fruit = "云林凤梨出口香港\n\n今年云林的凤梨出口到香港，数量比去年多了两成，农民很高兴。\n"
    homes = (
        "Public flats in Hong Kong\n\nMore public flats for rent are built in Hong Kong. "
        "Hong Kong has long queues for flats, and the rent in Hong Kong is high.\n"
    )
    others = {f"{i}.txt": f"Letter {i}\n\nThe weather was fine on day {i}.\n" for i in range(12)}
    library = indexed(tmp_path, {"fruit.txt": fruit, "homes.txt": homes, **others}).open()
    assert paths(library.search(Query(typed)))[0] == best


def test_a_title_that_is_the_term_typed_and_nothing_else_comes_first(tmp_path: Path) -> None:
    long = "数据从哪里来，由谁整理，放在什么地方，都在这里说明。" * 6
    trace = "# 链路数据模型\n\n链路的数据模型。这个数据模型很小，数据模型里只有链路。\n"
    documents = {"model.txt": f"# 数据模型\n\n{long}\n", "trace.txt": trace}
    others = {f"{i}.txt": f"# 第{i}封信\n\n第{i}天的天气很好，大家都去公园。\n" for i in range(9)}
    library = indexed(tmp_path, {**documents, **others}).open()
    assert paths(library.search(Query("Data Model")))[0] == "model.txt"


FACTORY = "苏州的工厂\n\n苏州的一家工厂今年的工资比去年提高了一成，工人都很满意。\n"
PAYSLIP = (
    "How to read your wages\n\nYour wages are paid each month. Open your laptop, sign in, and the "
    "wages of the month are shown. Print the wages from the laptop if you need them.\n"
)


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("laptop wages Suzhou drought factory", "factory.txt"),  # words that somebody chose
        ("is it the drought or the laptop for the wages in the factory of Suzhou", "payslip.txt"),
    ],
)
def test_a_page_with_less_than_most_of_the_chosen_words_comes_behind_one_with_more(
    tmp_path: Path, typed: str, best: str
) -> None:
    others = {f"{i}.txt": f"Letter {i}\n\nThe drought of year {i} was long.\n" for i in range(12)}
    documents = {"factory.txt": FACTORY, "payslip.txt": PAYSLIP, **others}
    library = indexed(tmp_path, documents).open()
    assert paths(library.search(Query(typed)))[0] == best


def test_pages_with_what_was_typed_around_their_text_come_before_one_with_half_of_it(
    tmp_path: Path,
) -> None:
    page = (
        "<html><body><nav><a href='/'>首页</a> <a href='/gk'>政务公开</a></nav><article>"
        "<h1>{0}</h1><p>{0}本月的消费价格比上月上涨，粮食价格下降，居民的收入增加了。</p>"
        "</article></body></html>"
    )
    cities = dict(enumerate(["杭州", "宁波", "温州", "嘉兴", "湖州", "绍兴", "金华", "衢州"]))
    pages = {f"{i}.html": page.format(city) for i, city in cities.items()}
    half = "The gallery is open\n\nThe gallery is open to the public again. Open all day.\n"
    library = indexed(tmp_path, {**pages, "half.txt": half}).open()
    found = paths(library.search(Query("政务公开")))
    assert set(found[:8]) == set(pages)


def test_who_types_one_small_chinese_word_asks_in_chinese(library: Library) -> None:
    assert paths(library.search(Query("和 models")))[0] == "about.txt"
    assert paths(library.search(Query("and models")))[0] == "english.txt"


def test_the_score_that_is_explained_is_that_of_the_ranking(library: Library) -> None:
    query = Query("models layers")
    for hit in library.search(query).hits:
        told = library.explain(query, hit.id)
        assert told.hit is not None
        assert told.hit.score == pytest.approx(hit.score)
        assert sum(c.score for c in told.contributions) == pytest.approx(hit.score)


@pytest.mark.parametrize(
    ("typed", "chinese"),
    [("People Republic China", "中国"), ("Republic Korea", "韩国"), ("Isle Man", "马恩岛")],
)
def test_a_country_is_known_without_the_small_words_of_its_name(typed: str, chinese: str) -> None:
    assert chinese in [candidate.text for candidate in places(typed)]


def test_the_compiled_keys_of_places_are_those_of_the_table() -> None:
    assert place_keys()["people republic china"] == ("CN",)
    assert not any(key in place_keys() for key in ("france", "republic", "the"))


def test_a_page_that_a_translator_worded_otherwise_is_found_beside_many(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    by_chance = "# 第{n}次会议\n\n会议的过程有记录，会上发行了新的邮票，到场的人都很满意。\n"
    documents = {f"{n}.txt": by_chance.format(n=n) for n in range(12)}
    documents["page.txt"] = "# 发行流程\n\n发行一本杂志的流程如下：先提交稿件，再由编辑审阅。\n"
    shelf = indexed(tmp_path_factory.mktemp("many"), documents)
    found = shelf.open().search(Query("publishing process", limit=50))
    assert "page.txt" in paths(found)


def test_a_page_about_one_chosen_word_comes_before_one_that_mentions_two_others(
    tmp_path: Path,
) -> None:
    """Neither has most of the words; the page in the other language has more of what it has."""
    visit = "花莲地震\n\n总统到花莲勘查。花莲的道路中断，花莲县政府安置居民，花莲车站停驶。\n"
    words = "Letter {0}\n\nOn the visit of day {0} there was some damage in the garden.\n"
    others = {f"{i}.txt": words.format(i) for i in range(5)}
    more = {f"w{i}.txt": f"Note {i}\n\nThe weather was fine on day {i}.\n" for i in range(30)}
    documents = {"visit.txt": visit, **others, **more}
    library = indexed(tmp_path, documents).open()
    assert paths(library.search(Query("Hualien flood damage visit")))[0] == "visit.txt"


def test_a_word_that_repeats_a_word_is_not_translated_part_by_part(tmp_path: Path) -> None:
    text = "同侪的评议\n\n同侪的评议很有用，为大家省了时间，同侪也愿意。\n"
    library = indexed(tmp_path, {"review.txt": text}).open()
    used = library.search(Query("peer-to-peer lending")).expansions
    assert not [one.text for one in used if "+" in one.text]
