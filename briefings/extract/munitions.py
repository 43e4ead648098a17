"""How many drones, missiles, rockets or bombs were launched, and how many of them were stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.tree import ancestors, is_passive
from briefings.extract.violence import PLATFORMS
from briefings.records import Munition

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from briefings.extract.counts import Quantity
    from briefings.extract.parse import Sentence, Word
    from briefings.extract.violence import WeaponMention
    from briefings.records import Count, Weapon

_COUNTED = frozenset({"drone", "missile", "rocket", "artillery", "bomb", "airstrike", "mine"})
_INTERCEPT = frozenset(
    [
        "intercept",
        "down",
        "shoot",
        "destroy",
        "neutralize",
        "neutralise",
        "repel",
        "jam",
        "suppress",
        "bring",
        "thwart",
        "stop",
    ]
)
_ADJECTIVES_BETWEEN = 4
_BETWEEN = frozenset({"-", "more", "other", "of", "the", "”", '"', "“", "’s"})


def find_munitions(
    sentence: Sentence,
    weapons: Sequence[WeaponMention],
    quantities: Sequence[Quantity],
    clause: Collection[int],
) -> list[Munition]:
    """The munitions that the words ``clause`` (indices in ``sentence``) give a number of, one entry a kind."""
    launched: dict[Weapon, Count] = {}
    stopped: dict[Weapon, Count] = {}
    last: Weapon | None = None
    used: set[int] = set()
    for weapon in weapons:
        if weapon.weapon not in _COUNTED or weapon.last not in clause:
            continue
        if sentence.words[weapon.last].low in PLATFORMS:
            continue
        quantity = _quantity_of(sentence, weapon, quantities)
        if quantity is None or quantity.first in used:
            continue
        used.add(quantity.first)
        last = weapon.weapon
        part = _part_of(sentence, quantity, quantities)
        is_stopped = _is_stopped(sentence.words[weapon.last])
        if part is not None:
            used.add(part.first)
            launched.setdefault(weapon.weapon, quantity.count)
            if is_stopped:
                stopped.setdefault(weapon.weapon, part.count)
        else:
            (stopped if is_stopped else launched).setdefault(weapon.weapon, quantity.count)
    if last is not None:
        for quantity in quantities:
            if quantity.first not in used and _counts_stopped(sentence, quantity):
                stopped.setdefault(_stopped_kind(launched, quantity.count, last), quantity.count)
    kinds = [*launched, *(kind for kind in stopped if kind not in launched)]
    return [Munition(weapon=kind, launched=launched.get(kind), intercepted=stopped.get(kind)) for kind in kinds]


def _stopped_kind(launched: dict[Weapon, Count], stopped: Count, last: Weapon) -> Weapon:
    """The kind that a number of those stopped can be of: the last named of which at least as many flew."""
    fits = [kind for kind, count in launched.items() if (count.best or 0) >= (stopped.best or 0)]
    return fits[-1] if fits else last


def _quantity_of(sentence: Sentence, weapon: WeaponMention, quantities: Sequence[Quantity]) -> Quantity | None:
    """The number of a weapon: "450 attack drones", "drones—472—", not "two soldiers with drones"."""
    words = sentence.words
    for quantity in quantities:
        between = words[quantity.last + 1 : weapon.first]
        if 0 <= weapon.first - quantity.last - 1 <= _ADJECTIVES_BETWEEN and all(_qualifies(each) for each in between):
            return quantity
        gap = words[weapon.last + 1 : quantity.first]
        if len(gap) == 1 and gap[0].low in {"—", "–", "-", "(", ","} and quantity.last + 1 < len(words):
            closes = words[quantity.last + 1].low
            if closes in {"—", "–", "-", ")", ","} and words[quantity.first].dep != "nummod":
                return quantity
    return None


def _qualifies(word: Word) -> bool:
    return (word.pos in {"ADJ", "NOUN", "PROPN", "VERB", "PART"} and word.tag != "NNS") or word.low in _BETWEEN


def _part_of(sentence: Sentence, whole: Quantity, quantities: Sequence[Quantity]) -> Quantity | None:
    """The "30" of "30 of 33 drones", "30 out of the 33 drones"."""
    for part in quantities:
        between = [word.low for word in sentence.words[part.last + 1 : whole.first]]
        if part.last < whole.first and between in (
            ["of"],
            ["out", "of"],
            ["of", "the"],
            ["out", "of", "the"],
        ):
            return part
    return None


def _is_stopped(weapon: Word) -> bool:
    """Whether the weapon noun is what a verb of interception was done to."""
    for above in ancestors(weapon):
        if above.pos != "VERB":
            continue
        if above.lemma not in _INTERCEPT:
            return False
        if above.lemma in {"shoot", "bring"}:
            return any(kid.low == "down" for kid in above.kids)
        if above.lemma in {"destroy", "stop"}:
            return is_passive(above) or any(kid.dep == "nsubj" for kid in above.kids)
        return True
    return False


def _counts_stopped(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a number alone is of those stopped: "38 of which were shot down", "intercepting 38 of them"."""
    word = sentence.words[quantity.last]
    after = sentence.words[quantity.last + 1 : quantity.last + 3]
    counted = word.head if word.dep in {"nummod", "quantmod", "advmod"} else word
    if (
        counted.pos == "NOUN"
        and counted.i > quantity.last
        and counted.lemma not in {"drone", "missile", "rocket", "projectile"}
    ):
        return False
    if after and after[0].pos in {"NOUN", "PROPN"}:
        return False
    return _is_stopped(word)
