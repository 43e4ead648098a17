"""When talks are held, and when they go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.talk_frames import clauses_at
from briefings.extract.talk_words import talk_words
from briefings.extract.tree import ancestors, kids, walk

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading
    from briefings.extract.talk_frames import Frame
    from briefings.records import When


_COARSE = 27
"""Days of a time that is told by the month or the year."""


_CLAUSES = 3
"""Clauses up the tree whose date still bears on a subordinate one."""


_DATING = frozenset(
    {"plan", "schedule", "set", "begin", "start", "convene", "mediate", "host", "slate", "arrange", "offer"}
)


def resumption(framed: Frame) -> Word | None:
    """The verb that tells of their resumption: "talks due to continue on Thursday"."""
    clauses = [
        kid for noun in framed.chain for kid in noun.kids if kid.dep in {"relcl", "acl", "amod"} and kid.i > noun.i
    ]
    below = (each for clause in clauses for each in walk(clause))
    return next((each for each in below if each.lemma in {"continue", "resume"}), None)


def when_of(reading: Reading, framed: Frame) -> When | None:
    """The date that hangs on the talks: on their noun, a participle beside it, or their verb."""
    if found := _of_noun(reading, framed):
        return found
    verb = framed.verb
    if verb is None or verb.dep == "pcomp":
        return None
    if verb.dep == "relcl" and any(kid.low == "where" for kid in verb.kids):
        # "was in X on Thursday, where he met Y": the day is told of the main clause
        above = next((each for each in ancestors(verb) if each.pos in {"VERB", "AUX"}), None)
        return _date_at(reading, framed.sentence, verb) or (
            _date_at(reading, framed.sentence, above) if above else None
        )
    if verb.dep == "advcl":
        # A month or year told of the main clause holds for what came before or after it, too.
        clauses = [above for above in [verb, *ancestors(verb)] if above.pos == "VERB"]
        for above in clauses[:_CLAUSES]:
            coarse = _date_at(reading, framed.sentence, above)
            if coarse is not None and (above is verb or _is_coarse(coarse)):
                return coarse
    if verb.dep == "acl" and verb.tag == "VBG" and verb is framed.word:
        # "the ministers, meeting for the first time, failed on Thursday to agree"
        above = next((each for each in ancestors(verb) if each.pos in {"VERB", "AUX"}), None)
        return _date_at(reading, framed.sentence, above) if above is not None else None
    if verb in framed.chain:
        return None
    if framed.top.dep in {"nsubj", "nsubjpass", "dobj", "pobj", "attr"}:
        direct = framed.top.head is verb or framed.top.head.head is verb
        adjunct = framed.top.head.low in {"after", "following", "before", "since", "despite", "amid"}
        return _date_at(reading, framed.sentence, verb) if direct and not adjunct else None
    return None


def _of_noun(reading: Reading, framed: Frame) -> When | None:
    """The date that hangs on the nouns of the talks themselves, or on a clause beside them."""
    sentence = framed.sentence
    words = talk_words()
    for noun in framed.chain:
        clauses = clauses_at(noun)
        # "to start in March under the deal that they signed on 29 February": the day of the signing
        deal = noun.lemma in words.deals["nouns"]
        signed = [kid for kid in clauses if deal and kid.lemma in words.verbs["making"]]
        told = [kid for kid in clauses if kid.lemma in _DATING | words.verbs["reached"]]
        for each in (*signed, noun, *_beside(noun), *told):
            if found := _date_at(reading, sentence, each):
                return found
    return None


def _beside(noun: Word) -> list[Word]:
    """As in "six truces, the latest of them on 30 July", "a summit that was to seal it on 3 May"."""
    late = [kid for kid in kids(noun, {"appos"}) if kid.lemma in {"late", "latest", "last"}]
    aims = [each for kid in kids(noun, {"relcl"}) if kid.lemma == "be" for each in kids(kid, {"xcomp"})]
    return [*late, *aims]


def _date_at(reading: Reading, sentence: Sentence, word: Word) -> When | None:
    """The date told at ``word``; a time up to or from which something holds is no date of a meeting."""
    found = reading.dates.nearest(sentence, word)
    return None if found is None or found.text.lower().startswith(("since", "ever since", "until", "till")) else found


def _is_coarse(when: When) -> bool:
    return when.start is not None and when.end is not None and (when.end - when.start).days >= _COARSE
