"""What reports state beside numbers: who, what, where, when, with what, what was agreed, asked and answered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings import wording
from briefings.ask.choose import mentions
from briefings.ask.evidence import sayers
from briefings.ask.names import find_names, words_of
from briefings.ask.tolls import Finding, title_of
from briefings.ask.words import expression, lexicon
from briefings.records import Casualty, Demand, Talk
from briefings.store.keys import asked_party_keys, asked_place_keys, folded
from briefings.store.records import KnownNames

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from briefings.answers import Aspect, Query
    from briefings.ask.evidence import Reports, Told
    from briefings.events import Event, Fact
    from briefings.records import Delegate, When

MOST = 5
"""Events told of in one answer; more are counted."""
_MOST_DEMANDS = 12
_QUOTED = 2
"""Sentences of reports that are quoted where no fact answers."""
_KIND = {"demand": "", "condition": "as a condition", "proposal": "as a proposal", "appeal": "as an appeal"}
_SPOKEN = {
    "attacker": "Attacker",
    "target": "Target",
    "weapon": "Weapon",
    "damage": "Damage",
    "mediator": "Mediated or hosted by",
    "agreement": "Agreed",
}
_MEETING = re.compile(r"\b(?:meet|round|resume|reconvene|talks|negotiations?)\b")
_OUTCOMES = {"agreement": "an agreement", "partial": "a partial agreement", "none": "no agreement"}
_RESPONSES = {"rejected": "rejected", "accepted": "accepted", "considering": "under consideration"}


def stated(name: str) -> Callable[[Query, Sequence[Event], Reports], Finding]:
    """An answer out of the facts of one name, with who says so, event by event."""

    def find(_query: Query, events: Sequence[Event], reports: Reports) -> Finding:
        lines, values, told_of = [], [], []
        for event in events:
            facts = [fact for fact in event.facts if fact.name == name]
            if not facts:
                continue
            said = [f"{fact.value}{_said(event, fact, reports)}" for fact in facts]
            lines.append(f"{_SPOKEN[name]}: {'; '.join(said)} – {title_of(event)}.")
            values += [fact.value for fact in facts]
            told_of.append(event.id)
        return Finding(_shortened(lines), (), tuple(dict.fromkeys(values)), tuple(told_of))

    return find


def damage(query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """What was damaged: as facts, else in the very words of the reports."""
    found = stated("damage")(query, events, reports)
    if found.sentences:
        return found
    return _quoted(events, reports, lexicon()["damaging"]["words"], frozenset(), query.places)


def hit(query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """What was hit: the targets, or where none is named whose territory or people."""
    targets = stated("target")(query, events, reports)
    left = [event for event in events if event.id not in targets.events]
    lines, values, told_of = [], [], []
    for event in left:
        facts = [fact for fact in event.facts if fact.name == "defender"]
        places = [event.place.name] if event.place else []
        if facts or places:
            said = [f"{fact.value}{_said(event, fact, reports)}" for fact in facts]
            lines.append(
                f"Hit: {'; '.join(said) or places[0]} – {title_of(event)}{'' if said else _cited(event, reports)}."
            )
            values += [fact.value for fact in facts] or places
            told_of.append(event.id)
    found = (*targets.sentences, *lines)
    return Finding(_shortened(found), (), tuple(dict.fromkeys((*targets.values, *values))), (*targets.events, *told_of))


def when(_query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """On which day."""
    dated = [event for event in events if event.when and (event.when.start or event.when.end)]
    lines = [
        f"{wording.upper_first(wording.when(event.when))}: {event.title}{_cited(event, reports)}." for event in dated
    ]
    values = [day for event in dated for day in _days(event.when)]
    return Finding(_shortened(lines), (), tuple(dict.fromkeys(values)), tuple(event.id for event in dated))


def where(_query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """In which place."""
    placed = [event for event in events if event.place]
    lines = [
        f"{wording.upper_first(wording.place(event.place))}: {title_of(event)}{_cited(event, reports)}."
        for event in placed
    ]
    values = [event.place.name for event in placed if event.place]
    return Finding(_shortened(lines), (), tuple(dict.fromkeys(values)), tuple(event.id for event in placed))


def happened(_query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """What happened, event by event with its figures."""
    lines = []
    for event in events:
        figures = ", ".join(wording.figures(event.figures))
        lines.append(f"{wording.upper_first(title_of(event))}{wording.after(figures, ': ')}{_cited(event, reports)}.")
    return Finding(_shortened(lines), (), (), tuple(event.id for event in events))


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
        return _quoted(events, reports, lexicon()["replying"]["surely"], wanted)
    return Finding(_shortened(lines), (), tuple(dict.fromkeys(values)), tuple(told_of))


def _replies(quote: str) -> bool:
    """Whether a sentence says how something was answered."""
    return expression(lexicon()["replying"]["words"]).search(quote.lower()) is not None


def outcome(query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """How talks ended, with what was agreed; of a truce that is asked about, whether it is among it."""
    lines, values, told_of = [], [], []
    for event in events:
        facts = [fact for fact in event.facts if fact.name == "outcome"]
        agreed = [fact for fact in event.facts if fact.name == "agreement"]
        if not facts and not agreed:
            continue
        ends = [f"{_OUTCOMES.get(fact.value, fact.value)}{_said(event, fact, reports)}" for fact in facts]
        things = "; ".join(f"{fact.value}{_said(event, fact, reports, short=True)}" for fact in agreed)
        ended = wording.upper_first("; ".join(ends) or "agreed")
        ended_well = any(fact.value != "none" for fact in facts) or bool(agreed)
        missing = ended_well and query.thing and not _is_agreed(query.thing, event, agreed, reports)
        lead = f"No report says that a {query.thing} was agreed. " if missing else ""
        lines.append(f"{lead}{ended}{wording.after(things, ': ')} – {title_of(event)}.")
        values += ["none" if missing else fact.value for fact in facts]
        told_of.append(event.id)
    return Finding(_shortened(lines), (), tuple(dict.fromkeys(values)), tuple(told_of))


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
            values += _days(day) if "where" not in query.aspects or "when" in query.aspects else []
            values += [place.name] if place and ("when" not in query.aspects or "where" in query.aspects) else []
            told_of.append(event.id)
            break
        else:
            told_in = [fact for fact in event.facts if fact.name in {"agreement", "demand"}]
            again = [fact for fact in told_in if _MEETING.search(fact.value.lower())]
            if again:
                said = f"{wording.upper_first(again[0].value)}{_said(event, again[0], reports)}"
                lines.append(f"{said} – {title_of(event)}.")
                told_of.append(event.id)
    return Finding(_shortened(lines), (), tuple(dict.fromkeys(values)), tuple(told_of))


def parties(_query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """Who talked with whom."""
    talks = [event for event in events if event.parties]
    lines = [f"{wording.listed(event.parties)}{_cited(event, reports)}: {title_of(event)}." for event in talks]
    values = [party for event in talks for party in event.parties]
    return Finding(_shortened(lines), (), tuple(dict.fromkeys(values)), tuple(event.id for event in talks))


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
    return Finding(_shortened(lines), (), (), tuple(told_of))


def denials(query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """Whether somebody stands by it, in the very words of the reports: no rule reads a yes or no out of them."""
    wanted = frozenset[str]().union(*map(asked_party_keys, (*query.by, *query.of, *query.about)))
    words = lexicon()["denying"]["words"] + (f"|{lexicon()['denying']['saying']}" if wanted else "")
    return _quoted(events, reports, words, wanted)


def _quoted(
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
            if len(lines) >= _QUOTED or evidence.quote in lines or not holding.search(evidence.quote.lower()):
                continue
            named = {name.party for name in find_names(words_of(evidence.quote), KnownNames())}
            if wanted and wanted.isdisjoint(folded(named)):
                continue
            if places and not (_is_at(event, places) or any(mentions([evidence.quote], place) for place in places)):
                continue
            lines[evidence.quote] = reports.quote(told, evidence)
            told_of.append(event.id)
    return Finding(tuple(lines.values()), (), (), tuple(dict.fromkeys(told_of)))


def _is_at(event: Event, places: Sequence[str]) -> bool:
    """Whether an event is at one of the places, and not at several."""
    here = folded([event.place.name]) if event.place else frozenset()
    return any(not asked_place_keys(place).isdisjoint(here) for place in places)


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
        lines.append(
            f"{claim}{wording.upper_first(voices)} it{by}; {state}{_cited(event, reports)}: {title_of(event)}."
        )
        told_of.append(event.id)
    found = Finding(tuple(lines), (), (), tuple(told_of))
    return found.join(_quoted(events, reports, lexicon()["denying"]["confirming"], frozenset()))


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


def _said(event: Event, fact: Fact, reports: Reports, *, short: bool = False) -> str:
    """Who states a fact, with the marks."""
    found = reports.find(event, fact.reports)
    speakers = dict.fromkeys(name for told in found for name in told.record.attribution)
    by = "" if short else wording.according([*speakers][:2])
    return f"{by}{reports.cite_all(event, fact.reports, *fact.value.split())}"


def _cited(event: Event, reports: Reports) -> str:
    """The marks of an event's first reports."""
    first = [told.key for told in reports.of(event) if told.record.id == told.item.records[0].id]
    return reports.cite_all(event, first, most=2)


def _days(day: When | None) -> list[str]:
    """The ends of a time as ISO days."""
    return [end.isoformat() for end in dict.fromkeys((day.start, day.end)) if end] if day else []


def _shortened(lines: Iterable[str]) -> tuple[str, ...]:
    """The first lines, and how many there are beside them."""
    lines = list(lines)
    more = len(lines) - MOST
    return (*lines[:MOST], *((f"{more} more {'is' if more == 1 else 'are'} reported.",) if more > 0 else ()))


STATEMENTS: dict[Aspect, Callable[[Query, Sequence[Event], Reports], Finding]] = {
    "victims": victims,
    "denials": denials,
    "attacker": stated("attacker"),
    "target": hit,
    "weapon": stated("weapon"),
    "damage": damage,
    "mediators": stated("mediator"),
    "agreements": stated("agreement"),
    "when": when,
    "where": where,
    "happened": happened,
    "new": happened,
    "demands": demands,
    "response": response,
    "outcome": outcome,
    "next_round": next_round,
    "parties": parties,
    "delegates": delegates,
    "leader": leader,
    "who_says": who_says,
    "confirmed": confirmed,
}
