"""Attacks: who hit whom, with what, where and when; and what is no attack at all."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.extract import extract
from briefings.records import Article, Strike

MONDAY = date(2025, 6, 2)


def strikes(text: str) -> tuple[Strike, ...]:
    return extract(Article(id="x", text=text, published=MONDAY)).strikes


def one(text: str) -> Strike:
    found = strikes(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "attackers", "weapons", "places"),
    [
        # active, passive, nominal, reduced, headline
        ("Russian forces shelled Kherson on Sunday.", ["Russia"], ["artillery"], ["Kherson"]),
        ("Tehran was struck by Israeli jets early on Friday.", ["Israel"], ["airstrike"], ["Tehran"]),
        ("The shelling of Kherson by Russian forces killed three people.", ["Russia"], ["artillery"], ["Kherson"]),
        ("A drone attack carried out by Hezbollah hit Haifa.", ["Hezbollah"], ["drone"], ["Haifa"]),
        ("Houthi missile hits tanker in Red Sea.", ["Houthis"], ["missile"], ["Red Sea"]),
        ("Militants of Boko Haram stormed an army base in Baga.", ["Boko Haram"], ["ground assault"], ["Baga"]),
        # where the parser takes the verb of a headline for a noun, or a place for the doer
        ("Turkish artillery shells YPG positions near Tal Rifaat.", ["Turkey"], ["artillery"], ["Tal Rifaat"]),
        ("Taliban storm checkpost in Helmand", ["Taliban"], ["ground assault"], ["Helmand"]),
        ("On July 3, in Balad, Salah ad Din, Iraq, gunmen fired on pilgrims.", [], ["small arms"], ["Balad"]),
        ("05/17/2015: An explosive device planted in a bin detonated in Kabul.", [], ["bomb"], ["Kabul"]),
        # vehicles, mines, blades
        ("A truck packed with explosives blew up in Mosul.", [], ["vehicle bomb"], ["Mosul"]),
        ("A mine laid by Houthi fighters killed a boy in Hays.", ["Houthis"], ["mine"], ["Hays"]),
        ("An army truck hit a landmine near Gao.", [], ["mine"], ["Gao"]),
        ("Assailants with machetes attacked villagers in Beni.", [], ["other"], ["Beni"]),
        # explosives and small arms, doer unnamed
        ("A car bomb exploded near a market in Mogadishu.", [], ["vehicle bomb"], ["Mogadishu"]),
        ("Gunmen opened fire on a police checkpoint in Kunduz.", [], ["small arms"], ["Kunduz"]),
        ("A suicide bomber blew himself up outside a mosque in Kabul.", [], ["suicide bomb"], ["Kabul"]),
    ],
)  # fmt: skip
def test_an_attack_is_read_in_every_grammar(
    text: str, attackers: list[str], weapons: list[str], places: list[str]
) -> None:
    strike = one(text)
    assert list(strike.attackers) == attackers
    assert list(strike.weapons) == weapons
    assert [place.name for place in strike.places] == places


@pytest.mark.parametrize(
    "text",
    [
        "Israel threatened to bomb the ports that the Houthis hold.",
        "The army foiled a militant attack on the base in Mosul.",
        "Russia denied that its troops had shelled the hospital.",
        "Rebels could attack the city of Goma within days, the governor warned.",
        "The army held a military exercise in which troops simulated an attack on an island.",
        "Thousands of railway workers went on strike in Paris over pay.",
        "The striker hit the post twice before his late strike beat the goalkeeper.",
    ],
)
def test_what_did_not_happen_or_is_no_attack_is_no_record(text: str) -> None:
    assert strikes(text) == ()


def test_the_same_attack_told_again_is_one_record_with_all_its_evidence() -> None:
    strike = one(
        "A drone struck a mosque in El Fasher on Friday, killing dozens of civilians.\n"
        "Medics blamed the Rapid Support Forces for the attack.\n"
        "The strike came as worshippers gathered for dawn prayers."
    )
    assert len(strike.evidence) >= 2


def test_attacks_on_two_places_stay_apart() -> None:
    found = strikes("Russian artillery shelled Kherson on Sunday. Russian missiles hit a plant in Kharkiv on Monday.")
    assert [place.name for strike in found for place in strike.places] == ["Kherson", "Kharkiv"]


def test_a_claim_of_responsibility_names_the_attacker() -> None:
    strike = one("A bomb tore through a bus in Quetta on Sunday. The Baloch Liberation Army claimed the attack.")
    assert strike.attackers == ("Baloch Liberation Army",)


def test_munitions_launched_and_intercepted_are_told_apart_by_kind() -> None:
    strike = one(
        "Russia launched 450 drones and 71 missiles at Ukraine overnight, "
        "and Ukrainian air defences shot down 38 missiles."
    )
    counted = {
        munition.weapon: (
            munition.launched and munition.launched.best,
            munition.intercepted and munition.intercepted.best,
        )
        for munition in strike.munitions
    }
    assert counted == {"drone": (450, None), "missile": (71, 38)}


def test_a_report_without_any_word_of_war_but_a_party_that_attacks_is_read() -> None:
    assert one("Russia struck Kyiv on Sunday, killing three people.").attackers == ("Russia",)


def test_a_claim_in_a_sentence_of_its_own_goes_to_the_attack_before_it() -> None:
    strike = one(
        "Assailants opened fire on a police checkpoint in Kunduz. Two officers were killed and one wounded. "
        "The Taliban claimed responsibility."
    )
    assert strike.attackers == ("Taliban",)
    assert "claimed" in strike.evidence[-1].quote


def test_the_country_whose_town_was_hit_is_the_defender() -> None:
    assert one("Israeli warplanes bombed Sanaa on Sunday.").defenders == ("Yemen",)


def test_a_denial_and_a_missing_verification_reach_the_reader() -> None:
    text = (
        "Rebels said government jets bombed the town of Ariha on Sunday, killing six people. "
        "The claim could not be independently verified."
    )
    warnings = extract(Article(id="x", text=text, published=MONDAY)).warnings
    assert warnings == ("s1: the article says that this could not be verified",)


@pytest.mark.parametrize(
    ("sentence", "attackers"),
    [
        ("Ansar al-Dine was suspected.", ["Ansar al-Dine"]),
        ("The Omdurman Brigade of the Martyrs claimed responsibility.", ["Omdurman Brigade of the Martyrs"]),
        ("Sources attributed the attack to the Moro Islamic Liberation Front.", ["Moro Islamic Liberation Front"]),
        ("Al-Shabaab claimed to have killed nine soldiers.", ["Al-Shabaab"]),
        ("No group claimed responsibility.", []),
        ("Officials accused Rwanda of sending troops across the border.", []),
    ],
)  # fmt: skip
def test_a_claim_or_blame_of_its_own_sentence_names_the_attackers(sentence: str, attackers: list[str]) -> None:
    assert (
        list(one(f"A bomb exploded outside a barracks in Kidal, killing two soldiers. {sentence}").attackers)
        == attackers
    )


@pytest.mark.parametrize(
    "text",
    [
        "A gas leak caused an explosion in a block of flats in Kharkiv on Monday. Soldiers helped to clear the rubble.",
        "North Korea launched two ballistic missiles that flew 500 kilometres before falling into the sea.",
        "An army helicopter came down during a night flight near Goma, killing four soldiers, the military said.",
        "Trucks carrying missiles and drones rolled past the president at the army's parade in Tehran.",
    ],
)
def test_accidents_tests_and_parades_are_no_attacks(text: str) -> None:
    assert strikes(text) == ()


def test_a_figure_told_late_of_a_long_report_is_quoted_too() -> None:
    again = "The attack on Odesa on Monday hit a depot and burned for hours."
    text = "\n\n".join(["Russia attacked Odesa with drones on Monday.", *[again] * 9, "The attack was by 71 drones."])
    (strike,) = extract(Article(id="x", text=text, published=date(2025, 6, 3))).strikes
    (drones,) = strike.munitions
    assert drones.launched
    assert any(drones.launched.text in each.quote for each in strike.evidence)
