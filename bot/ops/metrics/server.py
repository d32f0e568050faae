"""HTTP server of ``/metrics``, ``/healthz`` and ``/readyz``, in the bot's event loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.container import Container
from bot.db.backlog import SqlBacklogStore
from bot.discord.client import EaselBot
from bot.errors import StartupError
from bot.ops.metrics.definitions import PrometheusObserver
from bot.ops.metrics.state import StateCollector

__all__ = ["serve_metrics"]

log = structlog.stdlib.get_logger(__name__)

# Time between two measurements of the event loop's lag.
_LAG_INTERVAL_SECONDS = 0.5
# Time that a response in progress has at the end.
_SHUTDOWN_SECONDS = 0.5


@asynccontextmanager
async def serve_metrics(
    observer: PrometheusObserver, bot: EaselBot, services: Container, *, host: str, port: int
) -> AsyncIterator[int]:
    """Serve until the block ends; yields the port, which the system chooses if ``port`` is 0.

    Raises :class:`StartupError` if the address cannot be used.
    """
    state = StateCollector(bot, services, SqlBacklogStore(services.database))
    observer.registry.register(state)
    runner = web.AppRunner(
        _application(observer, state),
        access_log=None,
        handle_signals=False,
        shutdown_timeout=_SHUTDOWN_SECONDS,
    )
    await runner.setup()
    lag = asyncio.create_task(_measure_lag(observer), name="event-loop-lag")
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise StartupError(
                detail=f"METRICS_PORT: cannot listen on {host}:{port}: {error.strerror or error}"
            ) from error
        bound: int = runner.addresses[0][1]
        log.info("metrics served", host=host, port=bound)
        yield bound
    finally:
        lag.cancel()
        with suppress(asyncio.CancelledError):
            await lag
        await runner.cleanup()
        observer.registry.unregister(state)


def _application(observer: PrometheusObserver, state: StateCollector) -> web.Application:
    async def metrics(_request: web.Request) -> web.Response:
        await state.refresh()
        text = generate_latest(observer.registry)
        return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def healthz(_request: web.Request) -> web.Response:
        # The event loop turns, or there would be no response.
        return web.Response(text="alive\n")

    async def readyz(_request: web.Request) -> web.Response:
        problems = await state.problems()
        return web.Response(status=503 if problems else 200, text="\n".join(problems or ["ready"]) + "\n")

    application = web.Application()
    application.router.add_get("/metrics", metrics)
    application.router.add_get("/healthz", healthz)
    application.router.add_get("/readyz", readyz)
    return application


async def _measure_lag(observer: PrometheusObserver) -> None:
    now = asyncio.get_running_loop().time
    while True:
        due = now() + _LAG_INTERVAL_SECONDS
        await asyncio.sleep(_LAG_INTERVAL_SECONDS)
        observer.loop_delayed(max(0.0, now() - due))
