"""Who negotiates with whom at the talks of one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.talk_bodies import is_pair
from briefings.extract.talk_frames import (
    dateline_end,
    gathered,
    is_verb,
    members,
    paired,
    party_nouns,
    relation_objects,
    stands_for,
    subjects_of,
)
from briefings.extract.talk_words import talk_words
from briefings.extract.tree import ancestors, conjuncts, kids, objects, prep_objects, subjects

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading
    from briefings.extract.talk_frames import Frame


def referred_to(reading: Reading, framed: Frame) -> tuple[str, ...]:
    """The two parties that "both sides" or "the two leaders" stand for by what was told before, else ()."""
    nouns = [*party_nouns(framed), *gathered(framed)]
    if framed.verb is not None:
        nouns.extend(subjects_of(framed.verb))
    for noun in nouns:
        below = [noun, *prep_objects(noun, {"from", "of"})]
        for each in below:
            names = reading.actors.parties(framed.sentence, each) if is_pair(each) else ()
            if len(names) == 2 and not any(name[0].islower() for name in names):
                return names
    return ()


def sides_of(framed: Frame) -> int:
    """How many take part: the subjects of a verb with whom they meet, or who is named between."""
    nouns = party_nouns(framed)
    if framed.verb is framed.word:
        with_whom = [*relation_objects(framed.word)] if framed.word.lemma not in talk_words().verbs["agree"] else []
        nouns = [*subjects_of(framed.word), *with_whom]
    elif framed.verb is not None and framed.verb.lemma in talk_words().verbs["take_part"]:
        nouns = [*nouns, *(each for each in subjects_of(framed.verb) if each not in framed.chain)]
    return len({each.i for noun in nouns for each in members(noun)})


def counterparts(reading: Reading, framed: Frame, sort: str) -> list[str]:
    """The organisations of states that the one party told of meets: they go between."""
    if sort != "meeting" or framed.word is not framed.verb:
        return []
    known = talk_words().people["organisations"]
    nouns = [*subjects_of(framed.word), *relation_objects(framed.word)]
    return [name for noun in nouns for name in stands_for(reading, framed.sentence, noun) if name in known]


def two_others(reading: Reading, framed: Frame, go_betweens: tuple[str, ...]) -> tuple[str, ...]:
    """The two parties of a sentence that tells who went between, where it names just two others."""
    sentence, verb = framed.sentence, framed.verb
    if verb is not None and verb.dep == "relcl" and verb.lemma in talk_words().verbs["mediate"]:
        return ()  # "X, who chaired the talks alongside Y": those named are the ones in the chair
    start = dateline_end(sentence)
    others = dict.fromkeys(
        each.name
        for each in reading.actors.mentions(sentence)
        if each.kind in {"country", "group"}
        and each.first >= start
        and each.name not in go_betweens
        and not _is_venue(sentence.words[each.last])
    )
    return tuple(others) if len(others) == 2 else ()


def _is_venue(word: Word) -> bool:
    """Whether a country is named for where something is: "talks in Sweden"."""
    return word.dep == "pobj" and word.head.low in {"in", "at", "near", "from", "to"}


def is_bilateral(framed: Frame, parties: tuple[str, ...], *, joint: bool) -> bool:
    """Whether what a verb of agreeing tells isn't one party's word alone."""
    verb = framed.verb
    if verb is None or verb.lemma not in talk_words().verbs["agree"]:
        return True
    doers = [each for noun in subjects_of(verb) for each in [*members(noun), *_after_dateline(framed, noun)]]
    return joint or len(parties) >= 2 or not doers or len(doers) > 1 or framed.top in doers


def _after_dateline(framed: Frame, noun: Word) -> list[Word]:
    """The subjects that the parser has hung on a date line."""
    beside = kids(noun, {"appos"}) if noun.i < dateline_end(framed.sentence) else []
    return [each for kid in beside for each in conjuncts(kid)]


def parties_of(
    reading: Reading, framed: Frame, sort: str, go_betweens: tuple[str, ...]
) -> tuple[tuple[str, ...], bool]:
    """The parties that the sentence names at the talks, and whether it only refers to them."""
    sentence = framed.sentence
    nouns = party_nouns(framed)
    verb = framed.verb
    if verb is framed.word and verb is not None:
        nouns = [*subjects_of(verb), *(relation_objects(verb) if sort == "meeting" else _signed_with(verb))]
        nouns = [] if verb.lemma in talk_words().verbs["unite"] else nouns  # they are brought together
    names = list(paired(reading, framed))
    joint = any(is_pair(each) for each in [*nouns, *gathered(framed)])
    for noun in nouns:
        names.extend(stands_for(reading, sentence, noun))
    between = any(kid.low in {"between", "among"} for noun in framed.chain for kid in noun.kids)
    if verb is not None and verb is not framed.word and not between:
        extra, more = _at_verb(reading, framed, verb, need=2 - len(set(names)))
        names.extend(extra)
        joint = joint or more
    names.extend(name for noun in _brought(framed) for name in stands_for(reading, sentence, noun))
    distinct = tuple(name for name in dict.fromkeys(names) if name not in go_betweens)
    return _without_organisations(reading, sentence, distinct), joint


def _signed_with(verb: Word) -> list[Word]:
    """With whom a deal is signed: "agreed with X", "signed a deal with X"."""
    return [*prep_objects(verb, {"with"}), *(each for obj in objects(verb) for each in prep_objects(obj, {"with"}))]


def _brought(framed: Frame) -> list[Word]:
    """Who is brought together or received for the talks, or walks out of them."""
    verb = framed.verb
    if verb is None:
        return []
    if guests := gathered(framed):
        alone = len(guests) == 1 and not is_pair(guests[0])
        return [*(subjects_of(verb) if alone else ()), *guests]
    leaving = [
        kid for kid in verb.kids if kid.dep in {"advcl", "conj"} and kid.lemma in {"walk", "pull", "storm", "withdraw"}
    ]
    return [each for kid in leaving if any(k.low in {"out", "away"} for k in kid.kids) for each in subjects(kid)]


def _at_verb(reading: Reading, framed: Frame, verb: Word, need: int) -> tuple[list[str], bool]:
    """The parties that take part by the verb: "X held talks with Y", "X and Y agreed at talks"."""
    verbs = talk_words().verbs
    names: list[str] = []
    joint = False
    here = verb
    for _ in range(3):
        stops = here.lemma in talk_words().status["suspended"] | talk_words().status["called_off"]
        stops = stops or any(kid.dep == "prt" and kid.low == "off" for kid in here.kids)
        takes_part = here.lemma in verbs["take_part"] or here.lemma in verbs["agree"] or stops
        if takes_part or (here is not verb and need > 0):
            doers = [] if here.lemma in verbs["mediate"] and not takes_part else subjects_of(here)
            doers = [each for each in doers if each not in framed.chain]
            joint = joint or any(is_pair(each) for each in doers)
            if here is verb or need == 1:
                names.extend(name for each in doers for name in stands_for(reading, framed.sentence, each))
            if here is verb and here.lemma not in verbs["mediate"] - verbs["meet"]:
                names.extend(
                    name for each in prep_objects(here, {"with"}) for name in stands_for(reading, framed.sentence, each)
                )
        above = next((each for each in ancestors(here) if is_verb(each)), None)
        if names or above is None or here.dep not in {"xcomp", "ccomp", "pcomp", "conj", "acl", "advcl"}:
            break
        here = above
    return names, joint


def _without_organisations(reading: Reading, sentence: Sentence, names: tuple[str, ...]) -> tuple[str, ...]:
    """The parties that may fight: an organisation of states is a go-between."""
    kinds = {each.name: each.kind for each in reading.actors.mentions(sentence)}
    return tuple(name for name in names if kinds.get(name) != "organisation")
