"""The figures of an event: which counts of its reports are of one thing and may be held against each other.

"killed" is the toll of those who were attacked. What is not of them has a figure of its own, named in brackets:
a running total "killed (cumulative)", the attackers' own dead "killed (Hamas)", another place "killed (Odesa)",
a part of the victims "killed (doctors)".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.merge.counts import Told, history, merge_counts
from briefings.merge.victims import Victims, part_of
from briefings.merge.words import raises
from briefings.publishers import voice
from briefings.records import Casualty, Strike

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.events import Change, Figure, Item
    from briefings.records import Count

FATES = ("killed", "injured", "missing", "captured")


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
    victims: Victims | None = None
    for item in items:
        tolls = [record for record in item.records if isinstance(record, Casualty)]
        if tolls and victims is None:  # most events have none
            victims = Victims(items)
        labels = {toll.id: victims.label(toll, tolls) for toll in tolls} if victims else {}
        mains = [toll for toll in tolls if not labels[toll.id]]
        for record in item.records:
            if isinstance(record, Strike):
                yield from _fired(item, record)
            elif isinstance(record, Casualty):
                label = labels[record.id]
                for fate in FATES:
                    if count := getattr(record, fate):
                        of = label or part_of(record, fate, mains)
                        yield f"{fate} ({of})" if of else fate, _told(item, record, count)


def _fired(item: Item, strike: Strike) -> Iterator[tuple[str, Told]]:
    for fired in strike.munitions:
        if fired.launched:
            yield f"launched {fired.weapon}", _told(item, strike, fired.launched)
        if fired.intercepted:
            yield f"intercepted {fired.weapon}", _told(item, strike, fired.intercepted)


def _told(item: Item, record: Strike | Casualty, count: Count) -> Told:
    return Told(
        report=f"{item.source.article}/{record.id}",
        article=item.source.article,
        number=count,
        attribution=record.attribution,
        publisher=voice(item.source.publisher),
        reported=item.source.reported,
        published=item.source.published,
        corrects=item.corrects,
        raises=any(raises(evidence.quote) for evidence in record.evidence),
    )
