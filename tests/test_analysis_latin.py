"""Latin tokens: what is one word, and how it is named."""

import re

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from search.analysis import runs, words
from search.analysis.pipeline import token_at


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("e-works", ["e", "works"]),
        ("chinadaily.com.cn", ["chinadaily", "com", "cn"]),
        ("zone’s zone's ZONE'S", ["zone", "zone", "zone"]),
        ("don't", ["don", "t"]),
        ("U.S. U.S.A U.S.-based", ["us", "usa", "us", "based"]),
        ("J.K.Rowling", ["jk", "rowling"]),
        ("S&T R＆D AT&T", ["s&t", "r&d", "at&t"]),
        ("Johnson&Johnson A & B", ["johnson", "johnson", "a", "b"]),
        ("15,596 1,234,567.89", ["15596", "1234567.89"]),
        ("12，500 １２，５００．５ １３．７", ["12500", "12500.5", "13.7"]),
        ("1，23 2016，300 100，200，30", ["1", "23", "2016", "300", "100", "200", "30"]),
        ("1,23 12,34,567 1234,567", ["1", "23", "12", "34", "567", "1234", "567"]),
        ("13.786亿", ["13.786", "亿"]),
        ("40% $5 ％", ["40", "%", "$", "5"]),
        ("C++17 C＃ c+ g++ i + 1", ["c++", "17", "c#", "c", "+", "g++", "i", "1"]),
        ("Notepad++ 18+", ["notepad", "++", "18", "+"]),
        (".NET asp.net .net.", [".net", "asp", "net", ".net"]),
        ("100℃ 100°C", ["100", "c", "100", "c"]),
        ("@handle #topic # topic", ["@", "handle", "#", "topic", "topic"]),
        ("互联网＋行动 ￥3", ["互联", "联网", "网", "+", "行动", "动", "¥", "3"]),
        ("2016-06-06 2016.06.06", ["2016", "06", "06", "2016", "06", "06"]),
        ("3W 5G", ["3w", "5g"]),
        ("Café cafe\u0301 ＣＡＦＥ ﬁnance", ["cafe", "cafe", "cafe", "finance"]),
        ("Straße Ürümqi", ["strasse", "urumqi"]),
        ("snake_case", ["snake", "case"]),
    ],
)
def test_surface_words_are_cut_and_folded_as_people_type_them(
    text: str, expected: list[str]
) -> None:
    assert [token.text for token in runs(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("spaces space", ["space", "space"]),
        ("Incubators’ incubation", ["incub", "incub"]),
        ("3Ws 2nd s&t", ["3ws", "2nd", "s&t"]),
        ("Москвы", ["москвы"]),
    ],
)
def test_english_words_are_stemmed_and_names_with_digits_are_not(
    text: str, expected: list[str]
) -> None:
    assert [token.text for token in words(text)] == expected


def test_a_possessive_is_not_part_of_its_word() -> None:
    text = "the zone’s"
    assert [text[token.start : token.end] for token in words(text)] == ["the", "zone"]


def test_letters_without_end_are_cut() -> None:
    assert [len(token.text) for token in runs("x" * 600)] == [256, 256, 88]


@settings(deadline=None, max_examples=100)
@given(st.text(st.sampled_from("aB1.,&'’s -éß℃"), max_size=40))
def test_both_channels_hold_the_same_latin_tokens(text: str) -> None:
    assert [token[1:] for token in words(text)] == [token[1:] for token in runs(text)]


@settings(deadline=None, max_examples=100)
@given(st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=40))
def test_case_does_not_matter_to_ascii(text: str) -> None:
    plain = text.encode("ascii", "ignore").decode()
    assert [t.text for t in runs(plain.upper())] == [t.text for t in runs(plain.lower())]


@settings(deadline=None, max_examples=100)
@given(st.text(st.sampled_from("aZ9_,.&'sS-+#%％@$\n 1234UVéŁß国务院的’“”，。（→®"), max_size=40))
@example("使用.NET开发")
@example("é.NET .NET.é")
@example("增长12％，3％")
def test_texts_of_ascii_and_han_have_the_tokens_that_they_have_beside_other_scripts(
    text: str,
) -> None:
    """The first are cut by simpler patterns."""
    for channel in (words, runs):
        assert channel(text + "\n\nか")[:-1] == channel(text)


@settings(deadline=None, max_examples=100)
@given(
    st.text(st.sampled_from("aZ9,.&'sS- 1U国院’"), max_size=30),
    st.sampled_from(["", "é", "か", "＆x", "\u0301"]),
)
def test_a_token_at_a_place_is_the_one_that_a_whole_text_starts_there(
    text: str, other: str
) -> None:
    for token in runs(text + other):
        found = (text + other)[token.start : token.end]
        if found[0].isascii():
            assert token_at(text + other, token.start) == found


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.sampled_from(["互联网", "创新", "3", "mulu", "C++ ", "+", "%", "@", "#", "¥", " ", "，"])
    ),
    st.data(),
)
def test_what_is_copied_out_of_a_text_with_signs_stands_in_a_row_in_it(
    pieces: list[str], data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(pieces)))
    end = data.draw(st.integers(start, len(pieces)))
    before, part, after = ("".join(p) for p in (pieces[:start], pieces[start:end], pieces[end:]))
    for left, right in ((before, part), (part, after)):
        assume(not re.fullmatch(r"[a-z0-9C]{2}|[+]{2}", left[-1:] + right[:1]))
    wanted = [token.text for token in runs(part)]
    if wanted and wanted[-1] in ("网", "新"):  # stands alone only where Chinese ends
        wanted.pop()
    found = [token.text for token in runs(before + part + after)]
    rows = (found[i : i + len(wanted)] for i in range(len(found) + 1))
    assert wanted in rows
