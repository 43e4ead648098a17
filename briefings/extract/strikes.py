"""The attacks of an article: every telling of one, joined into one event an attack.

Two tellings are of one attack unless their places, days, doers or weapons contradict each other and as
long as something ties them together: the same sentence, "the attack", a shared place, day or target.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.extract.parties import known as parties
from briefings.extract.strike_doers import Roles, extend
from briefings.extract.strike_mentions import Mention, StrikeFinder
from briefings.extract.strike_notes import deed, is_note, used_weapons
from briefings.extract.strike_ties import contradicts, days_of, tie_between
from briefings.extract.violence import vocabulary

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence
    from briefings.extract.reading import Reading
    from briefings.extract.strike_claims import Claim
    from briefings.records import Place, Weapon, When

_JOIN = 2.5
"""Least tie between two tellings of one attack; see tie_between for what each shared thing weighs."""
_JOIN_IN_NOTE = 0.5
"""Least tie in a bare note, which tells of one attack."""
_LEAD = 0.5
"""An attack told without place or day is likeliest the one that the article opens with."""
_CLAIM_REACH = 4
"""Sentences after an attack in which "X claimed responsibility" is about it."""
_EVENTS_BACK = 40
"""Attacks back, beside the first, that a telling may be of: time stays linear in a text of any length."""
_MOST_TARGETS = 40
"""Targets kept of one attack, for the same reason: each new one is compared with them all."""
_KILLING = frozenset(
    ["wound", "injure", "hurt", "dead", "death", "die", "injury", "fatality", "toll", "casualty", "abduct", "kidnap"]
)
_BURSTS = frozenset({"blast", "explosion", "detonation"})


@dataclass(slots=True)
class Event:
    """The tellings of one attack, in reading order.

    ``deadly``, ``strong``, ``firm`` and ``counted`` sum up whether any of them tells of harm to people, is surely of
    an attack, is that or names a doer or target, or numbers its munitions. ``blamed`` are the attackers that only
    others name.
    """

    mentions: list[Mention] = field(default_factory=list)
    attackers: list[str] = field(default_factory=list)
    defenders: list[str] = field(default_factory=list)
    weapons: list[Weapon] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    when: When | None = None
    claims: list[Sentence] = field(default_factory=list)
    blamed: list[str] = field(default_factory=list)
    deadly: bool = False
    strong: bool = False
    firm: bool = False
    counted: bool = False

    def add(self, mention: Mention) -> None:
        """Take in another telling."""
        self.mentions.append(mention)
        self.deadly |= not mention.sentence.lemmas.isdisjoint(_KILLING | vocabulary().deadly)
        self.strong |= mention.strong
        self.firm |= mention.strong or bool(mention.targets or mention.attackers)
        self.counted |= bool(mention.munitions)
        extend(self.attackers, mention.attackers)
        extend(self.defenders, mention.defenders)
        extend(self.weapons, mention.weapons)
        for target in mention.targets:
            self._add_target(target)
        known = {place.name for place in self.places}
        fine = bool(self.places) and all(place.precision in {"exact", "near"} for place in self.places)
        for place in mention.places:
            if place.name not in known and not (fine and place.precision in {"region", "country"}):
                self.places.append(place)
        if self.when is None or (mention.when is not None and days_of(mention.when) < days_of(self.when)):
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
        if len(self.targets) < _MOST_TARGETS:
            self.targets.append(target)


def find_events(reading: Reading) -> list[Event]:
    """The attacks that the article reports as having happened, with their tellings, in reading order."""
    finder = StrikeFinder(reading)
    events: list[Event] = []
    note = is_note(reading)
    for sentence in reading.sentences:
        for told in _combined([each for each in finder.mentions(sentence) if _is_told(each)]):
            event = _best(events, told, _JOIN if not note else _JOIN_IN_NOTE)
            if event is None:
                events.append(told)
                continue
            for mention in told.mentions:
                event.add(mention)
        for claim in finder.claims(sentence):
            if not _claim(events, sentence, claim):
                _add_claimed(reading, finder, events, sentence)
                _claim(events, sentence, claim)
        finder.passed(sentence)
    if note:
        return _complete(reading, finder, events)
    return [event for event in events if _is_reportable(event)]


def _complete(reading: Reading, finder: StrikeFinder, events: list[Event]) -> list[Event]:
    """Add to a note's attack the weapons that its grammar doesn't tie to it, or make it of them if harm is told."""
    named = list(used_weapons(reading.sentences))
    told = {form for sentence in reading.sentences for word in sentence.words for form in (word.lemma, word.low)}
    harmful = not told.isdisjoint(_KILLING | vocabulary().harmed)
    for sentence, weapon in named:
        if any(weapon.weapon in event.weapons for event in events):
            continue
        if events:
            here = [each for each in events if any(told.sentence is sentence for told in each.mentions)]
            extend((here or events)[-1].weapons, [weapon.weapon])
        elif harmful or sentence.words[weapon.last].pos == "VERB":  # "strangled" tells the harm itself
            events.append(Event())
            events[-1].add(finder.understood(sentence, sentence.words[weapon.last], Roles(weapons=[weapon.weapon])))
    if not events and (found := deed(reading.sentences)) is not None:
        events.append(Event())
        events[-1].add(finder.understood(*found, Roles()))
    for event in events:
        if not event.weapons and any(mention.trigger.lemma in _BURSTS for mention in event.mentions):
            event.weapons.append("bomb")
        elif not event.weapons and any(
            mention.by_fighters and mention.trigger.lemma == "attack" for mention in event.mentions
        ):
            event.weapons.append("ground assault")  # the parser takes many a note's "attack" for a noun
    return [event for event in events if harmful or _is_reportable(event)]


def _claim(events: list[Event], sentence: Sentence, claim: Claim) -> bool:
    """Give the last attack told shortly before to those who claim it or are blamed; False where there is none.

    What two sides lay at each other's door is nobody's.
    """
    for event in reversed(events[-_EVENTS_BACK:]):
        if not _is_near(event.mentions[-1], sentence) or not _is_reportable(event):
            continue
        named = [name for name in event.attackers if name in parties()]
        doers = [party for party in claim.doers if party not in event.defenders]
        if event.blamed and not claim.own and set(claim.by) & set(event.blamed):
            event.attackers, event.blamed = [], []
        elif not named or (claim.own and event.claims):
            event.attackers = [*named, *(name for name in doers if name not in named)] if doers else event.attackers
            event.blamed = [] if claim.own else list(doers)
        elif set(named) & set(claim.doers):
            return True
        else:
            continue
        event.claims.append(sentence)
        return True
    return False


def _add_claimed(reading: Reading, finder: StrikeFinder, events: list[Event], claim: Sentence) -> None:
    """Make an attack of the losses told last before a claim, where the article told no attack there."""
    if any(_is_near(event.mentions[-1], claim) and _is_reportable(event) for event in events[-_EVENTS_BACK:]):
        return
    for sentence in reversed(reading.sentences[max(0, claim.index - _CLAIM_REACH) : claim.index + 1]):
        lost = finder.loss(sentence)
        if lost is not None:
            events.append(Event())
            events[-1].add(lost)
            return


def _is_near(told: Mention, sentence: Sentence) -> bool:
    """Whether ``sentence`` is close enough behind what was told to speak of it."""
    return sentence.index - told.sentence.index <= _CLAIM_REACH


def _is_told(mention: Mention) -> bool:
    """Whether the telling is of an attack, and not of many at large without a figure, a day or a place."""
    if not mention.sweeping or mention.anaphoric or mention.munitions:
        return True
    return mention.when is not None or any(place.precision != "country" for place in mention.places)


def _combined(mentions: list[Mention]) -> list[Event]:
    """The attacks of one sentence: its tellings joined as far as they do not contradict each other."""
    told: list[Event] = []
    for mention in mentions:
        fresh = Event()
        fresh.add(mention)
        fits = [] if mention.separate else [event for event in told if not contradicts(event, fresh)]
        if fits:
            fits[-1].add(mention)
        else:
            told.append(fresh)
    return told


def _best(events: list[Event], told: Event, least: float) -> Event | None:
    """The event that ``told`` tells again, or None for a new one."""
    best, best_tie = None, 0.0
    if any(mention.separate for mention in told.mentions):
        return None
    for event in reversed([*events[:1], *events[max(1, len(events) - _EVENTS_BACK) :]]):
        if contradicts(event, told):
            continue
        tie = tie_between(event, told) + (_LEAD if event is events[0] and not told.anchored else 0.0)
        if tie > best_tie:
            best, best_tie = event, tie
    return best if best_tie >= least else None


def _is_reportable(event: Event) -> bool:
    """Whether the event is one: a figure, a place finer than a country, a day or a target with its doer."""
    if not (event.deadly or event.firm):
        return False
    if any(place.precision != "country" for place in event.places):
        return True
    if event.counted:
        return True
    if event.when is not None and event.when.start is not None and days_of(event.when) <= 31:
        return True
    if event.targets and (event.attackers or event.weapons or event.strong):
        return True
    return event.deadly or bool(event.attackers and event.weapons)
