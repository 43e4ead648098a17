"""Item → features."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from briefings.extract.gazetteer import fold
from briefings.merge.features import Features, Spot
from briefings.merge.words import (
    capitals,
    days_after,
    gist,
    hour_of,
    is_old,
    is_party,
    kinds_of,
    last_weekday,
    names_of,
    things_of,
    weapons_of,
)
from briefings.records import Casualty, Demand, Strike, Talk

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefings.events import Item
    from briefings.merge.features import Tolls
    from briefings.records import Count, Place, When

FRESH = 3
"""Days before its publication in which an attack lies that is told without a day: news is new."""
TOLD = 2
"""Days that a time told spans at most to count as the day of an attack: "overnight", "Sunday to Monday"."""
LONGEST = 10
"""Days: what lasts longer is a campaign, not an attack."""
PLANNED = 10
"""Days ahead in which talks lie that are planned for no day told."""
_MOST_NAMES = 40
"""Names kept of an item, so that a long text costs no more than a short one."""
_GRADES = {"exact": 3, "near": 2, "region": 1, "country": 0}


def describe(items: Sequence[Item]) -> tuple[Features, ...]:
    """The features of all items of one article, which are told apart from each other."""
    plain = [_describe(item) for item in items]
    return tuple(
        each._replace(crowded=any(other is not each and _crowds(each, other) for other in plain)) for each in plain
    )


def _crowds(one: Features, other: Features) -> bool:
    """Whether the article tells ``other`` of a day and at a fine place that may be those of ``one``."""
    if one.family != "attack" or other.family != "attack" or other.closed:
        return False
    if other.told < 2 or (one.told and (one.first > other.last or other.first > one.last)):
        return False
    fine = {spot.name for spot in one.spots if spot.grade > 1}
    return any(spot.name in fine for spot in other.spots)


def _describe(item: Item) -> Features:
    first = item.records[0]
    if isinstance(first, Talk):
        return _talks(item, first)
    if isinstance(first, Demand):
        return _demand(item, first)
    return _attack(item)


def _frame(item: Item, family: str, when: When | None, *, ahead: int = 0) -> Features:
    """The features common to all: identity and time; nothing happened after it was reported."""
    day = (item.source.published or item.source.reported.date()).toordinal()
    first, last, told = day - FRESH, day + ahead, 0
    if when and when.start and when.end and (family != "attack" or when.start.toordinal() <= day):
        first, last = when.start.toordinal(), when.end.toordinal()
        told = 2 if last - first < TOLD else 1
    elif family == "attack" and (named := _weekday(item, day)):
        first, last, told = named, named, 2
    return Features(
        key=item.key,
        article=item.source.article,
        reported=item.source.reported.isoformat(),
        specificity=0,
        family=family,
        kind=item.kind,
        closed=False,
        crowded=False,
        first=first,
        last=last,
        told=told,
        day=day,
        hour=hour_of(when.text) if when else "",
        locus="",
    )


def _attack(item: Item) -> Features:
    strike = item.records[0] if isinstance(item.records[0], Strike) else None
    tolls = [record for record in item.records if isinstance(record, Casualty)]
    own = [toll for toll in tolls if toll.scope == "event"]
    places = list(strike.places) if strike else []
    places = places or [toll.place for toll in own if toll.place]
    when = _time(strike, own)
    quotes = " ".join(dict.fromkeys(_quotes(item)))
    causes = " ".join(toll.cause for toll in own if toll.cause)
    targets = strike.targets if strike else ()
    spots = spots_of(places)
    said_by = {word for record in item.records for name in record.attribution for word in fold(name).split()}
    where = {word for spot in spots for word in (*spot.name.split(), *spot.admin.split())}
    means = set(strike.weapons) - {"other"} if strike else set()
    frame = _frame(item, "attack", when)
    features = frame._replace(
        closed=(not strike and not own)
        or frame.last - frame.first > LONGEST
        or (not frame.told and _is_past(item, frame.day)),
        locus=_locus(spots),
        spots=spots,
        doers=frozenset(party for party in (strike.attackers if strike else ()) if is_party(party)),
        others=frozenset(strike.defenders) if strike else frozenset(toll.party for toll in own if toll.party),
        means=frozenset(means or weapons_of(causes)),
        things=frozenset().union(*map(things_of, targets)),
        kinds=frozenset(kind for target in targets for kind in kinds_of(target)),
        heard_kinds=kinds_of(quotes if targets else f"{quotes} {_opening(item)}"),
        named=frozenset(sorted(frozenset().union(*map(names_of, targets)) - where)[:_MOST_NAMES]),
        heard=frozenset(sorted(capitals(f"{quotes} {item.lead}") - said_by - where)[:_MOST_NAMES]),
        killed=_tolls(toll.killed for toll in own),
        injured=_tolls(toll.injured for toll in own),
        launched=_launched(strike),
    )
    return features._replace(specificity=_specificity(features))


def _talks(item: Item, talk: Talk) -> Features:
    frame = _frame(item, "talks", talk.when, ahead=PLANNED if talk.status in {"planned", "proposed"} else 0)
    spots = spots_of([talk.place] if talk.place else [])
    heard = capitals(" ".join([*_quotes(item), item.lead]))
    features = frame._replace(
        closed=frame.last - frame.first > 3 * LONGEST or len(talk.parties) + len(talk.mediators) < 2,
        spots=spots,
        heard=frozenset(sorted(heard - {word for spot in spots for word in spot.name.split()})[:_MOST_NAMES]),
        doers=frozenset(talk.parties),
        others=frozenset(talk.mediators),
        means=frozenset(fold(delegate.name).split()[-1] for delegate in talk.delegates if fold(delegate.name)),
        gist=frozenset().union(*map(gist, talk.agreements)),
        status=talk.outcome if talk.outcome in {"agreement", "partial"} else talk.status,
    )
    return features._replace(specificity=_specificity(features))


def _demand(item: Item, demand: Demand) -> Features:
    frame = _frame(item, "demand", None)
    features = frame._replace(
        first=frame.day,
        last=frame.day,
        locus=demand.by[0] if len(demand.by) == 1 else "",
        closed=not demand.by,
        doers=frozenset(demand.by),
        others=frozenset(demand.of),
        gist=gist(demand.text),
        status=demand.kind,
    )
    return features._replace(specificity=len(features.doers) + len(features.others) + min(len(features.gist), 6))


def _weekday(item: Item, day: int) -> int | None:
    """The weekday that the first sentence about the attack that names one has, unless it speaks of times gone by."""
    if _is_past(item, day):
        return None
    named = (last_weekday(text, day) for text in (*_quotes(item), item.lead.split("\n")[0]))
    return next((each for each in named if each), None)


def _opening(item: Item) -> str:
    """The title and the first sentences of the article where the happening is told there."""
    return f"{item.source.title or ''}. {item.lead}" if item.lead else ""


def _quotes(item: Item) -> list[str]:
    """The sentences that an item rests on."""
    return [evidence.quote for record in item.records for evidence in record.evidence]


def _is_past(item: Item, day: int) -> bool:
    """Whether the sentence that first tells of the attack speaks of times gone by."""
    return is_old(item.records[0].evidence[0].quote, date.fromordinal(day).year)


def _specificity(features: Features) -> int:
    """How much an item says of what, where and when."""
    finest = max((spot.grade for spot in features.spots), default=0)
    told = (features.means, features.doers, features.kinds, features.named, features.killed, features.launched)
    return (0, 1, 4)[features.told] + (0, 2, 4, 4)[finest] + sum(map(bool, told)) + (features.kind != "casualties")


def spots_of(places: Iterable[Place]) -> tuple[Spot, ...]:
    """The places as they are compared, those finer than a country before all others."""
    spots = [
        Spot(fold(p.name), fold(p.admin or ""), p.country or "", p.lat, p.lon, _GRADES[p.precision]) for p in places
    ]
    return tuple(sorted(dict.fromkeys(spots), key=lambda spot: -spot.grade))


def _locus(spots: Sequence[Spot]) -> str:
    countries = {spot.country for spot in spots}
    return countries.pop() if len(countries) == 1 else ""


def _tolls(counts: Iterable[Count | None]) -> Tolls:
    return tuple(dict.fromkeys((count.low, count.best, count.high) for count in counts if count))


def _time(strike: Strike | None, tolls: Sequence[Casualty]) -> When | None:
    """The attack's time, widened by its tolls' where they are a day or so beside it: a claim comes a day later."""
    times = [_shifted(record.when, record) for record in (strike, *tolls) if record and record.when]
    days = [(when.start, when.end) for when in times if when.start and when.end]
    if not days:
        return times[0] if times else None
    start, end = days[0]
    for first, last in days[1:]:
        if abs((first - start).days) <= TOLD and abs((last - end).days) <= TOLD:
            start, end = min(start, first), max(end, last)
    return times[0].model_copy(update={"start": start, "end": end})


def _shifted(when: When, record: Strike | Casualty) -> When:
    """The time of an attack where its sentence tells another thing's: "on Sunday, a day after the raid"."""
    days = next((days for each in record.evidence if (days := days_after(each.quote, when.text))), 0)
    if not days or not when.start or not when.end:
        return when
    return when.model_copy(update={"start": when.start - timedelta(days), "end": when.end - timedelta(days)})


def _launched(strike: Strike | None) -> tuple[tuple[str, int], ...]:
    """How many of each weapon flew, where a number is told."""
    fired = strike.munitions if strike else ()
    return tuple(sorted((each.weapon, each.launched.best) for each in fired if each.launched and each.launched.best))
