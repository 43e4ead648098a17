"""Actors: where the parties are named, and which of them a noun phrase stands for."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefings.extract import lexicon
from briefings.extract.actors import Actors, country_of
from briefings.extract.parse import parse
from briefings.extract.parties import countries, known, lexicon_index

RSF, SAF = "Rapid Support Forces", "Sudanese Armed Forces"
TPLF, TTP = "Tigray People's Liberation Front", "Tehrik-e-Taliban Pakistan"


def parties(text: str, noun: str, nth: int = 0) -> tuple[str, ...]:
    """The parties that the ``nth`` word ``noun`` of ``text`` stands for, counted from the end if negative."""
    sentences = parse(text)
    actors = Actors(sentences)
    found = [(sentence, word) for sentence in sentences for word in sentence.words if word.text == noun]
    return actors.parties(*found[nth])


def named(text: str) -> list[tuple[str, str, str]]:
    """Every mention of a party in ``text``: its words, the party and the kind."""
    sentences = parse(text)
    actors = Actors(sentences)
    return [
        (sentence.slice(mention.first, mention.last), mention.name, mention.kind)
        for sentence in sentences
        for mention in actors.mentions(sentence)
    ]


@pytest.mark.parametrize(
    ("text", "noun", "expected"),
    [
        # names and conjuncts
        ("Eritrea and Djibouti signed a pact.", "Eritrea", ("Eritrea", "Djibouti")),
        (
            "Saudi, US and African mediators met them in Jeddah.",
            "mediators",
            ("Saudi Arabia", "United States"),
        ),
        ("Hizbollah fired rockets at Haifa.", "Hizbollah", ("Hezbollah",)),
        ("The U.S. struck a depot in Deir al-Zor.", "U.S.", ("United States",)),
        # adjectives, possessors, "of", "for"
        ("Russian forces shelled Sumy at dawn.", "forces", ("Russia",)),
        ("Ukraine's air force lost a jet.", "force", ("Ukraine",)),
        ("Troops of Azerbaijan crossed the line.", "Troops", ("Azerbaijan",)),
        ("The head of the Omani delegation spoke first.", "head", ("Oman",)),
        ("A spokesman for the Houthis denied it.", "spokesman", ("Houthis",)),
        ("Fighters loyal to Haftar took the airfield.", "Fighters", ("Libyan National Army",)),
        ("Officials in Kigali denied the charge.", "Officials", ("Rwanda",)),
        # a backer is not the party, a leader of a coalition is
        ("Rwanda-backed M23 rebels entered Sake.", "rebels", ("M23",)),
        ("The Iran-backed Houthis hit a tanker.", "Houthis", ("Houthis",)),
        ("The Saudi-led coalition bombed Sanaa.", "coalition", ("Saudi-led coalition",)),
        ("The U.S.-led coalition bombed Mosul.", "coalition", ("US-led coalition",)),
        # forces by name, and an army that is a party of its own
        ("The IDF struck Khan Younis.", "IDF", ("Israel",)),
        ("Sudan's army retook the palace.", "army", (SAF,)),
        ("South Sudanese soldiers fled.", "soldiers", ("South Sudan",)),
        ("The Tatmadaw burned the village.", "Tatmadaw", ("Myanmar",)),
        # leaders
        ("Mr. Lavrov rejected the offer.", "Lavrov", ("Russia",)),
        ("Abdel Fattah al-Burhan ruled out talks.", "Burhan", (SAF,)),
        # fighters of no state
        ("Syrian rebels seized a base near Hama.", "rebels", ("Syrian rebels",)),
        ("Pro-Russian separatists shot down a jet.", "separatists", ("pro-Russian separatists",)),
        ("Moscow-backed separatists shelled Avdiivka.", "separatists", ("pro-Russian separatists",)),
        ("Kurdish fighters held the bridge.", "fighters", ("Kurdish fighters",)),
        ("Taliban militants overran the post.", "militants", ("Taliban",)),
        # nobody named, or somebody else
        ("Gunmen killed six farmers.", "Gunmen", ()),
        ("Unidentified attackers torched a school.", "attackers", ()),
        ("Ukraine's allies promised air defences.", "allies", ()),
        ("The invasion of Kuwait shocked the world.", "invasion", ()),
        ("He said nothing.", "He", ()),
        # bodies that no list knows
        ("The Ituri Peace Committee urged calm.", "Committee", ("Ituri Peace Committee",)),
    ],
)
def test_a_phrase_stands_for_the_party_that_its_grammar_names(text: str, noun: str, expected: tuple[str, ...]) -> None:
    assert parties(text, noun) == expected


@pytest.mark.parametrize(
    ("text", "noun", "expected"),
    [
        ("Armenia accused Baku of shelling. It asked for an urgent meeting.", "It", ("Armenia",)),
        ("The Houthis freed ten sailors. They demanded fuel in return.", "They", ("Houthis",)),
        ("President Kagame met the envoy. He denied sending troops.", "He", ("Rwanda",)),
        ("Israel said its troops had left Rafah.", "troops", ("Israel",)),
        ("The Nigerian army attacked the camp. The army lost two men.", "army", ("Nigeria",)),
        ("Al-Shabaab shelled the airport. The group said it would go on.", "group", ("Al-Shabaab",)),
        ("M23 rebels took Kitchanga. Later the rebels burned homes.", "rebels", ("M23",)),
        ("Houthi rebels fired on a ship. Rebel gunfire killed a sailor.", "gunfire", ("Houthis",)),
        ("India and Pakistan traded fire. Both sides claimed gains.", "sides", ("India", "Pakistan")),
        ("Thailand and Cambodia agreed. The two countries will meet.", "countries", ("Thailand", "Cambodia")),
        ("Moscow presented a memorandum. The memorandum set terms.", "memorandum", ("Russia",)),
        ("The RSF besieged the city. The army dropped supplies.", "army", (SAF,)),
        ("The ELN ambushed a patrol. The government broke off talks.", "government", ("Colombia",)),
        ('"We will not yield," Netanyahu said.', "We", ("Israel",)),
        ("Ethiopian troops, who crossed at dawn, withdrew.", "who", ("Ethiopia",)),
        ("The talks failed. The group left.", "group", ()),
        ("Israel raided Hamas offices. The Palestinian group vowed revenge.", "group", ("Hamas",)),
        ("PKK fighters fled. The Kurdish militants left arms behind.", "militants", ("PKK",)),
        ("KNU troops took the hill. Junta jets bombed Thai soil.", "jets", ("Myanmar",)),
        ("It was clear that the road was closed.", "It", ()),
    ],
)
def test_a_reference_stands_for_the_nearest_fitting_party_before_it(
    text: str, noun: str, expected: tuple[str, ...]
) -> None:
    assert parties(text, noun, -1) == expected


@pytest.mark.parametrize(
    ("text", "noun", "expected"),
    [
        (
            "Oleh Bondar, Ukraine's deputy defence minister, arrived. Bondar was hopeful.",
            "Bondar",
            ("Ukraine",),
        ),
        ("Somali President Yusuf Warsame spoke. Warsame vowed revenge.", "Warsame", ("Somalia",)),
        (
            "Fighters of the Union of Kasai Brigades (UKB) fled. The UKB lost men.",
            "UKB",
            ("Union of Kasai Brigades",),
        ),
        (
            "The National Liberation Army (ELN) struck. National Liberation Army units left.",
            "units",
            ("ELN",),
        ),
        ("The National Liberation Army, or ELN, struck. The National Liberation Army left.", "Army", ("ELN",)),
        ("Former Georgian President Nino Beridze wrote a book. Beridze sold it.", "Beridze", ()),
    ],
)
def test_people_and_short_names_are_learned_from_the_article(text: str, noun: str, expected: tuple[str, ...]) -> None:
    assert parties(text, noun, -1) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kyiv said it shot down a jet.", [("Kyiv", "Ukraine", "country")]),
        ("An explosion shook Kyiv and a suburb.", []),
        ("They met in Doha and flew to Cairo.", []),
        ("Talks between Tehran and Washington stalled.", ["Iran", "United States"]),
        ("The crew sailed the South China Sea.", []),
        ("It came to us by car.", []),
        ("US and UN envoys met Putin.", ["United States", "United Nations", "Russia"]),
        ("Reporters from the Washington Post called.", []),
        ("A deal with the FARC, M23 and the TTP.", ["FARC", "M23", TTP]),
        ("The TPLF attacked ethnic Amharas.", [TPLF]),
    ],
)
def test_a_mention_is_a_party_named_and_a_capital_only_where_it_acts(
    text: str, expected: list[str] | list[tuple[str, str, str]]
) -> None:
    found = named(text)
    assert found == expected or [name for _, name, _ in found] == expected


def test_the_code_of_a_country_is_known_and_groups_have_none() -> None:
    assert country_of("DR Congo") == "CD"
    assert country_of("Kosovo") == "XK"
    assert country_of("Hamas") is None
    assert country_of("Atlantis") is None


def test_every_name_of_the_lexicon_leads_to_a_known_party() -> None:
    parties_known = known()
    assert len({party.name for party, _ in countries()}) == len(countries())
    for file in ("leaders.toml", "states.toml"):
        for section, names in lexicon.load(file).items():
            if section != "common":
                assert set(names) <= set(parties_known), file
    opponents = lexicon.load("parties.toml")["opponents"]
    assert {*opponents, *opponents.values()} <= set(parties_known)
    reached = {each.party.name for found in lexicon_index().values() for each in found if each.party}
    assert reached == set(parties_known)


WORDS = st.sampled_from(
    [
        "Russia",
        "Ukraine",
        "Kyiv",
        "the",
        "The",
        "army",
        "group",
        "rebels",
        "it",
        "its",
        "They",
        "who",
        "said",
        "shelled",
        "(",
        ")",
        "RSF",
        ",",
        ".",
        "and",
        "or",
        "of",
        "-",
        "“",
        "”",
        "'s",
        "US-led",
        "Putin",
        "President",
        "12",
        "армия",
        "军队",
        "both",
        "sides",
        "our",
        "leader",
        "MOSCOW",
        "known",
        "as",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=120)))
def test_any_text_gives_spans_in_order_and_known_parties_only_once_each(text: str) -> None:
    sentences = parse(text)
    actors, again = Actors(sentences), Actors(sentences)
    for sentence in sentences:
        after = 0
        for mention in actors.mentions(sentence):
            assert after <= mention.first <= mention.last < len(sentence.words)
            after = mention.last + 1
        for word in reversed(sentence.words):
            found = actors.parties(sentence, word)
            assert len(set(found)) == len(found)
            assert all(found)
        assert [actors.parties(sentence, word) for word in sentence.words] == [
            again.parties(sentence, word) for word in sentence.words
        ]
