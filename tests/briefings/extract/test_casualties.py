"""Casualties: one record a set of victims and a toll of it, disputes kept apart, totals marked as such."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.extract import extract
from briefings.records import Article, Briefing, Casualty

MONDAY = date(2025, 6, 2)


def brief(text: str) -> Briefing:
    return extract(Article(id="x", text=text, published=MONDAY))


def casualties(text: str) -> tuple[Casualty, ...]:
    return brief(text).casualties


def best(casualty: Casualty) -> tuple[int | None, int | None]:
    return (
        casualty.killed.best if casualty.killed else None,
        casualty.injured.best if casualty.injured else None,
    )


def test_killed_and_injured_of_one_clause_are_one_record_tied_to_its_strike() -> None:
    briefing = brief("Russian forces shelled Kherson on Sunday, killing three people and wounding 19, officials said.")
    (casualty,) = briefing.casualties
    assert best(casualty) == (3, 19)
    assert casualty.strike == briefing.strikes[0].id
    assert casualty.place is not None
    assert casualty.place.name == "Kherson"
    assert casualty.party == "Ukraine"
    assert casualty.attribution == ("officials",)


def test_children_among_the_wounded_are_a_group_and_no_record() -> None:
    (casualty,) = casualties("The shelling of Sumy left three dead and 19 injured, including two children.")
    (group,) = casualty.groups
    assert (group.who, group.killed, group.injured and group.injured.best) == ("children", None, 2)


def test_a_toll_told_twice_is_one_record() -> None:
    (casualty,) = casualties(
        "An airstrike on a market in Aleppo killed at least 14 people on Sunday.\n"
        "At least 14 people died in the strike, medics said."
    )
    assert best(casualty) == (14, None)


def test_two_sources_with_two_tolls_are_two_records() -> None:
    found = casualties(
        "An airstrike on a market in Aleppo killed 30 people on Sunday, rescuers said. "
        "The Observatory put the toll at 20."
    )
    assert [best(each)[0] for each in found] == [30, 20]


def test_a_running_total_of_a_war_is_cumulative_and_has_no_strike() -> None:
    found = casualties(
        "A drone killed two people in Khartoum on Sunday. The war has killed at least 40,000 people since April 2023."
    )
    assert [(each.scope, each.strike) for each in found] == [("event", "s1"), ("cumulative", None)]


def test_the_attackers_own_dead_are_a_record_of_their_own() -> None:
    found = casualties("Gunmen stormed an army post in Gao, killing four soldiers. Two attackers were also killed.")
    assert [best(each)[0] for each in found] == [4, 2]


def test_no_one_hurt_is_no_casualty() -> None:
    assert casualties("A rocket hit a field near Sderot on Sunday. No one was hurt.") == ()


def test_a_total_since_a_war_began_is_cumulative() -> None:
    (casualty,) = casualties(
        "More than 6,000 people have been killed since the conflict with the rebels began in 2016."
    )
    assert casualty.scope == "cumulative"


def test_the_first_of_its_kind_since_is_no_running_total() -> None:
    (casualty,) = casualties(
        "A missile killed three sailors near Aden on Sunday, the first deaths since the attacks began."
    )
    assert casualty.scope == "event"


def test_a_woman_and_her_children_are_of_no_party_told_before() -> None:
    found = casualties(
        "Houthi fighters withdrew from the town of Hays on Sunday. "
        "A landmine killed a woman and her two children there."
    )
    assert [(each.party, best(each)[0]) for each in found] == [("Yemen", 3)]  # the place's people, not the Houthis


def test_another_victim_of_the_same_number_is_no_repetition() -> None:
    found = casualties("A mine killed a soldier near Avdiivka on Sunday. A civilian was also killed in the blast.")
    assert [best(each) for each in found] == [(1, None), (1, None)]


def test_a_toll_told_without_a_place_is_of_the_town_told_before() -> None:
    (casualty,) = casualties("Militants stormed a hotel in Mogadishu on Friday. The attack killed 21 people.")
    assert casualty.place is not None
    assert casualty.place.name == "Mogadishu"


def test_a_toll_over_days_is_one_of_a_period() -> None:
    (casualty,) = casualties("Altogether, 171 people have died in ten days of fighting in Marawi, the army said.")
    assert casualty.scope == "period"


def test_the_dead_of_an_accident_are_no_casualties_of_war() -> None:
    text = "Soldiers flew the wounded to Gilgit after a bus plunged into a river, killing 19 people, the military said."
    assert casualties(text) == ()


def _event_total(text: str, kind: str) -> int:
    briefing = extract(Article(id="x", text=text))
    counts = [getattr(each, kind) for each in briefing.casualties if each.scope == "event"]
    return sum(count.best or count.low or 0 for count in counts if count is not None)


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Gunmen abducted a teacher in Yala. She was found dead two days later.", 1, 0),
        ("Gunmen killed a trader in Arish and dumped his beheaded body on the road.", 1, 0),
        ("A commander was assassinated in Mosul. He was shot in the head.", 1, 0),
        ("Gunmen shot a guard in the leg in Karachi. He died of his wounds.", 1, 0),
        ("Gunmen shot a banker in the head in Beirut. A militant group claimed the killing.", 1, 0),
        ("Militants shot a constable in Sopore. He is in stable condition.", 0, 1),
        ("A sergeant and a clerk were killed in Gao. The two died when a bomb exploded.", 2, 0),
        ("A blast killed two soldiers in Gao. A third died of wounds, bringing the death toll to three.", 3, 0),
        ("Gunmen shot three officers in Aden, one of whom later died.", 1, 0),
        ("Gunmen killed ten people in Aden. Two of them died in hospital.", 10, 0),
        ("Gunmen attacked an imam in Aden. His son was killed and his wife was wounded.", 1, 1),
    ],
)
def test_who_is_told_of_again_is_counted_once(text: str, killed: int, injured: int) -> None:
    assert (_event_total(text, "killed"), _event_total(text, "injured")) == (killed, injured)


def test_the_dead_of_a_days_fighting_are_no_running_total() -> None:
    day = extract(Article(id="x", text="Six soldiers were killed in fighting near Aden."))
    war = extract(Article(id="x", text="The fighting has killed 2,000 people in Yemen."))
    assert [each.scope for each in (*day.casualties, *war.casualties)] == ["event", "cumulative"]
