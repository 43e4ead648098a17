"""The feeds that are followed, and their health."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from briefings.store.base import Part
from briefings.store.engine import insert_missing
from briefings.store.records import FeedState
from briefings.store.tables import Feed


class Feeds(Part):
    """What the store does with feeds."""

    async def add_feed(self, url: str) -> bool:
        """Follow a feed, and say whether it is a new one."""
        async with self._database.write() as connection:
            added = await connection.execute(insert_missing(connection, Feed).values(dict(FeedState(url=url))))
            return bool(added.rowcount)

    async def remove_feed(self, url: str) -> bool:
        """Follow a feed no more, and say whether it was followed; its articles stay."""
        async with self._database.write() as connection:
            return bool((await connection.execute(delete(Feed).where(Feed.url == url))).rowcount)

    async def feeds(self) -> tuple[FeedState, ...]:
        """Every feed that is followed, by address."""
        async with self._database.read() as connection:
            found = await connection.execute(select(*Feed.__table__.columns).order_by(Feed.url))
            return tuple(FeedState(**row) for row in found.mappings())

    async def save_feed(self, state: FeedState) -> bool:
        """Keep how a round over a feed ended; False where the feed was removed meanwhile and stays so."""
        async with self._database.write() as connection:
            changed = await connection.execute(update(Feed).where(Feed.url == state.url).values(dict(state)))
            return bool(changed.rowcount)
