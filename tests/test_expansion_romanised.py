"""Chinese names that no list has are found by how they are read, as far as documents have them."""

from __future__ import annotations

from pathlib import Path

import pytest
from index_fixtures import Shelf, ask, paths

CHINESE = {
    "firm": "证监会昨日公布了对康徕药业的处罚决定，康徕连续三年虚增收入。",
    "village": "考察团走访了窑坨村，窑坨的合作社负责人介绍了情况。",
    "three": "罗淖山的养殖场去年扩建。",
    "other": "抗癞是一种药，专家说过抗癞不易。",
    "inside": "他们研究钢铁公司的历史，探究钢价走势。",
}


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path)
    for name, text in CHINESE.items():
        shelf.write(f"{name}.txt", text)
    shelf.write("en.txt", "The regulator fined Kanglai; the village of Yao-tuo was not named.")
    shelf.update()
    return shelf


@pytest.mark.parametrize(
    ("letters", "found"),
    [
        ("Kanglai", ["en.txt", "firm.txt"]),
        ("Kang'lai", ["firm.txt"]),
        ("Yaotuo", ["en.txt", "village.txt"]),
        ("Luonaoshan", ["three.txt"]),
    ],
)
def test_a_name_with_a_capital_is_found_in_characters(
    shelf: Shelf, letters: str, found: list[str]
) -> None:
    assert sorted(paths(ask(shelf.open(), letters, expand=True))) == found


@pytest.mark.parametrize("letters", ["kanglai", "Jiugang", "Kangla", "K", "'", "Kanglai1"])
def test_what_is_no_name_or_no_run_of_syllables_is_not_read_so(shelf: Shelf, letters: str) -> None:
    found = paths(ask(shelf.open(), letters, expand=True))
    assert set(found) <= {"en.txt"}


def test_a_name_in_characters_is_found_in_letters(shelf: Shelf) -> None:
    assert sorted(paths(ask(shelf.open(), "康徕", expand=True))) == ["en.txt", "firm.txt"]
    assert paths(ask(shelf.open(), "康徕", expand=False)) == ["firm.txt"]
