"""Files, folders and standard input → pages.

A file is HTML, JSON or plain text, told by its suffix and where that is silent by its first characters.
"""

from __future__ import annotations

import codecs
import json
import re
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefings.errors import SourceError
from briefings.sources import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

STDIN = "-"
"""The name by which a caller asks for standard input."""

Kind = Literal["html", "json", "text"]

_KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
}

_BINARY = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a zip archive or an office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"\x1f\x8b": "compressed",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
}
"""What a file is that starts with these bytes."""

# UTF-32 is tried before UTF-16, as its little-endian mark starts with that of UTF-16.
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}

# Browsers read these labels as windows-1252 (WHATWG Encoding Standard), and so pages are written.
_WESTERN = frozenset({"ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1"})

# The atomic group keeps a long row of comments from being tried in every combination.
_HTML_START = re.compile(
    r"(?>\s*(?:<!--.*?-->\s*|<\?[^>]*>\s*)*)<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_CHARSET = re.compile(rb"""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_FIELDS = ("title", "outlet", "published", "url")
# A line of another name ("Author: …") is passed over in a header; in capitals ("UPDATE: …") it is news.
_HEADER = re.compile(r"((?i:title|outlet|published|url)|[A-Z][a-z]+)[ \t]*:[ \t]*(.*)")


def list_files(source: str) -> list[str]:
    """Names of the files that ``source`` stands for: itself, or the readable kinds of a folder, sorted.

    A folder is read one level deep; its hidden files and other kinds of file are passed over.

    Raises:
        SourceError: the folder can't be listed or holds no article.
    """
    if not source:
        raise SourceError("the name of a source is empty")
    try:
        if source == STDIN or not Path(source).is_dir():
            return [source]
        found = sorted(path for path in Path(source).iterdir() if _is_article(path))
    except OSError as error:
        raise SourceError(f"{source}: {_reason(error)}") from error
    if not found:
        raise SourceError(f"{source}: the folder holds no {', '.join(_KINDS)} file")
    return [str(path) for path in found]


def read_file(source: str, max_bytes: int) -> Page:
    """Read one file, or standard input for ``-``, of at most ``max_bytes``.

    Raises:
        SourceError: it can't be read, or is empty, binary, too large, wrongly encoded or broken JSON.
    """
    name = "standard input" if source == STDIN else source
    data = _read_bytes(source, name, max_bytes)
    kind = _kind_of(source)
    text = _decode(data, name, declared=kind != "json")
    if not text.strip():
        raise SourceError(f"{name}: is empty")
    if kind is None or kind == "text":
        kind = _sniff(text) if kind is None or _HTML_START.match(text) else kind
    if kind == "json":
        return _page_of_json(name, text)
    if kind == "html":
        return Page(name, text, html=True)
    return _page_of_text(name, text)


def _is_article(path: Path) -> bool:
    """Whether what a folder holds is a file to brief; a pipe in it would be waited for without end."""
    if path.name.startswith(".") or _kind_of(path.name) is None:
        return False
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:  # such as a link that leads nowhere: reading it tells the reason
        return True


def _kind_of(source: str) -> Kind | None:
    """What the suffix says."""
    return _KINDS.get(Path(source).suffix.lower())


def _sniff(text: str) -> Kind:
    """What the first characters say."""
    if _HTML_START.match(text):
        return "html"
    return "json" if text.lstrip().startswith("{") else "text"


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


def _decode(data: bytes, name: str, *, declared: bool) -> str:
    """Decode by the byte order mark, else by the charset that HTML declares, else as UTF-8."""
    for start, what in _BINARY.items():
        if data.startswith(start):
            raise SourceError(f"{name}: is {what}, not text or HTML")
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    encoding = _MARKS.get(mark, "utf-8")
    if not mark:
        if (at := data.find(b"\0")) >= 0:
            raise SourceError(f"{name}: is binary (null byte at offset {at}), not text or HTML")
        if declared and (found := _CHARSET.search(data, 0, 2048)):
            encoding = _python_name(found[1].decode("ascii").lower())
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        at = len(mark) + error.start
        line = data.count(b"\n", 0, at) + 1
        where = f"byte 0x{data[at]:02x} at offset {at}, line {line}"
        raise SourceError(f"{name}: is not valid {encoding.upper()} ({where})") from error
    except (LookupError, UnicodeError) as error:  # no such codec, or one that doesn't give text
        raise SourceError(f"{name}: declares an unknown charset {encoding!r}") from error


def _python_name(charset: str) -> str:
    """Python's codec for a charset that HTML declares, as browsers take it (WHATWG)."""
    if charset in _WESTERN:
        return "cp1252"
    # A declaration that could be read byte by byte is not written in what it declares.
    return "utf-8" if charset.startswith("utf-16") else charset


def _page_of_text(name: str, text: str) -> Page:
    """Read the header, if any, off the top of a plain text: a paragraph of nothing but header lines."""
    lines = text.splitlines()
    start = next(i for i, line in enumerate(lines) if line.strip())
    end = next((i for i in range(start, len(lines)) if not lines[i].strip()), len(lines))
    found = [_HEADER.fullmatch(line.strip()) for line in lines[start:end]]
    header = {match[1].lower(): match[2] for match in found if match and match[1].lower() in _FIELDS}
    if not header or not all(found):
        return Page(name, text)
    body = "\n".join(lines[end + 1 :])
    if not body.strip():
        raise SourceError(f"{name}: holds no text below its header lines")
    return _page(name, body, header)


def _page_of_json(name: str, text: str) -> Page:
    """Read the article's fields from a JSON object; other keys are passed over."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise SourceError(f"{name}: is not valid JSON ({error.msg} at {where})") from error
    except (RecursionError, ValueError) as error:  # nested too deeply, or a number too long
        raise SourceError(f"{name}: is not a JSON article") from error
    if not isinstance(data, dict):
        raise SourceError(f"{name}: is not a JSON object with title, outlet, published, url and text")
    for key in (*_FIELDS, "text"):
        if not isinstance(data.get(key), str | None):
            raise SourceError(f'{name}: "{key}" is not a string')
    if not (data.get("text") or "").strip():
        raise SourceError(f'{name}: holds no "text"')
    return _page(name, data["text"], data)


def _page(name: str, text: str, fields: Mapping[str, str | None]) -> Page:
    """A page of text with what its source says of it."""
    title, outlet, published, url = (fields.get(key) for key in _FIELDS)
    return Page(name, text, title=title, outlet=outlet, published=published, url=url)
