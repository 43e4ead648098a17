"""What parties agreed: the things that follow "agreed to", "a deal on", "the accord includes", "under the truce"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.agreement_phrases import (
    OUTER,
    body_of,
    end_of_name,
    is_infinitive,
    object_lost,
    phrase,
    strayed_infinitives,
)
from briefings.extract.talk_words import talk_words
from briefings.extract.tree import (
    SUBJECTS,
    ancestors,
    conjuncts,
    is_negated,
    kids,
    objects,
    prep_objects,
    subjects,
    subtree,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.extract.parse import Sentence, Word
    from briefings.extract.talk_mentions import Mention


def things_agreed(mention: Mention) -> Iterator[tuple[Word, str]]:
    """The things that the sentence of ``mention`` says were agreed at its talks, with the word of each."""
    words = talk_words()
    word, sentence = mention.word, mention.sentence
    if word.pos == "VERB":
        if word.lemma in words.verbs["exchange"] and mention.reached:
            yield word, phrase(sentence, _exchanged(word))
        if word.lemma in words.verbs["agree"] and mention.reached:
            yield from _complements(sentence, word)
            yield from _included(sentence, word)
        return
    if mention.sort == "deal":
        if mention.reached and _is_way(word):
            yield from _handed_over(sentence, word)
        elif mention.reached:
            yield from _of_deal(sentence, word)
        if mention.definite or mention.reached:
            yield from _held(sentence, mention)
        return
    verb = mention.frame.verb
    told = verb is not None and verb.tag in {"VBD", "VBN"} and mention.status in {"held", "suspended"}
    if verb is not None and told and verb.lemma in words.verbs["result"] and mention.frame.top in subjects(verb):
        yield from _results(sentence, verb)


def _is_way(noun: Word) -> bool:
    """Whether an exchange is but how something was done, which its verb tells: "handed over 90 men in a swap"."""
    bare = not any(kid.dep in {"compound", "amod", "nmod"} or kid.low == "of" for kid in noun.kids)
    return bare and noun.lemma in talk_words().verbs["exchange"] and noun.dep == "pobj" and noun.head.low == "in"


def _handed_over(sentence: Sentence, noun: Word) -> Iterator[tuple[Word, str]]:
    """What was handed over in an exchange; where the verb is "exchange" itself, that tells it."""
    verb = noun.head.head
    if verb.pos == "VERB" and verb.lemma not in talk_words().verbs["exchange"] and objects(verb):
        yield noun, phrase(sentence, [each for each in _exchanged(verb) if each.i < noun.head.i])


def _exchanged(verb: Word) -> list[Word]:
    """The words of "swapped 390 prisoners each on Friday" without the date."""
    dates = [kid for kid in verb.kids if any(each.ent == "DATE" for each in [kid, *kid.kids])]
    dated = {each.i for kid in dates for each in subtree(kid)}
    return [each for each in body_of(verb) if each.i >= verb.i and each.i not in dated]


def _results(sentence: Sentence, verb: Word) -> Iterator[tuple[Word, str]]:
    """As in "The talks resulted in a swap, involving 1,000 people": only what is itself a deal."""
    deals = talk_words().deals
    for noun in [*objects(verb), *prep_objects(verb, {"in", "to", "with"})]:
        for each in conjuncts(noun):
            if each.lemma in deals["nouns"] and not is_negated(verb):
                tail = [kid for kid in verb.kids if kid.dep == "advcl" and kid.tag == "VBG" and kid.i > each.i]
                yield each, phrase(sentence, [*body_of(each), *(word for kid in tail for word in body_of(kid))])


def _complements(sentence: Sentence, verb: Word) -> Iterator[tuple[Word, str]]:
    """What is agreed by a verb: "to withdraw", "on an exchange", "that both would", "a ceasefire"."""
    signing = verb.lemma in {"sign", "initial"}
    for kid in sorted(verb.kids, key=lambda each: each.i):
        if kid.i < verb.i:
            continue
        if (kid.dep in {"xcomp", "advcl"} and is_infinitive(kid) and not signing) or (
            kid.dep == "ccomp" and not signing and kid.i > verb.i
        ):
            yield from clauses_of(sentence, kid)
        elif kid.dep in {"prep", "dative"} and kid.low in {"to", "on", "upon"} and not signing:
            for obj in (obj for prep in _again(kid) for obj in prep.kids):
                if obj.dep == "pobj":
                    yield from _nouns(sentence, obj)
                elif obj.dep == "pcomp":
                    yield from clauses_of(sentence, obj)
        elif kid.dep in {"dobj", "oprd"} and not signing:
            yield from _nouns(sentence, kid)
        elif kid.dep == "dobj" and kid.lemma in talk_words().deals["with_matter"]:
            yield from _signed_on(sentence, verb, kid)


def _signed_on(sentence: Sentence, verb: Word, paper: Word) -> Iterator[tuple[Word, str]]:
    """What a paper signed is on, where that hangs on the verb: "signed a declaration in X on protecting civilians"."""
    found = False
    for prep in kids(verb, {"prep"}):
        for obj in prep.kids if prep.low in {"on", "for"} and prep.i > paper.i else ():
            if obj.dep == "pcomp":
                yield from clauses_of(sentence, obj)
                found = True
            elif obj.dep == "pobj" and obj.ent not in {"DATE", "TIME"}:
                yield from _nouns(sentence, obj)
                found = True
    if not found and not _has_own_aim(paper):
        yield paper, phrase(sentence, body_of(paper))


def _has_own_aim(paper: Word) -> bool:
    """Whether a paper's own words say what it is on, so that it tells its deal as a noun."""
    return any(kid.dep in {"prep", "acl", "compound", "amod"} for kid in paper.kids)


def _again(prep: Word) -> list[Word]:
    """``prep`` and where it is said again, also hung too low: "agreed to a truce in X and to a withdrawal"."""
    return [prep, *(word for word in subtree(prep, {"relcl"}) if word.dep == "conj" and word.low == prep.low)]


def clauses_of(sentence: Sentence, verb: Word, after: Word | None = None) -> Iterator[tuple[Word, str]]:
    """The clause of ``verb`` and those coordinated with it, each without its "to" or "that", all ``after`` a word."""
    start = max((word.i for word in subtree(after)), default=-1) if after is not None else -1
    clauses = [*conjuncts(verb), *strayed_infinitives(sentence, verb)]
    for each in clauses:
        if each.lemma in talk_words().verbs["promise"] and after is not None:
            promised = [kid for kid in kids(each, {"xcomp"}) if is_infinitive(kid)]
            yield from (pair for kid in promised for pair in clauses_of(sentence, kid))
            if promised:
                continue
        if each.pos in {"NOUN", "PROPN"} and each is not verb:
            continue
        if is_negated(each) and each.low == "be":
            continue
        bare = not any(kid.dep in SUBJECTS for kid in each.kids)
        lead = min(word.i for word in body_of(each))  # "not to use force" keeps its "to"
        body = [
            word
            for word in body_of(each)
            if word.i > start
            and not (bare and word.dep == "aux" and word.head is each and word.low == "to" and word.i == lead)
        ]
        body = body if each.kids and body[-1] is not each else [*body, *object_lost(sentence, each)]
        meeting = each.lemma in talk_words().verbs["meet"] or each.lemma in {"hold", "continue", "resume"}
        if meeting and any(w.lemma in talk_words().meetings["strong"] | {"meeting"} for w in body):
            continue
        if each.lemma == "accept":
            for obj in objects(each):
                yield from _nouns(sentence, obj)
            continue
        yield each, phrase(sentence, body)


def _included(sentence: Sentence, head: Word) -> Iterator[tuple[Word, str]]:
    """The members of a list that spells out what was agreed: "measures, including an exchange and …"."""
    for word in subtree(head, {"relcl"}):
        if word.low == "including" and word.dep == "prep":
            yield from (pair for thing in word.kids for pair in _deep_list(sentence, thing))


def _nouns(sentence: Sentence, noun: Word) -> Iterator[tuple[Word, str]]:
    """The noun phrase and those coordinated with it, each a thing of its own."""
    talk = talk_words()
    if any(len(conjuncts(kid)) > 1 or _ends_list(kid) for kid in kids(noun, {"appos"}) if kid.pos == "NOUN"):
        yield from _deep_list(sentence, noun)
        return
    for each in _listed(noun):
        if each.pos == "PRON" or each.lemma in talk.meetings["strong"] | {
            "meeting",
            "date",
            "agenda",
            "issue",
            "term",
            "detail",
        }:
            continue
        if each.lemma in {"deal", "agreement", "accord", "pact"} and not any(
            k.dep in {"compound", "amod"} for k in each.kids
        ):
            yield from _of_deal(sentence, each)
            continue
        if each.ent not in {"DATE", "TIME"}:
            brokered = each.lemma in talk.deals["stopping"] and any(kid.dep == "acl" for kid in each.kids)
            yield each, phrase(sentence, body_of(each), stop=end_of_name(each) if brokered else None)


def _ends_list(noun: Word) -> bool:
    """Whether a list that the parser took for an apposition ends below ``noun``: "X, the Y of A and full Z"."""
    return any(
        word.dep == "conj" and word.pos == "NOUN" and any(kid.dep in {"amod", "compound", "det"} for kid in word.kids)
        for word in subtree(noun, {"relcl"})
    )


def _listed(noun: Word) -> list[Word]:
    """``noun`` and its conjuncts; a conjunct that only joins two nouns inside ("law and order") stays within."""
    found = conjuncts(noun)
    bare = [each for each in found[1:] if not any(kid.dep not in {"punct", "cc"} for kid in each.kids)]
    return [each for each in found if each not in bare or len(found) > 2] if bare else found


def _of_deal(sentence: Sentence, noun: Word) -> Iterator[tuple[Word, str]]:
    """What a deal that was made is on: "agreement on X", "deal to V", "a ceasefire"."""
    deals = talk_words().deals
    verb = noun.head
    aims = _aims_of(noun)
    for aim in aims:
        yield from clauses_of(sentence, aim)
    found = bool(aims)
    if noun.dep == "dobj":
        for kid in verb.kids:
            purpose = kid.dep in {"advcl", "xcomp"} and is_infinitive(kid) and kid.i > noun.i
            if purpose and noun.lemma in {"deal", "agreement", "accord", "pact"}:
                yield from clauses_of(sentence, kid)
                found = True
            elif kid.dep == "dobj" and kid.i > noun.i + 1 and kid.lemma not in deals["nouns"]:
                # "a deal on a truce and the release of …": the parser takes the second for an object
                yield from _nouns(sentence, kid)
            elif kid.dep == "prep" and kid.low in {"on", "for"} and kid.i == noun.i + 1:
                yield from (
                    pair
                    for obj in kids(kid, {"pobj"})
                    if obj.ent not in {"DATE", "TIME"}
                    for pair in _nouns(sentence, obj)
                )
                found = True
    for kid in sorted(noun.kids, key=lambda each: each.i):
        if kid.dep in {"acl", "relcl"} and is_infinitive(kid) and kid.lemma != "be":
            yield from clauses_of(sentence, kid)
            found = True
        elif (
            kid.dep == "acl"
            and kid.lemma in {"define", "allow", "include", "aim", "cover", "provide", "call"}
            and kid.tag == "VBG"
        ):
            yield from (
                pair for obj in [*objects(kid), *prep_objects(kid, {"for", "at"})] for pair in _nouns(sentence, obj)
            )
            found = True
        elif kid.dep == "prep" and kid.low in {"on", "for", "over"}:
            targets = [obj for obj in kid.kids if obj.dep in {"pobj", "pcomp"} and obj.ent not in {"DATE", "TIME"}]
            for obj in targets:
                yield from (clauses_of(sentence, obj) if obj.dep == "pcomp" else _nouns(sentence, obj))
                found = True
        elif kid.dep == "ccomp" or (
            kid.dep == "acl" and any(sub.low == "that" and sub.dep == "mark" for sub in kid.kids)
        ):
            yield from clauses_of(sentence, kid)
            found = True
    compound = next((kid for kid in noun.kids if kid.lemma in deals["stopping"] and kid.dep == "compound"), None)
    bare = (
        noun.lemma not in deals["stopping"]
        and any(kid.low in {"the", "this"} for kid in noun.kids)
        and not any(kid.dep in {"amod", "compound"} for kid in noun.kids)
    )
    if bare:
        return
    if (
        noun.lemma in deals["stopping"]
        or (noun.lemma in deals["named"] and not aims)
        or (compound is not None and not found)
        or (not found and any(kid.lemma in {"peace", "declaration", "border", "cessation"} for kid in noun.kids))
    ):
        yield noun, phrase(sentence, body_of(noun), stop=end_of_name(noun))


def _aims_of(noun: Word) -> list[Word]:
    """What a deal is to do where that hangs on its making: "a pact reached in X to free the prisoners"."""
    made = [kid for kid in kids(noun, {"acl", "relcl"}) if kid.tag in {"VBN", "VBD"}]
    made = [kid for kid in made if kid.lemma in talk_words().verbs["reached"] | talk_words().verbs["making"]]
    return [each for kid in made for each in kids(kid, {"advcl", "xcomp"}) if is_infinitive(each)]


def _held(sentence: Sentence, mention: Mention) -> Iterator[tuple[Word, str]]:
    """What a deal that was told of holds: "the accord includes X", "under the deal, Y will Z"."""
    noun, verb = mention.word, mention.frame.verb
    if verb is None or mention.frame.top.dep not in {"nsubj", "nsubjpass", "pobj", "poss"}:
        return
    if mention.frame.top.head is verb and verb.lemma in talk_words().verbs["hold"] and not _modal(verb):
        for each in conjuncts(verb):
            if each.lemma in talk_words().verbs["hold"]:
                yield from _contents(sentence, each)
        return
    lead = _lead(noun)
    if lead is not None and lead.head.pos in {"VERB", "AUX"}:
        yield from clauses_of(sentence, lead.head, after=lead)


def _contents(sentence: Sentence, verb: Word) -> Iterator[tuple[Word, str]]:
    """What a verb of holding says is in the deal: objects, "for X", "for X to do it", "that X do it"."""
    for thing in [*objects(verb), *prep_objects(verb, {"for"})]:
        yield from _deep_list(sentence, thing)
    for clause in kids(verb, {"advcl", "ccomp", "xcomp"}):
        if clause.i > verb.i and any(kid.dep == "mark" and kid.low in {"for", "that"} for kid in clause.kids):
            yield from clauses_of(sentence, clause)


def _deep_list(sentence: Sentence, thing: Word) -> Iterator[tuple[Word, str]]:
    """A list of things, also where the parser has hung its later members below earlier ones."""
    heads = [thing]
    for word in subtree(thing):
        if word is thing or word.dep not in {"conj", "appos"} or word.pos not in {"NOUN", "PROPN"}:
            continue
        if any(kid.dep in {"prep", "amod", "compound", "det"} for kid in word.kids):
            heads.append(word)
    heads.sort(key=lambda each: each.i)
    for at, head in enumerate(heads):
        last = min(word.i for word in subtree(heads[at + 1])) if at + 1 < len(heads) else None
        body = [word for word in subtree(head, {"relcl", "advcl"}) if last is None or word.i < last]
        yield head, phrase(sentence, [word for word in body if word.i >= min(w.i for w in subtree(head, OUTER))])


def _lead(noun: Word) -> Word | None:
    """The preposition of "under the deal" or "according to the terms of the truce", before its clause."""
    here = noun
    for above in ancestors(noun):
        if above.pos in {"VERB", "AUX"} and above.low != "according":
            lows = {word.low for word in subtree(here)} if here.dep in {"prep", "advcl"} else set()
            opens = (
                here.low == "under"
                or (here.low in {"in", "by"} and noun.pos == "PRON")  # "In it, X promised to …"
                or (here.low == "according" and lows & {"term", "terms", "text"})
                or (here.low in {"as", "in"} and lows & {"part", "terms"})
            )
            return here if opens and here.i < above.i and noun.i < above.i else None
        here = above
    return None


def _modal(verb: Word) -> bool:
    modal = any(kid.dep == "aux" and kid.low in {"could", "might", "may", "should"} for kid in verb.kids)
    return modal or is_negated(verb)


def is_main(word: Word) -> bool:
    """Whether the thing agreed is an end of the fighting, or a peace, and not only a step on the way."""
    deals = talk_words().deals
    near = {word.lemma, *(kid.lemma for kid in word.kids), *(obj.lemma for obj in objects(word))}
    near |= {obj.lemma for obj in prep_objects(word, {"of"})} | {obj.lemma for obj in prep_objects(word, {"to", "on"})}
    minor = {"prisoner", "pow", "captive", "detainee", "body", "remains", "swap", "exchange"}
    if word.lemma in {"exchange", "swap", "trade", "return"} or near & minor:
        return False
    ends = deals["stopping"] | {"hostility", "peace", "fighting", "accord", "treaty", "declaration"}
    return bool(near & ends)
