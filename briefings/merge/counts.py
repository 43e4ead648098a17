"""Counts of several reports → one figure with low, best and high, its disputes and its history."""

from __future__ import annotations

import math
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from briefings.events import Change, Figure, ReportedCount

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from briefings.records import Count

_ABOUT = 0.2
"""Part by which a count told as "about" may be off: rounder figures are not told so."""


class Told(NamedTuple):
    """A count and what decides how much it weighs: who printed it when, does it correct or raise earlier ones."""

    report: str
    article: str
    number: Count
    attribution: tuple[str, ...]
    publisher: str
    reported: datetime
    published: date | None
    corrects: bool
    raises: bool = False

    @property
    def timed(self) -> bool:
        """Whether the time of day is known: a day without one starts at midnight."""
        return self.reported.time().replace(tzinfo=None) != self.reported.min.time()

    @property
    def order(self) -> tuple[datetime, str]:
        """Its place in the order of telling."""
        return (self.reported, self.report)


def merge_counts(counts: Iterable[Told]) -> Figure:
    """One figure from at least one count.

    ``best`` is the newest report's; of several of one time the one that most publishers give, then the larger. A
    newer "at least" below it takes nothing back. ``low`` and ``high`` span all reports, None where the lowest
    (highest) of them leaves that end open.
    """
    told = sorted(counts, key=lambda each: each.order)
    low, best, high = _ends(told)
    newest = told[-1]
    return Figure(
        low=low,
        best=best,
        high=high,
        as_of=newest.published or newest.reported.date(),
        by=tuple(ReportedCount(report=each.report, count=each.number, attribution=each.attribution) for each in told),
        contested=any(disputes(one, other) for one, other in combinations(told, 2)),
    )


def history(figure: str, counts: Iterable[Told], since: datetime) -> list[Change]:
    """How the figure moved, and when a dispute of it arose; ``since`` is when the event was first told of."""
    told = sorted(counts, key=lambda each: each.order)
    changes: list[Change] = []
    before: int | None = None
    for time in sorted({each.reported for each in told}):
        batch = [each for each in told if each.reported == time]
        known = [each for each in told if each.reported <= time]
        low, best, high = _ends(known)
        after = next((each for each in (best, low, high) if each is not None), None)
        dispute = any(disputes(each, new) for new in batch for each in known if each is not new)
        if (after != before or dispute) and (time > since or (dispute and len({each.article for each in batch}) > 1)):
            source = next((each for each in batch if shown_of(each.number) == after), batch[0])
            at = source.published or source.reported.date()
            changes.append(
                Change(at=at, report=source.report, figure=figure, before=before, after=after, dispute=dispute)
            )
        before = after
    return changes


def shown_of(count: Count) -> int | None:
    """The number that stands for a count."""
    return next((each for each in (count.best, count.low, count.high) if each is not None), None)


def disputes(one: Told, other: Told) -> bool:
    """Whether two reports contradict each other beyond their hedges.

    A later higher count is news, a later lower one is a dispute unless its source corrects. Of one time, or of one
    day where the time of one is unknown, two sources are a dispute, unless the higher is told as a rise, and one source
    is its own update.
    """
    if not _apart(one.number, other.number):
        return False
    early, late = sorted((one, other), key=lambda each: each.reported)
    if early.corrects != late.corrects and (late.corrects or early.reported == late.reported):
        return False
    if _is_later(early, late):
        return _floor(late.number) < _floor(early.number)
    if max(one, other, key=lambda each: _floor(each.number)).raises:
        return False
    if one.article == other.article:
        return bool(one.attribution or other.attribution) and one.attribution != other.attribution
    return one.publisher != other.publisher


def _is_later(early: Told, late: Told) -> bool:
    """Whether ``late`` was surely told after ``early``."""
    if early.reported.date() != late.reported.date():
        return True
    return early.timed and late.timed and early.reported < late.reported


def _apart(one: Count, other: Count) -> bool:
    low, high = _bounds(one)
    low2, high2 = _bounds(other)
    return high < low2 or high2 < low


def _bounds(count: Count) -> tuple[float, float]:
    """The least and the most that a count allows; "about 100" allows some less and some more."""
    if count.low is None and count.high is None:
        middle = count.best or 0
        return middle * (1 - _ABOUT), middle * (1 + _ABOUT)
    return (0 if count.low is None else count.low), (math.inf if count.high is None else count.high)


def _ends(told: Sequence[Told]) -> tuple[int | None, int | None, int | None]:
    """Low, best and high over counts in the order of telling."""
    lowest = min(told, key=lambda each: (_floor(each.number), each.number.low is not None))
    highest = max(told, key=lambda each: (_ceiling(each.number), each.number.high is None))
    low = None if lowest.number.low is None else _floor(lowest.number)
    high = None if highest.number.high is None else _ceiling(highest.number)
    return low, _best(told), high


def _best(told: Sequence[Told]) -> int | None:
    """The best count of the newest report that has one, unless an earlier one stands under its "at least"."""
    definite = [each for each in told if each.number.best is not None]
    if not definite:
        return None
    latest = [each for each in definite if not _is_later(each, definite[-1])]
    votes = Counter(each.number.best for each in {(e.publisher, e.number.best): e for e in latest}.values())
    chosen = max(latest, key=lambda each: (each.corrects, each.raises, votes[each.number.best], each.number.best or 0))
    best = chosen.number.best
    if chosen.number.high is not None or chosen.corrects:
        return best
    earlier = [each.number.best for each in definite if each is not chosen and not _apart(each.number, chosen.number)]
    return max([each for each in (*earlier, best) if each is not None], default=None)


def _floor(count: Count) -> int:
    """The lowest number of a count."""
    return next(each for each in (count.low, count.best, count.high) if each is not None)


def _ceiling(count: Count) -> int:
    """The highest number of a count."""
    return next(each for each in (count.high, count.best, count.low) if each is not None)
