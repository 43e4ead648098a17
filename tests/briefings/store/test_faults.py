from __future__ import annotations

import socket
import sqlite3
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
import pytest
from pydantic import SecretStr
from sqlalchemy import event, text

from briefings.errors import BriefbotError, SettingsError, StoreError
from briefings.store.engine import _WRITER
from briefings.store.sql import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.briefings.store.conftest import Samples

SECRET = "hunter2"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "briefbot.db",
        "mysql://me:hunter2@localhost/briefbot",
        "sqlite",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite://host/briefbot.db",
        "sqlite:///briefbot.db?mode=ro",
        "postgresql+asyncpg://me:hunter2@localhost/briefbot",
        "postgresql://me:hunter2@localhost:port/briefbot",
        "postgresql://me:pa@hunter2@localhost/briefbot",
    ],
)
def test_an_address_that_can_not_be_used_is_said_in_one_line_that_does_not_repeat_it(url: str) -> None:
    with pytest.raises(SettingsError, match=r"^store\.url: [^\n]+$") as caught:
        Store(SecretStr(url))
    assert SECRET not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("sqlite:///briefbot.db", "briefbot.db"),
        ("sqlite:////var/lib/briefbot.db", "/var/lib/briefbot.db"),
        ("postgresql://me:hunter2@db.example:5433/news", "postgresql://me@db.example:5433/news"),
        ("postgres://db.example/news?password=hunter2&sslmode=require", "postgresql://db.example/news"),
        ("postgresql+psycopg://me:hunter%402@db.example/news", "postgresql://me@db.example/news"),
    ],
)
def test_a_store_is_named_without_its_secrets(url: str, name: str) -> None:
    assert Store(SecretStr(url)).name == name


async def test_a_server_that_is_not_there_is_said_without_the_password() -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        url = f"postgresql://me:{SECRET}@127.0.0.1:{reserved.getsockname()[1]}/news"
        async with Store(SecretStr(url)) as store:
            with pytest.raises(StoreError, match=r"^postgresql://me@127[^\n]+refused[^\n]*$") as caught:
                await store.check_schema()
    assert SECRET not in "".join(traceback.format_exception(caught.value))


async def test_a_password_that_the_driver_repeats_is_blotted_out() -> None:
    url = f"postgresql://me:{SECRET}@127.0.0.1/news?sslmode={SECRET}"
    async with Store(SecretStr(url)) as store:
        with pytest.raises(StoreError, match=r"\*\*\*") as caught:
            await store.check_schema()
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_database_that_the_server_does_not_have(database_url: str) -> None:
    async with Store(SecretStr(database_url.replace("/postgres?", "/missing?"))) as store:
        with pytest.raises(StoreError, match=r"/missing: [^\n]+ does not exist$"):
            await store.check_schema()


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Not a database, but long enough to look like one. " * 100)
    async with Store(SecretStr(f"sqlite:///{tmp_path / 'notes.txt'}")) as store:
        with pytest.raises(StoreError, match=r"notes\.txt: is no SQLite database$"):
            await store.check_schema()


async def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    async with Store(SecretStr(f"sqlite:///{tmp_path / 'none' / 'briefbot.db'}")) as store:
        with pytest.raises(StoreError, match=r"briefbot\.db: can't be opened: there is no such folder$"):
            await store.check_schema()
    async with Store(SecretStr(f"sqlite:///{tmp_path}")) as store:
        with pytest.raises(StoreError, match=r": can't be opened$"):
            await store.check_schema()


@contextmanager
def written_by_another(url: str) -> Iterator[None]:
    """Hold the right to write, as another process does in a long transaction."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            connection.close()
    else:
        with psycopg.connect(url) as other:
            other.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITER])
            yield


async def test_a_locked_database_can_be_read_and_once_free_written(
    store: Store, database_url: str, samples: Samples
) -> None:
    await samples.fill(store, "a")
    with written_by_another(database_url):
        assert (await store.sizes()).articles == 1
        with pytest.raises(StoreError, match=r": is locked by another program$"):
            await store.add_feed("https://news.example/feed")
        with pytest.raises(StoreError, match=r": is locked by another program$"):
            await samples.fill(store, "b")
    assert await store.add_feed("https://news.example/feed")
    await samples.fill(store, "b")
    assert (await store.sizes()).articles == 2


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_full_disk_keeps_what_was_kept_and_nothing_by_half(store: Store, samples: Samples) -> None:
    def limit(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")

    await samples.fill(store, "a")
    await store._database.close()
    engine = store._database._engine._engine
    event.listen(engine, "connect", limit)
    before = await store.sizes()
    big = samples.new("b", text="Shells fell. " * 100_000)
    for _ in range(2):
        with pytest.raises(StoreError, match=r"briefbot\.db: the disk is full$"):
            await store.add_article(big, lambda _: None, now=samples.now)
    assert await store.sizes() == before
    event.remove(engine, "connect", limit)
    await store._database.close()
    assert (await store.add_article(big, lambda _: None, now=samples.now)).state == "new"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_full_disk_of_the_server(store: Store, samples: Samples) -> None:
    full = text(
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$; "
        "CREATE TRIGGER full_disk BEFORE INSERT ON sketches EXECUTE FUNCTION full_disk()"
    )
    await store._database.write(lambda connection: connection.execute(full))
    with pytest.raises(StoreError, match=r": the server's disk is full$"):
        await store.add_article(samples.new("a"), lambda _: None, now=samples.now)
    assert (await store.sizes()).articles == 0


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_server_that_hangs_up_is_said_once_and_called_again(
    store: Store, database_url: str, samples: Samples
) -> None:
    def hang_up() -> None:
        with psycopg.connect(database_url) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
                "AND datname = current_database()"
            )

    def judge(_: object) -> None:
        hang_up()

    with pytest.raises(StoreError, match=r"^postgresql://[^\n]+terminat[^\n]+$"):
        await store.add_article(samples.new("a"), judge, now=samples.now)
    assert (await store.sizes()).articles == 0
    hang_up()
    assert (await store.add_article(samples.new("a"), lambda _: None, now=samples.now)).state == "new"


async def test_every_error_of_the_store_is_one_of_ours(store: Store) -> None:
    for table in ("feed_readers", "feeds"):
        await store._database.write(lambda connection, table=table: connection.execute(text(f"DROP TABLE {table}")))
    with pytest.raises(BriefbotError, match=r"its schema is not that of this version; run `briefbot db upgrade`$"):
        await store.add_feed("https://news.example/feed")
