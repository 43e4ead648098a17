"""Items → events: who belongs to whom, so that the order of arrival makes no difference.

Star clustering. Items stand in one order, the most specific first. An item is a leader unless it is like a leader
before it; then it belongs to the likest of those. So its fate depends on items before it alone, and the whole is a
function of the set of items. When items come in or go, only those that a changed leader touches are looked at
again, in the same order, each of them after all that it depends on.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, NamedTuple, Protocol

from briefings.merge.features import order_key
from briefings.merge.likeness import SAME, is_in, same, window

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefings.merge.features import Features
    from briefings.merge.likeness import Window


class Node(NamedTuple):
    """An item in an index: its features and the key of its leader, its own for a leader, "" for a new one."""

    features: Features
    leader: str

    @property
    def leads(self) -> bool:
        """Whether it is a leader."""
        return self.leader == self.features.key


class Index(Protocol):
    """What a store does for the clustering."""

    def neighbours(self, where: Window) -> Sequence[Node]:
        """The items in a window (see ``is_in``), with the leaders that they have at present."""

    def set_leader(self, key: str, leader: str) -> None:
        """Let the item ``key`` belong to ``leader`` from now on."""


def choose_leader(features: Features, leaders: Iterable[Features]) -> str:
    """The key of the likest of those ``leaders`` that stand before an item, or its own where none is like it."""
    order = order_key(features)
    best, likest = features.key, (-SAME, order)
    for leader in leaders:
        before = order_key(leader)
        if before < order and (likeness := same(features, leader)) >= SAME:
            best, likest = min((best, likest), (leader.key, (-likeness, before)), key=lambda each: each[1])
    return best


def update(index: Index, dirty: Iterable[Node]) -> frozenset[str]:
    """Settle the items ``dirty`` (new ones with the leader "") and all that they touch.

    The new items must already be in ``index``. Returns the keys of all leaders, old and new, whose events changed.
    """
    waiting = {node.features.key: node for node in dirty}
    heap = [(order_key(node.features), key) for key, node in waiting.items()]
    heapq.heapify(heap)
    changed: set[str] = set()
    while heap:
        order, key = heapq.heappop(heap)
        node = waiting.pop(key)
        around = [] if node.features.closed else index.neighbours(window(node.features))
        leader = choose_leader(node.features, (each.features for each in around if each.leads))
        changed |= {leader, node.leader} if leader != node.leader else set()
        if leader != node.leader:
            index.set_leader(key, leader)
        if node.leads == (leader == key):
            continue
        for each in around:
            if each.features.key in waiting or order_key(each.features) <= order:
                continue
            if same(node.features, each.features) >= SAME:
                waiting[each.features.key] = each
                heapq.heappush(heap, (order_key(each.features), each.features.key))
    return frozenset(changed - {""})


def cluster(features: Iterable[Features]) -> dict[str, str]:
    """The leader of each item, by keys: what ``update`` comes to, for items at hand."""
    leaders: dict[str, str] = {}
    found: dict[tuple[str, int], list[Features]] = {}
    for each in sorted(features, key=order_key):
        where = window(each)
        near = {known.key: known for week in _weeks(where) for known in found.get((each.family, week), ())}
        leader = each.key
        if not each.closed:
            leader = choose_leader(each, (known for known in near.values() if is_in(known, where)))
            if leader == each.key:
                for week in _weeks(each):
                    found.setdefault((each.family, week), []).append(each)
        leaders[each.key] = leader
    return leaders


def _weeks(days: Window | Features) -> range:
    """Numbers of the weeks that the days lie in."""
    return range(days.first // 7, days.last // 7 + 1)
