"""The store as the commands open it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from briefings.store.sql import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from briefings.settings import Settings


@asynccontextmanager
async def open_store(settings: Settings) -> AsyncIterator[Store]:
    """The store of the settings; an empty one is laid out first, so that the first command just works.

    Raises:
        SettingsError: ``store.url`` is no address of a database.
        SchemaError: the database is of another version; the text names the command that mends it.
        StoreError: it can't be used.
    """
    async with Store(settings.store.url) as store:
        if await store.schema() == "empty":
            await store.upgrade()
        await store.check_schema()
        yield store


async def upgrade(settings: Settings) -> bool:
    """Bring the database up to this version, and say whether there was anything to do."""
    async with Store(settings.store.url) as store:
        return await store.upgrade()
