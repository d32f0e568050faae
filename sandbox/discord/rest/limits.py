"""Rate limits: a window a bucket, the global one, and the headers that announce them.

Numbers that Discord does not publish are those observed by libraries: 5 calls per
2 s and interaction token, 1 reaction per 0.25 s and channel, 50 calls a second for
the whole bot (documented), interaction routes exempt from the last.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from bot.clock import Clock
from sandbox.discord.errors import ApiError
from sandbox.discord.rest.routing import Match

__all__ = ["VIA", "RateLimits", "rate_limited"]

# discord.py takes a 429 without this header for a ban by Cloudflare.
VIA = {"Via": "1.1 sandbox"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """``limit`` calls in any ``seconds``."""

    name: str
    limit: int
    seconds: float


_WEBHOOK = _Rule(name="webhook", limit=5, seconds=2.0)
_REACTION = _Rule(name="reaction", limit=1, seconds=0.25)
_MESSAGE = _Rule(name="message", limit=5, seconds=1.0)
_GENEROUS = _Rule(name="route", limit=50, seconds=1.0)
_GLOBAL = _Rule(name="global", limit=50, seconds=1.0)


def rate_limited(retry_after: float, *, scope: str, headers: dict[str, str] | None = None) -> ApiError:
    """429 as Discord answers it. ``scope`` is user, shared or global."""
    is_global = scope == "global"
    shown = VIA | (headers or {}) | {"Retry-After": str(int(retry_after) + 1), "X-RateLimit-Scope": scope}
    if is_global:
        shown["X-RateLimit-Global"] = "true"
    body = {"retry_after": round(retry_after, 3), "global": is_global}
    return ApiError(429, 0, "You are being rate limited.", headers=shown, extra=body)


class RateLimits:
    """Sliding windows on the sandbox's clock. ``enabled`` may be switched at any time."""

    def __init__(self, clock: Clock, *, enabled: bool = True) -> None:
        self._clock = clock
        self.enabled = enabled
        self._windows: dict[tuple[str, ...], deque[float]] = {}

    def spend(self, match: Match) -> dict[str, str]:
        """Count a call; the headers of its answer.

        Raises 429 when the bucket, or the global one, is empty.
        """
        rule, key = _bucket(match)
        now = self._clock.now()
        window = self._window((rule.name, *key), now, rule.seconds)
        if self.enabled and match.auth:
            everything = self._window(("global",), now, _GLOBAL.seconds)
            if len(everything) >= _GLOBAL.limit:
                raise rate_limited(everything[0] + _GLOBAL.seconds - now, scope="global")
            everything.append(now)
        if self.enabled and len(window) >= rule.limit:
            left = window[0] + rule.seconds - now
            raise rate_limited(left, scope="user", headers=_headers(rule, 0, left, now))
        window.append(now)
        remaining = rule.limit - len(window) if self.enabled else rule.limit - 1
        return VIA | _headers(rule, max(remaining, 0), window[0] + rule.seconds - now, now)

    def _window(self, key: tuple[str, ...], now: float, seconds: float) -> deque[float]:
        window = self._windows.setdefault(key, deque())
        while window and window[0] <= now - seconds:
            window.popleft()
        return window


def _bucket(match: Match) -> tuple[_Rule, tuple[str, ...]]:
    params = match.params
    if match.template.startswith("/webhooks/"):
        return _WEBHOOK, (params["token"],)
    if match.template.startswith("/interactions/"):
        return _GENEROUS, (params["token"],)
    if "/reactions" in match.template and match.method != "GET":
        return _REACTION, (params["channel_id"],)
    if match.template == "/channels/{channel_id}/messages" and match.method == "POST":
        return _MESSAGE, (params["channel_id"],)
    major = params.get("channel_id") or params.get("guild_id") or ""
    return _GENEROUS, (match.method, match.template, major)


def _headers(rule: _Rule, remaining: int, reset_after: float, now: float) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(rule.limit),
        "X-RateLimit-Remaining": str(remaining),
        "X-RateLimit-Reset": f"{now + reset_after:.3f}",
        "X-RateLimit-Reset-After": f"{max(reset_after, 0):.3f}",
        "X-RateLimit-Bucket": f"sandbox-{rule.name}",
    }
