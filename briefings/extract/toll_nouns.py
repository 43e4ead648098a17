"""What nouns and adjectives of loss tell: "three deaths", "a toll of 17", "12 dead", "nine bodies were found"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.loss_words import Kind, loss_words
from briefings.extract.modality import happened
from briefings.extract.toll_victims import Toll, VictimReader, quantity_of
from briefings.extract.tree import ancestors, conjuncts, is_passive, kids, objects, prep_objects, subjects, walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.extract.counts import Quantity
    from briefings.extract.parse import Sentence, Word

_NOMINAL = frozenset({"NOUN", "PROPN"})
_FINDING = frozenset(
    {
        "recover",
        "find",
        "pull",
        "retrieve",
        "discover",
        "dig",
        "count",
        "unearth",
        "wash",
        "dump",
        "lie",
        "hang",
        "turn",
        "surface",
        "float",
        "strew",
        "litter",
        "throw",
        "abandon",
        "exhume",
        "locate",
        "bear",
        "fish",
        "spot",
        "collect",
        "leave",
        "toss",
    }
)
_STATING = frozenset(
    [
        "be",
        "remain",
        "go",
        "lie",
        "feel",
        "get",
        "list",
        "report",
        "declare",
        "pronounce",
        "become",
        "confirm",
        "find",
        "believe",
    ]
)
"""Verbs that state the adjective of their subject, or of their object: "was found dead", "declared him dead"."""
_MAKING = frozenset({"leave", "shoot", "put"})
"""Verbs that make their object so: "left 12 people dead"."""
_HELD = frozenset({"taken", "held", "made"})
_CUTTING = frozenset({"slit", "cut", "slash", "slashed", "sliced", "slitting", "cutting", "slashing"})
_NEAR = 4
"""Words between a throat and its cutting."""
_ADMITTING = frozenset({"admit", "acknowledge", "report", "leave", "count", "find", "confirm", "record", "concede"})


class NounReader:
    """Reads the tolls of nouns and adjectives."""

    def __init__(self, victims_of: VictimReader) -> None:
        """Prepare with the reader of victims."""
        self._victims_of = victims_of
        self._words = loss_words()

    def counted_kind(self, noun: Word) -> Kind | None:
        """The kind of loss that "the number of dead", "of bodies", "of soldiers killed" is of."""
        if noun.lemma in self._words.bodies or noun.low in self._words.bodies:
            return "killed"
        kind = self._words.adjectives.get(noun.low) or self._words.nouns.get(noun.lemma)
        clauses = [
            self._words.verbs.get(each.lemma) for each in conjuncts(noun) for each in kids(each, {"acl", "amod"})
        ]
        return kind or next((each for each in clauses if each), None)

    def put_at(self, sentence: Sentence, verb: Word, quantities: Sequence[Quantity]) -> list[Toll]:
        """Read "puts its losses at 92", "put the dead at 13"."""
        for noun in objects(verb):
            kind = self.counted_kind(noun)
            for each in prep_objects(verb, {"at"}) + prep_objects(noun, {"at"}) if kind else ():
                quantity = quantity_of(each, quantities)
                if quantity is not None and kind is not None and happened(verb):
                    return [Toll(sentence, kind, quantity.count, quantity.first, quantity.last, None, noun)]
        return []

    def of_noun(self, sentence: Sentence, noun: Word, kind: Kind, quantities: Sequence[Quantity]) -> list[Toll]:
        """Read "three deaths", "the deaths of 12 people", "the killing of two aid workers"."""
        if not happened(noun):
            return []
        quantity = quantity_of(noun, quantities)
        counted = noun.lemma in self._words.counted
        if quantity is not None and counted:
            return [Toll(sentence, kind, quantity.count, quantity.first, quantity.last, None, noun)]
        after = sentence.words[noun.i + 1 : noun.i + 2]
        if after and after[0].low in {":", "to"} and counted:
            listed = next((each for each in quantities if each.first == noun.i + 2), None)
            if listed is not None:
                return [Toll(sentence, kind, listed.count, listed.first, listed.last, None, noun)]
        of = prep_objects(noun, {"of", "to"} if kind == "injured" else {"of"})
        return self._victims_of.counted(sentence, of, kind, noun, quantities)

    def death_toll(self, sentence: Sentence, toll: Word, quantities: Sequence[Quantity]) -> list[Toll]:
        """Read "the death toll rose from 9 to 43", "put the toll at 20", "a toll of 17 people killed"."""
        if any(kid.lemma in {"injury", "casualty"} for kid in toll.kids):
            return []
        of = self._victims_of.counted(sentence, prep_objects(toll, {"of"}), "killed", toll, quantities)
        if of:
            return of[:1]
        return self._victims_of.figure(sentence, toll, "killed", toll, quantities)

    @staticmethod
    def labelled(sentence: Sentence, word: Word, kind: Kind, quantities: Sequence[Quantity]) -> list[Toll]:
        """Read "Dead: 12", "Wounded: 20", and "72 taken hostage"."""
        words = sentence.words
        if word.i + 2 < len(words) and words[word.i + 1].low == ":":
            figures = [each for each in quantities if each.first == word.i + 2]
        elif kind == "captured" and word.i > 1 and words[word.i - 1].low in _HELD:
            figures = [each for each in quantities if each.last == word.i - 2]
        else:
            return []
        return [Toll(sentence, kind, each.count, each.first, each.last, None, word) for each in figures]

    def of_adjective(self, sentence: Sentence, word: Word, kind: Kind, quantities: Sequence[Quantity]) -> list[Toll]:
        """Read "12 dead", "left 12 people dead", "18 people were still missing", "two hostages"."""
        if word.dep == "amod" and word.head.i > word.i:
            above = word.head.head.head if word.head.dep == "pobj" else word.head.head
            told = kind in {"killed", "injured"} and above.lemma in _ADMITTING and quantity_of(word.head, quantities)
            return self._victims_of.counted(sentence, [word.head], kind, word, quantities) if told else []
        quantity = quantity_of(word, quantities)
        if quantity is not None and (word.pos != "NOUN" or kind != "captured"):
            return (
                [Toll(sentence, kind, quantity.count, quantity.first, quantity.last, None, word)]
                if happened(word)
                else []
            )
        head = word.head
        if kind != "captured" and (own := kids(word, {"nsubj"})):
            return self._victims_of.counted(sentence, own, kind, word, quantities)
        if head.pos == "NUM" and head.i < word.i and word.dep in {"amod", "acl"} and happened(word):
            each = quantity_of(head, quantities)
            return [Toll(sentence, kind, each.count, each.first, each.last, None, word)] if each else []
        if word.low == "missing" and word.tag == "VBG" and word.dep not in {"pcomp", "acl", "amod"}:
            return self._victims_of.counted(sentence, subjects(word), kind, word, quantities)
        if head.low == "as" and head.head.pos == "VERB":
            head = head.head
            return self._victims_of.counted(
                sentence, subjects(head) if is_passive(head) else objects(head), kind, word, quantities
            )
        said_of = _said_of(head, word, kind) if head.pos in {"VERB", "AUX"} else None
        if said_of is not None:
            return self._victims_of.counted(sentence, said_of, kind, word, quantities)
        if word.dep in {"acl", "amod"} and head.pos in _NOMINAL and word.i > head.i:
            return self._victims_of.counted(sentence, [head], kind, word, quantities)
        return []

    def of_bodies(self, sentence: Sentence, noun: Word, quantities: Sequence[Quantity]) -> list[Toll]:
        """Read "12 bodies were pulled from the rubble"; bodies handed over or exchanged are no new toll."""
        told = [noun.head] if noun.dep in {"nsubjpass", "nsubj", "dobj"} else []
        told += [word for word in walk(noun) if word.dep in {"acl", "relcl"}]  # "bodies of seven men found in Mosul"
        if not any(verb.lemma in _FINDING for verb in told):
            return []
        return self._victims_of.counted(sentence, [noun], "killed", noun, quantities)

    def of_throat(self, sentence: Sentence, noun: Word, quantities: Sequence[Quantity]) -> list[Toll]:
        """Read "had their throats slit", "slit the throat of a guard", "was found with his throat cut"."""
        near = sentence.words[max(0, noun.i - _NEAR) : noun.i + _NEAR]
        if not any(word.low in _CUTTING for word in near):
            return []
        owners = [kid for kid in kids(noun, {"poss"}) if kid.tag != "PRP$"] or prep_objects(noun, {"of"})
        verb = next(
            (each for each in ancestors(noun) if each.pos in {"VERB", "AUX"} and each.low not in _CUTTING), None
        )
        if not owners and verb is not None:
            owners = objects(verb) if objects(verb) and verb.lemma in {"leave", "find"} else subjects(verb)
        return self._victims_of.counted(sentence, owners, "killed", noun, quantities)


def _said_of(verb: Word, adjective: Word, kind: Kind) -> list[Word] | None:
    """Whom a verb says to be dead, hurt or missing; None for a verb that says so of nobody."""
    if is_passive(verb) and kind == "injured":  # "he was thrown out injured"
        return subjects(verb)
    if verb.lemma in _STATING:
        return subjects(verb) or objects(verb)
    if verb.lemma in _MAKING:
        return kids(adjective, {"nsubj"}) or objects(verb)
    return None
