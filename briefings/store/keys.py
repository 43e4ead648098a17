"""Names as the store finds them: folded here, never by a database, whose rules differ with its locale."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from briefings.extract import gazetteer, parties
from briefings.wording import country_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from briefings.events import Event
    from briefings.records import Place
    from briefings.store.records import EventEntry


_PARTIES = frozenset({"attacker", "defender", "party", "mediator", "by", "of", "response_by"})
"""Facts whose values are parties."""


def fold(name: str) -> str:
    """The key of a name; one without Latin letters is only brought to lower case."""
    return gazetteer.fold(name) or " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def folded(names: Iterable[str | None]) -> frozenset[str]:
    """The keys of all names that there are."""
    return frozenset(key for name in names if name and (key := fold(name)))


def place_keys(place: Place) -> frozenset[str]:
    """What an event at ``place`` is found by: the place, its region, its country by name and by code."""
    return folded((place.name, place.admin, place.country, country_name(place.country)))


def event_place_keys(entry: EventEntry) -> frozenset[str]:
    """What an event is found by: the keys of its own place, and of every other that its reports name."""
    return frozenset[str]().union(*(place_keys(place) for place in (entry.event.place, *entry.places) if place))


def event_party_keys(entry: EventEntry) -> frozenset[str]:
    """What an event is found by: its parties, those whose people were hurt, and those that mediate or answer."""
    others = (fact.value for fact in entry.event.facts if fact.name in _PARTIES)
    return folded((*entry.event.parties, *entry.parties, *others))


def event_days(event: Event, reported: Iterable[datetime]) -> tuple[date, date]:
    """The first and the last day on which an event happened, or where that isn't known those of its reports."""
    days = sorted(moment.date() for moment in reported)
    when = event.when
    first, last = (when.start, when.end) if when else (None, None)
    return (first or last or days[0], last or (max(days[-1], first) if first else days[-1]))


def asked_place_keys(name: str) -> frozenset[str]:
    """What someone who says ``name`` may mean: it, and what it's another name of ("Kiev", "Britain")."""
    entries = gazetteer.find(fold(name))[:1]
    countries = parties.called(name, "name") & {party.name for party, _ in parties.countries()}
    return folded((name, *(entry.name for entry in entries), *countries))


def asked_party_keys(name: str) -> frozenset[str]:
    """What someone who says ``name`` may mean: it, and the parties called so ("Moscow", "the RSF", "IDF")."""
    return folded((name, *parties.called(name)))
