"""What ingest costs beside parsing: ``make bench``, or ``python bench/ingest.py ARTICLES ROUNDS``.

Takes the same folder of made-up articles (see ``articles.py``) into an empty store with one worker process and with
two, on two processors, in turn, and gives the medians. A worker measures the processor time of each of its calls;
what all processes used beside parse and extract is everything else: start-up, reading, recognising copies, the
store, the merge, and talking to each other. It reports and never fails: a busy machine is no error.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, ParamSpec, TypeVar

from articles import write_articles
from pydantic import SecretStr
from timed import memory, timed

from bot.ingest import collect_rarely
from briefings.ingest import Ingest
from briefings.pages import FeedRead, Gatherer
from briefings.settings import Ingest as IngestSettings
from briefings.settings import Settings
from briefings.settings import Store as StoreSettings
from briefings.sources.fetch import Fetcher
from briefings.store.sql import Store
from briefings.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Callable

    from timed import Called

P = ParamSpec("P")
R = TypeVar("R")

ARTICLES = 100
ROUNDS = 3
WORKERS = (1, 2)
FASTER = 1.6
BESIDE = 0.1
_ONE = """
import asyncio, json, sys, ingest
folder, workers, url = sys.argv[1:]
print(json.dumps(asyncio.run(ingest.ingest(folder, int(workers), url))))
"""
_BRIEF, _PREPARE = "brief_article", "prepare"


class Run(NamedTuple):
    """One ingest: seconds on the clock and of processors, by what they went into, and megabytes.

    ``start`` is until the first article: imports and the language model, in each process. ``read`` is page →
    article, ``passing`` what the workers do beside: pickling. ``main`` is the main process: store, merge, reading.
    """

    wall: float
    total: float
    brief: float
    start: float
    read: float
    passing: float
    main: float
    memory: float


class Timed(Workers):
    """Workers that keep the time of what they do."""

    def __init__(self, count: int) -> None:
        """Plan as ``Workers`` do."""
        super().__init__(count)
        self.seconds: dict[str, float] = {_BRIEF: 0.0, _PREPARE: 0.0}
        self.last: dict[int, Called] = {}

    async def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run as ``Workers`` do."""
        called = await super().run(timed, function, *args, **kwargs)
        self.seconds[function.__name__] += called.seconds
        self.last[called.process] = max(called, self.last.get(called.process, called), key=lambda each: each.used)
        given: R = called.given
        return given


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


async def ingest(folder: str, workers: int, url: str) -> Run:
    """Take the folder into an empty store at ``url``."""
    settings = Settings(ingest=IngestSettings(workers=workers), store=StoreSettings(url=SecretStr(url)))
    collect_rarely()
    fates: Counter[str] = Counter()
    async with Store(settings.store.url) as store, Timed(workers) as pool, Fetcher(settings.fetch) as fetcher:
        await store.upgrade()
        start, begun = time.process_time(), time.perf_counter()
        work = Ingest(store, pool, settings, now)
        pages = Gatherer(fetcher, store, settings, clock=now, jitter=lambda: 0.0).read([folder])
        async for each in work.keep(pages):
            if not isinstance(each, FeedRead):
                fates[each.fate] += 1
        wall, main = time.perf_counter() - begun, time.process_time() - start
        print(f"  {dict(fates)}, {await store.sizes()}", file=sys.stderr)
    brief, read = pool.seconds[_BRIEF], pool.seconds[_PREPARE]
    start += sum(each.start for each in pool.last.values())
    used = main + start + sum(each.used - each.start for each in pool.last.values())
    held = memory() + sum(each.memory for each in pool.last.values())
    return Run(wall, used, brief, start, read, used - main - start - brief - read, main, held)


def run(folder: str, workers: int) -> Run:
    """Run one ingest in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="bench") as store:
        # Not this file as the main one: its workers would import all of it.
        command = [sys.executable, "-c", _ONE, folder, str(workers), f"sqlite:///{store}/briefbot.db"]
        process = subprocess.run(command, cwd=Path(__file__).parent, stdout=subprocess.PIPE, text=True, check=True)
    return Run(*json.loads(process.stdout))


def main(articles: int, rounds: int = ROUNDS) -> None:
    """Run each in its turn and print the table."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        write_articles(Path(folder), articles)
        turns = [[run(folder, workers) for workers in WORKERS] for _ in range(rounds)]
    print(f"Ingest of {articles} articles into SQLite, medians of {rounds} in turn; {WORKERS[-1]} processors")
    for workers, runs in zip(WORKERS, zip(*turns, strict=True), strict=True):
        print(f"  {workers} worker{'s' if workers > 1 else ' '} {report(runs)}")
    ratio = statistics.median(one.wall / two.wall for one, two in turns)
    print(f"  throughput, two to one: {ratio:.2f} x  {'ok' if ratio >= FASTER else f'below {FASTER}'}")
    beside = statistics.median(1 - two.brief / two.total for _, two in turns)
    steady = statistics.median(1 - two.brief / (two.total - two.start) for _, two in turns)
    print(
        f"  CPU outside parse and extract: {beside:.1%}, without start-up {steady:.1%}"
        f"  {'ok' if beside <= BESIDE else f'above {BESIDE:.0%}'}"
    )


def report(runs: tuple[Run, ...]) -> str:
    """The medians in a line."""
    wall, total, brief, start, read, passing, own, memory = map(statistics.median, zip(*runs, strict=True))
    return (
        f"{wall:.1f} s; CPU {total:.1f} s: parse and extract {brief:.1f}, start-up {start:.1f},"
        f" page to article {read:.1f}, pickling {passing:.1f}, main process {own:.1f}; memory {memory:.0f} MB"
    )


if __name__ == "__main__":
    main(*(int(each.replace("_", "")) for each in sys.argv[1:]) if len(sys.argv) > 1 else (ARTICLES,))
