"""Where a database stands among the migrations, and how it is brought up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sqlalchemy import Connection, inspect, text

from briefings.errors import SchemaError
from briefings.store import migrations
from briefings.store.faults import MENDING

if TYPE_CHECKING:
    from briefings.store.engine import Database

State = Literal["empty", "older", "current", "newer"]


async def read_state(database: Database) -> State:
    """Compare the database's schema with that of this version of Briefbot."""
    revision = await database.read(_revision)
    if revision is None:
        return "empty"
    if revision not in migrations.REVISIONS:
        return "newer"
    return "current" if revision == migrations.REVISIONS[-1] else "older"


async def check(database: Database) -> None:
    """Let only a database of this very version pass.

    Raises:
        SchemaError: it is older, newer or empty; the text names the command that mends it.
    """
    name = database.address.name
    match await read_state(database):
        case "empty":
            raise SchemaError(f"{name}: has no tables yet; {MENDING}")
        case "older":
            raise SchemaError(f"{name}: is of an older version of Briefbot; {MENDING}")
        case "newer":
            raise SchemaError(f"{name}: is of a newer version of Briefbot; run `pip install --upgrade briefbot`")


async def upgrade(database: Database) -> bool:
    """Take all missing steps in one transaction, and say whether there were any.

    Raises:
        SchemaError: the database is of a newer version.
    """
    state = await read_state(database)
    if state == "newer":
        await check(database)
    if state == "current":
        return False
    await database.write(_take_steps, migrates=True)
    await database.close()  # connections that made migrations don't heed foreign keys
    return True


def _revision(connection: Connection) -> str | None:
    """The last step that was taken."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _take_steps(connection: Connection) -> None:
    """Let Alembic migrate within the transaction of ``connection``."""
    from alembic import command  # noqa: PLC0415 - a fifth of a second, for one command only
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    folder = Path(migrations.__file__).parent
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, "head")
    if connection.dialect.name == "sqlite" and (broken := connection.execute(text("PRAGMA foreign_key_check")).first()):
        raise RuntimeError(f"a migration left a row of {broken[0]} without what it refers to")
