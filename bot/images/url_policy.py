"""URL policy: the hosts from which the files of a result may be fetched.

Results are untrusted input: a forged URL could make the bot read from its own network (server-side
request forgery). :meth:`HostPolicy.check` checks the host name; :mod:`bot.images.resolver` checks the
addresses with :func:`is_public_address` when the connection is made.

fal's file hosts are fal.media and its subdomains; they need no key.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable

from yarl import URL

from bot.images.errors import HostRefusedError

__all__ = ["HostPolicy", "is_public_address", "parse_url"]

_DEFAULT_PORTS = {"http": 80, "https": 443}

# Ranges with an IPv4 address in the last 32 bits, to which a gateway or the kernel connects.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052; the only one that can lead to public addresses
_NOT_PUBLIC = tuple(
    map(
        ipaddress.ip_network,
        (
            "64:ff9b:1::/48",  # RFC 8215: NAT64 for local use
            "::/96",  # RFC 4291: IPv4-compatible, deprecated
            "::ffff:0:0:0/96",  # RFC 2765: IPv4-translated
            "fec0::/10",  # RFC 3879: site-local, deprecated
            "100::/64",  # RFC 6666: discard only
            "100:0:0:1::/64",  # RFC 9780: dummy prefix
            "2001::/23",  # RFC 2928: protocol assignments, with Teredo and ORCHID
            "2001:db8::/32",  # RFC 3849: documentation
            "3fff::/20",  # RFC 9637: documentation
            "5f00::/16",  # RFC 9602: segment routing
            "192.0.0.0/24",  # RFC 6890: protocol assignments
            "192.31.196.0/24",  # RFC 7535: AS112
            "192.52.193.0/24",  # RFC 7450: AMT
            "192.88.99.0/24",  # RFC 7526: 6to4 relays, deprecated
            "192.175.48.0/24",  # RFC 7534: AS112
        ),
    )
)
_LONGEST_URL = 65_536
_VISIBLE = re.compile(r"[!-~]+")


def parse_url(text: str) -> URL:
    """Parse ``text`` without re-encoding it, because it may be signed. Raises ``ValueError`` if invalid."""
    if len(text) > _LONGEST_URL:
        raise ValueError("too long for a URL")
    # Whitespace and non-ASCII characters are percent-encoded.
    url = URL(text, encoded=_VISIBLE.fullmatch(text) is not None)
    if url.explicit_port is not None and not 0 < url.explicit_port < 65_536:
        raise ValueError("no such port")
    return url


class HostPolicy:
    """Allowlist: HTTPS on the default port, for ``allowed`` hosts and their subdomains.

    An entry ``host:port`` allows that port instead. ``origin`` is the base URL of an overridden
    ``FAL_QUEUE_URL`` (the sandbox, or an operator's gateway): files from exactly its scheme, host and port
    are allowed, at any address. ``networks`` are ranges of addresses that count as public.
    """

    def __init__(
        self,
        *,
        allowed: Iterable[str] = ("fal.media",),
        origin: str | None = None,
        networks: Iterable[str] = (),
    ) -> None:
        self._networks = tuple(map(ipaddress.ip_network, networks))
        self._allowed = tuple(_host_and_port(entry) for entry in allowed)
        if not all(host for host, _ in self._allowed):
            raise ValueError("an allowed host must not be empty")
        self._origin = None if origin is None else _origin(URL(origin))

    def check(self, url: URL) -> None:
        """Raise :class:`HostRefusedError` unless files may be fetched from ``url``.

        The name is compared in wire form (lowercase, IDNA), in full or as a suffix after a dot:
        ``evilfal.media``, ``fal.media.`` and ``fal.media.evil.example`` do not match.
        """
        host = (url.raw_host or "").lower()
        if url.raw_user is not None or url.raw_password is not None:
            raise HostRefusedError("the URL contains credentials")
        if url.scheme not in _DEFAULT_PORTS:
            raise HostRefusedError(f"scheme {url.scheme[:16]!r} is not http or https")
        if _origin(url) == self._origin:
            return
        if url.scheme != "https":
            raise HostRefusedError(f"host {host!r} requires https")
        ports = {port for name, port in self._allowed if host == name or host.endswith(f".{name}")}
        if not ports:
            raise HostRefusedError(f"host {host!r} is not on the allow-list")
        if url.port not in ports:
            raise HostRefusedError(f"host {host!r} is not allowed on port {url.port}")
        if _is_address(host) and not self.allows_address(host):
            raise HostRefusedError(f"{host!r} is not a public address")

    def allows_address(self, address: str) -> bool:
        """Return whether files may be fetched from a literal IP address."""
        if is_public_address(address):
            return True
        try:
            ip = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(ip in network for network in self._networks)

    def trusts(self, host: str, port: int) -> bool:
        """Return whether these are the host and port of the origin, whose addresses are not checked."""
        return self._origin is not None and (host.lower(), port) == self._origin[1:]


def _origin(url: URL) -> tuple[str, str, int | None]:
    """Return scheme, host in wire form and effective port."""
    return url.scheme, (url.raw_host or "").lower(), url.port


def _host_and_port(entry: str) -> tuple[str, int]:
    host, _, port = entry.strip().lower().partition(":")
    return (host, int(port)) if port.isdigit() else (entry.strip().lower(), _DEFAULT_PORTS["https"])


def is_public_address(address: str) -> bool:
    """Return whether a literal IP address is public.

    ``False`` for private, loopback, link-local, shared, multicast, reserved and special-purpose ranges,
    including IPv4 addresses embedded in IPv6 (mapped, 6to4, NAT64), and for text that is not an address.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and (inner := _embedded_ipv4(ip)) is not None:
        ip = inner
    special = ip.is_multicast or ip.is_reserved or any(ip in network for network in _NOT_PUBLIC)
    return ip.is_global and not special


def _embedded_ipv4(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
