"""Numbers that a sentence tells a second time, by their parts: "five people (three men and two women)"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.loss_words import loss_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.extract.toll_victims import Toll

_BRACKETS = frozenset({"(", "-", "–", "—", ":", "--"})
"""Marks that set off what tells a total again, even by one part; a comma sets off also what is added."""
_TOTALS = frozenset({"in all", "in total", "all told", "altogether"})


def without_breakdowns(tolls: Sequence[Toll]) -> list[Toll]:
    """The tolls of a sentence without those that only break another down, or sum it up."""
    summed = next((toll for toll in tolls if _is_total(toll)), None)
    if summed is not None:  # "three generations of one family, eight persons in all"
        return [toll for toll in tolls if toll is summed or toll.trigger is not summed.trigger]
    kept: list[Toll] = []
    rest = list(tolls)
    while rest:
        toll, *rest = rest
        kept.append(toll)
        parts = _parts(toll, [each for each in rest if each.kind == toll.kind])
        rest = [each for each in rest if each not in parts]
    return kept


def _parts(whole: Toll, later: Sequence[Toll]) -> list[Toll]:
    """The ``later`` tolls of the same word of loss, where they add up to ``whole`` and begin as an apposition does."""
    best = whole.count.best
    parts = [each for each in later if each.trigger is whole.trigger]
    bests = [each.count.best for each in parts if each.count.best is not None]
    if not parts or best is None or best < 2 or len(bests) != len(parts) or sum(bests) != best:
        return []
    words = parts[0].sentence.words
    before = [word.low for word in words[: parts[0].first] if word.pos != "ADV"]  # "presumably a brother and sister"
    opener = before[-1] if before else ""
    several = len(parts) > 1 or " and " in parts[0].count.text
    people = whole.victims is None or whole.victims.lemma in loss_words().generic or _is_whole(whole)
    return parts if opener in _BRACKETS or (opener == "," and several and people) else []


def _is_whole(toll: Toll) -> bool:
    """Whether the number is of all there were: "both drivers", "all four"."""
    return toll.count.text.lower().startswith(("both", "all", "the "))


def _is_total(toll: Toll) -> bool:
    """Whether "in all" or its like follows the number or its noun."""
    end = max(toll.last, toll.victims.i if toll.victims is not None else 0) + 1
    lows = [word.low for word in toll.sentence.words[end : end + 2]]
    return " ".join(lows) in _TOTALS or lows[:1] == ["altogether"]
