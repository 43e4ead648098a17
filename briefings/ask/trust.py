"""Who says so, and how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings import wording
from briefings.ask.findings import MOST, Finding, cited, title_of
from briefings.ask.quotes import quoted
from briefings.ask.words import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.answers import Query
    from briefings.ask.evidence import Reports
    from briefings.events import Event


def who_says(query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """Who says so: the speakers that the reports name, and who printed them."""
    lines: list[str] = []
    values: list[str] = []
    told_of: list[str] = []
    for event in events[:MOST]:
        said: list[str] = []
        keys = {each.report for fate in query.fates for each in getattr(event.figures.get(fate), "by", ())}
        for told in [each for each in reports.of(event) if not keys or each.key in keys]:
            names = told.record.attribution
            outlet = told.item.source.outlet or "an outlet not named"
            said.append(f"{wording.listed(names)} (printed by {outlet})" if names else f"{outlet}, in its own voice")
            said[-1] += reports.cite(told)
            values += names or ([told.item.source.outlet] if told.item.source.outlet else [])
        lines.append(f"{event.title}: {'; '.join(dict.fromkeys(said))}.")
        told_of.append(event.id)
    return Finding(tuple(lines), (), tuple(dict.fromkeys(values)), tuple(told_of))


def confirmed(query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """How sure it is: how many independent publishers report it, who says so, and what is disputed."""
    lines, told_of = [], []
    for event in events[:MOST]:
        voices = (
            f"{event.publishers} independent publishers report" if event.publishers > 1 else "one publisher reports"
        )
        speakers = dict.fromkeys(name for told in reports.of(event) for name in told.record.attribution)
        by = wording.after(wording.listed([*speakers][:3]), ", citing ")
        disputed = ", ".join(wording.figure(each, name) for name, each in event.figures.items() if each.contested)
        state = f"figures are disputed: {disputed}" if disputed else "no report disputes it"
        claim = _claimed(query, event)
        lines.append(f"{claim}{wording.upper_first(voices)} it{by}; {state}{cited(event, reports)}: {title_of(event)}.")
        told_of.append(event.id)
    found = Finding(tuple(lines), (), (), tuple(told_of))
    return found.join(quoted(events, reports, lexicon()["denying"]["confirming"], frozenset()))


def _claimed(query: Query, event: Event) -> str:
    """What reports say of a number that the question asserts."""
    for number in query.claimed:
        for fate in query.fates or ("killed", "injured"):
            figure = event.figures.get(fate)
            if figure is None:
                continue
            given = {each for told in figure.by for each in (told.count.best, told.count.low, told.count.high)}
            word = "A report says" if number in given else "No report says"
            return f"{word} {number:,} {fate}; reports say {wording.figure(figure, fate)}. "
    return ""
