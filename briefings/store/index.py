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
from briefings.store.engine import chunks
from briefings.store.merged import save_events
from briefings.store.records import IndexedItem
from briefings.store.tables import Item

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import Connection, Select

    from briefings.events import Item as ItemRecord
    from briefings.store.records import EventEntry

_INDEXED = select(Item.key, Item.features, Item.leader)
_UNMERGED = _INDEXED.where(Item.leader.is_(None)).order_by(Item.order, Item.key)
_LED_BY = select(Item.leader, Item.key).where(Item.leader.in_(bindparam("leaders", expanding=True)))
_SET_LEADER = update(Item).where(Item.key == bindparam("of")).values(leader=bindparam("to"))


class MergeIndex:
    """The items of a store within a transaction."""

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection

    def unmerged(self) -> tuple[IndexedItem, ...]:
        """Items that wait to be merged, the most specific first."""
        return tuple(self._read(_UNMERGED))

    def around(self, family: str, loci: Collection[str], first: date, last: date) -> list[IndexedItem]:
        """All items of ``family``, merged or not, that share a day with ``first`` to ``last``, in no order.

        They are those of any of ``loci`` and those without a locus; with "" among ``loci`` they are all.
        """
        reach = timedelta(days=NARROW - 1)
        earliest = first - reach if first - date.min > reach else date.min
        given = {"family": family, "day_from": first, "day_to": last, "earliest": earliest}
        if "" in loci:
            return self._read(_around(with_loci=False), **given)
        return self._read(_around(with_loci=True), **given, loci=sorted({"", *loci}))

    def led_by(self, leaders: Iterable[str]) -> dict[str, list[str]]:
        """The keys of the items that each of ``leaders`` leads, in order; those that lead none are left out."""
        found: dict[str, list[str]] = {}
        for some in chunks(leaders):
            for leader, key in self._connection.execute(_LED_BY, {"leaders": some}):
                found.setdefault(str(leader), []).append(key)
        return {leader: sorted(keys) for leader, keys in sorted(found.items())}

    def set_leaders(self, leaders: Mapping[str, str]) -> None:
        """Let items, by key, each follow a leader: itself where it leads."""
        if leaders:
            self._connection.execute(_SET_LEADER, [{"of": key, "to": leader} for key, leader in leaders.items()])

    def items(self, keys: Iterable[str]) -> dict[str, ItemRecord]:
        """Whole items by key, with their sources and these's reprints as they are now."""
        return rows.items(self._connection, keys)

    def save_events(self, entries: Iterable[EventEntry]) -> Mapping[str, str]:
        """Keep merged events; gives ids that are no more, each with that of the event that took its place.

        To be saved together: every event that an item came to or was taken from.
        """
        return save_events(self._connection, entries)

    def _read(self, query: Select[str, str, str | None], **given: object) -> list[IndexedItem]:
        return [IndexedItem._make(row) for row in self._connection.execute(query, given)]


@cache
def _around(*, with_loci: bool) -> Select[str, str, str | None]:
    """Items in windows. Overlapping days are ranges of first days: one cut out of an index, not all since ever."""
    day_from, day_to = bindparam("day_from", type_=Date), bindparam("day_to", type_=Date)
    narrow = and_(Item.wide.is_(False), Item.day_from.between(bindparam("earliest", type_=Date), day_to))
    wide = and_(Item.wide.is_(True), Item.day_from <= day_to)
    query = _INDEXED.where(Item.family == bindparam("family"), or_(narrow, wide), Item.day_to >= day_from)
    return query.where(Item.locus.in_(bindparam("loci", expanding=True))) if with_loci else query
