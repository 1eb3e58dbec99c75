"""Mail (and web archives, which have the same form): subject, sender, date and the text.

Below the letter stand the names of what is attached, and the text of attachments that are text,
and at last who wrote to whom, as page chrome: it is looked for, but tells of no place or body.
Headers and bodies with a wrong or missing encoding are decoded as files are.
"""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from email.utils import parseaddr, parsedate_to_datetime
from itertools import islice

from search.document import Hints, Span
from search.reading.encoding import Decoded, decode, looks_binary
from search.reading.html import parse_html
from search.reading.raw import Part, Raw, one_line, valid

_MEDIA_TYPE = "message/rfc822"
_LONGEST_HEADER = 1000  # characters; what is longer is no subject and no name
_ATTACHMENTS = 50  # whose names are told
_PEOPLE = ("From", "To", "Cc")
_ATTACHED = 200_000  # characters of the text of each


def read_mail(raw: Raw) -> list[Part]:
    """Read one message as one document: its plain text, or its HTML where there is none."""
    message = message_from_bytes(raw.data, policy=compat32)
    if not message.keys():
        raise raw.refuse("it is not a mail: it has no headers")
    plain, markup, encoding = _bodies(message)
    hints = _hints(message)
    if not any(text.strip() for text in plain):
        pages = [parse_html(raw.bounded(page)) for page in markup]
        plain = [page.text for page in pages]
    text = "\n\n".join(text.strip("\r\n") for text in (*plain, *_attached(message)))
    if hints.url or not text.strip():  # a web archive, of which a program is the sender
        return [Part(text, _MEDIA_TYPE, encoding, hints, abstract=hints.title)]
    text = valid(text)
    people = ((name, one_line(_header(message, name.lower()))) for name in _PEOPLE)
    names = "\n".join(f"{name}: {who}" for name, who in people if who)
    whole = f"{text}\n\n{names}" if names else text
    chrome = (Span(len(text) + 2, len(whole), "footer"),) if names else ()
    return [Part(whole, _MEDIA_TYPE, encoding, hints, chrome=chrome)]


def _bodies(message: Message) -> tuple[list[str], list[str], str]:
    """Collect the plain texts and the HTML texts that are no attachments, and the encoding."""
    plain: list[str] = []
    markup: list[str] = []
    encoding = ""
    for part in message.walk():
        kind = part.get_content_type()
        if kind not in ("text/plain", "text/html"):
            continue
        if part.get_content_disposition() == "attachment":
            continue
        decoded = _decoded(part)
        if decoded is None:
            continue
        encoding = encoding or decoded.encoding
        (plain if kind == "text/plain" else markup).append(decoded.text)
    return plain, markup, encoding


def _decoded(part: Message) -> Decoded | None:
    """Decode a part that is text; None where it is none."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return None
    decoded = decode(payload, str(part.get_param("charset") or ""))
    return None if looks_binary(decoded.text) else decoded


def _attached(message: Message) -> Iterator[str]:
    """The name of each attachment, with the text of those that are plain text below it."""
    parts = (part for part in message.walk() if part.get_content_disposition() == "attachment")
    for part in islice(parts, _ATTACHMENTS):
        name = _words(str(part.get_filename() or "")[:_LONGEST_HEADER]).strip()
        decoded = _decoded(part) if part.get_content_type() == "text/plain" else None
        text = decoded.text[:_ATTACHED].strip("\r\n") if decoded else ""
        if name or text:
            yield f"{name}\n{text}"


def _hints(message: Message) -> Hints:
    sender = _header(message, "from")
    try:
        name, address = parseaddr(sender)
    except RecursionError:  # comments in comments
        name = address = ""
    return Hints(
        title=_header(message, "subject"),
        published=_date(_header(message, "date")),
        author=name or address or sender,
        url=_header(message, "content-location"),
    )


def _header(message: Message, name: str) -> str:
    """Return a header as text, its raw bytes and its encoded words decoded."""
    stored = next((value for key, value in message.raw_items() if key.lower() == name), "")
    return _words(str(stored)[:_LONGEST_HEADER])


def _words(value: str) -> str:
    """Decode raw bytes and encoded words in the value of a header."""
    data = value.encode("utf-8", "surrogateescape")
    if not data.isascii():
        value = decode(data).text
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError):
        return value
    return "".join(
        piece if isinstance(piece, str) else decode(piece, charset or "").text
        for piece, charset in pieces
    )


def _date(value: str) -> str:
    """Return an RFC 5322 date as `YYYY-MM-DD` in the sender's own time zone."""
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return value
