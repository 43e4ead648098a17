"""The little of an item that decides what it is merged with, compact enough to keep beside it."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import NamedTuple

Tolls = tuple[tuple[int | None, int | None, int | None], ...]
"""Counts as (low, best, high)."""


class Spot(NamedTuple):
    """A place as far as it is compared: folded names, coordinates, and how fine it is (3 exact to 0 country)."""

    name: str
    admin: str
    country: str
    lat: float | None
    lon: float | None
    grade: int


class Features(NamedTuple):
    """What decides whether two items tell of one happening.

    ``family`` is "attack", "talks" or "demand". ``first`` and ``last`` are ordinals of the days in which it lies;
    ``told`` is 2 where the report names a day, 1 a longer time, 0 none (then they are those before publication).
    ``locus`` is the country of an attack, the asking party of a demand, "" where unknown or several, and for talks.
    ``day`` is that of publication, ``hour`` the part of the day told or "".
    ``things`` are the words for what was hit, ``kinds`` their kinds, ``named`` its names; ``heard`` and
    ``heard_kinds`` are the names and kinds that the report speaks of at all.
    ``closed`` items merge with none: running totals, and attacks of a time unknown. ``crowded`` says that the
    article tells of another attack at the same place and time.
    """

    key: str
    article: str
    reported: str
    specificity: int
    family: str
    kind: str
    closed: bool
    crowded: bool
    first: int
    last: int
    told: int
    day: int
    hour: str
    locus: str
    spots: tuple[Spot, ...] = ()
    doers: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    means: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    heard_kinds: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    heard: frozenset[str] = frozenset()
    killed: Tolls = ()
    injured: Tolls = ()
    launched: tuple[tuple[str, int], ...] = ()
    gist: frozenset[str] = frozenset()
    status: str = ""


def order_key(features: Features) -> tuple[int, str, str]:
    """The place of an item in the order of leaders: the most specific first, then the earliest."""
    return (-features.specificity, features.reported, features.key)


def dump(features: Features) -> str:
    """``features`` as JSON."""
    return json.dumps([sorted(part) if isinstance(part, frozenset) else part for part in features])


@lru_cache(maxsize=16_384)
def load(text: str) -> Features:
    """Features from the JSON that ``dump`` wrote; those of the last days are asked for again and again."""
    parts = json.loads(text)
    for i in _SETS:
        parts[i] = frozenset(parts[i])
    for i in _TUPLES:
        parts[i] = tuple([tuple(each) for each in parts[i]])
    parts[_SPOTS] = tuple([Spot(*each) for each in parts[_SPOTS]])
    return Features(*parts)


_SETS = [i for i, name in enumerate(Features._fields) if isinstance(Features._field_defaults.get(name), frozenset)]
_TUPLES = [i for i, name in enumerate(Features._fields) if Features._field_defaults.get(name) == () and name != "spots"]
_SPOTS = Features._fields.index("spots")
