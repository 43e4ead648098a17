"""The store's items as the clustering knows them: read once for all of an article, and written once.

A query costs as much as reading dozens of rows, and the items of one article mostly lie in the same days and
countries. So windows that overlap are read as one, and what is asked of them is answered from memory.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from briefings.merge import Node, Window, load, window

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefings.merge import Features
    from briefings.store.index import MergeIndex
    from briefings.store.records import IndexedItem


_LONGEST = 10
"""Days after which windows are read on their own though they share some: far apart, they share little else."""


class _Area(NamedTuple):
    """What has been read: all items of these days and loci ("" is all of them), their keys by locus."""

    family: str
    first: int
    last: int
    loci: frozenset[str]
    keys: dict[str, list[str]]

    def holds(self, where: Window) -> bool:
        """Whether a window lies within."""
        return (
            self.family == where.family
            and self.first <= where.first
            and where.last <= self.last
            and ("" in self.loci or where.locus in self.loci)
        )


class Neighbourhood:
    """What lies around some items; an index for ``merge.update``."""

    def __init__(self, index: MergeIndex, around: Iterable[Features]) -> None:
        """Read the neighbours of the items ``around``."""
        self._index = index
        self._nodes: dict[str, Node] = {}
        self._moved: dict[str, str] = {}
        windows = (window(features) for features in around if not features.closed)
        self._areas = [self._read(*hull) for hull in _hulls(windows)]

    def neighbours(self, where: Window) -> Sequence[Node]:
        """The items in a window, with the leaders that they have by now."""
        area = next((area for area in self._areas if area.holds(where)), None)
        if area is None:
            area = self._read(where.family, where.first, where.last, frozenset({where.locus}))
            self._areas.append(area)
        nodes, first, last = self._nodes, where.first, where.last
        return [  # what ``is_in`` says of the family and the locus, the area has seen to
            node
            for locus in (("", where.locus) if where.locus else area.keys)
            for key in area.keys.get(locus, ())
            if (node := nodes[key]).features.first <= last and node.features.last >= first
        ]

    def set_leader(self, key: str, leader: str) -> None:
        """Let the item ``key`` belong to ``leader`` from now on."""
        self._moved[key] = leader
        if node := self._nodes.get(key):
            self._nodes[key] = node._replace(leader=leader)

    def save(self) -> None:
        """Write the leaders that were set into the store."""
        self._index.set_leaders(self._moved)

    def _read(self, family: str, first: int, last: int, loci: frozenset[str]) -> _Area:
        area = _Area(family, first, last, loci, {})
        for item in self._index.around(family, loci, date.fromordinal(first), date.fromordinal(last)):
            node = self._nodes.setdefault(item.key, node_of(item))
            area.keys.setdefault(node.features.locus, []).append(item.key)
        return area


def node_of(item: IndexedItem) -> Node:
    """An item as the clustering knows it."""
    return Node(load(item.features), item.leader or "")


def _hulls(windows: Iterable[Window]) -> Iterator[tuple[str, int, int, frozenset[str]]]:
    """Windows that share days as one, with the loci of all of them."""
    ordered = sorted(set(windows))
    while ordered:
        family, first, last, locus = ordered.pop(0)
        loci = {locus}
        while ordered and ordered[0].family == family and ordered[0].first <= last <= first + _LONGEST:
            another = ordered.pop(0)
            last = max(last, another.last)
            loci.add(another.locus)
        yield family, first, last, frozenset(loci)
