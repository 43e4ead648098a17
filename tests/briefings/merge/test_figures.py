"""Whose count an event shows, what contradicts what, and how a figure moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.merge import assemble

if TYPE_CHECKING:
    from conftest import Make

    from briefings.events import Event, Figure


def _event(make: Make, *told: tuple[str, int, str, dict[str, Any]]) -> Event:
    """Reports as (article, day, killed, rest of the source or item)."""
    items = []
    for article, day, killed, rest in told:
        corrects = rest.pop("corrects", False)
        items.append(make.strike(make.source(article, day, **rest), make.toll(1, killed), corrects=corrects))
    return assemble(items)


def _killed(make: Make, *told: tuple[str, int, str, dict[str, Any]]) -> Figure:
    return _event(make, *told).figures["killed"]


def test_a_later_higher_toll_is_an_update(make: Make) -> None:
    figure = _killed(make, ("a", 1, "12", {}), ("b", 2, "19", {}))
    assert (figure.low, figure.best, figure.high, figure.contested) == (12, 19, 19, False)


def test_a_later_lower_toll_is_a_dispute_unless_its_source_corrects(make: Make) -> None:
    assert _killed(make, ("a", 1, "19", {}), ("b", 2, "12", {})).contested
    corrected = _killed(make, ("a", 1, "19", {}), ("b", 2, "12", {"corrects": True}))
    assert (corrected.best, corrected.contested) == (12, False)


def test_two_sources_of_one_day_are_a_dispute_unless_the_hours_tell_which_is_newer(make: Make) -> None:
    assert _killed(make, ("a", 1, "43", {}), ("b", 1, "at least 75", {})).contested
    assert not _killed(make, ("a", 1, "43", {"hour": 8}), ("b", 1, "at least 75", {"hour": 12})).contested
    same = {"publisher": "one"}
    assert not _killed(make, ("a", 1, "43", dict(same)), ("b", 1, "75", dict(same))).contested
    spelled = ({"publisher": "The Guardian"}, {"publisher": "theguardian.com"})
    assert not _killed(make, ("a", 1, "43", spelled[0]), ("b", 1, "75", spelled[1])).contested


@pytest.mark.parametrize(
    ("one", "other"), [("at least 12", "19"), ("from 12", "23"), ("about 100", "92"), ("nearly 400", "380")]
)
def test_hedges_leave_room(make: Make, one: str, other: str) -> None:
    assert not _killed(make, ("a", 1, one, {}), ("b", 1, other, {})).contested


def test_a_newer_at_least_takes_nothing_back(make: Make) -> None:
    assert _killed(make, ("a", 1, "75", {}), ("b", 2, "at least 43", {})).best == 75


def test_of_one_day_the_count_of_most_publishers_stands(make: Make) -> None:
    assert _killed(make, ("a", 1, "43", {}), ("b", 1, "43", {}), ("c", 1, "75", {})).best == 43
    assert _killed(make, ("a", 1, "43", {}), ("c", 1, "75", {})).best == 75


def test_two_sources_of_one_article_are_a_dispute_and_one_source_counts_a_part(make: Make) -> None:
    medics = make.toll(1, "41", attribution=("medics",))
    army = make.toll(2, "19", attribution=("the army",))
    assert assemble([make.strike(make.source("a"), medics, army)]).figures["killed"].contested
    again = make.toll(2, "19", attribution=("medics",))
    figures = assemble([make.strike(make.source("a"), medics, again)]).figures
    assert {name: figure.best for name, figure in figures.items()} == {"killed": 41, "killed (part)": 19}


def test_what_is_not_of_those_attacked_has_a_figure_of_its_own(make: Make) -> None:
    towns = {name: make.strike(make.source("x"), place=name).records[0].places[0] for name in ("Kherson", "Odesa")}
    tolls = (
        make.toll(1, "41", party="Ukraine", place=towns["Kherson"]),
        make.toll(2, "9", party="Russia"),
        make.toll(3, "4000", scope="cumulative"),
        make.toll(4, "5", party="Ukraine", place=towns["Odesa"]),
        make.toll(5, "3", quote="Among them were 3 doctors of the clinic.", attribution=("the clinic",)),
    )
    event = assemble([make.strike(make.source("a"), *tolls, weapons=("ground assault",))])
    assert {name: figure.best for name, figure in event.figures.items()} == {
        "killed": 41,
        "killed (Odesa)": 5,
        "killed (Russia)": 9,
        "killed (cumulative)": 4000,
        "killed (doctors)": 3,
    }
    assert not event.contested


def test_a_toll_told_as_risen_is_no_dispute_on_one_day(make: Make) -> None:
    risen = make.toll(1, "18", quote="The toll has risen to 18, the ministry said.")
    told = [make.strike(make.source("a"), make.toll(1, "4")), make.strike(make.source("b"), risen)]
    figure = assemble(told).figures["killed"]
    assert (figure.best, figure.contested) == (18, False)


def test_users_of_weapons_from_afar_have_no_dead_of_their_own(make: Make) -> None:
    toll = make.toll(1, "3", party="Russia")
    assert list(assemble([make.strike(make.source("a"), toll, weapons=("artillery",))]).figures) == ["killed"]
    raid = make.strike(make.source("a"), toll, weapons=("ground assault",))
    assert list(assemble([raid]).figures) == ["killed (Russia)"]


def test_the_history_tells_when_a_figure_moved_and_when_it_was_disputed(make: Make) -> None:
    event = _event(make, ("a", 1, "12", {}), ("b", 2, "19", {}), ("c", 3, "19", {}), ("d", 4, "17", {}))
    assert [(change.report, change.before, change.after, change.dispute) for change in event.changed] == [
        ("b/c1", 12, 19, False),
        ("d/c1", 19, 17, True),
    ]


_COUNTS = st.tuples(st.sampled_from(["", "at least", "nearly", "about", "from"]), st.integers(1, 60))
_TOLD = st.lists(
    st.tuples(_COUNTS, st.integers(0, 4), st.sampled_from([None, 7, 15]), st.sampled_from("pqr"), st.booleans()),
    min_size=1,
    max_size=7,
)


@given(told=_TOLD, data=st.data())
def test_figures_are_the_reports_own_whatever_their_order(make: Make, told: list[Any], data: st.DataObject) -> None:
    items = [
        make.strike(
            make.source(f"a{i}", day, hour, publisher), make.toll(1, f"{hedge} {number}".strip()), corrects=corrects
        )
        for i, ((hedge, number), day, hour, publisher, corrects) in enumerate(told)
    ]
    event = assemble(items)
    assert assemble(data.draw(st.permutations(items))) == event
    figure = event.figures["killed"]
    ends = [each for each in (figure.low, figure.best, figure.high) if each is not None]
    assert ends == sorted(ends)
    own = {f"{item.source.article}/c1": item.records[1].killed for item in items}
    assert {by.report: by.count for by in figure.by} == own
    numbers = {each for count in own.values() for each in (count.low, count.best, count.high)}
    assert {figure.low, figure.best, figure.high} <= numbers | {None}
    assert event.publishers <= len({report.article for report in event.reports})
    assert all(change.after in numbers for change in event.changed)
