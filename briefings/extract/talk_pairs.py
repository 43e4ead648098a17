"""Which two parties an article's talks are between, where a sentence only says "both sides"."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from briefings.extract.belligerents import belligerents
from briefings.extract.talk_frames import dateline_end, modifiers
from briefings.extract.talk_words import talk_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from briefings.extract.reading import Reading
    from briefings.extract.talk_mentions import Mention

_LEAD = 2
"""Sentences that open an article."""
_BACK = 3
"""Sentences back to the one that names the parties that "both sides" stands for."""


def negotiating_pair(reading: Reading, every: Sequence[Mention]) -> tuple[str, ...]:
    """The two parties that the article's talks are between, by the surest sign of it; () where nothing tells.

    First those whom its talks name together by their own grammar, then those known to fight each other, then
    those whom "both sides" refers to, and last what is only guessed.
    """
    between = {name for each in every for name in each.mediators}
    told = [each for each in every if not each.guessed]
    sides = belligerents(reading, between)
    return (
        main_pair([mention for mention in told if is_talks(mention)])
        or main_pair([mention for mention in told if mention.real or mention.joint])
        or (sides.pair if sides.sure else ())
        or _referred(every, between)
        or _told_before(reading, every)
        or main_pair(every)
        or sides.pair
        or next((each.parties for each in every if each.topical and each.sides > 1 and each.parties), ())
    )


def main_pair(found: Sequence[Mention]) -> tuple[str, ...]:
    """The parties whose talks the article is about: those most often named together, the first of equals.

    An organisation of states that is met goes between.
    """
    between = talk_words().people["organisations"]
    pairs: Counter[tuple[str, ...]] = Counter()
    for each in found:
        names = tuple(name for name in each.parties if name not in between)
        if len(names) >= 2:
            # those whom the lead brings together are whom the article is about; an earlier round is aside
            pairs[names] += 1 + (each.sentence.index < _LEAD) - (each.order == "previous")
    merged: Counter[frozenset[str]] = Counter()
    for names, count in pairs.items():
        merged[frozenset(names)] += count
    if not merged:
        return ()
    best = max(merged.values())
    return next(names for names in pairs if merged[frozenset(names)] == best)


def without_own_word(found: Iterable[Mention]) -> list[Mention]:
    """The mentions without "the truce" where the truce told of is one party's own word."""
    kept: list[Mention] = []
    own: set[str] = set()
    for each in found:
        stopping = each.sort == "deal" and each.word.lemma in talk_words().deals["stopping"]
        if stopping and {word.lemma for word in modifiers(each.frame)} & talk_words().deals["one_sided"]:
            own |= talk_words().deals["stopping"]
        elif each.word.lemma not in own or len(each.parties) > 1 or each.joint:
            kept.append(each)
    return kept


def _referred(found: Sequence[Mention], between: Collection[str]) -> tuple[str, ...]:
    """The two parties that the first "both sides" stands for by what the article told before it; no go-betweens."""
    return next((each.referred for each in found if each.referred and not set(each.referred) & {*between}), ())


def _told_before(reading: Reading, found: Sequence[Mention]) -> tuple[str, ...]:
    """The two parties that the first "both sides" stands for: those that a sentence just before names alone."""
    first = next((each for each in found if each.joint), None)
    if first is None:
        return ()
    at = first.sentence.index
    for sentence in reversed(reading.sentences[max(0, at - _BACK) : at + 1]):
        start = dateline_end(sentence)
        between = {name for each in found if each.sentence is sentence for name in each.mediators}
        mentions = [each for each in reading.actors.mentions(sentence) if each.first >= start]
        names = dict.fromkeys(
            each.name for each in mentions if each.kind != "organisation" and each.name not in between
        )
        if len(names) == 2:
            return tuple(names)
    return ()


def is_talks(mention: Mention) -> bool:
    """Whether the mention's own words make it one of talks or a deal, not just of some meeting."""
    return mention.topical or mention.sort == "deal" or mention.word.lemma in talk_words().meetings["strong"]


def fighting_in(reading: Reading) -> frozenset[str]:
    """The parties that the article tells of fighting more than once: their meetings are about that."""
    words = talk_words().topic["fighting"]
    told = Counter(
        name
        for sentence in reading.sentences
        if not sentence.lemmas.isdisjoint(words)
        for name in {each.name for each in reading.actors.mentions(sentence) if each.kind != "organisation"}
    )
    return frozenset(name for name, count in told.items() if count > 1)
