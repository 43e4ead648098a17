"""Sources → store: every article read, known ones left alone, new ones briefed and merged into events.

Articles are prepared and briefed by worker processes, several at once, but kept in the order in which they came, each
before the next: which of two copies is the original, and what is done again after a crash, is left to no chance.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, deque
from contextlib import aclosing
from typing import TYPE_CHECKING, NamedTuple

from briefings.article import Known, article_id
from briefings.duplicates import Beside, Print, kinship
from briefings.errors import SourceError, WorkerError
from briefings.extract.version import extractor_version
from briefings.pages import FeedRead, Found, Outcome
from briefings.prepare import brief_article, prepare, source_of
from briefings.settle import entries_of, settle
from briefings.store.records import Judgement, NotedAddress

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable
    from datetime import datetime

    from briefings.duplicates import Kinship
    from briefings.events import Source
    from briefings.pages import Fate
    from briefings.records import Briefing
    from briefings.settings import Settings
    from briefings.store.records import Candidate, Kept, NewArticle
    from briefings.store.sql import Store
    from briefings.workers import Workers

logger = logging.getLogger(__name__)

_TOGETHER = 16
"""Articles merged at once where so many come in one after the other; a feed's are by the end of its round."""


class Ingest:
    """The steps that every page takes, with all that they need."""

    def __init__(self, store: Store, workers: Workers, settings: Settings, clock: Callable[[], datetime]) -> None:
        """Keep articles in ``store``, whose schema has been checked; ``clock`` gives the time (UTC)."""
        self._store = store
        self._workers = workers
        self._model = settings.extract.model
        self._extractor = extractor_version(self._model)
        self._ahead = 2 * settings.ingest.processes + 1
        self._clock = clock
        self._fresh: Counter[str] = Counter()
        self._unmerged = 0

    async def resume(self) -> int:
        """Brief what an earlier run kept but didn't come to brief, and merge what it didn't merge.

        Returns how many articles had to be briefed.
        """
        return await self._brief_again(None)

    async def rebrief(self, progress: Callable[[Kept, str | None], None]) -> int:
        """Brief what another version of the extractor briefed; ``progress`` is told each article and its error.

        Returns how many were briefed.
        """
        return await self._brief_again(self._extractor, progress)

    async def keep(self, pages: AsyncGenerator[Found | FeedRead]) -> AsyncGenerator[Outcome | FeedRead]:
        """Take in ``pages``; gives what became of each, in their order, and each feed when its state is kept.

        That is when all its entries are. Where one of them may be had another time, the feed is asked for all of
        them again.
        """
        ahead: deque[tuple[Found, asyncio.Task[_Ready | Outcome]] | FeedRead] = deque()
        missed: set[str] = set()
        try:
            async with aclosing(pages):
                async for each in pages:
                    ahead.append(each if isinstance(each, FeedRead) else (each, asyncio.create_task(self._ready(each))))
                    while len(ahead) >= self._ahead:
                        yield await self._next(ahead.popleft(), missed)
            while ahead:
                yield await self._next(ahead.popleft(), missed)
            await self._settle()
        finally:
            tasks = [each[1] for each in ahead if not isinstance(each, FeedRead)]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _next(
        self, each: tuple[Found, asyncio.Task[_Ready | Outcome]] | FeedRead, missed: set[str]
    ) -> Outcome | FeedRead:
        """Finish what comes next."""
        if isinstance(each, FeedRead):
            await self._settle()
            await self._store.save_feed(each.url, each.after(self._fresh.pop(each.url, 0), again=each.url in missed))
            return each
        found, task = each
        outcome = await self._kept(found, await task)
        if outcome.fate in {"new", "duplicate"}:
            self._fresh[found.origin] += 1
        if outcome.passing:
            missed.add(found.origin)
        await self._note(outcome)
        return outcome

    async def _note(self, outcome: Outcome) -> None:
        """Remember where an entry's address led to, unless it was to an article of that address."""
        key = outcome.found.key
        if key is None or outcome.passing or outcome.found.page is None or key == outcome.key:
            return
        noted = NotedAddress(url_key=key, origin=outcome.found.origin, article_id=outcome.article, reason=outcome.error)
        await self._store.note_address(noted, now=self._clock())

    async def _ready(self, found: Found) -> _Ready | Outcome:
        """Do all that can be done before it is the article's turn; what is known already isn't briefed."""
        if found.page is None:
            if found.key is not None:
                await self._store.admit(found.key, await self._readers(found))
            return Outcome(found, "known")
        if isinstance(found.page, SourceError):
            return Outcome.failed(found, found.page)
        try:
            new = await self._workers.run(prepare, found.page, Known(outlet=found.outlet), found.origin, self._clock())
            new = new.model_copy(update={"readers": await self._readers(found)})
            if found.reader is not None and found.key is None:
                new = _unaddressed(new)
            stored = await self._store.judge(new, _judge_of(new))
            briefing = None
            if stored.state == "new":
                briefing = await self._workers.run(brief_article, new.article, self._model)
        except (SourceError, WorkerError) as error:
            return Outcome.failed(found, error)
        return _Ready(new, briefing)

    async def _readers(self, found: Found) -> frozenset[str]:
        """Who may read what was found."""
        return frozenset({found.reader}) if found.reader is not None else await self._store.readers(found.origin)

    async def _kept(self, found: Found, ready: _Ready | Outcome) -> Outcome:
        """Keep what is ready: first the article, then its briefing, then the events that it changes.

        A crash between them loses nothing, as ``resume`` goes on where this stopped.
        """
        if isinstance(ready, Outcome):
            return ready
        new = ready.new
        stored = await self._store.add_article(new, _judge_of(new), now=self._clock())
        if stored.state != "new":
            fate: Fate = "known" if stored.state == "known" else "duplicate"
            return Outcome(found, fate, article=stored.article, key=new.url_key)
        fate = "duplicate" if stored.copies else "new"
        try:
            briefing = ready.briefing
            if briefing is None:  # what it seemed to be a copy of is no longer there
                briefing = await self._workers.run(brief_article, new.article, self._model)
        except WorkerError as error:  # kept unbriefed, it is tried again by the next run
            return Outcome.failed(found, error)
        await self._save(briefing, source_of(new))
        return Outcome(found, fate, article=stored.article, key=new.url_key)

    async def _save(self, briefing: Briefing, source: Source) -> None:
        """Keep a briefing, and merge those of some articles together: what lies around them is then read once."""
        await self._store.save_briefing(briefing, self._extractor, entries_of(briefing, source))
        self._unmerged += 1
        if self._unmerged >= _TOGETHER:
            await self._settle()

    async def _settle(self) -> None:
        """Merge what was kept since the last time; whatever a crash leaves is merged by the next run."""
        if self._unmerged:
            await self._store.merge(settle)
            self._unmerged = 0

    async def _brief_again(
        self, extractor: str | None, progress: Callable[[Kept, str | None], None] = lambda *_: None
    ) -> int:
        """Brief kept articles without a briefing, or with one of another version than ``extractor``."""
        done = 0
        ahead: deque[tuple[Kept, asyncio.Task[Briefing]]] = deque()

        async def finish() -> int:
            kept, task = ahead.popleft()
            try:
                await self._save(await task, kept.source)
            except WorkerError as error:
                logger.warning("%s: %s", kept.article.id, error)
                progress(kept, str(error))
                return 0
            progress(kept, None)
            return 1

        async with aclosing(self._store.outdated_briefings(extractor)) as outdated:
            async for kept in outdated:
                run = self._workers.run(brief_article, kept.article, self._model)
                ahead.append((kept, asyncio.create_task(run)))
                if len(ahead) >= self._ahead:
                    done += await finish()
        while ahead:
            done += await finish()
        self._unmerged = 0
        await self._store.merge(settle)
        return done


class _Ready(NamedTuple):
    """An article and, unless it was known when it was read, its briefing."""

    new: NewArticle
    briefing: Briefing | None


def _unaddressed(new: NewArticle) -> NewArticle:
    """A pasted text without the address that it claims: it must not pass for what is really found there."""
    article = new.article.model_copy(update={"id": article_id(new.article.text), "url": None})
    return new.model_copy(update={"url_key": None, "article": article})


def _judge_of(new: NewArticle) -> Callable[[tuple[Candidate, ...]], Judgement]:
    """What an article is to the texts that are like it, whichever of them came in first.

    Of two copies the one with more readers is the original, else the earlier in print; of one time, the one with fewer
    tolls, which can't be news.
    """
    text = Print(new.text_hash, new.sketch, new.tolls)
    place = (new.reported, len(new.tolls), new.article.id)

    def judge(candidates: tuple[Candidate, ...]) -> Judgement:
        before: dict[Kinship, list[Candidate]] = {"copy": [], "update": [], "other": []}
        behind: dict[Kinship, list[str]] = {"copy": [], "update": [], "other": []}
        for each in candidates:
            beside = Beside(each.same_text, each.shared, each.size, each.tolls)
            earlier = (each.reported, len(each.tolls), each.article) < place
            if each.readers == "more" or (each.readers == "same" and earlier):
                before[kinship(text, beside)].append(each)
            else:
                behind[kinship(text, beside, newer=False)].append(each.article)
        if before["copy"]:
            return Judgement(copy_of=before["copy"][0].article)
        voice = before["update"][0].publisher if before["update"] else None
        return Judgement(copies=tuple(behind["copy"]), updates=tuple(behind["update"]), voice=voice)

    return judge
