"""Requests by a modal or a paper: "Y must do it", "told Y it must do it", "under the plan Y would …".

They are requests of whoever speaks or wrote the paper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.demand_deeds import unwrap_deed
from briefings.extract.demand_grammar import NOMINAL, Frame, askers_of
from briefings.extract.demand_words import demand_words
from briefings.extract.tree import SUBJECTS, is_negated, kids, objects, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.extract.parse import Word


def modal_frames(word: Word) -> Iterator[Frame]:
    """Requests by a modal: "Y must do it", "Y has to do it", "it is vital for Y to do it"."""
    modals = demand_words().modals
    if word.low in modals["must"] and word.dep == "aux":
        if not any(kid.low == "have" and kid.dep == "aux" for kid in word.head.kids):
            yield from _obligation(word, word.head)
    elif word.low == "would" and word.dep == "aux":
        yield from _proposed(word)
    elif word.lemma in modals["have_to"] and word.pos == "VERB":
        subject = tuple(each for each in kids(word, {"nsubj"}) if each.low not in {"we", "i"})
        for kid in kids(word, {"xcomp", "advcl"}):
            if kid.tag == "VB" and subject and not kids(word, {"dobj"}) and any(k.low == "to" for k in kid.kids):
                yield Frame(word, "appeal", (), subject, (kid,), spoken=True)
    elif word.lemma in modals["critical"] and word.head.lemma == "be":
        paths = kids(word, {"xcomp", "advcl", "acl"}) + kids(word.head, {"xcomp", "advcl", "ccomp"})
        wanted = [kid for kid in paths if kid.tag == "VB" and kids(kid, {"nsubj"}) and kid.i > word.i]
        if wanted:
            yield Frame(word, "appeal", (), (), (wanted[0],), spoken=True)


def refusal_frames(verb: Word) -> Iterator[Frame]:
    """What a party says it "will not tolerate": asked not to be."""
    if verb.lemma in demand_words().verbs["tolerating"] and is_negated(verb) and objects(verb):
        yield Frame(verb, "condition", askers_of(verb), (), (verb,))


def _proposed(word: Word) -> Iterator[Frame]:
    """What a paper proposes by "would": "under the plan Y would …", "whereby Y would …"."""
    verb = word.head
    if papers := papers_over(verb):
        yield Frame(word, "proposal", papers, (), (verb,))
    elif any(kid.low == "whereby" for kid in verb.kids):
        yield Frame(word, "proposal", (), (), (verb,), spoken=True)


def _obligation(word: Word, verb: Word) -> Iterator[Frame]:
    """The request of "must" and "should" at ``verb``."""
    if verb.lemma in {"include", "involve", "entail"}:
        yield from _included(word, verb)
        return
    if verb.lemma in {"become", "turn"} and is_negated(verb):
        return  # "must not become another Gaza" is a fear
    if verb.lemma in demand_words().verbs["minding"]:
        return  # "nobody should expect a truce by May": advice on what to think
    kind = demand_words().kinds.get(word.low, "demand")
    if told := _told(verb):
        yield Frame(word, kind, askers_of(verb.head), told, (verb,), doers=told)
        return
    papers = papers_over(verb)
    if kids(verb, {"expl"}):
        nouns = tuple(kid for kid in kids(verb, {"attr", "nsubj"}) if kid.pos == "NOUN" and unwrap_deed(kid))
        yield Frame(word, kind, papers, (), (), nouns[:1], spoken=not papers)
        return
    yield Frame(word, kind, papers, (), (verb,), spoken=not papers)


def _told(verb: Word) -> tuple[Word, ...]:
    """Whom a clause is told that says only "it" of them: "told the junta it must go"."""
    telling = verb.head
    if verb.dep != "ccomp" or telling.lemma not in demand_words().verbs["telling"] or kids(verb, {"expl"}):
        return ()
    if any(noun.pos != "PRON" for noun in kids(verb, SUBJECTS)):
        return ()
    told = [noun for noun in kids(telling, {"dobj", "dative", "nsubjpass"}) if noun.pos in NOMINAL]
    return tuple(noun for noun in told if noun.lemma not in {"reporter", "journalist"})


def _included(word: Word, verb: Word) -> Iterator[Frame]:
    """What any deal "must include": X's doing it, or a noun of action."""
    for kid in kids(verb, {"dobj", "ccomp", "xcomp"}):
        doing = [kid] if kid.tag == "VBG" else kids(kid, {"acl", "relcl"})
        deeds = [deed for deed in doing if deed.tag == "VBG" and deed.dep in {"acl", "ccomp"}]
        if deeds:
            asked = (kid,) if kid is not deeds[0] else ()
            yield Frame(word, "condition", (), asked, (deeds[0],), spoken=True)
            return
        if kid.pos == "NOUN" and unwrap_deed(kid):
            yield Frame(word, "condition", (), (), (), (kid,), spoken=True)
            return


def papers_over(verb: Word) -> tuple[Word, ...]:
    """The papers by which the clause of ``verb`` is to be: "under the plan", "a plan under which …, while"."""
    words = demand_words()
    while verb.dep == "conj" and verb.head is not verb:
        verb = verb.head
    for prep in verb.kids:
        if prep.low in {"under", "according", "in", "by", "per"} and prep.i < verb.i:
            inside = [each for each in walk(prep) if each is not prep]  # the lemma of "according" is "accord"
            if verb.dep == "relcl" and any(each.low == "which" for each in inside):
                inside = [verb.head, *kids(verb.head, {"amod", "acl"})]
            papers = [each for each in inside if each.lemma in words.nouns["asking_documents"]]
            if papers and not any(each.lemma in words.nouns["settled"] for each in inside):
                return (papers[0],)
    parallel = verb.dep == "advcl" and any(kid.low in {"while", "whereas"} for kid in kids(verb, {"mark"}))
    return papers_over(verb.head) if parallel else ()
