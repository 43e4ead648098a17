from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from briefings.store.briefings import NARROW
from briefings.store.records import ItemEntry, Window
from briefings.store.tables import Item

if TYPE_CHECKING:
    from briefings.store.index import MergeIndex
    from briefings.store.sql import Store
    from tests.briefings.store.conftest import Samples

FIRST = date(2025, 1, 1)
days = st.one_of(
    st.sampled_from([date.min, date.max]),
    st.integers(0, 3 * NARROW).map(lambda number: FIRST + timedelta(days=number)),
)
ranges = st.tuples(days, days).map(sorted)
places = st.fixed_dictionaries(
    {
        "family": st.sampled_from(["attack", "talks"]),
        "locus": st.sampled_from(["", "UA", "RU"]),
        "range": ranges,
    }
)


def is_neighbour(item: ItemEntry, window: Window) -> bool:
    """What ``Window`` says, word for word."""
    return (
        item.family == window.family
        and item.day_from <= window.day_to
        and item.day_to >= window.day_from
        and (not window.locus or item.locus in ("", window.locus))
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(items=st.lists(places, max_size=20), window=places)
async def test_neighbours_are_those_that_the_window_says(
    store: Store, samples: Samples, items: list[dict[str, object]], window: dict[str, object]
) -> None:
    def described(fields: dict[str, object]) -> dict[str, object]:
        first, last = fields["range"]
        return {key: value for key, value in fields.items() if key != "range"} | {"day_from": first, "day_to": last}

    await store._database.write(lambda connection: connection.execute(delete(Item)))
    new = samples.new("a")
    await store.add_article(new, lambda _: None, now=samples.now)
    entries = [
        samples.item("a", f"s{number}", order=f"{number % 7}", **described(fields))
        for number, fields in enumerate(items)
    ]
    await store.save_briefing(samples.briefing(new), "1", entries)
    looked_up = Window(**described(window))
    expected = sorted((each.order, each.item.key) for each in entries if is_neighbour(each, looked_up))
    found = await store.merge(lambda index: index.neighbours(looked_up))
    assert [(each.order, each.key) for each in found] == expected


async def test_leaders_are_set_and_followed(store: Store, samples: Samples) -> None:
    await samples.fill(store, "a", "b", "c")

    def step(index: MergeIndex) -> list[list[str]]:
        seen = [[each.key for each in index.unmerged()], [each.key for each in index.unmerged(2)]]
        for key, leader in (("a/s1", "b/s1"), ("b/s1", "b/s1")):
            index.set_leader(key, leader)
        return [*seen, [each.key for each in index.unmerged()], [each.key for each in index.followers("b/s1")]]

    assert await store.merge(step) == [["a/s1", "b/s1", "c/s1"], ["a/s1", "b/s1"], ["c/s1"], ["a/s1", "b/s1"]]
    found = await store.merge(lambda index: index.neighbours(window))
    assert [(each.key, each.leader) for each in found] == [("a/s1", "b/s1"), ("b/s1", "b/s1"), ("c/s1", None)]


async def test_a_merge_that_fails_leaves_all_as_it_was(store: Store, samples: Samples) -> None:
    await samples.fill(store, "a")

    def step(index: MergeIndex) -> None:
        index.set_leader("a/s1", "a/s1")
        index.save_events([samples.event("e1", "a/s1")])
        raise KeyError("merge")

    with pytest.raises(KeyError):
        await store.merge(step)
    assert [each.key for each in await store.merge(lambda index: index.unmerged())] == ["a/s1"]
    assert (await store.sizes()).events == 0


window = Window(family="attack", locus="UA", day_from=date(2025, 6, 2), day_to=date(2025, 6, 2))
