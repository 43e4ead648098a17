"""Whether a capital or a seat of power stands for its government ("Moscow said") or is a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract import tree
from briefings.extract.party_words import lists

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.extract.parse import Word
    from briefings.extract.parties import Hit


def acts(hit: Hit, words: Sequence[Word]) -> bool:
    """Whether a hit stands for its party; "ethnic Armenians" don't, nor does a city that is only a place."""
    if hit.party is None or hit.bond == "ethnic":
        return False
    if hit.use not in {"capital", "seat"} or hit.bond:
        return True
    word = words[hit.last]
    while word.dep in {"compound", "conj", "appos", "nmod"} and hit.first <= word.head.i <= hit.last:
        word = word.head
    word = tree.first_conjunct(word)
    lexical, head = lists(), word.head
    if word.dep == "nsubj":
        return hit.use == "seat" or head.lemma not in lexical.place_verbs
    if word.dep in {"nsubjpass", "dobj", "dative"}:
        return head.lemma in lexical.told
    if word.dep in {"poss", "compound", "nmod", "amod", "npadvmod"}:
        return head.lemma not in lexical.place_nouns and (word.dep == "poss" or head.lemma in lexical.roles)
    return word.dep in {"pobj", "pcomp"} and _governed(head)


def _governed(prep: Word) -> bool:
    """Whether ``prep`` leads to a government: "talks with Moscow", "officials in Kyiv", "aid to Kabul"."""
    if prep.low in lists().acting_preps or prep.dep == "agent":
        return True
    if prep.low == "in":
        return governs(prep.head)
    return prep.low in {"on", "to", "from", "upon"} and prep.head.lemma in lists().governed


def governs(noun: Word) -> bool:
    """Whether "in" after ``noun`` tells whose people they are: "officials in Kyiv"."""
    role = lists().roles.get(noun.lemma)
    return role == "government" or (role == "person" and noun.tag == "NNS")
