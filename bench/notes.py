"""How right the briefings of coders' notes are: the summaries of one event each in ``tests/notes``.

``long.jsonl`` is in the style of the Global Terrorism Database's summaries, ``terse.jsonl`` in that of ACLED's notes
and UCDP's headlines. A line is a text with what a coder would enter: killed altogether and of these attackers, injured
(null where the text is vague), the named attackers, the place and the weapon classes. ``negatives.jsonl`` holds news
articles without any armed conflict in them, ``positives.jsonl`` reports of war that are full of the words of other
worlds (a bomb at a concert), each with the sections that a briefing of it must have.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from briefings.extract import extract
from briefings.records import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefings.records import Briefing, Count

NOTES = Path(__file__).parent.parent / "tests" / "notes"
STYLES = ("long", "terse")
_SMALL = frozenset({"of", "the", "for", "al", "in", "and", "group", "army", "party", "forces"})

Note = dict[str, Any]


class Score(NamedTuple):
    """Notes on which a field was asked, and on which it was right, by field."""

    asked: Counter[str]
    right: Counter[str]

    def rates(self) -> dict[str, float]:
        """The share of right notes by field."""
        return {field: self.right[field] / total for field, total in self.asked.items()}


def load(name: str) -> list[Note]:
    """The notes of a file of ``tests/notes``."""
    lines = (NOTES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def score(notes: Iterable[Note]) -> Score:
    """Brief each note and compare it with its coding."""
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for note in notes:
        for field, hit in judge(note, extract(Article(id="note", text=note["text"]))):
            asked[field] += 1
            right[field] += hit
    return Score(asked, right)


def judge(note: Note, found: Briefing) -> Iterator[tuple[str, bool]]:
    """Give each field that the coding answers, and whether the briefing says the same.

    Killed and injured must be the exact sum over the records; with or without the attackers' dead is right. A field
    of several values is right if one of them is found, or if none is expected and none found.
    """
    tolls = [each for each in found.casualties if each.scope != "cumulative"]
    if note["killed"] is not None:
        total = sum(_figure(each.killed) for each in tolls)
        yield "killed", total in {note["killed"], note["killed"] - note.get("killed_attackers", 0)}
    if note["injured"] is not None:
        yield "injured", sum(_figure(each.injured) for each in tolls) == note["injured"]
    attackers = {name for strike in found.strikes for name in strike.attackers}
    yield "attackers", _named(note["attackers"], attackers)
    if note["place"]:
        places = [place.name for strike in found.strikes for place in strike.places]
        places += [each.place.name for each in found.casualties if each.place]
        wanted = note["place"].lower()
        yield "place", any(wanted in name.lower() or name.lower() in wanted for name in places)
    if note["weapons"]:
        yield "weapons", any(weapon in strike.weapons for strike in found.strikes for weapon in note["weapons"])


def soiled(notes: Iterable[Note]) -> Iterator[str]:
    """Give the titles of the negatives on which something is reported."""
    for note in notes:
        found = _brief(note)
        if found.talks or found.demands or found.strikes or found.casualties:
            yield note["title"]


def lost(reports: Iterable[Note]) -> Iterator[str]:
    """Give the titles of the positives of which a section is missing."""
    for note in reports:
        found = _brief(note)
        if not all(getattr(found, section) for section in note["sections"]):
            yield note["title"]


def _brief(note: Note) -> Briefing:
    published = date.fromisoformat(note["published"])
    return extract(Article(id="note", title=note["title"], text=note["text"], published=published))


def _figure(count: Count | None) -> int:
    values = (count.best, count.low, count.high) if count is not None else ()
    return next((each for each in values if each is not None), 0)


def _named(wanted: list[str], found: set[str]) -> bool:
    """Whether a name found shares a word with one wanted, or is its acronym."""
    if not wanted or not found:
        return not wanted and not found
    return any(_words(one) & _words(other) or _acronym(one) == other.lower() for one in wanted for other in found)


def _words(name: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("qaida", "qaeda")
    return {word.removesuffix("s") for word in re.findall("[a-z0-9]+", plain)} - _SMALL


def _acronym(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"[A-Za-z]+", name) if word[0].isupper()).lower()
