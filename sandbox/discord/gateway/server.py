"""The gateway itself: hello, identify, resume, heartbeats, and who gets which event.

Requests for members (op 8) and voice (op 4) are read and left without effect: a bot
of commands sends neither.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from collections.abc import Callable, Iterable
from typing import Any

from aiohttp import WSMsgType, web

from sandbox.discord.changes import Watch
from sandbox.discord.gateway.events import Event
from sandbox.discord.gateway.idle_guilds import IdleGuilds
from sandbox.discord.gateway.intents import KNOWN_INTENTS, PRIVILEGED, PRIVILEGED_FLAGS, Intent
from sandbox.discord.gateway.session import Connection, Session
from sandbox.discord.gateway.transport import encoder_for
from sandbox.discord.guilds import Guild
from sandbox.discord.payloads import guild_create_payload, user_payload
from sandbox.discord.traffic_log import GatewayEvent, TrafficLog
from sandbox.discord.world import World
from sandbox.faults import Faults

__all__ = ["GATEWAY_FAULTS", "Gateway"]

GATEWAY_FAULTS = {
    "discord.gateway.drop": "close the connection instead of sending the next event, which a resume brings [event, code=4000]",
    "discord.gateway.reconnect": "ask the client to reconnect after the next event [event]",
    "discord.gateway.invalid-session": "declare the session invalid after the next event [event, resumable=False]",
    "discord.gateway.duplicate-event": "send the next event twice [event]",
    "discord.gateway.miss-event": "never send the next event, as if the bot had been away [event]",
    "discord.gateway.no-ack": "leave the next heartbeat without an answer",
}

_HEARTBEAT_MS = 41_250
_IDENTIFIES_A_DAY = 1000
_LARGEST_PAYLOAD = 4096
_DISPATCH, _HEARTBEAT, _IDENTIFY, _RESUME, _RECONNECT, _INVALID, _HELLO, _ACK = 0, 1, 2, 6, 7, 9, 10, 11
_QUIET = {3, 4, 8}


class Gateway:
    """Holds the sessions. Its address is known once the server listens."""

    def __init__(
        self,
        *,
        world: World,
        record: TrafficLog,
        watch: Watch,
        faults: Faults,
        token: str,
        privileged_intents: int,
        compress: bool,
        url: Callable[[], str],
        idle_guilds: IdleGuilds | None = None,
    ) -> None:
        self.idle_guilds = idle_guilds or IdleGuilds(0)
        self._world = world
        self._record = record
        self._watch = watch
        self._faults = faults
        self._token = token
        self._privileged = privileged_intents
        self._compress = compress
        self._url = url
        self._sessions: dict[str, Session] = {}
        self._connections: set[Connection] = set()
        self._identifies = 0
        faults.publish(GATEWAY_FAULTS)

    # What a driver may do

    @property
    def sessions(self) -> list[Session]:
        """Every session that could be resumed or is connected."""
        return list(self._sessions.values())

    async def wait_identified(self, timeout: float = 10.0, *, sessions: int = 1) -> None:
        """Return once that many sessions are connected; :class:`TimeoutError` after real seconds."""
        await self._watch.until(lambda: sum(entry.connected for entry in self.sessions) >= sessions, timeout)

    def drop_all(self, code: int | None = 4000) -> None:
        """Close every connection with ``code``, or with ``None`` cut them without a close frame."""
        for session in self.sessions:
            session.detach(code)
        for connection in list(self._connections):
            if not connection.closed_by_us:
                connection.close(code)

    def reconnect(self) -> None:
        """Send op 7 to everybody."""
        for connection in list(self._connections):
            connection.send(_RECONNECT)

    def invalidate(self, resumable: bool = False) -> None:
        """Send op 9 to everybody; without ``resumable`` the sessions are gone."""
        for session in self.sessions:
            self._invalidate(session, resumable=resumable)

    def publish(self, events: Iterable[Event]) -> None:
        """Bring events to every session that wants them, with whatever fault is armed."""
        for event in events:
            for session in self.sessions:
                if session.wants(event):
                    self._deliver(session, event)

    def session_limit(self) -> dict[str, int]:
        """The ``session_start_limit`` of ``GET /gateway/bot``."""
        return {
            "total": _IDENTIFIES_A_DAY,
            "remaining": max(0, _IDENTIFIES_A_DAY - self._identifies),
            "reset_after": 24 * 3600 * 1000,
            "max_concurrency": 1,
        }

    # Delivery

    def _deliver(self, session: Session, event: Event) -> None:
        data = session.payload_for(event)
        if self._strikes("miss-event", event) is not None:
            self._enter(session, event.name, data, delivered=False)
            return
        drop = self._strikes("drop", event)
        session.push(event.name, data, send=drop is None)
        self._enter(session, event.name, data, delivered=True)
        if drop is not None:
            session.detach(drop.get("code", 4000))
        if self._strikes("duplicate-event", event) is not None:
            session.push(event.name, data, send=drop is None)
            self._enter(session, event.name, data, delivered=True)
        if self._strikes("reconnect", event) is not None and session.connection is not None:
            session.connection.send(_RECONNECT)
        if (invalid := self._strikes("invalid-session", event)) is not None:
            self._invalidate(session, resumable=bool(invalid.get("resumable", False)))

    def _strikes(self, fault: str, event: Event) -> dict[str, Any] | None:
        return self._faults.take(
            f"discord.gateway.{fault}", match=lambda params: params.get("event", event.name) == event.name
        )

    def _enter(self, session: Session, name: str, data: dict[str, Any], *, delivered: bool) -> None:
        self._record.add_event(
            GatewayEvent(
                name=name,
                data=data,
                session_id=session.id,
                sequence=session.sequence,
                at=self._world.clock.now(),
                delivered=delivered,
            )
        )

    def _invalidate(self, session: Session, *, resumable: bool) -> None:
        if session.connection is not None:
            session.connection.send(_INVALID, resumable)
            if not resumable:
                session.connection = None
        if not resumable:
            self._sessions.pop(session.id, None)

    # The websocket

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one websocket until either side ends it."""
        socket = web.WebSocketResponse(autoping=True, max_msg_size=1 << 20, compress=False)
        await socket.prepare(request)
        wanted = request.query.get("compress") if self._compress else None
        connection = Connection(socket, request.transport, encoder_for(wanted))
        self._connections.add(connection)
        writer = asyncio.create_task(connection.write())
        session: Session | None = None
        try:
            if request.query.get("v", "10") != "10":
                connection.close(4012)
            connection.send(_HELLO, {"heartbeat_interval": _HEARTBEAT_MS, "_trace": []})
            async for message in socket:
                if message.type in {WSMsgType.TEXT, WSMsgType.BINARY}:
                    session = self._receive(connection, session, message.data)
        finally:
            self._connections.discard(connection)
            self._leave(session, connection, socket.close_code)
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await writer
        return socket

    def _leave(self, session: Session | None, connection: Connection, code: int | None) -> None:
        if session is not None and session.connection is connection:
            session.connection = None
            # Only 1000 and 1001 from the client end a session; anything else may be resumed.
            if code in {1000, 1001} and not connection.closed_by_us:
                self._sessions.pop(session.id, None)
        self._watch.notify()

    def _receive(self, connection: Connection, session: Session | None, raw: str | bytes) -> Session | None:
        try:
            payload = json.loads(raw)
            op, data = payload["op"], payload.get("d")
        except (ValueError, TypeError, KeyError):
            connection.close(4002)
            return session
        if len(raw) > _LARGEST_PAYLOAD:
            connection.close(4002)
        elif op == _HEARTBEAT:
            if self._faults.take("discord.gateway.no-ack") is None:
                connection.send(_ACK)
        elif op in {_IDENTIFY, _RESUME}:
            if session is not None:
                connection.close(4005)
                return session
            return self._identify(connection, data) if op == _IDENTIFY else self._resume(connection, data)
        elif op not in _QUIET:
            connection.close(4001)
        elif session is None:
            connection.close(4003)
        return session

    def _identify(self, connection: Connection, data: dict[str, Any]) -> Session | None:
        self._identifies += 1
        intents, shard = int(data.get("intents") or 0), tuple(data.get("shard") or (0, 1))
        if str(data.get("token", "")).removeprefix("Bot ") != self._token:
            connection.close(4004)
        elif len(shard) != 2 or not 0 <= shard[0] < shard[1]:
            connection.close(4010)
        elif intents & ~KNOWN_INTENTS:
            connection.close(4013)
        elif intents & PRIVILEGED & ~self._privileged:
            connection.close(4014)
        else:
            session = Session(secrets.token_hex(16), intents=intents, shard=(shard[0], shard[1]))
            session.connection = connection
            self._sessions[session.id] = session
            self._welcome(session)
            self._watch.notify()
            return session
        return None

    def _welcome(self, session: Session) -> None:
        guilds = [
            guild for guild in self._world.guilds.values() if guild.has_bot and _on_shard(guild, session)
        ]
        flags = sum(flag for intent, flag in PRIVILEGED_FLAGS.items() if self._privileged & intent)
        ready = {
            "v": 10,
            "user": user_payload(self._world.bot) | {"verified": True, "email": None, "mfa_enabled": True},
            "user_settings": {},
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds]
            + self.idle_guilds.unavailable(),
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self._url(),
            "shard": list(session.shard),
            "application": {"id": str(self._world.application_id), "flags": flags},
            "private_channels": [],
            "relationships": [],
            "presences": [],
            "guild_join_requests": [],
            "_trace": [],
        }
        session.push("READY", ready)
        self._enter(session, "READY", ready, delivered=True)
        if not session.intents & Intent.GUILDS:
            return
        for guild in guilds:
            payload = guild_create_payload(guild, self._world.bot)
            session.push("GUILD_CREATE", payload)
            self._enter(session, "GUILD_CREATE", payload, delivered=True)
        for text in self.idle_guilds.guild_creates(self._world.bot):
            session.push_text("GUILD_CREATE", text)

    def _resume(self, connection: Connection, data: dict[str, Any]) -> Session | None:
        session = self._sessions.get(str(data.get("session_id")))
        if str(data.get("token", "")).removeprefix("Bot ") != self._token:
            connection.close(4004)
            return None
        missed = None if session is None else session.replay(int(data.get("seq") or 0))
        if session is None or missed is None:
            connection.send(_INVALID, False)
            return None
        session.detach(4000)
        for text in missed:
            connection.send_text(text)
        session.connection = connection
        session.push("RESUMED", {"_trace": []})
        self._enter(session, "RESUMED", {}, delivered=True)
        self._watch.notify()
        return session


def _on_shard(guild: Guild, session: Session) -> bool:
    return (guild.id >> 22) % session.shard[1] == session.shard[0]
