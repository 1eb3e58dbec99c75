"""Documents as stored bytes: three parts, each compressed for itself.

Part 0 is what a line of hits needs, part 1 what its snippets need (the page chrome and the
clean text), part 2 the rest (repairs and evidence). Plain JSON under zlib: reading a record
can never run code.
"""

from __future__ import annotations

import zlib
from typing import Any, Final

from msgspec import Struct, convert, json
from msgspec.structs import asdict, astuple

from search.document import CleanText, Document, Metadata, Repair, Source, Span, undo

Record = tuple[bytes, bytes, bytes]

# What parts 0 and 2 look like, for zlib to point at; another one is another form of the index.
USUAL: Final = (
    b'{"source":{"folder":"/","path":".txt","digest":"0123456789abcdef","media_type":"text/html",'
    b'"encoding":"gb18030","modified":1,"hints":{"title":"","published":"","publisher":"",'
    b'"author":"","language":"","url":"","trusted":true}},"repairs":[["","",0]],"metadata":{'
    b'"title":{"id":"","name":"","role":"about","evidence":[{"rule":"title","start":0,"end":0,'
    b'"text":""}]},"language":"zh","script":"Hant","date":{"id":"2016-08-15","name":"2016-08-15",'
    b'"role":"published","evidence":[{"rule":"date","start":0,"end":0,"text":""}]},"regions":[{'
    b'"id":"650000","name":"","role":"mentioned","evidence":[]}],"organisations":[],"publisher":'
    b'null,"events":[],"figures":[],"media_type":"text/plain","encoding":"utf-8"},'
    b'{"id":"0123456789abcdef","folder":"/home/documents","path":".html","title":"","language":'
    b'"en","script":"Latn","date":null,"language":"zh","script":"Hans","date":"2016-08-15",'
    b'"regions":["650000"],"organisations":[""]}'
)


class Heading(Struct, frozen=True):
    """What a hit shows of a document; ids without labels, regions without ancestors."""

    id: str
    folder: str
    path: str
    title: str
    language: str
    script: str
    date: str | None
    regions: tuple[str, ...]
    organisations: tuple[str, ...]
    publisher: str


_HEADING: Final = json.Decoder(Heading)


def pack(document: Document) -> Record:
    """Store a document."""
    source, clean, facts = document.source, document.clean, document.metadata
    heading = Heading(
        id=document.id,
        folder=source.folder,
        path=source.path,
        title=facts.title.name,
        language=facts.language,
        script=facts.script,
        date=facts.date.id if facts.date else None,
        regions=tuple(value.id for value in facts.regions),
        organisations=tuple(value.id for value in facts.organisations),
        publisher=facts.publisher.id if facts.publisher else "",
    )
    rest = {
        "source": {k: v for k, v in asdict(source).items() if k not in ("text", "chrome")},
        "repairs": [astuple(repair) for repair in clean.repairs],
        "metadata": facts,
    }
    chrome = json.encode([astuple(span) for span in clean.chrome])
    text = zlib.compress(chrome + b"\n" + clean.text.encode("utf-8"))
    return _squeeze(heading), text, _squeeze(rest)


def heading(part: bytes) -> Heading:
    """Read part 0."""
    return _HEADING.decode(_open(part))


def text(part: bytes) -> tuple[str, tuple[Span, ...]]:
    """Read part 1, the clean text and its chrome."""
    chrome, _, plain = zlib.decompress(part).partition(b"\n")
    return plain.decode("utf-8"), tuple(Span(*span) for span in json.decode(chrome))


def unpack(record: Record) -> Document:
    """Read a whole document; its source text is rebuilt by undoing the repairs."""
    (clean_text, chrome), rest = text(record[1]), json.decode(_open(record[2]))
    repairs = tuple(Repair(*repair) for repair in rest["repairs"])
    return Document(
        source=convert(rest["source"] | {"text": undo(clean_text, repairs)}, Source),
        clean=CleanText(clean_text, repairs, chrome),
        metadata=convert(rest["metadata"], Metadata),
    )


def stored_fields(record: Record) -> dict[str, str]:
    """Return the few fields that stock Whoosh shows of a document."""
    shown = heading(record[0])
    return {"id": shown.id, "path": shown.path, "heading": shown.title}


def _squeeze(plain: Any) -> bytes:
    packer = zlib.compressobj(zdict=USUAL)
    return packer.compress(json.encode(plain)) + packer.flush()


def _open(part: bytes) -> bytes:
    return zlib.decompressobj(zdict=USUAL).decompress(part)
