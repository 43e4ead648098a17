"""Numbers of people killed, injured, missing or captured, as single sentences tell them.

A toll is one number of victims of one kind. Grammar finds most of them (whom a verb is done to, what a
noun of loss counts); where the parse of a headline or a bare note fails, the number next to the word does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from briefings.extract.lexicon import load
from briefings.extract.modality import happened
from briefings.extract.people import is_person
from briefings.extract.toll_lists import Member, list_after, list_before
from briefings.extract.tree import (
    conjuncts,
    first_conjunct,
    has_determiner,
    is_passive,
    kids,
    objects,
    prep_objects,
    subjects,
    subtree,
    walk,
)
from briefings.extract.victim_groups import asides, find_parts
from briefings.records import Count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefings.extract.counts import Quantity
    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading

Kind = Literal["killed", "injured", "missing", "captured"]
KINDS: tuple[Kind, ...] = ("killed", "injured", "missing", "captured")

_NOMINAL = frozenset({"NOUN", "PROPN"})
_PARTICLE = 5
"""Words after a verb within which its "dead" or "down" stands: "shot the mayor dead"."""
_TO_DEATH = 9
"""Words after a verb within which its "to death" stands."""
_BAD = frozenset({"critical", "serious", "grave", "stable"})
_OTHER_TRIGGERS = (
    "corpse",
    "corps",
    "death",
    "condition",
    "treat",
    "wound",
    "hit",
    "strike",
    "stab",
    "toll",
    "life",
    "body",
    "shoot",
    "take",
    "lose",
    "miss",
    "sustain",
    "suffer",
    "unaccounted",
    "number",
)
_BEFORE_FIGURE = frozenset({"to", "at", "is", "was", "stands", "reached", "hit", ":", "past"})
_PUTTING = frozenset({"put", "place", "estimate", "give"})
_FINDING = frozenset({"recover", "find", "pull", "retrieve", "discover", "dig", "count", "unearth"})
_BODIES = frozenset({"body", "corpse", "corpses", "remain"})
_STRUCK = frozenset({"hit", "strike", "shoot", "stab"})
_FREEING = frozenset({"release", "free", "rescue", "swap", "exchange", "escape"})
_SINGULAR_DETERMINERS = frozenset({"a", "an", "one", "another", "his", "her", "their", "its", "the"})
_OBJECTS = frozenset({"him", "her"})
"""Pronouns that as objects stand for one person told of before: "shot him dead"."""
_SINGLE = frozenset({"another", "one"})
"""Pronouns that stand for one person: "another was injured"."""


class _Words(NamedTuple):
    verbs: dict[str, Kind]
    dying: frozenset[str]
    nouns: dict[str, Kind]
    counted: frozenset[str]
    wounds: frozenset[str]
    body: frozenset[str]
    adjectives: dict[str, Kind]
    not_victims: frozenset[str]
    attackers: frozenset[str]
    triggers: frozenset[str]


@cache
def _words() -> _Words:
    data = load("casualties.toml")
    verbs: dict[str, Kind] = {lemma: kind for kind in KINDS for lemma in data["verbs"].get(kind, ())}
    nouns: dict[str, Kind] = {lemma: kind for kind in KINDS for lemma in data["nouns"].get(kind, ())}
    adjectives: dict[str, Kind] = {lemma: kind for kind in KINDS for lemma in data["adjectives"].get(kind, ())}
    dying = frozenset(data["verbs"]["dying"])
    triggers = frozenset({*verbs, *dying, *nouns, *adjectives, *_OTHER_TRIGGERS})
    counted, wounds, body = (frozenset(data["nouns"][name]) for name in ("counted", "wounds", "body"))
    return _Words(verbs, dying, nouns, counted, wounds, body, adjectives, frozenset(data["persons"]["not_victims"]), frozenset(data["persons"]["attackers"]), triggers)


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


def has_loss(sentence: Sentence) -> bool:
    """Whether ``sentence`` has any word of loss: a cheap look before the grammar is asked."""
    return not sentence.lemmas.isdisjoint(_words().triggers)


class TollFinder:
    """Finds the tolls in the sentences of a reading."""

    def __init__(self, reading: Reading) -> None:
        """Prepare for ``reading``."""
        self._reading = reading
        self._words = _words()

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
                found.extend(self._joined(sentence, beside))
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
        if word.pos == "VERB" or word.tag in {"VBN", "VBD", "VBG"}:
            kind = self._verb_kind(sentence, word)
            if kind == "captured" and not sentence.lemmas.isdisjoint(_FREEING):
                return []  # the freed are no captives, nor are those whom they tell of
            if kind is not None:
                return self._counted(sentence, self._victims(word), kind, word, quantities)
            if lemma in words.dying:
                return self._counted(sentence, subjects(word), "killed", word, quantities)
            if lemma in _STRUCK and any(each.lemma in words.body for each in prep_objects(word, {"in"})):
                return self._counted(sentence, self._victims(word), "injured", word, quantities)
            if self._is_hurt(word):
                return self._counted(sentence, subjects(word), "injured", word, quantities)
            if lemma in {"lose", "claim", "cost", "take"}:
                return self._lives(sentence, word, quantities)
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
        if lemma in _BODIES or word.low in _BODIES:
            return self._bodies(sentence, word, quantities)
        return []

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
        states = prep_objects(verb, {"in", "with"}) if verb.lemma in {"be", "escape", "flee", "manage", "survive"} else []
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
        if noun.lemma in _BODIES or noun.low in _BODIES:
            return "killed"
        kind = self._words.adjectives.get(noun.low) or self._words.nouns.get(noun.lemma)
        clauses = [self._words.verbs.get(each.lemma) for each in conjuncts(noun) for each in kids(each, {"acl", "amod"})]
        return kind or next((each for each in clauses if each), None)

    def _put_at(self, sentence: Sentence, verb: Word, quantities: Sequence[Quantity]) -> list[Toll]:
        """Read "puts its losses at 92", "put the dead at 13"."""
        for noun in objects(verb):
            kind = self._counted_kind(noun)
            for each in prep_objects(verb, {"at"}) + prep_objects(noun, {"at"}) if kind else ():
                quantity = _quantity_of(each, quantities)
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
        if len(heads) > 1 and trigger.pos == "VERB":
            return self._sets(sentence, heads, kind, trigger, quantities) if happened(trigger) else []
        for head in heads:
            number = head.head.head if head.dep == "pobj" and head.head.low == "of" else head
            if number.lemma == "number" and trigger.head in {head, number}:
                return self._figure(sentence, number, kind, trigger, quantities)
            found.extend(self._sets(sentence, [head], kind, trigger, quantities))
        return found if found and happened(trigger) else []

    def _sets(
        self, sentence: Sentence, heads: Sequence[Word], kind: Kind, trigger: Word, quantities: Sequence[Quantity]
    ) -> list[Toll]:
        """The sets of people that nouns name: parts of one party are one sum, two parties are two sets."""
        listed = [each for head in heads for each in self._listed(sentence, head, quantities)]
        members = [
            member for each in listed if (member := self._member(sentence, each, kind, trigger, quantities)) is not None
        ]
        return self._joined(sentence, members) if len(members) == len(listed) else members

    def _joined(self, sentence: Sentence, members: list[Toll]) -> list[Toll]:
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
                counted = is_person(kid) and (_quantity_of(kid, quantities) or _is_single(kid))
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
        quantity = _quantity_of(noun, quantities)
        if (
            quantity is None
            and inner
            and not part
            and noun.lemma in {"number", "total", "group", "life", *_BODIES}
        ):
            quantity, noun = _quantity_of(inner[0], quantities), inner[0]
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
        if _is_single(noun) and (is_person(noun) or noun.low in _SINGLE | _OBJECTS or noun.ent == "PERSON"):
            words = [
                word
                for word in subtree(noun, {"relcl", "acl", "appos", "conj", "cc", "punct", "prep"})
                if word.i <= noun.i
            ]
            first, last = words[0].i, noun.i
            text = sentence.slice(first, last)
            return Toll(sentence, kind, Count(best=1, low=1, high=1, text=text), first, last, noun, trigger, part)
        return None

    def _belongs_elsewhere(self, sentence: Sentence, last: int, trigger: Word) -> bool:
        """Whether the number ending at ``last`` stands right before another word of loss ("three missing")."""
        if last + 1 >= len(sentence.words):
            return False
        after = sentence.words[last + 1]
        kind = self._words.adjectives.get(after.low) or self._words.verbs.get(after.lemma)
        return after is not trigger and kind is not None and after.tag in {"JJ", "VBN", "VBD", "VBG"}

    def _lives(self, sentence: Sentence, verb: Word, quantities: Sequence[Quantity]) -> list[Toll]:
        """Read "lost their lives", "claimed 49 lives", "claimed the lives of 12", "lost three men"."""
        for each in objects(verb):
            if each.lemma == "life":
                if verb.lemma == "lose" and any(kid.dep == "poss" for kid in each.kids):
                    return self._counted(sentence, subjects(verb), "killed", verb, quantities)
                return self._counted(sentence, prep_objects(each, {"of"}) or [each], "killed", verb, quantities)
            if verb.lemma == "lose" and is_person(each) and _quantity_of(each, quantities):
                return self._counted(sentence, [each], "killed", verb, quantities)
            if verb.lemma == "take" and each.lemma in {"hostage", "prisoner", "captive"}:
                people = [kid for kid in kids(each, {"compound", "nmod"}) if is_person(kid)]  # "took four men hostage"
                whole = [] if kids(each, {"compound", "nmod"}) else [each]  # "taking the garrison hostage" has no number
                return self._counted(sentence, people or whole, "captured", verb, quantities)
            if verb.lemma == "take" and any(kid.lemma in {"hostage", "prisoner", "captive"} for kid in verb.kids):
                return self._counted(sentence, [each], "captured", verb, quantities)
        return []

    def _of_noun(self, sentence: Sentence, noun: Word, kind: Kind, quantities: Sequence[Quantity]) -> list[Toll]:
        """Read "three deaths", "the deaths of 12 people", "the killing of two aid workers"."""
        if not happened(noun):
            return []
        quantity = _quantity_of(noun, quantities)
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
            quantity = _quantity_of(each, quantities)
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
        quantity = _quantity_of(word, quantities)
        if quantity is not None and (word.pos != "NOUN" or kind != "captured"):
            return (
                [Toll(sentence, kind, quantity.count, quantity.first, quantity.last, None, word)]
                if happened(word)
                else []
            )
        head = word.head
        if head.pos == "NUM" and head.i < word.i and word.dep in {"amod", "acl"} and happened(word):
            each = _quantity_of(head, quantities)
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


def _is_background(trigger: Word) -> bool:
    """Whether a loss only dates something else: "the unrest since the rebel leader was killed"."""
    return trigger.dep == "advcl" and any(kid.low in {"since", "after", "before", "until"} for kid in trigger.kids)


def _to_death(sentence: Sentence, verb: Word) -> bool:
    """Whether "to death" belongs to ``verb``: on it, or right behind its short object."""
    lows = [word.low for word in sentence.words[verb.i + 1 : verb.i + _TO_DEATH]]
    for i, (low, after) in enumerate(zip(lows, lows[1:], strict=False)):
        if low == "to" and after == "death":
            return not any(word.pos == "VERB" for word in sentence.words[verb.i + 1 : verb.i + 1 + i])
    return False


def _is_bad_state(noun: Word) -> bool:
    """Whether ``noun`` is a state of the hurt: "in critical condition"."""
    return noun.lemma in {"condition", "coma"} and any(kid.low in _BAD for kid in noun.kids)


def _quantity_of(noun: Word, quantities: Sequence[Quantity]) -> Quantity | None:
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
    if noun.low in _SINGLE or noun.low in _OBJECTS or (noun.tag == "NNP" and noun.ent == "PERSON"):
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
    return any(word.lemma in _words().verbs for word in between)


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
