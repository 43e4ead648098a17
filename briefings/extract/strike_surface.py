"""Doers read off the order of words, where the parse lost them: "RAF commandos kill banker", "slain by CODECO".

Asked only of an attack whose grammar gives no doer.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefings.extract.lexicon import load
from briefings.extract.party_words import lists
from briefings.extract.violence import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.extract.actors import ActorMention
    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading

_GAP = 4
"""Words at most between "by" and the name, and between the name and its verb."""
_EDGES = frozenset({";", ":", ".", "-", "–", "—"})
_PASSED = frozenset({"(", ")", "-", "'s", "’s", "of", "the", "members", "fighters"})


@cache
def _before() -> frozenset[str]:
    """Words that may stand between "by", or the beginning, and the doer's name."""
    data = load("violence.toml")
    return frozenset(data["fighters"]["marks"]) | frozenset(data["surface"]["before"])


@cache
def _verbs() -> frozenset[str]:
    """Forms of the verbs that a doer's name stands right before."""
    words, data = vocabulary(), load("violence.toml")
    return words.verbs | frozenset(data["surface"]["verbs"])


def surface_doers(reading: Reading, sentence: Sentence, trigger: Word) -> tuple[str, ...]:
    """The parties that the order of words makes the doers of the attack told at ``trigger``."""
    found: dict[str, None] = {}
    for each in reading.actors.mentions(sentence):
        if each.kind == "organisation" or not _same_part(sentence, each, trigger):
            continue
        if _is_after_by(sentence, each) or (each.kind == "group" and _is_before_verb(sentence, each)):
            found[each.name] = None
    return tuple(found)


def _same_part(sentence: Sentence, each: ActorMention, trigger: Word) -> bool:
    """Whether no semicolon or colon stands between the name and the attack."""
    first, last = sorted((each.last, trigger.i))
    return all(word.text not in {";", ":"} for word in sentence.words[first:last])


def _is_after_by(sentence: Sentence, each: ActorMention) -> bool:
    """Whether "by" leads to the name behind a participle: "15 men slain with machetes by CODECO"."""
    words = sentence.words
    at = each.first - 1
    while at >= 0 and each.first - at <= _GAP and (words[at].low in _before() or words[at].pos in {"NUM", "ADJ"}):
        at -= 1
    if at < 1 or words[at].low != "by":
        return False
    done = next((word for word in reversed(words[:at]) if word.pos == "VERB" or word.text in _EDGES), None)
    return done is not None and done.tag in {"VBN", "VBD"} and done.lemma in _verbs()


def _is_before_verb(sentence: Sentence, each: ActorMention) -> bool:
    """Whether the name opens its part and a verb of attack follows it: "Naxals trigger landmine"."""
    words = sentence.words
    at = each.first - 1
    while at >= 0 and (words[at].low in _before() or words[at].pos == "NUM"):
        at -= 1
    if at >= 0 and words[at].text not in _EDGES:
        return False
    for word in words[each.last + 1 : each.last + 1 + _GAP]:
        if word.lemma in _verbs() or word.low.removesuffix("s") in _verbs():
            return _has_object(words, word)
        known = word.text in _PASSED or word.lemma in lists().roles or word.lemma in vocabulary().fighters
        if not known and word.pos != "ADV" and not word.text.isupper():
            return False
    return False


def _has_object(words: Sequence[Word], verb: Word) -> bool:
    """Whether something stands behind the verb that it may be done to: not in "2 SDF members killed, one hurt"."""
    after = words[verb.i + 1 : verb.i + 2]
    return bool(after) and after[0].pos not in {"PUNCT", "CCONJ", "SCONJ", "AUX"} and after[0].low != "by"
