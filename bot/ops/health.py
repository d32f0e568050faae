"""Health file: the state of the bot for ``easel health``, which needs no port."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import structlog
from filelock import FileLock, Timeout
from sqlalchemy import literal, select

from bot.clock import Clock, SyncedClock
from bot.db.backlog import probe_write
from bot.db.engine import Database
from bot.discord.client import EaselBot
from bot.errors import DatabaseUnavailableError
from bot.fal.circuit_breaker import CircuitBreaker
from bot.images import Spool, SpoolError
from bot.ops.health_check import STALE_SECONDS, health_files, is_healthy
from bot.private_files import FILE_MODE, make_folder, open_private
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
# The interval while there are problems, so that an orchestrator soon sees that a process has become ready.
_UNREADY_SECONDS = 2.0
_DATABASE_SECONDS = 3.0
# Discord acknowledges a heartbeat every 41 s, so a longer silence means a broken connection.
_SILENT_SECONDS = 55.0
# Time without a write after which a row is written to find out whether that is possible.
_UNWRITTEN_SECONDS = 30.0


async def keep_health_file(
    path: Path, problems: Callable[[], Awaitable[Sequence[str]]], clock: SyncedClock, *, bot: str = ""
) -> None:
    """Write the file about every ten seconds until canceled, then remove it; ``bot`` identifies the bot.

    The file contains the machine's time, with which the check compares its own. If another process already writes
    ``path``, a numbered file next to it is used.
    """
    with _own_file(path) as own:
        try:
            while True:
                state = {"bot": bot, "problems": await problems(), "at": clock.machine_now()}
                try:
                    await asyncio.to_thread(_write, own, state)
                except OSError as error:
                    log.warning("health file not writable", error=error.strerror)
                await clock.sleep(_UNREADY_SECONDS if state["problems"] else _EVERY_SECONDS)
        finally:
            try:
                own.unlink(missing_ok=True)
            except OSError as error:
                log.warning("health file not removed", error=error.strerror)


@contextmanager
def _own_file(path: Path) -> Iterator[Path]:
    """Lock a file that no other process writes; remove those of processes that were killed."""
    with ExitStack() as stack:
        own = path
        for number in itertools.count(2):
            try:
                make_folder(own.parent)
                stack.enter_context(_locked(own))
                break
            except Timeout:
                own = path.with_name(f"{path.stem}-{number}{path.suffix}")
            except (OSError, NotImplementedError) as error:
                # Each write reports whether the folder is writable.
                log.debug("health file not locked", error=type(error).__name__)
                break
        for other in health_files(path):
            with suppress(Timeout, OSError, NotImplementedError), _locked(other):
                other.unlink(missing_ok=True)
        yield own


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    lock = FileLock(f"{file}.lock", timeout=0, mode=FILE_MODE, fallback_to_soft=False)
    with lock:
        try:
            yield
        finally:
            # Removed so that another user's process can create its own. Windows cannot remove an open file.
            with suppress(OSError):
                Path(lock.lock_file).unlink()


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
    if (reason := breaker.open_reason) is not None:
        yield f"fal: requests are paused ({reason})"


def _write(path: Path, state: Mapping[str, Any]) -> None:
    make_folder(path.parent)
    fresh = path.with_suffix(".tmp")
    with open_private(fresh) as file:
        file.write(json.dumps({"ready": not state["problems"], **state}).encode())
    fresh.replace(path)
