"""Question → query: what is asked, of which parties, places and times; nothing that it says is dropped.

Whatever is no pattern, name, time or filler ends in ``words`` or ``unknown``, which an event must tell of: so a
question about something that the store doesn't hold finds nothing, rather than the nearest thing to it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from briefings.answers import Query, Turn
from briefings.ask.aspects import aspects_of, fates_of
from briefings.ask.roles import roles_of, speaker_of
from briefings.ask.taken import LONGEST, Taken, clean, is_foreign, left, left_over, take_apart, unnamed
from briefings.ask.threads import continued, goes_on
from briefings.ask.words import NAME, TIME, expression, filler, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from briefings.answers import Aspect, Fate
    from briefings.events import Kind
    from briefings.records import Weapon
    from briefings.store.records import KnownNames


_MOST_WORDS = 4
"""Words that are neither names nor part of how one asks; with more of them it isn't about a conflict, or no English."""
_NUMBER = re.compile(r"(?<![\w.,/-])\d{1,3}(?:,\d{3})+(?!\d)|(?<![\w.,/-])\d+(?![\w/-]|[.,]\d)")
_OPEN: frozenset[Aspect] = frozenset({"happened", "new", "when", "where", "who_says", "confirmed"})
"""Aspects of any event."""


def understand(question: str, known: KnownNames, now: datetime, before: Turn | None = None) -> Query | None:
    """What ``question`` asks for, in a thread that asked ``before``; None where it isn't understood.

    ``known`` are those of ``names_in(question)`` that the store has.
    """
    text = clean(question)
    if not text or len(text) > LONGEST or is_foreign(text):
        return None
    asked = take_apart(text, known, now)
    fates = fates_of(asked)
    aspects = aspects_of(asked, fates)
    if expression(lexicon()["filler"]["foreign_about"]).fullmatch(asked.masked.strip(" ?!.")):
        return None
    named = bool(asked.names or asked.time)
    going_on = before is not None and goes_on(asked.masked, named=named, left=left(asked))
    if not aspects and not going_on:
        if not named or left(asked):
            return None
        aspects = ("happened",)
    query: Query | None = _query(asked, aspects, fates)
    if query and before and going_on:
        query = continued(query, before, asked.masked)
    if query is None or len(query.words) > _MOST_WORDS or not query.aspects:
        return None
    return query


def _query(asked: Taken, aspects: tuple[Aspect, ...], fates: tuple[Fate, ...]) -> Query:
    """Put together what was recognised."""
    text, tables = asked.masked, lexicon()
    speaker, said = speaker_of(asked) if {"toll", "munitions"} & set(aspects) else (None, range(0))
    roles = roles_of(asked, aspects, said)
    weapons = tuple(_weapons(asked, aspects))
    fired = _fired(asked) if "munitions" in aspects or not aspects else ()
    total = expression(tables["asking"]["total"]).search(text)
    latest = expression(tables["asking"]["latest"]).search(text)
    kinds = _kinds(asked, aspects)
    for match in filter(None, (total, latest if "new" not in aspects else None)):
        asked.take(match)
    claimed = tuple(_claimed(asked))
    victims = _victims(asked) if not aspects or {"toll", "who_says"} & set(aspects) else None
    unknown, words = left_over(asked)
    words = tuple(dict.fromkeys((*words, *unnamed(asked))))
    time = asked.time
    return Query(
        aspects=aspects,
        fates=fates if "toll" in aspects or "confirmed" in aspects else (),
        fired=fired,
        weapons=weapons,
        kinds=kinds,
        victims=victims,
        speaker=speaker,
        thing=_thing(asked) if "outcome" in aspects else None,
        words=words,
        unknown=unknown,
        days=None if time is None or (time.since and "new" in aspects) else time.days,
        since=time.since if time and "new" in aspects else None,
        polar=bool(re.match(r"(?:and |so |but )?(?:is|was|were|are|did|do|does|has|have|had)\b", text)),
        claimed=claimed,
        total=total is not None,
        latest=latest is not None and not {"new", "happened"} & set(aspects),
        **roles,
    )


def _kinds(asked: Taken, aspects: tuple[Aspect, ...]) -> tuple[Kind, ...]:
    """Which events the words leave: attacks or talks."""
    tables = lexicon()
    if "count" in aspects:
        return (
            ("talks",)
            if expression(rf"how many (?:{tables['counted']['talks']})").search(asked.masked)
            else ("strike",)
        )
    talks = expression(tables["attacks"]["talking"]).search(asked.masked)
    strikes = any(expression(tables["attacks"][words]).search(asked.masked) for words in ("verbs", "nouns"))
    if bool(talks) == strikes or not _OPEN & set(aspects):
        return ()
    return ("talks",) if talks else ("strike", "casualties")


def _weapons(asked: Taken, aspects: tuple[Aspect, ...]) -> Iterator[Weapon]:
    """The weapons that the question names; of an attack asked about they say which."""
    for weapon, pattern in reversed(lexicon()["weapons"].items()):
        for match in expression(pattern).finditer(asked.masked):
            if not set(range(match.start(), match.end())) <= asked.used or "munitions" in aspects or "count" in aspects:
                asked.take(match)
                yield weapon
                break


def _fired(asked: Taken) -> tuple[Literal["launched", "intercepted"], ...]:
    """Whether munitions launched or intercepted are asked for; launched where nothing is said."""
    table = lexicon()["attacks"]
    intercepted = expression(table["intercepting"]).search(asked.masked)
    launched = expression(table["launching"]).search(asked.masked)
    if intercepted:
        return ("launched", "intercepted") if launched else ("intercepted",)
    return ("launched",) if launched or expression(lexicon()["asking"]["number"]).search(asked.masked) else ()


def _claimed(asked: Taken) -> Iterator[int]:
    """Numbers that the question says itself."""
    for match in _NUMBER.finditer(asked.masked):
        if not set(range(match.start(), match.end())) & asked.used:
            asked.take(match)
            yield int(match[0].replace(",", ""))
    table = lexicon()["numbers"]
    worded = expression(rf"(?P<number>{table['words']}) {table['of_people']}").search(asked.masked)
    if worded:
        yield table["words"].split("|").index(worded["number"]) + 1


def _thing(asked: Taken) -> str | None:
    """What is asked to have been agreed: "ceasefire" of "did they agree on a ceasefire"."""
    match = expression(lexicon()["things"]["words"]).search(asked.masked)
    return match[0].removesuffix("s") if match else None


def _victims(asked: Taken) -> str | None:
    """The group that a toll is asked of: "children" of "how many children were killed"."""
    table, fates = lexicon()["victims"], expression("|".join(lexicon()["fates"].values()))
    groups = (
        rf"^(?:and |the |any |number of )*(?P<group>\w+(?: \w+)?)(?= +{table['lost']})",
        r"(?P<group>civilian|military|police|child)(?= +(?:deaths?|casualties|fatalities|losses|toll))",
        r"how many of (?:the|them|those|these)(?: \w+)? (?:were|was|are|is) (?P<group>(?:\w+ )?\w+)(?=\W*$)",
        rf"^(?:and |so )?(?:were|was|are|is) (?:any |the |there any )?(?P<group>\w+)(?= +(?:also )?{table['after']})",
        rf"{table['before']}(?P<group>(?:\w+[ -]){{0,3}}?\w+)(?= +{table['after']}(?!\w)|\W*$)",
    )
    match = next((found for group in groups if (found := expression(group).search(asked.masked))), None)
    if match is None:
        return None
    groups_of_people = expression(table["groups"])
    words = [
        word
        for word in match["group"].split()
        if (word not in filler() or groups_of_people.fullmatch(word)) and NAME not in word and word != TIME
    ]
    verbs = expression("|".join(lexicon()["attacks"].values()))
    if expression(lexicon()["attacks"]["intercepting"]).search(asked.masked):
        return None
    if not words or any(fates.fullmatch(word) or verbs.match(match["group"]) for word in words):
        return None
    names = {at + i for at in asked.places for i in range(len(NAME))}
    asked.used.update(set(range(match.start("group"), match.end("group"))) - names)
    return " ".join(words)
