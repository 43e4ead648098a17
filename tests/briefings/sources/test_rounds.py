from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from aiohttp import web
from pydantic import SecretStr

from briefings.pages import Found, Gatherer
from briefings.settings import Settings
from briefings.sources.health import FeedState
from briefings.store.sql import Store

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import NewFetcher, Site, Time

FEED = "<rss version='2.0'><channel><title>Feed</title>{}</channel></rss>"
ITEM = "<item><title>Report</title><link>{}/{}</link></item>"


async def test_a_feed_waits_one_time_out_for_a_host_that_answers_none_of_its_pages(
    site: Site, new_fetcher: NewFetcher, time: Time, tmp_path: Path
) -> None:
    async def hang(_: web.Request) -> web.Response:
        time.now += Settings().fetch.timeout_seconds
        return web.Response(status=504)

    items = "".join(ITEM.format(site.base, number) for number in range(5))
    site.pages |= {"/feed": web.Response(text=FEED.format(items), content_type="application/rss+xml")}
    site.pages |= {f"/{number}": hang for number in range(5)}
    start = datetime(2025, 6, 2, tzinfo=UTC)
    async with Store(SecretStr(f"sqlite:///{tmp_path}/store.db")) as store:
        await store.upgrade()
        gatherer = Gatherer(
            await new_fetcher(max_tries=1),
            store,
            Settings(),
            clock=lambda: start + timedelta(seconds=time.now),
            jitter=lambda: 0.0,
        )
        found = [each async for each in gatherer.poll({site.url("/feed"): FeedState()})]
    told = [str(each.page) for each in found if isinstance(each, Found)]
    assert len(told) == 5
    assert "504" in told[0]
    assert all("not asked in this round" in each for each in told[1:])
    assert site.paths() == ["/feed", "/robots.txt", "/0"]
