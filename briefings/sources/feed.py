"""One feed → its entries and its next state; an entry → its page, or what the feed itself tells of it."""

from __future__ import annotations

import asyncio
import logging
import re
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from briefings.errors import FetchError, SourceError
from briefings.sources import Page
from briefings.sources.answers import Accept
from briefings.sources.decoding import decode_answer
from briefings.sources.feed_forms import FeedEntry, read_feed_form
from briefings.sources.health import FeedState, News, Reading, after_failure, after_success, is_due
from briefings.sources.markup import read_blocks
from briefings.sources.page import count_words, read_page
from briefings.sources.urls import show_url

if TYPE_CHECKING:
    from datetime import datetime

    from briefings.sources.feed_forms import Feed
    from briefings.sources.fetch import Fetched, Fetcher
    from briefings.sources.health import Pace

__all__ = [
    "FeedEntry",
    "FeedRound",
    "FeedState",
    "after_failure",
    "after_success",
    "is_due",
    "page_of_entry",
    "read_entry",
    "read_feed",
]

logger = logging.getLogger(__name__)

# Feeds are served as all kinds of text; what one is shows when it is read.
_ACCEPT = Accept(
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, "
    "text/xml;q=0.9, application/json;q=0.8, */*;q=0.1",
    re.compile(r"text/.*|application/(?:.*[+.-])?(?:xml|json|rss|atom|rdf)|application/octet-stream"),
)

_TOMORROW = timedelta(days=1)
"""How far a feed's clock may run ahead, its zone forgotten; a later date is an error, or an event's."""

_SHARE = 0.8
"""Of the feed's own text a page with less than this share shows no article: it is filled in by scripts, say."""


class FeedRound(NamedTuple):
    """What one round with a feed gave: entries, the state to keep, and what is to be said.

    ``error`` is this round's, if it failed; ``news`` is there only when the feed goes down or comes back. A state
    is to be kept only after its entries are: what comes next may be nothing but "not modified".
    """

    entries: tuple[FeedEntry, ...]
    state: FeedState
    error: SourceError | None = None
    news: News | None = None


async def read_feed(  # noqa: PLR0913 - the round's place, state and moment
    url: str,
    state: FeedState,
    fetcher: Fetcher,
    pace: Pace,
    *,
    now: datetime,
    jitter: float,
    robots: bool = False,
) -> FeedRound:
    """Ask a feed for what is new. A feed that fails is a round like another: it raises nothing.

    ``robots`` asks the site's rules first, for an address that may turn out to be a page.
    Which of the entries are new, and so how many there have been, is for the caller to say.
    """
    try:
        answer = await fetcher.get(
            url, accept=_ACCEPT, etag=state.etag, last_modified=state.last_modified, robots=robots
        )
        # Parsing takes long enough to keep others waiting.
        feed = None if answer.not_modified else await asyncio.to_thread(_read_document, answer, show_url(url))
    except SourceError as error:
        failed = after_failure(state, error, now, jitter, pace)
        return FeedRound((), failed.state, error, failed.news)
    entries = tuple(_without_future(entry, now) for entry in feed.entries) if feed else ()
    reading = Reading(
        etag=answer.etag,
        last_modified=answer.last_modified,
        not_modified=answer.not_modified,
        title=feed.title if feed else None,
        every=feed.every if feed else None,
        fresh=timedelta(seconds=answer.max_age) if answer.max_age is not None else None,
    )
    step = after_success(state, reading, now, jitter, pace)
    return FeedRound(entries, step.state, None, step.news)


async def read_entry(entry: FeedEntry, fetcher: Fetcher) -> Page:
    """Read an entry's page; where it is refused, gone, or holds less, what the feed tells, as ``partial``.

    A page's ``outlet`` is left to the page; for one that doesn't say it, the entry knows it.

    Raises:
        FetchError: the page can't be fetched now, but perhaps another time (``page_of_entry`` is for who won't wait).
        SourceError: neither the page nor the feed holds a text.
    """
    if entry.url is None:
        return page_of_entry(entry)
    try:
        page = await read_page(entry.url, fetcher)
    except SourceError as error:
        passing = isinstance(error, FetchError) and not error.permanent
        if passing or not entry.text:
            raise
        logger.info("%s: briefed from the feed's own text", error)
        return page_of_entry(entry)
    if page.html and count_words(read_blocks(page.text)) < _SHARE * count_words(entry.text.splitlines()):
        logger.info("%s: the page holds less than the feed", page.name)
        return page_of_entry(entry)
    return page._replace(
        title=page.title or entry.title,
        published=page.published or _day_of(entry),
        reported=entry.published or page.reported,
    )


def page_of_entry(entry: FeedEntry) -> Page:
    """What the feed itself tells of an entry.

    Raises:
        SourceError: that is nothing.
    """
    name = show_url(entry.url or entry.key)
    if not entry.text:
        raise SourceError(f"{name}: the feed gives it neither a text nor an address")
    return Page(
        name,
        entry.text,
        title=entry.title,
        outlet=entry.outlet,
        published=_day_of(entry),
        url=entry.url,
        partial=True,
        reported=entry.published,
    )


def _read_document(answer: Fetched, name: str) -> Feed:
    """Read the document that came."""
    return read_feed_form(decode_answer(answer.body, name, answer.charset), name, answer.url)


def _without_future(entry: FeedEntry, now: datetime) -> FeedEntry:
    """``entry``, without a date that can't be that of its publication."""
    if entry.published and entry.published > now + _TOMORROW:
        return entry.model_copy(update={"published": None, "day": None})
    return entry


def _day_of(entry: FeedEntry) -> str | None:
    """The day of publication as a page writes it."""
    return entry.day.isoformat() if entry.day else None
