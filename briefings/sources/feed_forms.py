"""A feed's document → its entries: RSS 0.9x to 2.0, RDF, Atom (through feedparser) and JSON Feed."""

from __future__ import annotations

import hashlib
import io
import json
import re
from datetime import UTC, date, datetime, timedelta
from itertools import starmap
from typing import TYPE_CHECKING, Any, NamedTuple

import feedparser

from briefings.errors import SourceError
from briefings.records import Record
from briefings.sources.markup import read_blocks
from briefings.sources.moments import read_moment, read_written
from briefings.sources.urls import read_url
from briefings.sources.xml_guard import refuse_bombs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_PERIODS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}
"""Hours of RSS' syndication periods."""

_MAX_HOURS = 8760.0
"""A longer interval means the same as this one: never."""

# What blog software writes under a text that it cuts off or sends out.
_TAIL = re.compile(
    r"(?:The post .* (?:appeared first|first appeared) on .*|(?:Continue reading|Read more|Read the full)\b.{0,200})"
)


class FeedEntry(Record):
    """One entry: ``key`` names it among the feed's entries (its address, else its id, else its words).

    ``published`` is in UTC, ``day`` the same in the zone that the feed writes it in. ``outlet`` is whom the feed
    takes it from, else the feed itself. ``text`` is all that the feed tells of it, as plain text.
    """

    key: str
    url: str | None = None
    title: str | None = None
    published: datetime | None = None
    day: date | None = None
    author: str | None = None
    outlet: str | None = None
    text: str = ""


class Feed(NamedTuple):
    """A feed's document, and how often it says that it changes."""

    title: str | None
    entries: tuple[FeedEntry, ...]
    every: timedelta | None = None


def read_feed_form(text: str, name: str, url: str) -> Feed:
    """Read a feed's document, which came from ``url``; of several entries with one key the first is taken.

    Raises:
        SourceError: it is no feed, or declares entities.
    """
    text = text.strip("\ufeff \t\r\n\0")
    feed = _of_json(text, name, url) if text.startswith("{") else _of_xml(text, name, url)
    entries: dict[str, FeedEntry] = {}
    for entry in feed.entries:
        entries.setdefault(entry.key, entry)
    return feed._replace(entries=tuple(entries.values()))


def _of_xml(text: str, name: str, url: str) -> Feed:
    """Read the XML kinds; feedparser also reads what is not well-formed."""
    data = text.encode("utf-8", "replace")
    refuse_bombs(data, name)
    try:
        found = feedparser.parse(
            io.BytesIO(data),  # of bytes alone it would try to open a file of that name
            response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
            # All markup becomes plain text here.
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # it lets out whatever goes wrong in its parts
        raise SourceError(f"{name}: can't be read as a feed ({type(error).__name__}: {error})") from error
    if not found.get("version"):
        raise SourceError(f"{name}: is not a feed")
    title = _plain(found.feed.get("title_detail"))
    return Feed(title, tuple(_entry_of_xml(entry, title, url) for entry in found.entries), _every(found.feed))


def _entry_of_xml(entry: feedparser.FeedParserDict, feed_title: str | None, base: str) -> FeedEntry:
    """Read one entry."""
    contents = [entry.get("summary_detail"), *entry.get("content", [])]
    title = _plain(entry.get("title_detail"))
    text = max(map(_text, filter(None, contents)), key=len, default="")
    # Only where the entry has one: asked for another, feedparser guesses, with a warning.
    dates = [(entry[key], entry[f"{key}_parsed"]) for key in ("published", "created", "updated") if key in entry]
    moment = next(filter(None, starmap(_moment, dates)), None)
    return _entry(
        {"url": entry.get("link"), "id": entry.get("id"), "title": title, "text": text, "author": entry.get("author")},
        moment,
        _line(entry.get("source", {}).get("title")) or feed_title,
        base,
    )


def _of_json(text: str, name: str, url: str) -> Feed:
    """Read a JSON Feed, version 1 or 1.1; what in it is of the wrong type is passed over."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{name}: is neither XML nor valid JSON, so not a feed") from error
    items = data.get("items")
    if "jsonfeed.org/version/" not in str(data.get("version")) or not isinstance(items, list):
        raise SourceError(f"{name}: is not a feed (JSON without a JSON Feed's version and items)")
    title = _line(data.get("title"))
    return Feed(title, tuple(_entry_of_json(item, title, url) for item in items if isinstance(item, dict)))


def _entry_of_json(item: Mapping[str, Any], feed_title: str | None, base: str) -> FeedEntry:
    """Read one item."""
    markup, plain, summary = (_string(item.get(key)) for key in ("content_html", "content_text", "summary"))
    authors = item.get("authors") or [item.get("author")]
    names = [author.get("name") for author in authors if isinstance(author, dict)] if isinstance(authors, list) else []
    written = _string(item.get("date_published")) or _string(item.get("date_modified"))
    return _entry(
        {
            "url": item.get("url") or item.get("external_url"),
            "id": str(item["id"]) if isinstance(item.get("id"), str | int | float) else None,
            "title": item.get("title"),
            "text": max(_join(read_blocks(markup)), plain.strip(), summary.strip(), key=len),
            "author": next(iter(names), None),
        },
        _moment(written, None),
        feed_title,
        base,
    )


def _entry(fields: Mapping[str, Any], moment: datetime | None, outlet: str | None, base: str) -> FeedEntry:
    """Put together what both kinds have: an address from ``base``, a key, and the day as it is written."""
    try:
        url = str(read_url(_string(fields["url"]), read_url(base)))
    except ValueError:  # another scheme, or none at all
        url = None
    url = url if _string(fields["url"]).strip() else None
    title = _line(fields["title"])
    words = f"{title}\n{fields['text']}"
    return FeedEntry(
        key=url or _string(fields["id"]).strip() or hashlib.sha256(words.encode("utf-8", "replace")).hexdigest(),
        url=url,
        title=title,
        published=moment.astimezone(UTC) if moment else None,
        day=moment.date() if moment else None,
        author=_line(fields["author"]),
        outlet=outlet,
        text=fields["text"],
    )


def _moment(written: str, parsed: Iterable[int] | None) -> datetime | None:
    """A date of a feed, in its own zone where that can be read; ``parsed`` is feedparser's reading of it in UTC."""
    if moment := read_written(written):
        return moment
    if not parsed and not (parsed := _day(written)):
        return None
    year, month, day, hour, minute, second, *_ = parsed
    return read_moment(f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{min(second, 59):02}Z")


def _day(written: str) -> tuple[int, ...] | None:
    """A day without a time, as its first moment."""
    try:
        day = date.fromisoformat(written.strip())
    except ValueError:
        return None
    return day.year, day.month, day.day, 0, 0, 0


def _every(feed: feedparser.FeedParserDict) -> timedelta | None:
    """How often the feed says that it changes, at most; by RSS' ``ttl`` (minutes) or its syndication module."""
    hours = []
    if (ttl := _number(feed.get("ttl"))) is not None:
        hours.append(ttl / 60)
    if (period := _PERIODS.get(_string(feed.get("sy_updateperiod")).strip().lower())) is not None:
        hours.append(period / max(_number(feed.get("sy_updatefrequency")) or 1.0, 1.0))
    return timedelta(hours=min(max(hours), _MAX_HOURS)) if hours else None


def _number(value: object) -> float | None:
    """A number of a few digits."""
    found = re.fullmatch(r"\s*(\d{1,9})\s*", _string(value), re.ASCII)
    return float(found[1]) if found else None


def _string(value: object) -> str:
    """``value``, or nothing where it is no string."""
    return value if isinstance(value, str) else ""


def _line(value: object) -> str | None:
    """``value`` as one line, if there is anything in it."""
    return " ".join(_string(value).split()) or None


def _plain(detail: Mapping[str, str] | None) -> str | None:
    """A title's text as one line."""
    return _line(_text(detail)) if detail else None


def _text(detail: Mapping[str, str]) -> str:
    """What one of feedparser's contents says, as plain text."""
    value = detail.get("value") or ""
    return value.strip() if detail.get("type") == "text/plain" else _join(read_blocks(value))


def _join(blocks: list[str]) -> str:
    """The blocks as paragraphs, without what the software put under them."""
    while blocks and _TAIL.fullmatch(blocks[-1]):
        blocks = blocks[:-1]
    return "\n\n".join(blocks)
