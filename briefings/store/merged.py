"""How merged events are written: what they are found by, and what became of ids that are no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update

from briefings.store import rows
from briefings.store.engine import chunks, upsert
from briefings.store.keys import event_days, event_party_keys, event_place_keys
from briefings.store.tables import Article, Event, EventAlias, EventParty, EventPlace, Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from briefings.store.records import EventEntry


class _Place(NamedTuple):
    """Where an item stood: when it was reported, its key, and the event that it belonged to."""

    reported: datetime
    key: str
    event: str | None


# Made once: putting a statement together takes longer than running it.
_SOME: BindParameter[Sequence[str]] = bindparam("some", expanding=True)
_STANDING = (
    select(Article.reported, Item.key, Item.event_id)
    .join(Article, Article.id == Item.article_id)
    .where(Item.key.in_(_SOME))
)
_ALIVE = select(Item.event_id).where(Item.event_id.in_(_SOME)).distinct()
_DROP_ALIASES = delete(EventAlias).where(EventAlias.old.in_(_SOME))
_DROP_NAMES = {table: delete(table).where(table.event_id.in_(_SOME)) for table in (EventPlace, EventParty)}
_ADD_NAMES = {table: insert(table) for table in _DROP_NAMES}
_SET_EVENT = update(Item).where(Item.key == bindparam("of")).values(event_id=bindparam("to"))


def save_events(connection: Connection, entries: Iterable[EventEntry]) -> Mapping[str, str]:
    """Write events and retire the ids of those that lost all their items to them."""
    entries = list(entries)
    if not entries:
        return {}
    now = {key: entry.event.id for entry in entries for key in entry.items}
    before = _places(connection, now)
    last = {entry.event.id: max(before[key].reported for key in entry.items) for entry in entries}
    written = [_row(entry, [before[key].reported for key in entry.items]) for entry in entries]
    connection.execute(upsert(connection.dialect.name, Event, "id"), written)
    _write_names(connection, entries, last)
    for some in chunks(last):  # an id may come back to life
        connection.execute(_DROP_ALIASES, {"some": some})
    if moved := [{"of": key, "to": event} for key, event in now.items() if before[key].event != event]:
        connection.execute(_SET_EVENT, moved)
    successors: dict[str, str] = {}
    for place in sorted(before.values(), key=lambda each: each[:2]):
        # The id of an event comes from its first report: whoever has that one now is its successor.
        if place.event and place.event != now[place.key]:
            successors.setdefault(place.event, now[place.key])
    return _retire(connection, successors)


def _row(entry: EventEntry, reported: Sequence[datetime]) -> dict[str, Any]:
    """The columns of an event whose items were reported at these moments."""
    first, last = event_days(entry.event, reported)
    return {
        "id": entry.event.id,
        "kind": entry.event.kind,
        "first_reported": min(reported),
        "last_reported": max(reported),
        "day_from": first,
        "day_to": last,
        "document": rows.dump(entry.event),
    }


def _places(connection: Connection, keys: Iterable[str]) -> dict[str, _Place]:
    """Where the items stand now."""
    found = (row for some in chunks(keys) for row in connection.execute(_STANDING, {"some": some}))
    return {row.key: _Place(row.reported, row.key, row.event_id) for row in found}


def _write_names(connection: Connection, entries: Iterable[EventEntry], last: Mapping[str, datetime]) -> None:
    """Write what the events are found by, in place of what they were."""
    places = {entry.event.id: event_place_keys(entry) for entry in entries}
    parties = {entry.event.id: event_party_keys(entry) for entry in entries}
    for table, names in ((EventPlace, places), (EventParty, parties)):
        for some in chunks(names):
            connection.execute(_DROP_NAMES[table], {"some": some})
        found = [
            {"name": name, "last_reported": last[event], "event_id": event}
            for event, keys in names.items()
            for name in sorted(keys)
        ]
        if found:
            connection.execute(_ADD_NAMES[table], found)


def _retire(connection: Connection, successors: Mapping[str, str]) -> Mapping[str, str]:
    """Replace events that have no item left by the name of their successor."""
    alive: set[str | None] = set()
    for some in chunks(successors):
        alive.update(connection.scalars(_ALIVE, {"some": some}))
    retired = {old: new for old, new in successors.items() if old not in alive}
    for old, new in retired.items():
        connection.execute(update(EventAlias).where(EventAlias.event_id == old).values(event_id=new))
        connection.execute(delete(Event).where(Event.id == old))
        connection.execute(upsert(connection.dialect.name, EventAlias, "old"), {"old": old, "event_id": new})
    return retired
