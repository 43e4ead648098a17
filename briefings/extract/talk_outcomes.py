"""What became of a round of talks: its status, its outcome, and the sentences that tell of failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.agreements import is_main
from briefings.extract.talk_words import talk_words

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading
    from briefings.extract.rounds import Round
    from briefings.records import Outcome, TalkStatus


_ACHIEVING = frozenset({"reach", "agree", "make", "produce", "achieve", "secure", "strike", "yield", "break", "bridge"})


AHEAD = frozenset({"planned", "proposed"})


def round_status(each: Round) -> TalkStatus:
    """What became of the round: suspended or called off where any mention says so, else as it was first told."""
    sort = each.mentions[0].sort
    told = [mention.status for mention in each.mentions if mention.status is not None and mention.sort == sort]
    for final in ("called_off", "suspended"):
        if final in told and not any(mention.reached for mention in each.mentions):
            return final
    if any(mention.reached for mention in each.mentions):
        return "held"
    if not told:
        return "held"
    if told[0] in AHEAD:
        return told[0]
    if any(mention.resumes for mention in each.mentions):
        return "ongoing"
    return told[0]


def round_outcome(each: Round, status: TalkStatus, agreed: list[Word], *, failed: bool) -> Outcome:
    """What came of the round: ``agreed`` are the words of the things agreed, ``failed`` whether failure is told."""
    reached = [mention for mention in each.mentions if mention.reached]
    if status in AHEAD:
        return "unknown"
    if agreed or reached:
        main = any(is_main(word) for word in agreed)
        return "partial" if failed and not main else "agreement"
    if failed or status in {"suspended", "called_off"}:
        return "none"
    return "unknown"


def failures_at(reading: Reading, each: Round, told: AbstractSet[int]) -> list[Sentence]:
    """Sentences at or soon after the round that tell that the main thing was not reached.

    ``told`` are the sentences of all rounds, by index: one of another round tells nothing of this.
    """
    own = each.sentences
    near = {index + step for index in own for step in (0, 1, 2)}
    return [
        reading.sentences[index]
        for index in sorted(near)
        if index < len(reading.sentences)
        and (index in own or index not in told)
        and _tells_failure(reading.sentences[index], within=index in own)
    ]


def _tells_failure(sentence: Sentence, *, within: bool) -> bool:
    """Whether the sentence says that talks brought nothing: "no breakthrough", "failed to agree", "deadlocked"."""
    words = talk_words()
    failure = words.failure
    lemmas = sentence.lemmas
    if lemmas.isdisjoint({"walk"} | failure["wanted"] | failure["verbs"] | failure["nouns"] | words.verbs["agree"]):
        return False
    for word in sentence.words:
        lows = {kid.low for kid in word.kids}
        above = word.head.head if word.head.dep == "pcomp" else word.head  # "without reaching a deal"
        if word.lemma in failure["wanted"] and (lows & failure["none"] or above.low == "without"):
            return True
        if (
            word.lemma == "agree"
            and word.pos == "VERB"
            and ("neg" in {kid.dep for kid in word.kids} or word.head.low == "without")
        ):
            return True
        if within and word.lemma == "walk" and any(kid.low == "out" for kid in word.kids):
            return True
        if word.lemma == "fail" and any(kid.dep == "xcomp" and kid.lemma in _ACHIEVING for kid in word.kids):
            return True
        if within and word.lemma in failure["verbs"] | failure["nouns"] and _of_talks(word):
            return True
    return False


def _of_talks(word: Word) -> bool:
    """Whether a word of failure is told of talks: "the talks failed", "remains deadlocked"."""
    meetings = talk_words().meetings["strong"] | {"effort", "mediation", "it", "meeting", "round", "summit"}
    if word.pos in {"ADJ", "ADV"}:
        return True
    near = [word, word.head, *word.kids, *word.head.kids, *(below for kid in word.kids for below in kid.kids)]
    return any(each.lemma in meetings for each in near)
