"""What verbs of loss tell: whom they are done to, or who dies, and how many."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from briefings.extract.loss_words import Kind, loss_words
from briefings.extract.people import is_person
from briefings.extract.toll_victims import Toll, VictimReader, quantity_of
from briefings.extract.tree import ancestors, is_passive, kids, objects, prep_objects, subjects

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from briefings.extract.counts import Quantity
    from briefings.extract.parse import Sentence, Word

_NOMINAL = frozenset({"NOUN", "PROPN"})
_PARTICLE = 5
"""Words after a verb within which its "dead" or "down" stands: "shot the mayor dead"."""
_TO_DEATH = 9
"""Words after a verb within which its "to death" stands."""
_OVERKILL = 10
"""Nobody is expected to live who was shot so many times."""
_BAD = frozenset({"critical", "serious", "grave", "stable"})
_DOING = frozenset({"did", "do", "does", "was", "were"})
_STRUCK = frozenset({"hit", "strike", "shoot", "stab", "graze", "knife", "slash"})
_TAKING = frozenset({"lose", "claim", "cost", "take"})
_JUDGING = frozenset({"sentence", "condemn", "doom"})
"""Verbs that put nobody to death by themselves."""
_FREEING = frozenset({"release", "free", "rescue", "swap", "exchange", "escape"})


class VerbReader:
    """Reads the tolls of verbs."""

    def __init__(self, victims_of: VictimReader) -> None:
        """Prepare with the reader of victims."""
        self._victims_of = victims_of
        self._words = loss_words()

    def tells(self, sentence: Sentence, verb: Word) -> bool:
        """Whether ``verb`` tells a loss by itself or with what stands beside it."""
        taking = verb.lemma in self._words.dying or verb.lemma in _TAKING or verb.lemma in self._words.meeting
        return taking or self.kind(sentence, verb) is not None or self._hits_body(verb) or self._is_hurt(verb)

    def kind(self, sentence: Sentence, verb: Word) -> Kind | None:
        """The kind of loss that a verb tells: "shot dead", "gunned down" and "hacked to death" are killed."""
        words = self._words
        lows = [word.low for word in sentence.words[verb.i + 1 : verb.i + _PARTICLE]]
        if verb.lemma == "gun" and "down" not in lows:
            return None
        if verb.lemma == "shoot" and ("dead" in lows or self._is_execution(sentence, verb)):
            return "killed"
        if verb.lemma in words.deadly and _is_fatal(sentence, verb, words.fatally):
            return "killed"
        if verb.tag != "VBZ" and verb.lemma not in words.dying | _JUDGING and _to_death(sentence, verb):
            return "killed"
        told = next(
            (kind for beside, kind in words.idioms.get(verb.lemma, ()) if _follows(sentence, verb, beside)), None
        )
        if told is not None:
            return told
        if verb.lemma in words.human:
            fighters = words.combatants | words.attackers
            people = self._victims(sentence, verb)
            return "killed" if any(each.lemma in fighters or each.pos == "PROPN" for each in people) else None
        if verb.lemma in words.hurting:
            return "injured" if any(map(is_person, self._victims(sentence, verb))) else None
        return words.verbs.get(verb.lemma)

    def _is_execution(self, sentence: Sentence, verb: Word) -> bool:
        """Whether the captives of the sentence are shot: lined up, blindfolded, ten times over, or some of them."""
        if not sentence.lemmas.isdisjoint(self._words.spared):
            return False
        words = sentence.words
        for word, after in itertools.pairwise(words[verb.i + 1 :]):
            if after.low == "times" and word.low.isdigit() and int(word.low) >= _OVERKILL:
                return True
        scene = self._words.execution
        return any(
            word.low in scene or (word.pos == "VERB" and word.lemma in scene) for word in words[: verb.i + _TO_DEATH]
        )

    def read(self, sentence: Sentence, verb: Word, quantities: Sequence[Quantity]) -> list[Toll]:
        """The tolls of a verb of loss."""
        kind = self.kind(sentence, verb)
        if kind == "captured" and not sentence.lemmas.isdisjoint(_FREEING):
            return []  # the freed are no captives, nor are those whom they tell of
        if kind is not None:
            return self._victims_of.counted(sentence, self._victims(sentence, verb), kind, verb, quantities)
        if verb.lemma in self._words.dying:
            also = [each for kid in kids(verb, {"advcl"}) if kid.low in _DOING for each in subjects(kid)]
            return [  # "the pair died, as did a civil servant"
                toll
                for heads in (subjects(verb), also)
                for toll in self._victims_of.counted(sentence, heads, "killed", verb, quantities)
            ]
        if verb.lemma in self._words.meeting and any(each.lemma in {"death", "end", "fate"} for each in objects(verb)):
            return self._victims_of.counted(sentence, subjects(verb), "killed", verb, quantities)
        if self._hits_body(verb):
            return self._victims_of.counted(sentence, self._victims(sentence, verb), "injured", verb, quantities)
        if self._is_hurt(verb):
            whom = objects(verb) if verb.lemma == "leave" and not is_passive(verb) else subjects(verb)
            if not whom and verb.dep == "acl":
                whom = [verb.head]
            return self._victims_of.counted(sentence, whom, "injured", verb, quantities)
        return self._lives(sentence, verb, quantities)

    def _hits_body(self, verb: Word) -> bool:
        """Whether it's "shot in the leg", "grazed by a bullet", "hit by shrapnel"."""
        if verb.lemma not in _STRUCK:
            return False
        words = self._words
        hit = any(each.lemma in words.body for each in prep_objects(verb, {"in"}))
        return hit or any(each.lemma in words.shots for each in [*prep_objects(verb, {"by", "with"}), *subjects(verb)])

    def _is_hurt(self, verb: Word) -> bool:
        """Whether the verb says of its subject that it was hurt: "suffered burns", "lost a leg", "took a bullet"."""
        words = self._words
        harmed = {"lose": words.body, "take": words.shots - {"shot", "round", "gunfire", "debris", "gunshot"}}.get(
            verb.lemma, words.wounds
        )
        if verb.lemma in {"suffer", "sustain"} and any(each.lemma in words.body for each in objects(verb)):
            return True  # "suffered a broken arm"
        if verb.lemma in {"lose", "sustain", "suffer", "receive", "take", "nurse"}:
            return any(each.lemma in harmed for each in objects(verb))
        if verb.lemma in {"treat", "hospitalise", "hospitalize"}:
            return is_passive(verb)
        states = (
            prep_objects(verb, {"in", "with"})
            if verb.lemma in {"be", "escape", "flee", "manage", "survive", "leave", "lie", "remain"}
            else []
        )
        return any(each.lemma in words.wounds or _is_bad_state(each) for each in states)

    def _victims(self, sentence: Sentence, verb: Word) -> list[Word]:
        """The nouns that a verb of loss is done to."""
        before = sentence.words[verb.i - 1] if verb.i else verb
        if verb.tag in {"VBD", "VBN"} and (before.pos == "NUM" or is_person(before)) and _is_told_after(sentence, verb):
            return [before]  # "15 soldiers killed 72 taken hostage"
        counted = kids(verb, {"nsubj"})
        if verb.tag in {"VBD", "VBN"} and counted and counted[0].pos == "NUM" and counted[0].i == verb.i - 1:
            return counted  # "and 21 wounded": a bare number before it is of its victims
        # The parser hangs the second of "killing the minister, X's brother, and four others" on the verb.
        stray = [kid for kid in kids(verb, {"conj"}) if kid.pos in _NOMINAL and is_person(kid)]
        done_to = [each for each in objects(verb) if each.low != "dead"]
        done_to += stray if done_to else []
        if is_passive(verb):
            return subjects(verb)
        if done_to:
            return done_to
        if verb.tag == "VBN":
            if verb.dep in {"acl", "relcl"}:
                return [verb.head]
            if (
                verb.head.lemma == "find"
                and verb.dep in {"oprd", "xcomp", "ccomp", "advcl", "acomp"}
                and not kids(verb, {"nsubj", "nsubjpass"})
            ):
                return subjects(verb.head) if is_passive(verb.head) else objects(verb.head)
            own = kids(verb, {"nsubj", "nsubjpass"})
            if own:
                return own
            if verb.dep in {"advcl", "acomp", "oprd"} and is_passive(verb.head):
                return subjects(verb.head)  # "he was thrown out injured"
            if verb.dep == "conj" and (is_passive(verb.head) or verb.head.tag == "VBN"):
                return self._victims(sentence, verb.head)
            if verb.dep == "conj":  # "were lured into a flat, drugged and strangled", drugged hung on the flat
                above = next((each for each in ancestors(verb) if is_passive(each)), None)
                return subjects(above) if above is not None else []
        if verb.tag == "VBD" and not any(objects(each) for each in kids(verb, {"conj"})):
            # a headline's passive: "9 Palestinians including a woman shot dead"
            return [each for each in kids(verb, {"nsubj"}) if is_person(each)]
        return []

    def _lives(self, sentence: Sentence, verb: Word, quantities: Sequence[Quantity]) -> list[Toll]:
        """Read "lost their lives", "claimed 49 lives", "claimed the lives of 12", "lost three men"."""
        for each in objects(verb):
            if each.lemma == "life":
                if verb.lemma == "lose" and any(kid.dep == "poss" for kid in each.kids):
                    return self._victims_of.counted(sentence, subjects(verb), "killed", verb, quantities)
                return self._victims_of.counted(
                    sentence, prep_objects(each, {"of"}) or [each], "killed", verb, quantities
                )
            if verb.lemma in {"lose", "cost"} and is_person(each) and quantity_of(each, quantities):
                return self._victims_of.counted(sentence, [each], "killed", verb, quantities)
            if verb.lemma == "take" and each.lemma in {"hostage", "prisoner", "captive"}:
                people = [kid for kid in kids(each, {"compound", "nmod"}) if is_person(kid)]  # "took four men hostage"
                whole = (
                    [] if kids(each, {"compound", "nmod"}) else [each]
                )  # "taking the garrison hostage" has no number
                return self._victims_of.counted(sentence, people or whole, "captured", verb, quantities)
            if verb.lemma == "take" and any(kid.lemma in {"hostage", "prisoner", "captive"} for kid in verb.kids):
                return self._victims_of.counted(sentence, [each], "captured", verb, quantities)
        return []


def _to_death(sentence: Sentence, verb: Word) -> bool:
    """Whether "to death" belongs to ``verb``: on it, or right behind its short object."""
    lows = [word.low for word in sentence.words[verb.i + 1 : verb.i + _TO_DEATH]]
    for i, (low, after) in enumerate(itertools.pairwise(lows)):
        if low == "to" and after == "death":
            return not any(word.pos == "VERB" for word in sentence.words[verb.i + 1 : verb.i + 1 + i])
    return False


def _is_bad_state(noun: Word) -> bool:
    """Whether ``noun`` is a state of the hurt: "in critical condition"."""
    return noun.lemma in {"condition", "coma"} and any(kid.low in _BAD for kid in noun.kids)


def _follows(sentence: Sentence, verb: Word, beside: str) -> bool:
    """Whether the word that makes an idiom of ``verb`` stands after it, before another verb."""
    for word in sentence.words[verb.i + 1 : verb.i + 1 + _TO_DEATH]:
        if word.low == beside:
            return True
        if (word.pos in {"VERB", "AUX"} and word.dep not in {"amod", "aux"}) or word.low in {";", "and"}:
            return False
    return False


def _is_fatal(sentence: Sentence, verb: Word, adverbs: Collection[str]) -> bool:
    """Whether "fatally" stands beside the verb."""
    beside = [*sentence.words[max(0, verb.i - 1) : verb.i], *sentence.words[verb.i + 1 : verb.i + 2]]
    return any(word.low in adverbs for word in beside) or any(kid.low in adverbs for kid in verb.kids)


def _is_told_after(sentence: Sentence, word: Word) -> bool:
    """Whether the number right behind ``word`` has a word of loss of its own."""
    words = sentence.words
    if word.i + 2 >= len(words) or words[word.i + 1].pos != "NUM":
        return False
    return words[word.i + 2].tag in {"VBN", "VBD"} or words[word.i + 2].low in loss_words().adjectives
