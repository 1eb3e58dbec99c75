"""The directory of organisations: one id for all names of a body."""

from __future__ import annotations

import pytest

from search.analysis import fold
from search.describing.organisations.mentioned import organisations
from search.describing.organisations.table import directory
from search.document import CleanText

XINJIANG_SCIENCE = "新疆维吾尔自治区科学技术厅"


@pytest.mark.parametrize(
    "name",
    [
        "科學技術部",
        "MOST",
        "most",
        "Ministry of Science and Technology",
        "the ministry of science  and technology",
    ],
)
def test_a_ministry_is_found_by_all_its_names(name: str) -> None:
    assert directory().find(name) == ("科学技术部",)


@pytest.mark.parametrize(
    ("written", "identifier"),
    [
        ("Ministry of Agriculture & Rural Affairs", "农业农村部"),
        ("Ministry of Human Resources & Social Security", "人力资源和社会保障部"),
    ],
)
def test_a_name_is_written_with_an_ampersand_or_with_and(written: str, identifier: str) -> None:
    assert directory().find(written) == (identifier,)
    [value] = organisations(CleanText(f"In Beijing, the {written} told reporters."))
    assert value.id == identifier


def test_a_name_that_a_ministry_of_taiwan_has_too_is_asked_for_as_both() -> None:
    assert directory().find("科技部") == ("科学技术部", "台湾科技部")
    assert directory().find("Ministry of Science and Technology (Taiwan)") == ("台湾科技部",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("科技部今日召開記者會，行政院核定臺灣團隊的計畫。", "台湾科技部"),
        ("科技部今日召開記者會，國務院核定北京團隊的計畫。", "科学技术部"),
        ("科技部在北京开会，谈到台湾、台北和高雄的学生。", "科学技术部"),
        ("台湾科技部的官员昨天到北京。", "台湾科技部"),
        ("The Ministry of Science and Technology in Taipei said Taiwan would pay.", "台湾科技部"),
        ("The Ministry of Science and Technology in Beijing spoke of Taiwan.", "科学技术部"),
        ("Taiwan's Ministry of Science and Technology wrote to Beijing.", "台湾科技部"),
        ("學生向香港教育局和科技部申請，香港科技園參與。", "科学技术部"),
    ],
)
def test_a_ministry_is_that_of_the_side_that_the_text_is_from(text: str, expected: str) -> None:
    assert expected in {value.id for value in organisations(CleanText(text))}
    other = {"台湾科技部", "科学技术部"} - {expected}
    assert not other & {value.id for value in organisations(CleanText(text))}


@pytest.mark.parametrize(
    "name",
    [
        "新疆科技厅",
        "新疆维吾尔自治区科技厅",
        "新疆維吾爾自治區科學技術廳",
        "Xinjiang Uygur autonomous region’s Science and Technology Department",
        "Xinjiang Science and Technology Department",
        "Science and Technology Department of Xinjiang",
        "Department of Science and Technology of Xinjiang",
    ],
)
def test_a_department_is_found_by_pattern_in_both_languages(name: str) -> None:
    assert directory().find(name) == (XINJIANG_SCIENCE,)


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("四川省发改委", "四川省发展和改革委员会"),
        ("杭州市政府", "杭州市人民政府"),
        ("Hangzhou Municipal Government", "杭州市人民政府"),
        ("Urumqi Party Committee", "中共乌鲁木齐市委"),
        ("Urumqi municipal Party committee", "中共乌鲁木齐市委"),
        ("黑龙江省委组织部", "中共黑龙江省委组织部"),
        ("Sichuan Provincial Department of Science and Technology", "四川省科学技术厅"),
        ("Guangzhou Municipal Bureau of Commerce", "广州市商务局"),
        ("日本政府", "日本政府"),
        ("南京市政府办公厅", "南京市人民政府办公厅"),
        ("沛县政府办公室", "沛县人民政府办公室"),
    ],
)
def test_government_at_every_level_follows_by_pattern(name: str, identifier: str) -> None:
    assert directory().find(name) == (identifier,)


@pytest.mark.parametrize("name", ["", "新疆", "科技", "the committee", "no such body", "厅", "'s"])
def test_an_unknown_name_finds_nothing(name: str) -> None:
    assert directory().find(name) == ()


def test_labels_follow_the_language_of_the_reader() -> None:
    known = directory()
    assert known.label("科学技术部", "en") == "Ministry of Science and Technology"
    assert known.label("科学技术部", "zh") == "科学技术部"
    assert known.label(XINJIANG_SCIENCE, "en").endswith("Science and Technology Department")
    assert known.label(XINJIANG_SCIENCE, "en").startswith("Xinjiang")
    assert known.label("Garden Robots Co", "zh") == "Garden Robots Co"


@pytest.mark.parametrize(
    ("identifier", "kind"),
    [
        ("科学技术部", "government"),
        (XINJIANG_SCIENCE, "government"),
        ("中共四川省委", "party"),
        ("浙江大学", "university"),
        ("华为技术有限公司", "company"),
        ("苏州无名光电有限公司", "company"),
        ("Xinjiang Fruit Group Co", "company"),
        ("Lakeside University of Music", "university"),
        ("Hackerspace Union of Hangzhou", "association"),
        ("新华通讯社", "media"),
        ("something", "other"),
    ],
)
def test_kinds_come_from_the_table_the_pattern_or_the_ending(identifier: str, kind: str) -> None:
    assert directory().kind(identifier) == kind


def test_every_clear_name_of_the_table_finds_its_own_body() -> None:
    known = directory()
    for name, identifier in known.clear.items():
        assert identifier in known.find(name), name


def test_every_id_of_the_table_is_a_name_in_simplified_characters() -> None:
    variants = str.maketrans("具", "俱")  # a variant that folding joins, not a script
    for identifier in set(directory().clear.values()):
        assert fold(identifier).translate(variants) == identifier.translate(variants)
        assert directory().organisation(identifier)
