"""Mail (and web archives, which have the same form): subject, sender, date and the text.

Headers and bodies with a wrong or missing encoding are decoded as files are.
"""

from __future__ import annotations

from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from email.utils import parseaddr, parsedate_to_datetime

from search.document import Hints
from search.reading.encoding import decode, looks_binary
from search.reading.html import parse_html
from search.reading.raw import Part, Raw

_MEDIA_TYPE = "message/rfc822"
_LONGEST_HEADER = 1000  # characters; what is longer is no subject and no name


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
    text = "\n\n".join(text.strip("\r\n") for text in plain)
    return [Part(text, _MEDIA_TYPE, encoding, hints)]


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
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes):
            continue
        decoded = decode(payload, str(part.get_param("charset") or ""))
        if looks_binary(decoded.text):
            continue
        encoding = encoding or decoded.encoding
        (plain if kind == "text/plain" else markup).append(decoded.text)
    return plain, markup, encoding


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
    value = str(stored)[:_LONGEST_HEADER]
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
