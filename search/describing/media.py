"""Media and whoever else publishes: one id for all names of a publisher, in both languages.

A medium of `data/media.tsv` has its Chinese name as id, what publishes without being one the id
that the directory of organisations has for it. Look-ups need this module, so it loads no other
part of describing than that directory.
"""

from __future__ import annotations

from functools import cache

from search.analysis import fold, simplified
from search.analysis.data import kinds, rows
from search.describing.organisations.table import directory
from search.describing.organisations.table import key as body_key


def medium(name: str) -> str:
    """Return the id of the medium of this name or domain; empty where there is none."""
    return media().get(key(name), "")


def written(name: str) -> str:
    """Return the id of the medium that a text has by this name; none of one that a line of a menu
    may be, as its name begins with The: Paper, Reporter.
    """
    known = media().get(key(name), "")
    return "" if _english().get(known) == f"The {name}" else known


def key(name: str) -> str:
    """Return a name without what differs between two ways to write it."""
    return " ".join(fold(name).split()).casefold().removeprefix("the ")


def published_by(name: str) -> str:
    """Return the id of who publishes under a name: of a medium, of the organisation that the
    directory knows by it, else the name itself in simplified characters.

    So are names kept that mean the body only beside a clear name of it (统计局), and English ones
    that ministries abroad have too. A body's site or account is the body (民政部网站).
    """
    if known := medium(name):
        return known
    found = next(iter(directory().find(name)), "")
    if not found and (owner := _owner(name)):
        return published_by(owner)
    unclear = (body_key(other) for other in directory().unclear(found))
    apart = not found or ministry(name) or body_key(name) in unclear
    return simplified(name) if apart else found


def _owner(name: str) -> str:
    """Return whose site or account bears this name; empty where it is none, or one of nobody that
    is known and that its form does not tell apart (科普中国网站).
    """
    for kind, endings in _channels():
        if fold(name).endswith(endings):
            size = max(len(ending) for ending in endings if fold(name).endswith(ending))
            owner = name[:-size].strip(" ·,")
            known = medium(owner) or directory().find(owner)
            return owner if known or (kind == "channel" and len(owner) > 1) else ""
    first = fold(name).partition("·")[0]  # a column: 青禾新闻·政务
    return first if medium(first) else ""


@cache
def _channels() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What the names of sites and accounts end in, by the kind of ending."""
    known = kinds("source-labels.tsv")
    return tuple((kind, tuple(map(fold, known[kind]))) for kind in ("channel", "channel of known"))


def ministry(name: str) -> str:
    """Return the id of the Chinese ministry of an English name that ministries abroad have too;
    empty where a name is no such.
    """
    found = next(iter(directory().find(name)), "")
    said = found.endswith("部") and "inistry of" in name and "China" not in name
    return found if said else ""


def publishers(name: str) -> tuple[str, ...]:
    """Return the ids of all who may be meant by a name, a medium first; none of an unknown one
    but whose site it is.
    """
    known = medium(name), *map(published_by, directory().find(name))
    found = tuple(dict.fromkeys(filter(None, known)))
    owner = "" if found else _owner(name)
    return (publishers(owner) or (published_by(owner),)) if owner else found


def publisher_label(identifier: str, ui: str) -> str:
    """Return what a reader of `ui` (`en`, else Chinese) calls a publisher; an unknown id is its
    own label.
    """
    if english := _english().get(identifier):
        return english if ui == "en" else identifier
    return directory().label(identifier, ui)


@cache
def media() -> dict[str, str]:
    """Return the id of every medium by its domains and by the keys of all its names."""
    found: dict[str, str] = {}
    for domain, chinese, english, *more in rows("media.tsv"):
        found[domain] = chinese
        for name in (chinese, english, *(more[0].split("|") if more else ())):
            if name:
                found.setdefault(key(name), chinese)
    return found


@cache
def _english() -> dict[str, str]:
    return {chinese: english or chinese for _, chinese, english, *_ in reversed(rows("media.tsv"))}
