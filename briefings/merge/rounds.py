"""Whether two reports tell of one round of talks, and whether two tell of one demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.merge import places
from briefings.merge.places import proximity

if TYPE_CHECKING:
    from briefings.merge.features import Features

NEEDED = 4.5
"""What makes one round: the same two parties and one day or place, and something beside."""
_PLACE = (0.0, 0.0, 1.0, 1.5, 1.5, 1.5, 2.0)
"""What an agreement of places is worth, from APART to SAME."""
_RARE_STATES = frozenset({"suspended", "called_off", "agreement", "partial"})
"""What becomes of talks seldom enough to tell which are meant."""
_TOLD_DEALS = 2
"""Stems that two lists of things agreed must share to be one."""
_OVERLAP = 0.6
"""Part of the shorter demand's words that the longer one must have: "accept the proposed ceasefire" and
"accept an unconditional ceasefire for 30 days" are one demand."""
_FEW = 2
"""Words of a demand below which all of them must be the same."""
_DEMANDED_AGAIN = 3
"""Days after which a demand is a new one."""


def likeness_of_talks(one: Features, other: Features) -> float:
    """How alike two rounds of talks are: 1 and more is one round, 0 where something contradicts."""
    # One after the other: most pairs are of other parties, and the rest need not be looked at.
    if (who := _who(one, other)) is None or (time := _time(one, other)) is None:
        return 0.0
    if (near := proximity(one, other)) == places.APART:
        return 0.0
    ties = _ties(one, other)
    if not (near >= places.INSIDE or (one.told == other.told == 2) or ties >= 1.0):
        return 0.0
    return (who + time + _PLACE[near] + ties) / NEEDED


def _who(one: Features, other: Features) -> float | None:
    """How well the parties agree, or None where they cannot be those of one round."""
    both = one.doers & other.doers
    sides = (one.doers | one.others, other.doers | other.others)
    if len(both) >= 2:
        strangers = (one.doers - sides[1]) | (other.doers - sides[0])
        return 3.0 - 0.5 * len(strangers)
    if both and (one.doers <= sides[1] or other.doers <= sides[0]):
        return 2.0 if len(sides[0] & sides[1]) >= 2 else 1.0
    return None


def _time(one: Features, other: Features) -> float | None:
    gap = max(one.first - other.last, other.first - one.last)
    if one.told and other.told:
        if gap > 1:
            return None
        exact = one.told == other.told == 2
        return (2.0 if exact else 0.7) if gap <= 0 else 0.5
    if gap > 0:
        return None
    return 1.0 if abs(_likeliest(one) - _likeliest(other)) <= 1 else 0.7


def _likeliest(features: Features) -> int:
    return features.last if features.told else features.day


def _ties(one: Features, other: Features) -> float:
    """What tells this round from the other rounds of the same parties."""
    ties = 0.0
    if one.status == other.status:
        ties += 1.0 if one.status in _RARE_STATES else 0.3
    ties += 1.0 * (len(one.gist & other.gist) >= _TOLD_DEALS)
    ties += 0.7 * bool(one.others & other.others) + 0.7 * bool(one.means & other.means)
    if not (one.told and other.told) and {one.status, other.status} & {"planned", "proposed"}:
        ties -= 1.0 * (one.status != other.status)
    return ties


def likeness_of_demands(one: Features, other: Features) -> float:
    """How alike two demands are: 1 and more is one demand, 0 where the parties differ or days lie between."""
    if not one.doers & other.doers or abs(one.day - other.day) > _DEMANDED_AGAIN:
        return 0.0
    if one.others and other.others and not one.others & other.others:
        return 0.0
    fewer = min(len(one.gist), len(other.gist))
    if not fewer:
        return 0.0
    part = len(one.gist & other.gist) / fewer
    if fewer < _FEW or not (one.others and other.others):
        return part if one.gist == other.gist and fewer >= _FEW else 0.0
    return part / _OVERLAP
