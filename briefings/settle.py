"""Items that wait in a store → its events: one transaction, to be run after briefings came in or changed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from briefings import merge
from briefings.neighbourhood import Neighbourhood, node_of
from briefings.records import Casualty, Strike, Talk
from briefings.store.records import EventEntry, ItemEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefings.events import Item, Source
    from briefings.merge import Features
    from briefings.records import Briefing, Place
    from briefings.store.index import MergeIndex

_AT_ONCE = 200
"""Items settled with what lies around them in memory: those of some articles, else a slice."""
_MIDDLE = 1_000
"""Added to a specificity, so that as text, too, the most specific comes first."""


def entries_of(briefing: Briefing, source: Source) -> tuple[ItemEntry, ...]:
    """What a store keeps of the happenings that one article tells of, still unmerged."""
    items = merge.items(briefing, source)
    return tuple(_entry(item, features) for item, features in zip(items, merge.describe(items), strict=True))


def settle(index: MergeIndex) -> Mapping[str, str]:
    """Merge every item that waits; gives the ids of events that are no more, each with its successor's.

    What comes out depends on the items in the store alone, not on the order in which they came.
    """
    waiting = sorted(map(node_of, index.unmerged()), key=lambda node: (node.features.family, node.features.first))
    leaders: set[str] = set()
    for start in range(0, len(waiting), _AT_ONCE):
        some = waiting[start : start + _AT_ONCE]
        stored = Neighbourhood(index, (node.features for node in some))
        leaders |= merge.update(stored, some)
        stored.save()
    groups = index.led_by(leaders)
    items = index.items(key for keys in groups.values() for key in keys)
    return index.save_events(retell({key: items[key] for key in keys}) for keys in groups.values())


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


def retell(items: Mapping[str, Item]) -> EventEntry:
    """The event that ``items`` (at least one, by key) tell of."""
    places = tuple(place for item in items.values() for place in _places(item))
    hurt = (record.party for item in items.values() for record in item.records if isinstance(record, Casualty))
    parties = tuple(dict.fromkeys(party for party in hurt if party))
    return EventEntry(event=merge.assemble(items.values()), items=tuple(items), places=places, parties=parties)


def _places(item: Item) -> Iterator[Place]:
    """Every place that an item names: an attack on five cities is found by each of them."""
    for record in item.records:
        if isinstance(record, Strike):
            yield from record.places
        elif isinstance(record, Talk | Casualty) and record.place:
            yield record.place
