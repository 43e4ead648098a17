"""What an attack did to things: "more than 40 warplanes destroyed"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.modality import happened
from briefings.extract.tree import conjuncts, is_passive, noun_phrase, objects, subjects

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence, Word

_PARTICIPLES = {
    "damage": "damaged", "destroy": "destroyed", "obliterate": "obliterated", "wreck": "wrecked", "sink": "sunk",
    "burn": "burned", "gut": "gutted", "raze": "razed", "flatten": "flattened", "level": "levelled",
    "demolish": "demolished", "shatter": "shattered", "torch": "torched", "disable": "disabled", "ruin": "ruined",
    "collapse": "collapsed", "disrupt": "disrupted", "sever": "severed", "cripple": "crippled",
}  # fmt: skip
"""Verbs of damage to things, with the form in which the record words them."""
_THINGS = frozenset({"NOUN", "PROPN"})
_NOT_THINGS = frozenset(
    [
        "people",
        "person",
        "man",
        "woman",
        "child",
        "civilian",
        "soldier",
        "area",
        "peace",
        "hope",
        "life",
        "trust",
        "people",
        "one",
        "talk",
    ]
)


def find_damage(sentence: Sentence) -> list[str]:
    """The things that ``sentence`` says were damaged, as short phrases in reading order."""
    if sentence.lemmas.isdisjoint(_PARTICIPLES):
        return []
    found: list[str] = []
    for verb in sentence.words:
        if verb.lemma not in _PARTICIPLES or verb.pos != "VERB" or not happened(verb):
            continue
        for first in _things(verb):
            for thing in conjuncts(first):
                if thing.pos in _THINGS and thing.lemma not in _NOT_THINGS:
                    phrase = f"{noun_phrase(sentence, thing)} {_PARTICIPLES[verb.lemma]}"
                    if phrase not in found:
                        found.append(phrase)
    return found


def _things(verb: Word) -> list[Word]:
    if verb.lemma == "collapse":
        return subjects(verb)
    shared = [each for kid in verb.kids if kid.dep == "conj" for each in objects(kid)]
    if objects(verb) or shared:
        return objects(verb) or shared  # "damaged or obliterated more than 40 warplanes"
    if is_passive(verb) or verb.tag == "VBN":
        return subjects(verb) or ([verb.head] if verb.dep == "acl" else [])
    return []
