"""Whether two reports tell of one attack.

Place and time must agree and nothing may contradict; where place or time say little, something that few attacks
share must tie the reports together: a rare figure, what was hit, a name. Doers and weapons are no such tie, since
in a war they are the same every day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.merge import places
from briefings.merge.places import proximity
from briefings.merge.words import capital_cities, family_of, vague_kinds
from briefings.nearness import kindred

if TYPE_CHECKING:
    from briefings.merge.features import Features, Tolls

NEEDED = 4.5
"""What makes one attack: one place and one day told (3 + 2), or nearly as much of other agreement."""
_PLACE = {
    places.SAME: (3.0, 0.0),
    places.HEARD: (2.5, 1.0),
    places.NEAR: (1.5, 1.0),
    places.INSIDE: (1.5, 1.0),
    places.COUNTRY: (0.3, 2.0),
    places.UNKNOWN: (0.0, 2.0),
}
"""What an agreement of places is worth, and the ties that it needs beside it: the more the less it says."""
_LITTLE = 0.5
"""Ties that a report needs whose article tells of another attack there, or whose words for what was hit differ."""
_SOME = 1.0
"""Ties that a report needs that tells no day, another part of the day, or weapons of another kind."""
_STRONG = 2.0
"""Ties that outweigh a day between two reports, or doers that differ without being enemies."""
_RARE = 10
"""A toll from which on its equal elsewhere is no chance: most attacks of a day have fewer victims."""
_SINGULAR = 100
"""A toll from which on its equal elsewhere names the event, unless it is a round number."""
_FAR = 4
"""Tolls of one attack rarely differ by this factor once both are counted exactly."""
_ADJOINING = ({"night", "evening"}, {"night", "morning"})
_SALVO = 0.15
"""Part by which the numbers of munitions that two sources count of one salvo may differ."""


def likeness(one: Features, other: Features) -> float:
    """How alike two attacks are: 1 and more is one attack, 0 where something contradicts."""
    time = _time(one, other)
    if time is None or _opposed(one, other):
        return 0.0
    near = proximity(one, other)
    if near == places.APART:
        return 0.0
    ties = _ties(one, other)
    where, needed = _PLACE[near]
    if one.first > other.last or other.first > one.last or _differ(one.doers, other.doers):
        needed = max(needed, _STRONG)
    elif min(one.told, other.told) < 2 or _at_other_hours(one.hour, other.hour) or not _kindred(one, other):
        needed = max(needed, _SOME)
    elif one.crowded or other.crowded or (one.things and other.things and one.things.isdisjoint(other.things)):
        needed = max(needed, _LITTLE)
    if ties < needed:
        return 0.0
    return max(0.0, where + time + ties + _support(one, other)) / NEEDED


def _time(one: Features, other: Features) -> float | None:
    """How well the times agree, or None where they contradict."""
    gap = max(one.first - other.last, other.first - one.last)
    if gap > 0:
        return 0.0 if gap == 1 and one.told and other.told else None
    if one.told and other.told:
        return 2.0 if one.told == other.told == 2 else 0.5
    return 1.0 if abs(_likeliest(one) - _likeliest(other)) <= 1 else 0.0


def _likeliest(features: Features) -> int:
    """The day told, else that of publication."""
    return features.last if features.told else features.day


def _opposed(one: Features, other: Features) -> bool:
    """Whether the doer of the one is who was hit by the other, and not the other way about."""
    if not _differ(one.doers, other.doers):
        return False
    return not (one.doers.isdisjoint(other.others) and other.doers.isdisjoint(one.others))


def _differ(ones: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two sets of doers have nobody in common, by name or kin."""
    return bool(ones and others) and ones.isdisjoint(others) and family_of(ones).isdisjoint(family_of(others))


def _at_other_hours(one: str, other: str) -> bool:
    """Whether two parts of a day exclude each other: night goes with the evening before and the morning after."""
    return bool(one and other) and one != other and {one, other} not in _ADJOINING


def _kindred(one: Features, other: Features) -> bool:
    """Whether two reports of one attack may name these weapons; they may where one names none."""
    return not one.means or not other.means or kindred(one.means, other.means)


def _support(one: Features, other: Features) -> float:
    """What agrees as it would in any two attacks of the war, and what doesn't."""
    score = 0.0
    if one.means and other.means:
        score += 1.0 if one.means & other.means else 0.5 if _kindred(one, other) else -1.5
    if one.doers and other.doers:
        score -= 1.5 if _differ(one.doers, other.doers) else -0.7
    return score + (0.3 if one.others & other.others else 0.0)


def _ties(one: Features, other: Features) -> float:
    """What few attacks share, less what cannot be of one."""
    ties = _hit(one, other) + _numbers(one.launched, other.launched)
    ties += max(_toll(one.killed, other.killed, 1.0), _toll(one.injured, other.injured, 0.75))
    ties += 0.5 * (_agree(one.killed, other.killed) and _agree(one.injured, other.injured))
    return ties + min(1.0, 0.5 * len((one.heard & other.heard) - one.named - other.named - capital_cities()))


def _hit(one: Features, other: Features) -> float:
    """Whether the things hit are one: by name, by kind, by a word; less than nothing where they cannot be."""
    if by_name := (one.named & (other.named | other.heard)) | (other.named & one.heard):
        return min(3.0, 1.5 + 0.5 * len(by_name))
    ones, others = one.kinds - vague_kinds(), other.kinds - vague_kinds()
    if ones & others:
        return 1.5
    heard, heard_too = ones & other.heard_kinds, others & one.heard_kinds
    if ones and others and not (heard and heard_too):
        return -2.0
    if heard or heard_too or one.things & other.things:
        return 1.0
    return 0.5 if one.kinds & other.kinds else 0.0


def _agree(ones: Tolls, others: Tolls) -> bool:
    """Whether a best count is the same on both sides."""
    return any(a[1] is not None and a[1] == b[1] for a in ones for b in others)


def _toll(ones: Tolls, others: Tolls, weight: float) -> float:
    """What an equal toll ties, the rarer the more; less than nothing for small exact tolls that differ widely."""
    equal = [a[1] for a in ones for b in others if a[1] is not None and a[1] == b[1]]
    if equal:
        return weight * max(map(_rarity, equal))
    exact = [(a[1], b[1]) for a in ones for b in others if a[0] == a[1] == a[2] and b[0] == b[1] == b[2]]
    if exact and all(max(a or 1, b or 1) >= _FAR * min(a or 1, b or 1) for a, b in exact):
        return -0.5
    return 0.0


def _rarity(toll: int) -> float:
    """What a toll ties that two reports have in common: 274 is one event's, 3 is any's."""
    if toll >= _SINGULAR and toll % 10:
        return 3.5
    return 2.0 if toll >= _RARE else 1.0 if toll > 3 else 0.5


def _numbers(ones: tuple[tuple[str, int], ...], others: tuple[tuple[str, int], ...]) -> float:
    """What equal numbers of munitions tie; two salvos have two numbers."""
    counts = dict(others)
    both = [(number, counts[weapon]) for weapon, number in ones if weapon in counts]
    if not both:
        return 0.0
    if any(a == b and a >= _RARE for a, b in both):
        return 2.5
    return -2.0 if any(abs(a - b) > _SALVO * max(a, b) and max(a, b) >= _RARE for a, b in both) else 0.5
