"""Observed calls: reports the duration and status of each REST call, by route template."""

from __future__ import annotations

import time
from types import SimpleNamespace

import aiohttp
from discord.http import Route

from bot.observer import NO_RESPONSE, Observer

__all__ = ["observe_calls", "route_of"]

_TOO_MANY_REQUESTS = 429
_SCOPES = frozenset({"user", "global", "shared"})
# Every other segment of a path is an ID, a token or an emoji.
_WORDS = frozenset(
    {
        "@me",
        "@original",
        "applications",
        "bot",
        "callback",
        "channels",
        "commands",
        "gateway",
        "guilds",
        "interactions",
        "members",
        "messages",
        "oauth2",
        "permissions",
        "pins",
        "reactions",
        "threads",
        "users",
        "webhooks",
    }
)
_TOKEN_FOLDERS = ("interactions", "webhooks")


def observe_calls(trace: aiohttp.TraceConfig, observer: Observer) -> None:
    """Report the calls of a session; must be called before the session is opened."""

    async def on_start(
        _session: object, context: SimpleNamespace, _params: aiohttp.TraceRequestStartParams
    ) -> None:
        context.observed_since = time.perf_counter()

    async def on_end(
        _session: object, context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        status = params.response.status
        report(context, params.method, str(params.url), str(status))
        if status == _TOO_MANY_REQUESTS and str(params.url).startswith(Route.BASE):
            scope = params.response.headers.get("X-RateLimit-Scope", "")
            observer.discord_limited(scope if scope in _SCOPES else "unknown")

    async def on_exception(
        _session: object, context: SimpleNamespace, params: aiohttp.TraceRequestExceptionParams
    ) -> None:
        report(context, params.method, str(params.url), NO_RESPONSE)

    def report(context: SimpleNamespace, method: str, url: str, status: str) -> None:
        # A later hook may raise an error for a response that was already reported.
        since, context.observed_since = context.observed_since, None
        if since is not None and url.startswith(Route.BASE):
            path = url.removeprefix(Route.BASE).partition("?")[0]
            observer.discord_called(method, route_of(path), status, time.perf_counter() - since)

    trace.on_request_start.append(on_start)
    # First, because another observer may raise an error for the response.
    trace.on_request_end.insert(0, on_end)
    trace.on_request_exception.append(on_exception)


def route_of(path: str) -> str:
    """Return the template of a path, which contains neither an ID nor a token."""
    segments = path.strip("/").split("/")
    return "/" + "/".join(_generic(segments, place) for place in range(len(segments)))


def _generic(segments: list[str], place: int) -> str:
    segment, before = segments[place], segments[place - 1] if place else ""
    if place == 2 and segments[0] in _TOKEN_FOLDERS:
        return "{token}"
    if before == "reactions":
        return "{emoji}"
    return segment if segment in _WORDS else "{id}"
