"""The gazetteer: places of the world and of China as a tree, with all their names.

Countries, provinces, cities, counties and development zones, each with an id, a parent and
names in both languages. Touches `search/data/regions.tsv` and `zone-kinds.tsv`; the ids,
sources and licences are described there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from unicodedata import combining, normalize

from msgspec import Struct

from search.analysis import fold
from search.analysis.data import lines
from search.analysis.lookup import Listed, Made, compiled
from search.describing.places.zones import kind_after, kinds, may_end, split_id

SOURCE = "regions.tsv"
NAMES = "region-names.tsv"
_LEVELLED = ("区", "县", "市", "镇", "乡", " District", " County", " Township")
_LONGEST = 24  # characters of a Chinese name behind that of what it lies in
_ALSO = "+"  # in front of a key, of which no key has one
LEVELS = ("world", "macro", "country", "province", "city", "county", "zone")
_RANK = {level: rank for rank, level in enumerate(LEVELS)}


class Region(Struct, frozen=True):
    """One place. `zh` is the full Chinese name, `en` the English label, `parent` an id.

    `level` is one of LEVELS; `parent` is empty at the top of the tree.
    """

    id: str
    zh: str
    en: str
    level: str
    parent: str
    zh_short: str
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name the place goes by."""
        return (self.zh, self.zh_short, self.en, *self.aliases)


class Gazetteer:
    """Look-up of regions by id and by name. Immutable; safe to share between threads."""

    def __init__(self, regions: Mapping[str, Region], names: Listed | None = None) -> None:
        """`names`: the ids that names stand for, by their keys; else they are found out."""
        self._regions = regions
        self._names = names
        self._above: dict[str, tuple[str, ...]] = {}

    @cached_property
    def _shared(self) -> frozenset[str]:
        return _shared_short_names(self._regions)

    @cached_property
    def _by_name(self) -> Listed | dict[str, tuple[str, ...]]:
        # Made on the first search for a name: labels and ancestors do not need it.
        return self._names or names_of(self._regions)

    def __iter__(self) -> Iterator[Region]:
        """Every region of the table, zones derived by pattern not included."""
        return iter(self._regions.values())

    def region(self, id: str) -> Region | None:
        """The region of that id, also a zone derived by pattern (`650100-HTZ`)."""
        known = self._regions.get(id)
        if known:
            return known
        parts = split_id(id)
        holder = self._regions.get(parts[0]) if parts else None
        if not parts or not holder or holder.level not in ("province", "city", "county"):
            return None
        kind = kinds()[parts[1]]
        base = re.sub(r" (District|County|Prefecture|League|Banner)$", "", holder.en)
        zh = holder.zh_short + kind.zh
        return Region(id, zh, f"{base} {kind.en}", "zone", holder.id, zh)

    def label(self, id: str, ui: str) -> str:
        """What to call the region in a list under its parent; `ui` is `en` or `zh`.

        An unknown id is its own label.
        """
        region = self.region(id)
        if region is None:
            return id
        if ui == "en":
            return region.en
        plain = region.level != "county" and id not in self._shared
        return region.zh_short if plain else region.zh

    def ancestors(self, id: str) -> tuple[str, ...]:
        """The ids above a region, nearest first, without itself; empty for an unknown id."""
        if id not in self._above:
            region = self.region(id)
            above: list[str] = []
            while region and region.parent and region.parent not in above and region.parent != id:
                above.append(region.parent)
                region = self.region(region.parent)
            if len(self._above) > len(self._regions):  # ids by pattern are without end
                self._above.clear()
            self._above[id] = tuple(above)
        return self._above[id]

    def find(self, name: str) -> tuple[str, ...]:
        """The ids that a person may mean by a name or a code, best first; empty if none.

        Case, accents, spaces, punctuation and script do not matter, and the word for the
        level may be added (`Hebei Province`, `新疆省`).
        """
        code = _code(name, self._regions)
        if code:
            return (code,)
        if split_id(name.strip().upper()) and self.region(name.strip().upper()):
            return (name.strip().upper(),)
        return self._by_name.get(key(name)) or self._zones(name) or self._without_suffix(name)

    def also(self, name: str) -> tuple[str, ...]:
        """The ids of the other places below provinces that go by a name for short: Altay is a city
        (`find`), and the prefecture around it.
        """
        return self._by_name.get(_ALSO + key(name), ())

    def inside(self, name: str) -> tuple[str, ...]:
        """The ids that a name stands for behind the name of what they lie in: 桃园市龙潭区 or, the
        other way round, `Longtan, Taoyuan`; empty if none.
        """
        text = fold(normalize("NFKC", name)).strip()
        inner, comma, outer = text.partition(",")
        ends = range(2, min(len(text), _LONGEST) - 1) if not comma else ()
        for holder, part in ((outer, inner), *((text[:end], text[end:]) for end in ends)):
            holders = {*self._by_name.get(key(holder), ())} if holder else set()
            named = (*self._by_name.get(key(part), ()), *self.levelled(part)) if holders else ()
            if found := [id for id in named if not holders.isdisjoint(self.ancestors(id))]:
                return tuple(dict.fromkeys(found))
        return ()

    def levelled(self, name: str) -> tuple[str, ...]:
        """The ids of places that have a name with the word for a level behind it (龙潭: 龙潭区)."""
        named = (self._by_name.get(key(name + level), ()) for level in _LEVELLED)
        return tuple(dict.fromkeys(id for ids in named for id in ids))

    def told(self, id: str) -> str:
        """A place by its full Chinese name behind that of what it lies in."""
        held = filter(None, map(self.region, (*self.ancestors(id)[:1], id)))
        return "".join(region.zh for region in held)

    def _zones(self, name: str) -> tuple[str, ...]:
        """`乌鲁木齐国家高新区` → `650100-HTZ`: the longest place that leaves a kind of zone."""
        text = fold(normalize("NFKC", name)).strip()
        for end in range(min(len(text), 60) - 1, 0, -1) if may_end(text) else ():
            kind = kind_after(text, end)
            if kind and kind[1] == len(text):
                places = self._by_name.get(key(text[:end]), ())
                found = tuple(f"{id}-{kind[0]}" for id in places)
                if places:
                    return tuple(id for id in found if self.region(id))
        return ()

    def _without_suffix(self, name: str) -> tuple[str, ...]:
        text = fold(normalize("NFKC", name)).strip()
        bare = _SUFFIX.sub("", text)
        return self._by_name.get(key(bare), ()) if bare != text else ()


_SUFFIX = re.compile(
    r"(?:\s+(?:Province|Municipality|City|District|County|Prefecture|Region|Republic"
    r"|Autonomous\s+(?:Region|Prefecture|County)|Special\s+Administrative\s+Region)"
    r"|(?<=..)(?:省|市|区|县|州|盟|旗|国|地区|自治区|自治州|自治县|特别行政区))$",
    re.IGNORECASE,
)


@cache
def gazetteer() -> Gazetteer:
    """The one gazetteer, read on first use."""
    return Gazetteer(Made(lines(SOURCE), _region), compiled(NAMES, [SOURCE]))


def _region(row: Sequence[str]) -> Region:
    id, level, parent, zh, short, en, aliases = row
    return Region(id, zh, en, level, parent, short, tuple(filter(None, aliases.split("|"))))


def key(name: str) -> str:
    """A name in the form in which names are compared: simplified, no case, accents, spaces."""
    return "".join(keys([name]))


def keys(names: Iterable[str]) -> list[str]:
    """The keys of many names, none of which has a line break; all at once, because each
    step by itself takes as long for one name as for a thousand.
    """
    folded = normalize("NFD", fold(normalize("NFKC", "\n".join(names))))
    plain = folded.translate(_without_marks()).casefold().replace("&", "and")
    return plain.translate(_letters()).split("\n")


class _Kept(dict[int, int | None]):
    """What `str.translate` keeps; each character is asked about when it is first met."""

    def __init__(self, keep: Callable[[str], bool]) -> None:
        super().__init__()
        self._keep = keep

    def __missing__(self, point: int) -> int | None:
        return self.setdefault(point, point if self._keep(chr(point)) else None)


@cache
def _without_marks() -> _Kept:
    return _Kept(lambda character: not combining(character))


@cache
def _letters() -> _Kept:
    return _Kept(lambda character: character.isalnum() or character == "\n")


def _code(name: str, regions: Mapping[str, Region]) -> str:
    """The id that a code stands for: `650000`, `CN-65`, `kz`, `143`; empty if none."""
    text = name.strip().upper()
    if text in regions:
        return text
    digits = re.fullmatch(r"(?:CN-?)?(\d{2}|\d{4}|\d{6})", text)
    padded = digits[1].ljust(6, "0") if digits else ""
    return padded if padded in regions else ""


def names_of(regions: Mapping[str, Region]) -> dict[str, tuple[str, ...]]:
    """Ids by name key: own names before aliases, high levels first, then the table's order.

    A name behind `_ALSO` has the others that go by it (`Gazetteer.also`).
    Nobody who says Xinjiang means Xinjiang County: where a province or something larger has
    the name, places below provinces are left out, and so are aliases where it is an own name.
    """
    entries: dict[str, list[tuple[bool, int, int, str]]] = {}
    named = iter(keys(name for region in regions.values() for name in region.names))
    for order, region in enumerate(regions.values()):
        for number, name in zip(range(len(region.names)), named, strict=False):
            entry = (number > 2, _RANK[region.level], order, region.id)
            entries.setdefault(name, []).append(entry)
    named_so = {
        name: _meant(sorted(found)) if found[1:] else (found[0][3],)
        for name, found in entries.items()
    }
    shared = {name: sorted(found) for name, found in entries.items() if found[1:]}
    return named_so | {
        _ALSO + name: others
        for name, found in shared.items()
        if (others := _also(found, named_so[name]))
    }


def _also(entries: list[tuple[bool, int, int, str]], meant: tuple[str, ...]) -> tuple[str, ...]:
    """Who has a name of places below provinces as well, for short."""
    if entries[0][1] <= _RANK["province"]:
        return ()
    return tuple(dict.fromkeys(e[3] for e in entries if e[3] not in meant))


def _meant(entries: list[tuple[bool, int, int, str]]) -> tuple[str, ...]:
    alias, rank, _, _ = entries[0]
    lowest = _RANK["province"] if rank <= _RANK["province"] else len(LEVELS)
    return tuple(dict.fromkeys(e[3] for e in entries if e[0] == alias and e[1] <= lowest))


def _shared_short_names(regions: Mapping[str, Region]) -> frozenset[str]:
    """Ids of cities whose short Chinese name is a province's too (吉林, 海南)."""
    provinces = {region.zh_short for region in regions.values() if region.level == "province"}
    return frozenset(
        region.id
        for region in regions.values()
        if region.level == "city" and region.zh_short in provinces
    )
