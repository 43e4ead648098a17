"""Briefing → items: what one article tells of each happening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.events import Item
from briefings.merge.words import corrects

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from briefings.events import Kind, Source
    from briefings.records import Briefing, Casualty, Demand, Strike, Talk

_LIVE = {"held": 0, "ongoing": 1, "suspended": 2, "called_off": 3, "planned": 4, "proposed": 5}
"""Which talks of an article a demand belongs to when it fits several: those that took place."""


def items(briefing: Briefing, source: Source) -> tuple[Item, ...]:
    """The happenings that ``briefing`` tells of, each with all its records; every record is in some item.

    A strike takes its casualties along; casualties without a strike stand together when place and time are one;
    talks gather the demands that one of their parties makes of another, which stay items of their own too.
    """
    told: list[Item] = []
    for talk in briefing.talks:
        asked = [demand for demand in briefing.demands if _gathering(demand, briefing.talks) == talk.id]
        told.append(_item(source, "talks", (talk, *asked)))
    told += [_item(source, "demand", (demand,)) for demand in briefing.demands]
    strikes = {strike.id for strike in briefing.strikes}
    for strike in briefing.strikes:
        told.append(_item(source, "strike", (strike, *(c for c in briefing.casualties if c.strike == strike.id))))
    alone = [casualty for casualty in briefing.casualties if casualty.strike not in strikes]
    told += [_item(source, "casualties", group) for group in _sets(alone)]
    return tuple(told)


def _item(source: Source, kind: Kind, records: tuple[Talk | Demand | Strike | Casualty, ...]) -> Item:
    told = (evidence.quote for record in records for evidence in record.evidence)
    harmful = kind in {"strike", "casualties"}
    return Item(source=source, kind=kind, records=records, corrects=harmful and any(map(corrects, told)))


def _gathering(demand: Demand, talks: Iterable[Talk]) -> str | None:
    """The talks between whose parties the demand is made: those that took place, of these the first told."""
    fits = [talk for talk in talks if _is_between(demand, talk)]
    return min(fits, key=lambda talk: _LIVE[talk.status]).id if fits else None


def _is_between(demand: Demand, talk: Talk) -> bool:
    parties = set(talk.parties)
    return bool(parties & set(demand.by)) and (not demand.of or bool(parties & set(demand.of)))


def _sets(casualties: Iterable[Casualty]) -> list[tuple[Casualty, ...]]:
    """Tolls of one place and time together, whoever gives them; tallies and tolls of nowhere each alone."""
    groups: dict[Hashable, list[Casualty]] = {}
    for each in casualties:
        scene = each.place and (each.place.name, each.when and (each.when.start, each.when.end))
        groups.setdefault(scene if scene and each.scope == "event" else each.id, []).append(each)
    return [tuple(group) for group in groups.values()]
