"""The fal queue of the sandbox: everything wired, on two loopback ports."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Literal, Self

from sandbox.clock import SandboxClock
from sandbox.fal.artist import Artist, FixedSizeArtist
from sandbox.fal.changes import Changes
from sandbox.fal.fault_names import FAULT_NAMES
from sandbox.fal.files import FileRoutes
from sandbox.fal.queue import RequestQueue
from sandbox.fal.request import FalRequest
from sandbox.fal.responses import logs_of
from sandbox.fal.result_files import ImageGenerator, ResultFiles
from sandbox.fal.routes import QueueRoutes
from sandbox.fal.server import serve, watch
from sandbox.fal.submit import SubmitHandler
from sandbox.fal.traffic_log import Exchange, Listener, Submit, TrafficLog
from sandbox.faults import Faults

__all__ = ["FalSimulator"]

_THIRTY_DAYS = 30 * 24 * 3600.0
_USUAL_SECONDS = 2.0
_LOOK_AGAIN_SECONDS = 0.05


class FalSimulator:
    """fal's queue for ``fal-ai/gpt-image-2`` and ``openai/gpt-image-2``, without fal.

    An async context manager; the addresses exist inside its scope. One account with one
    ``key`` (``<id>:<secret>``) runs at most ``concurrency`` requests at once. Each waits
    at least ``queue_seconds`` and renders for ``render_seconds`` (one number, or one a
    quality), both on ``clock``. ``validate_at`` says where bad input comes to light,
    ``cancel_stops`` whether a running request heeds a cancel, ``stream`` whether the
    status stream is offered, ``keep_seconds`` how long a result can be read.
    ``picture_bytes`` asks for cheap pictures of about that many bytes each.
    """

    def __init__(
        self,
        *,
        clock: SandboxClock,
        faults: Faults,
        key: str = "sandbox-id:sandbox-secret",
        concurrency: int = 2,
        queue_seconds: float = 0.0,
        render_seconds: Mapping[str, float] | float = _USUAL_SECONDS,
        artist: ImageGenerator | None = None,
        picture_bytes: int | None = None,
        validate_at: Literal["submit", "result"] = "result",
        cancel_stops: bool = False,
        stream: bool = True,
        keep_seconds: float = _THIRTY_DAYS,
    ) -> None:
        faults.publish(FAULT_NAMES)
        self.key = key
        self._journal = TrafficLog()
        self._changes = Changes(clock)
        self._queue = RequestQueue(
            clock=clock,
            changes=self._changes,
            concurrency=concurrency,
            keep_seconds=keep_seconds,
            cancel_stops=cancel_stops,
        )
        gallery = ResultFiles(artist or (FixedSizeArtist(picture_bytes) if picture_bytes else Artist()))
        desk = SubmitHandler(
            clock=clock,
            faults=faults,
            queue=self._queue,
            journal=self._journal,
            key=key,
            queue_seconds=queue_seconds,
            render_seconds=_by_quality(render_seconds),
            validate_at=validate_at,
        )
        self._queue_routes = QueueRoutes(
            clock=clock,
            faults=faults,
            changes=self._changes,
            queue=self._queue,
            desk=desk,
            gallery=gallery,
            key=key,
            stream=stream,
            base_url=lambda: self.queue_url,
            files_url=lambda: self.files_url,
        )
        self._file_routes = FileRoutes(gallery=gallery, faults=faults, clock=clock)
        self._clock = clock
        self._scope = contextlib.AsyncExitStack()
        self._queue_url: str | None = None
        self._files_url: str | None = None

    async def __aenter__(self) -> Self:
        async with contextlib.AsyncExitStack() as scope:
            watched = self._clock, self._journal, self._changes
            self._queue_url = await scope.enter_async_context(
                serve(self._queue_routes.routes(), watch("queue", *watched))
            )
            self._files_url = await scope.enter_async_context(
                serve(self._file_routes.routes(), watch("files", *watched))
            )
            self._scope = scope.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._queue_url = self._files_url = None
        await self._scope.aclose()

    @property
    def queue_url(self) -> str:
        """The queue's base URL, such as ``http://127.0.0.1:40001``; for ``FAL_QUEUE_URL``."""
        return _opened(self._queue_url)

    @property
    def files_url(self) -> str:
        """The file host's base URL, on another port of the same address."""
        return _opened(self._files_url)

    @property
    def submits(self) -> list[Submit]:
        """Every POST that reached the queue, in order, whether or not a job came of it."""
        return self._journal.submits

    @property
    def exchanges(self) -> list[Exchange]:
        """Every HTTP exchange on both hosts, in order of its end."""
        return self._journal.exchanges

    @property
    def requests(self) -> dict[str, FalRequest]:
        """Every request that the queue took, by id."""
        return self._queue.requests

    def billed(self) -> int:
        """How many requests were rendered, and so paid for, by now."""
        return sum(request.rendered for request in self.requests.values())

    def position(self, request_id: str) -> int:
        """How many requests are ahead of this one now; 0 when it no longer waits."""
        return self._queue.position(self.requests[request_id])

    def logs(self, request_id: str) -> list[dict[str, str]]:
        """What the runner has said about this request so far, as a status with logs tells it."""
        return logs_of(self.requests[request_id], self._clock.now())

    async def changed(self, seconds: float) -> None:
        """Return when something is done to the queue, or after ``seconds`` of the clock."""
        await self._changes.wait(min(self._queue.next_change(), seconds))

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with each :class:`Exchange` from now on; the answer unsubscribes it."""
        return self._journal.subscribe(listener)

    async def until(self, condition: Callable[[], bool], timeout: float = 10.0) -> None:
        """Return once ``condition()`` holds; it is asked again after each change.

        Raises ``TimeoutError`` after ``timeout`` real seconds, with the last exchanges.
        """
        try:
            async with asyncio.timeout(timeout):
                while not condition():
                    await self._changes.wait(min(self._queue.next_change(), _LOOK_AGAIN_SECONDS))
        except TimeoutError:
            last = [f"{one.method} {one.path} -> {one.status}" for one in self.exchanges[-5:]]
            raise TimeoutError(f"nothing met the condition in {timeout} s; last exchanges: {last}") from None


def _opened(url: str | None) -> str:
    if url is None:
        raise RuntimeError("the simulator has addresses only inside its `async with` scope")
    return url


def _by_quality(render_seconds: Mapping[str, float] | float) -> Callable[[str], float]:
    if isinstance(render_seconds, Mapping):
        return lambda quality: render_seconds.get(quality, _USUAL_SECONDS)
    return lambda _: render_seconds
