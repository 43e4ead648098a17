from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr, ValidationError
from sqlalchemy import select

from briefings.store.records import Judgement, Stored
from briefings.store.sql import Store
from briefings.store.tables import Article, Sketch

if TYPE_CHECKING:
    from briefings.store.records import Candidate
    from tests.briefings.store.conftest import Samples


def no_copy(_: tuple[Candidate, ...]) -> None:
    return None


async def test_an_article_comes_back_as_it_went_in(store: Store, samples: Samples) -> None:
    new = samples.new("a", partial=True, source="https://news.example/feed")
    assert await store.add_article(new, no_copy, now=samples.now) == Stored(state="new", article="a")
    kept = await store.article("a")
    assert kept is not None
    assert kept.article == new.article
    assert (kept.partial, kept.origin) == (True, "https://news.example/feed")
    assert (kept.source.publisher, kept.source.reported, kept.source.copies) == ("The News", new.reported, ())
    assert await store.article("b") is None


async def test_an_article_is_kept_once_whatever_it_comes_again_as(store: Store, samples: Samples) -> None:
    new = samples.new("a")
    await store.add_article(new, no_copy, now=samples.now)
    before = await store.sizes()
    assert await store.add_article(new, no_copy, now=samples.now) == Stored(state="known", article="a")
    other_id = samples.new("b", url_key=new.url_key, text="Another text.")
    assert await store.add_article(other_id, no_copy, now=samples.now) == Stored(state="known", article="a")
    assert await store.sizes() == before


async def test_articles_without_an_address_do_not_stand_in_each_others_way(store: Store, samples: Samples) -> None:
    for name in ("a", "b"):
        new = samples.new(name, url=None, url_key=None, sketch=frozenset())
        assert (await store.add_article(new, no_copy, now=samples.now)).state == "new"


async def test_addresses_are_known_also_those_of_reprints(store: Store, samples: Samples) -> None:
    await store.add_article(samples.new("a"), no_copy, now=samples.now)
    await samples.reprint(store, samples.new("b"), "a")
    keys = [f"https://news.example/{name}" for name in "abc"] + [f"https://other.example/{n}" for n in range(2500)]
    assert await store.known_urls(keys) == set(keys[:2])
    assert await store.known_urls([]) == frozenset()


async def test_a_reprint_is_a_copy_of_the_article_under_its_outlets_name(store: Store, samples: Samples) -> None:
    await store.add_article(samples.new("a"), no_copy, now=samples.now)
    for name, outlet in (("b", "The Post"), ("c", "The Globe"), ("d", "The News"), ("e", "The Post")):
        stored = await samples.reprint(store, samples.new(name, outlet=outlet), "a")
        assert stored == Stored(state="reprint", article="a")
    kept = await store.article("a")
    assert kept is not None
    assert kept.source.copies == ("The Globe", "The Post")
    assert await store.article("b") is None
    assert await store.add_article(samples.new("b"), no_copy, now=samples.now) == Stored(state="known", article="a")
    sizes = await store.sizes()
    assert (sizes.articles, sizes.reprints) == (1, 4)


async def test_copies_are_found_by_their_text_and_by_what_they_share(store: Store, samples: Samples) -> None:
    big = (1 << 64) - 1
    for name, sketch in (("a", {1, 2, 3, big}), ("b", {3, 4}), ("c", {9})):
        await store.add_article(samples.new(name, sketch=frozenset(sketch)), no_copy, now=samples.now)
    found = await store.find_copy(samples.new("c").text_hash, frozenset({2, 3, big, 77}))
    assert [(each.article, each.same_text, each.shared, each.size) for each in found] == [
        ("c", True, 0, 1),
        ("a", False, 3, 4),
        ("b", False, 1, 2),
    ]
    assert (found[0].publisher, found[0].reported) == ("The News", samples.now)
    assert await store.find_copy("unseen", frozenset()) == ()


async def test_the_text_of_a_reprint_leads_to_the_article(store: Store, samples: Samples) -> None:
    await store.add_article(samples.new("a"), no_copy, now=samples.now)
    reprint = samples.new("b", text="A new lead. Shells fell on a.")
    await samples.reprint(store, reprint, "a")
    found = await store.find_copy(reprint.text_hash, frozenset())
    assert [(each.article, each.same_text) for each in found] == [("a", True)]


async def test_an_article_shared_by_thousands_of_phrases_is_found(store: Store, samples: Samples) -> None:
    sketch = frozenset(range(-1500, 1500))
    await store.add_article(samples.new("a", sketch=sketch), no_copy, now=samples.now)
    (found,) = await store.find_copy("other", sketch)
    assert (found.shared, found.size) == (3000, 3000)


async def test_of_copies_that_come_in_at_once_one_is_kept(store: Store, database_url: str, samples: Samples) -> None:
    def judge(candidates: tuple[Candidate, ...]) -> Judgement:
        return Judgement(copy_of=next((each.article for each in candidates if each.shared == each.size), None))

    async with Store(SecretStr(database_url)) as other:
        outcomes = await asyncio.gather(
            *(
                (store, other)[number % 2].add_article(samples.new(f"n{number}"), judge, now=samples.now)
                for number in range(12)
            )
        )
    assert sorted(each.state for each in outcomes) == ["new"] + ["reprint"] * 11
    assert len({each.article for each in outcomes}) == 1


async def test_times_are_kept_in_utc_whatever_zone_they_come_in(store: Store, samples: Samples) -> None:
    zone = timezone(timedelta(hours=5, minutes=30))
    reported = datetime(2025, 6, 2, 3, 15, 0, 123456, tzinfo=zone)
    await store.add_article(samples.new("a", reported=reported), no_copy, now=samples.now)
    kept = await store.article("a")
    assert kept is not None
    assert kept.source.reported == reported
    assert kept.source.reported.tzinfo is UTC


async def test_a_time_without_its_zone_is_refused(store: Store, samples: Samples) -> None:
    naive = datetime(2025, 6, 2)  # noqa: DTZ001
    with pytest.raises(ValidationError, match="timezone"):
        samples.new("a", reported=naive)
    with pytest.raises(Exception, match="a time without its zone"):
        await store.add_article(samples.new("a"), no_copy, now=naive)
    assert (await store.sizes()).articles == 0


async def test_what_one_database_would_refuse_is_kept_by_both(store: Store, samples: Samples) -> None:
    await store.add_article(samples.new("a", title="a\0b\ud800c", outlet="Ελευθερία 🕊"), no_copy, now=samples.now)
    kept = await store.article("a")
    assert kept is not None
    assert (kept.article.title, kept.article.outlet) == ("ab?c", "Ελευθερία 🕊")


async def test_a_judge_that_fails_leaves_nothing_behind(store: Store, samples: Samples) -> None:
    def fail(_: object) -> None:
        raise KeyError("judge")

    with pytest.raises(KeyError):
        await store.add_article(samples.new("a"), fail, now=samples.now)
    for query in (select(Article.id), select(Sketch.hash)):
        assert await store._database.read(lambda connection, query=query: connection.execute(query).all()) == []
    assert (await store.add_article(samples.new("a"), no_copy, now=samples.now)).state == "new"


async def test_an_article_that_became_a_reprint_while_it_was_read_tells_nothing_of_its_own(
    store: Store, samples: Samples
) -> None:
    late = samples.new("b")
    await store.add_article(late, no_copy, now=samples.now)
    await store.add_article(samples.new("a"), lambda _: Judgement(copies=("b",)), now=samples.now)
    await store.save_briefing(samples.briefing(late), "1", [samples.item("b")])
    assert await store.briefing("b") is None
    assert (await store.sizes()).items == 0


async def test_an_original_that_comes_late_takes_the_place_of_its_reprints(store: Store, samples: Samples) -> None:
    await samples.fill(store, "b", "d")
    await samples.merge(store, samples.event("e1", "b/s1", "d/s1"))
    await samples.reprint(store, samples.new("c", outlet="The Echo"), "b")
    new = samples.new("a", publisher="AFP")
    stored = await store.add_article(new, lambda _: Judgement(copies=("b",), updates=("d",)), now=samples.now)
    assert stored == Stored(state="new", article="a", copies=("b",))
    sizes = await store.sizes()
    assert (sizes.articles, sizes.reprints, sizes.briefings) == (2, 2, 1)
    assert await store.article("b") is await store.briefing("b") is None
    (waiting,) = [each async for each in store.outdated_briefings()]
    assert (waiting.article.id, waiting.source.copies) == ("a", ("The Echo",))
    assert (await store.article("d")).source.publisher == "AFP"
    await store.save_briefing(samples.briefing(new), "1", [samples.item("a")])
    assert [each.key for each in await store.merge(lambda index: index.unmerged())] == ["a/s1", "d/s1"]
    assert await samples.merge(store, samples.event("e2", "a/s1"), samples.event("e3", "d/s1")) == {"e1": "e2"}
    (beside,) = await store.find_copy(samples.new("b").text_hash, frozenset({1, 2, 3}))
    assert (beside.article, beside.same_text, beside.shared) == ("a", True, 3)
    assert await store.add_article(samples.new("b"), lambda _: None, now=samples.now) == Stored(
        state="known", article="a"
    )
