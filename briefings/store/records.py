"""What goes into the store and what comes out of it, beside the records that all steps share."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from pydantic import AwareDatetime

from briefings.events import Event, Item, Source
from briefings.records import Article, Place, Record


class NewArticle(Record):
    """An article with what the duplicate check knows of it.

    ``url_key`` is its address in canonical form; ``text_hash`` is equal for equal texts; ``sketch`` are 64-bit
    hashes sampled from its word sequences, signed or unsigned. ``reported`` is when it was published (start of
    the day where only a day is known). ``tolls`` are the numbers of killed and hurt that it names. ``partial``
    marks a text that is not the whole article. ``source`` is the feed, page or file that it came from, ``readers`` the
    workspaces that may read it, "" for everyone.
    """

    article: Article
    publisher: str
    reported: AwareDatetime
    text_hash: str
    url_key: str | None = None
    sketch: frozenset[int] = frozenset()
    tolls: frozenset[str] = frozenset()
    partial: bool = False
    source: str | None = None
    readers: frozenset[str] = frozenset({""})


class NotedAddress(Record):
    """Where the canonical address ``url_key`` of an entry of the feed ``origin`` led to, if not to its own article.

    That is the article ``article_id``, or for ``reason`` none that can be briefed.
    """

    url_key: str
    origin: str
    article_id: str | None = None
    reason: str | None = None


class PassedOver(Record):
    """How many entries of a feed led to nothing that can be briefed, and the last reason."""

    count: int
    last: str


class Candidate(Record):
    """A kept article that a new one may be a copy of: ``shared`` of the hashes of its sketch of ``size``.

    ``readers`` says which of the two has the more readers: the kept one ("more"), the new one ("fewer"), or that they
    have the same; what only some of its readers could read is no original of an article.
    """

    article: str
    publisher: str
    reported: AwareDatetime
    same_text: bool
    shared: int
    size: int
    tolls: frozenset[str]
    readers: Literal["same", "more", "fewer"] = "same"


class Judgement(Record):
    """What an article is to the kept ones that are like it.

    ``copy_of`` is the one that it reprints. Where it reprints none, ``copies`` are those that reprint it, though they
    came in before it, and ``updates`` those that tell its story on; ``voice`` is the publisher whose story it tells on.
    """

    copy_of: str | None = None
    copies: tuple[str, ...] = ()
    updates: tuple[str, ...] = ()
    voice: str | None = None


class Stored(Record):
    """What became of a new article; ``article`` is the id of the one kept in its place, or its own.

    ``copies`` are the articles in whose place it is kept.
    """

    state: Literal["new", "known", "reprint"]
    article: str
    copies: tuple[str, ...] = ()


class Kept(Record):
    """An article out of the store, and itself as the source of a report, with its reprints."""

    article: Article
    source: Source
    partial: bool = False
    origin: str | None = None


class ItemEntry(Record):
    """An item with what its neighbours are looked up by.

    ``family`` is what only like items are compared within, ``locus`` the country or party that it is about, ""
    where unknown. ``day_from`` to ``day_to`` are the days on which it may have happened (of an open time, the
    extremes of ``date``). ``order`` sorts items as text, the most specific first.
    ``features`` is for whoever compares items; the store gives it back as it is. An item that is to have no
    neighbours is given the family "".
    """

    item: Item
    family: str
    locus: str = ""
    day_from: date
    day_to: date
    order: str
    features: str


class IndexedItem(NamedTuple):
    """An item as the merge compares it: ``leader`` is its own key for a leader, None while unmerged.

    A plain tuple: hundreds are read for an article.
    """

    key: str
    features: str
    leader: str | None


class EventEntry(Record):
    """An event, the keys of its items, and the places and parties to find it by beside its own."""

    event: Event
    items: tuple[str, ...]
    places: tuple[Place, ...] = ()
    parties: tuple[str, ...] = ()


class KnownNames(Record):
    """Folded names that events are found by."""

    places: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()


class Sizes(Record):
    """How many of each the store holds."""

    feeds: int
    articles: int
    reprints: int
    briefings: int
    items: int
    events: int
