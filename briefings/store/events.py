"""Events as they are asked for."""

from __future__ import annotations

from contextlib import aclosing
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Select, Text, cast, or_, select, union_all

from briefings.errors import AmbiguousError
from briefings.events import Event as EventRecord
from briefings.store import rows
from briefings.store.base import Part
from briefings.store.keys import asked_party_keys, asked_place_keys, event_place_keys, folded
from briefings.store.tables import Article, Event, EventAlias, EventParty, EventPlace, Item

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from briefings.events import Item as ItemRecord
    from briefings.events import Kind
    from briefings.store.records import EventEntry

    Retell = Callable[[Mapping[str, ItemRecord]], EventEntry]

_DOCUMENT = cast(Event.document, Text).label("document")

_TOLD = 3
"""Ids told where a shortened one may be any of them."""


_KINDS = ("strike", "talks", "casualties", "demand")
"""The order of events of one day that killed alike."""


class AsOf(NamedTuple):
    """A moment in the past; ``retell`` makes an event of those of its items, by key, that were reported by then."""

    moment: datetime
    retell: Retell


class Asked(NamedTuple):
    """Which events: told of at or after ``since``, of kinds, place and party; as they stood ``as_of`` a moment.

    Names count as they are folded: "Kyiv" and "KYIV" are one, and a region or a country has all its places.
    """

    since: datetime | None = None
    as_of: AsOf | None = None
    kinds: Iterable[Kind] = ()
    place: str | None = None
    party: str | None = None
    limit: int | None = None


class Events(Part):
    """What the store tells of events."""

    async def events(self, asked: Asked = Asked()) -> tuple[EventRecord, ...]:  # noqa: B008 - immutable
        """The events asked for, those of the newest day of report first, of one day those that killed most."""
        return await self._database.read(lambda connection: _events(connection, asked))

    async def export(self, asked: Asked = Asked()) -> AsyncIterator[EventRecord]:  # noqa: B008 - immutable
        """The events asked for, those with the newest report first, one by one as they were at the first."""
        async with aclosing(self._database.stream(_query(asked))) as pages:
            async for page in pages:
                for row in page:
                    if _is_past(row.last_reported, asked):
                        yield rows.load(EventRecord, row.document, row.id)
                    elif found := await self._database.read(partial(_retold, event=row.id, asked=asked)):
                        yield found.event

    async def event(self, name: str) -> EventRecord | None:
        """The event with this id, one that had it, or the only one whose id begins with it.

        Raises:
            AmbiguousError: the ids of several events do.
        """
        return await self._database.read(lambda connection: _find(connection, name))


class _Told(NamedTuple):
    """An event, and when its newest report came."""

    reported: datetime
    event: EventRecord

    @property
    def rank(self) -> tuple[int, int, int, float, str]:
        """Its place in a list."""
        toll = self.event.figures.get("killed")
        killed = next((each for each in (toll.best, toll.low, toll.high) if each is not None), 0) if toll else 0
        kind = _KINDS.index(self.event.kind)
        return (-self.reported.toordinal(), -killed, kind, -self.reported.timestamp(), self.event.id)


def _events(connection: Connection, asked: Asked) -> tuple[EventRecord, ...]:
    found = []
    for row in connection.execute(_query(asked)).all():
        if _is_past(row.last_reported, asked):
            found.append(_Told(row.last_reported, rows.load(EventRecord, row.document, row.id)))
        elif told := _retold(connection, row.id, asked):
            found.append(told)
    return tuple(each.event for each in sorted(found, key=lambda each: each.rank))


def _is_past(last_reported: datetime, asked: Asked) -> bool:
    """Whether all that is told of an event was told by the moment asked for."""
    return asked.as_of is None or last_reported <= asked.as_of.moment


def _retold(connection: Connection, event: str, asked: Asked) -> _Told | None:
    """An event as it stood when some of its reports were still to come; None where it then wasn't what is asked for."""
    if asked.as_of is None:
        return None
    keys = select(Item.key).join(Article, Article.id == Item.article_id)
    keys = keys.where(Item.event_id == event, Article.reported <= asked.as_of.moment)
    items = rows.items(connection, connection.scalars(keys))
    if not items:
        return None
    entry = asked.as_of.retell(items)
    told = _Told(max(item.source.reported for item in items.values()), entry.event)
    fits = (
        (asked.since is None or told.reported >= asked.since)
        and (not (kinds := tuple(asked.kinds)) or told.event.kind in kinds)
        and (asked.place is None or not asked_place_keys(asked.place).isdisjoint(event_place_keys(entry)))
        and (asked.party is None or not asked_party_keys(asked.party).isdisjoint(folded(told.event.parties)))
    )
    return told if fits else None


def _find(connection: Connection, name: str) -> EventRecord | None:
    names = union_all(select(Event.id, Event.id.label("old")), select(EventAlias.event_id, EventAlias.old)).subquery()
    found = list(connection.scalars(select(names.c.id).where(names.c.old == name)))
    if not found and name:
        begun = select(names.c.id).where(names.c.old > name, names.c.old < f"{name}\U0010ffff")
        found = list(connection.scalars(begun.distinct().order_by(names.c.id).limit(_TOLD + 1)))
    if len(found) > 1:
        others = ", ".join(found[:_TOLD]) + (" …" if found[_TOLD:] else "")
        raise AmbiguousError(f"{name}: several events begin so: {others}")
    if not found:
        return None
    row = connection.execute(select(Event.id, _DOCUMENT).where(Event.id.in_(found))).one()
    return rows.load(EventRecord, row.document, row.id)


def _query(asked: Asked) -> Select[str, datetime, str]:
    """Find the rows by one range of an index: the latest of a place, of a party, or of all.

    With ``as_of`` also those of which more was told later, whatever they now are.
    """
    query = select(Event.id, Event.last_reported, _DOCUMENT)
    if asked.since:
        query = query.where(Event.last_reported >= asked.since)
    if asked.as_of:
        query = query.where(Event.first_reported <= asked.as_of.moment)
    if kinds := list(asked.kinds):
        fits = Event.kind.in_(kinds)
        query = query.where(or_(fits, Event.last_reported > asked.as_of.moment) if asked.as_of else fits)
    for table, names in _names(asked):
        named = select(table.event_id).where(table.name.in_(sorted(names)))
        if asked.since:
            named = named.where(table.last_reported >= asked.since)
        query = query.where(Event.id.in_(named))
    return query.order_by(Event.last_reported.desc(), Event.id.desc()).limit(asked.limit)


def _names(asked: Asked) -> Iterable[tuple[type[EventPlace | EventParty], frozenset[str]]]:
    if asked.place is not None:
        yield EventPlace, asked_place_keys(asked.place)
    if asked.party is not None:
        yield EventParty, asked_party_keys(asked.party)
