"""Loopback access: the simulators' ports serve programs on this machine, but no web pages.

A page open in a browser on the same machine can reach all of its ports. A browser states the page's
origin, or that a request is not a navigation, and the host name that the page used (DNS rebinding).
"""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

__all__ = ["refuse_pages"]

_OWN_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})


def refuse_pages() -> Middleware:
    """Build a middleware that refuses requests with another host name, and requests from pages."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not _is_own_host(request):
            return web.Response(status=421, text="This server is not known by that name.\n")
        if "Origin" in request.headers or request.headers.get("Sec-Fetch-Site") not in {None, "none"}:
            return web.Response(status=403, text="Web pages may not use this server.\n")
        return await handler(request)

    return check


def _is_own_host(request: web.Request) -> bool:
    """Return whether the request names this machine and the port at which it arrived."""
    address = request.transport.get_extra_info("sockname") if request.transport is not None else None
    try:
        host = urlsplit(f"//{request.headers.get('Host', '')}")
        return host.hostname in _OWN_NAMES and address is not None and (host.port or 80) == address[1]
    except ValueError:
        return False
