"""Numbers killed, injured, missing and captured, in the forms that news and coders' notes use."""

from __future__ import annotations

import pytest

from briefings.extract import extract, read
from briefings.extract.parse import parse
from briefings.extract.tolls import TollFinder
from briefings.records import Article

Found = dict[str, str]


def _tolls(text: str) -> list[tuple[str, str]]:
    reading = read(Article(id="x", text=text), parse(text))
    finder = TollFinder(reading)
    return [(toll.kind, toll.count.text) for each in reading.sentences for toll in finder.tolls(each)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # passive and active, full and elliptic
        ("More than 75 civilians were killed in the strike.", [("killed", "More than 75")]),
        ("A bomber killed at least 14 people and wounded eight.", [("killed", "at least 14"), ("injured", "eight")]),
        ("Police said 14 people had been killed and eight wounded.", [("killed", "14"), ("injured", "eight")]),
        ("Two officers were killed and one wounded.", [("killed", "Two"), ("injured", "one")]),
        ("5 killed, 10 injured in blast.", [("killed", "5"), ("injured", "10")]),
        ("Bomb in Baghdad market kills 9, wounds 23", [("killed", "9"), ("injured", "23")]),
        ("Gunmen shot dead two policemen in Karachi.", [("killed", "two")]),
        ("A policeman and his brother were gunned down.", [("killed", "A policeman and his brother")]),
        ("An assailant stabbed a soldier to death.", [("killed", "a soldier")]),
        # lists whose articles and verbs a note drops
        ("Four policemen, seven militants dead", [("killed", "Four"), ("killed", "seven")]),
        ("Three soldiers and a medic killed, six hurt", [("killed", "Three soldiers and a medic"), ("injured", "six")]),
        ("Roadside bomb kills two soldiers, interpreter in Ghazni", [("killed", "two soldiers, interpreter")]),
        ("Mortar fire kills family of five in Taiz", [("killed", "five")]),
        ("At least 16 people, all of them civilians, died.", [("killed", "At least 16")]),
        ("Rebels shot dead him, his wife and their daughter.", [("killed", "him, his wife and their daughter")]),
        # other ways of being killed and hurt
        ("Assailants hacked a headman to death near his home.", [("killed", "a headman")]),
        ("A shepherd lost a leg and two boys suffered burns.", [("injured", "A shepherd"), ("injured", "two")]),
        ("Gunmen shot a teacher in the chest.", [("injured", "a teacher")]),
        ("The army put its losses at 92.", [("killed", "92")]),
        ("Nine bodies were found in a ditch.", [("killed", "Nine")]),
        # put to death
        ("A taxi driver was strangled in Grozny.", [("killed", "A taxi driver")]),
        ("Three prisoners were hanged by the group.", [("killed", "Three")]),
        ("An explosion fatally wounded two soldiers.", [("killed", "two")]),
        ("Six shepherds had their throats cut.", [("killed", "Six")]),
        ("They cut the throats of two soldiers.", [("killed", "two")]),
        ("Four settlers were burned alive.", [("killed", "Four")]),
        ("Both sentries met their deaths.", [("killed", "Both sentries")]),
        ("Gunmen lined up nine passengers and shot them.", [("killed", "nine")]),
        ("The mayor was shot 16 times.", [("killed", "The mayor")]),
        ("The army said two militants were neutralised.", [("killed", "two")]),
        ("A tribal elder was found hanged.", [("killed", "A tribal elder")]),
        ("Five farmers were found beheaded.", [("killed", "Five")]),
        ("His corpse was found by the road.", [("killed", "His corpse")]),
        ("The bodies of two fishermen washed up.", [("killed", "two")]),
        ("Two men were abducted and killed.", [("captured", "Two"), ("killed", "Two")]),
        ("The pair died, as did a nurse.", [("killed", "The pair"), ("killed", "a nurse")]),
        ("Twin sisters were killed by a shell.", [("killed", "Twin sisters")]),
        ("The couple and their three children died.", [("killed", "The couple and their three children")]),
        # hurt
        ("Two guards were hit by shrapnel.", [("injured", "Two")]),
        ("A driver took a bullet in the leg.", [("injured", "A driver")]),
        ("Two villagers were badly burned.", [("injured", "Two")]),
        ("The teacher was beaten unconscious.", [("injured", "The teacher")]),
        ("It left three passengers with bullet wounds.", [("injured", "three")]),
        ("The blast injured seven, two critically.", [("injured", "seven")]),
        ("It left five dead and eight others nursing injuries.", [("killed", "five"), ("injured", "eight")]),
        ("A guard suffered a broken arm.", [("injured", "A guard")]),
        # notes
        ("15 soldiers killed 72 taken hostage.", [("killed", "15"), ("captured", "72")]),
        ("Dead: 12. Wounded: 20.", [("killed", "12"), ("injured", "20")]),
        ("Boy (11) killed, 2 hurt", [("killed", "Boy"), ("injured", "2")]),
        ("The army admitted to one dead sergeant and six wounded.", [("killed", "one"), ("injured", "six")]),
        ("4 rebels dead and 2 children injured.", [("killed", "4"), ("injured", "2")]),
        ("Roadside bomb: three ANA dead, 7 hurt", [("killed", "three"), ("injured", "7")]),
        ("A strike left ten people dead and about 40 hurt.", [("killed", "ten"), ("injured", "about 40")]),
        ("Gunmen shot six men dead and wounded five others.", [("killed", "six"), ("injured", "five")]),
        ("9 Kurds including a woman shot dead", [("killed", "9")]),
        # names
        (
            "Reporter Ali Hassan, cameraman Omar Saleh and their driver were killed.",
            [("killed", "Reporter Ali Hassan, cameraman Omar Saleh and their driver")],
        ),
        # a total and its parts
        ("Both drivers, a brother and sister, were torn to pieces.", [("killed", "Both drivers")]),
        ("Five people (three men and two women) were killed.", [("killed", "Five")]),
        ("Six people, two nuns among them, were killed.", [("killed", "Six")]),
        ("Three people died, two guards and a driver.", [("killed", "Three")]),
        ("Rebels killed two nuns, a cook and a guard.", [("killed", "two nuns, a cook and a guard")]),
        ("Three generations of one family, eight persons in all, were executed.", [("killed", "eight")]),
        ("12 people died, including a nun, 3 wounded.", [("killed", "12"), ("injured", "3")]),
        # who somebody is adds nobody
        ("Ali Haddad, a lawyer, was shot dead.", [("killed", "Ali Haddad")]),
        ("They beheaded a hostage, a Polish engineer, in May.", [("killed", "a hostage")]),
        # ages are no numbers of people
        ("Two brothers, aged 27 and 28, were shot dead.", [("killed", "Two")]),
        ("Two boys, 12 and 14, were hurt.", [("injured", "Two")]),
        # singled out of a toll, or no toll
        ("The blast killed 12 people, among them a nurse and her son.", [("killed", "12")]),
        ("Two of the dead were rescuers.", []),
        ("Rebels seized two key cities.", []),
        # nouns
        ("The raid caused three deaths and 19 injuries.", [("killed", "three"), ("injured", "19")]),
        ("It resulted in the deaths of seven people.", [("killed", "seven")]),
        ("Fatalities: 5.", [("killed", "5")]),
        ("The death toll rose to 43 on Friday.", [("killed", "43")]),
        ("The Observatory put the toll at 20.", [("killed", "20")]),
        ("The number of people killed climbed to at least 171.", [("killed", "at least 171")]),
        # adjectives
        ("The blast left 12 people dead and dozens injured.", [("killed", "12"), ("injured", "dozens")]),
        ("There are 21 confirmed dead and at least 20 injured.", [("killed", "21"), ("injured", "at least 20")]),
        ("The ambush left five soldiers dead and three missing.", [("killed", "five"), ("missing", "three")]),
        ("Dozens of sailors are listed as missing.", [("missing", "Dozens")]),
        # lives
        ("Shelling claimed 49 lives.", [("killed", "49")]),
        ("The flood of fire claimed the lives of 12 soldiers.", [("killed", "12")]),
        ("Five civilians lost their lives.", [("killed", "Five")]),
        ("The brigade lost three men.", [("killed", "three")]),
        # people named one by one
        ("A woman and her son were killed.", [("killed", "A woman and her son")]),
        ("One serviceman and two guards were killed.", [("killed", "One serviceman and two guards")]),
        ("One person was killed and another was injured.", [("killed", "One"), ("injured", "another")]),
        # taken
        ("Militants abducted 20 students.", [("captured", "20")]),
        ("The group killed two soldiers and captured three others.", [("killed", "two"), ("captured", "three")]),
        ("Gunmen took four engineers hostage.", [("captured", "four")]),
    ],
)
def test_a_toll_is_read_with_its_hedge(text: str, expected: list[tuple[str, str]]) -> None:
    assert _tolls(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "No one was hurt.",
        "There were no fatalities or injuries.",
        "No casualties were reported.",
        "Hundreds would die if the dam broke.",
        "It could kill 300 people.",
        "The army denied that 12 soldiers were killed.",
        "The group threatened to kill 20 hostages.",
        "Rebels captured two villages.",
        "The disease killed 40 cows.",
        "The militants destroyed two diggers and burned three tractors.",
        "He took a shot at the government.",
        "Two hostages were released unharmed.",
        "Four reporters were sentenced to death.",
        "Some 40 soldiers were killed and wounded.",
        "The bomb was found near the body of a car.",
    ],
)
def test_what_did_not_happen_or_is_not_people_is_no_toll(text: str) -> None:
    assert _tolls(text) == []


def test_people_of_two_parties_are_two_tolls() -> None:
    text = "Eleven Ethiopian soldiers and five Somali soldiers were killed."
    assert _tolls(text) == [("killed", "Eleven"), ("killed", "five")]


def test_a_word_that_the_parser_takes_for_a_victim_ends_in_no_error() -> None:
    text = "02/20/2015: ASsAIlanTs SHOt DeAd a teAChER In Loei Nok tHa, ra-NGaE DiStRICt, ThAIland."
    assert all(toll.evidence for toll in extract(Article(id="x", text=text)).casualties)
