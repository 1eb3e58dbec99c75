"""More like this: documents that share the words which tell, in one language or across."""

from __future__ import annotations

from pathlib import Path

import pytest
from index_fixtures import ask, indexed

from search import Library, NotFound
from search.answering.similar import MOST, likeness
from search.query import Alternative, Expanded, Most, Node, Nothing, Word, leaves

STORIES = {
    "maker.txt": "Maker spaces grow\n\nThe maker space in Hangzhou helps young companies with "
    "innovation, workshops and printers. The incubator hosts hackers.",
    "maker-2.txt": "Incubators and makers\n\nAn incubator in Hangzhou opened a maker space with "
    "printers for young companies. Workshops about innovation follow.",
    "wheat.txt": "Harvest of wheat\n\nFarmers brought in wheat and barley; the rain came late "
    "to the fields of Henan and the young plants.",
    "wheat-2.txt": "Barley prices\n\nThe price of barley and wheat fell because farmers had a "
    "good harvest and rain in their fields.",
    "zh.txt": "杭州众创空间\n\n杭州的众创空间帮助创业公司创新,孵化器里有打印机,创客在这里办讲座。",
    "zh-2.txt": "河南小麦丰收\n\n河南的农民收割小麦和大麦,雨水来得晚,田地里的作物长得好。",
    "empty.txt": "的",
    "tsmc.txt": "台积电扩产\n\n台积电在南京扩充产能。",
    "tsmc-2.txt": "臺積電營收\n\n臺積電公布了第三季的數字，臺積電很滿意。",
}


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return indexed(tmp_path_factory.mktemp("stories"), STORIES).open()


@pytest.mark.parametrize(
    ("path", "like"),
    [
        ("maker.txt", "maker-2.txt"),
        ("wheat-2.txt", "wheat.txt"),
        ("maker-2.txt", "maker.txt"),
        ("tsmc.txt", "tsmc-2.txt"),
        ("tsmc-2.txt", "tsmc.txt"),
    ],
)
def test_the_document_that_shares_most_comes_first(stories: Library, path: str, like: str) -> None:
    found = [hit.path for hit in stories.similar(path)]
    assert found[0] == like
    assert path not in found


@pytest.mark.parametrize(
    ("path", "language", "like"),
    [("maker.txt", "zh", "zh.txt"), ("wheat-2.txt", "zh", "zh-2.txt"), ("zh.txt", "en", "maker")],
)
def test_the_same_story_is_found_in_the_other_language(
    stories: Library, path: str, language: str, like: str
) -> None:
    found = stories.similar(path, language=language)
    assert found[0].path.startswith(like)
    assert {hit.language for hit in found} == {language}


def test_the_other_language_is_english_for_chinese_and_chinese_for_all_else(
    stories: Library,
) -> None:
    assert stories.similar("maker.txt", language="other") == (
        stories.similar("maker.txt", language="zh")
    )
    assert stories.similar("zh.txt", language="other") == stories.similar("zh.txt", language="en")


def test_what_shares_a_word_in_passing_is_not_like_it(stories: Library) -> None:
    assert [hit.path for hit in stories.similar("tsmc.txt")] == ["tsmc-2.txt"]
    assert {hit.path for hit in stories.similar("maker.txt")} == {"maker-2.txt"}
    assert [hit.path for hit in stories.similar("maker.txt", language="zh")] == ["zh.txt"]
    assert stories.similar("tsmc.txt", language="en") == ()


def test_a_language_keeps_only_its_documents(stories: Library) -> None:
    assert {hit.language for hit in stories.similar("maker.txt", language="English")} == {"en"}


def test_a_document_is_named_by_its_id_too_and_the_limit_is_kept(stories: Library) -> None:
    (hit,) = (hit for hit in ask(stories).hits if hit.path == "maker.txt")
    assert stories.similar(hit.id) == stories.similar("maker.txt")
    assert len(stories.similar("maker.txt", limit=1)) == 1


def test_an_unknown_document_is_not_found(stories: Library) -> None:
    with pytest.raises(NotFound):
        stories.similar("nothing.txt")


def test_a_document_without_telling_words_is_like_no_other(stories: Library) -> None:
    assert stories.similar("empty.txt") == ()


def test_the_words_that_tell_are_those_that_few_other_documents_have() -> None:
    known = {"maker": 2, "space": 90, "innov": 5, "创新": 3}
    node = likeness(
        "Maker space",
        "innovation and innovation, only here; the 创新",
        size=100,
        count=lambda term: known.get(term, 1),
    )
    assert isinstance(node, Most)
    terms = [leaf.words[0] for leaf in leaves(node) if isinstance(leaf, Word)]
    assert terms == ["maker", "innov", "创新", "space"]


def test_what_no_other_text_has_tells_where_it_is_known_in_the_other_language() -> None:
    panda = Alternative(Word("panda", ("panda",), ("panda",), han=False), 0.9, "CC-CEDICT", "panda")

    def expand(word: Node) -> Node:
        known = isinstance(word, Word) and word.text == "熊猫"
        return Expanded(word, (panda,)) if known else word

    node = likeness("", "熊猫乘专机", size=9, count=lambda _: 1, expand=expand)
    assert [leaf.text for leaf in leaves(node) if isinstance(leaf, Word)] == ["熊猫", "panda"]
    assert isinstance(likeness("", "熊猫乘专机", size=9, count=lambda _: 1), Nothing)


def test_the_words_are_bounded_and_without_any_nothing_is_looked_for() -> None:
    text = " ".join(f"word{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(600))
    node = likeness("", text, size=9, count=lambda _: 2)
    assert len(leaves(node)) == MOST
    assert isinstance(likeness("", "the of 1", size=9, count=lambda _: 2), Nothing)


def test_a_document_of_one_line_is_like_its_translation(tmp_path: Path) -> None:
    texts = {
        "zh.txt": "清华大学实验室",
        "en.txt": "We visit your laboratory at Tsinghua University on 3 May 2019",
    }
    library = indexed(tmp_path, texts).open()
    assert [hit.path for hit in library.similar("zh.txt", language="other")] == ["en.txt"]
    assert [hit.path for hit in library.similar("en.txt", language="other")] == ["zh.txt"]
    assert (
        library.similar("zh.txt", language="zh") == library.similar("en.txt", language="en") == ()
    )


def test_a_long_text_with_the_few_words_of_a_tiny_one_scattered_is_not_like_it(
    tmp_path: Path,
) -> None:
    topics = [
        "steel",
        "tourism",
        "fishing",
        "schools",
        "railways",
        "medicine",
        "theatre",
        "sport",
        "cotton",
        "forestry",
        "harbours",
        "opera",
        "bridges",
        "lotteries",
        "museums",
        "libraries",
        "airports",
        "canals",
        "rice",
        "solar",
        "wind",
        "nuclear",
        "coal",
        "gas",
        "glass",
        "paper",
        "timber",
        "copper",
        "silver",
        "porcelain",
    ]
    news = " ".join(
        f"Of {topic} the ministry said that {topic} had {number} new projects, and {topic} "
        f"workers in {topic} towns welcomed what was spent on {topic}."
        for number, topic in enumerate(topics)
    )
    texts = {
        "tiny.txt": "A wine park in Yinchuan\n\nInvestment in the wine park in Yinchuan.",
        "twin.txt": "Yinchuan plans its wine park\n\nThe wine park in Yinchuan gets investment.",
        "news.txt": f"News of the day\n\n{news} A park opened. Wine was served. Investment grew "
        "by little in Yinchuan.",
        "more.txt": f"News of the week\n\n{news}",
    }
    library = indexed(tmp_path, texts).open()
    assert [hit.path for hit in library.similar("tiny.txt")] == ["twin.txt"]
    assert [hit.path for hit in library.similar("news.txt")] == ["more.txt"]
