"""How alike two items are, whatever they tell of, and where those alike can be found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.merge import attacks, rounds

if TYPE_CHECKING:
    from briefings.merge.features import Features

SAME = 1.0
"""Likeness from which two items tell of one happening.

Each family measures in its own coin and divides by what it takes; see NEEDED there. Set on the clusters under
``tests/clusters``: the lowest true pair and the highest false one are kept apart by the rules, not by the number.
"""
_REACH = 3
"""Days around an item in which those alike can lie: reports of one night a day apart, a demand told again."""


class Window(NamedTuple):
    """Where the items that may tell of the same are: of this family, not closed, sharing a day, and of this locus.

    A neighbour has ``first <= window.last`` and ``last >= window.first``, and the same ``locus`` or either of both
    is "". Being a neighbour is mutual.
    """

    family: str
    first: int
    last: int
    locus: str


def window(features: Features) -> Window:
    """Where to look for the neighbours of an item."""
    reach = _REACH if features.family == "demand" else 1
    return Window(features.family, features.first - reach, features.last + reach, features.locus)


def is_in(features: Features, where: Window) -> bool:
    """Whether an item lies in a window: what a store asks of its tables."""
    return (
        features.family == where.family
        and not features.closed
        and features.first <= where.last
        and features.last >= where.first
        and (not features.locus or not where.locus or features.locus == where.locus)
    )


def same(one: Features, other: Features) -> float:
    """How alike two items are: from ``SAME`` on they tell of one happening. Items of one article never do."""
    if one.family != other.family or one.closed or other.closed or one.article == other.article:
        return 0.0
    if one.locus != other.locus and one.locus and other.locus:
        return 0.0
    if one.family == "attack":
        return attacks.likeness(one, other)
    return rounds.likeness_of_talks(one, other) if one.family == "talks" else rounds.likeness_of_demands(one, other)
