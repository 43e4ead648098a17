"""Whether an article is about an armed conflict at all: match reports speak of attacks, too."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.lexicon import load
from briefings.extract.violence import find_weapons

if TYPE_CHECKING:
    from briefings.extract.reading import Reading
    from briefings.records import Weapon

_STRONG = 2.0
"""Weight of a word of armed conflict against 1 for a word that other news shares."""
_OTHER = 4.0
"""Weight of a word from another world against the conflict."""
_EVERYDAY = 2.0
"""Weight of a word of everyday life against it."""
_STRAY = 2
"""Words of other worlds that any report of war may have; each beyond them makes all of them more telling."""
_STRETCH = 200
"""Words of text in which one more stray word, or one of everyday life, is to be expected: of the real reports of
600 words and more that the rules were measured on, each has two to five, texts of other worlds one in 15 words."""
_LEAST = 3.0
"""Least weight of a note of one sentence: one strong word and one weak."""
_NOTE = 60
"""Words at most of a bare note, which tells a deed and no more: "Two shot dead in Karachi"."""
_ATTACKS = frozenset({"strike", "attack", "bomb", "shell", "raid", "target", "storm", "pound", "assault", "bombard"})
_KILLS = frozenset({"kill", "wound", "injure", "dead", "die", "death"})
"""A party named beside one of each tells of armed conflict: "Russia struck Kyiv, killing three"."""
_OF_WAR: frozenset[Weapon] = frozenset(
    {"drone", "missile", "artillery", "airstrike", "vehicle bomb", "suicide bomb", "bomb", "mine", "rocket", "chemical"}
)
"""Weapons that tell of armed conflict by themselves."""


class _Words(NamedTuple):
    strong: frozenset[str]
    weak: frozenset[str]
    acts: frozenset[str]
    other: frozenset[str]
    everyday: frozenset[str]


@cache
def _words() -> _Words:
    data = load("relevance.toml")
    other = frozenset(word for words in data["other"].values() for word in words)
    strong, weak, acts = (frozenset(data[kind]) for kind in ("strong", "weak", "acts"))
    return _Words(strong, weak, acts, other, frozenset(data["everyday"]["words"]))


def is_conflict(reading: Reading) -> bool:
    """Whether the article tells of parties that fight or of their talks, by the words that it uses.

    Distinct words count, not their number: a match report repeats "attack", but has no shelling. Without any
    word, weapon or group of armed conflict, and without a party that attacks and kills, a text is about crime
    or an accident, however many were shot.
    """
    known = _words()
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
    titled = set(re.findall(r"[a-z]+", (reading.article.title or "").lower()))
    words = used | forms | titled
    length = sum(len(sentence.words) for sentence in reading.sentences)
    note = length <= _NOTE
    if note:
        marks |= words & known.acts
    marks |= {_stem(word) for word in words & known.strong}
    score = _STRONG * len(marks) + len(used & known.weak) + min(len(parties), 2)
    others = {_stem(word) for word in words & known.other}
    everyday = {_stem(word) for word in words & known.everyday} - others
    spare = length // _STRETCH
    many = max(0, len(others) + len(everyday) - _STRAY - spare)
    against = _OTHER * len(others) + _EVERYDAY * max(0, len(everyday) - spare) + _OTHER * many**2
    return bool(marks) and (note or score >= _LEAST) and score > against


def _stem(word: str) -> str:
    """One form for singular and plural, so that a word counts once."""
    return word.removesuffix("s")
