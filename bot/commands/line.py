"""A command as it is typed, where a platform has no form for it: ``/latest strikes place:"El Fasher" since:24h``."""

from __future__ import annotations

import difflib
import shlex
from typing import TYPE_CHECKING, NamedTuple

from bot.commands.table import BY_NAME
from briefings.errors import BriefbotError

if TYPE_CHECKING:
    from bot.commands.table import Command, Option


class CommandError(BriefbotError):
    """A command is unknown, or an option of it can't be used; the text says which and what it may be."""


class Typed(NamedTuple):
    """A command and its options, each as text."""

    command: Command
    options: dict[str, str]


def read_line(line: str) -> Typed:
    """Read a command with its options, as "name:value" or in their order; quotes hold blanks together.

    Raises:
        CommandError: the command or an option is unknown, missing, given twice, or has no such value.
    """
    name, _, rest = line.strip().removeprefix("/").partition(" ")
    command = command_of(name)
    return Typed(command, check(command, _options(command, rest.strip())))


def command_of(name: str) -> Command:
    """The command of this name.

    Raises:
        CommandError: there is none.
    """
    command = BY_NAME.get(name.lower())
    if command is None:
        raise CommandError(f"/{name}: no such command{_near(name.lower(), BY_NAME)}; /help lists them")
    return command


def check(command: Command, options: dict[str, str]) -> dict[str, str]:
    """The options of a command, as far as they have a value, each one that it may have.

    Raises:
        CommandError: one is missing, or has no such value.
    """
    given = {name: value.strip() for name, value in options.items() if value.strip()}
    for option in command.options:
        value = given.get(option.name)
        if value is None:
            if option.required:
                raise CommandError(f"/{command.name} needs {option.name}: {option.help}{_such_as(command)}")
        elif option.choices:
            given[option.name] = _choice(command, option, value)
        elif option.kind == "number" and not (value.isascii() and value.isdigit() and 0 < int(value) < 1_000_000):
            raise CommandError(f"/{command.name} {option.name}: {value!r} is no whole number above 0")
    return given


def _options(command: Command, rest: str) -> dict[str, str]:
    names = {option.name: option for option in command.options}
    free = [option for option in command.options if option.kind != "file"]
    given: dict[str, str] = {}
    if free and free[0].takes_rest and rest and rest.partition(":")[0] not in names:
        return {free[0].name: rest}
    for word in _split(command, rest):
        name, colon, value = word.partition(":")
        if colon and name.lower() in names:
            _give(command, given, name.lower(), value)
            continue
        if colon and name.isalpha() and not value.startswith("//") and difflib.get_close_matches(name, names):
            raise CommandError(f"/{command.name} has no option {name}{_near(name, names)}")
        left = [option for option in free if option.name not in given]
        fitting = [option for option in left if word.lower() in option.choices] or [
            option for option in left if not option.choices
        ]
        if not fitting:
            known = ", ".join(names) or "none"
            raise CommandError(f"/{command.name}: {word!r} fits no option; its options are: {known}")
        _give(command, given, fitting[0].name, word)
    return given


def _give(command: Command, given: dict[str, str], name: str, value: str) -> None:
    if name in given:
        raise CommandError(f"/{command.name}: {name} is given twice")
    given[name] = value


def _split(command: Command, rest: str) -> list[str]:
    """The words of a line; where a quote isn't closed, or is an apostrophe, it stands for itself."""
    lexer = shlex.shlex(rest, posix=True, punctuation_chars=False)
    lexer.whitespace_split, lexer.quotes, lexer.escape, lexer.commenters = True, '"', "", ""
    try:
        return list(lexer)
    except ValueError as error:
        raise CommandError(f'/{command.name}: a quote (") is not closed') from error


def _choice(command: Command, option: Option, value: str) -> str:
    found = [choice for choice in option.choices if choice == value.lower() or choice.rstrip("s") == value.lower()]
    if not found:
        choices = ", ".join(option.choices)
        raise CommandError(f"/{command.name} {option.name}: {value!r} is none of {choices}")
    return found[0]


def _near(name: str, known: object) -> str:
    """The name that may be meant."""
    near = difflib.get_close_matches(name, list(known), 1)  # type: ignore[call-overload]
    return f", do you mean {near[0]}?" if near else ""


def _such_as(command: Command) -> str:
    return f", such as /{command.name} {command.example}" if command.example else ""
