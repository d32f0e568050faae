"""A PostgreSQL server for fault cases: what can be wrong with it, and a pooler in front of it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.engines import POSTGRES_URL
from tests.tcp_proxy import TcpProxy

__all__ = ["TROUBLES", "Server", "Trouble", "open_pooler", "restart"]


class Server:
    """A database of a PostgreSQL server: ``proxy`` is the bot's way to it, ``admin`` a way of its own."""

    def __init__(self, name: str, proxy: TcpProxy, admin: AsyncEngine) -> None:
        self.name = name
        self.proxy = proxy
        self.admin = admin

    async def run(self, *statements: str) -> None:
        async with self.admin.connect() as connection:
            for statement in statements:
                await connection.execute(text(statement))

    async def disconnect_everybody(self) -> None:
        await self.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{self.name}' AND pid <> pg_backend_pid()"
        )


@asynccontextmanager
async def _away(server: Server) -> AsyncIterator[None]:
    await server.proxy.refuse()
    try:
        yield
    finally:
        await server.proxy.start()


@asynccontextmanager
async def _frozen(server: Server) -> AsyncIterator[None]:
    server.proxy.freeze()
    try:
        yield
    finally:
        server.proxy.thaw()


@asynccontextmanager
async def _failed_over(server: Server) -> AsyncIterator[None]:
    """The host is lost without a reset: old connections stay silent for good, new ones work later."""
    server.proxy.freeze()
    try:
        yield
    finally:
        server.proxy.lose_connections()
        server.proxy.thaw()


@asynccontextmanager
async def _read_only(server: Server) -> AsyncIterator[None]:
    """A standby has taken the server's place."""
    await server.run(f'ALTER DATABASE "{server.name}" SET default_transaction_read_only = on')
    await server.disconnect_everybody()
    try:
        yield
    finally:
        # The bot's own connections of that time stay read-only: they must be discarded.
        await server.run(
            "SET default_transaction_read_only = off",
            f'ALTER DATABASE "{server.name}" RESET default_transaction_read_only',
        )


@asynccontextmanager
async def restart(server: Server) -> AsyncIterator[None]:
    """The server ends every session and comes back at once."""
    await server.disconnect_everybody()
    yield


@asynccontextmanager
async def _no_connections(server: Server) -> AsyncIterator[None]:
    await server.run(f'ALTER DATABASE "{server.name}" ALLOW_CONNECTIONS false')
    await server.disconnect_everybody()
    try:
        yield
    finally:
        await server.run(f'ALTER DATABASE "{server.name}" ALLOW_CONNECTIONS true')


Trouble = Callable[[Server], AbstractAsyncContextManager[None]]
TROUBLES: dict[str, tuple[Trouble, str]] = {
    "refused": (_away, "PostgreSQL refuses connections"),
    "frozen": (_frozen, "the network to PostgreSQL stops"),
    "failed-over": (_failed_over, "PostgreSQL's host is lost without a reset"),
    "read-only": (_read_only, "a read-only standby of PostgreSQL answers"),
    "closed": (_no_connections, "PostgreSQL accepts no connection to this database"),
}


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _pooler_command(folder: Path, server: Server, port: int, size: int) -> list[str]:
    """Write PgBouncer's configuration, and return the command that starts it."""
    url = make_url(os.environ[POSTGRES_URL])
    (folder / "users.txt").write_text(f'"{url.username}" "{url.password}"\n')
    (folder / "pgbouncer.ini").write_text(
        f"[databases]\n{server.name} = host={url.host} port={server.proxy.port}\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n"
        f"auth_type = scram-sha-256\nauth_file = {folder}/users.txt\n"
        f"pool_mode = transaction\ndefault_pool_size = {size}\nserver_login_retry = 1\n"
    )
    command = ["pgbouncer", str(folder / "pgbouncer.ini")]
    if os.geteuid() != 0:
        return command
    folder.chmod(0o755)
    return ["pgbouncer", "-u", "nobody", *command[1:]]


@asynccontextmanager
async def open_pooler(
    folder: Path, server: Server, *, port: int | None = None, size: int = 3
) -> AsyncIterator[int]:
    """PgBouncer in transaction mode with ``size`` server connections; yields its port, by default a free one."""
    port = port or _free_port()
    command = _pooler_command(folder, server, port, size)
    process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.DEVNULL)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                break
            await asyncio.sleep(0.05)
        yield port
    finally:
        process.terminate()
        await process.wait()
