"""The records of attacks: what is kept of each when all its tellings are known, and what is held against them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.damage import find_damage
from briefings.extract.parties import home_party
from briefings.extract.strike_doers import extend
from briefings.extract.strike_mentions import finest
from briefings.extract.violence import vocabulary
from briefings.records import Munition, Strike

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence
    from briefings.extract.reading import Reading
    from briefings.extract.strike_mentions import Mention
    from briefings.extract.strikes import Event
    from briefings.records import Weapon

_MOST_EVIDENCE = 8
"""Sentences kept of one attack: an article about one attack alone comes back to it in every paragraph."""
_GENERAL: dict[Weapon, frozenset[Weapon]] = {
    "bomb": frozenset({"suicide bomb", "vehicle bomb", "airstrike"}),
    "ground assault": frozenset({"drone", "missile", "airstrike", "artillery", "rocket"}),
    "airstrike": frozenset({"drone", "missile"}),
    "other": frozenset({"suicide bomb", "vehicle bomb"}),
}
"""A weapon that says no more than the others of its attack: "offensive" beside drones, "bombing" beside jets,
"rammed" beside a car bomb."""


def records(reading: Reading, events: list[Event]) -> tuple[Strike, ...]:
    """The records of ``events``, numbered in their order."""
    return tuple(_record(reading, event, f"s{i}") for i, event in enumerate(events, 1))


def doubts(reading: Reading, events: list[Event]) -> tuple[str, ...]:
    """What the article itself holds against a report, a line a strike: denied, or not verified."""
    lines = []
    for i, event in enumerate(events, 1):
        hedges = {reading.attribution.hedge(each.sentence, each.trigger) for each in event.mentions}
        if "denied" in hedges:
            lines.append(f"s{i}: a side denies this report or its part in it")
        if "unverified" in hedges:
            lines.append(f"s{i}: the article says that this could not be verified")
    return tuple(lines)


def _record(reading: Reading, event: Event, number: str) -> Strike:
    attribution: list[str] = []
    damage: list[str] = []
    for mention in event.mentions:
        extend(attribution, reading.attribution.of(mention.sentence, mention.trigger))
    sentences = list({mention.sentence.index: mention.sentence for mention in event.mentions}.values())
    for sentence in sentences:
        extend(damage, find_damage(sentence))
    munitions, counted = _munitions(event.mentions)
    return Strike(
        id=number,
        attackers=tuple(event.attackers),
        defenders=_defenders(event),
        weapons=_weapons(event),
        targets=tuple(event.targets),
        places=finest(event.places),
        when=event.when,
        munitions=munitions,
        damage=tuple(damage),
        attribution=tuple(attribution),
        evidence=reading.evidence([*sentences[:_MOST_EVIDENCE], *counted, *event.claims]),
    )


def _defenders(event: Event) -> tuple[str, ...]:
    """Whose territory, forces or people were hit: those named, else the countries of the places."""
    named = tuple(each for each in event.defenders if each not in event.attackers)
    if named:
        return named
    homes = [home_party(place.country) for place in event.places if place.country]
    return tuple(dict.fromkeys(home for home in homes if home and home not in event.attackers))


def _weapons(event: Event) -> tuple[Weapon, ...]:
    named = set(event.weapons)
    if not named and any(_is_assault(mention) for mention in event.mentions):
        return ("ground assault",)
    return tuple(each for each in event.weapons if not _GENERAL.get(each, frozenset()) & named)


def _is_assault(mention: Mention) -> bool:
    """Whether armed people are said to have come themselves: "rebels attacked the barracks", not "Russia attacked"."""
    words = vocabulary()
    trigger = mention.trigger
    if trigger.lemma not in words.assaults and trigger.low not in words.assaults:
        return False
    return mention.by_fighters and (trigger.pos == "VERB" or trigger.lemma != "attack")


def _munitions(mentions: list[Mention]) -> tuple[tuple[Munition, ...], list[Sentence]]:
    """One entry a kind, the first number told of those launched and of those intercepted, and where they are told."""
    kinds: dict[Weapon, Munition] = {}
    sources: list[Sentence] = []
    for mention in mentions:
        for each in mention.munitions:
            known = kinds.get(each.weapon, Munition(weapon=each.weapon, launched=None, intercepted=None))
            kinds[each.weapon] = Munition(
                weapon=each.weapon,
                launched=known.launched or each.launched,
                intercepted=known.intercepted or each.intercepted,
            )
            if kinds[each.weapon] != known:
                sources.append(mention.sentence)
    return tuple(kinds.values()), sources
