"""Gateway sessions: opened and closed for single shards while the bot runs.

discord.py starts a fixed set of shards and never removes one. Here, shards can be added and removed, and shards of
different identify buckets start at the same time.

Private API of discord.py (2.7): ``AutoShardedClient.__shards`` and ``__queue``, ``discord.shard.Shard``,
``AutoShardedConnectionState._ready_task``, ``_ready_tasks``, ``_ready_states``, ``_delay_ready`` and ``_guilds``,
and ``DiscordWebSocket._keep_alive``.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord
import structlog
import yarl
from discord.shard import EventItem, EventType, Shard

from bot.discord.gateway import GuardedWebSocket
from bot.errors import StartupError
from bot.retry import Backoff

if TYPE_CHECKING:
    from bot.discord.client import EaselBot

__all__ = ["GatewaySessions", "ShardState"]

log = structlog.stdlib.get_logger(__name__)

# Seconds between the attempts to connect a shard for the first time; the last one repeats.
_CONNECT_WAITS = (5.0, 5.0, 10.0, 20.0, 60.0)
# Time for which the servers of a closed shard stay in the cache, for events that are still being handled.
_KEEP_GUILDS_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardState:
    """Connection of a shard: the latency of the last heartbeat, and the time since the last frame, in seconds.

    ``latency`` is infinite before the first heartbeat.
    """

    id: int
    is_open: bool
    latency: float
    silence: float


class _Shard(Shard):
    """discord.py's shard, which does not reconnect once it is closed for good."""

    is_retired = False

    async def retire(self) -> None:
        """Close the connection for good."""
        self.is_retired = True
        await self.disconnect()

    async def reidentify(self, exc: discord.gateway.ReconnectWebSocket) -> None:
        if not self.is_retired:
            await super().reidentify(exc)
            await self._close_if_retired()

    async def reconnect(self) -> None:
        if not self.is_retired:
            await super().reconnect()
            await self._close_if_retired()

    async def _close_if_retired(self) -> None:
        if self.is_retired:
            await self.close()


class GatewaySessions:
    """The gateway sessions of this process. ``wanted`` are its shards; sessions are opened for no others."""

    def __init__(self, client: EaselBot) -> None:
        self._client = client
        self.wanted: frozenset[int] = frozenset()
        #: The shards whose events this process receives.
        self.ready: set[int] = set()
        self.started = asyncio.Event()

    @property
    def known(self) -> frozenset[int]:
        """The shards that are connected, or about to be."""
        return frozenset(self._client._connection.shard_ids)

    async def open(self, shard_ids: Iterable[int]) -> None:
        """Start sessions, one at a time in each identify bucket.

        Raises :class:`discord.ConnectionClosed` if Discord accepts no further session, and :class:`StartupError` if
        today's are nearly used up.
        """
        new = sorted(set(shard_ids) - self.known)
        self._list([*self.known, *new])
        self.started.set()
        buckets: dict[int, list[int]] = {}
        for shard_id in new:
            buckets.setdefault(shard_id % self._client.start_concurrency, []).append(shard_id)
        tasks = [asyncio.create_task(self._open_in_turn(bucket)) for bucket in buckets.values()]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            for shard_id in self.known.intersection(new) - self._shards.keys():
                self._forget(shard_id)

    async def _open_in_turn(self, shard_ids: Collection[int]) -> None:
        for shard_id in shard_ids:
            if shard_id in self.wanted:
                await self._client.launch_shard(GuardedWebSocket.DEFAULT_GATEWAY, shard_id, initial=True)
            else:
                self._forget(shard_id)

    async def launch(self, gateway: yarl.URL, shard_id: int, *, initial: bool) -> None:
        """Connect a shard for the first time.

        Unlike discord.py, gives up after a final close code, and logs each failed attempt as one line.
        """
        client = self._client
        backoff = Backoff(client.clock, waits=_CONNECT_WAITS)
        while True:
            try:
                opening = GuardedWebSocket.from_client(
                    client, initial=initial, gateway=gateway, shard_id=shard_id
                )
                socket = await asyncio.wait_for(opening, timeout=client.shard_connect_timeout)
                break
            except (discord.ConnectionClosed, StartupError):
                raise
            except Exception as error:
                log.warning("gateway connection failed", shard=shard_id, error=type(error).__name__)
            await backoff.wait()
        self._shards[shard_id] = shard = _Shard(socket, client, self._queue.put_nowait)
        shard.launch()

    async def close(self, shard_id: int) -> None:
        """End the session of a shard, whose events another process receives."""
        self.ready.discard(shard_id)
        shard = self._shards.pop(shard_id, None)
        self._forget(shard_id)
        if shard is not None:
            await _retire([shard])
        asyncio.get_running_loop().call_later(_KEEP_GUILDS_SECONDS, self._drop_guilds, shard_id)

    async def close_all(self) -> None:
        """End all sessions."""
        self.ready.clear()
        await _retire(self._shards.values())

    def fail(self, error: Exception) -> None:
        """End the client with ``error``."""
        self._queue.put_nowait(EventItem(EventType.terminate, None, error))

    def states(self) -> list[ShardState]:
        """Return the state of each shard that has connected."""
        now, states = time.perf_counter(), []
        for shard_id, shard in sorted(self._shards.items()):
            if (keeper := getattr(shard.ws, "_keep_alive", None)) is not None:
                silence = now - keeper._last_recv
                states.append(
                    ShardState(id=shard_id, is_open=shard.ws.open, latency=shard.ws.latency, silence=silence)
                )
        return states

    def _forget(self, shard_id: int) -> None:
        self._list(self.known - {shard_id})
        connection = self._client._connection
        connection._ready_tasks.pop(shard_id, None)
        connection._ready_states.pop(shard_id, None)
        # discord.py looks for the last missing shard only when one connects.
        is_complete = connection._ready_tasks.keys() == self.known
        if self.known and is_complete and connection._ready_task is None and not self._client.is_ready():
            connection._ready_task = asyncio.create_task(connection._delay_ready())

    def _list(self, shard_ids: Iterable[int]) -> None:
        self._client.shard_ids = self._client._connection.shard_ids = sorted(set(shard_ids))

    def _drop_guilds(self, shard_id: int) -> None:
        client = self._client
        if shard_id in self.known or not client.shard_count:
            return
        guilds = client._connection._guilds
        for guild_id in [one for one in guilds if (one >> 22) % client.shard_count == shard_id]:
            del guilds[guild_id]

    @property
    def _shards(self) -> dict[int, _Shard]:
        return self._client._AutoShardedClient__shards  # type: ignore[attr-defined,no-any-return]

    @property
    def _queue(self) -> asyncio.PriorityQueue[EventItem]:
        return self._client._AutoShardedClient__queue  # type: ignore[attr-defined,no-any-return]


async def _retire(shards: Iterable[Any]) -> None:
    for error in await asyncio.gather(*(shard.retire() for shard in shards), return_exceptions=True):
        if isinstance(error, Exception):
            log.debug("session not closed", error=type(error).__name__)
