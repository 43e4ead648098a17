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
OBJECTS = frozenset({"him", "her"})
"""Pronouns that as objects stand for one person told of before: "shot him dead"."""


class LossWords(NamedTuple):
    """The lexicon of casualties by what its words do; see the comments there."""

    verbs: dict[str, Kind]
    dying: frozenset[str]
    nouns: dict[str, Kind]
    counted: frozenset[str]
    wounds: frozenset[str]
    body: frozenset[str]
    bodies: frozenset[str]
    adjectives: dict[str, Kind]
    not_victims: frozenset[str]
    attackers: frozenset[str]
    triggers: frozenset[str]


@cache
def loss_words() -> LossWords:
    """The words, read once."""
    data = load("casualties.toml")
    verbs: dict[str, Kind] = {lemma: kind for kind in KINDS for lemma in data["verbs"].get(kind, ())}
    nouns: dict[str, Kind] = {lemma: kind for kind in KINDS for lemma in data["nouns"].get(kind, ())}
    adjectives: dict[str, Kind] = {lemma: kind for kind in KINDS for lemma in data["adjectives"].get(kind, ())}
    dying = frozenset(data["verbs"]["dying"])
    counted, wounds, body, bodies = (frozenset(data["nouns"][name]) for name in ("counted", "wounds", "body", "bodies"))
    triggers = frozenset({*verbs, *dying, *nouns, *adjectives, *bodies, *wounds, *data["verbs"]["with_others"]})
    not_victims, attackers = (frozenset(data["persons"][name]) for name in ("not_victims", "attackers"))
    return LossWords(verbs, dying, nouns, counted, wounds, body, bodies, adjectives, not_victims, attackers, triggers)


def has_loss(sentence: Sentence) -> bool:
    """Whether ``sentence`` has any word of loss: a cheap look before the grammar is asked."""
    return not sentence.lemmas.isdisjoint(loss_words().triggers)
