"""The items of one happening → the event."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from briefings.events import Event, Report
from briefings.merge.facts import find_facts
from briefings.merge.figures import find_figures, is_main
from briefings.merge.titles import title
from briefings.publishers import voice
from briefings.records import Casualty, Demand, Place, Strike, Talk

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
    from typing import TypeVar

    from briefings.events import Item, Kind
    from briefings.records import When

    Record = Talk | Demand | Strike | Casualty
    Known = TypeVar("Known")

_ID_LENGTH = 12
"""Hexadecimal digits of an event's id, as of an article's."""
_FINENESS = {"exact": 3, "near": 2, "region": 1, "country": 0}
_KINDS: tuple[Kind, ...] = ("strike", "talks", "demand", "casualties")


def assemble(items: Iterable[Item]) -> Event:
    """The event that ``items`` (at least one) tell of, the same for every order of them."""
    told = sorted(items, key=lambda item: (item.source.reported, item.key))
    kind = min((item.kind for item in told), key=_KINDS.index)
    facts = find_facts(told)
    figures, changed = find_figures(told)
    records = [(item, record) for item in told for record in item.records if not _is_gathered(item, record)]
    place = _place(records)
    parties = _parties(records)
    return Event(
        id=event_id(told),
        kind=kind,
        title=title(kind, facts, place, parties),
        parties=parties,
        place=place,
        when=_when(records),
        reports=tuple(_reports(told)),
        publishers=len({voice(item.source.publisher) for item in told}),
        figures=figures,
        facts=facts,
        contested=any(figure.contested for name, figure in figures.items() if is_main(name)),
        changed=changed,
    )


def event_id(items: Iterable[Item]) -> str:
    """The id of an event: a hash of its earliest item, so that neither order nor later reports change it."""
    first = min(items, key=lambda item: (item.source.reported, item.key))
    return hashlib.sha256(first.key.encode()).hexdigest()[:_ID_LENGTH]


def _is_gathered(item: Item, record: Record) -> bool:
    """Whether a record is a demand that talks only gather: where and between whom they are it doesn't say."""
    return item.kind == "talks" and isinstance(record, Demand)


def _reports(told: Sequence[Item]) -> Iterator[Report]:
    """Every record of every item once, by time and article."""
    for item in told:
        for record in item.records:
            yield Report(
                article=item.source.article,
                record=record.id,
                outlet=item.source.outlet,
                published=item.source.published,
                url=item.source.url,
            )


def _place(records: Sequence[tuple[Item, Record]]) -> Place | None:
    """The finest place that most publishers name; a strike's own before that of its casualties."""
    for kinds in ((Strike, Talk), (Casualty,)):
        named = [(item, place) for item, record in records if isinstance(record, kinds) for place in _places(record)]
        if named:
            finest = max(_FINENESS[place.precision] > 1 for _, place in named)
            fit = [(item, place) for item, place in named if (_FINENESS[place.precision] > 1) == finest]
            best = _most_told([(item, place.name) for item, place in fit])
            spots = [place for _, place in fit if place.name == best]
            return max(spots, key=lambda place: (place.lat is not None, _FINENESS[place.precision]))
    return None


def _places(record: Record) -> Sequence[Place]:
    if isinstance(record, Strike):
        return record.places
    if isinstance(record, Talk | Casualty) and record.place and not _is_tally(record):
        return (record.place,)
    return ()


def _when(records: Sequence[tuple[Item, Record]]) -> When | None:
    """The time that most publishers tell, the shortest of equals; one without a day where none has one."""
    for kinds in ((Strike, Talk), (Casualty,)):
        times = [
            (item, record.when)
            for item, record in records
            if isinstance(record, kinds) and record.when and not _is_tally(record) and not _is_ahead(item, record.when)
        ]
        dated = [(item, when) for item, when in times if when.start and when.end] or times
        if dated:
            best = _most_told([(item, (when.start, when.end)) for item, when in dated], shortest=_length)
            return next(when for _, when in dated if (when.start, when.end) == best)
    return None


def _is_ahead(item: Item, when: When) -> bool:
    """Whether an attack would lie after its report."""
    day = item.source.published
    return item.kind in {"strike", "casualties"} and bool(day and when.start and when.start > day)


def _length(days: tuple[object, object]) -> int:
    start, end = days
    return (end - start).days if start and end else 0  # type: ignore[operator]


def _is_tally(record: Record) -> bool:
    return isinstance(record, Casualty) and record.scope != "event"


def _most_told(named: Sequence[tuple[Item, Known]], shortest: Callable[[Known], int] = lambda _: 0) -> Known:
    """The value that most publishers give, the first told of equals."""
    voices: dict[Hashable, set[str]] = {}
    for item, value in named:
        voices.setdefault(value, set()).add(voice(item.source.publisher))
    values = list(dict.fromkeys(value for _, value in named))
    return max(values, key=lambda value: (len(voices[value]), -shortest(value), -values.index(value)))


def _parties(records: Sequence[tuple[Item, Record]]) -> tuple[str, ...]:
    """Who takes part, those of most publishers first, of equals the doers before those hit."""
    voices: dict[str, set[str]] = {}
    for item, record in records:
        for party in _named(record):
            voices.setdefault(party, set()).add(voice(item.source.publisher))
    order = Counter({party: len(found) for party, found in voices.items()})
    return tuple(party for party, _ in order.most_common())


def _named(record: Record) -> Sequence[str]:
    if isinstance(record, Strike):
        return (*record.attackers, *record.defenders)
    if isinstance(record, Talk):
        return record.parties
    if isinstance(record, Demand):
        return (*record.by, *record.of)
    return (record.party,) if record.party and record.scope == "event" else ()
