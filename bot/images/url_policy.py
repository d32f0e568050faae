"""Which hosts a result's files may come from.

A result is data from outside, so its URLs are not followed on trust: without this check a
forged one would make the bot read its own network (server-side request forgery). The name is
checked here, by :meth:`HostPolicy.check`; the address behind the name is checked where the
connection is made, in ``transport.py``, with :func:`is_public_address`.

fal's output hosts are fal.media and its subdomains (v3b.fal.media today); they need no key.
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
    """``text`` as a URL, character for character: it may be signed. Raises ``ValueError``."""
    if len(text) > _LONGEST_URL:
        raise ValueError("too long for a URL")
    # Spaces, line ends and what is not ASCII are quoted.
    url = URL(text, encoded=_VISIBLE.fullmatch(text) is not None)
    if url.explicit_port is not None and not 0 < url.explicit_port < 65_536:
        raise ValueError("no such port")
    return url


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

    def check(self, url: URL) -> None:
        """Raise :class:`HostRefusedError` unless files may be fetched from ``url``.

        The name is compared as it goes on the wire (lower case, IDNA), whole or after a dot:
        ``evilfal.media``, ``fal.media.`` and ``fal.media.evil.example`` are other hosts.
        """
        host = (url.raw_host or "").lower()
        if url.raw_user is not None or url.raw_password is not None:
            raise HostRefusedError("the URL carries a user name")
        if url.scheme not in {"http", "https"}:
            raise HostRefusedError(f"scheme {url.scheme[:16]!r} is not http or https")
        if self.trusts(host):
            return
        if url.scheme != "https":
            raise HostRefusedError(f"host {host!r} may only be read over https")
        if url.port != 443:
            raise HostRefusedError(f"host {host!r} may only be read on the default port")
        if not any(host == name or host.endswith(f".{name}") for name in self._allowed):
            raise HostRefusedError(f"host {host!r} is not on the allow-list")
        if _is_address(host) and not is_public_address(host):
            raise HostRefusedError(f"{host!r} is not a public address")

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


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
