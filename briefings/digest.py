"""Events + what a channel was already told → what it is to be told now; pure."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from briefings.channels import Follow, Told
from briefings.events import Event
from briefings.records import Record

Verdict = Literal["new", "update", "unchanged", "unfollowed", "outside"]
"""Why an event is, or isn't, in a digest: told already and unchanged, fits no follow, not told of in the window."""


class Window(Record):
    """The time that a digest covers: reports from ``since`` (inclusive) to ``until`` (exclusive), in UTC."""

    since: datetime
    until: datetime


class Update(Record):
    """What changed of an event since it was told: ``name`` of a figure or fact, before and after in words."""

    name: str
    before: str | None
    after: str
    reports: tuple[str, ...] = ()


class Entry(Record):
    """An event of a digest; ``updates`` are empty for a new one."""

    event: Event
    updates: tuple[Update, ...] = ()


class Group(Record):
    """Entries of one conflict and place, the gravest first; ``name`` is "Sudan", ``place`` "El Fasher" or ""."""

    conflict: str
    place: str
    entries: tuple[Entry, ...]


class Digest(Record):
    """What a channel is to be told, in this order; ``told`` is what it has been told once this is posted.

    ``figures`` are the events of the key figures, the gravest first. An event stands in one of ``new`` and
    ``updates``; ``contested`` names those of them whose figures are disputed. ``passed`` are the ids of events of the
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
