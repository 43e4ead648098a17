"""Demands by other forms than a verb of asking: ultimatums, conditions, wishes, plans, lists."""

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


ASKED = {
    # ultimatums
    "Ethiopia has given Eritrea 72 hours to withdraw its soldiers and open the border.": [
        "Ethiopia > Eritrea: withdraw its soldiers",
        "Ethiopia > Eritrea: open the border",
    ],
    "Niger was given until Sunday to free the president.": [" > Niger: free the president"],
    # told that they must
    "Turkey told Sweden it must extradite the suspects before July.": [
        "Turkey > Sweden: extradite the suspects before July"
    ],
    "Uganda was told it must withdraw its soldiers.": [" > Uganda: withdraw its soldiers"],
    # conditions
    "Serbia will return to talks only when Kosovo has withdrawn its police and when Pristina has freed the mayors.": [
        "Serbia > Kosovo: withdraw its police",
        "Serbia > Kosovo: free the mayors",
    ],
    "Turkey would lift its veto if Sweden extradited the exiles and stopped funding the militia.": [
        "Turkey > Sweden: extradite the exiles",
        "Turkey > Sweden: stop funding the militia",
    ],
    "Kyiv would agree to a truce on condition that Moscow release the children.": [
        "Ukraine > Russia: release the children"
    ],
    "The Houthis said they would halt attacks on shipping once Israel ended the siege.": [
        "Houthis > Israel: end the siege"
    ],
    "Attacks will go on until the blockade is lifted and the prisoners are freed, the Houthi spokesman said.": [
        "Houthis > : lift the blockade",
        "Houthis > : free the prisoners",
    ],
    "The ELN had threatened to stay away unless two commanders still in jail were freed.": [
        "ELN > : free two commanders still in jail"
    ],
    "Hamas offered to free all hostages in return for an end to the war.": ["Hamas > : end the war"],
    # what is to be done to somebody or something
    "Serbia wants KFOR kept out of the north.": ["Serbia > : keep KFOR out of the north"],
    "Ankara wants Kurdish fighters to be barred from the conference.": [
        "Turkey > : bar Kurdish fighters from the conference"
    ],
    "The United Nations asked for the crossing to be reopened.": ["United Nations > : reopen the crossing"],
    # things that are handed over
    "Armenia wants a list of the captives and a timetable for their return.": [
        "Armenia > : provide a list of the captives",
        "Armenia > : provide a timetable for their return",
    ],
    # what only shows the deed asked
    "Damascus should prove its goodwill by opening the crossing and by releasing detainees, Jordan's king said.": [
        "Jordan > Syria: open the crossing",
        "Jordan > Syria: release detainees",
    ],
    # that-clauses side by side, behind a parenthesis, with "be", with a gerund
    "Egypt proposed that both armies pull back and that Ethiopia halt the filling of the dam.": [
        "Egypt > : pull back",
        "Egypt > Ethiopia: halt the filling of the dam",
    ],
    "Beijing insisted, in a letter to the Security Council, that Washington remove its missiles.": [
        "China > United States: remove its missiles"
    ],
    "Iran demanded that the talks be indirect.": ["Iran > : make the talks indirect"],
    "Saudi Arabia insists on Iran ending its support for the Houthis.": [
        "Saudi Arabia > Iran: end its support for the Houthis"
    ],
    # papers
    "France put forward a plan under which Lebanon would disarm Hezbollah.": ["France > Lebanon: disarm Hezbollah"],
    "Under the French proposal, Rwanda would recall its troops, while Congo would stop backing the FDLR.": [
        "France > Rwanda: recall its troops",
        "France > DR Congo: stop backing the FDLR",
    ],
    # lists
    "Lavrov set out Russia's terms: Ukraine must renounce NATO, sanctions must be lifted and Kyiv must disarm.": [
        "Russia > Ukraine: renounce NATO",
        "Russia > : lift sanctions",
        "Russia > Ukraine: disarm",
    ],
    # who asks and who is asked
    "Opposition leader Julius Malema urged South Africa to withdraw its soldiers from Congo.": [
        " > South Africa: withdraw its soldiers from Congo"
    ],
    "The United States urged the junta to stop the bombing.": ["United States > : stop the bombing"],
    "Chief M23 negotiator Benjamin Mbonimpa arrived in Doha. Mbonimpa asked Qatar to guarantee a truce.": [
        "M23 > Qatar: guarantee a truce"
    ],
}

NOT_ASKED = [
    # a time given for nothing asked
    "The talks gave both sides a week to regroup.",
    "Washington has pressed both sides for weeks.",
    # own aims, outcomes of both, what is feared, what happens by itself
    "Operations will continue until a final settlement is signed, the Colombian defence minister said.",
    "Russia will fight until its goals are achieved, Putin said.",
    "Israel said it would continue the offensive until Hamas is destroyed.",
    "Iran would withdraw from the treaty if Europe imposed sanctions.",
    "Israel would end the truce if Hamas did not free the hostages.",
    "Russia would retaliate if Ukraine attacked the bridge.",
    "Schools will stay closed until the floods recede.",
    # terms of a deal, a draft of both sides
    "The ceasefire took effect on Sunday. It provides for the release of hostages and a withdrawal of Israeli troops.",
    "Under the draft, Israel would leave the town within 60 days.",
    "Three hostages were freed in exchange for the release of 90 Palestinian prisoners.",
    # no request told
    "A delegation formed to propose a truce met no rebels.",
    "Ukraine wants to be admitted to NATO.",
    "The general told his troops they must hold the line.",
]

ASKING = "Turkey demanded that Sweden extradite the exiles and ban the rallies. "


@pytest.mark.parametrize("text", ASKED)
def test_each_form_of_asking_gives_its_demands(text: str) -> None:
    assert told(text) == ASKED[text]


@pytest.mark.parametrize("text", NOT_ASKED)
def test_what_looks_like_asking_is_no_demand(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("answer", "response"),
    [
        # pointing back
        ("Stockholm ruled it out.", "rejected"),
        ("Stockholm has refused so far.", "rejected"),
        ("Stockholm has refused to do so.", "rejected"),
        ("Stockholm rejected both.", "rejected"),
        ("Stockholm brushed the request aside.", "rejected"),
        ("Sweden said neither demand would be met.", "rejected"),
        ("Sweden said it agreed in principle.", "accepted"),
        ("Stockholm complied.", "accepted"),
        # verdicts and defiance
        ("Sweden called the demand absurd.", "rejected"),
        ("Sweden's prime minister said that was unacceptable.", "rejected"),
        ('"This is out of the question," Sweden\'s foreign minister said.', "rejected"),
        ("Sweden will not bow to threats, its foreign minister said.", "rejected"),
        # readiness
        ("Sweden said it was open to the idea.", "considering"),
        ("Stockholm said it would study the demand.", "considering"),
        ("Sweden said it would need a week to consider the demand.", "considering"),
        ('Sweden said it was "ready to look at" the idea.', "considering"),
        # the passive, one who was not asked
        ("The demand was rejected out of hand.", "rejected"),
        ("Norway dismissed the demand.", "rejected"),
        # no answers
        ("Sweden has yet to accept the demand.", "none"),
        ("Sweden has not replied.", "none"),
        ("Sweden's prime minister dismissed the accusation.", "none"),
        ("Sweden must accept the demand, NATO said.", "none"),
        ("If Sweden rejects the demand, the talks will end.", "none"),
        ("One analyst called the demand unrealistic.", "none"),
        ("Sweden's foreign minister refused to comment.", "none"),
        ("Sweden accepted the invitation to a summit.", "none"),
        ("Sweden has not ruled it out.", "none"),
    ],
)
def test_an_answer_is_told_by_many_verbs_and_may_point_back(answer: str, response: str) -> None:
    found = [each for each in demands(ASKING + answer) if each.by == ("Turkey",)]
    assert [each.response for each in found] == [response, response]


def test_a_deed_refused_by_its_own_verb_is_rejected() -> None:
    (demand,) = demands("Hamas demanded that Israel withdraw from Gaza. Israel refused to withdraw from the corridor.")
    assert (demand.response, demand.response_by) == ("rejected", ("Israel",))


def test_an_aside_between_the_asker_and_the_verb_hides_nobody() -> None:
    (demand,) = demands("The Syrian opposition, which took no part in the talks, called on Russia to stop the raids.")
    assert (demand.by, demand.of, demand.text) == (("Syrian opposition",), ("Russia",), "stop the raids")


def test_what_people_should_expect_is_asked_of_nobody() -> None:
    assert demands("The minister said nobody should expect a ceasefire between Israel and Hamas by May.") == ()


def test_arms_are_laid_down_and_never_lied() -> None:
    found = demands("President Rajapaksa said there could be no talks unless the Tigers first lay down arms.")
    assert [each.text for each in found] == ["lay down arms"]
