"""Answers in the very words of the reports, where no fact answers and no rule could read a yes or a no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.ask.choose import mentions
from briefings.ask.findings import MOST, Finding, shortened
from briefings.ask.names import find_names, words_of
from briefings.ask.words import expression, lexicon
from briefings.records import Casualty
from briefings.store.keys import asked_party_keys, asked_place_keys, folded
from briefings.store.records import KnownNames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.answers import Query
    from briefings.ask.evidence import Reports
    from briefings.events import Event


_MOST = 2
"""Sentences of reports that are quoted where no fact answers."""


def victims(query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """Who was killed or hurt, in the words of the reports."""
    lines, told_of = [], []
    for event in events:
        said: dict[str, str] = {}
        for told in reports.of(event):
            record = told.record
            if isinstance(record, Casualty) and any(getattr(record, fate) for fate in query.fates or ("killed",)):
                for evidence in record.evidence[:1]:
                    said.setdefault(evidence.quote, reports.quote(told, evidence))
        if said:
            lines.append(" ".join([*said.values()][:2]))
            told_of.append(event.id)
    return Finding(shortened(lines), (), (), tuple(told_of))


def denials(query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """Whether somebody stands by it, in the very words of the reports: no rule reads a yes or no out of them."""
    wanted = frozenset[str]().union(*map(asked_party_keys, (*query.by, *query.of, *query.about)))
    words = lexicon()["denying"]["words"] + (f"|{lexicon()['denying']['saying']}" if wanted else "")
    return quoted(events, reports, words, wanted)


def quoted(
    events: Sequence[Event], reports: Reports, words: str, wanted: frozenset[str], places: Sequence[str] = ()
) -> Finding:
    """Sentences of the reports that hold one of the words and name one of the parties, or places, that are wanted.

    A place needn't be named again where all of the event is there.
    """
    lines: dict[str, str] = {}
    told_of: list[str] = []
    holding = expression(words)
    for event in events[:MOST]:
        for told, evidence in reports.around(event):
            if len(lines) >= _MOST or evidence.quote in lines or not holding.search(evidence.quote.lower()):
                continue
            named = {name.party for name in find_names(words_of(evidence.quote), KnownNames())}
            if wanted and wanted.isdisjoint(folded(named)):
                continue
            if places and not (is_at(event, places) or any(mentions([evidence.quote], place) for place in places)):
                continue
            lines[evidence.quote] = reports.quote(told, evidence)
            told_of.append(event.id)
    return Finding(tuple(lines.values()), (), (), tuple(dict.fromkeys(told_of)))


def is_at(event: Event, places: Sequence[str]) -> bool:
    """Whether an event is at one of the places, and not at several."""
    here = folded([event.place.name]) if event.place else frozenset()
    return any(not asked_place_keys(place).isdisjoint(here) for place in places)
