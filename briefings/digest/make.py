"""The events of a window + what was told + what is followed → the digest."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from briefings.digest.changes import figures_of, told_of, updates
from briefings.digest.follows import fits
from briefings.digest.groups import conflicts, gathered, graver, grouped
from briefings.digest.records import LATE, Digest, Entry, Posted, Traits, Verdict, Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from briefings.channels import Follow, Told
    from briefings.events import Event

DAY = timedelta(hours=24)
"""What a channel's first digest covers."""
_KEY_FIGURES = 5
"""Events of the key figures: what is read at a glance."""
_NOTHING_KNOWN = Traits()


def window_after(last: Posted | None, now: datetime) -> Window:
    """The window of the next digest of a channel: since its last one, with what came in too late for that.

    The late reports are those of 48 hours, but never of a time before the first window. That is of a day, and of the
    whole day on which it begins: a report without an hour is dated by the start of its day.
    """
    if last is None:
        since = now - DAY
        return Window(since=since, until=now, late_since=since.replace(hour=0, minute=0, second=0, microsecond=0))
    before = last.window
    return Window(since=before.until, until=now, late_since=max(before.start, before.until - LATE))


def make_digest(
    events: Iterable[Event],
    told: Mapping[str, Told],
    follows: Sequence[Follow],
    window: Window,
    traits: Mapping[str, Traits],
) -> Digest:
    """What a channel is to be told of the events of ``window``, whatever their order.

    ``told`` and ``traits`` are by the ids of events. Each event is told, or passed over for a reason that is given.
    """
    events = sorted(events, key=graver)
    verdicts = {event.id: _judge(event, told, follows, traits) for event in events}
    conflict = conflicts(events)
    new = [Entry(event=event) for event in events if verdicts[event.id] == "new"]
    updated = [
        Entry(event=event, updates=updates(event, told[event.id])) for event in events if verdicts[event.id] == "update"
    ]
    telling = [event for event in events if verdicts[event.id] in {"new", "update"}]
    return Digest(
        window=window,
        follows=tuple(follows),
        figures=tuple(event for event in telling if figures_of(event))[:_KEY_FIGURES],
        new=grouped(gathered(new), conflict),
        updates=grouped(gathered(updated), conflict),
        contested=tuple(event for event in telling if event.contested),
        passed={event: verdict for event, verdict in sorted(verdicts.items()) if verdict not in {"new", "update"}},
        told=tuple(told_of(event, told.get(event.id), window.until) for event in telling),
    )


def _judge(event: Event, told: Mapping[str, Told], follows: Sequence[Follow], traits: Mapping[str, Traits]) -> Verdict:
    if not fits(event, follows, traits.get(event.id, _NOTHING_KNOWN)):
        return "unfollowed"
    if event.id not in told:
        return "new"
    return "update" if updates(event, told[event.id]) else "unchanged"
