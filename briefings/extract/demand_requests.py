"""A request as the article tells it, and how its tellings become one record."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from briefings.extract.parse import Sentence
    from briefings.records import DemandKind, Response

_SAME = 0.6
"""Share of the shorter text's words that two tellings of one demand have in common."""

_RECENT = 60
"""Requests back among which the same one is looked for; more stand in no article."""

_STOPWORDS = frozenset(
    {"the", "a", "an", "of", "to", "in", "on", "for", "and", "its", "their", "his", "any", "all", "from"}
)


class Request(NamedTuple):
    """A demand as one passage tells it; ``start`` is the offset of the word that asks."""

    by: tuple[str, ...]
    of: tuple[str, ...]
    text: str
    kind: DemandKind
    attribution: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    start: int
    response: Response = "none"
    response_by: tuple[str, ...] = ()

    @property
    def told_at(self) -> int:
        """The number of the sentence that tells the request first."""
        return self.sentences[0].index


def add(told: list[Request], request: Request) -> None:
    """Add a request, or join it to the same one told not long before, keeping the fuller wording."""
    for at in range(max(0, len(told) - _RECENT), len(told)):
        other = told[at]
        if _is_same(other, request):
            longer = request if len(_content(request.text)) > len(_content(other.text)) else other
            told[at] = other._replace(
                text=longer.text,
                by=other.by or request.by,
                of=other.of or request.of,
                attribution=other.attribution or request.attribution,
                sentences=(*other.sentences, *request.sentences),
            )
            return
    told.append(request)


def _is_same(one: Request, other: Request) -> bool:
    """Whether two requests are one: the same parties where both are named, and much the same words."""
    if one.by and other.by and not set(one.by) & set(other.by):
        return False
    if one.of and other.of and not set(one.of) & set(other.of):
        return False
    left, right = _content(one.text), _content(other.text)
    smaller = min(len(left), len(right))
    return bool(smaller) and len(left & right) / smaller >= _SAME and (smaller > 1 or left == right)


def _content(text: str) -> frozenset[str]:
    """The words of a text that carry its meaning."""
    stripped = (word.strip("\"“”'’.,").lower() for word in text.split())
    return frozenset(word for word in stripped if word and word not in _STOPWORDS)
