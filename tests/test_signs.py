"""Signs that are part of what people write and look for: C++, 互联网+, 3%, @handle, ℃."""

from __future__ import annotations

import pytest
from index_fixtures import indexed

from search import Library, Query

TEXTS = {
    "cpp": "C++ is a language that compiles fast. Many write C++17.",
    "c": "C is a language of the seventies and compiles fast.",
    "cs": "C# runs on .NET and is a language of a large company.",
    "net": "A fishing net costs little in the market of the village.",
    "plus": "国务院印发“互联网+”行动指导意见，推动产业升级。",
    "wide": "互联网＋医疗健康的发展意见。",
    "web": "互联网企业在北京举行大会，讨论互联网的发展。",
    "rate": "Output grew 3% in the year.",
    "people": "3 persons came to the conference.",
    "boils": "水在100℃时沸腾，这是常识。",
    "ticket": "门票售价￥100，儿童免费。",
    "firm": "AT&T announced a merger.",
    "labs": "R&D spending rose in the region.",
    "handle": "Follow @mulu and #opendata for news.",
    "list": "A mulu is a kind of list, opendata too.",
    "editor": "Notepad++ is an editor of text.",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return indexed(
        tmp_path_factory.mktemp("signs"), {f"{name}.txt": text for name, text in TEXTS.items()}
    ).open()


def found(library: Library, text: str) -> list[str]:
    hits = library.search(Query(text, limit=50, expand=False, group=False)).hits
    return [hit.path.removesuffix(".txt") for hit in hits]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C++", {"cpp"}),
        ('"C++"', {"cpp"}),
        ("c#", {"cs"}),
        ('"C＃"', {"cs"}),
        (".net", {"cs"}),
        ("net", {"net"}),
        ('"互联网+"', {"plus", "wide"}),
        ('"互聯網＋"', {"plus", "wide"}),
        ('"3%"', {"rate"}),
        ('"3 persons"', {"people"}),
        ("100°C", {"boils"}),
        ('"100℃"', {"boils"}),
        ('"¥100"', {"ticket"}),
        ("AT&T", {"firm"}),
        ('"R&D"', {"labs"}),
        ('"@mulu"', {"handle"}),
        ("mulu", {"handle", "list"}),
        ("notepad", {"editor"}),
        ('"Notepad++"', {"editor"}),
    ],
)
def test_signs_count_in_quotes_and_where_they_make_another_word(
    library: Library, text: str, expected: set[str]
) -> None:
    assert set(found(library, text)) == expected


@pytest.mark.parametrize(
    ("text", "first", "others"),
    [
        ("互联网+", {"plus", "wide"}, {"web"}),
        ("互聯網＋", {"plus", "wide"}, {"web"}),
        ("3%", {"rate"}, {"people"}),
        ("@mulu", {"handle"}, {"list"}),
        ("#opendata", {"handle"}, {"list"}),
        ("¥100", {"ticket"}, {"boils"}),
    ],
)
def test_without_quotes_what_has_the_sign_comes_first_and_the_others_too(
    library: Library, text: str, first: set[str], others: set[str]
) -> None:
    paths = found(library, text)
    assert set(paths[: len(first)]) == first
    assert set(paths) == first | others


def test_c_is_not_drowned_by_its_successors(library: Library) -> None:
    assert set(found(library, "C")) == {"c", "boils"}
