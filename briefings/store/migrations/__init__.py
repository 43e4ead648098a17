"""How the tables came about, one step a file under ``versions``; ``briefbot db upgrade`` takes the missing ones."""

REVISIONS: tuple[str, ...] = ("0001", "0003")
"""All steps, in order, so that a command can tell where a database stands without loading Alembic."""
