"""The door of the cleaning room: what holds for every text, and for text that needs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fixtures import SEEDS

from search.cleaning import clean, undo

SEED_FILES = sorted(SEEDS.glob("*.txt"))
PAIRS = "創(chuàng)業(yè)動(dòng)來(lái)國(guó)"
DAMAGE = [*"創中a ?()（é\n", "(chuàng)", "?shù)", "當", "乜萍紝m", "?xiàng)", "Ã©", "ä¸\xad", "å›½"]
DAMAGE += [
    "鏂扮枂",
    "\u0301",
    "\u200d",
    "\ufeff",
    "\r",
    "\x0c",
    "\x80",
    "\xa0",
    "⽤",
    "\u1100",
    "\u1161",
]
damaged = st.lists(st.sampled_from(DAMAGE), max_size=40).map("".join)
texts = st.one_of(st.text(), damaged, damaged.map(lambda tail: PAIRS + tail))


@settings(max_examples=100, deadline=None)
@given(texts)
def test_cleaning_twice_equals_cleaning_once(text: str) -> None:
    once = clean(text).text
    assert clean(once).text == once


@settings(max_examples=100, deadline=None)
@given(texts)
def test_the_raw_text_follows_from_the_clean_text_and_its_repairs(text: str) -> None:
    result = clean(text)
    assert undo(result.text, result.repairs) == text
    for repair in result.repairs:
        end = repair.start + len(repair.after)
        assert result.text[repair.start : end] == repair.after


@settings(max_examples=100, deadline=None)
@given(texts)
def test_chrome_spans_are_in_order_and_do_not_overlap(text: str) -> None:
    result = clean(text)
    position = 0
    for span in result.chrome:
        assert position <= span.start < span.end <= len(result.text)
        assert "\n" not in result.text[span.start : span.end]
        position = span.end


@pytest.mark.parametrize("path", SEED_FILES, ids=lambda path: path.name[:3])
def test_a_real_page_keeps_the_invariants(path: Path) -> None:
    raw = path.read_bytes().decode("utf-8")
    result = clean(raw)
    assert undo(result.text, result.repairs) == raw
    assert clean(result.text).text == result.text


@pytest.mark.parametrize(
    "text",
    [
        "导师(mentor)每周来一次。地(州、市)、县(市、区)科技局负责初审。",
        "3W Café is on Inno Ave; “naïve” — he said…\n　　第二段,全角空格。",
        "ＡＢＣ１２３ and ﾊﾝｶｸ stay; so do 👨\u200d👩\u200d👧 and क्\u200dष.",
        "生僻字翀(chōng)、翯(hè)只注两处。",
        "«MAÇÃ» and „Ä“ and voilà — ça va? À bientôt…",
        "浚县、濂溪、漳州、潇湘与澹台、娌娜、鏖战、缂丝都是正常的词。",
        "what?no) and 真的?是(de)",
    ],
)
def test_clean_text_comes_back_unchanged(text: str) -> None:
    result = clean(text)
    assert (result.text, result.repairs) == (text, ())


def test_a_repair_inside_another_becomes_one_repair() -> None:
    raw = PAIRS + "創(chu\u200bàng)新"
    result = clean(raw)
    assert result.text == "創業動來國創新"
    assert undo(result.text, result.repairs) == raw
    assert result.repairs[-1].before == "(chu\u200bàng)"


PATTERN_BAIT = f"{'1' * 79}x\nhome{' / ' * 25}。\n{'#a,,' * 19}。\n"
HOSTILE = {
    "open": "(" * 200_000,
    "letter": "a" * 200_000,
    "blank": " " * 200_000,
    "pair": "創(" * 100_000,
    "marks": "\u0301\u0323" * 50_000,
    "patterns": PATTERN_BAIT * 200,
    "lines": "ab\n" * 20_000,
    "lead": "Ã" * 200_000,
    "han": "乜" * 200_000,
    "broken": PAIRS + "當?shù)" * 5_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_comes_back_whole(text: str) -> None:
    result = clean(text)
    assert undo(result.text, result.repairs) == text
