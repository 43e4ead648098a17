"""What the parser often gets wrong in headlines, dispatches and coders' notes, put right on the tree.

Each repair asks for a form that no whole sentence of prose has, so that a right parse is left alone.
"""

from __future__ import annotations

import itertools
from functools import cache
from typing import TYPE_CHECKING

from briefings.extract.headlines import promote_participle, promote_verbs
from briefings.extract.lexicon import load
from briefings.extract.tree import attach, dateline_end, is_finite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.extract.parse import Word

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_WHERE = frozenset({"in", "at", "near", "outside", "of", "around"})
_INSIDE = frozenset({"ad", "al", "ed", "el", "de", "del", "do", "da", "of", "and", "-", "'s", "the", "ul"})
_WRONG = frozenset({"nsubj", "nsubjpass", "appos", "npadvmod", "conj", "dep", "dobj"})
_BEGINS = frozenset({":", "-", "–", "—", '"', "“", "'", "‘"})


def repair(words: Sequence[Word]) -> None:
    """Put the tree of one sentence right, in place."""
    if not words:
        return
    for word in words:
        if word.tag == "NNPS" and (word.i == 0 or words[word.i - 1].text in _BEGINS):
            _lower(word)
    _acronym(words)
    _label(words)
    _dateline(words)
    _address(words)
    promote_verbs(words)
    _participle(words)
    promote_participle(words)
    _reduced(words)
    for word in words:
        if word.pos == "VERB" and is_finite(word):
            _subject(words, word)


def _label(words: Sequence[Word]) -> None:
    """Take the date label of a note off the top of its tree: "08/21/2015: Assailants attacked …"."""
    label = words[0]
    if len(words) < 4 or label.head is not label or words[1].low != ":" or not label.low[:1].isdigit():
        return
    top = next((kid for kid in label.kids if kid.pos not in {"PUNCT", "SPACE"}), None)
    if top is None:
        return
    for kid in list(label.kids):
        if kid is not top:
            attach(kid, top, kid.dep)
    attach(top, top, "ROOT")
    attach(label, top, "npadvmod")


def _dateline(words: Sequence[Word]) -> None:
    """Part a date line from its sentence: in "PORT SUDAN, Sudan - Drones hit a shelter" the drones are the subject."""
    end = dateline_end(words)
    if end is None:
        return
    top = next((word for word in words[:end] if word.head.i > end), None)
    if top is None:
        return
    above, dep = top.head, top.dep
    attach(top, above, "npadvmod")
    for word in words[:end]:
        if word.head.i > end and word is not top:
            attach(word, top, "dep")
    for word in [*words[end + 1 :]]:
        if word.head.i <= end and word.pos != "PUNCT":
            attach(word, above, dep if word.pos in _NOMINAL else "dep")


def _address(words: Sequence[Word]) -> None:
    """Hang the parts of an address on its first: "in Balad, Salah ad Din, Iraq, gunmen opened fire"."""
    i = 0
    while i < len(words):
        first = words[i]
        if first.dep != "pobj" or first.head.low not in _WHERE or not _is_named(words, first):
            i += 1
            continue
        i += 1
        at = _run_end(words, first.i)
        while at + 1 < len(words) and words[at].low == ",":
            end = _run_end(words, at + 1)
            if end == at + 1 or not (words[end].low in {",", ".", ";", ":"} if end < len(words) else True):
                break
            run = words[at + 1 : end]
            if not any(word.pos == "PROPN" for word in run):
                break
            head = next((word for word in reversed(run) if word.head not in run or word.head is word), run[-1])
            if (
                head.dep in _WRONG
                or (head.head.i > end and head.head.pos in {"VERB", "AUX"})
                or head.head.pos == "NOUN"
            ):
                attach(head, first, "appos")
            at = end
        i = max(i, at)


def _is_named(words: Sequence[Word], noun: Word) -> bool:
    """Whether the noun is a place's name, or its generic word after one: "Kano city"."""
    return noun.pos == "PROPN" or (noun.low in _generic() and noun.i > 0 and words[noun.i - 1].pos == "PROPN")


@cache
def _generic() -> frozenset[str]:
    """Words for a kind of place that follow its name: "Kano city", "Diyala governorate"."""
    places = load("places.toml")
    return frozenset(places["settlement"]) | frozenset(places["region"]) | frozenset(places["district"])


def _run_end(words: Sequence[Word], at: int) -> int:
    """The index after the run of names and generic words that begins at ``at``."""
    while at < len(words) and (words[at].text[0].isupper() or words[at].low in _generic() | _INSIDE):
        at += 1
    return at


def _lower(word: Word) -> None:
    """Make "Assailants" at the head of a note the common noun that it is."""
    word.pos, word.tag = "NOUN", "NNS"
    if word.low.endswith("men"):
        word.lemma = word.low.removesuffix("men") + "man"
    else:
        word.lemma = word.low.removesuffix("s")


def _subject(words: Sequence[Word], verb: Word) -> None:
    """Give a verb the subject that the parser took for an apposition of the place before it.

    "In Dhahran, Saudi Arabia, an American contractor was beheaded."
    """
    if verb.dep not in {"ROOT", "ccomp", "conj"} or any(kid.dep in _SUBJECTS for kid in verb.kids):
        return
    if verb.dep == "conj" and verb.head.pos in {"VERB", "AUX"}:
        return  # it shares its subject
    for word in reversed(words[: verb.i]):
        if (
            word.dep in {"appos", "conj", "npadvmod"}
            and word.pos == "NOUN"
            and word.head.pos == "PROPN"
            and word.i > word.head.i
        ):
            if word.tag == "NNS" or any(kid.dep in {"det", "nummod", "amod"} for kid in word.kids):
                passive = any(kid.dep == "auxpass" for kid in verb.kids)
                attach(word, verb, "nsubjpass" if passive else "nsubj")
            return
        if word.pos in {"VERB", "AUX"} and word.dep not in {"acl", "relcl", "aux", "auxpass"} and word.head is not verb:
            return


def _participle(words: Sequence[Word]) -> None:
    """Make the last participle of a sentence without a verb its predicate: "A device planted in a car detonated"."""
    root = next((word for word in words if word.head is word and word.pos in _NOMINAL), None)
    if (
        root is None
        or words[-1].text not in {".", "!"}
        or any(is_finite(word) for word in words if word.pos in {"VERB", "AUX"} and word.dep != "acl")
    ):
        return
    past = next((kid for kid in root.kids if kid.tag == "VBD" and kid.dep in {"acl", "conj"} and kid.i > root.i), None)
    first = next((kid for kid in root.kids if kid.dep == "acl" and kid.tag == "VBN" and kid.i > root.i), None)
    if past is None and first is not None:
        past = next((word for word in words[first.i + 1 :] if _is_loose(word)), None)
    if past is not None:
        attach(past, past, "ROOT")
        attach(root, past, "nsubj")
        past.tag = "VBD"


def _acronym(words: Sequence[Word]) -> None:
    """Make "IS" the name that it is among words in lower case: "IS militants attacked", "IS claimed it"."""
    if sum(word.text.isupper() and len(word.text) > 1 for word in words) > len(words) // 2:
        return
    for word, after in itertools.pairwise(words):
        if word.text != "IS" or word.pos == "PROPN":
            continue
        word.pos, word.tag, word.lemma = "PROPN", "NNP", "is"
        if after.tag in {"NN", "NNS"}:
            attach(word, after, "compound")
        elif word.dep in {"aux", "auxpass"}:
            word.dep = "nsubj"


def _reduced(words: Sequence[Word]) -> None:
    """Make the finite verb the root where a participle was taken for it: "Rockets fired on Friday hit Hama"."""
    root = next(word for word in words if word.head is word)
    subject = next((kid for kid in root.kids if kid.dep == "nsubj" and kid.pos in _NOMINAL), None)
    told = next((kid for kid in root.kids if kid.dep == "conj" and kid.tag == "VBD" and kid.i > root.i), None)
    if root.tag != "VBN" or subject is None or told is None:
        return
    if any(kid.dep in {"aux", "auxpass", "cc"} for kid in root.kids) or any(kid.dep in _SUBJECTS for kid in told.kids):
        return
    attach(told, told, "ROOT")
    attach(subject, told, "nsubj")
    attach(root, subject, "acl")


def _is_loose(word: Word) -> bool:
    """Whether the word is a participle right behind a noun that may be the predicate of the sentence."""
    behind = word.dep == "acl" and word.tag in {"VBN", "VBD"} and word.head.i == word.i - 1
    return behind and not any(kid.dep == "agent" for kid in word.kids)
