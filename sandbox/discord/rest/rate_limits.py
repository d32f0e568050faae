"""Rate limits: one window per bucket, a global one, and the headers that announce them.

Limits that Discord does not publish are those observed by libraries: 5 calls per 2 s per interaction token, 30
calls per 60 s on all interaction webhooks of a channel, 1 reaction per 0.25 s per channel. The global limit of 50 calls per second for the whole bot is documented;
interaction routes do not count toward it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from bot.clock import Clock
from sandbox.discord.errors import ApiError
from sandbox.discord.rest.routing import Match

__all__ = ["RateLimits", "rate_limited"]

# discord.py takes a 429 without this header for a Cloudflare ban.
_VIA = {"Via": "1.1 sandbox"}


@dataclass(frozen=True, slots=True)
class _Rule:
    """At most ``limit`` calls in any ``seconds``."""

    name: str
    limit: int
    seconds: float


_WEBHOOK = _Rule("webhook", 5, 2.0)
_WEBHOOKS = _Rule("webhooks", 30, 60.0)
_REACTION = _Rule("reaction", 1, 0.25)
_MESSAGE = _Rule("message", 5, 1.0)
_ROUTE = _Rule("route", 50, 1.0)
_GLOBAL = _Rule("global", 50, 1.0)


def rate_limited(retry_after: float, *, scope: str, headers: dict[str, str] | None = None) -> ApiError:
    """Build Discord's 429 error. ``scope`` is user, shared or global."""
    is_global = scope == "global"
    shown = _VIA | (headers or {}) | {"Retry-After": str(int(retry_after) + 1), "X-RateLimit-Scope": scope}
    if is_global:
        shown["X-RateLimit-Global"] = "true"
    body = {"retry_after": round(retry_after, 3), "global": is_global}
    return ApiError(429, 0, "You are being rate limited.", headers=shown, extra=body)


class RateLimits:
    """Sliding windows that follow the sandbox's clock. ``enabled`` may be toggled at any time.

    ``webhooks``: whether the limit of a channel's webhook calls applies as well. A script makes more calls in
    its first minute than people do, so it is off unless a test asks for it.
    """

    def __init__(self, clock: Clock, *, enabled: bool = True, webhooks: bool = False) -> None:
        self._clock = clock
        self.enabled = enabled
        self.webhooks = webhooks
        self._windows: dict[tuple[str, ...], deque[float]] = {}

    def spend(self, match: Match, webhook_channel_id: int | None = None) -> dict[str, str]:
        """Count a call and return the headers of its response; for a webhook call, its channel counts too.

        Raises 429 when its bucket, the channel's limit or the global limit is exhausted.
        """
        rule, key = _bucket(match)
        now = self._clock.now()
        window = self._window((rule.name, *key), now, rule.seconds)
        if self.enabled and match.endpoint.auth:
            everything = self._window(("global",), now, _GLOBAL.seconds)
            if len(everything) >= _GLOBAL.limit:
                raise rate_limited(everything[0] + _GLOBAL.seconds - now, scope="global")
            everything.append(now)
        if self.enabled and self.webhooks and webhook_channel_id is not None:
            calls = self._window(("webhooks", str(webhook_channel_id)), now, _WEBHOOKS.seconds)
            if len(calls) >= _WEBHOOKS.limit:
                left = calls[0] + _WEBHOOKS.seconds - now
                raise rate_limited(left, scope="user", headers=_headers(_WEBHOOKS, 0, left, now))
            calls.append(now)
        if self.enabled and len(window) >= rule.limit:
            left = window[0] + rule.seconds - now
            raise rate_limited(left, scope="user", headers=_headers(rule, 0, left, now))
        window.append(now)
        remaining = rule.limit - len(window) if self.enabled else rule.limit - 1
        return _VIA | _headers(rule, max(remaining, 0), window[0] + rule.seconds - now, now)

    def _window(self, key: tuple[str, ...], now: float, seconds: float) -> deque[float]:
        window = self._windows.setdefault(key, deque())
        while window and window[0] <= now - seconds:
            window.popleft()
        return window


def _bucket(match: Match) -> tuple[_Rule, tuple[str, ...]]:
    params, method, template = match.params, match.method, match.endpoint.template
    if template.startswith("/webhooks/"):
        return _WEBHOOK, (params["token"],)
    if template.startswith("/interactions/"):
        return _ROUTE, (params["token"],)
    if "/reactions" in template and method != "GET":
        return _REACTION, (params["channel_id"],)
    if template == "/channels/{channel_id}/messages" and method == "POST":
        return _MESSAGE, (params["channel_id"],)
    return _ROUTE, (method, template, params.get("channel_id") or params.get("guild_id") or "")


def _headers(rule: _Rule, remaining: int, reset_after: float, now: float) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(rule.limit),
        "X-RateLimit-Remaining": str(remaining),
        "X-RateLimit-Reset": f"{now + reset_after:.3f}",
        "X-RateLimit-Reset-After": f"{max(reset_after, 0):.3f}",
        "X-RateLimit-Bucket": f"sandbox-{rule.name}",
    }
