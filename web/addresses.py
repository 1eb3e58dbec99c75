"""Between the address of a page and the Query it stands for; pure, without Flask.

    /search?q=创新&date=2016&region=650000&org=科学技术部&lang=zh
           &without=innovate&sort=newest&limit=20&page=2&ui=zh-Hans

Whatever stands in an address is read as far as it makes sense: nothing here fails. A name that
is not ours is ignored; of a value that is read as another one `misread` tells; whether a filter
makes sense the engine decides. The same state always has the same address, in the order above,
without what is default.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from urllib.parse import quote_plus

from msgspec import Struct
from msgspec.structs import replace

from search import SORTS, Filter, Query
from web.labels import catalogue, known

MOST_CHARACTERS = 2_000  # of a query; the engine has its own, lower bound and says so
MOST_VALUES = 50  # of one facet
LONGEST_VALUE = 200
MOST_HITS = 200
MOST_PAGES = 100_000

# facet as the engine calls it, parameter as we write it, other spelling that we read
FACETS = (
    ("date", "date", "date"),
    ("region", "region", "region"),
    ("organisation", "org", "organisation"),
    ("publisher", "publisher", "publisher"),
    ("language", "lang", "language"),
    ("event", "event", "event"),
    ("organisation_type", "orgtype", "organisation_type"),
    ("amount", "amount", "amount"),
)

PATH = "/search"

NAMES = (
    "q", *(name for _, name, _ in FACETS), "without", "expand", "group", "strict", "sort", "limit",
    "page", "ui",
)  # fmt: skip
"""The parameters in the canonical order of an address."""

RANGES = {
    "date": ("from", "to"),
    "event": ("event_from", "event_to"),
    "amount": ("amount_from", "amount_to"),
}
"""The two fields of a form that stand for a range of a facet."""

KNOWN = {*NAMES, *(other for _, _, other in FACETS), *sum(RANGES.values(), ()), "values"}
"""All parameters that a search has."""

# `-region:650000` in a query, by which links leave a facet value out
_EXCLUDED = re.compile(
    r'(?<!\S)-(date|region|org|publisher|lang|event|orgtype|amount):("[^"]{1,200}"|[^\s"():]{1,200})(?!\S)'
)
_GROUP = re.compile(r"\([^()]*\)")
_JOINED = re.compile(r"(?<!\S)OR(?!\S)")

_OFF = ("no", "0", "false")
_ON = ("yes", "1", "true")

Values = Callable[[str], list[str]]


class Address(Struct, frozen=True):
    """The state of a search as its address holds it.

    `asked` is the language of the page that stands in the address itself, or empty, and so
    is handed on by every link.
    """

    query: Query
    asked: str = ""

    def chosen(self, facet: str) -> tuple[str, ...]:
        """The values chosen in `facet` (`date`, `region`, `organisation`, `language`, …)."""
        values: tuple[str, ...] = getattr(self.query.filter, f"{facet}s")
        return values

    def choosing(self, facet: str, values: tuple[str, ...]) -> Address:
        """The first page of this search with just `values` chosen in `facet`."""
        unique = tuple(dict.fromkeys(values))
        return self.turned(filter=replace(self.query.filter, **{f"{facet}s": unique}))

    def turned(self, **changes: object) -> Address:
        """Change fields of the Query and go to page 1, unless `page` is among them."""
        return replace(self, query=replace(self.query, **{"page": 1, **changes}))

    def excluded(self) -> list[tuple[str, str, Address]]:
        """The facets and names that the query leaves out, each with the search that does not."""
        names = {field: facet for facet, field, _ in FACETS}
        text = self.query.text
        return [
            (
                names[match[1]],
                match[2].strip('"'),
                self.turned(text=" ".join((text[: match.start()] + text[match.end() :]).split())),
            )
            for match in _EXCLUDED.finditer(text)
        ]

    def speaking(self, ui: str) -> Address:
        """The same page in another interface language."""
        return Address(replace(self.query, ui=catalogue(ui).engine), ui)

    def parameters(self) -> list[tuple[str, str]]:
        """Names and values in canonical order, defaults left out."""
        query, default = self.query, Query()
        pairs = [("q", query.text)] if query.text else []
        for facet, name, _ in FACETS:
            pairs += [(name, value) for value in self.chosen(facet)]
        pairs += [("without", word) for word in query.without]
        if not query.expand:
            pairs.append(("expand", "no"))
        if not query.group:
            pairs.append(("group", "no"))
        if query.strict:
            pairs.append(("strict", "yes"))
        for name in ("sort", "limit", "page"):
            if getattr(query, name) != getattr(default, name):
                pairs.append((name, str(getattr(query, name))))
        return [*pairs, ("ui", self.asked)] if self.asked else pairs

    def url(self, path: str = PATH, **further: str) -> str:
        """The address of this state at `path`, with `further` parameters of that page."""
        pairs = [*self.parameters(), *further.items()]
        return f"{path}?{_encoded(pairs)}" if pairs else path

    def home(self) -> str:
        """The address of the first page."""
        return f"/?{_encoded([('ui', self.asked)])}" if self.asked else "/"


_remembered = lru_cache(maxsize=1024)(quote_plus)  # a page has a value in fifty addresses


def quoted(value: str) -> str:
    """A value as it stands in an address."""
    return _remembered(value) if len(value) <= LONGEST_VALUE else quote_plus(value)


def _encoded(pairs: Iterable[tuple[str, str]]) -> str:
    """Names and values as they stand in an address; our names need no quoting."""
    return "&".join([f"{name}={quoted(value)}" for name, value in pairs])


@lru_cache(maxsize=64)
def grouped(text: str) -> str:
    """The text of a query, in parentheses where `OR` would keep what follows for its last
    part alone.
    """
    outside, groups = text, 1
    while groups:
        outside, groups = _GROUP.subn(" ", outside)
    return f"({text})" if _JOINED.search(outside) else text


def read(values: Values, ui: str) -> Address:
    """Read an address; `values` gives all values of one parameter.

    `ui` is the language of the page, already chosen.
    """
    text = _first(values("q")).replace("\0", " ")[:MOST_CHARACTERS].strip()  # no HTML holds it
    chosen = {f"{facet}s": _chosen(values, name, other) for facet, name, other in FACETS}
    for facet in RANGES:
        if between := _between(values, facet):
            chosen[f"{facet}s"] = (between,)
    sort = _first(values("sort"))
    query = Query(
        text=text,
        filter=Filter(**chosen),
        sort=next((known_sort for known_sort in SORTS if known_sort == sort), SORTS[0]),
        page=_number(_first(values("page")), Query().page, MOST_PAGES),
        limit=_number(_first(values("limit")), Query().limit, MOST_HITS),
        ui=catalogue(ui).engine,
        expand=_first(values("expand")) not in _OFF,
        without=_chosen(values, "without", "without"),
        group=_first(values("group")) not in _OFF,
        strict=_first(values("strict")) in _ON,
    )
    return Address(query, known(_first(values("ui"))))


def misread(values: Values) -> tuple[str, ...]:
    """What of an address `read` takes for something else, as it stands there: `sort=sideways`."""
    right: dict[str, Callable[[str], object]] = {
        "expand": (*_ON, *_OFF).__contains__,
        "group": (*_ON, *_OFF).__contains__,
        "strict": (*_ON, *_OFF).__contains__,
        "sort": SORTS.__contains__,
        "limit": lambda text: _is_number(text, MOST_HITS),
        "page": lambda text: _is_number(text, MOST_PAGES),
        "ui": known,
    }
    given = ((name, _first(values(name))) for name in right)
    found = [f"{name}={text}" for name, text in given if text and not right[name](text)]
    for name, other in [*((name, other) for _, name, other in FACETS), ("without", "without")]:
        typed = _typed(values, name, other)
        found += [f"{name}={text}" for text in typed if len(text.strip()) > LONGEST_VALUE]
        found += [f"{name}={text}" for text in typed[MOST_VALUES:][:1]]
    return tuple(text[:LONGEST_VALUE] for text in found)


def is_on(values: Values, name: str) -> bool:
    """Whether a parameter says yes; without it, or where it makes no sense, it does not."""
    return _first(values(name)) in _ON


def _first(values: list[str]) -> str:
    return values[0] if values else ""


def _chosen(values: Values, name: str, other: str) -> tuple[str, ...]:
    typed = _typed(values, name, other)
    cleaned = (value.strip()[:LONGEST_VALUE] for value in typed[:MOST_VALUES])
    return tuple(dict.fromkeys(filter(None, cleaned)))


def _typed(values: Values, name: str, other: str) -> list[str]:
    return values(name) + (values(other) if other != name else [])


def _between(values: Values, facet: str) -> str:
    """The one value that the two fields of a form stand for."""
    ends = [_first(values(name)).strip()[:LONGEST_VALUE] for name in RANGES[facet]]
    first, last = ends
    if not first and not last:
        return ""
    return first if first == last else f"{first}..{last}"


def _number(text: str, default: int, most: int) -> int:
    """A whole number between 1 and `most`; the nearer bound where it lies outside."""
    try:
        return min(max(int(text), 1), most)
    except ValueError:
        return default


def _is_number(text: str, most: int) -> bool:
    try:
        return 1 <= int(text) <= most
    except ValueError:
        return False
