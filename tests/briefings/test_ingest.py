"""Sources → store, with real servers and both databases; only the clock is the tests' own."""

from __future__ import annotations

import asyncio
import json
import random
import signal
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from aiohttp import web
from pydantic import SecretStr

from briefings.errors import StoreError, WorkerError
from briefings.ingest import Ingest
from briefings.pages import FeedRead, Found, Gatherer, Outcome
from briefings.prepare import brief_article
from briefings.settings import Settings
from briefings.settle import retell
from briefings.sources import Page
from briefings.sources.health import FeedState
from briefings.store.events import Asked, View
from briefings.store.sql import Store
from briefings.workers import Workers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from briefings.events import Event
    from briefings.sources.fetch import Fetcher
    from tests.briefings.conftest import NewFetcher, NewSite, Raw, Site

DAY = timedelta(days=1)

MARKET = """A drone strike on a crowded market in the Sudanese city of Nyala killed at least 19 people on Monday, a \
doctors' group said, in one of the deadliest attacks on the city in months.

The Sudan Doctors Network said that 34 others were wounded in the strike, which it blamed on the army. The dead \
included four children, the group said.

Nyala, the capital of South Darfur, has been held by the paramilitary Rapid Support Forces since late 2023.

"There was a sound in the sky and then everything burned," said a vegetable seller who gave her name as Amna. "I saw \
my neighbour carried away on a door."

The army did not respond to a request for comment. Both sides have used drones more and more often since the spring.
"""
REPRINT = f"Families in Nyala were burying their dead on Tuesday, as doctors told of scenes of horror.\n\n{MARKET}"
UPDATE = MARKET.replace("at least 19", "at least 27").replace("34 others", "41 others")
MONITOR = """The number of people killed in a drone attack on a market in Nyala on Monday has risen to 31, a local \
emergency committee said on Wednesday. It accused the Sudanese army of the attack.
"""
KHERSON = """Russian artillery shelled a bus stop in the Ukrainian city of Kherson on Monday, killing three people and \
wounding eight, the regional administration said.
"""
TALKS = """Russia and Ukraine held talks in Istanbul on Monday and agreed to exchange 1,200 prisoners each, Turkish \
officials said. Ukraine demanded that Russia accept an unconditional ceasefire.
"""


class Here(Workers):
    """Workers that work here and now; those articles whose text has one of ``deadly`` in it kill them."""

    def __init__(self, *deadly: str) -> None:
        super().__init__(1)
        self.deadly = deadly
        self.briefed: list[str] = []

    async def run(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if function is brief_article:
            if any(each in args[0].text for each in self.deadly):
                raise WorkerError("the process that read it died (out of memory?)")
            self.briefed.append(args[0].id)
        return function(*args, **kwargs)


class Desk(NamedTuple):
    """All that an ingest needs; ``clock`` holds the one time that it is."""

    store: Store
    fetcher: Fetcher
    clock: list[datetime]
    settings: Settings = Settings()

    def now(self) -> datetime:
        return self.clock[0]

    def ingest(self, workers: Workers | None = None) -> Ingest:
        return Ingest(self.store, workers or Here(), self.settings, self.now)

    @property
    def gatherer(self) -> Gatherer:
        return Gatherer(self.fetcher, self.store, self.settings, clock=self.now, jitter=lambda: 0.0)

    async def take(self, *pages: Page, workers: Workers | None = None) -> list[str]:
        """What becomes of pages at hand."""

        async def given() -> AsyncIterator[Found]:
            for page in pages:
                yield Found("here", page)

        return [each.fate async for each in self.ingest(workers).keep(given())]

    async def read(self, *sources: str) -> list[Outcome]:
        return [each async for each in self.ingest().keep(self.gatherer.read(sources))]

    async def poll(self, *, later: timedelta = DAY) -> tuple[list[Outcome], list[FeedRead]]:
        """One round over all feeds, ``later`` than the last."""
        self.clock[0] += later
        each = [each async for each in self.ingest().keep(self.gatherer.poll(await self.store.feeds()))]
        return [one for one in each if isinstance(one, Outcome)], [one for one in each if isinstance(one, FeedRead)]


@pytest.fixture
async def desk(database_url: str, fetcher: Fetcher) -> AsyncIterator[Desk]:
    async with Store(SecretStr(database_url), patience=0.2) as store:
        await store.upgrade()
        yield Desk(store, fetcher, [datetime(2025, 8, 10, tzinfo=UTC)])


on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""Where the kind of database makes no difference."""


def page(name: str, text: str, *, outlet: str = "Nile Post", published: str = "2025-08-04", **fields: object) -> Page:
    return Page(name, text, outlet=outlet, published=published, url=f"https://{name}.example/1", **fields)


PAGES = (
    page("nile", MARKET, outlet="Nile Post (AFP)"),
    page("coast", REPRINT, outlet="Coastal Times", published="2025-08-05"),
    page("lake", UPDATE, outlet="Lake Herald", published="2025-08-06"),
    page("monitor", MONITOR, outlet="Sahel Monitor", published="2025-08-06"),
    page("kherson", KHERSON, outlet="Harbour Courier", published="2025-08-05"),
    page("talks", TALKS, outlet="Bosphorus News", published="2025-08-05"),
)


async def market(store: Store) -> Event:
    """The one event at the market of Nyala."""
    (event,) = [each for each in await store.events() if each.kind == "strike" and "Nyala" in each.title]
    return event


async def test_each_article_is_new_once_then_known_and_again_changes_nothing(desk: Desk) -> None:
    assert await desk.take(*PAGES) == ["new", "duplicate", "new", "new", "new", "new"]
    before = (await desk.store.events(), await desk.store.sizes())
    workers = Here()
    assert await desk.take(*PAGES, workers=workers) == ["known"] * 6
    assert workers.briefed == []
    assert (await desk.store.events(), await desk.store.sizes()) == before


@on_sqlite
async def test_a_reprint_adds_no_publisher_and_an_update_is_news_of_the_same_voice(desk: Desk) -> None:
    wire, reprint, update, monitor, *_ = PAGES
    await desk.take(wire)
    alone = await market(desk.store)
    assert await desk.take(reprint) == ["duplicate"]
    assert await market(desk.store) == alone
    assert await desk.take(update) == ["new"]
    updated = await market(desk.store)
    assert (updated.publishers, updated.figures["killed"].best) == (1, 27)
    assert {report.outlet for report in updated.reports} == {"Nile Post (AFP)", "Lake Herald"}
    await desk.take(monitor)
    both = await market(desk.store)
    assert (both.publishers, both.figures["killed"].best, both.id) == (2, 31, alone.id)


@on_sqlite
async def test_the_order_of_arrival_makes_no_difference_to_the_events(desk: Desk, database_url: str) -> None:
    await desk.take(*PAGES)
    events = await desk.store.events()
    assert len({event.id for event in events}) == len(events) >= 4
    for seed in range(12):
        shuffled = random.Random(seed).sample(PAGES, len(PAGES))
        async with Store(SecretStr(f"{database_url}.{seed}")) as store:
            await store.upgrade()
            fates = await desk._replace(store=store).take(*shuffled)
            assert sorted(fates) == ["duplicate", *["new"] * 5]
            assert await store.events() == events, [each.name for each in shuffled]
            assert await store.sizes() == await desk.store.sizes()


async def test_an_original_that_comes_late_takes_its_reprints_place_and_the_id_leads_on(desk: Desk) -> None:
    wire, reprint, *_ = PAGES
    assert await desk.take(reprint) == ["new"]
    before = await market(desk.store)
    assert await desk.take(wire) == ["duplicate"]
    after = await market(desk.store)
    assert ({report.outlet for report in after.reports}, after.publishers) == ({"Nile Post (AFP)"}, 1)
    assert after.id != before.id
    assert await desk.store.event(before.id) == after
    assert await desk.take(reprint, wire) == ["known", "known"]
    assert await desk.ingest().resume() == 0


async def test_an_event_stands_as_it_did_at_a_moment(desk: Desk) -> None:
    await desk.take(*PAGES)
    whole = await market(desk.store)

    async def at(moment: datetime, **asked: object) -> list[Event]:
        found = await desk.store.events(Asked(view=View(retell, moment), **asked))
        exported = [each async for each in desk.store.export(Asked(view=View(retell, moment), **asked))]
        assert sorted(each.id for each in exported) == sorted(each.id for each in found)
        return list(found)

    wire, update = datetime(2025, 8, 4, tzinfo=UTC), datetime(2025, 8, 6, tzinfo=UTC)
    assert await at(wire - DAY) == []
    (first,) = await at(wire)
    assert (first.id, first.publishers, first.figures["killed"].best) == (whole.id, 1, 19)
    assert first.changed == ()
    assert len(await at(update - DAY / 2)) == len(await desk.store.events())
    assert whole in await at(update)
    assert await at(update - DAY / 2, parties=("Sudan",)) == [first]
    assert await at(update - DAY / 2, places=("Nyala",), since=wire, kinds=["strike"]) == [first]
    for other in ({"since": wire + DAY / 2}, {"kinds": ["talks"]}, {"places": ("Kyiv",)}, {"parties": ("RSF",)}):
        assert first not in await at(update - DAY / 2, **other)


@on_sqlite
async def test_what_holds_no_article_is_one_line_and_the_rest_goes_on(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "L'armée a bombardé la ville dimanche et trois personnes ont été tuées par les tirs."
    )
    (tmp_path / "b.txt").write_bytes(b"\x00\xff\x00")
    (tmp_path / "c.txt").write_text(KHERSON)
    lines = [json.dumps({"title": "T", "published": "2025-08-05", "text": TALKS}), "{", "[]", '{"text": ""}']
    (tmp_path / "d.jsonl").write_text("\n".join(lines))
    outcomes = await desk.read(str(tmp_path), str(tmp_path / "none"))
    told = [(each.fate, (each.error or "").replace(f"{tmp_path}/", "")) for each in outcomes]
    assert [fate for fate, _ in told] == ["failed", "failed", "new", "new", "failed", "failed", "failed", "failed"]
    errors = [error for _, error in told if error]
    assert errors[0] == "a.txt: the text is in French; only English can be briefed"
    assert [error.split(": ")[0] for error in errors] == ["a.txt", "b.txt", *["d.jsonl"] * 3, "none"]
    assert not any("\n" in error for error in errors)


# Feeds


def rss(*links: str, text: str = "") -> str:
    """A feed of entries at ``links``, each with the same ``text`` of its own."""
    items = "".join(
        f"<item><title>On {link}</title><link>{link}</link><description>{text}</description>"
        "<pubDate>Mon, 04 Aug 2025 10:00:00 GMT</pubDate></item>"
        for link in links
    )
    return f'<rss version="2.0"><channel><title>The News</title>{items}</channel></rss>'


def feed(*links: str, text: str = "", etag: str = '"1"') -> Callable[[web.Request], Any]:
    """A page that is a feed, and heeds its mark."""

    async def answer(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(text=rss(*links, text=text), content_type="application/rss+xml", headers={"ETag": etag})

    return answer


def html(text: str) -> web.Response:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
    return web.Response(text=f"<html><body><article>{body}</article></body></html>", content_type="text/html")


async def test_a_feed_is_followed_to_its_pages_and_asked_for_no_more_than_is_new(desk: Desk, site: Site) -> None:
    site.pages = {"/feed": feed("/1", "/2"), "/1": html(MARKET), "/2": html(KHERSON)}
    await desk.store.add_feed(site.url("/feed"))
    outcomes, (read,) = await desk.poll()
    assert [each.fate for each in outcomes] == ["new", "new"]
    assert (read.round.error, read.round.news) == (None, None)
    state = (await desk.store.feeds())[site.url("/feed")]
    assert (state.etag, state.items_seen, state.title, state.last_success) == ('"1"', 2, "The News", desk.now())
    site.asked.clear()
    assert (await desk.poll())[0] == []
    assert site.paths() == ["/feed"]
    site.pages["/feed"] = feed("/1", "/2", "/3", etag='"2"')
    site.pages["/3"] = html(TALKS)
    site.asked.clear()
    outcomes, _ = await desk.poll()
    assert [each.fate for each in outcomes] == ["known", "known", "new"]
    assert [path for path in site.paths() if path != "/robots.txt"] == ["/feed", "/3"]
    assert (await desk.store.feeds())[site.url("/feed")].items_seen == 3


@on_sqlite
async def test_a_page_that_is_refused_is_briefed_from_the_feed_and_marked(desk: Desk, site: Site) -> None:
    site.pages = {"/feed": feed("/1", text=KHERSON.strip()), "/1": web.Response(status=403)}
    await desk.store.add_feed(site.url("/feed"))
    (outcome,), _ = await desk.poll()
    assert outcome.fate == "new"
    (kept,) = [each async for each in desk.store.outdated_briefings("another")]
    assert (kept.partial, kept.article.text, kept.article.outlet) == (True, KHERSON.strip(), "The News")
    (strike,) = await desk.store.events()
    assert strike.figures["killed"].best == 3


@on_sqlite
async def test_a_link_that_leads_on_is_not_followed_again(desk: Desk, site: Site) -> None:
    away = web.Response(status=301, headers={"Location": "/story"})
    site.pages = {"/feed": feed("/click?1"), "/click": away, "/story": html(MARKET)}
    await desk.store.add_feed(site.url("/feed"))
    assert [each.fate for each in (await desk.poll())[0]] == ["new"]
    site.pages["/feed"] = feed("/click?1", etag='"2"')
    site.asked.clear()
    assert [each.fate for each in (await desk.poll())[0]] == ["known"]
    assert site.paths() == ["/feed"]


@on_sqlite
async def test_a_link_to_nothing_is_told_once(desk: Desk, site: Site) -> None:
    site.pages = {"/feed": feed("/gone")}
    await desk.store.add_feed(site.url("/feed"))
    (outcome,), _ = await desk.poll()
    assert (outcome.fate, outcome.error) == ("failed", f"{site.url('/gone')}: answered 404 Not Found")
    site.pages["/feed"] = feed("/gone", etag='"2"')
    assert [each.fate for each in (await desk.poll())[0]] == ["known"]


@on_sqlite
async def test_an_entry_that_fails_for_now_is_had_next_time_though_the_feed_is_unchanged(
    desk: Desk, site: Site
) -> None:
    down = web.Response(status=503)
    site.pages = {"/feed": feed("/1", "/2"), "/1": html(MARKET), "/2": [down, down, down, html(KHERSON)]}
    await desk.store.add_feed(site.url("/feed"))
    assert [each.fate for each in (await desk.poll())[0]] == ["new", "failed"]
    assert (await desk.store.feeds())[site.url("/feed")].etag is None
    assert [each.fate for each in (await desk.poll())[0]] == ["known", "new"]
    assert (await desk.poll())[0] == []
    assert (await desk.store.feeds())[site.url("/feed")].items_seen == 2


@on_sqlite
async def test_the_state_of_a_feed_is_kept_after_its_entries(desk: Desk, site: Site) -> None:
    site.pages = {"/feed": feed("/1", "/2"), "/1": html(MARKET), "/2": html(KHERSON)}
    await desk.store.add_feed(site.url("/feed"))
    keeping = desk.ingest().keep(desk.gatherer.poll(await desk.store.feeds()))
    await anext(keeping)
    await keeping.aclose()  # as after an interrupt
    assert (await desk.store.feeds())[site.url("/feed")].last_success is None
    assert [each.fate for each in (await desk.poll())[0]] == ["known", "new"]


@on_sqlite
async def test_a_round_that_is_broken_off_ends_at_once_though_many_feeds_have_more(desk: Desk, site: Site) -> None:
    links = [f"/{number}" for number in range(20)]
    site.pages = dict.fromkeys(links, html(KHERSON)) | {f"/feed{number}": feed(*links) for number in range(20)}
    pages = desk.gatherer.poll({site.url(f"/feed{number}"): FeedState() for number in range(20)})
    await anext(pages)
    await asyncio.sleep(1.0)  # until so many wait that the rest can't be put down
    async with asyncio.timeout(5.0):
        await pages.aclose()


@on_sqlite
async def test_entries_without_an_address_are_told_apart_by_their_feed(desk: Desk, site: Site) -> None:
    for number, text in enumerate((MARKET, KHERSON)):
        items = [{"id": "1", "content_text": text}]
        document = {"version": "https://jsonfeed.org/version/1.1", "title": f"Feed {number}", "items": items}
        site.pages[f"/feed{number}"] = web.json_response(document)
        await desk.store.add_feed(site.url(f"/feed{number}"))
        assert [each.fate for each in (await desk.poll())[0]] == ["known"] * number + ["new"]


@on_sqlite
async def test_a_feed_that_goes_down_is_news_once_and_once_when_it_is_back(desk: Desk, site: Site) -> None:
    site.pages = {"/feed": web.Response(status=500), "/1": html(MARKET)}
    await desk.store.add_feed(site.url("/feed"))
    news = [(await desk.poll())[1][0].round.news for _ in range(5)]
    assert news == [None, None, "down", None, None]
    state = (await desk.store.feeds())[site.url("/feed")]
    assert (state.failures, state.down, state.last_error) == (
        5,
        True,
        f"{site.url('/feed')}: answered 500 Internal Server Error",
    )
    site.pages["/feed"] = feed("/1")
    outcomes, (read,) = await desk.poll()
    assert ([each.fate for each in outcomes], read.round.news) == (["new"], "back")
    assert (await desk.poll())[1][0].round.news is None


@on_sqlite
async def test_servers_of_all_kinds_of_trouble_are_a_line_each_and_hold_nobody_back(
    desk: Desk, new_site: NewSite, raw: Raw, new_fetcher: NewFetcher
) -> None:
    good, bad = await new_site(), await new_site()
    good.pages = {"/feed": feed("/1"), "/1": html(MARKET)}
    bad.pages = {
        "/loop": web.Response(status=302, headers={"Location": "/pool"}),
        "/pool": web.Response(status=302, headers={"Location": "/loop"}),
        "/500": web.Response(status=500),
        "/wrong": web.Response(body=rss("/x", text="\xff\xfe").encode("latin-1"), headers={"Content-Type": "text/xml"}),
        "/html": html("No feed at all."),
    }
    silent = await raw()
    cut = await raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 900\r\n\r\n<rss>")
    trouble = [silent, cut, *(bad.url(path) for path in ("/loop", "/500", "/html"))]
    for url in (*trouble, bad.url("/wrong"), good.url("/feed")):
        await desk.store.add_feed(url)
    fetcher = await new_fetcher(timeout_seconds=0.5, max_tries=1)
    outcomes, reads = await desk._replace(fetcher=fetcher).poll()
    # What the feed says of its charset is wrong, and its entry's page isn't there: what it tells itself is briefed.
    assert [each.fate for each in outcomes] == ["new", "new"]
    assert reads[-1].url == silent  # the good ones didn't wait for the one that hangs
    errors = {read.url: str(read.round.error) for read in reads if read.round.error}
    assert sorted(errors) == sorted(trouble)
    assert all(error.startswith(url.removesuffix("/")) and "\n" not in error for url, error in errors.items())
    states = await desk.store.feeds()
    assert all(states[url].last_error == error and states[url].failures == 1 for url, error in errors.items())


@on_sqlite
async def test_an_address_is_a_page_or_all_that_a_feed_holds(desk: Desk, site: Site) -> None:
    site.pages = {"/feed": feed("/1", "/2"), "/1": html(MARKET), "/2": html(KHERSON), "/3": html(TALKS)}
    outcomes = await desk.read(site.url("/feed"), site.url("/3"), site.url("/none"))
    assert [each.fate for each in outcomes] == ["new", "new", "new", "failed"]
    assert [each.fate for each in await desk.read(site.url("/3"), site.url("/feed"))] == ["known"] * 3
    assert await desk.store.feeds() == {}


# Rebriefing, crashes


async def briefings(desk: Desk) -> int:
    return (await desk.store.sizes()).briefings


async def test_a_new_version_of_the_extractor_moves_events_and_their_ids_lead_on(desk: Desk) -> None:
    await desk.take(*PAGES)
    events = await desk.store.events()
    before = await market(desk.store)
    first = min(before.reports, key=lambda report: report.published)

    class Blind(Here):
        """An extractor that finds nothing in the first report."""

        async def run(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
            found = await super().run(function, *args, **kwargs)
            if function is brief_article and args[0].id == first.article:
                return found.model_copy(update={"strikes": (), "casualties": ()})
            return found

    def version(name: str, workers: Workers) -> Ingest:
        ingest = desk.ingest(workers)
        ingest._extractor = name
        return ingest

    assert await version("2", Blind()).rebrief(lambda *_: None) == 5
    after = await market(desk.store)
    assert first.article not in {report.article for report in after.reports}
    assert after.id != before.id
    assert await desk.store.event(before.id) == after
    assert await version("2", Blind()).rebrief(lambda *_: None) == 0
    assert await version("3", Here()).rebrief(lambda *_: None) == 5
    assert await desk.store.events() == events
    assert (await desk.store.event(after.id)) == before


class CrashError(Exception):
    """The process ends here."""


@pytest.mark.parametrize("step", ["save_briefing", "merge"])
async def test_what_a_crash_left_undone_is_done_by_the_next_run(
    desk: Desk, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def crash(*_: object) -> None:
        raise CrashError

    with monkeypatch.context() as patch:
        patch.setattr(desk.store, step, crash)
        with pytest.raises(CrashError):
            await desk.take(*PAGES)
    # Articles are merged some at a time: what is briefed by then is merged by the next run.
    assert ((await desk.store.sizes()).articles, await briefings(desk)) == ((5, 5) if step == "merge" else (1, 0))
    assert await desk.store.events() == ()
    assert await desk.ingest().resume() == int(step == "save_briefing")
    assert (await market(desk.store)).publishers == (2 if step == "merge" else 1)
    rest = ["known"] * 5 if step == "merge" else ["duplicate", "new", "new", "new", "new"]
    assert await desk.take(*PAGES) == ["known", *rest]
    assert await desk.ingest().resume() == 0


@on_sqlite
async def test_an_article_that_kills_its_worker_is_one_line_and_taken_another_time(desk: Desk) -> None:
    assert await desk.take(*PAGES, workers=Here("bus stop")) == ["new", "duplicate", "new", "new", "failed", "new"]
    assert await desk.take(*PAGES) == ["known"] * 4 + ["new", "known"]


@on_sqlite
async def test_a_bug_of_ours_costs_one_article(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefings import prepare

    whole = prepare.extract

    def trip(article: Any, model: str) -> Any:
        if "bus stop" in article.text:
            raise KeyError("x")
        return whole(article, model)

    monkeypatch.setattr(prepare, "extract", trip)
    assert await desk.take(*PAGES) == ["new", "duplicate", "new", "new", "failed", "new"]


@on_sqlite
async def test_a_worker_that_is_killed_costs_nothing(desk: Desk) -> None:
    async with Workers(1) as workers:
        deadly = asyncio.ensure_future(workers.run(signal.raise_signal, signal.SIGKILL))
        assert await desk.take(*PAGES[:2], workers=workers) == ["new", "duplicate"]
        with pytest.raises(WorkerError):
            await deadly
    assert (await market(desk.store)).publishers == 1


async def test_a_store_that_fails_ends_the_run_with_its_line_and_the_next_one_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise StoreError("briefbot.db: the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(desk.store, "save_briefing", fail)
        with pytest.raises(StoreError, match="full"):
            await desk.take(*PAGES)
    assert await desk.ingest().resume() == 1
    assert await desk.take(*PAGES) == ["known", "duplicate", "new", "new", "new", "new"]


@on_sqlite
async def test_a_page_that_robots_may_not_read_is_not_even_looked_at(desk: Desk, site: Site) -> None:
    rules = web.Response(text="User-agent: *\nDisallow: /private\n", content_type="text/plain")
    site.pages = {"/robots.txt": rules, "/private": html(KHERSON)}
    (outcome,) = await desk.read(site.url("/private"))
    assert outcome.fate == "failed"
    assert site.paths() == ["/robots.txt"]


@on_sqlite
async def test_a_bug_of_ours_in_a_round_counts_for_the_health_of_its_feed_alone(
    desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefings import pages

    whole = pages.read_feed

    async def trip(url: str, *args: Any, **kwargs: Any) -> Any:
        if url.endswith("/bad"):
            raise KeyError("x")
        return await whole(url, *args, **kwargs)

    monkeypatch.setattr(pages, "read_feed", trip)
    site.pages = {"/bad": feed("/1"), "/good": feed("/2"), "/2": html(KHERSON)}
    for path in ("/bad", "/good"):
        await desk.store.add_feed(site.url(path))
    outcomes, _ = await desk.poll()
    assert [each.fate for each in outcomes] == ["new"]
    states = await desk.store.feeds()
    assert (states[site.url("/bad")].failures, states[site.url("/good")].failures) == (1, 0)
    assert "internal error" in (states[site.url("/bad")].last_error or "")
