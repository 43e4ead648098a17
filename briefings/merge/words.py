"""The words by which happenings are told apart, read from the lexicon once."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.gazetteer import fold
from briefings.extract.lexicon import load
from briefings.extract.parties import countries, known

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"\w[\w’'-]*")
_CAPITAL = re.compile(r"(?:(?<![\w’'-])|(?P<first>(?:^|[.!?:\n][\"”’)]*\s+)[\"“‘(]?))(?P<name>[A-Z][\w’'-]+)")
_CAPITAL_NEXT = re.compile(r"\s+[A-Z]")
_POSSESSIVE = re.compile(r"[’']s?$")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)})\b")
_DAYS = {"a": 1, "one": 1, "two": 2, "three": 3}
_DAYS_AFTER = re.compile(r"[^.;]{0,40}?\b(a|one|two|three) days? after\b", re.IGNORECASE)
_SAID_ON = re.compile(
    r"\b(?:said|says|saying|told|reported|announced|added|confirmed|claimed|condemned|accused|statement|according)\b"
    rf"[^.;]{{0,60}}?\b(?:{'|'.join(_WEEKDAYS)})\b"
)
_YEAR = re.compile(r"\bin (?:19|20)\d\d\b")


class _Lexicon(NamedTuple):
    kinds: dict[str, str]
    vague: frozenset[str]
    causes: dict[str, str]
    common: frozenset[str]
    nameless: frozenset[str]
    alike: dict[str, str]
    empty: frozenset[str]
    old: re.Pattern[str]
    corrections: re.Pattern[str]
    victims: frozenset[str]
    armed: frozenset[str]
    forces: frozenset[str]
    state: dict[str, str]
    hours: dict[str, str]
    rises: re.Pattern[str]


@cache
def _lexicon() -> _Lexicon:
    data = load("merging.toml")
    return _Lexicon(
        kinds=_inverted(data["targets"]),
        vague=frozenset(data["vague"]["kinds"].split()),
        causes=_inverted(data["causes"]),
        common=frozenset(data["tokens"]["common"].split()),
        nameless=frozenset(data["tokens"]["names"].split()) | _party_words() | _leader_words(),
        alike={_stem(word): _stem(key) for word, key in _inverted(data["alike"]).items()},
        empty=frozenset(data["demands"]["common"].split()),
        old=_any_of(data["old"]["words"]),
        corrections=_any_of(data["corrections"]["words"]),
        victims=frozenset(data["victims"]["any"].split()),
        armed=frozenset(data["armed"]["words"].split()),
        forces=frozenset(data["forces"]["words"].split()),
        state=data["state"],
        hours=_inverted(data["hours"]),
        rises=_any_of(data["rises"]["words"]),
    )


def _inverted(table: dict[str, str]) -> dict[str, str]:
    return {word: key for key, words in table.items() for word in words.split()}


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})", re.IGNORECASE)


def _party_words() -> frozenset[str]:
    """Every word of the name of a party and of its people."""
    names = {word for party, others in countries() for word in (party.name, *others[0], *others[1])}
    return frozenset(word for name in {*names, *known()} for word in fold(name).split())


@cache
def capital_cities() -> frozenset[str]:
    """The words of capitals, which stand for governments in any report."""
    return frozenset(word for _, others in countries() for name in others[2] for word in fold(name).split())


def _leader_words() -> frozenset[str]:
    """Every word of the name of a leader, who is spoken of in any report."""
    names = (name for section in load("leaders.toml").values() for name in _strings(section))
    return frozenset(word for name in names for word in fold(name).split())


def _strings(value: object) -> Iterator[str]:
    """All keys and strings in a table."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from _strings(each)


def vague_kinds() -> frozenset[str]:
    """Kinds of targets that contradict no other."""
    return _lexicon().vague


@lru_cache(maxsize=4096)
def kinds_of(text: str) -> frozenset[str]:
    """The kinds of targets that ``text`` names: "mosque" and "worshippers" are "worship"."""
    kinds = _lexicon().kinds
    return frozenset(kinds[word] for word in _WORD.findall(text.lower()) if word in kinds)


def weapons_of(cause: str) -> frozenset[str]:
    """The classes of weapons that the words of a cause name."""
    causes = _lexicon().causes
    words = _WORD.findall(cause.lower().replace("air strike", "airstrike").replace("car bomb", "bomb"))
    return frozenset(causes[word] for word in words if word in causes)


def names_of(phrase: str) -> frozenset[str]:
    """The words by which a thing hit is known: "mar" and "elias" of "Mar Elias Church", not "church"."""
    return capitals(phrase) - _lexicon().common - frozenset(_lexicon().kinds)


def things_of(phrase: str) -> frozenset[str]:
    """The words of a target's phrase that say what it is: "hypermarket", not "large" or "building"."""
    words = (_stem(word) for word in _WORD.findall(phrase.lower()) if word not in _lexicon().common)
    return frozenset(word for word in words if len(word) > 2)


def is_party(name: str) -> bool:
    """Whether a doer is a party known by name, and not a description: "Islamist militants", "gunmen"."""
    return name in known()


@lru_cache(maxsize=4096)
def family_of(parties: frozenset[str]) -> frozenset[str]:
    """The words by which parties are kin: "farc" of "FARC" and "FARC dissidents"; a state's forces are its kin."""
    state = _lexicon().state
    words = {word for party in parties for name in (party, state.get(party, "")) for word in fold(name).split()}
    return frozenset(word for word in words if len(word) > 2) - _lexicon().forces


def hour_of(text: str) -> str:
    """The part of the day that the words of a time name: "morning", "afternoon", "evening", "night" or ""."""
    hours = _lexicon().hours
    return next((hours[word] for word in _WORD.findall(text.lower()) if word in hours), "")


def last_weekday(text: str, day: int) -> int | None:
    """The last day of the one weekday that ``text`` names, up to ``day`` (ordinals); None for none or several.

    The day on which somebody spoke is passed over.
    """
    named = {_WEEKDAYS.index(name) for name in _WEEKDAY.findall(_SAID_ON.sub("", text))}
    if len(named) != 1:
        return None
    return day - (day - 1 - named.pop()) % 7  # ordinal 1 is a Monday


def days_after(text: str, time: str) -> int:
    """How many days before ``time``, which stands in ``text``, another thing was: 1 of "on Sunday, a day after …"."""
    _, found, rest = text.partition(time)
    match = _DAYS_AFTER.match(rest) if found else None
    return _DAYS[match[1].lower()] if match else 0


def raises(text: str) -> bool:
    """Whether a sentence says that a figure has grown: it is newer than those before it."""
    return _lexicon().rises.search(text) is not None


def capitals(text: str) -> frozenset[str]:
    """The capitalised words of ``text``, folded, that are no party's, month's or office's."""
    names = (match["name"] for match in _CAPITAL.finditer(text) if not _only_opens(match))
    found = {word for name in names for word in fold(_POSSESSIVE.sub("", name)).split()}
    return frozenset(word for word in found if len(word) > 2) - _lexicon().nameless


def _only_opens(match: re.Match[str]) -> bool:
    """Whether a word may have its capital only because a sentence starts with it."""
    first_of_name = _CAPITAL_NEXT.match(match.string, match.end())
    return match["first"] is not None and not first_of_name and not match["name"].isupper()


def is_old(text: str, year: int) -> bool:
    """Whether a sentence speaks of times gone by: an anniversary, last year, a year that is not ``year``."""
    if _lexicon().old.search(text):
        return True
    return any(int(match[0][3:]) != year for match in _YEAR.finditer(text))


def corrects(text: str) -> bool:
    """Whether a sentence says that an earlier figure was wrong."""
    return _lexicon().corrections.search(text) is not None


def is_any_victim(word: str) -> bool:
    """Whether a word behind a toll leaves open who the victims are: "people", "were"."""
    return word in _lexicon().victims


def are_armed(people: str) -> bool:
    """Whether the people of a phrase are fighters."""
    return not _lexicon().armed.isdisjoint(people.lower().split())


@lru_cache(maxsize=4096)
def gist(text: str) -> frozenset[str]:
    """The words of a demand or an agreement, cut to their stems, words of one meaning made one."""
    lexicon = _lexicon()
    words = (_stem(word) for word in _WORD.findall(text.lower()) if word not in lexicon.empty)
    return frozenset(lexicon.alike.get(word, word) for word in words if len(word) > 1)


def _stem(word: str) -> str:
    """A word without its inflection, roughly: both sides of a comparison are cut alike."""
    word = _POSSESSIVE.sub("", word).replace("-", "")
    for ending in ("ations", "ation", "ments", "ment", "als", "al", "ing", "ies", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
