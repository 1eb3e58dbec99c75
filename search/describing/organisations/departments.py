"""Names of government and party bodies at every level, by pattern: place + what it governs.

`of_chinese` and `of_english` turn a name into its id (the full Chinese name), `english`
writes the English label of an id. Reads `data/organisation-departments.tsv`.
"""

from __future__ import annotations

import re
from functools import cache

from search.analysis import fold
from search.analysis.data import rows
from search.describing.organisations.places import Place, mapped_places, places

_FULL = {"委": "委员会", "办": "办公室"}
_OFFICES = {
    "署": "Agency",
    "厅": "Department",
    "局": "Bureau",
    "委员会": "Commission",
    "办公室": "Office",
}
_BODIES = {
    "人民政府": ("人民政府", "People's Government"),
    "政府": ("人民政府", "People's Government"),
    "人大常委会": ("人民代表大会常务委员会", "People's Congress Standing Committee"),
    "人大": ("人民代表大会", "People's Congress"),
    "政协": ("政协", "CPPCC Committee"),
    "科协": ("科学技术协会", "Association for Science and Technology"),
    "工商联": ("工商业联合会", "Federation of Industry and Commerce"),
    "妇联": ("妇女联合会", "Women's Federation"),
    "文联": ("文学艺术界联合会", "Federation of Literary and Art Circles"),
    "残联": ("残疾人联合会", "Disabled Persons' Federation"),
    "管委会": ("管理委员会", "Administrative Committee"),
}
_BODY_OF = dict(_BODIES.values())
_PARTY = {
    "": "Party Committee",
    "组织部": "Party Committee Organization Department",
    "宣传部": "Party Committee Publicity Department",
    "统战部": "Party Committee United Front Work Department",
    "政法委": "Party Committee Political and Legal Affairs Commission",
}
_LABELLED = (*_OFFICES, *_BODY_OF, *_FULL, *filter(None, _PARTY))
_BEGINS = ("政协", "中国人民政治协商会议")
_ENDS = (*_LABELLED, *_BODIES, "部", "党委")
_PARTY_NAME = re.compile(r"(?:中共)?(.{2,24}?)(党委|委)(组织部|宣传部|统战部|政法委|)")
_YOUTH = re.compile(r"(?:共青团|团)(.{2,24}?)(?:委员会|委)")
_CPPCC = re.compile(r"(?:中国人民政治协商会议|政协)(.{2,24}?)(?:委员会)?")
_TITLE = r"(?:Provincial|Municipal|Prefectural|Prefecture|Province|City|County|District|Autonomous Region|Autonomous Prefecture|SAR|Special Administrative Region|Zone)"  # noqa: E501
_OWNER = re.compile(r"(?<!people)'s\b", re.IGNORECASE)
_EN_HEADS = ("Department", "Bureau", "Commission", "Office", "Administration", "Committee")
_EN_HEAD = f"(?:{'|'.join(_EN_HEADS)})"
_EN_WORDS = ("government", *map(str.casefold, _EN_HEADS))  # no English name does without
_EN_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<place>.{{2,60}}?) (?:{_TITLE} )?(?P<head>{_EN_HEAD}) (?:of|for) (?P<what>.{{3,60}})",
        rf"(?P<head>{_EN_HEAD}) (?:of|for) (?P<what>.{{3,60}}?) (?:of|in) (?P<place>.{{2,60}})",
        rf"(?P<what>.{{2,60}}?) (?P<head>{_EN_HEAD}) of (?P<place>.{{2,60}})",
        rf"(?P<rest>.{{4,90}}) (?P<head>{_EN_HEAD})",
    )
)
_EN_GOVERNMENT = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<place>.{{2,60}}?) (?:{_TITLE} )?(?:People's )?Government",
        r"(?:The )?(?:People's )?Government of (?P<place>.{2,60})",
    )
)
_EN_PARTY = re.compile(
    rf"(?:CPC )?(?P<place>.{{2,60}}?) (?:{_TITLE} )?(?:Communist )?Party Committee"
    r"(?: of the (?:CPC|Communist Party of China))?",
    re.IGNORECASE,
)


class Departments:
    """What departments govern, in both languages."""

    def __init__(self, table: list[list[str]]) -> None:
        self.full: dict[str, str] = {}
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
        if not (name.endswith(_ENDS) or name.startswith(_BEGINS)):
            return None
        if found := self._party(name):
            return found
        end, place = places().chain(name)
        if place is None or not name[end:]:
            return None
        rest = name[end:]
        if place.foreign and rest == "政府":
            return f"{place.zh}政府"
        if rest in _BODIES:
            return place.zh + _BODIES[rest][0] if rest != "政协" else f"政协{place.zh}委员会"
        subject, office = self._office(rest)
        return place.zh + subject + office if office else None

    def _party(self, name: str) -> str | None:
        if match := _CPPCC.fullmatch(name):
            place = places().find(match[1])
            return f"政协{place.zh}委员会" if place else None
        if match := _YOUTH.fullmatch(name):
            place = places().find(match[1])
            return f"共青团{place.zh}委员会" if place else None
        if match := _PARTY_NAME.fullmatch(name):
            place = places().find(match[1])
            if place and not place.foreign:
                committee = "党委" if place.zh.endswith(("自治区", "兵团")) else "委"
                return f"中共{place.zh}{committee}{match[3]}"
        return None

    def _office(self, rest: str) -> tuple[str, str]:
        for size in (3, 2, 1):
            subject, office = rest[:-size], rest[-size:]
            office = _FULL.get(office, office)
            if (office in _OFFICES or office == "部") and subject in self.full:
                return self.full[subject], office
        return "", ""

    def of_english(self, name: str) -> str | None:
        """The id of an English name, or None where place or subject is not known."""
        low = name.casefold()
        if not any(word in low for word in _EN_WORDS):
            return None
        name = _OWNER.sub("", " ".join(name.replace("’", "'").split()))
        for form in _EN_GOVERNMENT:
            if (match := form.fullmatch(name)) and (place := _place(match["place"])):
                return place.zh + ("政府" if place.foreign else "人民政府")
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
        if not name.endswith(_LABELLED):  # knowing all places takes longer than most look-ups
            return None
        if name.startswith("政协") and (place := mapped_places().full(name[2:-3])):
            return f"{place.en} CPPCC Committee"
        if name.startswith("共青团") and (place := mapped_places().full(name[3:-3])):
            return f"{place.en} Youth League Committee"
        if (match := _PARTY_NAME.fullmatch(name)) and (place := mapped_places().find(match[1])):
            return f"{place.en} {_PARTY[match[3]]}"
        end, last = mapped_places().chain(name)
        if last is None:
            return None
        rest = name[end:]
        if rest in _BODY_OF:
            return f"{last.en} {_BODY_OF[rest]}"
        subject, office = self._office(rest)
        return (
            f"{last.en} {self._english[subject]} {_OFFICES[office]}" if office in _OFFICES else None
        )


def _plain(name: str) -> str:
    return name.casefold().replace(" & ", " and ").replace("&", " and ")


def _place(name: str) -> Place | None:
    """The place that English words such as `Xinjiang Uygur autonomous region` mean."""
    words = name.removeprefix("the ").removeprefix("The ").split()
    while words:
        if place := places().find(" ".join(words)):
            return place
        if not re.fullmatch(
            rf"{_TITLE}|Autonomous|Region|Uygur|Uyghur|Zhuang|Hui|People's", words[-1], re.I
        ):
            return None
        words.pop()
    return None


def _office_of(head: str, place: Place) -> str:
    if head in ("commission", "committee"):
        return "委员会"
    if head == "office":
        return "办公室"
    return "厅" if head == "department" and place.level == "province" else "局"


@cache
def departments() -> Departments:
    """The departments of `data/organisation-departments.tsv`."""
    return Departments(rows("organisation-departments.tsv"))
