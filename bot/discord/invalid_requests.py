"""Invalid requests: counts 401, 403 and 429 responses, and holds calls back before Discord blocks the bot.

Discord temporarily blocks an IP address after 10,000 such responses within 10 minutes. All API routes count,
including interaction callbacks and webhooks, which use the same address; a 429 of scope "shared" does not. Only
calls with the bot's token are held back, because members can make thousands of them fail. Callbacks and webhook
calls reply to a waiting user and fail only with an expired token, so they always pass.
"""

from __future__ import annotations

from collections import deque
from types import SimpleNamespace

import aiohttp
import structlog
from discord.http import Route

from bot.clock import Clock

__all__ = ["InvalidRequestLimitError", "InvalidRequests"]

log = structlog.stdlib.get_logger(__name__)

_INVALID = frozenset({401, 403, 429})
_WINDOW_SECONDS = 600.0
# A fifth of Discord's limit: other programs may use the same address.
_LIMIT = 2000
_ALWAYS_SENT = ("/interactions/", "/webhooks/")


class InvalidRequestLimitError(aiohttp.ClientError):
    """The call was not sent, because too many recent calls were invalid; it may be repeated later."""


class InvalidRequests:
    """Counter of the last 10 minutes. ``limit`` is the count at which calls are held back."""

    def __init__(self, clock: Clock, *, limit: int = _LIMIT) -> None:
        self._clock = clock
        self._limit = limit
        self._at: deque[float] = deque()
        self._logged = False

    @property
    def count(self) -> int:
        """Number of invalid requests in the last 10 minutes."""
        now = self._clock.now()
        # In case the clock was set back.
        while self._at and not 0 <= now - self._at[0] < _WINDOW_SECONDS:
            self._at.popleft()
        return len(self._at)

    @property
    def is_limited(self) -> bool:
        """Whether calls are held back now."""
        return self.count >= self._limit

    def attach(self, trace: aiohttp.TraceConfig) -> None:
        """Observe all calls of a session; must be called before the session is opened."""
        trace.on_request_start.append(self._check)
        # First, because another observer may raise an error for the response.
        trace.on_request_end.insert(0, self._count)

    async def _check(
        self, _: aiohttp.ClientSession, __: SimpleNamespace, call: aiohttp.TraceRequestStartParams
    ) -> None:
        path = _path(str(call.url))
        if path is None or path.startswith(_ALWAYS_SENT):
            return
        if self.is_limited:
            if not self._logged:
                self._logged = True
                log.error("calls held back after too many invalid requests", count=len(self._at))
            raise InvalidRequestLimitError("too many invalid requests")
        self._logged = False

    async def _count(
        self, _: aiohttp.ClientSession, __: SimpleNamespace, call: aiohttp.TraceRequestEndParams
    ) -> None:
        response = call.response
        if response.status not in _INVALID or _path(str(call.url)) is None:
            return
        is_shared = response.headers.get("X-RateLimit-Scope") == "shared"
        # Webhook calls are not held back, so the memory has its own bound.
        if not is_shared and len(self._at) < 2 * self._limit:
            self._at.append(self._clock.now())


def _path(url: str) -> str | None:
    """Return the path below the API's base URL; ``None`` for other hosts, such as that of attachments."""
    return url.removeprefix(Route.BASE) if url.startswith(Route.BASE) else None
