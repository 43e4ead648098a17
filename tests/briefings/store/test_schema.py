from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from pydantic import SecretStr
from sqlalchemy import text

from briefings.errors import SchemaError, StoreError
from briefings.events import Fact
from briefings.records import When
from briefings.store import migrations
from briefings.store.events import Asked
from briefings.store.sql import Store
from briefings.store.tables import Base

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tests.briefings.store.conftest import Samples


async def test_the_migrations_make_the_tables_that_the_code_works_with(store: Store) -> None:
    def compare(connection: Connection) -> list[object]:
        return compare_metadata(MigrationContext.configure(connection), Base.metadata)

    assert await store._database.read(compare) == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite always does
async def test_the_migrations_sort_text_by_its_bytes(store: Store) -> None:
    odd = text(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
        "AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'"
    )
    assert await store._database.read(lambda connection: connection.execute(odd).all()) == []


def test_the_list_of_migrations_is_that_of_their_files() -> None:
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert tuple(reversed([script.revision for script in scripts.walk_revisions()])) == migrations.REVISIONS


async def test_an_upgrade_is_done_once(database_url: str) -> None:
    async with Store(SecretStr(database_url)) as store:
        assert await store.schema() == "empty"
        with pytest.raises(SchemaError, match="has no tables yet; run `briefbot db upgrade`"):
            await store.check_schema()
        assert await store.upgrade()
        assert not await store.upgrade()
        await store.check_schema()
        assert (await store.sizes()).articles == 0


async def test_after_an_upgrade_foreign_keys_are_heeded(store: Store) -> None:
    with pytest.raises(StoreError):
        await store._database.write(lambda c: c.execute(text("INSERT INTO sketches VALUES (1, 'nobody')")))


@pytest.mark.parametrize(
    ("revision", "message"),
    [
        ("0000", "is of an older version of Briefbot; run `briefbot db upgrade`"),
        ("9999", "is of a newer version of Briefbot; run `pip install --upgrade briefbot`"),
    ],
)
async def test_another_version_is_refused_with_the_command_that_mends_it(
    store: Store, revision: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "REVISIONS", ("0000", *migrations.REVISIONS))
    other = text(f"UPDATE alembic_version SET version_num = '{revision}'")
    await store._database.write(lambda connection: connection.execute(other))
    with pytest.raises(SchemaError, match=message):
        await store.check_schema()
    if revision == "9999":
        with pytest.raises(SchemaError, match=message):
            await store.upgrade()


async def test_a_database_without_tables_says_so_whatever_is_asked_of_it(database_url: str) -> None:
    async with Store(SecretStr(database_url)) as store:
        with pytest.raises(SchemaError, match="run `briefbot db upgrade`"):
            await store.feeds()


async def test_a_migration_that_fails_leaves_nothing_behind(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import alembic.command

    whole = alembic.command.upgrade

    def broken(*arguments: object) -> None:
        whole(*arguments)
        raise KeyboardInterrupt

    async with Store(SecretStr(database_url)) as store:
        monkeypatch.setattr(alembic.command, "upgrade", broken)
        with pytest.raises(KeyboardInterrupt):
            await store.upgrade()
        monkeypatch.undo()
        assert await store.schema() == "empty"
        assert await store.upgrade()


async def test_a_database_of_the_first_version_is_brought_up_with_all_that_it_holds(
    database_url: str, samples: Samples, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its events get their days, out of what is known of them, and its feeds and articles stay open to everyone."""
    from alembic import command

    upgrade = command.upgrade
    async with Store(SecretStr(database_url)) as store:
        with monkeypatch.context() as patch:
            patch.setattr(command, "upgrade", lambda config, _: upgrade(config, "0001"))
            await store.upgrade()
        when = {"text": "on Sunday", "start": "2025-06-01", "end": "2025-06-01"}
        dated = samples.event("e1", "a/s1").event.model_copy(update={"when": When.model_validate(when)})
        undated = samples.event("e2", "b/s1").event.model_copy(
            update={"facts": (Fact(name="mediator", value="Turkey", reports=("b/s1",)),)}
        )
        moment = samples.now.isoformat(sep=" ")

        def fill(connection: Connection) -> None:
            connection.execute(text("INSERT INTO feeds (url, failures, items_seen, down) VALUES ('u', 0, 0, false)"))
            insert = text("INSERT INTO events VALUES (:id, 'strike', :at, :at, :document)")
            for event in (dated, undated):
                connection.execute(insert, {"id": event.id, "at": moment, "document": event.model_dump_json()})

        await store._database.write(fill)
        with pytest.raises(SchemaError, match="is of an older version"):
            await store.check_schema()
        assert await store.upgrade()
        await store.check_schema()
        days = text("SELECT id, day_from, day_to FROM events ORDER BY id")
        rows = await store._database.read(lambda connection: connection.execute(days).all())
        assert [tuple(map(str, row)) for row in rows] == [
            ("e1", "2025-06-01", "2025-06-01"),
            ("e2", "2025-06-03", "2025-06-03"),
        ]
        assert [event.id for event in await store.events(Asked(parties=("Turkey",)))] == ["e2"]
        assert set(await store.feeds(audience="discord:1")) == {"u"}
