"""The one door to the net: address → bytes, within limits, politely, and only from public addresses."""

from __future__ import annotations

import asyncio
import re
import time
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

import aiohttp
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, wait_exponential_jitter

from briefings.errors import FetchError
from briefings.sources.addresses import Allowed, NotPublicError
from briefings.sources.answers import Accept, Fetched, check_kind, explain, read_head, status_error
from briefings.sources.body import CODINGS, read_body
from briefings.sources.resolver import GuardedResolver
from briefings.sources.robots import Robots
from briefings.sources.turns import Turns
from briefings.sources.urls import read_url, show_url

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from types import TracebackType

    from aiohttp.abc import AbstractResolver
    from yarl import URL

__all__ = ["Accept", "Fetched", "Fetcher", "Limits"]

_ROBOTS = Accept("text/plain, */*;q=0.1", re.compile(r".*"))

_REDIRECTS = frozenset({301, 302, 303, 307, 308})

_BACK_OFF = wait_exponential_jitter(multiplier=0.5, max=10, jitter=0.5)
"""Seconds until an address is asked again where its server doesn't say: 0.5, 1, 2 … and up to 0.5 more."""

_MAX_HOLD = 60.0
"""The longest, in seconds, that a whole host is left alone because it said "too many requests" once."""


class Limits(Protocol):
    """What the settings say of fetching (``[fetch]``, where each is explained)."""

    @property
    def user_agent(self) -> str: ...  # noqa: D102
    @property
    def timeout_seconds(self) -> float: ...  # noqa: D102
    @property
    def connect_seconds(self) -> float: ...  # noqa: D102
    @property
    def max_bytes(self) -> int: ...  # noqa: D102
    @property
    def max_redirects(self) -> int: ...  # noqa: D102
    @property
    def max_tries(self) -> int: ...  # noqa: D102
    @property
    def max_requests(self) -> int: ...  # noqa: D102
    @property
    def per_host(self) -> int: ...  # noqa: D102
    @property
    def allow_private(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def robots(self) -> bool: ...  # noqa: D102


class _Order(NamedTuple):
    """What is asked for, whatever host it leads to."""

    name: str
    accept: Accept
    headers: Mapping[str, str]
    robots: bool


class _Budget:
    """The seconds that are left for an order."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds


class Fetcher:
    """Fetches addresses; one for the whole run, as it knows the hosts' turns and rules. An async context."""

    def __init__(
        self,
        limits: Limits,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
        resolver: AbstractResolver | None = None,
    ) -> None:
        """Fetch within ``limits``; ``sleep`` and ``clock`` (seconds) pass the time between requests."""
        self._limits = limits
        self._allowed = Allowed(limits.allow_private)
        self._sleep = sleep
        self._inner_resolver = resolver
        self._agent = limits.user_agent.replace("{version}", version("briefbot"))
        self._turns = Turns(limits.max_requests, limits.per_host, sleep=sleep, clock=clock)
        self._robots = Robots(self._agent, self._load_robots, clock)
        self._resolver: AbstractResolver | None = None
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Open the door: no cookies, no proxy or password of the environment, nothing unpacked unseen."""
        self._resolver = GuardedResolver(self._inner_resolver or aiohttp.DefaultResolver(), self._allowed)
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(resolver=self._resolver, limit=0),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self._agent, "Accept-Encoding": CODINGS},
            auto_decompress=False,
            trust_env=False,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection."""
        if self._session:
            await self._session.close()
        if self._resolver:  # which the session doesn't close, as it didn't make it
            await self._resolver.close()

    async def get(
        self,
        url: str,
        *,
        accept: Accept,
        etag: str | None = None,
        last_modified: str | None = None,
        robots: bool = False,
    ) -> Fetched:
        """Fetch ``url``, following redirects and asking again for what may pass.

        With ``etag`` or ``last_modified`` of an earlier answer it may be ``not_modified``. ``robots`` asks the
        site's rules first, where the settings respect them.

        Raises:
            RefusedError: robots.txt doesn't allow it.
            FetchError: there is no answer within the limits, or none that is accepted.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {"Accept": accept.header} | {name: value for name, value in conditions.items() if value}
        order = _Order(show_url(url), accept, headers, robots and self._limits.robots)
        budget = _Budget(self._limits.timeout_seconds)

        def stop(state: RetryCallState) -> bool:
            return state.attempt_number >= self._limits.max_tries or state.upcoming_sleep >= budget.left

        async def sleep(seconds: float) -> None:
            budget.left -= seconds
            await self._sleep(seconds)

        retrying = AsyncRetrying(sleep=sleep, stop=stop, wait=_wait, retry=retry_if_exception(_may_pass), reraise=True)
        return await retrying(self._follow, url, order, budget)

    async def _follow(self, text: str, order: _Order, budget: _Budget) -> Fetched:
        """Ask, and follow where it leads; each step is checked as if it were the first."""
        url = self._check(text, None, order.name)
        seen: set[URL] = set()
        name = order.name
        while len(seen) <= self._limits.max_redirects:
            seen.add(url)
            if order.robots:
                self._turns.pace(_host_of(url), await self._robots.check(url, name))
            answer = await self._ask(url, name, order, budget)
            if isinstance(answer, Fetched):
                return answer
            url = self._check(answer, url, order.name)
            name = f"{order.name}: leads to {show_url(str(url))}"
            if url in seen:
                raise FetchError(f"{order.name}: its redirects go round in a circle", permanent=True)
        raise FetchError(
            f"{order.name}: leads on more than {self._limits.max_redirects} times (fetch.max_redirects)", permanent=True
        )

    def _check(self, text: str, base: URL | None, name: str) -> URL:
        """Read where to go, and see that it may be gone to as far as that shows without resolving."""
        try:
            url = read_url(text, base)
        except ValueError as error:
            name = f"{name}: leads to {show_url(text)}" if base else name
            raise FetchError(f"{name}: {error}", permanent=True) from error
        try:
            self._allowed.check_host(url.raw_host or "")
        except NotPublicError as error:
            name = f"{name}: leads to {show_url(str(url))}" if base else name
            raise FetchError(f"{name}: {error}", permanent=True) from error
        return url

    async def _ask(self, url: URL, name: str, order: _Order, budget: _Budget) -> Fetched | str:
        """Ask one address once, in its host's turn; the answer, or where it leads."""
        if self._session is None:
            raise RuntimeError("the fetcher is not open")
        async with self._turns.turn(_host_of(url)):
            timeout = aiohttp.ClientTimeout(total=max(budget.left, 0.001), connect=self._limits.connect_seconds)
            start = time.monotonic()
            try:
                async with self._session.get(
                    url, headers=order.headers, allow_redirects=False, timeout=timeout
                ) as response:
                    return await self._read(response, name, order)
            except (aiohttp.ClientError, NotPublicError, OSError, ValueError) as error:
                raise explain(error, name) from error
            finally:
                budget.left -= time.monotonic() - start

    async def _read(self, response: aiohttp.ClientResponse, name: str, order: _Order) -> Fetched | str:
        """Read one answer."""
        status = response.status
        if status in _REDIRECTS and (place := response.headers.get("Location")):
            return place
        if status == 304 and len(order.headers) > 1:
            return read_head(response, b"")
        if status not in {200, 203}:
            error = status_error(response, name)
            if error.retry_after and status in {429, 503}:
                self._turns.hold(_host_of(response.url), min(error.retry_after, _MAX_HOLD))
            raise error
        check_kind(response, name, order.accept)
        return read_head(response, await read_body(response, name, self._limits.max_bytes))

    async def _load_robots(self, address: str) -> bytes:
        """Fetch a robots.txt."""
        return (await self.get(address, accept=_ROBOTS)).body


def _host_of(url: URL) -> str:
    """The host whose turn it is: servers on other ports are other hosts."""
    return f"{url.host}:{url.port}"


def _may_pass(error: BaseException) -> bool:
    """Whether to ask again may help."""
    return isinstance(error, FetchError) and not error.permanent


def _wait(state: RetryCallState) -> float:
    """Seconds until the next try: what the server asks for, else ever more."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.retry_after if isinstance(error, FetchError) else None
    return max(asked or 0.0, _BACK_OFF(state))
