"""Gateway server: hello, identify, resume, heartbeats and event delivery.

Member requests (op 8) and voice updates (op 4) are accepted but ignored: the simulated bots need neither.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from aiohttp import WSMsgType, web

from sandbox.clock import ChangeSignal
from sandbox.discord.gateway.events import Event
from sandbox.discord.gateway.idle_guilds import IdleGuilds
from sandbox.discord.gateway.intents import KNOWN_INTENTS, PRIVILEGED, Intent, application_flags
from sandbox.discord.gateway.session import Connection, Session, encoder_for
from sandbox.discord.gateway.session_starts import SessionStartLimits, SessionStarts
from sandbox.discord.payloads import guild_create_payload, user_payload
from sandbox.discord.traffic_log import GatewayEvent, TrafficLog
from sandbox.discord.world import World
from sandbox.faults import Faults

__all__ = ["Gateway"]

_FAULTS = {
    "discord.gateway.drop": "close the connection instead of sending the next event, which a resume brings [event, code=4000]",
    "discord.gateway.reconnect": "ask the client to reconnect after the next event [event]",
    "discord.gateway.invalid-session": "declare the session invalid after the next event [event, resumable=False]",
    "discord.gateway.duplicate-event": "send the next event twice [event]",
    "discord.gateway.miss-event": "never send the next event, as if the bot had been offline [event]",
    "discord.gateway.unreadable-event": "send the next event without its data [event]",
    "discord.gateway.refuse-identify": "close the connection when it identifies [code=4004]",
    "discord.gateway.few-starts": "report that few session starts are left today [remaining=0]",
    "discord.gateway.no-own-member": "announce the next server without its members",
    "discord.gateway.no-ack": "leave the next heartbeat without an answer",
}

_HEARTBEAT_MS = 41_250
_LARGEST_PAYLOAD = 4096
_HEARTBEAT, _IDENTIFY, _RESUME, _RECONNECT, _INVALID, _HELLO, _ACK = 1, 2, 6, 7, 9, 10, 11
_WITHOUT_EFFECT = {3, 4, 8}
_EMPTY_LISTS = ("private_channels", "relationships", "presences", "guild_join_requests", "_trace")


class Gateway:
    """The gateway and its sessions. ``url`` is callable: the port is known only after startup."""

    def __init__(
        self,
        *,
        world: World,
        traffic: TrafficLog,
        changes: ChangeSignal,
        faults: Faults,
        token: str,
        privileged_intents: int,
        compress: bool,
        url: Callable[[], str],
        idle_guilds: IdleGuilds | None = None,
        session_starts: SessionStartLimits | None = None,
    ) -> None:
        self.session_starts = SessionStarts(world.clock, session_starts or SessionStartLimits())
        self.idle_guilds = idle_guilds or IdleGuilds(0)
        self._world = world
        self._traffic = traffic
        self._changes = changes
        self._faults = faults
        self._token = token
        self._privileged = privileged_intents
        self._compress = compress
        self._url = url
        self._sessions: dict[str, Session] = {}
        self._connections: set[Connection] = set()
        faults.publish(_FAULTS)

    # For tests and the console

    @property
    def sessions(self) -> list[Session]:
        """The sessions that are connected or can be resumed."""
        return list(self._sessions.values())

    async def wait_identified(self, timeout: float = 30.0, *, sessions: int = 1) -> None:
        """Wait until that many sessions are connected; :class:`TimeoutError` after real seconds."""
        await self._changes.until(
            lambda: sum(entry.connected for entry in self.sessions) >= sessions, timeout
        )

    def drop_all(self, code: int | None = 4000) -> None:
        """Close every connection with ``code``, or abort them if it is ``None``."""
        for session in self.sessions:
            session.detach(code)
        for connection in list(self._connections):
            if not connection.closed_by_us:
                connection.close(code)

    def reconnect(self) -> None:
        """Ask every client to reconnect (op 7)."""
        for connection in list(self._connections):
            connection.send(_RECONNECT)

    def invalidate(self, resumable: bool = False) -> None:
        """Invalidate every session (op 9); unless ``resumable``, they are discarded."""
        for session in self.sessions:
            self._invalidate(session, resumable=resumable)

    def publish(self, events: Iterable[Event]) -> None:
        """Send events to every session subscribed to them, subject to armed faults."""
        for event in events:
            for session in self.sessions:
                if session.wants(event):
                    self._deliver(session, event)

    def session_limit(self) -> Mapping[str, int]:
        """Return the ``session_start_limit`` of ``GET /gateway/bot``."""
        limit = self.session_starts.report()
        if (few := self._faults.take("discord.gateway.few-starts")) is not None:
            limit = {**limit, "remaining": int(few.get("remaining", 0))}
        return limit

    # Delivery

    def _deliver(self, session: Session, event: Event) -> None:
        data = session.payload_for(event)
        if self._take_fault("miss-event", event) is not None:
            self._log(session, event.name, data, delivered=False)
            return
        if self._take_fault("unreadable-event", event) is not None:
            data = {}
        drop = self._take_fault("drop", event)
        self._push(session, event.name, data, send=drop is None)
        if drop is not None:
            session.detach(drop.get("code", 4000))
        if self._take_fault("duplicate-event", event) is not None:
            self._push(session, event.name, data, send=drop is None)
        if self._take_fault("reconnect", event) is not None and session.connection is not None:
            session.connection.send(_RECONNECT)
        if (invalid := self._take_fault("invalid-session", event)) is not None:
            self._invalidate(session, resumable=bool(invalid.get("resumable", False)))

    def _take_fault(self, fault: str, event: Event) -> dict[str, Any] | None:
        return self._faults.take(
            f"discord.gateway.{fault}", match=lambda params: params.get("event", event.name) == event.name
        )

    def _push(self, session: Session, name: str, data: dict[str, Any], *, send: bool = True) -> None:
        session.push(name, data, send=send)
        self._log(session, name, data)

    def _log(self, session: Session, name: str, data: dict[str, Any], *, delivered: bool = True) -> None:
        event = GatewayEvent(
            name=name,
            data=data,
            session_id=session.id,
            sequence=session.sequence,
            at=self._world.clock.now(),
            delivered=delivered,
        )
        self._traffic.add_event(event)

    def _invalidate(self, session: Session, *, resumable: bool) -> None:
        if session.connection is not None:
            session.connection.send(_INVALID, resumable)
        if not resumable:
            session.connection = None
            self._sessions.pop(session.id, None)

    # The websocket

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve a websocket until either side closes it."""
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
            self._disconnect(session, connection, socket.close_code)
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await writer
        return socket

    def _disconnect(self, session: Session | None, connection: Connection, code: int | None) -> None:
        if session is not None and session.connection is connection:
            session.connection = None
            # Only close codes 1000 and 1001 end a session; after any other code the client may resume it.
            if code in {1000, 1001} and not connection.closed_by_us:
                self._sessions.pop(session.id, None)
        self._changes.notify()

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
            if session is None:
                begin = self._identify if op == _IDENTIFY else self._resume
                return begin(connection, data)
            connection.close(4005)
        elif op not in _WITHOUT_EFFECT:
            connection.close(4001)
        elif session is None:
            connection.close(4003)
        return session

    def _is_authorised(self, data: dict[str, Any]) -> bool:
        return str(data.get("token", "")).removeprefix("Bot ") == self._token

    def _identify(self, connection: Connection, data: dict[str, Any]) -> Session | None:
        intents, shard = int(data.get("intents") or 0), tuple(data.get("shard") or (0, 1))
        exhausted, in_turn = self.session_starts.is_exhausted(), self.session_starts.take(shard[0])
        refused = self._faults.take("discord.gateway.refuse-identify")
        if refused is not None:
            connection.close(refused.get("code", 4004))
        elif not self._is_authorised(data) or exhausted:
            connection.close(4004)
        elif len(shard) != 2 or not 0 <= shard[0] < shard[1]:
            connection.close(4010)
        elif intents & ~KNOWN_INTENTS:
            connection.close(4013)
        elif intents & PRIVILEGED & ~self._privileged:
            connection.close(4014)
        elif not in_turn:
            connection.send(_INVALID, False)
        else:
            session = Session(secrets.token_hex(16), intents=intents, shard=(shard[0], shard[1]))
            session.connection = connection
            self._sessions[session.id] = session
            self._send_ready(session)
            self._changes.notify()
            return session
        return None

    def _send_ready(self, session: Session) -> None:
        bot, guilds = self._world.bot, [one for one in self._world.guilds.values() if one.has_bot]
        served = [guild for guild in guilds if session.serves(guild.id)]
        unavailable = [{"id": str(guild.id), "unavailable": True} for guild in served]
        application = {
            "id": str(self._world.application_id),
            "flags": application_flags(self._privileged),
        }
        ready = {
            "v": 10,
            "user": user_payload(bot) | {"verified": True, "email": None, "mfa_enabled": True},
            "user_settings": {},
            "guilds": unavailable + self.idle_guilds.unavailable(session.serves),
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self._url(),
            "shard": list(session.shard),
            "application": application,
            **{key: [] for key in _EMPTY_LISTS},
        }
        self._push(session, "READY", ready)
        if not session.intents & Intent.GUILDS:
            return
        for guild in served:
            payload = guild_create_payload(guild, bot)
            if self._faults.take("discord.gateway.no-own-member") is not None:
                payload["members"] = []
            self._push(session, "GUILD_CREATE", payload)
        for text in self.idle_guilds.guild_creates(bot, session.serves):
            session.push_text("GUILD_CREATE", text)

    def _resume(self, connection: Connection, data: dict[str, Any]) -> Session | None:
        if not self._is_authorised(data):
            connection.close(4004)
            return None
        session = self._sessions.get(str(data.get("session_id")))
        missed = None if session is None else session.replay(int(data.get("seq") or 0))
        if session is None or missed is None:
            connection.send(_INVALID, False)
            return None
        session.detach(4000)
        for text in missed:
            connection.send_text(text)
        session.connection = connection
        self._push(session, "RESUMED", {"_trace": []})
        self._changes.notify()
        return session
