"""Articles that are no copies of each other, as many as one likes, made of the project's own.

Each is put together from passages of the reports under ``examples``, ``tests/articles`` and ``tests/clusters``, drawn
by lot until it is as long as a news article. A passage's towns become others of their country, its figures others of
their size, its weekdays and dates those of the days before the article's own. Two articles that drew the same
passage so share its grammar and not its facts. The same number always gives the same article.
"""

from __future__ import annotations

import json
import random
import re
import tomllib
from collections import Counter
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.gazetteer import GAZETTEER, find, fold
from briefings.sources.file import list_files, read_file

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
FIRST_DAY = date(2025, 3, 1)
DAYS = 90
WORDS = (300, 600)
"""Words that an article has at least, by lot: news agencies' have 300 to 600."""

_OUTLETS = 40
_METROPOLIS = 1_500_000
"""Inhabitants from which on a city stays: its name mostly stands for a government."""
_TOWN = 5_000
_NAME = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}")
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER_WORD = re.compile(rf"\b({'|'.join(_WORDS)})\b")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\b")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_NUMBER = re.compile(rf"((?:{'|'.join(_MONTHS)}) )?(?<![\w.,:/-])(\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}})(?![\d.:/-]|,\d)")
_DATE = re.compile(rf"\b({'|'.join(_MONTHS)}) (\d{{1,2}})\b(?!,? \d{{4}})")
_PASSAGE = 50
"""Words from which on a passage ends with its paragraph."""


class Passage(NamedTuple):
    """What is drawn: a text, its day, and those of its names that are towns of its country."""

    text: str
    published: date
    towns: tuple[str, ...]
    country: str


def write_articles(folder: Path, count: int) -> None:
    """Write ``count`` articles as JSON files."""
    for number in range(count):
        path = folder / f"article-{number:05}.json"
        path.write_text(json.dumps(make_article(number), ensure_ascii=False), encoding="utf-8")


def make_article(number: int) -> dict[str, str]:
    """The article of a number: its title, outlet, day, address and text."""
    rng = random.Random(number)  # noqa: S311 - the same article each time
    day = FIRST_DAY + timedelta(rng.randrange(DAYS))
    outlet, least = rng.randrange(_OUTLETS), rng.randint(*WORDS)
    parts: list[str] = []
    for passage in rng.sample(passages(), len(passages())):
        parts.append(_retold(passage, day, rng))
        if sum(len(part.split()) for part in parts) >= least:
            break
    return {
        "title": " ".join(parts[0].split()[:12]),
        "outlet": f"Outlet {outlet}",
        "published": day.isoformat(),
        "url": f"https://outlet-{outlet}.example/{day:%Y/%m/%d}/{number}",
        "text": "\n\n".join(parts),
    }


@cache
def passages() -> tuple[Passage, ...]:
    """Every passage that there is to draw."""
    return tuple(passage for text, published in _texts() for passage in _passages(text, published))


def _texts() -> Iterator[tuple[str, date]]:
    """The reports with their days of publication."""
    for name in list_files(str(ROOT / "examples")):
        page = read_file(name, 1_000_000)
        yield page.text, date.fromisoformat(page.published) if page.published else FIRST_DAY
    for file in sorted((ROOT / "tests").glob("[ac]*s/*.toml")):
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        for each in told.get("articles", [told]):
            if "text" in each:
                yield each["text"], each.get("published", FIRST_DAY)


def _passages(text: str, published: date) -> Iterator[Passage]:
    """Cut a report between paragraphs; its towns are those of the country that most of them are of."""
    found = {name: entry for name in _NAME.findall(text) for entry in find(fold(name))[:1] if entry.kind == "city"}
    small = {
        name: entry.country
        for name, entry in found.items()
        if _TOWN <= entry.population < _METROPOLIS and name not in _MONTHS
    }
    country = max(Counter(small.values()).items(), key=lambda each: (each[1], each[0]), default=("", 0))[0]
    towns = tuple(sorted(name for name, where in small.items() if where == country))
    paragraphs = [part.strip() for part in text.split("\n") if part.strip()]
    passage: list[str] = []
    for paragraph in paragraphs:
        passage.append(paragraph)
        if sum(len(part.split()) for part in passage) >= _PASSAGE or paragraph is paragraphs[-1]:
            yield Passage("\n\n".join(passage), published, towns, country)
            passage = []


@cache
def towns() -> dict[str, list[str]]:
    """The towns of each country, by full names that a text can have."""
    found: dict[str, list[str]] = {}
    for line in GAZETTEER.read_text(encoding="utf-8").splitlines():
        _, name, kind, country, _, _, _, population = line.split("\t")
        if kind == "city" and _TOWN <= int(population) < _METROPOLIS and _NAME.fullmatch(name) and name.isascii():
            found.setdefault(country, []).append(name)
    return found


def _retold(passage: Passage, day: date, rng: random.Random) -> str:
    """The passage with other towns, figures and days."""
    text, others = passage.text, towns().get(passage.country, [])
    if passage.towns and len(others) >= len(passage.towns):
        text = _replaced(text, dict(zip(passage.towns, rng.sample(others, len(passage.towns)), strict=True)))
    text = _dated(text, passage.published, day - passage.published)
    text = _NUMBER.sub(lambda match: match[0] if match[1] else _other_number(match[2], rng), text)
    return _NUMBER_WORD.sub(lambda _: rng.choice(_WORDS), text)


def _replaced(text: str, names: dict[str, str]) -> str:
    """The text with other names, all exchanged at once."""
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(rf"\b(?:{longest_first})\b", lambda match: names[match[0]], text)


def _dated(text: str, published: date, shift: timedelta) -> str:
    """The text with its days as far from the new day as they were from the old one."""
    text = _WEEKDAY.sub(lambda match: _WEEKDAYS[(_WEEKDAYS.index(match[1]) + shift.days) % 7], text)
    return _DATE.sub(lambda match: _shifted(match, published, shift), text)


def _shifted(match: re.Match[str], published: date, shift: timedelta) -> str:
    try:
        day = date(published.year, _MONTHS.index(match[1]) + 1, int(match[2])) + shift
    except ValueError:
        return match[0]
    return f"{_MONTHS[day.month - 1]} {day.day}"


def _other_number(text: str, rng: random.Random) -> str:
    """Another number of that size; a year stays."""
    number = int(text.replace(",", ""))
    if 1900 <= number <= 2100 or number < 2:
        return text
    other = rng.randint(max(2, number * 2 // 3), number * 3 // 2 + 1)
    return f"{other:,}" if "," in text else str(other)
