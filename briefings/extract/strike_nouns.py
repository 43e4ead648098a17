"""Attacks told by a noun: "the shelling of Kherson by Russian forces", "an Israeli strike on a school"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.modality import happened
from briefings.extract.strike_claims import ClaimReader, is_blaming
from briefings.extract.strike_doers import Roles, extend
from briefings.extract.strike_roles import AT, RoleReader, name_of, top_conjunct
from briefings.extract.tree import agents, is_passive, kids, objects, prep_objects, subjects

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence, Word
    from briefings.extract.violence import WeaponMention

_BURST_NOUNS = frozenset(
    [
        "blast",
        "explosion",
        "bombing",
        "attack",
        "shooting",
        "bomber",
        "detonation",
        "ambush",
        "massacre",
        "strike",
        "airstrike",
    ]
)


class NounReader:
    """Reads the roles of an attack off the grammar around its noun."""

    def __init__(self, roles: RoleReader) -> None:
        """Prepare with ``roles``, which says what words stand for."""
        self._roles = roles
        self._words = roles.words
        self.claims = ClaimReader(roles)

    def read(self, sentence: Sentence, noun: Word, weapons: list[WeaponMention]) -> Roles | None:
        """The roles of the attack that ``noun`` tells, or None where it tells none that happened."""
        words = self._words
        if name_of(noun) not in words.nouns or self._inside_other(noun, weapons) or _is_no_attack(noun, weapons):
            return None
        if noun.lemma in {"blast", "explosion", "fire"} and self._bursts_by_itself(noun):
            return None
        if not happened(noun):
            return None
        roles = Roles()
        self.modifiers(sentence, noun, roles)
        self._noun_governor(sentence, noun, roles)
        if not roles.attackers:
            self._roles.doers(sentence, [kid for kid in kids(noun, {"poss"}) if kid.pos == "PRON"], roles)
        roles.weapons = self._roles.weapons_of(sentence, noun, weapons)
        if noun.lemma in words.fight_nouns and not (roles.places or roles.targets):
            return None
        return roles

    def _bursts_by_itself(self, noun: Word) -> bool:
        """Whether the explosion is an accident: "a gas explosion", "a leak caused a blast"."""
        doer = subjects(noun.head) if noun.dep in {"dobj", "obj"} else agents(noun.head)
        return any(each.lemma in self._words.by_itself for word in (noun, *doer) for each in (word, *word.kids))

    def _inside_other(self, word: Word, weapons: list[WeaponMention]) -> bool:
        """Whether the noun only qualifies another noun ("attack helicopter", "strike force", "bombing site")."""
        if any(each.first <= word.i < each.last for each in weapons):
            return True
        head = word.head
        if word.dep in {"compound", "nmod", "amod"} and head.i > word.i:
            return head.lemma not in {"scene", "site", "toll", "victim", "survivor", "campaign", "wave"}
        return False

    def modifiers(self, sentence: Sentence, noun: Word, roles: Roles) -> None:
        """Read what hangs on the noun: "Russian", "by the RSF", "on a mosque", "targeting a bus"."""
        self._roles.doers(sentence, prep_objects(noun, {"by", "from"}), roles)
        for kid in noun.kids:
            if kid.dep in {"amod", "poss", "compound", "nmod"}:
                self._noun_qualifier(sentence, kid, roles)
            elif kid.dep in {"acl", "relcl"}:
                self._noun_clause(sentence, kid, roles)
        of = prep_objects(noun, {"of"})
        if name_of(noun) in {
            "shelling",
            "bombing",
            "bombardment",
            "assassination",
            "shooting",
            "massacre",
            "storming",
        }:
            self._roles.hit(sentence, of, roles)
        if not is_blaming(noun.head.lemma):  # "blamed the attack on saboteurs"
            self._roles.hit(sentence, prep_objects(noun, AT), roles)
        if noun.lemma in _BURST_NOUNS:
            self._roles.scene(sentence, noun, roles)
            if noun.dep == "nsubj":
                self._roles.scene(sentence, noun.head, roles)

    def _noun_qualifier(self, sentence: Sentence, kid: Word, roles: Roles) -> None:
        actors = self._roles.reading.actors
        place = self._roles.place_at(sentence, kid)
        parties = actors.parties(sentence, kid)
        if kid.pos == "PRON" or self._roles.is_dateline(sentence, kid):
            return
        if parties and (kid.dep in {"amod", "poss"} or (place is not None and place.precision == "country")):
            extend(roles.attackers, parties)
        elif place is not None:
            extend(roles.places, [place])
        elif parties and not (roles.attackers and kid.pos == "NOUN"):
            extend(roles.attackers, parties)
        elif kid.dep in {"compound", "nmod"} and kid.lemma in self._words.targets:
            extend(roles.targets, [kid.text])
        for deeper in kid.kids:
            if deeper.dep in {"compound", "amod", "nmod", "poss", "conj"}:
                self._noun_qualifier(sentence, deeper, roles)

    def _noun_clause(self, sentence: Sentence, clause: Word, roles: Roles) -> None:
        """Read "attacks carried out by X", "a raid that hit Y", "a blast claimed by Z", "blamed on W"."""
        lemma = clause.lemma
        if lemma in {"target", "hit", "strike", "kill", "destroy", "damage"} and clause.tag != "VBN":
            self._roles.hit(sentence, objects(clause), roles, people=lemma != "kill")
        if clause.tag == "VBN" or is_passive(clause):
            self._roles.doers(sentence, agents(clause), roles)
            self._roles.doers(sentence, prep_objects(clause, {"on", "to"}) if is_blaming(lemma) else [], roles)
        elif lemma in self._words.launch_verbs:
            self._roles.doers(
                sentence,
                [kid for kid in subjects(clause) if kid.pos != "PRON" or kid.low in {"it", "they", "he"}],
                roles,
            )

    def _noun_governor(self, sentence: Sentence, noun: Word, roles: Roles) -> None:
        """Read the verb that the noun hangs on: "Israel launched an attack", "strikes hit a hospital"."""
        noun = top_conjunct(noun)
        head = noun.head
        if head.pos != "VERB":
            if head.low in {"for", "in", "with"} and head.head.lemma in {"responsibility", "credit", "claim"}:
                self.claims.claimants(sentence, head.head, roles)
            if head.low == "of" and head.head.lemma in {
                "series",
                "wave",
                "string",
                "spate",
                "hundred",
                "dozen",
                "record",
                "number",
                "round",
                "barrage",
                "flurry",
                "volley",
                "campaign",
            }:
                self._noun_governor(sentence, head.head, roles)
                self.modifiers(sentence, head.head, roles)
            if head.low == "with" and head.head.lemma in {"respond", "retaliate", "answer", "reply"}:
                self._roles.doers(sentence, subjects(head.head), roles)
            elif head.low in {"in", "with", "through", "via", "using"} and head.head.pos == "VERB":
                self._instrument_governor(sentence, head.head, roles)
            return
        if noun.dep in {"dobj", "obj"} and head.lemma in self._words.launch_verbs | {
            "see",
            "lead",
            "have",
            "begin",
            "continue",
            "step",
        }:
            if head.lemma in self._words.launch_verbs | {"lead", "begin", "continue"}:
                self._roles.doers(sentence, subjects(head), roles)
            self._roles.hit(sentence, prep_objects(head, AT), roles)
        elif noun.dep == "nsubj":
            self._subject_of(sentence, head, roles)
        elif noun.dep == "nsubjpass" and head.lemma in self._words.launch_verbs | {"claim"}:
            self._roles.doers(sentence, agents(head), roles)
            self._roles.hit(sentence, prep_objects(head, AT), roles)

    def _subject_of(self, sentence: Sentence, verb: Word, roles: Roles) -> None:
        """Read what the attack did: "strikes hit a hospital", "the attack killed two and struck a bus"."""
        for each in [verb, *(kid for kid in kids(verb, {"conj"}) if not kids(kid, {"nsubj", "nsubjpass"}))]:
            if each.lemma in self._words.weapon_verbs | {"target"}:
                people = each.lemma not in {"kill", "wound", "injure", "leave"}
                self._roles.hit(sentence, objects(each), roles, people=people)

    def _instrument_governor(self, sentence: Sentence, verb: Word, roles: Roles) -> None:
        """Read "Ukraine sank the cruiser in a missile strike", "killed in a strike launched by"."""
        if is_passive(verb) or verb.tag == "VBN":
            self._roles.doers(sentence, agents(verb), roles)
        elif verb.lemma in self._words.verbs:
            self._roles.doers(sentence, subjects(verb), roles)
            self._roles.hit(sentence, objects(verb), roles, people=verb.lemma != "kill")


def _is_no_attack(noun: Word, weapons: list[WeaponMention]) -> bool:
    """Whether the noun has another sense here: workers' strikes, bombers that are aeroplanes."""
    if noun.low == "fire" and any(kid.low == "cease" for kid in noun.kids):
        return True
    if noun.lemma == "bomber":
        return not any(each.last == noun.i and each.weapon == "suicide bomb" for each in weapons)
    return _is_walkout(noun)


def _is_walkout(noun: Word) -> bool:
    """Whether a strike is of workers: "went on strike", "a hunger strike", "a teachers' strike"."""
    if noun.lemma != "strike":
        return False
    on = noun.dep == "pobj" and noun.head.low == "on" and not kids(noun, {"det", "amod", "compound", "poss"})
    return on or any(
        kid.lemma in {"hunger", "labour", "labor", "general", "teacher", "worker", "union", "rail", "lightning"}
        for kid in noun.kids
    )
