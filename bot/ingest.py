"""``briefbot ingest``, ``briefbot rebrief`` and ``briefbot sources``: what goes into the store, told as it goes."""

from __future__ import annotations

import gc
import random
import sys
import time
from collections import Counter
from contextlib import aclosing, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.output import tell, write_stdout
from bot.stores import open_store
from briefings.errors import SourceError
from briefings.escape import plain
from briefings.ingest import Ingest
from briefings.messages import to_text
from briefings.pages import FeedRead, Gatherer, is_address
from briefings.render import WIDTH, Renderer
from briefings.sources.dump import is_dump
from briefings.sources.feed import FeedState, is_due, read_feed
from briefings.sources.fetch import Fetcher
from briefings.sources.file import list_files
from briefings.sources.urls import read_url, show_url
from briefings.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from briefings.settings import Settings
    from briefings.store.records import Kept


_ALLOCATIONS = 20_000
"""New objects after which garbage is looked for: at Python's 700 that takes an eighth of this process's time, as
what it keeps of hundreds of items is walked through again and again."""


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def collect_rarely() -> None:
    """Look for garbage less often in this process: records hold no circles."""
    gc.set_threshold(_ALLOCATIONS)


async def ingest(sources: Sequence[str], settings: Settings) -> bool:
    """Take in ``sources``, else every feed that is due, and say whether all went well.

    Raises:
        BriefbotError: the store, the model or the settings can't be used.
    """
    begun = time.monotonic()
    collect_rarely()
    fates: Counter[str] = Counter()
    async with (
        open_store(settings) as store,
        Workers(settings.ingest.processes) as workers,
        Fetcher(settings.fetch) as fetcher,
    ):
        work = Ingest(store, workers, settings, now)
        if resumed := await work.resume():
            tell(f"{resumed} article{'s' if resumed > 1 else ''} of an interrupted run briefed")
        gatherer = Gatherer(fetcher, store, settings, clock=now, jitter=random.random)
        feeds = {} if sources else await store.feeds()
        due = {url: state for url, state in feeds.items() if is_due(state, now())}
        if not sources:
            _tell_waiting(feeds, due)
        pages = gatherer.read(sources) if sources else gatherer.poll(due)
        with _progress(sources) as advance:
            async with aclosing(work.keep(pages)) as outcomes:
                async for each in outcomes:
                    if isinstance(each, FeedRead):
                        _tell_feed(each)
                        fates["feed failed"] += each.round.error is not None
                        continue
                    fates[each.fate] += 1
                    if each.error:
                        tell(each.error)
                    advance(_summary(fates))
    write_stdout(f"{_summary(fates)} in {time.monotonic() - begun:.0f} s\n")
    return not fates["failed"] and not fates["feed failed"]


async def rebrief(settings: Settings) -> bool:
    """Brief again what another version of the extractor briefed, and say whether all went well."""
    begun, done = time.monotonic(), Counter[bool]()
    collect_rarely()
    async with open_store(settings) as store, Workers(settings.ingest.processes) as workers:
        with _progress() as advance:

            def note(kept: Kept, error: str | None) -> None:
                done[error is None] += 1
                if error:
                    name = show_url(kept.article.url) if kept.article.url else kept.article.title or kept.article.id
                    tell(f"{name}: {error}")
                advance(f"{done[True]} briefed again")

            await Ingest(store, workers, settings, now).rebrief(note)
    write_stdout(f"{done[True]} briefed again, {done[False]} failed in {time.monotonic() - begun:.0f} s\n")
    return not done[False]


async def add_feed(url: str, settings: Settings) -> None:
    """Follow a feed, once it has shown that it is one.

    Raises:
        SourceError: it can't be fetched, or is no feed.
    """
    address = _address(url)
    async with open_store(settings) as store:
        if address in await store.feeds():
            write_stdout(f"{show_url(address)}: is followed already\n")
            return
        async with Fetcher(settings.fetch) as fetcher:
            found = await read_feed(address, FeedState(), fetcher, settings.feeds, now=now(), jitter=0.0)
        if found.error:
            raise found.error
        await store.add_feed(address)
    title = f" “{plain(found.state.title)}”" if found.state.title else ""
    write_stdout(
        f"{show_url(address)}: followed{title}, {len(found.entries)} entries; `briefbot ingest` takes them in\n"
    )


async def remove_feed(url: str, settings: Settings) -> None:
    """Follow a feed no more; its articles stay.

    Raises:
        SourceError: it isn't followed.
    """
    async with open_store(settings) as store:
        if not (await store.remove_feed(url) or await store.remove_feed(_address(url))):
            raise SourceError(f"{show_url(url)}: is not followed; `briefbot sources` lists the feeds that are")
    write_stdout(f"{show_url(url)}: no longer followed; its articles stay\n")


async def list_feeds(settings: Settings) -> None:
    """Print every feed with its health."""
    async with open_store(settings) as store:
        feeds, passed_over = await store.feeds(), await store.passed_over()
    if not feeds:
        write_stdout("No feeds are followed; `briefbot sources add URL` follows one.\n")
    else:
        write_stdout(to_text(Renderer().say("text").feeds(feeds, passed_over), WIDTH))


def _address(url: str) -> str:
    """``url`` as feeds are kept by.

    Raises:
        SourceError: it is no address of the web.
    """
    try:
        return str(read_url(url))
    except ValueError as error:
        raise SourceError(f"{show_url(url)}: {error}") from error


def _tell_waiting(feeds: Mapping[str, FeedState], due: Mapping[str, FeedState]) -> None:
    """Say why nothing, or not everything, is asked."""
    if not feeds:
        tell("no feeds are followed; `briefbot sources add URL` follows one")
    elif waiting := [state.next_poll for url, state in feeds.items() if url not in due and state.next_poll]:
        tell(f"{len(waiting)} of {len(feeds)} feeds not due before {min(waiting):%H:%M} UTC")


def _tell_feed(read: FeedRead) -> None:
    """Say what is new of a feed's health: a failure as long as it isn't down, and once that it is, or is back."""
    error = read.round.error
    if read.round.news == "down":
        tell(f"{error}; the feed is down, and not told of again until it is back")
    elif read.round.news == "back":
        tell(f"{show_url(read.url)}: is back")
    elif error and not read.before.down:
        tell(error)


def _summary(fates: Counter[str]) -> str:
    """How many had each fate: "12 new, 3 known, 2 duplicate, 1 failed"."""
    line = ", ".join(f"{fates[fate]} {fate}" for fate in ("new", "known", "duplicate", "failed"))
    if feeds := fates["feed failed"]:
        line += f", {feeds} feed{'s' if feeds > 1 else ''} failed"
    return line


def count_articles(sources: Sequence[str]) -> int | None:
    """How many articles local ``sources`` hold; None where that isn't known beforehand: of feeds, pages and dumps."""
    count = 0
    for source in sources:
        try:
            files = [] if is_address(source) else list_files(source, dumps=True)
        except SourceError:  # told when it is its turn
            files = [source]
        if not files or any(map(is_dump, files)):
            return None
        count += len(files)
    return count or None


@contextmanager
def _progress(sources: Sequence[str] = ()) -> Iterator[Callable[[str], None]]:
    """Show how far it is on a terminal's standard error; a bar that only moves where the end isn't known."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal has use for it
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=count_articles(sources))
        yield lambda line: bar.update(task, advance=1, description=line)
