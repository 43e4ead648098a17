"""What a channel types of times, zones and days → its schedule, and when that comes round next."""

from __future__ import annotations

import difflib
import re
from contextlib import suppress
from datetime import UTC, datetime, time
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from cronsim import CronSim

from briefings.channels import WEEK, Quiet, Weekday
from briefings.wording import listed

if TYPE_CHECKING:
    from briefings.channels import Schedule

_FORMS = ("%H:%M", "%H.%M", "%H", "%I:%M%p", "%I.%M%p", "%I%p")
"""How a time of day is written, its spaces left out."""
_SEPARATOR = re.compile(r"\s*(?:[,;&]|\band\b)\s*|\s+(?![ap]\.?m\b)", re.IGNORECASE)
"""What stands between two times or days; "8 am" is one."""
_SPAN = re.compile(r"\s*(?:-|–|—|\bto\b|\bthrough\b|\buntil\b)\s*", re.IGNORECASE)
_MOST_TIMES = 24
"""Digests a day at most: one an hour."""
_NEAR = 3
"""Zones that are proposed for one that isn't there."""
_DAYS: dict[str, tuple[Weekday, ...]] = {
    "daily": WEEK,
    "every day": WEEK,
    "everyday": WEEK,
    "all": WEEK,
    "weekdays": WEEK[:5],
    "workdays": WEEK[:5],
    "weekends": WEEK[5:],
    "weekend": WEEK[5:],
}
_FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def read_times(text: str) -> tuple[time, ...]:
    """Times of day, in order: "08:00, 17:30", "8am and 5:30 pm".

    Raises:
        ValueError: one of them is no time of day, or they are none or too many.
    """
    times = sorted({_time(each) for each in _SEPARATOR.split(text.strip()) if each})
    if not times:
        raise ValueError("no time of day is given; write them like 08:00, 17:30 or 8am")
    if len(times) > _MOST_TIMES:
        raise ValueError(f"{len(times)} times a day are too many; at most {_MOST_TIMES}")
    return tuple(times)


def read_zone(text: str) -> str:
    """The IANA name of a time zone that is given in any case, or by its city alone: "europe/kyiv", "New York".

    Raises:
        ValueError: there is none of this name, or several; the text names those near it.
    """
    zones = _zones()
    key = "_".join(text.split()).lower()
    found = zones.get(key, ())
    if len(found) == 1:
        return found[0]
    if found:
        raise ValueError(f"{text.strip()!r} may be {listed(found, 'or')}; name one of them")
    near = [zone for each in difflib.get_close_matches(key, zones, n=_NEAR) for zone in zones[each]]
    hint = f"did you mean {listed(dict.fromkeys(near), 'or')}?" if near else "zones are named like Europe/Kyiv"
    raise ValueError(f"{text.strip()!r} is no time zone; {hint}")


def read_days(text: str) -> tuple[Weekday, ...]:
    """Days of the week, Monday first: "daily", "weekdays", "mon-fri", "Saturday to Monday", "mon, wed".

    Raises:
        ValueError: one of them is no day, or none is given.
    """
    whole = " ".join(text.lower().split())
    if whole in _DAYS:
        return _DAYS[whole]
    days: set[Weekday] = set()
    for part in _SEPARATOR.split(_SPAN.sub("-", whole)):
        if part in _DAYS:
            days.update(_DAYS[part])
        elif part:
            first, _, last = part.partition("-")
            start, end = _day(first), _day(last or first)
            days.update(each for each in WEEK if _is_within(each, start, end))
    if not days:
        raise ValueError("no day is given; write them like daily, weekdays, mon-fri or mon, wed")
    return tuple(day for day in WEEK if day in days)


def read_quiet(text: str, zone: str = "UTC") -> Quiet:
    """Quiet hours: "22:00-07:00", "10pm to 7am", in ``zone``.

    Raises:
        ValueError: they are no two different times of day.
    """
    ends = _SPAN.split(text.strip())
    if len(ends) != 2:
        raise ValueError(f"{text.strip()!r} are no quiet hours; write them like 22:00-07:00")
    start, end = map(_time, ends)
    if start == end:
        raise ValueError(f"quiet hours from {start:%H:%M} to {end:%H:%M} are none; give two different times")
    return Quiet(start=start, end=end, zone=zone)


def next_run(schedule: Schedule, after: datetime) -> datetime:
    """When the schedule comes round next after a moment, in UTC; that it is paused doesn't matter here.

    A time that is skipped as clocks go forward comes right after the change, one that comes twice as they go back
    comes once.
    """
    start = after.astimezone(ZoneInfo(schedule.zone))
    days = "*" if set(schedule.days) == set(WEEK) else ",".join(schedule.days)
    runs = (
        (run.astimezone(UTC) for run in CronSim(f"{each.minute} {each.hour} * * {days}", start))
        for each in schedule.times
    )
    # Begun within the second of two like hours, the first is counted again.
    return min(next(run for run in each if run > after) for each in runs)


def describe(schedule: Schedule) -> str:
    """The schedule in words: "daily at 08:00 and 17:30 Europe/Kyiv"."""
    days = set(schedule.days)
    named = next((name for name in ("daily", "weekdays", "weekends") if days == set(_DAYS[name])), None)
    names = listed(full.title() for day, full in zip(WEEK, _FULL, strict=True) if day in days)
    times = listed(f"{each:%H:%M}" for each in sorted(schedule.times))
    paused = ", paused" if schedule.paused else ""
    return f"{'daily' if named == 'daily' else f'on {named or names}'} at {times} {schedule.zone}{paused}"


def describe_quiet(quiet: Quiet) -> str:
    """Quiet hours in words: "from 22:00 to 07:00 Europe/Kyiv"."""
    return f"from {quiet.start:%H:%M} to {quiet.end:%H:%M} {quiet.zone}"


def _time(text: str) -> time:
    """One time of day."""
    plain = re.sub(r"\s|(?<=[ap])\.(?=m)|(?<=m)\.", "", text.lower())
    for form in _FORMS:
        with suppress(ValueError):
            return datetime.strptime(plain, form).time()  # noqa: DTZ007 - a time of day has no zone
    raise ValueError(f"{text.strip()!r} is no time of day; write it like 08:00, 17:30 or 8am")


def _day(text: str) -> Weekday:
    """One day by its English name or the start of it, three letters at least."""
    name = text.strip(" .").removesuffix("s")
    found = [day for day, full in zip(WEEK, _FULL, strict=True) if len(name) > 2 and full.startswith(name)]
    if not found:
        raise ValueError(f"{text.strip()!r} is no day; write them like daily, weekdays, mon-fri or mon, wed")
    return found[0]


def _is_within(day: Weekday, start: Weekday, end: Weekday) -> bool:
    """Whether a day lies between two, which may be on either side of a Sunday."""
    at, first, last = WEEK.index(day), WEEK.index(start), WEEK.index(end)
    return first <= at <= last if first <= last else at >= first or at <= last


@cache
def _zones() -> dict[str, tuple[str, ...]]:
    """Zones by what they may be called, in lower case: their whole name, else that of their city alone.

    Those of "Etc" are left out: "Etc/GMT+2" is two hours behind, not ahead.
    """
    names = sorted(name for name in available_timezones() if not name.startswith("Etc/"))
    cities: dict[str, tuple[str, ...]] = {}
    for name in names:
        city = name.rpartition("/")[2].lower()
        cities[city] = (*cities.get(city, ()), name)
    return cities | {name.lower(): (name,) for name in names}
