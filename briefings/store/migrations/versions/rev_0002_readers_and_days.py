"""Who may read an article and who follows a feed; the days on which events happened, and all parties they have."""

import json
from datetime import date, datetime

import sqlalchemy as sa
from alembic import op

from briefings.events import Event
from briefings.store.keys import event_days, event_party_keys
from briefings.store.records import EventEntry

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
EVENTS = sa.table(
    "events",
    sa.column("id"),
    sa.column("first_reported", sa.DateTime(timezone=True)),
    sa.column("last_reported", sa.DateTime(timezone=True)),
    sa.column("day_from", sa.Date),
    sa.column("day_to", sa.Date),
    sa.column("document", sa.Text),
)
PARTIES = sa.table(
    "event_parties",
    sa.column("name"),
    sa.column("last_reported", sa.DateTime(timezone=True)),
    sa.column("event_id"),
)


def upgrade() -> None:
    """Make the tables, and work out the columns of what is there; all of it is open to everyone."""
    _readers()
    with op.batch_alter_table("events") as events:
        events.add_column(sa.Column("day_from", sa.Date))
        events.add_column(sa.Column("day_to", sa.Date))
    _fill()
    with op.batch_alter_table("events") as events:
        events.alter_column("day_from", existing_type=sa.Date, nullable=False)
        events.alter_column("day_to", existing_type=sa.Date, nullable=False)
    op.create_index("ix_events_day_to_day_from", "events", ["day_to", "day_from"])


def _readers() -> None:
    with op.batch_alter_table("articles") as articles:
        articles.add_column(sa.Column("private", sa.Boolean, nullable=False, server_default=sa.false()))
    with op.batch_alter_table("articles") as articles:
        articles.alter_column("private", existing_type=sa.Boolean, server_default=None)
    private = sa.text("private")
    op.create_index("ix_articles_private", "articles", ["id"], sqlite_where=private, postgresql_where=private)
    op.create_table(
        "article_readers",
        sa.Column("article_id", WORDS, nullable=False),
        sa.Column("reader", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("article_id", "reader", name="pk_article_readers"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_article_readers_article_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "feed_readers",
        sa.Column("url", WORDS, nullable=False),
        sa.Column("reader", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("url", "reader", name="pk_feed_readers"),
        sa.ForeignKeyConstraint(["url"], ["feeds.url"], name="fk_feed_readers_url", ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO feed_readers (url, reader) SELECT url, '' FROM feeds")


def _fill() -> None:
    """Work the days and the parties of every event out of its document."""
    connection = op.get_bind()
    query = sa.select(EVENTS.c.id, EVENTS.c.first_reported, EVENTS.c.last_reported, sa.cast(EVENTS.c.document, sa.Text))
    update = sa.update(EVENTS).where(EVENTS.c.id == sa.bindparam("of"))
    update = update.values(day_from=sa.bindparam("first"), day_to=sa.bindparam("last"))
    known = sa.select(PARTIES.c.name).where(PARTIES.c.event_id == sa.bindparam("of"))
    for event, first, last, document in connection.execute(query).all():
        told = Event.model_validate(json.loads(document))
        days: tuple[date, date] = event_days(told, [_moment(first), _moment(last)])
        connection.execute(update, {"of": event, "first": days[0], "last": days[1]})
        there = set(connection.scalars(known, {"of": event}))
        new = [
            {"name": key, "last_reported": last, "event_id": event}
            for key in event_party_keys(EventEntry(event=told, items=())) - there
        ]
        if new:
            connection.execute(sa.insert(PARTIES), new)


def _moment(value: datetime | str) -> datetime:
    """A moment as a database gives it."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value
