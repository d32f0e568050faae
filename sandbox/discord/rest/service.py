"""REST service: parses, authorizes, rate-limits, handles and logs every request, and applies armed faults.

This is the only place where HTTP meets the API; handlers never see aiohttp.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from itertools import chain

from aiohttp import web

from sandbox.clock import SandboxClock
from sandbox.discord.errors import ApiError
from sandbox.discord.rest import channels, commands, interactions, login, messages, reactions, webhooks
from sandbox.discord.rest.call import Api, Call, Response
from sandbox.discord.rest.faults import FaultEffect, ForeignAnswer, RestFaults
from sandbox.discord.rest.multipart import Parsed, parse_body
from sandbox.discord.rest.rate_limits import RateLimits
from sandbox.discord.rest.routing import Match, Router
from sandbox.discord.traffic_log import RestExchange, TrafficLog

__all__ = ["RestService"]

_RESOURCES = (login, commands, interactions, webhooks, messages, reactions, channels)
_LARGEST_REQUEST = 25 * 1024 * 1024
_CHUNK = b" " * 65_536


class RestService:
    """Answers all requests below ``/api``."""

    def __init__(
        self,
        api: Api,
        *,
        token: str,
        traffic: TrafficLog,
        clock: SandboxClock,
        faults: RestFaults,
        limits: RateLimits,
    ) -> None:
        self._api = api
        self._token = token
        self._traffic = traffic
        self._clock = clock
        self._faults = faults
        self._limits = limits
        self._router = Router(chain.from_iterable(resource.ROUTES for resource in _RESOURCES))

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer and log one request."""
        with self._clock.serving():
            return await self._handle(request)

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        started = self._clock.now()
        match = self._router.match(request.method, request.rel_url.raw_path)
        multipart = request.content_type.startswith("multipart/")
        effect = self._faults.take(
            request.method, match.endpoint.template, match.path, now=started, multipart=multipart
        )
        if effect.wait:
            await self._clock.sleep(effect.wait)
            if request.transport is None or request.transport.is_closing():
                return web.Response(status=499)  # the client did not wait
        parsed, response = Parsed(), Response(status=0)
        if not effect.cut_before and not effect.replaces:
            parsed, response = await self._answer(request, match, effect)
        self._api.interactions.notify(token=match.params.get("token"))
        self._log(request, match, parsed, response, effect, started)
        if effect.endless:
            return await _endless(request)
        if effect.foreign is not None:
            return _foreign(effect.foreign)
        whole = _http_response(response)
        if effect.cut_within:
            return await _half(request, whole)
        return _cut(request) if effect.cuts else whole

    async def _answer(
        self, request: web.Request, match: Match, effect: FaultEffect
    ) -> tuple[Parsed, Response]:
        headers: dict[str, str] = {}
        parsed = Parsed()
        try:
            parsed = await parse_body(request, self._api.world.files)
            if effect.error is not None:
                raise effect.error
            self._authorise(request, match)
            headers = self._limits.spend(match, self._webhook_channel(match))
            if parsed.size > self._faults.limit(_LARGEST_REQUEST):
                raise ApiError(413, 40005, "Request entity too large")
            if effect.expires_token:
                self._api.interactions.revoke(match.params.get("token", ""))
            call = Call(
                params=match.params,
                query=dict(request.query),
                headers=dict(request.headers),
                json=parsed.json,
                files=parsed.files,
            )
            response = await match.endpoint.handler(self._api, call)
            if effect.mutate is not None:
                response = Response(effect.mutate(response.body), response.status, response.headers)
        except ApiError as error:
            response = Response(error.body, error.status, error.headers)
        shown = self._faults.headers(match, headers | dict(response.headers), self._clock.now())
        return parsed, Response(response.body, response.status, shown)

    def _authorise(self, request: web.Request, match: Match) -> None:
        if not request.headers.get("User-Agent"):
            raise ApiError(403, 40333, "internal network error")
        if match.endpoint.auth and request.headers.get("Authorization") != f"Bot {self._token}":
            raise ApiError(401, 0, "401: Unauthorized")

    def _webhook_channel(self, match: Match) -> int | None:
        """Return the channel of the interaction whose webhook is called."""
        if not match.endpoint.template.startswith("/webhooks/"):
            return None
        interaction = self._api.interactions.find(match.params["token"])
        return None if interaction is None else interaction.channel.id

    def _log(
        self,
        request: web.Request,
        match: Match,
        parsed: Parsed,
        response: Response,
        effect: FaultEffect,
        started: float,
    ) -> None:
        # Without the token: the log may be displayed on a page or written to a file.
        headers = {
            name: "(token)" if name.lower() == "authorization" else value
            for name, value in request.headers.items()
        }
        exchange = RestExchange(
            method=request.method,
            path=match.path,
            route_template=match.endpoint.template,
            query=dict(request.query),
            headers=headers,
            json=parsed.json,
            files=parsed.files,
            status=response.status,
            response=response.body,
            at=started,
            finished_at=self._clock.now(),
            answered=not effect.cuts,
            fault=effect.name,
        )
        self._traffic.add_request(exchange)


def _http_response(response: Response) -> web.Response:
    if response.status == 204:
        return web.Response(status=204, headers=response.headers)
    body = json.dumps(response.body, separators=(",", ":")).encode()
    # discord.py reads a body as text unless the type is exactly application/json.
    return web.Response(
        status=response.status, body=body, headers=response.headers, content_type="application/json"
    )


def _foreign(answer: ForeignAnswer) -> web.Response:
    body = answer.body.encode() if isinstance(answer.body, str) else answer.body
    return web.Response(
        status=answer.status,
        body=body,
        content_type="application/json" if body[:1] in {b"{", b"["} else "text/html",
        headers=answer.headers,
    )


async def _endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(request)
    with contextlib.suppress(ConnectionError):
        while True:
            await response.write(_CHUNK)
    return response


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.close()
    return web.Response(status=500)


async def _half(request: web.Request, whole: web.Response) -> web.StreamResponse:
    """Send the headers and half of the body; a response without a body is cut off entirely."""
    body = whole.body
    if not isinstance(body, bytes):
        return _cut(request)
    half = web.StreamResponse(status=whole.status, headers={"Content-Type": whole.content_type})
    half.content_length = len(body)
    await half.prepare(request)
    await half.write(body[: len(body) // 2])
    # Closing at once would discard bytes that are still to be sent.
    await asyncio.sleep(0)
    if request.transport is not None:
        request.transport.close()
    return half
