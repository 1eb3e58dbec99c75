"""The five seeds against their hand annotation: what describing must get right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from index_fixtures import ask, paths

from search import Library, Page
from search.analysis import fold
from search.describing.organisations.table import directory
from search.describing.places.gazetteer import gazetteer

_GOLD: dict[str, Any] = json.loads(
    (Path(__file__).parent / "gold" / "seeds.json").read_text("utf-8")
)
_DOCS: dict[str, dict[str, Any]] = _GOLD["docs"]
_PUBLISHERS = {
    "000": "China Daily",
    "001": "China Daily",
    "002": None,
    "003": "中国产业经济信息网",
    "004": None,
}


@pytest.fixture(scope="module")
def pages(library: Library) -> dict[str, Page]:
    """Each seed's page by the first three digits of its name."""
    return {hit.path[:3]: library.show(hit.id) for hit in ask(library).hits}


def test_all_seeds_are_documents(pages: dict[str, Page]) -> None:
    assert set(pages) == set(_DOCS)


@pytest.mark.parametrize("seed", _DOCS)
def test_title_language_script_and_date_are_right(pages: dict[str, Page], seed: str) -> None:
    facts, gold = pages[seed].document.metadata, _DOCS[seed]
    assert facts.title.name == gold["title"]
    assert facts.language == gold["language"]
    assert facts.script == (gold["script"] or "Latn")
    assert facts.date is not None
    assert facts.date.id == gold["publication_date"]


@pytest.mark.parametrize("seed", _DOCS)
def test_the_publisher_is_who_publishes(pages: dict[str, Page], seed: str) -> None:
    publisher = pages[seed].document.metadata.publisher
    if _PUBLISHERS[seed] is None:
        assert publisher is None
    else:
        assert publisher is not None
        labels = {directory().label(publisher.id, ui) for ui in ("en", "zh")}
        assert _PUBLISHERS[seed] in labels


@pytest.fixture(scope="module")
def regions(library: Library) -> dict[str, set[str]]:
    """The region facet values that count each seed."""
    found: dict[str, set[str]] = {seed: set() for seed in _DOCS}
    for value in ask(library).facets["region"]:
        for path in paths(ask(library, regions=(value.value,))):
            found[path[:3]].add(value.value)
    return found


@pytest.mark.parametrize("seed", _DOCS)
def test_region_facets_are_those_of_the_gold(regions: dict[str, set[str]], seed: str) -> None:
    gold, found = _DOCS[seed], regions[seed]
    wanted = {r["id"] for r in gold["regions"] if r["facet"]}
    wanted |= {r["id"] for r in gold["implied_regions"] if "note" not in r}
    for place in sorted(_with_parents(wanted)):
        if place.startswith("Z-"):
            city = _code(_GOLD["regions"][place]["parent"])
            assert any(_is_zone(x) and city in gazetteer().ancestors(x) for x in found), place
        else:
            assert _code(place) in found, place
    allowed = wanted | {r["id"] for r in gold["implied_regions"]}
    administrative = {code for code in found if not _is_zone(code)}
    assert administrative <= {_code(place) for place in _with_parents(allowed)}


def test_organisations_reach_an_f1_of_085(pages: dict[str, Page]) -> None:
    right = wrong = missing = 0
    for seed, page in pages.items():
        gold = [org for org in _DOCS[seed]["orgs"] if org.get("facet")]
        facts = page.document.metadata
        found = [{v.id, v.name, *_labels(v.id)} for v in facts.organisations]
        if facts.publisher:
            found.append({facts.publisher.id, facts.publisher.name, *_labels(facts.publisher.id)})
        predicted = [{_plain(name) for name in names} for names in found]
        optional = [not org["named"] or org.get("facility", False) for org in gold]
        hit = [any(names & set(_names(org)) for names in predicted) for org in gold]
        right += sum(h for h, o in zip(hit, optional, strict=True) if not o)
        missing += sum(not h and not o for h, o in zip(hit, optional, strict=True))
        wrong += sum(not any(names & set(_names(org)) for org in gold) for names in predicted)
    assert 2 * right / (2 * right + wrong + missing) >= 0.85, (right, wrong, missing)


@pytest.mark.parametrize("seed", _DOCS)
def test_organisations_that_are_no_facet_do_not_appear(pages: dict[str, Page], seed: str) -> None:
    banned = {n for org in _DOCS[seed]["orgs"] if not org["facet"] for n in _names(org)}
    allowed = {n for org in _DOCS[seed]["orgs"] if org["facet"] for n in _names(org)}
    facts = pages[seed].document.metadata
    found = {_plain(n) for v in facts.organisations for n in (v.id, v.name, *_labels(v.id))}
    assert not found & (banned - allowed)


def _code(place: str) -> str:
    """The code that Mulu uses for a place of the annotation."""
    known = _GOLD["regions"].get(place, {})
    return str(known.get("gb2260") or known.get("unm49") or place)


def _with_parents(places: set[str]) -> set[str]:
    """The places and all that contain them."""
    found = set(places)
    for place in places:
        while place := _GOLD["regions"][place]["parent"] or "":
            found.add(place)
    return found


def _is_zone(code: str) -> bool:
    return not (code.isdigit() or (len(code) == 2 and code.isalpha()))


def _labels(organisation: str) -> tuple[str, str]:
    return directory().label(organisation, "en"), directory().label(organisation, "zh")


def _names(org: dict[str, Any]) -> Iterator[str]:
    names = (org.get("zh"), org.get("en"), org.get("zh_short"), *org["forms"])
    return (_plain(name) for name in names if name)


def _plain(name: str) -> str:
    return " ".join(fold(name).replace("’", "'").casefold().split())
