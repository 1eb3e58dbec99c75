"""Dates and ranges of dates as people type them. Standard library only."""

from __future__ import annotations

import re
from unicodedata import normalize


def date_range(text: str) -> tuple[str, str] | None:
    """The first and last ISO day of `2016`, `2016-08`, `2016年8月15日`, `2016..2017`,
    `2016-2017`, `..2017` or `2016..` (an open end is empty), `>2016`, `>=2016` (later, and with
    it); None where there is no such date.
    """
    plain = normalize("NFKC", text).strip().replace("…", "..")
    if bound := _BOUND.fullmatch(plain):
        return _beyond(bound[1], bool(bound[2]), bound[3])
    ends = re.split(r"\.\.+|~|至|到|(?<=^\d{4})[-–—](?=\d{4}$)", plain)
    if len(ends) > 2 or not any(ends):
        return None
    periods = [_period(end.strip()) if end.strip() else ("", "") for end in (ends[0], ends[-1])]
    if None in periods:
        return None
    first, last = (period or ("", "") for period in periods)
    span = first[0], last[1]
    return None if all(span) and span[0] > span[1] else span


def _beyond(sign: str, included: bool, text: str) -> tuple[str, str] | None:
    """The days after or before a period, or with it."""
    from datetime import date, timedelta

    period = _period(text)
    if period is None:
        return None
    later = sign == ">"
    edge = date.fromisoformat(period[0 if later == included else 1])
    try:
        day = (edge + timedelta(0 if included else 1 if later else -1)).isoformat()
    except OverflowError:  # nothing lies beyond
        return None
    return (day, "") if later else ("", day)


_BOUND = re.compile(r"([<>])(=?)\s*(.+)")
_DAY = re.compile(r"(\d{4})年?(?:[-/.]?(\d{1,2})月?(?:[-/.]?(\d{1,2})日?)?)?", re.ASCII)


def _period(text: str) -> tuple[str, str] | None:
    from calendar import monthrange  # with all of `datetime`

    match = _DAY.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    months = (month, month) if match[2] else (1, 12)
    if year < 1 or not 1 <= months[0] <= 12:
        return None
    length = monthrange(year, months[1])[1]
    days = (day, day) if match[3] else (1, length)
    if not 1 <= days[0] <= length:
        return None
    first, last = (f"{year:04}-{m:02}-{d:02}" for m, d in zip(months, days, strict=True))
    return first, last
