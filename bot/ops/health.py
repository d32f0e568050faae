"""Health file: the state of the bot for ``easel health``, which needs no port."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path

import structlog
from sqlalchemy import literal, select

from bot.clock import Clock
from bot.db.engine import Database
from bot.discord.client import EaselBot
from bot.errors import DatabaseUnavailableError
from bot.fal.circuit_breaker import CircuitBreaker
from bot.ops.health_check import STALE_SECONDS, is_healthy
from bot.private_files import make_folder, open_private
from bot.retry import detach_after

__all__ = ["STALE_SECONDS", "find_problems", "is_healthy", "keep_health_file"]

log = structlog.stdlib.get_logger(__name__)

_EVERY_SECONDS = 10.0
_DATABASE_SECONDS = 3.0
# Discord acknowledges a heartbeat every 41 s, so a longer silence means a broken connection.
_SILENT_SECONDS = 55.0


async def keep_health_file(
    path: Path, problems: Callable[[], Awaitable[Sequence[str]]], clock: Clock
) -> None:
    """Write the file every ten seconds until canceled, then remove it."""
    try:
        while True:
            found = await problems()
            try:
                await asyncio.to_thread(_write, path, found, clock.now())
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


def _gateway_problems(bot: EaselBot) -> Iterator[str]:
    if not bot.is_ready():
        yield "gateway: not connected to Discord"
    elif (seconds := bot.gateway_silence()) > _SILENT_SECONDS:
        yield f"gateway: nothing from Discord for {seconds:.0f} s"


async def _database_problem(database: Database, clock: Clock) -> str:
    async def read() -> None:
        async with database.read() as connection:
            await connection.execute(select(literal(1)))

    try:
        await detach_after(clock, _DATABASE_SECONDS, read())
    except DatabaseUnavailableError as error:
        return f"database: {error.detail}"
    except TimeoutError:
        return f"database: no response within {_DATABASE_SECONDS:g} s"
    except Exception as error:
        log.exception("database check failed")
        return f"database: {type(error).__name__}"
    return "" if (away := database.outages.away) is None else f"database: {away}"


def _fal_problems(breaker: CircuitBreaker) -> Iterator[str]:
    if (trouble := breaker.trouble) is not None:
        yield f"fal: requests are paused ({trouble})"


def _write(path: Path, problems: Sequence[str], now: float) -> None:
    make_folder(path.parent)
    fresh = path.with_suffix(".tmp")
    with open_private(fresh) as file:
        file.write(json.dumps({"ready": not problems, "problems": problems, "at": now}).encode())
    fresh.replace(path)
