"""From a Page to what the document page shows; pure, without Flask and without HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from unicodedata import category

from msgspec import Struct

from search import Evidence, Page, in_script, placed
from web.presenters import Piece, language_tag, relabelled
from web.typesetting import MOST_CHARACTERS, Block, blocks, headed, paragraphs

MOST_FORMS = 200  # different repairs of one kind that are listed
MOST_PROOFS = 5  # of one value
LONGEST_QUOTE = 300
MOST_AMOUNTS = 40
AROUND = 30  # characters shown on either side of the words of a proof

LONGEST_WORD = 30  # that is not cut there

_WORD = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_\u2e80-\uffff]+(?:['’-][^\W\d_\u2e80-\uffff]+)*")
_ROW = re.compile(r"#[0-9]+$", re.ASCII)  # ends the path of a row of a table


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
    blocks: tuple[Block, ...]
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
        blocks=tuple(blocks(text_below)),
        amounts=tuple(
            dict.fromkeys(Amount(one.name, one.what) for one in metadata.figures[:MOST_AMOUNTS])
        ),
        matches=max((piece.mark for line in (heading, *below) for piece in line), default=0),
        cut=len(text) > MOST_CHARACTERS,
        own_file=not _ROW.search(document.source.path),
        repairs=repair_groups(page),
        repaired=len(document.clean.repairs),
    )


def spelled(text: str) -> str:
    """Spell what a reader could not see, controls and unusual spaces, as `[U+202E]`.

    A space on its own becomes `␣`.
    """
    return "".join(
        char if char == " " or category(char)[0] not in "CZ" else f"[U+{ord(char):04X}]"
        for char in (text if text != " " else "\u2423")
    )


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
