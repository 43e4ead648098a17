"""Events as they are asked for: by name, place, party and time, as an audience may see them."""

from __future__ import annotations

from contextlib import aclosing
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Select, Text, cast, exists, select, union_all
from sqlalchemy.orm import aliased

from briefings.errors import AmbiguousError
from briefings.events import Event as EventRecord
from briefings.store import rows
from briefings.store.base import Part
from briefings.store.engine import chunks
from briefings.store.keys import asked_party_keys, asked_place_keys, event_days, event_party_keys, event_place_keys
from briefings.store.readers import has_private, readable
from briefings.store.records import KnownNames
from briefings.store.tables import Article, Event, EventAlias, EventParty, EventPlace, Item

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Mapping
    from datetime import date, datetime
    from typing import Any

    from sqlalchemy import ColumnElement, Connection

    from briefings.events import Item as ItemRecord
    from briefings.events import Kind
    from briefings.store.records import EventEntry

    Retell = Callable[[Mapping[str, ItemRecord]], EventEntry]

_DOCUMENT = cast(Event.document, Text).label("document")

_TOLD = 3
"""Ids told where a shortened one may be any of them."""

_FEW = 1_000
"""Events of a name up to which they are all looked up: to sort them takes 3 ms."""

_KINDS = ("strike", "talks", "casualties", "demand")
"""The order of events of one day that killed alike."""


class View(NamedTuple):
    """How events are seen: as they stood ``as_of`` a moment, and as ``audience`` may see them.

    Without an audience that is everything, as the operator sees it; any other, such as "discord:123", sees what is open
    to all and what is its own. ``retell`` makes an event anew of those of its items, by key, that are seen.
    """

    retell: Retell
    as_of: datetime | None = None
    audience: str | None = None


class Asked(NamedTuple):
    """Which events: told of at or after ``since``, of kinds, places and parties, seen through ``view``.

    Names count as they are folded: "Kyiv" and "KYIV" are one, and a region or a country has all its places; any of
    several fits. ``about`` are names of either, ``beside`` places that an article tells of beside the event. ``days``
    are the first and the last on which they happened, ``ids`` leave out all others; an event is also found by an id
    that it had before. Those with the newest report are within the ``limit``.
    """

    since: datetime | None = None
    kinds: Iterable[Kind] = ()
    places: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    days: tuple[date | None, date | None] = (None, None)
    ids: tuple[str, ...] | None = None
    view: View | None = None
    limit: int | None = None


class Events(Part):
    """What the store tells of events."""

    async def events(self, asked: Asked = Asked()) -> tuple[EventRecord, ...]:  # noqa: B008 - immutable
        """The events asked for, those of the newest day of report first, of one day those that killed most."""
        return await self._database.read(lambda connection: _events(connection, asked))

    async def export(self, asked: Asked = Asked()) -> AsyncIterator[EventRecord]:  # noqa: B008 - immutable
        """The events asked for, those with the newest report first, one by one as they were at the first."""
        query = await self._database.read(lambda connection: _query(connection, asked))
        async with aclosing(self._database.stream(query)) as pages:
            async for page in pages:
                changed = await self._database.read(partial(_changed, page=page, view=asked.view))
                for row in page:
                    if row.id not in changed:
                        yield rows.load(EventRecord, row.document, row.id)
                    elif found := await self._database.read(partial(_retold, event=row.id, asked=asked)):
                        yield found.event

    async def event(self, name: str, view: View | None = None) -> EventRecord | None:
        """The event with this id, one that had it, or the only one whose id begins with it.

        Raises:
            AmbiguousError: the ids of several events do.
        """
        return await self._database.read(lambda connection: _find(connection, name, view))

    async def items(self, events: Iterable[str], view: View | None = None) -> dict[str, tuple[ItemRecord, ...]]:
        """By event what each article tells of it, as far as the view goes, in the order of reporting."""
        ids = list(events)
        return await self._database.read(lambda connection: _items(connection, ids, view))

    async def known_names(self, names: Iterable[str]) -> KnownNames:
        """Those of the folded ``names`` that some event is found by, as a place or as a party."""
        keys = sorted(set(names))

        def known(connection: Connection, table: type[EventPlace | EventParty]) -> frozenset[str]:
            asked = (select(table.name).where(table.name.in_(some)).distinct() for some in chunks(keys))
            return frozenset(name for query in asked for name in connection.scalars(query))

        return await self._database.read(
            lambda connection: KnownNames(places=known(connection, EventPlace), parties=known(connection, EventParty))
        )

    async def origins(self, events: Iterable[str], view: View | None = None) -> dict[str, frozenset[str]]:
        """By event the feeds and other sources that its reports, as far as the view goes, came from."""
        ids = list(events)
        return await self._database.read(lambda connection: _origins(connection, ids, view))


class _Told(NamedTuple):
    """An event, and when its newest report came."""

    reported: datetime
    event: EventRecord

    @property
    def rank(self) -> tuple[int, int, int, float, str]:
        """Its place in a list."""
        toll = self.event.figures.get("killed")
        killed = next((each for each in (toll.best, toll.low, toll.high) if each is not None), 0) if toll else 0
        kind = _KINDS.index(self.event.kind)
        return (-self.reported.toordinal(), -killed, kind, -self.reported.timestamp(), self.event.id)


def _events(connection: Connection, asked: Asked) -> tuple[EventRecord, ...]:
    page = connection.execute(_query(connection, asked)).all()
    changed = _changed(connection, page, asked.view)
    found = []
    for row in page:
        if row.id not in changed:
            found.append(_Told(row.last_reported, rows.load(EventRecord, row.document, row.id)))
        elif told := _retold(connection, row.id, asked):
            found.append(told)
    return tuple(each.event for each in sorted(found, key=lambda each: each.rank))


def _changed(connection: Connection, page: Iterable[Any], view: View | None) -> frozenset[str]:
    """The events of a page that the view sees otherwise: some of their reports came later, or aren't for it."""
    if view is None:
        return frozenset()
    page = list(page)
    later = {row.id for row in page if view.as_of is not None and row.last_reported > view.as_of}
    if view.audience is None or not has_private(connection):
        return frozenset(later)
    hidden: set[str | None] = set()
    for some in chunks(row.id for row in page):
        query = select(Item.event_id).join(Article, Article.id == Item.article_id)
        hidden.update(connection.scalars(query.where(Item.event_id.in_(some), ~readable(view.audience)).distinct()))
    return frozenset({*later, *(event for event in hidden if event)})


def _seen(view: View | None) -> list[ColumnElement[bool]]:
    """Conditions on the articles that a view sees."""
    if view is None:
        return []
    conditions: list[ColumnElement[bool]] = []
    if view.as_of is not None:
        conditions.append(Article.reported <= view.as_of)
    if view.audience is not None:
        conditions.append(readable(view.audience))
    return conditions


def _retold(connection: Connection, event: str, asked: Asked) -> _Told | None:
    """An event made of what the view sees of it, under its own id; None where that isn't what is asked for."""
    if asked.view is None:
        return None
    items = {item.key: item for item in _items(connection, [event], asked.view).get(event, ())}
    if not items:
        return None
    entry = asked.view.retell(items)
    # Its id comes from its first report, which may be hidden; it is known by the one that it has.
    told = _Told(max(item.source.reported for item in items.values()), entry.event.model_copy(update={"id": event}))
    first, last = event_days(entry.event, {item.source.reported for item in items.values()})
    after, before = asked.days
    places, parties = event_place_keys(entry), event_party_keys(entry)
    at, of = _keys(asked_place_keys, asked.about), _keys(asked_party_keys, asked.about)
    fits = (
        (asked.since is None or told.reported >= asked.since)
        and (not (kinds := tuple(asked.kinds)) or told.event.kind in kinds)
        and (not asked.places or not _keys(asked_place_keys, asked.places).isdisjoint(places))
        and (not asked.parties or not _keys(asked_party_keys, asked.parties).isdisjoint(parties))
        and (not asked.about or not (at.isdisjoint(places) and of.isdisjoint(parties)))
        and (after is None or last >= after)
        and (before is None or first <= before)
    )
    return told if fits else None


def _items(connection: Connection, events: Iterable[str], view: View | None) -> dict[str, tuple[ItemRecord, ...]]:
    of: dict[str, str] = {}
    for some in chunks(events):
        query = select(Item.key, Item.event_id).join(Article, Article.id == Item.article_id)
        found_keys = connection.execute(query.where(Item.event_id.in_(some), *_seen(view)))
        of.update((key, event) for key, event in found_keys if event)
    found: dict[str, list[ItemRecord]] = {}
    for item in sorted(rows.items(connection, of).values(), key=lambda item: (item.source.reported, item.key)):
        found.setdefault(of[item.key], []).append(item)
    return {event: tuple(items) for event, items in found.items()}


def _origins(connection: Connection, events: Iterable[str], view: View | None) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for some in chunks(events):
        query = select(Item.event_id, Article.origin).join(Article, Article.id == Item.article_id).distinct()
        for event, origin in connection.execute(query.where(Item.event_id.in_(some), *_seen(view))):
            if event and origin:
                found.setdefault(event, set()).add(origin)
    return {event: frozenset(origins) for event, origins in found.items()}


def _find(connection: Connection, name: str, view: View | None) -> EventRecord | None:
    names = union_all(select(Event.id, Event.id.label("old")), select(EventAlias.event_id, EventAlias.old)).subquery()
    found = list(connection.scalars(select(names.c.id).where(names.c.old == name)))
    if not found and name:
        begun = select(names.c.id).where(names.c.old > name, names.c.old < f"{name}\U0010ffff")
        found = list(connection.scalars(begun.distinct().order_by(names.c.id).limit(_TOLD + 1)))
    seen = {event: _events(connection, Asked(ids=(event,), view=view)) for event in found}
    events = [event for event, told in seen.items() if told]
    if len(events) > 1:
        others = ", ".join(events[:_TOLD]) + (" …" if events[_TOLD:] else "")
        raise AmbiguousError(f"{name}: several events begin so: {others}")
    return seen[events[0]][0] if events else None


def _query(connection: Connection, asked: Asked) -> Select[str, datetime, str]:
    """Find the rows by one range of an index: the latest of a place, of a party, of some days, or of all.

    With a view also those that it sees otherwise, whatever they now are.
    """
    view = asked.view
    query = select(Event.id, Event.last_reported, _DOCUMENT)
    if asked.ids is not None:
        before = select(EventAlias.event_id).where(EventAlias.old.in_(asked.ids))
        query = query.where(Event.id.in_(asked.ids) | Event.id.in_(before))
    if asked.since:
        query = query.where(Event.last_reported >= asked.since)
    if view and view.as_of:
        query = query.where(Event.first_reported <= view.as_of)
    if view and view.audience is not None and has_private(connection):
        told = select(Item.key).join(Article, Article.id == Item.article_id)
        query = query.where(exists(told.where(Item.event_id == Event.id, *_seen(view))))
        as_it_is = Event.id.not_in(
            select(Item.event_id)
            .join(Article, Article.id == Item.article_id)
            .where(Item.event_id.is_not(None), ~readable(view.audience))
        )
    else:
        as_it_is = None
    return (
        _narrowed(connection, query, asked, as_it_is)
        .order_by(Event.last_reported.desc(), Event.id.desc())
        .limit(asked.limit)
    )


def _narrowed(
    connection: Connection,
    query: Select[str, datetime, str],
    asked: Asked,
    as_it_is: ColumnElement[bool] | None,
) -> Select[str, datetime, str]:
    """Only what fits; of an event that the view sees otherwise, what it now is decides nothing but its names.

    Those are only more than the view sees.
    """
    conditions: list[ColumnElement[bool]] = []
    if kinds := list(asked.kinds):
        conditions.append(Event.kind.in_(kinds))
    after, before = asked.days
    if after is not None:
        conditions.append(Event.day_to >= after)
    if before is not None:
        conditions.append(Event.day_from <= before)
    for condition in conditions:
        allowed = condition
        if asked.view and asked.view.as_of:
            allowed = allowed | (Event.last_reported > asked.view.as_of)
        query = query.where(allowed if as_it_is is None else allowed | ~as_it_is)
    narrow = asked.days != (None, None) or bool(asked.places) + bool(asked.parties) + bool(asked.about) > 1
    named = partial(_is_named, None if narrow else connection, since=asked.since)
    for table, names in _names(asked):
        query = query.where(named(table, names))
    if asked.about:
        at = named(EventPlace, _keys(asked_place_keys, asked.about))
        query = query.where(at | named(EventParty, _keys(asked_party_keys, asked.about)))
    if asked.beside:
        there, here = aliased(Item), aliased(Item)
        near = (
            select(here.event_id)
            .join(there, there.article_id == here.article_id)
            .join(EventPlace, EventPlace.event_id == there.event_id)
            .where(EventPlace.name.in_(sorted(_keys(asked_place_keys, asked.beside))))
        )
        query = query.where(Event.id.in_(near))
    return query


def _is_named(
    connection: Connection | None,
    table: type[EventPlace | EventParty],
    names: frozenset[str],
    since: datetime | None,
) -> ColumnElement[bool]:
    """Whether an event goes by one of the names: looked up by the name, or where very many do, event by event.

    Of the latter the newest are found soon, unless other conditions leave few of them; then there is no connection to
    ask how many there are.
    """
    named = select(table.event_id).where(table.name.in_(sorted(names)))
    if since:
        named = named.where(table.last_reported >= since)
    few = connection is None or connection.execute(named.limit(1).offset(_FEW)).first() is None
    return Event.id.in_(named) if few else exists(named.where(table.event_id == Event.id))


def _names(asked: Asked) -> Iterable[tuple[type[EventPlace | EventParty], frozenset[str]]]:
    if asked.places:
        yield EventPlace, _keys(asked_place_keys, asked.places)
    if asked.parties:
        yield EventParty, _keys(asked_party_keys, asked.parties)


def _keys(keys_of: Callable[[str], frozenset[str]], names: Iterable[str]) -> frozenset[str]:
    """What any of the names may be found by."""
    return frozenset[str]().union(*map(keys_of, names))
