from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from aiohttp import web

from briefings.article import read_article
from briefings.errors import FetchError, RefusedError, SourceError
from briefings.sources.page import read_page

if TYPE_CHECKING:
    from briefings.sources.fetch import Fetcher
    from tests.briefings.conftest import Site

SENTENCE = "Russian artillery shelled the city of Kherson on Monday, killing three people, officials said."
ARTICLE = f"<html><head><title>Shells</title></head><body><article>{f'<p>{SENTENCE}</p>' * 12}</article></body></html>"


def page(body: str, content_type: str = "text/html", **more: object) -> web.Response:
    return web.Response(text=body, content_type=content_type, **more)


async def test_a_page_comes_whole_with_the_address_that_it_was_found_at(site: Site, fetcher: Fetcher) -> None:
    site.pages["/old"] = web.Response(status=301, headers={"Location": "/new"})
    site.pages["/new"] = page(ARTICLE)
    found = await read_page(site.url("/old#top"), fetcher)
    assert (found.name, found.url, found.html) == (site.url("/old"), site.url("/new"), True)
    assert (found.partial, found.reported) == (False, None)
    assert read_article(found).text.startswith(SENTENCE)
    assert site.paths()[0] == "/robots.txt"


@pytest.mark.parametrize(
    ("meta", "reported"),
    [
        (
            '<meta property="article:published_time" content="2025-06-02T12:00:00+02:00">',
            datetime(2025, 6, 2, 10, tzinfo=UTC),
        ),
        ("<meta content='2025-06-02T10:00Z' itemprop=datePublished>", None),
        ("<meta content='2025-06-02T10:00Z' itemprop='datePublished'>", datetime(2025, 6, 2, 10, tzinfo=UTC)),
        ('<meta property="article:published_time" content="yesterday">', None),
        ('<meta name="article:published_time" content="2025-06-02">', None),
    ],
)
async def test_a_pages_own_moment_of_publication_is_read(
    site: Site, fetcher: Fetcher, meta: str, reported: datetime | None
) -> None:
    site.pages["/"] = page(meta + ARTICLE)
    assert (await read_page(site.url(), fetcher)).reported == reported


async def test_a_page_may_be_text_or_json_or_say_nothing_of_itself(site: Site, fetcher: Fetcher) -> None:
    site.pages["/t"] = page("Title: T\nUrl: https://e.org/1\n\nShells.", "text/plain")
    site.pages["/j"] = page('{"text": "Shells.", "published": "2025-06-02T10:00:00Z"}', "application/json")
    site.pages["/n"] = web.Response(body=ARTICLE.encode(), headers={"Content-Type": ""})
    text, data, silent = [await read_page(site.url(path), fetcher) for path in ("/t", "/j", "/n")]
    assert (text.text, text.title, text.url) == ("Shells.", "T", "https://e.org/1")
    assert (data.text, data.url, data.reported) == ("Shells.", site.url("/j"), datetime(2025, 6, 2, 10, tzinfo=UTC))
    assert silent.html


@pytest.mark.parametrize(("sent", "said"), [("cp1252", "utf-8"), ("utf-8", "iso-8859-1"), ("cp1251", "windows-1251")])
async def test_a_wrong_charset_spoils_nothing(site: Site, fetcher: Fetcher, sent: str, said: str) -> None:
    body = ARTICLE.replace("Kherson", "“Kherson”").encode(sent)
    site.pages["/"] = web.Response(body=body, headers={"Content-Type": f"text/html; charset={said}"})
    assert "“Kherson”" in (await read_page(site.url(), fetcher)).text


@pytest.mark.parametrize("status", [401, 402, 403, 451])
async def test_a_page_that_is_not_for_us_is_refused(site: Site, fetcher: Fetcher, status: int) -> None:
    site.pages["/"] = web.Response(status=status)
    with pytest.raises(RefusedError, match=f"answered {status}") as caught:
        await read_page(site.url(), fetcher)
    assert caught.value.permanent


@pytest.mark.parametrize(
    "wall",
    [
        "<div>Subscribe to continue reading</div>",
        "<p>This article is for subscribers only. Already a subscriber? Sign in.</p>",
        '<script type="application/ld+json">{"isAccessibleForFree": false}</script>',
    ],
)
async def test_a_start_before_a_paywall_is_refused_and_a_whole_article_beside_one_is_not(
    site: Site, fetcher: Fetcher, wall: str
) -> None:
    site.pages["/start"] = page(f"<p>{SENTENCE}</p>{wall}")
    site.pages["/whole"] = page(ARTICLE + wall)
    site.pages["/short"] = page(f"<p>{SENTENCE}</p>")
    with pytest.raises(RefusedError, match="shows only the start of the article without a subscription"):
        await read_page(site.url("/start"), fetcher)
    for path in ("/whole", "/short"):
        assert (await read_page(site.url(path), fetcher)).html


async def test_what_is_no_page_is_an_error_but_no_refusal(site: Site, fetcher: Fetcher) -> None:
    site.pages["/empty"] = page(" ")
    site.pages["/image"] = web.Response(body=b"x", content_type="image/png")
    for path, message in (("/empty", "is empty"), ("/image", "is image/png"), ("/none", "answered 404")):
        with pytest.raises(SourceError, match=message) as caught:
            await read_page(site.url(path), fetcher)
        assert not isinstance(caught.value, RefusedError)
    assert isinstance(caught.value, FetchError)
