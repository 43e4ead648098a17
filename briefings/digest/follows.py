"""Which events a channel wants to be told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.digest.changes import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.channels import Follow, Section
    from briefings.digest.records import Traits
    from briefings.events import Event, Kind

_SECTIONS: dict[Kind, frozenset[Section]] = {
    "talks": frozenset({"talks"}),
    "demand": frozenset({"demands"}),
    "strike": frozenset({"strikes"}),
    "casualties": frozenset({"casualties"}),
}


def fits(event: Event, follows: Sequence[Follow], traits: Traits) -> bool:
    """Whether the event fits all conditions of some follow; without any follow every event does."""
    return not follows or any(not unmet(event, follow, traits) for follow in follows)


def unmet(event: Event, follow: Follow, traits: Traits) -> tuple[str, ...]:
    """The conditions of the follow that the event doesn't fit, in words."""
    return tuple(_unmet(event, follow, traits))


def conditions(follow: Follow) -> tuple[str, ...]:
    """The conditions of a follow in words: "place Sudan", "section strikes", "at least 10 killed"."""
    return tuple(words for words in _words(follow).values())


def _words(follow: Follow) -> dict[str, str]:
    named = {name: value for name in ("feed", "place", "party", "section") if (value := getattr(follow, name))}
    words = {name: f"{name} {value}" for name, value in named.items()}
    return words | ({"killed": f"at least {follow.killed:,} killed"} if follow.killed else {})


def _unmet(event: Event, follow: Follow, traits: Traits) -> Iterator[str]:
    toll = event.figures.get("killed")
    met = {
        "feed": follow.feed in traits.feeds,
        "place": follow.place in traits.places,
        "party": follow.party in traits.parties,
        "section": follow.section in _SECTIONS[event.kind],
        "killed": bool(toll and (shown(toll) or 0) >= (follow.killed or 0)),
    }
    return (words for name, words in _words(follow).items() if not met[name])
