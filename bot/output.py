"""Where briefings go: the terminal, a pipe, or one file a source."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.errors import BriefbotError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
"""What keeps every file from being written: no space, no quota, a file system that is only read."""


class OutputError(BriefbotError):
    """A file or the folder to write to can't be used."""


class EndOfOutputError(OutputError):
    """Nothing more can be written, whatever the source."""


class ReaderGoneError(EndOfOutputError):
    """The reader of standard output, such as head, has seen enough."""


def show(line: str) -> str:
    """``line`` as one harmless line: what a terminal would not print is written as an escape."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in line)


def tell(message: object) -> None:
    """Say what went wrong, in one line on standard error."""
    if sys.stderr is not None:  # closed, in which case print would take standard output
        with suppress(OSError):  # there is nowhere left to tell it
            print(f"briefbot: {show(str(message))}", file=sys.stderr)  # noqa: T201 - this is the command line


def check_stdout() -> None:
    """See that there is a standard output before any work is done.

    Raises:
        EndOfOutputError: it is closed.
    """
    if sys.stdout is None:
        raise EndOfOutputError("standard output: is closed")


def write_stdout(text: str, *, colour: bool = False) -> None:
    """Print ``text``; with ``colour`` its title, headings, numbers and warnings stand out on a terminal.

    Raises:
        ReaderGoneError: nobody reads it any more.
        EndOfOutputError: it can't be written.
    """
    check_stdout()
    try:
        if colour and sys.stdout.isatty():
            _print_coloured(text)
        else:
            sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError as error:
        drop_stdout()
        raise ReaderGoneError("standard output: nobody reads it") from error
    except OSError as error:
        drop_stdout()
        raise EndOfOutputError(f"standard output: {reason(error)}") from error


def drop_stdout() -> None:
    """Let what is still to be printed vanish, so that the end of the process doesn't fail on it again."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print_coloured(text: str) -> None:
    """Print through rich, which also heeds NO_COLOR; the article's words are never taken for markup."""
    from rich.console import Console  # noqa: PLC0415 - a pipe has no use for it
    from rich.text import Text  # noqa: PLC0415

    styled = Text(text)
    styled.highlight_regex(r"\A[^\n]+", "bold")
    styled.highlight_regex(r"(?m)^[A-Z][A-Z ]+$", "bold cyan")
    styled.highlight_regex(r"(?m)^  [tdsc]\d+\b", "cyan")
    styled.highlight_regex(r"(?m)^  ! .*$", "yellow")
    styled.highlight_regex(r"\[\d+\]", "dim")
    styled.highlight_regex(r"(?m)^─+$", "dim")
    Console(highlight=False).print(styled, end="", soft_wrap=True)


def plan_names(folder: Path, sources: Iterable[str], suffix: str) -> list[Path]:
    """One path in ``folder`` a source, named after it; a name already taken gets a number.

    Taken are the names of the sources before it (in either case, as some file systems don't tell them
    apart) and every file that is itself a source, so that none is overwritten by its briefing.
    """
    sources = list(sources)
    inputs = {_identity(Path(source)) for source in sources}
    taken: set[str] = set()
    paths = []
    for source in sources:
        stem = "stdin" if source == "-" else Path(source).stem or "article"
        number = 1
        path = folder / f"{stem}{suffix}"
        while path.name.casefold() in taken or _identity(path) in inputs:
            number += 1
            path = folder / f"{stem}-{number}{suffix}"
        taken.add(path.name.casefold())
        paths.append(path)
    return paths


def _identity(path: Path) -> str:
    """The file that a path leads to."""
    return os.path.realpath(path)


def prepare_folder(folder: Path) -> None:
    """Make ``folder`` if it is missing, and see that a file can be written there before any work is done.

    Raises:
        OutputError: it can't be.
    """
    probe = folder / f".briefbot-{os.getpid()}.tmp"
    with _as_output_error(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            probe.touch()
        finally:
            probe.unlink(missing_ok=True)


def write_file(path: Path, text: str) -> None:
    """Write ``text`` with the line ends that it has, as ``write_bytes`` does.

    Raises:
        OutputError: this file can't be written.
    """
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write ``content`` whole or not at all: into a hidden file beside ``path``, then renamed.

    Raises:
        EndOfOutputError: there is no space left, or the file system can only be read.
        OutputError: this file can't be written.
    """
    temporary = path.with_name(f".briefbot-{os.getpid()}.tmp")
    with _as_output_error(path):
        try:
            with temporary.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


@contextmanager
def _as_output_error(path: Path) -> Iterator[None]:
    """Turn the system's refusal into one line that names ``path``."""
    try:
        yield
    except OSError as error:
        kind = EndOfOutputError if error.errno in _FULL else OutputError
        raise kind(f"--out: {path}: {reason(error)}") from error


def reason(error: OSError) -> str:
    """The system's own words in lower case: "no space left on device"."""
    return (error.strerror or str(error)).lower()
