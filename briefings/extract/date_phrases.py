"""Expressions of time in a text → whole phrases: atoms joined into ranges, with their prepositions."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.date_atoms import Atom, find_atoms
from briefings.extract.date_meanings import Setting
from briefings.extract.days import Days, Tense

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Phrase(NamedTuple):
    """A phrase of time: its characters in the text, and its days (None where they can't be told)."""

    start: int
    end: int
    days: Days | None


class Look(NamedTuple):
    """What the grammar around an atom tells: what it is resolved against, and whether it modifies a noun."""

    setting: Callable[[Atom], Setting]
    modifies: Callable[[Atom], bool]


def read_phrases(text: str, look: Look) -> Iterator[Phrase]:
    """Yield the phrases of time in ``text``, in reading order and without overlap."""
    floor = 0
    for atom in join_atoms(text, find_atoms(text)):
        setting = look.setting(atom)
        lead = None if look.modifies(atom) else _LEAD.search(text, max(floor, atom.start - _REACH), atom.start)
        if lead is None or (lead["lead"] == "for" and atom.kind != "open"):
            yield Phrase(atom.start, atom.end, atom.days(setting))
        else:
            bound = Atom(atom.start, atom.end, atom.kind, partial(_bounded, atom, (lead["lead"] or "").lower()))
            yield Phrase(lead.start(), atom.end, bound.days(setting))
        floor = atom.end


# Two atoms that are one

_DATED = frozenset({"day", "weekday", "month", "year", "holiday", "near", "period"})
_YEARLESS = frozenset({"day", "weekday", "month", "holiday"})
_BESIDE = re.compile(r",?\s+(?:on\s+)?(?:the\s+)?|\s*,\s*|\s*\(\s*", re.IGNORECASE)
_WITHIN = re.compile(r",?\s+(?:of\s+|on\s+)?", re.IGNORECASE)
_INTO = re.compile(r"\s+(?:in)?to\s+(?:the\s+|early\s+)*", re.IGNORECASE)
_TO = re.compile(
    r"\s*[-–—]\s*|\s+(?:to|into|until|till|through)\s+(?:(?:on|in|the|early|late)\s+)*",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+and\s+(?:(?:on|in|the|early|late)\s+)*", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+|early\s+|late\s+)*$", re.IGNORECASE)


def join_atoms(text: str, atoms: list[Atom]) -> list[Atom]:
    """Join neighbours that name one time: "Monday, June 2", "Friday of last week", "June 20 to July 3"."""
    joined: list[Atom] = []
    for atom in atoms:
        if joined and (both := _pair(text, joined[-1], atom)):
            joined[-1] = both
        else:
            joined.append(atom)
    return joined


def _pair(text: str, left: Atom, right: Atom) -> Atom | None:
    """Join two neighbours where the words between them say so."""
    gap = text[left.end : right.start]
    kinds = {left.kind, right.kind}
    if "weekday" in kinds and "period" in kinds and _WITHIN.fullmatch(gap):
        day, period = (left, right) if left.kind == "weekday" else (right, left)
        return Atom(left.start, right.end, "range", partial(_day_within, day, period))
    if kinds in (
        {"weekday", "day"},
        {"holiday", "day"},
        {"near", "day"},
        {"near", "weekday"},
    ) and _BESIDE.fullmatch(gap):
        surest = next(each for kind in ("day", "weekday") for each in (left, right) if each.kind == kind)
        end = right.end + ("(" in gap and text[right.end : right.end + 1] == ")")
        return Atom(left.start, end, "day", surest.resolve)
    if text[left.start : left.end].lower().startswith("overnight"):
        return Atom(left.start, right.end, "range", partial(_night_into, right)) if _INTO.fullmatch(gap) else None
    if left.kind not in _DATED or right.kind not in _DATED:
        return None
    between = _AND.fullmatch(gap) and _BETWEEN.search(text, max(0, left.start - 24), left.start)
    if between or _TO.fullmatch(gap):
        return Atom(left.start, right.end, "range", partial(_range, left, right))
    return None


def _day_within(day: Atom, period: Atom, setting: Setting) -> Days:
    """Return the weekday inside a week: "Friday of last week"."""
    week = period.resolve(setting)
    return day.resolve(setting._replace(published=week.end, tense=Tense.PAST))


def _night_into(day: Atom, setting: Setting) -> Days:
    """Return the night that ends on the day: "overnight into Sunday"."""
    start, end = day.resolve(setting)
    return Days(start and start - timedelta(days=1), end)


def _range(left: Atom, right: Atom, setting: Setting) -> Days:
    """Return the span from one to the other; what one of them leaves out, the other tells.

    Raises:
        ValueError: an end can't be resolved, or they run backwards.
    """
    if absolute := left.days(Setting(None, None, Tense.OPEN)):
        start, end = absolute.start, right.resolve(Setting(absolute.end, None, Tense.AHEAD)).end
    else:
        end = right.resolve(setting).end
        from_end = Setting(end, setting.told, Tense.PAST)
        start = left.resolve(from_end if left.kind in _YEARLESS else setting).start
    if start is None or end is None or start > end:
        raise ValueError("the range runs backwards")
    return Days(start, end)


# What stands before

_REACH = 56
"""Characters before an atom in which its preposition is looked for."""

_LEAD = re.compile(
    r"(?<![\w-])(?!\s)"
    r"(?:(?:early|earlier|late|later|overnight)\s+)?"
    r"(?P<lead>(?:ever\s+)?since|(?:up\s+)?until|till|(?:no|not)\s+later\s+than|by|before|ahead\s+of|prior\s+to|after"
    r"|following|between|from|on|in|at|during|over|within|throughout|through|for|as\s+of)?"
    r"(?:(?<!\w)|\s+)"
    r"(?:(?:at\s+least|as\s+early\s+as|as\s+late\s+as|around|about|early|late)\s+)?"
    r"(?:on\s+)?"
    r"(?:the\s+(?:early\s+|late\s+|pre-?dawn\s+|small\s+)?(?:morning|afternoon|evening|night|hours)\s+of\s+)?"
    r"$",
    re.IGNORECASE,
)


def _bounded(atom: Atom, lead: str, setting: Setting) -> Days:
    """Return the days of an atom behind a preposition: from it on, up to it, or the atom's own."""
    word = " ".join(lead.split()).removeprefix("ever ").removeprefix("up ")
    if word == "since":
        return _since(atom.resolve(setting._replace(tense=Tense.PAST)), setting)
    if word == "after":
        return Days(atom.resolve(setting).end, None)
    if word in {"until", "till", "by", "no later than", "not later than", "before", "ahead of", "prior to"}:
        tense = Tense.AHEAD if setting.tense is Tense.OPEN else setting.tense
        days = atom.resolve(setting._replace(tense=tense))
        if word == "by" and tense is Tense.PAST:
            return days
        last = days.start and days.start - timedelta(days=1) if word in {"before", "ahead of", "prior to"} else days.end
        today = setting.published
        return Days(today if today and last and last >= today and tense is Tense.AHEAD else None, last)
    return atom.resolve(setting)


def _since(days: Days, setting: Setting) -> Days:
    """Return the time from the first of ``days`` to publication.

    Raises:
        ValueError: it would start after publication.
    """
    if days.start and setting.published and days.start > setting.published:
        raise ValueError("it starts after publication")
    return Days(days.start, setting.published)
