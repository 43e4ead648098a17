"""How many: numbers in digits and words with their hedges, as UCDP's best, low and high.

The meaning of each hedge is the briefing contract's: "at least 12" is best and low 12, "up to ten" best
and high 10, "about 100" best 100 alone, "dozens" low 12 alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.lexicon import load
from briefings.extract.people import is_person
from briefings.records import Count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.extract.parse import Sentence, Word

_JOINED = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(k|m|mn|bn|million|billion)?\Z")
_RANGE = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)[-–—](\d{1,3}(?:,\d{3})+|\d+)\Z")
_LONGEST = 12
"""Digits of the longest number read; a longer run is an identifier, not a count."""
_MOST_WORDS = 8
"""Words of the longest number in words: "two hundred and fifty-six thousand"."""
_NUMBERED = frozenset(["no", "no.", "number", "nr", "mach", "area", "zone", "camp", "resolution", "article"])
"""Words that make the number after them a label."""
_AGES = frozenset({"aged", "age", "ages"})
_OLDEST = 110
"""Years of the oldest person."""
_BEFORE_YEAR = frozenset(["in", "since", "of", "by", "until", "from", "late", "early", "mid", ","])
_CURRENCY = frozenset("$€£¥₽₹₪#№")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a sentence: its first and last word with the hedges, and what it means."""

    first: int
    last: int
    count: Count


class _Number(NamedTuple):
    first: int
    last: int
    low: int
    high: int
    vague: bool


class _Lexicon(NamedTuple):
    units: dict[str, int]
    scales: dict[str, int]
    vague: dict[str, int]
    hedges: dict[tuple[str, ...], str]
    measures: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    data = load("numbers.toml")
    hedges = {tuple(phrase.split()): kind for kind, phrases in data["hedges"].items() for phrase in phrases}
    return _Lexicon(data["units"], data["scales"], data["vague"], hedges, frozenset(data["measures"]["words"]))


class Counts:
    """The numbers of people or things in each sentence of an article; dates, ages and measures are not."""

    def __init__(self, sentences: list[Sentence]) -> None:
        """Prepare for ``sentences``; a sentence is read when it is first asked for."""
        self._found: list[tuple[Quantity, ...] | None] = [None] * len(sentences)

    def quantities(self, sentence: Sentence) -> Sequence[Quantity]:
        """The numbers of ``sentence`` in reading order, none overlapping."""
        found = self._found[sentence.index]
        if found is None:
            found = self._found[sentence.index] = tuple(find_quantities(sentence))
        return found


def find_quantities(sentence: Sentence) -> list[Quantity]:
    """Find every count in ``sentence``: digits, words, ranges and vague words, with their hedges."""
    words = sentence.words
    found: list[Quantity] = []
    i = 0
    age = -1
    while i < len(words):
        number = _number(words, i)
        if number is None:
            i += 1
            continue
        i = number.last + 1
        if _is_age(words, number, age):
            age = number.last
        elif not _is_measure(words, number):
            found.append(_hedged(sentence, number, found[-1].last + 1 if found else 0))
            i = found[-1].last + 1
    return found


def _number(words: Sequence[Word], i: int) -> _Number | None:
    """Read the number or range that starts at word ``i``."""
    lexicon = _lexicon()
    low = words[i].low
    if joined := _RANGE.match(low):
        left, right = (_digits(part) for part in joined.groups())
        if left is not None and right is not None and left < right:
            return _Number(i, i, left, right, vague=False)
    for size in (3, 2, 1):
        phrase = " ".join(word.low for word in words[i : i + size])
        if phrase in lexicon.vague and i + size <= len(words):
            last = i + size - 1
            return _Number(i, last, lexicon.vague[phrase], lexicon.vague[phrase], vague=True)
    first = _single(words, i)
    if first is None:
        return None
    value, last = first
    joiners = {"to", "or", "-", "–", "—"} | ({"and"} if i and words[i - 1].low == "between" else set())
    if last + 2 < len(words) and words[last + 1].low in joiners:
        second = _single(words, last + 2)
        if second and second[0] > value and _range_fits(words, i, last, second):
            return _Number(i, second[1], value, second[0], vague=False)
    return _Number(i, last, value, value, vague=False)


def _range_fits(words: Sequence[Word], first: int, last: int, second: tuple[int, int]) -> bool:
    """Whether "A to B" is a range, and not "rose from 12 to 20" or "1 to 0"."""
    if words[last + 1].low == "to" and first and words[first - 1].low == "from":
        return False
    if words[last + 1].pos == "PUNCT" and words[last].end != words[last + 1].start:
        return False  # a dash with spaces parts a date line from the text: "Feb 15 - Forty policemen"
    return second[1] + 1 >= len(words) or words[second[1] + 1].low not in {"-", "–"}


def _single(words: Sequence[Word], i: int) -> tuple[int, int] | None:
    """Read one number at word ``i``: (value, index of its last word)."""
    lexicon = _lexicon()
    low = words[i].low
    if low[:1].isdigit():
        return _in_digits(words, i)
    if low in {"a", "half"}:
        return _article_number(words, i)
    if low not in lexicon.units and low.split("-")[0] not in lexicon.units:
        return None
    return _in_words(words, i)


def _in_digits(words: Sequence[Word], i: int) -> tuple[int, int] | None:
    joined = _JOINED.match(words[i].low)
    if joined is None or len(words[i].low) > _LONGEST:
        return None
    scales = _lexicon().scales
    value = float(joined[1].replace(",", ""))
    last = i
    if joined[2]:
        value *= scales[joined[2]]
    elif i + 1 < len(words) and words[i + 1].low in scales:
        value *= scales[words[i + 1].low]
        last = i + 1
    elif i + 1 < len(words) and words[i + 1].low == "dozen":
        value, last = value * 12, i + 1
    return (int(value), last) if value == int(value) else None


def _article_number(words: Sequence[Word], i: int) -> tuple[int, int] | None:
    """Read "a dozen", "a hundred", "half a dozen", "a couple of"."""
    nexts = [word.low for word in words[i + 1 : i + 3]]
    if words[i].low == "half":
        if nexts == ["a", "dozen"]:
            return 6, i + 2
        return (6, i + 1) if nexts[:1] == ["dozen"] else None
    if nexts[:1] == ["dozen"]:
        return 12, i + 1
    if nexts[:1] and nexts[0] in {"hundred", "thousand", "million"}:
        rest = _in_words(words, i + 2, _lexicon().scales[nexts[0]]) if len(words) > i + 2 else None
        return rest or (_lexicon().scales[nexts[0]], i + 1)
    return None


def _in_words(words: Sequence[Word], i: int, start: int = 0) -> tuple[int, int] | None:
    """Read "two hundred and fifty-six"; "two dozen" is 24."""
    lexicon = _lexicon()
    total, current, last = start, 0, None
    for j in range(i, min(i + _MOST_WORDS, len(words))):
        low = words[j].low
        parts = low.split("-")
        if all(part in lexicon.units for part in parts) and (len(parts) == 1 or 20 <= lexicon.units[parts[0]] < 100):
            value = sum(lexicon.units[part] for part in parts)
            if last is not None and current % 100 and not (current % 10 == 0 and value < 10 and current % 100 >= 20):
                break
            current, last = current + value, j
        elif low == "dozen" and current:
            current, last = current * 12, j
        elif low == "hundred" and current:
            current, last = current * 100, j
        elif low in {"thousand", "million"} and current:
            total, current, last = total + current * lexicon.scales[low], 0, j
        elif not (low in {"and", "-"} and last == j - 1 and _continues(words, j, total + current)):
            break
    return (total + current, last) if last is not None else None


def _continues(words: Sequence[Word], j: int, so_far: int) -> bool:
    """Whether the "and" or hyphen at ``j`` is inside a number ("a hundred and twenty", "twenty-one")."""
    if j + 1 >= len(words) or words[j + 1].low not in _lexicon().units:
        return False
    value = _lexicon().units[words[j + 1].low]
    if words[j].low == "-":
        return so_far % 100 >= 20 and so_far % 10 == 0 and value < 10
    return so_far >= 100 and so_far % 100 == 0


def _digits(text: str) -> int | None:
    bare = text.replace(",", "")
    return int(bare) if len(bare) <= _LONGEST else None


def _is_measure(words: Sequence[Word], number: _Number) -> bool:
    """Whether the number is an age, a time, a distance, a price, a year or part of a name."""
    measures = _lexicon().measures
    before = words[number.first - 1].low if number.first else ""
    after = words[number.last + 1].low if number.last + 1 < len(words) else ""
    then = words[number.last + 2].low if number.last + 2 < len(words) else ""
    if after in measures or after[:1] == "%" or (after in {"more", "other"} and then in measures):
        return True
    if after in {"-", "–"} and then not in {"", "and"}:
        return not then[:1].isdigit()
    if before in _NUMBERED or (after == "by" and then == words[number.last].low):
        return True  # "one by one" is a manner
    if before[-1:] in _CURRENCY or _is_glued(words, number):
        return True
    return _is_year(words, number, before, after)


def _is_age(words: Sequence[Word], number: _Number, last_age: int) -> bool:
    """Whether the number is an age: "aged 27 and 28", "a man, 27, was shot", "Boy (11) killed", "girls, 9 and 12,"."""
    if number.low > _OLDEST or number.vague or number.first == 0:
        return False
    before = words[number.first - 1]
    between = words[last_age + 1 : number.first]
    if last_age >= 0 and 0 < len(between) <= 2 and all(word.low in {",", "and", "or", "&", "to"} for word in between):
        return not _counts_noun(words, number)
    if before.low in _AGES:
        return True
    after = words[number.last + 1].low if number.last + 1 < len(words) else "."
    told = number.first >= 2 and (is_person(words[number.first - 2]) or words[number.first - 2].ent == "PERSON")
    if not told or words[number.first].low[:1].isalpha():
        return False
    if before.low == "(":
        return after in {")", ","} and words[number.first - 2].tag not in {"NNS", "NNPS"}
    return before.low == "," and (after in {",", ")"} or (after in {"and", "or"} and _is_age_pair(words, number)))


def _is_age_pair(words: Sequence[Word], number: _Number) -> bool:
    """Whether a bare second number ends what "and" joins: "two boys, 12 and 14, were hurt"."""
    second = _number(words, number.last + 2) if number.last + 2 < len(words) else None
    return second is not None and not _counts_noun(words, second)


def _counts_noun(words: Sequence[Word], number: _Number) -> bool:
    """Whether a noun or a word of loss follows that the number counts."""
    after = words[number.last + 1] if number.last + 1 < len(words) else None
    return after is not None and (
        after.pos in {"NOUN", "PROPN", "ADJ", "VERB", "AUX"} and after.low not in {"was", "were"}
    )


def _is_glued(words: Sequence[Word], number: _Number) -> bool:
    """Whether the number is part of a score, a time or a code: "10:17", "24/7", "T-72"."""
    first, last = words[number.first], words[number.last]
    if number.first:
        before = words[number.first - 1]
        if before.low in {"-", "/", ":"} and before.end == first.start:
            return True
    if number.last + 1 < len(words):
        after = words[number.last + 1]
        return after.low in {"/", ":"} and after.start == last.end
    return False


def _is_year(words: Sequence[Word], number: _Number, before: str, after: str) -> bool:
    """Whether four bare digits are a year: after a preposition or a month, or with no noun to count."""
    text = words[number.first].low
    if number.first != number.last or not (len(text) == 4 and text.isdigit() and 1800 <= number.low <= 2100):
        return False
    counted = words[number.first].dep == "nummod" and words[number.first].head.i > number.first
    return before in _BEFORE_YEAR or not counted or after == "'s"


def _hedged(sentence: Sentence, number: _Number, floor: int) -> Quantity:
    """Widen the number over its hedges, not before word ``floor``, and say what it means."""
    words = sentence.words
    first, kind = _hedge_before(words, number.first, floor, is_range=number.low != number.high)
    last = number.last
    after = [word.low for word in words[last + 1 : last + 3]]
    if after in (["or", "more"], ["or", "above"]):
        kind, last = "low", last + 2
    elif after == ["or", "so"]:
        kind, last = "about", last + 2
    elif after == ["or", "fewer"]:
        kind, last = "high", last + 2
    elif after[:1] == ["plus"] or (after[:1] == ["+"]):
        kind, last = "low", last + 1
    best: int | None
    low: int | None
    high: int | None
    if number.vague:
        best, low, high = None, number.low, None
    elif number.low != number.high:
        best, low, high = None, number.low, number.high
    else:
        best, low, high = _bounds(kind, number.low)
    text = sentence.slice(first, last)
    return Quantity(first, last, Count(best=best, low=low, high=high, text=text))


def _bounds(kind: str, value: int) -> tuple[int | None, int | None, int | None]:
    if kind == "low":
        return value, value, None
    if kind == "high":
        return value, None, value
    if kind == "about":
        return value, None, None
    return value, value, value


def _hedge_before(words: Sequence[Word], first: int, floor: int, *, is_range: bool) -> tuple[int, str]:
    """The index at which the hedges before word ``first`` begin, and their kind ("exact" for none)."""
    hedges = _lexicon().hedges
    kind = "exact"
    start = first
    if is_range and start > floor and words[start - 1].low in {"between", "from"}:
        start -= 1
    moved = True
    while moved:
        moved = False
        for size in (4, 3, 2, 1):
            if start - size < floor:
                continue
            found = hedges.get(tuple(word.low for word in words[start - size : start]))
            if found == "exact" and size == 1 and words[start - 1].low in {"the", "these", "those", "all", "other"}:
                continue
            if found:
                start -= size
                kind = found if kind == "exact" else kind
                moved = True
                break
    return start, kind
