"""Queries of which few documents have all: who answers, and who comes before whom."""

from __future__ import annotations

from pathlib import Path

import pytest
from index_fixtures import indexed, paths

from search import Library, Query

RARE = {
    "visit.txt": (
        "Harbour diary\n\nWe paid a visit to the lighthouse of Orlo Wimberg, who keeps it.\n"
    ),
    "guest.txt": "Orlo Wimberg and his lamps\n\nOrlo Wimberg told us how he mends the lamps.\n",
}
TRIPS = {f"trip{n}.txt": f"第{n}次出行\n\n第{n}天参观了工厂，又访问了学校。\n" for n in range(30)}
LAMPS = {
    "grant.txt": "灯塔 修缮 补助\n\n灯塔的修缮得到补助，工程明年开始。\n",
    "tower.txt": "灯塔的修缮\n\n灯塔的修缮用了三年，石墙和灯都换了。\n",
}
GIFTS = {
    f"gift{n}.txt": f"Letter {n}\n\nThe allowance of week {n} and a subsidy came.\n"
    for n in range(30)
}
PLAIN = {f"{n}.txt": f"Letter {n}\n\nThe weather was fine on day {n}.\n" for n in range(30)}
FINE = {f"z{n}.txt": f"第{n}封信\n\n这一天天气很好，我们走了{n}里路。\n" for n in range(30)}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    documents = {**RARE, **TRIPS, **LAMPS, **GIFTS, **PLAIN, **FINE}
    return indexed(tmp_path_factory.mktemp("lacking"), documents).open()


@pytest.mark.parametrize(
    ("typed", "all_of_it", "most_of_it", "little"),
    [
        ("Orlo Wimberg visit", "visit.txt", "guest.txt", "trip"),
        ("灯塔 修缮 补助", "grant.txt", "tower.txt", "gift"),
    ],
)
def test_who_has_the_rare_words_answers_in_the_language_typed_and_who_lacks_them_in_none(
    library: Library, typed: str, all_of_it: str, most_of_it: str, little: str
) -> None:
    found = paths(library.search(Query(typed, limit=50)))
    assert found[:2] == [all_of_it, most_of_it]
    assert not [path for path in found if path.startswith(little)]


def test_a_page_with_all_words_comes_before_a_better_one_that_lacks_one(tmp_path: Path) -> None:
    whole = (
        "Notes\n\n" + "The day was long and nothing was said of it. " * 40 + "kiln glaze prices\n"
    )
    lacking = "Kiln glaze\n\nKiln glaze, kiln glaze and more of the glaze of the kiln.\n"
    others = {f"p{n}.txt": f"第{n}家店\n\n这家店的价格不高。\n" for n in range(6)}
    documents = {"whole.txt": whole, "lacking.txt": lacking, **others, **PLAIN}
    found = paths(indexed(tmp_path, documents).open().search(Query("kiln glaze prices")))
    assert found[:2] == ["whole.txt", "lacking.txt"]
