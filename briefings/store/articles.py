"""Articles and their reprints: kept once, however often and wherever they are printed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ARRAY, JSON, BigInteger, Connection, Select, bindparam, delete, func, insert, or_, select, update

from briefings.store import rows
from briefings.store.base import Part
from briefings.store.engine import chunks, upsert
from briefings.store.readers import EVERYONE, admit, covers, has_private, readers_of
from briefings.store.records import Candidate, Judgement, Kept, NewArticle, PassedOver, Stored
from briefings.store.tables import Address, Article, ArticleReader, Briefing, Item, Sketch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from briefings.store.records import NotedAddress

    Judge = Callable[[tuple[Candidate, ...]], Judgement | None]

_CANDIDATES = 20
"""Only so many articles, those that share most, are given to judge: boilerplate is shared by thousands."""

_KEPT_AS = func.coalesce(Article.copy_of, Article.id)
"""A reprint leads to the article that it is a copy of."""

# Made once: putting a statement together takes longer than running it.
_SAME_TEXT = select(_KEPT_AS).where(Article.text_hash == bindparam("text_hash"))
_SAME_ARTICLE = select(_KEPT_AS).where(or_(Article.id == bindparam("id"), Article.url_key == bindparam("url_key")))
_CANDIDATE = select(Article.id, Article.publisher, Article.reported, Article.sketch_size, Article.tolls).where(
    Article.id.in_(bindparam("some", expanding=True))
)
_INSERT = insert(Article)
_INSERT_SKETCH = insert(Sketch)
_INSERT_READER = insert(ArticleReader)


class Articles(Part):
    """What the store does with articles."""

    async def known_urls(self, keys: Iterable[str]) -> frozenset[str]:
        """Those of the canonical addresses that are kept or noted: there is no need to look there again."""
        return await self._database.read(lambda connection: _known(connection, keys))

    async def find_copy(self, text_hash: str, sketch: frozenset[int]) -> tuple[Candidate, ...]:
        """The kept articles that have the same text or share some of the sketch; those that share most first."""
        return await self._database.read(lambda connection: _candidates(connection, text_hash, sketch))

    async def judge(self, new: NewArticle, judge: Judge) -> Stored:
        """What would become of an article, by what is kept now: asked before the work of briefing it is done."""
        return await self._database.read(lambda connection: _judge(connection, new, judge))

    async def add_article(self, new: NewArticle, judge: Judge, *, now: datetime) -> Stored:
        """Keep an article unless it is known, as a reprint where ``judge`` names one that it copies.

        Where it is the original of kept ones, it takes their place, to be briefed in their stead. Look-up, judgement
        and storing are one transaction, so that of two copies that come in at once one is the other's reprint.
        ``judge`` gets what ``find_copy`` gives. Doing it again changes nothing.
        """
        return await self._database.write(lambda connection: _add_article(connection, new, judge, now))

    async def note_address(self, noted: NotedAddress, *, now: datetime) -> None:
        """Note where an address led to beside an article's own: to a kept one, or for a reason to none."""
        values = noted.model_dump() | {"noted_at": now}
        await self._database.write(
            lambda connection: connection.execute(upsert(connection.dialect.name, Address, "url_key"), values)
        )

    async def admit(self, key: str, readers: frozenset[str]) -> None:
        """Let ``readers`` read the article that a canonical address led to; mostly they may already."""

        def closed(connection: Connection) -> list[str]:
            if not has_private(connection):
                return []
            private = readers_of(connection, _led_to(connection, key))
            return [article for article, known in private.items() if not covers(known, readers)]

        if articles := await self._database.read(closed):
            await self._database.write(lambda connection: admit(connection, articles, readers))

    async def passed_over(self) -> dict[str, PassedOver]:
        """By feed, the entries that led to nothing that can be briefed."""
        return await self._database.read(_passed_over)

    async def article(self, article: str) -> Kept | None:
        """A kept article with its source; None for a reprint, whose text isn't kept, and for an unknown id."""
        query = select(*rows.ARTICLE).where(Article.id == article, Article.copy_of.is_(None))
        found = await self._database.read(lambda connection: rows.kept(connection, query))
        return found[0] if found else None


def _passed_over(connection: Connection) -> dict[str, PassedOver]:
    query = select(Address.origin, Address.reason).where(Address.reason.is_not(None))
    found: dict[str, PassedOver] = {}
    for row in connection.execute(query.order_by(Address.noted_at, Address.url_key)):
        before = found.get(row.origin)
        found[row.origin] = PassedOver(count=before.count + 1 if before else 1, last=row.reason)
    return found


def _known(connection: Connection, keys: Iterable[str]) -> frozenset[str]:
    keys, columns = list(keys), (Article.url_key, Address.url_key)
    queries = (select(column).where(column.in_(some)) for column in columns for some in chunks(keys))
    return frozenset(key for query in queries for key in connection.scalars(query) if key is not None)


def _led_to(connection: Connection, key: str) -> list[str]:
    """The article of a canonical address, and the one that it is a reprint of."""
    noted = select(Address.article_id).where(Address.url_key == key)
    found = connection.execute(
        select(Article.id, Article.copy_of).where(or_(Article.url_key == key, Article.id.in_(noted)))
    )
    return [article for row in found for article in row if article]


def _comparable(
    connection: Connection, candidates: tuple[Candidate, ...], readers: frozenset[str]
) -> tuple[Candidate, ...]:
    """Those of the candidates that one of the two may be an original to, each with who has the more readers."""
    found = []
    private = readers_of(connection, [each.article for each in candidates])
    for each in candidates:
        theirs = private.get(each.article, frozenset({EVERYONE}))
        more, fewer = covers(theirs, readers), covers(readers, theirs)
        if more or fewer:
            relation = "same" if more and fewer else "more" if more else "fewer"
            found.append(each.model_copy(update={"readers": relation}))
    return tuple(found)


def _candidates(connection: Connection, text_hash: str, sketch: frozenset[int]) -> tuple[Candidate, ...]:
    """Count by article what it shares, in the database."""
    shared: dict[str, int] = {}
    if sketch:
        hashes = sorted(map(rows.signed, sketch))
        found = connection.execute(_sharing(connection.dialect.name), {"hashes": hashes})
        shared = {row[0]: row[1] for row in found}
    same = set(connection.scalars(_SAME_TEXT, {"text_hash": text_hash}))
    if not shared and not same:
        return ()
    most = sorted(shared, key=lambda article: (-shared[article], article))[:_CANDIDATES]
    candidates = [
        Candidate(
            article=row.id,
            publisher=row.publisher,
            reported=row.reported,
            same_text=row.id in same,
            shared=shared.get(row.id, 0),
            size=row.sketch_size,
            tolls=frozenset(row.tolls.split()),
        )
        for row in connection.execute(_CANDIDATE, {"some": [*{*most, *same}]})
    ]
    return tuple(sorted(candidates, key=lambda each: (not each.same_text, -each.shared, each.article)))


@cache
def _sharing(dialect: str) -> Select[str, int]:
    """How many of ``hashes`` each article has; as one value, since a sketch is hundreds of them."""
    if dialect == "sqlite":
        given = func.json_each(bindparam("hashes", type_=JSON)).table_valued("value")
        within: ColumnElement[bool] = Sketch.hash.in_(select(given.c.value))
    else:
        within = Sketch.hash == func.any(bindparam("hashes", type_=ARRAY(BigInteger)))
    return select(Sketch.article_id, func.count()).where(within).group_by(Sketch.article_id)


def _add_article(connection: Connection, new: NewArticle, judge: Judge, now: datetime) -> Stored:
    """Decide and store; nobody else writes meanwhile."""
    stored, judgement = _decide(connection, new, judge)
    if stored.state == "known":
        admit(connection, [stored.article], new.readers)
        return stored
    publisher = judgement.voice or new.publisher
    connection.execute(_INSERT, _row(new, judgement.copy_of, now) | {"publisher": publisher})
    if EVERYONE not in new.readers:
        connection.execute(
            _INSERT_READER, [{"article_id": new.article.id, "reader": each} for each in sorted(new.readers)]
        )
    if stored.state == "new":
        if hashes := sorted(map(rows.signed, new.sketch)):
            connection.execute(_INSERT_SKETCH, [{"hash": each, "article_id": stored.article} for each in hashes])
        for copy in judgement.copies:
            _make_reprint(connection, copy, stored.article)
        told_on = Article.id.in_(judgement.updates)
        connection.execute(update(Article).where(told_on).values(publisher=publisher))
        connection.execute(update(Item).where(Item.article_id.in_(judgement.updates)).values(leader=None))
    return stored


def _judge(connection: Connection, new: NewArticle, judge: Judge) -> Stored:
    """Decide what an article is to the store."""
    return _decide(connection, new, judge)[0]


def _decide(connection: Connection, new: NewArticle, judge: Judge) -> tuple[Stored, Judgement]:
    there = connection.execute(_SAME_ARTICLE, {"id": new.article.id, "url_key": new.url_key}).scalar()
    if there is not None:
        return Stored(state="known", article=there), Judgement()
    like = _comparable(connection, _candidates(connection, new.text_hash, new.sketch), new.readers)
    judgement = judge(like) or Judgement()
    if judgement.copy_of:
        return Stored(state="reprint", article=judgement.copy_of), judgement
    return Stored(state="new", article=new.article.id, copies=judgement.copies), judgement


def _make_reprint(connection: Connection, article: str, original: str) -> None:
    """Let a kept article be a reprint of ``original``, as its own reprints are.

    Its items stay until those of the original take their place.
    """
    connection.execute(update(Article).where(Article.copy_of == article).values(copy_of=original))
    connection.execute(update(Article).where(Article.id == article).values(copy_of=original, text=None))
    connection.execute(delete(Sketch).where(Sketch.article_id == article))
    connection.execute(delete(Briefing).where(Briefing.article_id == article))


def _row(new: NewArticle, original: str | None, now: datetime) -> dict[str, Any]:
    """The columns of an article; of a reprint without the text."""
    article = new.article
    return {
        "id": article.id,
        "url_key": new.url_key,
        "url": article.url,
        "text_hash": new.text_hash,
        "sketch_size": len(new.sketch),
        "tolls": " ".join(sorted(new.tolls)),
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
        "private": EVERYONE not in new.readers,
    }
