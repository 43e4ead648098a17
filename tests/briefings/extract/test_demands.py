"""Demands: who asks what of whom, in the article's words, and how it was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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


ASKED = {
    # verbs with an infinitive
    "Iran urged the United States to lift sanctions and return to the 2015 deal.": [
        "Iran > United States: lift sanctions",
        "Iran > United States: return to the 2015 deal",
    ],
    "Islamabad called on New Delhi to reverse its decision and reopen the border.": [
        "Pakistan > India: reverse its decision",
        "Pakistan > India: reopen the border",
    ],
    "Rwanda wants Congo to stop supporting the FDLR.": ["Rwanda > DR Congo: stop supporting the FDLR"],
    "Turkey has asked Syria to expel Kurdish fighters from the border region.": [
        "Turkey > Syria: expel Kurdish fighters from the border region"
    ],
    "Guterres appealed to all parties in Sudan to lay down their arms immediately.": [
        "United Nations > : lay down their arms immediately"
    ],
    "London and Paris pressed Beijing to use its influence over Moscow.": [
        "United Kingdom, France > China: use its influence over Moscow"
    ],
    "Trump warned Iran to stop arming the Houthis.": ["United States > Iran: stop arming the Houthis"],
    "Pakistan asked the Taliban to rein in militants who attack its soldiers.": [
        "Pakistan > Taliban: rein in militants who attack its soldiers"
    ],
    "Human Rights Watch urged Ethiopia to allow investigators into Tigray.": [
        "Human Rights Watch > Ethiopia: allow investigators into Tigray"
    ],
    "Blinken pushed Netanyahu to agree to a pause in the fighting.": [
        "United States > Israel: agree to a pause in the fighting"
    ],
    # passives
    "Colombia's government and the ELN were urged by the United Nations to extend their ceasefire.": [
        "United Nations > Colombia, ELN: extend their ceasefire"
    ],
    "Damascus was told to hand over the suspects.": [" > Syria: hand over the suspects"],
    "The Lebanese government demanded that Israeli troops be withdrawn from five hilltops.": [
        "Lebanon > Israel: withdraw Israeli troops from five hilltops"
    ],
    # clauses
    "India demanded that Pakistan hand over the men behind the attack and dismantle the camps.": [
        "India > Pakistan: hand over the men behind the attack",
        "India > Pakistan: dismantle the camps",
    ],
    "Egypt demanded Ethiopia halt the filling of the dam.": ["Egypt > Ethiopia: halt the filling of the dam"],
    "Yemen's government insisted that the Houthis lift the siege of Taiz.": ["Yemen > Houthis: lift the siege of Taiz"],
    "Colombia has suspended talks and demanded that the ELN stop kidnapping.": ["Colombia > ELN: stop kidnapping"],
    "Turkey demands that Sweden extradite dozens of people as a condition of backing its NATO bid.": [
        "Turkey > Sweden: extradite dozens of people"
    ],
    "The Security Council adopted a resolution demanding that the Houthis immediately cease attacks on shipping.": [
        "United Nations > Houthis: cease attacks on shipping immediately"
    ],
    # gerunds and noun phrases
    "Armenia's prime minister suggested signing a peace treaty before the end of the year.": [
        "Armenia > : sign a peace treaty before the end of the year"
    ],
    "The Taliban demanded the release of 5,000 prisoners as a condition for talks with Kabul.": [
        "Taliban > : release 5,000 prisoners"
    ],
    "Kinshasa has insisted on the withdrawal of Rwandan troops from its territory, an end to support for M23 "
    "and the disarmament of the rebels.": [
        "DR Congo > Rwanda: withdraw Rwandan troops from its territory",
        "DR Congo > : end support for M23",
        "DR Congo > M23: disarm",
    ],
    "Hamas had demanded a permanent end to the war, a full Israeli withdrawal from Gaza and the free flow of aid.": [
        "Hamas > : end the war permanently",
        "Hamas > Israel: withdraw fully from Gaza",
        "Hamas > : allow free flow of aid",
    ],
    "Rwanda wants an end to Congolese support for the FDLR militia.": [
        "Rwanda > DR Congo: end Congolese support for the FDLR militia"
    ],
    "The United Nations called for an immediate humanitarian pause and unhindered access for aid workers.": [
        "United Nations > : agree to an immediate humanitarian pause",
        "United Nations > : allow unhindered access for aid workers",
    ],
    "The Houthis demanded the payment of salaries and the reopening of Sanaa airport.": [
        "Houthis > : pay salaries",
        "Houthis > : reopen Sanaa airport",
    ],
    "Saudi Arabia pressed the United States for security guarantees.": [
        "Saudi Arabia > United States: provide security guarantees"
    ],
    "Iran's foreign ministry urged restraint by both India and Pakistan.": ["Iran > India, Pakistan: show restraint"],
    "Israel demands the demilitarization of southern Lebanon.": ["Israel > : demilitarize southern Lebanon"],
    # nouns of asking
    "Baku's demands include the return of four villages and the withdrawal of Armenian forces from the enclave.": [
        "Azerbaijan > : return four villages",
        "Azerbaijan > Armenia: withdraw Armenian forces from the enclave",
    ],
    "France renewed its call for Lebanon to disarm Hezbollah.": ["France > Lebanon: disarm Hezbollah"],
    "Ethiopia gave Eritrea an ultimatum to pull back its forces within a week.": [
        "Ethiopia > Eritrea: pull back its forces within a week"
    ],
    "Tehran's precondition is that Washington lift all sanctions.": ["Iran > United States: lift all sanctions"],
    # papers
    "Washington's proposal would require Iran to dismantle its enrichment plants.": [
        "United States > Iran: dismantle its enrichment plants"
    ],
    "Kigali handed the mediators a plan. The plan calls for the disarmament of the FDLR. It also proposed that "
    "Congo open its border.": [
        "Rwanda > FDLR: disarm",
        "Rwanda > DR Congo: open its border",
    ],
    "Under the plan, Hamas would release all hostages and disarm.": [
        " > Hamas: release all hostages",
        " > Hamas: disarm",
    ],
    # modals
    "Germany's foreign minister said Israel should allow more aid into Gaza.": [
        "Germany > Israel: allow more aid into Gaza"
    ],
    '"Russia must withdraw all its troops from our land," Zelenskyy told the assembly.': [
        "Ukraine > Russia: withdraw all its troops from our land"
    ],
    "Russia said Ukraine must give up its NATO ambitions and hand over four regions.": [
        "Russia > Ukraine: give up its NATO ambitions",
        "Russia > Ukraine: hand over four regions",
    ],
    "It is essential for Rwanda to withdraw its forces, the European Union said.": [
        "European Union > Rwanda: withdraw its forces"
    ],
    # conditions
    "The Houthis said they would keep firing at ships until Israel lifts its blockade of Gaza.": [
        "Houthis > Israel: lift its blockade of Gaza"
    ],
    "Israel has said it will not withdraw unless Hezbollah pulls its fighters back beyond the Litani.": [
        "Israel > Hezbollah: pull its fighters back beyond the Litani"
    ],
    "Sudan's army said it would only enter talks if the RSF left civilian homes.": [
        "Sudanese Armed Forces > Rapid Support Forces: leave civilian homes"
    ],
}

NOT_ASKED = [
    "Putin ordered his generals to take the town by May.",
    "The army told residents to leave the northern districts.",
    "Netanyahu told Israelis to stay in shelters.",
    "An analyst said Israel should rethink its strategy.",
    "Russia could require Ukraine to give up land, an analyst said.",
    "Demand for Russian oil rose sharply in India last year.",
    "Did Hamas demand a ceasefire?",
    "Hamas did not demand a ceasefire.",
    "If Russia demanded a meeting, Kyiv would listen.",
    "Asked whether Moscow would retaliate, Peskov declined to comment.",
    "Russia wants to seize the whole of Donbas.",
    "Zelenskyy said Ukraine must defend itself.",
    '"We must win this war," Zelenskyy said.',
    "The coach demanded more from his players after the defeat.",
    "The mayor called for an ambulance.",
    "The president's call with Putin lasted an hour.",
    "Officials require a week to study the document.",
    "Under the agreement signed on Friday, Israel will withdraw from the town.",
    "The two sides agreed on Sunday to release prisoners and withdraw heavy weapons.",
    "Sign up for our newsletter: you must enter an email address.",
    "The drone strike suggested that Russia had changed its tactics.",
    "Iran insists that its nuclear programme is peaceful.",
    "The fighting continued until the army retook the city.",
    "He said the war must have been terrible for the children.",
    "Residents said they needed food and water.",
]


@pytest.mark.parametrize("text", ASKED)
def test_each_thing_asked_is_one_demand_of_its_parties(text: str) -> None:
    assert told(text) == ASKED[text]


@pytest.mark.parametrize("text", NOT_ASKED)
def test_what_no_party_asks_of_another_is_no_demand(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "response", "who"),
    [
        ("Hamas rejected Israel's demand that it disarm.", "rejected", ("Hamas",)),
        ("Kyiv demanded that Moscow free the prisoners. Moscow dismissed the demand.", "rejected", ("Russia",)),
        ("Kyiv asked Moscow to free the sailors. Russia has accepted the request.", "accepted", ("Russia",)),
        ("Moscow is studying a proposal by Washington to freeze the front line.", "considering", ("Russia",)),
        ("Iran urged the United States to lift sanctions.", "none", ()),
    ],
)
def test_the_answer_is_kept_with_who_gave_it(text: str, response: str, who: tuple[str, ...]) -> None:
    (demand,) = demands(text)
    assert (demand.response, demand.response_by) == (response, who)


def test_an_answer_by_who_asked_answers_nothing() -> None:
    (demand,) = demands("India demanded that Pakistan close the camps. India rejected the proposal.")
    assert demand.response == "none"


def test_the_same_demand_told_twice_is_one_record_with_both_sentences_and_the_fuller_words() -> None:
    (demand,) = demands(
        "Hamas demanded that Israel withdraw from Gaza. "
        "The talks failed. "
        "Hamas has repeatedly demanded that Israel withdraw completely from Gaza before any exchange."
    )
    assert demand.text.startswith("withdraw completely from Gaza")
    assert len(demand.evidence) == 2


def test_the_kind_follows_the_word_of_asking() -> None:
    kinds = {
        "Kyiv demanded that Moscow free the sailors.": "demand",
        "Kyiv proposed that Moscow free the sailors.": "proposal",
        "Kyiv urged Moscow to free the sailors.": "appeal",
        "Kyiv said it would not sign unless Moscow freed the sailors.": "condition",
    }
    assert {text: demands(text)[0].kind for text in kinds} == kinds


_WORDS = [
    *("Hamas", "Russia", "Ukraine", "Israel", "it", "we", "its", "of", "by", "from", "the", "a", "that", "to", "for"),
    *(
        "must",
        "should",
        "would",
        "demanded",
        "urged",
        "call",
        "include",
        "plan",
        "proposal",
        "under",
        "until",
        "unless",
    ),
    *("only", "if", "not", "be", "freed", "end", "release", "withdrawal", "and", ",", ";", ".", "“", "”", '"', "("),
    *(")", "-", "–", "?", "12", "é", "д"),
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(_WORDS),
        max_size=40,
    ).map(" ".join)
)
def test_any_text_gives_demands_with_evidence_of_its_own_and_no_party_on_both_sides(text: str) -> None:
    found = demands(text)
    assert [each.id for each in found] == [f"d{number}" for number in range(1, len(found) + 1)]
    for each in found:
        assert each.text == each.text.strip() != ""
        assert each.by or each.of
        assert not set(each.by) & set(each.of)
        assert all(text[at.start : at.end] == at.quote for at in each.evidence)
    assert demands(text) == found
