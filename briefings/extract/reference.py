"""What pronouns and definite noun phrases stand for: the nearest fitting party told of before, or nothing.

Everything is kept in reading order and looked up by bisection or in a window of a few sentences, so that the
cost stays linear in the length of the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract import tree
from briefings.extract.acting import acts
from briefings.extract.antecedents import (
    MANY,
    PERSON,
    PLURAL,
    RELATIVE,
    SAY,
    SPEAKER,
    THING,
    Candidate,
    Spot,
    Told,
    agrees,
    passed_over,
)
from briefings.extract.parties import known
from briefings.extract.party_words import WORDS, lists
from briefings.extract.phrases import one, trace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.extract.parse import Sentence, Word
    from briefings.extract.parties import Hit

_WINDOW = 3
"""Pronouns look back at most so many sentences: further away the hearer has lost the thread too."""
_GROUPS_BACK = 8
"""Sentences over which "the group" or "the rebels" may look back to a group named."""
_NEAR = 2
"""Sentences within which the only group named is meant, whatever groups were named before."""
_DEEP = 8
"""References that lead to references are followed so far."""

_PRESENT = frozenset(WORDS["reference"]["present"])
_STATE_FORCES = frozenset(WORDS["state_forces"])
_NOT_REBELS = frozenset(WORDS["not_rebels"]) | _STATE_FORCES
_HOSTILE = frozenset(WORDS["reference"]["hostile"])


_POINTING = frozenset({"the", "these", "those", "that", "both", "such"})
"""Determiners that point back to somebody told of before."""


class Reference:
    """The memory of an article: subjects, heads and names told so far."""

    def __init__(self, sentences: Sequence[Sentence], hits: Sequence[dict[int, Hit]]) -> None:
        """Read through ``sentences`` once, front to back; ``hits`` are the parties named in each."""
        self._sentences = sentences
        self._hits = hits
        self._open: list[Word] = []
        self._subjects: list[list[Candidate]] = []
        self._told: dict[str, Told] = {}
        self._named = Told()
        self._totals: dict[str, int] = {}
        self._countries: dict[str, None] = {}
        for sentence in sentences:
            self._remember_names(sentence)
        for sentence in sentences:
            self._subjects.append([])
            self._remember(sentence)

    def parties(self, sentence: Sentence, noun: Word) -> tuple[str, ...]:
        """The parties that the phrase headed by ``noun`` stands for, itself or by reference."""
        found = trace(self._hits[sentence.index], sentence, noun)
        names = dict.fromkeys(found.names)
        for word in found.refers:
            names.update(dict.fromkeys(self._refer(sentence, word)))
        if found.otherwise and not any(name in known() for name in names):
            return found.otherwise
        return tuple(names)

    def _remember_names(self, sentence: Sentence) -> None:
        for at, hit in self._hits[sentence.index].items():
            if at != hit.first or hit.party is None or hit.bond or not acts(hit, sentence.words):
                continue
            name = hit.party.name
            between = tree.first_conjunct(sentence.words[hit.last]).head.lemma in lists().mediating
            self._named.add((sentence.index, at), (name, "mediator" if between else hit.party.kind))
            self._totals[name] = self._totals.get(name, 0) + 1
            if hit.party.kind == "country":
                self._countries[name] = None

    def _remember(self, sentence: Sentence) -> None:
        roles = lists().roles
        hits = self._hits[sentence.index]
        for word in sentence.words:
            role = roles.get(word.lemma)
            if role and word.pos in {"NOUN", "PROPN", "ADJ"} and not _in_group_name(hits.get(word.i), role):
                names = one(hits, sentence, word).names
                if not names and role == "document":
                    names = self._presenter(sentence, word)
                if names:
                    spot = (sentence.index, word.i)
                    self._told.setdefault(word.lemma, Told()).add(spot, names)
                    if role == "document" or all(_is_state(name) for name in names):
                        self._told.setdefault(f"*{role}", Told()).add(spot, names)
            if word.dep in tree.SUBJECTS or (word.dep == "pobj" and word.head.dep == "agent"):
                self._subjects[-1].append(self._candidate(sentence, word))

    def _presenter(self, sentence: Sentence, document: Word) -> tuple[str, ...]:
        """Whose document it is by who puts it forward: "Moscow presented a memorandum"."""
        verb = document.head
        if document.dep != "dobj" or verb.lemma not in _PRESENT:
            return ()
        return next((each.names for each in self._subjects[sentence.index] if each.word.head is verb), ())

    def _candidate(self, sentence: Sentence, word: Word) -> Candidate:
        hit = self._hits[sentence.index].get(word.i)
        person = (
            (hit is not None and hit.use in {"person", "surname"})
            or (hit is None and word.ent == "PERSON")
            or word.low in PERSON
            or (lists().roles.get(word.lemma) == "person" and word.tag not in PLURAL)
        )
        many = (word.tag in PLURAL or word.low in MANY or any(kid.dep == "conj" for kid in word.kids)) and not (
            hit is not None and hit.party is not None and hit.party.kind == "country" and hit.use == "name"
        )
        main = word.head.head is word.head
        return Candidate(word, self.parties(sentence, word), person, many, main)

    def _refer(self, sentence: Sentence, word: Word) -> tuple[str, ...]:
        """Look up a word that refers; one that leads back to itself ("our leader said") gives nothing."""
        if word in self._open or len(self._open) > _DEEP:
            return ()
        self._open.append(word)
        try:
            return self._antecedent(sentence, word)
        finally:
            self._open.pop()

    def _antecedent(self, sentence: Sentence, word: Word) -> tuple[str, ...]:
        low = word.low
        if low in RELATIVE:
            return self._relative(sentence, word)
        if low in SPEAKER:
            return self._speaker(sentence, word)
        if low in MANY and low in {"both", "two"}:
            return self._pair(sentence, word)
        if low in PERSON or low in THING or low in MANY:
            return self._pronoun(sentence, word)
        marks = {kid.low for kid in word.kids if kid.i < word.i}
        if word.lemma in lists().pairs and (
            marks & lists().pair_marks or (word.lemma in {"side", "party"} and word.tag in PLURAL)
        ):
            return self._pair(sentence, word)
        return self._definite(sentence, word)

    def _relative(self, sentence: Sentence, word: Word) -> tuple[str, ...]:
        for above in tree.ancestors(word):
            if above.dep == "relcl" and above.head.i < word.i:
                return self.parties(sentence, above.head)
        return ()

    def _speaker(self, sentence: Sentence, word: Word) -> tuple[str, ...]:
        for above in tree.ancestors(word):
            if above.lemma in SAY:
                for subject in tree.kids(above, tree.SUBJECTS):
                    if subject.low not in SPEAKER and subject is not word:
                        return self.parties(sentence, subject)
        return ()

    def _pronoun(self, sentence: Sentence, word: Word) -> tuple[str, ...]:
        speaks = word.head.lemma in SAY
        for candidate in self._earlier_subjects(sentence, word):
            if candidate.word.low == "it" and not candidate.names:
                continue
            if not agrees(word.low, candidate):
                continue
            if candidate.names or not passed_over(candidate, word.low, speaks=speaks):
                return candidate.names
        return ()

    def _earlier_subjects(self, sentence: Sentence, word: Word) -> Iterator[Candidate]:
        """Yield the subjects before ``word``, nearest first; of earlier sentences the main one first."""
        clause = next((above for above in tree.ancestors(word) if above.pos in {"VERB", "AUX"}), word)
        for candidate in reversed(self._subjects[sentence.index]):
            if candidate.word.i >= word.i:
                continue
            same = candidate.word.head is clause
            if same and (word.dep != "poss" or clause.lemma in _HOSTILE):
                continue
            yield candidate
        for index in range(sentence.index - 1, max(-1, sentence.index - 1 - _WINDOW), -1):
            if self._sentences[index].paragraph < sentence.paragraph - 1:
                return
            subjects = self._subjects[index]
            yield from (each for each in subjects if each.main)
            yield from (each for each in reversed(subjects) if not each.main)

    def _definite(self, sentence: Sentence, word: Word) -> tuple[str, ...]:
        """Look up "the army", the last one told of; "the group", the last one named; "the plan"."""
        spot = (sentence.index, word.i)
        role = lists().roles.get(word.lemma, "")
        found = self._last(word.lemma, spot)
        if found:
            return found
        if role == "group":
            return self._groups_before(spot, _GROUPS_BACK)[:1] or self._only_group_after(spot)
        if role == "nonstate":
            new = word.lemma in lists().strangers and not tree.has_determiner(word, _POINTING)
            return () if new else self._fighters(word, spot)
        if role == "document" or word.lemma == "minister":
            return self._last("*document" if role == "document" else "*government", spot)
        if role in {"government", "force"} and (word.tag not in PLURAL or word.lemma == "authority"):
            return self._last(f"*{role}", spot) or self._only_state(role)
        return ()

    def _last(self, key: str, spot: Spot) -> tuple[str, ...]:
        told = self._told.get(key)
        at = told.before(spot) if told else 0
        return told.names[at - 1] if told and at else ()

    def _fighters(self, word: Word, spot: Spot) -> tuple[str, ...]:
        """Look up "the rebels" of whom no more was told: the only group about, else the word itself."""
        adjective = self._adjective()
        opposition = f"{adjective} opposition"
        if word.lemma == "opposition" and opposition in known():
            return (opposition,)
        for reach in (_NEAR, _GROUPS_BACK):
            groups = tuple(name for name in self._groups_before(spot, reach) if name not in _NOT_REBELS)
            if len(groups) == 1 and word.lemma != "opposition":
                return groups
        if word.lemma not in lists().named:
            return ()
        return (f"{adjective} {_plural_name(word)}" if opposition in known() else _plural_name(word),)

    def _adjective(self) -> str:
        """The adjective of the country that the article names most, "" where it names none."""
        if not self._countries:
            return ""
        return known()[max(self._countries, key=lambda name: self._totals[name])].adjective

    def _groups_before(self, spot: Spot, reach: int) -> tuple[str, ...]:
        """The groups named in the last ``reach`` sentences before ``spot``, nearest first."""
        found: dict[str, None] = {}
        at = self._named.before(spot)
        while at and spot[0] - self._named.spots[at - 1][0] <= reach:
            at -= 1
            name, kind = self._named.names[at]
            if kind == "group" and name not in _STATE_FORCES:
                found[name] = None
        return tuple(found)

    def _only_group_after(self, spot: Spot) -> tuple[str, ...]:
        """The group that the next sentences name, if it's only one: leads often name it late."""
        found: dict[str, None] = {}
        for at in range(self._named.before(spot), len(self._named.spots)):
            if self._named.spots[at][0] > spot[0] + _NEAR:
                break
            name, kind = self._named.names[at]
            if kind == "group" and name not in _STATE_FORCES:
                found[name] = None
        return tuple(found) if len(found) == 1 else ()

    def _only_state(self, role: str) -> tuple[str, ...]:
        """The state that the groups named in the article fight, else its only country."""
        fought = {name: None for group, name in WORDS["opponents"].items() if group in self._totals}
        if len(fought) == 1 and not (role == "government" and _STATE_FORCES & fought.keys()):
            return tuple(fought)
        return tuple(self._countries) if len(self._countries) == 1 else ()

    def _pair(self, sentence: Sentence, word: Word) -> tuple[str, ...]:
        """The two parties meant by "both sides": those of the nearest sentence that names two.

        A party told of in passing gives way to the two that the article is about.
        """
        countries = word.lemma in {"country", "nation", "neighbor", "neighbour", "state"}
        at = self._named.before((sentence.index, word.i))
        found: dict[str, None] = {}
        nearest: dict[str, None] = {}
        index = sentence.index
        while at:
            at -= 1
            where, (name, kind) = self._named.spots[at][0], self._named.names[at]
            if where != index and len(found) >= 2:
                break
            if sentence.index - where > _GROUPS_BACK:
                break
            nearest = nearest if where == index else {}
            index = where
            if kind == "country" or (kind == "group" and not countries):
                found[name] = nearest[name] = None
        if len(found) > len(nearest) == 2:
            found = nearest  # two named together are the pair, and not one of them with somebody named since
        if len(found) < 2:
            return self._pair_after(sentence, word, countries=countries)
        ranked = sorted(found, key=lambda name: -self._totals[name])[:2]
        if not countries and (fighting := self._opponents()) and not set(fighting) & set(ranked):
            return fighting  # "both parties" are those at war, and not the states told of at the table
        main = self._main_pair(countries=countries)
        if main and 2 * self._totals[ranked[1]] <= self._totals[main[1]]:
            return main
        return tuple(name for name in reversed(found) if name in ranked)

    def _opponents(self) -> tuple[str, ...]:
        """The only group of the article that is known to fight one side, with that side; () where there are more."""
        groups = [name for name in self._totals if name in WORDS["opponents"]]
        return (WORDS["opponents"][groups[0]], groups[0]) if len(groups) == 1 else ()

    def _main_pair(self, *, countries: bool) -> tuple[str, ...]:
        """The two parties that the article names most; () where it names fewer."""
        kinds = {"country"} if countries else {"country", "group"}
        named = [name for name in self._totals if name in known() and known()[name].kind in kinds]
        return tuple(sorted(named, key=lambda name: -self._totals[name])[:2]) if len(named) > 1 else ()

    def _pair_after(self, sentence: Sentence, word: Word, *, countries: bool) -> tuple[str, ...]:
        """The two named later in the sentence: "both sides … in fighting between M23 and the army"."""
        found: dict[str, None] = {}
        for at in range(self._named.before((sentence.index, word.i)), len(self._named.spots)):
            if self._named.spots[at][0] != sentence.index:
                break
            name, kind = self._named.names[at]
            if kind == "country" or (kind == "group" and not countries):
                found[name] = None
        return tuple(found) if len(found) == 2 else ()


def _in_group_name(hit: Hit | None, role: str) -> bool:
    """Whether a role noun is just part of a group's name: the Arakan Army isn't "the army"."""
    if hit is None or hit.party is None or hit.party.kind == "country" or hit.party.name in _STATE_FORCES:
        return False
    return role in {"government", "force"}


def _is_state(name: str) -> bool:
    party = known().get(name)
    return name in _STATE_FORCES or (party is not None and party.kind == "country")


def _plural_name(word: Word) -> str:
    """The plural of a noun for fighters."""
    return str(WORDS["plurals"].get(word.lemma, f"{word.lemma}s"))
