"""Query + events → answer: one or two sentences, or that it isn't known, with what is held nearby."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings import wording
from briefings.answers import Answer, AnsweredFigure, Query
from briefings.ask.evidence import Reports
from briefings.ask.findings import Finding, title_of
from briefings.ask.statements import STATEMENTS
from briefings.ask.tolls import munitions, tolls

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefings.events import Event, Item
    from briefings.records import Article

NEARBY = 3
"""Events told of that are near to what was asked."""
_ASKED = {
    "toll": "how many were {fates}",
    "munitions": "how many were {fired}",
    "victims": "who was {fates}",
    "denials": "whether they stand by it",
    "attacker": "who did it",
    "target": "what was hit",
    "weapon": "which weapon was used",
    "damage": "what was damaged",
    "when": "when it was",
    "where": "where it was",
    "demands": "what is demanded",
    "response": "how it was answered",
    "agreements": "what was agreed",
    "outcome": "how the talks ended",
    "next_round": "when they meet next",
    "delegates": "who took part",
    "leader": "who led the delegation",
    "mediators": "who mediated or hosted",
    "parties": "who talked",
}


def answer(  # noqa: PLR0913 - all that a pure step needs
    question: str,
    query: Query,
    events: Sequence[Event],
    items: Mapping[str, Sequence[Item]],
    *,
    nearby: Sequence[Event] = (),
    articles: Mapping[str, Article] | None = None,
    beyond: bool = False,
) -> Answer:
    """What the ``events`` that fit a query answer, out of their ``items``; ``nearby`` are told where none does.

    ``articles`` by id are read themselves where the words of the reports are asked for. ``beyond`` says that older
    events may fit as well and weren't looked at: then nothing is added up, and it is said.
    """
    reports = Reports(items, articles, beyond=beyond)
    found = Finding()
    if query.latest:
        events = events[:1]
    aspects = query.aspects
    if "next_round" in aspects:  # it tells both when and where
        aspects = tuple(each for each in aspects if each not in {"when", "where"})
    for aspect in aspects:
        found = found.join(_find(aspect, query, events, reports))
    if not found.sentences:
        return _unknown(question, query, events, nearby)
    yes = "Yes. " if query.polar and _affirms(query, found) else ""
    text, citations = reports.numbered(" ".join(found.sentences))
    return Answer(
        question=question,
        understood=query,
        found=True,
        answer=f"{yes}{text}{_BEYOND if beyond else ''}",
        figures=found.figures,
        values=tuple(dict.fromkeys(found.values)),
        citations=citations,
        events=tuple(dict.fromkeys(found.events)),
    )


def not_understood(question: str, examples: Sequence[str]) -> Answer:
    """What can be asked, with examples that this store can answer."""
    asked = "I answer questions on what is reported, by place, party and time: tolls, attacks, demands, talks."
    such = f" For example: {' · '.join(examples)}" if examples else ""
    return Answer(question=question, answer=f"I didn't understand that. {asked}{such}")


def examples_of(events: Sequence[Event]) -> tuple[str, ...]:
    """Up to three questions that the events answer, of three kinds where there are."""
    made: dict[str, str] = {}
    for event in events:
        place = event.place.name if event.place else ""
        if event.kind in {"strike", "casualties"} and place and "killed" in event.figures:
            made.setdefault("toll", f"How many were killed in {place}?")
        elif event.kind == "strike" and place:
            made.setdefault("strike", f"Who attacked {place}?")
        elif event.kind == "talks" and len(event.parties) > 1:
            made.setdefault("talks", f"What was agreed between {event.parties[0]} and {event.parties[1]}?")
        elif event.kind == "demand" and (by := [fact.value for fact in event.facts if fact.name == "by"]):
            made.setdefault("demand", f"What does {by[0]} demand?")
    return tuple(made.values())[:3]


def relaxed(query: Query) -> list[Query]:
    """The query with ever fewer conditions, for what is held nearby; never without all names."""
    steps = [
        {"words": (), "unknown": (), "weapons": (), "victims": None},
        {"words": (), "unknown": (), "weapons": (), "victims": None, "by": (), "of": ()},
        {"words": (), "unknown": (), "weapons": (), "victims": None, "days": None, "since": None},
    ]
    named = [query.model_copy(update=step) for step in steps]
    return [each for each in named if each != query and (each.places or each.about or each.by or each.of or each.days)]


def _find(aspect: str, query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    if aspect == "toll":
        return tolls(query, events, reports)
    if aspect == "munitions":
        return munitions(query, events, reports)
    if aspect == "count":
        return _count(query, events, reports)
    return STATEMENTS[aspect](query, events, reports)  # type: ignore[index]


def _count(query: Query, events: Sequence[Event], reports: Reports) -> Finding:
    """How many events fit, as the store's reports tell them."""
    if not events:
        return Finding()
    what = "rounds of talks" if query.kinds == ("talks",) else "attacks"
    noun = what if len(events) != 1 else {"rounds of talks": "round of talks", "attacks": "attack"}[what]
    told = STATEMENTS["happened"](query, events, reports)
    figure = AnsweredFigure(name="events", of=tuple(event.id for event in events), best=len(events))
    line = f"{len(events)} {noun} {'is' if len(events) == 1 else 'are'} reported."
    return Finding((line, *told.sentences), (figure,), (), told.events)


_BEYOND = " Older events may fit as well; name a place, a party or a time to have them."


def _affirms(query: Query, found: Finding) -> bool:
    """Whether what was found is a yes to a question that asks whether it is so."""
    if "outcome" in query.aspects:
        return bool({"agreement", "partial"} & set(found.values)) and "none" not in found.values
    if "response" in query.aspects or (query.aspects == ("happened",) and not query.kinds):
        return False  # what happened there needn't be what was asked
    return not (query.claimed or {"confirmed", "who_says", "denials"} & set(query.aspects))


def _unknown(question: str, query: Query, events: Sequence[Event], nearby: Sequence[Event]) -> Answer:
    """That it isn't known, and what is held instead."""
    asked = [_ASKED[aspect] for aspect in query.aspects if aspect in _ASKED]
    what = wording.listed(asked).format(
        fates=wording.listed(query.fates or ("killed", "injured"), "or"), fired=wording.listed(query.fired, "or")
    )
    if events and what:
        first = f"No report that I hold says {what}{_of_whom(query)}."
        near = events[:NEARBY]
        lead = "What is reported: "
    else:
        first = f"I hold no report {_described(query)}."
        near = nearby[:NEARBY]
        lead = "Nearest to it: "
    told = "; ".join(f"{title_of(event)} ({event.id[:6]})" for event in near)
    return Answer(question=question, understood=query, answer=f"{first}{wording.after(told, f' {lead}', '.')}")


def _of_whom(query: Query) -> str:
    return wording.after(query.victims or "", " of the ")


def _described(query: Query) -> str:
    """What was asked for, in words: "on Atlantis on Monday that tells of a church"."""
    names = [*query.places, *query.about, *query.by, *query.of, *query.unknown]
    on = f"on {wording.listed(dict.fromkeys(names))}" if names else "that fits"
    days = wording.after(query.days.text if query.days else "", " ")
    words = [*([query.victims] if query.victims else []), *query.words]
    weapons = [*query.weapons] if "munitions" not in query.aspects else []
    telling = wording.listed([*words, *weapons])
    return f"{on}{days}{wording.after(telling, ' that tells of ')}"
