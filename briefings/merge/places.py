"""How near the places of two items are."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from briefings.nearness import REGION_KM, TOWN_KM, kilometres

if TYPE_CHECKING:
    from briefings.merge.features import Features, Spot

SAME, HEARD, NEAR, INSIDE, COUNTRY, UNKNOWN, APART = 6, 5, 4, 3, 2, 1, 0
"""One place; one that a report without one so fine speaks of; a place beside it, or one region; a town and its
region; one country; not told; two places."""

_COMMON = frozenset({"refugee", "camp", "city", "town", "village", "district", "island", "port", "al"})
_NOTHING: frozenset[str] = frozenset()
_ONE_KM = 2.5
"""Two spellings with coordinates so near are one place: the gazetteer's are rounded to a kilometre."""
_BESIDE_KM = 40.0
""""Near Kupiansk" may be a village so far away."""


def proximity(one: Features, other: Features) -> int:
    """How near the nearest places of two items are; a place that one names and the other hears of is near."""
    # Loops, not comprehensions: in a war this is asked of hundreds of pairs for each report.
    nearest = UNKNOWN
    if one.spots and other.spots:
        nearest = APART
        for a in one.spots:
            for b in other.spots:
                nearest = max(nearest, relation(a, b))
    if nearest >= NEAR or not (_hears(one, other) or _hears(other, one)):
        return nearest
    if not one.spots or not other.spots:
        return HEARD
    coarse = min(max(spot.grade for spot in each.spots) for each in (one, other))
    return NEAR if coarse > 1 else HEARD


def _hears(one: Features, other: Features) -> bool:
    """Whether ``one`` speaks of a fine place of ``other``."""
    if heard := one.heard:
        for spot in other.spots:
            if spot.grade > 1 and heard >= _proper(spot.name) > _NOTHING:
                return True
    return False


@lru_cache(maxsize=4096)
def _proper(name: str) -> frozenset[str]:
    """The words of a place's name that are its own: "nuseirat" of "nuseirat refugee camp"."""
    return frozenset(name.split()) - _COMMON


@lru_cache(maxsize=16_384)
def relation(one: Spot, other: Spot) -> int:
    """How near two places are."""
    if one.name == other.name or _respelt(one, other):
        return (COUNTRY, NEAR, SAME, SAME)[min(one.grade, other.grade)]
    if one.country != other.country and one.country and other.country:
        return APART
    fine, coarse = (one, other) if one.grade >= other.grade else (other, one)
    if coarse.grade == 0:
        return COUNTRY if coarse.country == fine.country else UNKNOWN
    if coarse.grade == 1:
        return _in_region(fine, coarse)
    distance = kilometres(one, other)
    if distance <= _ONE_KM:
        return SAME
    return NEAR if distance <= (_BESIDE_KM if coarse.grade == 2 else TOWN_KM) else APART


def _in_region(fine: Spot, region: Spot) -> int:
    """How a place relates to a region, or two regions to each other."""
    if region.name == fine.admin or region.name in fine.admin or (fine.grade == 1 and region.name in fine.name):
        return NEAR if fine.grade == 1 else INSIDE
    if set(fine.name.split()) <= set(region.name.split()):  # "Aden" and "Gulf of Aden"
        return INSIDE
    if None in {fine.lat, region.lat}:
        return UNKNOWN
    return INSIDE if fine.grade > 1 and kilometres(fine, region) <= REGION_KM else APART


def _respelt(one: Spot, other: Spot) -> bool:
    """Whether two names in one country are spellings of one: "Pa Zi Gyi" and "Pazigyi"."""
    if one.country != other.country or min(one.grade, other.grade) < 2:
        return False
    a, b = one.name.replace(" ", ""), other.name.replace(" ", "")
    return a == b
