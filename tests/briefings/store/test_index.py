from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from briefings.store.briefings import NARROW
from briefings.store.tables import Item

if TYPE_CHECKING:
    from briefings.store.index import MergeIndex
    from briefings.store.records import ItemEntry
    from briefings.store.sql import Store
    from tests.briefings.store.conftest import Samples

FIRST = date(2025, 1, 1)
days = st.one_of(
    st.sampled_from([date.min, date.max]),
    st.integers(0, 3 * NARROW).map(lambda number: FIRST + timedelta(days=number)),
)
ranges = st.tuples(days, days).map(sorted)
families = st.sampled_from(["attack", "talks"])
loci = st.sampled_from(["", "UA", "RU"])
places = st.fixed_dictionaries({"family": families, "locus": loci, "range": ranges})


def is_around(item: ItemEntry, family: str, loci: set[str], first: date, last: date) -> bool:
    """What ``around`` says, word for word."""
    shares_a_day = item.day_from <= last and item.day_to >= first
    return item.family == family and shares_a_day and ("" in loci or item.locus in {"", *loci})


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(items=st.lists(places, max_size=20), where=st.tuples(families, st.sets(loci, min_size=1), ranges))
async def test_what_lies_around_is_what_shares_a_day_and_a_locus(
    store: Store, samples: Samples, items: list[dict[str, object]], where: tuple[str, set[str], list[date]]
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
    family, some, (first, last) = where
    expected = sorted(each.item.key for each in entries if is_around(each, family, some, first, last))
    found = await store.merge(lambda index: index.around(family, some, first, last))
    assert sorted(each.key for each in found) == expected


async def test_leaders_are_set_and_followed(store: Store, samples: Samples) -> None:
    await samples.fill(store, "a", "b", "c")

    def step(index: MergeIndex) -> list[object]:
        before = [each.key for each in index.unmerged()]
        index.set_leaders({"a/s1": "b/s1", "b/s1": "b/s1"})
        return [before, [each.key for each in index.unmerged()], index.led_by(["b/s1", "c/s1"])]

    assert await store.merge(step) == [["a/s1", "b/s1", "c/s1"], ["c/s1"], {"b/s1": ["a/s1", "b/s1"]}]
    found = await store.merge(lambda index: index.around("attack", ("UA",), date(2025, 6, 2), date(2025, 6, 2)))
    assert sorted((each.key, each.leader or "") for each in found) == [("a/s1", "b/s1"), ("b/s1", "b/s1"), ("c/s1", "")]


async def test_a_merge_that_fails_leaves_all_as_it_was(store: Store, samples: Samples) -> None:
    await samples.fill(store, "a")

    def step(index: MergeIndex) -> None:
        index.set_leaders({"a/s1": "a/s1"})
        index.save_events([samples.event("e1", "a/s1")])
        raise KeyError("merge")

    with pytest.raises(KeyError):
        await store.merge(step)
    assert [each.key for each in await store.merge(lambda index: index.unmerged())] == ["a/s1"]
    assert (await store.sizes()).events == 0
