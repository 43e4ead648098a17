"""Bare expressions of time in a text ("May 16", "last week"), without prepositions and not yet joined."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.date_forms import rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefings.extract.date_meanings import Setting
    from briefings.extract.days import Days


_PIECE = re.compile(r"[a-z]+|19|20")
"""What a rule may need in a text before its pattern is tried, which is many times dearer."""


class Atom(NamedTuple):
    """A bare expression of time: its characters in the text, its kind, and how to resolve it."""

    start: int
    end: int
    kind: str
    resolve: Callable[[Setting], Days]

    def days(self, setting: Setting) -> Days | None:
        """Return the days meant, None where they can't be told."""
        try:
            days = self.resolve(setting)
        except (ValueError, OverflowError):
            return None
        return None if days.start and days.end and days.start > days.end else days


def find_atoms(text: str) -> list[Atom]:
    """Find the expressions of time in ``text``, in reading order and without overlap; the longer one wins."""
    pieces = frozenset(_PIECE.findall(text.lower()))
    found = [
        Atom(match.start(), match.end(), rule.kind, partial(rule.resolve, match))
        for rule in rules()
        if not rule.needs.isdisjoint(pieces)
        for match in rule.pattern.finditer(text)
        if rule.fits(match)
    ]
    atoms: list[Atom] = []
    for atom in sorted(found, key=lambda each: (each.start, -each.end)):
        if not atoms or atom.start >= atoms[-1].end:
            atoms.append(atom)
    return atoms
