"""How a feed is: when it is asked next, and what is to be said once of its going down and coming back. Pure.

Every time is a ``datetime`` in UTC; ``jitter`` is a fraction from 0 to 1 that the caller draws, so that feeds
first asked together drift apart.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from briefings.errors import FetchError
from briefings.records import Record

if TYPE_CHECKING:
    from briefings.errors import SourceError

News = Literal["down", "back"]
"""What is said of a feed, once each time."""

_JITTER = 0.1
"""The share of an interval that is at most added to it: a feed is never asked before its own time."""

_MAX_DOUBLINGS = 20
"""After as many failures every interval has reached the bound, whatever the settings."""


class Pace(Protocol):
    """What the settings say of feeds (``[feeds]``, where each is explained)."""

    @property
    def poll_minutes(self) -> float: ...  # noqa: D102
    @property
    def min_minutes(self) -> float: ...  # noqa: D102
    @property
    def max_minutes(self) -> float: ...  # noqa: D102
    @property
    def down_after(self) -> int: ...  # noqa: D102


class FeedState(Record):
    """What is remembered of a feed from one round to the next.

    ``etag`` and ``last_modified`` are those of the document read last. ``last_error`` stays after a success,
    with the time it is from; ``failures`` are those in a row. ``items_seen`` are entries, counted by who keeps them.
    ``every_minutes`` is how often the document said that it changes, which "not modified" doesn't say again.
    """

    etag: str | None = None
    last_modified: str | None = None
    next_poll: datetime | None = None
    last_success: datetime | None = None
    last_error: str | None = None
    last_error_at: datetime | None = None
    failures: int = 0
    items_seen: int = 0
    title: str | None = None
    down: bool = False
    every_minutes: float | None = None


class Reading(NamedTuple):
    """What a round that went well brought: the document's marks, its words on its pace, and the server's.

    ``every`` is how often the feed says that it changes. ``fresh`` is for how long the server says it holds: a
    server that says little of a whole site by it doesn't hurry anybody, but before that there is nothing new.
    """

    etag: str | None = None
    last_modified: str | None = None
    not_modified: bool = False
    title: str | None = None
    every: timedelta | None = None
    fresh: timedelta | None = None


class Step(NamedTuple):
    """The next state, and what is to be said now."""

    state: FeedState
    news: News | None = None


def is_due(state: FeedState, now: datetime) -> bool:
    """Whether it is time to ask the feed."""
    return state.next_poll is None or state.next_poll <= now


def after_success(state: FeedState, reading: Reading, now: datetime, jitter: float, pace: Pace) -> Step:
    """The feed was read, or had nothing new."""
    minutes = reading.every / timedelta(minutes=1) if reading.every is not None else None
    said = {"etag": reading.etag, "last_modified": reading.last_modified, "every_minutes": minutes}
    if reading.not_modified:  # what it leaves out holds still
        said = {name: value for name, value in said.items() if value is not None}
    every = said.get("every_minutes", state.every_minutes)
    wait = timedelta(minutes=pace.poll_minutes if every is None else float(every))
    if reading.fresh:
        wait = max(wait, reading.fresh)
    return Step(
        state.model_copy(
            update={
                **said,
                "next_poll": now + _drift(_bound(wait, pace), jitter),
                "last_success": now,
                "failures": 0,
                "title": reading.title or state.title,
                "down": False,
            }
        ),
        "back" if state.down else None,
    )


def after_failure(state: FeedState, error: SourceError, now: datetime, jitter: float, pace: Pace) -> Step:
    """The feed could not be read: it is asked ever more rarely, but never before the time it asks for itself."""
    failures = state.failures + 1
    permanent = isinstance(error, FetchError) and error.permanent
    wait = timedelta(minutes=pace.max_minutes)
    if not permanent:
        doublings = min(failures - 1, _MAX_DOUBLINGS)
        wait = _bound(timedelta(minutes=pace.poll_minutes) * 2**doublings, pace)
    if isinstance(error, FetchError) and error.retry_after is not None:
        wait = max(wait, _bound(timedelta(seconds=error.retry_after), pace))
    down = state.down or permanent or failures >= pace.down_after
    return Step(
        state.model_copy(
            update={
                "next_poll": now + _drift(wait, jitter),
                "last_error": str(error),
                "last_error_at": now,
                "failures": failures,
                "down": down,
            }
        ),
        "down" if down and not state.down else None,
    )


def _bound(every: timedelta, pace: Pace) -> timedelta:
    """``every`` within what the settings allow."""
    return min(max(every, timedelta(minutes=pace.min_minutes)), timedelta(minutes=pace.max_minutes))


def _drift(every: timedelta, jitter: float) -> timedelta:
    """``every`` and a little more."""
    return every * (1 + _JITTER * jitter)
