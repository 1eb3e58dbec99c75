"""The query syntax over the seeds: quotes, OR, minus, fields, dates, stars, broken queries."""

from __future__ import annotations

from pathlib import Path

import pytest
from index_fixtures import Shelf, ask, indexed, paths, seeds_found

from search import Library


def test_quotes_mean_exactly_this_run(library: Library) -> None:
    assert "000" in seeds_found(library, '"maker spaces"')
    assert seeds_found(library, '"spaces maker"') == []
    assert seeds_found(library, '"创新基因"') == ["003"]
    assert seeds_found(library, '"基因创新"') == []


def test_or_joins_either(library: Library) -> None:
    either = set(seeds_found(library, "e-works")) | set(seeds_found(library, "13.786"))
    assert set(seeds_found(library, "e-works OR 13.786")) == either == {"002", "004"}
    assert set(seeds_found(library, "e-works | 13.786")) == either


def test_parentheses_group(library: Library) -> None:
    grouped = set(seeds_found(library, "(e-works OR cafe) Hangzhou"))
    assert grouped == set(seeds_found(library, "e-works Hangzhou OR cafe Hangzhou"))
    assert grouped == {"004"} | (
        set(seeds_found(library, "cafe")) & set(seeds_found(library, "Hangzhou"))
    )


@pytest.mark.parametrize("text", ["maker -Urumqi", "maker NOT Urumqi", "maker －Urumqi"])
def test_minus_rules_out(library: Library, text: str) -> None:
    makers = set(seeds_found(library, "maker"))
    assert set(seeds_found(library, text)) == makers - set(seeds_found(library, "Urumqi"))
    assert set(seeds_found(library, text)) < makers


def test_ruling_out_alone_lists_the_rest(library: Library) -> None:
    assert sorted(seeds_found(library, "-cafe")) == ["001", "003", "004"]


def test_title_looks_in_titles_only(library: Library) -> None:
    assert seeds_found(library, "title:众创") == ["003"]
    assert seeds_found(library, "title:anniversary") == ["004"]
    assert seeds_found(library, 'title:"maker spaces"') == ["002"]
    assert seeds_found(library, "title:cafe") == []


@pytest.mark.parametrize("name", ["Xinjiang", "新疆", "新疆維吾爾自治區", "650000", "xinjiang"])
def test_a_region_has_one_meaning_under_all_its_names(library: Library, name: str) -> None:
    assert sorted(seeds_found(library, f"region:{name}")) == ["000", "001", "003"]
    assert sorted(seeds_found(library, "", regions=(name,))) == ["000", "001", "003"]


@pytest.mark.parametrize("name", ["科技部", "MOST", "科學技術部", "科学技术部"])
def test_an_organisation_has_one_meaning_under_all_its_names(library: Library, name: str) -> None:
    assert sorted(seeds_found(library, f"org:{name}")) == ["000", "001", "004"]
    assert sorted(seeds_found(library, "", organisations=(name,))) == ["000", "001", "004"]


def test_an_organisation_is_also_found_by_a_part_of_its_name(library: Library) -> None:
    assert seeds_found(library, "org:wangdao") == ["002"]
    assert seeds_found(library, 'org:"Hackerspace Union of Hangzhou"') == ["004"]


@pytest.mark.parametrize(
    ("dates", "found"),
    [
        ("2012", ["001"]),
        ("2016-08", ["002", "004"]),
        ("2016-06-06", ["000"]),
        ("2016..2017", ["000", "002", "003", "004"]),
        ("2016-08..2016-09", ["002", "004"]),
        ("..2016-06", ["000", "001"]),
        ("2017..", ["003"]),
        ("1999", []),
    ],
)
def test_dates_are_days_months_years_and_ranges(
    library: Library, dates: str, found: list[str]
) -> None:
    assert sorted(seeds_found(library, f"date:{dates}")) == found
    assert sorted(seeds_found(library, "", dates=(dates,))) == found


@pytest.mark.parametrize("name", ["zh", "Chinese", "中文"])
def test_languages_have_names(library: Library, name: str) -> None:
    assert seeds_found(library, f"lang:{name}") == ["003"]
    assert seeds_found(library, "", languages=(name,)) == ["003"]


def test_a_star_means_any_ending(library: Library) -> None:
    assert seeds_found(library, "创*") == ["003"]
    assert set(seeds_found(library, "incub*")) >= set(seeds_found(library, "incubator"))
    assert seeds_found(library, "annivers*") == ["004"]
    assert seeds_found(library, "xyzzy*") == []


@pytest.mark.parametrize("text", ["", "*", "   "])
def test_nothing_asked_lists_everything(library: Library, text: str) -> None:
    assert ask(library, text).total == 5


def test_fields_and_words_are_joined_by_and(library: Library) -> None:
    assert seeds_found(library, "maker region:浙江 date:2016 e-works") == ["004"]
    assert sorted(seeds_found(library, "region:浙江 OR lang:zh")) == ["002", "003", "004"]


@pytest.mark.parametrize(
    "text",
    [
        '"创新',
        "((创新",
        "创新)",
        "OR 创新",
        "创新 OR",
        "创新 title:",
        "创新 AND",
        "- 创新",
        "创新 NOT",
    ],
)
def test_a_broken_query_still_answers_with_a_note(library: Library, text: str) -> None:
    results = ask(library, text)
    assert [path[:3] for path in paths(results)] == ["003"]
    assert results.notes or text == "- 创新"


@pytest.mark.parametrize("text", ["!!!", "。", "region:Atlantis", "lang:xx", '""', "()"])
def test_what_means_nothing_finds_nothing_and_does_not_fail(library: Library, text: str) -> None:
    assert ask(library, text).total == 0


@pytest.mark.parametrize("text", ["w*", "note -w*", "note OR (a w*)"])
def test_a_star_for_too_many_words_says_that_only_the_first_were_looked_for(
    shelf: Shelf, text: str
) -> None:
    shelf.write("many.txt", "note " + " ".join(f"w{number}" for number in range(1100)))
    shelf.update()
    notes = ask(shelf.open(), text).notes
    assert [note.text for note in notes if note.code == "many-words"] == ["w*"]
    assert not ask(shelf.open(), text.replace("w*", "w10*")).notes


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Few documents in two languages, so that what has not all of the words is taken as well."""
    texts = {
        "yuan.txt": "Incubators\n\nAn incubator got 2 billion yuan in Wuhan.\n",
        "wuhan.txt": "武汉孵化器\n\n孵化器和众创空间在武汉。\n",
        "xinjiang.txt": "众创空间\n\n众创空间在新疆乌鲁木齐。\n",
        "chengdu.txt": "孵化器\n\n孵化器在成都。今天签字，大会。粤科函很多。\n",
        "number.txt": "通知\n\n国办发〔2015〕9号文件，粤科函〔2098〕77号。\n",
        "sign.txt": "Signs\n\nThe sign no. 9 was signed in 2015 in Xinjiang, a maker space.\n",
    }
    return indexed(tmp_path_factory.mktemp("papers"), texts).open()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('incubator "billion yuan"', {"yuan"}),
        ("incubator title:武汉", {"wuhan"}),
        ("(孵化器 OR incubator) title:武汉", {"wuhan"}),
        ("众创空间 AND 孵化器", {"wuhan"}),
        ("众创空间 region:(新疆 OR 北京)", {"xinjiang", "sign"}),
        ("孵化器 lang:(en OR de)", {"yuan"}),
        ("孵化器 region:Atlantis", set()),
        ('incubator "two billion"', set()),
        ('Which incubator got "two billion"?', {"yuan", "wuhan", "chengdu"}),
    ],
)
def test_what_has_an_operator_or_a_field_is_never_optional(
    papers: Library, text: str, wanted: set[str]
) -> None:
    assert {Path(path).stem for path in paths(ask(papers, text, expand=True))} == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("国办发〔2015〕9号", {"number"}),
        ("国办發〔2015〕9號", {"number"}),
        ("粤科函〔2099〕77号", set()),
        ("大数据", set()),
    ],
)
def test_a_number_of_a_paper_is_one_word_and_a_character_alone_says_little(
    papers: Library, text: str, wanted: set[str]
) -> None:
    assert {Path(path).stem for path in paths(ask(papers, text, expand=True))} == wanted
