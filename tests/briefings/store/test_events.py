from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from briefings.errors import AmbiguousError
from briefings.events import Change, Fact, Figure, ReportedCount
from briefings.records import Count, Place, When
from briefings.store.events import Asked

if TYPE_CHECKING:
    from briefings.store.sql import Store
    from tests.briefings.store.conftest import Samples

HOUR = timedelta(hours=1)


async def ids(store: Store, **asked: object) -> list[str]:
    return [event.id for event in await store.events(Asked(**asked))]


async def test_an_event_comes_back_as_it_went_in(store: Store, samples: Samples) -> None:
    await samples.fill(store, "a")
    count = Count(best=3, low=3, high=None, text="at least three")
    by = (ReportedCount(report="a/s1", count=count, attribution=("the governor",)),)
    figures = {
        name: Figure(low=3, best=3, high=None, as_of=samples.now.date(), by=by)
        for name in ("missing", "killed", "drones launched", "injured")
    }
    entry = samples.event(
        "e1",
        "a/s1",
        when=When(text="on Sunday", start=samples.now.date(), end=samples.now.date()),
        figures=figures,
        facts=(Fact(name="attacker", value="Russia", reports=("a/s1",)),),
        changed=(Change(at=samples.now.date(), report="a/s1", figure="killed", before=None, after=3),),
        contested=True,
    )
    await samples.merge(store, entry)
    found = await store.event("e1")
    assert found == entry.event
    assert list(found.figures) == list(figures)
    assert found.model_dump_json() == entry.event.model_dump_json()


async def test_events_come_newest_first_and_within_the_time_asked_for(store: Store, samples: Samples) -> None:
    for hour, name in enumerate("abc"):
        await samples.fill(store, name, reported=samples.now + hour * HOUR)
    await samples.merge(store, samples.event("e1", "a/s1", "c/s1"), samples.event("e2", "b/s1"))
    assert await ids(store) == ["e1", "e2"]
    assert await ids(store, since=samples.now + HOUR) == ["e1", "e2"]
    assert await ids(store, since=samples.now + HOUR + timedelta(microseconds=1)) == ["e1"]
    assert await ids(store, since=samples.now + 3 * HOUR) == []
    assert await ids(store, limit=1) == ["e1"]
    assert [event.id async for event in store.export()] == ["e1", "e2"]
    assert [event.id async for event in store.export(Asked(since=samples.now + 2 * HOUR))] == ["e1"]


async def test_events_are_found_by_kind_place_and_party(store: Store, samples: Samples) -> None:
    await samples.fill(store, "a", "b", "c")
    khartoum = Place(name="Khartoum", country="SD", precision="exact")
    await samples.merge(
        store,
        samples.event("e1", "a/s1"),
        samples.event("e2", "b/s1", kind="casualties", place=khartoum, parties=("Rapid Support Forces",)),
        samples.event("e3", "c/s1", kind="talks", place=None, parties=("Russia", "Sudan")),
    )
    assert set(await ids(store)) == {"e1", "e2", "e3"}
    assert set(await ids(store, kinds=["strike", "talks"])) == {"e1", "e3"}
    for name in ("Kherson", "KHERSON", "Kherson Oblast", "Ukraine", "UA"):
        assert await ids(store, places=(name,)) == ["e1"], name
    assert await ids(store, places=("Sudan",)) == ["e2"]
    assert set(await ids(store, parties=("russia",))) == {"e1", "e3"}
    assert await ids(store, parties=("Russia",), places=("Ukraine",), since=samples.now) == ["e1"]
    assert await ids(store, parties=("Russia",), places=("Sudan",)) == []
    assert await ids(store, parties=("Russia",), kinds=["talks"]) == ["e3"]
    assert await ids(store, places=("",)) == await ids(store, parties=("Nobody",)) == []


async def test_a_place_is_found_by_another_of_its_names(store: Store, samples: Samples) -> None:
    await samples.fill(store, "a", "b")
    kyiv = Place(name="Kyiv", country="UA", precision="exact")
    entry = samples.event("e2", "b/s1", place=None).model_copy(
        update={"places": (Place(name="Київ", precision="exact"),)}
    )
    await samples.merge(store, samples.event("e1", "a/s1", place=kyiv), entry)
    assert await ids(store, places=("Kiev",)) == ["e1"]
    assert await ids(store, places=("київ",)) == ["e2"]


async def test_an_event_that_moves_is_found_where_it_is_and_nowhere_else(store: Store, samples: Samples) -> None:
    await samples.fill(store, "a")
    await samples.fill(store, "b", reported=samples.now + HOUR)
    await samples.merge(store, samples.event("e1", "a/s1"), samples.event("e2", "b/s1"))
    odesa = Place(name="Odesa", country="UA", precision="exact")
    assert await samples.merge(store, samples.event("e1", "a/s1", "b/s1", place=odesa)) == {"e2": "e1"}
    assert await ids(store, places=("Kherson",)) == []
    assert await ids(store, places=("Odesa",), since=samples.now + HOUR) == ["e1"]
    assert (await store.sizes()).events == 1


async def test_an_id_that_is_no_more_leads_to_the_event_of_its_first_report(store: Store, samples: Samples) -> None:
    for hour, name in enumerate("abcd"):
        await samples.fill(store, name, reported=samples.now + hour * HOUR)
    await samples.merge(store, samples.event("e1", "b/s1", "c/s1", "d/s1"))
    # An earlier report joins the first, the others go their own way.
    retired = await samples.merge(store, samples.event("e2", "a/s1", "b/s1"), samples.event("e3", "c/s1", "d/s1"))
    assert retired == {"e1": "e2"}
    assert (await store.event("e1")).id == "e2"
    # Then all are one: what led to e2 leads on.
    assert await samples.merge(store, samples.event("e3", "a/s1", "b/s1", "c/s1", "d/s1")) == {"e2": "e3"}
    assert (await store.event("e1")).id == (await store.event("e2")).id == "e3"
    # And an id that comes back stands for itself again.
    await samples.merge(store, samples.event("e1", "b/s1"), samples.event("e3", "a/s1", "c/s1", "d/s1"))
    assert (await store.event("e1")).id == "e1"
    assert (await store.event("e2")).id == "e3"
    assert await store.event("e9") is None


async def test_saving_events_again_changes_nothing(store: Store, samples: Samples) -> None:
    await samples.fill(store, "a", "b")
    entries = (samples.event("e1", "a/s1"), samples.event("e2", "b/s1"))
    assert await samples.merge(store, *entries) == {}
    before = (await store.events(), await store.sizes())
    assert await samples.merge(store, *entries) == {}
    assert (await store.events(), await store.sizes()) == before
    assert await samples.merge(store) == {}


async def test_an_event_is_found_by_the_beginning_of_its_id(store: Store, samples: Samples) -> None:
    names = [f"n{number}" for number in range(6)]
    await samples.fill(store, *names)
    await samples.merge(store, *(samples.event(f"ab{name}", f"{name}/s1") for name in names[:5]))
    await samples.merge(store, samples.event("zz", "n5/s1"))
    assert (await store.event("z")).id == "zz"
    assert (await store.event("abn3")).id == "abn3"
    with pytest.raises(AmbiguousError, match=r"ab: several events begin so: abn0, abn1, abn2 …"):
        await store.event("ab")
    assert await store.event("") is None
    assert await store.event("%") is None


async def test_an_export_gives_what_was_there_when_it_began(store: Store, samples: Samples) -> None:
    names = [f"n{number:03}" for number in range(450)]
    for number, name in enumerate(names):
        new = samples.new(name, sketch=frozenset(), reported=samples.now + number * HOUR)
        await store.add_article(new, lambda _: None, now=samples.now)
    for name in names[:3]:
        await store.save_briefing(samples.briefing(samples.new(name)), "1", [samples.item(name)])
    new = samples.new(names[0])
    items = [samples.item(names[0], f"s{number}") for number in range(450)]
    await store.save_briefing(samples.briefing(new), "1", items)
    await samples.merge(store, *(samples.event(f"e{number:03}", f"n000/s{number}") for number in range(450)))
    exported = []
    async for event in store.export():
        if not exported:
            await samples.merge(store, samples.event("late", "n001/s1"))
            await store.save_briefing(samples.briefing(new), "2", [])
        exported.append(event.id)
    assert exported == [f"e{number:03}" for number in reversed(range(450))]
    assert await ids(store) == ["late"]


async def test_an_export_may_be_left_early(store: Store, samples: Samples) -> None:
    await samples.fill(store, "a", "b")
    await samples.merge(store, samples.event("e1", "a/s1"), samples.event("e2", "b/s1"))
    async for event in store.export():
        assert event.id == "e2"
        break
    await samples.fill(store, "c")
