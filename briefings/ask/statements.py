"""What reports state of an attack or of talks: who, what, with what, where, when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings import wording
from briefings.ask.demands import demands, response
from briefings.ask.findings import Finding, cited, days_of, said_by, shortened, title_of
from briefings.ask.quotes import denials, quoted, victims
from briefings.ask.talks import delegates, leader, next_round, outcome, parties
from briefings.ask.trust import confirmed, who_says
from briefings.ask.words import lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefings.answers import Aspect, Query
    from briefings.ask.evidence import Reports
    from briefings.events import Event


_SPOKEN = {
    "attacker": "Attacker",
    "target": "Target",
    "weapon": "Weapon",
    "damage": "Damage",
    "mediator": "Mediated or hosted by",
    "agreement": "Agreed",
}


def stated(name: str) -> Callable[[Query, Sequence[Event], Reports], Finding]:
    """An answer out of the facts of one name, with who says so, event by event."""

    def find(_query: Query, events: Sequence[Event], reports: Reports) -> Finding:
        lines, values, told_of = [], [], []
        for event in events:
            facts = [fact for fact in event.facts if fact.name == name]
            if not facts:
                continue
            said = [f"{fact.value}{said_by(event, fact, reports)}" for fact in facts]
            lines.append(f"{_SPOKEN[name]}: {'; '.join(said)} – {title_of(event)}.")
            values += [fact.value for fact in facts]
            told_of.append(event.id)
        return Finding(shortened(lines), (), tuple(dict.fromkeys(values)), tuple(told_of))

    return find


def damage(query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """What was damaged: as facts, else in the very words of the reports."""
    found = stated("damage")(query, events, reports)
    if found.sentences:
        return found
    return quoted(events, reports, lexicon()["damaging"]["words"], frozenset(), query.places)


def hit(query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """What was hit: the targets, or where none is named whose territory or people."""
    targets = stated("target")(query, events, reports)
    left = [event for event in events if event.id not in targets.events]
    lines, values, told_of = [], [], []
    for event in left:
        facts = [fact for fact in event.facts if fact.name == "defender"]
        places = [event.place.name] if event.place else []
        if facts or places:
            said = [f"{fact.value}{said_by(event, fact, reports)}" for fact in facts]
            lines.append(
                f"Hit: {'; '.join(said) or places[0]} – {title_of(event)}{'' if said else cited(event, reports)}."
            )
            values += [fact.value for fact in facts] or places
            told_of.append(event.id)
    found = (*targets.sentences, *lines)
    return Finding(shortened(found), (), tuple(dict.fromkeys((*targets.values, *values))), (*targets.events, *told_of))


def when(_query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """On which day."""
    dated = [event for event in events if event.when and (event.when.start or event.when.end)]
    lines = [
        f"{wording.upper_first(wording.when(event.when))}: {event.title}{cited(event, reports)}." for event in dated
    ]
    values = [day for event in dated for day in days_of(event.when)]
    return Finding(shortened(lines), (), tuple(dict.fromkeys(values)), tuple(event.id for event in dated))


def where(_query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """In which place."""
    placed = [event for event in events if event.place]
    lines = [
        f"{wording.upper_first(wording.place(event.place))}: {title_of(event)}{cited(event, reports)}."
        for event in placed
    ]
    values = [event.place.name for event in placed if event.place]
    return Finding(shortened(lines), (), tuple(dict.fromkeys(values)), tuple(event.id for event in placed))


def happened(_query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """What happened, event by event with its figures."""
    lines = []
    for event in events:
        figures = ", ".join(wording.figures(event.figures))
        lines.append(f"{wording.upper_first(title_of(event))}{wording.after(figures, ': ')}{cited(event, reports)}.")
    return Finding(shortened(lines), (), (), tuple(event.id for event in events))


STATEMENTS: dict[Aspect, Callable[[Query, Sequence[Event], Reports], Finding]] = {
    "victims": victims,
    "denials": denials,
    "attacker": stated("attacker"),
    "target": hit,
    "weapon": stated("weapon"),
    "damage": damage,
    "mediators": stated("mediator"),
    "agreements": stated("agreement"),
    "when": when,
    "where": where,
    "happened": happened,
    "new": happened,
    "demands": demands,
    "response": response,
    "outcome": outcome,
    "next_round": next_round,
    "parties": parties,
    "delegates": delegates,
    "leader": leader,
    "who_says": who_says,
    "confirmed": confirmed,
}
