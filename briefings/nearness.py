"""Whether two times, places, weapons or targets can be of one attack: within an article and between articles."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.records import Place, When

_KIN: tuple[frozenset[str], ...] = (
    frozenset({"airstrike", "bomb", "missile"}),
    frozenset({"suicide bomb", "vehicle bomb", "bomb", "mine", "small arms"}),
    frozenset({"artillery", "rocket"}),
    frozenset({"ground assault", "small arms", "artillery"}),
    frozenset({"arson", "small arms", "ground assault", "bomb"}),
)
"""Weapons that different reporters name for one attack."""
_EARTH_KM = 6371.0
TOWN_KM = 20.0
"""Two towns so near are one scene: a suburb and its city, a village and the town that is known."""
REGION_KM = 150.0
"""A town so near to a region's middle lies in it, where the gazetteer doesn't say."""
_TODAY = frozenset({"today", "tonight", "overnight", "morning", "evening"})


class Located(Protocol):
    """Anything with coordinates, WGS 84 degrees."""

    @property
    def lat(self) -> float | None:
        """Latitude, None where unknown."""

    @property
    def lon(self) -> float | None:
        """Longitude, None where unknown."""


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
    return kilometres(inner, outer) <= (REGION_KM if outer.precision == "region" else TOWN_KM)


def kilometres(one: Located, other: Located) -> float:
    """Great-circle distance by the haversine formula; infinite where a coordinate is unknown."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return math.inf
    lat, lat2 = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((lat2 - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(lat2) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def kindred(ones: Iterable[str], others: Iterable[str]) -> bool:
    """Whether two tellings of one attack may name these weapons."""
    one, other = set(ones), set(others)
    return bool(one & other) or any(one & kin and other & kin for kin in _KIN)


def share_word(ones: Iterable[str], others: Iterable[str]) -> bool:
    """Whether any of the phrases has a word of some length in common with any of the others."""
    words = {word for target in ones for word in target.lower().split() if len(word) > 3}
    return any(word in words for target in others for word in target.lower().split())
