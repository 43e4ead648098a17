"""What came of talks, when they go on, and who took part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings import wording
from briefings.ask.choose import mentions
from briefings.ask.evidence import sayers
from briefings.ask.findings import Finding, cited, days_of, said_by, shortened, title_of
from briefings.ask.words import expression, lexicon
from briefings.records import Talk
from briefings.store.keys import asked_party_keys, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefings.answers import Query
    from briefings.ask.evidence import Reports, Told
    from briefings.events import Event, Fact
    from briefings.records import Delegate


_MEETING = re.compile(r"\b(?:meet|round|resume|reconvene|talks|negotiations?)\b")


_OUTCOMES = {"agreement": "an agreement", "partial": "a partial agreement", "none": "no agreement"}


def outcome(query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """How talks ended, with what was agreed; of a truce that is asked about, whether it is among it."""
    lines, values, told_of = [], [], []
    for event in events:
        facts = [fact for fact in event.facts if fact.name == "outcome"]
        agreed = [fact for fact in event.facts if fact.name == "agreement"]
        if not facts and not agreed:
            continue
        ends = [f"{_OUTCOMES.get(fact.value, fact.value)}{said_by(event, fact, reports)}" for fact in facts]
        things = "; ".join(f"{fact.value}{said_by(event, fact, reports, short=True)}" for fact in agreed)
        ended = wording.upper_first("; ".join(ends) or "agreed")
        ended_well = any(fact.value != "none" for fact in facts) or bool(agreed)
        missing = ended_well and query.thing and not _is_agreed(query.thing, event, agreed, reports)
        lead = f"No report says that a {query.thing} was agreed. " if missing else ""
        lines.append(f"{lead}{ended}{wording.after(things, ': ')} – {title_of(event)}.")
        values += ["none" if missing else fact.value for fact in facts]
        told_of.append(event.id)
    return Finding(shortened(lines), (), tuple(dict.fromkeys(values)), tuple(told_of))


def _is_agreed(thing: str, event: Event, agreed: Sequence[Fact], reports: Reports) -> bool:
    """Whether a thing is among what was agreed, or a sentence tells of an agreement on it, and of no failure."""
    if mentions([event.title, *(fact.value for fact in agreed)], thing):
        return True
    quotes = [evidence.quote for told in reports.of(event) for evidence in told.record.evidence]
    words = lexicon()["agreeing"]
    return any(
        mentions([quote], thing)
        and expression(words["yes"]).search(quote.lower())
        and not expression(words["no"]).search(quote.lower())
        for quote in quotes
    )


def next_round(query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """When and where the parties meet next: as reports of held talks say, or as talks that are planned."""
    lines, values, told_of = [], [], []
    for event in events:
        for told in reversed(reports.of(event)):
            record = told.record
            if not isinstance(record, Talk):
                continue
            ahead = record.status in {"planned", "proposed"}
            day, place = (record.when, record.place) if ahead else (record.next_round, None)
            if not (day or (ahead and place)):
                continue
            what = wording.when(day) or "at a time not told"
            state = " (proposed)" if record.status == "proposed" else ""
            where_ = wording.after(wording.place(place), " ")
            lines.append(
                f"{wording.upper_first(what)}{where_}{state}{sayers(told)}{reports.cite(told)} – {title_of(event)}."
            )
            values += days_of(day) if "where" not in query.aspects or "when" in query.aspects else []
            values += [place.name] if place and ("when" not in query.aspects or "where" in query.aspects) else []
            told_of.append(event.id)
            break
        else:
            told_in = [fact for fact in event.facts if fact.name in {"agreement", "demand"}]
            again = [fact for fact in told_in if _MEETING.search(fact.value.lower())]
            if again:
                said = f"{wording.upper_first(again[0].value)}{said_by(event, again[0], reports)}"
                lines.append(f"{said} – {title_of(event)}.")
                told_of.append(event.id)
    return Finding(shortened(lines), (), tuple(dict.fromkeys(values)), tuple(told_of))


def parties(_query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """Who talked with whom."""
    talks = [event for event in events if event.parties]
    lines = [f"{wording.listed(event.parties)}{cited(event, reports)}: {title_of(event)}." for event in talks]
    values = [party for event in talks for party in event.parties]
    return Finding(shortened(lines), (), tuple(dict.fromkeys(values)), tuple(event.id for event in talks))


def delegates(query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """Who took part in talks, for the parties asked about."""
    return _people(query, events, reports, lambda *_: True)


def leader(query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """Who led a delegation: only those of whom a report says so."""
    return _people(query, events, reports, _leads)


def _people(query: Query, events: Sequence[Event], reports: Reports, fits: Callable[[Told, Delegate], bool]) -> Finding:
    wanted = frozenset[str]().union(*map(asked_party_keys, (*query.by, *query.about)))
    named: dict[str, str] = {}
    told_of: list[str] = []
    for event in events:
        for told in reports.of(event):
            for person in told.record.delegates if isinstance(told.record, Talk) else ():
                theirs = folded([person.party])
                if (
                    (wanted and theirs and wanted.isdisjoint(theirs))
                    or (wanted and query.by and not theirs)
                    or not fits(told, person)
                ):
                    continue
                role = ", ".join(filter(None, (person.role, person.party)))
                line = f"{person.name}{wording.after(role, ' (', ')')}{reports.cite(told, person.name.split()[-1])}"
                if person.name not in named:
                    named[person.name] = line
                    told_of.append(event.id)
    line = f"{'; '.join(named.values())}." if named else ""
    return Finding((line,) if line else (), (), tuple(named), tuple(dict.fromkeys(told_of)))


def _leads(told: Told, person: Delegate) -> bool:
    """Whether a report says that a delegate led: in the role, or in the sentence that names them."""
    leading = expression(lexicon()["leading"]["words"])
    if person.role and leading.search(person.role.lower()):
        return True
    surname = person.name.split()[-1].lower()
    for evidence in told.record.evidence:
        low = evidence.quote.lower()
        for match in leading.finditer(low):
            # The name and the verb stand close, with no other delegate's name between.
            near = low[max(0, match.start() - 70) : match.end() + 50]
            if surname in near and _nearest(told, low, match.start(), match.end()) == surname:
                return True
    return False


def _nearest(told: Told, sentence: str, start: int, end: int) -> str:
    """The surname of the delegate that stands nearest to a part of a sentence: behind "led by", else before it."""
    people = told.record.delegates if isinstance(told.record, Talk) else ()
    behind = bool(re.match(r" +(?:by|was|is|were)\b", sentence[end:])) or sentence[start:end].endswith(" by")
    surnames = [person.name.split()[-1].lower() for person in people]
    found = [
        (abs(match.start() - start), surname)
        for surname in surnames
        for match in re.finditer(re.escape(surname), sentence)
        if (match.start() >= end) == behind
    ]
    return min(found)[1] if found else ""
