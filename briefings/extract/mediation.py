"""Who goes between the parties of talks: mediators, brokers, hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.actors import country_of
from briefings.extract.talk_bodies import is_pair
from briefings.extract.talk_frames import clauses_at, gathered, is_beside, linked, stands_for, subjects_of
from briefings.extract.talk_words import talk_words
from briefings.extract.tree import (
    CLAUSES,
    SUBJECTS,
    agents,
    ancestors,
    is_negated,
    is_passive,
    kids,
    objects,
    prep_objects,
    subjects,
    walk,
)

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading
    from briefings.extract.talk_frames import Frame
    from briefings.records import Place

_TIED = 6
"""Words before the talks among which "X-brokered" stands."""
_EFFORTS = frozenset({"effort", "attempt", "push", "bid", "initiative", "drive"})
_ANNOUNCING = frozenset({"announce", "confirm", "say", "declare"})
_PROPOSING = frozenset({"propose", "suggest", "offer", "recommend", "insist"})
_TELLING = frozenset({"has", "have", "had", "been", "is", "are", "was", "were", "being"})
"""Auxiliaries of what is told as so: "have been mediating"."""
_HOSTING_VERBS = frozenset({"hold", "plan", "invite", "bring", "push", "call", "schedule", "launch", "open"})


def mediators_of(reading: Reading, framed: Frame) -> tuple[str, ...]:
    """The go-betweens that the sentence names for the talks of ``framed``."""
    names = [
        *_tied(reading, framed),
        *_by_verb(reading, framed),
        *go_betweens_in(reading, framed.sentence),
        *_by_role(reading, framed.sentence),
        *_by_proposal(reading, framed),
        *_hosts(reading, framed),
    ]
    return tuple(dict.fromkeys(names))


def _tied(reading: Reading, framed: Frame) -> list[str]:
    """As in "US-brokered talks", "UN-led negotiations"; also all that are tied in a row: "US- and Saudi-led"."""
    words = framed.sentence.words
    led = talk_words().people["led"]
    if framed.verb is framed.word:
        return []
    return [
        each.name
        for each in reading.actors.mentions(framed.sentence)
        if framed.word.i - _TIED <= each.last < framed.word.i
        and linked(words, each, led)
        and _modifies(framed, words[each.last])
    ]


def _modifies(framed: Frame, word: Word) -> bool:
    """Whether the words up from ``word`` lead to the talks, or to the efforts to bring them about."""
    for above in [word, *ancestors(word)][:4]:
        if above in framed.chain:
            return True
        if above.lemma in _EFFORTS:
            return any(kid.dep in {"acl", "relcl"} and kid is framed.verb for kid in above.kids)
    return False


def _by_verb(reading: Reading, framed: Frame) -> list[str]:
    """As in "mediated by X", "X brokered the truce", "thanked X for hosting the talks"."""
    mediate = talk_words().verbs["mediate"]
    found: list[str] = []
    nouns = list(framed.chain)
    if framed.verb is framed.word:
        # "exchanged prisoners in a swap brokered by X"
        deals = talk_words().deals["nouns"] | talk_words().meetings["strong"]
        nouns.extend(each for each in prep_objects(framed.word, {"in", "under", "at"}) if each.lemma in deals)
    participles = [clause for noun in nouns for clause in clauses_at(noun)]
    participles.extend([kid for each in participles for kid in each.kids if kid.dep in {"xcomp", "conj"}])
    verbs = [each for each in participles if each.lemma in mediate]
    verb = framed.verb
    if (
        verb is not None
        and verb is not framed.word
        and (
            (verb.lemma in mediate and framed.top.head is verb and framed.top.dep in {"dobj", "nsubjpass"})
            or (verb.lemma in mediate and framed.top.dep == "nsubj" and any(kid.dep == "agent" for kid in verb.kids))
            or (verb.lemma == "bring" and any(kid.low == "together" for kid in verb.kids))
        )
    ):
        verbs.append(verb)
    if verb is not None:
        asides = [
            kid
            for kid in verb.kids
            if kid.dep in {"advcl", "acl", "conj"} and kid.tag == "VBN" and (kid.i > framed.word.i or kid.i < verb.i)
        ]
        verbs.extend(kid for kid in asides if kid.lemma in mediate and any(each.dep == "agent" for each in kid.kids))
        found.extend(name for noun in _assisting(verb) for name in stands_for(reading, framed.sentence, noun))
    found.extend(
        name
        for each in verbs
        for noun in _together(framed.sentence, each)
        for name in stands_for(reading, framed.sentence, noun)
    )
    for each in verbs:
        thanked = _thanked(each)
        doers = thanked or _doers(each, framed)
        found.extend(name for noun in doers for name in stands_for(reading, framed.sentence, noun))
    return found


def _together(sentence: Sentence, verb: Word) -> list[Word]:
    """Who mediates beside the subject: "mediated together with Egypt"."""
    preps = [word for word in walk(verb, CLAUSES) if word.dep == "prep" and is_beside(sentence, word)]
    return [each for prep in preps for each in prep.kids if each.dep == "pobj"]


def _assisting(verb: Word) -> list[Word]:
    """As in "with Oman mediating", "with Malaysia as facilitator"."""
    words = talk_words()
    found: list[Word] = []
    for prep in walk(verb, {"relcl", "ccomp"}):
        if prep.dep != "prep" or prep.low != "with":
            continue
        for kid in prep.kids:
            beneath = {word.lemma for word in walk(kid)} | {word.lemma for each in prep.kids for word in walk(each)}
            beneath |= {
                word.lemma for each in prep.head.kids if each.low == "as" and each.i > prep.i for word in walk(each)
            }
            if (
                kid.dep == "pobj"
                and kid.low.endswith("ing")
                and kid.low.removesuffix("ing") + "e" in words.verbs["mediate"]
            ) or (kid.dep == "pobj" and beneath & (words.people["mediators"] | words.people["between"])):
                found.append(kid)
            elif kid.dep == "pcomp" and kid.tag == "VBG" and kid.lemma in words.verbs["mediate"] | {"act", "serve"}:
                found.extend(each for each in kid.kids if each.dep in SUBJECTS)
            elif kid.dep == "pobj" and any(_goes_between(each) for each in kid.kids):
                found.append(kid)
    return found


def _goes_between(clause: Word) -> bool:
    """Whether a clause beside a name says that it mediates or sits between: "with X seated between them"."""
    if clause.lemma in {"seat", "sit", "stand"}:
        return bool(prep_objects(clause, {"between"}))
    return clause.dep == "acl" and clause.lemma in talk_words().verbs["mediate"]


def _doers(verb: Word, framed: Frame) -> list[Word]:
    if verb.dep == "acl" and verb.tag == "VBG":
        return []
    return [each for each in subjects_of(verb) if each not in framed.chain]


def _thanked(verb: Word) -> list[Word]:
    """Whom a gerund of thanks is about: "gratitude to X for facilitating"."""
    if verb.dep != "pcomp" or verb.head.low not in {"for", "in"}:
        return []
    thanks = talk_words().people["thanks"]
    for above in ancestors(verb):
        lemmas = {above.lemma, *(kid.lemma for kid in above.kids)}
        if lemmas & thanks:
            to = [each for kid in (above, *above.kids) for each in prep_objects(kid, {"to"})]
            return to or [kid for kid in above.kids if kid.dep in {"dobj", "dative"}]
    return []


def go_betweens_in(reading: Reading, sentence: Sentence) -> list[str]:
    """As in "Saudi and US mediators", "the AU mediation team", "under Qatar's mediation"."""
    people = talk_words().people
    between = talk_words().verbs["between"]
    if all(sentence.lemmas.isdisjoint(words) for words in (people["mediators"], people["hosting"], between)):
        return []
    found: list[str] = []
    for word in sentence.words:
        if word.pos == "VERB" and word.lemma in between:
            found.extend(name for each in _going_between(word) for name in stands_for(reading, sentence, each))
            continue
        if word.pos not in {"NOUN", "PROPN"}:
            continue
        if word.lemma in people["mediators"] or word.lemma in {"mediation", "facilitation"}:
            found.extend(_around(reading, sentence, word))
        elif word.lemma in people["hosting"]:
            owners = [kid for kid in word.kids if kid.dep == "poss"]
            owners.extend(prep_objects(word, {"of"}))
            found.extend(name for each in owners for name in stands_for(reading, sentence, each))
    return found


def _going_between(verb: Word) -> list[Word]:
    """Who mediates by the verb alone or hosts the talks: "The AU mediated", "the ceremony hosted by Qatar"."""
    words = talk_words()
    if is_negated(verb) or any(kid.dep == "aux" and kid.low not in _TELLING for kid in verb.kids):
        return []
    matter = words.meetings["strong"] | words.meetings["weak"] | words.deals["nouns"] | words.meetings["events"]
    if verb.dep == "acl" and verb.tag == "VBN":
        return agents(verb) if verb.head.lemma in words.meetings["events"] else []
    things = objects(verb)
    if is_passive(verb):
        return agents(verb) if any(each.lemma in matter for each in kids(verb, {"nsubjpass"})) else []
    told = any(each.lemma in matter for each in things) or (not things and verb.lemma in {"mediate", "moderate"})
    return subjects(verb) if told else []


def _by_role(reading: Reading, sentence: Sentence) -> list[str]:
    """As in "of which X and Y are guarantors", "X, which shuttles between the sides"."""
    people = talk_words().people
    found: list[Word] = []
    for word in sentence.words:
        if word.lemma in people["between"] and word.dep == "attr":
            found.extend(subjects(word.head))
        elif word.lemma in people["between"] and word.head.low == "as" and word.head.head.lemma in {"act", "serve"}:
            found.extend(subjects(word.head.head))
        elif word.lemma in people["shuttling"] and prep_objects(word, {"between"}):
            found.extend([word.head] if word.dep == "relcl" else subjects(word))
    return [name for noun in found for name in stands_for(reading, sentence, noun)]


def _by_proposal(reading: Reading, framed: Frame) -> list[str]:
    """Who proposes that others meet: "X has proposed that the two leaders meet"."""
    verb = framed.verb
    if verb is None or verb.dep != "ccomp" or verb.head.lemma not in _PROPOSING:
        return []
    if not any(is_pair(each) and each.pos != "PRON" for each in subjects_of(verb)):
        return []
    return [name for noun in subjects(verb.head) for name in stands_for(reading, framed.sentence, noun)]


def _around(reading: Reading, sentence: Sentence, noun: Word) -> list[str]:
    """The parties before a noun of mediation, or after its "of", "by" or "from", with what is coordinated."""
    before = noun.i
    words = sentence.words
    while before > 0 and (
        words[before - 1].pos in {"ADJ", "PROPN", "NOUN", "CCONJ", "ADV"}
        or words[before - 1].text in {",", "-", "’s", "'s", "."}
    ):
        before -= 1
    after = noun.i
    if noun.i + 1 < len(words) and words[noun.i + 1].low in {"of", "by", "from"}:
        after = noun.i + 2
        while after < len(words) and (
            words[after].pos in {"PROPN", "CCONJ", "DET", "ADJ"} or words[after].text in {",", "-"}
        ):
            after += 1
    found = [
        each.name
        for each in reading.actors.mentions(sentence)
        if before <= each.first and each.last < max(after, noun.i)
    ]
    taken = {i for each in reading.actors.mentions(sentence) for i in range(each.first, each.last + 1)}
    african = any(word.low == "african" and word.i not in taken for word in words[before : noun.i])
    return [*found, "African Union"] if african and noun.lemma == "mediator" and "African Union" not in found else found


def _hosts(reading: Reading, framed: Frame) -> list[str]:
    """Who has the parties as guests, or an organisation that plans, holds or convenes talks between others."""
    verb = framed.verb
    if verb is None:
        return []
    guests = gathered(framed)
    named = {name for each in guests for name in stands_for(reading, framed.sentence, each)}
    if len(named) > 1 or any(is_pair(each) for each in guests):
        return [name for noun in subjects_of(verb) for name in stands_for(reading, framed.sentence, noun)]
    doing = [verb, *(kid for noun in framed.chain for kid in noun.kids if kid.dep == "relcl")]
    found: list[str] = []
    for each in doing:
        if each.lemma not in _HOSTING_VERBS | talk_words().verbs["mediate"]:
            continue
        names = {name for noun in subjects_of(each) for name in _organisations(reading, framed.sentence, noun)}
        found.extend(sorted(names))
    return found


def hosts_at(reading: Reading, framed: Frame, place: Place | None, parties: tuple[str, ...]) -> tuple[str, ...]:
    """Who announces that others meet in its own country: "Qatar said the two sides would meet in Doha"."""
    verb = framed.verb
    if place is None or verb is None or verb.dep != "ccomp" or verb.head.lemma not in _ANNOUNCING:
        return ()
    names = {name for noun in subjects(verb.head) for name in stands_for(reading, framed.sentence, noun)}
    return tuple(name for name in sorted(names - {*parties}) if country_of(name) == place.country)


def _organisations(reading: Reading, sentence: Sentence, noun: Word) -> list[str]:
    """The organisations of states that ``noun`` stands for, also through their envoy."""
    known = reading.actors.parties(sentence, noun)
    return [name for name in known if name in talk_words().people["organisations"]]
