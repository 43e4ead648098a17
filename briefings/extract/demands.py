"""Demands: what one party asks of another, and how it was answered."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from briefings.extract.demand_answers import answer
from briefings.extract.demand_deeds import things_of_noun
from briefings.extract.demand_frames import frames
from briefings.extract.demand_grammar import clause_start
from briefings.extract.demand_parties import Resolver
from briefings.extract.demand_phrases import things_of_verb
from briefings.extract.demand_replies import replies
from briefings.extract.demand_requests import Request, add
from briefings.extract.demand_words import demand_words
from briefings.extract.tree import noun_phrase
from briefings.records import Demand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.extract.demand_grammar import Frame
    from briefings.extract.demand_phrases import Parties, Thing
    from briefings.extract.demand_replies import Reply
    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading


def find_demands(reading: Reading) -> tuple[Demand, ...]:
    """What the parties of an article ask of each other, one record a thing asked, ids in reading order."""
    resolver = Resolver(reading)
    told: list[Request] = []
    answers: list[tuple[Sentence, Reply]] = []
    for sentence in reading.sentences:
        resolver.read(sentence)
        for request in _requests(reading, resolver, sentence):
            add(told, request)
        answers.extend((sentence, reply) for reply in replies(sentence))
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


def _requests(reading: Reading, resolver: Resolver, sentence: Sentence) -> list[Request]:
    """The requests of one sentence that a party makes or that are made of one."""

    def parties(noun: Word) -> tuple[str, ...]:
        return resolver.parties(sentence, noun)

    found: list[Request] = []
    taken: set[int] = set()
    for frame in sorted(frames(sentence), key=lambda each: each.spoken):
        if frame.trigger.i in taken:
            continue
        by = resolver.askers(sentence, frame)
        asked = resolver.all(sentence, frame.asked)
        if by is None or (not asked and _is_own_affair(frame.asked)):
            continue
        if asked and all(noun.lemma in demand_words().nouns["rivals"] for noun in frame.asked):
            asked = tuple(party for party in asked if party not in by)  # "urged the junta": not the one that urges
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
            found.append(Request(by, of, text, frame.kind, said, (sentence,), start))
    return found


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
