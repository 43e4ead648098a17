"""What the store keeps of channels: what they have set, what they were told, what was asked in their threads."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, union_all

from briefings.answers import Turn
from briefings.channels import ChannelSettings
from briefings.channels import Told as ToldRecord
from briefings.digest import Posted
from briefings.digest.changes import joined
from briefings.store import rows
from briefings.store.base import Part
from briefings.store.engine import chunks, upsert
from briefings.store.tables import Channel, Digest, EventAlias, Thread, Told

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from briefings.channels import Channel as ChannelRecord
    from briefings.digest import Digest as DigestRecord

_REMEMBERED = timedelta(days=30)
"""How long a thread goes on after its last question."""


class Channels(Part):
    """What the store does for channels."""

    async def channel(self, channel: ChannelRecord) -> ChannelSettings:
        """What a channel has set; the defaults where it has set nothing."""
        query = select(Channel.document).where(Channel.key == channel.key)
        document = await self._database.read(lambda connection: connection.scalar(query))
        return rows.load(ChannelSettings, document, channel.key) if document else ChannelSettings(channel=channel)

    async def channels(self) -> tuple[ChannelSettings, ...]:
        """What every channel has set that has set something, by their keys."""
        query = select(Channel.key, Channel.document).order_by(Channel.key)
        found = await self._database.read(lambda connection: connection.execute(query).all())
        return tuple(rows.load(ChannelSettings, row.document, row.key) for row in found)

    async def save_channel(self, settings: ChannelSettings) -> None:
        """Keep all that a channel has set."""
        row = {"key": settings.channel.key, "document": rows.dump(settings)}
        await self._database.write(lambda c: c.execute(upsert(c.dialect.name, Channel, "key"), row))

    async def told(self, channel: ChannelRecord, events: Iterable[str]) -> dict[str, ToldRecord]:
        """What a channel was last told of the events, by the ids that they have now, whatever ids they had then."""
        events = list(events)
        return await self._database.read(lambda connection: _told(connection, channel.key, events))

    async def record_digest(self, channel: ChannelRecord, digest: DigestRecord, at: datetime) -> None:
        """Keep that a channel was told a digest, in place of the one before, and what it now knows of each event."""
        posted = {"channel": channel.key, "document": rows.dump(digest.posted(at))}
        told = [
            {
                "channel": channel.key,
                "event_id": each.event,
                "told_at": each.at,
                "document": rows.dump(each, "event", "at"),
            }
            for each in digest.told
        ]

        def record(connection: Connection) -> None:
            connection.execute(upsert(connection.dialect.name, Digest, "channel"), posted)
            if told:
                connection.execute(upsert(connection.dialect.name, Told, "channel", "event_id"), told)

        await self._database.write(record)

    async def last_digest(self, channel: ChannelRecord) -> Posted | None:
        """The last digest that a channel was told, if there was one."""
        query = select(Digest.document).where(Digest.channel == channel.key)
        document = await self._database.read(lambda connection: connection.scalar(query))
        return rows.load(Posted, document, channel.key) if document else None

    async def thread(self, key: str) -> Turn | None:
        """The last question of a thread, if it is remembered."""
        query = select(Thread.document).where(Thread.key == key)
        document = await self._database.read(lambda connection: connection.scalar(query))
        return rows.load(Turn, document, key) if document else None

    async def forget_thread(self, key: str) -> None:
        """Begin a thread anew."""
        await self._database.write(lambda connection: connection.execute(delete(Thread).where(Thread.key == key)))

    async def save_thread(self, key: str, turn: Turn, now: datetime) -> None:
        """Keep the last question of a thread, and forget threads in which nothing was asked for 30 days."""
        row = {"key": key, "asked_at": now, "document": rows.dump(turn)}

        def save(connection: Connection) -> None:
            connection.execute(delete(Thread).where(Thread.asked_at < now - _REMEMBERED))
            connection.execute(upsert(connection.dialect.name, Thread, "key"), row)

        await self._database.write(save)


def _told(connection: Connection, channel: str, events: Iterable[str]) -> dict[str, ToldRecord]:
    found: dict[str, list[ToldRecord]] = defaultdict(list)
    columns = (Told.event_id, Told.told_at, Told.document)
    for some in chunks(events):
        own = select(Told.event_id.label("now"), *columns).where(Told.event_id.in_(some))
        former = select(EventAlias.event_id, *columns).join(EventAlias, EventAlias.old == Told.event_id)
        former = former.where(EventAlias.event_id.in_(some))
        query = union_all(own.where(Told.channel == channel), former.where(Told.channel == channel))
        for row in connection.execute(query):
            about = row.document | {"event": row.event_id, "at": row.told_at}
            found[row.now].append(rows.load(ToldRecord, about, row.event_id))
    return {event: joined(told, event) for event, told in found.items()}
