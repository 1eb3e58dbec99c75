"""Names of government and party bodies at every level, by pattern: place + what it governs.

`of_chinese` and `of_english` turn a name into its id (the full Chinese name), `english`
writes the English label of an id. Reads `data/organisation-departments.tsv` and
`organisation-offices.tsv`.
"""

from __future__ import annotations

import re
from functools import cache

from search.analysis import fold
from search.analysis.data import rows
from search.describing.organisations.places import Place, Places, mapped_places, places
from search.describing.places.gazetteer import gazetteer
from search.describing.places.zones import kind_after

_BEGINS = ("政协", "中国人民政治协商会议")
_YOUTH = re.compile(r"(?:共青团|团)(.{2,24}?)(?:委员会|委)")
_CPPCC = re.compile(r"(?:中国人民政治协商会议|政协)(.{2,24}?)(?:委员会)?")
_TITLE = re.compile(  # a word behind the name of a place that tells its level
    r"Provincial|Municipal|Prefectural|Prefecture|Province|City|County|District|SAR|Zone|Region"
    r"|Autonomous|Special|Administrative|Uygur|Uyghur|Zhuang|Hui|People's",
    re.IGNORECASE,
)
_SAID = {"municipal": "City", "provincial": "Province", "prefectural": "Prefecture"}
_NOT_MAINLAND = ("TW", "71", "81", "82")  # Taiwan, Hong Kong, Macao
_GROUPS = ("office", "body", "party", "level", "zone")
_LONGEST = 80  # characters; what is longer is a run of names, and looked through again and again
_GOVERNED = re.compile("^(?:人民)?政府(?=.)")  # 基隆市政府民政局 is 基隆市民政局
_SESSION = re.compile("第[一二三四五六七八九十]{1,3}届")  # 龙山县第十七届人大常委会
_TWICE = re.compile("([省市县区州旗])\\1(?=党?委)")  # 沛县县委
_OWNER = re.compile(r"(?<!people)'s\b", re.IGNORECASE)
_EN_HEADS = ("Department", "Bureau", "Commission", "Office", "Administration", "Committee")
_EN_HEAD = f"(?:{'|'.join(_EN_HEADS)})"
_EN_WORDS = ("government", *map(str.casefold, _EN_HEADS))  # no English name does without
_EN_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<place>.{{2,60}}?) (?P<head>{_EN_HEAD}) (?:of|for) (?P<what>.{{3,60}})",
        rf"(?P<head>{_EN_HEAD}) (?:of|for) (?P<what>.{{3,60}}?) (?:of|in) (?P<place>.{{2,60}})",
        rf"(?P<what>.{{2,60}}?) (?P<head>{_EN_HEAD}) of (?P<place>.{{2,60}})",
        rf"(?P<rest>.{{4,90}}) (?P<head>{_EN_HEAD})",
    )
)
_EN_GOVERNMENT = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<place>.{2,60}?) (?:People's )?Government",
        r"(?:The )?(?:People's )?Government of (?P<place>.{2,60})",
    )
)
_EN_PARTY = re.compile(
    r"(?:CPC )?(?P<place>.{2,60}?) (?:Communist )?Party Committee"
    r"(?: of the (?:CPC|Communist Party of China))?",
    re.IGNORECASE,
)


class _Forms:
    """What bodies are called behind their place; `offices`, `body_labels`, `party` and `levels` are
    the English of full Chinese forms, `full` and `bodies` the full forms of written ones,
    `of_zones` the written forms of committees that zones have.
    """

    def __init__(self, table: list[list[str]]) -> None:
        groups: dict[str, dict[str, str]] = {group: {} for group in _GROUPS}
        written: dict[str, dict[str, str]] = {group: {} for group in _GROUPS}
        for group, full, short, en in table:
            groups[group][full] = en
            written[group] |= dict.fromkeys(filter(None, (full, *short.split("|"))), full)
        self.offices, self.body_labels, self.party, self.levels, _ = groups.values()
        self.full, self.bodies, departments_of_party, _, zones = written.values()
        self.of_zones = tuple(zones)
        self.labelled = (*self.full, *self.body_labels, *departments_of_party, "政府")
        self.ends = (*self.labelled, *self.bodies, "部", "党委")
        ends = "|".join((*departments_of_party, ""))
        self.party_name = re.compile(rf"(?:中共)?(.{{2,24}}?)(党委|委)({ends})")


class Departments:
    """What departments govern, in both languages."""

    def __init__(self, table: list[list[str]], offices: list[list[str]]) -> None:
        """`table` are the subjects that they govern, `offices` what stands around these."""
        self.full: dict[str, str] = {}
        self._forms = _Forms(offices)
        self._english: dict[str, str] = {}
        self._subjects: dict[str, str] = {}
        for zh, short, en, others in table:
            self._english[zh] = en
            for name in (zh, *filter(None, short.split("|"))):
                self.full[fold(name)] = zh
            for name in (en, *filter(None, others.split("|"))):
                self._subjects.setdefault(_plain(name), zh)

    def of_chinese(self, name: str) -> str | None:
        """The id of a folded Chinese name, or None where no pattern fits."""
        fits = name.endswith(self._forms.ends) or name.startswith(_BEGINS)
        if not fits or len(name) > _LONGEST:
            return None
        name = _SESSION.sub("", name)
        if found := self._party(_TWICE.sub(r"\1", name)):
            return found
        end, place = self._place_or_zone(name, places())
        if place is None or not name[end:]:
            return None
        rest = name[end:]
        if rest == "政府":
            return place.zh + _government(place)
        body = self._forms.bodies.get(rest)
        if body and (rest == body or not body.startswith("人民") or _has_peoples(place)):
            return place.zh + body if body != "政协" else f"政协{place.zh}委员会"
        subject, office = self._office(_GOVERNED.sub("", rest))
        return place.zh + subject + office if office else None

    def _place_or_zone(self, name: str, known: Places) -> tuple[int, Place | None]:
        """Where the place in front of a body ends, and it: the zone (成都高新区) of a committee."""
        end, place = known.chain(name)
        run = place and not place.foreign and name.endswith(self._forms.of_zones)
        zone = kind_after(name, end) if run else None
        region = gazetteer().region(f"{place.id}-{zone[0]}") if place and zone else None
        if not zone or not region:
            return end, place
        return zone[1], Place(region.id, region.zh, region.en, "zone", False)

    def _party(self, name: str) -> str | None:
        if match := _CPPCC.fullmatch(name):
            place = places().find(match[1])
            return f"政协{place.zh}委员会" if place else None
        if match := _YOUTH.fullmatch(name):
            place = places().find(match[1])
            return f"共青团{place.zh}委员会" if place else None
        if match := self._forms.party_name.fullmatch(name):
            place = places().find(match[1])
            if place and not place.foreign:
                committee = "党委" if place.zh.endswith(("自治区", "兵团")) else "委"
                return f"中共{place.zh}{committee}{match[3]}"
        return None

    def _office(self, rest: str) -> tuple[str, str]:
        for size in (3, 2, 1):
            subject, office = rest[:-size], rest[-size:]
            office = self._forms.full.get(office, office)
            if (office in self._forms.offices or office == "部") and subject in self.full:
                return self.full[subject], office
        return "", ""

    def of_english(self, name: str) -> str | None:
        """The id of an English name, or None where place or subject is not known."""
        low = name.casefold()
        if not any(word in low for word in _EN_WORDS):
            return None
        name = _OWNER.sub("", " ".join(name.replace("’", "'").split()))
        if place := _governed(name):
            return place.zh + _government(place)
        if (match := _EN_PARTY.fullmatch(name)) and (place := _place(match["place"])):
            return self._party(f"中共{place.zh}委")
        for form in _EN_FORMS:
            if (match := form.fullmatch(name)) and (found := self._english_office(match)):
                return found
        return None

    def _english_office(self, match: re.Match[str]) -> str | None:
        parts = match.groupdict()
        head = parts["head"].casefold()
        if "rest" in parts:
            words = parts["rest"].split()
            for i in range(1, len(words)):
                place, subject = _place(" ".join(words[:i])), " ".join(words[i:])
                if place and (zh := self._subjects.get(_plain(subject))):
                    return place.zh + zh + _office_of(head, place)
            return None
        found = _place(parts["place"])
        zh = self._subjects.get(_plain(parts["what"]))
        return found.zh + zh + _office_of(head, found) if found and zh else None

    def english(self, identifier: str) -> str | None:
        """The English label of an id that these patterns made, or None."""
        name = identifier
        forms = self._forms
        if not name.endswith(
            (*forms.labelled, "政府")
        ):  # knowing all places takes longer than most look-ups
            return None
        if name.startswith("政协") and (place := mapped_places().full(name[2:-3])):
            return f"{place.en} CPPCC Committee"
        if name.startswith("共青团") and (place := mapped_places().full(name[3:-3])):
            return f"{place.en} Youth League Committee"
        if (match := forms.party_name.fullmatch(name)) and (
            place := mapped_places().find(match[1])
        ):
            return f"{place.en} {forms.party[match[3]]}"
        end, last = self._place_or_zone(name, mapped_places())
        if last is None:
            return None
        rest = name[end:]
        if rest == "政府":
            level = forms.levels.get(last.zh[-1], "")
            told = not level or last.en.endswith(level)  # Yunlin County
            return f"{last.en} Government" if told else f"{last.en} {level} Government"
        if rest in forms.body_labels:
            return f"{last.en} {forms.body_labels[rest]}"
        subject, office = self._office(rest)
        label = forms.offices.get(office)
        return f"{last.en} {self._english[subject]} {label}" if label else None


def _plain(name: str) -> str:
    return name.casefold().replace(" & ", " and ").replace("&", " and ")


def _place(name: str) -> Place | None:
    """The place that English words such as `Xinjiang Uygur autonomous region` mean."""
    words = name.removeprefix("the ").removeprefix("The ").split()
    while words:
        level = _SAID.get(words[-1].casefold(), words[-1])  # Jilin Municipal is the city
        if place := places().find(" ".join((*words[:-1], level))):
            return place
        if not _TITLE.fullmatch(words[-1]):
            return None
        words.pop()
    return None


def _governed(name: str) -> Place | None:
    """The place whose government an English name means."""
    matches = (match for form in _EN_GOVERNMENT if (match := form.fullmatch(name)))
    return next((place for match in matches if (place := _place(match["place"]))), None)


def _government(place: Place) -> str:
    """What the government of a place is called."""
    return "人民政府" if _has_peoples(place) else "政府"


def _has_peoples(place: Place) -> bool:
    """Whether the government is the people's, as in mainland China alone."""
    return not (place.foreign or place.id.startswith(_NOT_MAINLAND))


def _office_of(head: str, place: Place) -> str:
    if head in ("commission", "committee"):
        return "委员会"
    if head == "office":
        return "办公室"
    return "厅" if head == "department" and place.level == "province" else "局"


@cache
def departments() -> Departments:
    """The departments of the tables of `data/`."""
    return Departments(rows("organisation-departments.tsv"), rows("organisation-offices.tsv"))
