"""Which parties a noun phrase names, by its grammar alone: names, modifiers, possessors, "of", appositions.

What a phrase leaves open (a pronoun, "the army", "both sides") is handed back as the word that refers, for
:mod:`briefings.extract.reference` to look up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.extract import tree
from briefings.extract.acting import acts, governs
from briefings.extract.party_words import WORDS, lists

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefings.extract.parse import Sentence, Word
    from briefings.extract.parties import Hit

_DEEP = 8
"""Phrases nested deeper than this aren't followed: nobody writes them, mangled text has them."""

_NO_NOUNS = frozenset({"VERB", "AUX", "PUNCT", "ADP", "CCONJ", "SCONJ", "PART"})
_BEFORE = frozenset({"poss", "compound", "amod", "nmod", "npadvmod", "nsubj"})
_REFERRING = frozenset({"the", "this", "that", "these", "those", "both", "such", "its", "their", "his", "her"})
_INDEFINITE = frozenset({"a", "an", "some", "another", "any", "no", "several", "many", "other", "one"})


class Traced(NamedTuple):
    """What a phrase stands for: parties named in it, or else the words in it that refer to one.

    ``otherwise`` describes the party where nothing is found that it refers to.
    """

    names: tuple[str, ...] = ()
    refers: tuple[Word, ...] = ()
    otherwise: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.names or self.refers)


NOTHING = Traced()


class Phrase(NamedTuple):
    """The phrase headed by ``noun``, with the parties named in its sentence, ``depth`` phrases down."""

    hits: Mapping[int, Hit]
    sentence: Sentence
    noun: Word
    depth: int

    def inner(self, word: Word) -> Phrase:
        """The phrase headed by ``word`` within this one."""
        return Phrase(self.hits, self.sentence, word, self.depth + 1)


def trace(hits: Mapping[int, Hit], sentence: Sentence, noun: Word) -> Traced:
    """What the phrase headed by ``noun`` stands for, with what is coordinated after it."""
    return _all(Phrase(hits, sentence, noun, 0))


def one(hits: Mapping[int, Hit], sentence: Sentence, noun: Word) -> Traced:
    """What the phrase headed by ``noun`` stands for, without its conjuncts."""
    return _one(Phrase(hits, sentence, noun, 0))


def _all(phrase: Phrase) -> Traced:
    names: dict[str, None] = {}
    refers: list[Word] = []
    otherwise: list[str] = []
    for each in tree.conjuncts(phrase.noun):
        found = _one(phrase._replace(noun=each))
        names.update(dict.fromkeys(found.names))
        refers.extend(found.refers)
        otherwise.extend(found.otherwise)
    return Traced(tuple(names), tuple(refers), tuple(otherwise))


def _one(phrase: Phrase) -> Traced:
    noun, hit = phrase.noun, phrase.hits.get(phrase.noun.i)
    if hit is not None and (not hit.bond or noun.i == hit.last):
        return Traced((hit.party.name,)) if hit.party and acts(hit, phrase.sentence.words) else NOTHING
    if phrase.depth > _DEEP or (noun.pos in _NO_NOUNS and noun.lemma not in lists().roles):
        return NOTHING
    if noun.pos == "PRON":
        below = _below(phrase)
        return below if below.names else Traced((), (*below.refers, noun)[:1])
    if _is_the_group(phrase):
        return Traced((), (noun,))
    refers: tuple[Word, ...] = ()
    for step in (_nonstate, _before, _below, _apposed, _self):
        found = step(phrase)
        if found.names or found.otherwise:
            return found
        refers = refers or found.refers
    return Traced((), refers)


def _is_the_group(phrase: Phrase) -> bool:
    """Whether it's "the Palestinian group": the one named before, not the country's."""
    noun = phrase.noun
    if noun.lemma not in lists().the_group or noun.tag != "NN" or any(kid.dep == "appos" for kid in noun.kids):
        return False
    return any(kid.low == "the" for kid in noun.kids) and all(
        hit.bond or (hit.party is not None and hit.party.kind == "country") for hit in _hits_before(phrase.hits, noun)
    )


def _modifiers(noun: Word) -> Iterator[Word]:
    """The words before ``noun`` that modify it, with their conjuncts, in reading order."""
    for kid in noun.kids:
        if kid.dep in _BEFORE and kid.i < noun.i:
            for each in tree.conjuncts(kid):
                if each.i < noun.i:
                    yield each


def _hits_before(hits: Mapping[int, Hit], noun: Word) -> list[Hit]:
    """The parties that modify ``noun`` or a modifier of it ("Russian Foreign Ministry spokeswoman")."""
    found: dict[int, Hit] = {}
    stack = list(_modifiers(noun))
    while stack:
        word = stack.pop(0)
        hit = hits.get(word.i)
        if hit is not None:
            found.setdefault(hit.first, hit)
        elif word.dep != "poss":
            stack.extend(_modifiers(word))
    return [hit for _, hit in sorted(found.items())]


def _nonstate(phrase: Phrase) -> Traced:
    """Fighters of no state: "Syrian rebels", "pro-Russian separatists", "Kurdish forces"."""
    hits, noun, lexical = phrase.hits, phrase.noun, lists()
    kinds = [word for word in _modifiers(noun) if word.lemma in lexical.nonstate and word.i not in hits]
    people = _people(hits, noun)
    found = _hits_before(hits, noun)
    carried = kinds and noun.lemma in lexical.carriers
    ethnic = noun.lemma in lexical.people_heads and (people or any(hit.bond == "ethnic" for hit in found))
    if noun.lemma not in lexical.nonstate and not carried and not ethnic:
        return NOTHING
    for kind in kinds:
        found.extend(_hits_before(hits, kind))
        people = people or _people(hits, kind)
    groups = [hit for hit in found if hit.party and hit.party.kind == "group" and not hit.bond]
    if groups:
        return Traced(_names(groups))
    what = kinds[-1] if kinds and noun.lemma not in lexical.nonstate else noun
    name = _described(found, people, what)
    if name and people and noun.lemma in lexical.nonstate and any(kid.low == "the" for kid in noun.kids):
        return Traced((), (what,), (name,))
    if name:
        return Traced((name,))
    known = any(kid.low in _REFERRING for kid in noun.kids) or any(hit.bond for hit in found)
    return Traced((), (what,)) if known or what is not noun or noun.dep in _BEFORE else NOTHING


def _described(found: Sequence[Hit], people: str, what: Word) -> str:
    """The common name of fighters told by country or people, "" where neither is told."""
    countries = [hit.party for hit in found if hit.party and hit.party.adjective and not hit.bond]
    plural = _plural(what)
    if people:
        return f"{countries[0].adjective} {people} {plural}" if countries else f"{people} {plural}"
    for hit in found:
        if hit.party is None:
            continue
        adjective = hit.party.adjective or hit.party.name
        if hit.bond == "ethnic":
            return f"ethnic {adjective} {plural}"
        if hit.bond == "pro" or (hit.bond in {"backed", "supported"} and what.lemma == "separatist"):
            return f"pro-{adjective} {plural}"
    return f"{countries[0].adjective} {plural}" if countries else ""


def _people(hits: Mapping[int, Hit], noun: Word) -> str:
    """The people or creed before ``noun`` ("Kurdish", "Kurdish-led"), as the article writes it."""
    for word in _modifiers(noun):
        if word.i in hits:
            continue
        led = "-led" if word.low == "led" else ""
        for each in word.kids if led else [word]:
            if each.low in lists().peoples:
                return (each.text.lower() if each.text.isupper() else each.text) + led
    return ""


def _plural(noun: Word) -> str:
    plurals = WORDS["plurals"]
    if noun.lemma in plurals:
        return str(plurals[noun.lemma])
    return noun.low if noun.tag in {"NNS", "NNPS"} or noun.low.endswith("s") else f"{noun.low}s"


def _before(phrase: Phrase) -> Traced:
    """Parties before ``noun``: "Russian forces", "Ukraine's air force", "Saudi, US and African mediators"."""
    hits, noun, lexical = phrase.hits, phrase.noun, lists()
    words = phrase.sentence.words
    if noun.lemma in lexical.relational:
        return NOTHING
    found = [hit for hit in _hits_before(hits, noun) if hit.party and not hit.bond and acts(hit, words)]
    groups = [hit for hit in found if hit.party and hit.party.kind == "group"]
    if groups and lexical.roles.get(noun.lemma, "") in {"nonstate", "group", "force", "person"}:
        return Traced(_names(groups))
    if len(found) > 1:
        found = _coordinated(found, words)
    if found:
        return Traced(_names(found))
    refers: tuple[Word, ...] = ()
    for word in _modifiers(noun):
        if word.i in hits:
            continue
        if word.dep == "poss" or (word.lemma in lexical.modifying and word.tag != "JJ"):
            below = _one(phrase.inner(word))
            if below.names:
                return below
            refers = refers or below.refers
    return Traced((), refers)


def _names(hits: Iterable[Hit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.party.name for hit in hits if hit.party))


def _coordinated(found: Sequence[Hit], words: Sequence[Word]) -> list[Hit]:
    """The first hit and those joined to it: "US and Syrian envoys"; a "US Syria envoy" is of the US alone."""
    chosen = [found[0]]
    for hit in found[1:]:
        between = words[chosen[-1].last + 1 : hit.first]
        if not between or not any(word.low in {"and", "or", ",", "-", "–", "/", "—", "&"} for word in between):
            break
        chosen.append(hit)
    return chosen


def _below(phrase: Phrase) -> Traced:
    """Parties after ``noun``: "forces of Azerbaijan", "spokesman for the group", "troops loyal to Haftar"."""
    noun, lexical = phrase.noun, lists()
    if noun.lemma in lexical.relational:
        return NOTHING
    allowed = set(WORDS["reference"]["from_any"])
    role = lexical.roles.get(noun.lemma, "")
    if role in {"force", "nonstate"}:
        allowed.update(WORDS["reference"]["from_fighters"])
    elif role == "person" or noun.lemma in {"fighter", "member", "source", "people"}:
        allowed.update(WORDS["reference"]["from_people"])
    if noun.lemma in lexical.actions or (noun.lemma.endswith("ing") and noun.pos == "NOUN" and role == ""):
        allowed = {"by"}
    refers: tuple[Word, ...] = ()
    for obj in _after(noun, allowed):
        found = _all(phrase.inner(obj))
        if found.names:
            return found
        refers = refers or found.refers
    return Traced((), refers)


def _after(noun: Word, allowed: set[str]) -> Iterator[Word]:
    for kid in noun.kids:
        if kid.i < noun.i:
            continue
        if kid.dep in {"prep", "agent"}:
            if kid.low in allowed or (kid.low == "in" and governs(noun)):
                yield from (obj for obj in kid.kids if obj.dep == "pobj")
        elif kid.dep in {"acl", "relcl", "amod", "advcl"}:
            if kid.lemma in lists().bound_by:
                yield from tree.prep_objects(kid, {"to"})
            for inner in kid.kids:
                if inner.lemma in lists().bound_by:
                    yield from tree.prep_objects(inner, {"to"})


def _apposed(phrase: Phrase) -> Traced:
    """The party in apposition: "the group, Hamas", "Rustem Umerov, Ukraine's defence minister"."""
    noun = phrase.noun
    for kid in noun.kids:
        if kid.dep == "appos":
            found = _all(phrase.inner(kid))
            if found.names:
                return Traced(found.names)
    if noun.dep == "appos" and noun.head is not noun and lists().roles.get(noun.head.lemma) == "person":
        found = _before(phrase.inner(noun.head))
        found = found if found.names else _below(phrase.inner(noun.head))
        return Traced(found.names)
    return NOTHING


def _self(phrase: Phrase) -> Traced:
    """``noun`` itself where it refers back ("the army", "both sides") or names an unknown body."""
    sentence, noun, lexical = phrase.sentence, phrase.noun, lists()
    name = _unknown_body(sentence, noun)
    if name:
        return Traced((name,))
    if noun.lemma in lexical.roles or noun.lemma in lexical.pairs:
        marks = {kid.low for kid in noun.kids if kid.i < noun.i}
        before = sentence.words[noun.i - 1].low if noun.i else ""
        if marks & _INDEFINITE and not marks & lexical.pair_marks:
            return NOTHING
        if marks & _REFERRING or marks & lexical.pair_marks or before in _REFERRING or noun.dep in _BEFORE:
            return Traced((), (noun,))
        return NOTHING
    return Traced((), (noun,)) if noun.low in {"both", "two"} else NOTHING


def _unknown_body(sentence: Sentence, noun: Word) -> str:
    """The name of a body that no list knows ("the Goma Relief Committee"), "" where it needn't be one."""
    if noun.ent != "ORG" or noun.pos != "PROPN" or not noun.text[0].isupper():
        return ""
    words, first, last = sentence.words, noun.i, noun.i
    while first and words[first - 1].ent == "ORG" and words[first - 1].text not in {"(", ","}:
        first -= 1
    while last + 1 < len(words) and words[last + 1].ent == "ORG" and words[last + 1].text not in {"(", ",", "'s", "’s"}:
        last += 1
    while first < last and words[first].low in {"the", "a", "an"}:
        first += 1
    name = sentence.slice(first, last)
    lows = {word.low for word in words[first : last + 1]}
    if first == last or name.lower() in lists().media or not lows & lists().bodies:
        return ""
    return name
