"""From a host's name to addresses that may be connected to.

Checking a name and connecting to it later leaves room for an answer that changes in between (DNS
rebinding). So the name is resolved where the connection is made, every address is checked, and the
connection goes to one of them; certificate and ``Host`` header keep the name. aiohttp keeps open
connections by name, so one that is used again leads to an address that was checked for that name.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence

from aiohttp.abc import AbstractResolver, ResolveResult

from bot.images.errors import HostRefusedError
from bot.images.url_policy import HostPolicy, is_public_address

__all__ = ["CheckedResolver", "Resolver", "resolve"]

Resolver = Callable[[str], Awaitable[Sequence[str]]]
"""From a host name to its addresses, best first; raises ``OSError`` when it has none."""


async def resolve(host: str) -> Sequence[str]:
    """Ask the system's resolver for the addresses of ``host``; raises ``OSError``."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


class CheckedResolver(AbstractResolver):
    """aiohttp's resolver, for names; it never asks for an address, which the policy has to check itself."""

    def __init__(self, *, policy: HostPolicy, resolver: Resolver = resolve) -> None:
        self._policy = policy
        self._resolver = resolver

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002
    ) -> list[ResolveResult]:
        """The addresses of ``host``; aiohttp tries one after the other.

        Raises :class:`HostRefusedError` when any address of the host is not public (one that is mixed
        in is as suspect as one that stands alone), and ``OSError`` when it has none.
        """
        try:
            addresses = await self._resolver(host)
        except UnicodeError as error:  # a label that DNS cannot hold
            raise OSError("the host name has no address") from error
        if not addresses:
            raise OSError("the host name has no address")
        if not self._policy.trusts(host) and not all(map(is_public_address, addresses)):
            raise HostRefusedError(f"host {host!r} leads to an address that is not public")
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
        """Nothing is held."""
