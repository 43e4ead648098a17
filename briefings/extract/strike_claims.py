"""Who claims an attack or is held to have done it: "The Taliban claimed responsibility", "police blamed the PKK"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.lexicon import load
from briefings.extract.modality import happened
from briefings.extract.strike_doers import Roles
from briefings.extract.strike_roles import RoleReader, name_of
from briefings.extract.tree import (
    agents,
    ancestors,
    conjuncts,
    has_determiner,
    is_passive,
    kids,
    objects,
    prep_objects,
    subjects,
)

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence, Word

_SHORT = 6
"""Words at most of a sentence that is nothing but the doer's name."""


class Words(NamedTuple):
    """The lemmas of claims and blame; see [claims] in the lexicon of violence."""

    blaming: frozenset[str]
    believing: frozenset[str]
    taking: frozenset[str]
    credit: frozenset[str]
    telling: frozenset[str]
    judging: frozenset[str]
    work: frozenset[str]
    allegiance: frozenset[str]
    devices: frozenset[str]
    signs: frozenset[str]


def is_blaming(lemma: str) -> bool:
    """Whether a verb lays an attack at somebody's door: "blamed the attack on saboteurs"."""
    return lemma in _words().blaming


@cache
def _words() -> Words:
    data = load("violence.toml")["claims"]
    lists = {name: frozenset(data[name]) for name in Words._fields if name != "signs"}
    signs = frozenset().union(*lists.values(), {"behind", "responsible", "point", "claim", "guilty", "say"})
    return Words(**lists, signs=signs)


class Claim(NamedTuple):
    """Those who are said to have done it; ``own``: they say so themselves. ``by``: who accuses them."""

    doers: tuple[str, ...]
    own: bool
    by: tuple[str, ...] = ()


class ClaimReader:
    """Reads claims and blame for an attack told in another sentence or left without its doer."""

    def __init__(self, roles: RoleReader) -> None:
        """Prepare with ``roles``, which says what words stand for."""
        self._roles = roles
        self._vocabulary = roles.words

    def read(self, sentence: Sentence) -> list[Claim]:
        """The claims that the sentence tells, each with its doers, in reading order."""
        if sentence.lemmas.isdisjoint(_words().signs):
            return self._bare_name(sentence)
        found: list[Claim] = []
        for word in sentence.words:
            claim = self._claim(sentence, word) or self._blame(sentence, word)
            if claim is not None and claim.doers:
                found.append(claim)
        return found

    def _doers(self, sentence: Sentence, heads: list[Word], *, own: bool, by: list[Word] | None = None) -> Claim:
        roles, accusers = Roles(), Roles()
        self._roles.accused(sentence, [each for each in heads if not has_determiner(each, {"no"})], roles)
        self._roles.accused(sentence, by or [], accusers)
        return Claim(tuple(roles.attackers), own, tuple(accusers.attackers))

    def _claim(self, sentence: Sentence, word: Word) -> Claim | None:
        """Read what the doers say of themselves."""
        if word.lemma in _words().credit:
            roles = Roles()
            self.claimants(sentence, word, roles)
            return Claim(tuple(roles.attackers), own=True)
        if word.pos != "VERB" or not happened(word):
            return None
        if word.lemma == "claim" and self._claims_attack(word):
            doers = agents(word) if is_passive(word) else subjects(word)
            return self._doers(sentence, doers, own=True)
        if word.lemma in _words().telling:
            for told in kids(word, {"ccomp"}):
                if told.lemma in self._vocabulary.deeds and self._is_it(objects(told) or subjects(told)):
                    return self._doers(sentence, subjects(told) if objects(told) else agents(told), own=True)
        return None

    def _claims_attack(self, verb: Word) -> bool:
        """Whether what is claimed is an attack: "claimed it", "claimed the bombing", "claimed to have killed"."""
        if any(kid.lemma in self._vocabulary.verbs for kid in kids(verb, {"xcomp", "ccomp"})):
            return True
        things = objects(verb) or (subjects(verb) if is_passive(verb) else [])
        things = things or [each for kid in kids(verb, {"conj"}) for each in prep_objects(kid, {"for"})]
        if not things:
            return not any(kid.dep in {"xcomp", "ccomp", "prep"} for kid in verb.kids)
        return self._is_it(things)

    def _is_it(self, things: list[Word]) -> bool:
        known = self._vocabulary.nouns | self._vocabulary.deeds
        return any(each.low in {"it", "this", "them", "both"} or name_of(each) in known for each in things)

    def claimants(self, sentence: Sentence, noun: Word, roles: Roles) -> None:
        """Read "X claimed responsibility for the attack" (not "no group claimed …", "X denied …")."""
        verb = noun.head
        if verb.pos == "VERB" and verb.lemma in _words().taking and happened(verb):
            doers = agents(verb) if is_passive(verb) else subjects(verb)
            self._roles.accused(sentence, [each for each in doers if not has_determiner(each, {"no"})], roles)

    def _blame(self, sentence: Sentence, word: Word) -> Claim | None:
        """Read what others say of the doers."""
        words = _words()
        if word.lemma in words.blaming and word.pos == "VERB" and happened(word) and self._is_of_attack(word):
            culprits = _culprits(word)
            accusers = [each for each in subjects(word) if each not in culprits]
            return self._doers(sentence, culprits, own=False, by=accusers)
        if (word.low == "behind" and word.head.pos in {"VERB", "AUX"} and happened(word.head)) or (
            word.low in {"responsible", "guilty"} and happened(word)
        ):
            above = [word.head, *(each for each in ancestors(word.head) if each.lemma in words.believing)]
            return self._doers(sentence, next((found for each in above if (found := subjects(each))), []), own=False)
        if word.lemma == "point" and prep_objects(word, {"to"}) and happened(word):
            return self._doers(sentence, prep_objects(word, {"to"}), own=False)
        if word.lemma in words.judging and word.pos == "VERB" and is_passive(word) and happened(word):
            return self._doers(sentence, subjects(word), own=False)
        if word.lemma in words.work and prep_objects(word, {"of"}) and happened(word):
            return self._doers(sentence, prep_objects(word, {"of"}), own=False)
        if word.lemma in words.allegiance:
            sworn = subjects(word.head) if word.pos == "NOUN" else subjects(word)
            to = [*prep_objects(word, {"to"}), *prep_objects(word.head, {"to"})]
            if any(each.lemma in self._vocabulary.fighters for first in sworn for each in conjuncts(first)):
                return self._doers(sentence, to, own=False)
        return None

    def _is_of_attack(self, verb: Word) -> bool:
        """Whether what somebody is accused of, or blamed for, may be the attack told before."""
        about = [each for prep in kids(verb, {"prep"}) if prep.low in {"of", "for"} for each in prep.kids]
        about += [each for each in kids(verb, {"ccomp"}) if each.i > verb.i]
        known = self._vocabulary.verbs | self._vocabulary.nouns | self._vocabulary.deeds | _words().devices
        return all(name_of(each) in known or each.lemma in known or each.pos == "PRON" for each in about)

    def _bare_name(self, sentence: Sentence) -> list[Claim]:
        """The doer as a note names it in a sentence of its own: "PIRA."."""
        names = self._roles.reading.actors.mentions(sentence)
        alone = len(names) == 1 and len(sentence.words) <= _SHORT and sentence.index > 0
        if not alone or names[0].kind != "group" or names[0].first > 0:
            return []
        rest = sentence.words[names[0].last + 1 :]
        return [Claim((names[0].name,), own=False)] if all(word.pos == "PUNCT" for word in rest) else []


def _culprits(verb: Word) -> list[Word]:
    """Who is held to have done it: "police blamed X", "X was suspected", "it was blamed on X", "X blamed"."""
    on = prep_objects(verb, {"on", "to"}) or [each for noun in objects(verb) for each in prep_objects(noun, {"to"})]
    if on:
        return on
    if verb.lemma == "attribute":
        return []
    told = [kid for kid in kids(verb, {"ccomp", "xcomp"}) if kid.i > verb.i]
    alone = verb.tag in {"VBN", "VBD"} and not objects(verb) and not told
    return subjects(verb) if is_passive(verb) or alone else objects(verb)
