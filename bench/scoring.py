"""How a briefing's records are compared with the expected ones: slot-level precision, recall and F1.

Records are aligned one to one, greedily by how much they share; then each filled slot of an aligned pair is right
or wrong, and each filled slot of a record left over is missed or spurious.

In an expectation ``{ any_of = [...] }`` lists all right readings; "" or [] among them makes the slot optional, as
``optional = true`` does a record. A count is 12, "at least 12", "at most 12", "about 12", "3 to 4" or "from 12" (a
vague word's floor); a time is a day, "2025-06-20 to 2025-06-30", or the words that can't be resolved; a place is its
name; evidence is a list of sentences or parts of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Value = Any
"""What a slot holds, as JSON or TOML give it."""

Rec = dict[str, Value]
"""A record, expected or found."""

_STOP = re.compile(
    r"an?|the|of|to|in|on|at|by|for|and|or|its?|their|his|her|that|this|with|from|as|be|is|are|was|were"
    r"|has|have|had|will|would"
)
_DIVISION = re.compile(r"\b(?:the|region|province|city|town|state|oblast|district|governorate|village)\b")
_BEARINGS = {"south", "north", "east", "west", "new", "upper", "lower"}
_COUNT = re.compile(r"(?:(at least|at most|about|from) )?(\d+)|(\d+) to (\d+)")
_EMPTY: tuple[Value, ...] = (None, "", [], {})


@dataclass(frozen=True)
class Tally:
    """Slots or records found right, missed and spurious."""

    right: int = 0
    missed: int = 0
    spurious: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Sum two tallies."""
        return Tally(self.right + other.right, self.missed + other.missed, self.spurious + other.spurious)

    @property
    def precision(self) -> float:
        """How much of what was found is right."""
        return self.right / (self.right + self.spurious) if self.right + self.spurious else 1.0

    @property
    def recall(self) -> float:
        """How much of what is there was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


# How two values compare, the expected one first.


def fold(text: str) -> str:
    """Bring a text down to plain lower-case words."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9.% ]+", " ", plain.replace("'s ", " ").replace("-", " ")).strip()


def words(text: str) -> Counter[str]:
    """Count the content words of a text by their stems."""
    found = (word.strip(".") for word in fold(text).split())
    kept = (word for word in found if word and not _STOP.fullmatch(word))
    return Counter(re.sub(r"(?:ing|ed|es|s)$", "", word) if len(word) > 4 else word for word in kept)


def same_word(want: str, got: str) -> bool:
    """Tell whether two names are one, apart from case, accents and article."""
    return fold(want).removeprefix("the ") == fold(got).removeprefix("the ")


def same_text(want: str, got: str) -> bool:
    """Tell whether two phrases share at least half of their content words (F1 0.5)."""
    a, b = words(want), words(got)
    both = (a & b).total()
    return both > 0 and 2 * both / (a.total() + b.total()) >= 0.5


def same_place(want: str, got: Rec) -> bool:
    """Tell whether a place is the one named: "Kherson" is "Kherson city", but "Sudan" isn't "South Sudan"."""
    a, b = (" ".join(_DIVISION.sub("", fold(name)).split()) for name in (want, got["name"]))
    if not (a and b):
        return False
    return (a in b or b in a) and not ((words(a) - words(b)) + (words(b) - words(a))).keys() & _BEARINGS


def same_when(want: Value, got: Rec) -> bool:
    """Tell whether two spans overlap by at least half of what they cover together."""
    if isinstance(want, str) and not re.match(r"\d{4}-", want):
        return bool(got.get("text")) and same_text(want, got["text"])
    if not got.get("start"):
        return False
    a, b = _days(want)
    c, d = date.fromisoformat(got["start"]), date.fromisoformat(got.get("end") or got["start"])
    overlap = (min(b, d) - max(a, c)).days + 1
    return overlap > 0 and overlap / ((max(b, d) - min(a, c)).days + 1) >= 0.5


def same_count(want: Value, got: Rec) -> bool:
    """Tell whether best, low and high all agree."""
    return _bounds(want) == (got.get("best"), got.get("low"), got.get("high"))


def same_munition(want: Rec, got: Rec) -> bool:
    """Tell whether weapon, launched and intercepted all agree."""
    numbers = (
        compare(want.get(slot), got.get(slot), Slot(same_count)) in (Tally(), Tally(right=1))
        or (want.get(slot) in _EMPTY and got.get(slot) not in _EMPTY)
        for slot in ("launched", "intercepted")
    )
    return same_word(want["weapon"], got["weapon"]) and all(numbers)


def _days(want: Value) -> tuple[date, date]:
    if isinstance(want, date):
        return want, want
    first, last = want.split(" to ")
    return date.fromisoformat(first), date.fromisoformat(last)


def _bounds(want: Value) -> tuple[int | None, int | None, int | None]:
    """Best, low and high of an expected count.

    Raises:
        ValueError: it isn't written in one of the forms that the module names.
    """
    match = _COUNT.fullmatch(str(want))
    if match is None:
        raise ValueError(f"{want!r} is no count")
    hedge, number, low, high = match.groups()
    if number is None:
        return None, int(low), int(high)
    n = int(number)
    return {
        None: (n, n, n),
        "at least": (n, n, None),
        "at most": (n, None, n),
        "about": (n, None, None),
        "from": (None, n, None),
    }[hedge]


class Slot(NamedTuple):
    """How a slot's values compare, whether it is a list, and the value that counts as nothing where both have it."""

    same: Callable[[Value, Value], bool]
    many: bool = False
    default: str | None = None


SLOTS: Mapping[str, Mapping[str, Slot]] = {
    "talks": {
        "parties": Slot(same_word, many=True),
        "mediators": Slot(same_word, many=True),
        "place": Slot(same_place),
        "when": Slot(same_when),
        "status": Slot(same_word),
        "outcome": Slot(same_word, default="unknown"),
        "agreements": Slot(same_text, many=True),
        "next_round": Slot(same_when),
    },
    "demands": {
        "by": Slot(same_word, many=True),
        "of": Slot(same_word, many=True),
        "text": Slot(same_text),
        "response": Slot(same_word, default="none"),
    },
    "strikes": {
        "attackers": Slot(same_word, many=True),
        "defenders": Slot(same_word, many=True),
        "weapons": Slot(same_word, many=True),
        "targets": Slot(same_text, many=True),
        "places": Slot(same_place, many=True),
        "when": Slot(same_when),
        "munitions": Slot(same_munition, many=True),
    },
    "casualties": {
        "killed": Slot(same_count),
        "injured": Slot(same_count),
        "missing": Slot(same_count),
        "captured": Slot(same_count),
        "party": Slot(same_word),
        "place": Slot(same_place),
        "when": Slot(same_when),
        "scope": Slot(same_word, default="event"),
    },
}


# One slot, one pair of records, one article.


def readings(want: Value) -> tuple[list[Value], bool]:
    """List the right readings of an expected value, and tell whether it may be left empty."""
    if isinstance(want, dict) and "any_of" in want:
        given = [each for each in want["any_of"] if each not in _EMPTY]
        return given, len(given) < len(want["any_of"])
    return ([] if want in _EMPTY else [want]), want in _EMPTY


def compare(want: Value, got: Value, slot: Slot) -> Tally:
    """Compare one slot of a pair of records."""
    if slot.default and want in (None, slot.default) and got in (None, slot.default):
        return Tally()
    given, optional = readings(want)
    if slot.many:
        choices = [each if isinstance(each, list) else [each] for each in given] or [[]]
        tallies = [_compare_lists(each, got or [], slot) for each in choices]
        best = max(tallies, key=lambda tally: tally.right - tally.missed - tally.spurious)
        return Tally(0, 0, best.spurious) if optional and not best.right else best
    if got in _EMPTY:
        return Tally(missed=0 if optional else 1)
    if any(slot.same(each, got) for each in given):
        return Tally(right=1)
    return Tally(missed=0 if optional else 1, spurious=1)


def _compare_lists(want: Sequence[Value], got: Sequence[Value], slot: Slot) -> Tally:
    left = list(got)
    right = missed = 0
    for item in want:
        given, optional = readings(item)
        hit = next((each for each in left if any(slot.same(reading, each) for reading in given)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
        elif not optional:
            missed += 1
    return Tally(right, missed, len(left))


def compare_records(want: Rec, got: Rec, section: str) -> Tally:
    """Compare all slots of an aligned pair."""
    slots = SLOTS[section].items()
    return sum((compare(want.get(name), got.get(name), slot) for name, slot in slots), Tally())


def filled(record: Rec, section: str, *, expected: bool) -> int:
    """Count the slots that a record left over misses (``expected``) or brings in for nothing."""
    total = 0
    for name, slot in SLOTS[section].items():
        value: Value = record.get(name)
        if expected:
            given, optional = readings(value)
            value = given[0] if given and not optional else None
        if value not in _EMPTY and value != slot.default:
            total += len(value) if slot.many else 1
    return total


def shared_evidence(want: Rec, got: Rec) -> bool:
    """Tell whether two records point at the same stretch of text."""
    wanted = [fold(quote) for quote in want["evidence"]]
    return any(a in b or b in a for a in wanted for b in (fold(each["quote"]) for each in got["evidence"]))


class Alignment(NamedTuple):
    """Which expected record was found as which, and what is left over on each side."""

    pairs: list[tuple[Rec, Rec]]
    missed: list[Rec]
    spurious: list[Rec]


def align(want: Sequence[Rec], got: Sequence[Rec], section: str) -> Alignment:
    """Align the records of a section one to one, those that share most first."""
    scored = []
    for i, a in enumerate(want):
        for j, b in enumerate(got):
            tally, near = compare_records(a, b, section), shared_evidence(a, b)
            if section == "demands" and not any(same_text(text, b["text"]) for text in readings(a["text"])[0]):
                continue
            share = 2 * tally.right / (2 * tally.right + tally.missed + tally.spurious) if tally.right else 0.0
            if tally.right and (near or share >= 0.5):
                scored.append((-share - (0.25 if near else 0), i, j))
    found: dict[int, int] = {}
    for _, i, j in sorted(scored):
        if i not in found and j not in found.values():
            found[i] = j
    return Alignment(
        [(want[i], got[j]) for i, j in sorted(found.items())],
        [record for i, record in enumerate(want) if i not in found and not record.get("optional")],
        [record for j, record in enumerate(got) if j not in found.values()],
    )


def score(alignment: Alignment, section: str) -> Tally:
    """Tally the slots of a section; pairs with an optional record count neither way."""
    pairs, missed, spurious = alignment
    total = sum((compare_records(a, b, section) for a, b in pairs if not a.get("optional")), Tally())
    return total + Tally(
        missed=sum(filled(record, section, expected=True) for record in missed),
        spurious=sum(filled(record, section, expected=False) for record in spurious),
    )


def figures(alignment: Alignment) -> Tally:
    """Tally the numbers of killed and injured: right, not printed, and printed wrong."""
    slots = [(name, SLOTS["casualties"][name]) for name in ("killed", "injured")]
    pairs = [*alignment.pairs, *((record, {}) for record in alignment.missed), *(({}, r) for r in alignment.spurious)]
    return sum((compare(a.get(name), b.get(name), slot) for a, b in pairs for name, slot in slots), Tally())
