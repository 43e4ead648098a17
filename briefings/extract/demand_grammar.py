"""The grammar that all requests share: the frame of a request, and who does a verb.

A frame is one request before anyone is resolved: "X urged Y to do it", "X's call for a truce", "until Y
does it".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.tree import SUBJECTS, agents, ancestors, conjuncts, kids, walk

if TYPE_CHECKING:
    from briefings.extract.parse import Word
    from briefings.records import DemandKind

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_HIGHEST = 6
"""Steps up the tree in search of a subject: further away it is somebody else's."""

_RELATIVES = frozenset({"who", "which", "that", "whom"})


class Frame(NamedTuple):
    """One request: ``askers`` and ``asked`` are nouns, ``verbs`` and ``nouns`` head what is asked.

    ``spoken`` says that whoever speaks at ``trigger`` asks, where no asker is named by the grammar. ``doers`` are the
    subjects of a first verb to which the tree gives none or a mere pronoun.
    """

    trigger: Word
    kind: DemandKind
    askers: tuple[Word, ...] = ()
    asked: tuple[Word, ...] = ()
    verbs: tuple[Word, ...] = ()
    nouns: tuple[Word, ...] = ()
    spoken: bool = False
    doers: tuple[Word, ...] = ()


def askers_of(verb: Word) -> tuple[Word, ...]:
    """The nouns of those who do ``verb``: agent, subject, or the subject of the clause that it hangs on."""
    here = verb
    if any(kid.dep in {"nsubjpass", "auxpass"} for kid in verb.kids):
        return tuple(agents(verb))
    for _ in range(_HIGHEST):
        if own := kids(here, SUBJECTS):
            return tuple(antecedent(each) for each in joint(own[0]) if each.i < here.i or own[0].i > here.i)
        above = here.head
        if here.dep == "conj" and here.tag in {"VBZ", "VBD"} and above.tag == "VB" and above.head is not above:
            above = above.head  # "demands that Y halt the siege and calls on it to go": joined to what demands
        if above is here:
            return ()
        if here.dep == "acl" and above.pos in NOMINAL:
            return (_outside_aside(here, above),)
        if here is not verb and here.dep in {"ccomp", "relcl"}:
            return ()
        here = above
    return ()


def _outside_aside(verb: Word, noun: Word) -> Word:
    """Whose verb it is that was hung inside an aside: "The X, which was no part of the talks, called on Y to go"."""
    if verb.tag not in {"VBD", "VBN"} or not any(kid.low in {"on", "upon"} for kid in verb.kids):
        return noun
    aside = next((above for above in ancestors(noun) if above.dep == "relcl"), None)
    main = aside.head if aside is not None else noun
    return main if main.head is main and main.pos in NOMINAL and main.i < noun.i else noun


def joint(noun: Word) -> list[Word]:
    """``noun`` and those coordinated with it, appositions that a parser made of list members included."""
    found = list(conjuncts(noun))
    for kid in noun.kids:
        if kid.dep == "appos" and any(each.dep == "conj" for each in kid.kids):
            found.extend(conjuncts(kid))
    return found


def antecedent(word: Word) -> Word:
    """The noun that a relative pronoun stands for, else ``word``."""
    if word.low in _RELATIVES and word.pos in {"PRON", "DET", "SCONJ"}:
        for each in ancestors(word):
            if each.dep == "relcl":
                return each.head
    return word


def joined_clauses(verb: Word) -> list[Word]:
    """``verb`` and the heads of the clauses coordinated with it: "until Y leaves and the siege is lifted"."""
    found = [verb]
    for each in found:
        found += [kid for kid in each.kids if _is_joined(each, kid)]
    return sorted(found, key=lambda each: each.i)


def _is_joined(verb: Word, kid: Word) -> bool:
    """Whether ``kid`` heads a clause beside that of ``verb``; a second "when" is often hung below the first."""
    if kid.pos not in {"VERB", "AUX"} or kid.i < verb.i:
        return False
    if kid.dep == "conj":
        return True
    return (
        kid.dep == "advcl"
        and any(each.low == "and" for each in walk(verb) if verb.i < each.i < kid.i)
        and any(each.low in {"when", "until", "unless", "if"} for each in kid.kids)
    )


def clause_start(verb: Word) -> int:
    """Index of the first word of the clause that ``verb`` heads: its conjunction, subject or auxiliary."""
    opening = [kid for kid in verb.kids if kid.dep in SUBJECTS | {"mark", "advmod", "aux", "auxpass", "neg"}]
    return min((word.i for kid in opening if kid.i < verb.i for word in walk(kid)), default=verb.i)
