"""Attacks told by a verb: "Russian forces shelled Kherson", "two missiles hit a university"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.actors import country_of
from briefings.extract.modality import happened
from briefings.extract.strike_doers import Roles, extend
from briefings.extract.strike_roles import AT, RoleReader, name_of
from briefings.extract.strike_surface import surface_doers
from briefings.extract.tree import (
    SUBJECTS,
    agents,
    conjuncts,
    has_determiner,
    is_passive,
    kids,
    objects,
    prep_objects,
    subjects,
)
from briefings.extract.violence import PLATFORMS

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence, Word
    from briefings.extract.strike_nouns import NounReader
    from briefings.extract.violence import WeaponMention
    from briefings.records import Weapon

_ACCUSING = frozenset({"accuse", "blame", "suspect", "condemn", "criticize", "criticise", "denounce", "charge"})
"""Verbs whose object is said to have done what their complement tells."""
_RUNS_INTO = frozenset({"hit", "strike", "trigger", "run", "drive", "step", "touch", "tread"})
_SAYING = frozenset({"say", "tell", "report", "add", "claim", "deny"})
_TOGETHER = frozenset({"kill", "wound", "injure", "destroy", "damage"})
_HARM = frozenset({"destroy", "damage", "wreck", "burn"})
_WAYS = frozenset({"ground assault", "bomb", "other"})
"""Implied weapons that say nothing beside a named one: "stormed the base with grenades"."""
_PLANTING = frozenset({"plant", "lay", "place", "toss", "trigger", "bury", "install"})
_JUDICIAL = frozenset({"execute", "hang"})
_SELF = frozenset({"himself", "herself", "themselves", "itself"})


class VerbReader:
    """Reads the roles of an attack off the grammar around its verb."""

    def __init__(self, roles: RoleReader, nouns: NounReader) -> None:
        """Prepare with ``roles``, which says what words stand for, and ``nouns`` for the weapons' own words."""
        self._roles = roles
        self._nouns = nouns
        self._words = roles.words

    def read(self, sentence: Sentence, verb: Word, weapons: list[WeaponMention]) -> Roles | None:
        """The roles of the attack that ``verb`` tells, or None where it tells none that happened."""
        roles = Roles()
        if not self._gather(sentence, verb, weapons, roles) or not happened(verb):
            return None
        if not roles.attackers and verb.lemma in self._words.deadly:
            extend(roles.attackers, surface_doers(self._roles.reading, sentence, verb))
            roles.fighter |= bool(roles.attackers)
        named = self._roles.weapons_of(sentence, verb, weapons)
        roles.weapons.extend(weapon for weapon in named if weapon not in roles.weapons)
        implied = self._implied(verb, roles)
        if implied is not None and implied not in _WAYS:
            extend(roles.weapons, [implied])
        if verb.lemma in self._words.unsure_verbs and not self._supported(verb, roles, weapons):
            return None
        if not self._words.means.isdisjoint(each.lemma for each in prep_objects(verb, {"with"})):
            return None  # "hit back with tariffs"
        if verb.lemma == "invade" and all(place.precision == "country" for place in roles.places):
            return None  # a war's beginning, not one attack
        done_to = subjects(verb) if is_passive(verb) else objects(verb)
        if is_passive(verb) and any(has_determiner(each, {"no"}) for each in done_to):
            return None
        ends = [each for noun in done_to for each in (noun, *prep_objects(noun, {"of"}))]
        if any(each.lemma in self._words.assailants for each in ends):
            return None  # the end of an attack, not another one: "both gunmen were shot dead"
        if (
            self._is_interception(verb, roles, weapons)
            or _is_crash(verb)
            or (_into_sea(sentence) and not roles.targets)
        ):
            return None
        if implied is not None and not roles.weapons:
            roles.weapons.append(implied)
        return roles

    def _implied(self, verb: Word, roles: Roles) -> Weapon | None:
        """The weapon that the verb itself tells: "gunned down"; things burn down by themselves, too."""
        if verb.lemma == "shoot" and any(kid.low == "down" for kid in verb.kids):
            return None
        if verb.lemma == "burn" and not (roles.fighter or roles.attackers):
            return None
        return self._words.implied.get(verb.lemma)

    def _gather(self, sentence: Sentence, verb: Word, weapons: list[WeaponMention], roles: Roles) -> bool:
        """Fill ``roles`` by the kind of verb; False for a verb of no attack."""
        words, lemma = self._words, verb.lemma
        if self._runs_into(verb, weapons):
            self._roles.hit(sentence, subjects(verb), roles)
            roles.weapons.extend(self._met(verb, weapons))
        elif lemma in words.verbs:
            self._verb_roles(sentence, verb, roles)
        elif lemma in words.launch_verbs and self._launches_weapon(verb, weapons):
            self._launch_roles(sentence, verb, roles)
        elif lemma == "fire" and self._fires_at(sentence, verb, weapons):
            self._launch_roles(sentence, verb, roles)
            roles.weapons.append("small arms")
        elif lemma in words.weapon_verbs and any(self._roles.is_weapon(each, weapons) for each in subjects(verb)):
            self._verb_roles(sentence, verb, roles)
        elif lemma == "open" and any(each.low == "fire" for each in objects(verb)):
            self._launch_roles(sentence, verb, roles)
            self._roles.scene(sentence, verb, roles)
            roles.weapons.append("small arms")
        elif lemma == "set" and self._sets_off(verb, weapons):
            self._launch_roles(sentence, verb, roles)
            self._roles.scene(sentence, verb, roles)
        elif lemma == "blow" and any(kid.low == "up" for kid in verb.kids):
            self._verb_roles(sentence, verb, roles)
            if any(each.low in _SELF for each in objects(verb)):
                roles.weapons.append("suicide bomb")
        elif lemma in {"come", "be"} and self._under_attack(verb):
            self._roles.hit(sentence, subjects(verb), roles)
        else:
            return False
        return True

    def _verb_roles(self, sentence: Sentence, verb: Word, roles: Roles) -> None:
        people = verb.lemma not in self._words.deadly
        if (
            self._is_bare_passive(verb)
            or is_passive(verb)
            or (verb.tag == "VBN" and verb.dep in {"acl", "relcl", "conj", "advcl"} and not objects(verb))
        ):
            hit = subjects(verb) or _understood(verb)
            self._roles.hit(sentence, hit, roles, people=people)
            self._roles.doers(sentence, agents(verb), roles)
        else:
            doers = subjects(verb) or _understood(verb)
            self._roles.doers(sentence, doers, roles)
            shared = [each for kid in kids(verb, {"conj"}) if kid.lemma in _TOGETHER for each in objects(kid)]
            hit = objects(verb) or shared  # "shot and killed an officer"
            if verb.lemma in _HARM:  # "destroying 16 coaches" is damage
                hit = [each for each in hit if not kids(each, {"nummod"})]
            self._roles.hit(sentence, hit, roles, people=people)
            self._roles.hit(sentence, prep_objects(verb, AT | {"of"}), roles)
            for told in [verb, *(clause for each in objects(verb) for clause in kids(each, {"acl"}))]:
                self._roles.scene(sentence, told, roles)  # "killed civilians praying inside a mosque"
        for conjunct in kids(verb, {"advcl", "conj"}):
            if conjunct.lemma == "target" and conjunct.tag == "VBG":
                self._roles.hit(sentence, objects(conjunct), roles)

    def _is_bare_passive(self, verb: Word) -> bool:
        """Whether a verb that always has an object has none, as passives in notes and lists do.

        "Two soldiers killed, one hurt"; "they had been stopped and shot".
        """
        if verb.tag not in {"VBD", "VBN"} or kids(verb, {"dobj", "obj", "ccomp", "xcomp"}):
            return False
        if any(objects(each) for each in kids(verb, {"conj"})):
            return False  # "shot and killed an officer"
        if any(name_of(each) in self._words.nouns for each in subjects(verb)):
            return False  # "shelling killed", whose object the parser lost
        if verb.dep == "conj" and is_passive(verb.head) and not kids(verb, SUBJECTS):
            return True
        shot = verb.lemma == "shoot" and any(kid.low == "dead" for kid in verb.kids)
        return verb.lemma in self._words.deadly | {"wound", "injure", "abduct", "kidnap"} or shot

    def _launch_roles(self, sentence: Sentence, verb: Word, roles: Roles) -> None:
        if is_passive(verb) or (verb.tag == "VBN" and not objects(verb)):
            self._roles.doers(sentence, agents(verb), roles)
            for each in subjects(verb) or ([verb.head] if verb.dep == "acl" else []):
                self._nouns.modifiers(sentence, each, roles)
        else:
            self._roles.doers(sentence, subjects(verb), roles)
        for weapon in [*objects(verb), *prep_objects(verb, {"with"})]:
            self._roles.hit(sentence, prep_objects(weapon, AT), roles)
        self._roles.hit(sentence, prep_objects(verb, AT | {"over"}), roles)

    def _launches_weapon(self, verb: Word, weapons: list[WeaponMention]) -> bool:
        if verb.lemma == "carry" and not any(kid.low == "out" for kid in verb.kids):
            return False  # "trucks carrying missiles"
        moved = subjects(verb) if is_passive(verb) else objects(verb)
        if verb.dep == "acl" and verb.tag == "VBN":
            moved = [*moved, verb.head]
        if verb.lemma in {"retaliate", "respond"}:
            moved = prep_objects(verb, {"with"})
        nouns = [each for first in moved for each in (*conjuncts(first), *prep_objects(first, {"of"}))]
        if verb.lemma in _PLANTING:  # snipers are placed, too
            weapons = [each for each in weapons if each.weapon in {"mine", "bomb", "vehicle bomb"}]
        return any(self._roles.is_weapon(each, weapons) and each.low not in PLATFORMS for each in nouns)

    def _sets_off(self, verb: Word, weapons: list[WeaponMention]) -> bool:
        """Whether it's "set off a bomb", "set fire to a school"."""
        if any(each.low == "fire" for each in objects(verb)):
            return True
        return any(kid.low == "off" for kid in verb.kids) and any(
            self._roles.is_weapon(each, weapons) for each in objects(verb)
        )

    def _runs_into(self, verb: Word, weapons: list[WeaponMention]) -> bool:
        """Whether it tells of somebody who set off a mine or a roadside bomb: "a truck hit a landmine"."""
        return verb.lemma in _RUNS_INTO and not is_passive(verb) and bool(self._met(verb, weapons))

    def _met(self, verb: Word, weapons: list[WeaponMention]) -> list[Weapon]:
        """The mine or bomb that somebody hit or drove over."""
        met = [*objects(verb), *prep_objects(verb, {"on", "over", "into", "onto"})]
        found = [each for noun in met for each in weapons if each.first <= noun.i <= each.last]
        return list(dict.fromkeys(each.weapon for each in found if each.weapon in ("mine", "bomb")))

    def _fires_at(self, sentence: Sentence, verb: Word, weapons: list[WeaponMention]) -> bool:
        """Whether it's "fired on the crowd": no object, no missile that was fired, and no mere date ("on Friday")."""
        aimed = [each for each in prep_objects(verb, {"on", "at", "upon"}) if not self._roles.is_date(sentence, each)]
        fired = [*subjects(verb), *_understood(verb)] if verb.tag == "VBN" else []
        shot = [each for each in weapons if each.weapon != "small arms"]  # "gunmen" are no missile
        return bool(aimed) and not objects(verb) and not any(self._roles.is_weapon(each, shot) for each in fired)

    def _under_attack(self, verb: Word) -> bool:
        return any(each.lemma in self._words.under for each in prep_objects(verb, {"under"}))

    def _supported(self, verb: Word, roles: Roles, weapons: list[WeaponMention]) -> bool:
        """Whether a verb with peaceful senses tells an attack here: a weapon or a fighter does it.

        A passive with no doer ("the school was hit") counts when what was hit is a place or a target.
        """
        if roles.weapons or any(
            self._roles.is_weapon(each, weapons) or each.lemma in self._words.nouns for each in subjects(verb)
        ):
            people = self._words.deadly | {"shoot"}
            return bool(roles.targets or roles.places or roles.defenders or verb.lemma in people)
        if verb.lemma in _JUDICIAL and not self._lawless(verb, roles):
            return False  # a state that puts a convict to death
        if verb.lemma in self._words.deadly | self._words.robbing:
            return roles.fighter and verb.dep != "pcomp"  # "accused of kidnapping children"
        if verb.lemma in {
            "kill",
            "destroy",
            "damage",
            "burn",
            "sink",
            "down",
            "level",
            "set",
            "struck",
            "impact",
        }:
            return roles.fighter and bool(roles.targets or roles.defenders or verb.lemma in {"kill", "shoot"})
        if roles.attackers or roles.fighter:
            return bool(roles.targets or roles.places or roles.defenders)
        return verb.lemma in {
            "attack",
            "raid",
            "storm",
            "shoot",
            "hit",
            "strike",
            "target",
            "assault",
        } and bool(is_passive(verb) and (roles.targets or roles.defenders))

    def _lawless(self, verb: Word, roles: Roles) -> bool:
        """Whether those who put somebody to death are an armed band, or do so without a trial."""
        groups = [name for name in roles.attackers if country_of(name) is None]
        summary = any(kid.low in {"summarily", "extrajudicially"} for kid in verb.kids)
        return summary or bool(groups) or (roles.fighter and not roles.attackers)

    def _is_interception(self, verb: Word, roles: Roles, weapons: list[WeaponMention]) -> bool:
        """Whether the thing "shot down" or "destroyed" is itself a drone or missile."""
        if verb.lemma not in {"shoot", "down", "destroy", "hit", "strike", "target"}:
            return False
        done_to = subjects(verb) if is_passive(verb) else objects(verb)
        hit = [word for each in done_to for word in (each, *prep_objects(each, {"of"}))]
        kinds = {each.weapon for each in weapons for word in hit if each.first <= word.i <= each.last}
        shot_down = verb.lemma == "down" or (verb.lemma == "shoot" and any(kid.low == "down" for kid in verb.kids))
        return bool(kinds & {"drone", "missile", "rocket"}) and (shot_down or len(roles.targets) <= len(hit))


def _into_sea(sentence: Sentence) -> bool:
    """Whether what was fired fell into open water, as test missiles do."""
    return any(
        each.lemma in {"sea", "water", "ocean"}
        for word in sentence.words
        if word.lemma in {"fall", "land", "splash"}
        for each in prep_objects(word, {"into", "in"})
    )


def _is_crash(verb: Word) -> bool:
    """Whether it's the crash of an aircraft that kills: "a helicopter came down, killing its crew"."""
    falling = verb.head.lemma in {"crash", "come", "fall", "plunge", "ditch"} and verb.dep in {"advcl", "conj"}
    return falling and any(each.low in PLATFORMS for each in subjects(verb.head))


def _understood(verb: Word) -> list[Word]:
    """The subject that a clause without one has from above: "sank after being hit", "drones striking"."""
    if verb.head.lemma in _SAYING:
        return []
    if verb.dep in {"acl", "relcl"}:
        return [verb.head]
    above = verb.head
    while above.pos == "ADP" and above.head is not above:
        above = above.head
    if verb.dep in {"pcomp", "advcl", "xcomp"} and above.pos == "VERB":
        return objects(above) if above.lemma in _ACCUSING else subjects(above)
    return []
