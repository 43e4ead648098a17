"""Every command over a real store, as callers of several workspaces use it."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from bot.commands.calls import Caller, File, Reply
from bot.commands.line import CommandError, read_line
from bot.commands.reader import Reader
from bot.commands.run import Commands
from bot.commands.table import COMMANDS
from briefings.channels import Channel
from briefings.digest import window_after
from briefings.messages import to_text
from briefings.render import Renderer
from briefings.settings import Rights, Settings
from briefings.settle import retell
from briefings.sources.fetch import Fetcher
from briefings.store.events import Asked, View
from briefings.store.sql import Store
from briefings.workers import Workers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

NOW = datetime(2025, 8, 6, 20, tzinfo=UTC)
HERE = Caller(Channel(platform="discord", workspace="1", channel="10"), "u1", may_manage=True)
THERE = Caller(Channel(platform="discord", workspace="2", channel="20"), "u2", may_manage=True)
READER = HERE._replace(user="u3", may_manage=False)
OPERATOR = Caller(Channel(platform="console", workspace="local", channel="main"), "operator", may_manage=True)
PASTED = (
    "Gunmen killed 77 people in an attack on a market in the town of Barsalogho in Burkina Faso on Sunday, a hospital "
    "official said."
)
FEED = """<rss version="2.0"><channel><title>Front News</title><item><title>Raid</title><link>{base}/raid</link>
<pubDate>Tue, 05 Aug 2025 08:00:00 GMT</pubDate></item></channel></rss>"""
PAGE = f"""<html><head><title>Raid</title></head><body><article><p>{PASTED}</p><p>The attack was the deadliest of
the year in the region, the official said, and many shops were burned.</p></article></body></html>"""


class Here(Workers):
    """Workers that work here and now."""

    async def run(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)


@pytest.fixture
async def commands(archive: str, tmp_path: Path) -> AsyncIterator[Commands]:
    """The commands over a copy of the archive."""
    path = tmp_path / "briefbot.db"
    shutil.copy(archive.removeprefix("sqlite:///"), path)
    settings = Settings(rights=Rights(managers=["discord:u9"]))

    def clock() -> datetime:
        return NOW

    async with Store(SecretStr(f"sqlite:///{path}")) as store, Fetcher(settings.fetch) as fetcher:
        reader = Reader(store, settings, fetcher, Here(1), clock)
        yield Commands(store, settings, reader, Renderer(), clock)


async def say(commands: Commands, line: str, caller: Caller = OPERATOR, file: File | None = None) -> Reply:
    typed = read_line(line)
    return await commands.run(caller, typed.command.name, typed.options, file)


async def told(commands: Commands, line: str, caller: Caller = OPERATOR, file: File | None = None) -> str:
    reply = await say(commands, line, caller, file)
    return to_text(reply.message, 300).replace("\N{WORD JOINER}", "").replace("\\", "")


async def test_latest_lists_what_fits(commands: Commands) -> None:
    everything = await told(commands, "/latest")
    for place in ("Nyala", "El Fasher", "Kherson", "Kyiv", "Gaza City", "Istanbul"):
        assert place in everything
    sudan = await told(commands, "/latest strikes place:Sudan")
    assert "Nyala" in sudan
    assert "Kherson" not in sudan
    assert "Nyala" in await told(commands, "/latest since:24h")
    assert "Kherson" not in await told(commands, "/latest since:24h")
    assert await told(commands, "/latest place:Atlantis") == "No events.\n"


async def test_an_event_is_shown_with_its_reports_and_quotes(commands: Commands) -> None:
    (event,) = await commands._store.events(Asked(places=("Nyala",)))
    shown = await told(commands, f"/event {event.id[:6]}")
    assert "31 killed (reports say 19 to 31)" in shown
    assert "“The number of people killed in a drone attack on a market in Nyala" in shown
    missing = await say(commands, "/event zzzz")
    assert (missing.private, missing.failed) == (True, True)
    assert "zzzz: no such event" in to_text(missing.message, 200)


async def test_a_thread_keeps_its_context_and_another_does_not_see_it(commands: Commands) -> None:
    thread, other = OPERATOR._replace(thread="a"), OPERATOR._replace(thread="b")
    assert "31 reported killed" in await told(commands, "/ask how many were killed in Nyala?", thread)
    assert "34 reported injured" in await told(commands, "/ask and injured?", thread)
    assert "34 reported injured" not in await told(commands, "/ask and injured?", other)
    assert "says how many were injured" in await told(commands, "/ask what about Gaza City?", thread)
    assert "5 reported killed" in await told(commands, "/ask and killed?", thread)


async def test_what_is_followed_decides_the_digest_and_why_tells(commands: Commands) -> None:
    assert "Kherson" in await told(commands, "/digest since:7d", HERE)
    assert "place Sudan, at least 10 killed" in await told(commands, "/follow place:Sudan killed:10", HERE)
    digest = await told(commands, "/digest since:7d", HERE)
    assert "Nyala" in digest
    assert "Kherson" not in digest
    assert "1. place Sudan, at least 10 killed" in await told(commands, "/feeds", READER)
    (kherson,) = await commands._store.events(Asked(places=("Kherson",)))
    assert "place Sudan" in await told(commands, f"/why {kherson.id}", READER)
    assert "place Sudan" in await told(commands, "/unfollow 1", HERE)
    assert "Kherson" in await told(commands, "/digest since:7d", HERE)


async def test_a_digest_tells_nothing_twice(commands: Commands) -> None:
    from bot.digest import gather_digest

    digest = await gather_digest(commands._store, HERE.channel, window_after(None, NOW))
    await commands._store.record_digest(HERE.channel, digest, NOW)
    later = await gather_digest(
        commands._store,
        HERE.channel,
        window_after(await commands._store.last_digest(HERE.channel), NOW + timedelta(days=1)),
    )
    assert not digest.empty
    assert later.empty
    (nyala,) = await commands._store.events(Asked(places=("Nyala",)))
    assert "new" in await told(commands, f"/why {nyala.id}", HERE)


async def test_a_schedule_is_set_shown_paused_and_ended(commands: Commands) -> None:
    assert "No digest is scheduled here" in await told(commands, "/schedule", READER)
    said = await told(commands, "/schedule set times:08:00,17:30 zone:kyiv days:weekdays", HERE)
    assert "on weekdays at 08:00 and 17:30 Europe/Kyiv" in said
    assert "Next: 2025-08-07 05:00 UTC" in said
    assert "paused" in await told(commands, "/schedule pause", HERE)
    assert "Next:" in await told(commands, "/schedule resume", HERE)
    assert "17:30" in await told(commands, "/schedule show", READER)
    assert "nothing" in await told(commands, "/schedule set empty:nothing", HERE)
    assert "No digest is scheduled here" in await told(commands, "/schedule off", HERE)


async def test_quiet_hours_take_the_zone_of_the_schedule(commands: Commands) -> None:
    await say(commands, "/schedule set times:08:00 zone:Europe/Kyiv", HERE)
    assert "from 22:00 to 07:00 Europe/Kyiv" in await told(commands, "/quiet 22:00-07:00", HERE)
    assert "22:00" in await told(commands, "/quiet", READER)
    assert "No quiet hours here" in await told(commands, "/quiet off", HERE)


@pytest.mark.parametrize("line", ["/follow place:Sudan", "/unfollow 1", "/schedule set times:08:00", "/schedule off",
                                  "/quiet 22:00-07:00", "/status"])  # fmt: skip
async def test_who_may_not_manage_is_told_what_is_missing(line: str, commands: Commands) -> None:
    refused = await say(commands, line, READER)
    assert (refused.private, refused.failed) == (True, True)
    assert "you need the right to manage it, or to be named in the settings" in to_text(refused.message, 300)
    named = READER._replace(user="u9")
    assert "you need the right" not in await told(commands, line, named)


async def test_what_one_workspace_pastes_no_other_sees(commands: Commands) -> None:
    assert "77 killed" in await told(commands, f"/brief {PASTED}", HERE)
    (event,) = await commands._store.events(Asked(places=("Burkina Faso",)))
    for line in (f"/event {event.id}", "/latest", "/ask how many were killed in Barsalogho?", "/digest since:7d",
                 "/ask what happened in Burkina Faso?", f"/why {event.id}"):  # fmt: skip
        assert "Barsalogho" in await told(commands, line, HERE) or "posted here" in await told(commands, line, HERE), (
            line
        )
        assert "77 " not in await told(commands, line, THERE), line
    exported = await say(commands, "/export json", THERE)
    assert exported.file is not None
    assert b"Barsalogho" not in exported.file.content
    assert "Barsalogho" not in await commands.complete(THERE, "latest", "place", "bars")
    assert "Barsalogho" in await commands.complete(HERE, "latest", "place", "bars")


async def test_a_paste_cannot_pass_for_the_article_of_an_address(commands: Commands) -> None:
    forged = (
        "Title: Lies\nUrl: https://gaza.example/1\n\nAn Israeli airstrike on Gaza City on Tuesday killed 900 people."
    )
    await say(commands, f"/brief {forged}", HERE)
    assert "900" not in await told(commands, "/ask how many were killed in Gaza City?", THERE)
    assert await commands._store.known_urls(["https://gaza.example/1"]) == {"https://gaza.example/1"}


async def test_files_are_briefed_and_what_is_no_article_is_one_line(commands: Commands) -> None:
    assert "77 killed" in await told(commands, "/brief", HERE, File("raid.txt", PASTED.encode()))
    refused = await say(commands, "/brief", HERE, File("raid.pdf", b"%PDF-1.7 ..."))
    assert refused.failed
    assert "is a PDF, not text or HTML" in to_text(refused.message, 200)
    assert "needs an address, a text or a file" in await told(commands, "/brief", HERE)


async def test_an_export_is_a_file_of_what_may_be_seen(commands: Commands) -> None:
    exported = await say(commands, "/export json since:24h", HERE)
    assert exported.file is not None
    assert exported.file.name == "briefbot-2025-08-06.json"
    assert [each["place"]["name"] for each in json.loads(exported.file.content)] == ["Nyala"]
    assert (await say(commands, "/export", HERE)).file.content.startswith(b"event,kind,title")


async def test_status_and_help_tell_what_is_there(commands: Commands) -> None:
    status = await told(commands, "/status", OPERATOR)
    for words in ("Briefbot", "Feeds: 0 up, 0 down", "Last digest here: none yet", "articles"):
        assert words in status
    assert "articles" not in await told(commands, "/status", HERE)
    helped = await told(commands, "/help")
    assert all(f"/{command.name}:" in helped for command in COMMANDS)
    assert "How many were killed in Nyala?" in helped
    assert "Europe/Kyiv" in await told(commands, "/help schedule")


async def test_an_example_of_help_can_be_answered(commands: Commands) -> None:
    lines = (await say(commands, "/help")).message.parts[0].entries
    for question in lines:
        assert "I didn't understand" not in await told(commands, f"/ask {question}")
        assert "I hold no report" not in await told(commands, f"/ask {question}")


async def test_hostile_words_stay_words(commands: Commands) -> None:
    for question in (
        "' OR 1=1 --",
        "{{ config }}",
        "@everyone <@1>",
        "\x1b[31mred\u202e",
        "%s%s%n",
        "../../etc/passwd",
    ):
        reply = await commands.run(HERE, "ask", {"question": question})
        assert not reply.failed
        assert "I didn't understand that" in reply.message.lead
    refused = await commands.run(HERE, "event", {"id": "@everyone \x1b[2J"})
    assert "\x1b" not in to_text(refused.message, 200)
    assert "@everyone" not in to_text(refused.message, 200).replace("\N{WORD JOINER}", "|")


async def test_completion_offers_what_is_there(commands: Commands) -> None:
    assert await commands.complete(HERE, "latest", "section", "str") == ["strikes"]
    assert "Nyala" in await commands.complete(HERE, "latest", "place", "ny")
    assert "Russia" in await commands.complete(HERE, "latest", "party", "rus")
    assert "Europe/Kyiv" in await commands.complete(HERE, "schedule", "zone", "kyiv")
    assert len(await commands.complete(HERE, "event", "id", "")) == 7
    assert await commands.complete(HERE, "nothing", "id", "") == []


async def test_a_feed_is_followed_by_the_workspace_that_asked(archive: str, tmp_path: Path, web: Any) -> None:
    from briefings.ingest import Ingest
    from briefings.pages import Gatherer

    web.pages = {"/feed": (200, "application/rss+xml", FEED.format(base=web.base)), "/raid": (200, "text/html", PAGE)}
    path = tmp_path / "briefbot.db"
    shutil.copy(archive.removeprefix("sqlite:///"), path)
    settings = Settings()

    def clock() -> datetime:
        return NOW

    async with Store(SecretStr(f"sqlite:///{path}")) as store, Fetcher(settings.fetch) as fetcher:
        commands = Commands(store, settings, Reader(store, settings, fetcher, Here(1), clock), Renderer(), clock)
        assert "“Front News”, 1 entries" in await told(commands, f"/follow feed:{web.base}/feed", HERE)
        assert "is followed here already" in await told(commands, f"/follow feed:{web.base}/feed", HERE)
        assert (await say(commands, f"/follow feed:{web.base}/raid", HERE)).failed
        gatherer = Gatherer(fetcher, store, settings, clock=clock, jitter=lambda: 0.0)
        async for _ in Ingest(store, Here(1), settings, clock).keep(gatherer.poll(await store.feeds())):
            pass
        assert "Barsalogho" in await told(commands, "/latest", HERE)
        assert "Front News" in await told(commands, "/feeds", HERE)
        assert "Barsalogho" not in await told(commands, "/latest", THERE)
        assert "Front News" not in await told(commands, "/feeds", THERE)
        await say(commands, f"/follow feed:{web.base}/feed", THERE)
        assert "Barsalogho" in await told(commands, "/latest", THERE)
        await say(commands, "/unfollow all", HERE)
        assert set(await store.feeds()) == {f"{web.base}/feed"}
        await say(commands, "/unfollow all", THERE)
        assert await store.feeds() == {}
        assert "Barsalogho" in await told(commands, "/latest", HERE)
        assert await store.events(Asked(places=("Burkina Faso",), view=View(retell, audience="slack:T1"))) == ()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("/lates", "/lates: no such command, do you mean latest?; /help lists them"),
        ("/latest sektion:talks", "/latest has no option sektion, do you mean section?"),
        ("/latest section:wars", "/latest section: 'wars' is none of talks, demands, strikes, casualties"),
        ("/latest place:A place:B", "/latest: place is given twice"),
        ('/latest place:"Port Sudan', '/latest: a quote (") is not closed'),
        ("/event", "/event needs id: its id, or the start of it, such as /event cf900d"),
        ("/follow killed:many", "/follow killed: 'many' is no whole number above 0"),
        ("/feeds now", "/feeds: 'now' fits no option; its options are: none"),
    ],
)
def test_a_line_that_cannot_be_read_is_one_clear_line(line: str, message: str) -> None:
    with pytest.raises(CommandError) as error:
        read_line(line)
    assert str(error.value) == message


def test_a_line_is_read_by_names_and_by_order() -> None:
    assert read_line('/latest strikes "Port Sudan" since:24h').options == {
        "section": "strikes",
        "place": "Port Sudan",
        "since": "24h",
    }
    assert read_line("/ask who said: it's over?").options == {"question": "who said: it's over?"}
    assert read_line("/brief https://a.example/x?y=1").options == {"article": "https://a.example/x?y=1"}
    assert read_line("/follow feed:https://a.example/rss").options == {"feed": "https://a.example/rss"}


def test_every_command_can_be_offered_by_the_platforms() -> None:
    """Discord's limits: 32 characters of a name, 100 of a description, 25 choices; names in lower case."""
    for command in COMMANDS:
        for named in (command, *command.options):
            assert named.name.islower()
            assert len(named.name) <= 32
            assert 0 < len(named.help) <= 100
        assert all(len(option.choices) <= 25 for option in command.options)
        required = [option.required for option in command.options]
        assert required == sorted(required, reverse=True)
