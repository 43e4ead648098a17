from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from briefings.sources.health import FeedState

if TYPE_CHECKING:
    from briefings.store.sql import Store
    from tests.briefings.store.conftest import Samples

URL = "https://news.example/feed"


async def test_a_feed_is_followed_once_until_it_is_removed(store: Store) -> None:
    assert await store.add_feed(URL)
    assert not await store.add_feed(URL)
    assert await store.add_feed("https://a.example/rss")
    assert list((await store.feeds()).items()) == [("https://a.example/rss", FeedState()), (URL, FeedState())]
    assert await store.remove_feed(URL)
    assert not await store.remove_feed(URL)
    assert list(await store.feeds()) == ["https://a.example/rss"]


async def test_the_health_of_a_feed_comes_back_as_it_went_in(store: Store, samples: Samples) -> None:
    await store.add_feed(URL)
    state = FeedState(
        title="News",
        etag='W/"1"',
        last_modified="Mon, 02 Jun 2025 10:00:00 GMT",
        next_poll=samples.now + timedelta(minutes=15),
        last_success=samples.now,
        last_error="answers 500\0",
        last_error_at=samples.now - timedelta(days=1),
        failures=3,
        items_seen=41,
        down=True,
        every_minutes=7.5,
    )
    assert await store.save_feed(URL, state)
    assert await store.feeds() == {URL: state.model_copy(update={"last_error": "answers 500"})}
    assert await store.add_feed(URL) is False
    assert (await store.feeds())[URL].failures == 3


async def test_a_feed_that_was_removed_during_its_round_stays_removed(store: Store) -> None:
    assert not await store.save_feed(URL, FeedState())
    assert await store.feeds() == {}
