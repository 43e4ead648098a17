"""Which two parties an article's conflict is between, by all that it names: a group and its foe, or two states."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.parties import home_of, home_party, known
from briefings.extract.party_words import WORDS
from briefings.extract.talk_frames import dateline_end
from briefings.extract.talk_words import talk_words

if TYPE_CHECKING:
    from collections.abc import Collection

    from briefings.extract.reading import Reading

_OFTEN = 2
"""Sentences that name a party which the article is about."""


class Sides(NamedTuple):
    """The pair at war, () where nothing tells; ``sure`` says that the one is known to fight the other."""

    pair: tuple[str, ...]
    sure: bool


def belligerents(reading: Reading, go_betweens: Collection[str]) -> Sides:
    """The two parties that the article's conflict is between; those who mediate are passed over.

    A group that is named with the state it is known to fight is surest; then two groups, or a group and the
    state most told of, then the two states named most often where fighting is told.
    """
    told = _told(reading)
    groups = [name for name, _ in told.most_common() if _is_group(name) and name not in go_betweens]
    for name in groups:
        foe = _foe(name)
        if foe is not None and foe not in go_betweens and (told[foe] or told[name] >= _OFTEN):
            return Sides((foe, name), sure=True)
    states = [name for name, _ in told.most_common() if not _is_group(name) and name not in go_betweens]
    if groups and states and told[groups[0]] >= _OFTEN:
        return Sides((states[0], groups[0]), sure=False)
    fighting = _told(reading, talk_words().topic["fighting"])
    at_war = [name for name in states if fighting[name] and told[name] >= _OFTEN]
    if len(at_war) == 2:
        return Sides(tuple(at_war), sure=False)
    foe = _foe(groups[0]) if len(groups) == 1 else None  # "the army" and the one group that is named
    return Sides((foe, groups[0]), sure=False) if foe and foe not in go_betweens else Sides((), sure=False)


def _told(reading: Reading, words: frozenset[str] = frozenset()) -> Counter[str]:
    """In how many sentences each state and group is told of, of those with one of ``words`` where there are any."""
    told: Counter[str] = Counter()
    for sentence in reading.sentences:
        if words and sentence.lemmas.isdisjoint(words):
            continue
        start = dateline_end(sentence)
        mentions = [each for each in reading.actors.mentions(sentence) if each.first >= start]
        told.update({each.name for each in mentions if _may_fight(each.name)})
    return told


def _may_fight(name: str) -> bool:
    party = known().get(name)
    return party is not None and party.kind in {"country", "group"}


def _is_group(name: str) -> bool:
    party = known().get(name)
    return party is not None and party.kind == "group"


def _foe(name: str) -> str | None:
    """Whom a group fights, as far as that is known: mostly the state that it is of."""
    home = home_of(name)
    return talk_words().foes.get(name) or WORDS["opponents"].get(name) or (home_party(home) if home else None)
