"""Round trips to PostgreSQL, counted by a proxy between a bot and its server."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.engine import make_url

__all__ = ["RoundTrips", "count_round_trips"]

_CHUNK = 65_536


class RoundTrips:
    """Times (epoch seconds) of the round trips and of the transactions that were opened with BEGIN.

    A round trip is what a client sends until the server answers; ``url`` leads to the proxy.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.times: list[float] = []
        self.begins: list[float] = []

    def count(self, since: float, until: float = float("inf")) -> tuple[int, int]:
        """Return the numbers of round trips and of transactions in a time span."""
        return (
            sum(since <= one < until for one in self.times),
            sum(since <= one < until for one in self.begins),
        )

    def _note(self, sent: bytes, *, is_first: bool) -> None:
        now = time.time()
        if is_first:
            self.times.append(now)
        if b"BEGIN" in sent and b"DO $$" not in sent:
            self.begins.append(now)


@asynccontextmanager
async def count_round_trips(url: str) -> AsyncIterator[RoundTrips]:
    """Forward connections to the server of ``url`` during the block."""
    target = make_url(url)
    connections: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        connections.add(task)
        answer, server = await asyncio.open_connection(target.host, target.port)
        answered = True

        async def forward() -> None:
            nonlocal answered
            while sent := await reader.read(_CHUNK):
                found._note(sent, is_first=answered)
                answered = False
                server.write(sent)
            server.close()

        async def back() -> None:
            nonlocal answered
            while received := await answer.read(_CHUNK):
                answered = True
                writer.write(received)
            writer.close()

        try:
            await asyncio.gather(forward(), back(), return_exceptions=True)
        finally:
            server.close()
            writer.close()
            connections.discard(task)

    listener = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    found = RoundTrips(target.set(host="127.0.0.1", port=port).render_as_string(hide_password=False))
    try:
        yield found
    finally:
        listener.close()
        for connection in list(connections):
            connection.cancel()
        await asyncio.gather(*connections, return_exceptions=True)
