"""Health file: the state of the bot for ``easel health``, which needs no port."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import literal, select

from bot.clock import Clock, SyncedClock
from bot.db.backlog import probe_write
from bot.db.engine import Database
from bot.discord.client import EaselBot
from bot.errors import DatabaseUnavailableError
from bot.fal.circuit_breaker import CircuitBreaker
from bot.images import Spool, SpoolError
from bot.ops.health_check import STALE_SECONDS, is_healthy
from bot.private_files import make_folder, open_private
from bot.retry import detach_after

__all__ = [
    "STALE_SECONDS",
    "find_problems",
    "find_readiness_problems",
    "is_healthy",
    "keep_health_file",
]

log = structlog.stdlib.get_logger(__name__)

_EVERY_SECONDS = 10.0
_DATABASE_SECONDS = 3.0
# Discord acknowledges a heartbeat every 41 s, so a longer silence means a broken connection.
_SILENT_SECONDS = 55.0
# Time without a write after which a row is written to find out whether that is possible.
_UNWRITTEN_SECONDS = 30.0


async def keep_health_file(
    path: Path, problems: Callable[[], Awaitable[Sequence[str]]], clock: SyncedClock
) -> None:
    """Write the file every ten seconds until canceled, then remove it.

    It has the machine's time, because the check compares it with that.
    """
    try:
        while True:
            found = await problems()
            try:
                await asyncio.to_thread(_write, path, found, clock.machine_now())
            except OSError as error:
                log.warning("health file not writable", error=error.strerror)
            await clock.sleep(_EVERY_SECONDS)
    finally:
        try:
            path.unlink(missing_ok=True)  # noqa: ASYNC240 - once, at the end
        except OSError as error:
            log.warning("health file not removed", error=error.strerror)


async def find_problems(
    bot: EaselBot, database: Database, breaker: CircuitBreaker, clock: Clock
) -> Sequence[str]:
    """Return a line for each service that the bot cannot use: Discord's gateway, the database, fal."""
    database_line = await _database_problem(database, clock)
    return [*_gateway_problems(bot), *filter(None, [database_line]), *_fal_problems(breaker)]


async def find_readiness_problems(
    bot: EaselBot, database: Database, spool: Spool, clock: Clock
) -> Sequence[str]:
    """Return a line for each reason why this process cannot serve requests; fal is none, because jobs wait.

    Unlike :func:`find_problems`, this also finds a database that cannot be written, and a spool without room.
    """
    lost = [
        f"gateway: shard {shard.id} has no connection" for shard in bot.shard_states() if not shard.is_open
    ]
    database_line = await _write_problem(database, clock) or await _database_problem(database, clock)
    return [*(list(_gateway_problems(bot)) or lost), *filter(None, [database_line, _spool_problem(spool)])]


def _gateway_problems(bot: EaselBot) -> Iterator[str]:
    if not bot.is_ready():
        yield "gateway: not connected to Discord"
    elif (seconds := bot.gateway_silence()) > _SILENT_SECONDS:
        yield f"gateway: nothing from Discord for {seconds:.0f} s"


async def _database_problem(database: Database, clock: Clock) -> str:
    async def read() -> None:
        async with database.read() as connection:
            await connection.execute(select(literal(1)))

    if line := await _failure_of(read(), clock):
        return line
    return "" if (away := database.outages.away) is None else f"database: {away}"


async def _write_problem(database: Database, clock: Clock) -> str:
    """Return why the database cannot be written; nothing is written soon after another write.

    On SQLite, an outage ends with the next write, which this may be.
    """
    now, written_at = asyncio.get_running_loop().time(), database.written_at
    is_recent = written_at is not None and now - written_at < _UNWRITTEN_SECONDS
    if is_recent and database.outages.away is None:
        return ""
    return await _failure_of(probe_write(database, clock.now()), clock)


async def _failure_of(transaction: Coroutine[Any, Any, None], clock: Clock) -> str:
    try:
        await detach_after(clock, _DATABASE_SECONDS, transaction)
    except DatabaseUnavailableError as error:
        return f"database: {error.detail}"
    except TimeoutError:
        return f"database: no response within {_DATABASE_SECONDS:g} s"
    except Exception as error:
        log.exception("database check failed")
        return f"database: {type(error).__name__}"
    return ""


def _spool_problem(spool: Spool) -> str:
    try:
        spool.check_disk()
    except SpoolError as error:
        return f"spool: {error.detail}"
    return ""


def _fal_problems(breaker: CircuitBreaker) -> Iterator[str]:
    if (trouble := breaker.trouble) is not None:
        yield f"fal: requests are paused ({trouble})"


def _write(path: Path, problems: Sequence[str], now: float) -> None:
    make_folder(path.parent)
    fresh = path.with_suffix(".tmp")
    with open_private(fresh) as file:
        file.write(json.dumps({"ready": not problems, "problems": problems, "at": now}).encode())
    fresh.replace(path)
