"""Which hosts a result's files may come from.

A result is data from outside, so its URLs are not followed on trust: without this check a
forged one would make the bot read its own network (server-side request forgery). The name is
checked here, by :meth:`HostPolicy.check`; the address behind the name is checked where the
connection is made, in ``transport.py``, with :func:`is_public_address`.

fal's output hosts are fal.media and its subdomains (v3b.fal.media today); they need no key.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

import httpx

from bot.generation.pictures.errors import HostRefusedError

__all__ = ["HostPolicy", "is_public_address"]

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits


class HostPolicy:
    """The allow-list: https on the default port from ``allowed`` hosts and their subdomains.

    ``insecure_host`` is the host of an overridden ``FAL_QUEUE_URL`` (the sandbox, or an
    operator's own gateway): that exact name may be used over http and https, on any port, and
    may stand for a private address.
    """

    def __init__(self, *, allowed: Iterable[str] = ("fal.media",), insecure_host: str | None = None) -> None:
        self._allowed = tuple(name.strip().lower() for name in allowed)
        if not all(self._allowed):
            raise ValueError("an allowed host may not be empty")
        self._insecure_host = insecure_host.strip("[]").lower() if insecure_host else None

    def check(self, url: httpx.URL) -> None:
        """Raise :class:`HostRefusedError` unless files may be fetched from ``url``.

        The name is compared as it goes on the wire (lower case, IDNA), whole or after a dot:
        ``evilfal.media``, ``fal.media.`` and ``fal.media.evil.example`` are other hosts.
        """
        host = _wire_name(url)
        if url.userinfo:
            raise HostRefusedError("the URL carries a user name")
        if url.scheme not in {"http", "https"}:
            raise HostRefusedError(f"scheme {url.scheme[:16]!r} is not http or https")
        if self.trusts(host):
            return
        if url.scheme != "https":
            raise HostRefusedError(f"host {host!r} may only be read over https")
        if url.port is not None:
            raise HostRefusedError(f"host {host!r} may only be read on the default port")
        if not any(host == name or host.endswith(f".{name}") for name in self._allowed):
            raise HostRefusedError(f"host {host!r} is not on the allow-list")

    def trusts(self, host: str) -> bool:
        """Whether ``host`` is the configured one whose addresses are not checked."""
        return self._insecure_host is not None and host.lower() == self._insecure_host


def is_public_address(address: str) -> bool:
    """Whether a literal IP address belongs to the public Internet.

    False for private, loopback, link-local, shared, multicast and reserved ranges, also when an
    IPv6 form wraps such an IPv4 address (mapped, 6to4, NAT64), and for what is no address.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and (inner := _embedded_ipv4(ip)) is not None:
        ip = inner
    return ip.is_global and not ip.is_multicast


def _embedded_ipv4(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour


def _wire_name(url: httpx.URL) -> str:
    return url.raw_host.decode("ascii").lower()
