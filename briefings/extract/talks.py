"""Talks: rounds, summits, calls, mediations and deals between the parties of a conflict, one record a round."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.agreements import things_agreed
from briefings.extract.delegates import delegates_at
from briefings.extract.pledges import announced, joint_pledges
from briefings.extract.rounds import rounds
from briefings.extract.talk_mentions import mentions
from briefings.extract.talk_outcomes import AHEAD, failures_at, round_outcome, round_status
from briefings.extract.talk_words import talk_words
from briefings.records import Talk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading
    from briefings.extract.rounds import Round
    from briefings.records import Delegate, When

_EVIDENCE = 6
"""Sentences up to which a record also quotes what merely bears it out, beside those that its facts need."""
_PLEDGES = 4
"""Sentences after an agreement within which "both sides will" still tells what was agreed."""
_MOST = 30
"""Things agreed at one round that a record lists."""
_ALIKE = 0.5
"""Share of the shorter phrase's words that makes two agreements one."""
_PROMISING = frozenset({"will", "would", "shall", "must", "plan", "intend"})


class _Agreed(NamedTuple):
    """A thing agreed: where it is told, at which word, in which phrase."""

    sentence: Sentence
    word: Word
    text: str


class _Facts(NamedTuple):
    """What is known of a round beside its mentions: things agreed, delegates and next meeting, with their sentences.

    ``told`` are the sentences of all rounds, by index.
    """

    agreed: list[_Agreed]
    delegates: list[tuple[Sentence, Delegate]]
    following: tuple[Sentence, When] | None
    told: frozenset[int]


def find_talks(reading: Reading) -> tuple[Talk, ...]:
    """Find the talks of the article, ids "t1", "t2" … in reading order."""
    whole = [each for each in rounds(reading, mentions(reading)) if _is_whole(each)]
    found = [each for each in whole if not any(_is_echo(each, other) for other in whole)]
    main = _main(found)
    told = frozenset(index for each in found for index in each.sentences)
    talks = []
    for at, each in enumerate(found):
        following = _next_round(found, each) if at == main else None
        agreed = [*_agreed(each), *(_pledged(reading, found, each) if at == main else ())]
        delegates = delegates_at(reading, each, main=at == main)
        talks.append(_talk(reading, each, _Facts(agreed, delegates, following, told)))
    return tuple(talk.model_copy(update={"id": f"t{at}"}) for at, talk in enumerate(talks, 1))


def _is_whole(each: Round) -> bool:
    """Whether two parties are known, one and a go-between or a place, or where and when a go-between has them meet."""
    if len(each.parties) + len(each.mediators) >= 2 and each.parties:
        return True
    if each.mediators and each.when is not None and (each.place is not None or len(each.mediators) > 1):
        return True
    if each.parties and each.when is not None and (each.number or each.order == "previous"):
        return True
    between = any((mention.reached or mention.topical) and mention.sides > 1 for mention in each.mentions)
    return bool(each.parties) and (each.place is not None or each.stopped or between)


def _is_echo(each: Round, other: Round) -> bool:
    """Whether a round says nothing that the other, told in the same sentences by the same parties, does not."""
    if each is other or each.place or each.when or each.ahead or each.number or each.order:
        return False
    inside = set(each.sentences) <= set(other.sentences) and set(each.parties) <= set(other.parties)
    return inside and bool(other.place or other.when)


def _main(found: list[Round]) -> int:
    """The round that the article is about: the first that isn't ahead or told as an earlier one."""
    return next((at for at, each in enumerate(found) if not each.ahead and each.order != "previous"), 0)


def _agreed(each: Round) -> Iterator[_Agreed]:
    """What the sentences of the round itself say was agreed."""
    for mention in each.mentions:
        sentence, verb = mention.sentence, mention.frame.verb
        yield from (_Agreed(sentence, word, text) for word, text in things_agreed(mention))
        if mention.reached and verb is not None and verb.lemma == "announce":
            yield from (_Agreed(sentence, word, text) for word, text in announced(sentence))


def _pledged(reading: Reading, found: list[Round], each: Round) -> Iterator[_Agreed]:
    """What both sides say they will do soon after an agreement at the round is told."""
    if not any(mention.reached for mention in each.mentions):
        return
    near = {index + step for index in each.sentences for step in range(_PLEDGES + 1)}
    ahead = {index for other in found if other is not each and other.ahead for index in other.sentences}
    for index in sorted(near - ahead):
        if index >= len(reading.sentences):
            return
        sentence = reading.sentences[index]
        if sentence.lemmas & _PROMISING:
            yield from (_Agreed(sentence, word, text) for word, text in joint_pledges(reading, sentence))


def _next_round(found: list[Round], each: Round) -> tuple[Sentence, When] | None:
    """When the parties of the main round meet again, and where that is told: the first day ahead."""
    if each.resumes is not None:
        return each.resumes
    for mention in each.mentions:
        if mention.resumes is not None:
            return mention.sentence, mention.resumes
    for other in found:
        when = other.when
        if (
            when is None
            or when.text.lower().startswith("last ")
            or each.ahead
            or not other.ahead
            or not _same_parties(other, each)
        ):
            continue
        if not (when.start and each.when and each.when.end and when.start < each.when.end):
            return next(mention.sentence for mention in other.mentions if mention.when is not None), when
    return None


def _same_parties(one: Round, two: Round) -> bool:
    """Whether the parties of one round are all at the other, too."""
    first, second = set(one.parties), set(two.parties)
    return bool(first & second) and (first <= second or second <= first)


def _distinct(agreed: Iterable[_Agreed]) -> list[_Agreed]:
    """The things agreed without repetitions: of two alike the more specific one."""
    kept: list[_Agreed] = []
    for each in agreed:
        words = _content(each.text)
        rival = next((at for at, other in enumerate(kept) if _alike(words, _content(other.text))), None)
        if rival is not None:
            if len(words) > len(_content(kept[rival].text)):
                kept[rival] = each
        elif each.text and len(kept) < _MOST:
            kept.append(each)
    named = [each for each in kept if _content(each.text)]
    return named or kept[:1]


def _talk(reading: Reading, each: Round, facts: _Facts) -> Talk:
    """The record of a round; its id is given once all are known."""
    first = each.mentions[0]
    status = round_status(each)
    things = [] if status in AHEAD else _distinct(facts.agreed)
    failures = failures_at(reading, each, facts.told)
    following, delegates = facts.following, facts.delegates
    needed = [*each.sources, *(thing.sentence for thing in things), *(sentence for sentence, _ in delegates)]
    if following is not None:
        needed.append(following[0])
    return Talk(
        id="t",
        parties=tuple(each.parties),
        mediators=tuple(each.mediators),
        delegates=tuple(delegate for _, delegate in delegates),
        place=each.place,
        when=each.when,
        status=status,
        outcome=round_outcome(each, status, [thing.word for thing in things], failed=bool(failures)),
        agreements=tuple(thing.text for thing in things),
        next_round=following[1] if following else None,
        attribution=reading.attribution.of(first.sentence, first.word),
        evidence=reading.evidence(_with_support(needed, [*failures, *_bearing_out(each)])),
    )


def _bearing_out(each: Round) -> Iterator[Sentence]:
    """The sentences that tell anything of the round beyond that it was."""
    for mention in each.mentions:
        telling = (mention.parties, mention.place, mention.when, mention.mediators, mention.reached)
        if any(telling) or mention.status in {"suspended", "called_off", "ongoing"}:
            yield mention.sentence


def _with_support(needed: list[Sentence], support: list[Sentence]) -> list[Sentence]:
    """The sentences that the record's facts need, filled up with those that bear it out."""
    chosen = list(dict.fromkeys(needed))
    for sentence in dict.fromkeys(support):
        if len(chosen) >= _EVIDENCE:
            break
        if sentence not in chosen:
            chosen.append(sentence)
    return chosen


def _content(text: str) -> frozenset[str]:
    small = {"the", "a", "an", "of", "to", "in", "on", "and", "for", "by", "with", "from", "as", "both", "their", "its"}
    words = (word.strip("\"“”‘’',.").lower() for word in text.split())
    stopping = talk_words().deals["stopping"]
    # A truce and a ceasefire are one thing agreed.
    same = ("ceasefire" if word in stopping else word.removesuffix("s") for word in words)
    return frozenset(same) - small - {"", "agreement", "deal"}


def _alike(one: frozenset[str], two: frozenset[str]) -> bool:
    shorter = min(len(one), len(two))
    return len(one & two) > _ALIKE * shorter
