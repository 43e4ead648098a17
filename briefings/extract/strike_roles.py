"""Who and what the words around an attack stand for: doers, places, defenders, targets, weapons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.strike_doers import DoerReader, Roles, extend, is_number
from briefings.extract.tree import (
    ancestors,
    conjuncts,
    has_determiner,
    is_family,
    kids,
    noun_phrase,
    prep_objects,
    subtree,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.extract.parse import Sentence, Word
    from briefings.extract.places import PlaceMention
    from briefings.extract.reading import Reading
    from briefings.extract.violence import Vocabulary, WeaponMention
    from briefings.records import Place, Weapon

AT = frozenset({"on", "against", "at", "upon", "into", "toward", "towards", "targeting", "onto"})
NOMINAL = frozenset({"NOUN", "PROPN"})
_SCENE_REACH = 3
"""Sentences for which a town stays the scene of what is told without a place."""
_TIMES = frozenset({"after", "before", "following", "since", "amid", "despite", "ahead"})
"""Prepositions that bring in another event: its place is not this one's."""
_GERUNDS = frozenset({"shelling", "bombing", "shooting"})
_EDGES = frozenset({"edge", "outskirt", "outskirts", "road", "highway", "border", "coast", "bank", "way"})
_PARTS = frozenset(
    {"part", "rest", "section", "half", "side", "wing", "floor", "number", "majority", "series", "swath", "stretch"}
)
"""Words for a part of what was hit: "flattened part of a block"."""
_SCENE = frozenset(["near", "outside", "at", "inside", "in", "through", "beside", "in", "by", "under", "behind"])


class RoleReader(DoerReader):
    """Sorts the words of an attack into its roles; keeps the last town named, for "the city"."""

    def __init__(self, reading: Reading) -> None:
        """Prepare for ``reading``."""
        super().__init__(reading)
        self._last_town: Place | None = None
        self._town_at = 0

    def passed(self, sentence: Sentence) -> None:
        """Note the towns of a sentence that has been read: "the city" in a later one is the last of them."""
        for each in self.reading.places.mentions(sentence):
            if each.place.precision in {"exact", "near"} and each.locative and not each.dateline:
                self._last_town, self._town_at = each.place, sentence.index

    def scene_before(self, sentence: Sentence) -> Place | None:
        """The town told last shortly before ``sentence``: where an attack was that is told without a place."""
        return self._last_town if sentence.index - self._town_at <= _SCENE_REACH else None

    def hit(self, sentence: Sentence, heads: Iterable[Word], roles: Roles, *, people: bool = True) -> None:
        """Sort what was hit into places, defenders and targets."""
        for first in heads:
            for head in conjuncts(first):
                self._hit_one(sentence, head, roles, people=people)

    def _hit_one(self, sentence: Sentence, head: Word, roles: Roles, *, people: bool) -> None:
        reading = self.reading
        if head.lemma in _PARTS:
            head = next(iter(prep_objects(head, {"of"})), head)
        if (head.pos not in NOMINAL and head.pos not in {"PRON", "ADJ"}) or self.is_date(sentence, head):
            return
        if self.is_dateline(sentence, head):
            return
        place = self._located(sentence, head)
        unnamed = self._is_named_site(head) or is_family(head)
        parties = () if unnamed else reading.actors.parties(sentence, head)
        if place is not None:
            extend(roles.places, [place])
            return
        extend(roles.defenders, [party for party in parties if party not in roles.attackers])
        named = any(each.first <= head.i <= each.last for each in reading.actors.mentions(sentence))
        if head.pos == "PRON" or (named and head.pos == "PROPN") or head.lemma in self.words.not_targets:
            return
        if head.lemma in self.words.abstract:
            roles.figurative = True
            return
        if people and head.pos in NOMINAL and not is_number(head):
            extend(roles.targets, [self._target(sentence, head)])
        for inner in prep_objects(head, {"in", "near", "at", "of"}):
            inside = self._located(sentence, inner)
            if inside is not None:
                extend(roles.places, [inside])

    def scene(self, sentence: Sentence, trigger: Word, roles: Roles) -> None:
        """Read where a bomb went off as what was hit: "exploded outside a mosque", "ripped through a church"."""
        for scene in prep_objects(trigger, _SCENE):
            if scene.lemma in self.words.targets:
                self._hit_one(sentence, scene, roles, people=True)

    def _is_named_site(self, head: Word) -> bool:
        """Whether it's a site whose name only sounds like a party: "the Saudi Hospital"."""
        named = [head, *prep_objects(head, {"of"})]
        return any(each.pos == "PROPN" and each.lemma in self.words.sites for each in named)

    def is_date(self, sentence: Sentence, word: Word) -> bool:
        """Whether ``word`` belongs to a date."""
        return any(each.first <= word.i <= each.last for each in self.reading.dates.mentions(sentence))

    def _target(self, sentence: Sentence, head: Word) -> str:
        """The phrase of what was hit, without where: "mosque" of "a mosque in Kabul"."""
        phrase = noun_phrase(sentence, head, clause=True)
        for date in self.reading.dates.mentions(sentence):
            if date.first > head.i and phrase.endswith(sentence.slice(date.first, date.last)):
                phrase = phrase[: -len(sentence.slice(date.first, date.last))].rstrip()
        for prep in subtree(head, {"relcl", "conj"}):
            if prep.dep == "prep" and prep.low in {"in", "near", "at", "outside", "on", "of"} and prep.i > head.i:
                where = [self._located(sentence, inner) or inner.lemma in _EDGES for inner in prep.kids]
                inside = phrase.find(before := sentence.slice(head.i, prep.i - 1))
                if any(where) and inside >= 0:
                    return phrase[: inside + len(before)]
        return phrase

    def place_at(self, sentence: Sentence, word: Word) -> Place | None:
        """The place whose name ``word`` belongs to as its head."""
        for each in self.reading.places.mentions(sentence):
            if each.first <= word.i <= each.last and not each.dateline and not is_bound(sentence, each):
                return each.place
        return None

    def owns(self, trigger: Word, word: Word) -> bool:
        """Whether ``word`` hangs on ``trigger``, on a verb tied to it, or on no other word of attack."""
        for above in (word, *ancestors(word)):
            if above is trigger:
                return True
            if above.dep == "prep" and above.low in _TIMES:
                return False
            known = self.words.nouns if above.pos == "NOUN" else self.words.verbs
            if above.lemma in known and not _tied(trigger, above):
                return False
        return True

    def _located(self, sentence: Sentence, noun: Word) -> Place | None:
        """The place that ``noun`` names, also as "the city of Hama", or as "the city" after it was named."""
        place = self.place_at(sentence, noun)
        if place is not None or noun.lemma not in self.words.settlements:
            return place
        inner = next((self.place_at(sentence, each) for each in prep_objects(noun, {"of"})), None)
        if (
            inner is None
            and has_determiner(noun, {"the", "this"})
            and all(kid.low == "same" for kid in kids(noun, {"amod", "compound"}))
        ):
            return self._last_town
        return inner

    def is_weapon(self, word: Word, weapons: list[WeaponMention]) -> bool:
        """Whether ``word`` belongs to the name of a weapon."""
        return any(each.first <= word.i <= each.last for each in weapons)

    def weapons_of(self, sentence: Sentence, word: Word, weapons: list[WeaponMention]) -> list[Weapon]:
        """The weapon classes named in the clause of ``word`` or in its own phrase."""
        if not weapons:
            return []
        clause = clause_indices(word)
        found: list[Weapon] = []
        for each in weapons:
            if clause.isdisjoint(range(each.first, each.last + 1)) or self.is_hit(self.words, sentence, each):
                continue
            if not self.owns(word, sentence.words[each.last]):
                continue
            if each.weapon not in found:
                found.append(each.weapon)
        return found

    @staticmethod
    def is_hit(words: Vocabulary, sentence: Sentence, weapon: WeaponMention) -> bool:
        """Whether the weapon is what was hit: "more than 40 warplanes were destroyed"."""
        word = top_conjunct(sentence.words[weapon.last])
        head = word.head
        if word.dep == "nsubjpass":
            return head.lemma not in words.launch_verbs  # "missiles were fired at" are the means
        if word.dep in {"dobj", "obj"} and head.lemma in words.unsure_verbs:
            return True
        return word.dep == "pobj" and head.low in {"on", "against"} and head.head.lemma in words.nouns


def clause_indices(word: Word) -> set[int]:
    """Indices of the words of the clause that ``word`` is in, without other finite clauses below it."""
    top = word
    for above in ancestors(word):
        if top.pos in {"VERB", "AUX"} and top.dep in {"ROOT", "ccomp", "relcl", "conj", "advcl", "parataxis"}:
            break
        top = above
    skip = {"relcl", "ccomp", "parataxis"}
    inside: set[int] = set()
    apart: set[int] = set()
    for each in walk(top, skip):
        if each is not word and each.dep == "advcl" and any(kid.low in _TIMES for kid in each.kids):
            apart |= {below.i for below in walk(each)}  # "a day after a mine killed six": another event
        if (
            each.dep == "conj"
            and each is not top
            and each.pos == "VERB"
            and each is not word
            and kids(each, {"nsubj", "nsubjpass"})
        ):
            continue
        inside.add(each.i)
    return (inside - apart) | {each.i for each in subtree(word)}


def top_conjunct(word: Word) -> Word:
    """The first of the nouns coordinated with ``word``."""
    while word.dep == "conj" and word.head.pos in NOMINAL:
        word = word.head
    return word


def is_bound(sentence: Sentence, place: PlaceMention) -> bool:
    """Whether the place's name only qualifies something else: "Barbados-flagged", "11:30 Sanaa time"."""
    after = sentence.words[place.last + 1 : place.last + 2]
    return bool(after) and (after[0].low == "-" or (place.head.dep == "compound" and place.head.head.lemma == "time"))


def is_gerund(word: Word) -> bool:
    """Whether a participle stands as a noun: "rebel shelling killed 14 people"."""
    return (
        word.tag == "VBG"
        and word.dep in {"nsubj", "nsubjpass", "dobj", "pobj", "attr", "ROOT"}
        and word.low in _GERUNDS
    )


def name_of(noun: Word) -> str:
    """The noun as the lexicon lists it."""
    return noun.low if noun.tag == "VBG" else noun.lemma


def _tied(trigger: Word, verb: Word) -> bool:
    """Whether ``verb`` tells of the same attack: the noun is its subject, object or means, or its antecedent."""
    if verb.head is trigger or trigger.head is verb:
        return True
    return trigger.dep == "pobj" and trigger.head.low in {"in", "by", "during"} and trigger.head.head is verb
