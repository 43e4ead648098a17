"""Where an article speaks of talks between parties, or of a deal between them, and what each sentence tells of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.mediation import mediators_of
from briefings.extract.talk_dates import resumption, when_of
from briefings.extract.talk_frames import frame, modifiers
from briefings.extract.talk_nouns import meets, sort_of
from briefings.extract.talk_parties import counterparts, is_bilateral, parties_of, sides_of, two_others
from briefings.extract.talk_places import place_of
from briefings.extract.talk_status import status_of
from briefings.extract.talk_words import talk_words
from briefings.extract.tree import (
    is_negated,
    prep_objects,
    subjects,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading
    from briefings.extract.talk_frames import Frame
    from briefings.records import Place, TalkStatus, When

_HOLDING = frozenset({"hold", "continue", "resume", "start", "begin", "open", "restart", "attend", "have", "return"})


class Mention(NamedTuple):
    """What one sentence tells of talks at one word.

    ``sort`` is "meeting" or "deal". ``joint`` says that the parties are only referred to ("both sides"),
    ``definite`` that the talks are ("the talks"). ``status`` is None where the sentence leaves it open;
    ``real`` is false where it only imagines them. ``order`` is "previous", "next" or "", ``round`` the
    number of the round. ``reached`` says that a deal is told as made; ``topical`` that the words
    themselves are about the conflict ("peace talks", "a ceasefire"). ``sides`` counts the
    people or bodies that take part, named or not; ``resumes`` is when they go on.
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
    resumes: When | None = None

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
    for sentence in reading.sentences:
        if sentence.lemmas.isdisjoint(gate):
            continue
        for word in sentence.words:
            sort = sort_of(word)
            if sort:
                found = _mention(reading, frame(sentence, word), sort)
                if found is not None:
                    yield found


def _mention(reading: Reading, framed: Frame, sort: str) -> Mention | None:
    words = talk_words()
    sentence, word = framed.sentence, framed.word
    if sort == "meeting" and word.pos == "VERB" and not meets(word):
        return None
    go_betweens = mediators_of(reading, framed)
    parties, joint = parties_of(reading, framed, sort, go_betweens)
    if len(parties) == 1:
        go_betweens = tuple(dict.fromkeys([*go_betweens, *counterparts(reading, framed, sort)]))
    if len(parties) < 2 and not joint and go_betweens:
        parties = two_others(reading, sentence, go_betweens) or parties
    status, real = status_of(framed)
    if sort == "deal" and status in {"held", None} and not is_bilateral(framed, parties, joint=joint):
        real = bool(go_betweens) and real and word is not framed.verb
    order, number = _order(framed)
    if reading.attribution.is_denied(sentence, word):
        real = False
    when, resumes = when_of(reading, framed), None
    again = resumption(framed) if status == "ongoing" else None
    if again is not None:
        when, resumes = None, reading.dates.nearest(sentence, again)
    return Mention(
        frame=framed,
        sort=sort,
        parties=parties,
        mediators=go_betweens,
        joint=joint,
        definite=any(
            kid.low in {"the", "this", "that", "these", "those", "both"} for noun in framed.chain for kid in noun.kids
        ),
        place=place_of(reading, framed),
        when=when,
        status=status,
        real=real,
        order=order,
        round=number,
        reached=sort == "deal" and real and _reached(framed, status),
        sides=sides_of(framed),
        resumes=resumes,
        topical=word.lemma in words.deals["stopping"]
        or word.lemma in {"negotiation", "mediation"}
        or any(
            each.lemma in words.topic["conflict"]
            for each in [*modifiers(framed), *prep_objects(word, {"on", "about", "over"})]
        ),
    )


def _order(framed: Frame) -> tuple[str, int]:
    """Which of several rounds: "previous", "next" or "", and its number, 0 where none is told."""
    words = talk_words()
    lows = [word.low for word in modifiers(framed)]
    number = next((words.ordinals[low] for low in lows if low in words.ordinals), 0)
    if any(low in words.order["previous"] for low in lows):
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
    if any(kid.dep in {"acl", "relcl"} and kid.lemma in verbs["reached"] and not is_negated(kid) for kid in word.kids):
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
        return bool(set(below) & verbs["effect"])
    subject = framed.top in subjects(verb)
    return not (subject and verb.lemma in verbs["result"])
