"""Briefings, and the items that they consist of, with the version of the extractor that made them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from briefings.records import Briefing
from briefings.store import rows, tables
from briefings.store.base import Part
from briefings.store.engine import chunks, upsert
from briefings.store.tables import Article, Event, Item

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable, Sequence

    from sqlalchemy import ColumnElement

    from briefings.store.records import ItemEntry, Kept

NARROW = 31
"""Days that an item spans at most to be found by a range of first days; the wide ones are few and looked through."""

_PAGE = 100
"""Articles fetched at once: whole texts, so some 500 kB."""

_ITEMS = select(*(column for column in Item.__table__.columns if column.name not in {"leader", "event_id"})).where(
    Item.article_id == bindparam("article")
)
_INSERT_ITEM = insert(Item)


class Briefings(Part):
    """What the store does with briefings."""

    async def save_briefing(self, briefing: Briefing, extractor: str, items: Sequence[ItemEntry]) -> None:
        """Keep what an article says, in place of what an older extractor read, with its items.

        Items that are the same as before stay as they are, merged; new ones wait for the merge, and so do all
        that shared an event with one that is gone. Doing it again changes nothing.
        """
        await self._database.write(lambda connection: _save_briefing(connection, briefing, extractor, items))

    async def briefing(self, article: str) -> Briefing | None:
        """What a kept article says; None where it isn't briefed or not known."""
        query = select(*rows.ARTICLE, tables.Briefing.document).join(tables.Briefing).where(Article.id == article)
        row = await self._database.read(lambda connection: connection.execute(query).mappings().first())
        return rows.load(Briefing, row["document"] | {"article": rows.article_of(row)}, article) if row else None

    async def outdated_briefings(self, extractor: str | None = None) -> AsyncGenerator[Kept]:
        """Kept articles without a briefing, and with ``extractor`` those briefed by any other version, by id.

        The store may be written to meanwhile: each page is a transaction of its own.
        """
        outdated: ColumnElement[bool] = tables.Briefing.article_id.is_(None)
        if extractor is not None:
            outdated = or_(outdated, tables.Briefing.extractor != extractor)
        query = select(*rows.ARTICLE).outerjoin(tables.Briefing).where(Article.copy_of.is_(None), outdated)
        query = query.order_by(Article.id).limit(_PAGE)
        page = query
        while True:
            articles = await self._database.read(partial(rows.kept, query=page))
            for article in articles:
                yield article
            if len(articles) < _PAGE:
                return
            page = query.where(Article.id > articles[-1].article.id)


def _save_briefing(connection: Connection, briefing: Briefing, extractor: str, items: Sequence[ItemEntry]) -> None:
    """Store the document, and of the items only what changed."""
    article = briefing.article.id
    document = rows.dump(briefing, "article")
    connection.execute(
        upsert(connection.dialect.name, tables.Briefing, "article_id"),
        {"article_id": article, "extractor": extractor, "document": document},
    )
    fresh = {entry.item.key: _row(article, entry) for entry in items}
    there = {row["key"]: dict(row) for row in connection.execute(_ITEMS, {"article": article}).mappings()}
    same = {key for key, row in there.items() if row == fresh.get(key)}
    if gone := there.keys() - same:
        _remove(connection, gone)
    if added := [row for key, row in fresh.items() if key not in same]:
        connection.execute(_INSERT_ITEM, added)


def remove_briefing(connection: Connection, article: str) -> None:
    """Forget what an article says."""
    if keys := list(connection.scalars(select(Item.key).where(Item.article_id == article))):
        _remove(connection, keys)
    connection.execute(delete(tables.Briefing).where(tables.Briefing.article_id == article))


def _remove(connection: Connection, keys: Iterable[str]) -> None:
    """Take items away, and have all that they were merged with merged anew."""
    keys = list(keys)
    for some in chunks(keys):
        events = set(connection.scalars(select(Item.event_id).where(Item.key.in_(some)))) - {None}
        connection.execute(delete(Item).where(Item.key.in_(some)))
        for touched in chunks(events):
            connection.execute(update(Item).where(Item.event_id.in_(touched)).values(leader=None))
            left = select(Item.event_id).where(Item.event_id.in_(touched))
            connection.execute(delete(Event).where(Event.id.in_(touched), Event.id.not_in(left)))
        connection.execute(update(Item).where(Item.leader.in_(some)).values(leader=None))


def _row(article: str, entry: ItemEntry) -> dict[str, Any]:
    """The columns of an item; its source is that of its article."""
    return {
        "key": entry.item.key,
        "article_id": article,
        "kind": entry.item.kind,
        "family": entry.family,
        "locus": entry.locus,
        "day_from": entry.day_from,
        "day_to": entry.day_to,
        "wide": (entry.day_to - entry.day_from).days >= NARROW,
        "order": entry.order,
        "features": entry.features,
        "document": rows.dump(entry.item, "source"),
    }
