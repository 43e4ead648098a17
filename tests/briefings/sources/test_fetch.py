from __future__ import annotations

import asyncio
import gzip
import re
import socket
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest
from aiohttp import web

from briefings.errors import FetchError, RefusedError
from briefings.sources.fetch import Accept

if TYPE_CHECKING:
    from briefings.sources.fetch import Fetcher
    from tests.briefings.conftest import NewFetcher, NewSite, Raw, Site, Time

TEXT = Accept("text/plain", re.compile("text/plain"))


def text(body: str = "Shells hit Kharkiv.", **more: object) -> web.Response:
    return web.Response(text=body, **more)


async def refusal(fetcher: Fetcher, url: str, **more: object) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await fetcher.get(url, accept=TEXT, **more)
    assert "\n" not in str(caught.value)
    return caught.value


async def test_an_answer_comes_with_what_its_head_says(site: Site, fetcher: Fetcher) -> None:
    headers = {"ETag": '"1"', "Last-Modified": "Mon, 02 Jun 2025 10:00:00 GMT", "Cache-Control": "public, max-age=90"}
    site.pages["/a"] = text(headers=headers)
    found = await fetcher.get(site.url("/a#part"), accept=TEXT)
    assert found.body == b"Shells hit Kharkiv."
    assert (found.url, found.status, found.content_type, found.charset) == (site.url("/a"), 200, "text/plain", "utf-8")
    assert (found.etag, found.last_modified) == ('"1"', "Mon, 02 Jun 2025 10:00:00 GMT")
    assert (found.max_age, found.retry_after, found.not_modified) == (90.0, None, False)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Cache-Control": "no-cache, max-age=90"}, None),
        ({"Cache-Control": "max-age=90", "Age": "60"}, 30.0),
        ({"Cache-Control": "max-age=90", "Age": "100"}, 0.0),
        ({"Cache-Control": "s-maxage=90"}, None),
        ({"Date": "Mon, 02 Jun 2025 10:00:00 GMT", "Expires": "Mon, 02 Jun 2025 10:02:00 GMT"}, 120.0),
        ({"Date": "Mon, 02 Jun 2025 10:00:00 GMT", "Expires": "0"}, None),
    ],
)
async def test_how_long_an_answer_holds_is_read_as_caches_read_it(
    site: Site, fetcher: Fetcher, headers: dict[str, str], seconds: float | None
) -> None:
    site.pages["/"] = text(headers=headers)
    assert (await fetcher.get(site.url(), accept=TEXT)).max_age == seconds


async def test_the_bot_says_who_it_is_and_what_it_reads_and_keeps_no_cookies(
    site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    site.pages["/"] = text(headers={"Set-Cookie": "a=b"})
    for _ in range(2):
        await fetcher.get(site.url(), accept=TEXT)
    for request in site.asked:
        assert re.match(r"briefbot/\d+\.\d+\.\d+ \(", request.headers["User-Agent"])
        assert (request.headers["Accept"], request.headers["Accept-Encoding"]) == ("text/plain", "gzip")
        assert "Cookie" not in request.headers


async def test_what_has_not_changed_is_not_sent_again(site: Site, fetcher: Fetcher) -> None:
    site.pages["/"] = web.Response(status=304, headers={"ETag": '"1"'})
    found = await fetcher.get(site.url(), accept=TEXT, etag='"1"', last_modified="Mon, 02 Jun 2025 10:00:00 GMT")
    assert (found.not_modified, found.body, found.etag) == (True, b"", '"1"')
    assert site.asked[0].headers["If-None-Match"] == '"1"'
    assert site.asked[0].headers["If-Modified-Since"] == "Mon, 02 Jun 2025 10:00:00 GMT"
    assert (await refusal(fetcher, site.url())).status == 304  # nobody asked for that


async def test_redirects_are_followed_with_the_conditions_kept(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a"] = web.Response(status=301, headers={"Location": "b?x=%20y"})
    site.pages["/b"] = web.Response(status=307, headers={"Location": site.url("/c")})
    site.pages["/c"] = text()
    found = await fetcher.get(site.url("/a"), accept=TEXT, etag='"1"')
    assert found.url == site.url("/c")
    assert {request.headers["If-None-Match"] for request in site.asked} == {'"1"'}


async def test_redirects_in_a_circle_or_without_end_are_refused(site: Site, fetcher: Fetcher) -> None:
    site.pages["/a"] = web.Response(status=302, headers={"Location": "/b"})
    site.pages["/b"] = web.Response(status=302, headers={"Location": "/a"})
    error = await refusal(fetcher, site.url("/a"))
    assert (str(error), error.permanent) == (f"{site.url('/a')}: its redirects go round in a circle", True)

    async def on(_: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": f"/n{len(site.asked)}"})

    site.pages = {f"/n{n}": on for n in range(20)}
    site.asked.clear()
    assert "leads on more than 5 times (fetch.max_redirects)" in str(await refusal(fetcher, site.url("/n0")))
    assert len(site.asked) == 6


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("http://10.0.0.1/x", "leads to http://10.0.0.1/x: 10.0.0.1 is not a public address (fetch.allow_private)"),
        ("http://[::ffff:169.254.169.254]/", "is not a public address"),
        ("//169.254.169.254/latest/", "169.254.169.254 is not a public address"),
        ("http://2130706433/", "2130706433 is not how an address is written"),
        ("file:///etc/passwd", "leads to file:///etc/passwd: has the scheme 'file', not http or https"),
        ("ftp://example.org/", "has the scheme 'ftp'"),
        ("http://[::1", "is not an address of the web"),
    ],
)
async def test_a_redirect_leads_to_no_private_address_and_no_other_scheme(
    site: Site, fetcher: Fetcher, place: str, reason: str
) -> None:
    site.pages["/"] = web.Response(status=302, headers={"Location": place})
    error = await refusal(fetcher, site.url())
    assert str(error).startswith(site.url())
    assert reason in str(error)
    assert error.permanent


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1/", "127.0.0.1 is not a public address (fetch.allow_private)"),
        ("http://[::1]/", "::1 is not a public address"),
        ("http://0x7f.1/", "0x7f.1 is not how an address is written"),
        ("http://017700000001/", "is not how an address is written"),
        ("http://127.1/", "is not how an address is written"),
        ("http://１２７.0.0.1/", "not a public address"),
        ("http://127。0。0。1/", "not a public address"),
        ("http://%31%32%37.0.0.1/", "is not how an address is written"),
        ("http://0/", "is not how an address is written"),
        ("gopher://example.org/", "has the scheme 'gopher', not http or https"),
        ("example.org/feed", "is not a whole address"),
        ("http:///feed", "names no host"),
        ("http://example.org:99999/", "is not an address of the web"),
        ("", "is not a whole address"),
    ],
)
async def test_what_is_no_public_address_of_the_web_is_not_asked(
    new_fetcher: NewFetcher, url: str, reason: str
) -> None:
    error = await refusal(await new_fetcher(allow_private=[]), url)
    assert reason in str(error)
    assert error.permanent


class Names:
    """A resolver that knows one name's addresses, the next ones each time it is asked."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[dict]:  # noqa: ARG002
        found = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        more = {"hostname": host, "port": port, "proto": 0, "flags": socket.AI_NUMERICHOST}
        return [{"host": each, "family": socket.AF_INET, **more} for each in found]

    async def close(self) -> None:
        pass


async def test_a_name_is_judged_by_the_address_that_is_connected_to(site: Site, new_fetcher: NewFetcher) -> None:
    site.pages["/"] = text()
    url = site.url().replace("127.0.0.1", "news.example")
    private = await new_fetcher(allow_private=[], resolver=Names(["127.0.0.1"]))
    error = await refusal(private, url)
    assert "news.example is at 127.0.0.1, not a public address (fetch.allow_private)" in str(error)
    assert error.permanent
    assert not site.asked
    # Of several addresses only those that may be are connected to.
    mixed = await new_fetcher(resolver=Names(["10.255.255.1", "127.0.0.1"]))
    assert (await mixed.get(url, accept=TEXT)).body


async def test_a_host_of_the_settings_may_be_at_a_private_address(site: Site, new_fetcher: NewFetcher) -> None:
    site.pages["/"] = text()
    named = await new_fetcher(allow_private=["News.Example"], resolver=Names(["127.0.0.1"]))
    assert (await named.get(site.url().replace("127.0.0.1", "news.example"), accept=TEXT)).body
    error = await refusal(named, site.url().replace("127.0.0.1", "other.example"))
    assert "other.example is at 127.0.0.1" in str(error)


async def test_a_name_that_turns_to_a_private_address_later_gains_nothing(site: Site, new_fetcher: NewFetcher) -> None:
    site.pages["/"] = web.Response(status=302, headers={"Location": "http://b.example/"})
    rebound = await new_fetcher(resolver=Names(["127.0.0.1"], ["192.168.0.1"]))
    error = await refusal(rebound, site.url().replace("127.0.0.1", "a.example"))
    assert "b.example is at 192.168.0.1" in str(error)


async def test_secrets_of_an_address_are_not_told(fetcher: Fetcher, raw: Raw) -> None:
    url = (await raw(b"HTTP/1.1 404 Gone\r\n\r\n")).replace("//", "//me:pass@")
    error = await refusal(fetcher, f"{url}feed?format=rss&api_key=abc&x=0123456789abcdef0123456789abcdef#f")
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/feed\?format=rss&api_key=…&x=…: answered 404 Not Found", str(error))


async def test_packed_text_is_unpacked_also_in_several_parts(site: Site, fetcher: Fetcher) -> None:
    body = gzip.compress(b"Shells ") + gzip.compress(b"hit Kharkiv.") + b"\0\0"
    site.pages["/"] = web.Response(body=body, content_type="text/plain", headers={"Content-Encoding": "gzip"})
    assert (await fetcher.get(site.url(), accept=TEXT)).body == b"Shells hit Kharkiv."


@pytest.mark.parametrize(
    ("body", "coding", "reason"),
    [
        (gzip.compress(b"\0" * 50_000_000), "gzip", "is larger than 100,000 bytes (fetch.max_bytes)"),
        (gzip.compress(b"") * 2_000, "gzip", "is packed in more than 100 parts"),
        (gzip.compress(b"")[:10] + b"\0\0\0\xff\xff" * 30_000, "gzip", "is larger than 100,000 bytes"),
        (b"x" * 100_001, "identity", "is larger than 100,000 bytes"),
        (b"not packed", "gzip", "is not the gzip that it says it is"),
        (zlib.compress(b"x"), "deflate", "is packed as 'deflate', which was not asked for"),
        (gzip.compress(b"x"), "gzip, gzip", "is packed as 'gzip, gzip'"),
    ],
    ids=["bomb", "members", "stored", "large", "broken", "deflate", "twice"],
)
async def test_bombs_and_unknown_packing_end_in_an_error(
    site: Site, new_fetcher: NewFetcher, body: bytes, coding: str, reason: str
) -> None:
    site.pages["/"] = web.Response(body=body, content_type="text/plain", headers={"Content-Encoding": coding})
    error = await refusal(await new_fetcher(max_bytes=100_000), site.url())
    assert str(error).startswith(f"{site.url()}: {reason}")
    assert error.permanent


async def test_a_body_without_end_is_left_at_the_limit(site: Site, new_fetcher: NewFetcher) -> None:
    sent = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse(headers={"Content-Type": "text/plain"})
        await response.prepare(request)
        while sent < 100_000_000:
            await response.write(b"x" * 100_000)
            sent += 100_000
        return response

    site.pages["/"] = endless
    error = await refusal(await new_fetcher(max_bytes=1_000_000), site.url())
    assert "is larger than 1,000,000 bytes" in str(error)
    assert sent < 50_000_000


async def test_what_the_caller_cannot_read_is_refused_unread(site: Site, fetcher: Fetcher) -> None:
    site.pages["/"] = web.Response(body=b"%PDF", content_type="application/pdf")
    error = await refusal(fetcher, site.url())
    assert str(error) == f"{site.url()}: is application/pdf, which can't be read here"


async def test_a_passing_error_is_asked_again_with_ever_longer_pauses(site: Site, fetcher: Fetcher, time: Time) -> None:
    site.pages["/"] = [web.Response(status=500), web.Response(status=503), text()]
    assert (await fetcher.get(site.url(), accept=TEXT)).body
    assert 0.5 <= time.slept[0] <= 1.0 <= time.slept[1] <= 1.5


async def test_after_the_last_try_the_error_is_told(site: Site, fetcher: Fetcher) -> None:
    site.pages["/"] = web.Response(status=502)
    error = await refusal(fetcher, site.url())
    assert (str(error), error.permanent, error.status) == (f"{site.url()}: answered 502 Bad Gateway", False, 502)
    assert len(site.asked) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
async def test_an_error_that_will_not_pass_is_asked_once(site: Site, fetcher: Fetcher, status: int) -> None:
    site.pages["/"] = web.Response(status=status)
    error = await refusal(fetcher, site.url())
    assert (error.status, error.permanent, len(site.asked)) == (status, True, 1)


async def test_too_many_requests_waits_as_long_as_the_site_asks(site: Site, fetcher: Fetcher, time: Time) -> None:
    site.pages["/"] = [web.Response(status=429, headers={"Retry-After": "7"}), text()]
    assert (await fetcher.get(site.url(), accept=TEXT)).body
    assert time.slept == [7.0]


async def test_a_longer_wait_than_there_is_time_for_is_left_to_the_caller(
    site: Site, fetcher: Fetcher, time: Time
) -> None:
    date = datetime(2025, 6, 2, tzinfo=UTC)
    later = format_datetime(date + timedelta(hours=1), usegmt=True)
    headers = {"Date": format_datetime(date, usegmt=True), "Retry-After": later}
    site.pages["/"] = web.Response(status=429, headers=headers)
    error = await refusal(fetcher, site.url())
    assert (error.retry_after, error.permanent, time.slept, len(site.asked)) == (3600.0, False, [], 1)


async def test_a_server_that_hangs_is_given_up(new_fetcher: NewFetcher, raw: Raw) -> None:
    error = await refusal(await new_fetcher(timeout_seconds=0.05), await raw())
    assert "no whole answer in time (fetch.timeout_seconds)" in str(error)
    assert not error.permanent


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nShells", "the connection was closed before the end"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"Shells hit Kharkiv.")[:-9],
            "ends in the middle of its packed text",
        ),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nShell",
            "the connection was closed before the end",
        ),
        (b"\r\n", "the connection was closed without an answer"),
    ],
)
async def test_a_connection_closed_too_early_is_tried_again_and_told(
    fetcher: Fetcher, raw: Raw, time: Time, data: bytes, reason: str
) -> None:
    error = await refusal(fetcher, await raw(data))
    assert reason in str(error)
    assert (error.permanent, len(time.slept)) == (False, 2)


async def test_what_is_not_http_is_told(fetcher: Fetcher, raw: Raw) -> None:
    assert "the answer is not HTTP as it should be" in str(await refusal(fetcher, await raw(b"SSH-2.0-x\r\n\r\n")))


async def test_a_closed_port_is_told(fetcher: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    error = await refusal(fetcher, f"http://127.0.0.1:{port}/")
    assert "no connection (" in str(error)
    assert not error.permanent


async def test_a_host_is_asked_one_at_a_time_and_all_of_them_at_once(new_site: NewSite, fetcher: Fetcher) -> None:
    sites = [await new_site() for _ in range(4)]
    running: dict[str, int] = {}
    most: dict[str, int] = {}
    all_in = asyncio.Event()

    async def count(request: web.Request) -> web.Response:
        for key in (request.host, "all"):
            running[key] = running.get(key, 0) + 1
            most[key] = max(most.get(key, 0), running[key])
        if running["all"] == len(sites):
            all_in.set()
        await all_in.wait()
        for key in (request.host, "all"):
            running[key] -= 1
        return text()

    for site in sites:
        site.pages["/"] = count
    await asyncio.gather(*(fetcher.get(site.url(), accept=TEXT) for site in sites for _ in range(3)))
    assert most.pop("all") == 4
    assert set(most.values()) == {1}


async def test_no_more_than_so_many_are_asked_at_once(new_site: NewSite, new_fetcher: NewFetcher) -> None:
    fetcher = await new_fetcher(max_requests=2)
    running = most = 0

    async def count(_: web.Request) -> web.Response:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.001)
        running -= 1
        return text()

    sites = [await new_site() for _ in range(5)]
    for site in sites:
        site.pages["/"] = count
    await asyncio.gather(*(fetcher.get(site.url(), accept=TEXT) for site in sites))
    assert most == 2


async def test_waiting_for_a_turn_is_not_counted_as_time_out(site: Site, new_fetcher: NewFetcher) -> None:
    async def slow(_: web.Request) -> web.Response:
        await asyncio.sleep(0.03)
        return text()

    site.pages["/"] = slow
    fetcher = await new_fetcher(timeout_seconds=0.1)
    found = await asyncio.gather(*(fetcher.get(site.url(), accept=TEXT) for _ in range(5)))
    assert len(found) == 5


RULES = "User-agent: *\nDisallow: /all\n\nUser-agent: Briefbot\nCrawl-delay: 5\nDisallow: /secret"


async def test_robots_txt_is_asked_once_a_site_and_kept_to(site: Site, fetcher: Fetcher, time: Time) -> None:
    site.pages |= {"/robots.txt": text(RULES), "/all": text(), "/secret": text()}
    await fetcher.get(site.url("/all"), accept=TEXT, robots=True)
    with pytest.raises(RefusedError, match=r"/secret: the site's robots.txt doesn't allow it$") as caught:
        await fetcher.get(site.url("/secret"), accept=TEXT, robots=True)
    assert caught.value.permanent
    assert site.paths() == ["/robots.txt", "/all"]
    await fetcher.get(site.url("/all"), accept=TEXT, robots=True)
    assert time.slept == [5.0]
    time.now += 90_000  # the rules of yesterday
    await fetcher.get(site.url("/all"), accept=TEXT, robots=True)
    assert site.paths()[-2:] == ["/robots.txt", "/all"]


async def test_robots_txt_also_holds_where_a_redirect_leads(site: Site, new_site: NewSite, fetcher: Fetcher) -> None:
    other = await new_site()
    other.pages["/robots.txt"] = text("User-agent: *\nDisallow: /")
    site.pages["/"] = web.Response(status=302, headers={"Location": other.url("/x")})
    with pytest.raises(RefusedError, match=rf"^{site.url()}: leads to {other.url('/x')}: the site's robots.txt"):
        await fetcher.get(site.url(), accept=TEXT, robots=True)


async def test_without_a_robots_txt_all_is_allowed(site: Site, fetcher: Fetcher) -> None:
    site.pages["/"] = text()
    assert (await fetcher.get(site.url(), accept=TEXT, robots=True)).body


async def test_a_site_whose_robots_txt_fails_is_left_alone_for_a_while(
    site: Site, fetcher: Fetcher, time: Time
) -> None:
    site.pages |= {"/robots.txt": web.Response(status=503), "/": text()}
    for _ in range(2):
        with pytest.raises(FetchError, match=r"the site's robots\.txt can't be had \(answered 503") as caught:
            await fetcher.get(site.url(), accept=TEXT, robots=True)
        assert not isinstance(caught.value, RefusedError)
        assert (caught.value.permanent, caught.value.retry_after) == (False, pytest.approx(600))
    assert len(time.slept) == 2  # for robots.txt, and not again for the page
    assert set(site.paths()) == {"/robots.txt"}
    site.pages["/robots.txt"] = text("")
    time.now += 700
    assert (await fetcher.get(site.url(), accept=TEXT, robots=True)).body


async def test_robots_txt_is_not_asked_where_the_settings_or_the_caller_do_not_want_it(
    site: Site, new_fetcher: NewFetcher
) -> None:
    site.pages["/"] = text()
    await (await new_fetcher(robots=False)).get(site.url(), accept=TEXT, robots=True)
    await (await new_fetcher()).get(site.url(), accept=TEXT)
    assert site.paths() == ["/", "/"]
