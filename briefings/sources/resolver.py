"""Host names → addresses that may be connected to."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from typing import TYPE_CHECKING

from aiohttp.abc import AbstractResolver

from briefings.sources.addresses import NotPublicError

if TYPE_CHECKING:
    from aiohttp.abc import ResolveResult

    from briefings.sources.addresses import Allowed


class GuardedResolver(AbstractResolver):
    """Resolves names for the connector, and gives it only addresses that may be connected to.

    The connector connects to what it is given here and resolves nothing itself, so that a name which points
    elsewhere a moment later gains nothing.
    """

    def __init__(self, inner: AbstractResolver, allowed: Allowed) -> None:
        """Guard what ``inner`` resolves."""
        self._inner = inner
        self._allowed = allowed

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Resolve ``host`` into the addresses that may be connected to.

        Raises:
            NotPublicError: there is no such address among them.
        """
        found = await self._inner.resolve(host, port, family)
        kept = [each for each in found if self._allowed.permits(host, ip_address(each["host"]))]
        if found and not kept:
            raise NotPublicError(f"{host} is at {found[0]['host']}, not a public address (fetch.allow_private)")
        return kept

    async def close(self) -> None:
        """Close what is guarded."""
        await self._inner.close()
