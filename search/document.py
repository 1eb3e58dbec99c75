"""What a document is on its way from a file to the index.

`read` makes a Source, `clean` a CleanText, `describe` a Metadata; together they are a
Document. All types are frozen. All offsets count characters (code points) of the clean
text. Touches the standard library and msgspec.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from msgspec import Struct, field


class Hints(Struct, frozen=True):
    """What a file's own markup says about itself; empty strings where it says nothing.

    `trusted` is True where the publisher wrote it for readers of this page (HTML meta
    elements, JSON-LD, mail headers, table columns) and False for properties that tools
    fill in unasked (PDF and DOCX properties), which rank below the text's own statement.
    `window` is the title of the window that shows a page, where `title` is another or a part.
    `written` is True where a person wrote `title` above the text (front matter): whatever the
    text says, it is no site's.
    """

    title: str = ""
    published: str = ""
    publisher: str = ""
    author: str = ""
    language: str = ""
    url: str = ""
    trusted: bool = True
    window: str = ""
    written: bool = False


class Span(Struct, frozen=True):
    """A stretch `[start, end)` of a text and what it is."""

    start: int
    end: int
    kind: str


class Source(Struct, frozen=True):
    r"""One document as it was read, before any repair.

    A file holds one Source, a table (csv, jsonl) one per row; a row's `path` ends in
    `#` and its 1-based number. `text` has `\\n` line ends and no markup. `path` is
    relative to `folder`, separated by `/`, and always valid Unicode. `chrome` are
    whole lines of `text` that the markup says are no text of the document; it is not stored.
    """

    folder: str
    path: str
    digest: str
    media_type: str
    encoding: str
    modified: float
    text: str
    hints: Hints = field(default_factory=Hints)
    chrome: tuple[Span, ...] = ()

    @property
    def id(self) -> str:
        """Sixteen hexadecimal digits that name this place on disk, whatever stands there."""
        return document_id(self.folder, self.path)


def document_id(folder: str, path: str) -> str:
    """Name the document at `path` in `folder`: the same place has the same id for ever."""
    place = f"{folder.rstrip('/')}/{path}"
    return sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Repair(Struct, frozen=True):
    """One change that cleaning made: the clean text has `after` at `start`, for `before`."""

    kind: str
    start: int
    before: str
    after: str


DAY: Final = "day"
"""The kind of a line that is a date and no more: chrome that is searched like text."""


class CleanText(Struct, frozen=True):
    """Repaired text, every repair that led to it, and the lines that are page chrome.

    Chrome stays in `text`: it is ranked down and kept out of facets, never lost.
    Repairs are in order of `start`; chrome spans are in order and do not overlap.
    """

    text: str
    repairs: tuple[Repair, ...] = ()
    chrome: tuple[Span, ...] = ()


def undo(clean_text: str, repairs: tuple[Repair, ...]) -> str:
    """Return the text as it was read, before the repairs."""
    pieces, end = [], len(clean_text)
    for repair in reversed(repairs):
        stop = repair.start + len(repair.after)
        pieces.append(clean_text[stop:end])
        pieces.append(repair.before)
        end = repair.start
    pieces.append(clean_text[:end])
    return "".join(reversed(pieces))


class Evidence(Struct, frozen=True):
    """Why a value was read: the rule's name and where in the clean text it looked.

    `start == end == -1` where the evidence is not in the text; `quote` then holds it
    (a meta element, a file name, a line of the user's corrections).
    """

    rule: str
    start: int = -1
    end: int = -1
    quote: str = ""


class Value(Struct, frozen=True):
    """One facet value of a document.

    `id` names the concept (a region's code, an organisation's canonical name), `name` is
    how the text calls it, `role` is `about`, `mention` or `publisher`.
    """

    id: str
    name: str
    role: str = "about"
    evidence: tuple[Evidence, ...] = ()


class Figure(Struct, frozen=True):
    """An amount in a document.

    `value` is in units of `unit`, an ISO 4217 code, a common symbol (`m2`, `km`, `%`, …) or
    what is counted (`person`, `household`, `organisation`, `item`, `occasion`). `qualifier` is
    `over`, `nearly`, `about`, `at least`, `at most`, `from` or `to` (the ends of a range), or
    empty; `what` is what it measures, in the words of the text; `name` is how the text
    writes the amount.
    """

    value: float
    unit: str
    qualifier: str
    what: str
    name: str
    evidence: tuple[Evidence, ...] = ()


class Metadata(Struct, frozen=True):
    """What describing found out about a document.

    `language` is an ISO 639-1 code (`en`, `zh`, …; empty when undecidable), `script` an
    ISO 15924 code (`Latn`, `Hans`, `Hant`, …). `date` is the publication date with id
    `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, or None: no date is better than a wrong one.
    `regions` are the places themselves; their ancestors follow from the gazetteer.
    `events` are the dates that the text speaks of; their ids may also be `start/end`.
    """

    title: Value
    language: str
    script: str
    date: Value | None = None
    regions: tuple[Value, ...] = ()
    organisations: tuple[Value, ...] = ()
    publisher: Value | None = None
    events: tuple[Value, ...] = ()
    figures: tuple[Figure, ...] = ()


class Document(Struct, frozen=True):
    """Everything known about one document; what the engine stores and gives back."""

    source: Source
    clean: CleanText
    metadata: Metadata

    @property
    def id(self) -> str:
        """The id of the source."""
        return self.source.id
