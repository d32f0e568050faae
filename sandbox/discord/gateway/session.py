"""Gateway sessions, the connections that carry them, and the encodings of their frames."""

from __future__ import annotations

import asyncio
import importlib
import json
import zlib
from collections import deque
from collections.abc import Callable
from typing import Any

from aiohttp import web

from sandbox.discord.gateway.events import Event
from sandbox.discord.gateway.intents import Intent

__all__ = ["Connection", "Encoder", "Session", "encoder_for"]

_REPLAY = 2000

Encoder = Callable[[str], str | bytes]


class Connection:
    """A websocket connection. Frames are queued and sent in order by :meth:`write`."""

    def __init__(
        self, socket: web.WebSocketResponse, transport: asyncio.Transport | None, encoder: Encoder
    ) -> None:
        self._socket = socket
        self._transport = transport
        self._encode = encoder
        self._queue: asyncio.Queue[str | int | None] = asyncio.Queue()
        self.closed_by_us = False

    def send(self, op: int, data: Any = None) -> None:
        """Queue a payload that is not an event."""
        self._queue.put_nowait(_frame(op, data, event=None, sequence=None))

    def send_text(self, text: str) -> None:
        """Queue a payload that is already JSON."""
        self._queue.put_nowait(text)

    def close(self, code: int | None) -> None:
        """Queue the end of the connection: a close frame with ``code``, or an abort if it is ``None``."""
        self.closed_by_us = True
        self._queue.put_nowait(code)

    async def write(self) -> None:
        """Send queued payloads until the connection ends."""
        while isinstance(item := await self._queue.get(), str):
            encoded = self._encode(item)
            try:
                if isinstance(encoded, bytes):
                    await self._socket.send_bytes(encoded)
                else:
                    await self._socket.send_str(encoded)
            except ConnectionError:
                # The peer is gone; the events it missed are in the session's replay buffer.
                return
        if item is not None:
            await self._socket.close(code=item)
        elif self._transport is not None:
            self._transport.abort()


class Session:
    """An identified client's session, which outlives its connections until it is invalidated.

    ``shard`` is (ID, count). ``sequence`` is the number of the latest event.
    """

    def __init__(self, session_id: str, *, intents: int, shard: tuple[int, int]) -> None:
        self.id = session_id
        self.intents = intents
        self.shard = shard
        self.sequence = 0
        self.connection: Connection | None = None
        self._sent: deque[tuple[int, str]] = deque(maxlen=_REPLAY)

    @property
    def connected(self) -> bool:
        """Whether the session currently has a websocket."""
        return self.connection is not None

    def detach(self, code: int | None) -> None:
        """Close the connection, if any, but keep the session for a resume."""
        if self.connection is not None:
            self.connection.close(code)
            self.connection = None

    def serves(self, guild_id: int | None) -> bool:
        """Return whether the session's shard serves a guild, or direct messages (``None``)."""
        shard_id, count = self.shard
        return (0 if guild_id is None else (guild_id >> 22) % count) == shard_id

    def wants(self, event: Event) -> bool:
        """Return whether the session's shard and intents select ``event``."""
        return self.serves(event.guild_id) and (not event.intents or bool(self.intents & event.intents))

    def payload_for(self, event: Event) -> dict[str, Any]:
        """Return the event's data, redacted if the session lacks MESSAGE_CONTENT."""
        if event.redacted is not None and not self.intents & Intent.MESSAGE_CONTENT:
            return event.redacted
        return event.data

    def push(self, name: str, data: dict[str, Any], *, send: bool = True) -> None:
        """Number an event, buffer it for a resume, and send it if there is a connection."""
        self._push(_frame(0, data, event=name, sequence=self.sequence + 1), send=send)

    def push_text(self, name: str, data: str) -> None:
        """Like :meth:`push`, for data that is already JSON."""
        self._push(f'{{"op":0,"d":{data},"s":{self.sequence + 1},"t":"{name}"}}', send=True)

    def _push(self, text: str, *, send: bool) -> None:
        self.sequence += 1
        self._sent.append((self.sequence, text))
        if send and self.connection is not None:
            self.connection.send_text(text)

    def replay(self, after: int) -> list[str] | None:
        """Return the frames after sequence ``after``, or ``None`` if some are no longer buffered."""
        if after > self.sequence or (self._sent and after < self._sent[0][0] - 1):
            return None
        return [text for sequence, text in self._sent if sequence > after]


def _frame(op: int, data: Any, *, event: str | None, sequence: int | None) -> str:
    return json.dumps({"op": op, "d": data, "s": sequence, "t": event}, separators=(",", ":"))


def encoder_for(compress: str | None) -> Encoder:
    """Create an encoder for the gateway's ``compress`` query parameter.

    Each connection is one compressed stream, flushed after each message so that it can be decoded at once.
    Zstandard needs a library or Python 3.14; without it the session gets text frames, which clients also
    accept.
    """
    if compress == "zlib-stream":
        stream = zlib.compressobj()
        return lambda text: stream.compress(text.encode()) + stream.flush(zlib.Z_SYNC_FLUSH)
    return (compress == "zstd-stream" and _zstd_encoder()) or str


def _zstd_encoder() -> Encoder | None:
    if (module := _optional("zstandard")) is not None:
        stream = module.ZstdCompressor().compressobj()
        flush = module.COMPRESSOBJ_FLUSH_BLOCK
        return lambda text: bytes(stream.compress(text.encode()) + stream.flush(flush))
    if (module := _optional("compression.zstd")) is not None:
        compressor = module.ZstdCompressor()
        return lambda text: bytes(compressor.compress(text.encode(), mode=compressor.FLUSH_BLOCK))
    return None


def _optional(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None
