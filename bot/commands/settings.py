"""The commands that change what a channel follows and when it is told, and the one that briefs an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.commands.calls import Reply, dialect_of
from bot.commands.line import CommandError
from briefings.channels import ChannelSettings, Follow, Schedule
from briefings.digest.follows import conditions
from briefings.errors import NotFoundError
from briefings.schedules import describe, describe_quiet, next_run, read_days, read_quiet, read_times, read_zone
from briefings.store.readers import EVERYONE
from briefings.wording import moment

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime

    from bot.commands.calls import Caller, File
    from bot.commands.reader import Reader
    from briefings.messages import Message
    from briefings.render import Renderer
    from briefings.sayings import Sayer
    from briefings.store.sql import Store

MOST_FOLLOWS = 50
"""Follows of a channel at most: what is more specific than that is better asked for."""


class ChannelCommands:
    """What a channel sets for itself."""

    def __init__(self, store: Store, reader: Reader, renderer: Renderer, clock: Callable[[], datetime]) -> None:
        """Keep settings in ``store``."""
        self._store = store
        self._reader = reader
        self._renderer = renderer
        self._clock = clock
        self.channel_commands: dict[str, Callable[[Caller, Mapping[str, str]], Awaitable[Reply]]] = {
            "feeds": self._feeds,
            "follow": self._follow,
            "unfollow": self._unfollow,
            "schedule": self._schedule,
            "quiet": self._quiet,
        }

    async def _brief(self, caller: Caller, options: Mapping[str, str], file: File | None) -> Reply:
        audience = caller.channel.audience
        if file is not None:
            article = await self._reader.read_file(file, audience)
        elif "article" in options:
            article = await self._reader.read_article(options["article"], audience)
        else:
            raise CommandError("/brief needs an address, a text or a file")
        briefing = await self._store.briefing(article)
        if briefing is None:
            raise NotFoundError("the article could not be briefed; try it again later")
        return Reply(self._say(caller).briefing(briefing))

    async def _feeds(self, caller: Caller, _options: Mapping[str, str]) -> Reply:
        settings = await self._store.channel(caller.channel)
        follows = [f"{number}. {', '.join(conditions(each))}" for number, each in enumerate(settings.follows, 1)]
        feeds, passed = await self._store.feeds(caller.channel.audience), await self._store.passed_over()
        message = self._say(caller).feeds(feeds, passed)
        here = self._note(caller, *(follows or ["Everything that may be seen here."]))
        parts = (
            *(part.model_copy(update={"heading": "Followed in this channel"}) for part in here.parts),
            *(part.model_copy(update={"heading": "Feeds"}) for part in message.parts),
        )
        return Reply(message.model_copy(update={"parts": parts}))

    async def _follow(self, caller: Caller, options: Mapping[str, str]) -> Reply:
        if not options:
            raise CommandError("/follow needs a feed, place, party, section or killed, such as /follow place:Sudan")
        settings = await self._store.channel(caller.channel)
        given = dict(options)
        told = ""
        if "feed" in given:
            given["feed"], title, entries = await self._reader.read_feed(given["feed"])
            told = f" (“{title}”, {entries} entries)" if title else f" ({entries} entries)"
        follow = Follow.model_validate(given)
        if follow in settings.follows:
            raise CommandError("that is followed here already; /feeds lists what is")
        if len(settings.follows) >= MOST_FOLLOWS:
            raise CommandError(f"a channel can follow {MOST_FOLLOWS} things; /unfollow one first")
        if follow.feed:
            await self._store.add_feed(follow.feed, caller.channel.audience or EVERYONE)
        await self._store.save_channel(settings.model_copy(update={"follows": (*settings.follows, follow)}))
        line = f"Followed here from now on: {', '.join(conditions(follow))}{told}"
        return Reply(self._note(caller, line), private=True)

    async def _unfollow(self, caller: Caller, options: Mapping[str, str]) -> Reply:
        settings = await self._store.channel(caller.channel)
        what = options["what"].strip()
        gone = [
            follow
            for number, follow in enumerate(settings.follows, 1)
            if what.lower() == "all"
            or what.removesuffix(".") == str(number)
            or what == follow.feed
            or what.lower() in (words.lower() for words in conditions(follow))
        ]
        if not gone:
            raise CommandError(f"{what}: is not followed here; /feeds lists what is, by number")
        left = tuple(follow for follow in settings.follows if follow not in gone)
        await self._store.save_channel(settings.model_copy(update={"follows": left}))
        for url in {follow.feed for follow in gone if follow.feed}:
            if not await self._is_followed(url, caller):
                await self._store.remove_feed(url, caller.channel.audience or EVERYONE)
        said = "; ".join(", ".join(conditions(follow)) for follow in gone)
        return Reply(self._note(caller, f"No longer followed here: {said}"), private=True)

    async def _is_followed(self, url: str, caller: Caller) -> bool:
        """Whether another channel of the same workspace follows a feed."""
        audience = caller.channel.audience
        channels = [each for each in await self._store.channels() if each.channel.audience == audience]
        return any(follow.feed == url for each in channels for follow in each.follows)

    async def _schedule(self, caller: Caller, options: Mapping[str, str]) -> Reply:
        settings = await self._store.channel(caller.channel)
        sets = options.keys() & {"times", "zone", "days", "empty"}
        action = options.get("action", "set" if sets else "show")
        if action != "set" and sets:
            raise CommandError(f"/schedule {action} takes nothing else")
        if action == "set":
            settings = await self._save(_scheduled(settings, options))
        elif action == "off":
            settings = await self._save(settings.model_copy(update={"schedule": None}))
        elif action in {"pause", "resume"}:
            if settings.schedule is None:
                raise CommandError(f"/schedule {action}: no digest is scheduled here; /schedule set times:08:00 does")
            paused = settings.schedule.model_copy(update={"paused": action == "pause"})
            settings = await self._save(settings.model_copy(update={"schedule": paused}))
        return Reply(self._note(caller, *self._told(settings)), private=action != "show")

    async def _quiet(self, caller: Caller, options: Mapping[str, str]) -> Reply:
        settings = await self._store.channel(caller.channel)
        if options.get("hours", "").lower() == "off":
            settings = await self._save(settings.model_copy(update={"quiet": None}))
        elif options:
            old = settings.quiet
            zone = read_zone(options["zone"]) if "zone" in options else None
            zone = zone or (old.zone if old else settings.schedule.zone if settings.schedule else "UTC")
            if "hours" not in options and old is None:
                raise CommandError("/quiet needs hours, such as /quiet 22:00-07:00")
            quiet = read_quiet(options["hours"], zone) if "hours" in options or old is None else None
            quiet = quiet or (old.model_copy(update={"zone": zone}) if old else None)
            settings = await self._save(settings.model_copy(update={"quiet": quiet}))
        line = f"Quiet here {describe_quiet(settings.quiet)}" if settings.quiet else "No quiet hours here"
        return Reply(self._note(caller, line), private=bool(options))

    def _told(self, settings: ChannelSettings) -> list[str]:
        """The schedule in words, and when it comes round next."""
        schedule = settings.schedule
        if schedule is None:
            return ["No digest is scheduled here; /schedule set times:08:00 zone:Europe/Kyiv sets one"]
        empty = "nothing" if settings.silent else "a line that says so"
        lines = [f"The digest is posted here {describe(schedule)}; where there is nothing to tell, {empty}"]
        if schedule.paused:
            return [*lines, "It is paused; /schedule resume goes on"]
        return [*lines, f"Next: {moment(next_run(schedule, self._clock()))}"]

    async def _save(self, settings: ChannelSettings) -> ChannelSettings:
        await self._store.save_channel(settings)
        return settings

    def _say(self, caller: Caller) -> Sayer:
        """What makes messages for the caller's platform."""
        return self._renderer.say(dialect_of(caller))

    def _note(self, caller: Caller, *lines: str, title: str = "") -> Message:
        """A message of plain lines, made harmless."""
        return self._say(caller).note(*lines, title=title)


def _scheduled(settings: ChannelSettings, options: Mapping[str, str]) -> ChannelSettings:
    """The settings with a schedule, of which only what is given changes.

    Raises:
        CommandError: there is no time of day.
        ValueError: a time, zone or day can't be read.
    """
    old = settings.schedule
    if "times" not in options and old is None and options.keys() != {"empty"}:
        raise CommandError("/schedule set needs times, such as /schedule set times:08:00 zone:Europe/Kyiv")
    silent = options["empty"] == "nothing" if "empty" in options else settings.silent
    if "times" not in options and old is None:
        return settings.model_copy(update={"silent": silent})
    given = {
        "times": read_times(options["times"]) if "times" in options else None,
        "zone": read_zone(options["zone"]) if "zone" in options else None,
        "days": read_days(options["days"]) if "days" in options else None,
    }
    changed = {name: value for name, value in given.items() if value is not None}
    schedule = Schedule.model_validate((old.model_dump() if old else {}) | changed)
    return settings.model_copy(update={"schedule": schedule, "silent": silent})
