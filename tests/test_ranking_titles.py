"""A page that has a query as its title comes first among those in its language."""

from __future__ import annotations

from pathlib import Path

from index_fixtures import indexed

from search import Filter, Query

QUOTED = (
    "我们今天发布了新的版本，其中 React Compiler 有了很大的变化，页面的更新更快。"
    "开发者不必再写许多代码，要了解它，请看团队写的说明。"
)
OWN = "# React 编译器\n\n这里有关于它的所有页面，说明怎样安装和检查，出了问题怎样去找原因。\n"


def test_a_title_that_is_the_query_in_the_other_language_comes_before_mentions(
    tmp_path: Path,
) -> None:
    texts = {"own.md": OWN, "news.txt": f"团队的消息\n\n{QUOTED}", "notes.txt": f"随笔\n\n{QUOTED}"}
    texts |= {f"{n}.txt": f"杂记 {n}\n\n这里写的是别的事情，例如天气和水果。" for n in range(9)}
    library = indexed(tmp_path, texts).open()
    found = library.search(Query("React compiler", Filter(languages=("zh",)), group=False))
    assert found.hits[0].path == "own.md"


def test_a_page_that_has_the_query_as_a_headline_comes_before_mentions(tmp_path: Path) -> None:
    said = (
        "Before anything else the machine is set up by the people who have to look after it "
        "later on."
    )
    own = f"Setting up a machine\n\n{said}\n\nDefault port numbers\n\n{said} They may be changed."
    aside = "On Monday we changed default port numbers, on Friday the numbers of a default port."
    texts = {"own.txt": own, "aside.txt": f"Diary of a week\n\n{said}\n\n{aside} {said}"}
    texts |= {f"{n}.txt": f"Page {n}\n\n{said} Nothing happened." for n in range(9)}
    library = indexed(tmp_path, texts).open()
    found = library.search(Query("default port numbers", group=False))
    assert [hit.path for hit in found.hits[:2]] == ["own.txt", "aside.txt"]


def test_a_title_that_stands_in_the_markup_alone_counts_as_one_that_stands_in_the_text(
    tmp_path: Path,
) -> None:
    told = "<p>The teams met on Friday and the best three of them won a prize each.</p>"
    page = f"<title>Spaghetti bridge competition</title><body>{told}</body>"
    aside = "We once built a spaghetti bridge; that bridge of spaghetti broke."
    texts = {"own.html": page, "aside.txt": f"Diary of a week\n\n{aside} We are open on Monday."}
    texts |= {f"{n}.txt": f"Page {n}\n\nNothing happened on Monday." for n in range(9)}
    library = indexed(tmp_path, texts).open()
    found = library.search(Query("spaghetti bridge", group=False))
    assert [hit.path for hit in found.hits] == ["own.html", "aside.txt"]
