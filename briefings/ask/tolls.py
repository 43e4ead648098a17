"""How many were killed or hurt, and how many munitions were fired: which figures of which events answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.ask.choose import mentions
from briefings.ask.figures import Counted, summed
from briefings.ask.findings import Finding
from briefings.ask.groups import groups
from briefings.ask.words import function_words
from briefings.events import Figure
from briefings.records import Casualty
from briefings.store.keys import asked_place_keys, folded, place_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.answers import Days, Fate, Query
    from briefings.ask.evidence import Reports, Told
    from briefings.events import Event


_BEYOND = ("cumulative", "period")
"""Scopes of figures that are of more than an event, and never added to any."""


def tolls(query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """How many were killed, injured, missing or captured."""
    found = Finding()
    for fate in query.fates or ("killed", "injured"):
        found = found.join(_toll(query, fate, events, reports))
    return found


def munitions(query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """How many drones or missiles were launched or intercepted."""
    found = Finding()
    for weapon in query.weapons:
        for fired in query.fired:
            name = f"{fired} {weapon}"
            counted = [
                Counted(event, name, event.figures[name])
                for event in events
                if name in event.figures and _is_said(query, event.figures[name], event, reports)
            ]
            if counted:
                found = found.join(summed(name, fired, counted, reports))
    return found


def _is_said(query: Query, figure: Figure, event: Event, reports: Reports) -> bool:
    """Whether the speaker asked about is among those who give a figure."""
    told = reports.find(event, (each.report for each in figure.by))
    return query.speaker is None or any(_is_by(each, query.speaker) for each in told)


def _toll(query: Query, fate: Fate, events: Sequence[Event], reports: Reports) -> Finding:
    if query.victims:
        return groups(query, fate, events, reports)
    timely = [event for event in events if not query.days or _is_within(event, query.days)]
    own = [counted for event in timely if (counted := _own(query, fate, event, reports))]
    running = [each for event in events for each in _running(query, fate, event, reports)]
    running.sort(key=lambda each: (each.figure.as_of is not None, each.figure.as_of, each.shown), reverse=True)
    if query.total and running:
        told = summed(fate, fate, running[:1], reports, scope="Running total: ")
        if own:
            told = told.join(summed(fate, fate, own, reports))
        return told
    if own:
        return summed(fate, fate, own, reports)
    if running and not query.days:
        return summed(fate, fate, running[:1], reports, scope="Running total: ")
    return Finding()


def _is_within(event: Event, days: Days) -> bool:
    """Whether an event, as far as its day is known, happened within the days."""
    first, last = (event.when.start, event.when.end) if event.when else (None, None)
    return not (days.start and last and last < days.start) and not (days.end and first and first > days.end)


def _running(query: Query, fate: Fate, event: Event, reports: Reports) -> list[Counted]:
    """The figures that are of more than an event."""
    names = [f"{fate} ({scope})" for scope in _BEYOND if f"{fate} ({scope})" in event.figures]
    found = [_narrowed(query, event, name, reports) for name in names]
    return [each for each in found if each]


def _own(query: Query, fate: Fate, event: Event, reports: Reports) -> Counted | None:
    """The figure of an event that is of the place asked about: its own, or in brackets that of one of its places."""
    names = [fate, *(name for name in event.figures if name.startswith(f"{fate} (") and _is_part(name))]
    found = [each for name in names if name in event.figures and (each := _narrowed(query, event, name, reports))]
    return found[0] if found else None


def _is_part(name: str) -> bool:
    return not any(name.endswith(f"({scope})") for scope in _BEYOND)


def _narrowed(query: Query, event: Event, name: str, reports: Reports) -> Counted | None:
    """A figure made of those reports alone that are of the place, the words and the speaker asked about.

    A place counts where the people were. A word that only other tolls of the event tell of is about those, so that the
    dead of a second scene are not taken for those of the first.
    """
    figure = event.figures[name]
    told = {each.key: each for each in reports.find(event, (count.report for count in figure.by))}
    fit = [each for each in told.values() if _is_there(query, event, name, each)]
    for word in (*query.words, *query.unknown):
        others = [each for each in reports.of(event) if isinstance(each.record, Casualty) and _tells(each, word)]
        if others and not any(_tells(each, word) for each in fit):
            return None
    if query.speaker:
        fit = [each for each in fit if _is_by(each, query.speaker)]
    if not fit:
        return None
    keys = {each.key for each in fit}
    if len(keys) == len(told):
        return Counted(event, name, figure)
    by = tuple(count for count in figure.by if count.report in keys)
    newest = by[-1].count
    best = next((each for each in (newest.best, newest.low) if each is not None), newest.high)
    lows = [count.count.low for count in by if count.count.low is not None]
    highs = [count.count.high for count in by]
    high = max((each for each in highs if each is not None), default=None) if None not in highs else None
    day = told[by[-1].report].item.source.published
    return Counted(event, name, Figure(low=min(lows, default=None), best=best, high=high, as_of=day, by=by))


def _tells(told: Told, word: str) -> bool:
    return mentions((evidence.quote for evidence in told.record.evidence), word)


def _is_by(told: Told, speaker: str) -> bool:
    """Whether a record says that the speaker says so, or its outlet is the speaker."""
    named = [*told.record.attribution, told.item.source.outlet or ""]
    words = [word for word in speaker.split() if word.lower() not in function_words()]
    return any(all(mentions([name], word) for word in words) for name in named)


def _is_there(query: Query, event: Event, name: str, told: Told) -> bool:
    """Whether the people whom a record counts were at the place asked about, and not only some part of the event.

    What the merge took for the event's own toll is of the event's place, whatever place a report names for it.
    """
    if not query.places:
        return "(" not in name or not _is_part(name)
    wanted = frozenset[str]().union(*map(asked_place_keys, query.places))
    label = name.partition(" (")[2].removesuffix(")")
    if label and _is_part(name):
        return not wanted.isdisjoint(folded([label])) or _is_place(told, wanted)
    place = told.record.place if isinstance(told.record, Casualty) else None
    return any(each is not None and not wanted.isdisjoint(place_keys(each)) for each in (event.place, place))


def _is_place(told: Told, wanted: frozenset[str]) -> bool:
    """Whether the record's own place is the one asked about, by its name and not only by its country."""
    place = told.record.place if isinstance(told.record, Casualty) else None
    return place is not None and not wanted.isdisjoint(folded([place.name]))
