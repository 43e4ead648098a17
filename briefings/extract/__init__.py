"""Article → Briefing: the parts are read once, then the four sections in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.extract.actors import Actors
from briefings.extract.attribution import Attribution
from briefings.extract.casualties import find_casualties
from briefings.extract.counts import Counts
from briefings.extract.dates import Dates
from briefings.extract.demands import find_demands
from briefings.extract.parse import DEFAULT_MODEL, parse
from briefings.extract.places import Places
from briefings.extract.reading import Reading
from briefings.extract.relevance import Found, is_conflict
from briefings.extract.strike_records import doubts, records
from briefings.extract.strikes import find_events
from briefings.extract.summary import summarise
from briefings.extract.talks import find_talks
from briefings.records import Briefing

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence
    from briefings.extract.strikes import Event
    from briefings.records import Article

__all__ = ["DEFAULT_MODEL", "extract", "find", "read"]


def extract(article: Article, model: str = DEFAULT_MODEL) -> Briefing:
    """Read ``article`` into its briefing; the same article always gives the same briefing.

    Raises:
        ModelError: the spaCy pipeline ``model`` isn't installed or isn't an English one.
    """
    reading = read(article, parse(article.text, model))
    events = find_events(reading)
    found = find(reading, events)
    warnings = _warnings(article)
    if is_conflict(reading, found):
        warnings += doubts(reading, events)
    else:
        found = Found((), (), (), ())
    return Briefing(
        article=article,
        summary=summarise(article, reading.sentences, _weights(reading, found)),
        talks=found.talks,
        demands=found.demands,
        strikes=found.strikes,
        casualties=found.casualties,
        warnings=warnings,
    )


def find(reading: Reading, events: list[Event]) -> Found:
    """The records of the four sections, given the attacks of the article."""
    return Found(
        talks=find_talks(reading),
        demands=find_demands(reading),
        strikes=records(reading, events),
        casualties=find_casualties(reading, events),
    )


def read(article: Article, sentences: list[Sentence]) -> Reading:
    """Gather who, where, when, how many and who says so over the article's ``sentences``."""
    actors = Actors(sentences)
    return Reading(
        article=article,
        sentences=sentences,
        actors=actors,
        places=Places(sentences, actors),
        dates=Dates(sentences, article.published),
        counts=Counts(sentences),
        attribution=Attribution(sentences, actors),
    )


def _weights(reading: Reading, sections: Found) -> dict[int, float]:
    """How many facts rest on each sentence, by its index."""
    index = {sentence.start: sentence.index for sentence in reading.sentences}
    weights: dict[int, float] = {}
    for section in sections:
        for record in section:
            for evidence in record.evidence:
                at = index[evidence.start]
                weights[at] = weights.get(at, 0.0) + 1.0
    return weights


def _warnings(article: Article) -> tuple[str, ...]:
    if article.published is None:
        return ("no publication date: relative dates are left unresolved",)
    return ()
