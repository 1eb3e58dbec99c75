"""The words of pages for people, in the language of the interface. Touches `data/shell/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).parent.parent / "data" / "shell" / "page-words.tsv"


@cache
def words(ui: str) -> dict[str, str]:
    """What is said for each key, in Chinese for `zh`, else in English."""
    lines = _FILE.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {key: chinese if ui == "zh" else english for key, english, chinese in rows}


def facet_title(name: str, ui: str) -> str:
    """The heading of a facet; one that has none is called by its name."""
    return words(ui).get(f"facet-{name}", name)


def documents(number: int, ui: str) -> str:
    """A number of documents."""
    return words(ui)["documents-one" if number == 1 else "documents"].format(f"{number:,}")
