"""Webhook calls: reports each call on an interaction's webhook, with its channel, to an observer.

Discord limits the webhook calls of a channel over all tokens. The observer uses the calls to give results
priority over progress edits.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace
from typing import Protocol

import aiohttp
from discord.http import Route

__all__ = ["WebhookObserver", "enter_channel", "in_channel", "observe_webhook_calls"]

_TOO_MANY_REQUESTS = 429

_channel: ContextVar[int | None] = ContextVar("webhook_channel", default=None)


class WebhookObserver(Protocol):
    """Port: observes the webhook calls of a channel."""

    def record(self, channel_id: int) -> None:
        """Count a call."""
        ...

    def hold(self, channel_id: int, seconds: float) -> None:
        """Make no optional call for ``seconds``, because Discord reports a rate limit."""
        ...


def enter_channel(channel_id: int | None) -> None:
    """Attribute all further webhook calls of the current task to a channel."""
    _channel.set(channel_id)


@contextmanager
def in_channel(channel_id: int) -> Iterator[None]:
    """Attribute the webhook calls in the block to a channel."""
    reset = _channel.set(channel_id)
    try:
        yield
    finally:
        _channel.reset(reset)


def observe_webhook_calls(trace: aiohttp.TraceConfig, observer: WebhookObserver) -> None:
    """Report the calls of a session; must be called before the session is opened."""

    async def on_end(
        _session: object, _context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        channel_id = _channel.get()
        if channel_id is None or not str(params.url).startswith(f"{Route.BASE}/webhooks/"):
            return
        observer.record(channel_id)
        headers = params.response.headers
        if params.response.status == _TOO_MANY_REQUESTS:
            observer.hold(channel_id, _seconds(headers.get("Retry-After")))
        elif headers.get("X-RateLimit-Remaining") == "0":
            observer.hold(channel_id, _seconds(headers.get("X-RateLimit-Reset-After")))

    # First, because another observer may raise an error for the response.
    trace.on_request_end.insert(0, on_end)


def _seconds(header: str | None) -> float:
    try:
        seconds = float(header or 0)
    except ValueError:
        return 0.0
    return seconds if math.isfinite(seconds) and seconds > 0 else 0.0
