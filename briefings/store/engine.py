"""The one door to the database: a transaction is a function, run as a whole, alike on SQLite and PostgreSQL.

One writer at a time, on both: SQLite knows no other way, and on PostgreSQL it spares every step that reads
before it writes (is this address known? who leads these items?) its races between two processes.
"""

from __future__ import annotations

import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from sqlalchemy import create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import create_async_engine

from briefings.store.address import read_address
from briefings.store.faults import read_fault

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Sequence

    from sqlalchemy import URL, Connection, Executable, Insert, Row

    from briefings.store.address import Address
    from briefings.store.tables import Base

T = TypeVar("T")

PATIENCE = 10.0
"""Seconds that a writer waits for another process to finish: hundreds of its transactions."""

_WRITER = 0x627269656662
"""PostgreSQL's advisory lock that stands for the right to write: "briefb" in ASCII."""

_THREADS = 4
"""Transactions on SQLite at once: a writer, and readers enough for two processors."""

_AT_ONCE = 200
"""Rows fetched at once of an answer that is streamed."""

_CHUNK = 1_000
"""Values in one IN (…), well below SQLite's 32,766."""


class _Engine(Protocol):
    """What runs transactions."""

    async def run(self, step: Callable[[Connection], T], *, writes: bool, migrates: bool) -> T: ...

    def stream(self, query: Executable) -> AsyncGenerator[Sequence[Row[Any]], None]: ...

    async def close(self) -> None: ...


class Database:
    """A database with its manners; connections are made when first needed."""

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        """Prepare to connect to ``url``, the setting ``store.url``.

        Raises:
            SettingsError: it is no address of a database that can be used.
        """
        self.address: Address = read_address(url)
        self._writing = asyncio.Lock()
        kind = _File if self.address.file else _Server
        self._engine: _Engine = kind(self.address.url, patience)

    async def read(self, step: Callable[[Connection], T]) -> T:
        """Run a step that only reads: it sees one state of the data and waits for no writer.

        Raises:
            StoreError: the database can't be read.
        """
        return await self._run(step, writes=False)

    async def write(self, step: Callable[[Connection], T], *, migrates: bool = False) -> T:
        """Run a step that writes, alone; what it did is kept as a whole or, at any error, not at all.

        ``migrates`` lets it rebuild tables; the database is to be closed after it.

        Raises:
            StoreError: the database can't be written to, or another process doesn't let go of it.
        """
        async with self._writing:  # a database's own way of waiting is to try again and again
            return await self._run(step, writes=True, migrates=migrates)

    async def stream(self, query: Executable) -> AsyncGenerator[Sequence[Row[Any]], None]:
        """Run a query whose answer may be larger than the memory; it is of one state of the data.

        Raises:
            StoreError: the database can't be read.
        """
        try:
            # Whoever stops listening early has everything closed at once, not when it is collected.
            async with aclosing(self._engine.stream(query)) as pages:
                async for rows in pages:
                    yield rows
        except (DBAPIError, PoolTimeoutError, sqlite3.Error, OSError) as error:
            raise read_fault(error, self.address) from error

    async def close(self) -> None:
        """Close every connection and end every thread; what is asked later opens them again."""
        await self._engine.close()

    async def _run(self, step: Callable[[Connection], T], *, writes: bool, migrates: bool = False) -> T:
        try:
            return await self._engine.run(step, writes=writes, migrates=migrates)
        except (DBAPIError, PoolTimeoutError, sqlite3.Error, OSError) as error:
            raise read_fault(error, self.address) from error


class _Server:
    """PostgreSQL, through SQLAlchemy's asyncio extension and psycopg."""

    def __init__(self, url: URL, patience: float) -> None:
        # A server that vanished without a word is noticed within half a minute.
        options = {"connect_timeout": 10, "keepalives_idle": 30, "tcp_user_timeout": 30_000}
        options = {key: value for key, value in options.items() if key not in url.query}
        self._patience = round(patience * 1000)
        # Errors don't repeat the values, which are whole articles.
        self._engine = create_async_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=options)

    async def run(self, step: Callable[[Connection], T], *, writes: bool, migrates: bool) -> T:  # noqa: ARG002
        """Run ``step`` in a transaction; a writer takes a lock that others wait for ``patience`` seconds."""
        async with self._engine.connect() as connection:
            if not writes:  # as it is on SQLite: all statements of a step see the same
                await connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            async with connection.begin():
                if writes:
                    await connection.execute(text(f"SET LOCAL lock_timeout = {self._patience}"))
                    await connection.execute(text(f"SELECT pg_advisory_xact_lock({_WRITER})"))
                return await connection.run_sync(step)

    async def stream(self, query: Executable) -> AsyncGenerator[Sequence[Row[Any]], None]:
        """Fetch through a cursor of the server."""
        async with self._engine.connect() as connection:
            result = await connection.stream(query)
            try:
                async for rows in result.partitions(_AT_ONCE):
                    yield rows
            finally:
                await result.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._engine.dispose()


class _File:
    """SQLite, whose every transaction runs in a thread.

    Not through aiosqlite: that hands each statement to a thread four times and back (make a cursor, execute,
    fetch, close), which costs 0.2 to 0.4 ms a statement, ten times the statement itself. A whole transaction
    is handed over once.
    """

    def __init__(self, url: URL, patience: float) -> None:
        self._engine = create_engine(
            url, hide_parameters=True, connect_args={"timeout": patience, "check_same_thread": False}
        )
        event.listen(self._engine, "connect", _set_up_sqlite)
        event.listen(self._engine, "begin", _begin_sqlite)
        self._threads: ThreadPoolExecutor | None = None

    async def run(self, step: Callable[[Connection], T], *, writes: bool, migrates: bool) -> T:
        """Run ``step`` in a transaction in a thread; one that is cancelled is still brought to its end."""

        def transact() -> T:
            with self._engine.connect() as connection:
                connection.execution_options(writes=writes, migrates=migrates)
                with connection.begin():
                    return step(connection)

        self._threads = self._threads or ThreadPoolExecutor(_THREADS, thread_name_prefix="store")
        return await asyncio.get_running_loop().run_in_executor(self._threads, transact)

    async def stream(self, query: Executable) -> AsyncGenerator[Sequence[Row[Any]], None]:
        """Fetch bit by bit from one transaction, in a thread of its own, so that closing waits for a fetch."""
        loop, thread = asyncio.get_running_loop(), ThreadPoolExecutor(1, thread_name_prefix="store")
        connection = await loop.run_in_executor(thread, self._engine.connect)
        try:
            connection.execution_options(yield_per=_AT_ONCE)
            result = await loop.run_in_executor(thread, connection.execute, query)
            while rows := await loop.run_in_executor(thread, result.fetchmany):
                yield rows
        finally:
            await loop.run_in_executor(thread, connection.close)
            thread.shutdown(wait=False)

    async def close(self) -> None:
        """Wait for what runs, end the threads and close the connections."""
        threads, self._threads = self._threads, None
        if threads:
            await asyncio.to_thread(threads.shutdown)
        self._engine.dispose()


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Set what SQLite keeps by connection.

    With WAL a reader never waits for the writer. ``synchronous = NORMAL`` flushes to the disk at checkpoints
    only: a killed process loses nothing, as what it committed is the system's to write; after a power failure
    the last transactions may be gone, each as a whole and the latest first. As an article is committed before
    the state of the feed that it came from, it is simply fetched again. FULL would cost a flush of the disk
    each article.
    """
    connection.isolation_level = None  # SQLAlchemy, not the driver, begins transactions: see _begin_sqlite
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Take the right to write at the start: asked for later, it is refused at once if another wrote meanwhile.

    A migration may drop a table to build it anew, which foreign keys would take for a deletion of its rows.
    """
    options = connection.get_execution_options()
    if options.get("migrates"):
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")  # without effect within a transaction
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


@cache
def upsert(dialect: str, table: type[Base], *keys: str) -> Insert:
    """An INSERT into ``table`` that replaces the row with the same ``keys``; both databases have it, each its own."""
    columns = [column.name for column in table.__table__.columns if column.name not in keys]
    insert: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    made: sqlite.Insert | postgresql.Insert = insert(table)
    return made.on_conflict_do_update(index_elements=keys, set_={name: made.excluded[name] for name in columns})


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """The values in lists that fit into one statement."""
    values = list(values)
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
