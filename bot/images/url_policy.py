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

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits
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

    ``insecure_host`` is the host of an overridden ``FAL_QUEUE_URL`` (the sandbox, or an operator's
    gateway): only that exact name is allowed over HTTP and HTTPS, on any port and at any address.
    """

    def __init__(self, *, allowed: Iterable[str] = ("fal.media",), insecure_host: str | None = None) -> None:
        self._allowed = tuple(name.strip().lower() for name in allowed)
        if not all(self._allowed):
            raise ValueError("an allowed host must not be empty")
        self._insecure_host = insecure_host.strip("[]").lower() if insecure_host else None

    def check(self, url: URL) -> None:
        """Raise :class:`HostRefusedError` unless files may be fetched from ``url``.

        The name is compared in wire form (lowercase, IDNA), in full or as a suffix after a dot:
        ``evilfal.media``, ``fal.media.`` and ``fal.media.evil.example`` do not match.
        """
        host = (url.raw_host or "").lower()
        if url.raw_user is not None or url.raw_password is not None:
            raise HostRefusedError("the URL contains credentials")
        if url.scheme not in {"http", "https"}:
            raise HostRefusedError(f"scheme {url.scheme[:16]!r} is not http or https")
        if self.trusts(host):
            return
        if url.scheme != "https":
            raise HostRefusedError(f"host {host!r} requires https")
        if url.port != 443:
            raise HostRefusedError(f"host {host!r} requires the default port")
        if not any(host == name or host.endswith(f".{name}") for name in self._allowed):
            raise HostRefusedError(f"host {host!r} is not on the allow-list")
        if _is_address(host) and not is_public_address(host):
            raise HostRefusedError(f"{host!r} is not a public address")

    def trusts(self, host: str) -> bool:
        """Return whether ``host`` is the insecure host, whose addresses are not checked."""
        return self._insecure_host is not None and host.lower() == self._insecure_host


def is_public_address(address: str) -> bool:
    """Return whether a literal IP address is public.

    ``False`` for private, loopback, link-local, shared, multicast and reserved ranges, including IPv4
    addresses embedded in IPv6 (mapped, 6to4, NAT64), and for text that is not an address.
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


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
