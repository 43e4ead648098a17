"""What a database's error means, in one line."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from briefings.errors import SchemaError, StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.store.address import Address

MENDING = "run `briefbot db upgrade`"

_SQLITE: Mapping[str, str] = {
    "SQLITE_BUSY": "is locked by another program",
    "SQLITE_LOCKED": "is locked by another program",
    "SQLITE_FULL": "the disk is full",
    "SQLITE_READONLY": "can't be written to",
    "SQLITE_PERM": "can't be written to",
    "SQLITE_CANTOPEN": "can't be opened",
    "SQLITE_NOTADB": "is no SQLite database",
    "SQLITE_CORRUPT": "is damaged",
    "SQLITE_IOERR": "can't be read or written (disk error)",
}
"""By the primary part of SQLite's code; SQLITE_READONLY_DIRECTORY and its like begin with it."""

_POSTGRESQL: Mapping[str, str] = {
    "53100": "the server's disk is full",
    "55P03": "is locked by another program",
    "28P01": "the server refuses the password",
    "3D000": "the server has no such database",
    "25006": "can't be written to",
}
"""By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html)."""

_NO_SUCH_TABLE = {"42P01", "42703"}


def read_fault(error: Exception, address: Address) -> StoreError:
    """Say what happened to the store at ``address``; no secret of its address is repeated."""
    cause = (error.orig or error) if isinstance(error, DBAPIError) else error
    text = _first_line(cause)
    state = getattr(cause, "sqlstate", None)
    if state in _NO_SUCH_TABLE or text.startswith(("no such table", "no such column")):
        return SchemaError(f"{address.name}: its schema is not that of this version; {MENDING}")
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorname", "")
        reason = next((words for start, words in _SQLITE.items() if code.startswith(start)), text)
        if address.file and code.startswith("SQLITE_CANTOPEN") and not address.file.absolute().parent.is_dir():
            reason = "can't be opened: there is no such folder"
    else:
        reason = _POSTGRESQL.get(state or "", text)
    return StoreError(f"{address.name}: {_without_secrets(reason, address)}")


def _first_line(error: BaseException) -> str:
    """The gist of an error; drivers add hints and the statement on further lines."""
    lines = (line.strip() for line in str(error).splitlines())
    return next((line for line in lines if line), type(error).__name__)


def _without_secrets(text: str, address: Address) -> str:
    """Blot out a password that a driver might repeat."""
    secrets = (address.url.password, address.url.query.get("password"))
    for secret in secrets:
        if secret and isinstance(secret, str):
            text = text.replace(secret, "***")
    return text
