"""How merged events are written: what they are found by, and what became of ids that are no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from briefings.store import rows
from briefings.store.engine import chunks, upsert
from briefings.store.keys import folded, place_keys
from briefings.store.tables import Article, Event, EventAlias, EventParty, EventPlace, Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from briefings.store.records import EventEntry


class _Place(NamedTuple):
    """Where an item stood: when it was reported, its key, and the event that it belonged to."""

    reported: datetime
    key: str
    event: str | None


def save_events(connection: Connection, entries: Iterable[EventEntry]) -> Mapping[str, str]:
    """Write events and retire the ids of those that lost all their items to them."""
    entries = list(entries)
    before = _places(connection, [key for entry in entries for key in entry.items])
    for entry in entries:
        _save(connection, entry, [before[key].reported for key in entry.items])
    now = {key: entry.event.id for entry in entries for key in entry.items}
    successors: dict[str, str] = {}
    for place in sorted(before.values()):
        # The id of an event comes from its first report: whoever has that one now is its successor.
        if place.event and place.event != now[place.key]:
            successors.setdefault(place.event, now[place.key])
    return _retire(connection, successors)


def _places(connection: Connection, keys: Iterable[str]) -> dict[str, _Place]:
    """Where the items stand now."""
    query = select(Article.reported, Item.key, Item.event_id).join(Article, Article.id == Item.article_id)
    found = (row for some in chunks(keys) for row in connection.execute(query.where(Item.key.in_(some))))
    return {row.key: _Place(row.reported, row.key, row.event_id) for row in found}


def _save(connection: Connection, entry: EventEntry, reported: list[datetime]) -> None:
    """Write one event with its look-ups, and tell its items that they are its."""
    event, last = entry.event, max(reported)
    connection.execute(
        upsert(connection, Event, ["id"]),
        {
            "id": event.id,
            "kind": event.kind,
            "first_reported": min(reported),
            "last_reported": last,
            "document": rows.dump(event),
        },
    )
    places = folded(entry.places) | (place_keys(event.place) if event.place else frozenset())
    parties = folded((*event.parties, *entry.parties))
    for table, names in ((EventPlace, places), (EventParty, parties)):
        connection.execute(delete(table).where(table.event_id == event.id))
        if names:
            found = [{"name": name, "last_reported": last, "event_id": event.id} for name in sorted(names)]
            connection.execute(insert(table), found)
    connection.execute(delete(EventAlias).where(EventAlias.old == event.id))  # an id that came back to life
    for some in chunks(entry.items):
        connection.execute(update(Item).where(Item.key.in_(some)).values(event_id=event.id))


def _retire(connection: Connection, successors: Mapping[str, str]) -> Mapping[str, str]:
    """Replace events that have no item left by the name of their successor."""
    alive: set[str | None] = set()
    for some in chunks(successors):
        query = select(Item.event_id).where(Item.event_id.in_(some)).group_by(Item.event_id).having(func.count() > 0)
        alive.update(connection.scalars(query))
    retired = {old: new for old, new in successors.items() if old not in alive}
    for old, new in retired.items():
        connection.execute(update(EventAlias).where(EventAlias.event_id == old).values(event_id=new))
        connection.execute(delete(Event).where(Event.id == old))
        connection.execute(upsert(connection, EventAlias, ["old"]), {"old": old, "event_id": new})
    return retired
