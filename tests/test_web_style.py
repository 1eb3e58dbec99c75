"""The look: light to load, readable in both themes."""

from __future__ import annotations

import gzip
import re
from importlib.resources import files

from index_fixtures import SEEDS
from msgspec.structs import replace
from web_fixtures import HITS, FakeLibrary, client_over

from search import FacetValue, Snippet


def test_style_script_and_picture_together_are_light() -> None:
    static = files("web") / "static"
    sizes = [len(gzip.compress(entry.read_bytes())) for entry in static.iterdir()]
    assert sum(sizes) <= 30_000


def test_a_page_of_twenty_hits_is_light_with_all_that_it_loads() -> None:
    """Over the wire to a browser that has nothing yet, as a proxy would compress it."""
    static = files("web") / "static"
    seeds = SEEDS.iterdir()
    lines = [line for seed in sorted(seeds) for line in seed.read_text("utf-8").split("\n") if line]
    hits = tuple(
        replace(
            HITS[number % 2],
            id=f"{number:016x}",
            title=lines[number][:100],
            snippets=(Snippet(lines[-number][:200], ((3, 9),)), Snippet(lines[-number - 30][:200])),
        )
        for number in range(20)
    )
    listed = tuple(FacetValue(f"v{n}", lines[n + 20][:20], 100 - n, False) for n in range(100))
    library = FakeLibrary(hits, dict.fromkeys(("region", "organisation", "event"), listed))
    page = client_over(library).get("/search?q=x&limit=20").data
    loaded = [page, *(entry.read_bytes() for entry in static.iterdir())]
    assert sum(len(gzip.compress(part)) for part in loaded) <= 30_000


def luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def themes() -> list[dict[str, str]]:
    style = (files("web") / "static" / "mulu.css").read_text(encoding="utf-8")
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
             for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)]  # fmt: skip
    return [theme for theme in found if theme]


def test_text_stands_out_from_its_ground_in_both_themes() -> None:
    assert len(themes()) == 2
    for theme in themes():
        for ground in ("paper", "sheet", "tint"):
            for text in ("ink", "quiet", "link", "visited", "seal"):
                assert contrast(theme[text], theme[ground]) >= 4.5, (text, ground)
            assert contrast(theme["edge"], theme[ground]) >= 3, ground
        assert contrast(theme["mark-ink"], theme["mark"]) >= 4.5
        assert contrast(theme["paper"], theme["link"]) >= 4.5
