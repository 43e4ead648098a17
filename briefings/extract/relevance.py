"""Whether an article is about an armed conflict at all: match reports speak of attacks, too."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.lexicon import load
from briefings.extract.news_cores import OF_WAR, plain_words, title_words, weigh_facts
from briefings.extract.quotations import quotations
from briefings.extract.violence import find_weapons

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.extract.reading import Reading
    from briefings.records import Casualty, Strike

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
_FACT = 6.0
"""Weight of an attack or a toll that is told as news of war."""
_OTHER_FACT = 9.0
"""Weight of one that is told as another harm, where none is told as war."""
_FACTS = 3
"""Facts that count so at most."""
_ATTACKS = frozenset({"strike", "attack", "bomb", "shell", "raid", "target", "storm", "pound", "assault", "bombard"})
_KILLS = frozenset({"kill", "wound", "injure", "dead", "die", "death"})
"""A party named beside one of each tells of armed conflict: "Russia struck Kyiv, killing three"."""


class _Words(NamedTuple):
    strong: frozenset[str]
    weak: frozenset[str]
    acts: frozenset[str]
    other: frozenset[str]
    literal: frozenset[str]
    everyday: frozenset[str]


@cache
def _words() -> _Words:
    data = load("relevance.toml")
    other = frozenset(word for words in data["other"].values() for word in words)
    worlds = [world for kind in ("deeds", "mishaps") for world in data["worlds"][kind]]
    literal = frozenset(word for world in worlds for word in data["other"][world])
    strong, weak, acts = (frozenset(data[kind]) for kind in ("strong", "weak", "acts"))
    return _Words(strong, weak, acts, other, literal, frozenset(data["everyday"]["words"]))


@dataclass(slots=True)
class _Used:
    """The words of an article: all, its own (not quoted), the plain ones (no names); its marks of war and parties."""

    words: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)
    plain: set[str] = field(default_factory=set)
    marks: set[str] = field(default_factory=set)
    arms: set[str] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)


def is_conflict(reading: Reading, strikes: Iterable[Strike] = (), casualties: Iterable[Casualty] = ()) -> bool:
    """Whether the article tells of parties that fight or of their talks, by the words that it uses.

    Distinct words count, not their number: a match report repeats "attack", but has no shelling. Without any
    word, weapon or group of armed conflict, and without a party that attacks and kills, a text is about crime
    or an accident, however many were shot. Where one of the ``strikes`` and ``casualties`` found in it is
    told as news of war, words of the worlds that only borrow those of war say what else the report is about.
    """
    known = _words()
    used = _gather(reading)
    title = reading.article.title or ""
    titled = title_words(title)
    length = sum(len(sentence.words) for sentence in reading.sentences)
    note = length <= _NOTE
    marks = used.marks | {_stem(word) for word in (used.own | titled) & known.strong}
    if note:
        marks |= (used.words & known.acts) | used.arms
    spoken = {_stem(word) for word in used.words & known.strong} - marks
    score = _STRONG * len(marks) + len(spoken) + len(used.words & known.weak) + min(len(used.parties), 2)
    facts = weigh_facts(reading, strikes, casualties)
    plain = used.plain | titled
    if facts.of_war:
        score += _FACT * min(facts.of_war, _FACTS)
        against = _against(plain & known.literal, set(), length)
    else:
        against = _against(plain & known.other, plain & known.everyday, length) + _OTHER * len(titled & known.other)
        if title or not note:  # a coder's note without a title tells nothing but its event
            against += _OTHER_FACT * min(facts.of_others + facts.of_old, _FACTS)
    return bool(marks or spoken) and (note or score >= _LEAST) and score > against


def _gather(reading: Reading) -> _Used:
    used = _Used()
    said = quotations(reading.sentences)
    for sentence in reading.sentences:
        quoted = said.get(sentence.index, [])
        for word in sentence.words:
            used.words.update((word.lemma, word.low))
            if not any(part.first <= word.i <= part.last for part in quoted):
                used.own.update((word.lemma, word.low))
        used.plain |= plain_words(sentence)
        named = [each for each in reading.actors.mentions(sentence) if each.kind in {"country", "group", "person"}]
        used.parties.update(each.name for each in named)
        used.marks.update(each.name for each in named if each.kind == "group")
        used.arms.update(each.weapon for each in find_weapons(sentence))
        if named and not sentence.lemmas.isdisjoint(_ATTACKS) and not sentence.lemmas.isdisjoint(_KILLS):
            used.marks.add("attack")
    used.marks.update(used.arms & OF_WAR)
    return used


def _against(other: set[str], everyday: set[str], length: int) -> float:
    """How much the words of other worlds and of everyday life in a text of ``length`` words weigh."""
    others = {_stem(word) for word in other}
    slight = {_stem(word) for word in everyday} - others
    spare = length // _STRETCH
    many = max(0, len(others) + len(slight) - _STRAY - spare)
    return _OTHER * len(others) + _EVERYDAY * max(0, len(slight) - spare) + _OTHER * many**2


def _stem(word: str) -> str:
    """One form for singular and plural, so that a word counts once."""
    return word.removesuffix("s")
