"""Documents as stored bytes: three parts, each compressed for itself.

Part 0 is what a line of hits needs, part 1 what its snippets need (the page chrome and the
clean text), part 2 the rest (repairs and evidence). Plain JSON under zlib: reading a record
can never run code.
"""

from __future__ import annotations

import json
import zlib
from typing import Any, Final

from search.document import (
    CleanText,
    Document,
    Evidence,
    Figure,
    Hints,
    Metadata,
    Repair,
    Source,
    Span,
    Value,
    undo,
)
from search.frozen import dataclass

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


@dataclass(frozen=True, slots=True)
class Heading:
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
        "source": {k: v for k, v in _fields(source).items() if k not in ("text", "chrome")},
        "repairs": [(r.kind, r.start, r.before, r.after) for r in clean.repairs],
        "metadata": facts,
    }
    chrome = _json([(s.start, s.end, s.kind) for s in clean.chrome])
    text = zlib.compress(chrome + b"\n" + clean.text.encode("utf-8"))
    return _squeeze(heading), text, _squeeze(rest)


def heading(part: bytes) -> Heading:
    """Read part 0."""
    plain = _open(part)
    plain["regions"] = tuple(plain["regions"])
    plain["organisations"] = tuple(plain["organisations"])
    return Heading(**plain)


def text(part: bytes) -> tuple[str, tuple[Span, ...]]:
    """Read part 1, the clean text and its chrome."""
    chrome, _, plain = zlib.decompress(part).partition(b"\n")
    return plain.decode("utf-8"), tuple(Span(*span) for span in json.loads(chrome))


def unpack(record: Record) -> Document:
    """Read a whole document; its source text is rebuilt by undoing the repairs."""
    (clean_text, chrome), rest = text(record[1]), _open(record[2])
    repairs = tuple(Repair(*repair) for repair in rest["repairs"])
    source = rest["source"] | {"hints": Hints(**rest["source"]["hints"])}
    facts = rest["metadata"]
    return Document(
        source=Source(**source, text=undo(clean_text, repairs)),
        clean=CleanText(clean_text, repairs, chrome),
        metadata=Metadata(
            title=_value(facts["title"]),
            language=facts["language"],
            script=facts["script"],
            date=_value(facts["date"]) if facts["date"] else None,
            regions=tuple(map(_value, facts["regions"])),
            organisations=tuple(map(_value, facts["organisations"])),
            publisher=_value(facts["publisher"]) if facts["publisher"] else None,
            events=tuple(map(_value, facts["events"])),
            figures=tuple(map(_figure, facts["figures"])),
        ),
    )


def stored_fields(record: Record) -> dict[str, str]:
    """Return the few fields that stock Whoosh shows of a document."""
    shown = heading(record[0])
    return {"id": shown.id, "path": shown.path, "heading": shown.title}


def _value(plain: dict[str, Any]) -> Value:
    evidence = tuple(Evidence(**item) for item in plain["evidence"])
    return Value(plain["id"], plain["name"], plain["role"], evidence)


def _figure(plain: dict[str, Any]) -> Figure:
    evidence = tuple(Evidence(**item) for item in plain.pop("evidence"))
    return Figure(**plain, evidence=evidence)


def _squeeze(plain: Any) -> bytes:
    packer = zlib.compressobj(zdict=USUAL)
    return packer.compress(_json(plain)) + packer.flush()


def _json(plain: Any) -> bytes:
    """One line of JSON."""
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), default=_fields).encode()


def _fields(value: Any) -> dict[str, Any]:
    """Return the fields of one of our slotted dataclasses; those inside are asked for in turn."""
    return {name: getattr(value, name) for name in value.__slots__}


def _open(part: bytes) -> Any:
    return json.loads(zlib.decompressobj(zdict=USUAL).decompress(part))
