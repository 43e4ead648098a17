"""Headlines, whose verbs the parser often takes for nouns, put right on the tree: "Rebels storm barracks"."""

from __future__ import annotations

import itertools
from functools import cache
from typing import TYPE_CHECKING

from briefings.extract.lexicon import load
from briefings.extract.people import is_person
from briefings.extract.tree import attach, is_finite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.extract.parse import Word

_NOMINAL = frozenset({"NOUN", "PROPN"})
_INNER = frozenset({"compound", "amod", "nmod", "nummod"})
_LOSSES = frozenset({"dead", "killed", "wounded", "hurt", "injured"})
_THROUGH = frozenset(
    {"rip", "land", "slam", "tear", "crash", "fire", "rips", "lands", "slams", "tears", "crashes", "fires"}
)
_OBJECT = frozenset({"DET", "NUM", "ADJ", "NOUN", "PROPN", "VERB"})


@cache
def _headline_verbs() -> tuple[frozenset[str], frozenset[str]]:
    """The verbs of attack and loss, in their base form and in the third person."""
    data = load("violence.toml")["verbs"]
    base = {verb for kind in ("sure", "unsure") for verb in data[kind]} | {
        "wound",
        "injure",
        "fire",
        "launch",
        "drop",
        "lob",
        "rip",
        "detonate",
        "accuse",
        "trigger",
        "seize",
        "capture",
        "plant",
        "blame",
        "suspect",
        "claim",
    }
    return frozenset(base), frozenset(_third(verb) for verb in base)


def _third(verb: str) -> str:
    return f"{verb}es" if verb.endswith(("sh", "ch", "s", "x")) else f"{verb}s"


def promote_verbs(words: Sequence[Word]) -> None:
    """Make the verb of a headline one where the parser took it for a noun: "Rebels storm barracks"."""
    plain = not any(word.low in {"the", "a", "an"} or word.tag == "VBD" for word in words)
    start = 0
    for i in [word.i for word in words if word.low == ";" or (plain and word.low == ",")] + [len(words)]:
        _headline_part(words[start:i])
        start = i + 1


def _headline_part(words: Sequence[Word]) -> None:
    """Do so for the words between two semicolons, or commas in a text without articles."""
    _people(words)
    if any(word.pos in {"VERB", "AUX"} and word.dep != "acl" and word.tag not in {"VBG", "VBN"} for word in words):
        return
    base, third = _headline_verbs()
    for before, word, after in zip(words, words[1:], words[2:], strict=False):
        if word.pos not in {"NOUN", "ADJ", "PROPN"} or not word.text.islower():
            continue
        if before.pos not in _NOMINAL and not before.text[0].isupper():
            continue
        if after.pos not in _OBJECT and not (word.lemma in _THROUGH and after.low in {"on", "at", "through"}):
            continue
        plural = before.tag in {"NNS", "NNPS", "NNP", "JJ"} or before.ent in {"ORG", "NORP"}
        if (word.low in third and before.tag in {"NN", "NNP"}) or (word.low in base and plural):
            _promote(words, word, before)
            return


def _people(words: Sequence[Word]) -> None:
    """Make "militants" a noun again where a headline's verb or word of loss follows it."""
    base, third = _headline_verbs()
    for word, after in itertools.pairwise(words):
        if word.pos == "VERB" and word.low.endswith("s") and is_person(word) and after.low in base | third | _LOSSES:
            word.pos, word.tag = "NOUN", "NNS"


def _promote(words: Sequence[Word], verb: Word, subject: Word) -> None:
    """Make ``verb`` the head of its part, what stands before it its subject and the noun after it its object."""
    inside = {word.i for word in words}
    top = next((word for word in words if word.head is word or word.head.i not in inside), verb)
    above, dep = (verb, "ROOT") if top.head is top else (top.head, top.dep)
    verb.pos, verb.tag = "VERB", "VBZ" if verb.low.endswith("s") else "VBP"
    verb.lemma = _base(verb.low)
    following = next((word for word in words if word.i > verb.i and word.pos not in {"DET", "NUM", "ADJ"}), None)
    taken = following
    while (
        taken is not None
        and taken.head.i > verb.i
        and taken.head is not taken
        and taken.dep in _INNER
        and taken.head.i in inside
    ):
        taken = taken.head
    attach(verb, above, dep)
    if top is not verb:
        attach(top, verb, "dep")
    if subject.head is not verb:
        attach(subject, verb, "nsubj")
    subject.dep = "nsubj"
    if taken is not None and taken.pos in _NOMINAL and words[verb.i - words[0].i + 1].pos in _OBJECT:
        attach(taken, verb, "dobj")
    for word in words:
        if word.i < subject.i and word.head in {top, verb, taken} and word is not top:
            attach(word, subject, "compound")


def _base(form: str) -> str:
    base, third = _headline_verbs()
    if form in base or form not in third:
        return form
    return next(verb for verb in base if _third(verb) == form)


def promote_participle(words: Sequence[Word]) -> None:
    """Make a past participle before a plural the verb of a sentence without one: "A bomber targeted mourners"."""
    if any(is_finite(word) for word in words if word.pos in {"VERB", "AUX"} and word.dep not in {"relcl", "advcl"}):
        return
    base = _headline_verbs()[0]
    for before, word in itertools.pairwise(words):
        whole = before.pos in _NOMINAL and before.head is word.head and word.head.i > word.i
        if whole and word.tag == "VBN" and word.dep == "amod" and word.lemma in base and word.head.head is word.head:
            thing = word.head
            for kid in [kid for kid in thing.kids if kid.i < word.i]:
                attach(kid, before, kid.dep)
            attach(word, word, "ROOT")
            attach(before, word, "nsubj")
            attach(thing, word, "dobj")
            for kid in [kid for kid in thing.kids if kid.dep in {"punct", "prep"} and kid.i > thing.i]:
                attach(kid, word, kid.dep)
            word.tag = "VBD"
            return
