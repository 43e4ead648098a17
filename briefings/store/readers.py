"""Who may read an article: everyone, or where it is private the workspaces that pasted it or follow its feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, delete, exists, insert, select, update

from briefings.store.engine import chunks
from briefings.store.tables import Article, ArticleReader, FeedReader

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement

EVERYONE = ""
"""The reader that stands for all: what the operator takes in is open."""

_PRIVATE = select(Article.id).where(Article.private).limit(1)
_READERS = select(ArticleReader.article_id, ArticleReader.reader).where(
    ArticleReader.article_id.in_(bindparam("some", expanding=True))
)


def has_private(connection: Connection) -> bool:
    """Whether any article is private; most stores have none, and need not look at readers at all."""
    return connection.execute(_PRIVATE).first() is not None


def readable(audience: str) -> ColumnElement[bool]:
    """The condition that ``audience`` may read the article of the row."""
    own = exists().where(ArticleReader.article_id == Article.id, ArticleReader.reader == audience)
    return ~Article.private | own


def readers_of(connection: Connection, articles: Iterable[str]) -> dict[str, frozenset[str]]:
    """The readers of each of the articles that is private; one that isn't named is open to everyone."""
    private: dict[str, set[str]] = {}
    for some in chunks(articles):
        query = select(Article.id).where(Article.id.in_(some), Article.private)
        private.update((article, set()) for article in connection.scalars(query))
    for some in chunks(private):
        for article, reader in connection.execute(_READERS, {"some": some}):
            private[article].add(reader)
    return {article: frozenset(readers) for article, readers in private.items()}


def admit(connection: Connection, articles: Iterable[str], readers: frozenset[str]) -> None:
    """Let ``readers`` read the articles, beside those who may already."""
    known = readers_of(connection, articles)
    if EVERYONE in readers:
        for some in chunks(known):
            connection.execute(update(Article).where(Article.id.in_(some)).values(private=False))
            connection.execute(delete(ArticleReader).where(ArticleReader.article_id.in_(some)))
        return
    if new := [
        {"article_id": article, "reader": reader} for article, there in known.items() for reader in readers - there
    ]:
        connection.execute(insert(ArticleReader), new)


def admit_to_feed(connection: Connection, feed: str, reader: str) -> bool:
    """Let ``reader`` read a feed with all that came from it, and say whether that is new."""
    if connection.execute(select(FeedReader.url).where(FeedReader.url == feed, FeedReader.reader == reader)).first():
        return False
    connection.execute(insert(FeedReader), {"url": feed, "reader": reader})
    came = connection.scalars(select(Article.id).where(Article.origin == feed, Article.private))
    admit(connection, list(came), frozenset({reader}))
    return True


def readers_of_feed(connection: Connection, feed: str) -> frozenset[str]:
    """Who reads a feed; of any other source, everyone."""
    readers = frozenset(connection.scalars(select(FeedReader.reader).where(FeedReader.url == feed)))
    return readers or frozenset({EVERYONE})


def covers(readers: frozenset[str], others: frozenset[str]) -> bool:
    """Whether all of ``others`` are among ``readers``."""
    return EVERYONE in readers or others <= readers
