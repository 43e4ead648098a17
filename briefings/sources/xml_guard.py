"""XML that is made to exhaust its reader is found out before it is read."""

from __future__ import annotations

import re
from xml.parsers import expat

from briefings.errors import SourceError

_MAX_DEPTH = 200
"""Elements inside each other; feeds have about ten, and some markup of an article inside."""

_MAX_MENDED = 1_000_000
"""Bytes of a document that is not well-formed: the parser that mends it may take time as the square of them."""

_MAX_UNCLOSED = 5_000
"""Tags that such a document opens and doesn't close, ``<br>`` and its like among them."""

_TAG = re.compile(rb"<(/?)\w[^<>]*(?<!/)>")


def refuse_bombs(data: bytes, name: str) -> None:
    """See that ``data``, in UTF-8, declares no entities and isn't nested without end.

    By entities that stand for each other a few lines are unpacked into gigabytes; no kind of feed needs one.

    Raises:
        SourceError: it does, or is.
    """
    parser = expat.ParserCreate("utf-8")
    depth = 0

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _MAX_DEPTH:
            raise _nested(name)

    def end(*_: object) -> None:
        nonlocal depth
        depth -= 1

    def declare(*_: object) -> None:
        raise _declared(name)

    parser.StartElementHandler, parser.EndElementHandler, parser.EntityDeclHandler = start, end, declare
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes no names
    except expat.ExpatError as error:
        _refuse_broken(data, name, str(error))


def _refuse_broken(data: bytes, name: str, reason: str) -> None:
    """The same for a document that is not well-formed, which is read by rules of thumb."""
    first = re.search(rb"<\w", data)
    if b"<!ENTITY" in data[: first.start() if first else None].upper():
        raise _declared(name)
    if len(data) > _MAX_MENDED:
        raise SourceError(f"{name}: is not well-formed XML ({reason}), and too large to be mended")
    unclosed = 0
    for tag in _TAG.finditer(data):
        unclosed += -1 if tag[1] else 1
        if unclosed > _MAX_UNCLOSED:
            raise _nested(name)


def _declared(name: str) -> SourceError:
    """The error for entities."""
    return SourceError(f"{name}: declares XML entities, which feeds don't need and bombs are made of")


def _nested(name: str) -> SourceError:
    """The error for depth."""
    return SourceError(f"{name}: is XML nested too deeply")
