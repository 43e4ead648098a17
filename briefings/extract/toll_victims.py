"""Who is counted: the members of a list of victims, each with its number, and their sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.extract.loss_words import OBJECTS, SINGLE, Kind, loss_words
from briefings.extract.people import is_person
from briefings.extract.tree import conjuncts, first_conjunct, has_determiner, kids, prep_objects, subtree
from briefings.records import Count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.extract.counts import Quantity
    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading

_SINGULAR_DETERMINERS = frozenset({"a", "an", "one", "another", "his", "her", "their", "its", "the"})


@dataclass(frozen=True, slots=True)
class Toll:
    """One number of victims: ``first`` and ``last`` word of the number, the noun counted if there is one.

    ``trigger`` is the word of loss; ``part`` tells that the number is part of another ("two of them").
    """

    sentence: Sentence
    kind: Kind
    count: Count
    first: int
    last: int
    victims: Word | None
    trigger: Word
    part: bool = False


class VictimReader:
    """Reads the people that nouns count."""

    def __init__(self, reading: Reading) -> None:
        """Prepare for ``reading``."""
        self._reading = reading
        self._words = loss_words()

    def sets(
        self, sentence: Sentence, heads: Sequence[Word], kind: Kind, trigger: Word, quantities: Sequence[Quantity]
    ) -> list[Toll]:
        """The sets of people that nouns name: parts of one party are one sum, two parties are two sets."""
        listed = [each for head in heads for each in self._listed(sentence, head, quantities)]
        members = [
            member for each in listed if (member := self._member(sentence, each, kind, trigger, quantities)) is not None
        ]
        return self.joined(sentence, members) if len(members) == len(listed) else members

    def joined(self, sentence: Sentence, members: list[Toll]) -> list[Toll]:
        """One toll for members of one party; of two parties, or beside dead attackers, each stays its own."""
        if len(members) < 2:
            return members
        counted = [each.victims for each in members if each.victims is not None and each.victims.ent != "PERSON"]
        parties = [self._reading.actors.parties(sentence, each) for each in counted]
        sides = {each.victims.lemma in self._words.attackers for each in members if each.victims is not None}
        if len({party for party in parties if party}) > 1 or len(sides) > 1 or _parted(members):
            return members
        summed = _sum(sentence, members)
        return members if summed is None else [summed]

    def _listed(self, sentence: Sentence, head: Word, quantities: Sequence[Quantity]) -> list[Word]:
        """The nouns of a list; the parser takes the second of "two guards, a cook and a boy" for an apposition."""
        if head.dep == "conj" and first_conjunct(head).dep == "ROOT":
            head = first_conjunct(head)
        listed = conjuncts(head)
        for each in listed:
            for kid in kids(each, {"appos"}):
                counted = is_person(kid) and (quantity_of(kid, quantities) or _is_single(kid))
                if counted and kids(kid, {"conj"}) and ":" not in sentence.slice(each.i, kid.i):
                    listed.extend(conjuncts(kid))
        return sorted(listed, key=lambda each: each.i)

    def _member(
        self, sentence: Sentence, noun: Word, kind: Kind, trigger: Word, quantities: Sequence[Quantity]
    ) -> Toll | None:
        """The toll of one noun: its number, or one for a single person."""
        if has_determiner(noun, {"no"}) or (noun.lemma in self._words.not_victims and not is_person(noun)):
            return None
        inner = prep_objects(noun, {"of"})
        person = next((each for each in inner if noun.pos == "NUM" and is_person(each)), None)
        part = bool(inner) and inner[0].low in {"them", "whom", "those", "which"}
        if kind in {"captured", "missing"} and not any(is_person(each) or each.pos == "NUM" for each in [noun, *inner]):
            return None
        quantity = quantity_of(noun, quantities)
        if (
            quantity is None
            and inner
            and not part
            and noun.lemma in {"number", "total", "group", "life", *self._words.bodies}
        ):
            quantity, noun = quantity_of(inner[0], quantities), inner[0]
        if quantity is not None:
            first, last = quantity.first, quantity.last
            if self._belongs_elsewhere(sentence, last, trigger):
                return None
            return Toll(sentence, kind, quantity.count, first, last, person or noun, trigger, part)
        if noun.lemma == "couple" and kids(noun, {"det"}) and not inner:
            text = sentence.slice(noun.i - 1, noun.i)
            return Toll(
                sentence, kind, Count(best=2, low=2, high=2, text=text), noun.i - 1, noun.i, noun, trigger, part
            )
        if trigger.dep == "relcl" and trigger.head is noun:
            return None  # "a man who was hurt said": someone told of, not a toll
        if has_determiner(noun, {"the"}) and _is_background(trigger):
            return None
        if any(each.first <= noun.i <= each.last for each in self._reading.places.mentions(sentence)):
            return None
        if _is_single(noun) and (is_person(noun) or noun.low in SINGLE | OBJECTS or noun.ent == "PERSON"):
            words = [
                word
                for word in subtree(noun, {"relcl", "acl", "appos", "conj", "cc", "punct", "prep"})
                if word.i <= noun.i and word.low != "dead"
            ]
            first, last = words[0].i, noun.i
            text = sentence.slice(first, last)
            return Toll(sentence, kind, Count(best=1, low=1, high=1, text=text), first, last, noun, trigger, part)
        return None

    def _belongs_elsewhere(self, sentence: Sentence, last: int, trigger: Word) -> bool:
        """Whether the number ending at ``last`` is of another word of loss: "three missing", "3 killed, six hurt"."""
        if last + 1 >= len(sentence.words):
            return False
        between = sentence.words[last + 1 : trigger.i]
        if any(each.dep == "acl" and each.tag == "VBN" and each.lemma in self._words.verbs for each in between):
            return True
        after = sentence.words[last + 1]
        kind = self._words.adjectives.get(after.low) or self._words.verbs.get(after.lemma)
        return after is not trigger and kind is not None and after.tag in {"JJ", "VBN", "VBD", "VBG"}


def _is_background(trigger: Word) -> bool:
    """Whether a loss only dates something else: "the unrest since the rebel leader was killed"."""
    return trigger.dep == "advcl" and any(kid.low in {"since", "after", "before", "until"} for kid in trigger.kids)


def quantity_of(noun: Word, quantities: Sequence[Quantity]) -> Quantity | None:
    """The number that counts ``noun``: among its modifiers, or the noun itself ("five were killed")."""
    for quantity in quantities:
        if quantity.first <= noun.i <= quantity.last:
            return quantity
    for kid in noun.kids:
        if kid.dep in {"nummod", "quantmod", "det", "amod", "advmod", "compound", "nmod", "predet"} and kid.i < noun.i:
            for quantity in quantities:
                if quantity.first <= kid.i <= quantity.last and quantity.last < noun.i:
                    return quantity
    return None


def _is_single(noun: Word) -> bool:
    """Whether ``noun`` names one person: "a man", "his wife", "the driver" (not "the family", "every child")."""
    if noun.low in SINGLE or noun.low in OBJECTS or (noun.tag == "NNP" and noun.ent == "PERSON"):
        return True
    if noun.tag not in {"NN", "NNP"} or noun.lemma in {
        "family",
        "crew",
        "staff",
        "personnel",
        "people",
        "couple",
        "police",
        "other",
        "number",
        "victim",
    }:
        return False
    determiners = [kid.low for kid in noun.kids if kid.dep in {"det", "poss", "nummod"}]
    if not determiners:
        # Headlines drop the article: "Gunmen kill health worker"; but "took the crew hostage" has its own number.
        return is_person(noun) and noun.lemma not in {"hostage", "prisoner", "captive"}
    return any(low in _SINGULAR_DETERMINERS for low in determiners)


def _parted(members: Sequence[Toll]) -> bool:
    """Whether another word of loss stands between the members: "two soldiers martyred, three rebels killed"."""
    between = members[0].sentence.words[members[0].last : members[-1].first]
    return any(word.lemma in loss_words().verbs for word in between)


def _sum(sentence: Sentence, members: Sequence[Toll]) -> Toll | None:
    """Add the parts of one set told side by side: "one serviceman and two guards" is three."""
    bests = [each.count.best for each in members]
    if any(best is None for best in bests):
        return None
    first, last = members[0].first, max(each.victims.i if each.victims else each.last for each in members)
    lows = [each.count.low for each in members]
    highs = [each.count.high for each in members]
    count = Count(
        best=sum(best for best in bests if best is not None),
        low=None if None in lows else sum(low for low in lows if low is not None),
        high=None if None in highs else sum(high for high in highs if high is not None),
        text=sentence.slice(first, last),
    )
    head = members[0]
    return Toll(sentence, head.kind, count, first, last, head.victims, head.trigger, head.part)
