"""The article in at most three of its own sentences."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from briefings.extract.quotations import quotations
from briefings.extract.tree import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.extract.parse import Sentence
    from briefings.extract.quotations import Quoted
    from briefings.records import Article

_MOST = 3
"""Sentences of a summary."""
_WITHOUT_FACTS = 2
"""Sentences of a summary where the article holds none of the facts sought: its opening alone."""
_LEAD = 2.0
"""What the opening is worth, in facts: news says the main thing first. It halves every four sentences."""
_HALVES = 4.0
_SHORTEST, _LONG = 6, 45
"""Words: below the one a sentence is a fragment, above the other its worth shrinks with its length."""
_ALIKE = 0.5
"""Share of words in common (Jaccard) from which two sentences tell the same."""
_SCRAP = re.compile(
    r"""^(?:by\ [A-Z]\w+\ [A-Z]|photo|image|picture|video|file\ photo|caption|watch|listen|read|sign\ up|click
          |subscribe|follow|share|related|updated|last\ updated|published|copyright|©|editor|correction|source
          |credit|more:|see\ also|also\ read|advertisement|reporting\ by|editing\ by|writing\ by
          |additional\ reporting|live\ updates|get\ the\ latest|this\ article|this\ story)\b
      | \b(?:newsletter|sign\ up|subscribe|all\ rights\ reserved|click\ here|read\ more|getty\ images
          |photo\ by|handout|ap\ photo|file\ photo|(?:is|are)\ pictured|pictured\ (?:here|above|below)|cookies
          |privacy\ policy|contributed\ to\ this\ (?:report|story|article)
          |download\ (?:the|our)\ app|our\ (?:channel|app|website))\b
      | (?:/|\[|\()\s*(?:AP|AFP|Reuters|EPA|EFE|Getty|Anadolu|Xinhua)[^()\[\]]{0,40}[)\]]?\.?$""",
    re.IGNORECASE | re.VERBOSE,
)
"""Captions, credits, calls to subscribe and other furniture of a page."""


def summarise(article: Article, sentences: list[Sentence], weight_of: Mapping[int, float]) -> tuple[str, ...]:
    """At most three sentences of ``article``, verbatim and in reading order.

    ``weight_of`` gives, by a sentence's index, how many facts it carries; the opening weighs in by its place.
    An article without facts is summed up by its first two full sentences.
    """
    quoted = quotations(sentences)
    full = [each for each in sentences if _is_full(each, quoted.get(each.index, []))]
    if not any(weight_of.get(each.index, 0) > 0 for each in full):
        chosen = _unlike(full, _WITHOUT_FACTS)
    else:
        worth = {each.index: _worth(each, place, weight_of) for place, each in enumerate(full)}
        telling = [each for each in full if each is full[0] or weight_of.get(each.index, 0) > 0]
        chosen = _unlike(sorted(telling, key=lambda each: (-worth[each.index], each.index)), _MOST)
    return tuple(article.text[each.start : each.end] for each in sorted(chosen, key=lambda each: each.index))


def _worth(sentence: Sentence, place: int, weight_of: Mapping[int, float]) -> float:
    """Facts and place, less for a sentence that takes too long."""
    worth = weight_of.get(sentence.index, 0) + _LEAD * math.pow(0.5, place / _HALVES)
    return worth * min(1.0, _LONG / len(sentence.words))


def _is_full(sentence: Sentence, quoted: list[Quoted]) -> bool:
    """Whether the sentence stands for itself: no fragment, caption or credit, and not all quotation."""
    words = sentence.words
    if len(words) < _SHORTEST or sentence.text[-1] not in ".!?”\"»’')" or sentence.text[0].islower():
        return False
    if sum(part.last - part.first + 1 for part in quoted) > 0.8 * len(words):
        return False
    has_verb = any(word.pos in {"VERB", "AUX"} for word in words) and any(word.dep in SUBJECTS for word in words)
    return has_verb and _SCRAP.search(sentence.text) is None


def _unlike(ranked: list[Sentence], most: int) -> list[Sentence]:
    """The first ``most`` of the sentences, leaving out those that tell again what one before them tells."""
    chosen: list[Sentence] = []
    seen: list[frozenset[str]] = []
    for sentence in ranked:
        if len(chosen) == most:
            break
        content = frozenset(word.lemma for word in sentence.words if word.pos in {"NOUN", "PROPN", "VERB", "NUM"})
        if all(len(content & other) < _ALIKE * len(content | other) for other in seen):
            chosen.append(sentence)
            seen.append(content)
    return chosen
