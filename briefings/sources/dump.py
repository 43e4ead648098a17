"""Dumps of many articles (``.jsonl``: one JSON object a line) → pages, one after the other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefings.errors import SourceError
from briefings.sources.decoding import decode
from briefings.sources.forms import read_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from briefings.sources import Page

SUFFIX = ".jsonl"


def is_dump(source: str) -> bool:
    """Whether the file ``source`` is a dump, as its suffix says."""
    return Path(source).suffix.lower() == SUFFIX


def read_dump(source: str, max_bytes: int) -> Iterator[Page | SourceError]:
    """Read the articles of a dump as they are asked for; a line that holds none gives the error that says why.

    A line has ``title``, ``outlet``, ``published``, ``url`` and ``text``, as a JSON article has, and at most
    ``max_bytes``; no more than one is in memory.

    Raises:
        SourceError: the file can't be read, from here on.
    """
    try:
        with Path(source).open("rb") as file:
            for number, line in enumerate(_lines(file, max_bytes), start=1):
                name = f"{source}: line {number}"
                if line is None:
                    yield SourceError(f"{name}: is larger than {max_bytes:,} bytes (sources.max_bytes)")
                elif line.strip():
                    yield _read_line(name, line)
    except OSError as error:
        raise SourceError(f"{source}: {(error.strerror or str(error)).lower()}") from error
    except ValueError as error:  # a name with a null character
        raise SourceError(f"{source}: is no file name") from error


def _read_line(name: str, line: bytes) -> Page | SourceError:
    """Read one line."""
    try:
        return read_json(name, decode(line, name, declared=False))
    except SourceError as error:
        return error


def _lines(file: BinaryIO, max_bytes: int) -> Iterator[bytes | None]:
    """The lines, None for one that is too long: its rest is passed over piece by piece."""
    while line := file.readline(max_bytes + 1):
        if len(line) <= max_bytes or line.endswith(b"\n"):
            yield line
            continue
        while (rest := file.readline(max_bytes)) and not rest.endswith(b"\n"):
            pass
        yield None
