"""Attacks as single sentences tell them: who hit whom and what, with what, where and when.

A mention is one verb or noun of attack with the roles that its grammar gives; strikes.py joins the
mentions of one attack into its record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.extract.modality import happened
from briefings.extract.munitions import find_munitions
from briefings.extract.place_words import words
from briefings.extract.strike_doers import Roles, extend
from briefings.extract.strike_nouns import NounReader
from briefings.extract.strike_roles import NOMINAL, RoleReader, clause_indices, is_bound, is_gerund
from briefings.extract.strike_surface import surface_doers
from briefings.extract.strike_verbs import VerbReader
from briefings.extract.tree import ancestors, has_determiner, kids, subjects
from briefings.extract.violence import WeaponMention, find_weapons, vocabulary

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading
    from briefings.extract.strike_claims import Claim
    from briefings.records import Munition, Place, Weapon, When

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "its", "their", "both"})
_OFTEN = frozenset(
    [
        "often",
        "occasionally",
        "repeatedly",
        "regularly",
        "frequently",
        "routinely",
        "previously",
        "daily",
        "constantly",
        "sometimes",
        "increasingly",
        "recurrent",
        "repeated",
        "regular",
        "frequent",
        "continued",
        "continuing",
        "ongoing",
        "constant",
        "previous",
        "past",
        "such",
        "further",
        "more",
        "near-daily",
        "persistent",
        "relentless",
        "sporadic",
        "numerous",
        "many",
        "countless",
        "similar",
        "other",
        "escalating",
        "increased",
    ]
)
_WAYS = frozenset({"from", "to", "towards", "toward"})
_TO_SCENE = words("to_scene")
_LOSSES = frozenset({"kill", "wound", "injure", "dead", "hurt", "die", "shoot", "strangle", "slit", "abduct"})
_SET_PHRASES = frozenset({("shot", "dead"), ("opened", "fire"), ("gunned", "down"), ("set", "ablaze"), ("set", "fire")})


@dataclass(frozen=True, slots=True)
class Mention:
    """One telling of an attack.

    ``anaphoric``: "the attack", pointing at one told before; ``sweeping``: "repeated attacks", many in one;
    ``separate``: "another attack", not one told before.
    """

    sentence: Sentence
    trigger: Word
    attackers: tuple[str, ...] = ()
    defenders: tuple[str, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    targets: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    when: When | None = None
    munitions: tuple[Munition, ...] = ()
    anaphoric: bool = False
    strong: bool = False
    sweeping: bool = False
    separate: bool = False
    scene: Place | None = None
    by_fighters: bool = False


class StrikeFinder:
    """Finds the mentions of attacks in the sentences of a reading."""

    def __init__(self, reading: Reading) -> None:
        """Prepare for ``reading``."""
        self._reading = reading
        self._roles = RoleReader(reading)
        self._words = self._roles.words
        self._nouns = NounReader(self._roles)
        self._verbs = VerbReader(self._roles, self._nouns)

    def mentions(self, sentence: Sentence) -> list[Mention]:
        """The attacks that ``sentence`` reports as having happened, in reading order."""
        words = self._words
        lemmas = sentence.lemmas
        weapons = find_weapons(sentence)
        if not weapons and lemmas.isdisjoint(words.all_verbs):
            return []
        found: list[Mention] = []
        for word in sentence.words:
            mention = self._mention(sentence, word, weapons)
            if mention is not None:
                found.append(mention)
        if not found:
            found.extend(self._by_set_phrase(sentence, weapons))
        return found

    def _is_rehearsed(self, trigger: Word) -> bool:
        """Whether the attack belongs to a drill, a test or an accident of one's own weapons.

        "In a drill, jets bombed an island" is one; "killed soldiers returning from an exercise" is not.
        """
        for above in (trigger, *ancestors(trigger)):
            near = [above, *above.kids, *(inner for kid in above.kids if kid.dep == "prep" for inner in kid.kids)]
            if any(each.pos != "VERB" and each.lemma in self._words.rehearsal for each in near):
                return True
        return False

    def claims(self, sentence: Sentence) -> list[Claim]:
        """Who claims, or is blamed for, an attack told in ``sentence`` or before it."""
        return self._nouns.claims.read(sentence)

    def loss(self, sentence: Sentence) -> Mention | None:
        """What a sentence tells of victims, as an attack that only a later claim makes one."""
        for word in sentence.words:
            if word.lemma in _LOSSES and word.pos in {"VERB", "ADJ", "NOUN"} and happened(word):
                return self._finish(sentence, word, Roles(), [])
        armed = [
            each for each in find_weapons(sentence) if each.weapon in {"bomb", "vehicle bomb", "mine", "suicide bomb"}
        ]
        if armed and happened(trigger := sentence.words[armed[0].last]):  # "blamed for a car bomb outside a bank"
            return self._finish(sentence, trigger, Roles(weapons=[armed[0].weapon]), armed)
        return None

    def _by_set_phrase(self, sentence: Sentence, weapons: list[WeaponMention]) -> list[Mention]:
        """An attack that a set phrase tells where the parse failed: "shot dead", "opened fire", "gunned down"."""
        for each in weapons:
            phrase = tuple(word.low for word in sentence.words[each.first : each.last + 1])
            trigger = sentence.words[each.first]
            if phrase in _SET_PHRASES and trigger.pos != "VERB" and happened(trigger):
                return [self._finish(sentence, trigger, Roles(weapons=[each.weapon]), weapons)]
        return []

    def _by_fighters(self, sentence: Sentence, roles: Roles) -> bool:
        """Whether people on foot did it: a doer's noun says so, or a doer is no country."""
        countries = {each.name for each in self._reading.actors.mentions(sentence) if each.kind == "country"}
        if roles.attackers:
            return not countries.issuperset(roles.attackers)
        return roles.fighter

    def understood(self, sentence: Sentence, trigger: Word, roles: Roles) -> Mention:
        """The attack that a note tells around ``trigger`` without a grammar to read more than ``roles`` from."""
        self._roles.doers(sentence, [] if roles.attackers else _doers_before(trigger), roles)
        return self._finish(sentence, trigger, roles, find_weapons(sentence))

    def passed(self, sentence: Sentence) -> None:
        """Note the towns of a sentence that has been read: "the city" in a later one is the last of them."""
        self._roles.passed(sentence)

    def _mention(self, sentence: Sentence, word: Word, weapons: list[WeaponMention]) -> Mention | None:
        roles = None
        if word.pos == "NOUN" or is_gerund(word) or (word.pos == "PROPN" and word.lemma in self._words.sure_nouns):
            roles = self._nouns.read(sentence, word, weapons)
        elif word.pos == "VERB":
            roles = self._verbs.read(sentence, word, weapons)
        if roles is None or (roles.figurative and not (roles.targets or roles.places)):
            return None
        if not sentence.lemmas.isdisjoint(self._words.rehearsal) and self._is_rehearsed(word):
            return None
        return self._finish(sentence, word, roles, weapons)

    def _finish(self, sentence: Sentence, trigger: Word, roles: Roles, weapons: list[WeaponMention]) -> Mention:
        reading = self._reading
        clause = clause_indices(trigger)
        for each in reading.places.mentions(sentence):
            if (
                each.head.i not in clause
                or not each.locative
                or each.dateline
                or _is_way(each.head)
                or is_bound(sentence, each)
            ):
                continue
            if self._roles.owns(trigger, each.head):
                extend(roles.places, [each.place])
        if all(place.precision == "country" for place in roles.places):
            extend(roles.places, self._elsewhere(sentence, trigger))
        if not roles.attackers:
            extend(roles.attackers, surface_doers(reading, sentence, trigger))
        munitions = find_munitions(sentence, weapons, reading.counts.quantities(sentence), clause)
        when = None if _is_counted(trigger) else reading.dates.nearest(sentence, trigger)
        anaphoric = trigger.pos in NOMINAL and (
            has_determiner(trigger, _DEFINITE)
            or any(self._roles.is_date(sentence, kid) for kid in kids(trigger, {"poss"}))
        )
        # "The shells landed in Minova", "the missile that struck the ship": weapons told of before
        means = [trigger.head] if trigger.dep == "relcl" else subjects(trigger) if trigger.pos == "VERB" else []
        anaphoric |= any(has_determiner(each, {"the"}) and self._roles.is_weapon(each, weapons) for each in means)
        fine = any(place.precision != "country" for place in roles.places)
        sweeping = _is_sweeping(trigger) or (_is_bare_plural(trigger) and when is None and not fine)
        strong = trigger.lemma in self._words.sure_nouns | self._words.sure_verbs or bool(
            roles.weapons or roles.fighter
        )
        defenders = [party for party in roles.defenders if party not in roles.attackers]
        return Mention(
            sentence, trigger, tuple(roles.attackers), tuple(defenders), tuple(roles.weapons), tuple(roles.targets),
            finest(roles.places), when, tuple(munitions), anaphoric, strong, sweeping, _is_separate(trigger),
            None if fine else self._roles.scene_before(sentence), self._by_fighters(sentence, roles),
        )  # fmt: skip

    def _elsewhere(self, sentence: Sentence, trigger: Word) -> list[Place]:
        """The place of an attack told in a clause without one: posted by a note, else the sentence's only town.

        "Three men arrived in Nicosia and opened fire."
        """
        mentions = [each for each in self._reading.places.mentions(sentence) if not is_bound(sentence, each)]
        posted = [each.place for each in mentions if each.posted]
        if posted:
            return posted
        told = [each for each in mentions if each.locative and not each.dateline and not _is_way(each.head)]
        towns = [each for each in told if each.place.precision in {"exact", "near"}]
        joined = trigger.dep == "conj" or any(kid.dep == "conj" and kid.pos == "VERB" for kid in trigger.kids)
        tied = len(towns) == 1 and trigger.pos == "VERB" and joined
        return [towns[0].place] if tied and not any(word.dep == "relcl" for word in ancestors(towns[0].head)) else []


def _doers_before(trigger: Word) -> list[Word]:
    """The subject of the clause that ``trigger`` is in, as the parser has it."""
    for above in (trigger, *ancestors(trigger)):
        found = subjects(above) if above.pos == "VERB" else []
        if found:
            return [] if any(each.dep == "nsubjpass" for each in found) else found
    return []


def _is_way(place: Word) -> bool:
    """Whether the place is a way and no scene: "fired from Crimea", "on the way to Kyiv"."""
    prep = place.head
    return place.dep == "pobj" and prep.low in _WAYS and prep.head.low not in _TO_SCENE


def _is_sweeping(trigger: Word) -> bool:
    """Whether the telling lumps many attacks together: "has repeatedly hit", "recurrent assaults"."""
    if any(kid.low in _OFTEN or kid.low == "since" for kid in trigger.kids):
        return True
    governor = trigger.head
    return trigger.dep in {"dobj", "obj"} and (
        governor.lemma in {"continue", "intensify", "escalate", "step", "use"}
        or any(kid.low in _OFTEN for kid in governor.kids)
    )


def _is_bare_plural(trigger: Word) -> bool:
    """Whether the noun speaks of attacks at large: "air strikes", "attacks"."""
    return trigger.tag == "NNS" and not kids(trigger, {"det", "nummod", "poss"})


def _is_counted(trigger: Word) -> bool:
    """Whether the date beside is that of what follows the attack: "criticism mounted on Tuesday over the raid"."""
    if trigger.pos not in NOMINAL:
        return False
    for above in ancestors(trigger):
        if above.pos == "VERB":
            return above.lemma in vocabulary().aftermath
    return False


def _is_separate(trigger: Word) -> bool:
    """Whether the words say that this is another attack than the one before; "the second such attack" counts it."""
    if any(kid.low == "such" for kid in trigger.kids):
        return False
    return any(
        kid.low in {"another", "separate", "second", "third", "fourth", "different", "new", "fresh"}
        for kid in trigger.kids
    )


def finest(places: list[Place]) -> tuple[Place, ...]:
    """Only the finest of the places: towns before regions before countries."""
    for level in (("exact", "near"), ("region",)):
        fine = tuple(place for place in places if place.precision in level)
        if fine:
            return fine
    return tuple(places)
