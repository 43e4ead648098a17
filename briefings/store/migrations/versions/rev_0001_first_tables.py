"""Feeds, articles with their sketches and briefings, items, and events with what they are found by."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    _feeds()
    _articles()
    _items()
    _events()


def _feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("url", WORDS, nullable=False),
        sa.Column("title", WORDS),
        sa.Column("etag", WORDS),
        sa.Column("last_modified", WORDS),
        sa.Column("next_poll", MOMENT),
        sa.Column("last_success", MOMENT),
        sa.Column("last_error", WORDS),
        sa.Column("last_error_at", MOMENT),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("items_seen", sa.Integer, nullable=False),
        sa.Column("down", sa.Boolean, nullable=False),
        sa.Column("every_minutes", sa.Double),
        sa.PrimaryKeyConstraint("url", name="pk_feeds"),
    )


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("url_key", WORDS),
        sa.Column("url", WORDS),
        sa.Column("text_hash", WORDS, nullable=False),
        sa.Column("sketch_size", sa.Integer, nullable=False),
        sa.Column("tolls", WORDS, nullable=False),
        sa.Column("copy_of", WORDS),
        sa.Column("title", WORDS),
        sa.Column("outlet", WORDS),
        sa.Column("publisher", WORDS, nullable=False),
        sa.Column("language", WORDS, nullable=False),
        sa.Column("published", sa.Date),
        sa.Column("reported", MOMENT, nullable=False),
        sa.Column("partial", sa.Boolean, nullable=False),
        sa.Column("origin", WORDS),
        sa.Column("stored_at", MOMENT, nullable=False),
        sa.Column("text", WORDS),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("url_key", name="uq_articles_url_key"),
        sa.ForeignKeyConstraint(["copy_of"], ["articles.id"], name="fk_articles_copy_of"),
    )
    op.create_index("ix_articles_text_hash", "articles", ["text_hash"])
    op.create_index("ix_articles_copy_of", "articles", ["copy_of"])
    op.create_table(
        "addresses",
        sa.Column("url_key", WORDS, nullable=False),
        sa.Column("article_id", WORDS),
        sa.Column("reason", WORDS),
        sa.Column("origin", WORDS, nullable=False),
        sa.Column("noted_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("url_key", name="pk_addresses"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_addresses_article_id"),
    )
    op.create_index("ix_addresses_origin", "addresses", ["origin"])
    op.create_table(
        "sketches",
        sa.Column("hash", sa.BigInteger, nullable=False),
        sa.Column("article_id", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("hash", "article_id", name="pk_sketches"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_sketches_article_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "briefings",
        sa.Column("article_id", WORDS, nullable=False),
        sa.Column("extractor", WORDS, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("article_id", name="pk_briefings"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_briefings_article_id"),
    )


def _items() -> None:
    op.create_table(
        "items",
        sa.Column("key", WORDS, nullable=False),
        sa.Column("article_id", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("family", WORDS, nullable=False),
        sa.Column("locus", WORDS, nullable=False),
        sa.Column("day_from", sa.Date, nullable=False),
        sa.Column("day_to", sa.Date, nullable=False),
        sa.Column("wide", sa.Boolean, nullable=False),
        sa.Column("order", WORDS, nullable=False),
        sa.Column("features", WORDS, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("leader", WORDS),
        sa.Column("event_id", WORDS),
        sa.PrimaryKeyConstraint("key", name="pk_items"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_items_article_id"),
    )
    op.create_index("ix_items_article_id", "items", ["article_id"])
    op.create_index("ix_items_family_locus_wide_day_from", "items", ["family", "locus", "wide", "day_from"])
    op.create_index("ix_items_family_wide_day_from", "items", ["family", "wide", "day_from"])
    op.create_index("ix_items_leader", "items", ["leader"])
    op.create_index("ix_items_event_id", "items", ["event_id"])


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("first_reported", MOMENT, nullable=False),
        sa.Column("last_reported", MOMENT, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
    )
    op.create_index("ix_events_last_reported_id", "events", ["last_reported", "id"])
    for table in ("event_places", "event_parties"):
        op.create_table(
            table,
            sa.Column("name", WORDS, nullable=False),
            sa.Column("last_reported", MOMENT, nullable=False),
            sa.Column("event_id", WORDS, nullable=False),
            sa.PrimaryKeyConstraint("name", "last_reported", "event_id", name=f"pk_{table}"),
            sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=f"fk_{table}_event_id", ondelete="CASCADE"),
            sqlite_with_rowid=False,
        )
        op.create_index(f"ix_{table}_event_id", table, ["event_id"])
    op.create_table(
        "event_aliases",
        sa.Column("old", WORDS, nullable=False),
        sa.Column("event_id", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("old", name="pk_event_aliases"),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_event_aliases_event_id", ondelete="CASCADE"),
    )
    op.create_index("ix_event_aliases_event_id", "event_aliases", ["event_id"])
