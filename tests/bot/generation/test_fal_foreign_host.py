"""An answer's addresses may lead anywhere; the key does not go there."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from aiohttp import web
from fal_bench import KEY, MODEL, arguments

from bot.generation.fal_queue import FalQueue
from bot.generation.ports import RequestStatus, Submitted
from sandbox.clock import SandboxClock


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


async def follow(queue: FalQueue, submitted: Submitted) -> list[RequestStatus]:
    return [status async for status in queue.watch(submitted)]


async def test_addresses_of_another_host_are_followed_without_the_key(hosts: tuple[Host, Host]) -> None:
    own, foreign = hosts
    url = f"http://127.0.0.1:{own.port}"

    async with FalQueue(key=KEY, clock=SandboxClock(), queue_url=url, poll_seconds=0.01) as queue:
        submitted = await queue.submit(MODEL, arguments(), start_within=60)
        statuses = await follow(queue, submitted)
        pictures = await queue.result(submitted)
        await queue.cancel(submitted)

    assert [headers["authorization"] for _, _, headers in own.seen] == [f"Key {KEY}"]
    assert statuses[-1].completed
    assert len(pictures) == 1
    assert {(method, path) for method, path, _ in foreign.seen} == {
        ("GET", "/requests/1/status/stream"),
        ("GET", "/requests/1/status"),
        ("GET", "/requests/1"),
        ("PUT", "/requests/1/cancel"),
    }
    assert all("secret" not in str(headers) for _, _, headers in foreign.seen)
    assert all("authorization" not in headers for _, _, headers in foreign.seen)
