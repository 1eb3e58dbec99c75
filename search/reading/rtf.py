r"""Rich text (.rtf): text, tables and notes, with the headers and feet of pages around them.

Bytes are collected as long as one encoding holds, whether they are written as `\'d6` or plainly:
the second byte of a Chinese character may be a letter. Read in one pass, so that depth and
groups that are never closed cost nothing.
"""

from __future__ import annotations

import codecs
import re

from msgspec import Struct
from msgspec.structs import replace

from search.document import Hints
from search.reading.office import lines
from search.reading.raw import Part, Raw

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?[0-9]{1,9})? ?|\\'([0-9A-Fa-f]{2})|\\(.)|([{}])"
    rb"|([^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_PAIRED = re.compile(rb"(?:[\x00-\x7f]|[\x81-\xfe][\x80-\xfe])*")
_ANSI = "cp1252"
_DOUBLE = ("gbk", "cp950", "cp932", "cp949")  # encodings of two bytes
# Encodings by the number of a font's character set; bytes in pairs are the document's own though.
_SETS = {
    0: "cp1252",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
_SIGNS = {
    **dict.fromkeys(("par", "line", "sect", "page", "column", "row", "nestrow"), "\n"),
    **dict.fromkeys(("\n", "\r"), "\n"),
    **dict.fromkeys(("tab", "cell", "nestcell"), "\t"),
    **dict.fromkeys(("emspace", "enspace", "~"), " "),
    **dict(zip(("lquote", "rquote", "ldblquote", "rdblquote"), "‘’“”", strict=True)),
    **dict(zip(("emdash", "endash", "bullet", "_"), "—–•-", strict=True)),
}
_ESCAPED = (b"\\", b"{", b"}")
_BREAKS = ("par", "line")  # which do not end a row of a table
# Where the text of a group goes, if not where it goes around it; only some of it is text.
_PLACES = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer"),
    **dict.fromkeys(("info", "ud"), "info"),
    **{
        name: name
        for name in ("footnote", "title", "author", "creatim", "revtim", "fonttbl", "upr")
    },
}
_PASSED_OVER = frozenset(  # groups with no text, or the same once more
    (
        *("colortbl", "stylesheet", "pict", "object", "sp", "shprslt", "listtext", "pntext", "xe"),
        *("tc", "filetbl", "nonesttables", "subject", "operator", "keywords", "comment", "doccomm"),
        *("company", "manager", "category", "hlinkbase", "printim", "buptim", "ftnsep", "aftnsep"),
        *("listtable", "listoverridetable", "revtbl", "rsidtbl", "aftnsepc", "ftnsepc"),
    )
)
_STARRED = ("shpinst", "ud")  # groups with text, though marked as ones that may be passed over
_TIMES = ("yr", "mo", "dy", "hr", "min")


class _Group(Struct, frozen=True):
    r"""What holds in a group: where its text goes (nowhere for ""), in which encoding it is.

    `skipped` is how many characters stand after a `\u` for programs that do not know it.
    """

    place: str = "body"
    encoding: str = ""
    skipped: int = 1
    in_table: bool = False
    hidden: bool = False


def read_rtf(raw: Raw) -> list[Part]:
    """Read rich text as one document; what it says of itself are hints of little trust."""
    text = _Text()
    text.read(raw.data)
    created, revised = text.times["creatim"], text.times["revtim"]
    day = "-".join(f"{number:02}" for number in list(created.values())[:3])
    hints = Hints(
        title=text.said("title"),
        author=text.said("author"),
        published=day if created != revised else "",
        trusted=False,
    )
    whole = filter(None, map(text.said, ("header", "body", "footnote", "footer")))
    return [Part("\n\n".join(whole), "application/rtf", "", hints)]


class _Text:
    """Collects text by the place that it goes to."""

    def __init__(self) -> None:
        self.times: dict[str, dict[str, int]] = {"creatim": {}, "revtim": {}}
        self._places: dict[str, list[str]] = {}
        self._fonts: dict[int, str] = {}
        self._font = self._skip = 0
        self._encoding = _ANSI
        self._group = _Group()
        self._groups: list[_Group] = []
        self._bytes = bytearray()
        self._starred = False

    def said(self, place: str) -> str:
        """All text of a place."""
        text = lines(self._places.get(place, ()))
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def read(self, data: bytes) -> None:
        """Read all of it."""
        at = 0
        while token := _TOKEN.match(data, at):
            at = token.end()
            word, number, byte, sign, brace, plain = token.groups()
            if word == b"bin":
                at += max(0, int(number or 0))
            elif word:
                self._word(word.decode(), int(number) if number else None)
            elif byte or plain:
                self._plain(plain or bytes((int(byte, 16),)))
            elif brace:
                self._brace(brace)
                if not self._groups:
                    break  # what follows is no part of it
            elif sign in _ESCAPED:
                self._plain(sign)
            elif sign == b"*":
                self._starred = True
            elif sign:
                self._say(_SIGNS.get(sign.decode("latin-1"), ""))
        self._flush()

    def _brace(self, brace: bytes) -> None:
        self._skip, self._starred = 0, False
        if brace == b"{":
            self._groups.append(self._group)
        elif self._groups:
            self._change(self._groups.pop())

    def _word(self, word: str, number: int | None) -> None:
        """Do what a control word says."""
        self._skip = 0
        group = self._group
        if (self._starred and word not in _STARRED) or word in _PASSED_OVER:
            self._change(replace(group, place=""))
        elif word in _PLACES and (word == "ud" or group.place not in ("", "upr")):
            self._change(replace(group, place=_PLACES[word]))
        elif word in _TIMES and group.place in self.times:
            self.times[group.place][word] = number or 0
        elif word == "u" and number is not None:
            self._say(chr(number & 0xFFFF))
            self._skip = group.skipped
        elif word in _SIGNS and word.isalpha():
            self._say(" " if group.in_table and word in _BREAKS else _SIGNS[word])
        else:
            self._set(word, number)
        self._starred = False

    def _set(self, word: str, number: int | None) -> None:
        """Note what a control word says of the text that follows."""
        if word == "f":
            self._font = number or 0
            self._change(replace(self._group, encoding=self._fonts.get(self._font, "")))
        elif word == "fcharset":
            self._fonts.setdefault(self._font, _SETS.get(number or 0, ""))
        elif word == "ansicpg":
            self._encoding = _known(f"cp{number}")
        elif word == "uc":
            self._change(replace(self._group, skipped=max(0, number or 0)))
        elif word in ("intbl", "pard"):
            self._change(replace(self._group, in_table=word == "intbl"))
        elif word in ("v", "deleted"):
            self._change(replace(self._group, hidden=number != 0))
        elif word == "plain":
            self._change(replace(self._group, hidden=False, encoding=""))

    def _change(self, group: _Group) -> None:
        if (group.place, group.encoding) != (self._group.place, self._group.encoding):
            self._flush()
        self._group = group

    def _plain(self, data: bytes) -> None:
        skipped = min(self._skip, len(data))
        self._skip -= skipped
        if self._group.place and not self._group.hidden:
            self._bytes += data[skipped:]

    def _say(self, text: str) -> None:
        self._flush()
        if self._group.place and not self._group.hidden:
            self._places.setdefault(self._group.place, []).append(text)

    def _flush(self) -> None:
        """Decode the bytes that have been collected."""
        if self._bytes:
            data, encoding = bytes(self._bytes), self._group.encoding or self._encoding
            self._bytes.clear()
            if encoding == _ANSI and self._encoding in _DOUBLE and _PAIRED.fullmatch(data):
                encoding = self._encoding
            found = data.decode(encoding, "replace")
            self._places.setdefault(self._group.place, []).append(found)


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return _ANSI
