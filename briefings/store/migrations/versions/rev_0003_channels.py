"""Channels with their settings, what they were told, and the last question of each thread."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "channels",
        sa.Column("key", WORDS, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_channels"),
    )
    op.create_table(
        "told",
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("event_id", WORDS, nullable=False),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("channel", "event_id", name="pk_told"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "digests",
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("channel", name="pk_digests"),
    )
    op.create_table(
        "threads",
        sa.Column("key", WORDS, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_threads"),
    )
    op.create_index("ix_threads_asked_at", "threads", ["asked_at"])
