"""The time that a question names: the days on which something happened, or the day since when it is told."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from dateutil.relativedelta import MO, relativedelta

from briefings.answers import Days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "a couple of": 2, "couple of": 2, "three": 3, "a few": 3, "few": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fourteen": 14, "thirty": 30,
}  # fmt: skip
_UNITS = {
    "hour": timedelta(hours=1), "hr": timedelta(hours=1), "h": timedelta(hours=1),
    "day": timedelta(days=1), "week": timedelta(weeks=1),
    "month": relativedelta(months=1), "year": relativedelta(years=1),
}  # fmt: skip

_MONTH = rf"(?P<month>{'|'.join(f'{name}|{name[:3]}' for name in _MONTHS)}|sept)\.?(?!\w)"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_DAYS = "|".join((*_WEEKDAYS, *_MONTHS))
_THIRD = r"(?:(?:the )?(?P<third>early|beginning|start|mid|middle|late|end)(?: in| of)?[ -])"
_OF_WEEK = rf"(?:(?:{'|'.join(_WEEKDAYS)}),? (?:the )?)"
"""A weekday said beside a date, which alone says the day."""
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_UNIT = r"(?P<unit>hour|hr|h|day|week|month|year)s?"
_PART = r"(?: (?:morning|afternoon|evening|night))?"
_WHICH = r"(?:(?P<which>this past|this|last|the past|past|the previous|previous) )"

_FIRM = ("since", "after", "from", "between", "before", "until", "till", "in", "on", "during", "of", "by", "throughout")
_LEADS = (*_FIRM, "starting", "up to", "prior to", "at", "for", "over", "within", "around")
"""Prepositions that lead a time; the first ones make a time even of a word that is mostly something else ("may")."""


class Timed(NamedTuple):
    """A time of a question, and where it stands there; ``since`` where it is the time from which on all is meant."""

    start: int
    end: int
    days: Days
    since: datetime | None = None


class _Found(NamedTuple):
    start: int
    end: int
    lead: str
    first: date
    last: date
    ranged: bool = False  # its words name both ends


def find_time(text: str, now: datetime) -> Timed | None:
    """The first time that ``text`` (lower case) names, the past where it could be either, in days of UTC."""
    found = list(_times(text, now.astimezone(UTC).date()))
    if not found:
        return None
    one = found[0]
    if (night := _NIGHT.search(text[: one.start])) and one.first == one.last:
        after = night["which"] is None and one.lead == "of"  # "the night of 24 May" ends on the 25th
        first = one.first if after else one.first - timedelta(days=1)
        days = Days(text=text[night.start() : one.end], start=first, end=first + timedelta(days=1))
        return Timed(night.start(), one.end, days)
    if len(found) > 1 and re.fullmatch(r",? (?:and|to|until|till|through|or|-|–) ?", text[one.end : found[1].start]):
        end, last = found[1].end, found[1].last
        if last < one.first:  # a day to come, taken for that of last year
            last = last.replace(year=one.first.year)
        return Timed(one.start, end, Days(text=text[one.start : end], start=one.first, end=last))
    words = text[one.start : one.end]
    if one.lead == "from" and one.ranged:
        return Timed(one.start, one.end, Days(text=words, start=one.first, end=one.last))
    if one.lead in {"since", "from", "starting", "after"}:
        day = one.last + timedelta(days=1) if one.lead == "after" else one.first
        return Timed(one.start, one.end, Days(text=words, start=day), datetime.combine(day, time(), UTC))
    if one.lead in {"until", "till", "up to"}:
        return Timed(one.start, one.end, Days(text=words, end=one.last))
    if one.lead in {"before", "prior to"}:
        return Timed(one.start, one.end, Days(text=words, end=one.first - timedelta(days=1)))
    return Timed(one.start, one.end, Days(text=words, start=one.first, end=one.last))


def _times(text: str, today: date) -> Iterator[_Found]:
    """Every time in reading order."""
    at = 0
    while match := _TIME.search(text, at):
        at = match.end()
        lead, form = match["lead"] or "", match.lastgroup or ""
        # The group of a form is the last one to close, as it holds all of its parts.
        bare = form in _NEED_LEAD and lead not in _FIRM and not match[f"{form}_which"]
        if bare and match[form] not in _PLAIN_MONTHS:
            continue
        parts = {name.removeprefix(f"{form}_"): value for name, value in match.groupdict().items() if value}
        try:
            first, last = _MEANINGS[form](parts, today)
        except (ValueError, OverflowError):  # the 31st of June
            continue
        yield _Found(match.start("lead") if lead else match.start(form), match.end(), lead, first, last, form == "days")


def _iso(parts: dict[str, str], _today: date) -> tuple[date, date]:
    day = date(int(parts["year"]), int(parts["number"]), int(parts["day"]))
    return day, day


def _day(parts: dict[str, str], today: date) -> tuple[date, date]:
    """A day of a month, of the year named or the latest that isn't to come."""
    month = _month_of(parts["month"])
    if "year" in parts:
        day = date(int(parts["year"]), month, int(parts["day"]))
    else:
        day = _latest(int(parts["day"]), month, today)
    return day, day


def _latest(number: int, month: int, today: date) -> date:
    """The latest such day that isn't to come, a 29th of February in a leap year."""
    for year in range(today.year, today.year - 2 * 4, -1):
        if number <= monthrange(year, month)[1] and (day := date(year, month, number)) <= today:
            return day
    raise ValueError("no such day")


def _day_only(parts: dict[str, str], today: date) -> tuple[date, date]:
    """A day without its month: the latest that isn't to come."""
    past = (today - timedelta(days=back) for back in range(62))  # of two months running, one has 31 days
    day = max(day for day in past if day.day == int(parts["day"]))
    return day, day


def _days(parts: dict[str, str], today: date) -> tuple[date, date]:
    """Some days of one month."""
    first, _ = _day(parts, today)
    return first, first.replace(day=int(parts["until"]))


def _month(parts: dict[str, str], today: date) -> tuple[date, date]:
    """A whole month, of the year named or the latest that has begun."""
    month = _month_of(parts["month"])
    year = int(parts["year"]) if "year" in parts else today.year - (month > today.month)
    first = date(year, month, 1)
    if parts.get("which", "").startswith("last") and first == today.replace(day=1):
        first = first.replace(year=year - 1)
    last = first + relativedelta(months=1, days=-1)
    match parts.get("third"):
        case "early" | "beginning" | "start":
            return first, first.replace(day=10)
        case "mid" | "middle":
            return first.replace(day=11), first.replace(day=20)
        case "late" | "end":
            return first.replace(day=21), last
    return first, last


def _year(parts: dict[str, str], _today: date) -> tuple[date, date]:
    return date(int(parts["year"]), 1, 1), date(int(parts["year"]), 12, 31)


def _ago(parts: dict[str, str], today: date) -> tuple[date, date]:
    day = today - _number(parts["count"]) * _UNITS[parts["unit"]]
    return day, day


def _past(parts: dict[str, str], today: date) -> tuple[date, date]:
    return today - _number(parts["count"]) * _UNITS[parts["unit"]], today


def _weekday(parts: dict[str, str], today: date) -> tuple[date, date]:
    """The latest such day, today only where it is called so ("this Monday", "on Monday" of a Monday)."""
    index = next(i for i, name in enumerate(_WEEKDAYS) if name.startswith(parts["weekday"][:3]))
    back = (today.weekday() - index) % 7
    if back == 0 and parts.get("which", "").startswith(("last", "past", "the past")):
        back = 7
    day = today - timedelta(days=back)
    return day, day


def _period(parts: dict[str, str], today: date) -> tuple[date, date]:
    """This or the last day, week (from Monday), month or year; "the past week" are the seven days before now."""
    unit, which = parts["unit"], parts["which"]
    if "past" in which and unit != "day":
        return today - 1 * _UNITS[unit], today
    back = 0 if which == "this" else 1
    if unit == "week":
        first = today + relativedelta(weekday=MO(-1)) - timedelta(weeks=back)
        return first, first + timedelta(days=6)
    if unit == "month":
        first = today.replace(day=1) - relativedelta(months=back)
        return first, first + relativedelta(months=1, days=-1)
    if unit == "year":
        return date(today.year - back, 1, 1), date(today.year - back, 12, 31)
    return today - timedelta(days=back), today


def _weekend(parts: dict[str, str], today: date) -> tuple[date, date]:
    """The latest Saturday and Sunday that have begun; "last weekend" of a weekend is the one before."""
    saturday = today - timedelta(days=(today.weekday() - 5) % 7)
    if parts.get("which", "").startswith("last") and today.weekday() >= 5:
        saturday -= timedelta(weeks=1)
    return saturday, saturday + timedelta(days=1)


def _near(first: int, last: int) -> Callable[[dict[str, str], date], tuple[date, date]]:
    """Days counted from today."""
    return lambda _, today: (today + timedelta(days=first), today + timedelta(days=last))


def _month_of(name: str) -> int:
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(name[:3]))


def _number(words: str) -> int:
    return int(words) if words.isdigit() else _NUMBERS[words]


_FORMS: dict[str, tuple[str, Callable[[dict[str, str], date], tuple[date, date]]]] = {
    "iso": (r"(?P<year>(?:19|20)\d\d)[-/](?P<number>[01]?\d)[-/](?P<day>[0-3]?\d)", _iso),
    "days": (rf"{_DAY} ?(?:and|to|-|–) ?(?P<until>[0-3]?\d)(?:st|nd|rd|th)? (?:of )?{_MONTH}(?:,? {_YEAR})?", _days),
    "daymonth": (rf"{_OF_WEEK}?(?:the )?{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?", _day),
    "monthday": (rf"{_OF_WEEK}?{_MONTH} (?:the )?{_DAY}(?![\d:])(?:,? {_YEAR})?", _day),
    "dayonly": (rf"(?:{_OF_WEEK}|the )(?P<day>[0-3]?\d)(?:st|nd|rd|th)(?! (?:of )?[a-z]+day)", _day_only),
    "third": (rf"{_THIRD}{_MONTH}(?:,? (?:of )?{_YEAR})?", _month),
    "monthyear": (rf"{_MONTH},? (?:of )?{_YEAR}", _month),
    "beforeyesterday": (r"the day before yesterday", _near(-2, -2)),
    "ago": (rf"{_COUNT} {_UNIT} (?:ago|back)", _ago),
    "past": (rf"(?:the )?(?:last|past|previous|recent) {_COUNT} ?{_UNIT}", _past),
    "today": (r"today|tonight|this (?:morning|afternoon|evening)", _near(0, 0)),
    "overnight": (
        rf"overnight(?! (?:in)?to (?:the )?(?:\d|{_DAYS}))|last night|the night(?! (?:to|of|into|before))",
        _near(-1, 0),
    ),
    "yesterday": (rf"yesterday{_PART}", _near(-1, -1)),
    "recently": (r"recently|lately|these days|in recent days", _near(-7, 0)),
    "weekend": (rf"{_WHICH}?(?:the )?weekend", _weekend),
    "weekday": (rf"{_WHICH}?(?P<weekday>{'|'.join(_WEEKDAYS)}){_PART}", _weekday),
    "period": (rf"{_WHICH}(?P<unit>hour|day|week|month|year)", _period),
    "month": (rf"{_WHICH}?{_MONTH}", _month),
    "shortday": (rf"{_WHICH}?(?P<weekday>mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)", _weekday),
    "endyear": (r"(?P<year>20[0-3]\d)(?=\W*$)", _year),
    "year": (rf"(?P<which>){_YEAR}", _year),
}
"""Every wording of a time with what it means, the longer wordings first."""
_MEANINGS = {name: meaning for name, (_, meaning) in _FORMS.items()}
_PLAIN_MONTHS = frozenset(_MONTHS) - {"may", "march"}
_NEED_LEAD = frozenset({"month", "shortday", "year"})
_NIGHT = re.compile(
    r"(?:(?:over)?night (?:in)?to|(?:in |on |during |over )?(?:the )?night(?: (?P<which>to|before|into))?) $"
)
"""What before a day means the night to it, or after "of" the night that follows it."""


def _named(form: str, pattern: str) -> str:
    """A pattern whose groups are named after its form, as no name may stand twice in an expression."""
    inner = pattern.replace("(?P<", f"(?P<{form}_")
    return rf"(?P<{form}>{inner})(?![\w'’-])"


_TIME = re.compile(
    rf"(?<![\w@'’/])(?<!next )(?<!coming )(?:(?P<lead>{'|'.join(sorted(_LEADS, key=len, reverse=True))}) )?"
    rf"(?:{'|'.join(_named(form, pattern) for form, (pattern, _) in _FORMS.items())})"
)
