"""Numbers of people killed, injured, missing or captured, as single sentences tell them.

A toll is one number of victims of one kind. Grammar finds most of them (whom a verb is done to, what a
noun of loss counts); where the parse of a headline or a bare note fails, the list of people beside the word does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.loss_words import Kind, has_loss, loss_words
from briefings.extract.modality import happened
from briefings.extract.people import is_person
from briefings.extract.toll_again import without_breakdowns
from briefings.extract.toll_lists import list_after, list_before
from briefings.extract.toll_nouns import NounReader
from briefings.extract.toll_verbs import VerbReader
from briefings.extract.toll_victims import Toll, VictimReader
from briefings.extract.tree import is_passive, prep_objects
from briefings.extract.victim_groups import asides, find_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.extract.counts import Quantity
    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading
    from briefings.extract.toll_members import Member

_NOMINAL = frozenset({"NOUN", "PROPN"})
_PUTTING = frozenset({"put", "place", "estimate", "give"})
_SUFFERED = frozenset({"sustained", "suffered", "received", "suffer", "sustain"})
_SHOT = 5
"""Words between "shot" and its "dead"."""


class TollFinder:
    """Finds the tolls in the sentences of a reading."""

    def __init__(self, reading: Reading) -> None:
        """Prepare for ``reading``."""
        self._reading = reading
        self._words = loss_words()
        self._victims_of = VictimReader(reading)
        self._verbs = VerbReader(self._victims_of)
        self._nouns = NounReader(self._victims_of)

    def tolls(self, sentence: Sentence) -> list[Toll]:
        """The tolls that ``sentence`` reports, in reading order, each number once."""
        if not has_loss(sentence):
            return []
        quantities = self._quantities(sentence)
        found: list[Toll] = []
        aside = asides(sentence)
        harmed, held = set(aside), set(aside)  # who is taken may be killed, too: "two men were abducted and killed"
        words = [word for word in sentence.words if not _is_combined(sentence, word)]
        for word in words:
            for toll in self._at(sentence, word, quantities):
                span = set(range(toll.first, toll.last + 1))
                taken = held if toll.kind == "captured" else harmed
                if not span & taken:
                    taken |= span
                    found.append(toll)
        for word in words:
            kind = self._kind_beside(sentence, word)
            if kind is None or not happened(word):
                continue
            taken = held if kind == "captured" else harmed
            members = self._listed_beside(sentence, word, quantities)
            if kind in {"captured", "missing"}:
                members = [each for each in members if each.noun is None or is_person(each.noun)]
            own = [toll for toll in found if toll.trigger is word]
            beside = [
                Toll(sentence, kind, each.count, each.first, each.last, each.noun, word)
                for each in self._fresh(sentence, members, own, taken)
            ]
            if beside:
                found = [toll for toll in found if toll.trigger is not word]
                found.extend(self._victims_of.joined(sentence, beside))
                taken |= {i for toll in beside for i in range(toll.first, toll.last + 1)}
        return without_breakdowns(sorted(found, key=lambda toll: (toll.first, toll.kind != "captured")))

    def _quantities(self, sentence: Sentence) -> list[Quantity]:
        """The numbers of the sentence that are no part of a date or of another number's breakdown."""
        dates = self._reading.dates.mentions(sentence)
        quantities = self._reading.counts.quantities(sentence)
        parts = {part.first for part in find_parts(sentence, quantities)}
        return [
            each
            for each in quantities
            if not any(date.first <= each.last and each.first <= date.last for date in dates)
            and each.first not in parts
        ]

    # By grammar

    def _at(self, sentence: Sentence, word: Word, quantities: Sequence[Quantity]) -> list[Toll]:
        """The tolls of one word of loss."""
        words = self._words
        lemma = word.lemma
        kind = words.adjectives.get(word.low) or (words.verbs.get(lemma) if word.tag in {"VBN", "VBD"} else None)
        if kind is not None and (told := self._nouns.labelled(sentence, word, kind, quantities)):
            return told
        if (word.pos in {"VERB", "AUX"} or word.tag in {"VBN", "VBD", "VBG"}) and self._verbs.tells(sentence, word):
            return self._verbs.read(sentence, word, quantities)
        if word.pos in _NOMINAL and lemma in words.nouns and lemma != "loss":
            return self._nouns.of_noun(sentence, word, words.nouns[lemma], quantities)
        if lemma == "number":
            kind = next((each for each in map(self._nouns.counted_kind, prep_objects(word, {"of"})) if each), None)
            return self._victims_of.figure(sentence, word, kind, word, quantities) if kind else []
        if lemma in _PUTTING and (put := self._nouns.put_at(sentence, word, quantities)):
            return put
        if lemma == "toll":
            return self._nouns.death_toll(sentence, word, quantities)
        if lemma == "throat":
            return self._nouns.of_throat(sentence, word, quantities)
        if word.low in words.adjectives:
            return self._nouns.of_adjective(sentence, word, words.adjectives[word.low], quantities)
        if lemma in self._words.bodies or word.low in self._words.bodies:
            return self._nouns.of_bodies(sentence, word, quantities)
        return []

    # By the words beside

    def _fresh(
        self, sentence: Sentence, members: Sequence[Member], own: Sequence[Toll], taken: set[int]
    ) -> list[Member]:
        """The members of a list beside a word of loss of which the grammar read none, or only the ``own``."""
        spans = {i for toll in own for i in range(toll.first, toll.last + 1)}
        places = self._reading.places.mentions(sentence)
        fresh = [
            each
            for each in members
            if not set(range(each.first, each.last + 1)) & (taken - spans)
            and (each.noun is None or not any(place.first <= each.noun.i <= place.last for place in places))
        ]
        whole = spans <= {i for each in fresh for i in range(each.first, each.last + 1)}
        return fresh if whole and len(fresh) > len(own) else []

    def _kind_beside(self, sentence: Sentence, word: Word) -> Kind | None:
        """The kind of loss that ``word`` tells where it stands as a predicate."""
        words = self._words
        if word.dep == "amod" and word.head.i > word.i and is_person(word.head):
            return None
        if word.low == "dead" and any(
            each.lemma == "shoot" for each in sentence.words[max(0, word.i - _SHOT) : word.i]
        ):
            return None  # of those whom the verb names
        if word.lemma in words.dying:
            return "killed"
        if _is_suffering(sentence, word):
            return "injured"
        verb = word.pos == "VERB" or word.tag in {"VBN", "VBD", "VBG", "VBZ", "VBP"} or word.low in words.verbs
        kind = self._verbs.kind(sentence, word) if verb else None
        kind = kind or words.adjectives.get(word.low) or words.verbs.get(word.low.removesuffix("s"))
        return None if kind == "captured" and word.pos != "VERB" else kind

    def _listed_beside(self, sentence: Sentence, word: Word, quantities: Sequence[Quantity]) -> list[Member]:
        """The list after an active verb, or before a participle, an adjective or a verb of dying."""
        words = sentence.words
        passive = is_passive(word) or word.low in self._words.adjectives
        before = [] if word.tag in {"VBG", "VBZ", "VB"} else list_before(sentence, word.i, quantities)
        if (passive and before) or word.lemma in self._words.dying or _is_suffering(sentence, word):
            return before
        if word.low == "dead" and not (word.i and words[word.i - 1].lemma in {"shoot", "shoots"}):
            return before
        start = word.i + 1
        while start < len(words) and words[start].low in {"down", "to", "death", "dead"}:
            start += 1
        return list_after(sentence, start, quantities) or before


def _is_suffering(sentence: Sentence, word: Word) -> bool:
    """Whether "sustained", "suffered" or "received" has injuries behind it, whatever the parser took it for."""
    after = sentence.words[word.i + 1 : word.i + 4]
    return word.low in _SUFFERED and any(each.lemma in loss_words().wounds for each in after)


def _is_combined(sentence: Sentence, word: Word) -> bool:
    """Whether one number counts two kinds of harm together, so that neither is known: "40 killed and wounded"."""
    words = sentence.words
    for first in (word.i, word.i - 2):
        pair = words[first : first + 3] if first >= 0 else []
        if len(pair) == 3 and pair[1].low in {"and", "or"}:
            kinds = {_harm(pair[0]), _harm(pair[2])}
            after = words[first + 3] if first + 3 < len(words) else None
            told = after is not None and after.pos in {"NUM", "DET", "NOUN", "PROPN", "ADJ", "PRON", "ADV"}
            if kinds == {"killed", "injured"} and not told:
                return True
    return False


def _harm(word: Word) -> Kind | None:
    """The kind of harm that a participle or adjective tells."""
    known = loss_words()
    return known.adjectives.get(word.low) or (known.verbs.get(word.lemma) if word.tag in {"VBN", "VBD"} else None)
