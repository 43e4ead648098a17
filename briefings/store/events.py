"""Events as they are asked for."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Select, Text, cast, select, union_all

from briefings.errors import AmbiguousError
from briefings.events import Event as EventRecord
from briefings.store import rows
from briefings.store.base import Part
from briefings.store.keys import asked_place_keys, folded
from briefings.store.tables import Event, EventAlias, EventParty, EventPlace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from briefings.events import Kind

_DOCUMENT = cast(Event.document, Text).label("document")

_TOLD = 3
"""Ids told where a shortened one may be any of them."""


class Asked(NamedTuple):
    """Which events: told of at or after ``since`` and first told of before ``until``, of kinds, place and party.

    Names count as they are folded: "Kyiv" and "KYIV" are one, and a region or a country has all its places.
    """

    since: datetime | None = None
    until: datetime | None = None
    kinds: Iterable[Kind] = ()
    place: str | None = None
    party: str | None = None
    limit: int | None = None


class Events(Part):
    """What the store tells of events."""

    async def events(self, asked: Asked = Asked()) -> tuple[EventRecord, ...]:  # noqa: B008 - immutable
        """The events asked for, those with the newest report first."""
        return await self._database.read(lambda connection: _load(connection, _query(asked)))

    async def export(self, asked: Asked = Asked()) -> AsyncIterator[EventRecord]:  # noqa: B008 - immutable
        """The events asked for, those with the newest report first, one by one as they were at the first."""
        async with aclosing(self._database.stream(_query(asked))) as pages:
            async for page in pages:
                for row in page:
                    yield rows.load(EventRecord, row.document, row.id)

    async def event(self, name: str) -> EventRecord | None:
        """The event with this id, one that had it, or the only one whose id begins with it.

        Raises:
            AmbiguousError: the ids of several events do.
        """
        return await self._database.read(lambda connection: _find(connection, name))


def _load(connection: Connection, query: Select[str, str]) -> tuple[EventRecord, ...]:
    return tuple(rows.load(EventRecord, row.document, row.id) for row in connection.execute(query))


def _find(connection: Connection, name: str) -> EventRecord | None:
    names = union_all(select(Event.id, Event.id.label("old")), select(EventAlias.event_id, EventAlias.old)).subquery()
    found = list(connection.scalars(select(names.c.id).where(names.c.old == name)))
    if not found and name:
        begun = select(names.c.id).where(names.c.old > name, names.c.old < f"{name}\U0010ffff")
        found = list(connection.scalars(begun.distinct().order_by(names.c.id).limit(_TOLD + 1)))
    if len(found) > 1:
        others = ", ".join(found[:_TOLD]) + (" …" if found[_TOLD:] else "")
        raise AmbiguousError(f"{name}: several events begin so: {others}")
    query = select(Event.id, _DOCUMENT).where(Event.id.in_(found))
    return next(iter(_load(connection, query)), None) if found else None


def _query(asked: Asked) -> Select[str, str]:
    """Find the rows by one range of an index: the latest of a place, of a party, or of all."""
    query = select(Event.id, _DOCUMENT)
    if asked.since:
        query = query.where(Event.last_reported >= asked.since)
    if asked.until:
        query = query.where(Event.first_reported < asked.until)
    if kinds := list(asked.kinds):
        query = query.where(Event.kind.in_(kinds))
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
        yield EventParty, folded((asked.party,))
