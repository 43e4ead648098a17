"""The wording of a thing agreed: which words of a clause or noun phrase belong to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.talk_words import talk_words
from briefings.extract.tree import SUBJECTS, subtree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.extract.parse import Sentence, Word


_LONGEST = 20
"""Words of a phrase; what goes on longer is cut at the last comma or conjunction before."""


_SHORTEST_CUT = 4


_LIST = 30
"""Words ahead to look for what is listed."""


_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


_OBJECT = frozenset({"DET", "NUM", "ADJ", "NOUN", "PROPN", "PRON"})


_ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her", "this", "that", "any", "also"})


OUTER = frozenset({"relcl", "advcl", "parataxis", "cc", "conj", "appos", "preconj"})


_ADJUNCTS = frozenset(
    {"after", "following", "during", "amid", "since", "before", "including", "despite", "according", "until"}
)


_AWAY = frozenset({"between", "in", "with", "at", "on", "by"})


_CLOSING = frozenset({"”", "''"})


_OPENING = frozenset({"“", "``", '"'})


_MARKS = frozenset("\"“”‘’'.,;:—–-()") | {"``", "''"}


def is_infinitive(verb: Word) -> bool:
    """Whether ``verb`` has its "to"."""
    return any(kid.low == "to" and kid.dep == "aux" for kid in verb.kids)


def body_of(head: Word) -> list[Word]:
    """The words of a clause or noun phrase without what is coordinated with it, adjuncts of time and asides."""
    found = [head]
    for kid in head.kids:
        outer = kid.dep in OUTER or kid.dep == "mark" or _is_adjunct(kid)
        if outer and not (kid.dep == "advcl" and is_infinitive(kid) and kid.i == head.i + 1):
            continue
        found.extend(_inner(kid))
    return sorted(found, key=lambda each: each.i)


def _is_adjunct(prep: Word) -> bool:
    """Whether the phrase tells when or at which talks something was agreed, and not what."""
    if prep.dep != "prep":
        return False
    meetings = talk_words().meetings
    return prep.low in _ADJUNCTS or (
        prep.low in {"at", "in"} and any(obj.lemma in meetings["strong"] | meetings["weak"] for obj in prep.kids)
    )


def _inner(word: Word) -> list[Word]:
    """``word`` and all below it, clauses with a relative pronoun, asides and adjuncts of time left out."""
    found: list[Word] = []
    stack = [word]
    while stack:
        here = stack.pop()
        found.append(here)
        for kid in here.kids:
            wh = kid.dep == "relcl" and not is_infinitive(kid)
            # "a truce in X and to a withdrawal": the next thing agreed, hung too low
            wh = wh or (kid.dep == "conj" and kid.low in {"to", "on"} and kid.pos in {"ADP", "PART"})
            if not (wh or kid.dep in {"parataxis", "appos", "advcl"} or _is_adjunct(kid)):
                stack.append(kid)
    return found


def end_of_name(noun: Word) -> int | None:
    """Where "between X and Y" or "in X" begins after the name of a deal: it's no part of the thing agreed."""
    own = [kid.i for kid in noun.kids if kid.i > noun.i and (kid.dep in {"acl", "relcl"} or kid.low in _AWAY)]
    deeper = [
        word.i
        for word in subtree(noun, {"relcl"})
        if word.i > noun.i and word.dep == "prep" and word.low in {"in", "at"}
    ]
    return min([*own, *deeper], default=None)


def phrase(sentence: Sentence, words: Iterable[Word], stop: int | None = None) -> str:
    """The article's words from the first to the last of ``words``, cleared at both ends and not too long."""
    held = sorted(word.i for word in words)
    if not held:
        return ""
    first = held[0]
    last = first
    for i in held[1:]:  # a gap is a branch left out: what follows it does not belong to the phrase any more
        gap = sentence.words[last + 1 : i]
        if any(word.text not in _MARKS and word.dep not in {"predet", "mark"} for word in gap):
            break
        if sentence.words[i].text in _CLOSING and not any(sentence.words[k].text in _OPENING for k in range(first, i)):
            break
        last = i
    if stop is not None:
        last = min(last, stop - 1)
    while first < last and (sentence.words[first].low in _ARTICLES or sentence.words[first].text in _MARKS):
        first += 1
    if last - first >= _LONGEST:
        last = _cut(sentence, first)
    while last > first and (sentence.words[last].text in _MARKS or sentence.words[last].dep == "cc"):
        last -= 1
    return sentence.slice(first, last).strip()


def _cut(sentence: Sentence, first: int) -> int:
    """The last word of a phrase that is too long: before its last break within the limit."""
    limit = first + _LONGEST - 1
    for i in range(limit, first + _SHORTEST_CUT, -1):
        word = sentence.words[i]
        if (
            word.text in {",", ";"}
            or word.dep in {"cc", "mark"}
            or (word.dep == "prep" and i > first + 2 * _SHORTEST_CUT)
        ):
            return i - 1
    return limit


def strayed_infinitives(sentence: Sentence, verb: Word) -> list[Word]:
    """Base forms listed after the infinitive ``verb`` but hung elsewhere: "to pull back, reopen X and set up Y"."""
    found: list[Word] = []
    if not is_infinitive(verb):
        return found
    inside = {word.i for word in subtree(verb)}
    words = sentence.words
    for word in words[verb.i + 1 : verb.i + _LIST]:
        if word.text in {".", ";", ":"} or (word.tag in _FINITE and word.lemma != word.low and word.dep != "relcl"):
            break
        base = word.tag == "VB" or (word.tag in {"VBD", "VBP", "VBN"} and word.lemma == word.low)
        if not base or word.pos != "VERB" or word.i in inside or any(kid.dep in SUBJECTS for kid in word.kids):
            continue
        before = words[word.i - 1] if words[word.i - 1].low != "to" else words[word.i - 2]
        if before.low in {",", "and", "or"} and word.dep in {"conj", "ROOT", "advcl", "xcomp", "dep"}:
            found.append(word)
    return found


def object_lost(sentence: Sentence, verb: Word) -> list[Word]:
    """The words after an infinitive whose object was read as the subject of what follows: "to free 9 men has held"."""
    found: list[Word] = []
    for word in sentence.words[verb.i + 1 : verb.i + _LIST]:
        if word.tag in _FINITE or word.pos in {"PUNCT", "AUX", "CCONJ"} or (not found and word.pos not in _OBJECT):
            break
        found.append(word)
    return found
