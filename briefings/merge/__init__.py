"""Briefings → events: which reports are of one happening, and what they say of it together. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.merge.assemble import assemble, event_id
from briefings.merge.clusters import Index, Node, cluster, update
from briefings.merge.describe import describe
from briefings.merge.features import Features, dump, load, order_key
from briefings.merge.items import items
from briefings.merge.likeness import Window, is_in, same, window

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.events import Event, Item

__all__ = [
    "Features",
    "Index",
    "Node",
    "Window",
    "assemble",
    "cluster",
    "describe",
    "dump",
    "event_id",
    "is_in",
    "items",
    "load",
    "merge",
    "order_key",
    "same",
    "update",
    "window",
]


def merge(told: Iterable[Item]) -> tuple[Event, ...]:
    """The events that the items of any articles tell of, the newest first; the order of ``told`` changes nothing."""
    by_article: dict[str, list[Item]] = {}
    for item in told:
        by_article.setdefault(item.source.article, []).append(item)
    leaders = cluster(features for article in by_article.values() for features in describe(article))
    groups: dict[str, list[Item]] = {}
    for article in by_article.values():
        for item in article:
            groups.setdefault(leaders[item.key], []).append(item)
    events = [assemble(group) for group in groups.values()]
    return tuple(sorted(events, key=_newest_first))


def _newest_first(event: Event) -> tuple[int, str]:
    """The day of the happening, else of its newest report."""
    told = [report.published for report in event.reports if report.published]
    day = event.when.end if event.when and event.when.end else max(told, default=None)
    return (-day.toordinal() if day else 0, event.id)
