"""Which addresses may be connected to: the public ones, and what the settings allow besides."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_Address = IPv4Address | IPv6Address

_GLOBAL_UNICAST = IPv6Network("2000::/3")
"""The only part of IPv6 that IANA has given out for the public (RFC 4291)."""

_NAT64 = IPv6Network("64:ff9b::/96")
"""What a translator puts before an IPv4 address (RFC 6052)."""

_NOT_PUBLIC = (
    IPv4Network("192.0.0.0/24"),  # for protocols (RFC 6890), which older Pythons take for public
    IPv6Network("3fff::/20"),  # for documentation (RFC 9637), unknown to them as well
    IPv4Network("168.63.129.16/32"),  # a cloud's own services to its machines
)

# Since none of these can be a name of the net, whose last part is never a number (RFC 3696), they are
# addresses in a writing that the system would read as it likes: 2130706433, 0x7f.1, 0177.0.0.1.
_NUMERIC = re.compile(r"(?:.*\.)?(?:0x[0-9a-f]*|\d+)\.?", re.IGNORECASE)

_HOST = re.compile(r"(?!-)[\w-]{1,63}(?:\.[\w-]{1,63})*\.?", re.ASCII)


class NotPublicError(Exception):
    """A host's address is none that may be connected to."""


class Allowed:
    """The hosts and addresses that the settings let through though they are not public."""

    def __init__(self, entries: Iterable[str]) -> None:
        """Read the entries: host names, addresses, and networks in CIDR form.

        Raises:
            ValueError: an entry is none of these.
        """
        self._hosts: set[str] = set()
        self._networks: list[IPv4Network | IPv6Network] = []
        for entry in entries:
            try:
                self._networks.append(ip_network(entry.strip("[]"), strict=False))
            except ValueError as error:
                if _NUMERIC.fullmatch(entry) or not _HOST.fullmatch(entry):
                    raise ValueError(f"{entry!r} is no host name, address or network (10.0.0.0/8)") from error
                self._hosts.add(_plain(entry))

    def check_host(self, host: str) -> None:
        """See that ``host`` as a URL writes it is a name, or an address that may be connected to.

        A name is passed: what it resolves to is checked when it is connected to (``resolver.py``).

        Raises:
            NotPublicError: it is an address that is not public, or one in a writing of other times.
        """
        try:
            address = ip_address(host.strip("[]"))
        except ValueError as error:
            if _NUMERIC.fullmatch(host):
                raise NotPublicError(f"{host} is not how an address is written") from error
            return
        if not self.permits(host, address):
            raise NotPublicError(f"{host} is not a public address (fetch.allow_private)")

    def permits(self, host: str, address: _Address) -> bool:
        """Whether ``host``, which is at ``address``, may be connected to."""
        inner = _inner(address)
        if _is_public(inner):
            return True
        listed = any(each in network for network in self._networks for each in (address, inner))
        return listed or _plain(host) in self._hosts


def _plain(host: str) -> str:
    """A host name as it is compared."""
    return host.lower().rstrip(".")


def _inner(address: _Address) -> _Address:
    """The IPv4 address that an IPv6 address stands for, else the address itself."""
    if isinstance(address, IPv6Address):
        if embedded := address.ipv4_mapped or address.sixtofour:
            return embedded
        if address in _NAT64:
            return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _is_public(address: _Address) -> bool:
    """Whether anybody on the net may use the address."""
    if isinstance(address, IPv6Address) and address not in _GLOBAL_UNICAST:
        return False
    if any(address in network for network in _NOT_PUBLIC):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved
