"""Who took part in talks: heads and members of delegations, leaders who met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.talk_frames import party_nouns, relation_objects, subjects_of
from briefings.extract.talk_words import talk_words
from briefings.extract.tree import agents, conjuncts, kids, noun_phrase, objects, prep_objects, subjects
from briefings.records import Delegate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading
    from briefings.extract.rounds import Round

_TITLE = 6
"""Words before a name that may be a title."""


def delegates_at(reading: Reading, talks: Round, *, main: bool) -> list[tuple[Sentence, Delegate]]:
    """The delegates of a round and where they are told of; those apart from any meeting belong to the ``main`` one."""
    found: dict[str, tuple[Sentence, Delegate]] = {}
    for mention in talks.mentions:
        for noun in _attending(mention.frame.word, [*party_nouns(mention.frame)]):
            _keep(found, mention.sentence, _delegate(reading, mention.sentence, noun))
    people = talk_words().people
    told = reading.sentences if main else [reading.sentences[index] for index in sorted(talks.sentences)]
    for sentence in told:
        if sentence.lemmas.isdisjoint(people["delegations"]):
            continue
        for noun in _leading(sentence):
            delegate = _delegate(reading, sentence, noun)
            if delegate is not None and delegate.party in {*talks.parties, *talks.mediators}:
                _keep(found, sentence, delegate)
    return list(found.values())


def _keep(found: dict[str, tuple[Sentence, Delegate]], sentence: Sentence, delegate: Delegate | None) -> None:
    if delegate is not None:
        surname = delegate.name.split()[-1]
        if surname not in found or (found[surname][1].role is None and delegate.role):
            found[surname] = (sentence, delegate)


def _attending(word: Word, nouns: list[Word]) -> Iterator[Word]:
    """The people who met: subjects and objects of a verb of meeting, "between X and Y"."""
    if word.pos == "VERB" and word.lemma in talk_words().verbs["meet"] | talk_words().verbs["speak"]:
        nouns = [*subjects_of(word), *relation_objects(word)]
    for noun in nouns:
        yield from (each for each in conjuncts(noun) if each.ent == "PERSON" and each.pos == "PROPN")


def _leading(sentence: Sentence) -> Iterator[Word]:
    """The people told of as heads or members of a delegation."""
    people = talk_words().people
    for word in sentence.words:
        if word.lemma in people["leads"] and word.pos == "VERB":
            yield from _who_leads(word)
        elif word.lemma in {"include", "comprise"} and any(
            each.lemma in people["delegations"] for each in subjects(word)
        ):
            yield from (each for obj in objects(word) for each in conjuncts(obj) if each.ent == "PERSON")
        elif word.lemma in people["heads"] and _of_delegation(word):
            yield from _named_by(word)


def _who_leads(verb: Word) -> Iterator[Word]:
    delegations = talk_words().people["delegations"]
    led = [*subjects(verb), *objects(verb)] + ([verb.head] if verb.dep in {"acl", "relcl"} else [])
    if not any(each.lemma in delegations for each in led):
        return
    candidates = agents(verb) or [
        verb.head if each.low == "who" and verb.dep == "relcl" else each for each in subjects(verb)
    ]
    yield from (each for each in candidates if each.ent == "PERSON" and each.pos == "PROPN")


def _of_delegation(word: Word) -> bool:
    """As in "head of the Russian delegation", "chief negotiator"."""
    if word.lemma == "negotiator":
        return any(kid.low in {"chief", "lead", "top", "main"} for kid in word.kids)
    return any(each.lemma in {"delegation", "team"} for each in prep_objects(word, {"of"}))


def _named_by(word: Word) -> list[Word]:
    """The person whom a title stands beside: in apposition before, after, or right after it."""
    if word.dep in {"appos", "conj"}:
        head = word.head
        while head.dep in {"appos", "conj"} and head.ent != "PERSON":
            head = head.head
        siblings = [kid for kid in head.kids if kid.dep == "appos" and kid.ent == "PERSON"]
        return [head] if head.ent == "PERSON" else siblings
    found = [kid for kid in word.kids if kid.dep == "appos" and kid.ent == "PERSON"]
    if not found and word.dep in {"compound", "nmod"} and word.head.ent == "PERSON":
        found = [word.head]
    return found


def _delegate(reading: Reading, sentence: Sentence, noun: Word) -> Delegate | None:
    """The record of the person named at ``noun``."""
    first = last = noun.i
    while first > 0 and sentence.words[first - 1].ent == "PERSON" and sentence.words[first - 1].pos == "PROPN":
        first -= 1
    while (
        last + 1 < len(sentence.words)
        and sentence.words[last + 1].ent == "PERSON"
        and sentence.words[last + 1].pos == "PROPN"
    ):
        last += 1
    name = sentence.slice(first, last)
    if not any(letter.isalpha() for letter in name):
        return None
    own = next((each for each in reading.actors.mentions(sentence) if each.first <= noun.i <= each.last), None)
    if own is not None and own.kind != "person":
        return None
    party = own.name if own else next(iter(reading.actors.parties(sentence, noun)), None)
    return Delegate(name=name, role=_role(sentence, noun, first), party=party)


def _role(sentence: Sentence, noun: Word, first: int) -> str | None:
    """The person's role as the article words it: an apposition, else the title before the name."""
    beside = [kid for kid in kids(noun, {"appos"}) if kid.ent != "PERSON"]
    if beside:
        return noun_phrase(sentence, beside[0])
    if noun.dep == "appos" and noun.head.ent != "PERSON" and noun.head.pos in {"NOUN", "PROPN"}:
        return noun_phrase(sentence, noun.head)
    start = first
    while (
        start > 0
        and first - start < _TITLE
        and (
            sentence.words[start - 1].pos in {"PROPN", "NOUN", "ADJ"}
            or (start < first and sentence.words[start - 1].low == "of")
        )
    ):
        start -= 1
    titled = sentence.slice(start, first - 1) if start < first else ""
    return titled if any(letter.islower() for letter in titled) else None
