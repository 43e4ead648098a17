"""The feeds that are followed, by whom, and their health."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from briefings.sources.health import FeedState
from briefings.store.base import Part
from briefings.store.readers import EVERYONE, admit_to_feed, readers_of_feed
from briefings.store.tables import Feed, FeedReader

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Feeds(Part):
    """What the store does with feeds; ``reader`` is a workspace that follows one, or everyone."""

    async def add_feed(self, url: str, reader: str = EVERYONE) -> bool:
        """Follow a feed, and say whether that is new; what came from it before may be read from now on."""

        def add(connection: Connection) -> bool:
            if not connection.execute(select(Feed.url).where(Feed.url == url)).first():
                connection.execute(insert(Feed), {"url": url} | dict(FeedState()))
            return admit_to_feed(connection, url, reader)

        return await self._database.write(add)

    async def remove_feed(self, url: str, reader: str = EVERYONE) -> bool:
        """Follow a feed no more, and say whether it was followed; its articles stay.

        It is asked no more when nobody follows it.
        """

        def remove(connection: Connection) -> bool:
            query = delete(FeedReader).where(FeedReader.url == url, FeedReader.reader == reader)
            removed = connection.execute(query).rowcount > 0
            if removed and not connection.execute(select(FeedReader.url).where(FeedReader.url == url)).first():
                connection.execute(delete(Feed).where(Feed.url == url))
            return removed

        return await self._database.write(remove)

    async def feeds(self, audience: str | None = None) -> dict[str, FeedState]:
        """Every feed that is followed, by address, in order; with an audience those that it may read."""
        query = select(*Feed.__table__.columns).order_by(Feed.url)
        if audience is not None:
            query = query.where(Feed.url.in_(select(FeedReader.url).where(FeedReader.reader.in_((EVERYONE, audience)))))
        rows = await self._database.read(lambda connection: connection.execute(query).mappings().all())
        return {row["url"]: FeedState(**{key: row[key] for key in FeedState.model_fields}) for row in rows}

    async def readers(self, origin: str) -> frozenset[str]:
        """Who may read what comes from a source: of a feed those who follow it, of any other everyone."""
        return await self._database.read(lambda connection: readers_of_feed(connection, origin))

    async def save_feed(self, url: str, state: FeedState) -> bool:
        """Keep how a round over a feed ended; False where the feed was removed meanwhile and stays so."""
        query = update(Feed).where(Feed.url == url).values(dict(state))
        return await self._database.write(lambda connection: connection.execute(query).rowcount > 0)
