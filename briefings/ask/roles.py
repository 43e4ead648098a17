"""The parts that the names of a question have: who does it, to whom, where, and who is to say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.ask.names import words_of
from briefings.ask.words import NAME, expression, lexicon, prefix
from briefings.extract import gazetteer
from briefings.store.keys import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.answers import Aspect
    from briefings.ask.names import Name
    from briefings.ask.taken import Taken


_LISTED = re.compile(r" *(?:,|,? (?:and|or)) (?:the )?")
"""What stands between names that are listed."""
_POLITICAL: frozenset[Aspect] = frozenset(
    {"demands", "response", "agreements", "outcome", "next_round", "delegates", "leader", "parties"}
)
"""Aspects in which a capital stands for its government."""


def roles_of(asked: Taken, aspects: tuple[Aspect, ...], said: range) -> dict[str, tuple[str, ...]]:
    """Who does it, to whom, where; what is none of these is what it's about. Names ``said`` are of who says so."""
    found: dict[str, list[str]] = {}
    placed: list[tuple[int, str]] = []
    before, role = 0, ""
    for at, name in zip(asked.places, asked.names, strict=True):
        if at in said:
            continue
        listed = role and _LISTED.fullmatch(asked.masked[before + len(NAME) : at])
        alone = _role(asked, aspects, at, name)
        # In "in Mali, Burkina Faso and Niger" only the first has its preposition.
        role = role if listed and alone == "about" and (role != "places" or name.place) else alone
        before = at
        if name_of := name.place if role == "places" else name.party or name.place:
            found.setdefault(role, []).append(name_of)
            placed += [(at, name_of)] if role == "places" else []
    if len(placed) == 2 and _is_within(asked.masked[placed[0][0] : placed[1][0]], placed[1][1]):
        found["about"] = [*found.get("about", ()), found["places"].pop()]
    return {role: tuple(dict.fromkeys(names)) for role, names in found.items()}


def _is_within(between: str, name: str) -> bool:
    """Whether the words between two places put the first into the second, a country or region: "Nyala in Sudan"."""
    entries = gazetteer.find(fold(name))
    tied = re.fullmatch(rf"{NAME} *,? *(?:in )?", between)
    return bool(tied and entries and entries[0].kind in {"country", "region"})


def _role(asked: Taken, aspects: tuple[Aspect, ...], at: int, name: Name) -> str:
    """The part that one name has in the question."""
    roles, text = lexicon()["roles"], asked.masked
    political = _POLITICAL & set(aspects)
    located = bool(name.place) and _fits([roles["place"], roles["venue"]], text, at)
    if name.party is None or (name.place and name.capital and not political):
        return "places"
    for role, patterns in _parts(aspects, text):
        if any(_fits(roles[pattern], text, at) for pattern in patterns):
            return role
    return "places" if located and not name.adjective else "about"


def _parts(aspects: tuple[Aspect, ...], text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Which patterns tell who does and to whom, by what is asked, the surest first."""
    if "response" in aspects:
        return [("of", ("answering",)), ("by", ("asking_surely",)), ("of", ("asked",)), ("by", ("asking",))]
    if "demands" in aspects:
        return [("by", ("asking_surely",)), ("of", ("asked",)), ("by", ("asking",))]
    if {"leader", "delegates"} & set(aspects):
        return [("by", ("delegating",))]
    if _POLITICAL & set(aspects) or "mediators" in aspects or "new" in aspects:
        return []
    if "munitions" in aspects and expression(lexicon()["attacks"]["intercepting"]).search(text):
        return [("of", ("intercepting",)), ("by", ("attacker",)), ("of", ("attacked",))]
    attacks = lexicon()["attacks"]
    fought = any(expression(attacks[words]).search(text) for words in ("verbs", "nouns", "launching"))
    return (
        [("by", ("attacker",)), ("of", ("attacked", "victims"))]
        if fought
        else [("by", ("attacker",)), ("of", ("victims",))]
    )


def _fits(patterns: Sequence[str], text: str, at: int) -> bool:
    """Whether some pattern holds the name that stands at ``at``."""
    for pattern in patterns:
        for match in prefix(pattern).finditer(text):
            if match.start(match.lastindex or 0) == at:
                return True
            start = match.start() + 1  # the pattern may also begin within what it took for another name
            again = prefix(pattern).search(text, start)
            if again and again.start(again.lastindex or 0) == at:
                return True
    return False


def speaker_of(asked: Taken) -> tuple[str | None, range]:
    """Who is to say so, in the words of the question ("the health ministry"), and where it says so."""
    table = lexicon()["speaker"]
    for pattern in table["patterns"]:
        match = expression(pattern).search(asked.masked)
        if match and not expression(table["nobody"]).fullmatch(match["who"]):
            asked.used.update(range(match.start(), match.end()))
            names = (asked.names[asked.places.index(at)] for at in asked.places if match.start() <= at < match.end())
            said = [" ".join(word.text for word in asked.words[name.first : name.last + 1]) for name in names]
            who = match["who"]
            for name in said:
                who = who.replace(NAME, name, 1)
            return " ".join(word.text for word in words_of(who)), range(match.start(), match.end())
    return None, range(0)
