"""A briefing in the order of its telling: what belongs together, what is disputed, numbered quotes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from briefings.records import Briefing, Casualty, Count, Demand, Munition, Strike, Talk

    Fact = Talk | Demand | Strike | Casualty

MOST_TOLLS = 3
"""Key figures name the worst few events; the sections below hold the rest."""
MOST_MUNITIONS = 2
ABOUT = 0.1
"""A figure told as "about" contradicts none that is within this part of it."""


class Launch(NamedTuple):
    """Munitions of one kind and the strike that they were part of."""

    munition: Munition
    strike: Strike


class Toll(NamedTuple):
    """One record, or all records of one strike whose figures contradict each other."""

    reports: tuple[Casualty, ...]

    @property
    def first(self) -> Casualty:
        """The report that the article gives first."""
        return self.reports[0]

    @property
    def disputed(self) -> bool:
        """Whether sources contradict each other."""
        return len(self.reports) > 1


class View(NamedTuple):
    """What the templates tell, in order; no figure in it is summed or computed."""

    worst: tuple[Toll, ...]
    launches: tuple[Launch, ...]
    totals: tuple[Toll, ...]
    demands: tuple[tuple[Demand, ...], ...]
    strikes: dict[str, Strike]
    tolls: tuple[Toll, ...]
    quotes: dict[str, int]

    def refs(self, fact: Fact) -> tuple[int, ...]:
        """Numbers of the quotes that ``fact`` rests on, ascending."""
        return tuple(sorted({self.quotes[evidence.quote] for evidence in fact.evidence}))


def view(briefing: Briefing) -> View:
    """Put the facts of a briefing in the order of their telling; quotes are numbered by first use."""
    tolls = _tolls(briefing.casualties)
    events = [toll for toll in tolls if toll.first.scope == "event"]
    demands = _alike(briefing.demands)
    launches = [Launch(fired, strike) for strike in briefing.strikes for fired in strike.munitions if fired.launched]
    told: list[Fact] = [
        *briefing.talks,
        *(demand for group in demands for demand in group),
        *briefing.strikes,
        *(report for toll in tolls for report in toll.reports),
    ]
    quotes = dict.fromkeys(evidence.quote for fact in told for evidence in fact.evidence)
    return View(
        worst=tuple(sorted(filter(_weight, events), key=_weight, reverse=True)[:MOST_TOLLS]),
        launches=tuple(sorted(launches, key=_launched, reverse=True)[:MOST_MUNITIONS]),
        totals=tuple(toll for toll in tolls if toll.first.scope != "event" and _weight(toll)),
        demands=demands,
        strikes={strike.id: strike for strike in briefing.strikes},
        tolls=tolls,
        quotes={quote: number for number, quote in enumerate(quotes, 1)},
    )


def _alike(demands: Iterable[Demand]) -> tuple[tuple[Demand, ...], ...]:
    """Demands that differ in nothing but the thing asked and its evidence, put together."""
    groups: dict[Hashable, list[Demand]] = {}
    for demand in demands:
        asking = (demand.by, demand.of, demand.kind, demand.response, demand.response_by, demand.attribution)
        groups.setdefault(asking, []).append(demand)
    return tuple(map(tuple, groups.values()))


def _tolls(casualties: Iterable[Casualty]) -> tuple[Toll, ...]:
    """Every record, those that contradict one of the same strike put together with it."""
    tolls: list[Toll] = []
    by_strike: dict[str, list[int]] = {}
    for report in casualties:
        places = by_strike.setdefault(report.strike, []) if report.strike else []
        for i in places:
            if any(_contradict(report, other) for other in tolls[i].reports):
                tolls[i] = Toll((*tolls[i].reports, report))
                break
        else:
            places.append(len(tolls))
            tolls.append(Toll((report,)))
    return tuple(tolls)


def _contradict(one: Casualty, other: Casualty) -> bool:
    """Whether two sources count the same victims of a strike and can't both be right."""
    if one.attribution == other.attribution or one.scope != other.scope:
        return False
    if one.party and other.party and one.party != other.party:
        return False
    return _apart(one.killed, other.killed) or _apart(one.injured, other.injured)


def _apart(one: Count | None, other: Count | None) -> bool:
    """Whether no number fits both counts."""
    if one is None or other is None:
        return False
    (low, high), (other_low, other_high) = _bounds(one), _bounds(other)
    return low > other_high or other_low > high


def _bounds(count: Count) -> tuple[float, float]:
    """The least and the most that the wording allows."""
    low: float = count.low or 0
    high: float = math.inf if count.high is None else count.high
    if count.best is not None and count.low is None and count.high is None:
        low, high = count.best * (1 - ABOUT), count.best * (1 + ABOUT)
    return low, high


def _weight(toll: Toll) -> tuple[int, ...]:
    """How grave a toll is, for the order of the key figures; empty where it gives no number."""
    sizes = [
        tuple(map(_size, (report.killed, report.injured, report.missing, report.captured))) for report in toll.reports
    ]
    return max(sizes) if any(map(any, sizes)) else ()


def _launched(launch: Launch) -> int:
    return _size(launch.munition.launched)


def _size(count: Count | None) -> int:
    """One number to order counts by."""
    return 0 if count is None else count.best or count.low or count.high or 0
