"""How long a round over many feeds takes when some are slow and some are dead: ``make bench``.

200 feeds, each on a port of its own as if on a host of its own, with the pages that they lead to; 20 of the feeds take
their time, 10 take the connection and never answer, and of 10 others it is the pages that never come. A round is
bounded by the time-outs of one feed, not by their sum. Nothing is briefed: the round is of the net alone. It reports
and never fails.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import aclosing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aiohttp import web
from articles import make_article
from pydantic import SecretStr

from briefings.errors import SourceError
from briefings.pages import FeedRead, Found, Gatherer
from briefings.settings import Fetch, Settings
from briefings.sources.fetch import Fetcher
from briefings.sources.health import FeedState
from briefings.store.sql import Store

if TYPE_CHECKING:
    from collections.abc import Mapping

FEEDS = 200
SLOW, DEAD, STUCK = range(20), range(20, 30), range(30, 40)
"""Which feeds are slow, which are dead, and of which the pages are."""
DELAY = 2.0
TIMEOUT = 4.0
ENTRIES = 5
NEVER = 3600.0


class Site:
    """A feed and its pages."""

    def __init__(self, number: int) -> None:
        """Be the feed of a number."""
        self.number = number

    async def answer(self, request: web.BaseRequest) -> web.Response:
        """Answer as such a feed does."""
        if request.path == "/feed":
            delay = DELAY if self.number in SLOW else NEVER if self.number in DEAD else 0.0
            await asyncio.sleep(delay)
            return web.Response(text=self._feed(f"http://{request.host}"), content_type="application/rss+xml")
        if request.path == "/robots.txt":
            return web.Response(status=404)
        await asyncio.sleep(NEVER if self.number in STUCK else 0.0)
        text = make_article(int(request.path[1:]))["text"].replace("\n\n", "</p><p>")
        return web.Response(
            text=f"<html><body><article><p>{text}</p></article></body></html>", content_type="text/html"
        )

    def _feed(self, base: str) -> str:
        numbers = range(self.number * ENTRIES, (self.number + 1) * ENTRIES)
        items = (f"<item><title>Report {each}</title><link>{base}/{each}</link></item>" for each in numbers)
        return f"<rss version='2.0'><channel><title>Feed {self.number}</title>{''.join(items)}</channel></rss>"


async def serve() -> None:
    """Serve every feed and print the ports."""
    ports = []
    for number in range(FEEDS):
        runner = web.ServerRunner(web.Server(Site(number).answer))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        ports.append(runner.addresses[0][1])
    print(json.dumps(ports), flush=True)
    await asyncio.sleep(NEVER)


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


async def poll(feeds: Mapping[str, FeedState]) -> dict[str, FeedState]:
    """Do one round, print how it went, and give the states of the feeds."""
    settings = Settings(fetch=Fetch(timeout_seconds=TIMEOUT, allow_private=["127.0.0.1"]))
    states = {}
    fates: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        async with Store(SecretStr(f"sqlite:///{folder}/briefbot.db")) as store, Fetcher(settings.fetch) as fetcher:
            await store.upgrade()
            begun, used = time.perf_counter(), time.process_time()
            gatherer = Gatherer(fetcher, store, settings, clock=now, jitter=lambda: 0.0)
            async with aclosing(gatherer.poll(feeds)) as pages:
                async for each in pages:
                    fates[_fate(each)] += 1
                    if isinstance(each, FeedRead):
                        states[each.url] = each.round.state
            wall, used = time.perf_counter() - begun, time.process_time() - used
    print(f"  {wall:.1f} s on the clock, {used:.1f} s of CPU: {dict(sorted(fates.items()))}")
    return states


def _fate(each: Found | FeedRead) -> str:
    if isinstance(each, FeedRead):
        return "feeds failed" if each.round.error else "feeds read"
    return "pages failed" if isinstance(each.page, SourceError) else "pages"


async def measure(ports: list[int]) -> None:
    """Print a round of all feeds, and one of those that answer."""
    feeds = [f"http://127.0.0.1:{port}/feed" for port in ports]
    well = [feed for number, feed in enumerate(feeds) if number not in {*DEAD, *STUCK}]
    alone = [feed for number, feed in enumerate(feeds) if number not in STUCK]
    slowest = f"{len(SLOW)} slow ({DELAY:g} s)"
    print(f"{len(well)} feeds of {ENTRIES} pages, {slowest}; bound: {DELAY:g} s and what the CPU takes")
    await poll(dict.fromkeys(well, FeedState()))
    print(f"{len(alone)} feeds, {slowest}, {len(DEAD)} dead (time-out {TIMEOUT:g} s, in sum {len(DEAD) * TIMEOUT:g} s)")
    await poll(dict.fromkeys(alone, FeedState()))
    total = (len(DEAD) + len(STUCK) * ENTRIES) * TIMEOUT
    print(f"{len(feeds)} feeds, of {len(STUCK)} more the pages are dead (in sum {total:g} s)")
    await poll(dict.fromkeys(feeds, FeedState()))


def main() -> None:
    """Serve in a process of its own, and measure."""
    server = subprocess.Popen([sys.executable, __file__, "serve"], stdout=subprocess.PIPE, text=True)
    try:
        if server.stdout is not None:
            asyncio.run(measure(json.loads(server.stdout.readline())))
    finally:
        server.kill()
        server.wait()


if __name__ == "__main__":
    if sys.argv[1:] == ["serve"]:
        asyncio.run(serve())
    else:
        main()
