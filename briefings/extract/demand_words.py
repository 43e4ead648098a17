"""The words of asking, read once from ``lexicon/demands.toml``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from briefings.extract.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.records import DemandKind, Response


class DemandWords(NamedTuple):
    """Lexicon of requests; each set holds lemmas unless it says otherwise.

    ``verbs``, ``nouns``, ``terms``, ``modals``, ``doing`` and ``phrases`` are the file's tables of word classes,
    ``replying`` those of answers, ``particles`` the particles of a verb by the answer that they make of it;
    ``asked`` and ``thing`` give the prepositions (lower case) that lead to whom and to what is asked, ``particle`` the
    particles without which a verb asks for nothing.
    """

    kinds: Mapping[str, DemandKind]
    verbs: Mapping[str, frozenset[str]]
    asked: Mapping[str, frozenset[str]]
    thing: Mapping[str, frozenset[str]]
    particle: Mapping[str, frozenset[str]]
    nouns: Mapping[str, frozenset[str]]
    terms: Mapping[str, frozenset[str]]
    modals: Mapping[str, frozenset[str]]
    doing: Mapping[str, frozenset[str]]
    phrases: Mapping[str, frozenset[str]]
    deeds: Mapping[str, str]
    deed_verbs: frozenset[str]
    deed_prepositions: Mapping[str, frozenset[str]]
    light: Mapping[str, str]
    adverbs: Mapping[str, str]
    replies: Mapping[str, Response]
    particles: Mapping[str, Mapping[str, frozenset[str]]]
    replying: Mapping[str, frozenset[str]]
    replied_to: frozenset[str]
    gate: frozenset[str]
    reply_gate: frozenset[str]

    def deed_of(self, lemma: str) -> str | None:
        """The verb that a noun of action or a noun with a verb of its own ("a truce") stands for."""
        return self.deeds.get(lemma) or self.light.get(lemma)


def _sets(table: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """The lists of a table as sets."""
    return {key: frozenset(value) for key, value in table.items() if isinstance(value, list)}


def _inverted(table: Mapping[str, Any]) -> dict[str, str]:
    """Each word of a table's lists with the key that it stands under."""
    return {word: key for key, words in table.items() if isinstance(words, list) for word in words}


@cache
def demand_words() -> DemandWords:
    """Load the lexicon once a process."""
    raw = load("demands.toml")
    verbs, nouns, modals = _sets(raw["verbs"]), _sets(raw["nouns"]), _sets(raw["modals"])
    replies = raw["replies"]
    asking_verbs = verbs["infinitive"] | verbs["clause"] | verbs["object"] | verbs["gerund"] | verbs["document"]
    asking_verbs |= frozenset(raw["prepositions"]["thing"])
    verbs["any"] = asking_verbs
    gate = asking_verbs | nouns["asking"] | modals["must"] | modals["have_to"] | modals["critical"]
    reply_words = {word: key for key, word in _reply_pairs(replies)}
    return DemandWords(
        kinds=cast("Mapping[str, DemandKind]", _inverted(raw["kinds"])),
        verbs=verbs,
        asked=_sets(raw["prepositions"]["asked"]),
        thing=_sets(raw["prepositions"]["thing"]),
        particle=_sets(raw["prepositions"]["particle"]),
        nouns=nouns,
        terms=_sets(raw["terms"]),
        modals=modals,
        doing=_sets(raw["doing"]),
        phrases=_sets(raw["phrases"]),
        deeds=raw["deeds"],
        deed_verbs=frozenset(raw["deeds"].values()) - frozenset(raw["deeds"]),
        deed_prepositions=_sets(raw["deed_prepositions"]),
        light=_inverted(raw["light"]),
        adverbs=raw["adverbs"],
        replies=cast("Mapping[str, Response]", reply_words),
        particles={key: _sets(table) for key, table in replies["particles"].items()},
        replying=_sets(replies["forms"]),
        replied_to=frozenset(replies["objects"]),
        gate=gate
        | modals["conditional"]
        | modals["conceding"]
        | verbs["tolerating"]
        | verbs["granting"]
        | verbs["commanding"]
        | nouns["listing"]
        | frozenset(word for words in _sets(raw["terms"]).values() for word in words)
        | {"would", "exchange", "return"},
        reply_gate=_reply_gate(replies, reply_words) | modals["future"],
    )


def _reply_pairs(replies: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(response, verb) of each verb of reply."""
    return [(key, word) for key in ("rejected", "accepted", "considering") for word in replies[key]]


def _reply_gate(replies: Mapping[str, Any], reply_words: Mapping[str, str]) -> frozenset[str]:
    """The lemmas without one of which a sentence holds no answer."""
    particles = (word for table in replies["particles"].values() for word in table)
    forms = (word for words in replies["forms"].values() for word in words)
    return frozenset((*reply_words, *particles, *forms))
