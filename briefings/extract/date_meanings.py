"""What each form of time expression means, given publication date and tense.

Every function takes the match of its pattern in ``date_atoms`` and raises ValueError or OverflowError where
the words can't be resolved.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from briefings.extract import lexicon
from briefings.extract.days import (
    Days,
    Tense,
    month_of,
    one_day,
    part_of,
    period_of,
    shift,
    weekday_near,
    year_of,
    yearless_day,
    yearless_month,
)

Match = re.Match[str]

_EASTER_NEAR = timedelta(days=14)
"""How near to publication a feast without a date must lie."""


class Setting(NamedTuple):
    """What a date is resolved against: publication day, day last told of, and the clause's tense."""

    published: date | None
    told: date | None
    tense: Tense

    @property
    def today(self) -> date:
        """The publication day.

        Raises:
            ValueError: it isn't known.
        """
        if self.published is None:
            raise ValueError("no publication date")
        return self.published

    @property
    def ahead(self) -> bool:
        """Whether the clause looks ahead."""
        return self.tense is Tense.AHEAD


def _year(match: Match) -> int | None:
    return int(match["year"]) if match["year"] else None


def full_date(match: Match, _: Setting) -> Days:
    """2023-10-07."""
    return one_day(date(int(match["year"]), int(match["month"]), int(match["day"])))


def slashed(match: Match, _: Setting) -> Days:
    """25/12/2023 or 24.02.2022; with a stroke only where day and month can't be confused."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if match["mark"] == "." or first > 12:
        return one_day(date(year, second, first))
    if second > 12 or first == second:
        return one_day(date(year, first, second))
    raise ValueError("day and month can't be told apart")


def _month_number(name: str) -> int:
    words = lexicon.load("dates.toml")
    key = name.lower().rstrip(".")
    return int({**words["months"], **words["short_months"]}[key])


def month_day(match: Match, setting: Setting) -> Days:
    """May 16, 14 April 2023, April 13-15."""
    month, first = _month_number(match["month"]), int(match["day"])
    last = int(match["last"] or first)
    year = _year(match)
    if year is None:
        year = yearless_day(setting.today, month, first, setting.tense).year
    if last < first:
        raise ValueError("the days run backwards")
    return Days(date(year, month, first), date(year, month, last))


def month(match: Match, setting: Setting) -> Days:
    """April, late January, September 2022, last March."""
    number, year, which = _month_number(match["month"]), _year(match), (match["which"] or "").lower()
    if year is not None:
        days = month_of(year, number)
    elif which == "last":
        days = yearless_month(shift(setting.today, -1, "month"), number, Tense.PAST)
    elif which == "next":
        days = yearless_month(shift(setting.today, 1, "month"), number, Tense.AHEAD)
    elif which == "this":
        days = month_of(setting.today.year, number)
    else:
        days = yearless_month(setting.today, number, setting.tense)
    return _part(days, match["part"], setting)


def _part(days: Days, part: str | None, setting: Setting) -> Days:
    """Narrow a whole period to the part that "early", "later in", "the end of" … name."""
    if not part:
        return days
    word = part.lower()
    if word in {"earlier", "later"}:
        today = setting.published
        if not (today and days.start and days.end and days.start <= today <= days.end):
            return days
        return Days(days.start, today) if word == "earlier" else Days(today, days.end)
    if any(each in word for each in ("early", "start", "beginning")):
        return part_of(days, "early")
    return part_of(days, "mid" if "mid" in word else "late")


def weekday(match: Match, setting: Setting) -> Days:
    """Sunday, last Friday, the following Monday evening."""
    words = lexicon.load("dates.toml")
    number = {**words["weekdays"], **words["short_weekdays"]}[match["weekday"].lower().rstrip(".")]
    which = (match["which"] or "").lower().removeprefix("the ").strip()
    today = setting.today
    if which in {"last", "past", "preceding", "previous"}:
        return one_day(weekday_near(today, number, ahead=False, strict=True))
    if which in {"next", "coming", "upcoming"}:
        return one_day(weekday_near(today, number, ahead=True, strict=True))
    if which == "following":
        return one_day(weekday_near(setting.told or today, number, ahead=True, strict=True))
    ahead = setting.ahead or (which == "this" and setting.tense is Tense.OPEN)
    return one_day(weekday_near(today, number, ahead=ahead))


def relative_day(match: Match, setting: Setting) -> Days:
    """Today, last night, overnight: counted from publication."""
    first, last = lexicon.load("dates.toml")["relative_days"][_key(match)]
    return Days(shift(setting.today, first, "day"), shift(setting.today, last, "day"))


def told_day(match: Match, setting: Setting) -> Days:
    """The day before, that day: counted from the day last told of."""
    start = setting.told or setting.today
    return one_day(_told_of(shift(start, lexicon.load("dates.toml")["told_days"][_key(match)], "day"), setting))


def _told_of(day: date, setting: Setting) -> date:
    """Return ``day``, unless what is told as past would lie after publication: counted from a wrong day."""
    if setting.published and day > setting.published and not setting.ahead:
        raise ValueError("counted from another day than the one last told of")
    return day


def fixed_day(match: Match, setting: Setting) -> Days:
    """Christmas Eve, New Year's Day 2024."""
    month, day = lexicon.load("dates.toml")["fixed"][_key(match)]
    year = _year(match)
    if year is None:
        return one_day(yearless_day(setting.today, month, day, setting.tense))
    return one_day(date(year, month, day))


def easter_day(match: Match, setting: Setting) -> Days:
    """Palm Sunday, Easter Monday: near publication, where Western and Orthodox reckoning don't both fit."""
    offset = lexicon.load("dates.toml")["easter"][_key(match)]
    today = setting.today
    days = {
        shift(easter(year, reckoning), offset, "day")
        for year in (today.year - 1, today.year, today.year + 1)
        for reckoning in (EASTER_ORTHODOX, EASTER_WESTERN)
    }
    near = [day for day in days if abs(day - today) < _EASTER_NEAR and (setting.ahead or day <= today)]
    if len(near) != 1:
        raise ValueError("the feast falls on two days, or on none near")
    return one_day(near[0])


def _key(match: Match) -> str:
    return " ".join(match["name"].lower().split())


def period(match: Match, setting: Setting) -> Days:
    """Last week, earlier this month, the past year, the end of the year."""
    unit, today = match["unit"].lower(), setting.today
    which = (match["which"] or "").lower().removeprefix("the ").strip()
    if which == "past":
        return Days(shift(today, -1, unit.replace("weekend", "week")), today)
    by = {"last": -1, "preceding": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}.get(which, 0)
    days = period_of(shift(today, by, unit.replace("weekend", "week")), unit)
    if match["part"]:
        return _part(days, match["part"], setting)
    if by or unit == "weekend":
        return days
    return Days(today, days.end) if setting.ahead else Days(days.start, today)


def _number(words: str) -> int:
    return int(words) if words.isdigit() else int(lexicon.load("dates.toml")["numbers"][words.lower()])


def _move(day: date, number: int, unit: str) -> date:
    """Move ``day``; hours count as the days that they reach into."""
    unit = unit.lower().rstrip("s")
    if unit == "hour":
        number, unit = (-1 if number < 0 else 1) * -(-abs(number) // 24), "day"
    return shift(day, number, unit)


def span(match: Match, setting: Setting) -> Days:
    """The past six days, the next 48 hours."""
    number, today = _number(match["number"] or "one"), setting.today
    if match["which"].lower() in {"next", "coming", "following"}:
        return Days(today, _move(today, number, match["unit"]))
    return Days(_move(today, -number, match["unit"]), today)


def ago(match: Match, setting: Setting) -> Days:
    """Two days ago, a month ago: a day, or the whole month or year that the words point to."""
    number, unit, today = _number(match["number"]), match["unit"].lower().rstrip("s"), setting.today
    if unit == "minute" or (unit == "hour" and number < 12):
        return one_day(today)
    day = _move(today, -number, unit)
    return period_of(day, unit) if unit in {"month", "year"} else one_day(day)


def shifted(match: Match, setting: Setting) -> Days:
    """Count from the day last told of ("two days later"); from none where another event is the measure."""
    sign = -1 if match["way"].lower() in {"earlier", "before"} else 1
    unit = match["unit"].lower().rstrip("s")
    start = setting.told or (setting.today if sign < 0 else None)
    if start is None:
        raise ValueError("no day to count from")
    day = _told_of(_move(start, sign * _number(match["number"]), unit), setting)
    return period_of(day, unit) if unit in {"month", "year"} else one_day(day)


def whole_year(match: Match, setting: Setting) -> Days:
    """2014, early 2014."""
    return _part(year_of(int(match["year"])), match["part"], setting)


def decade(match: Match, _: Setting) -> Days:
    """The 1990s, the late 2000s."""
    first = int(match["decade"]) * 10
    from_year, to_year = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get((match["part"] or "").lower(), (0, 9))
    return Days(year_of(first + from_year).start, year_of(first + to_year).end)


def unresolved(_: Match, __: Setting) -> Days:
    """Recent weeks, a few days ago, Eid."""
    raise ValueError("the words name no days")
