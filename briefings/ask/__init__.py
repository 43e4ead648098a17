"""Questions in plain English → answers out of merged events, each with the sentences that say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.answers import Answer, Turn
from briefings.ask.answer import NEARBY, answer, examples_of, not_understood, relaxed
from briefings.ask.choose import MOST, asked_of, choose, decides_by_reports, may_answer
from briefings.ask.names import names_in
from briefings.ask.taken import LONGEST, clean
from briefings.ask.understand import understand
from briefings.extract import parties
from briefings.store.events import Asked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from briefings.answers import Query
    from briefings.events import Event, Item
    from briefings.records import Article
    from briefings.store.events import View
    from briefings.store.sql import Store

__all__ = ["ask", "examples_of"]

_LISTED = 20
"""Events of which reports are read where a few are listed, and none is added up."""
_NAMED = 40
"""Newest events whose reports are searched for a name that is no place of theirs."""
_NEAR = 8
"""Newest events among which something near is looked for."""
_READ = 3
"""Events whose articles are read themselves."""
_EXAMPLES_FROM = 30
"""Newest events among which examples of questions are looked for."""


async def ask(
    question: str, store: Store, *, now: datetime, view: View | None = None, before: Turn | None = None
) -> tuple[Answer, Turn | None]:
    """Answer a question out of what ``view`` sees of a store, in a thread that asked ``before``.

    Gives the answer and what the thread is to remember: nothing new where it wasn't understood.
    """
    text = clean(question)
    known = await store.known_names(names_in(text[:LONGEST]))
    query = understand(question, known, now, before)
    if query is None:
        newest = await store.events(Asked(view=view, limit=_EXAMPLES_FROM))
        return not_understood(question, examples_of(newest)), before
    events, items, beyond = await _fitting(query, store, view)
    if not events and query.places and not any(map(parties.called, query.places)):
        # A camp or a street is no place of an event, but reports may tell of it.
        named = query.model_copy(update={"places": (), "unknown": (*query.unknown, *query.places)})
        events, items, beyond = await _fitting(named, store, view, _NAMED)
        query = named if events else query
    articles = await _articles(query, events, store)
    told = answer(question, query, events, items, articles=articles, beyond=beyond)
    if not told.found and not events:
        told = answer(question, query, (), {}, nearby=await _nearby(query, store, view))
    return told, Turn(query=query, events=told.events or tuple(event.id for event in events[:_READ]))


async def _fitting(
    query: Query, store: Store, view: View | None, most: int = MOST
) -> tuple[Sequence[Event], dict[str, tuple[Item, ...]], bool]:
    """The events that fit a query, with what their reports tell, and whether there may be more.

    What reports tell is read of those events alone that may answer, unless it decides which fit.
    """
    events = await store.events(asked_of(query, view)._replace(limit=most + 1))  # one more tells that there are more
    events, beyond = events[:most], len(events) > most
    if decides_by_reports(query):
        items = await store.items([event.id for event in events], view)
        return choose(query, events, items), items, beyond
    fitting = choose(query, events, {})
    telling = [event.id for event in fitting if may_answer(query, event)]
    if not {"toll", "munitions"} & set(query.aspects):
        telling = telling[:_LISTED]
    return fitting, await store.items(telling, view), beyond


async def _articles(query: Query, events: Sequence[Event], store: Store) -> dict[str, Article]:
    """The articles of the first events, where their very words are asked for."""
    if not query.victims and not {"denials", "confirmed", "damage", "response"} & set(query.aspects):
        return {}
    ids = dict.fromkeys(report.article for event in events[:_READ] for report in event.reports)
    kept = [await store.article(article) for article in ids]
    return {each.article.id: each.article for each in kept if each}


async def _nearby(query: Query, store: Store, view: View | None) -> list[Event]:
    """What is held near to what isn't, the nearest first; what the reports say in detail is not looked at."""
    found: dict[str, Event] = {}
    for wider in relaxed(query):
        events = await store.events(asked_of(wider, view)._replace(limit=_NEAR))
        found |= {event.id: event for event in choose(wider, events, {}) if event.id not in found}
        if len(found) >= NEARBY:
            break
    return [*found.values()][:NEARBY]
