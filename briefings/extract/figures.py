"""Numbers in digits and words, ranges and vague words, before it is asked what they count: "two dozen", "3-4"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.extract.parse import Word

_JOINED = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(k|m|mn|bn|million|billion)?\Z")
_RANGE = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)[-–—](\d{1,3}(?:,\d{3})+|\d+)\Z")
_LONGEST = 12
"""Digits of the longest number read; a longer run is an identifier, not a count."""
_MOST_WORDS = 8
"""Words of the longest number in words: "two hundred and fifty-six thousand"."""


class Number(NamedTuple):
    """A number or range, from word ``first`` to word ``last``; a ``vague`` one ("dozens") has its floor only."""

    first: int
    last: int
    low: int
    high: int
    vague: bool


class NumberWords(NamedTuple):
    """The lexicon of numbers; see the comments there."""

    units: dict[str, int]
    scales: dict[str, int]
    vague: dict[str, int]
    hedges: dict[tuple[str, ...], str]
    measures: frozenset[str]


@cache
def number_words() -> NumberWords:
    """The words, read once."""
    data = load("numbers.toml")
    hedges = {tuple(phrase.split()): kind for kind, phrases in data["hedges"].items() for phrase in phrases}
    return NumberWords(data["units"], data["scales"], data["vague"], hedges, frozenset(data["measures"]["words"]))


def number_at(words: Sequence[Word], i: int) -> Number | None:
    """Read the number or range that starts at word ``i``."""
    lexicon = number_words()
    low = words[i].low
    if joined := _RANGE.match(low):
        left, right = (_digits(part) for part in joined.groups())
        if left is not None and right is not None and left < right:
            return Number(i, i, left, right, vague=False)
    for size in (3, 2, 1):
        phrase = " ".join(word.low for word in words[i : i + size])
        if phrase in lexicon.vague and i + size <= len(words):
            last = i + size - 1
            return Number(i, last, lexicon.vague[phrase], lexicon.vague[phrase], vague=True)
    first = _single(words, i)
    if first is None:
        return None
    value, last = first
    joiners = {"to", "or", "-", "–", "—"} | ({"and"} if i and words[i - 1].low == "between" else set())
    if last + 2 < len(words) and words[last + 1].low in joiners:
        second = _single(words, last + 2)
        if second and second[0] > value and _range_fits(words, i, last, second):
            return Number(i, second[1], value, second[0], vague=False)
    return Number(i, last, value, value, vague=False)


def _range_fits(words: Sequence[Word], first: int, last: int, second: tuple[int, int]) -> bool:
    """Whether "A to B" is a range, and not "rose from 12 to 20" or "1 to 0"."""
    if words[last + 1].low == "to" and first and words[first - 1].low == "from":
        return False
    if words[last + 1].pos == "PUNCT" and words[last].end != words[last + 1].start:
        return False  # a dash with spaces parts a date line from the text: "Feb 15 - Forty policemen"
    return second[1] + 1 >= len(words) or words[second[1] + 1].low not in {"-", "–"}


def _single(words: Sequence[Word], i: int) -> tuple[int, int] | None:
    """Read one number at word ``i``: (value, index of its last word)."""
    lexicon = number_words()
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
    scales = number_words().scales
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
        rest = _in_words(words, i + 2, number_words().scales[nexts[0]]) if len(words) > i + 2 else None
        return rest or (number_words().scales[nexts[0]], i + 1)
    return None


def _in_words(words: Sequence[Word], i: int, start: int = 0) -> tuple[int, int] | None:
    """Read "two hundred and fifty-six"; "two dozen" is 24."""
    lexicon = number_words()
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
    if j + 1 >= len(words) or words[j + 1].low not in number_words().units:
        return False
    value = number_words().units[words[j + 1].low]
    if words[j].low == "-":
        return so_far % 100 >= 20 and so_far % 10 == 0 and value < 10
    return so_far >= 100 and so_far % 100 == 0


def _digits(text: str) -> int | None:
    bare = text.replace(",", "")
    return int(bare) if len(bare) <= _LONGEST else None
