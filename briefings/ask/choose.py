"""Which events a query is about: what the store is asked for, and which of those it gives fit everything."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from briefings.ask.evidence import texts_of
from briefings.extract import parties
from briefings.records import Casualty, Strike, Talk
from briefings.store.events import Asked
from briefings.store.keys import asked_party_keys, asked_place_keys, event_party_keys, event_place_keys, folded
from briefings.store.records import EventEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from briefings.answers import Aspect, Query
    from briefings.events import Event, Item, Kind
    from briefings.records import Place
    from briefings.store.events import View

MOST = 80
"""Events looked at for an answer, the newest: reading them with what their reports say takes some 30 ms."""

_KINDS: dict[Aspect, tuple[Kind, ...]] = {
    "toll": ("strike", "casualties"),
    "munitions": ("strike",),
    "victims": ("strike", "casualties"),
    "denials": ("strike", "casualties"),
    "attacker": ("strike",),
    "target": ("strike",),
    "weapon": ("strike",),
    "damage": ("strike",),
    "demands": ("demand",),
    "response": ("demand",),
    "agreements": ("talks",),
    "outcome": ("talks",),
    "next_round": ("talks",),
    "delegates": ("talks",),
    "leader": ("talks",),
    "mediators": ("talks",),
    "parties": ("talks",),
}
"""Where each aspect is told; one that isn't listed may be of any event."""
_FACTS: dict[Aspect, str] = {
    "attacker": "attacker",
    "weapon": "weapon",
    "mediators": "mediator",
    "agreements": "agreement",
}
"""Aspects that facts of one name alone answer."""
_FAMILIES: dict[str, frozenset[str]] = {
    "bomb": frozenset({"bomb", "vehicle bomb", "suicide bomb", "mine", "airstrike"}),
    "airstrike": frozenset({"airstrike", "missile", "bomb", "drone"}),
    "rocket": frozenset({"rocket", "missile"}),
}
"""Weapons that a word may mean beside the one of its name: planes drop bombs and fire missiles."""
_HARMFUL = frozenset({"strike", "casualties"})
_DOERS = frozenset({"attacker", "by"})
_DONE_TO = frozenset({"defender", "of"})


def asked_of(query: Query, view: View | None) -> Asked:
    """What the store is to be asked for: all that may fit, those with the newest report first."""
    aspects = ("next_round",) if "next_round" in query.aspects else query.aspects
    kinds = query.kinds or tuple(dict.fromkeys(kind for aspect in aspects for kind in _KINDS.get(aspect, ())))
    if any(aspect not in _KINDS for aspect in aspects) and not query.kinds:
        kinds = ()
    days = (query.days.start, query.days.end) if query.days and not _is_running(query) else (None, None)
    asks = kinds == ("demand",)  # a demand happens nowhere: its article tells of the place
    return Asked(
        since=query.since or _earliest(kinds, days[0]),
        kinds=kinds,
        places=() if asks else query.places,
        beside=query.places if asks else (),
        parties=(*query.by, *query.of),
        about=query.about,
        days=days,
        ids=query.events or None,
        view=view,
    )


def _earliest(kinds: Sequence[Kind], day: date | None) -> datetime | None:
    """When what happened on a day was told of at the earliest: of attacks no report comes before, of talks one may.

    A day before it, as a day of the place may begin before that of UTC.
    """
    if day is None or not kinds or not _HARMFUL.issuperset(kinds):
        return None
    return datetime.combine(day, time(), UTC) - timedelta(days=1)


def _is_running(query: Query) -> bool:
    """Whether a running total is asked for, which is of the day of its report and not of those that it counts."""
    return query.total and query.days is not None and query.days.end is None


def decides_by_reports(query: Query) -> bool:
    """Whether what reports tell beside an event's own record decides whether it fits."""
    return bool(query.words or query.unknown or query.of or len(query.about) > 1)


def may_answer(query: Query, event: Event) -> bool:
    """Whether an event holds anything of what is asked; of most aspects only its facts and figures do."""
    facts = {fact.name for fact in event.facts}
    counted = {figure.partition(" ")[0] for figure in event.figures}
    wanted: dict[Aspect, Iterable[str]] = {
        "toll": query.fates or ("killed", "injured"),
        "munitions": query.fired,
        "victims": query.fates or ("killed",),
    }
    if query.victims:
        return True
    return any(
        not counted.isdisjoint(wanted[aspect]) if aspect in wanted else aspect not in _FACTS or _FACTS[aspect] in facts
        for aspect in query.aspects
    )


def choose(query: Query, events: Iterable[Event], items: Mapping[str, Sequence[Item]]) -> list[Event]:
    """The events that fit everything that the query sets, in their order."""
    fitting = [event for event in events if _fits(query, event, items.get(event.id, ()))]
    within = [event for event in fitting if _is_within(query, event)]
    return within or fitting


def _is_within(query: Query, event: Event) -> bool:
    """Whether the whole of an event lies in the days asked for, and not only an end of it."""
    days, when = query.days, event.when
    if days is None or when is None or not (days.start and days.end and when.start and when.end):
        return True
    return days.start <= when.start and when.end <= days.end


def _fits(query: Query, event: Event, items: Sequence[Item]) -> bool:
    """Whether an event has the parties in their parts, the weapons and the words."""
    if not (_acts(event, query.by, _DOERS) and (not query.of or _suffers(query, event, items))):
        return False
    stated = {fact.value for fact in event.facts if fact.name == "weapon"}
    texts = [*texts_of(event, items)]
    armed = any(stated & (_FAMILIES.get(weapon, frozenset()) | {weapon}) for weapon in query.weapons)
    if query.weapons and "munitions" not in query.aspects and not armed:
        return False
    if not all(mentions(texts, word) for word in (*query.words, *query.unknown)):
        return False
    return len(query.about) < 2 or _is_about(query, event, items)  # the store found it by the one name


def _is_about(query: Query, event: Event, items: Sequence[Item]) -> bool:
    """Whether an event is about every one of the names: its places, its parties, or of an attack who is hurt."""
    entry = EventEntry(event=event, items=(), places=tuple(_places(items)), parties=tuple(_hurt(items)))
    here = event_place_keys(entry) | event_party_keys(entry)
    return all(not (asked_place_keys(name) | asked_party_keys(name)).isdisjoint(here) for name in query.about)


def _places(items: Sequence[Item]) -> Iterator[Place]:
    for item in items:
        for record in item.records:
            if isinstance(record, Strike):
                yield from record.places
            elif isinstance(record, Talk | Casualty) and record.place:
                yield record.place


def _hurt(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        for record in item.records:
            if isinstance(record, Casualty) and record.party:
                yield record.party


def _acts(event: Event, names: Sequence[str], parts: frozenset[str]) -> bool:
    """Whether any of the names is of a party that has such a part in an event; of talks, that takes part."""
    if not names:
        return True
    keys = frozenset[str]().union(*map(asked_party_keys, names))
    values = [fact.value for fact in event.facts if fact.name in parts]
    if event.kind == "talks":
        values = [*event.parties]
    return not keys.isdisjoint(folded(values))


def _suffers(query: Query, event: Event, items: Sequence[Item]) -> bool:
    """Whether any of the parties asked about was hit or asked: its people, or what is on its soil."""
    if _acts(event, query.of, _DONE_TO):
        return True
    if event.kind == "demand":
        return False
    keys = frozenset[str]().union(*map(asked_party_keys, query.of))
    hurt = _hurt(items)
    home = parties.home_party(event.place.country) if event.place and event.place.country else None
    doers = {fact.value for fact in event.facts if fact.name == "attacker"}
    return not keys.isdisjoint(folded((*hurt, home if home not in doers else None)))


def mentions(texts: Iterable[str], word: str) -> bool:
    """Whether a word stands in any of the texts, in whatever form: "church" in "churches", "bombed" in "bombing"."""
    stem = re.escape(_stem(word.lower()))
    inside = r"\w*" if len(stem) > 3 else r"(?<!\w)"  # "girls" in "schoolgirls"
    return any(re.search(rf"{inside}{stem}\w{{0,4}}(?!\w)", text.lower()) for text in texts)


def _stem(word: str) -> str:
    """A word without its ending; short ones stay whole."""
    for ending, rest in (
        ("ies", "y"),
        ("ings", ""),
        ("ing", ""),
        ("ied", "y"),
        ("ed", ""),
        ("es", ""),
        ("s", ""),
        ("e", ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return (word.removesuffix(ending) + rest).removesuffix("y")
    return word.removesuffix("y") if len(word) > 4 else word
