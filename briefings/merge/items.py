"""Briefing → items: what one article tells of each happening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.events import Item
from briefings.merge.words import corrects

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from briefings.events import Kind, Source
    from briefings.records import Briefing, Casualty, Demand, Strike, Talk

LEAD = 450
"""Characters of an article's opening, two or three sentences: what it is about, before the background comes."""
_LIVE = {"held": 0, "ongoing": 1, "suspended": 2, "called_off": 3, "planned": 4, "proposed": 5}
"""Which talks of an article a demand belongs to when it fits several: those that took place."""


def items(briefing: Briefing, source: Source) -> tuple[Item, ...]:
    """The happenings that ``briefing`` tells of, each with all its records; every record is in some item.

    A strike takes its casualties along; casualties without a strike stand together when place and time are one;
    talks gather the demands that one of their parties makes of another, which stay items of their own too.
    """
    groups: list[tuple[Kind, tuple[Talk | Demand | Strike | Casualty, ...]]] = []
    for talk in briefing.talks:
        asked = [demand for demand in briefing.demands if _gathering(demand, briefing.talks) == talk.id]
        groups.append(("talks", (talk, *asked)))
    groups += [("demand", (demand,)) for demand in briefing.demands]
    strikes = {strike.id for strike in briefing.strikes}
    for strike in briefing.strikes:
        groups.append(("strike", (strike, *(toll for toll in briefing.casualties if toll.strike == strike.id))))
    alone = [toll for toll in briefing.casualties if toll.strike not in strikes]
    groups += [("casualties", tolls) for tolls in _sets(alone)]
    return tuple(_item(source, kind, records, _lead(briefing.article.text)) for kind, records in groups)


def _item(source: Source, kind: Kind, records: tuple[Talk | Demand | Strike | Casualty, ...], lead: str) -> Item:
    harmful = kind in {"strike", "casualties"}
    told = [evidence for record in records for evidence in record.evidence]
    opens = any(evidence.start < len(lead) for evidence in records[0].evidence) and kind != "demand"
    return Item(
        source=source,
        kind=kind,
        records=records,
        lead=lead if opens else "",
        corrects=harmful and any(corrects(evidence.quote) for evidence in told),
    )


def _lead(text: str) -> str:
    """The opening of an article: its first paragraphs of some length."""
    lead = text[:LEAD]
    return lead if len(lead) == len(text) else lead[: max(lead.rfind(". "), lead.rfind("\n"), 0) + 1] or lead


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
