"""Numbers of people killed, injured, missing or captured, as single sentences tell them.

A toll is one number of victims of one kind. Grammar finds most of them (whom a verb is done to, what a
noun of loss counts); where the parse of a headline or a bare note fails, the list of people beside the word does.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from briefings.extract.loss_words import Kind, has_loss, loss_words
from briefings.extract.modality import happened
from briefings.extract.people import is_person
from briefings.extract.toll_lists import Member, list_after, list_before
from briefings.extract.toll_victims import Toll, VictimReader, quantity_of
from briefings.extract.tree import conjuncts, is_passive, kids, objects, prep_objects, subjects, walk
from briefings.extract.victim_groups import asides, find_parts
from briefings.records import Count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefings.extract.counts import Quantity
    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading

_NOMINAL = frozenset({"NOUN", "PROPN"})
_PARTICLE = 5
"""Words after a verb within which its "dead" or "down" stands: "shot the mayor dead"."""
_TO_DEATH = 9
"""Words after a verb within which its "to death" stands."""
_BAD = frozenset({"critical", "serious", "grave", "stable"})
_BEFORE_FIGURE = frozenset({"to", "at", "is", "was", "stands", "reached", "hit", ":", "past"})
_PUTTING = frozenset({"put", "place", "estimate", "give"})
_FINDING = frozenset({"recover", "find", "pull", "retrieve", "discover", "dig", "count", "unearth"})
_STRUCK = frozenset({"hit", "strike", "shoot", "stab"})
_TAKING = frozenset({"lose", "claim", "cost", "take"})
_FREEING = frozenset({"release", "free", "rescue", "swap", "exchange", "escape"})


class TollFinder:
    """Finds the tolls in the sentences of a reading."""

    def __init__(self, reading: Reading) -> None:
        """Prepare for ``reading``."""
        self._reading = reading
        self._words = loss_words()
        self._victims_of = VictimReader(reading)

    def tolls(self, sentence: Sentence) -> list[Toll]:
        """The tolls that ``sentence`` reports, in reading order, each number once."""
        if not has_loss(sentence):
            return []
        quantities = self._quantities(sentence)
        found: list[Toll] = []
        taken = asides(sentence)
        for word in sentence.words:
            for toll in self._at(sentence, word, quantities):
                span = set(range(toll.first, toll.last + 1))
                if not span & taken:
                    taken |= span
                    found.append(toll)
        for word in sentence.words:
            beside = self._beside(sentence, word, quantities, taken, found)
            if beside:
                found = [toll for toll in found if toll.trigger is not word]
                found.extend(self._victims_of.joined(sentence, beside))
                taken |= {i for toll in beside for i in range(toll.first, toll.last + 1)}
        return sorted(found, key=lambda toll: toll.first)

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
        if (word.pos == "VERB" or word.tag in {"VBN", "VBD", "VBG"}) and self._is_loss_verb(sentence, word):
            return self._of_verb(sentence, word, quantities)
        if word.pos in _NOMINAL and lemma in words.nouns and lemma != "loss":
            return self._of_noun(sentence, word, words.nouns[lemma], quantities)
        if lemma == "number":
            kind = next((each for each in map(self._counted_kind, prep_objects(word, {"of"})) if each), None)
            return self._figure(sentence, word, kind, word, quantities) if kind else []
        if lemma in _PUTTING and (put := self._put_at(sentence, word, quantities)):
            return put
        if lemma == "toll":
            return self._death_toll(sentence, word, quantities)
        if word.low in words.adjectives:
            return self._of_adjective(sentence, word, words.adjectives[word.low], quantities)
        if lemma in self._words.bodies or word.low in self._words.bodies:
            return self._bodies(sentence, word, quantities)
        return []

    def _is_loss_verb(self, sentence: Sentence, verb: Word) -> bool:
        """Whether ``verb`` tells a loss by itself or with what stands beside it."""
        taking = verb.lemma in self._words.dying or verb.lemma in _TAKING
        return taking or self._verb_kind(sentence, verb) is not None or self._hits_body(verb) or self._is_hurt(verb)

    def _of_verb(self, sentence: Sentence, verb: Word, quantities: Sequence[Quantity]) -> list[Toll]:
        """The tolls of a verb of loss."""
        kind = self._verb_kind(sentence, verb)
        if kind == "captured" and not sentence.lemmas.isdisjoint(_FREEING):
            return []  # the freed are no captives, nor are those whom they tell of
        if kind is not None:
            return self._counted(sentence, self._victims(verb), kind, verb, quantities)
        if verb.lemma in self._words.dying:
            return self._counted(sentence, subjects(verb), "killed", verb, quantities)
        if self._hits_body(verb):
            return self._counted(sentence, self._victims(verb), "injured", verb, quantities)
        if self._is_hurt(verb):
            return self._counted(sentence, subjects(verb), "injured", verb, quantities)
        return self._lives(sentence, verb, quantities)

    def _hits_body(self, verb: Word) -> bool:
        """Whether it's "shot in the leg"."""
        return verb.lemma in _STRUCK and any(each.lemma in self._words.body for each in prep_objects(verb, {"in"}))

    def _verb_kind(self, sentence: Sentence, verb: Word) -> Kind | None:
        """The kind of loss that a verb tells: "shot dead", "gunned down" and "hacked to death" are killed."""
        after = [word.low for word in sentence.words[verb.i + 1 : verb.i + _PARTICLE]]
        if verb.lemma == "shoot" and "dead" in after:
            return "killed"
        if verb.lemma == "gun" and "down" not in after:
            return None
        if verb.tag != "VBZ" and verb.lemma not in self._words.dying and _to_death(sentence, verb):
            return "killed"
        return self._words.verbs.get(verb.lemma)

    def _is_hurt(self, verb: Word) -> bool:
        """Whether the verb says of its subject that it was hurt: "suffered burns", "lost a leg", "hit in the head"."""
        words = self._words
        harmed = words.body if verb.lemma == "lose" else words.wounds
        if verb.lemma in {"lose", "sustain", "suffer", "receive"}:
            return any(each.lemma in harmed for each in objects(verb))
        if verb.lemma in {"treat", "hospitalise", "hospitalize"} and is_passive(verb):
            return True
        states = (
            prep_objects(verb, {"in", "with"}) if verb.lemma in {"be", "escape", "flee", "manage", "survive"} else []
        )
        return any(each.lemma in words.wounds or _is_bad_state(each) for each in states)

    def _victims(self, verb: Word) -> list[Word]:
        """The nouns that a verb of loss is done to."""
        counted = kids(verb, {"nsubj"})
        if verb.tag in {"VBD", "VBN"} and counted and counted[0].pos == "NUM" and counted[0].i == verb.i - 1:
            return counted  # "and 21 wounded": a bare number before it is of its victims
        # The parser hangs the second of "killing the minister, X's brother, and four others" on the verb.
        stray = [kid for kid in kids(verb, {"conj"}) if kid.pos in _NOMINAL and is_person(kid)]
        done_to = [*objects(verb), *(stray if objects(verb) else [])]
        if is_passive(verb):
            return subjects(verb)
        if done_to:
            return done_to
        if verb.tag == "VBN":
            if verb.dep in {"acl", "relcl"}:
                return [verb.head]
            own = kids(verb, {"nsubj", "nsubjpass"})
            if own:
                return own
            if verb.dep == "conj" and (is_passive(verb.head) or verb.head.tag == "VBN"):
                return self._victims(verb.head)
        return []

    def _counted_kind(self, noun: Word) -> Kind | None:
        """The kind of loss that "the number of dead", "of bodies", "of soldiers killed" is of."""
        if noun.lemma in self._words.bodies or noun.low in self._words.bodies:
            return "killed"
        kind = self._words.adjectives.get(noun.low) or self._words.nouns.get(noun.lemma)
        clauses = [
            self._words.verbs.get(each.lemma) for each in conjuncts(noun) for each in kids(each, {"acl", "amod"})
        ]
        return kind or next((each for each in clauses if each), None)

    def _put_at(self, sentence: Sentence, verb: Word, quantities: Sequence[Quantity]) -> list[Toll]:
        """Read "puts its losses at 92", "put the dead at 13"."""
        for noun in objects(verb):
            kind = self._counted_kind(noun)
            for each in prep_objects(verb, {"at"}) + prep_objects(noun, {"at"}) if kind else ():
                quantity = quantity_of(each, quantities)
                if quantity is not None and kind is not None and happened(verb):
                    return [Toll(sentence, kind, quantity.count, quantity.first, quantity.last, None, noun)]
        return []

    def _counted(
        self,
        sentence: Sentence,
        heads: Iterable[Word],
        kind: Kind,
        trigger: Word,
        quantities: Sequence[Quantity],
    ) -> list[Toll]:
        """A toll for the people that ``heads`` and their conjuncts count, parties apart."""
        found: list[Toll] = []
        heads = list(heads)
        both = next((kid for kid in trigger.kids if kid.low == "both" and heads and kid.i > heads[0].i), None)
        if both is not None and happened(trigger):  # "the general and the minister have both been killed"
            two = Count(best=2, low=2, high=2, text=both.text)
            return [Toll(sentence, kind, two, both.i, both.i, heads[0], trigger)]
        if len(heads) > 1 and trigger.pos == "VERB":
            return self._victims_of.sets(sentence, heads, kind, trigger, quantities) if happened(trigger) else []
        for head in heads:
            number = head.head.head if head.dep == "pobj" and head.head.low == "of" else head
            if number.lemma == "number" and trigger.head in {head, number}:
                return self._figure(sentence, number, kind, trigger, quantities)
            found.extend(self._victims_of.sets(sentence, [head], kind, trigger, quantities))
        return found if found and happened(trigger) else []

    def _lives(self, sentence: Sentence, verb: Word, quantities: Sequence[Quantity]) -> list[Toll]:
        """Read "lost their lives", "claimed 49 lives", "claimed the lives of 12", "lost three men"."""
        for each in objects(verb):
            if each.lemma == "life":
                if verb.lemma == "lose" and any(kid.dep == "poss" for kid in each.kids):
                    return self._counted(sentence, subjects(verb), "killed", verb, quantities)
                return self._counted(sentence, prep_objects(each, {"of"}) or [each], "killed", verb, quantities)
            if verb.lemma == "lose" and is_person(each) and quantity_of(each, quantities):
                return self._counted(sentence, [each], "killed", verb, quantities)
            if verb.lemma == "take" and each.lemma in {"hostage", "prisoner", "captive"}:
                people = [kid for kid in kids(each, {"compound", "nmod"}) if is_person(kid)]  # "took four men hostage"
                whole = (
                    [] if kids(each, {"compound", "nmod"}) else [each]
                )  # "taking the garrison hostage" has no number
                return self._counted(sentence, people or whole, "captured", verb, quantities)
            if verb.lemma == "take" and any(kid.lemma in {"hostage", "prisoner", "captive"} for kid in verb.kids):
                return self._counted(sentence, [each], "captured", verb, quantities)
        return []

    def _of_noun(self, sentence: Sentence, noun: Word, kind: Kind, quantities: Sequence[Quantity]) -> list[Toll]:
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
        return self._counted(sentence, of, kind, noun, quantities)

    def _death_toll(self, sentence: Sentence, toll: Word, quantities: Sequence[Quantity]) -> list[Toll]:
        """Read "the death toll rose from 9 to 43", "put the toll at 20", "a toll of 17 people killed"."""
        if any(kid.lemma in {"injury", "casualty"} for kid in toll.kids):
            return []
        of = self._counted(sentence, prep_objects(toll, {"of"}), "killed", toll, quantities)
        if of:
            return of[:1]
        return self._figure(sentence, toll, "killed", toll, quantities)

    def _figure(
        self, sentence: Sentence, noun: Word, kind: Kind, trigger: Word, quantities: Sequence[Quantity]
    ) -> list[Toll]:
        """The figure that a toll or "the number of people killed" rose to, stands at or was put at."""
        verb = noun.head
        candidates = [*prep_objects(verb, {"to", "at", "of", "past", "above"}), *kids(verb, {"attr", "dobj"})]
        for each in candidates:
            quantity = quantity_of(each, quantities)
            if quantity is not None and happened(noun):
                return [Toll(sentence, kind, quantity.count, quantity.first, quantity.last, None, trigger)]
        after = next((each for each in quantities if each.first > noun.i), None)
        told = after is not None and (
            after.first == noun.i + 1 or sentence.words[after.first - 1].low in _BEFORE_FIGURE
        )
        if after is not None and told and happened(noun):
            return [Toll(sentence, kind, after.count, after.first, after.last, None, trigger)]
        return []

    def _of_adjective(self, sentence: Sentence, word: Word, kind: Kind, quantities: Sequence[Quantity]) -> list[Toll]:
        """Read "12 dead", "left 12 people dead", "18 people were still missing", "two hostages"."""
        if word.dep == "amod" and word.head.i > word.i:
            return []
        quantity = quantity_of(word, quantities)
        if quantity is not None and (word.pos != "NOUN" or kind != "captured"):
            return (
                [Toll(sentence, kind, quantity.count, quantity.first, quantity.last, None, word)]
                if happened(word)
                else []
            )
        head = word.head
        if head.pos == "NUM" and head.i < word.i and word.dep in {"amod", "acl"} and happened(word):
            each = quantity_of(head, quantities)
            return [Toll(sentence, kind, each.count, each.first, each.last, None, word)] if each else []
        if word.low == "missing" and word.tag == "VBG" and word.dep not in {"pcomp", "acl", "amod"}:
            return self._counted(sentence, subjects(word), kind, word, quantities)
        if head.low == "as" and head.head.pos == "VERB":
            head = head.head
            return self._counted(
                sentence, subjects(head) if is_passive(head) else objects(head), kind, word, quantities
            )
        if head.pos in {"VERB", "AUX"}:
            if head.lemma in {
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
            }:
                return self._counted(sentence, subjects(head) or objects(head), kind, word, quantities)
            if head.lemma in {"leave", "shoot", "list", "report", "declare", "put"}:
                own = kids(word, {"nsubj"})
                return self._counted(sentence, own or objects(head), kind, word, quantities)
        if word.dep in {"acl", "amod"} and head.pos in _NOMINAL and word.i > head.i:
            return self._counted(sentence, [head], kind, word, quantities)
        return []

    def _bodies(self, sentence: Sentence, noun: Word, quantities: Sequence[Quantity]) -> list[Toll]:
        """Read "12 bodies were pulled from the rubble"; bodies handed over or exchanged are no new toll."""
        told = [noun.head] if noun.dep in {"nsubjpass", "nsubj", "dobj"} else []
        told += [word for word in walk(noun) if word.dep in {"acl", "relcl"}]  # "bodies of seven men found in Mosul"
        if not any(verb.lemma in _FINDING for verb in told):
            return []
        return self._counted(sentence, [noun], "killed", noun, quantities)

    # By the words beside

    def _beside(
        self, sentence: Sentence, word: Word, quantities: Sequence[Quantity], taken: set[int], found: Sequence[Toll]
    ) -> list[Toll]:
        """The tolls of the list beside a word of loss that the grammar read not at all, or not to its end."""
        kind = self._kind_beside(sentence, word)
        if kind is None or not happened(word):
            return []
        own = [toll for toll in found if toll.trigger is word]
        members = self._listed_beside(sentence, word, quantities)
        spans = {i for toll in own for i in range(toll.first, toll.last + 1)}
        fresh = [each for each in members if not set(range(each.first, each.last + 1)) & (taken - spans)]
        if kind in {"captured", "missing"}:
            fresh = [each for each in fresh if each.noun is None or is_person(each.noun)]
        if len(fresh) <= len(own) or not spans <= {i for each in fresh for i in range(each.first, each.last + 1)}:
            return []
        return [Toll(sentence, kind, each.count, each.first, each.last, each.noun, word) for each in fresh]

    def _kind_beside(self, sentence: Sentence, word: Word) -> Kind | None:
        """The kind of loss that ``word`` tells where it stands as a predicate."""
        words = self._words
        if word.dep == "amod" and word.head.i > word.i and is_person(word.head):
            return None
        if word.lemma in words.dying:
            return "killed"
        verb = word.pos == "VERB" or word.tag in {"VBN", "VBD", "VBG", "VBZ", "VBP"} or word.low in words.verbs
        kind = self._verb_kind(sentence, word) if verb else None
        kind = kind or words.adjectives.get(word.low) or words.verbs.get(word.low.removesuffix("s"))
        return None if kind == "captured" and word.pos != "VERB" else kind

    def _listed_beside(self, sentence: Sentence, word: Word, quantities: Sequence[Quantity]) -> list[Member]:
        """The list after an active verb, or before a participle, an adjective or a verb of dying."""
        words = sentence.words
        passive = is_passive(word) or word.low in self._words.adjectives
        before = [] if word.tag in {"VBG", "VBZ", "VB"} else list_before(sentence, word.i, quantities)
        if (passive and before) or word.lemma in self._words.dying:
            return before
        if word.low == "dead" and not (word.i and words[word.i - 1].lemma in {"shoot", "shoots"}):
            return before
        start = word.i + 1
        while start < len(words) and words[start].low in {"down", "to", "death", "dead"}:
            start += 1
        return list_after(sentence, start, quantities) or before


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
