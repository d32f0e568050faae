"""Simulated fal queue on a loopback port, and a second port that a client must not use."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Literal, Self

from sandbox.clock import ChangeSignal, SandboxClock
from sandbox.fal.artist import Artist, FixedSizeArtist
from sandbox.fal.auth import new_key
from sandbox.fal.endpoints import Endpoint
from sandbox.fal.fault_names import FAULT_NAMES
from sandbox.fal.files import FileRoutes
from sandbox.fal.platform_api import PLATFORM_PATH, PlatformRoutes
from sandbox.fal.queue import RequestQueue
from sandbox.fal.request import FalRequest
from sandbox.fal.responses import logs_of
from sandbox.fal.result_files import ImageGenerator, ResultFiles
from sandbox.fal.routes import QueueRoutes
from sandbox.fal.schema import SCHEMA_PATH, SchemaRoutes
from sandbox.fal.server import log_traffic, serve
from sandbox.fal.storage import Storage, StorageRoutes
from sandbox.fal.submit import SubmitHandler
from sandbox.fal.traffic_log import Exchange, Listener, Submit, TrafficLog
from sandbox.faults import Faults

__all__ = ["FalSimulator"]

_THIRTY_DAYS = 30 * 24 * 3600.0
_USUAL_SECONDS = 2.0
_POLL_SECONDS = 0.05


class FalSimulator:
    """fal's queue for the endpoints of the shipped models, and fal's storage.

    An async context manager; the URLs are available inside the block. There is one account, whose ``key`` is
    ``<id>:<secret>`` (random by default); it runs at most ``concurrency`` requests at once. Each waits at least ``queue_seconds``
    and renders for ``render_seconds`` (one number, or one per quality), both on ``clock``. ``validate_at``
    selects the step that reports invalid input; ``cancel_stops`` lets a cancellation stop a running request;
    ``stream`` offers the status stream; ``keep_seconds`` limits how long a result can be read;
    ``picture_bytes`` selects cheap pictures of about that size. With ``published``, ``fal-ai/gpt-image-2`` behaves
    as the schema of ``openai/gpt-image-2`` says: it ignores other inputs, and its defaults are a picture of
    1024 x 768 and high quality.
    """

    def __init__(
        self,
        *,
        clock: SandboxClock,
        faults: Faults,
        key: str | None = None,
        concurrency: int = 2,
        queue_seconds: float = 0.0,
        render_seconds: Mapping[str, float] | float = _USUAL_SECONDS,
        artist: ImageGenerator | None = None,
        picture_bytes: int | None = None,
        validate_at: Literal["submit", "result"] = "result",
        cancel_stops: bool = False,
        stream: bool = True,
        keep_seconds: float = _THIRTY_DAYS,
        published: bool = False,
    ) -> None:
        faults.publish(FAULT_NAMES)
        self.key = key = key or new_key()
        self._clock = clock
        self._traffic = TrafficLog()
        self._changes = ChangeSignal()
        self._queue = RequestQueue(
            clock=clock,
            changes=self._changes,
            concurrency=concurrency,
            keep_seconds=keep_seconds,
            cancel_stops=cancel_stops,
        )
        self.storage = Storage(clock)
        results = ResultFiles(
            artist or (FixedSizeArtist(picture_bytes) if picture_bytes else Artist()),
            reference=self.storage.content,
        )
        self._more: dict[str, Endpoint] = {}
        submit = SubmitHandler(
            clock=clock,
            faults=faults,
            queue=self._queue,
            traffic=self._traffic,
            key=key,
            queue_seconds=queue_seconds,
            render_seconds=_by_quality(render_seconds),
            validate_at=validate_at,
            load=lambda url: self.storage.load(url, self.queue_url),
            more=self._more,
            published=published,
        )
        self.platform = PlatformRoutes(key=key, faults=faults, clock=clock)
        self._schema_routes = SchemaRoutes(faults=faults, clock=clock, more=self._more, published=published)
        self._queue_routes = QueueRoutes(
            clock=clock,
            faults=faults,
            changes=self._changes,
            queue=self._queue,
            submit=submit,
            results=results,
            key=key,
            stream_offered=stream,
            prices=self.platform.prices,
            base_url=lambda: self.queue_url,
            other_port_url=lambda: self.other_port_url,
        )
        self._storage_routes = StorageRoutes(
            storage=self.storage, faults=faults, clock=clock, key=key, base_url=lambda: self.queue_url
        )
        self._file_routes = FileRoutes(results=results, storage=self.storage, faults=faults, clock=clock)
        self._scope = contextlib.AsyncExitStack()
        self._urls: tuple[str, str] | None = None

    async def __aenter__(self) -> Self:
        parts = (
            self._schema_routes,
            self.platform,
            self._storage_routes,
            self._file_routes,
            self._queue_routes,
        )
        routes = [route for part in parts for route in part.routes()]
        async with contextlib.AsyncExitStack() as scope:
            queue_url, other_port_url = [
                await scope.enter_async_context(
                    serve(routes, log_traffic(host, self._clock, self._traffic, self._changes))
                )
                for host in ("queue", "other port")
            ]
            self._urls = queue_url, other_port_url
            self._scope = scope.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._urls = None
        await self._scope.aclose()

    @property
    def queue_url(self) -> str:
        """Base URL of the queue, such as ``http://127.0.0.1:40001``; for ``FAL_QUEUE_URL``."""
        return self._opened()[0]

    @property
    def schema_url(self) -> str:
        """URL of the published schemas; for ``FAL_SCHEMA_URL``."""
        return self.queue_url + SCHEMA_PATH

    @property
    def api_url(self) -> str:
        """Base URL of the platform API; for ``FAL_API_URL``."""
        return self.queue_url + PLATFORM_PATH

    @property
    def prices(self) -> dict[str, tuple[float, str]]:
        """USD and billing unit by endpoint, as the platform API states them."""
        return self.platform.prices

    @property
    def schema_reads(self) -> list[Mapping[str, str]]:
        """Headers of every read of a published schema, in order."""
        return self._schema_routes.reads

    @property
    def rest_url(self) -> str:
        """Base URL of the storage; for ``FAL_REST_URL``."""
        return self.queue_url

    @property
    def files_url(self) -> str:
        """Base URL of the result files, which is that of the queue."""
        return self._opened()[0]

    @property
    def other_port_url(self) -> str:
        """Base URL of the same server on another port, which only answers with a fault name."""
        return self._opened()[1]

    def _opened(self) -> tuple[str, str]:
        if self._urls is None:
            raise RuntimeError("the simulator has URLs only inside its `async with` scope")
        return self._urls

    @property
    def submits(self) -> list[Submit]:
        """Every POST to the queue, in order, accepted or not."""
        return self._traffic.submits

    @property
    def exchanges(self) -> list[Exchange]:
        """Every HTTP exchange on both ports, in order of completion."""
        return self._traffic.exchanges

    @property
    def requests(self) -> dict[str, FalRequest]:
        """Every accepted request by ID."""
        return self._queue.requests

    def add_endpoint(self, endpoint_id: str, endpoint: Endpoint) -> None:
        """Publish an endpoint that no shipped model uses: its schema is served, and requests to it are drawn."""
        self._more[endpoint_id] = endpoint

    def billed(self) -> int:
        """Return the number of rendered requests, which are those billed."""
        return sum(request.rendered for request in self.requests.values())

    def position(self, request_id: str) -> int:
        """Return the number of requests ahead of this one; 0 if it is not waiting."""
        return self._queue.position(self.requests[request_id])

    def logs(self, request_id: str) -> list[dict[str, str]]:
        """Return the runner's log lines for a request, as in a status with logs."""
        return logs_of(self.requests[request_id], self._clock.now())

    async def changed(self, seconds: float) -> None:
        """Wait for the next change of the queue, or for ``seconds`` on the clock."""
        await self._clock.wait_for(self._changes, min(self._queue.next_change(), seconds))

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with each new :class:`Exchange`; return a function that unsubscribes it."""
        return self._traffic.subscribe(listener)

    async def until(self, condition: Callable[[], bool], timeout: float = 30.0) -> None:
        """Wait until ``condition()`` is true, checking it after each change.

        Raises ``TimeoutError`` with the last exchanges after ``timeout`` real seconds.
        """
        try:
            async with asyncio.timeout(timeout):
                while not condition():
                    await self.changed(_POLL_SECONDS)
        except TimeoutError:
            last = [f"{one.method} {one.path} -> {one.status}" for one in self.exchanges[-5:]]
            raise TimeoutError(f"condition not met within {timeout} s; last exchanges: {last}") from None


def _by_quality(render_seconds: Mapping[str, float] | float) -> Callable[[str], float]:
    if isinstance(render_seconds, Mapping):
        return lambda quality: render_seconds.get(quality, _USUAL_SECONDS)
    return lambda _: render_seconds
