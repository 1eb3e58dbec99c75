"""Snippets: the best passages of a text, of bounded width, with marks that fit them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fixtures import SEEDS
from parsing_fixtures import asked
from wcwidth import wcswidth

from search.analysis import fold
from search.answering.snippets import marks, snippets
from search.document import Span
from search.results import Snippet

SEED_FILES = sorted(SEEDS.glob("*.txt"))
MAKER_SPACE = (
    "The inspection team visited numerous maker spaces like Wangdao Incubator, 3W Café located at "
    "Inno Ave and others. They listened to the introduction of the persons in charge. "
)


def marked(snippet: Snippet) -> list[str]:
    return [snippet.text[start:end] for start, end in snippet.marks]


def test_the_passage_with_most_words_of_the_query_is_shown() -> None:
    text = "A space is here. " + "Nothing to see. " * 40 + MAKER_SPACE + "Nothing more. " * 40
    (snippet,) = snippets(text, asked("maker space cafe"), count=1)
    assert marked(snippet) == ["maker", "spaces", "Café"]
    assert snippet.text.startswith("The inspection team")


def test_passages_come_in_the_order_of_the_text_and_do_not_overlap() -> None:
    text = "Filler words. " * 30 + "A maker. " + "Filler words. " * 30 + "A space and a space."
    first, second = snippets(text, asked("maker space"))
    assert (marked(first), marked(second)) == (["maker"], ["space", "space"])


def test_a_passage_begins_and_ends_with_a_sentence_where_it_can() -> None:
    text = (
        "第一句话在这里。" * 10 + "新疆的众创空间很多。这是下一句话。" + "最后一句话在这里。" * 20
    )
    (snippet,) = snippets(text, asked("众创空间"), count=1, width=80)
    assert "新疆的众创空间很多。" in snippet.text
    assert snippet.text.endswith("。")
    assert not snippet.text.startswith("…")


def test_a_cut_inside_a_sentence_is_shown_and_cuts_no_word() -> None:
    text = "alpha beta gamma delta " * 30 + "maker " + "alpha beta gamma delta " * 30
    (snippet,) = snippets(text, asked("maker"))
    assert snippet.text[0] == snippet.text[-1] == "…"
    assert set(snippet.text.strip("…").split()) == {"alpha", "beta", "gamma", "delta", "maker"}
    assert marked(snippet) == ["maker"]


def test_a_long_sentence_is_cut_between_its_clauses() -> None:
    text = (
        "各地积极推进改革，" * 20 + "新疆建成众创空间四十家，" + "吸引大批青年前来创业就业，" * 20
    )
    (snippet,) = snippets(text, asked("众创空间"), count=1)
    first, *_, last = snippet.text.strip("…").split("，")
    assert first in ("各地积极推进改革", "新疆建成众创空间四十家")
    assert last == "吸引大批青年前来创业就业"
    assert snippet.text[0] == snippet.text[-1] == "…"


def test_line_breaks_are_shown_as_one_space_and_marks_still_fit() -> None:
    (snippet,) = snippets("The   maker \t space。\r\n自治\n区", asked("maker space 自治区"))
    assert snippet.text == "The maker space。 自治 区"
    assert marked(snippet) == ["maker", "space", "自治 区"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# The weir\n\nRose.\n\n## The river\n\nRose.", "The weir Rose. The river Rose."),
        ("A weir in C # and #1.\n#river\n\n#\nB", "A weir in C # and #1. #river # B"),
        ("- The weir\n- The river\n\n---\n\n> -5 - x", "The weir · The river -5 - x"),
        ("| weir | river |\n| --- | :-- |\n| a | b-c |", "weir | river a | b-c"),
    ],
)
def test_signs_of_markdown_are_not_shown(text: str, shown: str) -> None:
    (snippet,) = snippets(text, asked("weir river"))
    assert snippet.text == shown
    assert marked(snippet) == ["weir", "river"]


def test_page_chrome_is_shown_last() -> None:
    text = "maker space maker space\n" + "Body text. " * 30 + "One maker.\n"
    chrome = (Span(0, 24, "chrome"),)
    (snippet,) = snippets(text, asked("maker space"), chrome, count=1)
    assert snippet.text.endswith("One maker.")
    (only,) = snippets(text, asked("space"), chrome, count=1)
    assert marked(only) == ["space", "space"]
    assert "Body" not in only.text


def test_chrome_is_shown_for_what_nothing_else_has_and_behind_the_text() -> None:
    text = "maker space\n" + "Body text. " * 30 + "One maker.\n"
    chrome = (Span(0, 12, "chrome"),)
    assert [marked(s) for s in snippets(text, asked("maker"), chrome)] == [["maker"]]
    body, menu = snippets(text, asked("maker space"), chrome)
    assert body.text.endswith("One maker.")
    assert menu.text == "maker space"


@pytest.mark.parametrize(
    "line", ["A maker space opens", "# A maker space opens #", "  A maker space opens"]
)
def test_the_line_that_is_the_title_is_not_shown_again(line: str) -> None:
    text = f"Home\n{line}\n\nIt is the first in town. The maker pays nothing.\n"
    chrome = (Span(0, 5, "chrome"),)
    shown = snippets(text, asked("maker space"), chrome, title="A maker space opens")
    assert [s.text for s in shown] == ["The maker pays nothing."]
    assert marked(shown[0]) == ["maker"]
    (beginning,) = snippets(text, asked("space"), chrome, title="A maker space opens")
    assert beginning == Snippet("It is the first in town. The maker pays nothing.")


def test_a_title_that_begins_a_sentence_or_is_all_there_is_is_shown() -> None:
    (first,) = snippets("A maker opens here.\nMore.", asked("maker"), title="A maker opens")
    assert marked(first) == ["maker"]
    for text in ("A maker opens", "A maker opens\n", "\nA maker opens\n\n"):
        (only,) = snippets(text, asked("maker"), title="A maker opens")
        assert marked(only) == ["maker"]
    chrome = (Span(0, 5, "chrome"),)
    assert snippets("Home\nMaker\n", asked("maker"), chrome, title="Maker")[0].text == "Maker"


@pytest.mark.parametrize(
    "name", ["Dr. Smith", "J. K. Rowling", "St. Mary", "Acme Co. Ltd. Beijing", "No. 5", "Aug. 15"]
)
def test_a_period_behind_a_short_form_ends_no_sentence(name: str) -> None:
    text = f"{'It was long ago. ' * 20}They say that {name} was a maker. {'It is over. ' * 20}"
    (snippet,) = snippets(text, asked("maker"), count=1, width=160)
    assert snippet.text.startswith(f"They say that {name} was a maker.")
    cut = snippets(
        f"{'word ' * 10}of {name} and others. {'It is over. ' * 9}", asked("word"), width=70
    )
    assert name in cut[0].text or cut[0].text.endswith("…")


@pytest.mark.parametrize("inside", ["page.html?x=1&y=2", "https://a.org/?q=a!b", "Jeopardy!/Quiz"])
def test_a_sign_inside_of_an_address_ends_no_sentence(inside: str) -> None:
    text = f"{'Nothing to see. ' * 9}The page {inside} has a maker. {'An end. ' * 20}"
    (snippet,) = snippets(text, asked("maker"), count=1)
    assert snippet.text.startswith(f"The page {inside} has a maker.")


def test_without_a_match_the_beginning_of_the_body_is_shown() -> None:
    text = "Home > News\n\n  新疆的众创空间很多。" + "第二句话。" * 50
    (snippet,) = snippets(text, asked("zebra"), (Span(0, 12, "chrome"),))
    assert snippet.text.startswith("新疆的众创空间很多。")
    assert snippet.marks == ()
    assert snippets(text, (), (Span(0, 12, "chrome"),)) == (snippet,)


def test_a_text_that_is_all_chrome_or_empty_has_what_it_has() -> None:
    assert snippets("Home", (), (Span(0, 4, "chrome"),)) == (Snippet("Home"),)
    assert snippets("", asked("x")) == ()
    assert snippets(" \n ", asked("x")) == ()


def test_words_for_titles_only_are_not_looked_for() -> None:
    (snippet,) = snippets("A maker here.", asked("title:maker"))
    assert snippet.marks == ()


def test_a_match_far_inside_a_huge_text_is_shown() -> None:
    text = "Nothing here. " * 40_000 + "A maker space. " + "Nothing here. " * 1000
    assert marked(snippets(text, asked("maker"))[0]) == ["maker"]


@pytest.mark.parametrize(
    ("seed", "query", "expected"),
    [
        (0, "entrepreneurship alliance", {"entrepreneurship", "alliance"}),
        (2, "3w cafe", {"3w", "café"}),
        (2, "13.786", {"13.786"}),
        (2, "maker 241", {"maker", "241"}),
        (4, "e-works", {"e-works"}),
    ],
)
def test_passages_of_the_seeds(seed: int, query: str, expected: set[str]) -> None:
    found = snippets(SEED_FILES[seed].read_text(encoding="utf-8"), asked(query))
    assert {mark.lower() for snippet in found for mark in marked(snippet)} >= expected


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *("众创空间", "自治区", "的发展。", "，", "\n", "\n\n  ", " ", "\u3000"),
                *("maker ", "spaces ", "the end. ", "U.S. ", "e-works", "x" * 50, "字" * 90),
            ]
        ),
        st.text(max_size=5),
    ),
    max_size=40,
)


@settings(deadline=None, max_examples=100)
@given(PIECES, st.lists(st.booleans(), max_size=40), st.integers(40, 160))
def test_snippets_are_narrow_and_come_from_the_text_and_marks_fit(
    pieces: list[str], flags: list[bool], width: int
) -> None:
    text, chrome = "", []
    for index, piece in enumerate(pieces):
        if piece and index < len(flags) and flags[index]:
            chrome.append(Span(len(text), len(text) + len(piece), "chrome"))
        text += piece
    closed = "".join(text.split())
    found = snippets(text, asked("众创空间 maker space 自治区"), tuple(chrome), width=width)
    assert len(found) <= 2
    assert bool(found) == bool(text.strip())
    for snippet in found:
        assert wcswidth("".join(c for c in snippet.text if c.isprintable())) <= width
        body = snippet.text.removeprefix("…").removesuffix("…")
        assert "".join(body.split()) in closed
        ends = [0, *(end for _, end in snippet.marks)]
        starts = [*(start for start, _ in snippet.marks), len(snippet.text)]
        assert all(end <= start for end, start in zip(ends, starts, strict=True))
        for mark in marked(snippet):
            assert (
                fold("".join(mark.split()))
                .lower()
                .startswith(("众创", "空间", "maker", "space", "自治"))
            )


LINES = st.lists(
    st.sampled_from(
        [
            "众创空间",
            "A maker space",
            "Dr. Who said so. It is",
            "今天的新闻。明天",
            "U.S. makers.",
            "",
        ]
    ),
    min_size=1,
    max_size=12,
)


@settings(deadline=None, max_examples=100)
@given(
    LINES, st.integers(0, 11), st.integers(40, 160), st.sampled_from(["maker", "空间", "新闻 who"])
)
def test_a_snippet_has_a_match_unless_only_the_title_has_one(
    lines: list[str], which: int, width: int, query: str
) -> None:
    title = lines[which % len(lines)]
    text = "".join(f"{line}\n" for line in lines)
    leaves = asked(query)
    first = lines.index(title)
    rest = "".join(f"{line}\n" for line in (*lines[:first], "", *lines[first + 1 :]))
    shown = snippets(text, leaves, title=title, width=width)
    assert any(s.marks for s in shown) == bool(marks(rest if rest.strip() else text, leaves))
