"""The tables. Dates, names and keys compare byte by byte, so that both databases sort and match alike.

Documents are kept as JSON text, also on PostgreSQL: nothing is looked up inside them (what is looked up has
its column), and binary JSON would reorder their keys and refuse a NUL. A change here needs a migration.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import JSON, BigInteger, DateTime, Double, ForeignKey, Index, MetaData, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy import Dialect

_WITHOUT_ROWID = {"sqlite_with_rowid": False}
"""The table is its primary key's index: a look-up along the key reads neighbouring pages of one tree."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, always aware and in UTC; SQLite, which has no zones, keeps it as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse a moment without a zone: it could mean any of 26 hours."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without its zone: {value}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the moment in UTC, whatever zone the session is in."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text ordered by its bytes, without what one of the databases refuses: NUL and halves of characters."""

    impl = Text().with_variant(Text(collation="C"), "postgresql")
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Replace what can't be kept; almost always the text goes through as it is."""
        if value is None:
            return None
        return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


class Base(DeclarativeBase):
    """Base of the tables; every constraint has a name, so that a migration can change it."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Words,
        datetime: UtcDateTime,
        float: Double,
        dict[str, Any]: JSON,
    }


class Feed(Base):
    """A feed that is followed, and its health."""

    __tablename__ = "feeds"

    url: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str | None]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    next_poll: Mapped[datetime | None]
    last_success: Mapped[datetime | None]
    last_error: Mapped[str | None]
    last_error_at: Mapped[datetime | None]
    failures: Mapped[int]
    items_seen: Mapped[int]
    down: Mapped[bool]
    every_minutes: Mapped[float | None]


class FeedReader(Base):
    """Who follows a feed: a workspace, or "" for everyone where the operator does."""

    __tablename__ = "feed_readers"
    __table_args__ = _WITHOUT_ROWID

    url: Mapped[str] = mapped_column(ForeignKey("feeds.url", ondelete="CASCADE"), primary_key=True)
    reader: Mapped[str] = mapped_column(primary_key=True)


class Article(Base):
    """An article, or with ``copy_of`` a reprint of one, whose text isn't kept again.

    Both in one table, so that an address is there once, whichever of the two it is of. A ``private`` one is for its
    readers alone.
    """

    __tablename__ = "articles"
    __table_args__ = (
        Index("ix_articles_private", "id", sqlite_where=text("private"), postgresql_where=text("private")),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    url_key: Mapped[str | None] = mapped_column(unique=True)
    url: Mapped[str | None]
    text_hash: Mapped[str] = mapped_column(index=True)
    sketch_size: Mapped[int]
    tolls: Mapped[str]
    copy_of: Mapped[str | None] = mapped_column(ForeignKey("articles.id"), index=True)
    title: Mapped[str | None]
    outlet: Mapped[str | None]
    publisher: Mapped[str]
    language: Mapped[str]
    published: Mapped[date | None]
    reported: Mapped[datetime]
    partial: Mapped[bool]
    origin: Mapped[str | None]
    stored_at: Mapped[datetime]
    text: Mapped[str | None]
    private: Mapped[bool] = mapped_column(default=False)


class ArticleReader(Base):
    """A workspace that may read a private article: it was pasted there, or a feed that gave it is followed there."""

    __tablename__ = "article_readers"
    __table_args__ = _WITHOUT_ROWID

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    reader: Mapped[str] = mapped_column(primary_key=True)


class Address(Base):
    """Another canonical address that led to an article; without one, to nothing that can be briefed (``reason``).

    ``origin`` is the feed whose entry had it.

    So a link of a feed that redirects, or leads to no article, isn't followed in every round.
    """

    __tablename__ = "addresses"

    url_key: Mapped[str] = mapped_column(primary_key=True)
    article_id: Mapped[str | None] = mapped_column(ForeignKey("articles.id"))
    reason: Mapped[str | None]
    origin: Mapped[str] = mapped_column(index=True)
    noted_at: Mapped[datetime]


class Sketch(Base):
    """One sampled hash (signed) of an article's text; never of a reprint's, which leads to no other copy."""

    __tablename__ = "sketches"
    __table_args__ = _WITHOUT_ROWID

    hash: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)


class Briefing(Base):
    """What an article says, as the extractor of one version read it; the article itself is left out."""

    __tablename__ = "briefings"

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    extractor: Mapped[str]
    document: Mapped[dict[str, Any]]


class Item(Base):
    """What one article tells of one happening; without a leader it waits to be merged.

    ``wide`` items span more days than ``index.NARROW``. ``event_id`` is no foreign key: while its items are
    merged anew, an event's id may be gone.
    """

    __tablename__ = "items"
    __table_args__ = (
        Index(None, "family", "locus", "wide", "day_from"),
        Index(None, "family", "wide", "day_from"),
    )

    key: Mapped[str] = mapped_column(primary_key=True)
    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), index=True)
    kind: Mapped[str]
    family: Mapped[str]
    locus: Mapped[str]
    day_from: Mapped[date]
    day_to: Mapped[date]
    wide: Mapped[bool]
    order: Mapped[str]
    features: Mapped[str]
    document: Mapped[dict[str, Any]]
    leader: Mapped[str | None] = mapped_column(index=True)
    event_id: Mapped[str | None] = mapped_column(index=True)


class Event(Base):
    """A merged event; ``first_reported`` and ``last_reported`` are those of its items' articles.

    ``day_from`` to ``day_to`` are the days on which it happened, or where that isn't known those of its reports.
    """

    __tablename__ = "events"
    __table_args__ = (Index(None, "last_reported", "id"), Index(None, "day_to", "day_from"))

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    first_reported: Mapped[datetime]
    last_reported: Mapped[datetime]
    day_from: Mapped[date]
    day_to: Mapped[date]
    document: Mapped[dict[str, Any]]


class EventPlace(Base):
    """A folded name that an event's place goes by: the latest events of a place are one range of the key."""

    __tablename__ = "event_places"
    __table_args__ = _WITHOUT_ROWID

    name: Mapped[str] = mapped_column(primary_key=True)
    last_reported: Mapped[datetime] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, index=True)


class EventParty(Base):
    """A folded name of a party of an event, laid out like the places."""

    __tablename__ = "event_parties"
    __table_args__ = _WITHOUT_ROWID

    name: Mapped[str] = mapped_column(primary_key=True)
    last_reported: Mapped[datetime] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True, index=True)


class EventAlias(Base):
    """An id that an event had before its reports became those of another event."""

    __tablename__ = "event_aliases"

    old: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)


class Channel(Base):
    """A channel of a chat by its key, and all that it has set."""

    __tablename__ = "channels"

    key: Mapped[str] = mapped_column(primary_key=True)
    document: Mapped[dict[str, Any]]


class Told(Base):
    """What a channel was last told of an event, under the id that the event had then."""

    __tablename__ = "told"
    __table_args__ = _WITHOUT_ROWID

    channel: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(primary_key=True)
    told_at: Mapped[datetime]
    document: Mapped[dict[str, Any]]


class Digest(Base):
    """The last digest that a channel was told."""

    __tablename__ = "digests"

    channel: Mapped[str] = mapped_column(primary_key=True)
    document: Mapped[dict[str, Any]]


class Thread(Base):
    """The last question of a thread."""

    __tablename__ = "threads"

    key: Mapped[str] = mapped_column(primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(index=True)
    document: Mapped[dict[str, Any]]
