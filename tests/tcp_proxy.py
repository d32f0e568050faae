"""TCP proxy on loopback whose network can fail: connections are refused, frozen, reset or delayed."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

__all__ = ["TcpProxy", "open_proxy"]

_CHUNK = 65_536


class TcpProxy:
    """Forwards connections on ``port`` to another address on loopback."""

    def __init__(self, target: tuple[str, int]) -> None:
        self._target = target
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._lost: set[asyncio.StreamWriter] = set()
        self._flowing = asyncio.Event()
        self._flowing.set()
        self.port = 0
        #: Seconds that each chunk is held back, in both directions.
        self.delay = 0.0
        #: Number of connections accepted so far.
        self.accepted = 0

    async def start(self) -> None:
        """Accept connections, on the same port as before."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def refuse(self) -> None:
        """Reset all connections and refuse new ones until :meth:`start`."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self.reset()
        await asyncio.sleep(0)

    def reset(self) -> None:
        """Reset every connection."""
        for writer in self._writers:
            linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
            with contextlib.suppress(OSError):
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            writer.transport.abort()
        self._writers.clear()

    def freeze(self) -> None:
        """Forward nothing, and accept connections without responding, until :meth:`thaw`."""
        self._flowing.clear()

    def thaw(self) -> None:
        """Forward the data held back."""
        self._flowing.set()

    def lose_connections(self) -> None:
        """Never forward anything on the current connections again; new ones are not affected."""
        self._lost |= self._writers
        self._writers = set()

    async def stop(self) -> None:
        """Close everything."""
        await self.refuse()
        for writer in self._lost:
            writer.transport.abort()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.accepted += 1
        self._writers.add(writer)
        try:
            await self._flowing.wait()
            there, back = await asyncio.open_connection(*self._target)
            self._writers.add(back)
            await asyncio.gather(self._forward(reader, back), self._forward(there, writer))
        except OSError:
            pass
        finally:
            self._tasks.discard(task)
            writer.transport.abort()

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(_CHUNK):
                await self._flowing.wait()
                if writer in self._lost:
                    continue
                if self.delay:
                    await asyncio.sleep(self.delay)
                writer.write(data)
                await writer.drain()
        writer.transport.abort()


@asynccontextmanager
async def open_proxy(host: str, port: int) -> AsyncIterator[TcpProxy]:
    """Run a proxy in front of ``host`` and ``port``."""
    proxy = TcpProxy((host, port))
    await proxy.start()
    try:
        yield proxy
    finally:
        await proxy.stop()
