"""Who did it: the parties that the doers of an attack stand for, and those who claim it or are blamed for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefings.extract.parties import known
from briefings.extract.tree import agents, conjuncts, dateline_end, has_determiner, kids, prep_objects, subtree
from briefings.extract.violence import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading
    from briefings.records import Place, Weapon

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


class DoerReader:
    """Reads the attackers."""

    def __init__(self, reading: Reading) -> None:
        """Prepare for ``reading``."""
        self.reading = reading
        self.words = vocabulary()

    def doers(self, sentence: Sentence, heads: Iterable[Word], roles: Roles) -> None:
        """Take the parties that ``heads`` stand for as attackers; a weapon's own qualifiers where it is one."""
        for first in heads:
            unsure = any(kid.low == "or" for each in conjuncts(first) for kid in kids(each, {"cc"}))
            for head in conjuncts(first):
                if is_number(head) or self.is_dateline(sentence, head):
                    continue
                if unsure or self._is_loner(head):  # "rebels or rustlers attacked": nobody knows who
                    roles.fighter |= self._fights(head)
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
                named = [name for name in parties if name in known()]
                belongs = () if named else self._belongs(sentence, head)
                extend(roles.attackers, belongs or parties)
                banded = any(known()[name].kind == "group" for name in named)
                if banded or self._fights(head) or (parties and head.pos not in {"NOUN", "ADJ"}):
                    roles.fighter = True

    def _is_loner(self, head: Word) -> bool:
        """Whether it's one person whose origin alone is told, which makes no party: "a Palestinian gunman"."""
        alone = head.tag == "NN" and head.lemma in self.words.loners and has_determiner(head, {"a", "an", "one"})
        return alone and not kids(head, {"acl", "prep", "relcl", "appos"})

    def _fights(self, head: Word) -> bool:
        """Whether the noun tells of fighters: "gunmen", "rebel units", "armed youths", "men armed with machetes"."""
        words = self.words
        if {head.lemma, *(kid.lemma for kid in kids(head, {"compound", "nmod"}))} & words.fighters:
            return True
        marks = {each.low for kid in kids(head, {"amod", "acl", "compound"}) for each in (kid, *kid.kids)}
        return head.lemma in words.marked and not marks.isdisjoint(words.marks)

    def _belongs(self, sentence: Sentence, head: Word) -> tuple[str, ...]:
        """The group that unnamed doers are said to be of: "gunmen believed to belong to the PKK"."""
        for word in prep_objects(head, {"of"}):  # "leftist guerrillas of the ORPA"
            found = [name for name in self.reading.actors.parties(sentence, word) if name in known()]
            if any(known()[name].kind == "group" for name in found):
                return tuple(found)
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

    @staticmethod
    def is_dateline(sentence: Sentence, word: Word) -> bool:
        """Whether ``word`` stands in the date line before a report."""
        end = dateline_end(sentence.words)
        return end is not None and word.i < end


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


def is_number(word: Word) -> bool:
    """Whether ``word`` is a bare number."""
    return word.pos == "NUM" or word.low[:1].isdigit()


def extend(known: list[Any], new: Iterable[Any]) -> None:
    """Add to ``known`` what is new of ``new``, in order."""
    known.extend(each for each in new if each not in known)
