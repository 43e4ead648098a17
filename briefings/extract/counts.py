"""How many: numbers in digits and words with their hedges, as UCDP's best, low and high.

The meaning of each hedge is the briefing contract's: "at least 12" is best and low 12, "up to ten" best
and high 10, "about 100" best 100 alone, "dozens" low 12 alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.extract.figures import number_at, number_words
from briefings.extract.people import is_person
from briefings.records import Count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.extract.figures import Number
    from briefings.extract.parse import Sentence, Word

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
        number = number_at(words, i)
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


def _is_measure(words: Sequence[Word], number: Number) -> bool:
    """Whether the number is an age, a time, a distance, a price, a year or part of a name."""
    measures = number_words().measures
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


def _is_age(words: Sequence[Word], number: Number, last_age: int) -> bool:
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


def _is_age_pair(words: Sequence[Word], number: Number) -> bool:
    """Whether a bare second number ends what "and" joins: "two boys, 12 and 14, were hurt"."""
    second = number_at(words, number.last + 2) if number.last + 2 < len(words) else None
    return second is not None and not _counts_noun(words, second)


def _counts_noun(words: Sequence[Word], number: Number) -> bool:
    """Whether a noun or a word of loss follows that the number counts."""
    after = words[number.last + 1] if number.last + 1 < len(words) else None
    return after is not None and (
        after.pos in {"NOUN", "PROPN", "ADJ", "VERB", "AUX"} and after.low not in {"was", "were"}
    )


def _is_glued(words: Sequence[Word], number: Number) -> bool:
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


def _is_year(words: Sequence[Word], number: Number, before: str, after: str) -> bool:
    """Whether four bare digits are a year: after a preposition or a month, or with no noun to count."""
    text = words[number.first].low
    if number.first != number.last or not (len(text) == 4 and text.isdigit() and 1800 <= number.low <= 2100):
        return False
    counted = words[number.first].dep == "nummod" and words[number.first].head.i > number.first
    return before in _BEFORE_YEAR or not counted or after == "'s"


def _hedged(sentence: Sentence, number: Number, floor: int) -> Quantity:
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
    hedges = number_words().hedges
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
