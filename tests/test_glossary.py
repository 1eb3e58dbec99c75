"""Glossaries: the user's own wins, and what is wrong with it costs that line alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_expansion import expanded

from search import DataError
from search.expansion import Glossary, read_glossary
from search.expansion.glossary import read_terms


def others(text: str, glossary: Glossary) -> set[tuple[str, str]]:
    """What stands for the words of a query, each with its source."""
    used = expanded(text, glossary).used
    return {(one.alternative.text, one.alternative.source) for one in used}


def test_the_users_glossary_wins(tmp_path: Path) -> None:
    file = tmp_path / "glossary.tsv"
    file.write_text("# ours\n\n马蜂窝|大黄蜂\tMafengwo|company\n", "utf-8")
    glossary = read_glossary(file)
    assert others("company", glossary) == {
        ("马蜂窝", "your glossary"),
        ("大黄蜂", "your glossary"),
    }
    assert {text for text, _ in others("馬蜂窩", glossary)} == {"Mafengwo", "company", "大黄蜂"}


@pytest.mark.parametrize("line", ["孵化器 incubator", "a\tb\tc", "a\t", "\tb", "a|\tb"])
def test_a_bad_line_of_a_glossary_is_named_and_the_others_are_used(
    tmp_path: Path, line: str
) -> None:
    file = tmp_path / "glossary.tsv"
    file.write_text(f"蜂巢\thivespace\n{line}\n马蜂窝\tMafengwo\n", "utf-8")
    glossary = read_glossary(file)
    (problem,) = glossary.problems
    assert str(problem).startswith(f"{file}, line 2: expected two columns")
    for word, other in (("hivespace", "蜂巢"), ("Mafengwo", "马蜂窝")):
        assert others(word, glossary) == {(other, "your glossary")}


def test_a_glossary_that_is_missing_or_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "bytes.tsv").write_bytes(b"\xff\xfe\xfa")
    for name, why in (("none.tsv", "cannot be read"), ("bytes.tsv", "is not UTF-8")):
        glossary = read_glossary(tmp_path / name)
        (problem,) = glossary.problems
        assert f"{name}: {why}" in str(problem)
        assert not glossary.find("maker")


def test_a_bad_line_of_our_own_glossary_fails(tmp_path: Path) -> None:
    (tmp_path / "ours.tsv").write_text("蜂巢\thivespace\n孵化器\n", "utf-8")
    with pytest.raises(DataError, match=r"ours\.tsv, line 2"):
        read_terms(tmp_path / "ours.tsv")
