"""Words near each other: in either order, in both languages, and no farther apart than asked."""

from __future__ import annotations

from itertools import pairwise, permutations, product
from pathlib import Path

import pytest
from engine_fixtures import VERSION, segment, write
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from index_fixtures import Shelf, ask, indexed, marked

from search import Query
from search.engine import WhooshEngine
from search.query import Near, Phrase
from search.settings import Settings

LATIN = ["a", "b", "c"]


def within(body: list[str], parts: list[tuple[str, ...]], slop: int) -> bool:
    """Whether some stretch has all of the parts, apart, and few other words: tried one by one."""
    width = sum(map(len, parts))
    places = [
        [i for i in range(len(body)) if tuple(body[i : i + len(part)]) == part] for part in parts
    ]
    for chosen in product(*places):
        for order in permutations(range(len(parts))):
            ends = [(chosen[i], chosen[i] + len(parts[i])) for i in order]
            apart = all(one[1] <= two[0] for one, two in pairwise(ends))
            if apart and ends[-1][1] - ends[0][0] - width <= slop:
                return True
    return False


@settings(max_examples=60, deadline=None, phases=[Phase.generate])
@given(
    st.lists(st.lists(st.sampled_from(LATIN), max_size=10), min_size=1, max_size=6),
    st.lists(st.lists(st.sampled_from(LATIN), min_size=1, max_size=2), min_size=2, max_size=2),
    st.integers(0, 4),
)
def test_two_runs_are_near_where_trying_all_places_finds_them_near(
    tmp_path_factory: pytest.TempPathFactory,
    bodies: list[list[str]],
    parts: list[list[str]],
    slop: int,
) -> None:
    root = tmp_path_factory.mktemp("index")
    rows = [{"title": [], "body": body, "chrome": []} for body in bodies]
    write(root, [segment(0, rows)])
    runs = [tuple(part) for part in parts]
    node = Near("near", tuple(Phrase(" ".join(run), run) for run in runs), slop)
    found = WhooshEngine(Settings(index=root), VERSION).count(node)
    assert found == sum(within(body, runs, slop) for body in bodies)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    shelf = Shelf(tmp_path_factory.mktemp("near"))
    shelf.write("zh.txt", "1993年，新疆第一家孵化器在乌鲁木齐高新区成立。")
    shelf.write("far.txt", "新疆的棉花丰收了。很久以后，人们在别的地方看到了许多新的孵化器。")
    shelf.write("en.txt", "The incubator opened a large maker space in Urumqi 高新区 today.")
    shelf.update()
    return shelf


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('"新疆 孵化器"~5', ["zh.txt"]),
        ('"孵化器 新疆"~5', ["zh.txt"]),
        ('"新疆孵化器"~3', ["zh.txt"]),
        ('"新疆孵化器"~2', []),
        ('"新疆 孵化器"~30', ["zh.txt"]),
        ('"新疆 孵化器 高新区"~20', ["zh.txt"]),
        ('"新疆孵化器"', []),
        ('"space incubator"~4', ["en.txt"]),
        ('"space incubator"~3', []),
        ('"maker spaces"~3', []),
        ('"高新区 Urumqi"~1', ["en.txt"]),
        ('title:"新疆 孵化器"~20 -棉花', ["zh.txt"]),
        ('"家 新疆"~5', ["zh.txt"]),
    ],
)
def test_words_are_found_near_each_other(shelf: Shelf, text: str, wanted: list[str]) -> None:
    assert shelf.find(text) == wanted


def test_words_that_are_near_each_other_are_marked(shelf: Shelf) -> None:
    [hit] = ask(shelf.open(), '"孵化器 新疆"~5').hits
    [snippet] = hit.snippets
    assert [snippet.text[a:b] for a, b in snippet.marks] == ["新疆", "孵化器"]


def test_words_of_a_translation_are_no_such_thing_where_they_are_scattered(tmp_path: Path) -> None:
    texts = {
        "film.txt": "Notes on a film\n\nThese stars work well. His co-stars were fine. Not enough "
        "space was left for more.\n",
        "room.txt": "A new floor\n\nThe space for work and co-working opens in May.\n",
        "other.txt": "Minutes\n\nNobody said anything.\n",
    }
    results = indexed(tmp_path, texts).open().search(Query("众创空间"))
    assert [(hit.path, hit.via) for hit in results.hits] == [
        ("room.txt", ("co + working + space",))
    ]
    assert set(marked(results)) == {"space", "work", "co"}
