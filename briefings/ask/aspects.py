"""What a question asks: its aspects, and the fates of people that it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

from briefings.answers import Aspect
from briefings.ask.words import expression, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.answers import Fate
    from briefings.ask.taken import Taken


_FATES: tuple[Fate, ...] = ("killed", "injured", "missing", "captured")
_WEAK = 1
"""Words of a pattern that says little of what is asked where another says more."""
_LAST: frozenset[Aspect] = frozenset({"happened", "new"})
"""Aspects that are asked only where nothing closer is."""
_FIRED = ("drone", "missile", "rocket", "artillery", "bomb")
"""Weapons that are counted when they are launched."""


def fates_of(asked: Taken) -> tuple[Fate, ...]:
    """The fates that the question names."""
    table = lexicon()["fates"]
    named: set[Fate] = {fate for fate in _FATES if expression(table[fate]).search(asked.masked)}
    if not named and expression(table["both"]).search(asked.masked):
        named = {"killed", "injured"}
    if not named and expression("tolls?").search(asked.masked):
        named = {"killed"}
    return tuple(fate for fate in _FATES if fate in named)


def aspects_of(asked: Taken, fates: tuple[Fate, ...]) -> tuple[Aspect, ...]:
    """What is asked, in the order of asking; a longer wording hides the shorter ones that it holds."""
    text, tables = asked.masked, lexicon()
    number = expression(tables["asking"]["number"]).search(text)
    found: list[tuple[int, Aspect]] = []
    weapons = "|".join(tables["weapons"][weapon] for weapon in _FIRED)
    fired = f"{tables['attacks']['launching']}|{tables['attacks']['intercepting']}"
    for kind, counted in tables["counted"].items():
        if match := expression(rf"(?:how many|number of) (?:{counted})").search(text):
            verbs = expression(tables["attacks"]["intercepting"]).search(text)
            if not (kind == "strike" and verbs):
                asked.take(match)
                return ("count",)
    if number and (
        match := expression(rf"(?:how many|number of) (?:\w+ )?(?:NAME )?(?:\w+ )?(?:{weapons})").search(text)
    ):
        asked.take(match)
        found.append((match.start(), "munitions"))
    elif match := expression(rf"(?:any |the )?(?:\w+ )?(?:{weapons}) (?:were |was )?(?:{fired})").match(text):
        found.append((match.start(), "munitions"))
    matches = sorted(_matches(text), key=lambda each: (each[0] in _LAST, -len(each[1][0].split()), each[1].start()))
    strong = any(len(match[0].split()) > _WEAK for _, match in matches)
    taken: set[int] = set()
    for aspect, match in matches:
        span = set(range(match.start(), match.end()))
        if span & taken or (strong and len(match[0].split()) <= _WEAK and aspect not in {"when", "where"}):
            continue
        asked.take(match)
        taken |= span
        if aspect not in {each for _, each in found}:
            found.append((match.start(), aspect))
    if fates and _asks_toll(asked, found):
        toll = re.search("|".join(expression(tables["fates"][fate]).pattern for fate in (*fates, "both")), text)
        found.append((toll.start() if toll else 0, "toll"))
        found = [each for each in found if each[1] not in {"happened", "new"}]
    if match := number:
        asked.take(match)
    return _settled(tuple(aspect for _, aspect in sorted(found)), asked)


def _asks_toll(asked: Taken, found: Sequence[tuple[int, Aspect]]) -> bool:
    """Whether a fate is what is asked, and doesn't only say which attack is meant."""
    others = {aspect for _, aspect in found} - {"happened", "new", "denials"}
    number = expression(lexicon()["asking"]["number"]).search(asked.masked)
    return bool(number and not others & {"munitions", "confirmed", "who_says"}) or not others


def _settled(aspects: tuple[Aspect, ...], asked: Taken) -> tuple[Aspect, ...]:
    """What is left where one aspect makes another plain."""
    text = asked.masked
    kept = list(dict.fromkeys(aspects))
    if "next_round" in kept:
        kept = [each for each in kept if each in {"next_round", "when", "where", "toll"}]
    elif (first := kept[:1]) and first[0] in {"when", "where"}:
        kept = [each for each in kept if each in {"when", "where", "toll"}]
    if "denials" in kept:
        beside = {"toll"} if "toll" in kept else {"denials", "attacker"}
        kept = [each for each in kept if each in beside]
    if "victims" in kept:
        kept = [each for each in kept if each != "toll"]
    if "outcome" in kept and ({"agreements", "damage", "target", "weapon"} & set(kept)):
        kept.remove("outcome")
    if "outcome" in kept and re.match(r"(?:and |so )?what", text) and "agree" in text:
        kept = ["agreements" if each == "outcome" else each for each in kept]
    if "response" in kept and "demands" in kept:
        kept.remove("demands")
    if "response" in kept and "outcome" in kept:
        talks = expression(lexicon()["attacks"]["talking"]).search(text)
        kept.remove("response" if talks else "outcome")
    if len(kept) > 1:
        kept = [each for each in kept if each not in {"happened", "new"}]
    return tuple(kept)


def _matches(text: str) -> Iterator[tuple[Aspect, re.Match[str]]]:
    """Everything that may be what is asked."""
    for aspect in get_args(Aspect):
        for pattern in lexicon()["aspects"].get(aspect, ()):
            for match in expression(pattern).finditer(text):
                yield aspect, match
