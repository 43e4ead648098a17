"""What reports state of an event beside its figures, each fact with the reports that state it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.events import Fact
from briefings.merge.words import gist
from briefings.records import Casualty, Demand, Strike, Talk
from briefings.wording import toll, when

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefings.events import Item, Kind

_PROSE = frozenset({"target", "damage", "agreement", "demand", "text"})
"""Facts in an article's own words, which another article words otherwise."""
_ALIKE = 0.6
"""Part of the shorter phrase's words that the longer one must have to say the same: measured as for demands."""


def find_facts(items: Sequence[Item]) -> tuple[Fact, ...]:
    """The facts over all ``items``, in the order of their names' first telling, those of most reports first."""
    stated: dict[str, dict[str, list[str]]] = {}
    for item in items:
        for record in item.records:
            report = f"{item.source.article}/{record.id}"
            for name, value in _facts(record, item.kind):
                values = stated.setdefault(name, {})
                reports = values.setdefault(_known(values, value) if name in _PROSE else value, [])
                if report not in reports:
                    reports.append(report)
    return tuple(
        Fact(name=name, value=value, reports=tuple(reports))
        for name, values in stated.items()
        for value, reports in sorted(values.items(), key=lambda entry: -len(entry[1]))
    )


def _known(values: Iterable[str], value: str) -> str:
    """The phrase of those known that says the same, else the phrase itself."""
    words = gist(value)
    for known in values:
        others = gist(known)
        fewer = min(len(words), len(others))
        if known == value or (fewer and len(words & others) >= _ALIKE * fewer):
            return known
    return value


def _facts(record: Talk | Demand | Strike | Casualty, kind: Kind) -> Iterator[tuple[str, str]]:
    """What one record states, by name; of a demand that talks gathered, the demand alone."""
    if isinstance(record, Strike):
        yield from _each("attacker", record.attackers)
        yield from _each("defender", record.defenders)
        yield from _each("weapon", record.weapons)
        yield from _each("target", record.targets)
        yield from _each("damage", record.damage)
    elif isinstance(record, Casualty):
        yield from _each("group", [f"{group.who}: {toll(group)}" for group in record.groups])
        yield from _each("cause", [record.cause] if record.cause else [])
    elif isinstance(record, Talk):
        yield from _each("party", record.parties)
        yield from _each("mediator", record.mediators)
        yield from _each("delegate", [delegate.name for delegate in record.delegates])
        yield from _each("status", [record.status])
        yield from _each("outcome", [record.outcome] if record.outcome != "unknown" else [])
        yield from _each("agreement", record.agreements)
        yield from _each("next_round", [when(record.next_round).removeprefix("on ")] if record.next_round else [])
    elif kind == "talks":
        yield from _each("demand", [record.text])
    else:
        yield from _demanded(record)


def _demanded(demand: Demand) -> Iterator[tuple[str, str]]:
    yield from _each("by", demand.by)
    yield from _each("of", demand.of)
    yield from _each("text", [demand.text])
    yield from _each("kind", [demand.kind])
    yield from _each("response", [demand.response] if demand.response != "none" else [])
    yield from _each("response_by", demand.response_by)


def _each(name: str, values: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((name, value) for value in values)
