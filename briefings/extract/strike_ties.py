"""Whether two tellings are of one attack: what they contradict each other in, and what ties them together."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.extract.strikes import Event
    from briefings.records import Place, Weapon, When

_KIN: tuple[frozenset[Weapon], ...] = (
    frozenset({"airstrike", "bomb", "missile"}),
    frozenset({"suicide bomb", "vehicle bomb", "bomb", "mine", "small arms"}),
    frozenset({"artillery", "rocket"}),
    frozenset({"ground assault", "small arms", "artillery"}),
    frozenset({"arson", "small arms", "ground assault", "bomb"}),
)
"""Weapons that different reporters name for one attack."""
_EARTH_KM = 6371.0
_TOWN_KM = 20.0
"""Two towns so near are one scene: a suburb and its city, a village and the town that is known."""
_REGION_KM = 150.0
"""A town so near to a region's middle lies in it, where the gazetteer doesn't say."""
_TODAY = frozenset({"today", "tonight", "overnight", "morning", "evening"})


def contradicts(event: Event, told: Event) -> bool:
    """Whether doers, days, places or weapons are at odds, or one side's attackers are the other's victims."""
    if event.attackers and told.attackers and not set(event.attackers) & set(told.attackers):
        return True
    if event.when and told.when and times_apart(event.when, told.when):
        return True
    if event.places and told.places and not places_related(event.places, told.places):
        return True
    if event.weapons and told.weapons and not _kindred(event.weapons, told.weapons):
        return True
    if set(told.attackers) & set(event.defenders) - set(event.attackers):
        return True
    return bool(set(told.defenders) & set(event.attackers) - set(event.defenders))


def tie_between(event: Event, told: Event) -> float:
    """How much ties ``told`` to ``event``: the larger, the likelier one attack."""
    first, last = told.mentions[0], event.mentions[-1].sentence
    weight = 0.0
    if {place.name for place in event.places} & {place.name for place in told.places}:
        weight += 2.0
    elif event.places and told.places:
        weight += 1.0  # no contradiction: one lies in the other
    if event.when and told.when and event.when.start and event.when.start == told.when.start:
        weight += 1.5
    anaphoric = any(mention.anaphoric for mention in told.mentions)
    if _share_word(event.targets, told.targets):
        weight += 1.5
    elif event.targets and told.targets and not anaphoric:
        weight -= 1.0
    elif _points_back(event.targets, told):
        weight += 1.5
    weight += 1.0 * bool(set(event.attackers) & set(told.attackers))
    weight += 0.5 * bool(set(event.defenders) & set(told.defenders))
    weight += 1.0 * bool(set(event.weapons) & set(told.weapons))
    weight += 2.5 * anaphoric
    weight += 1.0 * (not event.anchored or not told.anchored)
    if not (told.anchored or told.targets or any(mention.munitions for mention in told.mentions)):
        weight += 0.5
    distance = first.sentence.index - last.index
    weight += 0.4 * (distance <= 1 and not told.anchored)
    return weight + (0.6 if distance <= 1 else 0.3 if first.sentence.paragraph - last.paragraph <= 1 else 0.0)


def _points_back(targets: list[str], told: Event) -> bool:
    """Whether the telling speaks of "the bus" that the attack hit."""
    known = {target.lower().split()[-1] for target in targets}
    for mention in told.mentions:
        words = mention.sentence.words
        if any(word.low in known and word.i and words[word.i - 1].low in {"the", "its", "their"} for word in words):
            return True
    return False


def days_of(when: When) -> int:
    """The length of a time in days; unresolved ones are the longest."""
    return (when.end - when.start).days + 1 if when.start and when.end else 100_000


def times_apart(one: When, other: When) -> bool:
    """Whether two times have no day in common; an unresolved one is never apart."""
    if not (one.start and one.end and other.start and other.end):
        return False
    slack = timedelta(days=_deictic(one) or _deictic(other))
    return other.start - one.end > slack or one.start - other.end > slack


def _deictic(when: When) -> bool:
    """Whether the words mean the day of speaking, which in a quotation may be the day before the report."""
    return any(word in _TODAY for word in when.text.lower().split())


def places_related(ones: Iterable[Place], others: Iterable[Place]) -> bool:
    """Whether any of the places is, or lies in, any of the others."""
    return any(_same_or_inside(a, b) or _same_or_inside(b, a) for a in ones for b in others)


def _same_or_inside(inner: Place, outer: Place) -> bool:
    if outer.name in {inner.name, inner.admin}:
        return True
    if outer.precision == "country":
        return inner.country is None or inner.country == outer.country
    if None in {inner.lat, outer.lat} and "region" in {inner.precision, outer.precision}:
        return inner.country == outer.country  # "southwestern Colombia", a village that no list knows
    if outer.precision == "region" and outer.name.lower() in (inner.admin or "").lower():
        return True
    return _kilometres(inner, outer) <= (_REGION_KM if outer.precision == "region" else _TOWN_KM)


def _kilometres(one: Place, other: Place) -> float:
    """Great-circle distance by the haversine formula; infinite where a coordinate is unknown."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return math.inf
    lat, lat2 = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((lat2 - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(lat2) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _kindred(ones: Iterable[Weapon], others: Iterable[Weapon]) -> bool:
    one, other = set(ones), set(others)
    return bool(one & other) or any(one & kin and other & kin for kin in _KIN)


def _share_word(ones: Iterable[str], others: Iterable[str]) -> bool:
    words = {word for target in ones for word in target.lower().split() if len(word) > 3}
    return any(word in words for target in others for word in target.lower().split())
