"""The index of items that a merge works on: neighbours, leaders and the events that come of them.

It is synchronous, as the merge is pure: ``Store.merge`` runs a whole step within one writing transaction.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Date, and_, bindparam, or_, select, update

from briefings.store import rows
from briefings.store.briefings import NARROW
from briefings.store.merged import save_events
from briefings.store.records import IndexedItem
from briefings.store.tables import Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, Select

    from briefings.events import Item as ItemRecord
    from briefings.store.records import EventEntry, Window

_INDEXED = select(Item.key, Item.order, Item.features, Item.leader).order_by(Item.order, Item.key)
_UNMERGED = _INDEXED.where(Item.leader.is_(None))
_FOLLOWERS = _INDEXED.where(Item.leader == bindparam("of"))
_SET_LEADER = update(Item).where(Item.key == bindparam("of")).values(leader=bindparam("to"))


class MergeIndex:
    """The items of a store within a transaction."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection

    def unmerged(self, limit: int | None = None) -> tuple[IndexedItem, ...]:
        """Items that wait to be merged, the most specific first."""
        return self._read(_UNMERGED.limit(limit))

    def neighbours(self, window: Window) -> tuple[IndexedItem, ...]:
        """All items in ``window``, merged or not, the most specific first."""
        reach = timedelta(days=NARROW - 1)
        earliest = window.day_from - reach if window.day_from - date.min > reach else date.min
        given = window.model_dump(exclude={"box"}) | {"earliest": earliest}
        box = window.box.model_dump() if window.box else {}
        return self._read(_neighbours(bool(window.locus), bool(box)), **given, **box)

    def followers(self, leader: str) -> tuple[IndexedItem, ...]:
        """The items led by ``leader``, itself included where it leads, the most specific first."""
        return self._read(_FOLLOWERS, of=leader)

    def set_leader(self, key: str, leader: str | None) -> None:
        """Let an item follow ``leader``, itself where it leads, or None where it's to be merged later."""
        self._connection.execute(_SET_LEADER, {"of": key, "to": leader})

    def items(self, keys: Iterable[str]) -> dict[str, ItemRecord]:
        """Whole items by key, with their sources and these's reprints as they are now."""
        return rows.items(self._connection, keys)

    def save_events(self, entries: Iterable[EventEntry]) -> Mapping[str, str]:
        """Keep merged events; gives ids that are no more, each with that of the event that took its place.

        To be saved together: every event that an item came to or was taken from.
        """
        return save_events(self._connection, entries)

    def _read(self, query: Select[str, str, str, str | None], **given: object) -> tuple[IndexedItem, ...]:
        return tuple(IndexedItem(*row) for row in self._connection.execute(query, given))


@cache
def _neighbours(with_locus: bool, with_box: bool) -> Select[str, str, str, str | None]:  # noqa: FBT001 - a key
    """Items in a window. Overlapping days are ranges of first days: one cut out of an index, not all since ever."""
    day_from, day_to = bindparam("day_from", type_=Date), bindparam("day_to", type_=Date)
    narrow = and_(Item.wide.is_(False), Item.day_from.between(bindparam("earliest", type_=Date), day_to))
    wide = and_(Item.wide.is_(True), Item.day_from <= day_to)
    query = _INDEXED.where(Item.family == bindparam("family"), or_(narrow, wide), Item.day_to >= day_from)
    if with_locus:
        query = query.where(or_(Item.locus == "", Item.locus == bindparam("locus")))
    if with_box:
        overlap = and_(
            Item.south <= bindparam("north"),
            Item.north >= bindparam("south"),
            Item.west <= bindparam("east"),
            Item.east >= bindparam("west"),
        )
        query = query.where(or_(Item.south.is_(None), overlap))
    return query
