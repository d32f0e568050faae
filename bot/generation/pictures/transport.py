"""An httpx transport that connects only to addresses it has checked.

Checking a name and connecting to it later leaves room for an answer that changes in between
(DNS rebinding). So the name is resolved once, every address is checked, and the request goes
to the address itself; the ``Host`` header and, through httpx's ``sni_hostname`` extension, the
TLS name and certificate check keep the original host.
https://www.python-httpx.org/advanced/extensions/#sni_hostname
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Sequence

import httpx

from bot.generation.pictures.errors import HostRefusedError
from bot.generation.pictures.hosts import HostPolicy, is_public_address

__all__ = ["CheckedTransport", "Resolver", "resolve"]

Resolver = Callable[[str], Awaitable[Sequence[str]]]
"""From a host name to its addresses, best first; raises ``OSError`` when it has none."""


async def resolve(host: str) -> Sequence[str]:
    """Ask the system's resolver for the addresses of ``host``; raises ``OSError``."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


class CheckedTransport(httpx.AsyncBaseTransport):
    """Resolves, checks and pins the address of each request, then leaves it to ``inner``.

    ``inner`` must not keep connections for reuse: they would be shared by address, and two
    hosts behind one address need two TLS sessions.
    """

    def __init__(
        self, *, policy: HostPolicy, inner: httpx.AsyncBaseTransport, resolver: Resolver = resolve
    ) -> None:
        self._policy = policy
        self._inner = inner
        self._resolver = resolver

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send ``request`` to the first of its host's addresses that accepts a connection.

        Raises :class:`HostRefusedError` when any address of the host is not public (one that
        is mixed in is as suspect as one that stands alone), and httpx's errors otherwise.
        """
        host = request.url.raw_host.decode("ascii")
        addresses = await self._checked_addresses(request, host)
        for address in addresses[:-1]:
            try:
                return await self._send(request, host, address)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue  # as a browser would: another address of the same host may answer
        return await self._send(request, host, addresses[-1])

    async def aclose(self) -> None:
        """Close ``inner``."""
        await self._inner.aclose()

    async def _checked_addresses(self, request: httpx.Request, host: str) -> Sequence[str]:
        try:
            addresses = (host,) if _is_address(host) else await self._resolver(host)
        except (OSError, UnicodeError) as error:  # the latter for a label that DNS cannot hold
            raise httpx.ConnectError("the host name has no address", request=request) from error
        if not addresses:
            raise httpx.ConnectError("the host name has no address", request=request)
        if not self._policy.trusts(host) and not all(map(is_public_address, addresses)):
            raise HostRefusedError(f"host {host!r} leads to an address that is not public")
        return addresses

    async def _send(self, request: httpx.Request, host: str, address: str) -> httpx.Response:
        pinned = httpx.Request(
            method=request.method,
            url=request.url.copy_with(host=address),
            headers=request.headers,  # its Host header was made from the original URL
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return await self._inner.handle_async_request(pinned)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
