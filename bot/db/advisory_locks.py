"""Advisory locks in PostgreSQL that end with their transaction, and the end of holders that no longer act.

A process that is frozen between two messages of one statement can hold a lock forever: the server's limits for
statements and idle transactions do not apply while it waits for the rest of a statement.
"""

from __future__ import annotations

import structlog
from sqlalchemy import BigInteger, bindparam, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

__all__ = ["end_stale_holder", "try_to_lock"]

log = structlog.stdlib.get_logger(__name__)

# Age of a transaction that holds a lock, above which its process counts as frozen; a few round trips are usual.
_STALE_SECONDS = 5.0

_TRY = select(func.pg_try_advisory_xact_lock(bindparam("lock_id", type_=BigInteger)))
# Only sessions of the same role, which any role may end.
_END = text(
    "SELECT count(pg_terminate_backend(locks.pid)) FROM pg_locks AS locks"
    " JOIN pg_stat_activity AS sessions ON sessions.pid = locks.pid"
    " WHERE locks.locktype = 'advisory' AND locks.granted AND locks.objsubid = 1"
    " AND locks.classid::bigint = :high AND locks.objid::bigint = :low"
    " AND sessions.datname = current_database() AND sessions.usename = current_user"
    " AND sessions.xact_start < clock_timestamp() - make_interval(secs => :seconds)"
)


async def try_to_lock(connection: AsyncConnection, lock_id: int) -> bool:
    """Take the lock until the transaction ends; return ``False`` if another one has it."""
    return bool(await connection.scalar(_TRY, {"lock_id": lock_id}))


async def end_stale_holder(connection: AsyncConnection, lock_id: int) -> None:
    """End the session that has held the lock for too long, if there is one."""
    key = {"high": lock_id >> 32, "low": lock_id & 0xFFFF_FFFF, "seconds": _STALE_SECONDS}
    if await connection.scalar(_END, key):
        log.warning("session of a process that no longer responds ended")
