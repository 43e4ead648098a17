"""Lists of people beside a word of loss, read word by word: "four policemen and seven militants dead".

Headlines and coders' notes drop the articles and verbs that a parser needs. What is left is still regular: members
joined by commas and "and", each a number or a determiner before a noun for people.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefings.extract.lexicon import load
from briefings.extract.loss_words import loss_words
from briefings.extract.people import is_person
from briefings.records import Count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.extract.counts import Quantity
    from briefings.extract.parse import Sentence, Word

_LONGEST = 7
"""Words of one member between its number and its noun."""
_REACH = 30
"""Words before a word of loss in which its list may begin."""
_REMARK = 10
"""Words of the longest remark between commas."""
_PLACED = 5
"""Words of what may follow a noun inside a list: "two officers of the border guard, a cook"."""
_ONE = frozenset({"a", "an", "another", "one", "his", "her", "their", "its", "the"})
_WHOSE = frozenset({"his", "her", "their", "its", "the", "all", "both"})
_COMPASS = frozenset({"east", "west", "north", "south", "northeast", "northwest", "southeast", "southwest"})
_NO_NAMES = frozenset({"DATE", "TIME", "GPE", "LOC", "FAC", "ORG"})
"""Entities that are no person's name."""
_ORDINALS = frozenset({"third", "fourth", "second", "other"})
_PRONOUNS = frozenset({"him", "her", "himself"})
_QUOTES = frozenset({"'", '"', "‘", "’", "“", "”", "-", "'s", "’s"})
_ASIDE = frozenset({"including", "incl", "incl.", "among"})
_JOINTS = frozenset({",", "and", "&", "plus"})
_BREAKS = frozenset(
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
_LOSSES = frozenset({"dead", "killed", "wounded", "injured", "hurt", "missing"})
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


def list_after(sentence: Sentence, start: int, quantities: Sequence[Quantity]) -> list[Member]:
    """The list of people that begins at word ``start``; empty where none does.

    A last member that begins another clause ("killed two soldiers and a third was wounded") is left out.
    """
    members, end = _read(sentence, start, quantities)
    words = sentence.words
    if len(members) > 1 and end < len(words) and _is_predicate(words, end):
        members = members[:-1]
    return members


def list_before(sentence: Sentence, trigger: int, quantities: Sequence[Quantity]) -> list[Member]:
    """The list of people that ends right before the word of loss at ``trigger``, auxiliaries and adverbs between."""
    words = sentence.words
    end = trigger
    while end and _is_skipped(words, end - 1):
        end -= 1
    end = _before_remark(words, _before_brackets(words, end))
    aside = next((i for i in range(end - 1, max(0, end - _REACH), -1) if words[i].low in _ASIDE), end)
    bare = end > 0 and words[end - 1].pos == "NUM"
    if not bare and not any(word.pos == "VERB" for word in words[aside + 1 : end]):
        end = aside  # "five rebels including a woman killed"
        while end and words[end - 1].low in {",", "("}:
            end -= 1
    best: list[Member] = []
    for start in range(end - 1, max(-1, end - _REACH), -1):
        if words[start].low in _BREAKS or (words[start].pos == "AUX"):
            break
        bare = start + 1 == end and words[start].low[:1].isdigit() and words[start - 1].pos in {"PROPN", "NOUN"}
        if not _opens(words, start) and not bare:
            continue
        members, stop = _read(sentence, start, quantities)
        if members and stop == end:
            best = members
    return best


def _before_brackets(words: Sequence[Word], end: int) -> int:
    """Where a list ends that a bracket parts from its verb: "Boy (11) killed", "4 peacekeepers (Togo) killed"."""
    if not end or words[end - 1].low != ")":
        return end
    opens = next((i for i in range(end - 2, max(-1, end - _REMARK), -1) if words[i].low == "("), end)
    return opens if opens and is_person(words[opens - 1]) else end


def _before_remark(words: Sequence[Word], end: int) -> int:
    """Where a list ends that a remark between commas parts from its verb: "16 people, all of them civilians, died"."""
    if not end or words[end - 1].low != ",":
        return end
    for i in range(end - 2, max(0, end - _REMARK), -1):
        if words[i].low == ",":
            return i if i + 2 < end and words[i + 2].low == "of" else end
    return end


@cache
def _skipped() -> frozenset[str]:
    """Words between a list and its word of loss."""
    return frozenset(load("casualties.toml")["lists"]["skipped"])


def _is_skipped(words: Sequence[Word], i: int) -> bool:
    """Whether the word only joins a list to its word of loss: "were", "critically", "shot and"."""
    word = words[i]
    if word.pos == "AUX" or word.low in _skipped() or (word.pos == "ADV" and word.low.endswith("ly")):
        return not is_person(word)
    return word.low == "and" and i > 0 and words[i - 1].low in _skipped()


def _opens(words: Sequence[Word], start: int) -> bool:
    """Whether a list can begin at ``start``: not inside a phrase that began before."""
    if start == 0:
        return True
    before = words[start - 1]
    if before.low in {"besides", "except", "excluding", "of"}:
        return False
    if before.low in _JOINTS or before.low in _BREAKS or before.low in _QUOTES:
        return True
    return before.pos in {"VERB", "AUX", "SCONJ", "CCONJ", "ADV", "PRON", "PUNCT"}


def _read(sentence: Sentence, start: int, quantities: Sequence[Quantity]) -> tuple[list[Member], int]:
    """Members joined by commas and "and" from ``start``, and the index after the last."""
    words = sentence.words
    members: list[Member] = []
    i = end = start
    while i < len(words):
        member = _member(sentence, i, quantities)
        if member is None:
            break
        if members and words[i - 1].low == "," and words[i].low in _ONE and not _goes_on(words, member.end):
            break  # "killing 33 civilians, the governor said"
        if not (members and words[i - 1].low == "," and _is_same_person(words, members[-1], member)):
            members.append(member)
        end = member.end
        i = _after_part(words, end)
        while i < len(words) and words[i].low in _JOINTS:
            i += 1
        if i == end:
            break
    return members, end


def _is_same_person(words: Sequence[Word], one: Member, other: Member) -> bool:
    """Whether the second of two members beside a comma only says who the first is: "Ali Omar, a judge,"."""
    if not _is_one(one) or not _is_one(other):
        return False
    opens = words[other.first].low
    if _is_name(words, one):
        return opens in {"a", "an", "the"} or (
            other.noun is not None and other.first == other.noun.i and not _is_name(words, other)
        )
    last = other.end >= len(words) or words[other.end].low not in {"and", "&"}
    return last and (_is_name(words, other) or opens in {"a", "an"}) and not _is_listed_on(words, other.end)


def _is_listed_on(words: Sequence[Word], i: int) -> bool:
    """Whether after a comma at ``i`` yet another member follows: "a guard, a cook, a boy"."""
    return i + 1 < len(words) and words[i].low == "," and (words[i + 1].low in _ONE or words[i + 1].low == "and")


def _is_one(member: Member) -> bool:
    return member.count.best == 1 and not member.count.text[:1].isdigit() and member.count.text.lower() != "one"


def _is_name(words: Sequence[Word], member: Member) -> bool:
    """Whether the member is told by name, with or without what he is: "Ali Omar", "reporter Ali Omar"."""
    last = words[member.last]
    follows = member.last + 1 < member.end and words[member.last + 1].tag == "NNP"
    return follows or (last.tag == "NNP" and last.text[:1].isupper() and not is_person(last))


def _after_part(words: Sequence[Word], i: int) -> int:
    """The index after a remark on some of the member before: "17 officials, four of them ministers, and a driver"."""
    if i + 3 >= len(words) or words[i].low != ",":
        return i
    of = next((at for at in range(i + 1, min(len(words), i + 4)) if words[at].low == "of"), None)
    if of is None or of + 1 >= len(words) or words[of + 1].low not in {"them", "whom", "which"}:
        return i
    closes = next((at for at in range(of, min(len(words), of + _REMARK)) if words[at].low == ","), None)
    return i if closes is None else closes


def _goes_on(words: Sequence[Word], i: int) -> bool:
    """Whether the list goes on, or ends in a word of loss, at word ``i``."""
    return i < len(words) and (words[i].low in _JOINTS or words[i].low in _LOSSES or words[i].tag == "VBN")


def _member(sentence: Sentence, i: int, quantities: Sequence[Quantity]) -> Member | None:
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
    if word.low in _ONE:
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
        if i < len(words) and words[i].low in _ONE | {"these", "those"}:
            i += 1
            if i < len(words) and words[i].low in _LOSSES:
                return None  # "two of the dead": part of a toll
        elif i < len(words) and words[i].pos == "PROPN" and _noun(words, i) is None:
            return Member(quantity.first, quantity.last, quantity.count, None, _after(words, i - 1))  # "5 of GATIA"
    noun = _noun(words, i)
    if noun is None and i + 1 < len(words) and words[i].pos == "PROPN" and words[i].text.isupper():
        if words[i + 1].low in _LOSSES | _JOINTS or words[i + 1].tag == "VBN":
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
        if word.low in _QUOTES:
            continue
        if word.pos not in _MODIFIERS or word.low in _BREAKS or (_is_finite(word) and not is_person(word)):
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
            if words[j].low in _JOINTS or _is_loss_edge(words[j]):
                return j
            if words[j].pos not in {"NOUN", "PROPN", "ADJ", "DET", "NUM", "PRON"}:
                break
    return i


def _is_loss_edge(word: Word) -> bool:
    """Whether a list ends before ``word``: the verb or adjective that it is the subject of."""
    return word.pos in {"VERB", "AUX"}


def _is_predicate(words: Sequence[Word], i: int) -> bool:
    """Whether the words at ``i`` make what stands before them the subject of another clause."""
    while i < len(words) and words[i].pos == "ADV":
        i += 1
    return i < len(words) and (words[i].pos in {"VERB", "AUX"} and words[i].tag != "VBG")


def _is_bare(words: Sequence[Word], i: int) -> bool:
    """Whether a number before word ``i`` stands alone, its people understood."""
    if i >= len(words):
        return True
    word = words[i]
    return word.pos not in {"NOUN", "PROPN", "NUM", "SYM", "ADJ"} or word.low in _LOSSES
