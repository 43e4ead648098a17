"""What parties will do by a deal, told apart from it: "both sides will respect …", "X would withdraw"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.agreement_phrases import body_of, phrase
from briefings.extract.agreements import clauses_of
from briefings.extract.talk_bodies import is_pair
from briefings.extract.talk_frames import stands_for, subjects_of
from briefings.extract.talk_words import talk_words
from briefings.extract.tree import is_negated, kids, subjects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading


_ANNOUNCING = frozenset(
    {"confirm", "announce", "say", "emphasize", "emphasise", "add", "stress", "state", "note", "explain"}
)


_WILL = frozenset({"will", "would", "shall", "must", "'ll", "’ll"})


def announced(sentence: Sentence) -> Iterator[tuple[Word, str]]:
    """What whoever announces a deal says that its parties will do: "confirmed that X would withdraw"."""
    for verb in sentence.words:
        if verb.lemma not in _ANNOUNCING or verb.pos != "VERB":
            continue
        for clause in kids(verb, {"ccomp"}):
            will = any(kid.dep == "aux" and kid.low in {"will", "would"} for kid in clause.kids)
            named = [each for each in subjects(clause) if each.pos != "PRON"]
            if will and named and clause.i > verb.i:
                yield clause, phrase(sentence, body_of(clause))


def joint_pledges(reading: Reading, sentence: Sentence) -> Iterator[tuple[Word, str]]:
    """What both sides say that they will do: "each side would hand over", "there will be an exchange"."""
    deals = talk_words().deals
    for word in sentence.words:
        if word.pos not in {"VERB", "AUX"} or is_negated(word):
            continue
        doers = [each for each in subjects(word) if each.i < word.i]
        will = any(kid.dep == "aux" and kid.low in _WILL for kid in word.kids)
        planned = word.lemma in {"plan", "intend"} and word.tag in {"VBP", "VBZ"}
        if will and word.lemma == "be" and any(kid.dep == "expl" for kid in word.kids):
            for thing in kids(word, {"attr", "nsubj", "dobj"}):
                if thing.lemma in deals["nouns"]:
                    yield thing, phrase(sentence, body_of(thing))
            continue
        if not doers or not (will or planned):
            continue
        speaking = word.dep == "ccomp" and any(is_pair(each) for each in subjects_of(word.head))
        both = any(is_pair(each) and each.pos != "PRON" for each in doers) or (speaking and doers[0].pos == "PRON")
        if not both:
            both = len(stands_for(reading, sentence, doers[0])) > 1
        if both and planned:
            yield from (pair for clause in kids(word, {"xcomp"}) for pair in clauses_of(sentence, clause))
        elif both:
            yield word, phrase(sentence, [each for each in body_of(word) if each.i >= word.i])
