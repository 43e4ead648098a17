"""What each command does, on every platform alike."""

from __future__ import annotations

import json
import logging
from importlib.metadata import version
from typing import TYPE_CHECKING

from bot.commands.calls import File, Reply
from bot.commands.complete import complete
from bot.commands.line import CommandError, Typed, check, command_of
from bot.commands.settings import ChannelCommands
from bot.commands.table import BY_NAME, COMMANDS
from bot.digest import gather_digest, gather_reason
from bot.events import csv_header, csv_lines
from bot.moments import read_since
from briefings.ask import ask, examples_of
from briefings.digest import Window, window_after
from briefings.errors import BriefbotError, NotFoundError
from briefings.schedules import next_run
from briefings.settle import retell
from briefings.store.events import Asked, View
from briefings.wording import after, moment

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime

    from bot.commands.calls import Caller
    from bot.commands.reader import Reader
    from briefings.answers import Turn
    from briefings.events import Kind
    from briefings.render import Renderer
    from briefings.settings import Settings
    from briefings.store.sql import Store

logger = logging.getLogger(__name__)

LATEST = 15
"""Events that "latest" gives at most: what one reads before one asks more closely."""
KINDS: dict[str, Kind] = {"talks": "talks", "demands": "demand", "strikes": "strike", "casualties": "casualties"}
_EXPORT = 50_000
"""Events that a file holds at most, so that it stays within what the platforms take."""


class Commands(ChannelCommands):
    """The commands over one store; articles are read and briefed by ``reader``, ``clock`` gives the time (UTC)."""

    def __init__(
        self, store: Store, settings: Settings, reader: Reader, renderer: Renderer, clock: Callable[[], datetime]
    ) -> None:
        """Work on ``store``, whose schema has been checked."""
        super().__init__(store, reader, renderer, clock)
        self._settings = settings
        self._does: dict[str, Callable[[Caller, Mapping[str, str]], Awaitable[Reply]]] = {
            "ask": self._ask,
            "latest": self._latest,
            "digest": self._digest,
            "event": self._event,
            "why": self._why,
            "export": self._export,
            "status": self._status,
            "help": self._help,
            **self.channel_commands,
        }

    async def run(self, caller: Caller, name: str, options: Mapping[str, str], file: File | None = None) -> Reply:
        """Do a command; whatever goes wrong is one private line."""
        try:
            command = command_of(name)
            given = check(command, dict(options))
            self._refuse(caller, Typed(command, given))
            if name == "brief":
                return await self._brief(caller, given, file)
            return await self._does[name](caller, given)
        except (BriefbotError, ValueError) as error:
            return self.refusal(caller, str(error))
        except Exception as error:
            logger.exception("/%s", name)
            return self.refusal(caller, f"internal error ({type(error).__name__}); it was logged")

    async def complete(self, caller: Caller, name: str, option: str, typed: str) -> list[str]:
        """What an option may be completed to: at most 25 values, the newest first; nothing where none is known."""
        known = BY_NAME.get(name)
        asked = next((each for each in known.options if each.name == option), None) if known else None
        return await complete(self._store, caller, asked, typed) if asked else []

    async def forget(self, caller: Caller) -> None:
        """Begin a thread anew."""
        await self._store.forget_thread(self._key(caller))

    def _refuse(self, caller: Caller, typed: Typed) -> None:
        """Let only those change or see settings who may.

        Raises:
            CommandError: the caller may not; the text says what is missing.
        """
        shows = (
            typed.command.name == "schedule"
            and typed.options.keys() <= {"action"}
            and (typed.options.get("action", "show") == "show")
        )
        shows = shows or (typed.command.name == "quiet" and not typed.options)
        if typed.command.manages and not shows and not self.may_manage(caller):
            raise CommandError(
                f"/{typed.command.name} is for those who may manage this channel: "
                "you need the right to manage it, or to be named in the settings of the bot (rights.managers)"
            )

    def may_manage(self, caller: Caller) -> bool:
        """Whether the platform or the settings let the caller change what a channel follows and gets."""
        return caller.may_manage or f"{caller.channel.platform}:{caller.user}" in self._settings.rights.managers

    async def _ask(self, caller: Caller, options: Mapping[str, str]) -> Reply:
        key = self._key(caller)
        before: Turn | None = await self._store.thread(key)
        now = self._clock()
        answer, turn = await ask(options["question"], self._store, now=now, view=self._view(caller), before=before)
        if turn is not None and turn != before:
            await self._store.save_thread(key, turn, now)
        return Reply(self._say(caller).answer(answer))

    async def _latest(self, caller: Caller, options: Mapping[str, str]) -> Reply:
        kinds = (KINDS[options["section"]],) if "section" in options else ()
        places, parties = ((options[name],) if name in options else () for name in ("place", "party"))
        asked = Asked(self._since(options), kinds, places, parties, view=self._view(caller), limit=LATEST)
        return Reply(self._say(caller).events(await self._store.events(asked)))

    async def _digest(self, caller: Caller, options: Mapping[str, str]) -> Reply:
        now, since = self._clock(), self._since(options)
        last = await self._store.last_digest(caller.channel)
        window = Window(since=since, until=now) if since else window_after(last, now)
        digest = await gather_digest(self._store, caller.channel, window)
        return Reply(self._say(caller).digest(digest))

    async def _event(self, caller: Caller, options: Mapping[str, str]) -> Reply:
        event = await self._store.event(options["id"], self._view(caller))
        if event is None:
            raise NotFoundError(f"{options['id']}: no such event; /latest lists them with their ids")
        articles = list(dict.fromkeys(report.article for report in event.reports))
        found = {article: await self._store.briefing(article) for article in articles}
        kept = [await self._store.article(article) for article in articles]
        briefings = {article: briefing for article, briefing in found.items() if briefing}
        partial = {each.article.id for each in kept if each and each.partial}
        return Reply(self._say(caller).event(event, briefings, partial))

    async def _why(self, caller: Caller, options: Mapping[str, str]) -> Reply:
        reason = await gather_reason(self._store, caller.channel, options["id"], self._clock())
        return Reply(self._note(caller, reason.text))

    async def _export(self, caller: Caller, options: Mapping[str, str]) -> Reply:
        asked = Asked(self._since(options), view=self._view(caller), limit=_EXPORT)
        events = [event async for event in self._store.export(asked)]
        day = f"{self._clock():%Y-%m-%d}"
        if options.get("format", "csv") == "csv":
            text = csv_header() + "".join(line for event in events for line in csv_lines(event))
            file = File(f"briefbot-{day}.csv", text.encode())
        else:
            document = [event.model_dump(mode="json") for event in events]
            file = File(f"briefbot-{day}.json", json.dumps(document, ensure_ascii=False, indent=1).encode())
        count = f"{len(events):,} event{'' if len(events) == 1 else 's'}"
        return Reply(self._note(caller, f"{count} in {file.name}"), file=file)

    async def _status(self, caller: Caller, _options: Mapping[str, str]) -> Reply:
        feeds = await self._store.feeds(caller.channel.audience)
        down = [url for url, state in feeds.items() if state.down]
        last, channel = await self._store.last_digest(caller.channel), await self._store.channel(caller.channel)
        schedule, sizes = channel.schedule, await self._store.sizes()
        following = moment(next_run(schedule, self._clock())) if schedule and not schedule.paused else "not scheduled"
        lines = [
            f"Briefbot {version('briefbot')}",
            f"Feeds: {len(feeds) - len(down)} up, {len(down)} down",
            f"Last digest here: {moment(last.at) if last else 'none yet'}",
            f"Next digest here: {following}",
        ]
        if caller.channel.audience is None:  # how much there is in all, and waits, is the operator's to know
            lines.append(
                f"Store: {sizes.articles:,} articles, {sizes.reprints:,} reprints, {sizes.events:,} events; "
                f"{sizes.articles - sizes.briefings:,} articles wait to be briefed"
            )
        return Reply(self._note(caller, *lines, title="Status"), private=True)

    async def _help(self, caller: Caller, options: Mapping[str, str]) -> Reply:
        if name := options.get("command", "").removeprefix("/").lower():
            command = command_of(name)
            options_of = [
                f"{option.name}: {option.help}{after(', '.join(option.choices), ' (', ')')}"
                for option in command.options
            ]
            such = [f"Such as: /{name} {command.example}"] if command.example else []
            who = ["For those who may manage this channel."] if command.manages else []
            return Reply(self._note(caller, command.help, *options_of, *such, *who, title=f"/{name}"), private=True)
        newest = await self._store.events(Asked(view=self._view(caller), limit=30))
        asks = examples_of(newest) or ("How many were killed in Kherson?", "What does Russia demand of Ukraine?")
        lines = [f"/{each.name}: {each.help}{' (for managers)' if each.manages else ''}" for each in COMMANDS]
        message = self._note(caller, *lines, title="What can be done here")
        asking = self._note(caller, *asks, title="Ask in plain English, with /ask or by mentioning me, such as")
        parts = (*(part.model_copy(update={"heading": asking.title}) for part in asking.parts), *message.parts)
        return Reply(message.model_copy(update={"parts": parts}), private=True)

    def _since(self, options: Mapping[str, str]) -> datetime | None:
        return read_since(options["since"], self._clock()) if "since" in options else None

    @staticmethod
    def _key(caller: Caller) -> str:
        """Where the last question is kept: of the thread, or outside of threads of this user here."""
        return f"{caller.channel.key}:{caller.thread or f'user {caller.user}'}"

    def _view(self, caller: Caller) -> View:
        return View(retell, self._as_of(), caller.channel.audience)

    def _as_of(self) -> datetime | None:
        """What was reported by now; later reports there are only where the clock is set back."""
        return self._clock()

    def refusal(self, caller: Caller, line: str) -> Reply:
        """An error, for the caller's eyes."""
        return Reply(self._note(caller, line), private=True, failed=True)
