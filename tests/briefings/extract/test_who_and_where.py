"""Who did it and where, in notes and dispatches: claims, blame, doers by word order, posted and unlisted places."""

from __future__ import annotations

from datetime import date

import pytest

from briefings.extract import extract
from briefings.records import Article


def doers(text: str) -> set[str]:
    """The attackers of all strikes in ``text``."""
    return {name for strike in extract(Article(id="note", text=text)).strikes for name in strike.attackers}


def places(text: str) -> set[str]:
    """The places of all strikes and casualties in ``text``."""
    found = extract(Article(id="note", text=text))
    names = {place.name for strike in found.strikes for place in strike.places}
    return names | {each.place.name for each in found.casualties if each.place}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # claims
        ("A bomb killed six in a market in Lahore. Lashkar-e-Jhangvi later claimed it.", {"Lashkar-e-Jhangvi"}),
        ("Ten soldiers were killed in Konna. Katiba Macina claimed the attack.", {"Katiba Macina"}),
        ("A blast wounded two in Bilbao. ETA claimed and then apologised for the bombing.", {"ETA"}),
        (
            "Mortars hit a school in Juba, killing two. Both the SPLM-IO and the NAS claimed it.",
            {"SPLM-IO", "National Salvation Front"},
        ),
        # blame
        ("Mine hits bus nr Jaffna: 9 killed; LTTE blamed", {"Liberation Tigers of Tamil Eelam"}),
        ("A priest was strangled in Iligan. Police suspect the Maute Group.", {"Maute group"}),
        ("UNITA guerrillas were blamed for a car bomb outside a bank in Huambo that hurt nine.", {"UNITA"}),
        ("A trader was shot dead in Lurgan. PIRA.", {"IRA"}),
        # doers that the parse loses
        ("Twelve villagers slain with machetes by Mai-Mai at Lubero.", {"Mai-Mai"}),
        ("RENAMO rebels trigger landmine, Sofala. 3 soldiers killed.", {"RENAMO"}),
        ("IS fighters executed five shepherds near Palmyra.", {"Islamic State"}),
        ("Maoist guerrillas of the PLFI torched two trucks in Khunti.", {"People's Liberation Front of India"}),
        # fighters told by their people, names that mean one group in one country
        ("Suspected Karbi militants shot a farmer in Diphu.", {"Karbi militants"}),
        ("GERMANY. RAF gunmen shot a banker dead in Bonn.", {"Red Army Faction"}),
        ("Members of the Lebanese Forces killed 40 refugees in Zahle.", {"Lebanese Forces"}),
    ],
)
def test_those_who_claim_it_are_blamed_or_stand_as_doers_are_the_attackers(text: str, expected: set[str]) -> None:
    assert doers(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A Jordanian gunman opened fire on a bus in Amman, killing two.",
        "Officials did not know whether rebels or bandits attacked Birao, killing four.",
        "A bomb killed three in Taizz. The Houthis denied any involvement.",
        "Two RSF fighters killed, one hurt by a mine in Nyala.",
        "The court accused the governor of kidnapping children in 2019.",
        "Shells killed four in Agdam. Armenia blamed Azerbaijan for it. Azerbaijan blamed Armenia for it.",
    ],
)
def test_an_unnamed_unsure_or_disputed_doer_is_left_out(text: str) -> None:
    assert doers(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4 rebels, 1 soldier killed in clash, Marawi", "Marawi"),
        ("Baquba: a car bomb killed three policemen.", "Baquba"),
        ("Car bomb Tuz Khurmatu, 7 killed, 22 wounded.", "Tuz Khurmatu"),
        ("Gunmen shot a teacher at Qoryo Wayn, Bay, Somalia.", "Qoryo Wayn"),
        ("Jets bombed Umm Qarnayn, Idlib. 5 killed.", "Umm Qarnayn"),
        ("Raiders killed nine herders near In Tillit, Mali.", "In Tillit"),
        ("Rebels attacked an army post at El Wak, Somalia.", "El Wak"),
        ("Assailants opened fire at the entrance to Kiryat Shmona, killing two soldiers.", "Kiryat Shmona"),
        ("Three gunmen arrived in Nicosia and opened fire on police, killing two.", "Nicosia"),
        ("Militia clashed with troops in Malakal. 7 soldiers were killed.", "Malakal"),
        ("Gunmen seized the Dubrovka theatre in Moscow and shot four hostages dead.", "Moscow"),
    ],
)
def test_a_place_is_read_where_a_note_puts_it(text: str, expected: str) -> None:
    assert places(text) == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "Strikes killed six people on the morning of Palm Sunday, officials said.",
        "Snipers killed two men, Ali and Hassan.",
    ],
)
def test_a_day_or_a_person_is_no_place(text: str) -> None:
    assert places(text) == set()


@pytest.mark.parametrize(
    ("text", "attackers"),
    [
        ("Boko Haram is active in Borno. Gunmen killed two traders in Mubi on Tuesday.", ()),
        ("Boko Haram spoke of a convoy. Elsewhere, unknown assailants shot two traders in Mubi.", ()),
        ("Boko Haram gunmen came at dusk. The gunmen killed two traders in Mubi on Tuesday.", ("Boko Haram",)),
    ],
)
def test_gunmen_are_somebody_new_unless_pointed_back_to(text: str, attackers: tuple[str, ...]) -> None:
    found = extract(Article(id="x", title="Traders killed in Mubi", text=text)).strikes
    assert {name for strike in found for name in strike.attackers} == set(attackers)


@pytest.mark.parametrize(
    "text",
    [
        "Rockets struck a depot on the edge of Gwoza, Nigeria, before dawn on Monday, killing 11 people.",
        "Shells hit a school in Gwoza shortly after midnight on Monday, killing 11 people.",
        "The toll of the shells that set fire to a depot in Gwoza on Monday has risen to 14.",
        "A car bomb that was set off outside a bank in Gwoza on Monday killed 11 people.",
    ],
)
def test_an_hour_of_the_day_or_a_fire_that_was_set_hides_no_day(text: str) -> None:
    found = extract(Article(id="x", title="Attack on Gwoza", text=text, published=date(2023, 3, 15))).strikes
    assert [strike.when.start for strike in found if strike.when] == [date(2023, 3, 13)]
