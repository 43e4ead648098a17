from __future__ import annotations

import asyncio
import json
import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from bot.__main__ import main
from bot.digest import gather_digest, gather_reason
from briefings.channels import Channel, ChannelSettings, Follow
from briefings.digest import Digest, Window, window_after
from briefings.errors import NotFoundError
from briefings.store.sql import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

HERE = Channel(platform="discord", workspace="1", channel="2")
NOW = datetime(2025, 8, 6, 12, tzinfo=UTC)
WEEK = Window(since=NOW - timedelta(days=7), until=NOW)


@pytest.fixture
def copy(archive: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """``store.url`` of a copy of the archive, which may be written to; the command line uses it."""
    path = tmp_path / "briefbot.db"
    shutil.copy(archive.removeprefix("sqlite:///"), path)
    monkeypatch.setenv("BRIEFBOT_STORE__URL", f"sqlite:///{path}")
    return f"sqlite:///{path}"


@pytest.fixture
async def store(copy: str) -> AsyncIterator[Store]:
    async with Store(SecretStr(copy)) as store:
        yield store


def places(digest: Digest) -> set[str]:
    """Where the attacks are that it tells as new."""
    events = [entry.event for group in digest.new for entry in group.entries]
    return {event.place.name for event in events if event.place and event.kind == "strike"}


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["digest", "--format", "json", *arguments]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


async def test_without_a_channel_everything_of_the_window_is_new(store: Store) -> None:
    digest = await gather_digest(store, None, WEEK)
    assert places(digest) == {"Nyala", "El Fasher", "Kherson", "Kyiv", "Gaza City"}
    assert {group.conflict for group in digest.new} == {"Sudan", "Russia and Ukraine", "Israel and Palestine"}
    assert (digest.passed, digest.updates) == ({}, ())


async def test_the_window_goes_by_the_time_of_reports(store: Store) -> None:
    day = Window(since=NOW - timedelta(days=1), until=NOW)
    assert places(await gather_digest(store, None, day)) == {"Nyala"}
    before = Window(since=WEEK.since, until=datetime(2025, 8, 4, 12, tzinfo=UTC))
    (event,) = (entry.event for entry in (await gather_digest(store, None, before)).entries)
    assert event.figures["killed"].best == 19  # the toll of 31 came later


async def test_what_was_told_is_told_again_only_as_it_changes(store: Store) -> None:
    first = window_after(None, datetime(2025, 8, 5, 12, tzinfo=UTC))
    told = await gather_digest(store, HERE, first)
    assert places(told) == {"Nyala", "El Fasher", "Kherson", "Kyiv", "Gaza City"}
    await store.record_digest(HERE, told, first.until)
    window = window_after(await store.last_digest(HERE), NOW)
    news = await gather_digest(store, HERE, window)
    (nyala,) = news.entries
    assert [(each.name, each.before, each.after) for each in nyala.updates] == [("killed", "19", "31")]
    assert (len(news.passed), set(news.passed.values())) == (len(told.told) - 1, {"unchanged"})
    await store.record_digest(HERE, news, NOW)
    assert (await gather_digest(store, HERE, window_after(await store.last_digest(HERE), NOW))).empty


@pytest.mark.parametrize(
    ("follow", "told"),
    [
        (Follow(place="Sudan"), {"Nyala", "El Fasher"}),
        (Follow(place="Kiev"), {"Kyiv"}),
        (Follow(party="Moscow", section="strikes"), {"Kherson", "Kyiv"}),
        (Follow(party="the RSF"), {"El Fasher"}),
        (Follow(place="Sudan", killed=10), {"Nyala"}),
        (Follow(feed="https://market.example/1"), set()),
    ],
)
async def test_a_channel_is_told_of_what_it_follows_by_any_name(store: Store, follow: Follow, told: set[str]) -> None:
    await store.save_channel(ChannelSettings(channel=HERE, follows=(follow,)))
    assert places(await gather_digest(store, HERE, WEEK)) == told


async def test_why_an_event_isnt_told_names_the_condition(store: Store) -> None:
    await store.save_channel(ChannelSettings(channel=HERE, follows=(Follow(place="Sudan", killed=10),)))
    (camp,) = (each for each in await store.events() if each.place and each.place.name == "El Fasher")
    reason = await gather_reason(store, HERE, camp.id[:6], NOW)
    assert (reason.verdict, reason.posted, reason.unmet) == ("unfollowed", None, (("at least 10 killed",),))
    await store.record_digest(HERE, await gather_digest(store, HERE, window_after(None, NOW)), NOW)
    reason = await gather_reason(store, HERE, camp.id, NOW)
    assert (reason.verdict, reason.posted, reason.unmet) == ("unfollowed", NOW, (("at least 10 killed",),))


async def test_why_of_an_event_that_came_after_the_digest_says_that_it_comes(store: Store) -> None:
    window = window_after(None, datetime(2025, 8, 4, 12, tzinfo=UTC))
    await store.record_digest(HERE, await gather_digest(store, HERE, window), window.until)
    (camp,) = (each for each in await store.events() if each.place and each.place.name == "El Fasher")
    reason = await gather_reason(store, HERE, camp.id, NOW)
    assert (reason.verdict, reason.text.endswith("The next one would tell it as new.")) == ("outside", True)


async def test_why_of_no_event_is_said(store: Store) -> None:
    with pytest.raises(NotFoundError, match="zzz: no such event"):
        await gather_reason(store, HERE, "zzz", NOW)


@pytest.mark.usefixtures("copy")
def test_the_command_previews_a_digest(capsys: pytest.CaptureFixture[str]) -> None:
    document = printed(capsys, "--since", "7d", "--now", "2025-08-06T12:00")
    assert document["window"] == {"since": "2025-07-30T12:00:00Z", "until": "2025-08-06T12:00:00Z", "late_since": None}
    assert document["figures"][0]["figures"]["killed"]["best"] == 31
    day = printed(capsys, "--now", "2025-08-06T12:00")["window"]
    assert (day["since"], day["late_since"]) == ("2025-08-05T12:00:00Z", "2025-08-05T00:00:00Z")


async def test_the_command_previews_what_a_channel_would_get_and_tells_nothing(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    await store.save_channel(ChannelSettings(channel=HERE, follows=(Follow(place="Gaza City"),)))
    arguments = ["--channel", HERE.key, "--since", "7d", "--now", "2025-08-06T12:00"]
    document = await asyncio.to_thread(printed, capsys, *arguments)
    assert [group["place"] for group in document["new"]] == ["Gaza City"]
    assert await asyncio.to_thread(printed, capsys, *arguments) == document


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--channel", "discord:1:9"], "briefbot: discord:1:9: no such channel; none has set anything\n"),
        (["--since", "soon"], "briefbot: Invalid value for --since: 'soon' is neither a time like 2025-06-02 nor"),
    ],
)
@pytest.mark.usefixtures("copy")
def test_a_wrong_option_is_one_line(capsys: pytest.CaptureFixture[str], arguments: list[str], message: str) -> None:
    assert main(["digest", "--format", "json", *arguments]) == 2
    assert message in capsys.readouterr().err
