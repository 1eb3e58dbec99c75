"""Facets as links, from plain results."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from web_fixtures import FACETS, HITS, read_url

from search import FacetValue, Filter, Query, Results
from web import facets, presenters
from web.addresses import Address
from web.facets import Choices
from web.labels import catalogue
from web.links import Links

ENGLISH = catalogue("en")


def results(query: Query, facets: dict[str, tuple[FacetValue, ...]] | None = None) -> Results:
    return Results(query, len(HITS), HITS, FACETS if facets is None else facets, 1.0)


def values(*names: str, selected: tuple[str, ...] = ()) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(name, name.upper(), 1, name in selected) for name in names)


def regions(address: Address, *listed: FacetValue) -> Choices:
    return facets.facet_lists(address, results(address.query, {"region": listed}))["region"]


def labels(choices: Choices) -> list[str]:
    return [choice.label for choice in (*choices.shown, *choices.folded)]


def toggled(typed: tuple[str, ...], listed: tuple[FacetValue, ...], value: str) -> tuple[str, ...]:
    return facets.toggled(typed, listed, next(one for one in listed if one.value == value))


def test_toggling_chooses_and_lets_go() -> None:
    listed = values("a", "b", selected=("a",))
    assert toggled(("a",), listed, "b") == ("a", "b")
    assert toggled(("a",), listed, "a") == ()


def test_letting_go_of_a_value_typed_in_other_words_keeps_what_else_they_meant() -> None:
    years = ("2015", "2016", "2017", "2018")
    listed = values(*years, "2019", selected=years)
    assert toggled(("2015", "2016..2018"), listed, "2017") == ("2015", "2016", "2018")


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.sampled_from("abcdef"))
def test_toggling_twice_changes_nothing(chosen: list[str], value: str) -> None:
    once = toggled(tuple(chosen), values(*"abcdef", selected=tuple(chosen)), value)
    twice = toggled(once, values(*"abcdef", selected=once), value)
    assert (value in once) != (value in chosen)
    assert set(twice) == set(chosen)


def test_regions_stand_inside_the_regions_that_contain_them() -> None:
    tree = regions(Address(Query()), *FACETS["region"])
    (china,) = tree.shown
    assert china.label == "China"
    assert labels(china.inside) == ["Xinjiang", "Zhejiang"]
    assert labels(china.inside.shown[1].inside) == ["Hangzhou"]


def test_the_branch_with_the_selected_region_goes_first() -> None:
    address = Address(Query(filter=Filter(regions=("330100",))))
    listed = [replace(v, selected=v.value == "330100") for v in FACETS["region"]]
    (china,) = regions(address, *listed).shown
    assert labels(china.inside) == ["Zhejiang", "Xinjiang"]


def test_a_large_tree_is_closed_below_its_first_level_but_for_what_is_selected() -> None:
    provinces = [FacetValue(f"p{n}", f"P{n}", 1, False, "CN") for n in range(20)]
    cities = [FacetValue(f"c{n}", f"C{n}", 1, n == 7, f"p{n}") for n in range(20)]
    tree = regions(Address(Query()), FacetValue("CN", "China", 20, False), *provinces, *cities)
    first, second = tree.shown[0].inside.shown[:2]
    assert (first.label, first.open) == ("P7", True)
    assert (second.label, second.open) == ("P0", False)
    assert len(tree.shown[0].inside.folded) == 20 - facets.SHOWN


def test_parents_that_are_missing_or_go_in_a_ring_do_no_harm() -> None:
    ring = (FacetValue("a", "A", 1, False, "b"), FacetValue("b", "B", 1, False, "a"))
    lost = FacetValue("c", "C", 1, False, "nowhere")
    own = FacetValue("d", "D", 1, False, "d")
    assert labels(regions(Address(Query()), *ring, lost, own)) == ["C", "D"]


def test_a_long_facet_is_folded_and_selected_values_stay_in_view() -> None:
    names = [f"v{n}" for n in range(30)]
    address = Address(Query(filter=Filter(regions=("v29",))))
    folded = regions(address, *values(*names, selected=("v29",)))
    assert folded.shown[0].label == "V29"
    assert folded.shown[0].selected
    assert len(folded.shown) == facets.SHOWN
    assert len(folded.shown) + len(folded.folded) == 30


def test_a_fold_is_not_made_for_two_lines() -> None:
    names = [f"v{n}" for n in range(facets.SHOWN + 2)]
    assert regions(Address(Query()), *values(*names)).folded == ()


def test_a_chip_names_the_value_and_leads_to_the_search_without_it() -> None:
    query = Query("x", Filter(dates=("2016-08",), regions=("650000", "Atlantis")))
    chips = facets.chips(Address(query), results(query), ENGLISH)
    assert [(chip.facet, chip.label) for chip in chips] == [
        ("date", "August 2016"), ("region", "Xinjiang"), ("region", "Atlantis"),
    ]  # fmt: skip
    assert chips[1].url == "/search?q=x&date=2016-08&region=Atlantis"
    assert presenters.unfiltered(Address(query)) == "/search?q=x"


def test_examples_come_from_the_collection_and_leave_out_what_holds_the_others() -> None:
    shorter = {**FACETS, "organisation": (FacetValue("x", 'The "X"', 9, False), *values("y"))}
    links = facets.examples(Address(Query()), results(Query(), shorter))
    assert [link.label for link in links] == ["Xinjiang", "Hangzhou", "Y"]
    assert links[-1].url == "/search?q=org%3A%22Y%22"


def test_the_timeline_has_a_bar_for_each_year_in_order_and_room_for_the_missing() -> None:
    listed = (
        FacetValue("2018", "2018", 4, False),
        FacetValue("2015", "2015", 1, False),
        FacetValue("2015-03", "2015-03", 1, False, "2015"),
    )
    shown = facets.timeline(Address(Query("*")), listed, ENGLISH)
    assert shown is not None
    first, last = shown.bars
    assert (first.link.label, last.link.label) == ("2015", "2018")
    assert last.x == 3 * first.width
    assert shown.width == 4 * first.width
    assert (first.height, last.height) == (25, 100)
    assert last.link.url == "/search?q=%2A&date=2018"


def test_a_chosen_year_is_let_go_by_its_bar() -> None:
    address = Address(Query("*", Filter(dates=("2018",))))
    shown = facets.timeline(address, values("2015", "2018", selected=("2018",)), ENGLISH)
    assert shown is not None
    first, last = shown.bars
    assert (first.link.current, last.link.current) == (False, True)
    assert first.link.url == "/search?q=%2A&date=2015"
    assert last.link.url == "/search?q=%2A"


def test_one_year_makes_no_timeline() -> None:
    assert facets.timeline(Address(Query()), values("2016"), ENGLISH) is None
    assert facets.timeline(Address(Query()), (), ENGLISH) is None


@given(st.sets(st.integers(1, 9999), min_size=2), st.sampled_from([240, 640]))
def test_bars_are_wide_enough_for_a_finger_and_count_every_document(
    years: set[int], width: int
) -> None:
    listed = [FacetValue(f"{year:04}", f"{year:04}", year % 7 + 1, False) for year in years]
    shown = facets.timeline(Address(Query("*")), listed, ENGLISH, width)
    if shown is None:
        return
    assert shown.width <= width
    assert all(bar.width >= facets.NARROWEST for bar in shown.bars)
    assert sum(bar.count for bar in shown.bars) == sum(value.count for value in listed)
    assert all(one.x + one.width <= next.x for one, next in pairwise(shown.bars))


def test_the_fields_hold_the_one_date_that_is_chosen() -> None:
    def between(*dates: str) -> tuple[str, str]:
        return facets.between(Address(Query(filter=Filter(dates=dates))), "date")

    assert between("2016..2017-03") == ("2016", "2017-03")
    assert between("2016-08") == ("2016-08", "2016-08")
    assert between("..2016") == ("", "2016")
    assert between() == between("2016", "2018") == between("none") == ("", "")


def test_the_fields_of_amounts_hold_a_range_and_no_comparison() -> None:
    def between(*amounts: str) -> tuple[str, str]:
        return facets.between(Address(Query(filter=Filter(amounts=amounts))), "amount")

    assert between("1e6..8500万元") == ("1e6", "8500万元")
    assert between("5%") == ("5%", "5%")
    assert between(">1e9") == ("", "")


def test_chips_spell_ranges() -> None:
    chosen = Filter(events=("2011..", "none"), amounts=("1e6..", "..5%", "1e6..2e6", ">1e9"))
    chips = facets.chips(Address(Query(filter=chosen)), None, ENGLISH)
    spelt = ["since 2011", "none", "≥ 1e6", "≤ 5%", "1e6 – 2e6", ">1e9"]
    assert [chip.label for chip in chips] == spelt


def test_a_value_can_be_left_out_and_taken_back_by_a_chip() -> None:
    address = Address(Query("孵化器 OR incubator"))
    listed = [replace(one, selected=one.value == "650000") for one in FACETS["region"]]
    (china,) = regions(address.choosing("region", ("650000",)), *listed).shown
    assert not china.exclude
    without = read_url(china.inside.shown[0].exclude)
    assert not without.chosen("region")
    assert without.query.text == "(孵化器 OR incubator) -region:Xinjiang"
    twice = read_url(Links(without).leaving_out("organisation")("A B"))
    assert twice.query.text == '(孵化器 OR incubator) -region:Xinjiang -org:"A B"'
    chips = facets.chips(twice, None, ENGLISH)
    assert [(chip.facet, chip.label, chip.excludes) for chip in chips] == [
        ("region", "Xinjiang", True), ("organisation", "A B", True),
    ]  # fmt: skip
    assert read_url(chips[0].url).query.text == '(孵化器 OR incubator) -org:"A B"'
    assert read_url(presenters.unfiltered(twice)).query.text == "(孵化器 OR incubator)"


def test_names_that_several_values_share_are_left_out_by_their_ids() -> None:
    shared = (
        FacetValue("110105", "Chaoyang", 1, True),
        FacetValue("211302", "Chaoyang", 1, True),
    )
    both = Filter(regions=("110105", "211302"))
    first, second = regions(Address(Query("x", both)), *shared).shown
    assert read_url(first.exclude).chosen("region") == ("211302",)
    assert read_url(first.exclude).query.text == "x -region:110105"
    assert read_url(second.exclude).query.text == "x -region:211302"


def test_further_facets_of_the_engine_are_listed_chosen_and_named() -> None:
    listed = {
        "event": values("2016", "none", selected=("none",)),
        "organisation_type": values("school"),
    }
    address = Address(Query("x", Filter(events=("2016",), amounts=(">1e9",))))
    lists = facets.facet_lists(address, results(address.query, listed))
    assert list(lists) == ["event", "organisation_type"]
    assert lists["organisation_type"].shown[0].url == (
        "/search?q=x&event=2016&orgtype=school&amount=%3E1e9"
    )
    assert read_url(lists["event"].shown[0].exclude).query.text == "x -event:none"
    chips = facets.chips(address, None, ENGLISH)
    assert [(chip.facet, chip.label) for chip in chips] == [("event", "2016"), ("amount", ">1e9")]


def test_a_facet_that_cannot_narrow_the_results_is_no_filter() -> None:
    same = {"language": (FacetValue("zh", "Chinese", 2, False),), "organisation": ()}
    parted = {"region": (FacetValue("CN", "China", 1, False), FacetValue("JP", "Japan", 2, False))}
    dates = {"date": (FacetValue("2016", "2016", 2, False),)}
    chosen = {"publisher": (FacetValue("x", "x", 2, True),)}
    query = Query("x")
    address, two = Address(query), results(query, {**same, **parted, **dates, **chosen})
    two = replace(two, total=2)
    assert {*facets.facet_lists(address, two)} == {"date", "region", "publisher"}
    assert "language" in facets.facet_lists(address, two, every=True)
    one = replace(two, total=1, facets={"date": (FacetValue("2016", "2016", 1, False),)})
    assert facets.facet_lists(address, one) == {}
    assert facets.ranges(address, 1) == {}
    assert {*facets.ranges(address, 2)} == {"date", "event", "amount"}


def test_the_axis_of_the_timeline_is_even_even_where_years_have_no_documents() -> None:
    years = [FacetValue(year, year, 1, False) for year in ("2010", "2011", "2019")]
    drawn = facets.timeline(Address(Query("x")), years, catalogue("en"), width=240, gap=44)
    assert drawn
    assert [year for _, year in drawn.ticks] == [2010, 2012, 2014, 2016, 2018]
    assert len({after - before for (before, _), (after, _) in pairwise(drawn.ticks)}) == 1


def test_years_of_the_first_page_stand_apart_where_it_is_shown_at_half_its_size() -> None:
    years = [FacetValue(str(year), str(year), 1, False) for year in range(2007, 2027)]
    drawn = facets.timeline(Address(Query()), years, ENGLISH)
    assert drawn
    assert all(after - before >= 88 for (before, _), (after, _) in pairwise(drawn.ticks))


def test_beside_the_timeline_stand_the_documents_without_a_date() -> None:
    counted = (*values("2015", "2016"), FacetValue("none", "Not stated", 7, False))
    made = facets.timeline(Address(Query("x")), counted, ENGLISH)
    assert made
    assert made.undated
    assert made.undated.label == "7 documents without a date"
    assert read_url(made.undated.url).chosen("date") == ("none",)
    dated = facets.timeline(Address(Query("x")), counted[:-1], ENGLISH)
    assert dated
    assert not dated.undated
