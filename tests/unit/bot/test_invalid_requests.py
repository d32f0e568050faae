"""Invalid requests are counted for every API route, and calls with the bot's token are held back."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from discord.http import Route

from bot.discord.invalid_requests import InvalidRequestLimitError, InvalidRequests
from tests.clocks import ManualClock

LIMIT = 3


@pytest.fixture
def invalid(manual_clock: ManualClock) -> InvalidRequests:
    return InvalidRequests(manual_clock, limit=LIMIT)


@pytest.fixture
async def server() -> AsyncIterator[TestServer]:
    async def answer(request: web.Request) -> web.Response:
        status = int(request.match_info["status"])
        return web.Response(status=status, headers={"X-RateLimit-Scope": request.query.get("scope", "user")})

    app = web.Application()
    app.router.add_get("/{area}/{kind}/{status}", answer)
    async with TestServer(app) as running:
        yield running


@pytest.fixture
async def session(
    invalid: InvalidRequests, server: TestServer, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[aiohttp.ClientSession]:
    monkeypatch.setattr(Route, "BASE", str(server.make_url("/api")))
    trace = aiohttp.TraceConfig()
    invalid.attach(trace)
    async with aiohttp.ClientSession(server.make_url("/"), trace_configs=[trace]) as opened:
        yield opened


async def _get(session: aiohttp.ClientSession, path: str) -> int:
    async with session.get(path) as answer:
        return answer.status


async def test_only_invalid_responses_of_the_api_count(
    session: aiohttp.ClientSession, invalid: InvalidRequests
) -> None:
    for path in ("api/channels/200", "api/channels/404", "api/channels/429?scope=shared", "files/a/403"):
        await _get(session, f"/{path}")
    assert invalid.count == 0

    for path in ("channels/401", "interactions/401", "webhooks/403", "webhooks/429"):
        await _get(session, f"/api/{path}")
    assert invalid.count == 4


async def test_calls_with_the_bots_token_are_held_back_at_the_limit_and_others_pass(
    session: aiohttp.ClientSession, invalid: InvalidRequests, manual_clock: ManualClock
) -> None:
    for _ in range(LIMIT):
        await _get(session, "/api/channels/403")
    with pytest.raises(InvalidRequestLimitError):
        await _get(session, "/api/channels/200")

    assert invalid.is_limited
    assert await _get(session, "/api/webhooks/200") == 200
    assert await _get(session, "/api/interactions/200") == 200
    assert await _get(session, "/files/a/200") == 200
    manual_clock.jump(601)
    assert await _get(session, "/api/channels/200") == 200
    assert not invalid.is_limited


async def test_the_default_limit_is_well_below_discords(manual_clock: ManualClock) -> None:
    assert InvalidRequests(manual_clock)._limit <= 5000
