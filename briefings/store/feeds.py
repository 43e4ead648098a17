"""The feeds that are followed, and their health."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from briefings.sources.health import FeedState
from briefings.store.base import Part
from briefings.store.tables import Feed

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Feeds(Part):
    """What the store does with feeds."""

    async def add_feed(self, url: str) -> bool:
        """Follow a feed, and say whether it is a new one."""

        def add(connection: Connection) -> bool:
            if connection.execute(select(Feed.url).where(Feed.url == url)).first():
                return False
            connection.execute(insert(Feed), {"url": url} | dict(FeedState()))
            return True

        return await self._database.write(add)

    async def remove_feed(self, url: str) -> bool:
        """Follow a feed no more, and say whether it was followed; its articles stay."""
        query = delete(Feed).where(Feed.url == url)
        return await self._database.write(lambda connection: connection.execute(query).rowcount > 0)

    async def feeds(self) -> dict[str, FeedState]:
        """Every feed that is followed, by address, in order."""
        query = select(*Feed.__table__.columns).order_by(Feed.url)
        rows = await self._database.read(lambda connection: connection.execute(query).mappings().all())
        return {row["url"]: FeedState(**{key: row[key] for key in FeedState.model_fields}) for row in rows}

    async def save_feed(self, url: str, state: FeedState) -> bool:
        """Keep how a round over a feed ended; False where the feed was removed meanwhile and stays so."""
        query = update(Feed).where(Feed.url == url).values(dict(state))
        return await self._database.write(lambda connection: connection.execute(query).rowcount > 0)
