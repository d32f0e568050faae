"""Page authorization: admits only the browser that opened the link, and only requests from the page itself.

The server can act as any user of the sandbox and, in live mode, spends the operator's money. It therefore
answers only under its own host names (against DNS rebinding) and only to a browser that opened a one-time
link (cookie), and accepts actions only from its own page (Origin, Sec-Fetch-Site). The page itself may run
only its own files and connect only to its own server (content security policy).
"""

from __future__ import annotations

import contextlib
import ipaddress
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import orjson
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.private_files import open_private

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
        # User text cannot become markup, even if one of the page's modules has a bug.
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
_KEPT_SESSIONS = 20
# SameSite=Strict withholds the cookie from a redirect that another page started, but not from a
# navigation of our own page.
_WELCOME = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=/">'
    "<title>Easel playground</title>"
)


class PageAuth:
    """Authorizes the requests to one server, which listens on ``host``.

    The file ``kept`` contains the port and the browsers' sessions, so that an open page reconnects after a restart.
    """

    def __init__(self, host: str, kept: Path | None = None) -> None:
        self._host = host
        self._port = 0
        self._kept = kept
        self._links: set[str] = set()
        self._used: set[str] = set()
        self._sessions: set[str] = set()
        self.last_port = 0
        if kept is not None:
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                known = orjson.loads(kept.read_bytes())
                self._sessions.update(map(str, known["sessions"]))
                self.last_port = int(known["port"])

    def set_port(self, port: int) -> None:
        """Set the port once it is known."""
        self._port = port
        if port != self.last_port:
            # Their cookies belong to another port.
            self._sessions.clear()
        self._keep()

    def _keep(self) -> None:
        if self._kept is not None:
            newest = list(self._sessions)[-_KEPT_SESSIONS:]
            with open_private(self._kept) as file:
                file.write(orjson.dumps({"port": self._port, "sessions": newest}))

    @property
    def origin(self) -> str:
        """The page's origin, as displayed in the terminal."""
        name = "127.0.0.1" if _is_wildcard(self._host) else self._host
        return f"http://{f'[{name}]' if ':' in name else name}:{self._port}"

    def new_link(self) -> str:
        """Create a one-time link for one browser."""
        key = secrets.token_urlsafe(24)
        self._links.add(key)
        return f"{self.origin}{_ENTER}?key={key}"

    def protect(self, app: web.Application) -> None:
        """Require authorization for every route of ``app``."""
        app.middlewares.append(self._middleware())
        app.on_response_prepare.append(_add_headers)

    def _middleware(self) -> Middleware:
        @web.middleware
        async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
            if not self._is_own_host(request.host):
                return _refusal(421, "This server is not known by that name.")
            if request.path == _ENTER:
                return self._enter(request)
            if not self._is_authenticated(request):
                return _refusal(
                    403,
                    "Open this page with the link shown in the terminal. Each link works for one browser.",
                )
            if (wrong := self._foreign_reason(request)) is not None:
                return _refusal(403, wrong)
            return await handler(request)

        return check

    def _enter(self, request: web.Request) -> web.StreamResponse:
        key = request.query.get("key", "")
        if request.method != "GET":
            return _refusal(405, "Open the link in a browser.")
        if self._is_authenticated(request):
            return web.Response(text=_WELCOME, content_type="text/html")
        if key not in self._links:
            used = (
                "This link has already been used."
                if key in self._used
                else "This link is not from this sandbox."
            )
            return _refusal(
                403, f"{used} For a new one, press Enter in the sandbox's terminal, or restart the sandbox."
            )
        self._links.discard(key)
        self._used.add(key)
        session = secrets.token_urlsafe(32)
        self._sessions.add(session)
        self._keep()
        answer = web.Response(text=_WELCOME, content_type="text/html")
        answer.set_cookie(self._cookie, session, httponly=True, samesite="Strict", path="/")
        return answer

    @property
    def _cookie(self) -> str:
        # Browsers share cookies between the ports of a host: two sandboxes must not log each other out.
        return f"easel-{self._port}"

    def session_of(self, request: web.Request) -> str:
        """Return the requesting browser's session, which its tabs share."""
        return request.cookies.get(self._cookie, "")

    def _is_authenticated(self, request: web.Request) -> bool:
        given = request.cookies.get(self._cookie, "")
        return any(secrets.compare_digest(given.encode(), session.encode()) for session in self._sessions)

    def _is_own_host(self, host: str) -> bool:
        try:
            parts = urlsplit(f"//{host}")
            name, port = parts.hostname or "", parts.port or 80
        except ValueError:
            return False
        if port != self._port:
            return False
        if _is_wildcard(self._host):
            # Any host name may have been pointed at this server; a bare address cannot be.
            return name == "localhost" or _is_address(name)
        return name == self._host or (self._host in _LOOPBACK and name in _LOOPBACK)

    def _foreign_reason(self, request: web.Request) -> str | None:
        """Return why this request is not from our page, or ``None`` if it is."""
        site = request.headers.get("Sec-Fetch-Site")
        navigates = request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate"
        if site not in {None, "same-origin", "none"} and not navigates:
            return "Other pages may not use this server."
        if request.method in {"GET", "HEAD"}:
            return None
        if request.headers.get("Origin") != f"http://{request.host}":
            return "Only the page itself may act."
        # Other pages could send neither type without asking first.
        if request.content_type not in {"application/json", "application/octet-stream"}:
            return "Actions are sent as JSON."
        return None


def _refusal(status: int, sentence: str) -> web.Response:
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
