"""What pronouns may stand for: the kinds of pronouns, the subjects told of so far, and which agree."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.party_words import WORDS, lists

if TYPE_CHECKING:
    from briefings.extract.parse import Word

PERSON = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
THING = frozenset({"it", "its", "itself"})
MANY = frozenset({"they", "them", "their", "theirs", "themselves", "both", "two"})
SPEAKER = frozenset({"we", "us", "our", "ours", "i", "me", "my", "mine", "ourselves", "myself"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
PLURAL = frozenset({"NNS", "NNPS"})
SAY = frozenset(WORDS["reference"]["say"])

Spot = tuple[int, int]
"""Where in the article: number of the sentence, number of the word."""


class Candidate(NamedTuple):
    """A subject that a pronoun may stand for; ``names`` is empty where its party is unknown."""

    word: Word
    names: tuple[str, ...]
    person: bool
    many: bool
    main: bool


class Told:
    """Parties told of so far under one head word, in reading order."""

    __slots__ = ("names", "spots")

    def __init__(self) -> None:
        """Start empty."""
        self.spots: list[Spot] = []
        self.names: list[tuple[str, ...]] = []

    def add(self, spot: Spot, names: tuple[str, ...]) -> None:
        """Add what was told at ``spot``, which lies after all before."""
        self.spots.append(spot)
        self.names.append(names)

    def before(self, spot: Spot) -> int:
        """How many were told before ``spot``."""
        return bisect_left(self.spots, spot)


def agrees(low: str, candidate: Candidate) -> bool:
    """Whether a pronoun may stand for ``candidate`` by number and by being a person or not."""
    if low in PERSON:
        return candidate.person and not candidate.many
    if low in THING:
        return not candidate.person and not candidate.many
    return candidate.many or (bool(candidate.names) and not candidate.person and candidate.word.low not in THING)


def passed_over(candidate: Candidate, low: str, *, speaks: bool) -> bool:
    """Whether a subject of unknown party can't be meant: a thing, where the pronoun means a body."""
    if low in PERSON:
        return False
    word = candidate.word
    animate = word.lemma in lists().roles or word.ent in {"ORG", "NORP", "GPE"}
    return not animate if low in THING else not animate and speaks
