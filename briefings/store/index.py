"""The index of items that a merge works on: neighbours, leaders and the events that come of them.

It is synchronous, as the merge is pure: ``Store.merge`` runs a whole step within one writing transaction.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select, update

from briefings.store import rows
from briefings.store.briefings import NARROW
from briefings.store.merged import save_events
from briefings.store.records import IndexedItem
from briefings.store.tables import Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import ColumnElement, Connection, Select

    from briefings.events import Item as ItemRecord
    from briefings.store.records import Box, EventEntry, Window

_INDEXED = select(Item.key, Item.order, Item.features, Item.leader)


class MergeIndex:
    """The items of a store within a transaction."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection

    def unmerged(self, limit: int | None = None) -> tuple[IndexedItem, ...]:
        """Items that wait to be merged, the most specific first."""
        return self._read(_INDEXED.where(Item.leader.is_(None)).order_by(Item.order, Item.key).limit(limit))

    def neighbours(self, window: Window) -> tuple[IndexedItem, ...]:
        """All items in ``window``, merged or not, the most specific first."""
        query = _INDEXED.where(Item.family == window.family, _meets(window), *_within(window.box))
        if window.locus:
            query = query.where(Item.locus.in_(("", window.locus)))
        return self._read(query.order_by(Item.order, Item.key))

    def followers(self, leader: str) -> tuple[IndexedItem, ...]:
        """The items led by ``leader``, itself included where it leads, the most specific first."""
        return self._read(_INDEXED.where(Item.leader == leader).order_by(Item.order, Item.key))

    def set_leader(self, key: str, leader: str | None) -> None:
        """Let an item follow ``leader``, itself where it leads, or None where it's to be merged later."""
        self._connection.execute(update(Item).where(Item.key == key).values(leader=leader))

    def items(self, keys: Iterable[str]) -> dict[str, ItemRecord]:
        """Whole items by key, with their sources and these's reprints as they are now."""
        return rows.items(self._connection, keys)

    def save_events(self, entries: Iterable[EventEntry]) -> Mapping[str, str]:
        """Keep merged events; gives ids that are no more, each with that of the event that took its place.

        To be saved together: every event that an item came to or was taken from.
        """
        return save_events(self._connection, entries)

    def _read(self, query: Select[str, str, str, str | None]) -> tuple[IndexedItem, ...]:
        return tuple(
            IndexedItem(key=row.key, order=row.order, features=row.features, leader=row.leader)
            for row in self._connection.execute(query)
        )


def _meets(window: Window) -> ColumnElement[bool]:
    """Whether days overlap, as ranges of first days: one cut out of an index, not all since the beginning."""
    reach = timedelta(days=NARROW - 1)
    earliest = window.day_from - reach if window.day_from - date.min > reach else date.min
    narrow = and_(Item.wide.is_(False), Item.day_from.between(earliest, window.day_to))
    wide = and_(Item.wide.is_(True), Item.day_from <= window.day_to)
    return and_(or_(narrow, wide), Item.day_to >= window.day_from)


def _within(box: Box | None) -> tuple[ColumnElement[bool], ...]:
    """Whether an item's places may lie in ``box``."""
    if box is None:
        return ()
    overlap = and_(Item.south <= box.north, Item.north >= box.south, Item.west <= box.east, Item.east >= box.west)
    return (or_(Item.south.is_(None), overlap),)
