"""Figures in sentences: one with its range and who says so, or several as a said sum."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings import wording
from briefings.answers import AnsweredFigure
from briefings.ask.evidence import sayers
from briefings.ask.findings import Finding, title_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefings.ask.evidence import Reports
    from briefings.events import Event, Figure


NAMED = 5
"""Events of a sum that are named, the gravest; the others are counted."""


class Counted(NamedTuple):
    """A figure of an event under the name that answers the question, and the records that it rests on."""

    event: Event
    name: str
    figure: Figure

    @property
    def shown(self) -> int:
        """The number that stands for it."""
        figure = self.figure
        return next((each for each in (figure.best, figure.low, figure.high) if each is not None), 0)


def summed(name: str, what: str, counted: Sequence[Counted], reports: Reports, scope: str = "") -> Finding:
    """One event's figure with who says so, or the sum over several, said as one."""
    counted = sorted(counted, key=lambda each: -each.shown)
    figures = tuple(_figure(each) for each in counted)
    events = tuple(each.event.id for each in counted)
    if len(counted) == 1:
        return Finding((scope + _one(counted[0], what, reports),), figures, (), events)
    parts = [f"{each.shown:,} in {title_of(each.event)}{_marks(each, reports)}" for each in counted[:NAMED]]
    if reports.beyond:
        line = f"More events are reported than can be added up here; the gravest of the newest: {'; '.join(parts)}."
        return Finding((scope + line,), figures[:NAMED], (), events)
    total = _sum(name, counted)
    hedge = "at least " if any(each.figure.best is None or each.figure.high is None for each in counted) else ""
    bounds = [each for each in (total.low, total.best, total.high) if each is not None]
    span = f" (reports say {min(bounds):,} to {max(bounds):,})" if len(set(bounds)) > 1 and total.high else ""
    disputed = sum(each.figure.contested for each in counted)
    notes = f", {disputed} of them disputed" if disputed else ""
    thing = wording.counted(name, one=total.best == 1)
    number = wording.upper_first(f"{hedge}{total.best:,}")
    first = f"{number} {thing}{span} in all, as the sum of {len(counted)} reported events{notes}: "
    rest = f" and {len(counted) - NAMED} more" if len(counted) > NAMED else ""
    return Finding((f"{first}{'; '.join(parts)}{rest}.",), (total, *figures), (), events)


def _one(counted: Counted, what: str, reports: Reports) -> str:
    """A figure in words, its range and its day, then each report's own where they differ."""
    figure = counted.figure
    words = wording.figure(figure, counted.name.partition(" (")[0])
    if what in {"killed", "injured", "missing", "captured"}:
        words = words.replace(f" {what}", f" reported {what}", 1)
    as_of = f", as of {wording.day(figure.as_of)}" if figure.as_of else ""
    counts = {wording.number(each.count) for each in figure.by}
    records = reports.find(counted.event, (each.report for each in figure.by))
    where = title_of(counted.event)
    if len(counts) == 1 or len(records) < 2:
        said = sayers(records[-1]) if records else ""
        return f"{wording.upper_first(words)}{as_of}{said}{_marks(counted, reports)}: {where}."
    each = [
        f"{wording.number(told.count)}{sayers(record)}{reports.cite(record, told.count.text)}"
        for told in figure.by
        for record in reports.find(counted.event, [told.report])
    ]
    return f"{wording.upper_first(words)}{as_of}: {where}. {wording.upper_first('; '.join(dict.fromkeys(each)))}."


def _marks(counted: Counted, reports: Reports) -> str:
    """The marks of the newest reports of a figure."""
    newest = [each for each in counted.figure.by if each.count == counted.figure.by[-1].count]
    words = [each.count.text for each in newest]
    return reports.cite_all(counted.event, (each.report for each in reversed(newest)), *words)


def _figure(counted: Counted) -> AnsweredFigure:
    figure = counted.figure
    return AnsweredFigure(
        name=counted.name,
        event=counted.event.id,
        low=figure.low,
        best=figure.best,
        high=figure.high,
        as_of=figure.as_of,
        contested=figure.contested,
    )


def _sum(name: str, counted: Iterable[Counted]) -> AnsweredFigure:
    """Every event's figure once: bests added to bests, lows to lows, highs only where every event has one."""
    counted = list(counted)
    figures = [each.figure for each in counted]
    highs = [figure.high for figure in figures]
    days = [figure.as_of for figure in figures if figure.as_of]
    return AnsweredFigure(
        name=name,
        of=tuple(each.event.id for each in counted),
        low=sum(figure.low or 0 for figure in figures),
        best=sum(each.shown for each in counted),
        high=sum(high or 0 for high in highs) if None not in highs else None,
        as_of=max(days, default=None),
        contested=any(figure.contested for figure in figures),
    )
