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
from briefings.extract.relevance import is_conflict
from briefings.extract.strikes import doubts, find_events, records
from briefings.extract.summary import summarise
from briefings.extract.talks import find_talks
from briefings.records import Briefing

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence
    from briefings.records import Article, Casualty, Demand, Strike, Talk

__all__ = ["DEFAULT_MODEL", "extract", "read"]


def extract(article: Article, model: str = DEFAULT_MODEL) -> Briefing:
    """Read ``article`` into its briefing; the same article always gives the same briefing.

    Raises:
        ModelError: the spaCy pipeline ``model`` isn't installed or isn't an English one.
    """
    reading = read(article, parse(article.text, model))
    talks: tuple[Talk, ...] = ()
    demands: tuple[Demand, ...] = ()
    strikes: tuple[Strike, ...] = ()
    casualties: tuple[Casualty, ...] = ()
    warnings = _warnings(article)
    events = find_events(reading)
    attacks = records(reading, events)
    tolls = find_casualties(reading, events)
    if is_conflict(reading, attacks, tolls):
        talks = find_talks(reading)
        demands = find_demands(reading)
        strikes, casualties = attacks, tolls
        warnings += doubts(reading, events)
    return Briefing(
        article=article,
        summary=summarise(article, reading.sentences, _weights(reading, (talks, demands, strikes, casualties))),
        talks=talks,
        demands=demands,
        strikes=strikes,
        casualties=casualties,
        warnings=warnings,
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


def _weights(reading: Reading, sections: tuple[tuple[Talk | Demand | Strike | Casualty, ...], ...]) -> dict[int, float]:
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
