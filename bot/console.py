"""A chat in the terminal: the platform that needs no account, over the same commands as Discord and Slack."""

from __future__ import annotations

import asyncio
import shutil
import sys
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot.commands.calls import Caller, File, Reply
from bot.commands.line import CommandError, read_line
from bot.commands.reader import Reader
from bot.commands.run import Commands
from bot.output import OutputError, show, write_bytes, write_stdout
from bot.stores import open_store
from briefings.channels import Channel
from briefings.errors import BriefbotError, SourceError
from briefings.messages import paginate, to_text
from briefings.render import Renderer
from briefings.sources.fetch import Fetcher
from briefings.workers import Workers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from briefings.settings import Settings

CHANNEL = Channel(platform="console", workspace="local", channel="main")
"""The one channel of a console; its user is the operator of the machine."""
WELCOME = "Ask in plain English, or type / for the commands. /help tells more, /quit leaves."
OWN = {
    "more": "The rest of a long reply",
    "new": "Begin a new thread: what was asked before no longer counts",
    "quit": "Leave",
}
"""Commands of the console alone, with their help."""
_WIDTH = 100
_LINES = 40
"""Columns and lines of a page where the terminal doesn't say how large it is."""


class Shown(NamedTuple):
    """What a line brought: the text of the first page, whether more follow, and whether it told an error."""

    text: str
    more: bool = False
    failed: bool = False
    leave: bool = False


class Console:
    """A conversation: what was asked before, and the pages still to be shown."""

    def __init__(self, commands: Commands, *, lines: int | None = None, width: int = _WIDTH) -> None:
        """Talk through ``commands``; replies longer than ``lines`` come in pages, or whole for None."""
        self._commands = commands
        self._threads = count(1)
        self._thread = f"thread {next(self._threads)}"
        self._lines = lines
        self._width = width
        self._pages: list[str] = []

    @property
    def caller(self) -> Caller:
        """Who asks."""
        return Caller(CHANNEL, "operator", may_manage=True, thread=self._thread)

    async def begin(self) -> None:
        """Forget what a console asked that was here before."""
        await self._commands.forget(self.caller)

    async def say(self, line: str) -> Shown:
        """What a line brings: a command, or a question as if the bot was mentioned."""
        line = line.strip()
        if not line:
            return Shown("")
        own = line.removeprefix("/").lower() if line.startswith("/") else ""
        if own in {"quit", "exit"}:
            return Shown("", leave=True)
        if own == "more":
            return self._next() if self._pages else Shown("There is no more.\n")
        if own == "new":
            self._thread = f"thread {next(self._threads)}"
            await self.begin()
            return Shown("A new thread.\n")
        self._pages = []
        reply = await self._reply(line)
        text = to_text(reply.message, self._width)
        if reply.file:
            text += self._save(reply.file)
        if self._lines is None:
            return Shown(text, failed=reply.failed)
        pages = paginate(reply.message, self._lines, lambda message: to_text(message, self._width).count("\n"))
        self._pages = [to_text(page, self._width) for page in pages] if len(pages) > 1 else [text]
        return self._next()._replace(failed=reply.failed)

    async def _reply(self, line: str) -> Reply:
        if not line.startswith("/"):
            return await self._commands.run(self.caller, "ask", {"question": line.removeprefix("@briefbot ")})
        try:
            typed = read_line(line)
            options = dict(typed.options)
            file = await asyncio.to_thread(_read, options.pop("file")) if "file" in options else None
        except (CommandError, SourceError) as error:
            return self._commands.refusal(self.caller, str(error))
        return await self._commands.run(self.caller, typed.command.name, options, file)

    def _next(self) -> Shown:
        page, *self._pages = self._pages
        return Shown(page, more=bool(self._pages))

    def _save(self, file: File) -> str:
        """Write a file of a reply into the working directory, under a name that isn't taken, and say where."""
        stem, suffix = Path(file.name).stem, Path(file.name).suffix
        names = (Path(f"{stem}{f'-{number}' if number > 1 else ''}{suffix}") for number in count(1))
        path = next(name for name in names if not name.exists())
        try:
            write_bytes(path, file.content)
        except OutputError as error:
            return f"{show(str(error))}\n"
        return f"Written to {path}\n"


async def run_console(settings: Settings, now: datetime | None, script: Path | None) -> bool:
    """Talk in the terminal, or run the lines of a script and print what they bring; say whether all went well.

    ``now`` is the time of all questions, for scripts whose replies are to be the same every day.

    Raises:
        BriefbotError: the store or the script can't be used.
    """
    lines = _read_script(script) if script else None
    async with _commands(settings, now) as commands:
        if lines is not None:
            return await _run_script(commands, lines)
        if not sys.stdin.isatty():
            return await _run_script(commands, (line.rstrip("\n") for line in sys.stdin), echo=False)
        await _talk(commands)
    return True


@asynccontextmanager
async def _commands(settings: Settings, now: datetime | None) -> AsyncIterator[Commands]:
    """The commands with all that they need."""

    def clock() -> datetime:
        return now or datetime.now(UTC)

    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(open_store(settings))
        workers = await stack.enter_async_context(Workers(1))
        fetcher = await stack.enter_async_context(Fetcher(settings.fetch))
        reader = Reader(store, settings, fetcher, workers, clock)
        yield Commands(store, settings, reader, Renderer(), clock)


async def _run_script(commands: Commands, lines: Iterable[str], *, echo: bool = True) -> bool:
    """Say every line that isn't blank or a remark, and print what it brings."""
    console = Console(commands)
    await console.begin()
    well = True
    for line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if echo:
            write_stdout(f"> {show(line.strip())}\n")
        shown = await console.say(line)
        if shown.leave:
            break
        write_stdout(shown.text.rstrip("\n") + "\n\n")
        well &= not shown.failed
    return well


async def _talk(commands: Commands) -> None:
    """Talk until the user leaves; an interrupt drops the line, the end of input ends the talk."""
    from bot.prompt import make_session  # noqa: PLC0415 - only a terminal has use for it

    size = shutil.get_terminal_size((_WIDTH, _LINES))
    console = Console(commands, lines=max(size.lines - 3, 10), width=min(size.columns, _WIDTH))
    await console.begin()
    session = make_session(commands, console)
    write_stdout(WELCOME + "\n")
    while True:
        try:
            line = await session.prompt_async("> ")
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        shown = await console.say(line)
        if shown.leave:
            return
        write_stdout(shown.text, colour=True)
        if shown.more:
            write_stdout("– /more shows the rest –\n")


def _read_script(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = "is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else (error.strerror or "").lower()
        raise ScriptError(f"{file}: {reason}") from error


class ScriptError(BriefbotError):
    """A script of the console can't be read."""


def _read(name: str) -> File:
    """A file that the operator names.

    Raises:
        SourceError: it can't be read.
    """
    try:
        return File(name, Path(name).read_bytes())
    except (OSError, ValueError) as error:
        reason = (error.strerror or "").lower() if isinstance(error, OSError) else "is no file name"
        raise SourceError(f"{name}: {reason}") from error
