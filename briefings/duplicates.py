"""Which articles are one: the same address, the same text, a reprint; and whose voice an article is.

Pure; a store keeps the prints of its articles and looks them up. A reprint is recognised by its shingles: a
sample of the hashes of all runs of eight words, taken by the hash itself, so that the samples of two texts of
any length can be compared (A. Broder, On the resemblance and containment of documents, 1997).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import urlsplit, urlunsplit

from courlan import clean_url

if TYPE_CHECKING:
    from collections.abc import Iterator


SHINGLE = 8
"""Words of a shingle: two reporters rarely write eight words in a row alike but for a quotation."""
SAMPLE = 8
"""One shingle in so many is kept: an article of 400 words has some fifty in its sketch."""
COPY = 0.4
"""Containment from which one text is a copy of the other.

Of 32 real articles, six pairs of one event among them, no two have more than 0.02, and none more than 0.30 when both
carry the same statement of 60 words. With the first sentence replaced by 70 other words, each has 0.55 at least of
itself when the last third is cut, and 31 of 32 have 0.45 when half is (27 November 2026).
"""
FEWEST = 6
"""Shingles of the smaller sketch below which containment says nothing: texts of less than some sixty words."""

Kinship = Literal["copy", "update", "other"]

_WORD = re.compile(r"\w+")
_MOBILE = re.compile(r"^(?:www|m|mobile|amp|edition)\.(?=[^.]+\.[^.]+)")
_AMP = re.compile(r"(?<=/)amp/|/amp/?$|\.amp(?=\.html$|$)|/index\.(?:html?|php)$")
_AMP_QUERY = re.compile(r"(?:^|&)(?:amp|outputType|output)(?:=(?:1|true|amp)?)?(?=&|$)")
_HARM = re.compile(r"\b(?:kill|dead|death|die[ds]?\b|injur|wound|missing|toll|victim|casualt|bod(?:y|ies)\b|hurt)")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n+")
_NUMBER = re.compile(
    r"\b(?:\d{1,3}(?:,\d{3})+|\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:-\w+)?|dozens?|scores|hundreds)\b"
)


class Print(NamedTuple):
    """What a text is recognised by: the hash of all its words, a sample of its shingles, the tolls that it names."""

    text: str
    sketch: frozenset[int]
    tolls: frozenset[str]


class Beside(NamedTuple):
    """A kept text beside a new one: whether they are the same, and else what their sketches share."""

    same_text: bool
    shared: int
    size: int
    tolls: frozenset[str]


def canonical_url(url: str) -> str:
    """The address without what differs between links to one page; an unusable one comes back as it is.

    Tracking parameters, fragments, the scheme, "www.", "m." and "amp." before the host, "/amp" and a trailing
    slash are left out. What is kept is a key to compare, not always an address that can be fetched.
    """
    cleaned = clean_url(url.strip())
    if not cleaned:
        return url.strip()
    parts = urlsplit(cleaned)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return url.strip()
    host = _MOBILE.sub("", parts.netloc.rpartition("@")[2])
    path = _AMP.sub("", parts.path).rstrip("/")
    query = _AMP_QUERY.sub("", parts.query).strip("&")
    return urlunsplit(("https", host, path, query, ""))


def text_hash(text: str) -> str:
    """A hash of the words of ``text``: spelling of quotes, capitals, accents and spaces make no difference."""
    return hashlib.blake2b(" ".join(_words(text)).encode(), digest_size=16).hexdigest()


def sketch(text: str) -> frozenset[int]:
    """The sampled 64-bit hashes of the shingles of ``text``, as signed integers (what databases keep)."""
    words = _words(text)
    grams = (" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))
    hashes = (int.from_bytes(hashlib.blake2b(gram.encode(), digest_size=8).digest(), signed=True) for gram in grams)
    return frozenset(each for each in hashes if each % SAMPLE == 0)


def print_of(text: str) -> Print:
    """All that ``text`` is recognised by."""
    return Print(text_hash(text), sketch(text), frozenset(_tolls(text)))


def containment(shared: int, *sizes: int) -> float:
    """How much of the shortest text stands in the other, from 0 to 1, by what their sketches share; 0 if too short."""
    return shared / min(sizes) if min(sizes) >= FEWEST else 0.0


def kinship(new: Print, known: Beside, *, newer: bool = True) -> Kinship:
    """Whether one text is a copy of the other, an update of it with another toll (one voice, but news), or neither.

    ``newer`` says which of them came out later: only the later one can have news.
    """
    if known.same_text:
        return "copy"
    if containment(known.shared, len(new.sketch), known.size) < COPY:
        return "other"
    later, earlier = (new.tolls, known.tolls) if newer else (known.tolls, new.tolls)
    return "copy" if later <= earlier else "update"


def _tolls(text: str) -> Iterator[str]:
    """The numbers in sentences about people killed or hurt."""
    for sentence in _SENTENCE_END.split(text.lower()):
        if _HARM.search(sentence):
            for number in _NUMBER.findall(sentence):
                yield number.replace(",", "")


def _words(text: str) -> list[str]:
    """The words of ``text`` in lower case, without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(each for each in plain if not unicodedata.combining(each)))
