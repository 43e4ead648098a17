"""How many of a group of people were killed or hurt, as far as reports say it of that group."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings import wording
from briefings.answers import AnsweredFigure
from briefings.ask.choose import mentions
from briefings.ask.evidence import sayers
from briefings.ask.figures import NAMED
from briefings.ask.findings import Finding, title_of
from briefings.ask.words import expression, lexicon
from briefings.records import Casualty, Count
from briefings.store.keys import asked_place_keys, place_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.answers import Fate, Query
    from briefings.ask.evidence import Reports, Told
    from briefings.events import Event
    from briefings.records import Evidence


def groups(query: Query, fate: Fate, events: Sequence[Event], reports: Reports) -> Finding:
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


def _answered(name: str, event: Event, counts: Sequence[Count], told: Told) -> AnsweredFigure:
    """The last of some counts as a figure whose range is that of all; an end that one leaves open is open."""
    day = told.item.source.published or told.item.source.reported.date()
    low, high = (
        None if None in ends else pick(end for end in ends if end is not None)
        for pick, ends in ((min, [count.low for count in counts]), (max, [count.high for count in counts]))
    )
    return AnsweredFigure(name=name, event=event.id, low=low, best=counts[-1].best, high=high, as_of=day)
