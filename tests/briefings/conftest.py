"""Real servers on the loopback, and time that passes only when somebody sleeps."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver

from briefings.settings import Fetch
from briefings.sources.fetch import Fetcher

NewSite = Callable[[], Awaitable["Site"]]
NewFetcher = Callable[..., Awaitable[Fetcher]]
Raw = Callable[..., Awaitable[str]]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Site:
    """A web server whose pages are set by path; it keeps what it was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, Handler | web.Response | list[web.Response]] = {}
        self.asked: list[web.Request] = []
        self.base = ""

    def url(self, path: str = "/") -> str:
        return self.base + path

    def paths(self) -> list[str]:
        return [request.path for request in self.asked]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        page = self.pages.get(request.path)
        if page is None:
            return web.Response(status=404)
        if isinstance(page, list):  # one after the other, the last one for good
            page = page.pop(0) if len(page) > 1 else page[0]
        if isinstance(page, web.Response):
            return copy(page)
        return await page(request)


def copy(response: web.Response) -> web.Response:
    """A response can be sent only once."""
    return web.Response(body=response.body, status=response.status, headers=response.headers)


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
async def new_site() -> AsyncIterator[NewSite]:
    async with AsyncExitStack() as stack:

        async def start() -> Site:
            site = Site()
            runner = web.ServerRunner(web.Server(site.answer), shutdown_timeout=0)
            await runner.setup()
            stack.push_async_callback(runner.cleanup)
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            site.base = "http://{}:{}".format(*runner.addresses[0][:2])
            return site

        yield start


@pytest.fixture
async def site(new_site: NewSite) -> Site:
    return await new_site()


@pytest.fixture
async def raw() -> AsyncIterator[Raw]:
    """A server that answers every request with these bytes; without any it keeps silent. Gives its address."""
    async with AsyncExitStack() as stack:

        async def start(data: bytes = b"") -> str:
            async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                await reader.readuntil(b"\r\n\r\n")
                if data:
                    writer.write(data)
                    await writer.drain()
                else:
                    await reader.read()
                writer.close()

            server = await asyncio.start_server(answer, "127.0.0.1", 0)
            stack.push_async_callback(server.wait_closed)
            stack.callback(server.close)
            return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"

        yield start


@pytest.fixture
async def new_fetcher(time: Time) -> AsyncIterator[NewFetcher]:
    async with AsyncExitStack() as stack:

        async def start(*, resolver: AbstractResolver | None = None, **limits: object) -> Fetcher:
            settings = Fetch(**{"allow_private": ["127.0.0.1"], **limits})
            fetcher = Fetcher(settings, sleep=time.sleep, clock=time.clock, resolver=resolver)
            return await stack.enter_async_context(fetcher)

        yield start


@pytest.fixture
async def fetcher(new_fetcher: NewFetcher) -> Fetcher:
    return await new_fetcher()
