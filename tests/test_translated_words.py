"""What words of the other language are found in: the text, not page chrome, and as a whole."""

from __future__ import annotations

import pytest
from index_fixtures import ask, indexed, paths

from search import Library


@pytest.fixture(scope="module")
def museums(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Pages whose menus and feet name other things than they are about."""
    english = "The pottery came from the old town. Visitors can see it again since Friday."
    chinese = "这些陶器来自老城，观众从周五起又可以看到。展览持续到年底，欢迎参观。"
    pages = {
        "en.html": page("Old pottery", "Home Incubator Museum", english, "Ministry of Finance"),
        "zh.html": page("陶器展览", "首页 孵化器 博物馆", chinese, "财政部 版权所有"),
        "incubator.txt": "A start\n\nAn incubator for young firms.",
        "孵化器.txt": "开张\n\n青年企业的孵化器。",
    }
    return indexed(tmp_path_factory.mktemp("museums"), pages).open()


def page(title: str, menu: str, text: str, foot: str) -> str:
    links = "".join(f"<li><a href=/{word}>{word}</a></li>" for word in menu.split())
    body = f"<ul>{links}</ul><p>{text}</p><footer>{foot}</footer>"
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("text", "typed", "translated"),
    [
        ("incubator", ["en.html", "incubator.txt"], ["孵化器.txt"]),
        ("孵化器", ["zh.html", "孵化器.txt"], ["incubator.txt"]),
        ("Ministry of Finance", ["en.html"], []),
        ("财政部", ["zh.html"], []),
        ("pottery", ["en.html"], ["zh.html"]),
    ],
)
def test_page_chrome_answers_to_what_was_typed_and_not_to_its_translations(
    museums: Library, text: str, typed: list[str], translated: list[str]
) -> None:
    assert sorted(paths(ask(museums, text, expand=True))) == sorted([*typed, *translated])
    assert sorted(paths(ask(museums, text))) == typed


def test_no_passage_shows_page_chrome_for_a_translation(museums: Library) -> None:
    results = ask(museums, "pottery incubator", expand=True)
    shown = [snippet.text for hit in results.hits for snippet in hit.snippets]
    assert any("陶器" in text for text in shown)
    assert not any("首页" in text for text in shown)


@pytest.mark.parametrize(
    ("name", "text", "marked"),
    [
        ("zh.html", "pottery incubator", {"陶器"}),
        ("zh.html", "陶器 孵化器", {"陶器", "孵化器"}),
        ("en.html", "陶器 孵化器", {"pottery"}),
    ],
)
def test_the_page_of_a_document_marks_no_translation_in_its_chrome(
    museums: Library, name: str, text: str, marked: set[str]
) -> None:
    page = museums.show(name, text)
    assert {page.document.clean.text[a:b].lower() for a, b in page.marks} == marked


def test_a_word_of_letters_and_characters_is_found_whole(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    documents = {
        "x-ray.txt": "A note\n\nThe doctor took an x-ray.",
        "xian.txt": "Trip to Xi'an\n\nWe saw Xi'an and Xiamen.",
        "photo.txt": "检查\n\n医生拍了X光片。",
        "end.txt": "诊断\n\n医生看了X光。",
    }
    library = indexed(tmp_path_factory.mktemp("letters"), documents).open()
    found = sorted(paths(ask(library, "x-ray", expand=True)))
    assert found == ["end.txt", "photo.txt", "x-ray.txt"]


def test_what_was_typed_in_another_branch_is_no_translation(museums: Library) -> None:
    results = ask(museums, "pottery OR 陶器", expand=True)
    assert sorted(paths(results)) == ["en.html", "zh.html"]
    assert [hit.via for hit in results.hits] == [(), ()]
