"""Whatever is typed is read, within bounds and alike in either script."""

from __future__ import annotations

from typing import Any

import opencc
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import asdict
from parsing_fixtures import read, tree

from search.parsing import Limits
from search.query import And, Node, Not, Or, Phrase, Word, leaves


def untyped(value: Any) -> Any:
    """A tree without the text that was typed."""
    if isinstance(value, Struct):
        kept = [part for name, part in asdict(value).items() if name != "text"]
        return type(value).__name__, [untyped(part) for part in kept]
    return [untyped(part) for part in value] if isinstance(value, tuple) else value


PIECES = st.sampled_from(
    [
        *("众创空间", "著名乾县", "头发 发展", "干部", "座谈会", "里面", "创*", "maker", "e-works"),
        *(
            "(",
            ")",
            "（",
            "）",
            " ",
            " ",
            "OR ",
            "AND ",
            "NOT ",
            "-",
            "|",
            '"',
            "“",
            "”",
            "「",
            "」",
        ),
        *("title:", "标题：", "region:", "org:", "lang:", "date:", "2016..", "~5", "*", "?", ":"),
    ]
)

QUERIES = st.lists(PIECES, max_size=40).map("".join)

CONVERTERS = {name: opencc.OpenCC(name) for name in ("s2t", "s2tw", "s2hk")}


@settings(deadline=None, max_examples=100)
@given(st.one_of(st.text(max_size=300), QUERIES))
def test_nothing_that_is_typed_fails(text: str) -> None:
    parsed = read(text)
    assert len(leaves(parsed.node)) <= Limits().words
    assert depth(parsed.node) <= 3 * Limits().depth
    for leaf in leaves(parsed.node):
        if isinstance(leaf, Word | Phrase):
            assert leaf.runs
            assert len(leaf.runs) <= Limits().phrase
            assert all(leaf.runs)


@settings(deadline=None, max_examples=100)
@given(QUERIES, st.sampled_from(sorted(CONVERTERS)))
def test_a_query_in_either_script_is_the_same_query(text: str, script: str) -> None:
    other = CONVERTERS[script].convert(text)
    assert untyped(tree(other)) == untyped(tree(text))


def depth(node: Node) -> int:
    if isinstance(node, And | Or):
        return 1 + max(map(depth, node.nodes))
    return 1 + depth(node.node) if isinstance(node, Not) else 1
