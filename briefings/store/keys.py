"""Names as the store finds them: folded here, never by a database, whose rules differ with its locale."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from briefings.extract import gazetteer
from briefings.wording import country_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.records import Place


def fold(name: str) -> str:
    """The key of a name; one without Latin letters is only brought to lower case."""
    return gazetteer.fold(name) or " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def folded(names: Iterable[str | None]) -> frozenset[str]:
    """The keys of all names that there are."""
    return frozenset(key for name in names if name and (key := fold(name)))


def place_keys(place: Place) -> frozenset[str]:
    """What an event at ``place`` is found by: the place, its region, its country by name and by code."""
    return folded((place.name, place.admin, place.country, country_name(place.country)))


def asked_place_keys(name: str) -> frozenset[str]:
    """What someone who says ``name`` may mean: it, and the common name of what it's another name of (Kiev, Kyiv)."""
    key = fold(name)
    return folded((name, *(entry.name for entry in gazetteer.find(key)[:1])))
