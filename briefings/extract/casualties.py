"""The casualties of an article: one record a distinct set of victims and a toll of it.

Tolls of one clause make one set (so many killed, so many injured). A set told again joins its record;
another toll of it by another source is a record of its own, so that a dispute stays visible.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.casualty_again import told_before, turned_fatal
from briefings.extract.casualty_sets import VictimSet, is_same, merge, record
from briefings.extract.lexicon import load
from briefings.extract.loss_words import Kind, has_loss, loss_words
from briefings.extract.parties import home_party
from briefings.extract.parties import known as known_parties
from briefings.extract.strike_roles import clause_indices, is_bound
from briefings.extract.tolls import TollFinder
from briefings.extract.tree import agents, ancestors, is_family, is_passive, kids, noun_phrase, subjects
from briefings.extract.victim_groups import Part, find_parts
from briefings.extract.violence import vocabulary
from briefings.nearness import places_related, times_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading
    from briefings.extract.strikes import Event
    from briefings.extract.toll_victims import Toll
    from briefings.records import Casualty, Place, Scope, When

_REACH = 3
"""Paragraphs back in which an attack is looked for when a toll's own sentence names none."""
_SPANNING = frozenset(["over", "past", "between", "since", "during", "days", "weeks", "months", "years", "hours"])
"""Words of a time that is a stretch: "over the past week"; "in September" only leaves the day open."""
_STRETCHES = frozenset({"day", "week", "month", "year"})
_SENTENCES_BACK = 40
"""Sentences back in which that attack may stand, so that time stays linear in a text of any length."""
_SCENE_REACH = 2
"""Sentences of a paragraph for which a town stays the scene of tolls told without a place."""
_SETS_BACK = 40
"""Sets back among which a toll told again is looked for, for the same reason."""
_PERIOD_DAYS = 2
"""A toll over more days than an event and its night is one of a period."""


def find_casualties(reading: Reading, events: Sequence[Event]) -> tuple[Casualty, ...]:
    """The tolls that the article reports; ``events`` are its strikes, in the order of their ids."""
    builder = _Builder(reading, events)
    for sentence in reading.sentences:
        if has_loss(sentence):
            builder.read(sentence)
        builder.passed(sentence)
    return tuple(record(reading, each, f"c{i}") for i, each in enumerate(builder.sets, 1))


class _Builder:
    """Reads the sentences in order and keeps the sets found so far."""

    def __init__(self, reading: Reading, events: Sequence[Event]) -> None:
        self._reading = reading
        self._events = events
        self._finder = TollFinder(reading)
        self._other_causes = frozenset(load("casualties.toml")["other_causes"]["words"])
        self._told: dict[int, list[tuple[int, int]]] = {}
        for i, event in enumerate(events):
            for mention in event.mentions:
                self._told.setdefault(mention.sentence.index, []).append((mention.trigger.i, i))
        self._scene: tuple[Sentence, Place] | None = None
        self.sets: list[VictimSet] = []

    def passed(self, sentence: Sentence) -> None:
        """Note where a sentence that has been read plays: a toll told next without a place is of there."""
        for each in self._reading.places.mentions(sentence):
            if (
                each.place.precision in {"exact", "near"}
                and each.locative
                and not each.dateline
                and not is_bound(sentence, each)
            ):
                self._scene = sentence, each.place
                return

    def read(self, sentence: Sentence) -> None:
        """Take in the tolls of one sentence."""
        parts = find_parts(sentence, self._reading.counts.quantities(sentence))
        inner = {part.first for part in parts}
        tolls = [toll for toll in self._finder.tolls(sentence) if toll.first not in inner]
        tolls = [toll for i, toll in enumerate(tolls) if not toll.part or self._is_new_part(toll, tolls[:i])]
        if tolls and self._is_accident(sentence) and not self._is_attacked(sentence):
            return
        for group in self._grouped(tolls):
            self._take(self._new(sentence, group, tolls, parts))
        if not tolls and self.sets:
            if parts:
                self._take_parts(sentence, parts)
            turned_fatal(self.sets[-_SETS_BACK:], sentence)

    def _is_new_part(self, toll: Toll, before: list[Toll]) -> bool:
        """Whether some of people told of before came to harm who hadn't yet: "shot three, one of whom died"."""
        if any(each.kind == toll.kind for each in before):
            return False
        recent = [each for each in self.sets[-2:] if toll.sentence.paragraph - each.sentences[-1].paragraph <= 1]
        return toll.kind == "killed" and not any("killed" in each.counts and each.scope == "event" for each in recent)

    def _is_accident(self, sentence: Sentence) -> bool:
        """Whether the sentence names a cause that is nobody's deed, or a vehicle that has an accident."""
        if not sentence.lemmas.isdisjoint(self._other_causes):
            return True
        words = load("casualties.toml")["other_causes"]
        return any(
            word.lemma in words["mishaps"] and any(each.lemma in words["vehicles"] for each in subjects(word))
            for word in sentence.words
            if word.pos == "VERB"
        )

    def _is_attacked(self, sentence: Sentence) -> bool:
        """Whether the sentence itself tells an attack, or of a war."""
        wars = load("casualties.toml")["scope"]["wars"]
        return sentence.index in self._told or not sentence.lemmas.isdisjoint(wars)

    def _grouped(self, tolls: list[Toll]) -> list[list[Toll]]:
        """Split the tolls of a sentence into sets: a kind told twice, or another party, begins a new one."""
        groups: list[list[Toll]] = []
        for toll in tolls:
            if groups and self._same_set(groups[-1], toll):
                groups[-1].append(toll)
            else:
                groups.append([toll])
        return groups

    def _same_set(self, group: list[Toll], toll: Toll) -> bool:
        if any(each.kind == toll.kind for each in group):
            return False
        if self._is_attacker(group[-1].victims) != self._is_attacker(toll.victims) and toll.victims is not None:
            return False
        parties, others = self._parties(group[-1]), self._parties(toll)
        return not (parties and others and parties != others)

    def _parties(self, toll: Toll) -> tuple[str, ...]:
        if toll.victims is None or is_family(toll.victims):
            return ()
        return self._reading.actors.parties(toll.sentence, toll.victims)

    def _is_attacker(self, word: Word | None) -> bool:
        return word is not None and word.lemma in loss_words().attackers

    def _new(self, sentence: Sentence, tolls: list[Toll], told: list[Toll], parts: list[Part]) -> VictimSet:
        """Make a set of the tolls of one clause, with its circumstances; ``told`` are all of the sentence."""
        first = tolls[0]
        new = VictimSet(
            counts={toll.kind: toll.count for toll in tolls},
            sentences=[sentence],
            triggers=[(sentence, toll.trigger) for toll in tolls],
            victims={toll.kind: toll.victims for toll in tolls if toll.victims is not None},
        )
        new.attackers = self._is_attacker(first.victims)
        new.speakers = self._reading.attribution.of(sentence, first.trigger)
        new.when = self._reading.dates.nearest(sentence, first.trigger)
        new.place = self._place(sentence, first.trigger)
        new.scope = self._scope(sentence, first, new.when)
        new.cause = self._cause(sentence, first.trigger)
        if new.scope != "cumulative":
            new.event = self._event(sentence, first, new)
        new.groups = self._parts_of(tolls, told, parts)
        self._inherit(new)
        new.party = self._party(tolls, new)
        return new

    def _parts_of(self, tolls: list[Toll], told: list[Toll], parts: list[Part]) -> list[tuple[Part, Kind]]:
        """The breakdowns that belong to these tolls: each goes with the toll ``told`` last before it."""
        found: list[tuple[Part, Kind]] = []
        for part in parts:
            before = [toll for toll in told if toll.first < part.first]
            if before and before[-1] in tolls:
                found.append((part, before[-1].kind))
        return found

    def _place(self, sentence: Sentence, trigger: Word) -> Place | None:
        """The finest place of the toll's clause, else of its sentence."""
        mentions = [each for each in self._reading.places.mentions(sentence) if each.locative and not each.dateline]
        if not mentions:
            return None
        if len(mentions) > 1:
            clause = clause_indices(trigger)
            mentions = [each for each in mentions if each.head.i in clause] or mentions
        fine = [each for each in mentions if each.place.precision in {"exact", "near"}]
        regions = [each for each in mentions if each.place.precision == "region"]
        chosen = fine or regions or mentions
        return min(chosen, key=lambda each: (abs(each.first - trigger.i), each.first)).place

    def _scope(self, sentence: Sentence, toll: Toll, when: When | None) -> Scope:
        """Whether the toll is of an event, a period, or a running total of a war."""
        words = load("casualties.toml")["scope"]
        above = [toll.trigger, *ancestors(toll.trigger)]
        around = [kid for each in above for kid in each.kids]
        killers = {kid.lemma for kid in around if kid.dep in {"nsubj", "agent"}}
        for kid in around:
            if kid.dep in {"agent", "prep"} and kid.low in {"by", "in", "of", "during"}:
                here = set(words["fights"]) if kid.low in {"in", "of"} else set()
                killers.update(inner.lemma for inner in kid.kids if inner.lemma not in here)
        spans = [inner for kid in around if kid.dep == "prep" and kid.low in {"in", "over"} for inner in kid.kids]
        long = any(each.lemma in _STRETCHES and kids(each, {"nummod"}) for each in spans)
        killers |= {toll.trigger.head.lemma} if toll.trigger.dep in {"relcl", "acl"} else set()
        since = any(_bears_on(word, toll.trigger) for word in sentence.words if word.low == "since")
        since |= any(word.low in words["totals"] for word in sentence.words)
        if since or killers & {*words["wars"], *words["fights"]}:
            return "cumulative"
        if long:
            return "period"  # "in ten days of fighting"
        if when is not None and when.start and when.end and (when.end - when.start).days >= _PERIOD_DAYS:
            return "period" if _SPANNING & set(when.text.lower().split()) else "event"
        return "event"

    def _cause(self, sentence: Sentence, trigger: Word) -> str | None:
        """What killed them, as the sentence words it: "in a drone strike", "by a mine"."""
        nouns = vocabulary().nouns
        above = [trigger, *list(ancestors(trigger))[:2]]
        for verb in above:
            for kid in verb.kids:
                candidates = kid.kids if kid.dep in {"prep", "agent"} else [kid] if kid.dep == "nsubj" else []
                for noun in candidates:
                    if noun.lemma in nouns or noun.lemma in {
                        "bomb",
                        "missile",
                        "drone",
                        "mine",
                        "rocket",
                        "fighting",
                        "clash",
                    }:
                        return noun_phrase(sentence, noun)
        return None

    def _event(self, sentence: Sentence, toll: Toll, new: VictimSet) -> int | None:
        """The attack that caused the toll: told in its sentence, else the nearest before it that fits."""
        here = [(abs(at - toll.trigger.i), i) for at, i in self._told.get(sentence.index, ())]
        if here:
            return min(here)[1]
        for back in range(sentence.index - 1, max(-1, sentence.index - _SENTENCES_BACK), -1):
            for _, i in self._told.get(back, ()):
                event = self._events[i]
                if sentence.paragraph - self._reading.sentences[back].paragraph > _REACH * 2:
                    return None
                apart = new.when and event.when and times_apart(new.when, event.when)
                if not apart and (not new.place or not event.places or places_related([new.place], event.places)):
                    return i
        return None

    def _inherit(self, new: VictimSet) -> None:
        """Fill the place and the day from the attack that caused the toll."""
        if new.event is None:
            told = self._scene
            near = told is not None and new.sentences[0].index - told[0].index <= _SCENE_REACH
            if told is not None and near and new.place is None and new.scope == "event":
                same = told[0].paragraph == new.sentences[0].paragraph
                new.place = told[1] if same else None
            return
        event = self._events[new.event]
        if event.scene is not None and (new.place is None or new.place.precision == "country"):
            new.place = event.scene
        if new.when is None:
            new.when = event.when

    def _party(self, tolls: list[Toll], new: VictimSet) -> str | None:
        """Whose people they are: as their noun says, else the one party that the attack hit, else the place's."""
        for toll in tolls:
            parties = self._parties(toll)
            if parties:
                return parties[0]
        event = self._events[new.event] if new.event is not None else None
        if new.attackers:  # their own side's dead, unless it's the other side that tells of killing them
            own = event is not None and event.attackers
            return event.attackers[0] if event is not None and own and not self._killers(tolls[0]) else None
        if event is not None and len(event.defenders) == 1 and _has_people(event.defenders[0]):
            return event.defenders[0]
        home = home_party(new.place.country) if new.place is not None and new.place.country else None
        return None if event is not None and home in event.attackers else home

    def _killers(self, toll: Toll) -> tuple[str, ...]:
        """The parties that the toll's own clause says did it."""
        doers = agents(toll.trigger) if is_passive(toll.trigger) else subjects(toll.trigger)
        return tuple(party for each in doers for party in self._reading.actors.parties(toll.sentence, each))

    def _take(self, new: VictimSet) -> None:
        """Join the set to the record that tells the same toll, or keep it as a record of its own."""
        known = told_before(self.sets[-_SETS_BACK:], new)
        if known is not None:
            merge(known, new)
            return
        for known in reversed(self.sets[-_SETS_BACK:]):
            if is_same(known, new):
                merge(known, new)
                return
        self.sets.append(new)

    def _take_parts(self, sentence: Sentence, parts: list[Part]) -> None:
        """Add a breakdown told in a sentence of its own to the last set: "Among the dead were two boys"."""
        known = self.sets[-1]
        if sentence.paragraph - known.sentences[-1].paragraph > _REACH:
            return
        kind: Kind = "injured" if "wound" in sentence.lemmas or "injure" in sentence.lemmas else "killed"
        if kind in known.counts:
            known.groups.extend((part, kind) for part in parts)
            known.sentences.append(sentence)


def _has_people(party: str) -> bool:
    """Whether victims can be of ``party``: an organisation that runs a hospital has no people of its own there."""
    listed = known_parties().get(party)
    return listed is None or listed.kind != "organisation"


def _bears_on(since: Word, trigger: Word) -> bool:
    """Whether "since" dates the toll itself, and not something else in the sentence ("the first since …")."""
    tied = {trigger, *(above for above in ancestors(trigger) if above.pos in {"VERB", "AUX"})}
    for above in ancestors(since):
        if above.pos in {"VERB", "AUX", "NOUN"}:
            return above in tied or (above.head in tied and above.dep in {"nsubj", "nsubjpass", "dobj", "advcl"})
    return False
