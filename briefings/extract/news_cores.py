"""Which of the facts found in an article are told as news of war: an attack or a toll, its arms and its day together.

A match report, a market story or a review repeats the words of war but has no such fact; a report of war has one
however much of football, films or prices it also speaks of. An accident, a crime or a drill has tolls too, and says
beside them what it was; a film's or a battle long ago, which no official confirms, has its stage or its year beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.lexicon import load
from briefings.extract.violence import find_weapons

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading
    from briefings.records import Casualty, Strike, Weapon

OF_WAR: frozenset[Weapon] = frozenset(
    {"drone", "missile", "artillery", "airstrike", "vehicle bomb", "suicide bomb", "bomb", "mine", "rocket", "chemical"}
)
"""Weapons that tell of armed conflict by themselves."""
_BESIDE = 1
"""Sentences before and after a fact in which those who fight, or a stage and its players, are named."""
_NEAR = 2
"""Sentences before and after a fact in which it's said that it was a crime, an accident or a drill."""
_ARMS_REACH = 4
"""Sentences before and after a toll in which the arms, or those who used them, are named."""
_DAY_REACH = 6
"""Sentences before and after a fact in which its day is named."""
_OLD = 2
"""Years before the report from which on a fact is history."""
_MOCK = re.compile(r"""["“'‘](?:kill|wound|injur|dead|casualt)\w*["”'’]""")
"""A word of harm that its quotes take back: the exercise "killed" 22 people."""
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")


@dataclass(frozen=True)
class _Words:
    fighters: frozenset[str]
    states: frozenset[str]
    deeds: frozenset[str]
    mishaps: frozenset[str]
    stories: frozenset[str]
    harm: frozenset[str]
    days: frozenset[str]


class Facts(NamedTuple):
    """How many facts are told as those of war of late, how many as those of another harm, how many as history."""

    of_war: int
    of_others: int
    of_old: int


@cache
def _words() -> _Words:
    data = load("relevance.toml")
    core = data["core"]

    def worlds(kind: str) -> frozenset[str]:
        named = frozenset(word for world in data["worlds"][kind] for word in data["other"][world])
        return named.union(data["worlds"]["also"][kind]) - frozenset(core["scenes"])

    return _Words(
        fighters=frozenset(core["fighters"]),
        states=frozenset(core["states"]),
        deeds=worlds("deeds"),
        mishaps=worlds("mishaps"),
        stories=worlds("stories"),
        harm=frozenset(core["harm"]),
        days=frozenset(core["days"]),
    )


def weigh_facts(reading: Reading, strikes: Iterable[Strike], casualties: Iterable[Casualty]) -> Facts:
    """Sort the facts found in the article by what is said beside them."""
    starts = {sentence.start: sentence.index for sentence in reading.sentences}
    told: dict[int, bool] = {}
    for toll in casualties:
        if toll.killed or toll.injured:
            at = starts[toll.evidence[0].start]
            told[at] = told.get(at, False) or bool(toll.attribution)
    for strike in strikes:
        at = starts[strike.evidence[0].start]
        if _is_armed(reading, at, strike):
            told[at] = told.get(at, False) or bool(strike.attribution)
    titled = title_words(reading.article.title or "")
    others = {at for at in told if _is_other_harm(reading, at, titled)}
    old = {at for at in told if at not in others and _is_old(reading, at)}
    if any(_MOCK.search(reading.sentences[at].text) for at in told):
        return Facts(0, len(told), 0)
    if told and min(told) in old:  # news of an attack begins with its own dead
        return Facts(0, len(others), len(old))
    known = _words()
    of_war = sum(_is_of_war(reading, at, confirmed=told[at]) for at in told if at not in others | old)
    if titled.isdisjoint(known.harm):  # "Film of the siege wins a prize" speaks of a film
        of_war = max(0, of_war - len(titled & known.stories))
    return Facts(of_war, len(others), len(old))


def _is_armed(reading: Reading, at: int, strike: Strike) -> bool:
    """Whether the attack has arms of war or was by fighters, and something or somewhere was hit."""
    if OF_WAR.isdisjoint(strike.weapons) and not _has_fighters(reading, reading.sentences[at]):
        return False
    return bool(strike.targets) or any(place.precision != "country" for place in strike.places)


def title_words(title: str) -> set[str]:
    """The words of a title in lower case; its names left out where it isn't in capitals throughout."""
    tokens = re.findall(r"[^\W\d_]+", title)
    plain = [token for token in tokens if token.islower()]
    if len(plain) * 2 < len(tokens):
        return {token.lower() for token in tokens}
    return {*plain, *(token.lower() for token in tokens[:1])}


def _is_other_harm(reading: Reading, at: int, titled: set[str]) -> bool:
    """Whether it was a crime, a drill, an accident or a disaster, by the words beside it.

    Fighters beside it speak against an accident: a report of an attack may also tell of a flood.
    """
    known = _words()
    here = reading.sentences[at]
    near = titled.union(*(plain_words(sentence) for sentence in _around(reading.sentences, at, _NEAR)))
    if not near.isdisjoint(known.deeds) or not plain_words(here).isdisjoint(known.mishaps):
        return True
    fought = any(_has_fighters(reading, sentence) for sentence in _around(reading.sentences, at, _BESIDE))
    return not fought and not near.isdisjoint(known.mishaps)


def _is_of_war(reading: Reading, at: int, *, confirmed: bool) -> bool:
    """Whether arms and a day are named around the fact, and no stage or age is, unless somebody confirms it."""
    known = _words()
    sentences = reading.sentences
    if not confirmed and any(
        not plain_words(each).isdisjoint(known.stories) for each in _around(sentences, at, _BESIDE)
    ):
        return False
    if not any(_has_arms(reading, sentence) for sentence in _around(sentences, at, _ARMS_REACH)):
        return False
    return any(
        not {word.low for word in sentence.words}.isdisjoint(known.days)
        for sentence in _around(sentences, at, _DAY_REACH)
    )


def _is_old(reading: Reading, at: int) -> bool:
    """Whether the last years named up to the fact are past: an anniversary, an obituary, what led to the war."""
    year = reading.article.published.year if reading.article.published else None
    before = reading.sentences[max(0, at - _ARMS_REACH) : at + 1]
    named = [int(each) for sentence in before for each in _YEAR.findall(sentence.text)]
    return bool(year and named and max(named) <= year - _OLD)


def _around(sentences: Sequence[Sentence], at: int, reach: int) -> Sequence[Sentence]:
    return sentences[max(0, at - reach) : at + reach + 1]


def _has_fighters(reading: Reading, sentence: Sentence) -> bool:
    if not sentence.lemmas.isdisjoint(_words().fighters):
        return True
    return any(each.kind == "group" for each in reading.actors.mentions(sentence))


def _has_arms(reading: Reading, sentence: Sentence) -> bool:
    """Whether the sentence names arms of war, fighters, an armed group or the forces of a state."""
    if _has_fighters(reading, sentence) or any(each.weapon in OF_WAR for each in find_weapons(sentence)):
        return True
    countries = any(each.kind == "country" for each in reading.actors.mentions(sentence))
    return countries and not sentence.lemmas.isdisjoint(_words().states)


def plain_words(sentence: Sentence) -> set[str]:
    """The sentence's lemmas and forms, proper names left out: Range Rover is no spacecraft, Wolf no animal."""
    return {form for word in sentence.words if not _is_name(word) for form in (word.lemma, word.low)}


def _is_name(word: Word) -> bool:
    return word.text[:1].isupper() and (word.i > 0 or word.pos == "PROPN")
