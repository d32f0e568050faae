"""Who may use the page: the browser that opened the link, and no other page in it.

The server can act as anybody in the sandbox and, in live mode, spends the operator's money.
So it answers only to names of its own (DNS rebinding), only to a browser that came by a link
that works once (the cookie), and to acts only from its own page (Origin, Sec-Fetch-Site).
The page itself may run nothing but its own files and ask nobody else (the policy below).
"""

from __future__ import annotations

import ipaddress
import secrets
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

__all__ = ["PageAuth"]

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        # No text of a member can become markup, whatever a module of ours does wrong.
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_ENTER = "/enter"
# SameSite=Strict holds the cookie back from a redirect that another page began, but not from
# a step that our own page takes.
_WELCOME = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=/">'
    "<title>Easel playground</title>"
)


class PageAuth:
    """Guards one server. ``host`` is where it listens; the port is told when it is known."""

    def __init__(self, host: str) -> None:
        self._host = host
        self._port = 0
        self._links: set[str] = set()
        self._used: set[str] = set()
        self._sessions: set[str] = set()

    def open_on(self, port: int) -> None:
        """The port that the system chose."""
        self._port = port

    @property
    def origin(self) -> str:
        """Where the page lives, as the terminal names it."""
        name = "127.0.0.1" if _is_wildcard(self._host) else self._host
        return f"http://{f'[{name}]' if ':' in name else name}:{self._port}"

    def new_link(self) -> str:
        """A link that lets one browser in, once."""
        key = secrets.token_urlsafe(24)
        self._links.add(key)
        return f"{self.origin}{_ENTER}?key={key}"

    def guard(self, app: web.Application) -> None:
        """Put every route of ``app`` behind this gate."""
        app.middlewares.append(self._middleware())
        app.on_response_prepare.append(_add_headers)

    def _middleware(self) -> Middleware:
        @web.middleware
        async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
            if not self._is_our_name(request.host):
                return _no(421, "This server does not go by that name.")
            if request.path == _ENTER:
                return self._enter(request)
            if not self._is_known(request):
                return _no(
                    403,
                    "This page opens with the link that the terminal shows. Each link lets one browser in.",
                )
            if (wrong := self._is_foreign(request)) is not None:
                return _no(403, wrong)
            return await handler(request)

        return check

    def _enter(self, request: web.Request) -> web.StreamResponse:
        key = request.query.get("key", "")
        if request.method != "GET":
            return _no(405, "A link is opened, nothing else.")
        if self._is_known(request):
            return web.Response(text=_WELCOME, content_type="text/html")
        if key not in self._links:
            used = (
                "This link was used already." if key in self._used else "This link is not from this sandbox."
            )
            return _no(403, f"{used} Press Enter where the sandbox runs, or start it again, for a new one.")
        self._links.discard(key)
        self._used.add(key)
        session = secrets.token_urlsafe(32)
        self._sessions.add(session)
        answer = web.Response(text=_WELCOME, content_type="text/html")
        answer.set_cookie(self._cookie, session, httponly=True, samesite="Strict", path="/")
        return answer

    @property
    def _cookie(self) -> str:
        # Browsers share cookies between the ports of a host; two sandboxes must not log each other out.
        return f"easel-{self._port}"

    def session_of(self, request: web.Request) -> str:
        """Which browser asks; the tabs of one are of the same session."""
        return request.cookies.get(self._cookie, "")

    def _is_known(self, request: web.Request) -> bool:
        given = request.cookies.get(self._cookie, "")
        return any(secrets.compare_digest(given.encode(), session.encode()) for session in self._sessions)

    def _is_our_name(self, host: str) -> bool:
        try:
            parts = urlsplit(f"//{host}")
            name, port = parts.hostname or "", parts.port or 80
        except ValueError:
            return False
        if port != self._port:
            return False
        if _is_wildcard(self._host):
            # A name could be anybody's that was led here; a bare address cannot.
            return name == "localhost" or _is_address(name)
        return name == self._host or (self._host in _LOOPBACK and name in _LOOPBACK)

    def _is_foreign(self, request: web.Request) -> str | None:
        """Why this request did not come from our page, or ``None``."""
        site = request.headers.get("Sec-Fetch-Site")
        navigates = request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate"
        if site not in {None, "same-origin", "none"} and not navigates:
            return "Another page may not use this one."
        if request.method in {"GET", "HEAD"}:
            return None
        if request.headers.get("Origin") != f"http://{request.host}":
            return "Only the page itself may act."
        if request.content_type != "application/json":
            return "Acts are sent as JSON."
        return None


def _no(status: int, sentence: str) -> web.Response:
    return web.Response(status=status, text=f"{sentence}\n", headers={"Cache-Control": "no-store"})


async def _add_headers(_: web.Request, response: web.StreamResponse) -> None:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)


def _is_wildcard(host: str) -> bool:
    return host in {"0.0.0.0", "::", ""}


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
