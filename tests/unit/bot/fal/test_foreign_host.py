"""Foreign hosts in a response's URLs receive neither requests nor the key."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from aiohttp import web

from bot.fal.client import FalClient
from bot.jobs.ports import RequestStatus, Submitted
from sandbox.clock import SandboxClock
from tests.unit.bot.fal.fal_client_fixture import KEY, MODEL, arguments


class Host:
    """A server that notes each request's headers and answers as a queue would."""

    def __init__(self, leads_to: str = "") -> None:
        self.leads_to = leads_to
        self.seen: list[tuple[str, str, dict[str, str]]] = []
        self.port = 0

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[Host]:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        runner = web.AppRunner(app)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            self.port = runner.addresses[0][1]
            yield self
        finally:
            await runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.seen.append((request.method, request.path, headers))
        if request.method == "POST":
            base = f"{self.leads_to}/requests/1"
            return web.json_response(
                {
                    "request_id": "1",
                    "status_url": f"{base}/status",
                    "response_url": base,
                    "cancel_url": f"{base}/cancel",
                }
            )
        if request.path.endswith("/stream"):
            event = f"data: {json.dumps({'status': 'IN_PROGRESS', 'logs': None})}\n\n"
            return web.Response(text=event, content_type="text/event-stream")
        if request.path.endswith("/status"):
            return web.json_response({"status": "COMPLETED", "logs": None})
        return web.json_response({"images": [{"url": "https://v3b.fal.media/x.png"}]})


@pytest.fixture
async def hosts() -> AsyncIterator[tuple[Host, Host]]:
    """The operator's queue server, and another one that its answers lead to.

    Both listen on loopback; the other goes by another name, which makes it another host.
    """
    async with AsyncExitStack() as stack:
        foreign = await stack.enter_async_context(Host().listening())
        own = await stack.enter_async_context(Host(f"http://localhost:{foreign.port}").listening())
        yield own, foreign


async def follow(queue: FalClient, submitted: Submitted) -> list[RequestStatus]:
    return [status async for status in queue.watch(submitted)]


def client(own: Host) -> FalClient:
    url = f"http://127.0.0.1:{own.port}"
    return FalClient(key=KEY, clock=SandboxClock(), queue_url=url, poll_seconds=0.01)


async def use_every_address(queue: FalClient, submitted: Submitted) -> None:
    assert (await follow(queue, submitted))[-1].completed
    assert len((await queue.result(submitted)).pictures) == 1
    await queue.cancel(submitted)


async def test_urls_of_another_host_are_replaced_by_the_documented_ones(
    hosts: tuple[Host, Host],
) -> None:
    own, foreign = hosts

    async with client(own) as queue:
        submitted = await queue.submit(MODEL, arguments(), start_within=60)
        await use_every_address(queue, submitted)

    assert foreign.seen == []
    assert {(method, path) for method, path, _ in own.seen} == {
        ("POST", f"/{MODEL}"),
        ("GET", f"/{MODEL}/requests/1/status/stream"),
        ("GET", f"/{MODEL}/requests/1/status"),
        ("GET", f"/{MODEL}/requests/1"),
        ("PUT", f"/{MODEL}/requests/1/cancel"),
    }


async def test_the_key_is_sent_to_no_other_host_for_any_stored_url(hosts: tuple[Host, Host]) -> None:
    own, foreign = hosts
    base = f"http://localhost:{foreign.port}/requests/1"
    stored = Submitted(
        request_id="1", status_url=f"{base}/status", response_url=base, cancel_url=f"{base}/cancel"
    )

    async with client(own) as queue:
        await use_every_address(queue, stored)

    assert len(foreign.seen) >= 4
    assert all("authorization" not in headers for _, _, headers in foreign.seen)
    assert all("secret" not in str(headers) for _, _, headers in foreign.seen)
