"""What grammar says of a named place: whether something is put there, near it, and within what it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.place_words import attack_nouns, attack_verbs, demonyms, words
from briefings.extract.tree import first_conjunct

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence, Word

_DEPTH = 6
"""How far up the tree a name's role is looked for; deeper nesting is a parser's slip."""

_WITHIN = frozenset({"compound", "poss", "nmod", "amod", "npadvmod", "appos", "conj", "nummod", "dep"})
_SKIPPED = frozenset({"the", "a", "an", "'s", "’s", "'", "’", "city", "town", "port", "village", "nearby"})


def head_of(sentence: Sentence, first: int, last: int) -> Word:
    """The word of the span that the others hang on: the last whose own head lies outside."""
    span = sentence.words[first : last + 1]
    outer = [word for word in span if not first <= word.head.i <= last or word.head is word]
    return outer[-1] if outer else span[-1]


def is_locative(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the name in the span says where something is or happens, or what is attacked."""
    before = first - 1
    while before >= 0 and (
        sentence.words[before].low in words("direction") or sentence.words[before].low in {"the", "-"}
    ):
        before -= 1
    if before >= 0 and sentence.words[before].low in words("firmly_locative"):
        return True
    return _is_where(head_of(sentence, first, last), _DEPTH)


def _is_where(word: Word, depth: int) -> bool:
    if depth == 0 or word.head is word:
        return False
    dep, head = word.dep, word.head
    if dep in {"pobj", "pcomp"}:
        return _is_where_after(head, depth)
    if dep in {"dobj", "nsubjpass"} or (dep in {"appos", "dep"} and head.pos == "VERB"):
        return head.lemma in attack_verbs() or head.lemma in words("taking")
    if dep in _WITHIN:
        return (dep != "conj" and head.lemma in attack_nouns()) or _is_where(head, depth - 1)
    if dep == "nsubj":
        return head.lemma in {"see", "witness"} or (
            head.lemma == "come" and any(kid.low == "under" for kid in head.kids)
        )
    return False


def _is_where_after(prep: Word, depth: int) -> bool:
    """Whether what follows ``prep`` is a where: by itself, or "of" and "for" by what they hang on."""
    governor = prep.head
    if prep.low in words("locative"):
        return prep.low in words("firmly_locative") or governor.lemma not in words("metonymic")
    if prep.low == "of":
        if governor.lemma in attack_nouns() or governor.pos in {"ADV", "ADJ", "ADP", "SCONJ"}:
            return True
        return governor.low in words("near_of") or _is_where(governor, depth - 1)
    return prep.low == "for" and governor.lemma in attack_nouns()


def is_near(sentence: Sentence, first: int, head: Word) -> bool:
    """Whether the name from ``first`` is what something is near, outside or so many kilometres from."""
    start = first_conjunct(head)
    at = (min(start.i, first) if start is not head else first) - 1
    tokens = sentence.words
    while at > 0 and _is_passed_over(tokens[at], tokens[at - 1]):
        at -= 1
    if at < 0:
        return False
    low, before = tokens[at].low, tokens[max(at - 4, 0) : at]
    if not before or low not in {"of", "to", "from"}:
        return low in words("near")
    if low == "from":
        return any(word.lemma in words("distance") for word in before)
    return before[-1].low in words("near_of" if low == "of" else "near_to")


def _is_passed_over(word: Word, before: Word) -> bool:
    """Whether ``word`` only describes the name after it: "the", "northern", "port"; "city of"."""
    if word.low == "of":
        return before.low in words("settlement")
    return (
        word.low in _SKIPPED or word.low in words("direction") or word.low in words("settlement") or word.pos == "ADJ"
    ) and word.low not in words("near")


def people_before(sentence: Sentence, first: int) -> str | None:
    """The country of the adjective that a name's phrase starts with: "SY" for "the Syrian city of Hama"."""
    for word in reversed(sentence.words[max(first - 4, 0) : first]):
        if word.low in demonyms() and word.text[0].isupper():
            return demonyms()[word.low]
        if word.pos != "ADJ" and word.low not in words("settlement") | words("direction"):
            return None
    return None
