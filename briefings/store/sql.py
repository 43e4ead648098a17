"""The store: every method is one transaction, and every failure of the database one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from sqlalchemy import Connection, func, select

from briefings.store import schema, tables
from briefings.store.articles import Articles
from briefings.store.briefings import Briefings
from briefings.store.channels import Channels
from briefings.store.engine import PATIENCE, Database
from briefings.store.events import Events
from briefings.store.feeds import Feeds
from briefings.store.index import MergeIndex
from briefings.store.records import Sizes

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import SecretStr
    from sqlalchemy import ColumnElement

T = TypeVar("T")


class Store(Articles, Briefings, Channels, Events, Feeds):
    """The database of ``store.url``, as an async context manager that closes its connections.

    Every method raises StoreError where the database can't be used.
    """

    def __init__(self, url: SecretStr, *, patience: float = PATIENCE) -> None:
        """Prepare to connect; ``patience`` are the seconds that a writer waits for another process.

        Raises:
            SettingsError: ``url`` is no address of a database that can be used.
        """
        super().__init__(Database(url.get_secret_value(), patience))

    async def __aenter__(self) -> Self:
        """Connect later, when first needed."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close every connection."""
        await self._database.close()

    @property
    def name(self) -> str:
        """What a message may call the store; no secret is in it."""
        return self._database.address.name

    async def schema(self) -> schema.State:
        """Whether the tables are there, and of which version."""
        return await schema.read_state(self._database)

    async def check_schema(self) -> None:
        """Let only a database of this very version pass.

        Raises:
            SchemaError: it is older, newer or empty; the text names the command that mends it.
        """
        await schema.check(self._database)

    async def upgrade(self) -> bool:
        """Make or change the tables for this version, and say whether there was anything to do.

        Raises:
            SchemaError: the database is of a newer version.
        """
        return await schema.upgrade(self._database)

    async def merge(self, step: Callable[[MergeIndex], T]) -> T:
        """Let ``step`` read and write items and events, in one transaction; at an error nothing is kept."""
        return await self._database.write(lambda connection: step(MergeIndex(connection)))

    async def sizes(self) -> Sizes:
        """Count what is kept."""
        return await self._database.read(_sizes)


def _sizes(connection: Connection) -> Sizes:
    def count(table: type[tables.Base], *where: ColumnElement[bool]) -> int:
        return connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()

    original = tables.Article.copy_of.is_(None)
    return Sizes(
        feeds=count(tables.Feed),
        articles=count(tables.Article, original),
        reprints=count(tables.Article, ~original),
        briefings=count(tables.Briefing),
        items=count(tables.Item),
        events=count(tables.Event),
    )
