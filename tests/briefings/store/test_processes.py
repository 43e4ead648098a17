"""Several processes on one store, and processes that die."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, text

from briefings.store.events import Asked

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from briefings.store.sql import Store
    from tests.briefings.store.conftest import Samples

WRITER = """
import asyncio, sys
from datetime import UTC, date, datetime
from pydantic import SecretStr
from briefings.events import Event, Item, Report, Source
from briefings.records import Article, Briefing, Evidence, Strike
from briefings.store.records import EventEntry, ItemEntry, NewArticle
from briefings.store.sql import Store

NOW = datetime(2025, 6, 3, 12, tzinfo=UTC)

async def main(url, prefix, count):
    async with Store(SecretStr(url)) as store:
        for number in range(count):
            name = f"{prefix}{number}"
            article = Article(id=name, text="Shells fell. " * 100)
            new = NewArticle(article=article, publisher="P", reported=NOW, text_hash=name, url_key=f"u{number}",
                             sketch=frozenset(range(number, number + 20)))
            stored = await store.add_article(new, lambda _: None, now=NOW)
            if stored.state == "new":
                strike = Strike(id="s1", evidence=(Evidence(quote="Shells", start=0, end=6),))
                item = Item(source=Source(article=name, publisher="P", reported=NOW), kind="strike", records=(strike,))
                day = date(2025, 6, 2)
                entry = ItemEntry(item=item, family="attack", day_from=day, day_to=day, order=name, features="")
                await store.save_briefing(Briefing(article=article, strikes=(strike,)), "1", [entry])
                report = Report(article=name, record="s1", outlet=None, published=None, url=None)
                event = Event(id=f"e-{name}", kind="strike", title="T", reports=(report,), publishers=1)

                def merge(index):
                    index.set_leaders({item.key: item.key})
                    index.save_events([EventEntry(event=event, items=(item.key,))])

                await store.merge(merge)
            print(name, stored.state, flush=True)

asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
"""


async def start(url: str, prefix: str, count: int) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", WRITER, url, prefix, str(count), stdout=asyncio.subprocess.PIPE
    )


async def test_two_processes_write_at_once_and_keep_each_article_once(store: Store, database_url: str) -> None:
    processes = [await start(database_url, prefix, 40) for prefix in "ab"]
    outputs = [(await process.communicate())[0].decode().split("\n") for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    states = [line.split()[1] for output in outputs for line in output if line]
    assert sorted(states) == ["known"] * 40 + ["new"] * 40
    sizes = await store.sizes()
    assert (sizes.articles, sizes.briefings, sizes.items, sizes.events) == (40, 40, 40, 40)


async def test_what_a_killed_process_said_is_kept_is_kept(store: Store, database_url: str, samples: Samples) -> None:
    for kills, (prefix, lines) in enumerate((("a", 1), ("b", 12)), start=1):
        process = await start(database_url, prefix, 10_000)
        assert process.stdout is not None
        said = [(await process.stdout.readline()).decode().split() for _ in range(lines)]
        process.kill()
        await process.communicate()
        for name, state in said:
            if state == "new":
                assert await store.article(name) is not None
                assert await store.briefing(name) is not None
                assert await store.event(f"e-{name}") is not None
        # Whatever was under way is there as a whole or not at all, and the next one can go on; each kill may leave one.
        sizes = await store.sizes()
        assert sizes.articles - sizes.briefings in range(kills + 1)
        assert sizes.items == sizes.briefings
        assert sizes.items - sizes.events in range(kills + 1)
    assert len(await store.events(Asked(since=samples.now))) == (await store.sizes()).events


async def test_a_read_sees_one_state_whatever_is_written_meanwhile(store: Store) -> None:
    await store.add_feed("https://a.example/rss")
    failures = text("SELECT failures FROM feeds")

    def look(connection: Connection) -> list[int]:
        before = connection.execute(failures).scalar_one()
        other = create_engine(store._database.address.url)
        with other.begin() as writer:
            writer.execute(text("UPDATE feeds SET failures = 7"))
        other.dispose()
        return [before, connection.execute(failures).scalar_one()]

    assert await store._database.read(look) == [0, 0]
    assert (await store.feeds())["https://a.example/rss"].failures == 7
