"""A gateway session: what outlives a dropped connection, and the connection itself."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from typing import Any

from aiohttp import web

from sandbox.discord.gateway.events import Event
from sandbox.discord.gateway.intents import Intent
from sandbox.discord.gateway.transport import Encoder

__all__ = ["Connection", "Session"]

_REPLAY = 2000


class Connection:
    """One websocket. Frames are queued and leave in order through :meth:`write`."""

    def __init__(
        self, socket: web.WebSocketResponse, transport: asyncio.Transport | None, encoder: Encoder
    ) -> None:
        self._socket = socket
        self._transport = transport
        self._encode = encoder
        self._outbox: asyncio.Queue[str | int | None] = asyncio.Queue()
        self.closed_by_us = False

    def send(
        self, op: int, data: Any = None, *, event: str | None = None, sequence: int | None = None
    ) -> None:
        """Queue a payload."""
        self._outbox.put_nowait(frame(op, data, event=event, sequence=sequence))

    def send_text(self, text: str) -> None:
        """Queue a payload that is already JSON."""
        self._outbox.put_nowait(text)

    def close(self, code: int | None) -> None:
        """Queue the end: a close frame with ``code``, or for ``None`` a cut without a word."""
        self.closed_by_us = True
        self._outbox.put_nowait(code)

    async def write(self) -> None:
        """Send what is queued until the connection ends."""
        while isinstance(item := await self._outbox.get(), str):
            encoded = self._encode(item)
            try:
                if isinstance(encoded, bytes):
                    await self._socket.send_bytes(encoded)
                else:
                    await self._socket.send_str(encoded)
            except ConnectionError:
                # The peer is gone; what it missed waits in the session's replay buffer.
                return
        if item is not None:
            await self._socket.close(code=item)
        elif self._transport is not None:
            self._transport.abort()


class Session:
    """A client that identified. It survives its connections until invalidated.

    ``shard`` is (id, count). ``sequence`` numbers the events of the session.
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
        """Whether a websocket carries the session now."""
        return self.connection is not None

    def detach(self, code: int | None) -> None:
        """End the connection, if there is one, and keep the session for a resume."""
        if self.connection is not None:
            self.connection.close(code)
            self.connection = None

    def wants(self, event: Event) -> bool:
        """Whether the shard and the intents admit ``event``."""
        shard_id, count = self.shard
        owner = 0 if event.guild_id is None else (event.guild_id >> 22) % count
        return owner == shard_id and (not event.intents or bool(self.intents & event.intents))

    def payload_for(self, event: Event) -> dict[str, Any]:
        """The event's data as this session may read it."""
        if event.redacted is not None and not self.intents & Intent.MESSAGE_CONTENT:
            return event.redacted
        return event.data

    def push(self, name: str, data: dict[str, Any], *, send: bool = True) -> None:
        """Number an event, keep it for a resume, and send it unless the connection is gone."""
        self.sequence += 1
        self._send(frame(0, data, event=name, sequence=self.sequence), send=send)

    def push_text(self, name: str, data: str) -> None:
        """The same for data that is JSON already."""
        self.sequence += 1
        self._send(f'{{"op":0,"d":{data},"s":{self.sequence},"t":"{name}"}}', send=True)

    def _send(self, text: str, *, send: bool) -> None:
        self._sent.append((self.sequence, text))
        if send and self.connection is not None:
            self.connection.send_text(text)

    def replay(self, after: int) -> list[str] | None:
        """The frames after sequence ``after``; ``None`` when they are no longer all kept."""
        if after > self.sequence or (self._sent and after < self._sent[0][0] - 1):
            return None
        return [text for sequence, text in self._sent if sequence > after]


def frame(op: int, data: Any, *, event: str | None, sequence: int | None) -> str:
    """A gateway payload as JSON."""
    return json.dumps({"op": op, "d": data, "s": sequence, "t": event}, separators=(",", ":"))
