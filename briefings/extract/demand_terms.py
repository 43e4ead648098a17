"""Requests by what is made a condition: "made the release a condition for talks", "made aid conditional on Y leaving".

Also what stands "among its demands". They are told along the line of words, since a parser rarely reads two nouns
after a verb as what they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.demand_deeds import unwrap_deed
from briefings.extract.demand_grammar import Frame, askers_of
from briefings.extract.demand_phrases import can_act
from briefings.extract.demand_words import demand_words
from briefings.extract.tree import SUBJECTS, ancestors, is_negated, kids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.extract.parse import Sentence, Word

_HIGH = 6
"""Steps up the tree from a condition to the verb that sets it."""
_REACH = 25
"""Words back from a condition to what it is."""
_AFTER = 8
"""Words from "conditional" or "conditioned" to the preposition of its condition."""


def term_frames(sentence: Sentence, word: Word) -> Iterator[Frame]:
    """The requests that ``word`` makes of a thing, a condition or a demand among others."""
    terms = demand_words().terms
    if word.pos in {"NOUN", "PROPN"} and word.lemma in terms["nouns"]:
        yield from _set(sentence, word)
    if word.pos == "NOUN" and word.lemma in demand_words().nouns["equating"] and word.head.low == "among":
        yield from _listed_among(word)
    if word.lemma in terms["conditional"] or (word.pos == "VERB" and word.lemma in terms["conditioning"]):
        yield from _conditional(sentence, word)


def _set(sentence: Sentence, noun: Word) -> Iterator[Frame]:
    """What is set as a condition: "set X as a condition", "X, whose release it had made a condition"."""
    terms = demand_words().terms
    above = [each for each in list(ancestors(noun))[:_HIGH] if each.pos == "VERB"]
    verb = next((each for each in above if each.lemma in terms["setting"]), None)
    if verb is None or is_negated(verb) or verb.head.lemma in demand_words().verbs["retracting"]:
        return
    things = [
        each
        for each in sentence.words[max(0, noun.i - _REACH) : noun.i]
        if each.pos == "NOUN" and each.lemma in demand_words().deeds and each.dep in {*SUBJECTS, "dobj", "oprd", "attr"}
    ]
    things = things or [  # "set as a condition for talks a full withdrawal"
        each for each in kids(verb, {"dobj"}) if each.i > noun.i and each.lemma in demand_words().deeds
    ]
    if not things:
        return
    askers = tuple(each for each in askers_of(verb) if each is not things[0])
    if not askers:
        askers = tuple(kid for kid in kids(verb, SUBJECTS) if kid is not things[0] and kid.i < verb.i)
    yield Frame(noun, "condition", askers, (), (), (things[0],), spoken=not askers)


def _listed_among(noun: Word) -> Iterator[Frame]:
    """What is told to be among the demands: "among its demands are X", "chief among its terms is X"."""
    be = next((each for each in list(ancestors(noun))[:_HIGH] if each.lemma in {"be", "include"}), None)
    if be is None or is_negated(be):
        return
    owners = [*kids(noun, {"poss", "amod", "nmod"})]
    owners += [obj for prep in noun.kids if prep.low in {"of", "by", "from"} for obj in prep.kids if obj.dep == "pobj"]
    things = [kid for kid in be.kids if kid.dep in {"attr", "nsubj"} and kid.pos == "NOUN" and kid.i > noun.i]
    clauses = [kid for kid in kids(be, {"ccomp"}) if kid.tag in {"VB", "VBP"} and kid.i > be.i]
    kind = demand_words().kinds.get(noun.lemma, "demand")
    if things and unwrap_deed(things[0]):
        yield Frame(noun, kind, tuple(owners), (), (), (things[0],), spoken=not owners)
    elif clauses:
        yield Frame(noun, kind, tuple(owners), (), (clauses[0],), spoken=not owners)


def _conditional(sentence: Sentence, word: Word) -> Iterator[Frame]:
    """What something is made conditional on: a noun of action, or somebody's doing it."""
    verb = word if word.pos == "VERB" else next((each for each in ancestors(word) if each.pos in {"VERB", "AUX"}), None)
    if verb is None or is_negated(verb):
        return
    words = sentence.words
    on = next((each for each in words[word.i + 1 : word.i + _AFTER] if each.low in {"on", "upon"}), None)
    if on is None:
        return
    askers = askers_of(verb) if verb.lemma != "be" else ()
    obj = next((kid for kid in on.kids if kid.dep in {"pobj", "pcomp"}), None)
    if obj is None:
        return
    following = words[obj.i + 1] if obj.i + 1 < len(words) else obj
    if obj.tag == "VBG":
        yield Frame(word, "condition", askers, (), (obj,), spoken=not askers, doers=tuple(kids(obj, SUBJECTS)))
    elif following.tag == "VBG" and following.pos == "VERB" and can_act(obj):
        yield Frame(word, "condition", askers, (obj,), (following,), spoken=not askers, doers=(obj,))
    elif obj.pos == "NOUN" and unwrap_deed(obj):
        yield Frame(word, "condition", askers, (), (), (obj,), spoken=not askers)
