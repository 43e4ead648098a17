"""Whose toll is told: which of an article's tolls are of those attacked, and which of others or of some of them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from briefings.merge.describe import spots_of
from briefings.merge.places import APART, relation
from briefings.merge.words import are_armed, is_any_victim
from briefings.records import Casualty, Strike

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefings.events import Item
    from briefings.records import Count, Place, When

_PART = 0.5
"""A toll of less than this part of its article's main one, of people of one kind, is a part of it."""
_FEW = 3
"""Victims so few, beside many, are single ones of them: "his friend", "two photographers"."""
_REMOTE = frozenset({"drone", "missile", "rocket", "artillery", "airstrike", "mine"})
"""Weapons whose users are not there: a toll that seems to be theirs is of those who were hit."""
_OF_THEM = re.compile(r"^ of (?:the|those|them|whom)\b")


class Victims:
    """Who and where the victims of an event are, over all its reports."""

    def __init__(self, items: Iterable[Item]) -> None:
        """Count who and where they are said to be, and with what the attack was made."""
        records = [record for item in items for record in item.records]
        strikes = [record for record in records if isinstance(record, Strike)]
        own = [record for record in records if isinstance(record, Casualty) and record.scope == "event"]
        self.hit = Counter(party for strike in strikes for party in strike.defenders)
        self.doers = Counter(party for strike in strikes for party in strike.attackers)
        self.weapons = {weapon for strike in strikes for weapon in strike.weapons}
        self.parties = Counter(toll.party for toll in own if toll.party)
        scenes = [place for strike in strikes for place in strike.places if _is_fine(place)]
        scenes += [toll.place for toll in own if toll.place and _is_fine(toll.place)]
        self.places = Counter(spot.name for place in scenes for spot in spots_of([place]))
        self.days = [strike.when for strike in strikes if strike.when and strike.when.start]

    def label(self, toll: Casualty, tolls: Sequence[Casualty]) -> str:
        """What sets this toll of an article's ``tolls`` apart from the main one; "" for the main one."""
        if toll.scope != "event":
            return toll.scope
        if _is_earlier(toll):
            return "earlier"
        if toll.party and self._is_other_side(toll.party, tolls):
            return toll.party
        if toll.place and _is_fine(toll.place) and self._is_elsewhere(toll.place, tolls):
            return toll.place.name
        if toll.when and self._is_other_day(toll.when):
            return f"{toll.when.start}"
        return ""

    def _is_other_side(self, party: str, tolls: Sequence[Casualty]) -> bool:
        """Whether the toll is of the attackers' people, or one article counts two sides of which this is the lesser."""
        if self.doers[party] > self.hit[party] and not (self.weapons and self.weapons <= _REMOTE):
            return True
        sides = {toll.party for toll in tolls if toll.scope == "event"} - {None, *self.doers}
        return len(sides) > 1 and party != max(sides, key=self._weight)

    def _weight(self, party: str | None) -> tuple[int, int, str]:
        return (self.hit[party or ""], self.parties[party or ""], party or "")

    def _is_elsewhere(self, place: Place, tolls: Sequence[Casualty]) -> bool:
        """Whether one article counts at two places of which this is the lesser."""
        places = [toll.place for toll in tolls if toll.place and toll.scope == "event"]
        scenes = {spot.name: spot for spot in spots_of([each for each in places if _is_fine(each)])}
        main = max(scenes.values(), key=lambda spot: (self.places[spot.name], spot.name))
        return all(relation(spot, main) == APART for spot in spots_of([place]))

    def _is_other_day(self, when: When) -> bool:
        """Whether the toll is of a day on which no report has the attack."""
        days = [(day.start, day.end) for day in self.days if day.start and day.end]
        start, end = when.start, when.end
        if not days or not start or not end:
            return False
        return all(abs((start - last).days) > 1 and (end < first or last < start) for first, last in days)


def _is_earlier(toll: Casualty) -> bool:
    """Whether its sentence counts it as what another event left: "two days after 45 died in a fire"."""
    texts = [re.escape(count.text) for count in (toll.killed, toll.injured, toll.missing, toll.captured) if count]
    after = re.compile(rf"\b(?:hours?|days?|weeks?|months?) after [^.;]{{0,40}}?\b(?:{'|'.join(texts)})\b")
    return bool(texts) and all(after.search(evidence.quote) for evidence in toll.evidence)


def _is_fine(place: Place) -> bool:
    return place.precision in {"exact", "near"}


def part_of(toll: Casualty, fate: str, mains: Sequence[Casualty]) -> str:
    """What part of its article's main victims a toll is of, "" where it may be of them all.

    A lesser toll of one and the same source is of some of them, and so is one of "two of the wounded"; a much lesser
    one whose words name people of one kind is of those: "doctors".
    """
    count: Count = getattr(toll, fate)
    others = [(each, getattr(each, fate)) for each in mains if each is not toll and getattr(each, fate)]
    larger = [each for each, other in others if _number(other) > _number(count)]
    if not larger:
        return ""
    kind = _kind(toll, count)
    if kind == "part" or any(set(each.attribution) == set(toll.attribution) for each in larger):
        return kind or "part"
    is_small = _number(count) < _PART * max(_number(getattr(each, fate)) for each in larger)
    if is_small and _number(count) <= _FEW:
        return kind or "part"
    return kind if is_small or are_armed(kind) else ""


def _number(count: Count) -> int:
    return next(each for each in (count.best, count.low, count.high, 0) if each is not None)


def _kind(toll: Casualty, count: Count) -> str:
    """The people that the words behind a count narrow the victims down to: "Hamas fighters", "doctors"."""
    for evidence in toll.evidence:
        _, found, rest = evidence.quote.partition(count.text)
        if not found:
            continue
        if _OF_THEM.match(rest):
            return "part"
        words = re.findall(r"[\w’'-]+", rest[:60])[:3] if rest.startswith(" ") else []
        for i, word in enumerate(words):
            if is_any_victim(word.lower()):
                break
            if word.islower() and (word.endswith("s") or word in {"children", "women", "men", "police", "staff"}):
                return " ".join(words[: i + 1])
    return ""
