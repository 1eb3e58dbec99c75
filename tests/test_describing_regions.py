"""Places in documents: right place, right offsets, either script, and none where none is."""

import json
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fixtures import SEEDS

from search.analysis import fold
from search.describing.places.gazetteer import gazetteer
from search.describing.places.mentions import mentions
from search.describing.places.regions import regions
from search.document import CleanText, Hints, Span

TO_TRADITIONAL = opencc.OpenCC("s2t")
FOLDER = Path(__file__).parent / "files" / "regions"
# What the passages reach; these may rise, never fall.
PRECISION, RECALL = 0.99, 0.98


def passages() -> list[dict[str, Any]]:
    lines = chain.from_iterable(
        file.read_text(encoding="utf-8").splitlines() for file in sorted(FOLDER.glob("*.jsonl"))
    )
    return [json.loads(line) for line in lines]


PASSAGES = passages()


def ids(text: str, title: str = "") -> list[str]:
    return [value.id for value in regions(CleanText(text), title)]


def with_ancestors(places: set[str]) -> set[str]:
    return places.union(*(gazetteer().ancestors(id) for id in places))


def test_the_places_of_annotated_passages_are_found_and_hardly_any_others() -> None:
    right = wrong = found = missed = 0
    for passage in PASSAGES:
        expected = set(passage["ids"])
        allowed = with_ancestors(expected | set(passage.get("also", ())))
        read = set(ids(passage["text"]))
        right += len(read & allowed)
        wrong += len(read - allowed)
        found += len(expected & with_ancestors(read))
        missed += len(expected - with_ancestors(read))
    assert right / (right + wrong) >= PRECISION
    assert found / (found + missed) >= RECALL


def test_the_passages_name_places_that_exist_and_are_many_and_varied() -> None:
    named = {id for passage in PASSAGES for id in (*passage["ids"], *passage.get("also", ()))}
    assert all(gazetteer().region(id) for id in named)
    assert len(PASSAGES) >= 60
    assert len({id[:2] for id in named if id.isdigit()}) >= 31
    assert sum(not passage["ids"] for passage in PASSAGES) >= 10


@pytest.mark.parametrize("passage", [p for p in PASSAGES if p.get("about")])
def test_what_a_passage_is_about_is_told_from_what_it_mentions(passage: dict[str, Any]) -> None:
    about = {v.id for v in regions(CleanText(passage["text"])) if v.role == "about"}
    assert set(passage["about"]) <= about


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["text"][:20])
def test_evidence_is_where_the_name_stands(passage: dict[str, Any]) -> None:
    text = passage["text"]
    for value in regions(CleanText(text)):
        first = value.evidence[0]
        assert text[first.start : first.end] == value.name
        for evidence in value.evidence:
            assert 0 <= evidence.start < evidence.end <= len(text)


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["text"][:20])
def test_traditional_and_simplified_texts_name_the_same_places(passage: dict[str, Any]) -> None:
    simplified = fold(passage["text"])
    traditional = TO_TRADITIONAL.convert(simplified)
    assert ids(traditional) == ids(simplified) == ids(passage["text"])


def test_a_shared_name_means_the_one_whose_parent_is_named() -> None:
    assert "120101" in ids("天津市举行会议，和平区代表参加。")
    assert "210102" in ids("沈阳市举行会议，和平区代表参加。")
    assert ids("和平区代表参加。") == []


def test_a_shared_english_name_means_the_one_whose_parent_is_named() -> None:
    assert "341300" in ids("Suzhou is a city in Anhui province.")
    assert "320500" in ids("Suzhou is a city in Jiangsu province.")


def test_chrome_about_other_pages_names_no_place_of_this_one() -> None:
    text = "杭州举办论坛。\n延伸阅读\n石河子市建设园区"
    related = Span(text.index("延伸"), len(text), "related")
    values = regions(CleanText(text, chrome=(related,)))
    assert [value.id for value in values] == ["330100"]


def test_a_site_header_counts() -> None:
    text = "乌鲁木齐高新技术产业开发区（新市区）\n孵化器成立"
    header = Span(0, text.index("\n"), "header")
    found = {value.id for value in regions(CleanText(text, chrome=(header,)))}
    assert {"650100-HTZ", "650104"} <= found


def test_the_title_weighs_more_than_the_body() -> None:
    body = "宁波的企业参加了会议，" + "会议讨论了许多问题。" * 60 + "宁波的代表最后发言。"
    values = regions(CleanText("温州论坛开幕\n" + body), "温州论坛开幕")
    assert [value.id for value in values] == ["330300", "330200"]
    assert values[0].role == "about"


def test_a_place_named_once_far_down_is_only_mentioned() -> None:
    body = "温州的论坛讨论了许多问题，" * 20 + "还有一位来自宁波的代表。"
    roles = {value.id: value.role for value in regions(CleanText(body))}
    assert roles == {"330300": "about", "330200": "mention"}


def test_a_title_that_is_not_in_the_text_is_quoted() -> None:
    value = regions(CleanText("论坛开幕。"), "温州论坛开幕")[0]
    assert (value.id, value.name, value.role) == ("330300", "温州", "about")
    assert value.evidence[0].start == -1
    assert value.evidence[0].quote == "温州论坛开幕"


def test_a_title_from_the_markup_counts_only_if_the_publisher_wrote_it() -> None:
    trusted = regions(CleanText("论坛开幕。"), hints=Hints(title="温州论坛"))
    untrusted = regions(CleanText("论坛开幕。"), hints=Hints(title="温州论坛", trusted=False))
    assert [value.id for value in trusted] == ["330300"]
    assert untrusted == ()


def test_english_names_need_capitals_and_word_boundaries() -> None:
    assert ids("fine china and a turkey, Chinatown, beijing") == []
    assert ids("China's exports; Turkey’s imports.") == ["CN", "TR"]


@pytest.mark.parametrize("text", ["", "\n", "12345", "市", "的" * 1000, "省市区县", "\ud800"])
def test_texts_without_places_have_no_regions(text: str) -> None:
    assert ids(text) == []


@settings(max_examples=100, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("海南北京市区县青上中国和平 Xinj'-iang,\n（高新区)"), max_size=60
    )
)
def test_offsets_slice_names_in_any_text(text: str) -> None:
    for value in regions(CleanText(text)):
        assert gazetteer().region(value.id)
        first = value.evidence[0]
        assert text[first.start : first.end] == value.name


def test_the_sample_documents_lie_in_their_provinces() -> None:
    provinces = {
        file.name[:3]: with_ancestors(set(ids(file.read_text(encoding="utf-8"))))
        for file in SEEDS.glob("*.txt")
    }
    assert {name for name, places in provinces.items() if "650000" in places} == {
        "000",
        "001",
        "003",
    }
    assert {name for name, places in provinces.items() if "330000" in places} == {"002", "004"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("京沪两地签约，京津冀协同。", ["110000", "310000", "CN-JJJ"]),
        ("中美关系与俄总统访华。", ["CN", "US", "RU"]),
        ("他们在沪参会后返京。", ["310000", "110000"]),
        ("苏北与皖南丘陵多雨。", ["320000", "340000"]),
        ("江浙沪包邮，沪深两市收涨。", ["320000", "330000", "310000", "440300"]),
        ("在新的时代，对美好生活的向往，来日方长，京剧与沪剧同台。", []),
        ("中医与美学、日前与英文、法律与德育。", []),
        ("4月8日国会开会。", []),
    ],
)
def test_one_character_means_a_place_only_in_set_surroundings(
    text: str, expected: list[str]
) -> None:
    assert set(ids(text)) == set(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WELLINGTON, May 3 - Prices rose.", ["NZ-WLG"]),
        ("Wellington boots sell well.", []),
        ("Officials in Jordan met. Jordan also signed.", ["JO"]),
        ("Jordan scored twice.", []),
        ("Amman is the capital. Jordan signed.", ["JO-AMM", "JO"]),
        ("He plays in the American League and won the Australian Open in Paris.", ["FR-PAR"]),
        ("The Kyoto Protocol and the Paris Agreement were debated.", []),
        ("巴黎和纽约的展览移到加州。", ["FR-PAR", "US-NYC", "US-CA"]),
        ("莒县与绛县结对，他和县领导座谈。", ["371122", "140826"]),
    ],
)
def test_cities_abroad_and_names_that_are_words_too(text: str, expected: list[str]) -> None:
    assert set(ids(text)) == set(expected)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="京沪中美日在访对新的港台北西县国", max_size=20))
def test_places_named_by_one_character_never_overlap(text: str) -> None:
    found = [m for m in mentions(fold(text)) if m.rule != "zone"]
    assert all(a.end <= b.start for a, b in pairwise(found))
