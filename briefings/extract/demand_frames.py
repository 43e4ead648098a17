"""Where a sentence asks something: who asks, of whom, and the words that head what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.demand_conditions import condition_frames, exchange_frames
from briefings.extract.demand_lists import command_frames, list_frames
from briefings.extract.demand_modals import modal_frames, refusal_frames
from briefings.extract.demand_nouns import noun_frames
from briefings.extract.demand_terms import term_frames
from briefings.extract.demand_verbs import ultimatum_frames, verb_frames
from briefings.extract.demand_words import demand_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.extract.demand_grammar import Frame
    from briefings.extract.parse import Sentence


def frames(sentence: Sentence) -> Iterator[Frame]:
    """The requests of a sentence in reading order, those denied, imagined or asked as a question left out."""
    words = demand_words()
    if not sentence.lemmas & words.gate or sentence.text.rstrip("\"”'’ ").endswith("?"):
        return
    for word in sentence.words:
        if word.lemma not in words.gate and word.low not in words.gate:
            continue
        if word.pos == "VERB" and word.lemma in words.verbs["any"]:
            yield from verb_frames(sentence, word)
        elif word.pos in {"NOUN", "PROPN"} and word.lemma in words.nouns["asking"]:
            yield from noun_frames(word)
        if word.pos == "VERB":
            yield from refusal_frames(word)
            yield from ultimatum_frames(sentence, word)
            yield from command_frames(sentence, word)
        if word.pos == "NOUN":
            yield from list_frames(sentence, word)
        yield from term_frames(sentence, word)
        if word.pos in {"AUX", "VERB", "ADJ", "NOUN"}:
            yield from modal_frames(word)
        if word.low in words.modals["conditional"] or word.low in words.modals["conceding"]:
            yield from condition_frames(sentence, word)
        elif word.low in {"exchange", "return"}:
            yield from exchange_frames(word)
