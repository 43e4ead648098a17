"""Where an article speaks of talks between parties, or of a deal between them, and what each sentence tells of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.mediation import hosts_at, mediators_of
from briefings.extract.talk_dates import resumption, when_of
from briefings.extract.talk_frames import clauses_at, frame, modifiers
from briefings.extract.talk_nouns import meets, sort_of
from briefings.extract.talk_parties import (
    counterparts,
    is_bilateral,
    parties_of,
    referred_to,
    sides_of,
    two_others,
)
from briefings.extract.talk_places import place_of
from briefings.extract.talk_status import status_of
from briefings.extract.talk_words import talk_words
from briefings.extract.tree import SUBJECTS, is_negated, kids, prep_objects, subjects

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading
    from briefings.extract.talk_frames import Frame
    from briefings.records import Place, TalkStatus, When

_HOLDING = frozenset({"hold", "continue", "resume", "start", "begin", "open", "restart", "attend", "have", "return"})


_LEAD = 2
"""Words into a sentence within which "In it" opens it."""


class Mention(NamedTuple):
    """What one sentence tells of talks at one word.

    ``sort`` is "meeting" or "deal". ``joint`` says that the parties are only referred to ("both sides"),
    ``definite`` that the talks are ("the talks"). ``status`` is None where the sentence leaves it open;
    ``real`` is false where it only imagines them. ``order`` is "previous", "next" or "", ``round`` the
    number of the round. ``reached`` says that a deal is told as made; ``topical`` that the words
    themselves are about the conflict ("peace talks", "a ceasefire"). ``sides`` counts the
    people or bodies that take part, named or not; ``referred`` are the parties that "both sides" stands for;
    ``resumes`` is when they go on; ``guessed`` that the parties are but those whom the sentence names besides.
    """

    frame: Frame
    sort: str
    parties: tuple[str, ...]
    mediators: tuple[str, ...]
    joint: bool
    definite: bool
    place: Place | None
    when: When | None
    status: TalkStatus | None
    real: bool
    order: str
    round: int
    reached: bool
    topical: bool
    sides: int
    referred: tuple[str, ...] = ()
    resumes: When | None = None
    guessed: bool = False

    @property
    def sentence(self) -> Sentence:
        """The sentence that tells it."""
        return self.frame.sentence

    @property
    def word(self) -> Word:
        """The word at which it is told."""
        return self.frame.word


def mentions(reading: Reading) -> Iterator[Mention]:
    """Every mention of talks or a deal in the article, in reading order."""
    gate = talk_words().gate
    before: list[Mention] = []
    venue: Place | None = None
    for sentence in reading.sentences:
        told: list[Mention] = []
        for word in sentence.words if before or not sentence.lemmas.isdisjoint(gate) else ():
            sort = sort_of(word) or _taken_up(word, before)
            found = _mention(reading, frame(sentence, word), sort) if sort else None
            if found is not None:
                told.append(found if found.place or not _is_there(found) else found._replace(place=venue))
                venue = told[-1].place or venue
        yield from told
        before = told


def _taken_up(pronoun: Word, before: list[Mention]) -> str:
    """The sort of the talks or deal of the sentence before that a pronoun stands for, "" for none.

    Only where the verb says what can be said of little else: "They were suspended", "It provides for".
    """
    if pronoun.low not in {"it", "they", "its"}:
        return ""
    words = talk_words()
    terms = pronoun.dep == "poss" and pronoun.head.lemma in {"term", "provision"}  # "Under its terms, X would …"
    prep = pronoun.head.head if terms else pronoun.head
    lead = prep.low in {"in", "under", "by"} and pronoun.i <= _LEAD and (terms or pronoun.dep == "pobj")
    if lead and pronoun.low in {"it", "its"} and any(each.sort == "deal" and each.reached for each in before):
        return "deal"
    if pronoun.dep not in SUBJECTS:
        return ""
    stops = pronoun.head.lemma in words.status["suspended"] | words.status["called_off"] | words.verbs["resume"]
    sort = "meeting" if stops else "deal" if pronoun.head.lemma in words.verbs["hold"] else ""
    for each in before:
        agrees = (each.frame.top.tag in {"NNS", "NNPS"}) == (pronoun.low == "they")
        made = sort == "deal" and each.reached and each.word.pos == "NOUN"
        if each.sort == sort and agrees and (made or each.frame.top.dep in SUBJECTS):
            return sort
    return ""


def _is_there(mention: Mention) -> bool:
    """Whether talks are told to be where those told of before were: "the last round ended there"."""
    verb = mention.frame.verb
    return verb is not None and any(kid.low == "there" and kid.dep == "advmod" for kid in verb.kids)


def _mention(reading: Reading, framed: Frame, sort: str) -> Mention | None:
    words = talk_words()
    sentence, word = framed.sentence, framed.word
    if sort == "meeting" and word.pos == "VERB" and not meets(word):
        return None
    before = {each.lemma for each in modifiers(framed) if each.pos != "PROPN"}
    if before & words.topic["other"] and not before & words.topic["conflict"]:
        return None
    go_betweens = mediators_of(reading, framed)
    (parties, joint), guessed = parties_of(reading, framed, sort, go_betweens), False
    if len(parties) == 1:
        go_betweens = tuple(dict.fromkeys([*go_betweens, *counterparts(reading, framed, sort)]))
    if len(parties) < 2 and not joint and go_betweens:
        others = two_others(reading, framed, go_betweens)
        parties, guessed = others or parties, bool(others)
    if word.lemma in words.verbs["receive"] and len({*parties, *go_betweens}) < 2 and not joint:
        return None  # guests of no party: "received a delegation of doctors"
    status, real = status_of(framed)
    if sort == "deal" and status in {"held", None} and not is_bilateral(framed, parties, joint=joint):
        real = bool(go_betweens) and real and word is not framed.verb
    order, number = _order(framed)
    if status == "proposed" and _only_asked(framed):
        real = False
    if reading.attribution.is_denied(sentence, word) or before & words.deals["one_sided"]:
        real = False
    when, resumes = when_of(reading, framed), None
    place = place_of(reading, framed)
    go_betweens = go_betweens or hosts_at(reading, framed, place, parties)
    if status == "held" and _is_to_come(when, reading.article.published):
        if framed.top.head.low in {"after", "following", "since"} or _is_signed_already(framed, sort):
            when = None  # "agreed to free them after talks on Friday": that Friday is past, whatever they are to do
        else:
            status = "planned"
    if status == "held" and _has_just_begun(framed, when, reading.article.published):
        status = "ongoing"
    again = resumption(framed) if status == "ongoing" else None
    if again is not None:
        when, resumes = None, reading.dates.nearest(sentence, again)
    return Mention(
        frame=framed,
        sort=sort,
        parties=parties,
        mediators=go_betweens,
        joint=joint,
        definite=word.pos == "PRON"
        or any(
            kid.low in {"the", "this", "that", "these", "those", "both"} for noun in framed.chain for kid in noun.kids
        ),
        place=place,
        when=when,
        status=status,
        real=real,
        order=order,
        round=number,
        reached=sort == "deal" and real and _reached(framed, status),
        sides=sides_of(framed),
        referred=referred_to(reading, framed) if joint else (),
        resumes=resumes,
        guessed=guessed,
        topical=word.lemma in words.deals["stopping"] | {"swap"}
        or word.lemma in {"negotiation", "mediation"}
        or any(
            each.lemma in words.topic["conflict"]
            for each in [*modifiers(framed), *prep_objects(word, {"on", "about", "over"}), *_aims(word)]
        ),
    )


def _aims(noun: Word) -> list[Word]:
    """What talks are to do: "talks convened in Geneva to end the war"."""
    below = [kid for kid in noun.kids if kid.i > noun.i and kid.dep in {"acl", "advcl"}]
    below += [kid for kid in kids(noun, {"relcl"}) if kid.lemma == "be"]
    clauses = [*below, *(kid for each in below for kid in each.kids if kid.dep in {"advcl", "xcomp"})]
    things = [obj for clause in clauses if clause.tag == "VB" for obj in kids(clause, {"dobj"})]
    return [each for obj in things for each in (obj, *kids(obj, {"compound", "amod"}))]


def _is_signed_already(framed: Frame, sort: str) -> bool:
    """Whether a deal was made whose day to come is that of its taking effect: "agreed on a truce from Monday"."""
    verb = framed.verb
    past = verb is not None and (verb.tag == "VBD" or any(kid.low in {"has", "have"} for kid in verb.kids))
    return sort == "deal" and past and _reached(framed, "held")


def _has_just_begun(framed: Frame, when: When | None, published: date | None) -> bool:
    """Whether the talks opened on the day of the report, which leaves them under way."""
    verb = framed.verb
    if published is None or when is None or when.start is None or when.end is None or verb is None:
        return False
    opened = verb.lemma in talk_words().verbs["launch"] and framed.top.head is verb and framed.top.dep in SUBJECTS
    return opened and when.start <= published <= when.end


def _only_asked(framed: Frame) -> bool:
    """Whether talks are but what somebody is asked to enter, without a day or a place: that is a demand."""
    verb = framed.verb
    return verb is not None and verb.dep == "xcomp" and verb.head.lemma in talk_words().verbs["control"] - {"invite"}


def _is_to_come(when: When | None, published: date | None) -> bool:
    """Whether a date lies after the article: what is told without a tense ("Tuesday's meeting") is ahead."""
    return published is not None and when is not None and when.start is not None and when.start > published


def _order(framed: Frame) -> tuple[str, int]:
    """Which of several rounds: "previous", "next" or "", and its number, 0 where none is told."""
    words = talk_words()
    lows = [word.low for word in modifiers(framed)]
    number = next((words.ordinals[low] for low in lows if low in words.ordinals), 0)
    verb = framed.verb
    over = (number or framed.word.lemma == "round") and verb is not None and any(k.low == "had" for k in verb.kids)
    if over or any(low in words.order["previous"] for low in lows):
        return "previous", number
    if any(low in words.order["next"] for low in lows) or framed.word.low.startswith("reconven"):
        return "next", number
    return "", number


def _undone(verb: Word) -> bool:
    """Whether the verb's governor says that it wasn't done: "failed to agree", "without reaching a deal"."""
    undone = talk_words().verbs["undone"]
    return (
        verb.dep in {"xcomp", "pcomp", "ccomp"}
        and (verb.head.lemma in undone or verb.head.low in undone)
        and (verb.dep != "ccomp" or verb.tag == "VB")
    )


def _only_to_meet(verb: Word) -> bool:
    """Whether all that was agreed is to meet: that is the next round, and no deal."""
    words = talk_words()
    aims = [kid for kid in verb.kids if kid.dep in {"xcomp", "prep", "dobj", "ccomp"} and kid.i > verb.i]
    meetings = words.meetings["strong"] | words.meetings["weak"]
    inner = [each for kid in aims for each in [kid, *kid.kids] if each.dep in {"xcomp", "dobj", "pobj", "pcomp"}]
    return bool(inner) and all(each.lemma in words.verbs["meet"] | meetings or each.lemma in _HOLDING for each in inner)


def _reached(framed: Frame, status: TalkStatus | None) -> bool:
    """Whether a deal is told as made, not as sought, likely or refused."""
    verbs = talk_words().verbs
    if status not in {"held", None}:
        return False
    word = framed.word
    if word.pos == "VERB":
        return not is_negated(word) and not _undone(word) and not _only_to_meet(word)
    made = dict.fromkeys([*kids(word, {"acl", "relcl"}), *clauses_at(word)])
    # "left without signing the truce that his rival had accepted" is none; what both had signed is one
    telling = verbs["making"] if framed.verb is not None and _undone(framed.verb) else verbs["reached"]
    if any(kid.lemma in telling and not is_negated(kid) for kid in made):
        return True
    verb = framed.verb
    if verb is None or is_negated(verb) or _undone(verb):
        return False
    if verb.lemma == "end" and framed.top.dep == "dobj":
        return False
    direct = framed.top.head is verb or framed.top.head.head is verb
    if not direct or verb.lemma not in verbs["reached"] | verbs["agree"] | verbs["result"]:
        return False
    if verb.lemma in verbs["into_effect"]:
        below = [obj.lemma for kid in verb.kids for obj in [kid, *kid.kids]]
        if framed.top.head.low == "with" and any(kid.low == "up" for kid in verb.kids):
            return True  # "came up with a truce"
        return bool(set(below) & verbs["effect"])
    subject = framed.top in subjects(verb)
    return not (subject and verb.lemma in verbs["result"])
