"""Facts in words, for the templates: counts that keep their hedge, days, places, parties, who says so."""

from __future__ import annotations

import calendar
import re
import tomllib
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from briefings.events import Figure
    from briefings.records import Casualty, Count, Group, Munition, Place, When

# Not strftime's "%B", which follows the locale of the machine.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_COUNTRIES = Path(__file__).parent / "extract" / "lexicon" / "countries.tsv"

# How a hedge of the article is told, by the bound that it sets; what is not listed takes the first wording.
_FLOOR = {
    "at least": r"",
    "more than": r"more than|over|above|upwards of|in excess of|exceed\w*|\+$",
}
_CEILING = {
    "up to": r"",
    "nearly": r"nearly|almost|close to|approaching|just under",
    "fewer than": r"fewer than|less than|under|below",
}


def after(text: str, before: str, behind: str = "") -> str:
    """``text`` with ``before`` set before it and ``behind`` behind it; nothing where there is no text."""
    return f"{before}{text}{behind}" if text else ""


def upper_first(text: str) -> str:
    """``text`` with its first letter as a capital, the others as they are."""
    return text[:1].upper() + text[1:]


def listed(names: Iterable[str], last: str = "and") -> str:
    """Names as a sentence has them: "A", "A and B", "A, B and C"."""
    names = list(names)
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def according(attribution: Sequence[str]) -> str:
    """Who says so: ", according to A and B"; nothing where the article says it in its own voice."""
    return after(listed(map(_with_article, attribution)), ", according to ")


def _with_article(name: str) -> str:
    """A speaker's name as it stands in a sentence: "the governor", "the United Nations", "medics", "Kyiv"."""
    first, *_ = words = name.split() or [""]
    if "'s " in name or "’s " in name or first.lower() in _speakers("determiners"):
        return name
    head = re.split(r" (?:of|in|for|from|at|on|to|who|with|near) ", name)[0].split()[-1:] or [""]
    singular = first[:1].islower() and not head[0].endswith("s") and head[0].lower() not in _speakers("plurals")
    return f"the {name}" if singular or words[-1] in _speakers("bodies") else name


def number(count: Count | None) -> str:
    """The count in words: "3", "at least 12", "nearly 400", "about 100", "dozens (at least 12)"."""
    if count is None:
        return ""
    best, low, high = count.best, count.low, count.high
    if best is None:
        return _range(count)
    if low == high:
        return f"{best:,}" if low == best else f"about {best:,}"
    if low == best and high is None:
        return f"{_hedge(count.text, _FLOOR)} {best:,}"
    if high == best and low is None:
        return f"{_hedge(count.text, _CEILING)} {best:,}"
    return f"{best:,} ({_bounds(low, high)})"


def _range(count: Count) -> str:
    """A count without a best figure: its bounds, after the article's word where that is a vague one."""
    bounds = _bounds(count.low, count.high)
    if count.low is not None and count.high is not None:
        return bounds
    text = f"{count.text[:1].lower()}{count.text[1:]}"
    return f"{text} ({bounds})" if text and bounds else text or bounds


def _bounds(low: int | None, high: int | None) -> str:
    """What is known of the least and the most."""
    if low is not None and high is not None:
        return f"between {low:,} and {high:,}"
    return f"at least {low:,}" if low is not None else f"up to {high:,}" if high is not None else ""


def toll(victims: Casualty | Group) -> str:
    """What befell how many: "at least 12 killed, 19 injured"; where no number is given, that."""
    fates = ("killed", "injured", "missing", "captured")
    counts = {fate: number(getattr(victims, fate, None)) for fate in fates}
    return ", ".join(f"{words} {fate}" for fate, words in counts.items() if words) or "number not given"


def figure(told: Figure, name: str = "") -> str:
    """A figure over all reports: "75 killed (reports say 43 to 75, disputed)"; one report's hedge in its own words."""
    counts = [number(each.count) for each in told.by]
    shown = next((each for each in (told.best, told.low, told.high) if each is not None), None)
    notes = [_of(name)]
    if len(set(counts)) == 1 or shown is None:
        words = counts[0]
    else:
        hedge = "" if told.best is not None else "at least " if told.low is not None else "up to "
        words = f"{hedge}{shown:,}"
        bounds = [each for each in (told.low, told.best, told.high) if each is not None]
        notes.append(f"reports say {min(bounds):,} to {max(bounds):,}" if len(set(bounds)) > 1 else "")
        notes.append("disputed" if told.contested else "")
    what = counted(name, one=words == "1")
    return f"{words}{after(what, ' ')}{after(', '.join(filter(None, notes)), ' (', ')')}"


def figures(told: Mapping[str, Figure]) -> list[str]:
    """An event's figures in words; those of a part of it, or of more than it, only where it has no others."""
    own = {name: each for name, each in told.items() if "(" not in name}
    return [figure(each, name) for name, each in (own or told).items()]


def counted(name: str, *, one: bool) -> str:
    """What a figure counts: "killed", of "launched drone" "drones launched"."""
    fate, _, weapon = name.partition(" (")[0].partition(" ")
    return f"{_fired(weapon, one=one)} {fate}" if weapon else fate


def _of(name: str) -> str:
    """Whom a figure with a name in brackets is of."""
    label = name.partition(" (")[2].removesuffix(")")
    return str(_words()["figures"].get(label, label))


def munition(fired: Munition, by: str = "") -> str:
    """How many of one kind were launched and intercepted: "472 drones launched, about 380 intercepted".

    ``by`` says of the launch who did it.
    """
    told = [
        (words, fate)
        for words, fate in (
            (number(fired.launched), f"launched{by}"),
            (number(fired.intercepted), "intercepted"),
        )
        if words
    ]
    if not told:
        return ""
    first = fired.launched or fired.intercepted
    kind = _fired(fired.weapon, one=bool(first and first.best == first.low == first.high == 1))
    phrases = [f"{words} {kind} {fate}" if i == 0 else f"{words} {fate}" for i, (words, fate) in enumerate(told)]
    return ", ".join(phrases)


def _fired(weapon: str, *, one: bool) -> str:
    """One or many of what is fired: "drones", "artillery rounds"."""
    singular, plural = _words()["munitions"].get(weapon, (weapon, f"{weapon}s"))
    return str(singular if one else plural)


def attack(weapons: Sequence[str]) -> str:
    """What to call an attack with these weapons: "airstrike", "drone and missile attack"."""
    named = [weapon for weapon in weapons if weapon != "other"]
    if not named:
        return "attack"
    if len(named) == 1 and named[0] in (alone := _words()["attacks"]):
        return str(alone[named[0]])
    return f"{listed(_words()['adjectives'].get(weapon, weapon) for weapon in named)} attack"


def place(where: Place | None, known: Sequence[str] = ()) -> str:
    """Where: "in Kherson, Ukraine", "near Zaporizhzhia"; a country among ``known`` is not told again."""
    return places((where,) if where else (), known)


def places(where: Sequence[Place], known: Sequence[str] = ()) -> str:
    """Where, of several: "in Kyiv and Odesa, Ukraine and near Tula, Russia"."""
    parts = []
    for (preposition, code), near in groupby(
        where, key=lambda p: ("near" if p.precision == "near" else "in", p.country)
    ):
        names = list(dict.fromkeys(p.name for p in near))
        country = country_name(code)
        part = f"{preposition} {listed(names)}"
        parts.append(part if not country or country in known or country in names else f"{part}, {country}")
    return listed(parts)


def when(days: When | None) -> str:
    """When: "on 1 June 2025", "20–30 June 2025", "in September 2022"; else the article's words."""
    if days is None:
        return ""
    if days.start and days.end:
        return f"on {day(days.start)}" if days.start == days.end else _span(days.start, days.end)
    if days.start:
        return f"from {day(days.start)}"
    return f"until {day(days.end)}" if days.end else f"“{days.text}” (date not resolved)"


def _span(start: date, end: date) -> str:
    """The days from one to another; what they share is told once, a whole month or year by its name."""
    if start.year != end.year:
        return f"{day(start)} – {day(end)}"
    if start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]:
        if start.month == end.month:
            return f"in {_MONTHS[start.month - 1]} {start.year}"
        if (start.month, end.month) == (1, 12):
            return f"in {start.year}"
    if start.month == end.month:
        return f"{start.day}–{day(end)}"
    return f"{start.day} {_MONTHS[start.month - 1]} – {day(end)}"


def day(on: date) -> str:
    """A day in full: "1 June 2025"."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def moment(at: datetime | None) -> str:
    """A time as "2025-06-02 08:00 UTC"; nothing for none."""
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else ""


def _hedge(text: str, wordings: dict[str, str]) -> str:
    """The wording whose pattern the article's words match, else the first one."""
    default, *_ = wordings
    for wording, pattern in wordings.items():
        if pattern and re.search(rf"(?:\b|^)(?:{pattern})(?!\w)", text, re.IGNORECASE):
            return wording
    return default


def country_name(code: str | None) -> str:
    """The common English name of an ISO 3166-1 alpha-2 code, or nothing."""
    return _countries().get(code, "") if code else ""


@cache
def _countries() -> dict[str, str]:
    """Names by code, from the word list that the extraction reads parties from."""
    lines = _COUNTRIES.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows if row[0]}


@cache
def _words() -> dict[str, Any]:
    """The words of ``wording.toml``."""
    return tomllib.loads(Path(__file__).with_name("wording.toml").read_text(encoding="utf-8"))


@cache
def _speakers(kind: str) -> frozenset[str]:
    """One of its lists about the names of speakers."""
    return frozenset(_words()["speakers"][kind].split())
