"""Articles and feeds that a chat names: fetched or pasted, briefed, kept for those who may read them."""

from __future__ import annotations

import random
from contextlib import aclosing
from typing import TYPE_CHECKING

from briefings.duplicates import canonical_url
from briefings.errors import SourceError
from briefings.ingest import Ingest
from briefings.pages import Found, Outcome, is_address
from briefings.sources.feed import FeedState, read_feed
from briefings.sources.file import read_bytes
from briefings.sources.forms import read_form
from briefings.sources.page import read_page
from briefings.sources.urls import read_url, show_url
from briefings.store.readers import EVERYONE

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable
    from datetime import datetime

    from bot.commands.calls import File
    from briefings.pages import FeedRead
    from briefings.settings import Settings
    from briefings.sources.fetch import Fetcher
    from briefings.store.sql import Store
    from briefings.workers import Workers

_PASTED = "the pasted text"


class Reader:
    """Reads for chats, through the one door to the net, with the workers that brief."""

    def __init__(
        self, store: Store, settings: Settings, fetcher: Fetcher, workers: Workers, clock: Callable[[], datetime]
    ) -> None:
        """Keep articles in ``store``."""
        self._store = store
        self._settings = settings
        self._fetcher = fetcher
        self._workers = workers
        self._clock = clock

    async def read_article(self, text: str, audience: str | None) -> str:
        """Take in the article at an address, or a pasted one, for ``audience``; gives the id of what is kept.

        Raises:
            SourceError: it can't be fetched, or is no article that can be briefed.
        """
        if is_address(text.strip()):
            url = str(read_url(text.strip()))
            page = await read_page(url, self._fetcher)
            return await self._keep(Found(show_url(url), page, key=canonical_url(url), reader=audience or EVERYONE))
        return await self._keep(Found(_PASTED, read_form(_PASTED, text, None), reader=audience or EVERYONE))

    async def read_file(self, file: File, audience: str | None) -> str:
        """Take in an attached article, as ``read_article`` does.

        Raises:
            SourceError: it is too large, of another kind, or no article that can be briefed.
        """
        limit = self._settings.sources.max_bytes
        if len(file.content) > limit:
            raise SourceError(f"{file.name}: is larger than {limit:,} bytes (sources.max_bytes)")
        return await self._keep(Found(file.name, read_bytes(file.name, file.content), reader=audience or EVERYONE))

    async def read_feed(self, url: str) -> tuple[str, str | None, int]:
        """See that there is a feed at an address; gives the address as it is kept, its title and how much it holds.

        Raises:
            SourceError: it can't be fetched, or is no feed.
        """
        try:
            address = str(read_url(url))
        except ValueError as error:
            raise SourceError(f"{show_url(url)}: {error}") from error
        pace = self._settings.feeds
        found = await read_feed(
            address,
            FeedState(),
            self._fetcher,
            pace,
            now=self._clock(),
            jitter=random.random(),  # noqa: S311
        )
        if found.error:
            raise found.error
        return address, found.state.title, len(found.entries)

    async def _keep(self, found: Found) -> str:
        async def one() -> AsyncGenerator[Found | FeedRead]:
            yield found

        work = Ingest(self._store, self._workers, self._settings, self._clock)
        article: str | None = None
        async with aclosing(work.keep(one())) as outcomes:
            async for outcome in outcomes:
                if isinstance(outcome, Outcome):
                    if outcome.error:
                        raise SourceError(outcome.error)
                    article = outcome.article
        if article is None:
            raise SourceError(f"{found.origin}: could not be kept")
        return article
