"""What is news of an event since it was told: numbers beyond their wording, and facts that change."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from briefings.channels import Told
from briefings.digest.records import Update
from briefings.extract.parties import known
from briefings.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from briefings.events import Event, Fact, Figure

_SINGLE = ("status", "outcome", "response", "next_round")
"""Facts of which the newest report's value counts; what earlier ones said is gone by."""
_EARLY = frozenset({"proposed", "planned"})
"""How talks stand before they begin: background once they were told to have begun."""
_NEWS = (*_SINGLE, "attacker")
_VAGUE = "(date not resolved)"
"""How the wording of a time ends that no day is known of: another such wording of the next round is no news."""


def shown(figure: Figure) -> int | None:
    """The number that stands for a figure."""
    return next((each for each in (figure.best, figure.low, figure.high) if each is not None), None)


def figures_of(event: Event) -> dict[str, Figure]:
    """The figures of the event itself; those in brackets, of a part of it or more than it, where it has no others."""
    own = {name: figure for name, figure in event.figures.items() if "(" not in name}
    return own or event.figures


def updates(event: Event, told: Told) -> tuple[Update, ...]:
    """What of the event is news to whoever was ``told``: figures first, then facts, then a new dispute."""
    return (*_moved(event, told), *_changed(event, told), *_disputed(event, told))


def told_of(event: Event, before: Told | None, at: datetime) -> Told:
    """What somebody who had been told ``before`` has been told of the event with all that is news of it now."""
    figures = {name: number for name, each in figures_of(event).items() if (number := shown(each)) is not None}
    facts = {name: values for name in _NEWS if (values := tuple(fact.value for fact in _in_order(event, name)))}
    now = Told(event=event.id, at=at, figures=figures, facts=facts, contested=event.contested)
    return _added(before, now) if before else now


def joined(told: Iterable[Told], event: str) -> Told:
    """What was told of an event under all of its ids, of like things what was told last."""
    in_order = sorted(told, key=lambda each: (each.at, each.event == event))
    return reduce(_added, in_order).model_copy(update={"event": event})


def _added(before: Told, now: Told) -> Told:
    """What somebody knows who was told ``before`` and is told ``now``."""
    names = dict.fromkeys((*before.facts, *now.facts))
    return Told(
        event=now.event,
        at=now.at,
        figures=before.figures | now.figures,
        facts={name: _latest_last(*before.facts.get(name, ()), *now.facts.get(name, ())) for name in names},
        contested=before.contested or now.contested,
    )


def _latest_last(*values: str) -> tuple[str, ...]:
    """Values once each, where they were told last."""
    return tuple(dict.fromkeys(reversed(values)))[::-1]


def _moved(event: Event, told: Told) -> Iterator[Update]:
    for name, figure in figures_of(event).items():
        number, before = shown(figure), told.figures.get(name)
        if number is not None and number != before:
            was = None if before is None else f"{before:,}"
            yield Update(name=name, before=was, after=f"{number:,}", reports=_givers(figure, number))


def _givers(figure: Figure, number: int) -> tuple[str, ...]:
    """The reports that give this number."""
    return tuple(e.report for e in figure.by if number in {e.count.best, e.count.low, e.count.high})


def _changed(event: Event, told: Told) -> Iterator[Update]:
    for name in _NEWS:
        before = told.facts.get(name, ())
        stated = _in_order(event, name)
        stated = stated[-1:] if name in _SINGLE else stated
        news = [fact for fact in stated if fact.value not in before and _is_news(fact, before)]
        if news:
            yield Update(
                name=name,
                before=listed(before[-1:] if name in _SINGLE else before) or None,
                after=listed(fact.value for fact in news),
                reports=tuple(dict.fromkeys(report for fact in news for report in fact.reports)),
            )


def _is_news(fact: Fact, before: Sequence[str]) -> bool:
    """Whether a value that wasn't told says more than those that were."""
    if fact.name == "status":
        return fact.value not in _EARLY or _EARLY.issuperset(before)
    if fact.name == "next_round":
        return not fact.value.endswith(_VAGUE)
    return fact.name != "attacker" or fact.value in known()  # "gunmen" names nobody


def _disputed(event: Event, told: Told) -> Iterator[Update]:
    if event.contested and not told.contested:
        disputed = {name: figure for name, figure in figures_of(event).items() if figure.contested}
        reports = tuple(dict.fromkeys(each.report for figure in disputed.values() for each in figure.by))
        after = listed(f"{_range(figure)} {name}" for name, figure in disputed.items())
        yield Update(name="disputed", before=None, after=after, reports=reports)


def _range(figure: Figure) -> str:
    """From the least to the most that reports give."""
    ends = [end for end in (figure.low, figure.best, figure.high) if end is not None]
    return f"{min(ends):,} to {max(ends):,}"


def _in_order(event: Event, name: str) -> list[Fact]:
    """What reports state by this name, in the order of the newest report that states it."""
    place = {f"{report.article}/{report.record}": place for place, report in enumerate(event.reports)}
    facts = [fact for fact in event.facts if fact.name == name]
    return sorted(facts, key=lambda fact: max((place.get(report, -1) for report in fact.reports), default=-1))
