"""Items that wait in a store → its events: one transaction, to be run after briefings came in or changed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from briefings import merge
from briefings.records import Strike, Talk
from briefings.store.records import EventEntry, ItemEntry, Window

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefings.events import Item, Source
    from briefings.merge import Features, Node
    from briefings.records import Briefing, Place
    from briefings.store.index import MergeIndex
    from briefings.store.records import IndexedItem


def entries_of(briefing: Briefing, source: Source) -> tuple[ItemEntry, ...]:
    """What a store keeps of the happenings that one article tells of, still unmerged."""
    items = merge.items(briefing, source)
    return tuple(_entry(item, features) for item, features in zip(items, merge.describe(items), strict=True))


def settle(index: MergeIndex) -> Mapping[str, str]:
    """Merge every item that waits; gives the ids of events that are no more, each with its successor's.

    What comes out depends on the items in the store alone, not on the order in which they came.
    """
    waiting = [_node(item) for item in index.unmerged()]
    leaders = merge.update(_Stored(index), waiting)
    groups = {leader: [item.key for item in index.followers(leader)] for leader in sorted(leaders)}
    return index.save_events(retell(index.items(keys)) for keys in groups.values() if keys)


class _Stored:
    """The store's items as the clustering knows them."""

    def __init__(self, index: MergeIndex) -> None:
        self._index = index

    def neighbours(self, where: merge.Window) -> Sequence[Node]:
        window = Window(
            family=where.family,
            locus=where.locus,
            day_from=date.fromordinal(where.first),
            day_to=date.fromordinal(where.last),
        )
        return [_node(item) for item in self._index.neighbours(window)]

    def set_leader(self, key: str, leader: str) -> None:
        self._index.set_leader(key, leader)


def _node(item: IndexedItem) -> Node:
    return merge.Node(merge.load(item.features), item.leader or "")


def _entry(item: Item, features: Features) -> ItemEntry:
    specificity, reported, key = merge.order_key(features)
    return ItemEntry(
        item=item,
        family="" if features.closed else features.family,
        locus=features.locus,
        day_from=date.fromordinal(features.first),
        day_to=date.fromordinal(features.last),
        order=f"{specificity + _MIDDLE:04d} {reported} {key}",
        features=merge.dump(features),
    )


_MIDDLE = 1_000
"""Added to a specificity, so that as text, too, the most specific comes first."""


def retell(items: Mapping[str, Item]) -> EventEntry:
    """The event that ``items`` (at least one, by key) tell of."""
    places = tuple(place for item in items.values() for place in _places(item))
    return EventEntry(event=merge.assemble(items.values()), items=tuple(items), places=places)


def _places(item: Item) -> Iterator[Place]:
    """Every place that an item names: an attack on five cities is found by each of them."""
    for record in item.records:
        if isinstance(record, Strike):
            yield from record.places
        elif isinstance(record, Talk) and record.place:
            yield record.place
