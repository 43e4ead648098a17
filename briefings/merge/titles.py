"""A short factual title of an event, from what its reports agree on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings import wording
from briefings.merge.words import kinds_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.events import Fact, Kind
    from briefings.records import Place

    Facts = Sequence[Fact]

_MOST_PARTIES = 3
_MOST_WEAPONS = 2
_MOST_WORDS = 12
"""Words of a demand in its title."""
_LONGEST_TARGET = 4
"""Words of a target in a title: longer ones are descriptions."""
_NONE: frozenset[str] = frozenset()
_FINER = {
    "bomb": frozenset({"suicide bomb", "vehicle bomb", "airstrike"}),
    "airstrike": frozenset({"drone", "missile"}),
    "ground assault": frozenset({"small arms"}),
}
"""Weapons that say no more than these beside them."""
_TALKS = {
    "planned": "Planned talks",
    "proposed": "Proposed talks",
    "suspended": "Suspended talks",
    "called_off": "Cancelled talks",
}
_SPELLED = {
    "agreement": "Agreement",
    "partial": "Partial agreement",
}


def title(kind: Kind, facts: Facts, place: Place | None, parties: Sequence[str]) -> str:
    """What happened where, such as "Drone strike on mosque in El Fasher, Sudan"."""
    where = wording.place(place)
    if kind == "talks":
        return _talks(facts, where, parties)
    if kind == "demand":
        return _demand(facts)
    if kind == "casualties":
        return f"Casualties {where}" if where else "Casualties"
    named = _values(facts, "weapon")
    weapons = [each for each in named if _FINER.get(each, _NONE).isdisjoint(named)][:_MOST_WEAPONS]
    attack = wording.upper_first(wording.attack(weapons))
    doers = wording.listed(_values(facts, "attacker")[:2])
    by = f" by {doers}" if doers else ""
    targets = [each for each in _values(facts, "target") if len(each.split()) <= _LONGEST_TARGET]
    hit = next((f" on {each}" for each in sorted(targets, key=lambda each: not kinds_of(each))), "")
    if not hit and not where and (defenders := wording.listed(_values(facts, "defender")[:2])):
        hit = f" on {defenders}"
    return " ".join(f"{attack}{by}{hit} {where}".split())


def _talks(facts: Facts, where: str, parties: Sequence[str]) -> str:
    if outcome := next((each for each in _values(facts, "outcome") if each in _SPELLED), None):
        what = _SPELLED[outcome]
    else:
        what = next((_TALKS[each] for each in _values(facts, "status")[:1] if each in _TALKS), "Talks")
    sides = wording.listed(parties[:_MOST_PARTIES])
    between = f" between {sides}" if len(parties) > 1 else f" with {sides}" if sides else ""
    return " ".join(f"{what}{between} {where}".split())


def _demand(facts: Facts) -> str:
    by, of = (wording.listed(_values(facts, name)[:2]) for name in ("by", "of"))
    words = next(iter(_values(facts, "text")), "").split()
    text = " ".join(words[:_MOST_WORDS]) + (" …" if len(words) > _MOST_WORDS else "")
    return f"{by or 'Demand'}{f' to {of}' if of else ''}: {text}"


def _values(facts: Facts, name: str) -> list[str]:
    """The values of one name, those that most reports state first."""
    return [fact.value for fact in facts if fact.name == name]
