"""Attacks of coders' notes: the weapons that no grammar ties to them, and what is no attack."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.extract import extract
from briefings.records import Article


def _weapons(text: str) -> set[str]:
    return {weapon for strike in extract(Article(id="x", text=text)).strikes for weapon in strike.weapons}


@pytest.mark.parametrize(
    ("note", "weapons"),
    [
        ("Yemen: landmine, Taizz. Girl (9) killed.", {"mine"}),
        ("IRAQ. Two bombs in Kirkuk market. 14 dead.", {"bomb"}),
        ("Van bomb, Azaz. 7 killed, 22 wounded.", {"vehicle bomb"}),
        ("Rebels fired an RPG at a police post in Jolo, killing two officers.", {"rocket"}),
        ("Youths threw petrol bombs at a bank branch in Bilbao; the door was burned.", {"arson"}),
        ("Farmers attacked in Benue with machetes. Four killed.", {"other"}),
        ("SVBIED at Mansoura barracks, Aden; 10 soldiers killed.", {"vehicle bomb", "suicide bomb"}),
        ("A suicide bomber rammed a convoy near Quetta, killing nine soldiers.", {"vehicle bomb", "suicide bomb"}),
        (
            "A rented truck filled with ammonium nitrate was set off outside a court in Oslo; 8 killed.",
            {"vehicle bomb"},
        ),
        ("Two guards were drugged and strangled in Zamboanga; rebels are suspected.", {"other"}),
        ("Maoist rebels ambushed a police patrol near Gadchiroli. Three constables were killed.", {"ground assault"}),
    ],
)
def test_a_note_tells_with_what_its_people_were_hurt(note: str, weapons: set[str]) -> None:
    assert _weapons(note) == weapons


@pytest.mark.parametrize(
    "note",
    [
        "Three journalists were abducted in Homs by rebels.",
        "An arms cache with 40 rockets was found by soldiers near Sidon.",
        "A roadside bomb was discovered and defused near an army post in Mandera.",
        "The army tested a new rocket launcher in an exercise near Kapustin.",
        "Militants plan to plant a bomb in Quetta, the police warned. No casualties.",
    ],
)
def test_what_was_found_rehearsed_or_planned_is_no_attack_and_abduction_is_none(note: str) -> None:
    assert _weapons(note) == set()


def test_fighters_who_come_themselves_make_a_ground_assault_and_states_at_large_do_not() -> None:
    assert _weapons("Al-Shabaab fighters attacked an army base near Afgoye. Nine soldiers were killed.") == {
        "ground assault"
    }
    assert _weapons("Russia attacked Kharkiv on Monday, killing two people, Ukraine said.") == set()


def test_rockets_fired_on_a_friday_are_no_shots_at_it() -> None:
    text = "Rockets fired by insurgents on Friday hit Hama, killing four people."
    (strike,) = extract(Article(id="x", title="Attack in Syria", text=text, published=date(2025, 3, 10))).strikes
    assert strike.weapons == ("rocket",)
    assert strike.when
    assert strike.when.start == date(2025, 3, 7)
