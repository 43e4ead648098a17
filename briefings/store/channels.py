"""Channels of chats: what they set, what they were told, and what their threads last asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Text, cast, delete, select

from briefings.answers import Turn
from briefings.channels import Channel, ChannelSettings, Told
from briefings.digest import Digest
from briefings.store import rows, tables
from briefings.store.base import Part
from briefings.store.engine import upsert

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

_MEMORY = timedelta(days=30)
"""How long a thread's last question is kept: a follow-up after a month is another matter."""


class Posted(NamedTuple):
    """A digest that a channel was given."""

    at: datetime
    digest: Digest


class Channels(Part):
    """What the store does with channels."""

    async def channel(self, channel: Channel) -> ChannelSettings:
        """What a channel has set; nothing where it is unknown."""
        query = select(tables.Channel.document).where(tables.Channel.key == channel.key)
        document = await self._database.read(lambda connection: connection.scalar(query))
        return rows.load(ChannelSettings, document, channel.key) if document else ChannelSettings(channel=channel)

    async def channels(self) -> tuple[ChannelSettings, ...]:
        """Every channel that has set something, by key."""
        query = select(tables.Channel.key, tables.Channel.document).order_by(tables.Channel.key)
        found = await self._database.read(lambda connection: connection.execute(query).all())
        return tuple(rows.load(ChannelSettings, document, key) for key, document in found)

    async def save_channel(self, settings: ChannelSettings) -> None:
        """Keep what a channel has set, in place of what it had."""
        values = {"key": settings.channel.key, "document": rows.dump(settings)}
        await self._database.write(
            lambda connection: connection.execute(upsert(connection.dialect.name, tables.Channel, "key"), values)
        )

    async def told(self, channel: Channel) -> dict[str, Told]:
        """What a channel was last told of each event, by the id that the event has now."""
        alias = tables.EventAlias
        query = (
            select(tables.Told.document, alias.event_id)
            .outerjoin(alias, alias.old == tables.Told.event_id)
            .where(tables.Told.channel == channel.key)
        )
        found = await self._database.read(lambda connection: connection.execute(query).all())
        told: dict[str, Told] = {}
        for document, now in found:
            each = rows.load(Told, document, channel.key)
            event = now or each.event
            # Of two events that became one, it was last told of the later told.
            if event not in told or told[event].at <= each.at:
                told[event] = each.model_copy(update={"event": event})
        return told

    async def record_digest(self, channel: Channel, digest: Digest, at: datetime) -> None:
        """Keep that a channel was given a digest, and all that it has thereby been told."""

        def record(connection: Connection) -> None:
            values = {"channel": channel.key, "at": at, "document": rows.dump(digest)}
            connection.execute(upsert(connection.dialect.name, tables.Digest, "channel", "at"), values)
            told = [
                {"channel": channel.key, "event_id": each.event, "document": rows.dump(each)} for each in digest.told
            ]
            if told:
                connection.execute(upsert(connection.dialect.name, tables.Told, "channel", "event_id"), told)

        await self._database.write(record)

    async def last_digest(self, channel: Channel) -> Posted | None:
        """The digest that a channel was last given."""
        digest = tables.Digest
        query = select(digest.at, cast(digest.document, Text)).where(digest.channel == channel.key)
        query = query.order_by(digest.at.desc()).limit(1)
        found = await self._database.read(lambda connection: connection.execute(query).first())
        return Posted(found[0], rows.load(Digest, found[1], channel.key)) if found else None

    async def thread(self, key: str) -> Turn | None:
        """What a thread last asked."""
        query = select(tables.Thread.document).where(tables.Thread.key == key)
        document = await self._database.read(lambda connection: connection.scalar(query))
        return rows.load(Turn, document, key) if document else None

    async def save_thread(self, key: str, turn: Turn, *, now: datetime) -> None:
        """Keep what a thread asked, and forget threads that nobody came back to in a month."""

        def save(connection: Connection) -> None:
            connection.execute(delete(tables.Thread).where(tables.Thread.at < now - _MEMORY))
            values = {"key": key, "at": now, "document": rows.dump(turn)}
            connection.execute(upsert(connection.dialect.name, tables.Thread, "key"), values)

        await self._database.write(save)
