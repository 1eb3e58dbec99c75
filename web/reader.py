"""From a Page to what the document page shows; pure, without Flask and without HTML."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from unicodedata import category

from msgspec import Struct

from search import Evidence, Page, in_script, placed
from web.presenters import Piece, joined, language_tag, pieces, relabelled

MOST_CHARACTERS = 200_000  # of a text shown in one page; the original has the rest
MOST_FORMS = 200  # different repairs of one kind that are listed
MOST_PROOFS = 5  # of one value
LONGEST_QUOTE = 300
MOST_AMOUNTS = 40
AROUND = 30  # characters shown on either side of the words of a proof

LONGEST_WORD = 30  # that is not cut there

_WORD = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_\u2e80-\uffff]+(?:['’-][^\W\d_\u2e80-\uffff]+)*")
_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")  # of Markdown
_FENCES = ("```", "~~~")
_ROW = re.compile(r"#[0-9]+$", re.ASCII)  # ends the path of a row of a table


class Paragraph(Struct, frozen=True):
    """One line of the text; `chrome` where it is page furniture and not the author's, `heading`
    where Markdown says so: its sign is not shown.
    """

    pieces: tuple[Piece, ...]
    chrome: bool
    heading: bool = False


class Proof(Struct, frozen=True):
    """Why a value was read: the name of the rule, and the words it was read from with what
    stands around them on their line.
    """

    rule: str
    before: str
    words: str
    after: str


class Fact(Struct, frozen=True):
    """A value of a document, as the reader's language names it, with its proofs; `id` is what
    documents with it are found by.
    """

    label: str
    proofs: tuple[Proof, ...] = ()
    id: str = ""


class Amount(Struct, frozen=True):
    """A figure of the text: how the text writes it, and what it measures."""

    name: str
    what: str


class Form(Struct, frozen=True):
    """One way in which texts were changed, and how often."""

    before: str
    after: str
    times: int


class RepairGroup(Struct, frozen=True):
    """All changes of one kind; `forms` by frequency, `rest` counts those not listed."""

    kind: str
    count: int
    forms: tuple[Form, ...]
    rest: int


class Reading(Struct, frozen=True):
    """Everything the document page shows. `heading` is the title with its marks."""

    id: str
    title: str
    heading: tuple[Piece, ...]
    lang: str
    language: str
    script: str
    path: str
    encoding: str
    date: Fact | None
    publisher: Fact | None
    regions: tuple[Fact, ...]
    organisations: tuple[Fact, ...]
    paragraphs: tuple[Paragraph, ...]
    amounts: tuple[Amount, ...]
    matches: int
    cut: bool
    own_file: bool
    repairs: tuple[RepairGroup, ...]
    repaired: int


def reading(page: Page, view: str = "", script: str = "") -> Reading:
    """Turn a Page into what its template shows.

    `view` is the script (`Hans`, `Hant`) to show a Chinese text in, `script` that of the
    page around it, in which facet values are named.
    """
    document, text = page.document, page.document.clean.text
    metadata = document.metadata
    whys = {
        value.id: _proofs(value.evidence, text)
        for value in (*metadata.regions, *metadata.organisations)
    }
    date, publisher = metadata.date, metadata.publisher
    regions = relabelled(placed(page.regions), script)
    organisations = relabelled(page.organisations, script)
    view = view if metadata.language == "zh" else ""
    title = in_script(metadata.title.name.strip(), view) or document.source.path
    heading, text_below = headed(title, tuple(paragraphs(page, view)))
    below = (line.pieces for line in text_below)
    return Reading(
        id=document.id,
        title=title,
        heading=heading,
        lang=language_tag(metadata.language, view or metadata.script),
        language=metadata.language,
        script=metadata.script,
        path=document.source.path,
        encoding=document.source.encoding.upper(),
        date=Fact(date.id, _proofs(date.evidence, text), date.id) if date else None,
        publisher=Fact(
            in_script(page.publisher.label if page.publisher else publisher.name, script),
            _proofs(publisher.evidence, text),
            publisher.id,
        )
        if publisher
        else None,
        regions=tuple(Fact(r.label, whys.get(r.id, ()), r.id) for r in regions),
        organisations=tuple(Fact(o.label, whys.get(o.id, ()), o.id) for o in organisations),
        paragraphs=text_below,
        amounts=tuple(
            dict.fromkeys(Amount(one.name, one.what) for one in metadata.figures[:MOST_AMOUNTS])
        ),
        matches=max((piece.mark for line in (heading, *below) for piece in line), default=0),
        cut=len(text) > MOST_CHARACTERS,
        own_file=not _ROW.search(document.source.path),
        repairs=repair_groups(page),
        repaired=len(document.clean.repairs),
    )


def paragraphs(page: Page, view: str = "") -> Iterator[Paragraph]:
    """The lines of the clean text that are not blank, with marks, up to MOST_CHARACTERS.

    A line is chrome if more than half of it is.
    """
    clean, markdown = page.document.clean, page.document.source.media_type == "text/markdown"
    signed = markdown
    marks, spans = joined(page.marks), [(span.start, span.end) for span in clean.chrome]
    start, number = 0, 1
    for line in in_script(clean.text[:MOST_CHARACTERS], view).split("\n"):
        end = start + len(line)
        if line.strip():
            signed ^= line.startswith(_FENCES) and markdown  # a sign in code is none
            sign = _HEADING.match(line) if signed else None
            start, line = (start + sign.end(), line[sign.end() :]) if sign else (start, line)
            inside = [(a - start, b - start) for a, b in _touching(marks, start, end)]
            cut = pieces(line, inside, number)
            number += sum(piece.mark > 0 for piece in cut)
            covered = sum(min(b, end) - max(a, start) for a, b in _touching(spans, start, end))
            yield Paragraph(tuple(cut), 2 * covered > len(line), sign is not None)
        start = end + 1


def headed(
    title: str, lines: tuple[Paragraph, ...]
) -> tuple[tuple[Piece, ...], tuple[Paragraph, ...]]:
    """The heading and the lines below it: where the first line of the text itself is the
    title, it becomes the heading, with its marks, and does not stand there twice.
    """
    for at, line in enumerate(lines):
        if not line.chrome:
            if "".join(piece.text for piece in line.pieces).strip() == title:
                return line.pieces, lines[:at] + lines[at + 1 :]
            break
    return (Piece(title),), lines


def spelled(text: str) -> str:
    """Spell what a reader could not see, controls and unusual spaces, as `[U+202E]`.

    A space on its own becomes `␣`.
    """
    return "".join(
        char if char == " " or category(char)[0] not in "CZ" else f"[U+{ord(char):04X}]"
        for char in (text if text != " " else "\u2423")
    )


def _touching(spans: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Those of `spans` (in order, apart from each other) that share a character with a line."""
    at = max(bisect_right(spans, (start, start)) - 1, 0)
    while at < len(spans) and spans[at][0] < end:
        if spans[at][1] > start:
            yield spans[at]
        at += 1


def _proofs(evidence: Sequence[Evidence], text: str) -> tuple[Proof, ...]:
    return tuple(_proof(one, text) for one in evidence[:MOST_PROOFS])


def _proof(one: Evidence, text: str) -> Proof:
    if one.start < 0:
        return Proof(one.rule, "", one.quote[:LONGEST_QUOTE], "")
    start, end = one.start, min(one.end, one.start + LONGEST_QUOTE)
    first, last = max(start - AROUND, 0), min(end + AROUND, len(text))
    first, last = _whole(text, first)[0], _whole(text, last)[1]
    first = max(first, text.rfind("\n", first, start) + 1)
    line_end = text.find("\n", end, last)
    last = last if line_end < 0 else line_end
    return Proof(
        one.rule,
        ("" if text[max(first - 1, 0) : first] in ("", "\n") else "…") + text[first:start].lstrip(),
        text[start:end],
        text[end:last].rstrip() + ("" if text[last : last + 1] in ("", "\n") else "…"),
    )


def _whole(text: str, place: int) -> tuple[int, int]:
    """Where the word or number begins and ends that a place of the text is inside of."""
    begin = max(place - LONGEST_WORD, 0)
    for word in _WORD.finditer(text[begin : place + LONGEST_WORD]):
        if begin + word.start() < place < begin + word.end():
            return begin + word.start(), begin + word.end()
    return place, place


def repair_groups(page: Page) -> tuple[RepairGroup, ...]:
    """The repairs by kind, the most frequent kind first, equal ones counted together."""
    kinds: dict[str, Counter[tuple[str, str]]] = {}
    for repair in page.document.clean.repairs:
        kinds.setdefault(repair.kind, Counter())[repair.before, repair.after] += 1
    groups = (
        RepairGroup(
            kind,
            forms.total(),
            tuple(
                Form(spelled(before), spelled(after), n)
                for (before, after), n in forms.most_common(MOST_FORMS)
            ),
            max(0, len(forms) - MOST_FORMS),
        )
        for kind, forms in kinds.items()
    )
    return tuple(sorted(groups, key=lambda group: -group.count))
