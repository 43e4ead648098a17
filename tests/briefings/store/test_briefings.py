from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from briefings.errors import StoreError
from briefings.store.tables import Briefing, Item

if TYPE_CHECKING:
    from briefings.store.sql import Store
    from tests.briefings.store.conftest import Samples


async def leaders(store: Store) -> dict[str, str | None]:
    query = select(Item.key, Item.leader)
    return dict(await store._database.read(lambda connection: connection.execute(query).all()))


async def add(store: Store, samples: Samples, *names: str) -> None:
    for name in names:
        await store.add_article(samples.new(name, sketch=frozenset()), lambda _: None, now=samples.now)


async def test_a_briefing_comes_back_as_it_went_in(store: Store, samples: Samples) -> None:
    await add(store, samples, "a", "b")
    briefing = samples.briefing(samples.new("a"), "s1", "s2")
    await store.save_briefing(briefing, "1", [samples.item("a", "s1"), samples.item("a", "s2")])
    assert await store.briefing("a") == briefing
    assert await store.briefing("b") is None
    assert (await store.sizes()).items == 2


async def test_saving_a_briefing_again_changes_nothing(store: Store, samples: Samples) -> None:
    await samples.fill(store, "a")
    await samples.merge(store, samples.event("e1", "a/s1"))
    before = await store.sizes()
    await store.save_briefing(samples.briefing(samples.new("a")), "2", [samples.item("a")])
    assert await store.sizes() == before
    assert await leaders(store) == {"a/s1": "a/s1"}


async def test_articles_without_a_briefing_and_those_of_another_version_are_found(
    store: Store, samples: Samples
) -> None:
    names = [f"n{number:03}" for number in range(205)]
    await add(store, samples, *names)
    await samples.reprint(store, samples.new("copy", outlet="The Post"), names[0])
    assert [kept.article.id async for kept in store.outdated_briefings()] == names
    for number, name in enumerate(names[:-1]):
        await store.save_briefing(samples.briefing(samples.new(name)), str(1 + number % 2), [])
    assert [kept.article.id async for kept in store.outdated_briefings()] == names[-1:]
    outdated = []
    async for kept in store.outdated_briefings("2"):
        outdated.append(kept)
        await store.save_briefing(samples.briefing(samples.new(kept.article.id)), "2", [])
    assert [kept.article.id for kept in outdated] == names[::2]
    assert outdated[0].source.copies == ("The Post",)
    assert outdated[0].article == samples.new(names[0]).article
    assert [kept async for kept in store.outdated_briefings("2")] == []


async def test_an_item_that_changed_is_merged_anew_with_all_of_its_event(store: Store, samples: Samples) -> None:
    await samples.fill(store, "a", "b", "c")
    await samples.merge(store, samples.event("e1", "a/s1", "b/s1"), samples.event("e2", "c/s1"))
    await store.save_briefing(samples.briefing(samples.new("b")), "2", [samples.item("b", features="[1]")])
    assert await leaders(store) == {"a/s1": None, "b/s1": None, "c/s1": "c/s1"}
    waiting = await store.merge(lambda index: index.unmerged())
    assert [(item.key, item.features) for item in waiting] == [("a/s1", "[]"), ("b/s1", "[1]")]
    assert await store.event("e1") is not None


async def test_an_event_goes_with_its_last_item(store: Store, samples: Samples) -> None:
    await samples.fill(store, "a", "b")
    await samples.merge(store, samples.event("e1", "a/s1"), samples.event("e2", "b/s1"))
    await store.save_briefing(samples.briefing(samples.new("a")), "2", [])
    assert await store.event("e1") is None
    assert [event.id for event in await store.events()] == ["e2"]
    sizes = await store.sizes()
    assert (sizes.items, sizes.events) == (1, 1)


async def test_a_document_of_another_version_is_said_in_one_line(store: Store, samples: Samples) -> None:
    await samples.fill(store, "a")
    broken = update(Briefing).values(document={"contract": 1, "raids": []})
    await store._database.write(lambda connection: connection.execute(broken))
    with pytest.raises(StoreError, match="a: is stored as another version writes it; run `briefbot rebrief`"):
        await store.briefing("a")
    assert [kept.article.id async for kept in store.outdated_briefings("2")] == ["a"]


async def test_an_item_has_its_source_as_it_is_now(store: Store, samples: Samples) -> None:
    await samples.fill(store, "a")
    await samples.reprint(store, samples.new("b", outlet="The Post"), "a")
    found = await store.merge(lambda index: index.items(["a/s1", "x/s1"]))
    assert set(found) == {"a/s1"}
    assert found["a/s1"].records == (samples.strike(),)
    assert found["a/s1"].source.copies == ("The Post",)
    assert found["a/s1"].source.title == "On a"


async def test_the_id_of_an_event_leads_to_what_another_version_makes_of_its_only_report(
    store: Store, samples: Samples
) -> None:
    await samples.fill(store, "a")
    await samples.merge(store, samples.event("e1", "a/s1"))
    briefing = samples.briefing(samples.new("a"), "s2", "s3")
    await store.save_briefing(briefing, "2", [samples.item("a", "s2"), samples.item("a", "s3")])
    assert [event.id for event in await store.events()] == ["e1"]
    assert await samples.merge(store, samples.event("e2", "a/s2"), samples.event("e3", "a/s3")) == {"e1": "e2"}
    assert (await store.event("e1")).id == "e2"
    await store.save_briefing(briefing, "3", [])
    assert await store.events() == ()
    assert await store.event("e1") is None
