"""Answers made of plain data, so that what the shell prints is tested without an index."""

from __future__ import annotations

from search.document import (
    CleanText,
    Document,
    Evidence,
    Hints,
    Metadata,
    Repair,
    Source,
    Value,
)
from search.guidance import Contribution, Reading, Suggested
from search.query import Note, Query
from search.results import (
    Explained,
    Explanation,
    FacetValue,
    Failure,
    Hit,
    Label,
    Page,
    Results,
    Snippet,
    Stats,
    Update,
)

CHINESE = Hit(
    id="0123456789abcdef",
    path="news/天山.txt",
    title="新疆:天山眾創行動",
    language="zh",
    script="Hant",
    date="2017-12-27",
    regions=(Label("650000", "Xinjiang"), Label("650100", "Urumqi")),
    organisations=(Label("most", "Ministry of Science and Technology"),),
    score=2.5,
    snippets=(Snippet("截至年底,眾創空間已有29家。", ((5, 9),)),),
    title_marks=((5, 7),),
    publisher="天山日报",
)

ENGLISH = Hit(
    id="fedcba9876543210",
    path="news/maker.txt",
    title="=Hackerspace\tUnion",
    language="en",
    script="Latn",
    date=None,
    regions=(),
    organisations=(),
    score=1.25,
    snippets=(Snippet("The maker\nspace opened.", ((4, 9),)), Snippet("\x1b[2Jmaker", ((4, 9),))),
)

FACETS = {
    "date": (FacetValue("2017", "2017", 1, False),),
    "region": (
        FacetValue("CN", "中国", 2, False),
        FacetValue("650000", "新疆维吾尔自治区", 12, True, "CN"),
        FacetValue("650100", "Urumqi", 1, False, "650000"),
    ),
    "organisation": (),
    "language": (FacetValue("zh", "Chinese", 1, False),),
}

STATS = Stats(5, {"zh": 2, "en": 3}, ("docs",), 1234, 56_789, 1_500_000_000.0, "0.1.0")


SUGGESTED = (
    Suggested("众创空间", "term", 7),
    Suggested("乌鲁木齐", "region", 1, "650100"),
    Suggested("Maker", "title", 1, "fedcba9876543210"),
)


def explained(name: str) -> Explained:
    """A query of one word with one alternative, and a score where a document is named."""
    return Explained(
        query="the 眾創",
        tree="眾創",
        readings=(Reading("眾創", "word", ("众", "创"), ("众创",), "众创", 2),),
        dropped=("the",),
        expansions=(Explanation("眾創", "maker", "glossary", 0.5),),
        hit=CHINESE if name else None,
        contributions=(Contribution("眾創", "body", "众创", 2.5),) if name else (),
    )


def results(
    query: Query | None = None,
    hits: tuple[Hit, ...] = (CHINESE, ENGLISH),
    total: int | None = None,
    notes: tuple[Note, ...] = (),
) -> Results:
    """An answer with these hits."""
    total = len(hits) if total is None else total
    return Results(query or Query("眾創"), total, hits, FACETS, 1.5, notes)


def page() -> Page:
    """A document with two repairs, a date with evidence in the text and a region."""
    text = "眾創新 here\nsecond line"
    quoted = Evidence("dateline", 0, 3)
    return Page(
        document=Document(
            Source("docs", "news/天山.txt", "digest", "text/plain", "utf-8", 0.0, "", Hints()),
            CleanText(
                text,
                (
                    Repair("pinyin", 1, "創(chuàng)", "創"),
                    Repair("space", 3, "\u3000\u3000", " "),
                ),
            ),
            Metadata(
                title=Value("", "眾創新"),
                language="zh",
                script="Hant",
                date=Value("2017-12-27", "2017-12-27", evidence=(quoted, quoted)),
                regions=(Value("650000", "新疆", "mention", (Evidence("full name", quote="疆"),)),),
            ),
        ),
        marks=((1, 3),),
        regions=(Label("650000", "Xinjiang"),),
        organisations=(),
    )


def update() -> Update:
    """An update that added one file, moved one and failed at one."""
    return Update(("a.txt",), (), (), ("b.txt",), 3, (Failure("c.pdf", "is encrypted"),), 1.25)
