"""Requests in a noun: "its call for a truce", "pressure on X to do it", "the conditions include …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.demand_deeds import unwrap_deed
from briefings.extract.demand_grammar import NOMINAL, Frame, askers_of, joined_clauses, joint
from briefings.extract.demand_phrases import can_act
from briefings.extract.demand_words import demand_words
from briefings.extract.tree import SUBJECTS, kids, prep_objects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.extract.parse import Word

_CONDITIONS = frozenset({"condition", "precondition", "prerequisite", "term"})
_PATHS = frozenset({"acl", "relcl", "ccomp", "xcomp", "advcl"})


def noun_frames(noun: Word) -> Iterator[Frame]:
    """Requests in a noun: "its call for a truce", "pressure on X to do it", "the conditions include …"."""
    if noun.dep == "compound" or any(kid.low in {"no", "any"} and kid.dep == "det" for kid in noun.kids):
        return
    if noun.low == "condition" and noun.head.low in {"on", "under"}:
        return  # "on condition that": told by the clause that it stands in
    kind = demand_words().kinds.get(noun.lemma, "demand")
    askers, asked = _noun_askers(noun), _noun_asked(noun)
    clauses = _noun_clauses(noun)
    if clauses and not asked and not kids(clauses[0], SUBJECTS):
        doers = [each for each in prep_objects(noun, {"for"}) if noun.i < each.i < clauses[0].i]
        asked = tuple(each for doer in doers if can_act(doer) for each in joint(doer))
    nouns = [] if clauses else _held(noun)
    if not clauses and not nouns:
        clauses, nouns = _equated(noun)
    if clauses or nouns:
        joined = [each for each in joined_clauses(clauses[0])[1:] if kids(each, SUBJECTS)] if clauses else []
        yield Frame(noun, kind, askers, asked, (*clauses[:1], *joined), tuple(nouns[:1]))


def _noun_asked(noun: Word) -> tuple[Word, ...]:
    """Of whom the noun asks: "pressure on X", "gave X an ultimatum", else who answers it."""
    words = demand_words()
    verb = noun.head
    given = prep_objects(noun, {"on", "to", "upon", "with"})
    if not given and verb.pos == "VERB" and noun.dep == "dobj":
        given = prep_objects(verb, {"on", "to", "with"}) + kids(verb, {"dative", "dobj"})
    if noun.lemma == "pressure" and noun.dep == "pobj" and noun.head.low == "under":
        given = kids(noun.head.head, SUBJECTS)
    asked = tuple(each for obj in given if obj is not noun for each in joint(obj) if each.pos in NOMINAL)
    if not asked and noun.dep in {"dobj", "nsubjpass"} and verb.lemma in words.replies:
        return askers_of(verb)
    return asked


def _held(noun: Word) -> list[Word]:
    """The nouns of action that the request is for: "a call for a truce", "demands including a truce"."""
    paths = {"of"} if noun.lemma == "offer" else {"for", "including"}
    if noun.lemma in _CONDITIONS:  # "a condition for a truce" is not a condition that there be one
        paths = {"including"}
    return [obj for obj in prep_objects(noun, paths) if obj.pos == "NOUN" and unwrap_deed(obj)]


def _equated(noun: Word) -> tuple[list[Word], list[Word]]:
    """(verbs, nouns) that the request is said to be: "its condition is that …", "the demands include …"."""
    verb = noun.head
    equating = demand_words().nouns["equating"]
    if noun.dep not in {"nsubj", "attr"} or noun.lemma not in equating or verb.lemma not in {"be", "include"}:
        return [], []
    nouns = [kid for kid in kids(verb, {"attr", "dobj", "nsubj"}) if kid is not noun and kid.pos == "NOUN"]
    clauses = [kid for kid in kids(verb, {"ccomp", "xcomp"}) if kid.tag in {"VB", "VBP"} and kid.i > verb.i]
    return clauses, [each for each in nouns if unwrap_deed(each)]


def _noun_clauses(noun: Word) -> list[Word]:
    """The that-clause or infinitive that tells what the noun asks."""
    found = [
        kid
        for kid in kids(noun, _PATHS)
        if kid.i > noun.i
        and kid.tag in {"VB", "VBP"}
        and any(each.low in {"that", "to"} and each.dep in {"mark", "aux"} for each in kid.kids)
    ]
    verb = noun.head
    if (
        not found
        and noun.dep in {"dobj", "pobj"}
        and noun.lemma in {"pressure", "ultimatum", "deadline", "call", "appeal", "request", "notice"}
    ):
        verb = verb.head if noun.dep == "pobj" else verb
        found = [
            kid
            for kid in kids(verb, {"advcl", "xcomp"})
            if kid.i > noun.i and kid.tag == "VB" and any(each.low == "to" for each in kid.kids)
        ]
    return found[:1]


def _noun_askers(noun: Word) -> tuple[Word, ...]:
    """Whose request the noun is: "Hamas's demand", "Russian demands", "calls by X", else who makes it."""
    owners = kids(noun, {"poss"}) or prep_objects(noun, {"by", "from"})
    if owners:
        return tuple(each for owner in owners for each in joint(owner))
    modifiers = [kid for kid in kids(noun, {"amod", "compound", "nmod"}) if kid.ent in {"NORP", "GPE", "ORG"}]
    if modifiers:
        return tuple(modifiers)
    verb = noun.head
    if noun.dep in {"dobj", "pobj"}:
        verb = verb.head if noun.dep == "pobj" else verb
        if verb.pos == "VERB" and verb.lemma in demand_words().verbs["making"]:
            return askers_of(verb)
    return ()
