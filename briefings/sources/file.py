"""Files, folders and standard input → pages.

A file is HTML, JSON or plain text, told by its suffix and where that is silent by its first characters.
"""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from briefings.errors import SourceError
from briefings.sources.decoding import decode
from briefings.sources.dump import SUFFIX as DUMP
from briefings.sources.dump import is_dump
from briefings.sources.forms import Kind, read_form

if TYPE_CHECKING:
    from briefings.sources import Page

STDIN = "-"
"""The name by which a caller asks for standard input."""

_KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
}


def list_files(source: str, *, dumps: bool = False) -> list[str]:
    """Names of the files that ``source`` stands for: itself, or the readable kinds of a folder, sorted.

    A folder is read one level deep; its hidden files and other kinds of file are passed over. Only with
    ``dumps`` does it give its ``.jsonl`` files too, which hold many articles each and are read by ``dump.py``:
    who makes one briefing of one file has no use for them.

    Raises:
        SourceError: the folder can't be listed or holds no article.
    """
    if not source:
        raise SourceError("the name of a source is empty")
    try:
        if source == STDIN or not Path(source).is_dir():
            return [source]
        found = sorted(path for path in Path(source).iterdir() if _is_source(path, dumps=dumps))
    except OSError as error:
        raise SourceError(f"{source}: {_reason(error)}") from error
    if not found:
        kinds = [*_KINDS, *([DUMP] if dumps else [])]
        raise SourceError(f"{source}: the folder holds no {', '.join(kinds)} file")
    return [str(path) for path in found]


def read_file(source: str, max_bytes: int) -> Page:
    """Read one file, or standard input for ``-``, of at most ``max_bytes``.

    Raises:
        SourceError: it can't be read, or is empty, binary, too large, wrongly encoded or broken JSON.
    """
    name = "standard input" if source == STDIN else source
    return read_bytes(name, _read_bytes(source, name, max_bytes))


def read_bytes(name: str, data: bytes) -> Page:
    """Read what a file of this name holds.

    Raises:
        SourceError: it is empty, binary, wrongly encoded or broken JSON.
    """
    kind = _kind_of(name)
    return read_form(name, decode(data, name, declared=kind != "json"), kind)


def _is_source(path: Path, *, dumps: bool) -> bool:
    """Whether what a folder holds is a file to read; a pipe in it would be waited for without end."""
    if path.name.startswith(".") or not (_kind_of(path.name) or (dumps and is_dump(path.name))):
        return False
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:  # such as a link that leads nowhere: reading it tells the reason
        return True


def _kind_of(source: str) -> Kind | None:
    """What the suffix says."""
    return _KINDS.get(Path(source).suffix.lower())


def _read_bytes(source: str, name: str, max_bytes: int) -> bytes:
    """The source's bytes; one more than ``max_bytes`` is never read."""
    try:
        if source == STDIN:
            if sys.stdin is None:
                raise SourceError(f"{name}: is closed")
            data = sys.stdin.buffer.read(max_bytes + 1)
        else:
            mode = Path(source).stat().st_mode
            if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
                raise SourceError(f"{name}: is not a file")
            with Path(source).open("rb") as file:
                data = file.read(max_bytes + 1)
    except OSError as error:
        raise SourceError(f"{name}: {_reason(error)}") from error
    except ValueError as error:  # a name with a null character
        raise SourceError(f"{name}: is no file name") from error
    if len(data) > max_bytes:
        raise SourceError(f"{name}: is larger than {max_bytes:,} bytes (sources.max_bytes)")
    return data


def _reason(error: OSError) -> str:
    """The system's own words in lower case: "no such file or directory"."""
    return (error.strerror or str(error)).lower()
