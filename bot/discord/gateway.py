"""Gateway session: unreadable events are skipped, and final close codes end the bot with one line.

discord.py ends the whole client if parsing a single event raises, and logs a traceback for every failed
connection. Here, such an event is skipped and logged without its content. Only HELLO and READY are
indispensable: without them the shard closes the connection and reconnects after a delay.

Private API of discord.py (2.7): ``DiscordWebSocket.received_message``, ``DiscordWebSocket.identify``,
``DiscordWebSocket._decompressor``, ``discord.shard.DiscordWebSocket`` and ``CommandTree._call``.
"""

from __future__ import annotations

import asyncio
import time
from contextvars import ContextVar
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import aiohttp
import discord.gateway
import discord.shard
import orjson
import structlog
from discord import app_commands

from bot.clock import Clock
from bot.errors import StartupError

if TYPE_CHECKING:
    from bot.discord.client import EaselBot

__all__ = [
    "CLOSE_ERRORS",
    "INDISPENSABLE",
    "EventGuard",
    "GuardedCommandTree",
    "GuardedWebSocket",
    "close_error",
    "received_at",
    "use_guarded_websocket",
]

log = structlog.stdlib.get_logger(__name__)

#: Time (``time.perf_counter``) of the gateway event that a task handles.
received_at: ContextVar[float | None] = ContextVar("received_at", default=None)

#: Close codes after which Discord refuses every further session, with advice for the operator.
CLOSE_ERRORS = {
    4004: "DISCORD_TOKEN: Discord no longer accepts this token; copy the current one from the developer portal, page Bot",
    4010: "SHARD_IDS: Discord does not accept this shard; check SHARD_IDS and SHARD_COUNT",
    4011: "SHARD_COUNT: Discord requires more shards for this many servers; raise SHARD_COUNT or remove it",
    4012: "Discord no longer offers this version of its gateway; update Easel",
    4013: "Discord does not accept the gateway intents; update Easel",
    4014: "DISCORD_TOKEN: Discord does not allow this application the gateway intents; "
    "check that the token belongs to Easel's application, or update Easel",
}
_PRIVILEGED_INTENTS = 4014
#: Events without which a session is useless.
INDISPENSABLE = frozenset({"HELLO", "READY"})
# Seconds between two log lines about the same event.
_LOG_SECONDS = 60.0
# Logged in place of the event's name for a frame without a known one.
_FRAME = "(frame)"
# Errors by which discord.py requests a reconnection.
_CONNECTION_ERRORS = (
    discord.ConnectionClosed,
    discord.gateway.ReconnectWebSocket,
    discord.gateway.WebSocketClosure,
    aiohttp.ClientError,
    asyncio.TimeoutError,
    OSError,
    StartupError,
)


def close_error(error: discord.ConnectionClosed | discord.PrivilegedIntentsRequired) -> StartupError:
    """Return the operator's line for a connection that Discord has closed permanently."""
    code = error.code if isinstance(error, discord.ConnectionClosed) else _PRIVILEGED_INTENTS
    advice = CLOSE_ERRORS.get(code, "Discord closed the gateway connection and accepts no other")
    return StartupError(detail=f"{advice} (gateway close code {code})")


class EventGuard:
    """Logs events that cannot be read and handlers that fail, at most once a minute for each event."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._logged_at: dict[str, float] = {}
        self._unlogged: dict[str, int] = {}

    def skipped(self, event: str, error: BaseException) -> None:
        """Log that an event was skipped: the error's type and place, but nothing that Discord sent."""
        more = self._count(event)
        if more is not None:
            log.error(
                "gateway event skipped: it cannot be read",
                gateway_event=event,
                error=type(error).__name__,
                at=_place_of(error),
                more_since_last_line=more or None,
            )

    def handler_failed(self, handler: str, error: BaseException) -> None:
        """Log that the handler of an event raised, with a traceback."""
        more = self._count(handler)
        if more is not None:
            log.error(
                "event handler failed", handler=handler, more_since_last_line=more or None, exc_info=error
            )

    def _count(self, name: str) -> int | None:
        """Return how many failures were not logged since the last line, or ``None`` if it is recent."""
        now = self._clock.now()
        if 0 <= now - self._logged_at.get(name, -_LOG_SECONDS) < _LOG_SECONDS:
            self._unlogged[name] = self._unlogged.get(name, 0) + 1
            return None
        self._logged_at[name] = now
        return self._unlogged.pop(name, 0)


class GuardedWebSocket(discord.gateway.DiscordWebSocket):
    """discord.py's gateway connection, which survives unreadable frames and reports final close codes."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, *, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(socket, loop=loop)
        self._code_received: int | None = None
        self._receive = socket.receive
        socket.receive = self._receive_noting_code  # type: ignore[method-assign]

    async def _receive_noting_code(self, timeout: float | None = None) -> aiohttp.WSMessage:
        message = await self._receive(timeout)
        if message.type is aiohttp.WSMsgType.CLOSE:
            self._code_received = message.data
        return message

    async def poll_event(self) -> None:
        """Handle the next frame; raise :class:`discord.ConnectionClosed` after a final close code."""
        try:
            await super().poll_event()
        except discord.gateway.ReconnectWebSocket:
            # aiohttp replaces Discord's code by 1006 if the connection breaks while it confirms the close.
            if self._code_received in CLOSE_ERRORS:
                raise discord.ConnectionClosed(
                    self.socket, shard_id=self.shard_id, code=self._code_received
                ) from None
            raise

    async def identify(self) -> None:
        """Start the session; close the connection if that is canceled or not allowed."""
        try:
            await super().identify()
        except BaseException:
            # No shard has the connection yet, whose thread would go on sending heartbeats.
            await self.close(code=1000)
            raise

    async def received_message(self, msg: Any, /) -> None:
        """Handle one frame; raise :class:`ConnectionError` for one without which the session is useless."""
        received_at.set(time.perf_counter())
        try:
            text = self._decompressor.decompress(msg) if type(msg) is bytes else msg
        except Exception as error:
            # The rest of the compressed stream is lost.
            await self._give_up(_FRAME, error)
            return
        if text is None:
            return
        try:
            await super().received_message(text)
        except _CONNECTION_ERRORS:
            raise
        except Exception as error:
            event = self._event_of(text)
            if event in INDISPENSABLE:
                await self._give_up(event, error)
            self._guard.skipped(event, error)

    @property
    def _guard(self) -> EventGuard:
        client: EaselBot = self._connection._get_client()  # type: ignore[assignment]
        return client.event_guard

    def _event_of(self, text: str) -> str:
        """Return the name of the event in an unreadable frame, if it is a known one."""
        try:
            frame = orjson.loads(text)
            name = "HELLO" if frame.get("op") == self.HELLO else frame.get("t")
        except (ValueError, AttributeError):
            return _FRAME
        return (
            name if name == "HELLO" or (isinstance(name, str) and name in self._discord_parsers) else _FRAME
        )

    async def _give_up(self, event: str, error: Exception) -> None:
        """Close the connection; the shard reconnects after a growing delay."""
        self._guard.skipped(event, error)
        await self.close(code=4000)
        raise ConnectionError(f"the gateway's {event} cannot be read") from error


class GuardedCommandTree(app_commands.CommandTree["EaselBot"]):
    """discord.py's command tree, which replies to an unreadable command as to an outdated one."""

    async def _call(self, interaction: discord.Interaction[EaselBot]) -> None:
        try:
            await super()._call(interaction)
        except Exception as error:
            # Not raised again: discord.py would read the command a second time to find its error handler.
            if not isinstance(error, app_commands.AppCommandError):
                self.client.event_guard.skipped("INTERACTION_CREATE", error)
                error = app_commands.CommandNotFound("unreadable", [])
            if interaction.type is discord.InteractionType.application_command:
                await self._answer(interaction, error)

    async def _answer(
        self, interaction: discord.Interaction[EaselBot], error: app_commands.AppCommandError
    ) -> None:
        try:
            await self.on_error(interaction, error)
        except Exception as failure:
            # Even the parts that an answer needs, such as the locale, are unreadable.
            self.client.event_guard.skipped("INTERACTION_CREATE", failure)


def use_guarded_websocket() -> None:
    """Let discord.py's shards open their connections with :class:`GuardedWebSocket`."""
    discord.shard.DiscordWebSocket = GuardedWebSocket  # type: ignore[misc]


def _place_of(error: BaseException) -> str | None:
    """Return the file and line that raised."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace and f"{PurePath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
