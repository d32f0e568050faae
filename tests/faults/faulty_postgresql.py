"""PostgreSQL with faults: a proxy between the bot and the server that parses the protocol's messages.

A message that begins a statement can be answered with an error of the server (whose transaction then really has
failed), with a reset, late, never, with bytes that are no message, or with half of the answer.
Format of the messages: https://www.postgresql.org/docs/current/protocol-message-formats.html
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.faults.fault_point import FaultPoint
from tests.faults.faulty_sqlite import is_write, statement_kind

__all__ = ["POSTGRESQL_ANSWERS", "POSTGRESQL_READ_ANSWERS", "open_faulty_proxy"]

#: What can happen to a statement that reads, and to a connection attempt.
POSTGRESQL_READ_ANSWERS = ("own-error", "hang", "reset", "slow", "garbage", "torn")
#: What can happen to a statement that writes, and to the end of its transaction.
POSTGRESQL_ANSWERS = (*POSTGRESQL_READ_ANSWERS, "full", "read-only")

_ERRORS = {
    "own-error": ("53200", "out of memory"),
    "full": ("53100", "could not extend file: No space left on device"),
    "read-only": ("25006", "cannot execute statement in a read-only transaction"),
}
_NO_CONNECTIONS = ("53300", "sorry, too many clients already")
# Not of type 0, for which asyncpg reads the same message forever.
_GARBAGE = b"\xff\x00" * 40
_SLOW_SECONDS = 1.0
_SSL_REQUEST, _CANCEL_REQUEST = 80877103, 80877102
_HEADER = struct.Struct("!I")


def _error(state: str, text: str) -> bytes:
    fields = b"".join(
        name + value.encode() + b"\0"
        for name, value in ((b"S", "ERROR"), (b"V", "ERROR"), (b"C", state), (b"M", text))
    )
    return b"E" + _HEADER.pack(len(fields) + 5) + fields + b"\0"


def _packed(kind: bytes, body: bytes) -> bytes:
    return kind + _HEADER.pack(len(body) + 4) + body


@dataclass(slots=True, eq=False)
class _Session:
    """One connection of the bot. ``error`` replaces the next error of the server; ``torn`` halves its next answer."""

    client: asyncio.StreamWriter
    server: asyncio.StreamWriter
    statements: dict[bytes, str] = field(default_factory=dict)
    wrote: str = ""
    error: bytes = b""
    torn: bool = False
    silent: bool = False
    #: Whether the server, or the fault in its place, has not answered yet.
    waiting: bool = True

    def reset(self) -> None:
        """Reset the bot's side, and close the server's."""
        linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
        with contextlib.suppress(OSError):
            self.client.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.client.transport.abort()
        self.server.transport.abort()


class _Proxy:
    def __init__(self, target: tuple[str, int], point: FaultPoint) -> None:
        self._target = target
        self._point = point
        self._tasks: set[asyncio.Task[None]] = set()
        self._sessions: set[_Session] = set()

    @property
    def is_busy(self) -> bool:
        """Whether the bot waits for an answer."""
        return any(session.waiting for session in self._sessions)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve a connection of the bot."""
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                await self._session(reader, writer)
        finally:
            writer.transport.abort()

    async def close(self) -> None:
        """End every connection."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _session(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        startup = await self._startup(reader, writer)
        there, back = await asyncio.open_connection(*self._target)
        session = _Session(client=writer, server=back)
        self._sessions.add(session)
        try:
            if startup[4:8] != _HEADER.pack(_CANCEL_REQUEST) and not await self._connected(session):
                return
            back.write(startup)
            requests = asyncio.ensure_future(self._requests(reader, session))
            answers = asyncio.ensure_future(self._answers(there, session))
            try:
                await asyncio.wait({requests, answers}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for half in (requests, answers):
                    half.cancel()
                await asyncio.gather(requests, answers, return_exceptions=True)
        finally:
            self._sessions.discard(session)
            back.transport.abort()

    async def _startup(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        while True:
            head = await reader.readexactly(4)
            body = await reader.readexactly(_HEADER.unpack(head)[0] - 4)
            if body != _HEADER.pack(_SSL_REQUEST):
                return head + body
            writer.write(b"N")

    async def _connected(self, session: _Session) -> bool:
        """Apply a fault to the connection attempt; return whether it continues."""
        answer = self._point.answer("CONNECT")
        if answer == "own-error":
            session.client.write(_error(*_NO_CONNECTIONS))
            await session.client.drain()
            session.client.close()
            return False
        return answer is None or await self._strike(answer, session)

    async def _requests(self, reader: asyncio.StreamReader, session: _Session) -> None:
        while True:
            kind = await reader.readexactly(1)
            head = await reader.readexactly(4)
            body = await reader.readexactly(_HEADER.unpack(head)[0] - 4)
            session.waiting = kind != b"X"
            call = self._call(kind, body, session)
            answer = self._point.answer(call) if call else None
            if answer in _ERRORS:
                session.error = _error(*_ERRORS[answer])
                body = _spoiled(kind, body)
            elif answer is not None and not await self._strike(answer, session):
                return
            if not session.silent:
                session.server.write(_packed(kind, body))
                await session.server.drain()

    async def _strike(self, answer: str, session: _Session) -> bool:
        """Apply the fault; return whether the message is passed on."""
        if answer == "reset":
            session.reset()
            return False
        if answer == "garbage":
            session.client.write(_GARBAGE)
            session.silent = True
        if answer == "hang":
            session.silent = True
        if answer == "slow":
            self._point.pass_time(_SLOW_SECONDS)
        session.torn = answer == "torn"
        return True

    def _call(self, kind: bytes, body: bytes, session: _Session) -> str:
        """Return the name of the statement that a message begins; an empty string for any other message."""
        if kind == b"P":
            name, text = body.split(b"\0", 2)[:2]
            session.statements[name] = statement_kind(text.decode())
            return ""
        if kind == b"B":
            call = session.statements.get(body.split(b"\0", 2)[1], "")
        elif kind == b"Q":
            call = statement_kind(body.rstrip(b"\0").decode())
            if body.rstrip(b"\0").endswith(b"COMMIT AND CHAIN"):
                # Its other statements change the shared counters.
                call, session.wrote = "COMMIT", session.wrote or call
        else:
            return ""
        if is_write(call):
            session.wrote = session.wrote or call
        if call in {"COMMIT", "ROLLBACK"}:
            ended, session.wrote = session.wrote, ""
            call = f"COMMIT of {ended}" if ended and call == "COMMIT" else call
        return call

    async def _answers(self, reader: asyncio.StreamReader, session: _Session) -> None:
        while True:
            kind = await reader.readexactly(1)
            head = await reader.readexactly(4)
            message = kind + head + await reader.readexactly(_HEADER.unpack(head)[0] - 4)
            if session.silent:
                continue
            if kind == b"E" and session.error:
                message, session.error = session.error, b""
            if session.torn:
                session.client.write(message[: len(message) // 2])
                await session.client.drain()
                session.reset()
                return
            session.client.write(message)
            await session.client.drain()
            if kind == b"Z":
                session.waiting = False


def _spoiled(kind: bytes, body: bytes) -> bytes:
    """Change a message so that the server fails the statement, and with it the transaction."""
    if kind == b"Q":
        return b"SELECT no_such_column\0"
    portal, _, rest = body.split(b"\0", 2)
    return portal + b"\0no_such_statement\0" + rest


@asynccontextmanager
async def open_faulty_proxy(
    host: str, port: int, point: FaultPoint
) -> AsyncIterator[tuple[int, Callable[[], bool]]]:
    """Run a proxy in front of a server; yields its port, and whether the bot waits for an answer."""
    proxy = _Proxy((host, port), point)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1], lambda: proxy.is_busy
    finally:
        server.close()
        await proxy.close()
