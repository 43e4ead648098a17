"""Words of loss, and what kind of loss each tells: killed, injured, missing or captured."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from briefings.extract.lexicon import load

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence

Kind = Literal["killed", "injured", "missing", "captured"]
KINDS: tuple[Kind, ...] = ("killed", "injured", "missing", "captured")

SINGLE = frozenset({"another", "one"})
"""Pronouns that stand for one person: "another was injured"."""
PRONOUNS = frozenset({"him", "her", "he", "she"})
"""Pronouns that stand for one person told of before: "shot him dead", "she was found dead"."""


_TELLING = ("dying", "meeting", "human", "hurting", "deadly", "bodies", "wounds")
"""Sets of words whose sight is reason enough to read a sentence."""


class LossWords(NamedTuple):
    """The lexicon of casualties by what its words do; see the comments there."""

    verbs: dict[str, Kind]
    dying: frozenset[str]
    meeting: frozenset[str]
    human: frozenset[str]
    hurting: frozenset[str]
    deadly: frozenset[str]
    fatally: frozenset[str]
    idioms: dict[str, list[tuple[str, Kind]]]
    execution: frozenset[str]
    spared: frozenset[str]
    nouns: dict[str, Kind]
    counted: frozenset[str]
    wounds: frozenset[str]
    body: frozenset[str]
    shots: frozenset[str]
    bodies: frozenset[str]
    adjectives: dict[str, Kind]
    not_victims: frozenset[str]
    attackers: frozenset[str]
    combatants: frozenset[str]
    generic: frozenset[str]
    numbered: dict[str, int]
    triggers: frozenset[str]


@cache
def loss_words() -> LossWords:
    """The words, read once."""
    data = load("casualties.toml")
    verbs: dict[str, Kind] = {lemma: kind for kind in KINDS for lemma in data["verbs"].get(kind, ())}
    nouns: dict[str, Kind] = {lemma: kind for kind in KINDS for lemma in data["nouns"].get(kind, ())}
    adjectives: dict[str, Kind] = {lemma: kind for kind in KINDS for lemma in data["adjectives"].get(kind, ())}
    sets = {
        name: frozenset(data["verbs"][name]) for name in ("dying", "meeting", "human", "hurting", "deadly", "fatally")
    }
    sets |= {name: frozenset(data["execution"][name]) for name in ("execution", "spared")}
    sets |= {name: frozenset(data["nouns"][name]) for name in ("counted", "wounds", "body", "shots", "bodies")}
    sets |= {name: frozenset(data["persons"][name]) for name in ("not_victims", "attackers", "combatants", "generic")}
    idioms: dict[str, list[tuple[str, Kind]]] = {}
    for kind in KINDS:
        for phrase in data["idioms"].get(kind, ()):
            verb, beside = phrase.split()
            idioms.setdefault(verb, []).append((beside, kind))
    triggers = frozenset().union(
        verbs, nouns, adjectives, idioms, data["verbs"]["with_others"], *(sets[name] for name in _TELLING)
    )
    return LossWords(
        verbs=verbs,
        nouns=nouns,
        adjectives=adjectives,
        idioms=idioms,
        numbered=data["numbered"],
        triggers=triggers,
        **sets,
    )


def has_loss(sentence: Sentence) -> bool:
    """Whether ``sentence`` has any word of loss: a cheap look before the grammar is asked."""
    return not sentence.lemmas.isdisjoint(loss_words().triggers)
