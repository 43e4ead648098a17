"""The head of a server's answer: what it is, how long it holds, and what its errors mean."""

from __future__ import annotations

import re
import ssl
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

import aiohttp

from briefings.errors import FetchError
from briefings.sources.addresses import NotPublicError

if TYPE_CHECKING:
    from datetime import datetime

_MAY_PASS = frozenset({408, 425, 429})
"""Errors that the client is said to have made, but that another time it hasn't."""

_MAX_AGE = re.compile(r"(?:^|,)\s*max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_NO_AGE = re.compile(r"(?:^|,)\s*no-(?:cache|store)\b", re.IGNORECASE)


class Accept(NamedTuple):
    """The kinds of content that a caller can read: as a header, and as the pattern of their names."""

    header: str
    kinds: re.Pattern[str]


class Fetched(NamedTuple):
    """An answer: the address that gave it, its bytes (unpacked) and what its head says.

    ``max_age`` and ``retry_after`` are seconds. ``not_modified`` says that it is still what it was, without a body.
    """

    url: str
    status: int
    body: bytes
    content_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    max_age: float | None = None
    retry_after: float | None = None
    not_modified: bool = False


def read_head(response: aiohttp.ClientResponse, body: bytes) -> Fetched:
    """The answer with ``body``."""
    return Fetched(
        url=str(response.url),
        status=response.status,
        body=body,
        content_type=_kind_of(response),
        charset=response.charset,
        etag=response.headers.get("ETag"),
        last_modified=response.headers.get("Last-Modified"),
        max_age=_max_age(response),
        retry_after=_retry_after(response),
        not_modified=response.status == 304,
    )


def check_kind(response: aiohttp.ClientResponse, name: str, accept: Accept) -> None:
    """See that the caller can read what is coming; a server that doesn't say what it is is believed to be right.

    Raises:
        FetchError: it is something else.
    """
    kind = _kind_of(response)
    if kind and not accept.kinds.fullmatch(kind):
        raise FetchError(f"{name}: is {kind}, which can't be read here", permanent=True, status=response.status)


def status_error(response: aiohttp.ClientResponse, name: str) -> FetchError:
    """The error that a status means."""
    status = response.status
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = ""
    return FetchError(
        f"{name}: answered {status} {phrase}".rstrip(),
        permanent=300 <= status < 500 and status not in _MAY_PASS,
        status=status,
        retry_after=_retry_after(response),
    )


def explain(error: Exception, name: str) -> FetchError:
    """Say in a line what kept an answer from coming."""
    match error:
        case FetchError():
            return error
        case NotPublicError():
            return FetchError(f"{name}: {error}", permanent=True)
        case aiohttp.ConnectionTimeoutError():
            return FetchError(f"{name}: no connection in time (fetch.connect_seconds)")
        case TimeoutError():
            return FetchError(f"{name}: no whole answer in time (fetch.timeout_seconds)")
        case aiohttp.ClientConnectorCertificateError() | aiohttp.ClientConnectorSSLError() | ssl.SSLError():
            return FetchError(f"{name}: its certificate or encryption is not accepted", permanent=True)
        case aiohttp.ClientConnectorDNSError():
            return FetchError(f"{name}: the host's name can't be resolved")
        case aiohttp.ClientConnectorError():
            reason = error.os_error.strerror or str(error.os_error)
            return FetchError(f"{name}: no connection ({reason.lower()})")
        case aiohttp.InvalidURL():
            return FetchError(f"{name}: is not an address of the web", permanent=True)
        case aiohttp.ClientPayloadError():
            return FetchError(f"{name}: the connection was closed before the end of the answer")
        case aiohttp.ClientConnectionError() | OSError():
            return FetchError(f"{name}: the connection was closed without an answer")
        case _:
            return FetchError(f"{name}: the answer is not HTTP as it should be", permanent=True)


def _kind_of(response: aiohttp.ClientResponse) -> str | None:
    """The content type without its parameters, if the server says one."""
    return response.content_type.lower() if response.headers.get("Content-Type") else None


def _max_age(response: aiohttp.ClientResponse) -> float | None:
    """Seconds for which the answer is fresh (RFC 9111, 4.2.1), of which those in caches on the way are gone."""
    control = response.headers.get("Cache-Control", "")
    if _NO_AGE.search(control):
        return None
    if found := _MAX_AGE.search(control):
        spent = response.headers.get("Age", "")
        return max(float(found[1]) - (float(spent) if spent.isdecimal() and len(spent) < 10 else 0.0), 0.0)
    return _seconds_until(response, response.headers.get("Expires"))


def _retry_after(response: aiohttp.ClientResponse) -> float | None:
    """Seconds that the server wants to be left alone for."""
    asked = response.headers.get("Retry-After", "").strip()
    if asked.isdecimal() and len(asked) < 10:
        return float(asked)
    return _seconds_until(response, asked or None)


def _seconds_until(response: aiohttp.ClientResponse, then: str | None) -> float | None:
    """Seconds from when the server answered until ``then``, by its own clock, as ours may be another."""
    start, end = _date(response.headers.get("Date")), _date(then)
    return max((end - start).total_seconds(), 0.0) if start and end else None


def _date(text: str | None) -> datetime | None:
    """Read a date of HTTP, which always has a zone."""
    try:
        date = parsedate_to_datetime(text) if text else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date if date and date.tzinfo else None
