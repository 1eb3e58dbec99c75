"""Plain text and Markdown, of which front matter becomes hints, and what a reader of the page would
not see is left out: the signs of emphasis, the addresses of links, markup of HTML (CommonMark
0.31.2, 2.4, 6.2, 6.3 and 6.6, but for what seldom occurs), links of wikis and the shortcodes of
Hugo. Signs of headings and lists stay: they tell what a line is. Touches `data/html.tsv`.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec.structs import replace

from search.reading.columns import hints, roles
from search.reading.encoding import decode, looks_binary
from search.reading.frontmatter import front_matter
from search.reading.names import names
from search.reading.raw import Part, Raw, as_shown, unescaped, valid, without_data
from search.reading.unfolding import unfolded

_CODE = re.compile(r"(^(?:```|~~~).*?^(?:```|~~~)|`[^`\n]{1,300}`)", re.M | re.S)
_LINK = re.compile(
    r"""!?\[([^\[\]\n]{0,300})\]\((?:[^()\s]|\([^()\s]{0,100}\)){0,500}"""
    r"""(?:\s(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'))?\)"""
)
# [[target]], [[target|shown]] and ![[another file]]; no reference ([[1]]) and no code ([[ -f x ]]).
_WIKI_LINK = re.compile(
    r"!\[\[[^\[\]\n]{1,300}\]\]|(?<![A-Za-z0-9_)\]])\[\[(?![\s\"']|\d{1,3}\]\])"
    r"(?:[^\[\]|\n]{1,200}\|)?([^\[\]|\n]{1,200})\]\](?!\()"
)
_SIGNS = (
    _WIKI_LINK,
    _LINK,
    _LINK,  # again: around a picture
    re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^\n*]{1,300})(?<=\S)\*(?![\w*])"),
    re.compile(r"(?<![*\\])\*\*(?=[^\s*])([^\n*]{1,300})(?<=\S)\*\*(?!\*)"),
    re.compile(r"(?<![\w\\])(?:__|_)(?=[^\s_])([^\n_]{1,300})(?<=\S)(?:__|_)(?!\w)"),
    re.compile(r"(?<![~\\])~~(?=[^\s~])([^\n~]{1,300})(?<=\S)~~(?!~)"),
    re.compile(r"\\([!-/:-@\[-`{-~])"),  # last: what stands behind it is no sign
)
_SHORTCODE = re.compile(r"\{\{[<%][^{}\n]{0,2000}[>%]\}\}")


def read_text(raw: Raw) -> list[Part]:
    """Read a text file as one document."""
    text, encoding = _text(raw)
    text, chrome = unfolded(valid(as_shown(text)))
    return [Part(text, "text/plain", encoding, chrome=chrome)]


def read_markdown(raw: Raw) -> list[Part]:
    """Read a Markdown file as one document, its front matter (YAML-like or TOML-like) as hints."""
    text, encoding = _text(raw)
    said, text = front_matter(text)
    meaning = roles(said, [said])
    found = replace(hints(said, meaning), written=True)
    told = said.get(meaning.get("text", ""), "") or found.title
    return [Part(_shown(text), "text/markdown", encoding, found, abstract=told)]


def _shown(text: str) -> str:
    """Markdown without the signs inside of its lines; code stays as it is."""
    parts = _CODE.split(text)
    for number in range(0, len(parts), 2):
        part = _SHORTCODE.sub("", parts[number])
        part = _tag().sub(_laid_out, _without_hidden(part)) if "<" in part else part
        for sign in _SIGNS:
            part = sign.sub(r"\1", part)
        parts[number] = unescaped(part)
    return "".join(parts)


@cache
def _tag() -> re.Pattern[str]:
    """A tag of an element that HTML has; what else stands in angle brackets is a person's."""
    kinds = ("dropped", "paragraph", "line", "cell", "formatting", "void", "inline")
    known = "|".join(sorted(name for kind in kinds for name in names(kind)))
    return re.compile(rf"</?({known})(?:\s[^<>]{{0,2000}})?/?>", re.IGNORECASE)


def _laid_out(tag: re.Match[str]) -> str:
    """What stands for a tag in the text: a new line, a blank between cells, or nothing."""
    name = tag[1].lower()
    if name == "br" or name in names("paragraph") or name in names("line"):
        return "\n"
    return " " if name in names("cell") else ""


def _without_hidden(text: str) -> str:
    """A text without comments and elements that do not show, those that have an end."""
    hidden = re.compile(rf"<(!--|(?:{'|'.join(sorted(names('dropped')))})(?=[\s>]))", re.IGNORECASE)
    kept: list[str] = []
    at = 0
    endless: set[str] = set()  # to look for each end once: there may be a million beginnings
    for begin in hidden.finditer(text):
        name = begin[1].lower()
        end = "-->" if name == "!--" else f"</{name}>"
        if begin.start() < at or name in endless:
            continue
        stop = re.compile(end, re.IGNORECASE).search(text, begin.end())
        if stop:
            kept.append(text[at : begin.start()])
            at = stop.end()
        else:
            endless.add(name)
    return "".join([*kept, text[at:]])


def _text(raw: Raw) -> tuple[str, str]:
    decoded = decode(raw.data)
    if looks_binary(decoded.text):
        raise raw.refuse("binary: it holds no text")
    return without_data(decoded.text), decoded.encoding
