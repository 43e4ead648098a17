"""Sources → pages: feeds all at once, single pages, files, folders and dumps, as one stream."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import urlsplit

from briefings.duplicates import canonical_url
from briefings.errors import BriefbotError, FetchError, SourceError, WorkerError
from briefings.sources.dump import is_dump, read_dump
from briefings.sources.feed import FeedRound, FeedState, after_failure, read_entry, read_feed
from briefings.sources.file import list_files, read_file
from briefings.sources.page import read_page
from briefings.sources.urls import show_url

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable, Mapping
    from datetime import datetime

    from briefings.settings import Settings
    from briefings.sources import Page
    from briefings.sources.feed import FeedEntry
    from briefings.sources.fetch import Fetcher
    from briefings.store.sql import Store

logger = logging.getLogger(__name__)

Jitter = Callable[[], float]
_ENOUGH = 0.8
"""Part of the time-out after which a host is left alone: a fetch ends early where its next try would come too late."""
Fate = Literal["new", "known", "duplicate", "failed"]

_WAITING = 16
"""Pages that wait for their turn; more would only fill the memory."""


class Found(NamedTuple):
    """A page out of a source, the error why there is none, or None where it is known already.

    ``origin`` is the source, ``outlet`` what a feed knows of the page, ``key`` the canonical address of its link.
    ``reader`` is the workspace of a chat that it was given in, for which alone it is kept; what was pasted there, and
    not fetched from its address, has no ``key``.
    """

    origin: str
    page: Page | SourceError | None
    outlet: str | None = None
    key: str | None = None
    reader: str | None = None


class FeedRead(NamedTuple):
    """All that a feed gave came before this; its state is to be kept."""

    url: str
    before: FeedState
    round: FeedRound

    def after(self, fresh: int, *, again: bool) -> FeedState:
        """The state to keep: with ``fresh`` articles more, and ``again`` as if its document had not been seen."""
        marks = {"etag": self.before.etag, "last_modified": self.before.last_modified} if again else {}
        return self.round.state.model_copy(update={"items_seen": self.before.items_seen + fresh, **marks})


class Outcome(NamedTuple):
    """What became of a page: the article that is kept in its place, or why there is none.

    ``passing`` says that it may go well another time, ``key`` is the canonical address of the article that was read.
    """

    found: Found
    fate: Fate
    error: str | None = None
    passing: bool = False
    article: str | None = None
    key: str | None = None

    @classmethod
    def failed(cls, found: Found, error: SourceError | WorkerError) -> Outcome:
        """The outcome of an error, in a line that names the page."""
        name = found.origin if found.page is None or isinstance(found.page, SourceError) else found.page.name
        line = str(error) if isinstance(error, SourceError) else f"{name}: {error}"
        passing = isinstance(error, WorkerError) or (isinstance(error, FetchError) and not error.permanent)
        return cls(found, "failed", line, passing)


class Gatherer:
    """Reads sources, each by its kind."""

    def __init__(
        self, fetcher: Fetcher, store: Store, settings: Settings, *, clock: Callable[[], datetime], jitter: Jitter
    ) -> None:
        """Read the net through ``fetcher``, and pass over what ``store`` knows.

        ``clock`` gives the time (UTC), ``jitter`` a number from 0 to 1 by which the rounds of feeds are set apart.
        """
        self._fetcher = fetcher
        self._store = store
        self._settings = settings
        self._clock = clock
        self._jitter = jitter

    async def read(self, sources: Iterable[str]) -> AsyncGenerator[Found | FeedRead]:
        """The pages of addresses, files, folders and dumps, one source after the other."""
        for source in sources:
            reading = self._address(source) if is_address(source) else self._local(source)
            async for each in reading:
                yield each

    async def poll(self, feeds: Mapping[str, FeedState]) -> AsyncGenerator[Found | FeedRead]:
        """One round over ``feeds``, all at once: it takes as long as the slowest."""
        found: asyncio.Queue[Found | FeedRead | None] = asyncio.Queue(_WAITING)

        async def read(url: str, state: FeedState) -> None:
            fatal: BriefbotError | None = None
            try:
                async for each in self._feed(url, state):
                    await found.put(each)
            except BriefbotError as error:
                fatal = error
            except Exception as error:  # one feed that trips us up must not take the others along
                logger.debug("%s", show_url(url), exc_info=True)
                line = f"{show_url(url)}: internal error ({type(error).__name__}: {error}); please report it"
                await found.put(self._failed(url, state, SourceError(line)))
            await found.put(None)  # not when cancelled: nobody takes anything then, and a full queue would wait forever
            if fatal:
                raise fatal

        tasks = [asyncio.create_task(read(url, state)) for url, state in feeds.items()]
        try:
            left = len(tasks)
            while left:
                each = await found.get()
                if each is None:
                    left -= 1
                else:
                    yield each
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _local(self, source: str) -> AsyncGenerator[Found]:
        limit = self._settings.sources.max_bytes
        try:
            files = await asyncio.to_thread(list_files, source, dumps=True)
        except SourceError as error:
            yield Found(source, error)
            return
        for file in files:
            if not is_dump(file):
                yield Found(source, await asyncio.to_thread(_read, file, limit))
                continue
            pages = read_dump(file, limit)
            try:
                while (page := await asyncio.to_thread(next, pages, None)) is not None:
                    yield Found(source, page)
            except SourceError as error:
                yield Found(source, error)

    async def _address(self, url: str) -> AsyncGenerator[Found]:
        """A single page, or all that a feed holds now; a feed that is followed is polled instead."""
        now, jitter, pace = self._clock(), self._jitter(), self._settings.feeds
        round_ = await read_feed(url, FeedState(), self._fetcher, pace, now=now, jitter=jitter, robots=True)
        if round_.error is None:
            async for each in self._entries(url, round_.entries):
                yield each
            return
        try:
            if isinstance(round_.error, FetchError):
                raise round_.error
            page = await read_page(url, self._fetcher)
        except SourceError as error:
            yield Found(url, error)
        else:
            yield Found(url, page)

    async def _feed(self, url: str, state: FeedState) -> AsyncGenerator[Found | FeedRead]:
        now, jitter = self._clock(), self._jitter()
        round_ = await read_feed(url, state, self._fetcher, self._settings.feeds, now=now, jitter=jitter)
        async for each in self._entries(url, round_.entries):
            yield each
        yield FeedRead(url, state, round_)

    def _failed(self, url: str, state: FeedState, error: SourceError) -> FeedRead:
        """A round that ended in an error of ours: it counts for the feed's health as one of the feed's would."""
        step = after_failure(state, error, self._clock(), self._jitter(), self._settings.feeds)
        return FeedRead(url, state, FeedRound((), step.state, error, step.news))

    async def _entries(self, feed: str, entries: Iterable[FeedEntry]) -> AsyncGenerator[Found]:
        # The id of an entry without an address is the feed's own: "1" is another entry in another feed.
        keyed = [(canonical_url(entry.url) if entry.url else f"{feed} {entry.key}", entry) for entry in entries]
        known = await self._store.known_urls(key for key, _ in keyed)
        patience = _Patience(self._settings.fetch.timeout_seconds, self._clock)
        for key, entry in keyed:
            if key in known:
                yield Found(feed, None, key=key)
                continue
            try:
                page: Page | SourceError = await self._entry(entry, patience)
            except SourceError as error:
                page = error
            yield Found(feed, page, entry.outlet, key)

    async def _entry(self, entry: FeedEntry, patience: _Patience) -> Page:
        """An entry's page; what can't be had now is asked for again in the next round, as the feed tells but a part."""
        host = urlsplit(entry.url or "").netloc
        begun = self._clock()
        try:
            patience.check(entry.url or "", host)
            return await read_entry(entry, self._fetcher)
        except FetchError as error:
            if not error.permanent:
                patience.note(host, begun)
            raise


class _Patience:
    """How long a feed waits in vain for each host of its pages: one time-out in all, and not one a page."""

    def __init__(self, seconds: float, clock: Callable[[], datetime]) -> None:
        """Wait for ``seconds`` of ``clock``."""
        self._limit = timedelta(seconds=seconds)
        self._clock = clock
        self._waited: dict[str, timedelta] = {}

    def check(self, url: str, host: str) -> None:
        """Let those pages pass whose host hasn't used up its time.

        Raises:
            FetchError: it has; another round asks it again.
        """
        if self._waited.get(host, timedelta()) >= _ENOUGH * self._limit:
            raise FetchError(f"{show_url(url)}: not asked in this round, as its host keeps one waiting")

    def note(self, host: str, begun: datetime) -> None:
        """Count the time since ``begun``, which brought nothing."""
        self._waited[host] = self._waited.get(host, timedelta()) + (self._clock() - begun)


def is_address(source: str) -> bool:
    """Whether a source is to be fetched; any other is a file or a folder."""
    return source.lower().startswith(("http://", "https://"))


def _read(file: str, limit: int) -> Page | SourceError:
    try:
        return read_file(file, limit)
    except SourceError as error:
        return error
