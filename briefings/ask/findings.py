"""What answers a question, and how its sentences are put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings import wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.answers import AnsweredFigure
    from briefings.ask.evidence import Reports
    from briefings.events import Event, Fact
    from briefings.records import When


MOST = 5
"""Events told of in one answer; more are counted."""


class Finding(NamedTuple):
    """What answers a question: sentences, the figures and bare values in them, and the events that they are of."""

    sentences: tuple[str, ...] = ()
    figures: tuple[AnsweredFigure, ...] = ()
    values: tuple[str, ...] = ()
    events: tuple[str, ...] = ()

    def join(self, other: Finding) -> Finding:
        """Both, one after the other."""
        return Finding(
            (*self.sentences, *other.sentences),
            (*self.figures, *other.figures),
            (*self.values, *other.values),
            tuple(dict.fromkeys((*self.events, *other.events))),
        )


def title_of(event: Event) -> str:
    """What happened and when, within a sentence."""
    title = event.title
    first = title.split()[0] if title else ""
    low = title if first.isupper() else title[:1].lower() + title[1:]
    day = wording.when(event.when) if event.when and (event.when.start or event.when.end) else ""
    return f"{low}, {day}" if day else low


def said_by(event: Event, fact: Fact, reports: Reports, *, short: bool = False) -> str:
    """Who states a fact, with the marks."""
    found = reports.find(event, fact.reports)
    speakers = dict.fromkeys(name for told in found for name in told.record.attribution)
    by = "" if short else wording.according([*speakers][:2])
    return f"{by}{reports.cite_all(event, fact.reports, *fact.value.split())}"


def cited(event: Event, reports: Reports) -> str:
    """The marks of an event's first reports."""
    first = [told.key for told in reports.of(event) if told.record.id == told.item.records[0].id]
    return reports.cite_all(event, first, most=2)


def days_of(day: When | None) -> list[str]:
    """The ends of a time as ISO days."""
    return [end.isoformat() for end in dict.fromkeys((day.start, day.end)) if end] if day else []


def shortened(lines: Iterable[str]) -> tuple[str, ...]:
    """The first lines, and how many there are beside them."""
    lines = list(lines)
    more = len(lines) - MOST
    return (*lines[:MOST], *((f"{more} more {'is' if more == 1 else 'are'} reported.",) if more > 0 else ()))
