from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from briefings.store.sql import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """A store with its tables, on each database."""
    async with Store(SecretStr(database_url), patience=0.2) as store:
        await store.upgrade()
        yield store
