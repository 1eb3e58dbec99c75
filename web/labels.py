"""The words of the interface, one catalogue per language. Touches `catalogues/` only; other
languages than English and Chinese have the names that the engine gives them.

A language here is that of the page around the documents; it never filters content.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from msgspec import Struct

from search import in_script, language_label

LANGUAGES = ("en", "zh-Hans", "zh-Hant")

_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})  # subtags of Chinese
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)


class Labels(Struct, frozen=True):
    """The catalogue of one language; calling it with a key gives the text."""

    language: str
    texts: Mapping[str, str]

    @property
    def engine(self) -> str:
        """What the engine calls this language when it names facet values: `en` or `zh`."""
        return self.language.partition("-")[0]

    @property
    def script(self) -> str:
        """`Hans` or `Hant`, in which Chinese names are shown; empty in English."""
        return self.language.partition("-")[2]

    def __call__(self, key: str, **values: object) -> str:
        """The text of `key` (such as `search.button`) with `values` filled in."""
        return self.texts[key].format(**values)

    def count(self, key: str, n: int, **values: object) -> str:
        """The text of `key` in the form that goes with the number `n`."""
        return self(f"{key}_one" if n == 1 else f"{key}_many", n=n, **values)

    def one_of(self, keys: Iterable[str], **values: object) -> str:
        """The text of the first of `keys` that the catalogue has, for codes from outside."""
        return next(self(key, **values) for key in keys if key in self.texts)

    def date(self, iso: str) -> str:
        """An ISO date, month, year or range of them (`2016..2017`) as people write it;
        anything else as it is.
        """
        first, dots, last = iso.partition("..")
        if dots and ".." not in last:
            form = "between" if first and last else "since" if first else "until"
            return self(f"date.{form}", first=self.date(first), last=self.date(last))
        match = _ISO_DATE.fullmatch(iso)
        if match is None:
            return iso
        year, month, day = (int(part) if part else 0 for part in match.groups())
        name = self.texts.get(f"month.{month}", "")
        if month and not name:
            return iso
        return self(f"date.{'day' if day else 'month' if month else 'year'}",
                    year=year, month=name, day=day)  # fmt: skip

    def written(self, language: str, script: str) -> str:
        """What a document is written in, for a reader: `Chinese, traditional`."""
        if not language:
            return self("language.unknown")
        keys = (f"script.{script}", f"language.{language}")
        own = next((self.texts[key] for key in keys if key in self.texts), "")
        return own or in_script(language_label(language, self.engine), self.script)


@cache
def catalogue(language: str) -> Labels:
    """The catalogue of one of LANGUAGES."""
    text = (files("web") / "catalogues" / f"{language}.toml").read_text(encoding="utf-8")
    groups = tomllib.loads(text)
    return Labels(
        language,
        {f"{group}.{key}": value for group, keys in groups.items() for key, value in keys.items()},
    )


def known(language: str | None) -> str:
    """The one of LANGUAGES that a tag such as `zh-TW` asks for, or nothing."""
    primary, *subtags = (language or "").lower().replace("_", "-").split("-")
    if primary != "zh":
        return primary if primary in LANGUAGES else ""
    traditional = "hans" not in subtags and not _TRADITIONAL.isdisjoint(subtags)
    return "zh-Hant" if traditional else "zh-Hans"


def choose(asked: str | None, remembered: str | None, preferred: Iterable[str]) -> str:
    """The language of a page: asked for in its address, else remembered, else preferred."""
    wishes = (known(tag) for tag in (asked, remembered, *preferred))
    return next(filter(None, wishes), LANGUAGES[0])
