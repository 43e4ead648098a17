"""What a chat channel has set for itself: what it follows, when its digest comes, when it wants quiet."""

from __future__ import annotations

from datetime import datetime, time
from typing import Literal

from pydantic import Field, PositiveInt

from briefings.records import Record

Platform = Literal["console", "discord", "slack"]
Section = Literal["talks", "demands", "strikes", "casualties"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEK: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Channel(Record):
    """A channel of a chat; ``workspace`` is the server or workspace that it is in, both by the platform's ids."""

    platform: Platform
    workspace: str
    channel: str

    @property
    def key(self) -> str:
        """Its name in the store, unique over all platforms."""
        return f"{self.platform}:{self.workspace}:{self.channel}"

    @property
    def audience(self) -> str | None:
        """Who may see what is pasted and followed here: everyone in the workspace, and nobody else.

        None is the operator, whose console sees everything and whose articles are open to all.
        """
        return None if self.platform == "console" else f"{self.platform}:{self.workspace}"


class Follow(Record):
    """What a channel wants to be told of: all conditions that are set must fit an event.

    ``feed`` is an address, ``killed`` the least number of killed. A channel with several follows is told of what fits
    any of them; one with none, of everything that it may see.
    """

    feed: str | None = None
    place: str | None = None
    party: str | None = None
    section: Section | None = None
    killed: PositiveInt | None = None


class Schedule(Record):
    """When a digest is posted: wall-clock ``times`` in the IANA ``zone``, on ``days``."""

    times: tuple[time, ...] = Field(min_length=1)
    zone: str = "UTC"
    days: tuple[Weekday, ...] = Field(default=WEEK, min_length=1)
    paused: bool = False


class Quiet(Record):
    """Hours without unscheduled posts, from ``start`` to ``end`` of the IANA ``zone``; they may pass midnight."""

    start: time
    end: time
    zone: str = "UTC"


class ChannelSettings(Record):
    """Everything that a channel has set; ``silent`` posts nothing on an empty day instead of a line that says so."""

    channel: Channel
    follows: tuple[Follow, ...] = ()
    schedule: Schedule | None = None
    quiet: Quiet | None = None
    silent: bool = False


class Told(Record):
    """What a channel was last told of an event, and when.

    ``figures`` are the counts told by the names of figures, ``facts`` the values told by the names of facts that are
    news when they change (outcome, status, response …).
    """

    event: str
    at: datetime
    figures: dict[str, int] = Field(default_factory=dict)
    facts: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    contested: bool = False
