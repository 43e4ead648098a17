"""What is one happening and what is two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from briefings.events import Item
from briefings.merge import describe, dump, items, load, merge
from briefings.records import Article, Briefing

if TYPE_CHECKING:
    from conftest import Make

    from briefings.events import Event


def _groups(told: list[Item]) -> list[list[str]]:
    return sorted(sorted({report.article for report in event.reports}) for event in merge(told))


def test_one_place_and_one_day_are_one_attack(make: Make) -> None:
    assert _groups([make.strike(make.source("a")), make.strike(make.source("b"))]) == [["a", "b"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"day": 0}, {"day": 1}),
        ({"place": "Kherson"}, {"place": "Odesa"}),
        ({"attackers": ("Russia",)}, {"attackers": ("Ukraine",), "defenders": ("Russia",)}),
        ({"targets": ("bus stop",)}, {"targets": ("hospital",)}),
        ({"day": 0}, {"day": None}),
        ({"place": "Ukraine"}, {"place": "Ukraine"}),
        ({"place": None}, {"place": None}),
        ({"weapons": ("artillery",)}, {"weapons": ("suicide bomb",)}),
        ({"place": "Ukraine", "launched": "298"}, {"place": "Ukraine", "launched": "355"}),
    ],
)
def test_what_differs_or_says_little_stays_apart(make: Make, one: dict[str, Any], other: dict[str, Any]) -> None:
    assert _groups([make.strike(make.source("a"), **one), make.strike(make.source("b"), **other)]) == [["a"], ["b"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"place": "Ukraine", "launched": "298"}, {"place": "Ukraine", "launched": "298"}),
        ({"place": "Kherson"}, {"place": "Kherson region", "targets": ("bus",), "quote": "A bus was hit."}),
        ({"place": None}, {"place": "Kherson"}),
        ({"day": None}, {"day": 0}),
    ],
)
def test_something_rare_ties_what_says_little(make: Make, one: dict[str, Any], other: dict[str, Any]) -> None:
    thing = {"targets": ("bus near Saint Olga school",), "quote": "The bus near Saint Olga school was hit."}
    told = [make.strike(make.source("a"), **{**thing, **one}), make.strike(make.source("b"), **{**thing, **other})]
    assert _groups(told) == [["a", "b"]]


@pytest.mark.parametrize(("doer", "events"), [("Sudanese Armed Forces", 1), ("Rapid Support Forces", 2)])
def test_the_army_of_a_state_is_the_state_and_its_enemy_is_not(make: Make, doer: str, events: int) -> None:
    told = [make.strike(make.source("a"), attackers=("Sudan",)), make.strike(make.source("b"), attackers=(doer,))]
    assert len(merge(told)) == events


def test_two_attacks_of_one_article_stay_apart(make: Make) -> None:
    source = make.source("a")
    told = [make.strike(source, number=1), make.strike(source, number=2)]
    assert [len(event.reports) for event in merge(told)] == [1, 1]


def test_an_article_that_recalls_an_attack_of_last_year_tells_of_no_new_one(make: Make) -> None:
    quote = "The city marked the anniversary of the drone attack."
    told = [make.strike(make.source("a"), day=None, quote=quote), make.strike(make.source("b"))]
    assert _groups(told) == [["a"], ["b"]]


def test_casualties_alone_join_the_attack_of_their_place_and_day(make: Make) -> None:
    place = make.strike(make.source("x")).records[0].places[0]
    toll = make.toll(1, "3", place=place, when=make.when(0), cause="drone attack")
    alone = Item(source=make.source("a"), kind="casualties", records=(toll,))
    (event,) = merge([alone, make.strike(make.source("b"), make.toll(1, "3"))])
    assert event.kind == "strike"
    assert [f"{report.article}/{report.record}" for report in event.reports] == ["a/c1", "b/s1", "b/c1"]


def test_a_running_total_is_no_happening(make: Make) -> None:
    tally = make.toll(1, "40000", scope="cumulative")
    told = [Item(source=make.source(name), kind="casualties", records=(tally,)) for name in "ab"]
    assert _groups(told) == [["a"], ["b"]]


def test_a_round_of_talks_is_known_by_its_parties_place_and_day(make: Make) -> None:
    told = [make.talk(make.source("a")), make.talk(make.source("b"), mediators=("Turkey",))]
    assert _groups(told) == [["a", "b"]]
    told = [make.talk(make.source("a")), make.talk(make.source("b"), when=make.when(-20))]
    assert _groups(told) == [["a"], ["b"]]
    told = [make.talk(make.source("a")), make.talk(make.source("b"), parties=("Russia", "Turkey"))]
    assert _groups(told) == [["a"], ["b"]]


def test_talks_broken_off_are_known_without_place_and_day(make: Make) -> None:
    told = [
        make.talk(make.source(name, day), place=None, when=None, status="suspended", parties=("ELN", "Colombia"))
        for name, day in (("a", 1), ("b", 3))
    ]
    assert _groups(told) == [["a", "b"]]


def test_a_demand_is_known_by_who_asks_what_of_whom(make: Make) -> None:
    def told(text: str, other: str, **rest: str) -> list[list[str]]:
        one = Item(source=make.source("a"), kind="demand", records=(make.demand(text),))
        two = Item(source=make.source("b"), kind="demand", records=(make.demand(other, **rest),))
        return _groups([one, two])

    assert told("accept the proposed ceasefire", "agree to a truce") == [["a", "b"]]
    assert told("withdraw troops from four regions", "pull its forces out of the four regions") == [["a", "b"]]
    assert told("accept the proposed ceasefire", "release all prisoners") == [["a"], ["b"]]
    assert told("accept the proposed ceasefire", "agree to a truce", by="Turkey") == [["a"], ["b"]]


def test_talks_gather_the_demands_between_their_parties(make: Make) -> None:
    talk = make.talk(make.source("a")).records[0]
    demands = (make.demand("hold elections"), make.demand("tighten sanctions", of="France", number=2))
    briefing = Briefing(article=Article(id="a", text="…"), talks=(talk,), demands=demands)
    told = items(briefing, make.source("a"))
    assert [item.key for item in told] == ["a/t1", "a/d1", "a/d2"]
    events: dict[str, Event] = {event.kind: event for event in merge(told) if event.kind == "talks"}
    assert [(f.value, f.reports) for f in events["talks"].facts if f.name == "demand"] == [
        ("hold elections", ("a/d1",))
    ]
    assert events["talks"].parties == ("Russia", "Ukraine")


def test_tolls_of_one_scene_stand_together_and_every_record_is_kept(make: Make) -> None:
    place = make.strike(make.source("x")).records[0].places[0]
    tolls = (
        make.toll(1, "3", place=place, when=make.when(0)),
        make.toll(2, "5", place=place, when=make.when(0), attribution=("medics",)),
        make.toll(3, "900", scope="cumulative"),
    )
    briefing = Briefing(article=Article(id="a", text="…"), casualties=tolls)
    assert [[r.id for r in item.records] for item in items(briefing, make.source("a"))] == [["c1", "c2"], ["c3"]]


def test_an_event_says_where_when_and_what_in_its_title(make: Make) -> None:
    told = [
        make.strike(make.source("a"), targets=("mosque",), place="Nyala", attackers=(), defenders=("Sudan",)),
        make.strike(make.source("b"), targets=("mosque",), place="Nyala", attackers=(), defenders=("Sudan",)),
    ]
    (event,) = merge(told)
    assert event.title == "Drone attack on mosque in Nyala, Sudan"
    assert event.place == told[0].records[0].places[0]
    assert event.when
    assert event.when.start == event.when.end
    assert event.publishers == 2


def test_reprints_of_one_publisher_are_one_voice(make: Make) -> None:
    told = [make.strike(make.source(name, publisher="The Courier" if name == "a" else "Courier")) for name in "ab"]
    (event,) = merge(told)
    assert (event.publishers, len(event.reports)) == (1, 2)


def test_features_come_back_from_their_json(make: Make) -> None:
    told = [
        make.strike(make.source("a"), make.toll(1, "at least 12", injured="40"), launched="298", targets=("Olga bus",)),
        make.talk(make.source("b")),
        Item(source=make.source("c"), kind="demand", records=(make.demand("withdraw"),)),
    ]
    for features in describe(told):
        assert load(dump(features)) == features
        assert hash(load(dump(features))) == hash(features)
