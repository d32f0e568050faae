"""HTTP trace: examines every response to a REST call before discord.py reads it.

discord.py trusts any response: it reads a firewall's page as a message, fails on a 429 without fields, and
follows redirects. This hook, which discord.py offers as ``http_trace``, raises
:class:`~bot.discord.errors.ForeignAnswerError` for such a response, so that every caller sees the same
temporary failure. It also measures Discord's time, limits the waits for rate limits, and counts discord.py's
attempts for each call.

Private API of aiohttp (3): ``ClientResponse._body``, which discord.py then reads.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import SimpleNamespace
from typing import Any, Protocol

import aiohttp
import discord.http

from bot.discord.errors import ForeignAnswerError, is_discords_error, stated_wait

__all__ = [
    "LONGEST_WAIT_SECONDS",
    "Attempts",
    "TimeObserver",
    "count_attempts",
    "http_trace",
    "limit_waits",
    "stated_time",
]

#: Longest wait for a rate limit inside a call; the smallest limit that discord.py accepts.
LONGEST_WAIT_SECONDS = 30.0
# The longest responses are pages of 100 messages and the list of commands, below 1 MiB.
_LARGEST_BODY = 8 * 1024 * 1024
_NO_CONTENT = 204
_TOO_MANY_REQUESTS = 429
_TOO_LARGE = 413

_longest_wait: ContextVar[float] = ContextVar("longest_wait", default=LONGEST_WAIT_SECONDS)
_attempts: ContextVar[Attempts | None] = ContextVar("attempts", default=None)


class TimeObserver(Protocol):
    """Port: receives the time stated in Discord's responses."""

    def monotonic(self) -> float:
        """Return the machine's monotonic time in seconds."""
        ...

    def observe(self, stated: float, *, sent: float, received: float) -> None:
        """Receive the ``Date`` of a response (epoch seconds) and the monotonic times of its request."""
        ...


@dataclass(slots=True)
class Attempts:
    """HTTP requests made for one call, including discord.py's own retries."""

    sent: int = 0
    decided: int = 0

    @property
    def all_decided(self) -> bool:
        """Whether Discord has answered each request with its outcome: none was lost or ended in a 5xx."""
        return self.sent == self.decided


@contextmanager
def count_attempts() -> Iterator[Attempts]:
    """Count the requests of the calls in the block."""
    attempts = Attempts()
    reset = _attempts.set(attempts)
    try:
        yield attempts
    finally:
        _attempts.reset(reset)


@contextmanager
def limit_waits(seconds: float) -> Iterator[None]:
    """Raise :class:`discord.RateLimited` in the block for a rate limit that lasts longer than ``seconds``.

    Elsewhere, discord.py waits up to 30 s inside a call.
    """
    reset = _longest_wait.set(seconds)
    try:
        yield
    finally:
        _longest_wait.reset(reset)


def http_trace(observer: TimeObserver) -> aiohttp.TraceConfig:
    """Build the hook for :class:`discord.Client`."""

    async def on_start(
        _session: object, context: SimpleNamespace, params: aiohttp.TraceRequestStartParams
    ) -> None:
        context.sent = observer.monotonic()
        if _is_call(params) and (attempts := _attempts.get()) is not None:
            attempts.sent += 1

    async def on_redirect(
        _session: object, _context: SimpleNamespace, params: aiohttp.TraceRequestRedirectParams
    ) -> None:
        if _is_call(params):
            raise ForeignAnswerError(f"redirect, status {params.response.status}")

    async def on_end(
        _session: object, context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        if not _is_call(params):
            return
        try:
            await _examine(params.response)
        except BaseException:
            params.response.close()
            raise
        if params.response.status >= 500:
            return  # discord.py repeats the call
        if (attempts := _attempts.get()) is not None:
            attempts.decided += 1
        if (stated := stated_time(params.response.headers)) is not None:
            observer.observe(stated, sent=context.sent, received=observer.monotonic())

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(on_start)
    trace.on_request_redirect.append(on_redirect)
    trace.on_request_end.append(on_end)
    return trace


def _is_call(params: Any) -> bool:
    """Return whether a request is a REST call, neither an attachment nor the gateway."""
    return str(params.url).startswith(discord.http.Route.BASE)


async def _examine(response: aiohttp.ClientResponse) -> None:
    """Read the body; raise an error for a foreign response or a long rate limit."""
    body = await _read(response)
    status = response.status
    if status == _TOO_MANY_REQUESTS:
        _examine_rate_limit(response, body)
    elif status in {_NO_CONTENT, _TOO_LARGE} or (status >= 500 and body is not _UNREADABLE):
        return
    elif 200 <= status < 300:
        if not isinstance(body, dict | list):
            raise ForeignAnswerError(f"status {status} without a JSON body")
    elif not is_discords_error(status, body):
        raise ForeignAnswerError(f"status {status} in a foreign form")


def _examine_rate_limit(response: aiohttp.ClientResponse, body: object) -> None:
    """Let discord.py wait for a short rate limit of Discord's own."""
    wait = stated_wait(body.get("retry_after")) if isinstance(body, dict) else None
    # A proxy adds Via to responses of Discord's API; the firewall in front of it does not.
    if wait is None or isinstance(body["retry_after"], str) or "Via" not in response.headers:  # type: ignore[index]
        asked = wait if wait is not None else stated_wait(response.headers.get("Retry-After"))
        raise ForeignAnswerError("rate limit in a foreign form", retry_after=asked)
    if wait > _longest_wait.get():
        raise discord.RateLimited(wait)


_UNREADABLE = object()


async def _read(response: aiohttp.ClientResponse) -> object:
    """Read and parse the body, up to 8 MiB.

    Returns text unless the media type is JSON, as discord.py does; ``_UNREADABLE`` for invalid JSON.
    """
    data = bytearray()
    async for chunk in response.content.iter_any():
        data += chunk
        if len(data) > _LARGEST_BODY:
            raise ForeignAnswerError("an endless response")
    response._body = bytes(data)
    try:
        text = data.decode()
        return json.loads(text) if response.headers.get("Content-Type") == "application/json" else text
    except (ValueError, RecursionError):
        return _UNREADABLE


def stated_time(headers: Mapping[str, str]) -> float | None:
    """Return the ``Date`` of a response in epoch seconds; ``None`` if it is missing or unreadable."""
    try:
        return parsedate_to_datetime(headers["Date"]).timestamp()
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
