"""DNS resolver that refuses host names with non-public addresses.

If a name were checked first and resolved later, its address could change in between (DNS rebinding).
Therefore the name is resolved when the connection is made, every address is checked, and the connection
uses one of them; the certificate check and the ``Host`` header still use the name. aiohttp pools
connections by name, so a reused connection leads to an address that was checked for that name.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence

from aiohttp.abc import AbstractResolver, ResolveResult

from bot.images.errors import HostRefusedError
from bot.images.url_policy import HostPolicy

__all__ = ["CheckedResolver", "Resolver", "resolve"]

Resolver = Callable[[str], Awaitable[Sequence[str]]]
"""Function from a host name to its addresses, best first; raises ``OSError`` if there is none."""


async def resolve(host: str) -> Sequence[str]:
    """Return the addresses of ``host`` from the system's resolver. Raises ``OSError``."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


class CheckedResolver(AbstractResolver):
    """Resolver for aiohttp, which calls it only for names; the host policy checks literal addresses."""

    def __init__(self, *, policy: HostPolicy, resolver: Resolver = resolve) -> None:
        self._policy = policy
        self._resolver = resolver

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002
    ) -> list[ResolveResult]:
        """Return the addresses of ``host``, which aiohttp tries in order.

        Raises :class:`HostRefusedError` if any address is not public, and ``OSError`` if there are none.
        """
        try:
            addresses = await self._resolver(host)
        except UnicodeError as error:  # an invalid DNS label
            raise OSError("the host name has no address") from error
        if not addresses:
            raise OSError("the host name has no address")
        if not self._policy.trusts(host, port) and not all(map(self._policy.allows_address, addresses)):
            raise HostRefusedError(f"host {host!r} has an address that is not public")
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in addresses
        ]

    async def close(self) -> None:
        """Do nothing: the resolver holds no resources."""
