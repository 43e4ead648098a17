"""What the parts of the store have in common: the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefings.store.engine import Database


class Part:
    """Base of the parts; ``Store`` is all of them."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database
