"""Whether what a verb or noun tells has happened, or is denied, planned, threatened, feared or imagined."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefings.extract.lexicon import load
from briefings.extract.tree import SUBJECTS, is_negated

if TYPE_CHECKING:
    from briefings.extract.parse import Word

_FACTUAL = frozenset({"after", "before", "since", "following", "amid", "despite"})
"""Prepositions whose object is taken as a fact, whatever the rest of the sentence wishes for."""
_PREVENTED = frozenset(
    [
        "prepare",
        "plan",
        "foil",
        "thwart",
        "prevent",
        "avert",
        "plot",
        "stop",
        "abort",
        "cancel",
        "expect",
        "fear",
        "call",
        "halt",
    ]
)
"""Passives that say of their subject that it did not happen, or not yet."""
_CIRCUMSTANCE = frozenset({"in", "after", "during", "since", "following", "at", "by", "on", "over", "from", "amid"})
"""Prepositions of when and where, whose object the verb above doesn't govern."""
_HIGHEST = 6
"""Steps up the tree: what is said further away no longer bears on the event."""


@cache
def _unreal() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    data = load("violence.toml")["unreal"]
    governors, nouns = frozenset(data["governors"]), frozenset(data["nouns"])
    return governors, nouns, frozenset(data["modals"]), frozenset(data["none"])


def happened(word: Word) -> bool:
    """Whether the event that ``word`` names is told as a fact.

    Climbs from ``word`` to its main clause and answers no at a negation, a modal, a condition, or a verb
    or noun of threat, plan, fear or prevention whose complement the event is.
    """
    governors, nouns, _, none = _unreal()
    if any(kid.low in none and kid.dep in {"det", "neg", "advmod", "preconj"} for kid in word.kids):
        return False
    here = word
    if _is_verb(here) and not _asserted(here):
        return False
    for _ in range(_HIGHEST):
        above = here.head
        if above is here or _is_settled(here, word):
            return True
        if above.lemma in nouns and here.dep in {"prep", "acl", "compound", "amod", "relcl"} and above.pos != "VERB":
            return False
        if _is_verb(above) and _is_undone(here, above, governors):
            return False
        here = above
    return True


def _is_settled(here: Word, word: Word) -> bool:
    """Whether nothing above ``here`` bears on ``word`` any more: a relative clause, "after the attack"."""
    if here.dep == "prep" and here.low in _FACTUAL and here is not word:
        return True
    if here.dep in {"relcl", "parataxis"} and _is_verb(here):
        return True
    above = here.head
    if any(kid.low == ";" and min(here.i, above.i) < kid.i < max(here.i, above.i) for kid in (*above.kids, *here.kids)):
        return True  # a semicolon parts what is said as a full stop does
    return here.dep in {"nsubj", "nsubjpass"} and here is not word and not _is_verb(here)


def _is_undone(here: Word, above: Word, governors: frozenset[str]) -> bool:
    """Whether the verb ``above`` denies, plans, prevents or only imagines what hangs on it at ``here``."""
    if here.dep == "nsubjpass" and above.lemma in _PREVENTED:
        return True
    complement = here.dep not in {"advcl", "npadvmod", "conj", *SUBJECTS}
    if complement and here.dep == "prep":
        complement = here.low not in _CIRCUMSTANCE
    if complement and above.lemma in governors and not _is_reporting(above, here):
        return True
    if here.dep not in {"advcl", "ccomp"} and not _asserted(above) and not _is_own_clause(here):
        return True
    if here.dep == "ccomp" and is_negated(above) and above.lemma not in {"confirm", "comment", "say"}:
        return True
    return above.lemma == "deny" and here.dep in {"ccomp", "dobj", "xcomp", "pcomp"}


def _is_own_clause(here: Word) -> bool:
    """Whether ``here`` is joined with a subject of its own: "he has not been seen and his guard was killed"."""
    return here.dep == "conj" and _is_verb(here) and any(kid.dep in SUBJECTS for kid in here.kids)


def _is_verb(word: Word) -> bool:
    return word.pos in {"VERB", "AUX"}


def _is_reporting(above: Word, here: Word) -> bool:
    """Whether "suggest", "warn", "claim" introduces a report and not a plan: its clause is in the past."""
    if above.lemma not in {"suggest", "warn", "fear", "expect", "hope", "order"} or here.dep != "ccomp":
        return False
    return here.tag in {"VBD", "VBN"} and _asserted(here) and not any(kid.low == "be" for kid in here.kids)


def _asserted(verb: Word) -> bool:
    """Whether ``verb`` has no negation, modal or condition of its own; "could have" stays open."""
    modals = _unreal()[2]
    if is_negated(verb):
        return False
    for kid in verb.kids:
        if kid.dep in {"aux", "auxpass"} and kid.low in modals:
            return False
        if kid.dep == "mark" and kid.low in {"if", "unless", "whether", "lest", "should"}:
            return False
        if kid.dep == "advmod" and kid.low in {"nearly", "almost", "barely"} and kid.i == verb.i - 1:
            return False
    if verb.tag == "VB" and any(kid.dep == "aux" and kid.low == "to" for kid in verb.kids):
        return verb.head.lemma in {
            "go",
            "continue",
            "manage",
            "proceed",
            "begin",
            "start",
            "appear",
            "seem",
            "return",
            "believe",
            "say",
            "think",
            "report",
            "know",
        }
    return True
