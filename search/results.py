"""What is answered: hits, snippets and facets as plain data, the same for every caller.

`as_json` gives the documented JSON form. Standard library and msgspec.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field, to_builtins

from search.document import Document
from search.guidance import Contribution, Diagnosis, Reading, Suggestion
from search.query import Note, Query


class Snippet(Struct, frozen=True):
    """A passage in the document's own script; marks are `[start, end)` offsets into it."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


class Label(Struct, frozen=True):
    """A facet value of one hit: its id and its name in the reader's language."""

    id: str
    label: str


class Duplicate(Struct, frozen=True):
    """A near-duplicate that a hit stands for; it is a document of its own."""

    id: str
    path: str
    title: str
    language: str
    script: str
    date: str | None


class Hit(Struct, frozen=True):
    """One document that answers. `date` is ISO (`2016`, `2016-08`, `2016-08-15`) or None.

    `title_marks` are `[start, end)` offsets into `title`. `via` are the alternatives
    through which it was found where it does not have the typed words themselves.
    `duplicates` also answer but say almost the same, best first; they are no hits.
    `publisher` is the name of who published it, or empty. `lacking` are the typed words that it
    has neither so nor in other words, where documents without some of them answer too.
    """

    id: str
    path: str
    title: str
    language: str
    script: str
    date: str | None
    regions: tuple[Label, ...]
    organisations: tuple[Label, ...]
    score: float
    snippets: tuple[Snippet, ...]
    title_marks: tuple[tuple[int, int], ...] = ()
    via: tuple[str, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    publisher: str = ""
    lacking: tuple[str, ...] = ()


class Explanation(Struct, frozen=True):
    """An alternative that was looked for: `text` for the typed `word`, because `source`
    says so; `weight` (0–1) is how much it counts.
    """

    word: str
    text: str
    source: str
    weight: float


class FacetValue(Struct, frozen=True):
    """One line of a facet: how many of the answers have it, not counting the facet's
    own selection. `parent` is the id of the value that contains it, or empty.
    """

    value: str
    label: str
    count: int
    selected: bool
    parent: str = ""


class Results(Struct, frozen=True):
    """One page of answers. `total` counts all matches; `facets` has the keys `date`,
    `region`, `organisation`, `publisher`, `language`, `organisation_type` and `event`; `notes` say
    how the query was read or relaxed; `expansions` are all alternatives that were looked for beside
    what was typed. `suggestions` are other spellings; `diagnosis` is made where next to nothing
    was found.
    `complete` of the matches have all of the words; the others lack some, which each hit tells.
    `grouped` of the matches are no hits on any page but `duplicates` of hits. From hit number
    `weak_from` on (of all pages) each has less than half of what the best has; 0 where none has
    so little, or a single word is looked for. `unlisted`: by facet
    how many values more its documents have than are listed; `Query.values` asks for more of them.
    """

    query: Query
    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[FacetValue, ...]]
    took_ms: float
    notes: tuple[Note, ...] = ()
    expansions: tuple[Explanation, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    diagnosis: Diagnosis | None = None
    complete: int = 0
    grouped: int = 0
    weak_from: int = 0
    unlisted: dict[str, int] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """How many pages there are (at least one)."""
        return max(1, -((self.grouped - self.total) // self.query.limit))

    def as_json(self) -> dict[str, Any]:
        """The documented JSON object, ready for `json.dumps`."""
        return {
            "query": self.query.text,
            "total": self.total,
            "complete": self.complete,
            "grouped": self.grouped,
            "weak_from": self.weak_from,
            "page": self.query.page,
            "limit": self.query.limit,
            "hits": [hit_as_json(hit) for hit in self.hits],
            "facets": to_builtins(self.facets),
            "unlisted": self.unlisted,
            "notes": to_builtins(self.notes),
            "expansions": to_builtins(self.expansions),
            "suggestions": to_builtins(self.suggestions),
            "diagnosis": to_builtins(self.diagnosis),
            "took_ms": round(self.took_ms, 3),
        }


def hit_as_json(hit: Hit) -> dict[str, Any]:
    """One hit as the documented JSON object."""
    plain: dict[str, Any] = to_builtins(hit)
    plain["score"] = round(hit.score, 6)
    return plain


class Explained(Struct, frozen=True):
    """How a query is read, and why a document scores as it does.

    `tree` is the query tree in words, `readings` its parts and the alternatives to them,
    `dropped` the words that say nothing beside the others. With a document `hit` is it and
    `contributions` add up to its score; a document that does not match has none.
    """

    query: str
    tree: str
    readings: tuple[Reading, ...]
    dropped: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    expansions: tuple[Explanation, ...] = ()
    hit: Hit | None = None
    contributions: tuple[Contribution, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The documented JSON object."""
        plain: dict[str, Any] = to_builtins(self)
        plain["hit"] = hit_as_json(self.hit) if self.hit else None
        return plain


class Page(Struct, frozen=True):
    """A whole document for showing: the document, the marks of a query in its clean text,
    and its facet values labelled in the reader's language.
    """

    document: Document
    marks: tuple[tuple[int, int], ...]
    regions: tuple[Label, ...]
    organisations: tuple[Label, ...]
    publisher: Label | None = None


class Failure(Struct, frozen=True):
    """A file that could not be read, and why. `left_out`: it was not even tried, as it is hidden,
    a link or of a kind that has no text for us. `again`: so it was at the last update.
    """

    path: str
    reason: str
    left_out: bool = False
    again: bool = False


class Update(Struct, frozen=True):
    """What an update of the index did, or would do; paths are relative to their folder.

    `widened`: why more was looked at than the paths that were named.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    moved: tuple[str, ...]
    unchanged: int
    failed: tuple[Failure, ...]
    seconds: float
    widened: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The documented JSON object: counts, and the failures one by one."""
        return {
            "added": len(self.added),
            "changed": len(self.changed),
            "removed": len(self.removed),
            "moved": len(self.moved),
            "unchanged": self.unchanged,
            "failed": to_builtins(self.failed),
            "seconds": round(self.seconds, 3),
            "widened": list(self.widened),
        }


class Doubt(Struct, frozen=True):
    """Something that a person should look at. `kind` is `date`, `region`, `organisation` or
    `correction`, `path` the document or file, `text` one sentence about it. `line` is the
    correction that would end it, with which the text ends, where there is just one.
    """

    kind: str
    path: str
    text: str
    line: str = ""


class Stats(Struct, frozen=True):
    """The size and age of an index. `updated` is POSIX seconds; `bytes` on disk."""

    documents: int
    languages: dict[str, int]
    folders: tuple[str, ...]
    terms: int
    bytes: int
    updated: float
    version: str


HIT_COLUMNS = (
    "id",
    "path",
    "title",
    "date",
    "language",
    "script",
    "regions",
    "organisations",
    "score",
    "snippet",
    "publisher",
    "lacking",
)

FORMULA = tuple("=+-@＝＋－＠")
"""Spreadsheets calculate a cell that begins like this, also in full-width forms."""


def hit_as_row(hit: Hit) -> tuple[str, ...]:
    """One hit as a row in the order of HIT_COLUMNS; several values are joined by `; `."""
    return (
        hit.id,
        hit.path,
        hit.title,
        hit.date or "",
        hit.language,
        hit.script,
        "; ".join(region.label for region in hit.regions),
        "; ".join(organisation.label for organisation in hit.organisations),
        f"{hit.score:.6f}",
        " … ".join(snippet.text for snippet in hit.snippets),
        hit.publisher,
        "; ".join(hit.lacking),
    )


def uncalculated(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if cell.lstrip().startswith(FORMULA) else cell
