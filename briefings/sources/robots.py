"""What sites let robots read: robots.txt (RFC 9309), kept for a day a site."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, NamedTuple

from protego import Protego

from briefings.errors import FetchError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from yarl import URL

    Load = Callable[[str], Awaitable[bytes]]
    """Fetches an address."""

_KEPT = 86_400.0
"""Seconds that rules are kept at most (RFC 9309, 2.4)."""

_KEPT_FAILURE = 600.0
"""Seconds until a robots.txt that couldn't be had is asked for again."""

_MAX_BYTES = 512_000
"""What is read of a robots.txt; a parser has to take 500 KiB (RFC 9309, 2.5)."""

_MAX_DELAY = 30.0
"""The longest crawl delay, in seconds, that is kept to: some sites ask for hours, which means none of us."""


class _Rules(NamedTuple):
    """What a site allows until when; ``closed`` tells why for now it allows nothing."""

    until: float
    rules: Protego | None = None
    closed: str | None = None


class Robots:
    """The rules of the sites met so far."""

    def __init__(self, user_agent: str, load: Load, clock: Callable[[], float]) -> None:
        """Read rules with ``load``, for the robot that ``user_agent`` starts with the name of."""
        self._robot = (re.match(r"[A-Za-z_-]+", user_agent) or ["*"])[0]
        self._load = load
        self._clock = clock
        self._sites: dict[str, _Rules] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def check(self, url: URL, name: str) -> float:
        """See that ``url`` may be asked for, and give the seconds to leave between two requests to its site.

        Raises:
            RefusedError: the site doesn't want it to be.
            FetchError: its rules can't be had for now.
        """
        site = str(url.origin())
        async with self._locks.setdefault(site, asyncio.Lock()):
            known = self._sites.get(site)
            if known is None or known.until <= self._clock():
                known = self._sites[site] = await self._read(site)
        if known.closed:
            # With when to ask again, so that the same isn't found out three times in a row.
            raise FetchError(
                f"{name}: is left alone for now, since the site's robots.txt can't be had ({known.closed})",
                retry_after=known.until - self._clock(),
            )
        if known.rules is None:
            return 0.0
        if not known.rules.can_fetch(str(url), self._robot):
            raise RefusedError(f"{name}: the site's robots.txt doesn't allow it", permanent=True)
        return min(known.rules.crawl_delay(self._robot) or 0.0, _MAX_DELAY)

    async def _read(self, site: str) -> _Rules:
        """Fetch and read a site's rules: without any all is allowed, and with none to be had nothing is."""
        address = f"{site}/robots.txt"
        try:
            data = await self._load(address)
        except FetchError as error:
            if error.permanent:
                return _Rules(self._clock() + _KEPT)
            return _Rules(self._clock() + _KEPT_FAILURE, closed=str(error).removeprefix(f"{address}: "))
        # A rule that the limit cuts in two would say something else.
        data = data if len(data) <= _MAX_BYTES else data[:_MAX_BYTES].rpartition(b"\n")[0]
        return _Rules(self._clock() + _KEPT, rules=Protego.parse(data.decode("utf-8-sig", "replace")))
