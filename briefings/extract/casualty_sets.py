"""Sets of victims while an article is read: when two are one told twice, and the record of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefings.extract.loss_words import KINDS, Kind
from briefings.nearness import places_related, times_apart
from briefings.records import Casualty, Group

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence, Word
    from briefings.extract.reading import Reading
    from briefings.extract.victim_groups import Part
    from briefings.records import Count, Place, Scope, When

_FEW = 3
"""Up to so many victims are told by who they are: a soldier is not the civilian of the sentence before."""
_ADDING = frozenset({"also", "another", "additional", "other"})
_ANYBODY = frozenset({"him", "her", "person", "people", "other", "victim", "one", "man", "member", "individual"})
"""Nouns for victims that may be the soldiers or villagers told of elsewhere."""


@dataclass(slots=True)
class VictimSet:
    """One set of victims while the article is read."""

    counts: dict[Kind, Count]
    sentences: list[Sentence]
    triggers: list[tuple[Sentence, Word]]
    victims: dict[Kind, Word] = field(default_factory=dict)
    groups: list[tuple[Part, Kind]] = field(default_factory=list)
    party: str | None = None
    place: Place | None = None
    when: When | None = None
    cause: str | None = None
    event: int | None = None
    scope: Scope = "event"
    speakers: tuple[str, ...] = ()
    attackers: bool = False


def is_same(known: VictimSet, new: VictimSet) -> bool:
    """Whether two sets are one told twice: one cause, no number against another."""
    if known.attackers != new.attackers or (known.scope == "cumulative") != (new.scope == "cumulative"):
        return False
    if is_apart(known.place, new.place):
        return False
    if known.when and new.when and times_apart(known.when, new.when):
        return False
    if known.scope != "cumulative" and known.event != new.event:
        return False
    if known.party and new.party and known.party != new.party and known.event is None:
        return False
    shared = [kind for kind in KINDS if kind in known.counts and kind in new.counts]
    if not all(_agree(known.counts[kind], new.counts[kind]) for kind in shared):
        return False
    if any(_are_others(known, new, kind) for kind in shared):
        return False
    near = new.sentences[0].paragraph - known.sentences[-1].paragraph <= 1
    return bool(shared) or (known.event is not None and near)


def is_apart(one: Place | None, other: Place | None) -> bool:
    """Whether two places are known to be apart; a village that no list knows may lie in any region."""
    if one is None or other is None or None in {one.lat, other.lat}:
        return False
    return not places_related([one], [other])


def _are_others(known: VictimSet, new: VictimSet, kind: Kind) -> bool:
    """Whether a few victims of one number are not those told before: "a civilian was also injured"."""
    one, other = known.victims.get(kind), new.victims.get(kind)
    if one is None or other is None or (known.counts[kind].best or _FEW + 1) > _FEW:
        return False
    added = any(kid.low in _ADDING for word in (other, other.head) for kid in word.kids)
    return added or (one.lemma != other.lemma and not {one.lemma, other.lemma} & _ANYBODY)


def _agree(one: Count, other: Count) -> bool:
    """Whether two counts can be one number told twice: "at least 14" and "14", "dozens" and "30"."""
    if one.best is not None and other.best is not None:
        return one.best == other.best
    exact, vague = (one, other) if one.best is not None else (other, one)
    if exact.best is None:
        return (one.low, one.high) == (other.low, other.high)
    return (vague.low is None or vague.low <= exact.best) and (vague.high is None or exact.best <= vague.high)


def merge(known: VictimSet, new: VictimSet) -> None:
    """Take what ``new`` tells of the same victims into ``known``."""
    for kind, count in new.counts.items():
        if kind not in known.counts or (known.counts[kind].best is None and count.best is not None):
            known.counts[kind] = count
    known.sentences.extend(new.sentences)
    known.triggers.extend(new.triggers)
    for part, kind in new.groups:
        if not any(each.who == part.who for each, _ in known.groups):
            known.groups.append((part, kind))
    known.party = known.party or new.party
    if known.place is None or (
        new.place and new.place.precision in {"exact", "near"} and known.place.precision not in {"exact", "near"}
    ):
        known.place = new.place or known.place
    known.when = known.when or new.when
    known.cause = known.cause or new.cause


def record(reading: Reading, each: VictimSet, number: str) -> Casualty:
    """The record of a set, numbered ``number``."""
    attribution: list[str] = []
    for sentence, trigger in each.triggers:
        attribution.extend(name for name in reading.attribution.of(sentence, trigger) if name not in attribution)
    return Casualty(
        id=number,
        killed=each.counts.get("killed"),
        injured=each.counts.get("injured"),
        missing=each.counts.get("missing"),
        captured=each.counts.get("captured"),
        groups=_groups(each.groups),
        party=each.party,
        place=each.place,
        when=each.when,
        cause=each.cause,
        strike=f"s{each.event + 1}" if each.event is not None else None,
        scope=each.scope,
        attribution=tuple(attribution),
        evidence=reading.evidence(each.sentences),
    )


def _groups(parts: list[tuple[Part, Kind]]) -> tuple[Group, ...]:
    """One group a wording; killed and injured of it side by side."""
    groups: dict[str, Group] = {}
    for part, kind in parts:
        if kind not in {"killed", "injured"}:
            continue
        known = groups.get(part.who, Group(who=part.who))
        if getattr(known, kind) is None:
            groups[part.who] = known.model_copy(update={kind: part.count})
    return tuple(groups.values())
