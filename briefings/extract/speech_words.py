"""The vocabulary of saying as sets, read once from lexicon/speech.toml."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from briefings.extract.lexicon import load


class SpeechWords(NamedTuple):
    """Lemmas by what they tell; see the comments in the lexicon file."""

    fact: frozenset[str]
    clause: frozenset[str]
    show: frozenset[str]
    claim: frozenset[str]
    accuse: frozenset[str]
    deny: frozenset[str]
    reject: frozenset[str]
    cite: frozenset[str]
    silent: frozenset[str]
    put: frozenset[str]
    tolls: frozenset[str]
    not_claimed: frozenset[str]
    not_denied: frozenset[str]
    claims: frozenset[str]
    accounts: frozenset[str]
    documents: frozenset[str]
    bare_documents: frozenset[str]
    issue: frozenset[str]
    mute: frozenset[str]
    people: frozenset[str]
    openers: frozenset[str]
    verbs: frozenset[str]
    cues: frozenset[str]


_SAYING = ("fact", "clause", "show", "claim", "accuse", "deny", "reject", "put")
_OTHER_CUES = ("cite", "claims", "accounts")


@cache
def speech_words() -> SpeechWords:
    """The sets, built once; ``verbs`` are all of saying, ``cues`` all words that can hint at it."""
    data = load("speech.toml")
    named = {name: frozenset(words) for table in data.values() for name, words in table.items()}
    verbs = frozenset[str]().union(*(named[name] for name in _SAYING))
    cues = verbs.union(*(named[name] for name in _OTHER_CUES), {"accord", "according", "per"})
    return SpeechWords(**named, verbs=verbs, cues=cues)
