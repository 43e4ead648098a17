"""Demands as terms of a bargain, as lists and as commands, and who is meant by them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from briefings.extract.actors import Actors
from briefings.extract.attribution import Attribution
from briefings.extract.demands import find_demands
from briefings.extract.parse import parse
from briefings.extract.reading import Reading
from briefings.records import Article

if TYPE_CHECKING:
    from briefings.extract.counts import Counts
    from briefings.extract.dates import Dates
    from briefings.extract.places import Places
    from briefings.records import Demand


def demands(text: str) -> tuple[Demand, ...]:
    """The demands of a text; they need neither places nor dates nor counts."""
    sentences = parse(text)
    actors = Actors(sentences)
    return find_demands(
        Reading(
            article=Article(id="a", text=text),
            sentences=sentences,
            actors=actors,
            places=cast("Places", None),
            dates=cast("Dates", None),
            counts=cast("Counts", None),
            attribution=Attribution(sentences, actors),
        )
    )


def told(text: str) -> list[str]:
    """Each demand as "by > of: text"."""
    return [f"{', '.join(each.by)} > {', '.join(each.of)}: {each.text}" for each in demands(text)]


TERMS = {
    "The ELN has made the release of 40 fighters a condition for any talks.": ["ELN > : release 40 fighters"],
    "Hamas has made a full Israeli withdrawal from Gaza a precondition for freeing the hostages.": [
        "Hamas > Israel: withdraw fully from Gaza"
    ],
    "Iran has set the lifting of sanctions as a precondition for talks with the United States.": [
        "Iran > : lift sanctions"
    ],
    "Israel conditioned a ceasefire on the release of all hostages by Hamas.": ["Israel > Hamas: release all hostages"],
    "Riyadh made aid to Yemen conditional on the Houthis ending their attacks in the Red Sea.": [
        "Saudi Arabia > Houthis: end their attacks in the Red Sea"
    ],
    "Among Moscow's conditions are recognition of Crimea and the lifting of sanctions.": [
        "Russia > : recognise Crimea",
        "Russia > : lift sanctions",
    ],
    "A complete Israeli pullout is Hezbollah's condition for any talks.": ["Hezbollah > Israel: withdraw completely"],
    "India has held out for the extradition of the planners by Pakistan.": ["India > Pakistan: extradite the planners"],
    "Armenia expects Azerbaijan to withdraw its troops from Jermuk.": [
        "Armenia > Azerbaijan: withdraw its troops from Jermuk"
    ],
    "Baghdad lodged a formal request with Ankara to withdraw its soldiers from Bashiqa.": [
        "Iraq > Turkey: withdraw its soldiers from Bashiqa"
    ],
    "The EU's plan foresees the withdrawal of heavy weapons and the opening of all crossings.": [
        "European Union > : withdraw heavy weapons",
        "European Union > : open all crossings",
    ],
}

LISTS = {
    "The Houthis set out three terms: (1) an end to the blockade; (2) the payment of salaries; and (3) the "
    "withdrawal of all foreign forces.": [
        "Houthis > : end the blockade",
        "Houthis > : pay salaries",
        "Houthis > : withdraw all foreign forces",
    ],
    "Moscow's demands: that Kyiv cede Donbas, stay out of NATO, and hold elections.": [
        "Russia > Ukraine: cede Donbas",
        "Russia > Ukraine: stay out of NATO",
        "Russia > Ukraine: hold elections",
    ],
    "Abbas had two requests: that Israel open the Rafah crossing, and that it agree to a truce of at least a week.": [
        "Palestine > Israel: open the Rafah crossing",
        "Palestine > Israel: agree to a truce of at least a week",
    ],
    "Beijing served an ultimatum on Taipei: withdraw the jets or face a blockade.": [
        "China > Taiwan: withdraw the jets"
    ],
    "The letter sent by the FARC to Bogotá lists three demands:\n- an end to aerial spraying\n"
    "- the release of 50 guerrillas\n- withdraw the army from Caqueta\nBogotá has not answered.": [
        "FARC > : end aerial spraying",
        "FARC > : release 50 guerrillas",
        "FARC > : withdraw the army from Caqueta",
    ],
    "The Security Council called on Eritrea to:\n1. Withdraw its troops from Tigray;\n"
    "2. Open the border at Zalambessa.": [
        "United Nations > Eritrea: withdraw its troops from Tigray",
        "United Nations > Eritrea: open the border at Zalambessa",
    ],
}

COMMANDS = {
    "“Leave our land,” Zelensky told Russia.": ["Ukraine > Russia: leave our land"],
    '"Stop the bombing and come to the table," UN chief António Guterres told the parties.': [
        "United Nations > : stop the bombing",
        "United Nations > : come to the table",
    ],
    "Hezbollah said Israel needed to stop its flights over Beirut.": [
        "Hezbollah > Israel: stop its flights over Beirut"
    ],
}

WHO = {
    # a pronoun asked is never the asker
    "Scholz and Macron spoke with Putin on Thursday and urged him to declare a truce.": [
        "Germany, France > Russia: declare a truce"
    ],
    "Mali's junta accused Algeria of meddling and told it to stay out of its affairs.": [
        "Mali > Algeria: stay out of its affairs"
    ],
    # an asker left unnamed still asks a party
    "The junta objected to the venue and asked Thailand to move the talks to Bangkok.": [
        " > Thailand: move the talks to Bangkok"
    ],
    "Maduro asked the mediators to travel to Caracas.": ["Venezuela > : travel to Caracas"],
    "Baku repeated its demand for Armenia to change its constitution.": [
        "Azerbaijan > Armenia: change its constitution"
    ],
    # officials of the state that the article is about
    "The Philippines has fought the New People's Army for decades. Presidential peace adviser Carlito Cruz said the "
    "rebels must first stop collecting taxes.": ["Philippines > New People's Army: stop collecting taxes"],
    # a second that-clause, hung on the verb of asking
    "The envoy recalled that the Security Council had demanded that M23 halt its advance, and that Rwanda withdraw "
    "its forces from Congolese soil.": [
        "United Nations > M23: halt its advance",
        "United Nations > Rwanda: withdraw its forces from Congolese soil",
    ],
    "The UN envoy urged the parties to release, without delay and without conditions, all detained aid workers.": [
        "United Nations > : release, without delay and without conditions, all detained aid workers"
    ],
}

NOT_ASKED = [
    "Analysts urged Israel to reconsider its strategy.",
    "Residents of Goma called on Congo's army to protect them.",
    "Russia expects Ukraine to attack Crimea soon.",
    "Israel is expected to withdraw from the corridor under the deal.",
    "Iran refused to make the lifting of sanctions a condition for talks.",
    "Lebanon must not become a battlefield, Hezbollah said.",
    "The Red Cross and Qatar were invited to monitor the exchange.",
    '"Stop crying," a mother told her son as shells fell on Kharkiv.',
    '"Come in," the Hamas guard told the reporters.',
    "The general held out his hand for the Russian envoy.",
    "Egypt's demands have been met: the release of its sailors came on Monday.",
    "The deal includes the release of 50 hostages by Hamas.",
]


@pytest.mark.parametrize("text", TERMS)
def test_what_is_made_a_condition_is_asked(text: str) -> None:
    assert told(text) == TERMS[text]


@pytest.mark.parametrize("text", LISTS)
def test_each_item_of_a_list_of_demands_is_asked(text: str) -> None:
    assert told(text) == LISTS[text]


@pytest.mark.parametrize("text", COMMANDS)
def test_a_quoted_command_is_asked_of_whom_it_is_told(text: str) -> None:
    assert told(text) == COMMANDS[text]


@pytest.mark.parametrize("text", WHO)
def test_who_asks_and_who_is_asked_are_kept_apart(text: str) -> None:
    assert told(text) == WHO[text]


@pytest.mark.parametrize("text", NOT_ASKED)
def test_opinions_fears_and_facts_are_not_asked(text: str) -> None:
    assert told(text) == []


def test_a_request_is_rejected_where_all_is_said_to_stay_as_it_is() -> None:
    (each,) = demands("The PKK urged Turkey to lift the ban on its party. Ankara replied that the ban would stay.")
    assert (each.response, each.response_by) == ("rejected", ("Turkey",))


def test_a_verb_within_the_demand_is_no_answer_to_it() -> None:
    each = demands("Kuleba made one request: that Russia agree to a truce of a day.")[0]
    assert each.response == "none"
