"""The user's corrections: what their lines mean, what is wrong with others, when they apply."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fixtures import Shelf, paths
from msgspec.structs import replace

from search import Query
from search.document import Evidence, Figure, Metadata, Value
from search.updating.corrections import FILE, correct, parse_corrections

FACTS = Metadata(
    title=Value("Report", "Report"),
    language="zh",
    script="Hans",
    date=Value("2016-08", "2016年8月"),
    regions=(Value("330100", "杭州"), Value("650000", "新疆", "mention")),
    organisations=(
        Value("大汉网络", "大汉网络", "about", (Evidence("suffix", 1, 5),)),
        Value("车库咖啡公司", "车库咖啡公司", "mention", (Evidence("suffix", 7, 9),)),
    ),
    events=(Value("2016-06-04", "June 4", "mention"), Value("2016/2020", "十三五", "mention")),
    figures=(
        Figure(85e6, "CNY", "over", "种子资金", "8500万元", (Evidence("money", 1, 6),)),
        Figure(241.0, "organisation", "", "在孵企业", "241家", (Evidence("counted", 7, 11),)),
    ),
)


def _corrected(*lines: str, path: str = "a.txt", facts: Metadata = FACTS) -> Metadata:
    found = parse_corrections("\n".join(lines))
    assert not found.problems
    return correct(facts, found.of(path))


def _ids(values: tuple[Value, ...]) -> list[str]:
    return [value.id for value in values]


def test_a_region_is_added_by_name_or_code_and_removed() -> None:
    facts = _corrected("a.txt\tadd\tregion\tKazakhstan", "*\tremove\tregion\t杭州市")
    assert _ids(facts.regions) == ["650000", "KZ"]


def test_a_value_that_was_corrected_says_so_with_the_line() -> None:
    (value,) = [v for v in _corrected("*\tadd\tregion\t440300").regions if v.id == "440300"]
    assert value.evidence[0] == Evidence("correction", quote="*\tadd\tregion\t440300")
    assert value.role == "about"


def test_what_was_merely_mentioned_is_what_the_document_is_about_once_added() -> None:
    facts = _corrected("*\tadd\tregion\t新疆")
    assert [v.role for v in facts.regions if v.id == "650000"] == ["about"]


def test_an_event_is_added_removed_and_corrected() -> None:
    facts = _corrected(
        "*\tadd\tevent\t2015-03",
        "*\tremove\tevent\t2016/2020",
        "*\trename\tevent\t2016-06-04\t2016-06-05",
    )
    assert [(v.id, v.role) for v in facts.events] == [
        ("2016-06-05", "mention"),
        ("2015-03", "mention"),
    ]


def test_a_figure_is_added_and_removed_by_amount() -> None:
    facts = _corrected("*\tadd\tfigure\t1.5亿元", "*\tremove\tfigure\t241")
    assert [(f.value, f.unit, f.name) for f in facts.figures] == [
        (85e6, "CNY", "8500万元"),
        (1.5e8, "CNY", "1.5亿元"),
    ]
    assert facts.figures[1].evidence == (Evidence("correction", quote="*\tadd\tfigure\t1.5亿元"),)
    assert _corrected("*\tremove\tfigure\t*").figures == ()
    assert len(_corrected("*\tremove\tfigure\t85000000 USD").figures) == 2


def test_a_figure_that_was_read_wrongly_keeps_what_it_measures() -> None:
    (figure, _) = _corrected("*\trename\tfigure\t8500万元\t8500万美元").figures
    assert (figure.value, figure.unit, figure.what) == (85e6, "USD", "种子资金")
    assert [e.rule for e in figure.evidence] == ["correction", "money"]


def test_merged_organisations_are_one_with_the_evidence_of_both() -> None:
    facts = _corrected("*\tmerge\torganisation\t车库咖啡公司\t大汉网络")
    (one,) = facts.organisations
    assert (one.id, one.role) == ("大汉网络", "about")
    assert [e.start for e in one.evidence] == [-1, 1, 7]


def test_an_organisation_of_the_table_is_meant_by_any_of_its_names() -> None:
    facts = Metadata(Value("t", "t"), "zh", "Hans", organisations=(Value("科学技术部", "科技部"),))
    assert _corrected("*\tremove\torganisation\tMOST", facts=facts).organisations == ()


def test_rename_changes_a_title_a_date_and_a_name() -> None:
    facts = _corrected(
        "*\trename\ttitle\tReport\tReport of 2016",
        "*\trename\tdate\t2016-08\t2016-08-15",
        "*\trename\torganisation\t大汉网络\tHanweb",
    )
    assert facts.title.name == "Report of 2016"
    assert facts.date is not None
    assert facts.date.id == "2016-08-15"
    assert _ids(facts.organisations) == ["Hanweb", "车库咖啡公司"]


def test_what_a_line_does_not_name_stays_as_it_was() -> None:
    assert _corrected("*\trename\tdate\t2015\t2016", "*\tremove\tregion\t深圳") == FACTS


def test_a_star_removes_any_value() -> None:
    facts = _corrected("*\tremove\torganisation\t*", "*\tremove\tdate\t*")
    assert facts.organisations == ()
    assert facts.date is None


def test_adding_a_publisher_or_date_replaces_what_was_read() -> None:
    facts = _corrected("*\tadd\tpublisher\tChina Daily", "*\tadd\tdate\t2017")
    assert facts.publisher is not None
    assert facts.publisher.role == "publisher"
    assert facts.date is not None
    assert facts.date.id == "2017"


@pytest.mark.parametrize(
    ("document", "path", "meant"),
    [
        ("*", "deep/a.txt", True),
        ("news/*", "news/2016/a.txt", True),
        ("news/?.txt", "news/a.txt", True),
        ("news/?.txt", "news/ab.txt", False),
        ("a.txt", "b/a.txt", False),
        ("[a].txt", "a.txt", False),
        ("t.csv#3", "t.csv#3", True),
        ("t.csv#3", "t.csv#33", False),
    ],
)
def test_a_line_names_documents_by_path_or_pattern(document: str, path: str, meant: bool) -> None:
    found = parse_corrections(f"{document}\tadd\tdate\t2016")
    assert bool(found.of(path)) is meant


def test_the_digest_of_a_table_has_the_corrections_of_its_rows() -> None:
    found = parse_corrections("t.csv#3\tadd\tdate\t2016\nt.*#4\tadd\tdate\t2017")
    assert found.digest("t.csv")
    assert not found.digest("u.txt")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a.txt add region 新疆", "tabs"),
        ("a.txt\tmove\tregion\t新疆", "the action is 'move'"),
        ("a.txt\tadd\tcity\t新疆", "what to correct is 'city'"),
        ("a.txt\tadd\tregion\tAtlantis", "not a place"),
        ("a.txt\tadd\tregion\t鼓楼区", "write the code"),
        ("a.txt\tadd\tdate\t2016-13", "not a date"),
        ("a.txt\tadd\tdate\t20160815", "not a date"),
        ("a.txt\tadd\tdate\t0726", "not a date"),
        ("a.txt\tadd\tevent\t2016/2015", "not a date"),
        ("a.txt\tadd\tevent\t2015/2016/2017", "not a date"),
        ("a.txt\tmerge\tevent\t2015\t2016", "rename"),
        ("a.txt\tadd\tfigure\tmany", "not an amount"),
        ("a.txt\tadd\tfigure\t8500", "no unit"),
        ("a.txt\trename\tfigure\t8500\t8600", "no unit"),
        ("a.txt\tmerge\tfigure\t8500\t8600元", "rename"),
        ("a.txt\tmerge\torganisation\tA", "value and new value"),
        ("a.txt\tadd\tregion\t新疆\t西藏", "one value"),
        ("a.txt\tmerge\ttitle\tA\tB", "rename"),
        ("a.txt\tremove\ttitle\tA", "needs a title"),
        ("a.txt\tadd\tregion\t*", "not *"),
        ("\tadd\tregion\t新疆", "empty"),
    ],
)
def test_a_line_that_makes_no_sense_is_reported_with_its_number(line: str, message: str) -> None:
    found = parse_corrections(f"# mine\n\n{line}\n*\tadd\tdate\t2016\n")
    (problem,) = found.problems
    assert str(problem).startswith("line 3: ")
    assert message in str(problem)
    assert [kept.line for kept in found.lines] == [4]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="a*?#\t\n add remove merge region date 2016新疆", max_size=60))
def test_any_text_is_read_without_failing(text: str) -> None:
    found = parse_corrections(text)
    correct(FACTS, found.of("a"))
    assert isinstance(found.digest("a"), str)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "*\tadd\tregion\t新疆",
                "*\tremove\tregion\t杭州市",
                "*\tmerge\torganisation\t车库咖啡公司\t大汉网络",
                "*\trename\tdate\t*\t2017-01-01",
            ]
        ),
        max_size=5,
    )
)
def test_correcting_twice_changes_nothing_more(lines: list[str]) -> None:
    once = _corrected(*lines)
    again = _corrected(*lines, facts=once)
    assert _ids(again.regions) == _ids(once.regions) or set(_ids(again.regions)) == set(
        _ids(once.regions)
    )
    assert set(_ids(again.organisations)) == set(_ids(once.organisations))
    assert len(set(_ids(again.organisations))) == len(again.organisations)


def _fill(shelf: Shelf) -> None:
    shelf.write("a.txt", "乌鲁木齐市的众创空间\n2016-08-15\n\n乌鲁木齐市有十二家众创空间。")
    shelf.write("b.txt", "杭州市的众创空间\n2016-08-16\n\n杭州市有三十家众创空间。")


def test_a_correction_changes_the_documents_that_it_names_and_only_those(shelf: Shelf) -> None:
    _fill(shelf)
    assert len(shelf.update().added) == 2
    shelf.write(FILE, "a.txt\tadd\tregion\tKazakhstan\n")
    assert shelf.update().changed == ("a.txt",)
    assert paths(shelf.open().search(Query("region:KZ"))) == ["a.txt"]
    assert shelf.update().changed == ()
    (shelf.documents / FILE).unlink()
    assert shelf.update().changed == ("a.txt",)
    assert paths(shelf.open().search(Query("region:KZ"))) == []


def test_a_corrected_figure_and_event_are_found(shelf: Shelf) -> None:
    _fill(shelf)
    shelf.write(FILE, "a.txt\tadd\tfigure\t-3.5%\na.txt\tadd\tevent\t1998\n*\tremove\tfigure\t30\n")
    shelf.update()
    assert shelf.find("amount:<0%") == shelf.find("amount:-5%..-1%") == ["a.txt"]
    assert shelf.find("event:1998") == ["a.txt"]
    assert shelf.find("amount:30家") == []
    assert shelf.find("amount:12家") == ["a.txt"]


def test_a_dry_run_tells_what_a_correction_would_change(shelf: Shelf) -> None:
    _fill(shelf)
    shelf.update()
    shelf.write(FILE, "*\tadd\tdate\t2017\n")
    assert shelf.update(dry_run=True).changed == ("a.txt", "b.txt")


def test_corrections_are_no_document_and_survive_a_rebuild(shelf: Shelf, tmp_path: Path) -> None:
    _fill(shelf)
    shelf.write(FILE, "*\tadd\tpublisher\t北京日报\n")
    assert shelf.update().added == ("a.txt", "b.txt")
    library = shelf.open()
    assert library.stats().documents == 2
    publisher = library.show("b.txt").document.metadata.publisher
    assert publisher is not None
    assert publisher.name == "北京日报"
    assert {hit.publisher for hit in library.search(Query("", ui="zh")).hits} == {"北京日报"}


def test_a_bad_line_is_reported_and_the_others_apply(shelf: Shelf) -> None:
    _fill(shelf)
    shelf.write(FILE, "*\tadd\tregion\tAtlantis\nb.txt\tadd\tregion\tKZ\n")
    (failure,) = shelf.update().failed
    assert failure.path == FILE
    assert failure.reason.startswith("line 1: 'Atlantis'")
    assert shelf.find("region:KZ") == ["b.txt"]


def test_an_update_of_a_part_is_one_of_all_where_the_corrections_have_changed(
    shelf: Shelf,
) -> None:
    _fill(shelf)
    shelf.write("sub/c.txt", "宁波市的孵化器\n2016-08-17\n\n宁波市有三家孵化器。")
    shelf.update()
    shelf.write(FILE, "*\tadd\tregion\tKZ\n")
    done = shelf.update(shelf.documents / "sub")
    assert done.changed == ("a.txt", "b.txt", "sub/c.txt")
    assert "corrections have changed" in done.widened[0]
    assert shelf.update(shelf.documents / "sub").widened == ()


def test_of_places_with_one_name_that_of_the_document_is_corrected() -> None:
    facts = replace(FACTS, regions=(Value("410500", "安阳"), Value("330100", "杭州")))
    assert _ids(_corrected("*\tremove\tregion\t安阳", facts=facts).regions) == ["330100"]
    assert _ids(_corrected("*\tmerge\tregion\t安阳\t杭州", facts=facts).regions) == ["330100"]
    named = _corrected("*\trename\tregion\t安阳\t410522", facts=facts)
    assert _ids(named.regions) == ["410522", "330100"]
    for line in ("*\tadd\tregion\t安阳", "*\tmerge\tregion\t杭州\t安阳"):
        assert "410500, 410522" in str(parse_corrections(line).problems[0])
