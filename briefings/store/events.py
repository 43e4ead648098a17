"""Events as they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Select, select, union_all

from briefings.errors import AmbiguousError
from briefings.events import Event as EventRecord
from briefings.store import rows
from briefings.store.base import Part
from briefings.store.keys import asked_place_keys, folded
from briefings.store.tables import Event, EventAlias, EventParty, EventPlace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from datetime import datetime

    from briefings.events import Kind

_AT_ONCE = 200
"""Events fetched at once in an export, which may be larger than the memory."""


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
        async with self._database.read() as connection:
            found = (await connection.execute(_query(asked))).all()
        return tuple(rows.load(EventRecord, row.document, row.id) for row in found)

    async def export(self, asked: Asked = Asked()) -> AsyncIterator[EventRecord]:  # noqa: B008 - immutable
        """The events asked for, one by one, as they were when the first was given."""
        async with self._database.read() as connection:
            result = await connection.stream(_query(asked), execution_options={"yield_per": _AT_ONCE})
            async for row in result:
                yield rows.load(EventRecord, row.document, row.id)

    async def event(self, name: str) -> EventRecord | None:
        """The event with this id, one that had it, or the only one whose id begins with it.

        Raises:
            AmbiguousError: the ids of several events do.
        """
        query = select(Event.id, Event.document)
        async with self._database.read() as connection:
            names = union_all(select(Event.id, Event.id.label("old")), select(EventAlias.event_id, EventAlias.old))
            found = names.subquery()
            exact = (await connection.scalars(select(found.c.id).where(found.c.old == name))).first()
            if exact is None and name:
                begun = select(found.c.id).where(found.c.old > name, found.c.old < f"{name}\U0010ffff")
                some = (await connection.scalars(begun.distinct().order_by(found.c.id).limit(4))).all()
                if len(some) > 1:
                    others = ", ".join(some[:3]) + (" …" if some[3:] else "")
                    raise AmbiguousError(f"{name}: several events begin so: {others}")
                exact = next(iter(some), None)
            row = (await connection.execute(query.where(Event.id == exact))).first() if exact else None
        return rows.load(EventRecord, row.document, row.id) if row else None


def _query(asked: Asked) -> Select[Any]:
    """Find the rows by one range of an index: the latest of a place, of a party, or of all."""
    query = select(Event.id, Event.document)
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
