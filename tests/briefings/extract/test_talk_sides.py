"""Talks whose parties, place or end the sentence itself leaves to what the article tells around it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefings.extract import read
from briefings.extract.belligerents import belligerents
from briefings.extract.parse import parse
from briefings.extract.talks import find_talks
from briefings.records import Article

if TYPE_CHECKING:
    from briefings.extract.reading import Reading
    from briefings.records import Talk

PUBLISHED = date(2023, 10, 16)
"""A Monday."""


def reading_of(text: str) -> Reading:
    return read(Article(id="a", published=PUBLISHED, text=text), parse(text))


def talks_in(text: str) -> tuple[Talk, ...]:
    return find_talks(reading_of(text))


SIDES = {
    "The RSF shelled Omdurman. The army hit back.": {"Sudanese Armed Forces", "Rapid Support Forces"},
    "FARC guerrillas ambushed a patrol. Bogota sent troops. The FARC denied it.": {"Colombia", "FARC"},
    "Hezbollah fired rockets at Safed, and Israel bombed Tyre.": {"Israel", "Hezbollah"},
    "Armenia shelled a village, Azerbaijan said. Azerbaijan struck back. Armenia lost two soldiers in the attack.": {
        "Armenia",
        "Azerbaijan",
    },
}


@pytest.mark.parametrize("text", SIDES)
def test_the_sides_at_war_are_a_group_and_its_foe_or_the_two_states_that_fight(text: str) -> None:
    assert set(belligerents(reading_of(text), ()).pair) == SIDES[text]


def test_a_state_that_goes_between_is_no_side_at_war() -> None:
    text = "Hamas fired rockets. Egypt called for calm. Egypt sent envoys as the rockets of Hamas fell."
    assert "Egypt" not in belligerents(reading_of(text), ("Egypt",)).pair


BACKGROUND = {
    "The ELN bombed a pipeline on Friday, and Colombia sent troops. Talks that began in Quito in February 2017 "
    "produced a truce.": ({"Colombia", "ELN"}, "Quito"),
    "The TPLF attacked a convoy and Ethiopia blamed the TPLF. An earlier pact, signed in Nairobi on 12 November 2022, "
    "broke down.": ({"Ethiopia", "Tigray People's Liberation Front"}, "Nairobi"),
    "Israel bombed Gaza and Hamas fired rockets. The first meeting took place in Cairo in late September.": (
        {"Israel", "Hamas"},
        "Cairo",
    ),
    "The GNA lost a town to the LNA. Officers from Libya's two rival camps signed a ceasefire in Geneva on Friday.": (
        {"Government of National Accord", "Libyan National Army"},
        "Geneva",
    ),
}


@pytest.mark.parametrize("text", BACKGROUND)
def test_a_round_that_names_no_party_is_that_of_the_sides_at_war(text: str) -> None:
    found = talks_in(text)
    assert [(set(each.parties), each.place.name if each.place else None) for each in found] == [BACKGROUND[text]]


LISTED = {
    "The military chiefs of the Malian government and of the MNLA signed a truce in Algiers on Friday.": {
        "Mali",
        "MNLA",
    },
    "The Armenian and Azerbaijani leaders spoke for two hours on the margins of a summit in Granada on Thursday about "
    "the border clashes.": {"Armenia", "Azerbaijan"},
    "Brought together by Qatar in Doha on Friday, the Rwandan and Congolese presidents left without a ceasefire.": {
        "Rwanda",
        "DR Congo",
    },
    "Ukraine and Russia each handed over 90 prisoners of war on Sunday in an exchange mediated by the United Arab "
    "Emirates.": {"Ukraine", "Russia"},
}


@pytest.mark.parametrize("text", LISTED)
def test_parties_are_told_by_lists_adjectives_and_clauses_before_the_verb(text: str) -> None:
    assert [set(each.parties) for each in talks_in(text)] == [LISTED[text]]


ENDED = {
    "Israel bombed Gaza and Hamas fired rockets. A further summit, set for 10 October in Cairo, did not take "
    "place.": "called_off",
    "The RSF shelled the army in Bahri. An earlier attempt to bring the parties together, set for October 8, was "
    "called off.": "called_off",
    "Ethiopia said the TPLF had fired first. The AU has put the peace talks in Pretoria on hold.": "suspended",
    "Colombia said that ELN rebels had killed a soldier. Peace talks are planned for 30 October in Havana.": "planned",
}


@pytest.mark.parametrize("text", ENDED)
def test_what_became_of_talks_is_told_by_idioms_too(text: str) -> None:
    assert [each.status for each in talks_in(text)] == [ENDED[text]]


def test_a_truce_that_is_to_take_effect_has_been_made() -> None:
    (talk,) = talks_in("Israel and Hamas came up with a truce that starts at midnight on Wednesday.")
    assert (talk.status, talk.outcome, talk.when) == ("held", "agreement", None)


def test_the_next_meeting_may_be_told_as_seeing_each_other_or_coming_together() -> None:
    for verb in ("plan to see each other again", "will come together again"):
        found = talks_in(f"Serbia and Kosovo held peace talks in Ohrid on Friday. The two sides {verb} on 30 October.")
        assert [each.next_round.start if each.next_round else None for each in found][:1] == [date(2023, 10, 30)]


def test_a_report_that_is_filed_where_its_lead_says_the_truce_was_made_has_that_place() -> None:
    (talk,) = talks_in(
        "JEDDAH, Saudi Arabia (AP) - Sudan's warring generals agreed Saturday to a truce after talks in this Red Sea "
        "port. The RSF said that it would keep the deal. The army fired shells until dusk."
    )
    assert talk.place is not None
    assert (talk.place.name, set(talk.parties)) == ("Jeddah", {"Sudanese Armed Forces", "Rapid Support Forces"})


def test_the_venue_may_be_a_building_named_after_its_town() -> None:
    (talk,) = talks_in("Serbia and Kosovo signed a peace agreement in a Doha hotel on Friday.")
    assert talk.place is not None
    assert talk.place.name == "Doha"


def test_who_hosts_and_negotiates_is_a_party_and_who_looks_on_is_none() -> None:
    found = talks_in(
        "Thailand and Cambodia held ceasefire talks in Putrajaya on Friday. Cambodia will host a meeting of the Joint "
        "Border Committee on 30 October. The talks attended by the US and Chinese ambassadors lasted an hour."
    )
    assert [(set(each.parties), each.mediators) for each in found] == [({"Thailand", "Cambodia"}, ())] * 2


def test_no_undertaking_loses_its_verb() -> None:
    (talk,) = talks_in("Armenia and Azerbaijan agreed in Sochi on Friday not to use force.")
    assert talk.agreements == ("not to use force",)


NOTHING = (
    "Chad's army fired on FACT rebels near the river on Monday. The two sides have not met since 2019.",
    "Chad's army fired on FACT rebels. If the parties agreed to a truce, aid could reach the camp.",
    "Israel bombed Gaza and Hamas fired rockets. The two men had refused to meet face to face.",
    "The RSF shelled the army in Bahri. Analysts said that a deal would need a mediator.",
    "The army fought M23 rebels in Goma. The Supreme Court met on Monday.",
    "Colombia hunted ELN rebels. The families came together on Sunday to bury the dead.",
)


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_denied_imagined_or_of_others_is_no_round_of_the_sides(text: str) -> None:
    assert talks_in(text) == ()
