"""Slides (.pptx, .ppsx, .potx): slide by slide in the order of the presentation.

The title of each stands first, then its shapes, tables and diagrams, its notes last. Numbers, dates
and feet that stand on every slide are left out.
"""

from __future__ import annotations

import posixpath
import re
from io import BytesIO
from zipfile import ZipFile

from search.reading.office import CORE, lines, stated
from search.reading.packages import BROKEN, Events, parsed, unpacked
from search.reading.raw import Part, Raw

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_ORDER = "ppt/presentation.xml"
_SLIDE = re.compile(r"ppt/slides/[^/]*\.xml")
_WRITER = "PowerPoint"
_TITLES = ("title", "ctrTitle")
_PASSED_OVER = ("sldNum", "dt", "ftr", "hdr", "sldImg")  # placeholders
_BESIDE = ("/diagramData", "/notesSlide")  # in this order: what belongs to a slide


def read_slides(raw: Raw) -> list[Part]:
    """Read a presentation as one document; its properties are hints of little trust."""
    try:
        with ZipFile(BytesIO(raw.data)) as archive:
            names = archive.namelist()
            found = unpacked(raw, archive, (CORE, _ORDER, *filter(_is_text, names)))
    except BROKEN as error:
        raise raw.refuse(
            "it is damaged or encrypted: open it in PowerPoint and save it again"
        ) from error
    order = parsed(raw, found.get(_ORDER, b"<none/>"), _Order(), _WRITER).slides
    places = _Links.of(raw, found, _ORDER).places
    slides = [places[id] for id in order if id in places]
    slides += sorted(name for name in found if _SLIDE.fullmatch(name) and not slides)
    pages = ([name, *_Links.of(raw, found, name).beside] for name in dict.fromkeys(slides))
    texts = (_text(raw, [found[name] for name in page if name in found]) for page in pages)
    hints = stated(raw, found.get(CORE, b""), _WRITER)
    return [Part("\n\n".join(filter(None, texts)), _MEDIA_TYPE, "utf-8", hints)]


def _is_text(name: str) -> bool:
    """Whether a member is a slide, what belongs to one, or says which does."""
    return name.startswith(("ppt/slides/", "ppt/notesSlides/", "ppt/diagrams/data", "ppt/_rels/"))


def _text(raw: Raw, members: list[bytes]) -> str:
    return "\n".join(filter(None, (parsed(raw, one, _Shapes(), _WRITER).text for one in members)))


class _Order(Events):
    """The slides in their order, by the ids of links to them."""

    def __init__(self) -> None:
        self.slides: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sldId":
            self.slides.append(attributes.get("id", ""))


class _Links(Events):
    """Where the links of a member lead, by id, and what belongs to it."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.places: dict[str, str] = {}
        self._kinds: list[tuple[int, str]] = []

    @staticmethod
    def of(raw: Raw, found: dict[str, bytes], name: str) -> _Links:
        folder, file = posixpath.split(name)
        data = found.get(f"{folder}/_rels/{file}.rels", b"<none/>")
        return parsed(raw, data, _Links(folder), _WRITER)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = posixpath.join("/", self._folder, attributes.get("Target", ""))
            place = self.places[attributes.get("Id", "")] = posixpath.normpath(target)[1:]
            for number, kind in enumerate(_BESIDE):
                if attributes.get("Type", "").endswith(kind):
                    self._kinds.append((number, place))

    @property
    def beside(self) -> list[str]:
        return [place for _, place in sorted(self._kinds)]


class _Shapes(Events):
    """The text of a slide: that of title shapes, and that of all others."""

    def __init__(self) -> None:
        self._titles: list[str] = []
        self._others: list[str] = []
        self._shape: list[str] = []
        self._kind = ""
        self._cells = self._texts = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "ph":
            self._kind = attributes.get("type", "")
        elif name == "t":
            self._texts += 1
        elif name == "tc":
            self._cells += 1
        elif name in ("br", "tab"):
            self._shape.append("\t" if name == "tab" else self._line_end)

    def end(self, name: str) -> None:
        if name == "t":
            self._texts -= 1
        elif name == "tc":
            self._cells -= 1
            self._shape.append("\t")
        elif name == "p":
            self._shape.append(self._line_end)
        elif name == "tr":
            self._shape.append("\n")
        elif name == "sp":
            self._end_shape()

    def characters(self, data: str) -> None:
        if self._texts:
            self._shape.append(data)

    @property
    def text(self) -> str:
        self._end_shape()
        return lines(self._titles + self._others)

    @property
    def _line_end(self) -> str:
        return " " if self._cells else "\n"

    def _end_shape(self) -> None:
        if self._kind not in _PASSED_OVER:
            (self._titles if self._kind in _TITLES else self._others).extend(self._shape)
        self._shape, self._kind = [], ""
