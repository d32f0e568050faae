"""The way of every request: parse, authorise, limit, (perhaps) strike, handle, record.

The one place where HTTP meets the API; handlers never see aiohttp.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass

from aiohttp import web

from sandbox.clock import SandboxClock
from sandbox.discord.errors import ApiError
from sandbox.discord.rest import channels, commands, interactions, login, messages, reactions, webhooks
from sandbox.discord.rest.call import Api, Call, Endpoint, Reply, unknown_route
from sandbox.discord.rest.faults import FaultEffect, RestFaults
from sandbox.discord.rest.limits import RateLimits
from sandbox.discord.rest.multipart import Parsed, parse_body
from sandbox.discord.rest.routing import Match, Router
from sandbox.discord.traffic_log import RestExchange, TrafficLog

__all__ = ["RestService"]

_RESOURCES = (login, commands, interactions, webhooks, messages, reactions, channels)
_WHOLE_REQUEST = 25 * 1024 * 1024


@dataclass(slots=True, kw_only=True)
class _Progress:
    """What is known of a request so far, for the record."""

    parsed: Parsed
    fault: str | None = None


class RestService:
    """Answers everything below ``/api``."""

    def __init__(
        self,
        api: Api,
        *,
        token: str,
        record: TrafficLog,
        clock: SandboxClock,
        faults: RestFaults,
        limits: RateLimits,
    ) -> None:
        self._api = api
        self._token = token
        self._record = record
        self._clock = clock
        self._faults = faults
        self._limits = limits
        endpoints: list[Endpoint] = [endpoint for resource in _RESOURCES for endpoint in resource.ROUTES]
        self._router = Router(endpoints, fallback=unknown_route)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one request and enter it in the record."""
        started = self._clock.now()
        match = self._router.match(request.method, request.rel_url.raw_path)
        progress = _Progress(parsed=Parsed())
        multipart = request.content_type.startswith("multipart/")
        strike = self._faults.strike(request.method, match.template, match.path, multipart=multipart)
        progress.fault = strike.name
        if strike.wait:
            await self._clock.sleep(strike.wait)
        if not strike.cut_before:
            reply = await self._answer(request, match, strike, progress)
        else:
            reply = Reply(status=0)
        self._api.desk.touch(token=match.params.get("token"))
        self._enter(request, match, progress, reply, started, answered=not strike.cuts)
        if strike.cut_within:
            return await _half(request, _response(reply))
        return _cut(request) if strike.cuts else _response(reply)

    async def _answer(
        self, request: web.Request, match: Match, strike: FaultEffect, progress: _Progress
    ) -> Reply:
        headers: dict[str, str] = {}
        try:
            progress.parsed = await parse_body(request, self._api.world.files)
            if strike.error is not None:
                raise strike.error
            self._authorise(request, match)
            headers = self._limits.spend(match)
            if progress.parsed.size > _WHOLE_REQUEST:
                raise ApiError(413, 40005, "Request entity too large")
            call = Call(
                method=request.method,
                path=match.path,
                params=match.params,
                query=dict(request.query),
                headers=dict(request.headers),
                json=progress.parsed.json,
                files=progress.parsed.files,
            )
            if strike.expires_token:
                self._api.desk.revoke(match.params.get("token", ""))
            reply = await match.handler(self._api, call)
        except ApiError as error:
            return Reply(status=error.status, body=error.body, headers=headers | error.headers)
        return Reply(status=reply.status, body=reply.body, headers=headers | dict(reply.headers))

    def _authorise(self, request: web.Request, match: Match) -> None:
        if not request.headers.get("User-Agent"):
            raise ApiError(403, 40333, "internal network error")
        if match.auth and request.headers.get("Authorization") != f"Bot {self._token}":
            raise ApiError(401, 0, "401: Unauthorized")

    def _enter(
        self,
        request: web.Request,
        match: Match,
        progress: _Progress,
        reply: Reply,
        started: float,
        *,
        answered: bool,
    ) -> None:
        self._record.add_request(
            RestExchange(
                method=request.method,
                path=match.path,
                route_template=match.template,
                query=dict(request.query),
                headers=_safe_headers(request),
                json=progress.parsed.json,
                files=progress.parsed.files,
                status=reply.status,
                response=reply.body,
                at=started,
                finished_at=self._clock.now(),
                answered=answered,
                fault=progress.fault,
            )
        )


def _safe_headers(request: web.Request) -> dict[str, str]:
    """The headers without the token: the record may end up on a page or in a log."""
    return {
        name: "(token)" if name.lower() == "authorization" else value
        for name, value in request.headers.items()
    }


def _response(reply: Reply) -> web.Response:
    # discord.py takes a body for text unless the type is exactly application/json.
    if reply.status == 204:
        return web.Response(status=204, headers=reply.headers)
    body = json.dumps(reply.body, separators=(",", ":")).encode()
    return web.Response(
        status=reply.status, body=body, headers=reply.headers, content_type="application/json"
    )


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.close()
    return web.Response(status=500)


async def _half(request: web.Request, whole: web.Response) -> web.StreamResponse:
    """Send the head and half of the body; a body that is missing is cut off altogether."""
    body = whole.body
    if not isinstance(body, bytes):
        return _cut(request)
    half = web.StreamResponse(status=whole.status, headers={"Content-Type": whole.content_type})
    half.content_length = len(body)
    await half.prepare(request)
    await half.write(body[: len(body) // 2])
    # Closing at once would throw away what still waits to be sent.
    await asyncio.sleep(0)
    if request.transport is not None:
        request.transport.close()
    return half
