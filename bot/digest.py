"""``briefbot digest``, and what a channel is to be told out of the store."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

from bot.discord import messages as discord
from bot.output import write_stdout
from bot.slack import messages as slack
from bot.stores import open_store
from briefings.digest import Traits, Window, make_digest, why, window_after
from briefings.errors import NotFoundError
from briefings.messages import to_markdown, to_text
from briefings.render import WIDTH, Renderer
from briefings.settle import retell
from briefings.store.events import Asked, View

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from briefings.channels import Channel, Follow
    from briefings.digest import Digest, Reason
    from briefings.events import Event
    from briefings.settings import Settings
    from briefings.store.sql import Store


Format = Literal["text", "markdown", "json", "discord", "slack"]


async def gather_digest(store: Store, channel: Channel | None, window: Window) -> Digest:
    """What a channel is to be told of ``window``; for no channel everything, as if nothing had been told.

    Nothing counts as told by it: that is for whoever posts it, with ``Store.record_digest``.
    """
    follows = (await store.channel(channel)).follows if channel else ()
    view = View(retell, window.until, channel.audience if channel else None)
    asked = Asked(since=window.start, view=view)
    events = await store.events(asked)
    told = await store.told(channel, [event.id for event in events]) if channel else {}
    return make_digest(events, told, follows, window, await _traits(store, events, follows, asked))


async def gather_reason(store: Store, channel: Channel, name: str, now: datetime) -> Reason:
    """Why an event was or wasn't in the last digest of a channel; ``name`` is its id, the start of one, or a former.

    Raises:
        NotFoundError: no event that may be seen here has this id or begins with it.
        AmbiguousError: several begin with it.
    """
    view = View(retell, audience=channel.audience)
    event = await store.event(name, view)
    if event is None:
        raise NotFoundError(f"{name}: no such event")
    last = await store.last_digest(channel)
    following = await gather_digest(store, channel, window_after(last, now))
    told = (await store.told(channel, [event.id])).get(event.id)
    asked = Asked(ids=(event.id,), view=view)
    traits = await _traits(store, [event], last.follows if last else following.follows, asked)
    return why(event, last, following, told, traits[event.id], asked=name)


async def preview(
    settings: Settings, key: str | None, since: datetime | None, now: datetime, format_: Format = "text"
) -> None:
    """Print what the channel of ``key`` would be told now, or at another time; for a platform as it would be sent.

    Raises:
        NotFoundError: no channel of this key has set anything.
    """
    async with open_store(settings) as store:
        channel = await _channel(store, key) if key is not None else None
        last = await store.last_digest(channel) if channel else None
        window = Window(since=since, until=now) if since else window_after(last, now)
        digest = await gather_digest(store, channel, window)
    write_stdout(_formatted(digest, format_), colour=format_ == "text")


def _formatted(digest: Digest, format_: Format) -> str:
    """A digest in words, as a document, or as the messages that a platform would be sent."""
    if format_ == "json":
        return _json(digest.model_dump(mode="json"))
    message = Renderer().say(format_).digest(digest)
    if format_ == "discord":
        return _json(discord.payloads(message))
    if format_ == "slack":
        return _json(slack.payloads(message))
    return to_text(message, WIDTH) if format_ == "text" else to_markdown(message)


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


async def _channel(store: Store, key: str) -> Channel:
    known = {settings.channel.key: settings.channel for settings in await store.channels()}
    if key not in known:
        raise NotFoundError(
            f"{key}: no such channel; {'there are ' + ', '.join(known) if known else 'none has set anything'}"
        )
    return known[key]


async def _traits(store: Store, events: Sequence[Event], follows: Sequence[Follow], asked: Asked) -> dict[str, Traits]:
    """What the follows ask of the events beyond their records: the store alone knows all their names and feeds."""
    feeds: dict[str, frozenset[str]] = {}
    if any(follow.feed for follow in follows):
        feeds = await store.origins([event.id for event in events], asked.view)
    places = {follow.place for follow in follows if follow.place}
    parties = {follow.party for follow in follows if follow.party}
    there = {name: await _ids(store, asked._replace(places=(name,))) for name in sorted(places)}
    having = {name: await _ids(store, asked._replace(parties=(name,))) for name in sorted(parties)}
    return {
        event.id: Traits(
            feeds=feeds.get(event.id, frozenset()),
            places=frozenset(name for name, found in there.items() if event.id in found),
            parties=frozenset(name for name, found in having.items() if event.id in found),
        )
        for event in events
    }


async def _ids(store: Store, asked: Asked) -> set[str]:
    return {event.id for event in await store.events(asked)}
