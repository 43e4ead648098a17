"""The grammar that all requests share: the frame of a request, and who does a verb.

A frame is one request before anyone is resolved: "X urged Y to do it", "X's call for a truce", "until Y
does it".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.tree import SUBJECTS, agents, ancestors, conjuncts, kids

if TYPE_CHECKING:
    from briefings.extract.parse import Word
    from briefings.records import DemandKind

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_HIGHEST = 6
"""Steps up the tree in search of a subject: further away it is somebody else's."""

_RELATIVES = frozenset({"who", "which", "that", "whom"})


class Frame(NamedTuple):
    """One request: ``askers`` and ``asked`` are nouns, ``verbs`` and ``nouns`` head what is asked.

    ``spoken`` says that whoever speaks at ``trigger`` asks, where no asker is named by the grammar.
    """

    trigger: Word
    kind: DemandKind
    askers: tuple[Word, ...] = ()
    asked: tuple[Word, ...] = ()
    verbs: tuple[Word, ...] = ()
    nouns: tuple[Word, ...] = ()
    spoken: bool = False


def askers_of(verb: Word) -> tuple[Word, ...]:
    """The nouns of those who do ``verb``: agent, subject, or the subject of the clause that it hangs on."""
    here = verb
    if any(kid.dep in {"nsubjpass", "auxpass"} for kid in verb.kids):
        return tuple(agents(verb))
    for _ in range(_HIGHEST):
        if own := kids(here, SUBJECTS):
            return tuple(antecedent(each) for each in joint(own[0]) if each.i < here.i or own[0].i > here.i)
        above = here.head
        if above is here:
            return ()
        if here.dep == "acl" and above.pos in NOMINAL:
            return (above,)
        if here is not verb and here.dep in {"ccomp", "relcl"}:
            return ()
        here = above
    return ()


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
