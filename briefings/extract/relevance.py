"""Whether an article is about an armed conflict at all: match reports speak of attacks, too."""

from __future__ import annotations

import math
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.lexicon import load
from briefings.extract.violence import find_weapons

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from briefings.extract.reading import Reading
    from briefings.records import Casualty, Demand, Strike, Talk, Weapon

_STRONG = 2.0
"""Weight of a word of armed conflict in a note, against 1 for a word that other news shares."""
_OTHER = 4.0
"""Weight of a word from another world against the conflict in a note."""
_EVERYDAY = 2.0
"""Weight of a word of everyday life against it in a note."""
_NOTE = 60
"""Words at most of a bare note, which tells a deed and no more: "Two shot dead in Karachi"."""
_PER = 100
"""Distinct words are counted as in a text of so many words; they grow with the root of its length."""
_MOST = 3.0
"""Words of another world in a stretch at most that count: a shell on a football ground is told in words of football."""
_RECENT = 7
"""Days from an attack to its report at most in news; films, books and anniversaries tell of older ones."""
_WORD = re.compile(r"[a-z]+")
_ATTACKS = frozenset({"strike", "attack", "bomb", "shell", "raid", "target", "storm", "pound", "assault", "bombard"})
_KILLS = frozenset({"kill", "wound", "injure", "dead", "die", "death"})
"""A party named beside one of each tells of armed conflict: "Russia struck Kyiv, killing three"."""
_OF_WAR: frozenset[Weapon] = frozenset(
    {"drone", "missile", "artillery", "airstrike", "vehicle bomb", "suicide bomb", "bomb", "mine", "rocket", "chemical"}
)
"""Weapons that tell of armed conflict by themselves."""
_OPENING = 3
"""Sentences that open an article; what they are about, it is about."""
_APART = {
    "stage, page and screen": "fiction",
    "ceremony and history": "past",
    "mines cleared, shows of arms and tests": "drills",
}
"""Worlds that tell whole battles of their own, weighed apart from those that only borrow a word."""


class Found(NamedTuple):
    """The records that would be reported if the article is about an armed conflict."""

    talks: tuple[Talk, ...]
    demands: tuple[Demand, ...]
    strikes: tuple[Strike, ...]
    casualties: tuple[Casualty, ...]


class _Words(NamedTuple):
    strong: frozenset[str]
    weak: frozenset[str]
    acts: frozenset[str]
    other: frozenset[str]
    everyday: frozenset[str]
    worlds: dict[str, frozenset[str]]


@cache
def _words() -> _Words:
    data = load("relevance.toml")
    worlds: dict[str, frozenset[str]] = {}
    for world, words in data["other"].items():
        name = _APART.get(world, "elsewhere")
        worlds[name] = worlds.get(name, frozenset()) | frozenset(words)
    strong, weak, acts = (frozenset(data[kind]) for kind in ("strong", "weak", "acts"))
    other = frozenset().union(*worlds.values())
    return _Words(strong, weak, acts, other, frozenset(data["everyday"]["words"]), worlds)


class _Used(NamedTuple):
    """What the words of an article speak of; each set holds distinct things, as a match report repeats "attack"."""

    length: int
    words: frozenset[str]
    opening: frozenset[str]
    parties: frozenset[str]
    groups: frozenset[str]
    marks: frozenset[str]


def is_conflict(reading: Reading, found: Found) -> bool:
    """Whether the article tells of parties that fight or of their talks.

    A bare note is judged by its words alone. A longer text is weighed by its words and by what was found in it: who
    attacks whom, with what, and whether just now. The weights are a logistic regression over our own texts, made by
    ``tools/relevance.py``.
    """
    used = _read_words(reading)
    if used.length <= _NOTE:
        return _is_note_of_conflict(used)
    weights = load("relevance.toml")["weights"]
    return sum(float(weights[name]) * value for name, value in _signs(reading, used, found).items()) > 0


def signs(reading: Reading, found: Found) -> dict[str, float]:
    """What speaks for and against an armed conflict in a text of more than a note, by the name of its weight."""
    return _signs(reading, _read_words(reading), found)


def _signs(reading: Reading, used: _Used, found: Found) -> dict[str, float]:
    known = _words()
    scale = math.sqrt(used.length / _PER)
    elsewhere = {name: _stems(used.words & words) for name, words in known.worlds.items()}
    everyday = _stems(used.words & known.everyday) - _stems(used.words & known.other)
    attacks = [each for each in found.strikes if each.attackers]
    deadly = {each.strike for each in found.casualties if each.killed or each.injured}
    armed = {each.id for each in found.strikes if not _OF_WAR.isdisjoint(each.weapons)}
    return {
        "always": 1.0,
        "nothing but war": float(len(used.marks) > 1 and not everyday and not any(elsewhere.values())),
        "weak": len(used.words & known.weak) / scale,
        **{name: min(len(stems) / scale, _MOST) for name, stems in elsewhere.items()},
        "everyday": min(len(everyday) / scale, _MOST),
        "opening elsewhere": min(len(used.opening & known.other), 3),
        "parties": min(len(used.parties), 4),
        "groups": min(len(used.groups), 2),
        "attackers": min(len(attacks), 2),
        "attackers and weapons": min(sum(each.id in armed for each in attacks), 2),
        "deadly armed attacks": min(sum(each.id in deadly for each in attacks if each.id in armed), 2),
        "recent attacks": min(sum(_is_recent(each, reading.article.published) for each in found.strikes), 2),
        "recent tolls": min(sum(_is_recent(each, reading.article.published) for each in found.casualties), 2),
        "talks of parties": min(sum(len(each.parties) > 1 for each in found.talks), 2),
        "demands of parties": min(sum(bool(each.by and each.of) for each in found.demands), 2),
    }


def _is_recent(told: Strike | Casualty, published: date | None) -> bool:
    day = told.when and told.when.start
    return bool(day and published and abs((published - day).days) <= _RECENT)


def _is_note_of_conflict(used: _Used) -> bool:
    """Whether a note tells of armed conflict; without any word, weapon or group of it, it is about crime."""
    known = _words()
    marks = used.marks | (used.words & known.acts)
    score = _STRONG * len(marks) + len(used.words & known.weak) + min(len(used.parties), 2)
    others = _stems(used.words & known.other)
    everyday = _stems(used.words & known.everyday) - others
    return bool(marks) and score > _OTHER * len(others) + _EVERYDAY * len(everyday)


def _read_words(reading: Reading) -> _Used:
    known = _words()
    titled = frozenset(_WORD.findall((reading.article.title or "").lower()))
    words, opening = set(titled), set(titled)
    parties: set[str] = set()
    groups: set[str] = set()
    marks: set[str] = set()
    for sentence in reading.sentences:
        here = {*sentence.lemmas, *(word.low for word in sentence.words)}
        words |= here
        if sentence.index < _OPENING:
            opening |= here
        named = [each for each in reading.actors.mentions(sentence) if each.kind in {"country", "group", "person"}]
        parties.update(each.name for each in named)
        groups.update(each.name for each in named if each.kind == "group")
        marks.update(each.weapon for each in find_weapons(sentence) if each.weapon in _OF_WAR)
        if named and not sentence.lemmas.isdisjoint(_ATTACKS) and not sentence.lemmas.isdisjoint(_KILLS):
            marks.add("attack")
    marks |= groups | _stems(words & known.strong)
    length = sum(len(sentence.words) for sentence in reading.sentences)
    return _Used(length, *map(frozenset, (words, opening, parties, groups, marks)))


def _stems(words: Iterable[str]) -> frozenset[str]:
    """One form for singular and plural, so that a word counts once."""
    return frozenset(word.removesuffix("s") for word in words)
