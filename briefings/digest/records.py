"""What a digest holds, and why an event is or isn't in it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from pydantic import Field

from briefings.channels import Follow, Told
from briefings.events import Event
from briefings.records import Record

Verdict = Literal["new", "update", "unchanged", "unfollowed", "outside"]
"""What a digest does with an event; not told are those told already and unchanged, those that fit no follow and
those that no report in the window tells of."""

LATE = timedelta(hours=48)
"""How far before a window a report may lie that came in too late for the digest before: articles are dated by the
start of a day where no hour is known, and feeds are read hours after they change."""


class Window(Record):
    """The time that a digest covers, by the times of reports (UTC): from ``since`` to ``until``, both inclusive.

    A report from ``late_since`` on counts as well, if there is one: it came in too late for the digest before. As what
    was told is known, no overlap of windows tells anything twice.
    """

    since: datetime
    until: datetime
    late_since: datetime | None = None

    @property
    def start(self) -> datetime:
        """The time of the earliest report that counts."""
        return self.late_since or self.since


class Traits(Record):
    """What the store tells of an event beside its record: its ``feeds``, and which followed names it goes by."""

    feeds: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()


class Update(Record):
    """What changed of an event since it was told: ``name`` of a figure or fact, before and after in words.

    ``name`` is that of a figure ("killed", "launched drone"), "status", "outcome", "response", "next_round",
    "attacker", or "disputed", whose ``after`` is "53 to 60 killed". ``reports`` ("ARTICLE/RECORD") say so.
    """

    name: str
    before: str | None
    after: str
    reports: tuple[str, ...] = ()


class Entry(Record):
    """An event of a digest; ``updates`` are empty for a new one.

    ``others`` are further demands of the same party to the same other, all of them new or with the same news (all
    rejected), which are told together.
    """

    event: Event
    updates: tuple[Update, ...] = ()
    others: tuple[Event, ...] = ()

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything that it tells of."""
        return (self.event, *self.others)


class Group(Record):
    """Entries of one conflict and place, the gravest first.

    ``conflict`` is "Sudan", "Russia and Ukraine" or "", where nobody knows; ``place`` is "El Fasher" or "". Groups of
    one conflict follow one another.
    """

    conflict: str
    place: str
    entries: tuple[Entry, ...]


class Posted(Record):
    """What a channel keeps of a digest that it was told: when, of what time, and what became of each event.

    ``told`` are the updates by event, none for a new one, ``passed`` those that were not told, as in the digest.
    """

    at: datetime
    window: Window
    follows: tuple[Follow, ...] = ()
    told: dict[str, tuple[Update, ...]] = Field(default_factory=dict)
    passed: dict[str, Verdict] = Field(default_factory=dict)


class Digest(Record):
    """What a channel is to be told, in this order; ``told`` is what it has been told once this is posted.

    ``figures`` are the events of the key figures, the gravest first. An event stands in one of ``new`` and
    ``updates``; ``contested`` are those of them whose figures are disputed. ``passed`` are the ids of events of the
    window that are not told, each with the reason.
    """

    window: Window
    follows: tuple[Follow, ...] = ()
    figures: tuple[Event, ...] = ()
    new: tuple[Group, ...] = ()
    updates: tuple[Group, ...] = ()
    contested: tuple[Event, ...] = ()
    passed: dict[str, Verdict] = Field(default_factory=dict)
    told: tuple[Told, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.new or self.updates)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, in the order of telling."""
        return tuple(entry for group in (*self.new, *self.updates) for entry in group.entries)

    def posted(self, at: datetime) -> Posted:
        """What is kept of it once it was posted."""
        told = {event.id: entry.updates for entry in self.entries for event in entry.events}
        return Posted(at=at, window=self.window, follows=self.follows, told=told, passed=self.passed)


class Reason(Record):
    """Why an event was or wasn't in the last digest of a channel, or would be in the next where none was posted.

    ``text`` is plain words, one or two sentences. ``posted`` is when that digest was, None for the next one. ``told``
    is when the channel was last told of the event. ``unmet`` has of each follow, in order, the conditions that the
    event doesn't fit ("place Sudan", "at least 10 killed"). ``asked`` is the id that was asked for, where the event
    has another now.
    """

    event: str
    verdict: Verdict
    text: str
    posted: datetime | None = None
    told: datetime | None = None
    updates: tuple[Update, ...] = ()
    unmet: tuple[tuple[str, ...], ...] = ()
    asked: str | None = None
