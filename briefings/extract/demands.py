"""Demands: what one party asks of another, and how it was answered."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.demand_answers import answer
from briefings.extract.demand_deeds import things_of_noun
from briefings.extract.demand_frames import frames
from briefings.extract.demand_grammar import clause_start
from briefings.extract.demand_lists import item, opened
from briefings.extract.demand_parties import Resolver
from briefings.extract.demand_phrases import things_of_verb
from briefings.extract.demand_replies import replies
from briefings.extract.demand_requests import Request, add
from briefings.extract.demand_words import demand_words
from briefings.extract.tree import noun_phrase
from briefings.records import Demand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefings.extract.demand_grammar import Frame
    from briefings.extract.demand_phrases import Parties, Thing
    from briefings.extract.demand_replies import Reply
    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading


_LINES = 12
"""Sentences below the colon of a list in which its items stand."""


def find_demands(reading: Reading) -> tuple[Demand, ...]:
    """What the parties of an article ask of each other, one record a thing asked, ids in reading order."""
    resolver = Resolver(reading)
    told: list[Request] = []
    answers: list[tuple[Sentence, Reply]] = []
    listing: _Asking | None = None
    for sentence in reading.sentences:
        resolver.read(sentence)
        asking = _listed(sentence, listing) or _askings(resolver, sentence)
        found, taken = _requests(reading, resolver, sentence, asking)
        for request in found:
            add(told, request)
        answers.extend((sentence, reply) for reply in replies(sentence) if reply.word.i not in taken)
        listing = _listing(resolver, sentence, listing)
    for sentence, reply in answers:
        answer(told, resolver, sentence, reply)
    return tuple(
        Demand(
            id=f"d{number}",
            by=each.by,
            of=each.of,
            text=each.text,
            kind=each.kind,
            response=each.response,
            response_by=each.response_by,
            attribution=each.attribution,
            evidence=reading.evidence(each.sentences),
        )
        for number, each in enumerate(told, 1)
    )


class _Asking(NamedTuple):
    """A frame with who asks and who is asked, and the sentence that told so."""

    frame: Frame
    by: tuple[str, ...]
    asked: tuple[str, ...]
    told: Sentence


def _askings(resolver: Resolver, sentence: Sentence) -> Iterator[_Asking]:
    """The frames of a sentence that somebody asks who counts, those with an asker of their own first."""
    for frame in sorted(frames(sentence), key=lambda each: each.spoken):
        by = resolver.askers(sentence, frame)
        asked = resolver.asked(sentence, frame, by or ())
        if by is None or (not asked and _is_own_affair(frame.asked)):
            continue
        if by and set(by) <= set(asked) and resolver.only_refers(sentence, frame.askers):
            by = ()  # "the junta asked Thailand": whosever junta it is
        if asked and all(noun.lemma in demand_words().nouns["rivals"] for noun in frame.asked):
            asked = tuple(party for party in asked if party not in by)  # "urged the junta": not the one that urges
        yield _Asking(frame, by, asked, sentence)


def _listing(resolver: Resolver, sentence: Sentence, before: _Asking | None) -> _Asking | None:
    """The list that goes on below the sentence: it ends with the colon of one, or is itself an item of one."""
    frame = opened(sentence)
    if frame is None:
        return before if before is not None and _listed(sentence, before) else None
    by = resolver.askers(sentence, frame)
    return None if by is None else _Asking(frame, by, resolver.asked(sentence, frame, by), sentence)


def _listed(sentence: Sentence, listing: _Asking | None) -> list[_Asking]:
    """The request of a line below "these are its demands:"."""
    if listing is None or sentence.index > listing.told.index + _LINES:
        return []
    frame = item(sentence.words, listing.frame._replace(trigger=sentence.words[0], verbs=(), nouns=()))
    return [] if frame is None else [listing._replace(frame=frame)]


def _requests(
    reading: Reading, resolver: Resolver, sentence: Sentence, asking: Iterable[_Asking]
) -> tuple[list[Request], set[int]]:
    """The requests of one sentence that a party makes or that are made of one, and the words that tell them."""

    def parties(noun: Word) -> tuple[str, ...]:
        return resolver.parties(sentence, noun)

    found: list[Request] = []
    taken: set[int] = set()
    for frame, by, asked, told in asking:
        if frame.trigger.i in taken:
            continue
        resolver.remember(sentence, by)
        things = [thing for verb in _clauses(sentence, frame, parties) for thing in verb]
        things += [thing for noun in frame.nouns for thing in things_of_noun(sentence, noun, parties)]
        for thing in things:
            if thing.word.i in taken:
                continue
            doers = () if thing.word is frame.trigger else thing.doers
            of = asked or resolver.all(sentence, doers)
            if not _is_between_parties(by, of) or (frame.spoken and not of and _is_own_affair(doers)):
                continue
            taken.update(range(thing.word.i, thing.last + 1))
            of = tuple(party for party in of if party not in by)
            said = reading.attribution.of(sentence, frame.trigger)
            text, start = _completed(sentence, frame, thing), frame.trigger.start
            where = (sentence,) if told is sentence else (told, sentence)
            found.append(Request(by, of, text, frame.kind, said, where, start))
    return found, taken


def _clauses(sentence: Sentence, frame: Frame, parties: Parties) -> Iterator[list[Thing]]:
    """What each clause of a request asks."""
    for verb, following in zip_longest(frame.verbs, frame.verbs[1:]):
        end = None if following is None else max(clause_start(following), verb.i + 1)
        doers = frame.doers if verb is frame.verbs[0] else ()
        yield things_of_verb(sentence, verb, parties, doers, end)


def _completed(sentence: Sentence, frame: Frame, thing: Thing) -> str:
    """The thing's text, with the noun that a relative clause asks it of: "the plan that X urged Y to accept"."""
    clause = frame.trigger
    bare = " " not in thing.text and clause.dep == "relcl" and clause.head.pos == "NOUN"
    if not bare or clause.head in frame.askers:
        return thing.text
    return f"{thing.text} {noun_phrase(sentence, clause.head)}"


def _is_own_affair(asked: tuple[Word, ...]) -> bool:
    """Whether it is asked of one's own people: "ordered his generals", "told residents"."""
    own = demand_words().nouns["own_people"]
    return bool(asked) and all(noun.lemma in own for noun in asked)


def _is_between_parties(by: tuple[str, ...], of: tuple[str, ...]) -> bool:
    """Whether somebody asks somebody else."""
    if not by:
        return bool(of)
    return not of or any(party not in by for party in of)
