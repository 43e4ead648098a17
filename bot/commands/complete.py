"""What an option of a command may be completed to, out of what the caller may see."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from briefings.digest.follows import conditions
from briefings.settle import retell
from briefings.store.events import Asked, View
from briefings.store.keys import fold
from briefings.wording import country_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.commands.calls import Caller
    from bot.commands.table import Option
    from briefings.events import Event
    from briefings.store.sql import Store

MOST = 25
"""Values at most: what Discord shows."""
_NEWEST = 200
"""Events whose places and parties are offered: what one asks for is mostly of these days."""


async def complete(store: Store, caller: Caller, option: Option, typed: str) -> list[str]:
    """At most 25 values of an option that hold what was typed, those that begin with it first."""
    values = option.choices or await _values(store, caller, option)
    wanted = fold(typed)
    fitting = [value for value in dict.fromkeys(values) if wanted in fold(value)]
    return sorted(fitting, key=lambda value: not fold(value).startswith(wanted))[:MOST]


async def _values(store: Store, caller: Caller, option: Option) -> Iterable[str]:
    if option.suggest == "zone":
        return sorted(available_timezones())
    if option.suggest == "feed":
        return await store.feeds(caller.channel.audience)
    if option.suggest == "follow":
        follows = (await store.channel(caller.channel)).follows
        return [*(str(number) for number in range(1, len(follows) + 1)), *(w for f in follows for w in conditions(f))]
    if option.suggest not in {"place", "party", "event"}:
        return ()
    events = await store.events(Asked(view=View(retell, audience=caller.channel.audience), limit=_NEWEST))
    if option.suggest == "event":
        return [event.id for event in events]
    if option.suggest == "party":
        return [party for event in events for party in event.parties]
    return [name for event in events for name in _places(event)]


def _places(event: Event) -> Iterable[str]:
    place = event.place
    return [name for name in (place.name, place.admin, country_name(place.country)) if name] if place else []
