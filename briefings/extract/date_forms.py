"""Every form that an expression of time takes: its pattern, its meaning and what must stand around it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract import date_guards as guards
from briefings.extract import date_meanings as meanings
from briefings.extract import lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefings.extract.date_meanings import Match, Setting
    from briefings.extract.days import Days


class Rule(NamedTuple):
    """One form of time expression; a text with none of the words it ``needs`` can't hold it."""

    kind: str
    needs: frozenset[str]
    pattern: re.Pattern[str]
    resolve: Callable[[Match, Setting], Days]
    fits: Callable[[Match], bool]


_PART = (
    r"(?:(?P<part>earlier|later|early|mid|late|(?:the\s+)?(?:very\s+)?(?:start|beginning|middle|end)\s+of)"
    r"(?:\s+|-)(?:in\s+)?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ORDINAL = r"(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d(?!\d|[.,]\d)"
_THROUGH = r"\s*(?:-|–|—|\bto\b|\bthrough\b|\buntil\b|\band\b)\s*"
# "June 20 to 30" but not "June 20 and 30 people": what follows the second day must not be what it counts.
_UNCOUNTED = (
    r"(?=\s*(?:$|[^\w\s])|\s+(?:in|at|on|by|to|for|with|near|when|after|as|between|during|the|that|which|where|he|she"
    r"|they|and|but|or|were|was|will|would|against|if|it|under|within|of|(?:19|20)\d\d)\b)"
)
_DAY_PART = (
    r"(?:\s+(?:early\s+|late\s+|mid-?)?(?:morning|afternoon|evening|night|midday|noon|midnight|dawn)\b"
    r"(?!\s+of\b))?"
)
_MEASURE = r"\s+(?:the|a|an|his|her|its|their)\b"
_UNIT = r"(?P<unit>week|month|year|weekend)"
_UNITS = r"(?P<unit>hour|day|week|month|year|decade)s?"
_WHICH = r"(?P<which>last|this|next|(?:the\s+)?(?:past|preceding|previous|following|coming|upcoming))"


def _any(words: Iterable[str]) -> str:
    """Return an alternation of ``words``, longest first, blanks standing for any white space."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


def _pieces(*phrases: str) -> frozenset[str]:
    """Return the telling words that ``phrases`` are made of."""
    pieces = {piece for phrase in phrases for piece in re.findall(r"[a-z]+", phrase)}
    return frozenset(pieces.difference(lexicon.load("dates.toml")["common"]))


_CENTURY = frozenset({"19", "20"})


def _month_name() -> str:
    words = lexicon.load("dates.toml")
    return rf"(?P<month>(?:{_any(words['months'])})\b|(?:{_any(words['short_months'])})(?:\.|\b))"


Form = tuple[str, frozenset[str], str, "Callable[[Match, Setting], Days]", "Callable[[Match], bool]"]
"""A rule whose pattern isn't compiled yet."""


@cache
def rules() -> tuple[Rule, ...]:
    """Return every form of time expression, compiled once; where two match alike, the earlier counts."""
    forms = (*_dates(), *_named_days(), *_periods(), *_stretches(), *_years())
    return tuple(
        Rule(kind, needs, re.compile(form, re.IGNORECASE), means, fits) for kind, needs, form, means, fits in forms
    )


def _dates() -> tuple[Form, ...]:
    """Dates of the calendar, in figures and with a month's name."""
    words, month = lexicon.load("dates.toml"), _month_name()
    months = _pieces(*words["months"], *words["short_months"])
    iso = rf"(?<![\d/-])(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"
    slashed = rf"(?<![\d./])(?P<first>\d\d?)(?P<mark>[/.])(?P<second>\d\d?)(?P=mark)(?P<year>{_YEAR})"
    month_first = (
        rf"\b{month}\s*(?P<day>{_DAY}){_ORDINAL}(?![\d:%]|[.,]\d)"
        rf"(?:{_THROUGH}(?P<last>{_DAY}){_ORDINAL}(?!\d){_UNCOUNTED})?\b(?:,?\s+(?P<year>{_YEAR}))?"
    )
    day_first = (
        rf"(?<![\d.,:/$€£-])\b(?:the\s+)?(?P<day>{_DAY}){_ORDINAL}(?:{_THROUGH}(?P<last>{_DAY}){_ORDINAL})?\s+"
        rf"(?P<of>of\s+)?{month}(?:,?\s+(?P<year>{_YEAR}))?"
    )
    whole = (
        rf"\b(?:{_PART}|(?P<which>last|this|next)\s+|(?:the\s+)?month\s+of\s+)?{month}(?!\s*{_DAY}\b)"
        rf"(?:,?\s+(?:of\s+)?(?P<year>{_YEAR}))?"
    )
    return (
        ("day", _CENTURY, iso, meanings.full_date, guards.always),
        ("day", _CENTURY, slashed, meanings.slashed, guards.always),
        ("day", months, month_first, meanings.month_day, guards.is_month),
        ("day", months, day_first, meanings.month_day, guards.is_month),
        ("month", months, whole, meanings.month, guards.is_month),
    )


def _named_days() -> tuple[Form, ...]:
    """Weekdays, feasts, and days counted from publication or from the day last told of."""
    words = lexicon.load("dates.toml")
    weekday = rf"(?P<weekday>(?:{_any(words['weekdays'])})\b|(?:{_any(words['short_weekdays'])})(?:\.|\b))"
    weekdays = _pieces(*words["weekdays"], *words["short_weekdays"])
    near = rf"\b(?P<name>{_any(words['relative_days'])})\b{_DAY_PART}"
    told = rf"\b(?P<name>{_any(words['told_days'])})\b(?!{_MEASURE})"
    other_event = rf"\b(?:(?:the|a)\s+)?day\s+(?:before|after)\b(?={_MEASURE})"
    fixed = rf"\b(?P<name>{_any(words['fixed'])})\b(?:,?\s+(?P<year>{_YEAR}))?"
    return (
        (
            "weekday",
            weekdays,
            rf"\b(?:{_WHICH}\s+)?{weekday}{_DAY_PART}",
            meanings.weekday,
            guards.is_weekday,
        ),
        ("near", _pieces(*words["relative_days"]), near, meanings.relative_day, guards.always),
        ("told", frozenset({"day"}), told, meanings.told_day, guards.always),
        ("told", frozenset({"day"}), other_event, meanings.unresolved, guards.always),
        ("holiday", _pieces(*words["fixed"]), fixed, meanings.fixed_day, guards.always),
        (
            "holiday",
            _pieces(*words["easter"]),
            rf"\b(?P<name>{_any(words['easter'])})\b",
            meanings.easter_day,
            guards.is_capitalised,
        ),
        (
            "holiday",
            _pieces(*words["movable"]),
            rf"\b(?:{_any(words['movable'])})\b",
            meanings.unresolved,
            guards.is_capitalised,
        ),
    )


def _periods() -> tuple[Form, ...]:
    """Weeks, weekends, months and years near publication."""
    units = frozenset({"week", "weekend", "month", "year"})
    return (
        ("period", units, rf"\b(?:{_PART})?{_WHICH}\s+{_UNIT}\b(?!\s*-)", meanings.period, guards.always),
        ("period", units, rf"\b{_PART}(?P<which>the)\s+{_UNIT}\b", meanings.period, guards.always),
        (
            "period",
            units,
            r"\bthe\s+(?P<part>)(?P<which>)(?P<unit>weekend)\b",
            meanings.period,
            guards.always,
        ),
    )


def _stretches() -> tuple[Form, ...]:
    """Stretches of time counted from publication or from the day last told of, with and without a number."""
    words = lexicon.load("dates.toml")
    units = frozenset(unit + ending for unit in words["units"] for ending in ("", "s"))
    number = rf"(?P<number>\d{{1,3}}|(?:{_any(words['numbers'])})\b)"
    few = r"(?:(?:a\s+)?(?:few|couple\s+of)|several|some|many|recent)"
    hedge = r"(?:(?:about|around|nearly|almost|roughly|some|just|more\s+than|over|less\s+than)\s+)?"
    past = r"(?P<which>last|past|previous|preceding|next|coming|following)"
    measured = rf"\b(?:the\s+)?{past}\s+(?:{number}[\s-]+)?{_UNITS}\b"
    ago = rf"\b{hedge}{number}[\s-]+(?P<unit>minute|hour|day|week|month|year|decade)s?\s+ago\b"
    way = r"(?P<way>earlier\b(?!\s+than)|later\b|(?:before|after)\b(?=\s*(?:$|[.,;:)])))"
    vague = rf"\b(?:the\s+)?(?:last|past|coming|next)\s+(?:{few}\s+)?{_UNITS}\b"
    return (
        ("open", units, measured, meanings.span, guards.is_measured),
        ("told", units, ago, meanings.ago, guards.always),
        ("told", units, rf"\b{number}\s+{_UNITS}\s+{way}", meanings.shifted, guards.always),
        (
            "vague",
            units,
            rf"\b{few}\s+{_UNITS}\s+(?:ago|earlier|before|later)\b",
            meanings.unresolved,
            guards.always,
        ),
        ("vague", units, vague, meanings.unresolved, guards.is_plural),
        ("vague", units, rf"\brecent\s+{_UNITS}\b", meanings.unresolved, guards.always),
    )


def _years() -> tuple[Form, ...]:
    """Years and decades."""
    year = rf"(?<![\d.,$€£])\b(?:{_PART})?(?P<year>{_YEAR})\b(?!-?year)"
    decade = r"\b(?:the\s+)?(?:(?P<part>early|mid|late)[\s-]+)?(?P<decade>(?:19|20)\d)0['’]?s\b"
    return (
        ("year", _CENTURY, year, meanings.whole_year, guards.is_year),
        ("year", _CENTURY, decade, meanings.decade, guards.always),
    )
