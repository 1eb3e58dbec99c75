"""A Library made of plain data, so that pages are tested without an index."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from msgspec.structs import replace

from search import (
    Document,
    Evidence,
    FacetValue,
    Hit,
    Label,
    Library,
    NotFound,
    Page,
    Query,
    Repair,
    Results,
    Settings,
    Snippet,
    Source,
    Span,
    Stats,
    Suggested,
    Value,
)
from search.document import CleanText, Metadata
from web import create_app
from web.addresses import Address, read

SOURCE = Source(
    "/docs", "news/天山.txt", "0" * 64, "text/plain", "utf-8", 0.0, "raw <i>創(chuàng)新</i>"
)
ZH = SOURCE.id
EN = "fedcba9876543210"
PAGES = ("/", "/search", "/search?q=x&region=650000&page=2", f"/document/{ZH}?q=x", "/nowhere")

HITS = (
    Hit(
        id=ZH,
        path="news/天山.txt",
        title="新疆：眾創行動激活創新",
        language="zh",
        script="Hant",
        date="2017-12-27",
        regions=(Label("650000", "Xinjiang"),),
        organisations=(Label("科学技术部", "Ministry of Science and Technology"),),
        score=2.5,
        snippets=(Snippet("截至年底，眾創空間已有29家。", ((5, 9),)),),
        title_marks=((3, 5),),
        publisher="天山日报",
    ),
    Hit(
        id=EN,
        path="news/hackerspace.txt",
        title="Hackerspace Union of Hangzhou",
        language="en",
        script="Latn",
        date="2016-08",
        regions=(Label("330100", "Hangzhou"),),
        organisations=(),
        score=1.25,
        snippets=(Snippet("The maker space was opened.", ((4, 15),)),),
    ),
)

FACETS = {
    "date": (FacetValue("2017", "2017", 1, False), FacetValue("2016", "2016", 1, False)),
    "region": (
        FacetValue("CN", "China", 2, False),
        FacetValue("650000", "Xinjiang", 1, False, "CN"),
        FacetValue("330000", "Zhejiang", 1, False, "CN"),
        FacetValue("330100", "Hangzhou", 1, False, "330000"),
    ),
    "organisation": (FacetValue("科学技术部", "Ministry of Science and Technology", 1, False),),
    "language": (
        FacetValue("en", "English", 1, False),
        FacetValue("zh", "Chinese", 1, False),
    ),
}

TEXT = "首页 > 新闻\n新疆：眾創行動激活創新\n\n乌鲁木齐 <b>創新</b> & more\n"
DOCUMENT = Document(
    SOURCE,
    CleanText(
        TEXT,
        (
            Repair("inline-pinyin", 9, "創(chuàng)", "創"),
            Repair("inline-pinyin", 14, "創(chuàng)", "創"),
            Repair("new-kind", 3, "\u202ex", ""),
        ),
        (Span(0, 7, "breadcrumb"),),
    ),
    Metadata(
        title=Value("t", "新疆：眾創行動激活創新"),
        language="zh",
        script="Hant",
        date=Value("2017-12-27", "2017-12-27", evidence=(Evidence("date-line", 0, 2),)),
        regions=(Value("650000", "新疆", evidence=(Evidence("full-name", 8, 10, "新疆"),)),),
        publisher=Value(
            "p", "中国产业经济信息网", "publisher", (Evidence("source-line", -1, -1, "来源：<x>"),)
        ),
    ),
)


STATS = Stats(2, {"en": 1, "zh": 1}, ("/docs",), 100, 1000, 1_480_000_000.0, "1")


SUGGESTIONS = (
    Suggested("創新", "term", 3),
    Suggested("新疆", "region", 2, "650000"),
    Suggested("科学技术部", "organisation", 1, "科学技术部"),
    Suggested("天山日报", "publisher", 1, "天山日报"),
    Suggested("新疆：眾創行動", "title", 1, ZH),
)


@dataclass
class FakeLibrary(Library):
    """Answers every query with `hits`, marking selected facet values; keeps its queries."""

    hits: tuple[Hit, ...] = HITS
    facets: dict[str, tuple[FacetValue, ...]] = field(default_factory=lambda: dict(FACETS))
    answer: Callable[[Query], Results] | None = None
    document: Document = DOCUMENT
    size: Stats = STATS
    suggestions: tuple[Suggested, ...] = SUGGESTIONS
    asked: list[Query] = field(default_factory=list)
    current: bool = True
    closed: bool = False
    stale: str = ""

    def search(self, query: Query) -> Results:
        self.asked.append(query)
        if self.answer is not None:
            return self.answer(query)
        facets = {
            name: tuple(
                replace(value, selected=value.value in getattr(query.filter, f"{name}s"))
                for value in values
            )
            for name, values in self.facets.items()
        }
        start = (query.page - 1) * query.limit
        return Results(query, len(self.hits), self.hits[start : start + query.limit], facets, 1.5)

    def show(self, name: str, text: str = "", ui: str = "en") -> Page:
        if name not in (ZH, self.document.id):
            raise NotFound(name)
        mark = self.document.clean.text.find(text) if text else -1
        marks = ((mark, mark + len(text)),) if mark >= 0 else ()
        return Page(self.document, marks, (Label("650000", "Xinjiang"),), ())

    def suggest(self, text: str, limit: int = 10, ui: str = "en") -> tuple[Suggested, ...]:
        return self.suggestions[:limit]

    def similar(
        self, name: str, limit: int = 5, ui: str = "en", language: str = ""
    ) -> tuple[Hit, ...]:
        return tuple(h for h in self.hits if h.id != name and h.language == language)[:limit]

    def stats(self) -> Stats:
        return self.size

    def is_current(self) -> bool:
        return self.current

    def close(self) -> None:
        self.closed = True


def app_over(library: Library, hosts: Iterable[str] = ()) -> Flask:
    """The application over one library, with real error pages."""
    return create_app(Settings(), hosts=hosts, open_library=lambda _: library)


def client_over(library: Library) -> FlaskClient:
    """A test client over one library."""
    return app_over(library).test_client()


def client_without_index(error: Exception) -> FlaskClient:
    """A test client whose index cannot be opened."""

    def open_library(_: Settings) -> Library:
        raise error

    return create_app(Settings(), open_library=open_library).test_client()


@pytest.fixture
def fake_library() -> FakeLibrary:
    """A library of two documents, made of plain data."""
    return FakeLibrary()


@pytest.fixture
def client(fake_library: FakeLibrary) -> FlaskClient:
    """A test client over the library made of plain data."""
    return client_over(fake_library)


class Markup(HTMLParser):
    """The elements of a page, with the text that stands in marks and paragraphs."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "input", "img", "br", "line", "rect"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]


def links(html: str) -> list[str]:
    return [attrs["href"] or "" for attrs in Markup(html).all("a")]


def read_url(url: str) -> Address:
    """The address that a page of this URL stands for."""
    found = parse_qs(urlsplit(url).query)
    return read(lambda name: found.get(name, []), "en")
