"""Demands: what one party asks of another, and how it was answered."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.demand_deeds import things_of_noun
from briefings.extract.demand_frames import frames
from briefings.extract.demand_parties import Resolver
from briefings.extract.demand_phrases import things_of_verb
from briefings.extract.demand_replies import Reply, replies
from briefings.extract.demand_words import demand_words
from briefings.extract.tree import noun_phrase
from briefings.records import Demand

if TYPE_CHECKING:
    from briefings.extract.demand_grammar import Frame
    from briefings.extract.demand_phrases import Thing
    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading
    from briefings.records import DemandKind, Response

_SAME = 0.6
"""Share of the shorter text's words that two tellings of one demand have in common."""

_RECENT = 60
"""Requests back among which the same one is looked for; more stand in no article."""

_BACK, _AHEAD = 40, 10
"""Sentences before and after a reply in which the requests stand that it answers."""

_FEWER = 3
"""Times that a third party is named less often than two that alone face each other."""

_STOPWORDS = frozenset(
    {"the", "a", "an", "of", "to", "in", "on", "for", "and", "its", "their", "his", "any", "all", "from"}
)


class _Request(NamedTuple):
    """A demand as one passage tells it."""

    by: tuple[str, ...]
    of: tuple[str, ...]
    text: str
    kind: DemandKind
    attribution: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    response: Response = "none"
    response_by: tuple[str, ...] = ()


def find_demands(reading: Reading) -> tuple[Demand, ...]:
    """What the parties of an article ask of each other, one record a thing asked, ids in reading order."""
    resolver = Resolver(reading)
    told: list[_Request] = []
    answers: list[tuple[Sentence, Reply]] = []
    for sentence in reading.sentences:
        resolver.read(sentence)
        for request in _requests(reading, resolver, sentence):
            _add(told, request)
        answers.extend((sentence, reply) for reply in replies(sentence))
    told = _with_counterparts(reading, told)
    for sentence, reply in answers:
        _answer(told, resolver, sentence, reply)
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


def _with_counterparts(reading: Reading, told: list[_Request]) -> list[_Request]:
    """Fill in who is asked where an article is about two parties and one asks a deed of war or peace.

    "Ukraine insisted on the release of all prisoners" is asked of Russia where the article is about the two.
    """
    if all(each.of for each in told):
        return told
    counts = Counter(
        mention.name
        for sentence in reading.sentences
        for mention in reading.actors.mentions(sentence)
        if mention.kind in {"country", "group", "person"}
    )
    ranked = counts.most_common(3)
    if len(ranked) < 2 or (len(ranked) == 3 and ranked[2][1] * _FEWER > ranked[1][1]):
        return told
    pair = (ranked[0][0], ranked[1][0])
    deeds = demand_words().doing["opposing"]
    return [
        each._replace(of=(pair[1 - pair.index(each.by[0])],))
        if not each.of and len(each.by) == 1 and each.by[0] in pair and each.text.split()[0] in deeds
        else each
        for each in told
    ]


def _requests(reading: Reading, resolver: Resolver, sentence: Sentence) -> list[_Request]:
    """The requests of one sentence that a party makes or that are made of one."""

    def parties(noun: Word) -> tuple[str, ...]:
        return resolver.parties(sentence, noun)

    found: list[_Request] = []
    taken: set[int] = set()
    for frame in sorted(frames(sentence), key=lambda each: each.spoken):
        if frame.trigger.i in taken:
            continue
        by = resolver.askers(sentence, frame)
        asked = resolver.all(sentence, frame.asked)
        if by is None or (not asked and _is_own_affair(frame.asked)):
            continue
        resolver.remember(sentence, by)
        things = [thing for verb in frame.verbs for thing in things_of_verb(sentence, verb, parties)]
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
            found.append(_Request(by, of, _completed(sentence, frame, thing), frame.kind, said, (sentence,)))
    return found


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


def _add(told: list[_Request], request: _Request) -> None:
    """Add a request, or join it to the same one told not long before, keeping the fuller wording."""
    for at in range(max(0, len(told) - _RECENT), len(told)):
        other = told[at]
        if _is_same(other, request):
            longer = request if len(_content(request.text)) > len(_content(other.text)) else other
            told[at] = other._replace(
                text=longer.text,
                by=other.by or request.by,
                of=other.of or request.of,
                attribution=other.attribution or request.attribution,
                sentences=(*other.sentences, *request.sentences),
            )
            return
    told.append(request)


def _is_same(one: _Request, other: _Request) -> bool:
    """Whether two requests are one: the same parties where both are named, and much the same words."""
    if one.by and other.by and not set(one.by) & set(other.by):
        return False
    if one.of and other.of and not set(one.of) & set(other.of):
        return False
    left, right = _content(one.text), _content(other.text)
    smaller = min(len(left), len(right))
    return bool(smaller) and len(left & right) / smaller >= _SAME and (smaller > 1 or left == right)


def _content(text: str) -> frozenset[str]:
    """The words of a text that carry its meaning."""
    stripped = (word.strip("\"“”'’.,").lower() for word in text.split())
    return frozenset(word for word in stripped if word and word not in _STOPWORDS)


def _answer(told: list[_Request], resolver: Resolver, sentence: Sentence, reply: Reply) -> None:
    """Record an answer on the requests that it answers."""
    repliers = resolver.all(sentence, reply.repliers)
    first = bisect_left(told, sentence.index - _BACK, key=_index)
    for at in range(first, bisect_right(told, sentence.index + _AHEAD, key=_index)):
        each = told[at]
        if _answers(each, repliers, resolver, sentence, reply):
            who = tuple(party for party in repliers if party not in each.by)
            told[at] = each._replace(response=reply.response, response_by=who, sentences=(*each.sentences, sentence))


def _answers(each: _Request, repliers: tuple[str, ...], resolver: Resolver, sentence: Sentence, reply: Reply) -> bool:
    """Whether a reply is to this request: by one who was asked, and about such a thing."""
    here = sentence.index == _index(each)
    if not repliers:
        return here and reply.about is not None and _points_here(reply.about) and not each.of
    if set(repliers) <= set(each.by) or (each.of and not set(repliers) & set(each.of)):
        return False
    if reply.response == "considering" and each.response != "none":
        return False
    told_before = sentence.index >= _index(each)
    if reply.about is None:
        return here
    if reply.about.lemma not in demand_words().replied_to:
        return told_before and reply.about.lemma in each.text.lower().split()
    owners = resolver.all(sentence, _owners(reply.about))
    fits = not owners or bool(set(owners) & set(each.by))
    return fits and (here or not _points_here(reply.about)) and (told_before or reply.response == "considering")


def _index(request: _Request) -> int:
    """The number of the sentence that tells the request first."""
    return request.sentences[0].index


def _points_here(noun: Word) -> bool:
    """Whether the noun names what the sentence itself just told: "…, an offer the rebels refused"."""
    return any(kid.low in {"a", "an"} for kid in noun.kids)


def _owners(noun: Word) -> list[Word]:
    """Whose request the noun is: "these demands from Moscow", "Israel's terms"."""
    found = [kid for kid in noun.kids if kid.dep in {"poss", "amod", "compound", "nmod"}]
    found += [obj for prep in noun.kids if prep.low in {"from", "by"} for obj in prep.kids if obj.dep == "pobj"]
    return found
