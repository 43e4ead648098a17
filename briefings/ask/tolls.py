"""How many: tolls, munitions and counts of events, each with its range, its day and who says so; sums said as sums."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefings import wording
from briefings.answers import AnsweredFigure
from briefings.ask.choose import mentions
from briefings.ask.evidence import sayers
from briefings.ask.words import expression, function_words, lexicon
from briefings.events import Figure
from briefings.records import Casualty, Count
from briefings.store.keys import asked_place_keys, folded, place_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefings.answers import Days, Fate, Query
    from briefings.ask.evidence import Reports, Told
    from briefings.events import Event
    from briefings.records import Evidence

NAMED = 5
"""Events of a sum that are named, the gravest; the others are counted."""
_BEYOND = ("cumulative", "period")
"""Scopes of figures that are of more than an event, and never added to any."""


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


class _Counted(NamedTuple):
    """A figure of an event under the name that answers the question, and the records that it rests on."""

    event: Event
    name: str
    figure: Figure

    @property
    def shown(self) -> int:
        """The number that stands for it."""
        figure = self.figure
        return next((each for each in (figure.best, figure.low, figure.high) if each is not None), 0)


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
                _Counted(event, name, event.figures[name])
                for event in events
                if name in event.figures and _is_said(query, event.figures[name], event, reports)
            ]
            if counted:
                found = found.join(_told(name, fired, counted, reports))
    return found


def _is_said(query: Query, figure: Figure, event: Event, reports: Reports) -> bool:
    """Whether the speaker asked about is among those who give a figure."""
    told = reports.find(event, (each.report for each in figure.by))
    return query.speaker is None or any(_is_by(each, query.speaker) for each in told)


def _toll(query: Query, fate: Fate, events: Sequence[Event], reports: Reports) -> Finding:
    if query.victims:
        return _group(query, fate, events, reports)
    timely = [event for event in events if not query.days or _is_within(event, query.days)]
    own = [counted for event in timely if (counted := _own(query, fate, event, reports))]
    running = [each for event in events for each in _running(query, fate, event, reports)]
    running.sort(key=lambda each: (each.figure.as_of is not None, each.figure.as_of, each.shown), reverse=True)
    if query.total and running:
        told = _told(fate, fate, running[:1], reports, scope="Running total: ")
        if own:
            told = told.join(_told(fate, fate, own, reports))
        return told
    if own:
        return _told(fate, fate, own, reports)
    if running and not query.days:
        return _told(fate, fate, running[:1], reports, scope="Running total: ")
    return Finding()


def _is_within(event: Event, days: Days) -> bool:
    """Whether an event, as far as its day is known, happened within the days."""
    first, last = (event.when.start, event.when.end) if event.when else (None, None)
    return not (days.start and last and last < days.start) and not (days.end and first and first > days.end)


def _running(query: Query, fate: Fate, event: Event, reports: Reports) -> list[_Counted]:
    """The figures that are of more than an event."""
    names = [f"{fate} ({scope})" for scope in _BEYOND if f"{fate} ({scope})" in event.figures]
    found = [_narrowed(query, event, name, reports) for name in names]
    return [each for each in found if each]


def _own(query: Query, fate: Fate, event: Event, reports: Reports) -> _Counted | None:
    """The figure of an event that is of the place asked about: its own, or in brackets that of one of its places."""
    names = [fate, *(name for name in event.figures if name.startswith(f"{fate} (") and _is_part(name))]
    found = [each for name in names if name in event.figures and (each := _narrowed(query, event, name, reports))]
    return found[0] if found else None


def _is_part(name: str) -> bool:
    return not any(name.endswith(f"({scope})") for scope in _BEYOND)


def _narrowed(query: Query, event: Event, name: str, reports: Reports) -> _Counted | None:
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
        return _Counted(event, name, figure)
    by = tuple(count for count in figure.by if count.report in keys)
    newest = by[-1].count
    best = next((each for each in (newest.best, newest.low) if each is not None), newest.high)
    lows = [count.count.low for count in by if count.count.low is not None]
    highs = [count.count.high for count in by]
    high = max((each for each in highs if each is not None), default=None) if None not in highs else None
    day = told[by[-1].report].item.source.published
    return _Counted(event, name, Figure(low=min(lows, default=None), best=best, high=high, as_of=day, by=by))


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


def _group(query: Query, fate: Fate, events: Sequence[Event], reports: Reports) -> Finding:
    """How many of a group: what reports say of it, in its own record, as a part of a toll or in the very words."""
    group = (query.victims or "").split()[-1]
    found = Finding()
    for event in events:
        there = [told for told in reports.of(event) if not query.places or _is_scene(query, event, told)]
        own = [(told, count) for told in there if (count := _of_group(told, fate, group))]
        behind = [] if own else [(told, *read) for told in there if (read := _of_them(told, fate, group, reports))]
        if not own and not behind:
            continue
        told, count = own[-1] if own else behind[-1][:2]
        mark = reports.cite(told, group) if own else f" {reports.mark(told, behind[-1][2])}"
        said = f"{wording.number(count)} {query.victims} reported {fate}{sayers(told)}{mark}"
        counts = [count for _, count in own] or [count for _, count, _ in behind]
        figure = _answered(f"{fate} ({query.victims})", event, counts, told)
        found = found.join(Finding((f"{wording.upper_first(said)}: {title_of(event)}.",), (figure,), (), (event.id,)))
    return found._replace(sentences=found.sentences[:NAMED])


def _is_scene(query: Query, event: Event, told: Told) -> bool:
    """Whether a record is of the place asked about: by its own place, else by the event's."""
    wanted = frozenset[str]().union(*map(asked_place_keys, query.places))
    place = told.record.place if isinstance(told.record, Casualty) else None
    place = place or event.place
    return place is not None and not wanted.isdisjoint(place_keys(place))


def _of_group(told: Told, fate: Fate, group: str) -> Count | None:
    """The count of a group in one record: one of its parts, all of it where that is who they are, else by the words."""
    record = told.record
    if isinstance(record, Casualty):
        for part in record.groups:
            count: Count | None = getattr(part, fate, None)
            if mentions([part.who], group) and count:
                return count
        count = getattr(record, fate)
        if count and any(_counts(evidence.quote, count, group) for evidence in record.evidence):
            return count
    read = (_read(evidence.quote, fate, group) for evidence in record.evidence)
    return next((count for count in read if count), None)


def _of_them(told: Told, fate: Fate, group: str, reports: Reports) -> tuple[Count, Evidence] | None:
    """What the next sentences count of those whom a record counts, and which: "two of the dead were rescuers"."""
    if not isinstance(told.record, Casualty) or not getattr(told.record, fate):
        return None
    for evidence in reports.following(told):
        if re.search(r"\b(?:of|among) (?:the|those|them)\b", evidence.quote) and (
            count := _read(evidence.quote, fate, group)
        ):
            return count, evidence
    return None


def _read(quote: str, fate: Fate, group: str) -> Count | None:
    """The number that a sentence sets before a group, where the fate nearest to it is the one asked about.

    "eight of the dead were women" as well as "killing two policemen".
    """
    low, fates, words = quote.lower(), lexicon()["fates"], lexicon()["numbers"]["words"]
    stem = re.escape(group.lower().removesuffix("s"))
    number = rf"(?<![\w.,])(?P<number>\d[\d,]*|{words})"
    patterns = (
        rf"{number} (?:\w+ ){{0,2}}?\w*{stem}\w*",
        rf"{number} of (?:the|those|them|its|their)(?: \w+){{0,2}} (?:were|was|are) \w*{stem}\w*",
    )
    counted = next((match for pattern in patterns if (match := re.search(pattern, low))), None)
    if not counted:
        return None
    near = {
        name: min(
            (abs(match.start() - counted.start()) for match in expression(words_of_fate).finditer(low)), default=None
        )
        for name, words_of_fate in fates.items()
        if name != "both"
    }
    known = {name: distance for name, distance in near.items() if distance is not None}
    if not known or min(known, key=lambda name: known[name]) != fate:
        return None
    text = counted["number"]
    value = int(text.replace(",", "")) if text[0].isdigit() else words.split("|").index(text) + 1
    return Count(best=value, low=value, high=value, text=quote[counted.start("number") : counted.end("number")])


def _counts(quote: str, count: Count, group: str) -> bool:
    """Whether a sentence counts the group itself: "19 soldiers", not "19 people, among them soldiers"."""
    start = quote.lower().find(count.text.lower())
    behind = " ".join(quote[start + len(count.text) :].split()[:4]).partition(",")[0] if start >= 0 else ""
    return mentions([behind], group) or mentions([count.text], group)


def _told(name: str, what: str, counted: Sequence[_Counted], reports: Reports, scope: str = "") -> Finding:
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


def _one(counted: _Counted, what: str, reports: Reports) -> str:
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


def _marks(counted: _Counted, reports: Reports) -> str:
    """The marks of the newest reports of a figure."""
    newest = [each for each in counted.figure.by if each.count == counted.figure.by[-1].count]
    words = [each.count.text for each in newest]
    return reports.cite_all(counted.event, (each.report for each in reversed(newest)), *words)


def title_of(event: Event) -> str:
    """What happened and when, within a sentence."""
    title = event.title
    first = title.split()[0] if title else ""
    low = title if first.isupper() else title[:1].lower() + title[1:]
    day = wording.when(event.when) if event.when and (event.when.start or event.when.end) else ""
    return f"{low}, {day}" if day else low


def _figure(counted: _Counted) -> AnsweredFigure:
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


def _answered(name: str, event: Event, counts: Sequence[Count], told: Told) -> AnsweredFigure:
    """The last of some counts as a figure whose range is that of all; an end that one leaves open is open."""
    day = told.item.source.published or told.item.source.reported.date()
    low, high = (
        None if None in ends else pick(end for end in ends if end is not None)
        for pick, ends in ((min, [count.low for count in counts]), (max, [count.high for count in counts]))
    )
    return AnsweredFigure(name=name, event=event.id, low=low, best=counts[-1].best, high=high, as_of=day)


def _sum(name: str, counted: Iterable[_Counted]) -> AnsweredFigure:
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
