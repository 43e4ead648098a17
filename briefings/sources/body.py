"""The body of an answer, unpacked and never longer than it may be."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from briefings.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aiohttp import ClientResponse

CODINGS = "gzip"
"""What is asked for; the session unpacks nothing by itself, as it would do so without a limit."""

_PIECE = 65_536
"""Bytes unpacked at once: what a bomb gets of the memory before it is found out."""

_GZIP = 16 + zlib.MAX_WBITS
_MAX_MEMBERS = 100
"""A gzip file may be several in a row; millions of empty ones are an attack on the processor."""


async def read_body(response: ClientResponse, name: str, max_bytes: int) -> bytes:
    """Read the body, unpacked; ``name`` is what a message calls it.

    Raises:
        FetchError: it is longer than ``max_bytes``, packed or unpacked, or packed in a way that isn't understood.
        aiohttp.ClientError, TimeoutError: it doesn't come to its end.
    """
    coding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in {"", "identity", "gzip", "x-gzip"}:
        raise FetchError(f"{name}: is packed as {coding!r}, which was not asked for", permanent=True)
    if (response.content_length or 0) > max_bytes:
        raise _too_large(name, max_bytes)
    unpacker = _Unpacker() if coding.endswith("gzip") else None
    body = bytearray()
    taken = 0
    async for chunk in response.content.iter_any():
        taken += len(chunk)
        for piece in unpacker.unpack(chunk, name) if unpacker else (chunk,):
            body += piece
            if len(body) > max_bytes:
                raise _too_large(name, max_bytes)
        if taken > max_bytes:
            raise _too_large(name, max_bytes)
    if unpacker and not unpacker.is_whole:
        raise FetchError(f"{name}: ends in the middle of its packed text")
    return bytes(body)


def _too_large(name: str, max_bytes: int) -> FetchError:
    """The error that a body is longer than it may be."""
    return FetchError(f"{name}: is larger than {max_bytes:,} bytes (fetch.max_bytes)", permanent=True)


class _Unpacker:
    """Unpacks gzip piece by piece."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(_GZIP)
        self._members = 1
        self._started = False

    @property
    def is_whole(self) -> bool:
        """Whether the last member came to its end; of nothing at all there is none."""
        return self._inner.eof or not self._started

    def unpack(self, data: bytes, name: str) -> Iterator[bytes]:
        """Unpack ``data``, the next part of the body, in pieces of bounded length."""
        while True:
            self._started |= bool(data)
            try:
                piece = self._inner.decompress(data, _PIECE)
            except zlib.error as error:
                raise FetchError(f"{name}: is not the gzip that it says it is", permanent=True) from error
            yield piece
            if self._inner.eof:
                data = self._inner.unused_data
                if not data.startswith(b"\x1f\x8b"):
                    return  # padding, as some servers send it
                if self._members == _MAX_MEMBERS:
                    raise FetchError(f"{name}: is packed in more than {_MAX_MEMBERS} parts", permanent=True)
                self._inner = zlib.decompressobj(_GZIP)
                self._members += 1
            else:
                data = self._inner.unconsumed_tail
                if not data and len(piece) < _PIECE:
                    return
