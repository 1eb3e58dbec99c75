"""What every format's reader is given and what it gives back. Standard library and msgspec."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from msgspec import Struct, field

from search.document import Hints, Span
from search.errors import ReadError
from search.settings import Settings

_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n?|\f|\x0b")
_OTHER_ENDS = "\r\f\x0b"
_HINT_LENGTH = 500
_COMMENT = re.compile("<!--[^>]{0,100}-->")
_MARKUP = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
# RFC 2397, of more than a few characters; editors break its base64 into long lines.
_DATA = re.compile(
    r"""(?<!\w)data:[a-z]{1,20}/[\w.+-]{1,80}(?:;[\w.+=-]{1,80}){0,4},[^\s"'()<>\[\]\u0080-\U0010ffff]{16,}"""
    r"""(?:\s{1,9}[A-Za-z0-9+/]{40,}={0,2}(?![^\s"'()<>]))*(?:\s{1,9}[A-Za-z0-9+/]{1,80}={1,2}(?!\w))?""",
    re.ASCII | re.IGNORECASE,
)


class Raw(Struct, frozen=True):
    """The bytes of one file, its shown path (for messages only) and the bounds that hold."""

    path: str
    data: bytes
    settings: Settings

    def refuse(self, reason: str) -> ReadError:
        """Return the error that says why this file cannot be read."""
        return ReadError(self.path, reason)

    def bounded(self, text: str) -> str:
        """Return `text`; raises ReadError where it is longer than the settings allow."""
        limit = self.settings.max_characters
        if len(text) > limit:
            raise self.refuse(f"huge: more than {limit:,} characters of text; split it")
        return text


class Part(Struct, frozen=True):
    """One document of a file, before its text is normalised.

    `row` is the 1-based number of a table's row, 0 for a document that is the whole file;
    `content` is what a row's digest is taken of. A row that cannot be read has no text but
    a `refusal` that says why. `chrome` are the lines that
    the markup says are no text of the document; `text` must then be valid. `abstract` is read
    where the text has no words.
    """

    text: str
    media_type: str
    encoding: str = ""
    hints: Hints = field(default_factory=Hints)
    row: int = 0
    content: bytes = b""
    refusal: str = ""
    chrome: tuple[Span, ...] = ()
    abstract: str = ""


Reader = Callable[[Raw], list[Part]]


def valid(text: str) -> str:
    r"""Make text that every later stage can rely on: `\n` line ends, no NUL, no surrogates."""
    text = text.replace("\0", "")
    if any(map(text.__contains__, _OTHER_ENDS)):  # seen ten times as fast as by a pattern
        text = _LINE_END.sub("\n", text)
    return (text if _encodes(text) else _SURROGATE.sub("\ufffd", text)).removeprefix("\ufeff")


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def one_line(text: str) -> str:
    """Make a hint of whatever a file says: valid, without line breaks, entities and comments of
    HTML, of bounded length.
    """
    text = _COMMENT.sub(" ", text[: 4 * _HINT_LENGTH])
    return " ".join(valid(unescaped(text)).split())[:_HINT_LENGTH]


def as_shown(text: str) -> str:
    """A text without entities, unless it has tags as well: then it tells of markup."""
    return text if "&" not in text or _MARKUP.search(text) else unescaped(text)


def without_data(text: str) -> str:
    """The text without the pictures and fonts that stand in it as addresses (`data:`): no words."""
    return _DATA.sub("", text) if "data:" in text or "DATA:" in text else text


def unescaped(text: str) -> str:
    """The text with the characters that entities of HTML stand for, those that are complete."""
    return _ENTITY.sub(lambda entity: unescape(entity[0]), text) if "&" in text else text
