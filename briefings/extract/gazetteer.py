"""Look-up of place names in the gazetteer: a sorted file, mapped into memory and bisected.

Nothing is read before the first look-up, and each look-up touches some twenty lines, so the file costs
neither start-up time nor memory. Cities are GeoNames' (https://www.geonames.org, CC BY 4.0); regions, waters
and contested zones are partly our own. ``tools/gazetteer.py`` writes the file.
"""

from __future__ import annotations

import mmap
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

GAZETTEER = Path(__file__).with_name("lexicon") / "places.tsv"
"""Lines of ``key, name, kind, country, admin, lat, lon, population``, tab-separated, sorted by bytes."""

_APOSTROPHES = re.compile(r"['`´‘’ʻʼʿʾ′.]+")
_GAPS = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"\b(?:al|el|ar|er|as|es|ash|esh|an|en|ad|ed|at|et|az|ez|adh|edh|ath|eth|ul|ud|uz|ur|us)(?= \w)")
_ENDINGS = (
    (re.compile(r"(?<=\w\w)ah\b"), "a"),
    (re.compile(r"(?<=\w\w)(?:[yi]{2,}j?|[yi]j)\b"), "y"),
    (re.compile(r"(?<=\w\w)ya\b"), "ia"),
    (re.compile(r"(?:zh){2,}"), "zh"),
)


class Entry(NamedTuple):
    """One place that a name may stand for.

    ``kind`` is "city", "region", "water" or "country"; ``country`` is ISO 3166-1 alpha-2 or "" (a sea between
    states); ``admin`` the first-level region or ""; ``lat`` and ``lon`` are WGS 84 degrees, None where
    unknown. ``population`` ranks namesakes; that of a region is its cities'.
    """

    key: str
    name: str
    kind: str
    country: str
    admin: str
    lat: float | None
    lon: float | None
    population: int


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """The key of a name: lower-case ASCII, with the usual differences of transliteration evened out.

    Arabic articles become "al" ("Deir ez-Zor", "Deir al-Zor"), a final "-ah" becomes "-a" ("Raqqah"), Slavic
    "-yi", "-yy" and "-iy" become "-y". A name without Latin letters has the key "".
    """
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ł", "l").replace("ø", "o"))
    plain = plain.encode("ascii", "ignore").decode() if not name.isascii() else name
    plain = _GAPS.sub(" ", _APOSTROPHES.sub("", plain.lower())).strip()
    plain = _ARTICLE.sub("al", plain)
    for pattern, ending in _ENDINGS:
        plain = pattern.sub(ending, plain)
    return plain


@cache
def _data() -> mmap.mmap:
    with GAZETTEER.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _lower_bound(key: bytes) -> int:
    """Offset of the first line that does not sort before ``key``, or the file's length."""
    data = _data()
    low, high = 0, len(data)
    while low < high:
        middle = (low + high) // 2
        start = data.rfind(b"\n", 0, middle) + 1
        if data[start : start + len(key)] < key:
            end = data.find(b"\n", middle)
            low = end + 1 if end >= 0 else len(data)
        else:
            high = start
    return low


@lru_cache(maxsize=65_536)
def find(key: str) -> tuple[Entry, ...]:
    """The places called ``key`` (as ``fold`` writes it), the most populous first."""
    if not key:
        return ()
    data, prefix = _data(), key.encode() + b"\t"
    start = _lower_bound(prefix)
    found: list[Entry] = []
    while data[start : start + len(prefix)] == prefix:
        end = data.find(b"\n", start)
        found.append(_entry(data[start:end].decode()))
        start = end + 1
    return tuple(sorted(found, key=lambda each: -each.population))


@lru_cache(maxsize=65_536)
def begins(words: str) -> bool:
    """Whether any key starts with the folded ``words`` and goes on with a further word."""
    prefix = words.encode() + b" "
    start = _lower_bound(prefix)
    return bool(words) and _data()[start : start + len(prefix)] == prefix


def _entry(line: str) -> Entry:
    key, name, kind, country, admin, lat, lon, population = line.split("\t")
    return Entry(
        key,
        name or key,
        kind,
        country,
        admin,
        float(lat) if lat else None,
        float(lon) if lon else None,
        int(population),
    )
