"""Victims told again by a word that points back: "he was found dead", "both men died", "the toll rose to three"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.extract.casualty_sets import is_apart
from briefings.extract.loss_words import PRONOUNS, Kind, loss_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.extract.casualty_sets import VictimSet
    from briefings.extract.parse import Sentence, Word
    from briefings.records import Count

_NEAR = 2
"""Paragraphs back to the people that a word points to."""
_POINTING = frozenset({"the", "both", "these", "those", "all"})
_OTHERS = frozenset({"other", "others", "another", "more", "additional", "further"})
_SUMS = frozenset({"toll", "total", "number"})
_SOMEBODY = re.compile(r"\b(?:an?|one|his|her|their|its|the|1) ", re.IGNORECASE)
"""What a single person in a list of victims begins with."""
_DEEDS = frozenset({"killing", "murder", "assassination", "slaying", "death"})
_WEAPONED = frozenset({"shoot", "stab", "hit", "attack", "strike"})


def told_before(known: Sequence[VictimSet], new: VictimSet) -> VictimSet | None:
    """The set among ``known`` that tells of the victims whom ``new`` only points back to."""
    recent = [each for each in reversed(known) if new.sentences[0].paragraph - each.sentences[-1].paragraph <= _NEAR]
    for kind in new.counts:
        if kind in {"killed", "injured"} and recent:
            told = [each for each in recent if kind in each.counts and _fits(each, new)]
            count, victim = new.counts[kind], new.victims.get(kind)
            if any(trigger.lemma in _SUMS for _, trigger in new.triggers) and _adds_up(told, kind, count):
                return told[0]
            if victim is None:
                continue
            if _is_he(victim):
                return _of_one(recent, told, new)
            if _is_they(new.sentences[0], victim, count):
                agreeing = [each for each in told if each.counts[kind].best == count.best]
                return agreeing[0] if agreeing else told[0] if _adds_up(told, kind, count) else None
    return None


def _fits(known: VictimSet, new: VictimSet) -> bool:
    """Whether both can be of one event: of one scope, and not of places known to be apart."""
    return known.scope == new.scope and not is_apart(known.place, new.place)


def _is_he(victim: Word) -> bool:
    """Whether the word stands for one person told of before: "he", "his body", "the body"."""
    if victim.low in PRONOUNS:
        return True
    owners = [kid for kid in victim.kids if kid.dep in {"poss", "det"}]
    return (
        victim.lemma in loss_words().bodies and bool(owners) and all(kid.low in {"his", "her", "the"} for kid in owners)
    )


def _is_they(sentence: Sentence, victim: Word, count: Count) -> bool:
    """Whether the number is one of people told of before: "both", "the two", "all three men"."""
    first = count.text.split()[0].lower() if count.text else ""
    at = next((word.i for word in sentence.words if word.low == first and word.i <= victim.i), victim.i)
    lows = {word.low for word in sentence.words[max(0, at - 1) : victim.i + 2]}
    opens = {first, sentence.words[at - 1].low if at else ""}
    return count.best is not None and count.best > 1 and bool(opens & _POINTING) and not lows & _OTHERS


def _of_one(recent: Sequence[VictimSet], told: Sequence[VictimSet], new: VictimSet) -> VictimSet | None:
    """The set of the one person that "he" is: one told dead already, else one taken, else one hurt."""
    (kind,) = [each for each in new.counts if each in {"killed", "injured"}][:1]
    for each in told:
        if each.counts[kind].best == 1 or _SOMEBODY.search(each.counts[kind].text):
            new.counts.pop(kind)
            return each
    for each in recent:
        hurt, dead = each.counts.get("injured"), each.counts.get("killed")
        if kind == "killed" and dead is None and hurt is not None and hurt.best == 1:
            each.counts.pop("injured")  # he died of his wounds
            return each
        if kind == "injured" and dead is not None and dead.best == 1:
            new.counts.pop("injured")  # "He was shot in the head": so he died
            return each
    return next((each for each in recent if "captured" in each.counts and each.counts["captured"].best == 1), None)


def _adds_up(told: Sequence[VictimSet], kind: Kind, count: Count) -> bool:
    """Whether the sets told before add up to the count."""
    bests = [each.counts[kind].best for each in told]
    return len(bests) > 1 and None not in bests and sum(best or 0 for best in bests) == count.best


def turned_fatal(known: Sequence[VictimSet], sentence: Sentence) -> None:
    """Take one who was shot for dead where the text goes on to speak of the killing: "X claimed the killing"."""
    last = known[-1]
    hurt = last.counts.get("injured")
    if any("killed" in each.counts for each in known) or hurt is None or hurt.best != 1:
        return
    if not any(trigger.lemma in _WEAPONED for _, trigger in last.triggers):
        return
    for word in sentence.words:
        if word.lemma in _DEEDS and word.pos == "NOUN" and any(kid.low in {"the", "his", "her"} for kid in word.kids):
            last.counts["killed"] = last.counts.pop("injured")
            last.sentences.append(sentence)
            return
