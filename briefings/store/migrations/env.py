"""Alembic runs this for every command; the transaction that it works in is made by ``briefings.store.schema``."""

from alembic import context

from briefings.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite can't alter most of a table: it is rebuilt
)
with context.begin_transaction():
    context.run_migrations()
