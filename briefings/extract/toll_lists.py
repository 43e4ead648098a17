"""Lists of people beside a word of loss, read word by word: "four policemen and seven militants dead".

Headlines and coders' notes drop the articles and verbs that a parser needs. What is left is still regular: members
joined by commas and "and", each a number or a determiner before a noun for people.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefings.extract.lexicon import load
from briefings.extract.people import is_person
from briefings.extract.toll_members import BREAKS, JOINTS, LOSSES, ONE, QUOTES, Member, member_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.extract.counts import Quantity
    from briefings.extract.parse import Sentence, Word

_REACH = 30
"""Words before a word of loss in which its list may begin."""
_REMARK = 10
"""Words of the longest remark between commas."""
_ASIDE = frozenset({"including", "incl", "incl.", "among"})


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
        if words[start].low in BREAKS or (words[start].pos == "AUX"):
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
    if before.low in JOINTS or before.low in BREAKS or before.low in QUOTES:
        return True
    return before.pos in {"VERB", "AUX", "SCONJ", "CCONJ", "ADV", "PRON", "PUNCT"}


def _read(sentence: Sentence, start: int, quantities: Sequence[Quantity]) -> tuple[list[Member], int]:
    """Members joined by commas and "and" from ``start``, and the index after the last."""
    words = sentence.words
    members: list[Member] = []
    i = end = start
    while i < len(words):
        member = member_at(sentence, i, quantities)
        if member is None:
            break
        if members and words[i - 1].low == "," and words[i].low in ONE and not _goes_on(words, member.end):
            break  # "killing 33 civilians, the governor said"
        if not (members and words[i - 1].low == "," and _is_same_person(words, members[-1], member)):
            members.append(member)
        end = member.end
        i = _after_part(words, end)
        while i < len(words) and words[i].low in JOINTS:
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
    return i + 1 < len(words) and words[i].low == "," and (words[i + 1].low in ONE or words[i + 1].low == "and")


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
    return i < len(words) and (words[i].low in JOINTS or words[i].low in LOSSES or words[i].tag == "VBN")


def _is_predicate(words: Sequence[Word], i: int) -> bool:
    """Whether the words at ``i`` make what stands before them the subject of another clause."""
    while i < len(words) and words[i].pos == "ADV":
        i += 1
    return i < len(words) and (words[i].pos in {"VERB", "AUX"} and words[i].tag != "VBG")
