"""A member of a list of people, read word by word: how many, and who."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.extract.loss_words import loss_words
from briefings.extract.people import is_person
from briefings.records import Count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.extract.counts import Quantity
    from briefings.extract.parse import Sentence, Word

_LONGEST = 7
"""Words of one member between its number and its noun."""
_PLACED = 5
"""Words of what may follow a noun inside a list: "two officers of the border guard, a cook"."""
ONE = frozenset({"a", "an", "another", "one", "his", "her", "their", "its", "the"})
_WHOSE = frozenset({"his", "her", "their", "its", "the", "all", "both"})
_COMPASS = frozenset({"east", "west", "north", "south", "northeast", "northwest", "southeast", "southwest"})
_NO_NAMES = frozenset({"DATE", "TIME", "GPE", "LOC", "FAC", "ORG"})
"""Entities that are no person's name."""
_ORDINALS = frozenset({"third", "fourth", "second", "other"})
_PRONOUNS = frozenset({"him", "her", "himself"})
QUOTES = frozenset({"'", '"', "‘", "’", "“", "”", "-", "'s", "’s"})
JOINTS = frozenset({",", "and", "&", "plus"})
BREAKS = frozenset(
    {
        ".",
        ";",
        ":",
        "—",
        "–",
        "(",
        ")",
        "!",
        "?",
        "|",
        "/",
        "that",
        "which",
        "who",
        "while",
        "when",
        "as",
        "but",
        "after",
        "where",
    }
)
_MODIFIERS = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "VERB", "PART", "ADV", "INTJ"})
LOSSES = frozenset({"dead", "killed", "wounded", "injured", "hurt", "missing"})
_COLLECTIVE = frozenset(
    {"police", "people", "personnel", "staff", "troop", "crew", "family", "couple", "other", "number"}
)


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a list: how many, the words ``first`` to ``last`` that say so, and the noun if there is one."""

    first: int
    last: int
    count: Count
    noun: Word | None
    end: int
    """Index after the member with what is said of it."""


def member_at(sentence: Sentence, i: int, quantities: Sequence[Quantity]) -> Member | None:
    """The member that begins at word ``i``."""
    words = sentence.words
    word = words[i]
    if word.low in {"he", "she"} and i + 1 < len(words) and words[i + 1].low == "and":
        return _single(sentence, i, i, None)
    if word.low in _PRONOUNS and not (i + 1 < len(words) and words[i + 1].pos in _MODIFIERS):
        return _single(sentence, i, i, None)
    quantity = next((each for each in quantities if each.first == i), None)
    if quantity is not None:
        return _counted(sentence, quantity, quantities)
    if word.low == "both":
        noun = _noun(words, i + 1)
        if noun is not None and noun.tag in {"NNS", "NNPS"}:
            count = Count(best=2, low=2, high=2, text=sentence.slice(i, noun.i))
            return Member(i, noun.i, count, noun, _after(words, noun.i + 1))
        return None
    if word.low in _WHOSE:
        owned = next((each for each in quantities if each.first == i + 1), None)
        if owned is not None:
            return _counted(sentence, owned, quantities)
    if word.low in ONE:
        after = words[i + 1] if i + 1 < len(words) else None
        if after is not None and after.low in _ORDINALS and _noun(words, i + 2) is None:
            return _single(sentence, i, i + 1, None)
        noun = _noun(words, i + 1)
    else:
        noun = _noun(words, i) if word.pos in _MODIFIERS else None
    size = loss_words().numbered.get(noun.lemma) if noun is not None else None
    if noun is not None and size is not None:
        count = Count(best=size, low=size, high=size, text=sentence.slice(i, noun.i))
        return Member(i, noun.i, count, noun, _after(words, noun.i + 1))
    if noun is None and word.tag == "NNP" and word.ent == "PERSON":
        last = i
        while last + 1 < len(words) and words[last + 1].tag == "NNP" and words[last + 1].ent == "PERSON":
            last += 1
        return _single(sentence, i, last, words[last])
    if noun is None or noun.tag not in {"NN", "NNP", "UH"} or noun.lemma in _COLLECTIVE:
        return _family(sentence, noun, quantities)
    return _single(sentence, i, noun.i, noun)


def _counted(sentence: Sentence, quantity: Quantity, quantities: Sequence[Quantity]) -> Member | None:
    """A number with its noun, or alone: "two policemen", "65 hurt", "two of his guards"."""
    words = sentence.words
    i = quantity.last + 1
    if i < len(words) and words[i].low == "of" and not any(each.first == i + 1 for each in quantities):
        i += 1
        if i < len(words) and words[i].low in {"them", "whom", "those", "these", "which"}:
            return None
        if i < len(words) and words[i].low in ONE | {"these", "those"}:
            i += 1
            if i < len(words) and words[i].low in LOSSES:
                return None  # "two of the dead": part of a toll
        elif i < len(words) and words[i].pos == "PROPN" and _noun(words, i) is None:
            return Member(quantity.first, quantity.last, quantity.count, None, _after(words, i - 1))  # "5 of GATIA"
    noun = _noun(words, i)
    if noun is None and i + 1 < len(words) and words[i].pos == "PROPN" and words[i].text.isupper():
        if words[i + 1].low in LOSSES | JOINTS or words[i + 1].tag == "VBN":
            return Member(quantity.first, quantity.last, quantity.count, None, i + 1)  # "three ANA dead"
        return None
    if noun is not None:
        return Member(quantity.first, quantity.last, quantity.count, noun, _after(words, noun.i + 1))
    return (
        Member(quantity.first, quantity.last, quantity.count, None, i) if _is_bare(words, quantity.last + 1) else None
    )


def _family(sentence: Sentence, noun: Word | None, quantities: Sequence[Quantity]) -> Member | None:
    """Read "a family of five"."""
    if noun is None or noun.lemma != "family":
        return None
    inner = next((each for each in quantities if each.first == noun.i + 2), None)
    if inner is None or sentence.words[noun.i + 1].low != "of":
        return None
    return Member(inner.first, inner.last, inner.count, noun, inner.last + 1)


def _single(sentence: Sentence, first: int, last: int, noun: Word | None) -> Member:
    count = Count(best=1, low=1, high=1, text=sentence.slice(first, last))
    return Member(first, last, count, noun, _after(sentence.words, last + 1))


def _noun(words: Sequence[Word], i: int) -> Word | None:
    """The noun for people that the phrase from ``i`` ends in; None where it ends in another noun."""
    found: Word | None = None
    for word in words[i : i + _LONGEST]:
        if word.low in QUOTES:
            continue
        if word.pos not in _MODIFIERS or word.low in BREAKS or (_is_finite(word) and not is_person(word)):
            break
        if is_person(word):
            found = word
        elif found is not None:
            if word.low in _COMPASS:
                break  # "kills farmer east of Gaza"
            if word.tag == "NNP" and word.text.istitle() and word.i == found.i + 1:
                return found  # his name follows
            beside = word.pos in {"NOUN", "PROPN"} and word.i == found.i + 1
            if beside and (word.text.islower() or not found.text.islower()):
                return None  # "two police vehicles", "the Syrian Observatory"
            break
    return found


def _is_finite(word: Word) -> bool:
    """Whether the word is a verb that ends a phrase; participles may stand inside one ("wounded soldiers")."""
    return word.pos == "VERB" and word.tag in {"VBD", "VBZ", "VBP", "VB"}


def _after(words: Sequence[Word], i: int) -> int:
    """The index after what is said of a noun inside a list: his name, "aged 9", "of the border guard"."""
    if 0 < i < len(words) and is_person(words[i - 1]) and (words[i - 1].text.islower() or i == 1):
        while (
            i < len(words) and words[i].tag == "NNP" and words[i].text[:1].isupper() and words[i].ent not in _NO_NAMES
        ):
            i += 1
    if i + 1 < len(words) and words[i].low == "-" and words[i + 1].low == "by":
        return i + 2  # "a passer-by"
    if i + 1 < len(words) and words[i].low == "aged":
        return i + 2
    if i < len(words) and words[i].low in {"of", "from", "in", "at", "for"}:
        for j in range(i + 1, min(len(words), i + _PLACED + 1)):
            if words[j].low in JOINTS or _is_loss_edge(words[j]):
                return j
            if words[j].pos not in {"NOUN", "PROPN", "ADJ", "DET", "NUM", "PRON"}:
                break
    return i


def _is_loss_edge(word: Word) -> bool:
    """Whether a list ends before ``word``: the verb or adjective that it is the subject of."""
    return word.pos in {"VERB", "AUX"}


def _is_bare(words: Sequence[Word], i: int) -> bool:
    """Whether a number before word ``i`` stands alone, its people understood."""
    if i >= len(words):
        return True
    word = words[i]
    return word.pos not in {"NOUN", "PROPN", "NUM", "SYM", "ADJ"} or word.low in LOSSES
