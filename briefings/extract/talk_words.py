"""The words of talks, read once from ``lexicon/talks.toml``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Mapping


class TalkWords(NamedTuple):
    """Lexicon of talks: the file's tables, their lists as sets of lemmas.

    ``ordinals`` numbers the words of order ("second" → 2), ``twins`` are plurals that name two parties
    ("Koreas"), ``foes`` whom a group fights
    that isn't its own state; ``gate`` holds every lemma without which a sentence tells of no talks.
    """

    meetings: Mapping[str, frozenset[str]]
    deals: Mapping[str, frozenset[str]]
    verbs: Mapping[str, frozenset[str]]
    status: Mapping[str, frozenset[str]]
    order: Mapping[str, frozenset[str]]
    ordinals: Mapping[str, int]
    reference: Mapping[str, frozenset[str]]
    people: Mapping[str, frozenset[str]]
    failure: Mapping[str, frozenset[str]]
    topic: Mapping[str, frozenset[str]]
    twins: Mapping[str, tuple[str, ...]]
    foes: Mapping[str, str]
    gate: frozenset[str]


@cache
def talk_words() -> TalkWords:
    """Load the lexicon once a process."""
    raw = load("talks.toml")
    tables = {
        name: {key: frozenset(words) for key, words in table.items() if isinstance(words, list)}
        for name, table in raw.items()
        if name != "foes"
    }
    meetings, deals, verbs = tables["meetings"], tables["deals"], tables["verbs"]
    nouns = meetings["strong"] | meetings["weak"] | deals["nouns"]
    # The tagger leaves a capitalised plural as it is: "Talks between …", "TALKS".
    gate = nouns | {f"{noun}s" for noun in nouns} | verbs["meet"] | verbs["speak"] | verbs["agree"]
    gate |= (
        verbs["exchange"]
        | verbs["tell"]
        | verbs["receive"]
        | {"process"}
        | deals["papers"]
        | verbs["unite"]
        | verbs["resume"]
        | verbs["see"]
        | verbs["come"]
    )
    twins = {name: tuple(pair) for name, pair in raw["reference"]["twins"].items()}
    return TalkWords(**tables, twins=twins, foes=raw["foes"], ordinals=raw["order"]["ordinals"], gate=gate)
