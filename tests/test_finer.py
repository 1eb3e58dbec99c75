"""What is finer than the values of a facet: months and days of events, scripts of Chinese."""

from __future__ import annotations

import pytest
from index_fixtures import ask, indexed

from search import Filter, Library, Query, QueryError


def _paths(library: Library, text: str = "", **filters: tuple[str, ...]) -> str:
    results = library.search(Query(text, Filter(**filters), limit=200))
    return "".join(sorted(hit.path[0] for hit in results.hits))


@pytest.fixture(scope="module")
def chronicle(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """What texts without a date of their own say happened in 2019."""
    texts = {
        "a": "The flood came on 5 November 2019 and the bridge was closed.",
        "b": "The fair ran from 28 November 2019 to 3 December 2019 in two halls.",
        "c": "Work on the canal began in November 2019 and ended in February 2020.",
        "d": "The mill was founded in 2019 and has since burned down.",
        "e": "On 12 March 2019 the council met behind closed doors.",
    }
    documents = {f"{name}.txt": f"Notes about a town\n\n{said}" for name, said in texts.items()}
    return indexed(tmp_path_factory.mktemp("chronicle"), documents).open()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("2019", "abcde"),
        ("2019-11", "abc"),
        ("2019年11月", "abc"),
        ("Nov 2019", "abc"),
        ("民國108年11月", "abc"),
        ("11/2019", "abc"),
        ("2019-11-05", "a"),
        ("2019-12", "b"),
        ("12 March 2019", "e"),
        ("2019-01..2019-06", "e"),
        (">2019-11", "bc"),
        ("before 2019-06", "e"),
        ("2020", "c"),
        ("2019-07", ""),
    ],
)
def test_events_are_found_by_the_month_and_day(chronicle: Library, typed: str, found: str) -> None:
    assert _paths(chronicle, events=(typed,)) == found
    assert _paths(chronicle, f"event:{typed}") == found, "without quotes, like any value"
    assert _paths(chronicle, f'town event:"{typed}"') == found


def test_a_chosen_month_of_events_is_listed_and_counted(chronicle: Library) -> None:
    lines = ask(chronicle, events=("2019-11",)).facets["event"]
    chosen = [line for line in lines if line.selected]
    assert [(line.value, line.count, line.parent) for line in chosen] == [("2019-11", 3, "2019")]


def test_the_years_of_a_chosen_range_are_listed_only_where_documents_have_them(
    chronicle: Library,
) -> None:
    lines = ask(chronicle, events=("2010..2030",)).facets["event"]
    assert [(line.value, line.count) for line in lines] == [("2020", 1), ("2019", 5)]


@pytest.mark.parametrize("field", ["date", "event"])
def test_a_day_that_may_be_two_is_refused_with_what_to_write(
    chronicle: Library, field: str
) -> None:
    results = chronicle.search(Query(f"town {field}:4/5/2022"))
    notes = {note.code: note.text for note in results.notes}
    assert notes["either-day"] == "4/5/2022 = 2022-04-05 / 2022-05-04"
    chosen = Filter(events=("4/5/2022",)) if field == "event" else Filter(dates=("4/5/2022",))
    with pytest.raises(QueryError, match="2022-04-05 or 2022-05-04"):
        chronicle.search(Query("", chosen))


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Library:
    texts = {
        "s.txt": "杭州的众创空间\n\n这里为创业者们提供办公场所和设备。",
        "t.txt": "臺北的眾創空間\n\n這裡為創業者們提供辦公場所和設備。",
        "e.txt": "Maker spaces\n\nThey give founders a room and the tools that they need. "
        "Peking University runs one.",
    }
    return indexed(tmp_path_factory.mktemp("scripts"), texts).open()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zh-Hant", "t"),
        ("zh-hans", "s"),
        ("traditional", "t"),
        ("simplified", "s"),
        ("繁体", "t"),
        ("簡體", "s"),
        ("zh", "st"),
        ("en", "e"),
    ],
)
def test_chinese_can_be_asked_for_in_one_script(scripts: Library, typed: str, found: str) -> None:
    assert _paths(scripts, f"lang:{typed}") == found
    assert _paths(scripts, languages=(typed,)) == found
    lines = ask(scripts, languages=(typed,)).facets["language"]
    assert [line.count for line in lines if line.selected] == [len(found)]


def test_a_script_is_named_in_the_readers_language_below_its_language(scripts: Library) -> None:
    for ui, label in (("en", "Chinese (traditional)"), ("zh", "繁体中文")):
        lines = scripts.search(Query(ui=ui, filter=Filter(languages=("zh-Hant",)))).facets
        assert ("zh-Hant", label, "zh") in [(v.value, v.label, v.parent) for v in lines["language"]]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lang:englsh tools", ["lang:english tools"]),
        ("orgtype:universty", ["orgtype:university"]),
        ("lang:qwerty", []),
    ],
)
def test_of_a_value_that_is_nearly_a_name_that_is_offered(
    scripts: Library, typed: str, meant: list[str]
) -> None:
    results = ask(scripts, typed)
    assert results.notes[0].code.startswith("unknown-")
    assert [one.query for one in results.suggestions] == meant


def test_a_kind_of_body_that_there_is_not_is_refused_with_those_that_there_are(
    scripts: Library,
) -> None:
    with pytest.raises(QueryError, match="government, party, university"):
        ask(scripts, organisation_types=("universty",))
