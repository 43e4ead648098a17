"""Who may ask a host next: so many requests at once in all, so many to one host, and its own pace."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable


class Turns:
    """Gives out turns; a host is known by its name and port."""

    def __init__(
        self,
        at_once: int,
        per_host: int,
        *,
        sleep: Callable[[float], Awaitable[None]],
        clock: Callable[[], float],
    ) -> None:
        """Let ``at_once`` requests run in all and ``per_host`` to one host; ``clock`` is in seconds."""
        self._all = asyncio.Semaphore(at_once)
        self._per_host = per_host
        self._hosts: dict[str, _Host] = {}
        self._sleep = sleep
        self._clock = clock

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for ``host``'s turn and hold it; a host that is waited for takes no place from the others."""
        one = self._host(host)
        async with one.places:
            while (wait := one.not_before - self._clock()) > 0:
                await self._sleep(wait)
            async with self._all:
                one.not_before = self._clock() + one.pace
                yield

    def pace(self, host: str, seconds: float) -> None:
        """Let ``seconds`` pass between the starts of two requests to ``host``."""
        self._host(host).pace = seconds

    def hold(self, host: str, seconds: float) -> None:
        """Leave ``host`` alone for ``seconds`` from now."""
        one = self._host(host)
        one.not_before = max(one.not_before, self._clock() + seconds)

    def _host(self, host: str) -> _Host:
        """What is known of ``host``."""
        return self._hosts.setdefault(host, _Host(self._per_host))


class _Host:
    """One host: its places, and when it may be asked again."""

    def __init__(self, places: int) -> None:
        self.places = asyncio.Semaphore(places)
        self.pace = 0.0
        self.not_before = 0.0
