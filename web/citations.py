"""A document as an entry of a bibliography: BibTeX, RIS and GB/T 7714-2015; pure."""

from __future__ import annotations

import re

from msgspec import Struct

from search import Page
from web.exports import plain

_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: "\\" + sign for sign in "#$%&_"},
    }
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEB = re.compile(r"https?://", re.IGNORECASE)


class Work(Struct, frozen=True):
    """What a bibliography wants to know of a document; empty where it is not known."""

    id: str
    title: str
    author: str
    publisher: str
    date: str
    language: str
    url: str
    path: str


def work(page: Page) -> Work:
    """What is known of a document."""
    document = page.document
    metadata, hints = document.metadata, document.source.hints
    publisher = metadata.publisher.name or metadata.publisher.id if metadata.publisher else ""
    return Work(
        id=document.id,
        title=plain(metadata.title.name.strip() or document.source.path),
        author=plain(hints.author),
        publisher=plain(publisher),
        date=metadata.date.id if metadata.date else "",
        language=plain(metadata.language),
        url=plain(hints.url).replace(" ", "%20") if _WEB.match(hints.url) else "",
        path=plain(document.source.path),
    )


def bibtex(one: Work, today: str) -> str:
    """A BibTeX entry; `today` is the ISO date on which the document was looked at."""
    year, _, rest = one.date.partition("-")
    fields = {
        "title": f"{{{one.title.translate(_SPECIAL)}}}",
        "author": f"{{{one.author.translate(_SPECIAL)}}}" if one.author else "",
        "howpublished": one.publisher.translate(_SPECIAL),
        "year": year,
        "language": one.language.translate(_SPECIAL),
        "url": one.url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C"),
        "urldate": today if one.url else "",
        "note": "" if one.url else one.path.translate(_SPECIAL),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    if rest:
        lines.append(f"  month = {_MONTHS[int(rest[:2]) - 1]},\n")
    return f"@misc{{mulu-{one.id},\n{''.join(lines)}}}\n"


def ris(one: Work, today: str) -> str:
    """An entry in the RIS form."""
    parts = [*one.date.split("-"), "", ""][:3] if one.date else []
    fields = (
        ("TY", "ELEC" if one.url else "GEN"),
        ("TI", one.title),
        ("AU", one.author),
        ("PB", one.publisher),
        ("PY", parts[0] if parts else ""),
        ("DA", "/".join(parts) + "/" if parts else ""),
        ("LA", one.language),
        ("UR", one.url),
        ("Y2", today.replace("-", "/") + "/" if one.url else ""),
        ("N1", "" if one.url else one.path),
        ("ID", one.id),
    )
    lines = "".join(f"{tag}  - {value}\r\n" for tag, value in fields if value)
    return lines + "ER  - \r\n"


def gbt7714(one: Work, today: str) -> str:
    """A reference as GB/T 7714-2015 writes electronic resources."""
    medium = "EB/OL" if one.url else "EB"
    author = f"{one.author or one.publisher}. " if one.author or one.publisher else ""
    publisher = f"{one.publisher}, " if one.author and one.publisher else ""
    date = f"({one.date})" if one.date else ""
    seen = f"[{today}]"
    return f"{author}{one.title}[{medium}]. {publisher}{date}{seen}. {one.url or one.path}.\n"


FORMS = {
    "bib": (bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": (ris, "application/x-research-info-systems; charset=utf-8"),
    "txt": (gbt7714, "text/plain; charset=utf-8"),
}
"""What the ends of an address stand for, and the content type."""
