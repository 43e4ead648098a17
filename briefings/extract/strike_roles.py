"""Who and what the words around an attack stand for: doers, places, defenders, targets, weapons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefings.extract.tree import (
    agents,
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
from briefings.extract.violence import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.extract.parse import Sentence, Word
    from briefings.extract.places import PlaceMention
    from briefings.extract.reading import Reading
    from briefings.extract.violence import WeaponMention
    from briefings.records import Place, Weapon

AT = frozenset({"on", "against", "at", "upon", "into", "toward", "towards", "targeting", "onto"})
NOMINAL = frozenset({"NOUN", "PROPN"})
_SCENE_REACH = 3
"""Sentences for which a town stays the scene of what is told without a place."""
_TIMES = frozenset({"after", "before", "following", "since", "amid", "despite", "ahead"})
"""Prepositions that bring in another event: its place is not this one's."""
_GERUNDS = frozenset({"shelling", "bombing", "shooting"})
_PLANTED = frozenset({"plant", "lay", "place", "set", "launch", "fire", "throw", "hurl", "detonate"})
"""Participles whose agent did what a weapon does: "a mine laid by rebels killed a boy"."""
_INNER_NAME = frozenset(
    {"of", "the", "for", "and", "-", "al", "ul", "ibn", "bin", "wa", "wal", "fi", "de", "da", "do", "'s", "’s"}
)
"""Small words inside the name of a group."""
_BELIEVED = frozenset(
    {"believe", "suspect", "affiliate", "link", "think", "identify", "ally", "associate", "connect", "claim", "belong"}
)
"""Participles that tell of doers whose group is only held to be theirs."""
_DATELINE = 12
"""Words at most in a date line."""
_SITES = frozenset(
    ["hospital", "university", "school", "college", "hotel", "church", "mosque", "clinic", "market", "bridge"]
)
_SETTLEMENTS = frozenset(
    [
        "city",
        "town",
        "village",
        "capital",
        "camp",
        "port",
        "municipality",
        "township",
        "hamlet",
        "province",
        "region",
        "district",
        "area",
    ]
)
_EDGES = frozenset({"edge", "outskirt", "outskirts", "road", "highway", "border", "coast", "bank", "way"})
_PARTS = frozenset(
    {"part", "rest", "section", "half", "side", "wing", "floor", "number", "majority", "series", "swath", "stretch"}
)
"""Words for a part of what was hit: "flattened part of a block"."""
_SCENE = frozenset(["near", "outside", "at", "inside", "in", "through", "beside", "in", "by", "under", "behind"])
_NOT_TARGETS = frozenset(
    [
        "responsibility",
        "claim",
        "credit",
        "death",
        "injury",
        "casualty",
        "fatality",
        "toll",
        "damage",
        "people",
        "others",
        "number",
        "dozen",
        "score",
        "hundred",
        "thousand",
        "part",
        "day",
        "night",
        "morning",
        "evening",
        "week",
        "month",
        "year",
        "hour",
        "minute",
        "time",
        "weekend",
        "sunday",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "way",
        "series",
        "wave",
        "result",
        "response",
        "retaliation",
        "revenge",
        "support",
        "series",
        "string",
        "target",
        "fire",
        "attack",
        "strike",
        "raid",
        "blast",
        "explosion",
        "operation",
        "end",
        "one",
        "scene",
        "ground",
        "face",
    ]
)


@dataclass(slots=True)
class Roles:
    """What is gathered of one mention while its sentence is read."""

    attackers: list[str] = field(default_factory=list)
    defenders: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    weapons: list[Weapon] = field(default_factory=list)
    fighter: bool = False
    figurative: bool = False


class RoleReader:
    """Sorts the words of an attack into its roles; keeps the last town named, for "the city"."""

    def __init__(self, reading: Reading) -> None:
        """Prepare for ``reading``."""
        self.reading = reading
        self.words = vocabulary()
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

    def doers(self, sentence: Sentence, heads: Iterable[Word], roles: Roles) -> None:
        """Take the parties that ``heads`` stand for as attackers; a weapon's own qualifiers where it is one."""
        for first in heads:
            for head in conjuncts(first):
                if is_number(head) or self.is_dateline(sentence, head):
                    continue
                parties = self.reading.actors.parties(sentence, head)
                if not parties and head.pos == "PROPN":  # "a Thai F-16"
                    parties = tuple(
                        name for kid in kids(head, {"amod"}) for name in self.reading.actors.parties(sentence, kid)
                    )
                self.doers(
                    sentence,
                    [each for clause in kids(head, {"acl"}) if clause.lemma in _PLANTED for each in agents(clause)],
                    roles,
                )
                extend(roles.attackers, parties or self._belongs(sentence, head))
                named = {head.lemma, *(kid.lemma for kid in kids(head, {"compound", "nmod"}))}
                if named & self.words.fighters or (parties and head.pos in {"PROPN", "PRON"}):
                    roles.fighter = True

    def _belongs(self, sentence: Sentence, head: Word) -> tuple[str, ...]:
        """The group that unnamed doers are said to be of: "gunmen believed to belong to the PKK"."""
        said = kids(head, {"acl"})
        if head.dep == "nsubj" and head.head.lemma in _BELIEVED:  # the parser takes "believed" for a past tense
            said = [head.head]
        for clause in said:
            if clause.lemma in _BELIEVED:
                for word in subtree(clause, {"conj"}):
                    if word.dep == "pobj" and word.head.low in {"to", "of", "with", "from"}:
                        roles = Roles()
                        self.accused(sentence, [word], roles)
                        return tuple(roles.attackers)
        return ()

    def accused(self, sentence: Sentence, heads: Iterable[Word], roles: Roles) -> None:
        """Take those who claim an attack or are held to have done it, also a group that no list knows."""
        for first in heads:
            for head in conjuncts(first):
                named = self._group(sentence, head)
                extend(roles.attackers, [named] if named else self.reading.actors.parties(sentence, head))

    def _group(self, sentence: Sentence, head: Word) -> str | None:
        """The group that a name stands for: by its short form in brackets, else as the article writes it."""
        mentions = self.reading.actors.mentions(sentence)
        covering = next((each for each in mentions if each.first <= head.i <= each.last), None)
        if covering is not None:
            return covering.name if covering.kind == "group" else None
        for clause in kids(head, {"acl"}):
            if clause.lemma in {"call", "name", "know"}:  # "a group calling itself the Islamic Front"
                called = [each for each in subtree(clause) if each.pos == "PROPN"]
                return self._group(sentence, called[-1]) if called else None
        if head.ent == "DATE" or not (head.pos == "PROPN" or self._is_band(head)):
            return None
        first, last = _name_around(sentence, head)
        short = next(
            (each.name for each in mentions if each.first == last + 2 and sentence.words[last + 1].text == "("), None
        )
        if short is not None:
            return short
        if last == first:
            return head.text if head.text.isupper() and head.ent != "GPE" else None
        words = sentence.words[first : last + 1]
        arabic = {"al", "ul", "-"} & {word.low for word in words}
        return sentence.slice(first, last) if head.ent != "PERSON" or arabic or self._is_band(head) else None

    def _is_band(self, head: Word) -> bool:
        """Whether the word says that its name is a group's: "Nafi Battalion", "the Ampatuan clan's militia"."""
        named = any(word.pos == "PROPN" for word in subtree(head) if word is not head)
        return named and head.low in self.words.bands

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
        if head.pos == "PRON" or (named and head.pos == "PROPN") or head.lemma in _NOT_TARGETS:
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
        return any(each.pos == "PROPN" and each.lemma in _SITES for each in named)

    def is_date(self, sentence: Sentence, word: Word) -> bool:
        """Whether ``word`` belongs to a date."""
        return any(each.first <= word.i <= each.last for each in self.reading.dates.mentions(sentence))

    def _target(self, sentence: Sentence, head: Word) -> str:
        """The phrase of what was hit, without where: "mosque" of "a mosque in Kabul"."""
        phrase = noun_phrase(sentence, head, clause=True)
        for date in self.reading.dates.mentions(sentence):
            if date.first > head.i and phrase.endswith(sentence.slice(date.first, date.last)):
                phrase = phrase[: -len(sentence.slice(date.first, date.last))].rstrip()
        for prep in head.kids:
            if prep.dep == "prep" and prep.low in {"in", "near", "at", "outside", "on", "of"} and prep.i > head.i:
                where = [self._located(sentence, inner) or inner.lemma in _EDGES for inner in prep.kids]
                if any(where):
                    start = sentence.words[head.i].start
                    inside = phrase.find(sentence.slice(head.i, prep.i - 1))
                    return phrase[: inside + sentence.words[prep.i - 1].end - start] if inside >= 0 else phrase
        return phrase

    def is_dateline(self, sentence: Sentence, word: Word) -> bool:
        """Whether ``word`` stands in the date line before a report: "PORT SUDAN, Sudan - ", "KYIV, June 2 —"."""
        first = sentence.words[0]
        if not (first.text.isupper() and len(first.text) > 2):
            return False
        for each in sentence.words[1:_DATELINE]:
            if each.low in {"-", "–", "—", "--"} and sentence.words[each.i - 1].end < each.start:
                return word.i < each.i
        return False

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
        if place is not None or noun.lemma not in _SETTLEMENTS:
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
            if clause.isdisjoint(range(each.first, each.last + 1)) or self._is_hit(sentence, each):
                continue
            if not self.owns(word, sentence.words[each.last]):
                continue
            if each.weapon not in found:
                found.append(each.weapon)
        return found

    def _is_hit(self, sentence: Sentence, weapon: WeaponMention) -> bool:
        """Whether the weapon is what was hit: "more than 40 warplanes were destroyed"."""
        word = top_conjunct(sentence.words[weapon.last])
        head = word.head
        if word.dep == "nsubjpass":
            return head.lemma not in self.words.launch_verbs  # "missiles were fired at" are the means
        if word.dep in {"dobj", "obj"} and head.lemma in self.words.unsure_verbs:
            return True
        return word.dep == "pobj" and head.low in {"on", "against"} and head.head.lemma in self.words.nouns


def _name_around(sentence: Sentence, head: Word) -> tuple[int, int]:
    """First and last word of the proper name that ``head`` belongs to: "Tripoli Province of the Islamic State"."""
    words = sentence.words
    first = last = head.i
    for i in range(head.i - 1, -1, -1):
        if words[i].text[0].isupper() and words[i].pos in {"PROPN", "ADJ", "NOUN"} and words[i].low != "the":
            first = i
        elif words[i].low not in _INNER_NAME:
            break
    for i in range(head.i + 1, len(words)):
        if words[i].text[0].isupper() and words[i].pos in {"PROPN", "ADJ"}:
            last = i
        elif words[i].low not in _INNER_NAME:
            break
    return first, last


def clause_indices(word: Word) -> set[int]:
    """Indices of the words of the clause that ``word`` is in, without other finite clauses below it."""
    top = word
    for above in ancestors(word):
        if top.pos in {"VERB", "AUX"} and top.dep in {"ROOT", "ccomp", "relcl", "conj", "advcl", "parataxis"}:
            break
        top = above
    skip = {"relcl", "ccomp", "parataxis"}
    inside: set[int] = set()
    for each in walk(top, skip):
        if (
            each.dep == "conj"
            and each is not top
            and each.pos == "VERB"
            and each is not word
            and kids(each, {"nsubj", "nsubjpass"})
        ):
            continue
        inside.add(each.i)
    inside.update(each.i for each in subtree(word))
    return inside


def top_conjunct(word: Word) -> Word:
    """The first of the nouns coordinated with ``word``."""
    while word.dep == "conj" and word.head.pos in NOMINAL:
        word = word.head
    return word


def is_number(word: Word) -> bool:
    """Whether ``word`` is a bare number."""
    return word.pos == "NUM" or word.low[:1].isdigit()


def extend(known: list[Any], new: Iterable[Any]) -> None:
    """Add to ``known`` what is new of ``new``, in order."""
    known.extend(each for each in new if each not in known)


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
