"""Inline pinyin, through the door."""

from __future__ import annotations

from index_fixtures import SEEDS

from search.cleaning import clean, mended
from search.document import Hints

SEED = next(SEEDS.glob("003*.txt"))
PAIRS = "創(chuàng)業(yè)動(dòng)來(lái)國(guó)"


def test_the_converter_s_readings_are_removed_and_the_script_stays() -> None:
    result = clean(PAIRS)
    assert result.text == "創業動來國"
    assert [repair.before for repair in result.repairs][:2] == ["(chuàng)", "(yè)"]


def test_four_readings_are_the_author_s_own() -> None:
    text = "創(chuàng)業(yè)動(dòng)來(lái)"
    assert clean(text).text == text


def test_parentheses_that_are_no_reading_stay_in_a_damaged_document() -> None:
    kept = "导师(mentor)、地(州、市)、行(chuàng)、北京(Běijīng)"
    assert clean(PAIRS + kept).text == "創業動來國" + kept


def test_neutral_and_repeated_and_wide_readings_go_too() -> None:
    assert clean(PAIRS + "我們(men)創(chuàng)(chuàng)新（xīn）").text == "創業動來國我們創新"


def test_the_seed_loses_all_its_readings() -> None:
    result = clean(SEED.read_text(encoding="utf-8"))
    assert sum(repair.kind == "pinyin" for repair in result.repairs) == 593
    assert "導師" in result.text


def test_a_title_is_mended_with_its_text_though_it_is_too_short_to_tell() -> None:
    hints = Hints(title="創(chuàng)業(yè)大賽", publisher="某網(wǎng)", author="北京（Běijīng）")
    assert mended(hints, PAIRS, clean(PAIRS)) == Hints(
        title="創業大賽", publisher="某網", author="北京（Běijīng）"
    )
    assert mended(hints, "新聞", clean("新聞")) is hints
