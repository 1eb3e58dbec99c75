"""The catalogues: complete, alike, and used for every word of the templates."""

from __future__ import annotations

import re
from importlib.resources import files
from string import Formatter

import pytest
from jinja2 import Environment
from opencc import OpenCC

from web.labels import LANGUAGES, catalogue, choose, known

SOURCES = {
    entry.name: entry.read_text(encoding="utf-8")
    for entry in (files("web") / "templates").iterdir()
    if entry.name.endswith(".html")
}
ENGLISH = catalogue("en")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_catalogue_has_the_same_keys_with_the_same_fields(language: str) -> None:
    texts = catalogue(language).texts
    assert texts.keys() == ENGLISH.texts.keys()
    for key, text in texts.items():
        assert fields(text) == fields(ENGLISH.texts[key]), key
        assert text.strip(), key


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_the_catalogues_differ_where_words_can_be_translated(language: str) -> None:
    texts = catalogue(language).texts
    same = {key for key, text in texts.items() if text == ENGLISH.texts[key] and not fields(text)}
    assert {key.partition(".")[0] for key in same} <= {"name"}


def test_each_chinese_catalogue_keeps_to_its_script() -> None:
    for language, converted in (("zh-Hans", "t2s"), ("zh-Hant", "s2t")):
        for key, text in catalogue(language).texts.items():
            assert OpenCC(converted).convert(text) == text, key


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_no_word_of_a_template_stands_outside_the_catalogues(name: str) -> None:
    tokens = Environment(autoescape=True).lex(SOURCES[name])
    markup = "".join(
        text if kind == "data" else " "
        for _, kind, text in tokens
        if kind in ("data", "block_begin", "variable_begin")
    )
    spoken = re.findall(r'(?:aria-label|title|placeholder|alt)="([^"]*)"', markup)
    spoken.append(re.sub(r"<[^>]*>", " ", markup))
    words = {word for text in spoken for word in re.findall(r"[^\W\d_]+", text)}
    assert words <= {"Mulu", "目录"}


def test_every_key_that_a_template_names_is_in_the_catalogue() -> None:
    named = set()
    for source in SOURCES.values():
        named |= {(key, True) for key in re.findall(r't\.count\("([a-z_.]+)"', source)}
        named |= {(key, False) for key in re.findall(r'\bt\("([a-z_.0-9-]+)"[,)]', source)}
    assert len(named) > 50
    for key, counted in named:
        assert (f"{key}_one" if counted else key) in ENGLISH.texts


def test_one_and_many_are_told_apart_in_english() -> None:
    assert ENGLISH.count("results.found", 1) == "1 document"
    assert ENGLISH.count("results.found", 12_345) == "12,345 documents"
    assert catalogue("zh-Hans").count("results.found", 1) == "1 篇文件"


@pytest.mark.parametrize(
    ("iso", "english", "chinese"),
    [
        ("2016-08-05", "5 August 2016", "2016年8月5日"),
        ("2016-08", "August 2016", "2016年8月"),
        ("2016", "2016", "2016年"),
        ("2016-99", "2016-99", "2016-99"),
        ("2016..2017-03", "2016 – March 2017", "2016年至2017年3月"),
        ("2016..", "since 2016", "2016年以来"),
        ("..2016", "until 2016", "2016年以前"),
        ("2016..2017..2018", "2016..2017..2018", "2016..2017..2018"),
        ("soon", "soon", "soon"),
    ],
)
def test_dates_are_written_as_people_do(iso: str, english: str, chinese: str) -> None:
    assert ENGLISH.date(iso) == english
    assert catalogue("zh-Hans").date(iso) == chinese


def test_scripts_and_languages_have_names_and_unknown_ones_keep_their_code() -> None:
    assert ENGLISH.written("zh", "Hant") == "Chinese, traditional"
    assert ENGLISH.written("en", "Latn") == "English"
    assert ENGLISH.written("nl", "Latn") == "Dutch"
    assert catalogue("zh-Hant").written("nl", "Latn") == "荷蘭語"
    assert ENGLISH.written("xx", "Latn") == "xx"
    assert ENGLISH.written("", "") == "Unknown language"


def test_braces_in_what_is_filled_in_stay_as_they_are() -> None:
    assert "{0.__class__}" in ENGLISH("note.bad-date", text="{0.__class__}")


def test_the_address_goes_before_the_cookie_and_the_cookie_before_the_header() -> None:
    assert choose("zh", "en", ["en"]) == "zh-Hans"
    assert choose(None, "zh-Hant", ["en"]) == "zh-Hant"
    assert choose(None, None, ["fr", "zh-TW", "en"]) == "zh-Hant"
    assert choose("xx", "yy", ["fr"]) == "en"


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en-GB", "en"),
        ("zh", "zh-Hans"),
        ("ZH_cn", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-Hant", "zh-Hant"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-Hant-MO", "zh-Hant"),
        ("zh-Hans-HK", "zh-Hans"),
        ("de", ""),
        ("zhx", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_language_is_known_by_its_tag(tag: str | None, language: str) -> None:
    assert known(tag) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_engine_and_the_script_of_a_language(language: str) -> None:
    labels = catalogue(language)
    assert "-".join(filter(None, (labels.engine, labels.script))) == language
    assert labels("name.tag") == language
