"""``briefbot ingest``, ``rebrief`` and ``sources`` as a user runs them."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from bot.ingest import count_articles
from tests.bot.conftest import ARTICLES, KHERSON, MARKET, TALKS, dump

if TYPE_CHECKING:
    from tests.bot.conftest import Web

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty working directory, and one process to brief with."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BRIEFBOT_INGEST__WORKERS", "1")
    return tmp_path


def summary(out: str) -> str:
    """The line without its seconds."""
    return re.sub(r" in \d+ s\n$", "", out)


def due() -> None:
    """Let all feeds be due, as they are some time later."""
    with sqlite3.connect("briefbot.db") as database:
        database.execute("UPDATE feeds SET next_poll = NULL")


def rss(web: Web, *paths: str) -> tuple[int, str, str]:
    items = "".join(f"<item><title>On {path}</title><link>{web.base}{path}</link></item>" for path in paths)
    return 200, "text/xml", f'<rss version="2.0"><channel><title>The News</title>{items}</channel></rss>'


def html(text: str) -> tuple[int, str, str]:
    return 200, "text/html", f"<html><body><article><p>{text}</p></article></body></html>"


def test_files_folders_and_dumps_are_taken_in_once(capsys: Capture) -> None:
    Path("dump.jsonl").write_text(dump() + '{"text": ""}\n')
    Path("more").mkdir()
    Path("more/a.txt").write_text(f"Outlet: Reprints Daily\nPublished: 2025-08-06\n\n{MARKET}")
    assert main(["ingest", "dump.jsonl", "more", "none.txt"]) == 1
    out, err = capsys.readouterr()
    assert summary(out) == f"{len(ARTICLES)} new, 0 known, 1 duplicate, 2 failed"
    assert err.splitlines() == [
        'briefbot: dump.jsonl: line 8: holds no "text"',
        "briefbot: none.txt: no such file or directory",
    ]
    Path("dump.jsonl").write_text(dump())
    assert main(["ingest", "dump.jsonl", "more"]) == 0
    out, err = capsys.readouterr()
    assert (summary(out), err) == (f"0 new, {len(ARTICLES) + 1} known, 0 duplicate, 0 failed", "")
    assert main(["rebrief"]) == 0
    out, err = capsys.readouterr()
    assert (summary(out), err) == ("0 briefed again, 0 failed", "")
    with sqlite3.connect("briefbot.db") as database:
        database.execute(
            "UPDATE briefings SET extractor = 'older' WHERE article_id IN (SELECT id FROM articles LIMIT 2)"
        )
    assert main(["rebrief"]) == 0
    assert summary(capsys.readouterr().out).endswith("briefed again, 0 failed")


def test_feeds_are_followed_asked_listed_and_left(web: Web, capsys: Capture) -> None:
    web.pages = {"/feed": rss(web, "/1", "/2", "/none"), "/1": html(KHERSON), "/2": html(TALKS)}
    feed = f"{web.base}/feed"
    assert main(["sources", "add", feed]) == 0
    assert main(["sources", "add", feed]) == 0
    assert capsys.readouterr() == (
        f"{feed}: followed “The News”, 3 entries; `briefbot ingest` takes them in\n{feed}: is followed already\n",
        "",
    )
    assert main(["sources"]) == 0
    assert capsys.readouterr().out == f"{feed}\n  not asked yet\n  0 items seen\n"
    assert main(["ingest"]) == 1
    out, err = capsys.readouterr()
    assert summary(out) == "2 new, 0 known, 0 duplicate, 1 failed"
    assert err == f"briefbot: {web.base}/none: answered 404 Not Found\n"
    assert main(["ingest"]) == 0
    out, err = capsys.readouterr()
    assert summary(out) == "0 new, 0 known, 0 duplicate, 0 failed"
    assert re.fullmatch(r"briefbot: 1 of 1 feeds? not due before \d\d:\d\d UTC\n", err)
    assert main(["sources", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [f"The News · {feed}", "  up"]
    assert re.fullmatch(
        r"  last success \d{4}-\d\d-\d\d \d\d:\d\d UTC, 2 items seen, next round .* UTC"
        rf" +1 entry passed over, the last: {re.escape(web.base)}/none: answered 404 Not +Found",
        " ".join(lines[2:]),
    )
    assert main(["sources", "remove", feed]) == 0
    assert main(["sources", "remove", feed]) == 2
    assert main(["sources", "list"]) == 0
    out, err = capsys.readouterr()
    assert out == (
        f"{feed}: no longer followed; its articles stay\n"
        "No feeds are followed; `briefbot sources add URL` follows one.\n"
    )
    assert err == f"briefbot: {feed}: is not followed; `briefbot sources` lists the feeds that are\n"
    assert main(["ingest"]) == 0
    assert capsys.readouterr().err == "briefbot: no feeds are followed; `briefbot sources add URL` follows one\n"


def test_a_report_from_the_feed_alone_is_marked_as_such(web: Web, capsys: Capture) -> None:
    status, kind, text = rss(web, "/1")
    described = text.replace("</link>", f"</link><description>{KHERSON}</description>")
    web.pages = {"/feed": (status, kind, described), "/1": (403, "text/html", "no")}
    assert main(["ingest", f"{web.base}/feed"]) == 0
    capsys.readouterr()
    assert main(["events", "--format", "json", "--section", "strikes"]) == 0
    (event,) = json.loads(capsys.readouterr().out)
    assert main(["show", event["id"]]) == 0
    assert "feed text only" in " ".join(capsys.readouterr().out.split())


def test_a_feed_that_goes_down_is_told_once_and_once_when_it_is_back(web: Web, capsys: Capture) -> None:
    feed = f"{web.base}/feed"
    web.pages = {"/feed": rss(web)}
    assert main(["sources", "add", feed]) == 0
    web.pages["/feed"] = (500, "text/plain", "")
    told = []
    for _ in range(4):
        capsys.readouterr()
        due()
        assert main(["ingest"]) == 1
        out, err = capsys.readouterr()
        assert summary(out) == "0 new, 0 known, 0 duplicate, 0 failed, 1 feed failed"
        told.append(err)
    line = f"briefbot: {feed}: answered 500 Internal Server Error"
    down = f"{line}; the feed is down, and not told of again until it is back\n"
    assert told == [f"{line}\n", f"{line}\n", down, ""]
    assert main(["sources"]) == 0
    listed = " ".join(capsys.readouterr().out.split())
    assert f"4 failures in a row, the feed is down: {feed}: answered 500 Internal Server Error" in listed
    web.pages["/feed"] = rss(web)
    due()
    assert main(["ingest"]) == 0
    assert capsys.readouterr().err == f"briefbot: {feed}: is back\n"


def test_a_feed_moves_no_cursor_and_its_key_is_not_told(web: Web, capsys: Capture) -> None:
    document = {"version": "https://jsonfeed.org/version/1.1", "title": "The \x1b[31mNews\x9b2J", "items": []}
    web.pages = {"/feed?token=hidden": (200, "application/feed+json", json.dumps(document))}
    web.pages["/feed"] = web.pages["/feed?token=hidden"]
    feed = f"{web.base}/feed?token=hidden"
    for command in ("add", "add", "remove", "remove"):
        main(["sources", command, feed])
    out, err = capsys.readouterr()
    assert out.startswith(f"{web.base}/feed?token=…: followed “The News”, 0 entries")
    assert "hidden" not in out + err


def test_what_is_no_feed_is_not_followed(web: Web, capsys: Capture) -> None:
    web.pages = {"/page": html(KHERSON)}
    for url, message in (
        (f"{web.base}/page", f"{web.base}/page: "),
        (f"{web.base}/none", f"{web.base}/none: answered 404 Not Found"),
        ("ftp://news.example/feed", "ftp://news.example/feed: "),
        ("news.example", "news.example: "),
        ("", ""),
        ("http://169.254.169.254/latest", "http://169.254.169.254/latest: "),
        ("http://localhost:1/feed", "http://localhost:1/feed: "),
    ):
        assert main(["sources", "add", url]) == 2, url
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)
        assert err.startswith(f"briefbot: {message}")
        assert "internal error" not in err
    assert main(["sources"]) == 0
    assert capsys.readouterr().out.startswith("No feeds are followed")


def test_single_pages_and_feeds_not_followed(web: Web, capsys: Capture) -> None:
    web.pages = {"/feed": rss(web, "/1"), "/1": html(KHERSON), "/2": html(TALKS)}
    assert main(["ingest", f"{web.base}/feed", f"{web.base}/2", "http://10.0.0.1/x", f"{web.base}/none"]) == 1
    out, err = capsys.readouterr()
    assert summary(out) == "2 new, 0 known, 0 duplicate, 2 failed"
    assert [line.split(": ")[1] for line in err.splitlines()] == ["http://10.0.0.1/x", f"{web.base}/none"]


def test_a_full_disk_ends_an_ingest_in_one_line_and_space_lets_it_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    from briefings.store import engine

    whole = engine._set_up_sqlite

    def small(connection: sqlite3.Connection, record: object) -> None:
        whole(connection, record)
        connection.execute(f"PRAGMA max_page_count = {pages + 4}")

    Path("dump.jsonl").write_text(dump())
    assert main(["db", "upgrade"]) == 0
    with sqlite3.connect("briefbot.db") as database:
        pages = database.execute("PRAGMA page_count").fetchone()[0]
    with monkeypatch.context() as patch:
        patch.setattr(engine, "_set_up_sqlite", small)
        capsys.readouterr()
        assert main(["ingest", "dump.jsonl"]) == 2
        assert capsys.readouterr() == ("", "briefbot: briefbot.db: the disk is full\n")
    assert main(["ingest", "dump.jsonl"]) == 0
    out, err = capsys.readouterr()
    new, known = map(int, re.match(r"(\d+) new, (\d+) known, 0 duplicate, 0 failed", out).groups())
    assert new + known == len(ARTICLES)
    assert err in {"", "briefbot: 1 article of an interrupted run briefed\n"}
    with sqlite3.connect("briefbot.db") as database:
        assert database.execute("SELECT count(*) FROM briefings").fetchone() == (len(ARTICLES),)


def test_a_locked_database_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    from briefings.store import sql

    monkeypatch.setattr(sql.Store.__init__, "__kwdefaults__", {"patience": 0.1})
    Path("a.txt").write_text(KHERSON)
    assert main(["db", "upgrade"]) == 0
    capsys.readouterr()
    with sqlite3.connect("briefbot.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        assert main(["ingest", "a.txt"]) == 2
        assert capsys.readouterr() == ("", "briefbot: briefbot.db: is locked by another program\n")
        assert main(["events"]) == 0
    assert main(["ingest", "a.txt"]) == 0


def test_the_bar_knows_its_end_where_all_articles_are_files() -> None:
    Path("a.txt").write_text(KHERSON)
    Path("more").mkdir()
    Path("more/b.txt").write_text(TALKS)
    Path("more/c.txt").write_text(MARKET)
    Path("dump.jsonl").write_text(dump())
    assert count_articles(["a.txt", "more", "none.txt"]) == 4
    assert count_articles(["a.txt", "dump.jsonl"]) is None
    assert count_articles(["a.txt", "https://news.example/feed"]) is None
    assert count_articles([]) is None
