"""Zip archives of XML, as Word and EPUB files are.

Archives that unpack to far more than they are, and XML that declares entities, are refused. XML
is read as a stream, so that depth costs nothing.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import TypeVar
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from search.reading.raw import Raw

BROKEN = (BadZipFile, EOFError, RuntimeError, ValueError, zlib.error)  # what zipfile may raise

_SUSPICIOUS_SIZE = 1 << 20
_SUSPICIOUS_RATIO = 200  # unpacked to packed; real documents stay below 100


def unpacked(raw: Raw, archive: ZipFile, names: Iterable[str]) -> dict[str, bytes]:
    """Unpack these members as far as they exist, all together within the bound on bytes.

    What an archive says of its sizes is not believed: reading stops at the bound. Raises ReadError
    for what goes beyond it, and those of BROKEN.
    """
    return dict(members(raw, archive, names))


def members(raw: Raw, archive: ZipFile, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Unpack as `unpacked` does, one after the other."""
    left = raw.settings.max_bytes
    for name in dict.fromkeys(names):
        try:
            member = archive.getinfo(name)
        except KeyError:
            continue
        with archive.open(member) as stream:
            data = stream.read(left + 1)
        left -= len(data)
        ratio = len(data) / max(1, member.compress_size)
        if left < 0 or (len(data) > _SUSPICIOUS_SIZE and ratio > _SUSPICIOUS_RATIO):
            raise raw.refuse("it unpacks to far more than its size (a zip bomb?)")
        yield name, data


class Events:
    """What is told of an XML document; names are local ones."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def characters(self, data: str) -> None:
        """Text stands here."""


_Told = TypeVar("_Told", bound=Events)


def parsed(raw: Raw, data: bytes, events: _Told, writer: str, *, typed: bool = False) -> _Told:
    """Feed XML to `events` and return them.

    `writer` is who writes such files; `typed` says that they may declare a document type, though no
    entities. What lies outside is never fetched. Raises ReadError where the XML is broken or
    hostile.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def declared(*_: object) -> None:
        raise raw.refuse(f"its XML declares entities, which {writer} never writes")

    parser.EntityDeclHandler = declared
    if not typed:
        parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = lambda name, found: events.start(
        _local(name), {_local(key): value for key, value in found.items()}
    )
    parser.EndElementHandler = lambda name: events.end(_local(name))
    parser.CharacterDataHandler = events.characters
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise raw.refuse(f"it is damaged: open it in {writer} and save it again") from error
    return events


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
