"""Describe: the day that the name of a file gives, for documents that state none.

Only forms that mean but one day: 2016-08-17_xinhua.html, t20160817_123.htm, 20160817.txt,
2016年8月17日.txt, 会议纪要(2021.6.8).txt, 2015-11_brief.txt, and for pages the folders of their
address (2016/08/17/x.html). A name that tells when it was scanned, saved or fetched is none. Reads
`data/date-labels.tsv`.
"""

from __future__ import annotations

import re

from search.describing.dates.values import Mention, possible
from search.describing.pagelines import pattern, plain
from search.describing.wordlist import late

_YEAR = r"(?<![0-9])(?P<y>(?:19|20)[0-9]{2})"
_MONTH = r"(?P<m>0[1-9]|1[0-2])"
_DAY = r"(?P<d>0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"(?:(?:[01][0-9]|2[0-3])[0-5][0-9](?:[0-5][0-9])?)?"  # 20160817183000
_YEARS = re.compile("(?:19|20)[0-9]{2}")
_FORMS = (
    re.compile(rf"{_YEAR}(?P<s>[-_.]){_MONTH}(?P=s){_DAY}(?![0-9])"),
    re.compile(rf"{_YEAR}{_MONTH}{_DAY}{_CLOCK}(?![0-9])"),
    re.compile(
        rf"(?<![0-9][-_.])(?<![A-Za-z]){_YEAR}(?P<s>[-_.])(?P<m>[0-9]{{1,2}})(?P=s)"
        r"(?P<d>[0-9]{1,2})(?![0-9A-Za-z]|[-_.][0-9])"  # no version (v2021.6.8, 2021.6.8.1)
    ),
    re.compile(rf"{_YEAR} ?年 ?(?P<m>[0-9]{{1,2}}) ?月(?: ?(?P<d>[0-9]{{1,2}}) ?[日号號])?"),
    re.compile(rf"{_YEAR}[-_.]{_MONTH}(?![-_.]?[0-9])"),
)
_FOLDERS = re.compile(rf"(?:^|/){_YEAR}(?:[-/]?(?=[0-9]{{2}}[-/])|/){_MONTH}[-/]?{_DAY}/")
_PAGES = frozenset({"htm", "html", "shtml", "xhtml", "mht", "mhtml"})
# The folder of a host, and what publishing systems call pages: content_159507, 16704869.shtml.
_ADDRESS = re.compile(
    r"(?:^|/)(?:[a-z0-9-]{1,40}\.){1,4}(?:com|org|net|gov|edu|info|cn|hk|tw|mo|uk)/"
    r"|/(?:[a-z]{1,8}_?)?[0-9]{4,12}(?:_[0-9]{1,3})?(?:\.[a-z]{3,5}){1,2}$|\.s?html?\.[a-z]{2,4}$"
)
_LONGEST = 200  # characters of a name
# What says that the day is that of a copy or a picture, or closes a span of time.
_CAPTURED = late(lambda: rf"(?<![a-z])(?:{pattern('copied')})(?![a-z])", re.IGNORECASE)


def named_day(path: str) -> Mention | None:
    """The only date in a file's name or, of a page, in the folders of its address; its place is
    that in `path`.
    """
    path = plain(path) if len(path) <= _LONGEST else ""
    if not _YEARS.search(path):
        return None
    start = path.rfind("/") + 1
    stem, _, ending = path[start:].rpartition(".")
    if "#" in ending or _CAPTURED.search(stem):  # a row of a table, a picture
        return None
    found = {mention.id: mention for mention in _dates(path, start, start + len(stem))}
    if not found and (ending.lower() in _PAGES or _ADDRESS.search(path)):
        found = {mention.id: mention for mention in _read(_FOLDERS, path, 0, start)}
    return found.popitem()[1] if len(found) == 1 else None


def folders_day(path: str) -> Mention | None:
    """The only day that the folders of any file give: it supports what the text says, no more."""
    path = plain(path) if len(path) <= _LONGEST else ""
    found = _read(_FOLDERS, path, 0, path.rfind("/") + 1) if _YEARS.search(path) else []
    return found[0] if len(found) == 1 else None


def _dates(path: str, start: int, end: int) -> list[Mention]:
    """All dates between two places, in the form that says most."""
    for form in _FORMS:
        if found := _read(form, path, start, end):
            return found
    return []


def _read(form: re.Pattern[str], path: str, start: int, end: int) -> list[Mention]:
    found = []
    for match in form.finditer(path, start, end):
        year, month = int(match["y"]), int(match["m"])
        day = int(match.groupdict().get("d") or 0)
        mention = Mention(match.start("y"), match.end(), year, month, day, "file name")
        years = not day and month == (year + 1) % 100  # 2011-12 may be a school year
        if possible(mention) and month and not years:
            found.append(mention)
    return found
