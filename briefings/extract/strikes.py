"""The strikes of an article: every telling of an attack, joined into one record an attack.

Two tellings are of one attack unless their places, days, doers or weapons contradict each other and as
long as something ties them together: the same sentence, "the attack", a shared place, day or target.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.extract.damage import find_damage
from briefings.extract.parties import home_party
from briefings.extract.strike_doers import extend
from briefings.extract.strike_mentions import Mention, StrikeFinder, finest
from briefings.nearness import kindred, places_related, share_word, times_apart
from briefings.records import Munition, Strike

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence
    from briefings.extract.reading import Reading
    from briefings.records import Place, Weapon, When

_JOIN = 2.5
"""Least tie between two tellings of one attack; see _tie for what each shared thing weighs."""
_LEAD = 0.5
"""An attack told without place or day is likeliest the one that the article opens with."""
_CLAIM_REACH = 4
"""Sentences after an attack in which "X claimed responsibility" is about it."""
_EVENTS_BACK = 40
"""Attacks back, beside the first, that a telling may be of: time stays linear in a text of any length."""
_MOST_EVIDENCE = 8
"""Sentences kept of one attack: an article about one attack alone comes back to it in every paragraph."""
_KILLING = frozenset(["kill", "wound", "injure", "dead", "death", "die", "injury", "fatality", "toll", "casualty"])


@dataclass(slots=True)
class Event:
    """The tellings of one attack, in reading order."""

    mentions: list[Mention] = field(default_factory=list)
    attackers: list[str] = field(default_factory=list)
    defenders: list[str] = field(default_factory=list)
    weapons: list[Weapon] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    when: When | None = None
    claims: list[Sentence] = field(default_factory=list)

    def add(self, mention: Mention) -> None:
        """Take in another telling."""
        self.mentions.append(mention)
        extend(self.attackers, mention.attackers)
        extend(self.defenders, mention.defenders)
        extend(self.weapons, mention.weapons)
        for target in mention.targets:
            self._add_target(target)
        known = {place.name for place in self.places}
        coarse = bool(self.places) and all(place.precision in {"exact", "near"} for place in self.places)
        for place in mention.places:
            if place.name not in known and not (coarse and place.precision in {"region", "country"}):
                self.places.append(place)
        if self.when is None or (mention.when is not None and _days(mention.when) < _days(self.when)):
            self.when = mention.when or self.when

    @property
    def scene(self) -> Place | None:
        """Where people were hit: its own place, else the town that the sentences before it are about."""
        scene = self.mentions[0].scene
        if self.places and (scene is None or self.places[0].precision != "country"):
            return self.places[0]
        return scene if not self.places or (scene and scene.country == self.places[0].country) else self.places[0]

    @property
    def anchored(self) -> bool:
        """Whether the event has a day, or a place finer than a country, that tells it from others."""
        return self.when is not None or any(place.precision != "country" for place in self.places)

    def _add_target(self, target: str) -> None:
        """Add a target unless it repeats one: "hospital" after "al-Quds hospital"."""
        words = set(target.lower().split())
        for known in self.targets:
            others = set(known.lower().split())
            if words <= others or (words & others and list(known.lower().split())[-1] == target.lower().split()[-1]):
                return
        self.targets.append(target)


def records(reading: Reading, events: list[Event]) -> tuple[Strike, ...]:
    """The records of ``events``, numbered in their order."""
    return tuple(_record(reading, event, f"s{i}") for i, event in enumerate(events, 1))


def find_events(reading: Reading) -> list[Event]:
    """The attacks that the article reports as having happened, with their tellings, in reading order."""
    finder = StrikeFinder(reading)
    events: list[Event] = []
    for sentence in reading.sentences:
        for told in _combined([each for each in finder.mentions(sentence) if _is_told(each)]):
            event = _best(events, told)
            if event is None:
                events.append(told)
                continue
            for mention in told.mentions:
                event.add(mention)
        _claim(events, sentence, finder.claimed_by(sentence))
        finder.passed(sentence)
    return [event for event in events if _is_reportable(event)]


def _claim(events: list[Event], sentence: Sentence, claimants: tuple[str, ...]) -> None:
    """Give the last attack told shortly before, if its doer is unknown, to those who claim it."""
    for event in reversed(events[-_EVENTS_BACK:]):
        near = sentence.index - event.mentions[-1].sentence.index <= _CLAIM_REACH
        if claimants and near and not event.attackers and _is_reportable(event):
            event.attackers.extend(party for party in claimants if party not in event.defenders)
            event.claims.append(sentence)
            return


def _is_told(mention: Mention) -> bool:
    """Whether the telling is of an attack, and not of many at large without a figure, a day or a place."""
    if not mention.sweeping or mention.anaphoric or mention.munitions:
        return True
    return mention.when is not None or any(place.precision != "country" for place in mention.places)


def doubts(reading: Reading, events: list[Event]) -> tuple[str, ...]:
    """What the article itself holds against a report, a line a strike: denied, or not verified."""
    lines = []
    for i, event in enumerate(events, 1):
        hedges = {reading.attribution.hedge(each.sentence, each.trigger) for each in event.mentions}
        if "denied" in hedges:
            lines.append(f"s{i}: a side denies this report or its part in it")
        if "unverified" in hedges:
            lines.append(f"s{i}: the article says that this could not be verified")
    return tuple(lines)


def _combined(mentions: list[Mention]) -> list[Event]:
    """The attacks of one sentence: its tellings joined as far as they do not contradict each other."""
    told: list[Event] = []
    for mention in mentions:
        fresh = Event()
        fresh.add(mention)
        fits = [] if mention.separate else [event for event in told if not _contradicts(event, fresh)]
        if fits:
            fits[-1].add(mention)
        else:
            told.append(fresh)
    return told


def _best(events: list[Event], told: Event) -> Event | None:
    """The event that ``told`` tells again, or None for a new one."""
    best, best_tie = None, 0.0
    if any(mention.separate for mention in told.mentions):
        return None
    for event in reversed([*events[:1], *events[max(1, len(events) - _EVENTS_BACK) :]]):
        if _contradicts(event, told):
            continue
        tie = _tie(event, told) + (_LEAD if event is events[0] and not told.anchored else 0.0)
        if tie > best_tie:
            best, best_tie = event, tie
    return best if best_tie >= _JOIN else None


def _contradicts(event: Event, told: Event) -> bool:
    if event.attackers and told.attackers and not set(event.attackers) & set(told.attackers):
        return True
    if event.when and told.when and times_apart(event.when, told.when):
        return True
    if event.places and told.places and not places_related(event.places, told.places):
        return True
    if event.weapons and told.weapons and not kindred(event.weapons, told.weapons):
        return True
    if set(told.attackers) & set(event.defenders) - set(event.attackers):
        return True
    return bool(set(told.defenders) & set(event.attackers) - set(event.defenders))


def _tie(event: Event, told: Event) -> float:
    """How much ties ``told`` to ``event``: the larger, the likelier one attack."""
    first, last = told.mentions[0], event.mentions[-1].sentence
    tie = 0.0
    if {place.name for place in event.places} & {place.name for place in told.places}:
        tie += 2.0
    elif event.places and told.places:
        tie += 1.0  # no contradiction: one lies in the other
    if event.when and told.when and event.when.start and event.when.start == told.when.start:
        tie += 1.5
    anaphoric = any(mention.anaphoric for mention in told.mentions)
    if share_word(event.targets, told.targets):
        tie += 1.5
    elif event.targets and told.targets and not anaphoric:
        tie -= 1.0
    elif _points_back(event.targets, told):
        tie += 1.5
    tie += 1.0 * bool(set(event.attackers) & set(told.attackers))
    tie += 0.5 * bool(set(event.defenders) & set(told.defenders))
    tie += 1.0 * bool(set(event.weapons) & set(told.weapons))
    tie += 2.5 * anaphoric
    tie += 1.0 * (not event.anchored or not told.anchored)
    if not (told.anchored or told.targets or any(mention.munitions for mention in told.mentions)):
        tie += 0.5
    distance = first.sentence.index - last.index
    tie += 0.4 * (distance <= 1 and not told.anchored)
    return tie + (0.6 if distance <= 1 else 0.3 if first.sentence.paragraph - last.paragraph <= 1 else 0.0)


def _points_back(targets: list[str], told: Event) -> bool:
    """Whether the telling speaks of "the bus" that the attack hit."""
    known = {target.lower().split()[-1] for target in targets}
    for mention in told.mentions:
        words = mention.sentence.words
        if any(word.low in known and word.i and words[word.i - 1].low in {"the", "its", "their"} for word in words):
            return True
    return False


def _is_reportable(event: Event) -> bool:
    """Whether the event is one: a figure, a place finer than a country, a day or a target with its doer."""
    deadly = any(not mention.sentence.lemmas.isdisjoint(_KILLING) for mention in event.mentions)
    if not deadly and not any(mention.strong or mention.targets or mention.attackers for mention in event.mentions):
        return False
    if any(place.precision != "country" for place in event.places):
        return True
    if any(mention.munitions for mention in event.mentions):
        return True
    if event.when is not None and event.when.start is not None and _days(event.when) <= 31:
        return True
    if (event.targets and (event.attackers or event.weapons or any(each.strong for each in event.mentions))) or (
        event.attackers and event.weapons
    ):
        return True
    return deadly


def _record(reading: Reading, event: Event, number: str) -> Strike:
    attribution: list[str] = []
    damage: list[str] = []
    for mention in event.mentions:
        extend(attribution, reading.attribution.of(mention.sentence, mention.trigger))
    sentences = list({mention.sentence.index: mention.sentence for mention in event.mentions}.values())
    for sentence in sentences:
        extend(damage, find_damage(sentence))
    return Strike(
        id=number,
        attackers=tuple(event.attackers),
        defenders=_defenders(event),
        weapons=_weapons(event),
        targets=tuple(event.targets),
        places=finest(event.places),
        when=event.when,
        munitions=_munitions(event.mentions),
        damage=tuple(damage),
        attribution=tuple(attribution),
        evidence=reading.evidence([*sentences[:_MOST_EVIDENCE], *event.claims]),
    )


def _defenders(event: Event) -> tuple[str, ...]:
    """Whose territory, forces or people were hit: those named, else the countries of the places."""
    named = tuple(each for each in event.defenders if each not in event.attackers)
    if named:
        return named
    homes = [home_party(place.country) for place in event.places if place.country]
    return tuple(dict.fromkeys(home for home in homes if home and home not in event.attackers))


_GENERAL: dict[Weapon, frozenset[Weapon]] = {
    "bomb": frozenset({"suicide bomb", "vehicle bomb", "airstrike"}),
    "ground assault": frozenset({"drone", "missile", "airstrike", "artillery", "rocket"}),
    "airstrike": frozenset({"drone", "missile"}),
}
"""A weapon that says no more than the others of its attack: "offensive" beside drones, "bombing" beside jets."""


def _weapons(event: Event) -> tuple[Weapon, ...]:
    named = set(event.weapons)
    return tuple(each for each in event.weapons if not _GENERAL.get(each, frozenset()) & named)


def _munitions(mentions: list[Mention]) -> tuple[Munition, ...]:
    """One entry a kind: the first number told of those launched and of those intercepted."""
    kinds: dict[Weapon, Munition] = {}
    for each in (munition for mention in mentions for munition in mention.munitions):
        known = kinds.get(each.weapon)
        kinds[each.weapon] = Munition(
            weapon=each.weapon,
            launched=(known and known.launched) or each.launched,
            intercepted=(known and known.intercepted) or each.intercepted,
        )
    return tuple(kinds.values())


def _days(when: When) -> int:
    """The length of a time in days; unresolved ones are the longest."""
    return (when.end - when.start).days + 1 if when.start and when.end else 100_000
