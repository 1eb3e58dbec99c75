"""The two channels of tokens, by examples in each script and by their invariants."""

import re
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import fold, runs, segments, terms, version, words

HAN = "中国科技部创新創眾创业乾縣县著着像象座坐发髮后後里裏〇々囯戯㐀𠀀⽤⻓"
MIXED = st.text(
    st.one_of(
        st.sampled_from(HAN),
        st.sampled_from("aZé\u0301９Ａ0159.,&-'’s \n\t\u3000。，スｶﾞ한글яЖ"),
        st.characters(),
    ),
    max_size=60,
)
WESTERN = st.text(st.sampled_from("aBs1 .,&'’s“+#%@$-_\n\xa0—"), max_size=60)
HAN_TEXT = st.text(st.sampled_from(HAN + " \n。a"), max_size=60)

EXAMPLES = [
    # text, segments, words, runs
    (
        "新疆創新",
        ["新疆", "創新"],
        ["新疆", "创新"],
        ["新疆", "疆创", "创新", "新"],
    ),
    (
        "新疆创新。",
        ["新疆", "创新", "。"],
        ["新疆", "创新"],
        ["新疆", "疆创", "创新", "新"],
    ),
    (
        "3W Café spaces",
        ["3W", " ", "Café", " ", "spaces"],
        ["3w", "cafe", "space"],
        ["3w", "cafe", "spaces"],
    ),
    (
        "e-works（S&T）",
        ["e", "-", "works", "（", "S&T", "）"],
        ["e", "work", "s&t"],
        ["e", "works", "s&t"],
    ),
    ("建設maker空間", ["建設", "maker", "空間"], ["建设", "maker", "空间"], None),
    ("Москва, Київ", ["Москва", ", ", "Київ"], ["москва", "киів"], ["москва", "киів"]),
    ("スペース", ["スペース"], ["スペース"], ["スペ", "ペー", "ース", "ス"]),
    ("한국어 판", ["한국어", " ", "판"], ["한국어", "판"], ["한국", "국어", "어", "판"]),
    ("⽤户", ["⽤户"], ["用户"], ["用户", "户"]),
    ("", [], [], []),
    ("  ,;!", ["  ,;!"], [], []),
]


@pytest.mark.parametrize(("text", "pieces", "first", "second"), EXAMPLES)
def test_each_script_is_cut_and_named_as_a_reader_expects(
    text: str, pieces: list[str], first: list[str], second: list[str] | None
) -> None:
    assert segments(text) == pieces
    assert [token.text for token in words(text)] == first
    if second is not None:
        assert [token.text for token in runs(text)] == second


@pytest.mark.parametrize(
    ("text", "bigrams"),
    [
        ("中 国", ["中国", "国"]),
        ("中\n国", ["中国", "国"]),
        ("中 \r\n国", ["中国", "国"]),
        ("中\u3000国", ["中国", "国"]),
        ("中\n\n国", ["中", "国"]),
        ("中\n\u3000国", ["中", "国"]),
        ("中\n  国", ["中", "国"]),
        ("中。国", ["中", "国"]),
        ("中a国", ["中", "a", "国"]),
    ],
)
def test_layout_inside_chinese_is_ignored_but_not_a_new_paragraph(
    text: str, bigrams: list[str]
) -> None:
    assert [token.text for token in runs(text)] == bigrams


def test_a_word_over_a_line_break_slices_the_text_with_its_break() -> None:
    text = "自治\n区"
    assert [text[token.start : token.end] for token in words(text)] == [text]


def test_a_run_is_found_across_the_place_where_long_runs_are_cut() -> None:
    text = "的" * 511 + "新疆" + "的" * 600
    assert "新疆" in [token.text for token in runs(text)]
    assert len(runs(text)) == len(text)


def test_traditional_and_simplified_text_have_the_same_terms() -> None:
    traditional = "烏魯木齊高新區的眾創空間舉辦座談會，著名的乾縣專家介紹了象徵與覆蓋"
    simplified = "乌鲁木齐高新区的众创空间举办座谈会，著名的乾县专家介绍了象征与覆盖"
    assert terms(traditional) == terms(simplified)


def test_words_that_folding_respells_are_still_words() -> None:
    assert segments("著名乾隆座谈会") == ["著名", "乾隆", "座谈会"]


def test_the_version_names_the_libraries_and_the_data() -> None:
    assert re.fullmatch(r"analysis \d+, jieba .+, opencc .+, data [0-9a-f]{16}", version())


@settings(deadline=None, max_examples=100)
@given(MIXED)
def test_segments_join_to_the_text(text: str) -> None:
    assert "".join(segments(text)) == text


@settings(deadline=None, max_examples=100)
@given(MIXED)
def test_positions_count_on_and_offsets_lie_in_order(text: str) -> None:
    for channel in (words(text), runs(text)):
        assert [token.position for token in channel] == list(range(len(channel)))
        starts = [token.start for token in channel]
        assert starts == sorted(starts)
        assert all(0 <= token.start < token.end <= len(text) for token in channel)
        assert all(token.text for token in channel)
    ends = [0, *(token.end for token in words(text))]
    assert all(end <= token.start for end, token in zip(ends, words(text), strict=False))


@settings(deadline=None, max_examples=100)
@given(st.one_of(MIXED, WESTERN))
def test_terms_are_the_texts_of_both_channels(text: str) -> None:
    expected = [token.text for token in words(text)], [token.text for token in runs(text)]
    assert terms(text) == expected


@settings(deadline=None, max_examples=100)
@given(HAN_TEXT)
def test_the_slice_of_a_han_token_folds_to_its_term(text: str) -> None:
    for token in words(text) + runs(text):
        assert "".join(fold(text[token.start : token.end]).split()).lower() == token.text


@settings(deadline=None, max_examples=100)
@given(HAN_TEXT, HAN_TEXT, st.text(st.sampled_from(HAN), min_size=2, max_size=12))
def test_any_stretch_of_han_is_found_wherever_it_stands(left: str, right: str, run: str) -> None:
    wanted = [token.text for token in runs(run)][:-1]
    found = [token.text for token in runs(left + run + right)]
    assert any(found[i : i + len(wanted)] == wanted for i in range(len(found)))


def test_a_term_of_a_long_chinese_text_takes_room_once_however_often_it_recurs() -> None:
    for channel in terms("众创空间是新型创业服务平台。" * 1000):
        assert len({id(term) for term in channel}) == len(set(channel))


@pytest.mark.parametrize("script", ["字", "孵化器", "スペース"])
def test_a_run_of_millions_takes_the_memory_of_its_terms_only(script: str) -> None:
    text = (script * 100_000)[:100_000]
    terms(text[:5000])
    tracemalloc.start()
    try:
        made = terms(text)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert made[1][:-1] == [text[i : i + 2] for i in range(len(text) - 1)]
    assert most < 40 * len(text)  # two lists of what is shared, and the text
