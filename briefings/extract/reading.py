"""What the parts know of an article, gathered once for the four sections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefings.records import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefings.extract.actors import Actors
    from briefings.extract.attribution import Attribution
    from briefings.extract.counts import Counts
    from briefings.extract.dates import Dates
    from briefings.extract.parse import Sentence
    from briefings.extract.places import Places
    from briefings.records import Article


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with its sentences, and who, where, when, how many and who says so in each of them."""

    article: Article
    sentences: list[Sentence]
    actors: Actors
    places: Places
    dates: Dates
    counts: Counts
    attribution: Attribution

    def evidence(self, sentences: Iterable[Sentence]) -> tuple[Evidence, ...]:
        """The sentences as evidence, in reading order, each once."""
        chosen = {sentence.index: sentence for sentence in sentences}
        return tuple(
            Evidence(quote=sentence.text, start=sentence.start, end=sentence.end)
            for _, sentence in sorted(chosen.items())
        )
