"""Calendar arithmetic behind dates: days, weeks, months and years as inclusive spans.

A function raises ValueError or OverflowError where the calendar has no such day; the caller takes that as
"can't be resolved".
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from dateutil.relativedelta import relativedelta, weekdays

OPEN_MONTHS = 4
"""How far ahead a day without a year may lie where nothing tells past from future."""

LONG_AHEAD = timedelta(days=270)
"""Beyond this, a day "to come" without a year is rather one that has just gone by."""

_QUARTERS = {"early": (1, 3), "mid": (5, 8), "late": (10, 12)}
_DECADS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_WEEKDAYS = {"early": (0, 1), "mid": (2, 2), "late": (3, 6)}


class Tense(Enum):
    """Where the clause around a date looks: back, ahead, or it doesn't say."""

    PAST = "past"
    OPEN = "open"
    AHEAD = "ahead"


class Days(NamedTuple):
    """Inclusive first and last day; None at an end that the words leave open."""

    start: date | None
    end: date | None


def one_day(day: date) -> Days:
    """Return the span of a single day."""
    return Days(day, day)


def shift(day: date, number: int, unit: str) -> date:
    """Move ``day`` by ``number`` of ``unit`` ("day" to "decade"), to the past if negative."""
    if unit == "decade":
        number, unit = number * 10, "year"
    moved: date = day + relativedelta(**{f"{unit}s": number})
    return moved


def month_of(year: int, month: int) -> Days:
    """Return the first and last day of a month."""
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def year_of(year: int) -> Days:
    """Return the first and last day of a year."""
    return Days(date(year, 1, 1), date(year, 12, 31))


def week_of(day: date) -> Days:
    """Return Monday and Sunday of the week that ``day`` is in."""
    monday = day + relativedelta(weekday=weekdays[0](-1))
    return Days(monday, monday + timedelta(days=6))


def weekend_of(day: date) -> Days:
    """Return Saturday and Sunday of the last weekend that had begun by ``day``."""
    saturday = day + relativedelta(weekday=weekdays[5](-1))
    return Days(saturday, saturday + timedelta(days=1))


def period_of(day: date, unit: str) -> Days:
    """Return the calendar week, weekend, month or year that ``day`` is in."""
    if unit == "weekend":
        return weekend_of(day)
    if unit == "week":
        return week_of(day)
    return month_of(day.year, day.month) if unit == "month" else year_of(day.year)


def part_of(days: Days, part: str) -> Days:
    """Cut the early, mid or late part out of a whole week, month or year."""
    start, end = days
    if start is None or end is None:
        return days
    length = (end - start).days
    if length > 31:
        first, last = _QUARTERS[part]
        return Days(date(start.year, first, 1), month_of(end.year, last).end)
    if length > 7:
        first, last = _DECADS[part]
        return Days(start.replace(day=first), end.replace(day=min(last, end.day)))
    first, last = _WEEKDAYS[part]
    return Days(start + timedelta(days=first), start + timedelta(days=last))


def weekday_near(day: date, weekday: int, *, ahead: bool, strict: bool = False) -> date:
    """Return the nearest such weekday (Monday is 0) up to ``day``, or from it; ``strict`` skips ``day``."""
    step = timedelta(days=1 if ahead else -1)
    near: date = (day + step if strict else day) + relativedelta(weekday=weekdays[weekday](1 if ahead else -1))
    return near


def yearless_day(today: date, month: int, day: int, tense: Tense) -> date:
    """Return the day of the nearest year that fits the tense.

    Raises:
        ValueError: no year near has such a day.
    """
    near = [
        found
        for year in range(max(1, today.year - 4), min(9999, today.year + 4) + 1)
        if (found := _day_or_none(year, month, day))
    ]
    past = [found for found in near if found <= today]
    coming = [found for found in near if found >= today]
    if tense is Tense.AHEAD and coming and (coming[0] - today < LONG_AHEAD or not past):
        return coming[0]
    if tense is Tense.OPEN and coming and coming[0] <= shift(today, OPEN_MONTHS, "month"):
        return coming[0]
    return max(past)


def yearless_month(today: date, month: int, tense: Tense) -> Days:
    """Return the latest such month begun by ``today``, or the next one where the tense looks ahead."""
    if tense is Tense.AHEAD:
        return month_of(today.year + (month < today.month), month)
    return month_of(today.year - (month > today.month), month)


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
