"""Which two parties an article's talks are between, where a sentence only says "both sides"."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from briefings.extract.talk_frames import dateline_end, modifiers
from briefings.extract.talk_words import talk_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefings.extract.reading import Reading
    from briefings.extract.talk_mentions import Mention

_BACK = 3
"""Sentences back to the one that names the parties that "both sides" stands for."""


def negotiating_pair(reading: Reading, every: Sequence[Mention]) -> tuple[str, ...]:
    """The two parties that the article's talks are between, by the surest sign of it; () where nothing tells."""
    return (
        main_pair([mention for mention in every if is_talks(mention)])
        or main_pair([mention for mention in every if mention.real or mention.joint])
        or _told_before(reading, every)
        or _referred(every)
        or next((each.parties for each in every if each.topical and each.sides > 1 and each.parties), ())
        or main_pair(every)
    )


def main_pair(found: Sequence[Mention]) -> tuple[str, ...]:
    """The parties whose talks the article is about: those most often named together, the first of equals."""
    pairs = Counter(tuple(each.parties) for each in found if len(each.parties) >= 2)
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


def _referred(found: Sequence[Mention]) -> tuple[str, ...]:
    """The two parties that the first "both sides" stands for by all that the article told before it."""
    return next((each.referred for each in found if each.referred), ())


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
