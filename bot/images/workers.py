"""Image workers: threads for decoding and encoding, with a limit for the pixels in progress.

Threads suffice because Pillow and zlib release the GIL. Re-encoding (decoding, conversion, resizing) takes up to
twelve bytes per pixel, so the limit bounds memory.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, Self, TypeVar

__all__ = ["ImageWorkers"]

# More threads would only compete for the processor.
_THREADS = 2
# Four times the largest size of gpt-image-2 in the catalogue, about 200 MB.
_MAX_PIXELS = 4 * 2048 * 2048

_P = ParamSpec("_P")
_T = TypeVar("_T")


class ImageWorkers:
    """A thread pool that processes at most ``max_pixels`` at a time; a larger picture is processed alone.

    A context manager that waits for its threads. :meth:`run` serves callers in order of arrival.
    """

    def __init__(self, *, threads: int = _THREADS, max_pixels: int = _MAX_PIXELS) -> None:
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="image")
        self._max_pixels = max_pixels
        self._free = max_pixels
        self._waiting: deque[tuple[int, asyncio.Future[None]]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._executor.shutdown()

    async def run(self, pixels: int, function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Return ``function(*args, **kwargs)``, called in a thread that processes ``pixels``.

        When cancelled, the function may still run; its pixels count until it returns.
        """
        share = min(pixels, self._max_pixels)
        await self._acquire(share)
        loop = asyncio.get_running_loop()

        def release_from_thread() -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed, so no caller is waiting
                loop.call_soon_threadsafe(self._release, share)

        work = self._executor.submit(function, *args, **kwargs)
        work.add_done_callback(lambda _: release_from_thread())
        return await asyncio.wrap_future(work)

    async def _acquire(self, share: int) -> None:
        if not self._waiting and share <= self._free:
            self._free -= share
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((share, turn))
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._release(share)
            else:
                self._waiting.remove((share, turn))
                self._release(0)
            raise

    def _release(self, share: int) -> None:
        self._free += share
        while self._waiting and self._waiting[0][0] <= self._free:
            share, turn = self._waiting.popleft()
            self._free -= share
            turn.set_result(None)
