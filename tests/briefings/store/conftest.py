from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from briefings.events import Event, Item, Report, Source
from briefings.records import Article, Briefing, Evidence, Place, Strike
from briefings.store.records import EventEntry, ItemEntry, Judgement, NewArticle
from briefings.store.sql import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from briefings.store.index import MergeIndex
    from briefings.store.records import Stored

NOW = datetime(2025, 6, 3, 12, tzinfo=UTC)


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """A store with its tables, on each database."""
    async with Store(SecretStr(database_url), patience=0.2) as store:
        await store.upgrade()
        yield store


class Samples:
    """Makes records that are alike but for what a test names."""

    now = NOW

    def new(self, name: str = "a", text: str | None = None, **fields: object) -> NewArticle:
        text = text or f"Shells fell on {name}."
        about = {"url": f"https://news.example/{name}", "title": f"On {name}", "outlet": "The News"}
        about |= {key: fields.pop(key) for key in ("url", "title", "outlet") if key in fields}
        article = Article(id=name, published=date(2025, 6, 2), text=text, **about)
        values = {
            "publisher": article.outlet,
            "reported": NOW,
            "text_hash": f"hash of {text}",
            "url_key": article.url,
            "sketch": frozenset({1, 2, 3}),
        }
        return NewArticle(article=article, **(values | fields))

    def strike(self, record: str = "s1") -> Strike:
        place = Place(name="Kherson", country="UA", lat=46.63, lon=32.6, precision="exact")
        quote = Evidence(quote="Shells fell", start=0, end=11)
        return Strike(id=record, attackers=("Russia",), weapons=("artillery",), places=(place,), evidence=(quote,))

    def briefing(self, new: NewArticle, *records: str) -> Briefing:
        return Briefing(article=new.article, strikes=tuple(map(self.strike, records or ("s1",))))

    def item(self, article: str = "a", record: str = "s1", **fields: object) -> ItemEntry:
        source = Source(article=article, publisher="The News", reported=NOW)
        values = {
            "item": Item(source=source, kind="strike", records=(self.strike(record),)),
            "family": "attack",
            "locus": "UA",
            "day_from": date(2025, 6, 1),
            "day_to": date(2025, 6, 2),
            "order": f"{article}/{record}",
            "features": "[]",
        }
        return ItemEntry(**(values | fields))

    def event(self, event: str, *items: str, **fields: object) -> EventEntry:
        reports = tuple(
            Report(article=item.split("/")[0], record=item.split("/")[1], outlet=None, published=None, url=None)
            for item in items
        )
        values = {
            "kind": "strike",
            "title": "Shelling of Kherson",
            "parties": ("Russia", "Ukraine"),
            "place": Place(name="Kherson", admin="Kherson Oblast", country="UA", precision="exact"),
            "publishers": 1,
        }
        return EventEntry(event=Event(id=event, reports=reports, **(values | fields)), items=items)

    async def fill(self, store: Store, *names: str, **fields: object) -> None:
        """Keep articles with one item each."""
        for name in names:
            new = self.new(name, sketch=frozenset(), **fields)
            await store.add_article(new, lambda _: None, now=NOW)
            await store.save_briefing(self.briefing(new), "1", [self.item(name)])

    async def reprint(self, store: Store, new: NewArticle, original: str) -> Stored:
        """Keep an article as a copy of a kept one."""
        return await store.add_article(new, lambda _: Judgement(copy_of=original), now=NOW)

    async def merge(self, store: Store, *entries: EventEntry) -> dict[str, str]:
        """Keep events, their items led by the first of them."""

        def step(index: MergeIndex) -> dict[str, str]:
            index.set_leaders({item: entry.items[0] for entry in entries for item in entry.items})
            return dict(index.save_events(entries))

        return await store.merge(step)


@pytest.fixture
def samples() -> Samples:
    return Samples()
