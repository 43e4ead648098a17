"""Who is counted: the members of a list of victims, each with its number, and their sum."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefings.extract.loss_words import PRONOUNS, SINGLE, Kind, loss_words
from briefings.extract.modality import happened
from briefings.extract.people import is_person
from briefings.extract.toll_again import without_breakdowns
from briefings.extract.tree import conjuncts, first_conjunct, has_determiner, kids, prep_objects, subtree
from briefings.extract.victim_groups import asides
from briefings.records import Count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefings.extract.counts import Quantity
    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading

_BEFORE_FIGURE = frozenset({"to", "at", "is", "was", "stands", "reached", "hit", ":", "past"})
_MOST_LISTED = 60
"""Members read of one list: more are no prose, and each is held against every number of its sentence."""
_WHOLES = frozenset({"them", "whom", "those", "which", "dead", "victims", "deceased"})
"""What a part is of: "two of them", "one of whom"."""
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

    def counted(
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
            return self.sets(sentence, heads, kind, trigger, quantities) if happened(trigger) else []
        for head in heads:
            number = head.head.head if head.dep == "pobj" and head.head.low == "of" else head
            if number.lemma == "number" and trigger.head in {head, number}:
                return self.figure(sentence, number, kind, trigger, quantities)
            found.extend(self.sets(sentence, [head], kind, trigger, quantities))
        return found if found and happened(trigger) else []

    def figure(
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

    def sets(
        self, sentence: Sentence, heads: Sequence[Word], kind: Kind, trigger: Word, quantities: Sequence[Quantity]
    ) -> list[Toll]:
        """The sets of people that nouns name: parts of one party are one sum, two parties are two sets."""
        aside = asides(sentence)
        listed = [each for head in heads for each in self._listed(sentence, head, quantities) if each.i not in aside]
        members = [
            member for each in listed if (member := self._member(sentence, each, kind, trigger, quantities)) is not None
        ]
        return self.joined(sentence, members) if len(members) == len(listed) else members

    def joined(self, sentence: Sentence, members: list[Toll]) -> list[Toll]:
        """One toll for members of one party; of two parties, or beside dead attackers, each stays its own."""
        members = without_breakdowns(members)
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
                if kid.tag == "NNP" == each.tag and kids(kid, {"conj"}) and kid.ent == each.ent:
                    listed.extend(conjuncts(kid))  # "Ali Hassan, Omar Saleh and their driver"
                    continue
                if _is_single(kid) and _is_single(each) and not has_determiner(kid, {"his", "her"}):
                    continue  # "the judge, a father of two": who he is
                if counted and kids(kid, {"conj"}) and ":" not in sentence.slice(each.i, kid.i):
                    listed.extend(conjuncts(kid))
        return sorted(listed, key=lambda each: each.i)[:_MOST_LISTED]

    def _member(
        self, sentence: Sentence, noun: Word, kind: Kind, trigger: Word, quantities: Sequence[Quantity]
    ) -> Toll | None:
        """The toll of one noun: its number, or one for a single person."""
        if has_determiner(noun, {"no"}) or (noun.lemma in self._words.not_victims and not is_person(noun)):
            return None
        if kind != "captured" and self._words.adjectives.get(noun.low, kind) != kind:
            return None  # "ten people dead and 40 hurt"
        inner = prep_objects(noun, {"of"})
        person = next((each for each in inner if noun.pos == "NUM" and is_person(each)), None)
        part = bool(inner) and inner[0].low in _WHOLES
        named = noun.low in {"them", "both"} or (noun.low in {"all", "both"} and part)
        if named:
            return self._named_before(sentence, noun, kind, trigger, quantities)
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
            if self._belongs_elsewhere(sentence, last, trigger) or self._is_elsewhere(noun, trigger):
                return None
            return Toll(sentence, kind, quantity.count, first, last, person or noun, trigger, part)
        size = self._size(noun, inner)
        if size is not None:
            first = min(kid.i for kid in [noun, *kids(noun, {"det", "poss", "compound"})])
            count = Count(best=size, low=size, high=size, text=sentence.slice(first, noun.i))
            return Toll(sentence, kind, count, first, noun.i, next(iter(inner), noun), trigger, part)
        toll = self._single(sentence, noun, kind, trigger)
        return replace(toll, part=part) if toll is not None else None

    def _single(self, sentence: Sentence, noun: Word, kind: Kind, trigger: Word) -> Toll | None:
        """The toll of one person or one body told without a number."""
        if trigger.dep == "relcl" and trigger.head is noun:
            return None  # "a man who was hurt said": someone told of, not a toll
        if has_determiner(noun, {"the"}) and _is_background(trigger):
            return None
        if sentence.words[noun.i + 1 : noun.i + 2] and sentence.words[noun.i + 1].low == ":":
            return None  # a label: "Roadside bomb, Farah: three dead"
        if any(each.first <= noun.i <= each.last for each in self._reading.places.mentions(sentence)):
            return None
        body = noun.lemma in self._words.bodies and noun.tag == "NN" and bool(kids(noun, {"det", "poss"}))
        if body or (_is_single(noun) and (is_person(noun) or noun.low in SINGLE | PRONOUNS or noun.ent == "PERSON")):
            words = [
                word
                for word in subtree(noun, {"relcl", "acl", "appos", "conj", "cc", "punct", "prep"})
                if word.i <= noun.i and word.low != "dead"
            ]
            first, last = (words[0] if words else noun).i, noun.i
            text = sentence.slice(first, last)
            return Toll(sentence, kind, Count(best=1, low=1, high=1, text=text), first, last, noun, trigger)
        return None

    def _size(self, noun: Word, inner: Sequence[Word]) -> int | None:
        """How many "a couple", "twins", "twin sisters" or "a trio of policemen" are."""
        numbered = self._words.numbered
        if noun.tag == "NNS" and (
            twin := next((kid for kid in noun.kids if kid.lemma in numbered and kid.i == noun.i - 1), None)
        ):
            return numbered[twin.lemma]
        told = kids(noun, {"det", "poss"}) or noun.tag == "NNS"
        if noun.tag == "NNS" and is_person(noun) and has_determiner(noun, {"both"}):
            return 2
        return numbered.get(noun.lemma) if told and (not inner or is_person(inner[0])) else None

    def _named_before(
        self, sentence: Sentence, pronoun: Word, kind: Kind, trigger: Word, quantities: Sequence[Quantity]
    ) -> Toll | None:
        """Read "shot them", "both died": the number is that of the people before the pronoun in its sentence."""
        if pronoun.low == "both":
            two = Count(best=2, low=2, high=2, text=pronoun.text)
            return Toll(sentence, kind, two, pronoun.i, pronoun.i, pronoun, trigger)
        for quantity in reversed(quantities):
            noun = next((each for each in sentence.words[quantity.last :] if quantity_of(each, [quantity])), None)
            while noun is not None and noun.dep == "nummod":
                noun = noun.head
            if quantity.last < pronoun.i and noun is not None and is_person(noun) and noun.dep != "nsubj":
                return Toll(sentence, kind, quantity.count, quantity.first, quantity.last, noun, trigger)
        return None

    def _is_elsewhere(self, noun: Word, trigger: Word) -> bool:
        """Whether another word of harm hangs right behind the noun: "4 fighters dead and 2 children injured"."""
        harm = (kid for kid in kids(noun, {"acl", "amod"}) if kid.i == noun.i + 1 and kid is not trigger)
        return any(
            self._words.verbs.get(kid.lemma, "captured") != "captured" or kid.low in self._words.adjectives
            for kid in harm
            if trigger not in kid.kids and kid not in trigger.kids
        )

    def _belongs_elsewhere(self, sentence: Sentence, last: int, trigger: Word) -> bool:
        """Whether the number ending at ``last`` is of another word of loss: "three missing", "3 killed, six hurt"."""
        if last + 1 >= len(sentence.words):
            return False
        between = sentence.words[last + 1 : trigger.i]
        if any(
            each.dep == "acl" and each.tag == "VBN" and self._words.verbs.get(each.lemma, "captured") != "captured"
            for each in between
        ):
            return True
        after = sentence.words[last + 1]
        kind = self._words.adjectives.get(after.low) or self._words.verbs.get(after.lemma)
        if kind == "captured" and after in {trigger.head, *trigger.kids}:
            return False  # "9 miners abducted and killed"
        return after is not trigger and kind is not None and after.tag in {"JJ", "VBN", "VBD", "VBG"}


def _is_background(trigger: Word) -> bool:
    """Whether a loss only dates something else: "the unrest since the rebel leader was killed"."""
    return trigger.dep == "advcl" and any(kid.low in {"since", "after", "before", "until"} for kid in trigger.kids)


def quantity_of(noun: Word, quantities: Sequence[Quantity]) -> Quantity | None:
    """The number that counts ``noun``: among its modifiers, or the noun itself ("five were killed")."""
    own = _covering(noun.i, quantities)
    if own is not None:
        return own
    for kid in noun.kids:
        if kid.dep in {"nummod", "quantmod", "det", "amod", "advmod", "compound", "nmod", "predet"} and kid.i < noun.i:
            quantity = _covering(kid.i, quantities)
            if quantity is not None and quantity.last < noun.i:
                return quantity
    return None


def _covering(i: int, quantities: Sequence[Quantity]) -> Quantity | None:
    """The number that word ``i`` is part of; ``quantities`` are in reading order, none overlapping."""
    at = bisect_left(quantities, i, key=lambda each: each.last)
    return quantities[at] if at < len(quantities) and quantities[at].first <= i else None


def _is_single(noun: Word) -> bool:
    """Whether ``noun`` names one person: "a man", "his wife", "the driver" (not "the family", "every child")."""
    if noun.low in SINGLE | PRONOUNS or (noun.tag == "NNP" and noun.ent == "PERSON"):
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
    words = loss_words()
    return any(word.lemma in words.verbs or word.low in words.adjectives for word in between)


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
