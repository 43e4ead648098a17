"""Whether an article is about an armed conflict at all: match reports speak of attacks, too."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefings.extract.lexicon import load
from briefings.extract.violence import find_weapons

if TYPE_CHECKING:
    from briefings.extract.reading import Reading
    from briefings.records import Weapon

_STRONG = 2.0
"""Weight of a word of armed conflict against 1 for a word that other news shares."""
_OTHER = 4.0
"""Weight of a word from another world against the conflict."""
_LEAST = 3.0
"""Least weight of a note of one sentence: one strong word and one weak."""
_ATTACKS = frozenset({"strike", "attack", "bomb", "shell", "raid", "target", "storm", "pound", "assault", "bombard"})
_KILLS = frozenset({"kill", "wound", "injure", "dead", "die", "death"})
"""A party named beside one of each tells of armed conflict: "Russia struck Kyiv, killing three"."""
_OF_WAR: frozenset[Weapon] = frozenset(
    {"drone", "missile", "artillery", "airstrike", "vehicle bomb", "suicide bomb", "bomb", "mine", "rocket", "chemical"}
)
"""Weapons that tell of armed conflict by themselves."""


@cache
def _sets() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    data = load("relevance.toml")
    return frozenset(data["strong"]), frozenset(data["weak"]), frozenset(data["other"])


def is_conflict(reading: Reading) -> bool:
    """Whether the article tells of parties that fight or of their talks, by the words that it uses.

    Distinct words count, not their number: a match report repeats "attack", but has no shelling. Without any
    word, weapon or group of armed conflict, and without a party that attacks and kills, a text is about crime
    or an accident, however many were shot.
    """
    strong, weak, other = _sets()
    used: set[str] = set()
    forms: set[str] = set()
    marks: set[str] = set()
    parties: set[str] = set()
    for sentence in reading.sentences:
        used.update(sentence.lemmas)
        forms.update(word.low for word in sentence.words)
        named = [each for each in reading.actors.mentions(sentence) if each.kind in {"country", "group", "person"}]
        parties.update(each.name for each in named)
        marks.update(each.name for each in named if each.kind == "group")
        marks.update(each.weapon for each in find_weapons(sentence) if each.weapon in _OF_WAR)
        if named and not sentence.lemmas.isdisjoint(_ATTACKS) and not sentence.lemmas.isdisjoint(_KILLS):
            marks.add("attack")
    words = used | forms
    marks |= {_stem(word) for word in words & strong}
    score = _STRONG * len(marks) + len(used & weak) + min(len(parties), 2)
    return bool(marks) and score >= _LEAST and score > _OTHER * len({_stem(word) for word in words & other})


def _stem(word: str) -> str:
    """One form for singular and plural, so that a word counts once."""
    return word.removesuffix("s")
