"""The figures of an event: which counts of its reports are of one thing and may be held against each other.

"killed" is the toll of those who were attacked. What is not of them has a figure of its own, named in brackets:
a running total "killed (cumulative)", the attackers' own dead "killed (Hamas)", another place "killed (Odesa)",
a part of the victims "killed (doctors)".
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from briefings.merge.counts import Told, history, merge_counts
from briefings.merge.words import is_any_victim
from briefings.records import Casualty, Strike

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefings.events import Change, Figure, Item
    from briefings.records import Count, Place, When

FATES = ("killed", "injured", "missing", "captured")
_PART = 0.5
"""A toll of less than this part of its article's main one, of people of one kind, is a part of it."""
_AFTER = re.compile(r"^\W{0,3}([^\W\d_]+(?:[-’'][^\W\d_]+)*)(?:\s+([^\W\d_]+))?(?:\s+([^\W\d_]+))?")


def find_figures(items: Sequence[Item]) -> tuple[dict[str, Figure], tuple[Change, ...]]:
    """The figures over all ``items`` of an event, and how they moved, in the order of telling."""
    counts: dict[str, list[Told]] = {}
    for name, told in _counts(items):
        counts.setdefault(name, []).append(told)
    since = min(item.source.reported for item in items)
    figures = {name: merge_counts(counts[name]) for name in sorted(counts, key=_rank)}
    changes = [change for name in sorted(counts, key=_rank) for change in history(name, counts[name], since)]
    times = {f"{item.source.article}/{record.id}": item.source.reported for item in items for record in item.records}
    return figures, tuple(sorted(changes, key=lambda change: (times[change.report], _rank(change.figure))))


def is_main(figure: str) -> bool:
    """Whether a figure is of the event itself and not in brackets."""
    return "(" not in figure


def _rank(figure: str) -> tuple[bool, int, str]:
    """The order of figures: the event's own, tolls first."""
    fate = figure.split(" (", maxsplit=1)[0]
    return (not is_main(figure), FATES.index(fate) if fate in FATES else len(FATES), figure)


def _counts(items: Sequence[Item]) -> Iterator[tuple[str, Told]]:
    victims = _Victims(items)
    for item in items:
        tolls = [record for record in item.records if isinstance(record, Casualty)]
        mains = [toll for toll in tolls if not victims.label(toll, tolls)]
        for record in item.records:
            if isinstance(record, Strike):
                for fired in record.munitions:
                    if fired.launched:
                        yield f"launched {fired.weapon}", _told(item, record, fired.launched)
                    if fired.intercepted:
                        yield f"intercepted {fired.weapon}", _told(item, record, fired.intercepted)
            elif isinstance(record, Casualty):
                label = victims.label(record, tolls)
                for fate in FATES:
                    if count := getattr(record, fate):
                        of = label or _part(record, fate, mains)
                        yield f"{fate} ({of})" if of else fate, _told(item, record, count)


def _told(item: Item, record: Strike | Casualty, count: Count) -> Told:
    return Told(
        report=f"{item.source.article}/{record.id}",
        article=item.source.article,
        number=count,
        attribution=record.attribution,
        publisher=item.source.publisher,
        reported=item.source.reported,
        published=item.source.published,
        corrects=item.corrects,
    )


class _Victims:
    """Who and where the victims of an event are, over all its reports."""

    def __init__(self, items: Iterable[Item]) -> None:
        records = [record for item in items for record in item.records]
        strikes = [record for record in records if isinstance(record, Strike)]
        own = [record for record in records if isinstance(record, Casualty) and record.scope == "event"]
        self.hit = Counter(party for strike in strikes for party in strike.defenders)
        self.doers = Counter(party for strike in strikes for party in strike.attackers)
        self.parties = Counter(toll.party for toll in own if toll.party)
        self.places = Counter(place.name for strike in strikes for place in strike.places if _is_fine(place))
        self.places.update(toll.place.name for toll in own if toll.place and _is_fine(toll.place))
        self.days = [strike.when for strike in strikes if strike.when and strike.when.start]

    def label(self, toll: Casualty, tolls: Sequence[Casualty]) -> str:
        """What sets this toll of an article's ``tolls`` apart from the main one; "" for the main one."""
        if toll.scope != "event":
            return toll.scope
        if toll.party and self._is_other_side(toll.party, tolls):
            return toll.party
        if toll.place and _is_fine(toll.place) and self._is_elsewhere(toll.place, tolls):
            return toll.place.name
        if toll.when and self._is_other_day(toll.when):
            return f"{toll.when.start}"
        return ""

    def _is_other_side(self, party: str, tolls: Sequence[Casualty]) -> bool:
        """Whether the toll is of the attackers' people, or one article counts two sides of which this is the lesser."""
        if self.doers[party] > self.hit[party]:
            return True
        sides = {toll.party for toll in tolls if toll.scope == "event"} - {None}
        return len(sides) > 1 and party != max(sides, key=self._weight)

    def _weight(self, party: str | None) -> tuple[int, int, str]:
        return (self.hit[party or ""], self.parties[party or ""], party or "")

    def _is_elsewhere(self, place: Place, tolls: Sequence[Casualty]) -> bool:
        """Whether one article counts at two places of which this is the lesser."""
        places = [toll.place for toll in tolls if toll.place and toll.scope == "event"]
        scenes = {place.name for place in places if _is_fine(place)}
        return len(scenes) > 1 and place.name != max(scenes, key=lambda name: (self.places[name], name))

    def _is_other_day(self, when: When) -> bool:
        """Whether the toll is of a day on which no report has the attack."""
        days = [(day.start, day.end) for day in self.days if day.start and day.end]
        start, end = when.start, when.end
        if not days or not start or not end:
            return False
        return all(abs((start - last).days) > 1 and (end < first or last < start) for first, last in days)


def _is_fine(place: Place) -> bool:
    return place.precision in {"exact", "near"}


def _part(toll: Casualty, fate: str, mains: Sequence[Casualty]) -> str:
    """The kind of victims that the words behind a small toll name: "doctors"; "" where it may be of them all."""
    count: Count = getattr(toll, fate)
    counts = [getattr(each, fate) for each in mains]
    most = max((each.best or each.low or 0 for each in counts if each), default=0)
    if (count.best or count.low or 0) >= _PART * most:
        return ""
    for evidence in toll.evidence:
        _, found, rest = evidence.quote.partition(count.text)
        words = _AFTER.match(rest) if found else None
        if words:
            return _kind(*(word.lower() for word in words.groups() if word))
    return ""


def _kind(*words: str) -> str:
    """The plural that stands among the first words behind a count, if it narrows the victims down."""
    for word in words:
        if is_any_victim(word):
            return ""
        if word.endswith("s") or word in {"children", "women", "men", "police", "staff"}:
            return word
    return ""
