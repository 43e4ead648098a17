"""The line in which one types in a terminal: completion of commands, options and values, help beside them, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from platformdirs import user_state_path
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import Completer, Completion
from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from bot.commands.table import BY_NAME, COMMANDS
from bot.console import OWN

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable, Iterator

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

    from bot.commands.run import Commands
    from bot.commands.table import Command
    from bot.console import Console


class LineCompleter(Completer):
    """Completes what is typed after "/": the command, then its options, then their values."""

    def __init__(self, commands: Commands, console: Console) -> None:
        """Take values from what the caller of the console may see."""
        self._commands = commands
        self._console = console

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:  # noqa: ARG002
        """Give none: values come from the store, which is asked without blocking."""
        return ()

    async def get_completions_async(
        self,
        document: Document,
        complete_event: CompleteEvent,  # noqa: ARG002
    ) -> AsyncGenerator[Completion, None]:
        """What the line up to the cursor may go on with."""
        text = document.text_before_cursor
        if not text.startswith("/"):
            return
        name, blank, rest = text[1:].partition(" ")
        if not blank:
            for completion in _commands_like(name):
                yield completion
            return
        if command := BY_NAME.get(name.lower()):
            async for completion in self._options(command, rest.rpartition(" ")[2]):
                yield completion

    async def _options(self, command: Command, word: str) -> AsyncGenerator[Completion, None]:
        option_name, colon, value = word.partition(":")
        for option in command.options:
            if not colon and option.name.startswith(word.lower()):
                yield Completion(f"{option.name}:", -len(word), display_meta=option.help)
            if option.name == option_name and colon:
                for each in await self._commands.complete(self._console.caller, command.name, option.name, value):
                    quoted = f'"{each}"' if " " in each else each
                    yield Completion(quoted, -len(value))


def make_session(
    commands: Commands, console: Console, source: Input | None = None, target: Output | None = None
) -> PromptSession[str]:
    """A line to type in, by default of the terminal; its history is kept in the user's own folder of states."""
    session: PromptSession[str] = PromptSession(
        history=_history(),
        completer=LineCompleter(commands, console),
        complete_while_typing=True,
        input=source,
        output=target,
    )
    session.bottom_toolbar = lambda: toolbar(session.default_buffer.text)
    return session


def toolbar(line: str) -> str:
    """The help of the command that is being typed."""
    name = line.removeprefix("/").partition(" ")[0].lower() if line.startswith("/") else ""
    if command := BY_NAME.get(name):
        options = " ".join(f"{option.name}:" if option.required else f"[{option.name}:]" for option in command.options)
        return f"/{command.name} {options} – {command.help}"
    return OWN.get(name, "a question, or / for the commands")


def _commands_like(name: str) -> Iterator[Completion]:
    known = {command.name: command.help for command in COMMANDS} | OWN
    for command, help_ in known.items():
        if command.startswith(name.lower()):
            yield Completion(command, -len(name), display=f"/{command}", display_meta=help_)


def _history() -> History:
    try:
        return FileHistory(str(user_state_path("briefbot", ensure_exists=True) / "console_history"))
    except OSError:  # a home that can't be written: lines are kept as long as the console runs
        return InMemoryHistory()
