"""The Chinese calendar: the day of a lunar month and day, computed from sun and moon.

A month begins on the day (in China) of the new moon; the month of the winter solstice is the
eleventh; where thirteen months lie between two of them, the first without one of the twelve
principal terms is a leap month (GB/T 33661-2017). New moons are those of J. Meeus,
Astronomical Algorithms, 2nd edition, chapter 49, the sun's longitude that of chapter 25.
Before 1929 calendars were made for another meridian, and of a new moon near midnight printed
calendars give either day: those are left out.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import pairwise
from math import floor, radians, sin
from typing import Final, NamedTuple

FIRST: Final = 1929
LAST: Final = 2099

_EPOCH: Final = 2451550.09766  # the first new moon of 2000, as a Julian day
_MONTH: Final = 29.530588861
_ORDINAL: Final = 1721424.5  # the Julian day at which the day with ordinal 0 begins, in Greenwich
_CHINA: Final = 8 / 24  # of a day ahead of Greenwich
_DELAY: Final = 50 / 86400  # between uniform time and that of clocks, within 30 s in these years
_DOUBT: Final = 15 / 1440  # of a day: how near midnight calendars differ
# Amplitude in days, power of the eccentricity, multiples of M (sun), M' (moon), F (latitude).
_TERMS: Final = (
    (-0.40720, 0, 0, 1, 0),
    (0.17241, 1, 1, 0, 0),
    (0.01608, 0, 0, 2, 0),
    (0.01039, 0, 0, 0, 2),
    (0.00739, 1, -1, 1, 0),
    (-0.00514, 1, 1, 1, 0),
    (0.00208, 2, 2, 0, 0),
    (-0.00111, 0, 0, 1, -2),
    (-0.00057, 0, 0, 1, 2),
    (0.00056, 1, 1, 2, 0),
    (-0.00042, 0, 0, 3, 0),
    (0.00042, 1, 1, 0, 2),
    (0.00038, 1, 1, 0, -2),
    (-0.00024, 1, -1, 2, 0),
    (-0.00007, 0, 2, 1, 0),
)


class _Month(NamedTuple):
    number: int
    leap: bool
    start: int  # ordinal of its first day
    end: int
    sure: bool  # that it starts on this day
    sure_end: bool


def solar_day(year: int, month: int, day: int, leap: bool = False) -> date | None:
    """The day of a lunar date; None where there is none or where the calendar is uncertain."""
    if not FIRST <= year <= LAST:
        return None
    for found in _months(year + (month > 10)):
        if (found.number, found.leap) == (month, leap) and day <= found.end - found.start:
            sure = found.sure and (day < 30 or found.sure_end)
            return date.fromordinal(found.start + day - 1) if sure else None
    return None


@lru_cache(maxsize=64)
def _months(year: int) -> tuple[_Month, ...]:
    """The months from the eleventh of the year before to the tenth of this one."""
    first, last = _solstice_moon(year - 1), _solstice_moon(year)
    moons = [_new_moon(moon) for moon in range(first, last + 1)]
    months: list[_Month] = []
    number, leap_found = 11, len(moons) < 14  # 13 months have a leap month among them
    for (start, sure), (end, sure_end) in pairwise(moons):
        leap = not leap_found and _term(start) == _term(end)
        leap_found = leap_found or leap
        number = number if leap or not months else number % 12 + 1
        months.append(_Month(number, leap, start, end, sure, sure_end))
    return tuple(months)


def _solstice_moon(year: int) -> int:
    """The number of the new moon that begins the month of the winter solstice."""
    moon = round((date(year, 12, 21).toordinal() + _ORDINAL - _EPOCH) / _MONTH) + 1
    while _term(_new_moon(moon)[0]) >= 9 or _new_moon(moon)[0] > date(year, 12, 31).toordinal():
        moon -= 1
    return moon


def _term(ordinal: int) -> int:
    """How many principal terms since the spring equinox have begun as a day in China begins."""
    return floor(_sun(ordinal + _ORDINAL - _CHINA + _DELAY) / 30)


def _new_moon(number: int) -> tuple[int, bool]:
    """The day in China of a new moon, counted from the first of 2000, and whether it is sure."""
    t = number / 1236.85
    eccentricity = 1 - 0.002516 * t - 0.0000074 * t * t
    sun = radians(2.5534 + 29.10535670 * number)
    moon = radians(201.5643 + 385.81693528 * number + 0.0107582 * t * t)
    latitude = radians(160.7108 + 390.67050284 * number - 0.0016118 * t * t)
    node = radians(124.7746 - 1.56375588 * number + 0.0020672 * t * t)
    when = _EPOCH + _MONTH * number + 0.00015437 * t * t - 0.00017 * sin(node)
    for size, power, m, m2, f in _TERMS:
        when += size * eccentricity**power * sin(m * sun + m2 * moon + f * latitude)
    when += 0.000325 * sin(radians(299.77 + 0.107408 * number - 0.009173 * t * t))
    when += _CHINA - _DELAY - _ORDINAL
    return floor(when), floor(when - _DOUBT) == floor(when + _DOUBT)


def _sun(day: float) -> float:
    """The apparent longitude of the sun in degrees at a Julian day, within 0.01."""
    t = (day - 2451545) / 36525
    anomaly = radians(357.52911 + 35999.05029 * t - 0.0001537 * t * t)
    centre = (1.914602 - 0.004817 * t) * sin(anomaly)
    centre += 0.019993 * sin(2 * anomaly) + 0.000289 * sin(3 * anomaly)
    node = 0.00569 + 0.00478 * sin(radians(125.04 - 1934.136 * t))
    return (280.46646 + 36000.76983 * t + 0.0003032 * t * t + centre - node) % 360
