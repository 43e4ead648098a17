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
    from collections.abc import AsyncGenerator, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement

    from briefings.store.records import ItemEntry, Kept

NARROW = 31
"""Days that an item spans at most to be found by a range of first days; the wide ones are few and looked through."""

_PAGE = 100
"""Articles fetched at once: whole texts, so some 500 kB."""

_ITEMS = (
    select(*(column for column in Item.__table__.columns if column.name != "leader"))
    .join(Article, Article.id == Item.article_id)
    .where(or_(Article.id == bindparam("article"), Article.copy_of == bindparam("article")))
    .order_by(Item.key)
)
"""The items of an article, and of what was kept in its place until it came."""
_INSERT_ITEM = insert(Item)
_ORIGINAL = select(Article.copy_of).where(Article.id == bindparam("article"))


class Briefings(Part):
    """What the store does with briefings."""

    async def save_briefing(self, briefing: Briefing, extractor: str, items: Sequence[ItemEntry]) -> None:
        """Keep what an article says, in place of what an older extractor read, with its items.

        Items that are the same as before stay as they are, merged; new ones wait for the merge, and so do all
        that shared an event with one that is gone. Doing it again changes nothing, nor does it where the article has
        become a reprint meanwhile.
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
    if connection.execute(_ORIGINAL, {"article": article}).scalar():
        return  # another process kept its original while this one read it
    document = rows.dump(briefing, "article")
    connection.execute(
        upsert(connection.dialect.name, tables.Briefing, "article_id"),
        {"article_id": article, "extractor": extractor, "document": document},
    )
    fresh = {entry.item.key: _row(article, entry) for entry in items}
    there = {row["key"]: dict(row) for row in connection.execute(_ITEMS, {"article": article}).mappings()}
    events = {key: row.pop("event_id") for key, row in there.items()}
    same = {key for key, row in there.items() if row == fresh.get(key)}
    gone = {key: row for key, row in there.items() if key not in same}
    added = [row for key, row in fresh.items() if key not in same]
    touched = {event for key in gone if (event := events[key])}
    if gone:
        _remove(connection, gone, touched)
    if added:
        connection.execute(_INSERT_ITEM, [row | {"event_id": event} for row, event in _heirs(added, gone, events)])
    for some in chunks(touched):
        left = select(Item.event_id).where(Item.event_id.in_(some))
        connection.execute(delete(Event).where(Event.id.in_(some), Event.id.not_in(left)))


def _heirs(
    added: Sequence[dict[str, Any]], gone: Mapping[str, dict[str, Any]], events: Mapping[str, str | None]
) -> Iterator[tuple[dict[str, Any], str | None]]:
    """New items, each with the event of the old one in whose place it stands, so that the event's id leads on."""
    kept = {row["key"] for row in added}
    left = [key for key in gone if key not in kept]
    for row in added:
        heirless = (key for key in left if gone[key]["kind"] == row["kind"])
        key = row["key"] if row["key"] in gone else next(heirless, None)
        if key in left:
            left.remove(key)
        yield row, events[key] if key else None


def _remove(connection: Connection, keys: Iterable[str], events: Iterable[str]) -> None:
    """Take items out of their ``events``, and have all that they were merged with merged anew."""
    for some in chunks(keys):
        connection.execute(delete(Item).where(Item.key.in_(some)))
        connection.execute(update(Item).where(Item.leader.in_(some)).values(leader=None))
    for touched in chunks(events):
        connection.execute(update(Item).where(Item.event_id.in_(touched)).values(leader=None))


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
