"""Vehicles made bombs: "a cement truck packed with explosives", "a suicide bomber drove his car into the gate"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.extract.parse import Sentence, Word
    from briefings.records import Weapon

_LADEN = 6
"""Words after a vehicle within which its load is named."""
_AFTER_BOMBER = 5
"""Words after "suicide bomber" within which it's said what he came in."""
_JOINTS = frozenset({"-", "–"})


class _Words(NamedTuple):
    vehicles: frozenset[str]
    loads: frozenset[str]
    laden: frozenset[str]
    stowed: frozenset[str]
    driving: frozenset[str]
    bombs: frozenset[str]


@cache
def _words() -> _Words:
    data = load("violence.toml")["vehicle_bombs"]
    return _Words(*(frozenset(data[field]) for field in _Words._fields))


def has_vehicle(sentence: Sentence) -> bool:
    """Whether the sentence names a vehicle at all, or a ramming."""
    known = _words()
    return not sentence.lemmas.isdisjoint(known.vehicles | known.driving)


def vehicle_bomb(words: Sequence[Word], i: int) -> tuple[int, tuple[Weapon, ...]] | None:
    """The last word and the classes of a vehicle made a bomb whose phrase begins at word ``i``."""
    last = _named(words, i) or _laden(words, i) or _loaded(words, i) or _stowed(words, i)
    if last is None:
        return None
    suicide = any(word.low == "suicide" for word in words[max(0, i - 2) : last + 1])
    return last, ("suicide bomb", "vehicle bomb") if suicide else ("vehicle bomb",)


def _named(words: Sequence[Word], i: int) -> int | None:
    """The end of "van bomb", "suicide truck bombings", "car-bomb"."""
    known = _words()
    start = i + 1 if words[i].low == "suicide" else i
    if start >= len(words) or words[start].lemma not in known.vehicles:
        return None
    at = start + 1
    if at < len(words) and words[at].low in _JOINTS:
        at += 1
    return at if at < len(words) and words[at].low in known.bombs else None


def _laden(words: Sequence[Word], i: int) -> int | None:
    """The end of "a truck packed with explosives"."""
    known = _words()
    if words[i].lemma not in known.vehicles:
        return None
    after = [word.low for word in words[i + 1 : i + 1 + _LADEN]]
    if not known.laden & set(after[:2]):
        return None
    return next((i + 1 + k for k, low in enumerate(after) if low in known.loads), None)


def _loaded(words: Sequence[Word], i: int) -> int | None:
    """The end of "explosives-laden motorcycle", "booby-trapped car", "bomb-rigged van"."""
    known = _words()
    inner = [word for word in words[i : i + 4] if word.low not in _JOINTS]
    joined = {"booby", "bomb", "explosive", "explosives"}
    if words[i].low in joined and len(inner) > 2 and inner[1].low in known.laden | {"trapped"}:
        vehicle = inner[2]
    elif words[i].low in {"rigged", "booby-trapped", "boobytrapped"} and len(inner) > 1:
        vehicle = inner[1]
    else:
        return None
    return vehicle.i if vehicle.lemma in known.vehicles else None


def _stowed(words: Sequence[Word], i: int) -> int | None:
    """The end of the phrase of a bomb inside a vehicle: "explosives hidden in a parked car"."""
    known = _words()
    if words[i].low not in {"explosives", "bomb", "bombs", "device"}:
        return None
    after = words[i + 1 : i + 1 + _LADEN]
    if len(after) < 2 or after[0].low not in known.stowed or after[1].low not in {"in", "inside", "aboard"}:
        return None
    return next((word.i for word in after[2:] if word.lemma in known.vehicles), None)


def driven(words: Sequence[Word], last: int) -> bool:
    """Whether the suicide bomber named up to word ``last`` came in a vehicle: "in a Niva car", "rammed a convoy"."""
    known = _words()
    if words[last].low in {"svbied", "svbieds"}:
        return True
    if words[last].lemma not in {"bomber", "attacker"}:
        return False
    for word in words[last + 1 : last + 1 + _AFTER_BOMBER]:
        if word.lemma in known.driving:
            return True
        if word.lemma in known.vehicles:
            owner = {each.low for each in words[last + 1 : word.i]}
            return bool(owner & {"in", "his", "her", "their"})
    return False
