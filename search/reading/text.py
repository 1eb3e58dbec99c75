"""Plain text and Markdown, of which front matter becomes hints, and what a reader of the page would
not see is left out: the signs of emphasis, the addresses of links (CommonMark 0.31.2, 6.2 and 6.3,
but for what seldom occurs). Signs of headings and lists stay: they tell what a line is.
"""

from __future__ import annotations

import re

from search.document import Hints
from search.reading.columns import hints, roles
from search.reading.encoding import decode, looks_binary
from search.reading.raw import Part, Raw

_FENCE = re.compile(r"(---|\+\+\+)[ \t]*\r?\n")
_YAML = re.compile(r"(?:([\w][\w .\-]{0,60}):(?:[ \t]+(.*))?|[ \t]+.*|-[ \t].*|#.*|)")
_TOML = re.compile(r"(?:([\w][\w.\-]{0,60})[ \t]{0,20}=(.*)|[ \t]+.*|[\[\]\"'].*|#.*|)")
_KINDS = {"---": (_YAML, ("---", "...")), "+++": (_TOML, ("+++",))}  # lines, closing fences
_LONGEST_FRONT = 200  # lines
_CODE = re.compile(r"(^(?:```|~~~).*?^(?:```|~~~)|`[^`\n]{1,300}`)", re.M | re.S)
_SIGNS = (
    re.compile(r"!?\[([^\[\]\n]{1,300})\]\([^()\s]{1,500}(?:\s\"[^\"\n]{0,200}\")?\)"),
    re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^\n*]{1,300})(?<=\S)\*(?![\w*])"),
    re.compile(r"(?<![*\\])\*\*(?=[^\s*])([^\n*]{1,300})(?<=\S)\*\*(?!\*)"),
    re.compile(r"(?<![\w\\])(?:__|_)(?=[^\s_])([^\n_]{1,300})(?<=\S)(?:__|_)(?!\w)"),
)


def read_text(raw: Raw) -> list[Part]:
    """Read a text file as one document."""
    text, encoding = _text(raw)
    return [Part(text, "text/plain", encoding)]


def read_markdown(raw: Raw) -> list[Part]:
    """Read a Markdown file as one document, its front matter (YAML-like or TOML-like) as hints."""
    text, encoding = _text(raw)
    found, text = _front_matter(text)
    return [Part(_shown(text), "text/markdown", encoding, found)]


def _shown(text: str) -> str:
    """Markdown without the signs inside of its lines; code stays as it is."""
    parts = _CODE.split(text)
    for number in range(0, len(parts), 2):
        for sign in _SIGNS:
            parts[number] = sign.sub(r"\1", parts[number])
    return "".join(parts)


def _text(raw: Raw) -> tuple[str, str]:
    decoded = decode(raw.data)
    if looks_binary(decoded.text):
        raise raw.refuse("binary: it holds no text")
    return decoded.text, decoded.encoding


def _front_matter(text: str) -> tuple[Hints, str]:
    """Split off the front matter, where every line up to the closing fence is plainly some."""
    start = _FENCE.match(text)
    if not start:
        return Hints(), text
    pattern, closing = _KINDS[start[1]]
    values: dict[str, str] = {}
    at = start.end()
    for _ in range(_LONGEST_FRONT):
        end = text.find("\n", at)
        line = text[at : end if end >= 0 else len(text)].rstrip()
        at = end + 1
        if line in closing:
            return hints(values, roles(values)), text[at:] if end >= 0 else ""
        found = pattern.fullmatch(line)
        if end < 0 or not found:
            break
        if found[1]:
            values[found[1]] = (found[2] or "").strip().strip("\"'")
    return Hints(), text
