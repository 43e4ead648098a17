"""Whether two tellings are of one attack: what they contradict each other in, and what ties them together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.nearness import kindred, places_related, share_word, times_apart

if TYPE_CHECKING:
    from briefings.extract.strikes import Event
    from briefings.records import When


def contradicts(event: Event, told: Event) -> bool:
    """Whether doers, days, places or weapons are at odds, or one side's attackers are the other's victims."""
    if event.attackers and told.attackers and not set(event.attackers) & set(told.attackers):
        return True
    if event.when and told.when and times_apart(event.when, told.when):
        return True
    if event.places and told.places and not places_related(event.places, told.places):
        return True
    if event.weapons and told.weapons and not kindred(event.weapons, told.weapons):
        return True
    if set(told.attackers) & set(event.defenders) - set(event.attackers):
        return True
    return bool(set(told.defenders) & set(event.attackers) - set(event.defenders))


def tie_between(event: Event, told: Event) -> float:
    """How much ties ``told`` to ``event``: the larger, the likelier one attack."""
    first, last = told.mentions[0], event.mentions[-1].sentence
    weight = 0.0
    if {place.name for place in event.places} & {place.name for place in told.places}:
        weight += 2.0
    elif event.places and told.places:
        weight += 1.0  # no contradiction: one lies in the other
    if event.when and told.when and event.when.start and event.when.start == told.when.start:
        weight += 1.5
    anaphoric = any(mention.anaphoric for mention in told.mentions)
    if share_word(event.targets, told.targets):
        weight += 1.5
    elif event.targets and told.targets and not anaphoric:
        weight -= 1.0
    elif _points_back(event.targets, told):
        weight += 1.5
    weight += 1.0 * bool(set(event.attackers) & set(told.attackers))
    weight += 0.5 * bool(set(event.defenders) & set(told.defenders))
    weight += 1.0 * bool(set(event.weapons) & set(told.weapons))
    weight += 2.5 * anaphoric
    weight += 1.0 * (not event.anchored or not told.anchored)
    if not (told.anchored or told.targets or any(mention.munitions for mention in told.mentions)):
        weight += 0.5
    distance = first.sentence.index - last.index
    weight += 0.4 * (distance <= 1 and not told.anchored)
    return weight + (0.6 if distance <= 1 else 0.3 if first.sentence.paragraph - last.paragraph <= 1 else 0.0)


def _points_back(targets: list[str], told: Event) -> bool:
    """Whether the telling speaks of "the bus" that the attack hit."""
    known = {target.lower().split()[-1] for target in targets}
    for mention in told.mentions:
        words = mention.sentence.words
        if any(word.low in known and word.i and words[word.i - 1].low in {"the", "its", "their"} for word in words):
            return True
    return False


def days_of(when: When) -> int:
    """The length of a time in days; unresolved ones are the longest."""
    return (when.end - when.start).days + 1 if when.start and when.end else 100_000
