"""What a store comes to, read and written for some articles at once, is what the items at hand come to."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr
from sqlalchemy import create_engine, select

from briefings.merge import cluster, describe, items
from briefings.records import Article, Briefing
from briefings.settle import entries_of, settle
from briefings.store.records import NewArticle
from briefings.store.sql import Store
from briefings.store.tables import Event as EventRow
from briefings.store.tables import Item as ItemRow

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Make

    from briefings.events import Source

PLACES = ("Kherson", "Odesa", "Ukraine", "Kherson region", "Nyala", None)


def told(make: Make, rng: random.Random, number: int) -> tuple[Source, Briefing]:
    """An article of a few days in two countries."""
    source = make.source(f"a{number}", rng.randrange(12))
    made = [
        make.strike(
            source,
            place=rng.choice(PLACES),
            day=rng.choice([source.published.toordinal() - make.source("x", 0).published.toordinal() - 1, None]),
            weapons=rng.choice([(), ("drone",), ("missile",)]),
            targets=rng.choice([(), ("bus",), ("Saint Olga hospital",)]),
            number=each,
        )
        for each in range(1, rng.randrange(2, 5))
    ]
    article = Article(id=f"a{number}", outlet=source.outlet, published=source.published, text="Shells fell.")
    return source, Briefing(article=article, strikes=tuple(item.records[0] for item in made))


@pytest.mark.parametrize("seed", range(4))
async def test_the_store_comes_to_what_the_items_at_hand_come_to(make: Make, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    articles = [told(make, rng, number) for number in range(40)]
    expected = cluster(each for source, briefing in articles for each in describe(items(briefing, source)))
    rng.shuffle(articles)
    url = f"sqlite:///{tmp_path}/store.db"
    async with Store(SecretStr(url)) as store:
        await store.upgrade()
        for source, briefing in articles:
            new = NewArticle(
                article=briefing.article,
                publisher=source.publisher,
                reported=source.reported,
                text_hash=source.article,
                sketch=frozenset(),
            )
            await store.add_article(new, lambda _: None, now=source.reported)
            await store.save_briefing(briefing, "1", entries_of(briefing, source))
            if rng.random() < (0.1, 0.9)[seed % 2]:
                await store.merge(settle)
        await store.merge(settle)
    engine = create_engine(url)
    with engine.connect() as connection:
        assert dict(connection.execute(select(ItemRow.key, ItemRow.leader)).all()) == expected
        assert len(connection.execute(select(EventRow.id)).all()) == len(set(expected.values()))
    engine.dispose()
