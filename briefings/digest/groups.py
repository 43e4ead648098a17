"""Entries → groups of one conflict and place, the gravest first."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from briefings.digest.changes import shown
from briefings.digest.records import Entry, Group
from briefings.extract.parties import home_of, home_party, known
from briefings.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefings.events import Event

_AGREED = {"agreement": 100.0, "partial": 50.0}
"""A truce weighs like an attack that kills a hundred: both stand at the head of a day's news."""
_MET = 10.0
"""Talks that were held, whatever came of them, weigh like ten killed; those to come and demands like one."""
_HURT = 0.1
"""An injured, missing or captured person beside one killed."""
_FIRED = 0.02
"""A drone or missile beside one killed: a night of 500 is like an attack that kills ten."""
_OF_ARMIES = frozenset({"drone", "missile", "rocket", "artillery", "airstrike"})
"""What hits a country from without when nobody says who fired it: a bomb may be of anyone within."""
_SIDES = 2
_MOST_NAMED = 3
"""Countries that a conflict is named by at most: four are those who mediate in it."""

Countries = frozenset[str]


def weight(event: Event) -> float:
    """How grave an event is, in people killed."""
    if event.kind == "talks":
        stated = {fact.value for fact in event.facts if fact.name in {"outcome", "status"}}
        agreed = max((_AGREED.get(value, 0.0) for value in stated), default=0.0)
        return max(agreed, _MET if stated & {"held", "ongoing"} else 1.0)
    total = 1.0 if event.kind == "demand" else 0.0
    for name, figure in event.figures.items():
        if "(" not in name:
            number = shown(figure) or 0
            total += number * (1.0 if name == "killed" else _FIRED if " " in name else _HURT)
    return total


def graver(event: Event) -> tuple[float, int, str]:
    """A key that sorts the gravest first, of equals those of most publishers."""
    return (-weight(event), -event.publishers, event.id)


def gathered(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries, demands of one party to the same other with the same news as one, led by the most told."""
    alike: dict[object, list[Entry]] = defaultdict(list)
    for entry in entries:
        by, of = _named(entry.event, "by"), _named(entry.event, "of")
        news = tuple((update.name, update.before, update.after) for update in entry.updates)
        apart = entry.event.id if entry.event.kind != "demand" or not by else ""
        alike[frozenset(by), frozenset(of), news, apart].append(entry)
    return tuple(_together(some) for some in alike.values())


def _together(entries: Iterable[Entry]) -> Entry:
    first, *others = sorted(entries, key=lambda entry: graver(entry.event))
    return first.model_copy(update={"others": tuple(entry.event for entry in others)})


def grouped(entries: Iterable[Entry], conflicts: Mapping[str, str]) -> tuple[Group, ...]:
    """The entries by conflict and place; conflicts, places in them and entries in those by their gravest event."""
    ranked = sorted(entries, key=lambda entry: graver(entry.event))
    first: dict[tuple[str, ...], int] = {}
    keys = {entry.event.id: (conflicts[entry.event.id], _spot(entry.event)) for entry in ranked}
    for rank, entry in enumerate(ranked):
        conflict, spot = keys[entry.event.id]
        first.setdefault((conflict,), rank)
        first.setdefault((conflict, spot), rank)
    ranked.sort(key=lambda entry: (first[keys[entry.event.id][:1]], first[keys[entry.event.id]]))
    return tuple(
        Group(conflict=conflict, place=place, entries=tuple(some))
        for (conflict, place), some in groupby(ranked, key=lambda entry: keys[entry.event.id])
    )


class _Sides(NamedTuple):
    """The countries of those who fight or talk, of those asked first, and the country where it was."""

    parties: tuple[str, ...]
    place: str | None

    @property
    def all(self) -> Countries:
        """Every country that has a part in it."""
        return frozenset((*self.parties, *([self.place] if self.place else ())))


def conflicts(events: Iterable[Event]) -> dict[str, str]:
    """The conflict of each event by id: "Russia and Ukraine", "Sudan", "" where nobody knows.

    It is named by the countries of those who fight there. What is told of one of them alone belongs to the conflict
    between two of which the other events tell, if that is a single one; so does what outsiders ask of them. What tells
    of no country belongs to the only conflict that its articles tell of besides.
    """
    events = list(events)
    sides = {event.id: _sides(event) for event in events}
    weights: dict[Countries, float] = defaultdict(float)
    for event in events:
        if event.kind != "demand" and 0 < len(sides[event.id].all) <= _SIDES:
            weights[sides[event.id].all] += weight(event)
    found = {event.id: _conflict(event, sides[event.id], weights) for event in events}
    beside: dict[str, set[Countries]] = defaultdict(set)
    for event in events:
        for article in {report.article for report in event.reports if found[event.id]}:
            beside[article].add(found[event.id])
    for event in events:
        others = set[Countries]().union(*(beside.get(report.article, ()) for report in event.reports))
        widest = max(others, key=len, default=frozenset())
        if not found[event.id] and all(each <= widest for each in others):
            found[event.id] = widest
    return {event: listed(sorted(countries)) for event, countries in found.items()}


def _conflict(event: Event, sides: _Sides, weights: Mapping[Countries, float]) -> Countries:
    """The countries that a conflict is named by, none where nobody knows."""
    every = sides.all
    if event.kind == "demand" and (every not in weights or not _named(event, "of")):
        joined = _joined(sides.parties, weights)
    elif len(every) > _SIDES:
        within = [each for each in weights if len(each) == _SIDES and each <= every]
        joined = max(within, key=lambda each: (weights[each], sorted(each)), default=None)
    else:
        joined = _joined(tuple(every), weights) if len(every) == 1 and _is_from_without(event) else None
    return joined or (every if len(every) <= _MOST_NAMED else frozenset())


def _joined(countries: Sequence[str], weights: Mapping[Countries, float]) -> Countries | None:
    """The conflict of the first of ``countries`` that has a part in one alone."""
    for country in countries:
        having = [each for each in weights if country in each]
        between = [each for each in having if len(each) == _SIDES] or having
        if len(between) == 1:
            return between[0]
    return None


def _is_from_without(event: Event) -> bool:
    """Whether an event of one country may be part of its war with another: an attack whose doer isn't told."""
    by_armies = not _OF_ARMIES.isdisjoint(_named(event, "weapon"))
    return event.kind == "casualties" or (event.kind == "strike" and by_armies and not _named(event, "attacker"))


def _sides(event: Event) -> _Sides:
    named = (*_named(event, "of"), *_named(event, "by")) if event.kind == "demand" else event.parties
    homes = tuple(dict.fromkeys(home for party in named if (home := _home(party))))
    place = event.place.country if event.place and event.kind != "talks" else None
    return _Sides(homes, home_party(place) if place else None)


def _home(party: str) -> str | None:
    """The country that a party is, or that an armed group is of; none of an organisation."""
    state = known().get(party)
    return party if state and state.kind == "country" else home_party(home_of(party) or "")


def _named(event: Event, fact: str) -> tuple[str, ...]:
    return tuple(each.value for each in event.facts if each.name == fact)


def _spot(event: Event) -> str:
    """The place of an attack, where it is finer than a country; where talks are held doesn't matter."""
    fought = event.kind in {"strike", "casualties"}
    return event.place.name if fought and event.place and event.place.precision != "country" else ""
