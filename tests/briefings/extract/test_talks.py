"""Talks: told from other meetings, sorted into rounds, with what came of them."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefings.extract.actors import Actors
from briefings.extract.attribution import Attribution
from briefings.extract.counts import Counts
from briefings.extract.dates import Dates
from briefings.extract.parse import parse
from briefings.extract.places import Places
from briefings.extract.reading import Reading
from briefings.extract.talks import find_talks
from briefings.records import Article

if TYPE_CHECKING:
    from briefings.records import Talk

PUBLISHED = date(2024, 3, 20)
"""A Wednesday."""


@cache
def talks_in(text: str) -> tuple[Talk, ...]:
    article = Article(id="a", published=PUBLISHED, text=text)
    sentences = parse(text)
    actors = Actors(sentences)
    parts = Places(sentences, actors), Dates(sentences, PUBLISHED), Counts(sentences), Attribution(sentences, actors)
    return find_talks(Reading(article, sentences, actors, *parts))


def the_one(text: str) -> Talk:
    found = talks_in(text)
    assert len(found) == 1, found
    return found[0]


WHO = [
    (
        "Houthi and Saudi officials held a second round of talks in Sanaa last week, mediated by Oman.",
        {"Houthis", "Saudi Arabia"},
        {"Oman"},
    ),
    (
        (
            "The presidents of Rwanda and the Democratic Republic of Congo will meet in Luanda on "
            "Friday for talks hosted by Angola."
        ),
        {"Rwanda", "DR Congo"},
        {"Angola"},
    ),
    (
        "US-brokered talks between Israel and Lebanon are due to resume in Naqoura next week.",
        {"Israel", "Lebanon"},
        {"United States"},
    ),
    (
        "Iran and the United States held a fourth round of nuclear talks in Muscat on Sunday, with Oman mediating.",
        {"Iran", "United States"},
        {"Oman"},
    ),
    (
        (
            "Thailand's government and the Barisan Revolusi Nasional rebels held peace talks in Kuala "
            "Lumpur with Malaysia as facilitator."
        ),
        {"Thailand", "Barisan Revolusi Nasional"},
        {"Malaysia"},
    ),
    (
        (
            "Delegations from Yemen's government and the Houthis ended a week of UN-sponsored talks in "
            "Amman without any progress."
        ),
        {"Yemen", "Houthis"},
        {"United Nations"},
    ),
    (
        (
            "An Israeli delegation led by Mossad chief David Barnea held talks in Doha with mediators "
            "from Qatar, Egypt and the United States."
        ),
        {"Israel"},
        {"Qatar", "Egypt", "United States"},
    ),
    (
        "Syrian opposition leaders walked out of UN-led peace talks with the government in Geneva on Tuesday.",
        {"Syria", "Syrian opposition"},
        {"United Nations"},
    ),
    (
        "South Sudan's President Salva Kiir and rebel leader Riek Machar met face to face in Addis Ababa on Wednesday.",
        {"South Sudan", "SPLM-IO"},
        set(),
    ),
    (
        "The two Koreas held military talks at Panmunjom on Thursday and agreed to reopen a hotline.",
        {"North Korea", "South Korea"},
        set(),
    ),
    (
        "Nigerien junta leaders met a delegation from ECOWAS in Niamey on Saturday, but there was no breakthrough.",
        {"Niger"},
        {"ECOWAS"},
    ),
]


@pytest.mark.parametrize(("text", "parties", "mediators"), WHO)
def test_parties_are_told_from_those_who_go_between(text: str, parties: set[str], mediators: set[str]) -> None:
    talk = the_one(text)
    assert set(talk.parties) == parties
    assert set(talk.mediators) == mediators


STATUS = [
    ("Pakistan called off talks with the Afghan Taliban in Istanbul after a suicide bombing.", "called_off", "none"),
    ("Talks between Congo and the M23 planned for Tuesday in Luanda were cancelled.", "called_off", "none"),
    (
        "Hamas suspended indirect negotiations with Israel on Sunday, accusing it of violating the truce.",
        "suspended",
        "none",
    ),
    ("Pyongyang cut off dialogue with Seoul.", "suspended", "none"),
    ("Turkey offered to host talks between Russia and Ukraine in Istanbul.", "proposed", "unknown"),
    ("Kenya will host peace talks between Congo and the M23 next month.", "planned", "unknown"),
    ("Somalia and Ethiopia agreed to hold technical talks in Ankara by the end of May.", "planned", "unknown"),
    ("Ceasefire talks between Israel and Hamas in Cairo are continuing.", "ongoing", "unknown"),
    ("Washington is trying to broker a ceasefire between Israel and Hezbollah.", "ongoing", "unknown"),
    ("Truce talks between Israel and Hamas in Cairo remain deadlocked.", "held", "none"),
    (
        (
            "Colombia and the ELN concluded a sixth round of peace talks in Havana on Tuesday without "
            "agreeing to extend their truce."
        ),
        "held",
        "none",
    ),
    (
        (
            "Serbian President Aleksandar Vucic and Kosovo Prime Minister Albin Kurti failed to reach "
            "an agreement at EU-mediated talks in Brussels."
        ),
        "held",
        "none",
    ),
    ("India and Pakistan agreed on Tuesday to observe a ceasefire along the Line of Control.", "held", "agreement"),
]


@pytest.mark.parametrize(("text", "status", "outcome"), STATUS)
def test_status_and_outcome_follow_the_verb(text: str, status: str, outcome: str) -> None:
    talk = the_one(text)
    assert (talk.status, talk.outcome) == (status, outcome)


AGREED = [
    (
        (
            "Sudan's army and the Rapid Support Forces signed an agreement in Jeddah on Monday to allow "
            "aid convoys into Darfur and to withdraw from hospitals."
        ),
        ["allow aid convoys into Darfur", "withdraw from hospitals"],
    ),
    (
        "Israel and Hamas reached a deal on a four-day truce and the release of 50 hostages, Qatar said on Wednesday.",
        ["four-day truce", "release of 50 hostages"],
    ),
    (
        (
            "Under the deal, brokered by Qatar and Egypt, Hamas will free 33 hostages and Israel will "
            "release hundreds of prisoners."
        ),
        ["Hamas will free 33 hostages", "Israel will release hundreds of prisoners"],
    ),
    (
        (
            "The Syrian government and the Syrian Democratic Forces struck a deal on Sunday to hand "
            "over the airport in Qamishli."
        ),
        ["hand over the airport in Qamishli"],
    ),
    (
        (
            "Russian President Vladimir Putin and Ukrainian President Volodymyr Zelensky spoke by phone "
            "on Tuesday and agreed to exchange 100 prisoners of war."
        ),
        ["exchange 100 prisoners of war"],
    ),
    (
        (
            "Moscow and Kyiv have agreed to stop strikes on energy facilities, the White House said "
            "after talks with both delegations in Riyadh."
        ),
        ["stop strikes on energy facilities"],
    ),
    (
        "Eritrea and Ethiopia signed a joint declaration of peace and friendship in Asmara.",
        ["joint declaration of peace and friendship"],
    ),
    ("A prisoner swap between Saudi Arabia and the Houthis was agreed in Bern on Monday.", ["prisoner swap"]),
    ("Ukraine and Russia swapped 390 prisoners each on Friday.", ["swapped 390 prisoners each"]),
    (
        (
            "Colombia and the FARC announced a bilateral ceasefire on Thursday. The pact calls for "
            "rebels to disarm within 180 days and provides for special zones."
        ),
        ["bilateral ceasefire", "rebels to disarm within 180 days", "special zones"],
    ),
    (
        (
            "Indonesia and the Free Aceh Movement signed a memorandum of understanding in Helsinki. "
            "Under the memorandum, the rebels will surrender their weapons."
        ),
        ["memorandum of understanding", "rebels will surrender their weapons"],
    ),
]


@pytest.mark.parametrize(("text", "agreements"), AGREED)
def test_each_thing_agreed_is_a_phrase_of_the_article(text: str, agreements: list[str]) -> None:
    talk = the_one(text)
    assert list(talk.agreements) == agreements
    assert talk.outcome == "agreement"


NO_TALKS = [
    "Arsenal are in talks with Chelsea over a deal for the striker, who is wanted by several clubs.",
    "Barcelona and the midfielder agreed a new deal on Friday.",
    "Union leaders and the railway company met on Monday to discuss wages and agreed to suspend their strike.",
    "Britain and India held trade talks in London on Tuesday and agreed to cut tariffs on whisky.",
    "China and Russia held a joint summit in Beijing, hailing their trade ties and economic cooperation.",
    "The rebels said they would meet any attack with force.",
    "The army's offer met with resistance from villagers near Goma after fighting with M23.",
    "The defence ministry held a press conference in Kyiv on Monday about the attack.",
    "He talks about the war in Gaza every night on television.",
    "Analysts say prospects for peace talks between Israel and Hamas are dim.",
    "The United Nations called for talks between the warring parties in Sudan.",
    "There were no talks between Israel and Hamas this week, officials said.",
    "Hamas rejected a ceasefire proposal from Israel, saying it did not meet its conditions.",
    "Militants broke a ceasefire in Helmand and killed four soldiers, the Afghan army said.",
    "Cameroon's government denied that it had asked Canada to mediate in talks with Anglophone separatists.",
    "Zelensky met wounded soldiers in a Kharkiv hospital on Monday.",
    "NATO defence ministers met in Brussels on Thursday and agreed to send more weapons to Ukraine.",
    "It would be hard for Israel and Hezbollah to reach a deal, an analyst wrote.",
    "The army and police exchanged fire with militants in Kashmir.",
    "Mali's military government said it was ending the 2015 Algiers peace agreement with Tuareg rebels.",
]


@pytest.mark.parametrize("text", NO_TALKS)
def test_what_is_no_meeting_of_warring_parties_is_no_record(text: str) -> None:
    assert talks_in(text) == ()


def test_place_and_day_are_those_of_the_meeting() -> None:
    talk = the_one("The Taliban and the United States signed a peace deal in Doha on February 29, 2020.")
    assert talk.place is not None
    assert talk.place.name == "Doha"
    assert talk.when is not None
    assert talk.when.start == talk.when.end == date(2020, 2, 29)


def test_later_mentions_join_the_round_and_earlier_and_next_rounds_stand_apart() -> None:
    first, past, ahead = talks_in(
        "Afghan officials and Taliban negotiators held peace talks in Doha on Monday. "
        "The talks ended without a breakthrough. "
        "A first round of talks in Moscow on February 5 had led to an exchange of prisoners. "
        "The two sides will meet again in Tashkent on April 2."
    )
    assert (first.id, past.id, ahead.id) == ("t1", "t2", "t3")
    assert first.outcome == "none"
    assert past.when is not None
    assert past.when.start == date(2024, 2, 5)
    assert past.agreements == ("exchange of prisoners",)
    assert ahead.status == "planned"
    assert ahead.when == first.next_round
    assert set(first.parties) == set(past.parties) == set(ahead.parties) == {"Afghanistan", "Taliban"}


def test_talks_of_another_pair_are_another_record() -> None:
    one, other = talks_in(
        "Armenia and Azerbaijan held peace talks in Washington on Tuesday. "
        "Turkey and Syria held ceasefire talks in Moscow on the same day."
    )
    assert set(one.parties) == {"Armenia", "Azerbaijan"}
    assert set(other.parties) == {"Turkey", "Syria"}


def test_something_agreed_beside_a_failure_is_partial() -> None:
    talk = the_one(
        "Russia and Ukraine held talks in Istanbul on Monday and agreed to exchange the bodies of fallen soldiers. "
        "But there was no breakthrough on a ceasefire."
    )
    assert talk.outcome == "partial"
    assert talk.agreements == ("exchange the bodies of fallen soldiers",)


def test_one_partys_consent_is_no_agreement() -> None:
    assert talks_in("Kyiv agreed to a ceasefire a month ago, but Moscow has refused.") == ()


def test_heads_of_delegations_are_delegates_with_role_and_party() -> None:
    talk = the_one(
        "Russia and Ukraine held peace talks in Gomel on Monday. "
        "The Ukrainian delegation is headed by Defence Minister Oleksii Reznikov."
    )
    (delegate,) = talk.delegates
    assert (delegate.name, delegate.role, delegate.party) == ("Oleksii Reznikov", "Defence Minister", "Ukraine")


def test_who_tells_of_the_talks_is_kept() -> None:
    talk = the_one(
        "The two armies will hold talks on a truce between India and Pakistan on Friday, Pakistan's army said."
    )
    assert talk.attribution == ("Pakistan's army",)


PIECES = [text for text, *_ in [*WHO, *STATUS, *AGREED]] + NO_TALKS


@given(st.lists(st.sampled_from(PIECES), max_size=3), st.text(max_size=30), st.integers(0, 200))
@example([next(text for text, *_ in WHO if "fourth round" in text)], "", len("Iran and the U"))  # no party is left
@settings(max_examples=25, deadline=None)
def test_records_hold_the_contract_on_mangled_text(pieces: list[str], noise: str, cut: int) -> None:
    text = " ".join([*pieces, noise])[cut:]
    found = talks_in(text)
    assert [talk.id for talk in found] == [f"t{at}" for at in range(1, len(found) + 1)]
    for talk in found:
        assert talk.evidence
        assert talk.parties or talk.mediators  # "UN-led peace talks in Geneva" may leave its parties unnamed
        assert not set(talk.parties) & set(talk.mediators)
        assert all(text[each.start : each.end] == each.quote for each in talk.evidence)
        assert all(phrase and phrase in text for phrase in talk.agreements)


PLANNED = [
    (
        "Turkey will host the presidents of Azerbaijan and Armenia for peace talks in Ankara next week.",
        {"Azerbaijan", "Armenia"},
        {"Turkey"},
        "Ankara",
    ),
    (
        (
            "Fighting between the Sudanese army and the Rapid Support Forces goes on. Spain is to host a Sudan summit "
            "in Madrid on Friday."
        ),
        set(),
        {"Spain"},
        "Madrid",
    ),
    (
        (
            "Israel and Hezbollah exchanged fire on Monday, killing three. An Oman official has proposed that the two "
            "leaders hold ceasefire talks in Muscat on Friday."
        ),
        {"Israel", "Hezbollah"},
        set(),
        "Muscat",
    ),
    (
        "Shells fell on the town on the eve of talks between Israel and Syria in Paris.",
        {"Israel", "Syria"},
        set(),
        "Paris",
    ),
]


@pytest.mark.parametrize(("text", "parties", "mediators", "place"), PLANNED)
def test_meetings_ahead_are_planned_or_proposed(text: str, parties: set[str], mediators: set[str], place: str) -> None:
    talk = the_one(text)
    assert set(talk.parties) == parties
    assert mediators <= set(talk.mediators)
    assert talk.place is not None
    assert talk.place.name == place
    assert talk.status in {"planned", "proposed"}


def test_what_is_dated_after_the_report_has_not_been_held() -> None:
    talk = the_one("The minister is to represent Kyiv in Friday's peace talks with Russia in Geneva.")
    assert talk.status == "planned"


def test_an_offer_to_host_is_a_proposal_and_the_host_a_mediator() -> None:
    talk = the_one(
        "The matter will be raised in peace talks between Mali and JNIM, which Algeria has offered to host in April."
    )
    assert talk.status == "proposed"
    assert talk.mediators == ("Algeria",)


MEETINGS = [
    (
        "President Emmanuel Macron received Ukraine's foreign minister in Paris on Tuesday to discuss a ceasefire.",
        {"France", "Ukraine"},
    ),
    (
        "The Egyptian foreign minister told his Sudanese counterpart by phone on Monday that the fighting must stop.",
        {"Egypt", "Sudan"},
    ),
]


@pytest.mark.parametrize(("text", "parties"), MEETINGS)
def test_receptions_and_calls_are_talks(text: str, parties: set[str]) -> None:
    talk = the_one(text)
    assert set(talk.parties) == parties
    assert talk.status == "held"


def test_an_earlier_round_told_beside_the_present_one_is_its_own() -> None:
    now, before = talks_in(
        "Russian and Ukrainian negotiators are holding talks in the Turkish capital. The third round had ended there "
        "on March 10 without reaching a deal."
    )
    assert (now.status, now.outcome) == ("ongoing", "unknown")
    assert (before.status, before.outcome) == ("held", "none")
    assert before.when is not None
    assert before.when.start == date(2024, 3, 10)
    assert {talk.place.name for talk in (now, before) if talk.place} == {"Ankara"}


def test_talks_that_open_on_the_day_of_the_report_are_under_way() -> None:
    talk = the_one("Negotiations between Mali and JNIM, sponsored by Algeria, opened in Algiers on Wednesday.")
    assert talk.status == "ongoing"
    assert talk.mediators == ("Algeria",)


def test_a_pronoun_takes_up_the_talks_of_the_sentence_before() -> None:
    talk = the_one(
        "Peace talks between Yemen's government and the Houthis were to reopen in Kuwait this month. They were "
        "suspended in January after an attack on a convoy."
    )
    assert talk.status == "suspended"
    assert talk.when is not None
    assert talk.when.start == date(2024, 1, 1)


BETWEEN = [
    "Israel and Hamas resumed talks in Rome, with Norway's foreign minister in the chair.",
    "Israel and Hamas resumed talks in Rome. Norwegian mediators carried papers from room to room.",
    "Talks between Israel and Hamas, of which Norway is a guarantor, resumed in Rome.",
]


@pytest.mark.parametrize("text", BETWEEN)
def test_chairs_guarantors_and_mediators_told_after_go_between(text: str) -> None:
    talk = the_one(text)
    assert set(talk.parties) == {"Israel", "Hamas"}
    assert talk.mediators == ("Norway",)


def test_ministers_named_with_their_countries_are_both_parties() -> None:
    talk = the_one(
        "The truce was reached in Cairo after talks between Ministers Ali Hassan of Sudan and Omar Yusuf of Kenya."
    )
    assert set(talk.parties) == {"Sudan", "Kenya"}


def test_things_agreed_are_told_apart_at_a_repeated_preposition() -> None:
    talk = the_one(
        "The government of Mali and JNIM agreed on Monday to a ceasefire in Gao and to an exchange of prisoners."
    )
    assert talk.agreements == ("ceasefire in Gao", "exchange of prisoners")
    assert talk.place is None


@pytest.mark.parametrize(
    "text",
    [
        "The rebels declared a unilateral ceasefire on Monday. The truce, which took effect at dawn, will hold a week.",
        "The president urged Mali to negotiate with JNIM.",
        "Volodymyr Zelensky received a delegation of doctors in Kyiv on Monday after a missile attack.",
        "Sri Lanka is to host a cricket summit in Colombo on Friday after a bomb attack.",
    ],
)
def test_one_partys_word_a_plea_and_other_guests_are_no_talks(text: str) -> None:
    assert talks_in(text) == ()
