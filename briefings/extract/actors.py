"""The parties of an article: where they are named, and which of them a noun phrase stands for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from briefings.extract.acting import acts
from briefings.extract.introductions import introduced
from briefings.extract.parties import known, lexicon_index, namesakes, scan
from briefings.extract.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefings.extract.parse import Sentence, Word
    from briefings.extract.parties import Hit


class ActorMention(NamedTuple):
    """A party named from word ``first`` to ``last``, both included.

    ``name`` is the party; ``kind`` is "country", "group" or "organisation", or "person" where a person who
    speaks for the party is named.
    """

    first: int
    last: int
    name: str
    kind: str


class Actors:
    """Who the parties of one article are; built once from its sentences, in time linear in their length."""

    def __init__(self, sentences: list[Sentence]) -> None:
        """Find the parties named in ``sentences``, and learn whom the article itself introduces."""
        index = lexicon_index()
        found = [scan(sentence.words, index) for sentence in sentences]
        local = namesakes(_chief_country(found))
        if local:
            found = [scan(sentence.words, local, index) for sentence in sentences]
        own = introduced(sentences, [_by_word(hits) for hits in found])
        if own:
            found = [scan(sentence.words, own, local, index) for sentence in sentences]
        self._found = found
        self._reference = Reference(sentences, [_by_word(hits) for hits in found])

    def mentions(self, sentence: Sentence) -> Sequence[ActorMention]:
        """Every party named in ``sentence``, also by adjective or by a leader's name, in reading order.

        A capital counts where it acts ("Moscow said"), not where it's a place ("in Moscow").
        """
        return [
            ActorMention(
                hit.first,
                hit.last,
                hit.party.name,
                "person" if hit.use in {"person", "surname"} else hit.party.kind,
            )
            for hit in self._found[sentence.index]
            if hit.party is not None and acts(hit, sentence.words)
        ]

    def parties(self, sentence: Sentence, noun: Word) -> tuple[str, ...]:
        """The parties that the phrase headed by ``noun`` stands for, and those coordinated after it.

        An unnamed or unknown doer ("gunmen", "he" with no one before) gives ().
        """
        return self._reference.parties(sentence, noun)


def country_of(name: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a party that is a country, else None."""
    party = known().get(name)
    return party.code if party else None


def _chief_country(found: Sequence[Sequence[Hit]]) -> str:
    """The code of the country that the article names most, "" where it names none."""
    codes = [hit.party.code for hits in found for hit in hits if hit.party is not None and hit.party.code]
    return Counter(codes).most_common(1)[0][0] if codes else ""


def _by_word(hits: Sequence[Hit]) -> dict[int, Hit]:
    return {at: hit for hit in hits for at in range(hit.first, hit.last + 1)}
