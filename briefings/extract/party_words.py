"""The words around parties as sets: roles, fighters of no state, what stands for whom, what only looks so."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract import lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS = lexicon.load("parties.toml")
"""The word lists as they stand in the file."""


class Lists(NamedTuple):
    """The word lists as sets."""

    roles: Mapping[str, str]
    nonstate: frozenset[str]
    strangers: frozenset[str]
    named: frozenset[str]
    carriers: frozenset[str]
    peoples: frozenset[str]
    people_heads: frozenset[str]
    relational: frozenset[str]
    modifying: frozenset[str]
    the_group: frozenset[str]
    mediating: frozenset[str]
    actions: frozenset[str]
    pairs: frozenset[str]
    pair_marks: frozenset[str]
    bound_by: frozenset[str]
    place_verbs: frozenset[str]
    place_nouns: frozenset[str]
    told: frozenset[str]
    acting_preps: frozenset[str]
    governed: frozenset[str]
    media: frozenset[str]
    bodies: frozenset[str]


@cache
def lists() -> Lists:
    """The word lists around parties, ready for look-ups; the first role that lists a noun has it."""
    roles: dict[str, str] = {}
    for role in ("nonstate", "person", "document", "government", "group", "force"):
        for lemma in WORDS["roles"][role]:
            roles.setdefault(lemma, role)
    nonstate, reference, acting = WORDS["nonstate"], WORDS["reference"], WORDS["acting"]
    return Lists(
        roles=roles,
        nonstate=frozenset(WORDS["roles"]["nonstate"]),
        named=frozenset(nonstate["named"]),
        strangers=frozenset(nonstate["strangers"]),
        carriers=frozenset(nonstate["carriers"]),
        peoples=frozenset(nonstate["peoples"]),
        people_heads=frozenset(nonstate["people_heads"]),
        relational=frozenset(reference["relational"]),
        modifying=frozenset(reference["modifying"]),
        the_group=frozenset(reference["the_group"]),
        mediating=frozenset(reference["mediating"]),
        actions=frozenset(reference["actions"]),
        pairs=frozenset(reference["pairs"]),
        pair_marks=frozenset(reference["pair_marks"]),
        bound_by=frozenset(reference["bound_by"]),
        place_verbs=frozenset(acting["place_verbs"]),
        place_nouns=frozenset(acting["place_nouns"]),
        told=frozenset(acting["told"]),
        acting_preps=frozenset(acting["preps"]),
        governed=frozenset(acting["governed"]),
        media=frozenset(name.lower() for name in WORDS["media"]),
        bodies=frozenset(WORDS["organisations"]["group_words"] + WORDS["organisations"]["body_words"]),
    )
