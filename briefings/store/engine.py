"""The one door to the database: reading and writing transactions, alike on SQLite and PostgreSQL.

One writer at a time, on both: SQLite knows no other way, and on PostgreSQL it spares every step that reads
before it writes (is this address known? who leads these items?) its races between two processes.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import create_async_engine

from briefings.store.address import read_address
from briefings.store.faults import read_fault

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator, Sequence

    from sqlalchemy import Connection, Insert
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

    from briefings.store.address import Address
    from briefings.store.tables import Base

T = TypeVar("T")

PATIENCE = 10.0
"""Seconds that a writer waits for another process to finish: hundreds of its transactions."""

_WRITER = 0x627269656662
"""PostgreSQL's advisory lock that stands for the right to write: "briefb" in ASCII."""

_CHUNK = 1_000
"""Values in one IN (…), well below SQLite's 32,766."""


class Database:
    """An engine with its manners; connections are made when first needed."""

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        """Prepare to connect to ``url``, the setting ``store.url``.

        Raises:
            SettingsError: it is no address of a database that can be used.
        """
        self.address: Address = read_address(url)
        self._patience = patience
        self._writing = asyncio.Lock()
        self._engine = self._make_engine()

    @property
    def is_sqlite(self) -> bool:
        """Whether it's a file of this machine."""
        return self.address.file is not None

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that only reads: one state of the data, and no wait for a writer.

        Raises:
            StoreError: the database can't be read.
        """
        try:
            async with self._engine.connect() as connection, connection.begin():
                yield connection
        except (DBAPIError, PoolTimeoutError, sqlite3.Error, OSError) as error:
            raise read_fault(error, self.address) from error

    @asynccontextmanager
    async def write(self, *, migrates: bool = False) -> AsyncIterator[AsyncConnection]:
        """A transaction that writes, alone; it is kept as a whole or, at any error, not at all.

        ``migrates`` lets it rebuild tables; connections are to be closed after it.

        Raises:
            StoreError: the database can't be written to, or another process doesn't let go of it.
        """
        try:
            # Tasks of this process queue here; SQLite's own way of waiting is to try again and again.
            async with self._writing, self._engine.connect() as connection:
                await connection.execution_options(writes=True, migrates=migrates)
                async with connection.begin():
                    if not self.is_sqlite:
                        await connection.execute(text(f"SET LOCAL lock_timeout = {round(self._patience * 1000)}"))
                        await connection.execute(text(f"SELECT pg_advisory_xact_lock({_WRITER})"))
                    yield connection
        except (DBAPIError, PoolTimeoutError, sqlite3.Error, OSError) as error:
            raise read_fault(error, self.address) from error

    async def close(self) -> None:
        """Close every connection, and the threads that SQLite's are served by."""
        await self._engine.dispose()

    def _make_engine(self) -> AsyncEngine:
        """An engine whose errors don't repeat the values, which are whole articles."""
        if self.is_sqlite:
            arguments: dict[str, Any] = {"timeout": self._patience}
        else:
            # A server that vanished without a word is noticed within half a minute.
            arguments = {"connect_timeout": 10, "keepalives_idle": 30, "tcp_user_timeout": 30_000}
            arguments = {key: value for key, value in arguments.items() if key not in self.address.url.query}
        engine = create_async_engine(
            self.address.url, hide_parameters=True, pool_pre_ping=not self.is_sqlite, connect_args=arguments
        )
        if self.is_sqlite:
            event.listen(engine.sync_engine, "connect", _set_up_sqlite)
            event.listen(engine.sync_engine, "begin", _begin_sqlite)
        return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own
    """Set what SQLite keeps by connection.

    With WAL a reader never waits for the writer. ``synchronous = NORMAL`` writes to the disk at checkpoints
    only: a killed process loses nothing, as what it committed is the system's to write; after a power failure
    the last transactions may be gone, each as a whole and the latest first. As an article is committed before
    the state of the feed that it came from, it is simply fetched again. FULL would cost a flush of the disk
    each article.
    """
    connection.isolation_level = None  # SQLAlchemy, not the driver, begins transactions: see _begin_sqlite
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """Take the right to write at the start: asked for later, it is refused at once if another wrote meanwhile.

    A migration may drop a table to build it anew, which foreign keys would take for a deletion of its rows.
    """
    options = connection.get_execution_options()
    if options.get("migrates"):
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")  # without effect within a transaction
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


def upsert(connection: AsyncConnection | Connection, table: type[Base], keys: Sequence[str]) -> Insert:
    """An INSERT into ``table`` that replaces the row with the same ``keys``; both databases have it, each its own."""
    columns = [column.name for column in table.__table__.columns if column.name not in keys]
    if connection.dialect.name == "sqlite":
        lite = sqlite.insert(table)
        return lite.on_conflict_do_update(index_elements=keys, set_={name: lite.excluded[name] for name in columns})
    post = postgresql.insert(table)
    return post.on_conflict_do_update(index_elements=keys, set_={name: post.excluded[name] for name in columns})


def insert_missing(connection: AsyncConnection | Connection, table: type[Base]) -> Insert:
    """An INSERT into ``table`` that leaves a row alone that is there."""
    made: sqlite.Insert | postgresql.Insert
    made = sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)
    return made.on_conflict_do_nothing()


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """The values in lists that fit into one statement."""
    values = list(values)
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
