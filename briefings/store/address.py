"""The setting ``store.url`` → the address that SQLAlchemy connects to, and the name that messages give it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from briefings.errors import SettingsError

_DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
_FORMS = 'is no address of a database; write "sqlite:///FILE" or "postgresql://USER:PASSWORD@HOST/DATABASE"'


class Address(NamedTuple):
    """Where a store is; ``name`` holds no secret, ``file`` is SQLite's."""

    url: URL
    name: str
    file: Path | None


def read_address(text: str) -> Address:
    """Understand ``store.url``.

    Raises:
        SettingsError: it is no address of a database that can be used; the message never repeats it.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        # Not chained: a traceback in a log could show what was written, password and all.
        raise SettingsError(f"store.url: {_FORMS}") from None
    kind, _, driver = url.drivername.partition("+")
    if kind not in _DRIVERS or (driver and url.drivername != _DRIVERS[kind]):
        raise SettingsError(f"store.url: {_FORMS}")
    url = url.set(drivername=_DRIVERS[kind])
    return _sqlite(url) if kind == "sqlite" else _postgresql(url)


def _sqlite(url: URL) -> Address:
    """A file; a database in memory would be gone with the command."""
    if url.host or url.username or url.query:
        raise SettingsError("store.url: of SQLite takes a file alone: sqlite:///FILE, sqlite:////ABSOLUTE/FILE")
    if not url.database or url.database == ":memory:":
        raise SettingsError("store.url: names no file: sqlite:///FILE")
    return Address(url, url.database, Path(url.database))


def _postgresql(url: URL) -> Address:
    """A server; its password and options stay out of the name."""
    if "@" in (url.host or ""):  # the rest of a password would be told as the name of the host
        raise SettingsError("store.url: write an @ in the user name or password as %40")
    shown = URL.create("postgresql", username=url.username, host=url.host, port=url.port, database=url.database)
    return Address(url, shown.render_as_string(), None)
