"""What documents say in both languages: terms for what stands before and in brackets."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from search.describing.bracketed import BEFORE, CUT, INSIDE, backwards, bracketed, term_key


def test_chinese_before_an_english_bracket_is_kept_as_far_as_its_clause_goes() -> None:
    assert bracketed("各地的众创空间（maker space）发展很快") == [
        "=maker space\t众创空间",
        ">间空创众\tmaker space",
    ]


def test_english_before_a_chinese_bracket_is_kept_by_its_words() -> None:
    text = (
        'It opened in 2006. The "Shenzhen Institutes of Advanced Technology" (深圳先进技术研究院)'
    )
    found = bracketed(text)
    assert found[0] == "=深圳先进技术研究院\tShenzhen Institutes of Advanced Technology"
    assert found[1].startswith(BEFORE + backwards("Shenzhen Institutes of Advanced Technology"))


def test_a_label_in_the_bracket_is_passed_over() -> None:
    assert bracketed("世界卫生组织（英文：World Health Organization，缩写WHO）")[0] == (
        f"{INSIDE}{term_key('World Health Organization')}\t世界卫生组织"
    )


def test_what_is_cut_short_says_so() -> None:
    long = "推动长三角地区高质量一体化发展示范区建设"
    before, inside = bracketed(f"{long}（demonstration zone）")
    assert before.endswith(long[-16:] + CUT)
    assert CUT in inside.partition("\t")[0]


def test_brackets_in_one_language_say_nothing() -> None:
    assert not bracketed(
        "国家发展和改革委员会（发改委） and Gross Domestic Product (GDP), 3.5（%）"
    )


def test_a_page_full_of_brackets_gives_a_bounded_number_of_terms() -> None:
    assert len(bracketed("".join(f"词语{chr(0x4E00 + i)}(word {i}x)，" for i in range(500)))) <= 80


def test_traditional_characters_are_folded() -> None:
    assert bracketed("眾創空間 (maker space)")[0] == "=maker space\t众创空间"


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from('众创空间的(（)）ab -.\n，"”maker'), max_size=200))
def test_any_text_gives_pairs_that_stand_in_it(text: str) -> None:
    for term in bracketed(text):
        key, tab, other = term.partition("\t")
        assert key[0] in (INSIDE, BEFORE)
        assert tab
        assert other
        assert other.removesuffix(CUT) in text


def test_only_the_first_brackets_of_a_page_are_looked_at() -> None:
    many = "（甲乙）" * 5000
    assert bracketed("众创空间（maker space）" + many)
    assert not bracketed(many + "众创空间（maker space）")
