"""What is demanded, and how it was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings import wording
from briefings.ask.findings import Finding, shortened
from briefings.ask.quotes import quoted
from briefings.ask.words import expression, lexicon
from briefings.records import Demand
from briefings.store.keys import asked_party_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.answers import Query
    from briefings.ask.evidence import Reports, Told
    from briefings.events import Event


_MOST_DEMANDS = 12


_KIND = {"demand": "", "condition": "as a condition", "proposal": "as a proposal", "appeal": "as an appeal"}


_RESPONSES = {"rejected": "rejected", "accepted": "accepted", "considering": "under consideration"}


def demands(query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """What is asked, of whom, and how it was answered; the values are the askers where the question names none."""
    groups: dict[str, list[str]] = {}
    askers: list[str] = []
    for event in events[:_MOST_DEMANDS]:
        texts: dict[str, Told] = {}
        for told in reports.of(event):
            if isinstance(told.record, Demand):
                texts.setdefault(told.record.text, told)
        for told in texts.values():
            record = told.record
            if isinstance(record, Demand):
                said = f"{record.text}{_answered(record)}{reports.cite(told, record.text)}"
                groups.setdefault(_asking(record), []).append(said)
                askers += record.by
    lines = [f"{asking}: {'; '.join(dict.fromkeys(texts))}." for asking, texts in groups.items()]
    if len(events) > _MOST_DEMANDS:
        lines.append(f"{len(events) - _MOST_DEMANDS} more demands are reported.")
    values = () if query.by else tuple(dict.fromkeys(askers))
    return Finding(tuple(lines), (), values, tuple(event.id for event in events))


def _asking(record: Demand) -> str:
    """Who asks whom, and how: "Russia asks of Ukraine, as a condition"."""
    asker, asked = wording.listed(record.by) or "A party not named", wording.listed(record.of)
    verb = "ask" if len(record.by) > 1 else "asks"
    return f"{asker} {verb}{wording.after(asked, ' of ')}{wording.after(_KIND[record.kind], ', ')}"


def _answered(record: Demand) -> str:
    by = wording.after(wording.listed(record.response_by), " by ")
    return wording.after(_RESPONSES.get(record.response, ""), " (", f"{by})")


def response(query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """How demands were answered, with the sentence that says so."""
    groups: dict[tuple[str, str], list[str]] = {}
    values, told_of = [], []
    for event in events:
        for told in reports.of(event):
            record = told.record
            if not isinstance(record, Demand) or record.response == "none":
                continue
            by = wording.after(wording.listed(record.response_by), " by ")
            says = f"{wording.upper_first(_RESPONSES[record.response])}{by}"
            answering = max(record.evidence, key=lambda each: (_replies(each.quote), each.start))
            quote = reports.quote(told, answering) if _replies(answering.quote) else reports.cite(told).strip()
            asker = wording.after(wording.listed(record.by), "", " to ")
            groups.setdefault((says, quote), []).append(f"{asker}{record.text}")
            values.append(record.response)
            told_of.append(event.id)
            break
    lines = [f"{says}: {quote} (on: {'; '.join(texts)})." for (says, quote), texts in groups.items()]
    if not lines and query.of:
        wanted = frozenset[str]().union(*map(asked_party_keys, query.of))
        return quoted(events, reports, lexicon()["replying"]["surely"], wanted)
    return Finding(shortened(lines), (), tuple(dict.fromkeys(values)), tuple(told_of))


def _replies(quote: str) -> bool:
    """Whether a sentence says how something was answered."""
    return expression(lexicon()["replying"]["words"]).search(quote.lower()) is not None
