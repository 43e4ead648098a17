"""What merging an article costs in a long and intense war: ``make bench``, or ``python bench/war.py 50000``.

Fills a store with the attacks of one country, so many a day, each reported by three articles and each article
telling of three attacks; every fifth report names no town, every fourth no weapon. Then articles of the last day
come in, merged some at a time as ``briefbot ingest`` does. Their cost may grow with the attacks of a day, which are
all neighbours, but not with the store. It reports and never fails.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from articles import towns
from pydantic import SecretStr
from sqlalchemy import create_engine, insert

from briefings.events import Source
from briefings.extract.gazetteer import find, fold
from briefings.records import Article, Briefing, Casualty, Count, Evidence, Place, Strike, When
from briefings.settle import entries_of, settle
from briefings.store import tables
from briefings.store.records import NewArticle
from briefings.store.sql import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.store.records import ItemEntry

SIZES = (1_000, 10_000)
A_DAY = (60, 300)
"""Items a day; three days and what is told without a day are neighbours."""
REPORTS = 3
COUNTRY = "UA"
LAST = date(2025, 6, 3)
NEW = 160
TOGETHER = 16
_WEAPONS = ("drone", "missile", "artillery", "airstrike")
_TARGETS = ("apartment block", "school", "market", "hospital", "power station", "bus", "warehouse", "church")


class Attack(NamedTuple):
    """What happened."""

    town: str
    day: date
    weapon: Any
    target: str
    killed: int


class Told(NamedTuple):
    """An article: its source, what it says, and the numbers of the attacks that it tells of."""

    source: Source
    briefing: Briefing
    attacks: tuple[int, ...]


def tell(a_day: int) -> Iterator[Told]:
    """The articles of a war, the last day's first."""
    rng, number = random.Random(a_day), 0  # noqa: S311 - the same war each time
    places = rng.sample(towns()[COUNTRY], 200)
    for back in range(10_000):
        day = LAST - timedelta(days=back)
        attacks = [
            Attack(rng.choice(places), day, rng.choice(_WEAPONS), rng.choice(_TARGETS), int(rng.expovariate(0.3)))
            for _ in range(a_day // REPORTS)
        ]
        told = [each for each in range(len(attacks)) for _ in range(REPORTS)]
        rng.shuffle(told)
        while told:
            some, told = sorted({*told[:3]}), told[3:]
            first = back * a_day
            yield _report(number, day, [attacks[each] for each in some], tuple(first + each for each in some), rng)
            number += 1


def _report(number: int, day: date, attacks: list[Attack], numbers: tuple[int, ...], rng: random.Random) -> Told:
    """An article about some attacks."""
    key = f"{number:08x}"
    article = Article(id=key, title="Attacks", published=day, text="Attacks.")
    reported = datetime.combine(day, time_of_day(hour=rng.randrange(24)), UTC)
    source = Source(
        article=key, outlet=article.outlet, publisher=f"Outlet {number % 40}", published=day, reported=reported
    )
    records = [_records(each, attack, rng) for each, attack in enumerate(attacks, start=1)]
    strikes = tuple(strike for strike, _ in records)
    return Told(source, Briefing(article=article, strikes=strikes, casualties=tuple(c for _, c in records)), numbers)


def _records(number: int, attack: Attack, rng: random.Random) -> tuple[Strike, Casualty]:
    """What an article tells of an attack: the country alone now and then, and not always the weapon."""
    entry = find(fold(attack.town))[0]
    place = Place(
        name=attack.town, admin=entry.admin or None, country=COUNTRY, lat=entry.lat, lon=entry.lon, precision="exact"
    )
    if not rng.randrange(5):
        place = Place(name="Ukraine", country=COUNTRY, lat=49.0, lon=32.0, precision="country")
    quote = f"An attack on a {attack.target} in {place.name} killed {attack.killed} people, officials said on that day."
    evidence = (Evidence(quote=quote, start=0, end=len(quote)),)
    when = When(text="on that day", start=attack.day, end=attack.day)
    strike = Strike(
        id=f"s{number}",
        attackers=("Russia",),
        defenders=("Ukraine",),
        weapons=(attack.weapon,) if rng.randrange(4) else (),
        targets=(attack.target,),
        places=(place,),
        when=when,
        evidence=evidence,
    )
    killed = Count(best=attack.killed, low=attack.killed, high=attack.killed, text=str(attack.killed))
    return strike, Casualty(id=f"c{number}", strike=strike.id, killed=killed, place=place, when=when, evidence=evidence)


def fill(url: str, told: Iterator[Told], items: int) -> int:
    """Write articles without the store, as if merged, the first report of an attack leading; gives the items."""
    leaders: dict[int, str] = {}
    written = 0
    engine = create_engine(url)
    with engine.begin() as connection:
        while written < items and (some := list(islice(told, 500))):
            rows = []
            for each in some:
                for entry, attack in zip(entries_of(each.briefing, each.source), each.attacks, strict=True):
                    rows.append(_row(entry, leaders.setdefault(attack, entry.item.key)))
            connection.execute(insert(tables.Article), [_article(each) for each in some])
            connection.execute(insert(tables.Item), rows)
            written += len(rows)
    engine.dispose()
    return written


def _article(told: Told) -> dict[str, Any]:
    article, reported = told.briefing.article, told.source.reported
    fields = {"id", "title", "outlet", "published", "language", "text"}
    return article.model_dump(include=fields) | {
        "text_hash": article.id,
        "sketch_size": 0,
        "tolls": "",
        "publisher": told.source.publisher,
        "reported": reported,
        "partial": False,
        "stored_at": reported,
    }


def _row(entry: ItemEntry, leader: str) -> dict[str, Any]:
    fields = {"family", "locus", "day_from", "day_to", "order", "features"}
    return entry.model_dump(include=fields) | {
        "key": entry.item.key,
        "article_id": entry.item.source.article,
        "kind": entry.item.kind,
        "wide": False,
        "document": entry.item.model_dump(mode="json", exclude={"source"}),
        "leader": leader,
    }


async def measure(items: int, a_day: int) -> None:
    """Fill a store, take in some articles more, and print what each has cost."""
    told = tell(a_day)
    fresh = list(islice(told, NEW))
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        url = f"sqlite:///{folder}/briefbot.db"
        async with Store(SecretStr(url)) as store:
            await store.upgrade()
            written = fill(url, told, items)
            spent = 0.0
            for number, each in enumerate(fresh, start=1):
                await store.add_article(_new(each), lambda _: None, now=each.source.reported)
                begun = time.process_time()
                await store.save_briefing(each.briefing, "bench", entries_of(each.briefing, each.source))
                if number % TOGETHER == 0:
                    await store.merge(settle)
                if number > TOGETHER:  # the first fill the caches
                    spent += time.process_time() - begun
            sizes = await store.sizes()
    print(
        f"  {written:>7,} items stored, {a_day:>3} a day: {spent / (NEW - TOGETHER) * 1000:>5.1f} ms of CPU an"
        f" article of 3 items ({sizes.items - written} items came to {sizes.events} events)"
    )


def _new(told: Told) -> NewArticle:
    return NewArticle(
        article=told.briefing.article,
        publisher=told.source.publisher,
        reported=told.source.reported,
        text_hash=told.briefing.article.id,
        sketch=frozenset(),
        tolls=frozenset(),
    )


def main(sizes: tuple[int, ...]) -> None:
    """Measure all sizes at each intensity."""
    print("Merging in a war, SQLite:")
    for a_day in A_DAY:
        for items in sizes:
            asyncio.run(measure(items, a_day))


if __name__ == "__main__":
    main((1_000, int(sys.argv[1].replace("_", ""))) if len(sys.argv) > 1 else SIZES)
