"""Talks told in other forms than "X and Y held talks in Z": sat together, signed papers, rounds that never came."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefings.extract import read
from briefings.extract.parse import parse
from briefings.extract.talks import find_talks
from briefings.records import Article

if TYPE_CHECKING:
    from briefings.records import Talk

PUBLISHED = date(2025, 6, 16)
"""A Monday."""


def talks_in(text: str) -> tuple[Talk, ...]:
    article = Article(id="a", published=PUBLISHED, text=text)
    return find_talks(read(article, parse(text)))


def the_one(text: str) -> Talk:
    found = talks_in(text)
    assert len(found) == 1, found
    return found[0]


WHO = {
    "Negotiators for the Afghan government and the Taliban sat down across a ballroom in Doha on Saturday.": (
        {"Afghanistan", "Taliban"},
        set(),
        "Doha",
    ),
    "Talks between Ethiopia's government and Tigrayan rebels closed in Pretoria on Wednesday. The African Union "
    "mediated.": ({"Ethiopia", "Tigray"}, {"African Union"}, "Pretoria"),
    "Mediated by Kenya, the talks between Juba and the rebel SPLM-IO began in Nairobi on 9 May.": (
        {"South Sudan", "SPLM-IO"},
        {"Kenya"},
        "Nairobi",
    ),
    "Serbia and Kosovo agreed to free 30 detainees after peace talks near the Dutch town of Delft on Friday, overseen "
    "by the European Union.": ({"Serbia", "Kosovo"}, {"European Union"}, "Delft"),
    "Russia, Turkey and Iran are to hold another round of the Astana talks on Syria in Sochi on 1 July.": (
        {"Russia", "Turkey", "Iran"},
        set(),
        "Sochi",
    ),
    "The war between Sudan's army and the RSF goes on. The presidents of Sudan and Chad were brought together in Abu "
    "Dhabi by the United Arab Emirates on Thursday for peace talks.": (
        {"Sudan", "Chad"},
        {"United Arab Emirates"},
        "Abu Dhabi",
    ),
}

AGREED = {
    "Thai and Cambodian commanders met on Sunday and agreed to pull back their troops, reopen the crossing at Poipet, "
    "and set up a hotline.": ("pull back their troops", "reopen the crossing at Poipet", "set up a hotline"),
    "Yemen's government and the Houthis fight on. A pact that the government and the Houthis signed in Stockholm in "
    "December 2018 to free all prisoners has failed.": ("free all prisoners",),
    "The US and the Taliban signed a deal in Doha on 29 February. In it Washington promised to pull out all foreign "
    "troops.": ("pull out all foreign troops",),
    "Sudan's army and the RSF had signed a declaration in Jeddah on protecting civilians, envoys said.": (
        "protecting civilians",
    ),
    "Ethiopia and Tigrayan leaders signed an agreement in Pretoria on November 2, 2022, to end the war. Under its "
    "terms, the rebels would disarm within 30 days.": ("end the war", "rebels would disarm within 30 days"),
    "Libya's army and the Misrata militia signed a ceasefire in Geneva on Friday. It provides for the departure of "
    "all foreign fighters.": ("ceasefire", "departure of all foreign fighters"),
}


@pytest.mark.parametrize("text", WHO)
def test_who_meets_where_and_who_goes_between_is_told_in_many_forms(text: str) -> None:
    parties, mediators, place = WHO[text]
    talk = the_one(text)
    assert (set(talk.parties), set(talk.mediators)) == (parties, mediators)
    assert talk.place is not None
    assert talk.place.name == place


@pytest.mark.parametrize("text", AGREED)
def test_each_thing_agreed_is_kept_however_far_down_the_list(text: str) -> None:
    assert the_one(text).agreements == AGREED[text]


def test_talks_that_were_to_have_opened_did_not() -> None:
    talk = the_one("Direct talks between Kinshasa and the M23 were to have opened in Luanda on Tuesday.")
    assert talk.status == "called_off"


def test_a_deal_has_the_day_of_its_signing_and_not_that_of_what_it_starts() -> None:
    talk = talks_in("Talks are to start in March under the deal that the US and the Taliban signed on 29 February.")[-1]
    assert talk.when is not None
    assert talk.when.text == "on 29 February"


def test_an_invitation_to_the_reader_to_sign_up_is_no_deal() -> None:
    talk = the_one(
        "Negotiators from Ethiopia and Eritrea held talks in Asmara on Sunday.\nSign up to our daily newsletter."
    )
    assert talk.agreements == ()
    assert talk.outcome == "unknown"


def test_a_round_elsewhere_in_the_country_is_not_that_of_a_town_in_another_region() -> None:
    text = (
        "Yemen's government and the Houthis agreed to free 887 detainees after talks in Bern on Friday. "
        "An earlier exchange had been negotiated in Montreux."
    )
    talk = talks_in(text)[0]
    assert talk.place is not None
    assert talk.place.name == "Bern"


def test_the_two_countries_are_those_named_together_and_not_one_with_a_host_named_since() -> None:
    text = (
        "India and Pakistan agreed a ceasefire on 10 May after four days of strikes. It was announced by Donald "
        "Trump, who said Washington had mediated. The two countries' commanders spoke by hotline on Monday about "
        "the truce."
    )
    assert [set(talk.parties) for talk in talks_in(text)] == [{"India", "Pakistan"}] * 2


def test_how_long_talks_are_to_last_is_no_day_of_theirs() -> None:
    text = (
        "Israeli and Hamas negotiators met in Sharm el-Sheikh on Monday for indirect talks. The talks, expected to "
        "last several days, will focus on the release of hostages."
    )
    assert talks_in(text)[0].next_round is None
