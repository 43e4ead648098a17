from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from aiohttp import web

from briefings.errors import FetchError, SourceError
from briefings.settings import Feeds
from briefings.sources import Page
from briefings.sources.feed import FeedEntry, FeedRound, FeedState, page_of_entry, read_entry, read_feed
from briefings.sources.feed_forms import read_feed_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefings.sources.fetch import Fetcher
    from tests.briefings.conftest import NewFetcher, Raw, Site, Time

NOW = datetime(2025, 6, 3, 10, tzinfo=UTC)
SENTENCE = "Russian artillery shelled the city of Kherson on Monday, killing three people, officials said."
ARTICLE = f"<html><body><article>{f'<p>{SENTENCE}</p>' * 12}</article></body></html>"

RSS20 = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Example &amp;amp; Co</title><link>https://e.org/</link><ttl>60</ttl>
<item><title>Shells hit &lt;b&gt;Kherson&lt;/b&gt;</title>
<link>/one?a=1&amp;b=2#top</link><guid isPermaLink="false">g1</guid>
<pubDate>Mon, 02 Jun 2025 23:30:00 -0400</pubDate><dc:creator>A. Writer</dc:creator>
<source url="https://w.org/">Wire</source>
<description>Short.</description><content:encoded><![CDATA[<p>Shells hit <a href="/k">Kherson</a>.</p><p>Three died.</p>
<p>The post <a href="/">Shells</a> appeared first on The Example.</p>]]></content:encoded></item>
</channel></rss>"""

RSS091 = """<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Old</title><item><title>One</title><link>https://e.org/one</link>
<description>Shells hit Kherson.</description></item></channel></rss>"""

RSS090 = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">
<channel><title>Old</title></channel><item><title>One</title><link>https://e.org/one</link></item></rdf:RDF>"""

RSS092 = """<rss version="0.92"><channel><title>Old</title><item><description>Shells hit Kherson.</description>
<link>https://e.org/one</link></item></channel></rss>"""

RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="https://e.org/"><title>Triples</title><sy:updatePeriod>daily</sy:updatePeriod>
<sy:updateFrequency>12</sy:updateFrequency></channel>
<item rdf:about="https://e.org/one"><title>One</title><link>https://e.org/one</link><dc:date>2025-06-02</dc:date>
<description>Shells hit Kherson.</description></item></rdf:RDF>"""

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://e.org/news/"><title>Atoms</title>
<entry><title type="html">Shells &amp;lt; &lt;i&gt;drones&lt;/i&gt;</title><id>tag:e.org,2025:1</id><link href="one"/>
<link rel="enclosure" href="x.mp3"/><updated>2025-06-03T09:00:00Z</updated>
<published>2025-06-02T23:30:00-04:00</published>
<author><name>A. Writer</name></author><summary>Short.</summary>
<content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>Shells hit Kherson.</p><p>Three died.</p></div></content>
</entry></feed>"""

ATOM03 = """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Old atoms</title><entry><title>One</title>
<link rel="alternate" type="text/html" href="https://e.org/one"/><issued>2025-06-02T10:00:00Z</issued></entry></feed>"""

JSON11 = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Objects",
        "items": [
            {
                "id": "1",
                "url": "/one",
                "title": "Shells",
                "content_html": "<p>Shells hit Kherson.</p>",
                "date_published": "2025-06-02T23:30:00-04:00",
                "authors": [{"name": "A. Writer"}],
            },
            {"id": 2, "content_text": "Shells hit\n\nKherson.", "authors": "x", "title": 5, "url": 7},
            "no item",
        ],
    }
)
JSON10 = (
    '{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "author": {"name": "A"}, "summary": "S"}]}'
)


def read(document: str) -> tuple[FeedEntry, ...]:
    return read_feed_form(document, "feed", "https://e.org/feed").entries


def test_rss_2_gives_all_that_an_entry_says() -> None:
    feed = read_feed_form(RSS20, "feed", "https://e.org/feed")
    assert (feed.title, feed.every) == ("The Example & Co", timedelta(hours=1))
    assert feed.entries == (
        FeedEntry(
            key="https://e.org/one?a=1&b=2",
            url="https://e.org/one?a=1&b=2",
            title="Shells hit Kherson",
            published=datetime(2025, 6, 3, 3, 30, tzinfo=UTC),
            day=date(2025, 6, 2),
            author="A. Writer",
            outlet="Wire",
            text="Shells hit Kherson.\n\nThree died.",
        ),
    )


def test_atom_gives_all_that_an_entry_says() -> None:
    assert read(ATOM) == (
        FeedEntry(
            key="https://e.org/news/one",
            url="https://e.org/news/one",
            title="Shells < drones",
            published=datetime(2025, 6, 3, 3, 30, tzinfo=UTC),
            day=date(2025, 6, 2),
            author="A. Writer",
            outlet="Atoms",
            text="Shells hit Kherson.\n\nThree died.",
        ),
    )


def test_a_json_feed_gives_all_that_an_item_says_and_passes_over_what_is_of_the_wrong_type() -> None:
    one, two = read(JSON11)
    assert one == FeedEntry(
        key="https://e.org/one",
        url="https://e.org/one",
        title="Shells",
        published=datetime(2025, 6, 3, 3, 30, tzinfo=UTC),
        day=date(2025, 6, 2),
        author="A. Writer",
        outlet="Objects",
        text="Shells hit Kherson.",
    )
    assert two == FeedEntry(key="2", outlet="Objects", text="Shells hit\n\nKherson.")
    assert read(JSON10) == (FeedEntry(key="1", author="A", text="S"),)


@pytest.mark.parametrize("document", [RSS090, RSS091, RSS092, RDF, ATOM03])
def test_the_old_kinds_are_read_too(document: str) -> None:
    (entry,) = read(document)
    assert (entry.url, entry.title or "One") == ("https://e.org/one", "One")
    assert entry.outlet


def test_a_day_without_a_time_starts_the_day_and_periods_are_read() -> None:
    feed = read_feed_form(RDF, "feed", "https://e.org/feed")
    assert feed.every == timedelta(hours=2)
    assert (feed.entries[0].published, feed.entries[0].day) == (datetime(2025, 6, 2, tzinfo=UTC), date(2025, 6, 2))


def item(body: str) -> str:
    return f"<rss version='2.0'><channel><title>T</title>{body}</channel></rss>"


def test_an_entry_without_a_link_is_known_by_its_id_else_by_its_words() -> None:
    entries = read(
        item(
            "<item><title>A</title><guid isPermaLink='false'>g1</guid></item>"
            "<item><title>B</title><guid>https://e.org/b</guid></item>"
            "<item><title>C</title></item><item><title>D</title><link>javascript:alert(1)</link></item>"
            "<item><title>again</title><guid isPermaLink='false'>g1</guid></item>"
        )
    )
    assert [(entry.title, entry.url) for entry in entries] == [
        ("A", None),
        ("B", "https://e.org/b"),
        ("C", None),
        ("D", None),
    ]
    assert [entry.key for entry in entries[:2]] == ["g1", "https://e.org/b"]
    assert len({entry.key for entry in entries}) == 4


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("Mon, 02 Jun 2025 10:00:00 EST", datetime(2025, 6, 2, 15, tzinfo=UTC)),
        ("2025-06-02 10:00:00", datetime(2025, 6, 2, 10, tzinfo=UTC)),
        ("Mon Jun  2 10:00:00 2025", datetime(2025, 6, 2, 10, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", None),
        ("soon", None),
    ],
)
def test_dates_of_every_writing_are_read_into_utc(written: str, published: datetime | None) -> None:
    (entry,) = read(item(f"<item><title>A</title><pubDate>{written}</pubDate></item>"))
    assert entry.published == published


def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_goes() -> None:
    entries = read("\n" + item("<item><title>A &nbsp;& B</title></item><item><title>C</title>"))
    assert [entry.title for entry in entries] == ["A & B", "C"]


LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
BOMB = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>{item("<item><title>&l9;</title></item>")}'
EXTERNAL = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>{item("<item><title>&x;</title></item>")}'


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (BOMB, "declares XML entities"),
        (f"broken {BOMB}", "declares XML entities"),
        (EXTERNAL, "declares XML entities"),
        (f'<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://10.0.0.1/">%x;]>{item("")}', "declares XML entities"),
        (item("<item>" + "<a>" * 100_000), "is XML nested too deeply"),
        (item("<b></c>" + "<a>" * 100_000), "is XML nested too deeply"),
        (
            item("<b></c>" + "x" * 1_000_000),
            "is not well-formed XML (mismatched tag: ",
        ),
        ("<html><body><p>Not found</p></body></html>", "is not a feed"),
        ("", "is not a feed"),
        ("{", "is neither XML nor valid JSON, so not a feed"),
        ('{"items": []}', "is not a feed (JSON without"),
        ('{"version": "https://jsonfeed.org/version/1", "items": {}}', "is not a feed (JSON without"),
    ],
)
def test_bombs_and_what_is_no_feed_end_in_a_clear_error(document: str, reason: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(document)
    assert str(caught.value).startswith(f"feed: {reason}")


async def ask(site: Site, fetcher: Fetcher, state: FeedState | None = None, path: str = "/feed") -> FeedRound:
    return await read_feed(site.url(path), state or FeedState(), fetcher, Feeds(), now=NOW, jitter=0.0)


@pytest.mark.parametrize(
    "content_type", ["application/rss+xml", "text/xml", "text/html; charset=iso-8859-1", "application/octet-stream"]
)
async def test_a_round_gives_entries_and_the_next_state(site: Site, fetcher: Fetcher, content_type: str) -> None:
    headers = {"Content-Type": content_type, "ETag": '"1"', "Last-Modified": "Mon, 02 Jun 2025 10:00:00 GMT"}
    site.pages["/feed"] = web.Response(body=RSS20.encode(), headers=headers)
    found = await ask(site, fetcher)
    assert [entry.url for entry in found.entries] == [site.url("/one?a=1&b=2")]
    assert (found.error, found.news) == (None, None)
    assert found.state == FeedState(
        etag='"1"',
        last_modified="Mon, 02 Jun 2025 10:00:00 GMT",
        next_poll=NOW + timedelta(hours=1),
        last_success=NOW,
        title="The Example & Co",
        every_minutes=60.0,
    )
    assert site.paths() == ["/feed"]  # robots.txt is for pages


async def test_the_second_round_asks_for_what_has_changed(site: Site, fetcher: Fetcher) -> None:
    async def answer(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == '"1"':
            return web.Response(status=304)
        return web.Response(text=RSS20, headers={"ETag": '"1"'})

    site.pages["/feed"] = answer
    first = await ask(site, fetcher)
    second = await ask(site, fetcher, first.state)
    assert (len(first.entries), second.entries, second.error) == (1, (), None)
    assert second.state == first.state


async def test_a_date_in_the_future_is_no_date(site: Site, fetcher: Fetcher) -> None:
    site.pages["/feed"] = web.Response(text=RSS20.replace("2025", "2035"))
    (entry,) = (await ask(site, fetcher)).entries
    assert (entry.published, entry.day) == (None, None)


async def test_a_dead_feed_is_said_to_be_down_once_and_back_once(site: Site, fetcher: Fetcher) -> None:
    news, state = [], FeedState()
    for status in (200, 500, 500, 500, 500, 200, 200, 404, 404, 200):
        site.pages["/feed"] = web.Response(status=status, text=RSS20)
        found = await ask(site, fetcher, state)
        assert bool(found.error) == (status != 200)
        news.append(found.news)
        state = found.state
    assert news == [None, None, None, "down", None, "back", None, "down", None, "back"]
    assert state.last_error == f"{site.url('/feed')}: answered 404 Not Found"


async def test_whatever_a_feed_does_the_round_goes_on(new_fetcher: NewFetcher, site: Site, raw: Raw) -> None:
    fetcher = await new_fetcher(timeout_seconds=0.05)
    site.pages |= {"/bomb": web.Response(text=BOMB), "/image": web.Response(body=b"x", content_type="image/png")}
    urls = [site.url("/bomb"), site.url("/image"), await raw(), await raw(b"nonsense"), "http://10.0.0.1/", "feed"]
    for url in urls:
        found = await read_feed(url, FeedState(), fetcher, Feeds(), now=NOW, jitter=0.0)
        assert str(found.error).startswith(url)
        assert (found.entries, found.state.failures, found.state.last_error) == ((), 1, str(found.error))


async def test_a_site_that_asks_for_a_longer_pause_gets_it(site: Site, fetcher: Fetcher, time: Time) -> None:
    site.pages["/feed"] = web.Response(status=429, headers={"Retry-After": "7200"})
    found = await ask(site, fetcher)
    assert (found.state.next_poll, time.slept) == (NOW + timedelta(hours=2), [])


async def test_a_wrong_charset_spoils_no_feed(site: Site, fetcher: Fetcher) -> None:
    body = RSS20.replace("Wire", "L’Équipe").encode("cp1252")  # it declares UTF-8
    site.pages["/feed"] = web.Response(body=body, headers={"Content-Type": "application/rss+xml; charset=utf-8"})
    assert (await ask(site, fetcher)).entries[0].outlet == "L’Équipe"


@pytest.fixture
def entry(site: Site) -> FeedEntry:
    published = datetime(2025, 6, 3, 3, 30, tzinfo=UTC)
    url = site.url("/one")
    text = "Shells hit Kherson, officials of the region said on Monday evening."
    return FeedEntry(
        key=url, url=url, title="Shells", published=published, day=date(2025, 6, 2), outlet="The Example", text=text
    )


def html(body: str, status: int = 200) -> web.Response:
    return web.Response(text=body, content_type="text/html", status=status)


async def test_an_entry_is_followed_to_its_page(site: Site, fetcher: Fetcher, entry: FeedEntry) -> None:
    site.pages["/one"] = html(ARTICLE)
    assert await read_entry(entry, fetcher) == Page(
        entry.url,
        ARTICLE,
        html=True,
        title="Shells",
        published="2025-06-02",
        url=entry.url,
        reported=entry.published,
    )


def forbid(site: Site) -> None:
    site.pages |= {"/robots.txt": web.Response(text="User-agent: *\nDisallow: /"), "/one": html(ARTICLE)}


@pytest.mark.parametrize(
    "set_up",
    [
        lambda site: site.pages.update({"/one": html("", 403)}),
        lambda site: site.pages.update({"/one": html("", 410)}),
        lambda site: site.pages.update({"/one": html(f"<p>{SENTENCE}</p><p>Subscribe to read the rest</p>")}),
        lambda site: site.pages.update({"/one": html("<div id=app></div><script>load()</script>")}),
        lambda site: site.pages.update({"/one": web.Response(body=b"%PDF", content_type="application/pdf")}),
        lambda site: site.pages.update({"/one": web.Response(status=302, headers={"Location": "http://10.0.0.1/"})}),
        forbid,
    ],
    ids=["forbidden", "gone", "paywall", "script", "pdf", "private", "robots"],
)
async def test_where_the_page_is_not_to_be_had_the_feeds_own_text_is_taken_and_marked(
    site: Site, fetcher: Fetcher, entry: FeedEntry, set_up: Callable[[Site], object]
) -> None:
    set_up(site)
    page = await read_entry(entry, fetcher)
    assert page == page_of_entry(entry)
    assert (page.partial, page.text, page.html) == (True, entry.text, False)
    assert (page.outlet, page.published, page.reported) == ("The Example", "2025-06-02", entry.published)


async def test_a_page_that_fails_for_now_is_left_to_the_caller(site: Site, fetcher: Fetcher, entry: FeedEntry) -> None:
    for path in ("/one", "/robots.txt"):
        site.pages[path] = html("", 500)
        with pytest.raises(FetchError, match="answered 500") as caught:
            await read_entry(entry, fetcher)
        assert not caught.value.permanent


async def test_an_entry_with_neither_page_nor_text_is_an_error(site: Site, fetcher: Fetcher, entry: FeedEntry) -> None:
    site.pages["/one"] = html("", 404)
    with pytest.raises(SourceError, match="answered 404"):
        await read_entry(entry.model_copy(update={"text": ""}), fetcher)
    with pytest.raises(SourceError, match="the feed gives it neither a text nor an address"):
        await read_entry(FeedEntry(key="g1"), fetcher)
    assert (await read_entry(entry.model_copy(update={"url": None}), fetcher)).partial
