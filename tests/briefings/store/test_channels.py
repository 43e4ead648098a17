from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

import pytest

from briefings.answers import Query, Turn
from briefings.channels import Channel, ChannelSettings, Follow, Quiet, Schedule, Told
from briefings.digest import Digest, Window, make_digest

if TYPE_CHECKING:
    from briefings.store.sql import Store
    from tests.briefings.store.conftest import Samples

HERE = Channel(platform="discord", workspace="1", channel="2")
THERE = Channel(platform="slack", workspace="T1", channel="2")
DAY = timedelta(days=1)


@pytest.fixture
def window(samples: Samples) -> Window:
    return Window(since=samples.now - DAY, until=samples.now)


def digest_of(window: Window, *told: Told) -> Digest:
    return Digest(window=window, told=told)


async def test_a_channel_that_set_nothing_has_the_defaults(store: Store) -> None:
    assert await store.channel(HERE) == ChannelSettings(channel=HERE)
    assert await store.channels() == ()


async def test_what_a_channel_sets_is_kept_whole_and_the_last_counts(store: Store) -> None:
    settings = ChannelSettings(
        channel=HERE,
        follows=(Follow(place="Sudan", killed=10), Follow(feed="https://news.example/rss")),
        schedule=Schedule(times=(time(8), time(17, 30)), zone="Europe/Kyiv", days=("mon", "fri"), paused=True),
        quiet=Quiet(start=time(22), end=time(7), zone="Europe/Kyiv"),
        silent=True,
    )
    await store.save_channel(ChannelSettings(channel=HERE, silent=True))
    await store.save_channel(settings)
    await store.save_channel(ChannelSettings(channel=THERE))
    assert await store.channel(HERE) == settings
    assert await store.channel(THERE) == ChannelSettings(channel=THERE)
    assert [each.channel.key for each in await store.channels()] == ["discord:1:2", "slack:T1:2"]


async def test_what_was_told_is_known_by_channel_and_event(store: Store, samples: Samples, window: Window) -> None:
    told = Told(event="e1", at=samples.now, figures={"killed": 43}, facts={"outcome": ("none",)}, contested=True)
    await store.record_digest(HERE, digest_of(window, told, Told(event="e2", at=samples.now)), samples.now)
    assert await store.told(HERE, ["e1", "e3"]) == {"e1": told}
    assert await store.told(THERE, ["e1"]) == {}
    later = told.model_copy(update={"figures": {"killed": 75}, "at": samples.now + DAY})
    await store.record_digest(HERE, digest_of(window, later), samples.now + DAY)
    assert await store.told(HERE, ["e1"]) == {"e1": later}


async def test_what_was_told_of_a_merged_event_is_told_of_its_successor(
    store: Store, samples: Samples, window: Window
) -> None:
    await samples.fill(store, "a", "b")
    await samples.merge(store, samples.event("ea", "a/s1"), samples.event("eb", "b/s1"))
    told = [
        Told(event="ea", at=samples.now - DAY, figures={"killed": 3}, facts={"attacker": ("Russia",)}),
        Told(event="eb", at=samples.now, figures={"killed": 5, "injured": 2}),
    ]
    await store.record_digest(HERE, digest_of(window, *told), samples.now)
    await samples.merge(store, samples.event("ea", "a/s1", "b/s1"))
    both = {
        "event": "ea",
        "at": samples.now,
        "figures": {"killed": 5, "injured": 2},
        "facts": {"attacker": ("Russia",)},
    }
    assert await store.told(HERE, ["ea"]) == {"ea": Told(**both)}
    assert await store.told(HERE, ["eb"]) == {"eb": told[1]}


async def test_an_event_told_under_its_former_id_is_not_told_again(
    store: Store, samples: Samples, window: Window
) -> None:
    await samples.fill(store, "a", "b")
    await samples.merge(store, samples.event("eb", "b/s1"))
    first = make_digest(await store.events(), {}, (), window, {})
    await store.record_digest(HERE, first, samples.now)
    await samples.merge(store, samples.event("ea", "a/s1", "b/s1"))
    again = make_digest(await store.events(), await store.told(HERE, ["ea"]), (), window, {})
    assert (first.told[0].event, again.passed, again.empty) == ("eb", {"ea": "unchanged"}, True)


async def test_the_last_digest_is_kept_with_what_became_of_each_event(
    store: Store, samples: Samples, window: Window
) -> None:
    assert await store.last_digest(HERE) is None
    await store.record_digest(HERE, digest_of(window), samples.now - DAY)
    event = samples.event("e1", "a/s1").event
    digest = make_digest([event], {}, [Follow(killed=5)], window, {})
    await store.record_digest(HERE, digest, samples.now)
    posted = await store.last_digest(HERE)
    assert posted
    assert (posted.at, posted.window, posted.follows) == (samples.now, window, (Follow(killed=5),))
    assert (posted.told, posted.passed) == ({}, {"e1": "unfollowed"})
    assert await store.last_digest(THERE) is None


async def test_a_thread_is_remembered_for_30_days(store: Store, samples: Samples) -> None:
    first, second = (Turn(query=Query(aspects=("toll",), places=(place,))) for place in ("Kherson", "Sumy"))
    await store.save_thread("discord:1:2:t", first, samples.now)
    assert await store.thread("discord:1:2:t") == first
    await store.save_thread("discord:1:2:t", second, samples.now + DAY)
    await store.save_thread("other", first, samples.now + 31 * DAY)
    assert await store.thread("discord:1:2:t") == second
    await store.save_thread("other", first, samples.now + 31 * DAY + timedelta(seconds=1))
    assert await store.thread("discord:1:2:t") is None
