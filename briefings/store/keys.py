"""Names as the store finds them: folded here, never by a database, whose rules differ with its locale."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from briefings.extract import gazetteer, parties
from briefings.wording import country_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.records import Place
    from briefings.store.records import EventEntry


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


def asked_place_keys(name: str) -> frozenset[str]:
    """What someone who says ``name`` may mean: it, and what it's another name of ("Kiev", "Britain")."""
    entries = gazetteer.find(fold(name))[:1]
    countries = parties.called(name, "name") & {party.name for party, _ in parties.countries()}
    return folded((name, *(entry.name for entry in entries), *countries))


def asked_party_keys(name: str) -> frozenset[str]:
    """What someone who says ``name`` may mean: it, and the parties called so ("Moscow", "the RSF", "IDF")."""
    return folded((name, *parties.called(name)))
