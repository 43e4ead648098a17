"""Questions about a sentence's dependency tree that every section asks (ClearNLP labels)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from briefings.extract.parse import Sentence, Word

_LINE = 12
"""Words at most in a date line."""
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_KIN = frozenset({"his", "her"})
OBJECTS = frozenset({"dobj", "obj", "dative", "oprd"})
CLAUSES = frozenset({"relcl", "advcl", "ccomp", "parataxis", "acl"})


def walk(word: Word, skip: Collection[str] = ()) -> Iterator[Word]:
    """Yield ``word`` and all below it, leaving out the branches whose label is in ``skip``."""
    stack = [word]
    while stack:
        here = stack.pop()
        yield here
        stack.extend(kid for kid in here.kids if kid.dep not in skip)


def subtree(word: Word, skip: Collection[str] = ()) -> list[Word]:
    """``word`` and all below it in reading order, without the branches whose label is in ``skip``."""
    return sorted(walk(word, skip), key=lambda each: each.i)


def ancestors(word: Word) -> Iterator[Word]:
    """Yield the words above ``word``, nearest first."""
    while word.head is not word:
        word = word.head
        yield word


def conjuncts(word: Word) -> list[Word]:
    """``word`` and the words coordinated after it ("drones, missiles and bombs"), in reading order."""
    found = [word]
    for each in found:
        found.extend(kid for kid in each.kids if kid.dep == "conj")
    return sorted(found, key=lambda each: each.i)


def first_conjunct(word: Word) -> Word:
    """The first of the coordinated words that ``word`` belongs to."""
    while word.dep == "conj" and word.head is not word:
        word = word.head
    return word


def kids(word: Word, deps: Collection[str]) -> list[Word]:
    """The direct dependents of ``word`` whose label is in ``deps``."""
    return [kid for kid in word.kids if kid.dep in deps]


def subjects(verb: Word) -> list[Word]:
    """The subjects of ``verb``, taken from the verb it is coordinated with where it has none of its own."""
    while not (own := kids(verb, SUBJECTS)) and verb.dep == "conj" and verb.head is not verb:
        verb = verb.head
    return [_antecedent(verb, each) for each in own]


def _antecedent(verb: Word, pronoun: Word) -> Word:
    """The noun that a relative pronoun stands for: the missile in "the missile that struck"."""
    return verb.head if verb.dep == "relcl" and pronoun.tag in {"WDT", "WP"} else pronoun


def objects(verb: Word) -> list[Word]:
    """The direct objects of ``verb``, a relative pronoun by the noun that it stands for."""
    return [_antecedent(verb, each) for each in kids(verb, OBJECTS)]


def is_passive(verb: Word) -> bool:
    """Whether ``verb`` stands in the passive voice (reduced relatives are not counted)."""
    return any(kid.dep in {"nsubjpass", "auxpass", "csubjpass"} for kid in verb.kids)


def agents(verb: Word) -> list[Word]:
    """The doers of a passive verb: "by Russia"."""
    by = [kid for kid in verb.kids if kid.dep == "agent" or (kid.dep == "prep" and kid.low == "by")]
    return [obj for prep in by for obj in prep.kids if obj.dep in {"pobj", "pcomp"}]


def prep_objects(word: Word, preps: Collection[str]) -> list[Word]:
    """The objects of the prepositions ``preps`` (lower case) that hang on ``word``."""
    return [
        obj
        for prep in word.kids
        if prep.dep in {"prep", "agent", "dative"} and prep.low in preps
        for obj in prep.kids
        if obj.dep in {"pobj", "pcomp"}
    ]


def is_negated(word: Word) -> bool:
    """Whether a negation hangs on ``word`` itself ("did not strike", "never hit")."""
    return any(kid.dep == "neg" or kid.low in {"never", "neither", "nor"} for kid in word.kids)


def is_family(noun: Word) -> bool:
    """Whether "his" or "her" stands in the list that ``noun`` opens: "a woman and her son" are of no party."""
    return any(has_determiner(each, _KIN) for each in conjuncts(noun))


def has_determiner(word: Word, words: Collection[str]) -> bool:
    """Whether ``word`` has a determiner or modifier whose lower-case form is in ``words``."""
    return any(kid.low in words for kid in word.kids)


_OUTER = frozenset({"relcl", "acl", "appos", "advcl", "cc", "conj", "punct", "parataxis"})
_DASHES = frozenset({"-", "–", "—", "--"})
_DROPPED = frozenset({"the", "a", "an", "its", "their", "his", "her", "some", "dead"})
_SHORT_CLAUSE = 5
"""Words of a participle clause that still belongs to a short phrase: "vehicle carrying displaced families"."""


def noun_phrase(sentence: Sentence, noun: Word, *, clause: bool = False) -> str:
    """The phrase around ``noun`` in the article's own words: no article, no relative clause, no conjuncts.

    With ``clause`` a short participle clause stays ("minibus carrying contractors").
    """
    held = {noun.i}
    for kid in noun.kids:
        if kid.i < noun.i and kid.dep != "predet":
            held.update(word.i for word in walk(kid))
        elif kid.dep not in _OUTER:
            held.update(word.i for word in walk(kid, _OUTER - {"punct"}))
        elif clause and kid.dep == "acl" and kid.tag in {"VBG", "VBN"}:
            inner = [word.i for word in walk(kid)]
            if len(inner) <= _SHORT_CLAUSE:
                held.update(inner)
    first = last = noun.i
    while first > 0 and (first - 1 in held or _joins(sentence, first - 1, held)):
        first -= 1
    while last + 1 < len(sentence.words) and (last + 1 in held or _joins(sentence, last + 1, held)):
        last += 1
    for i in range(noun.i - 1, first - 1, -1):
        if sentence.words[i].low in _DASHES and sentence.words[i - 1].end < sentence.words[i].start:
            first = i + 1  # what stands before a dash is a date line
            break
    while first < noun.i and (sentence.words[first].low in _DROPPED or sentence.words[first].pos == "PUNCT"):
        first += 1
    while last > noun.i and sentence.words[last].pos in {"PUNCT", "ADP", "CCONJ"}:
        last -= 1
    return sentence.slice(first, last)


def _joins(sentence: Sentence, i: int, held: Collection[int]) -> bool:
    """Whether word ``i`` is a hyphen or quote between words of the phrase ("rebel-held area")."""
    word = sentence.words[i]
    return word.pos == "PUNCT" and word.low not in {",", ".", ";", ":", "(", ")"} and i - 1 in held and i + 1 in held


def attach(word: Word, head: Word, dep: str) -> None:
    """Hang ``word`` on ``head`` (on itself: make it the root) as ``dep``; never on a word below it."""
    above = head
    while head is not word and above.head is not above:
        above = above.head
        if above is word:
            return
    if word.head is not word:
        word.head.kids.remove(word)
    word.head, word.dep = head, dep
    if head is not word:
        head.kids.append(word)
        head.kids.sort(key=lambda kid: kid.i)


def is_finite(verb: Word) -> bool:
    """Whether a verb is finite by its form or by an auxiliary."""
    return verb.tag in _FINITE or any(kid.dep in {"aux", "auxpass"} for kid in verb.kids)


def dateline_end(words: Sequence[Word]) -> int | None:
    """The index of the dash that ends a date line before a report: "PORT SUDAN, Sudan - ", "KYIV, June 2 —"."""
    if not (words[0].text.isupper() and len(words[0].text) > 2):
        return None
    dashes = (word.i for word in words[1:_LINE] if word.low in _DASHES and words[word.i - 1].end < word.start)
    return next(dashes, None)
