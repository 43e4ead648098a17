"""``kill -9`` at random moments of an ingest: what the next runs come to is what an undisturbed one does."""

from __future__ import annotations

import asyncio
import json
import os
import random
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from briefings.store.sql import Store
from briefings.store.tables import Base

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

ROOT = Path(__file__).parents[2]
ON_ONE_STORE = 5
"""A store is killed so often in a row before it is brought to its end."""
PASSING = {"stored_at", "noted_at"}
"""Columns that hold when something was done."""

Contents = dict[str, list[str]]


class Undisturbed(NamedTuple):
    """A run that nobody killed: the articles, how long it took in seconds, and what it came to."""

    folder: Path
    seconds: float
    contents: Contents


def start(url: str, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "bot", "ingest", str(folder)]
    environment = os.environ | {"BRIEFBOT_STORE__URL": url, "BRIEFBOT_INGEST__WORKERS": "2"}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def run(url: str, folder: Path) -> None:
    """Ingest to the end."""
    process = start(url, folder)
    _, errors = process.communicate()
    assert process.returncode == 0, errors.decode()


def killed(url: str, folder: Path, seconds: float) -> bool:
    """Start an ingest and kill it after so many ``seconds``; whether it was still at it."""
    process = start(url, folder)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return True
    process.communicate()
    assert process.returncode == 0
    return False


def contents(url: str) -> Contents:
    """Every row of every table but the ids that events once had."""

    def read(connection: Connection) -> Contents:
        tables = [table for table in Base.metadata.sorted_tables if table.name != "event_aliases"]
        return {table.name: sorted(map(line, connection.execute(select(table)).mappings())) for table in tables}

    def line(row: Any) -> str:
        return json.dumps({key: value for key, value in row.items() if key not in PASSING}, default=str)

    async def look() -> Contents:
        async with Store(SecretStr(url)) as store:
            return await store._database.read(read)

    return asyncio.run(look())


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    folder = tmp_path_factory.mktemp("articles")
    with (folder / "clusters.jsonl").open("w") as dump:
        for file in sorted((ROOT / "tests" / "clusters").glob("*.toml")):
            for each in tomllib.loads(file.read_text(encoding="utf-8"))["articles"]:
                told = {key: each[key] for key in ("title", "outlet", "text") if key in each}
                about = {"published": str(each["published"]), "url": f"https://{file.stem}.example/{each['id']}"}
                dump.write(json.dumps(told | about) + "\n")
    for file in (ROOT / "examples").glob("*.txt"):
        shutil.copy(file, folder)
    url = f"sqlite:///{folder.parent / 'undisturbed.db'}"
    begun = time.monotonic()
    run(url, folder)
    return Undisturbed(folder, time.monotonic() - begun, contents(url))


@pytest.mark.parametrize("times", [4, pytest.param(50, marks=pytest.mark.soak)])
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_ingest_that_is_killed_again_and_again_ends_as_if_it_had_not_been(
    kind: str, times: int, undisturbed: Undisturbed, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    new_postgresql: Callable[[], str] | None = request.getfixturevalue("postgresql") if kind == "postgresql" else None
    chance = random.Random(times)
    folder, seconds, expected = undisturbed
    left = times
    while left:
        url = new_postgresql() if new_postgresql else f"sqlite:///{tmp_path / f'{left}.db'}"
        for _ in range(min(ON_ONE_STORE, left)):
            if not killed(url, folder, chance.random() * seconds):
                break
            left -= 1
        run(url, folder)
        found = contents(url)
        assert {name: len(rows) for name, rows in found.items()} == {name: len(rows) for name, rows in expected.items()}
        assert found == expected
