from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.digest import Entry, Update
from briefings.digest.groups import conflicts, gathered, graver, grouped, weight
from briefings.records import Place

if TYPE_CHECKING:
    from briefings.events import Event
    from tests.briefings.digest.conftest import Make


def place(name: str, country: str | None, precision: str = "exact") -> Place:
    return Place(name=name, country=country, precision=precision)


KHERSON, KURSK, SUMY = place("Kherson", "UA"), place("Kursk", "RU"), place("Sumy", "UA")
FASHER = place("El Fasher", "SD")


def names(*events: Event) -> list[str]:
    found = conflicts(events)
    return [found[event.id] for event in events]


def test_attacks_of_two_countries_on_each_other_are_one_conflict(make: Make) -> None:
    there = make.event("a", by="Russia", of="Ukraine", place=KHERSON)
    back = make.event("b", by="Ukraine", of="Russia", place=KURSK)
    talks = make.talks("c", "Russia", "Ukraine")
    assert names(there, back, talks) == ["Russia and Ukraine"] * 3


@pytest.mark.parametrize(
    ("by", "where", "conflict"),
    [
        ("Rapid Support Forces", FASHER, "Sudan"),
        ("M23", place("Goma", "CD"), "DR Congo"),
        ("Al-Shabaab", place("Garissa", "KE"), "Kenya and Somalia"),
        ("Hezbollah", place("Haifa", "IL"), "Israel and Lebanon"),
        ("Islamic State", place("Kabul", "AF"), "Afghanistan"),
        ("gunmen", place("Nowhere", None), ""),
    ],
)
def test_a_conflict_is_named_by_the_countries_of_its_fighters_and_the_place(
    make: Make, by: str, where: Place, conflict: str
) -> None:
    assert names(make.event(by=by, place=where)) == [conflict]


def test_the_host_of_talks_and_an_organisation_are_no_side(make: Make) -> None:
    talks = make.talks("a", "DR Congo", "M23").model_copy(update={"place": place("Doha", "QA")})
    appeal = make.event("b", "demand", by="United Nations", of="Rapid Support Forces")
    assert names(talks) == ["DR Congo"]
    assert names(appeal) == ["Sudan"]


def test_an_attack_by_nobody_named_belongs_to_the_war_of_its_country(make: Make) -> None:
    known = make.event("a", by="Russia", of="Ukraine", place=KHERSON)
    unknown = make.event("b", of="Ukraine", place=SUMY, facts=make.facts(weapon="missile"))
    assert names(unknown) == ["Ukraine"]
    assert names(known, unknown) == ["Russia and Ukraine"] * 2


def test_a_bomb_of_nobody_named_may_be_of_anyone_within(make: Make) -> None:
    war = make.event("a", by="India", of="Pakistan", place=place("Lahore", "PK"))
    bomb = make.event("b", place=place("Quetta", "PK"), facts=make.facts(weapon="suicide bomb"))
    group = make.event(
        "c", by="Tehrik-e-Taliban Pakistan", place=place("Bannu", "PK"), facts=make.facts(weapon="drone")
    )
    assert names(war, bomb, group) == ["India and Pakistan", "Pakistan", "Pakistan"]


def test_of_a_country_in_two_wars_nobody_can_tell_which(make: Make) -> None:
    north = make.event("a", by="Hezbollah", place=place("Haifa", "IL"))
    south = make.event("b", by="Hamas", place=place("Sderot", "IL"))
    unknown = make.event("c", place=place("Eilat", "IL"), facts=make.facts(weapon="drone"))
    assert names(north, south, unknown) == ["Israel and Lebanon", "Israel and Palestine", "Israel"]


def test_what_outsiders_ask_belongs_to_the_conflict_of_those_asked(make: Make) -> None:
    war = make.event("a", by="Russia", of="Ukraine", place=KHERSON)
    asked = make.event("b", "demand", by="United States", of="Russia")
    asking = make.event("c", "demand", by="Ukraine", of="Germany")
    assert names(war, asked, asking) == ["Russia and Ukraine"] * 3
    assert names(asked) == ["Russia and United States"]


def test_talks_of_three_belong_to_the_war_of_two_of_them(make: Make) -> None:
    war = make.event("a", by="Russia", of="Ukraine", place=KHERSON)
    talks = make.talks("b", "United States", "Russia", "Ukraine")
    assert names(war, talks) == ["Russia and Ukraine"] * 2


def test_an_event_of_no_country_belongs_to_the_conflict_that_its_article_tells_of(make: Make) -> None:
    known, mediators = (
        make.event("a", by="Rapid Support Forces", place=FASHER),
        make.event("b", "demand", parties=("Egypt", "Qatar", "Saudi Arabia", "United States")),
    )
    mediators = mediators.model_copy(update={"facts": make.facts(by=list(mediators.parties))})
    total = make.event("c", "casualties")
    elsewhere = make.event("d", reports=(total.reports[0].model_copy(update={"article": "z"}),))
    assert names(known, mediators, total, elsewhere) == ["Sudan", "Sudan", "Sudan", ""]
    roundup = make.event("e", by="M23", place=place("Goma", "CD"))
    assert names(known, roundup, total) == ["Sudan", "DR Congo", ""]
    war, mine = make.event("f", by="Israel", place=place("Tyre", "LB")), make.event("g", place=place("Kfar Kila", "LB"))
    assert names(war, mine, total) == ["Israel and Lebanon", "Lebanon", "Israel and Lebanon"]


def test_an_agreement_weighs_like_an_attack_that_kills_many(make: Make) -> None:
    agreed, met, planned = (
        make.talks("t", "Russia", "Ukraine", **facts)
        for facts in ({"status": "held", "outcome": "agreement"}, {"status": "held"}, {"status": "planned"})
    )
    assert weight(make.event(killed=101)) > weight(agreed) > weight(make.event(killed=60)) > weight(met)
    assert weight(make.event(killed=9)) < weight(met)
    assert weight(planned) == weight(make.event(killed=1)) == weight(make.event(kind="demand"))


def test_a_running_total_weighs_nothing(make: Make) -> None:
    total = make.event("a", figures={"killed (cumulative)": make.figure(50_000)})
    assert weight(total) == 0
    assert graver(make.event("b", killed=1)) < graver(total)


def test_the_hurt_and_what_was_fired_weigh_less_than_the_killed(make: Make) -> None:
    wave = make.event(figures={"launched drone": make.figure(500), "injured": make.figure(20)})
    assert weight(wave) == pytest.approx(12)


def test_groups_stand_by_their_gravest_entry_and_conflicts_by_theirs(make: Make) -> None:
    events = [
        make.event("small", by="Russia", place=KHERSON, killed=2),
        make.event("great", by="Rapid Support Forces", place=FASHER, killed=60),
        make.event("middle", by="Russia", place=SUMY, killed=35),
        make.event("again", by="Russia", place=KHERSON, killed=40),
        make.talks("talks", "Russia", "Ukraine", status="held").model_copy(update={"place": place("Istanbul", "TR")}),
        make.event("country", by="Russia", place=place("Ukraine", "UA", "country"), killed=1),
        make.event("other", by="Rapid Support Forces", place=place("Nyala", "SD"), killed=1),
    ]
    groups = grouped([Entry(event=event) for event in events], conflicts(events))
    assert [(g.conflict, g.place, [e.event.id for e in g.entries]) for g in groups] == [
        ("Sudan", "El Fasher", ["great"]),
        ("Sudan", "Nyala", ["other"]),
        ("Russia and Ukraine", "Kherson", ["again", "small"]),
        ("Russia and Ukraine", "Sumy", ["middle"]),
        ("Russia and Ukraine", "", ["talks", "country"]),
    ]


def test_demands_of_one_party_to_another_are_told_as_one(make: Make) -> None:
    ours = [make.event(name, "demand", by="Russia", of="Ukraine", publishers=n) for name, n in (("a", 1), ("b", 2))]
    back = make.event("c", "demand", by="Ukraine", of="Russia")
    nameless = [make.event(name, "demand", of="Ukraine") for name in "de"]
    entries = gathered(Entry(event=event) for event in (*ours, back, *nameless))
    told = {entry.event.id: [event.id for event in entry.others] for entry in entries}
    assert told == {"b": ["a"], "c": [], "d": [], "e": []}


def test_demands_are_told_as_one_only_with_the_same_news(make: Make) -> None:
    demands = [make.event(name, "demand", by="Russia", of="Ukraine") for name in "abcd"]
    answers = [None, "rejected", "rejected", "accepted"]
    entries = gathered(
        Entry(event=event, updates=() if after is None else (Update(name="response", before=None, after=after),))
        for event, after in zip(demands, answers, strict=True)
    )
    told = {entry.event.id: [event.id for event in entry.others] for entry in entries}
    assert told == {"a": [], "b": ["c"], "d": []}
