"""Articles and their reprints: kept once, however often and wherever they are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, insert, or_, select

from briefings.store import rows
from briefings.store.base import Part
from briefings.store.engine import chunks
from briefings.store.records import Candidate, Kept, NewArticle, Stored
from briefings.store.tables import Article, Sketch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    Judge = Callable[[tuple[Candidate, ...]], str | None]

_CANDIDATES = 20
"""Only so many articles, those that share most, are given to judge: boilerplate is shared by thousands."""


class Articles(Part):
    """What the store does with articles."""

    async def known_urls(self, keys: Iterable[str]) -> frozenset[str]:
        """Those of the canonical addresses that an article or a reprint is kept for."""
        async with self._database.read() as connection:
            found = [
                key
                for some in chunks(keys)
                for key in await connection.scalars(select(Article.url_key).where(Article.url_key.in_(some)))
            ]
        return frozenset(key for key in found if key)

    async def find_copy(self, text_hash: str, sketch: frozenset[int]) -> tuple[Candidate, ...]:
        """The kept articles that have the same text or share some of the sketch; those that share most first."""
        async with self._database.read() as connection:
            return await connection.run_sync(_candidates, text_hash, sketch)

    async def add_article(self, new: NewArticle, judge: Judge, *, now: datetime) -> Stored:
        """Keep an article unless it is known, as a reprint where ``judge`` names one that it copies.

        Look-up, judgement and storing are one transaction, so that of two copies that come in at once one is
        the other's reprint. ``judge`` gets what ``find_copy`` gives. Doing it again changes nothing.
        """
        async with self._database.write() as connection:
            return await connection.run_sync(_add_article, new, judge, now)

    async def add_reprint(self, new: NewArticle, original: str, *, now: datetime) -> Stored:
        """Note that ``new`` is a copy of the kept article ``original``, unless it is known."""
        return await self.add_article(new, lambda _: original, now=now)

    async def article(self, article: str) -> Kept | None:
        """A kept article with its source; None for a reprint, whose text isn't kept, and for an unknown id."""
        async with self._database.read() as connection:
            query = select(*rows.ARTICLE).where(Article.id == article, Article.copy_of.is_(None))
            found = (await connection.execute(query)).mappings().all()
            return next(iter(await connection.run_sync(rows.kept, found)), None)


def _candidates(connection: Connection, text_hash: str, sketch: frozenset[int]) -> tuple[Candidate, ...]:
    """Count by article what it shares, in the database."""
    shared: dict[str, int] = {}
    for some in chunks(map(rows.signed, sketch)):
        counts = select(Sketch.article_id, func.count()).where(Sketch.hash.in_(some)).group_by(Sketch.article_id)
        for article, count in connection.execute(counts):
            shared[article] = shared.get(article, 0) + count
    most = sorted(shared, key=lambda article: (-shared[article], article))[:_CANDIDATES]
    # A reprint of the same text leads to what it is a copy of.
    same_text = select(func.coalesce(Article.copy_of, Article.id)).where(Article.text_hash == text_hash)
    same = set(connection.scalars(same_text))
    query = select(Article.id, Article.outlet, Article.publisher, Article.reported, Article.sketch_size)
    found = [
        Candidate(
            article=row.id,
            outlet=row.outlet,
            publisher=row.publisher,
            reported=row.reported,
            same_text=row.id in same,
            shared=shared.get(row.id, 0),
            size=row.sketch_size,
        )
        for row in connection.execute(query.where(Article.id.in_({*most, *same})))
    ]
    return tuple(sorted(found, key=lambda each: (not each.same_text, -each.shared, each.article)))


def _add_article(connection: Connection, new: NewArticle, judge: Judge, now: datetime) -> Stored:
    """Decide and store; nobody else writes meanwhile."""
    known = select(func.coalesce(Article.copy_of, Article.id)).where(
        or_(Article.id == new.article.id, Article.url_key == new.url_key)
    )
    if (there := connection.execute(known).scalar()) is not None:
        return Stored(state="known", article=there)
    original = judge(_candidates(connection, new.text_hash, new.sketch))
    connection.execute(insert(Article).values(_row(new, original, now)))
    if original:
        return Stored(state="reprint", article=original)
    if new.sketch:
        connection.execute(
            insert(Sketch),
            [{"hash": each, "article_id": new.article.id} for each in sorted(map(rows.signed, new.sketch))],
        )
    return Stored(state="new", article=new.article.id)


def _row(new: NewArticle, original: str | None, now: datetime) -> dict[str, Any]:
    """The columns of an article; of a reprint without the text."""
    article = new.article
    return {
        "id": article.id,
        "url_key": new.url_key,
        "url": article.url,
        "text_hash": new.text_hash,
        "sketch_size": len(new.sketch),
        "copy_of": original,
        "title": article.title,
        "outlet": article.outlet,
        "publisher": new.publisher,
        "language": article.language,
        "published": article.published,
        "reported": new.reported,
        "partial": new.partial,
        "origin": new.source,
        "stored_at": now,
        "text": None if original else article.text,
    }
