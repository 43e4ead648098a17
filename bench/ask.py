"""How long an answer takes over a store of 100,000 events: ``python bench/ask.py [EVENTS]``.

The events are copies of those of the project's own articles, spread over two years and the towns of their countries, so
that their documents, items and sentences are of the size and kind of real ones. Forty-odd questions are asked one after
the other, warm; the 95th percentile counts.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import questions
from pydantic import SecretStr
from sqlalchemy import insert

from briefings.ask import ask
from briefings.duplicates import print_of
from briefings.events import Item, Source
from briefings.merge import items as items_of
from briefings.settle import retell
from briefings.store import rows, tables
from briefings.store.events import View
from briefings.store.keys import event_days, event_party_keys, event_place_keys
from briefings.store.sql import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from briefings.records import Briefing
    from briefings.store.records import EventEntry

EVENTS = 100_000
GOAL = 0.100
NOW = datetime(2025, 6, 3, 12, tzinfo=UTC)
DAYS = 730
BATCH = 2_000
ASKED = (
    "How many people were killed in Kherson on Monday?", "how many died in Kherson", "and injured?",
    "who attacked Kherson in May", "how many drones did Russia launch this week?", "what happened in Gaza yesterday",
    "What does Russia demand of Ukraine?", "how did Ukraine respond to Russia's demands", "what was agreed in Istanbul",
    "who led the Russian delegation", "when do they meet next?", "who mediated in Doha", "anything new on Sudan",
    "what is new since Monday", "how many children were killed in Gaza", "how many were killed in total in Sudan",
    "how many attacks on Kharkiv in May", "what was hit in Goma", "with what weapon", "who says so?",
    "is it confirmed?",
    "how many were killed by the Rapid Support Forces", "how many died in Atlantis", "is there a ceasefire in Gaza",
    "who was killed in Kabul", "latest attack in Myanmar", "what was damaged in Odesa", "did Hamas accept the proposal",
    "how many soldiers were captured", "What happened in El Fasher last week?", "what's the weather in Kyiv",
    "how many people were killed in May", "how many were killed since 1 January in Ukraine", "who attacked whom today",
    "was Kherson shelled on Sunday", "what does M23 want", "how many rockets were fired at Israel", "and from Lebanon?",
    "where did they meet", "who took part in the talks in Jeddah", "how many were injured in Nyala this year",
    "is it true that 900 people were killed in Kabul", "what happened",
)  # fmt: skip


def briefings() -> list[Briefing]:
    """What the project's own articles say."""
    files = sorted((questions.ROOT / "tests" / "articles").glob("*.toml"))
    articles = (each for file in files for each in questions.articles_of(str(file.relative_to(questions.ROOT))))
    return [briefing for article in articles if not (briefing := questions.brief(article)).empty]


def fill(connection: Connection, told: list[Briefing], events: int) -> None:
    """Write as many events as asked for, with their articles and items."""
    rng = random.Random(5)  # noqa: S311 - the same store each time
    written = 0
    batch: dict[type[tables.Base], list[dict[str, object]]] = {}
    for number in range(events):
        if written >= events:
            break
        briefing = told[number % len(told)]
        day = NOW.date() - timedelta(days=int(DAYS * (1 - written / events)))
        for table, row in _rows(briefing, number, day, rng):
            batch.setdefault(table, []).append(row)
            written += table is tables.Event
        if len(batch[tables.Event]) >= BATCH:
            _write(connection, batch)
    _write(connection, batch)


def _write(connection: Connection, batch: dict[type[tables.Base], list[dict[str, object]]]) -> None:
    for table in (tables.Article, tables.Item, tables.Event, tables.EventPlace, tables.EventParty):
        if some := batch.pop(table, []):
            connection.execute(insert(table), some)


def _rows(
    briefing: Briefing, number: int, day: date, rng: random.Random
) -> Iterator[tuple[type[tables.Base], dict[str, object]]]:
    """An article of its own with all events that it tells of, its days moved to ``day``."""
    moment = datetime(day.year, day.month, day.day, rng.randrange(24), tzinfo=UTC)
    article = f"a{number:07}"
    source = Source(article=article, outlet=f"Outlet {number % 40}", publisher=f"Outlet {number % 40}",
                    published=day, reported=moment, url=f"https://n.example/{number}")  # fmt: skip
    text = print_of(briefing.article.text)
    yield tables.Article, {
        "id": article, "url_key": article, "url": source.url, "text_hash": text.text + article, "sketch_size": 0,
        "tolls": "", "copy_of": None, "title": briefing.article.title, "outlet": source.outlet,
        "publisher": source.publisher, "language": "en", "published": day, "reported": moment, "partial": False,
        "origin": None, "stored_at": moment, "text": briefing.article.text, "private": False,
    }  # fmt: skip
    published = briefing.article.published or day
    for item in items_of(briefing, source):
        moved = _moved(item, day - published)
        yield from _event(retell({moved.key: moved}), moved, moment)


def _moved(item: Item, by: timedelta) -> Item:
    """An item whose times are moved."""
    records = []
    for record in item.records:
        when = getattr(record, "when", None)
        if when and when.start and when.end:
            when = when.model_copy(update={"start": when.start + by, "end": when.end + by})
            records.append(record.model_copy(update={"when": when}))
        else:
            records.append(record)
    return item.model_copy(update={"records": tuple(records)})


def _event(entry: EventEntry, item: Item, moment: datetime) -> Iterator[tuple[type[tables.Base], dict[str, object]]]:
    event = entry.event
    first, last = event_days(event, [moment])
    yield tables.Item, {
        "key": item.key, "article_id": item.source.article, "kind": item.kind, "family": "", "locus": "",
        "day_from": first, "day_to": last, "wide": False, "order": item.key, "features": "[]",
        "document": rows.dump(item, "source"), "leader": item.key, "event_id": event.id,
    }  # fmt: skip
    yield tables.Event, {
        "id": event.id, "kind": event.kind, "first_reported": moment, "last_reported": moment, "day_from": first,
        "day_to": last, "document": rows.dump(event),
    }  # fmt: skip
    for table, names in ((tables.EventPlace, event_place_keys(entry)), (tables.EventParty, event_party_keys(entry))):
        for name in names:
            yield table, {"name": name, "last_reported": moment, "event_id": event.id}


async def measure(events: int) -> None:
    """Fill a store and print how long its answers take."""
    with tempfile.TemporaryDirectory() as folder:
        async with Store(SecretStr(f"sqlite:///{Path(folder) / 'ask.db'}")) as store:
            await store.upgrade()
            told = briefings()
            begun = time.perf_counter()
            await store._database.write(lambda connection: fill(connection, told, events))  # noqa: SLF001 - rows
            kept = (await store.sizes()).events
            print(f"{kept:,} events of {len(told)} articles filled in {time.perf_counter() - begun:.0f} s")
            for _ in range(2):  # the first time warms up
                times = await _ask_all(store)
            print(f"ask, median: {statistics.median(times.values()) * 1000:.0f} ms")
            worst = statistics.quantiles(times.values(), n=20)[-1]
            print(f"ask, 95th percentile: {worst * 1000:.0f} ms (goal: {GOAL * 1000:.0f} ms)")
            for question, taken in sorted(times.items(), key=lambda each: -each[1])[:3]:
                print(f"  {taken * 1000:.0f} ms: {question}")


async def _ask_all(store: Store) -> dict[str, float]:
    turn, times = None, {}
    for question in ASKED:
        begun = time.perf_counter()
        _, turn = await ask(question, store, now=NOW, view=View(retell), before=turn)
        times[question] = time.perf_counter() - begun
    return times


if __name__ == "__main__":
    asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS))
