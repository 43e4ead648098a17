"""The vocabulary of attacks as sets and a phrase finder, read once from lexicon/violence.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple, cast, get_args

from briefings.extract.lexicon import load
from briefings.extract.vehicle_bombs import driven, has_vehicle, vehicle_bomb
from briefings.records import Weapon

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence, Word


_DIGGING = frozenset(
    [
        "coal",
        "gold",
        "salt",
        "iron",
        "copper",
        "diamond",
        "cobalt",
        "silver",
        "tin",
        "uranium",
        "worker",
        "shaft",
        "owner",
        "site",
        "company",
        "union",
        "collapse",
    ]
)


@dataclass(frozen=True)
class Vocabulary:
    """Lemmas by what they tell; see the comments in the lexicon file."""

    sure_verbs: frozenset[str]
    unsure_verbs: frozenset[str]
    launch_verbs: frozenset[str]
    weapon_verbs: frozenset[str]
    under: frozenset[str]
    set_verbs: frozenset[str]
    sure_nouns: frozenset[str]
    unsure_nouns: frozenset[str]
    fight_nouns: frozenset[str]
    targets: frozenset[str]
    not_targets: frozenset[str]
    settlements: frozenset[str]
    sites: frozenset[str]
    fighters: frozenset[str]
    marks: frozenset[str]
    marked: frozenset[str]
    loners: frozenset[str]
    deadly: frozenset[str]
    robbing: frozenset[str]
    rehearsal: frozenset[str]
    abstract: frozenset[str]
    means: frozenset[str]
    by_itself: frozenset[str]
    bands: frozenset[str]
    aftermath: frozenset[str]
    deeds: frozenset[str]
    found: frozenset[str]
    assailants: frozenset[str]
    fallen: frozenset[str]
    assaults: frozenset[str]
    harmed: frozenset[str]
    implied: dict[str, Weapon]

    @cached_property
    def verbs(self) -> frozenset[str]:
        """All verbs whose object is hit."""
        return self.sure_verbs | self.unsure_verbs

    @cached_property
    def all_verbs(self) -> frozenset[str]:
        """All lemmas that may tell an attack, to see cheaply that a sentence has none."""
        return self.verbs | self.nouns | self.set_verbs

    @cached_property
    def nouns(self) -> frozenset[str]:
        """All nouns that can tell an attack."""
        return self.sure_nouns | self.unsure_nouns | self.fight_nouns


@cache
def vocabulary() -> Vocabulary:
    """The sets, built once."""
    data = load("violence.toml")
    verbs, nouns = data["verbs"], data["nouns"]
    return Vocabulary(
        frozenset(verbs["sure"]),
        frozenset(verbs["unsure"]),
        frozenset(verbs["launch"]),
        frozenset(verbs["weapon_does"]),
        frozenset(verbs["under"]),
        frozenset(verbs["set"]),
        frozenset(nouns["sure"]),
        frozenset(nouns["unsure"]),
        frozenset(nouns["fights"]),
        frozenset(data["targets"]["words"]),
        frozenset(data["targets"]["never"]),
        frozenset(data["targets"]["settlements"]),
        frozenset(data["targets"]["sites"]),
        frozenset(data["fighters"]["words"]),
        frozenset(data["fighters"]["marks"]),
        frozenset(data["fighters"]["marked"]),
        frozenset(data["fighters"]["loners"]),
        frozenset(verbs["deadly"]),
        frozenset(verbs["robbing"]),
        frozenset(data["not_attacks"]["rehearsal"]),
        frozenset(data["not_attacks"]["abstract"]),
        frozenset(data["not_attacks"]["means"]),
        frozenset(data["not_attacks"]["by_itself"]),
        frozenset(data["around"]["bands"]),
        frozenset(data["around"]["aftermath"]),
        frozenset(data["around"]["deeds"]),
        frozenset(data["around"]["found"]),
        frozenset(data["around"]["assailants"]),
        frozenset(data["around"]["fallen"]),
        frozenset(data["around"]["assaults"]),
        frozenset(data["around"]["harmed"]),
        data["implied"],
    )


PLATFORMS = frozenset(
    [
        "warplane",
        "warplanes",
        "jet",
        "jets",
        "aircraft",
        "helicopter",
        "helicopters",
        "plane",
        "planes",
        "bomber",
        "bombers",
        "gunship",
        "gunships",
    ]
)
"""What carries weapons and is not itself launched or dropped."""


class WeaponMention(NamedTuple):
    """A weapon named in a sentence: first and last word, and its class."""

    first: int
    last: int
    weapon: Weapon


@cache
def _weapons() -> dict[str, list[tuple[tuple[str, ...], Weapon]]]:
    """Phrases by their first word, the longest first."""
    known = get_args(Weapon)
    index: dict[str, list[tuple[tuple[str, ...], Weapon]]] = {}
    for name, phrases in load("violence.toml")["weapons"].items():
        if name not in known:
            raise ValueError(f"violence.toml: {name!r} is no weapon class")
        for phrase in phrases:
            words = tuple(phrase.replace("-", " - ").split())
            plural = (*words[:-1], f"{words[-1]}s")
            for form in {words, plural}:
                index.setdefault(form[0], []).append((form, cast("Weapon", name)))
    for entries in index.values():
        entries.sort(key=lambda entry: (-len(entry[0]), entry[0]))
    return index


def find_weapons(sentence: Sentence) -> list[WeaponMention]:
    """The weapons named in ``sentence``, longest phrase first, none overlapping."""
    index = _weapons()
    words = sentence.words
    found: list[WeaponMention] = []
    vehicles = has_vehicle(sentence)
    i = 0
    while i < len(words):
        made = vehicle_bomb(words, i) if vehicles else None
        if made is not None:
            last, kinds = made
            found.extend(WeaponMention(i, last, kind) for kind in kinds)
            i = last + 1
            continue
        hit = next((entry for entry in index.get(words[i].low, ()) if _matches(words, i, entry[0])), None)
        if hit is None or _is_pit(words, i):
            i += 1
            continue
        last = i + len(hit[0]) - 1
        found.append(WeaponMention(i, last, hit[1]))
        if vehicles and hit[1] == "suicide bomb" and driven(words, last):
            found.append(WeaponMention(i, last, "vehicle bomb"))
        i = last + 1
    return found


def _matches(words: list[Word], i: int, phrase: tuple[str, ...]) -> bool:
    return len(words) - i >= len(phrase) and all(words[i + k].low == part for k, part in enumerate(phrase))


def _is_pit(words: list[Word], i: int) -> bool:
    """Whether "mine" is where people dig: "coal mine", "mine workers"."""
    if words[i].lemma != "mine":
        return False
    around = {word.lemma for word in words[max(0, i - 1) : i + 2]} - {"mine"}
    return bool(around & _DIGGING) or words[i].pos == "PRON"
