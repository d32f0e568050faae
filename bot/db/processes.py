"""Process store: the processes that share a PostgreSQL database, and their leases by its clock."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Row, delete, literal_column, select, update

from bot.db.engine import Database
from bot.db.schema import processes
from bot.db.upsert import upsert
from bot.ops.processes import ProcessInfo

__all__ = ["NOW_MS", "SqlProcessStore", "process_of"]

#: The database's time in epoch milliseconds. ``now()`` would be the beginning of the transaction.
NOW_MS = literal_column("(extract(epoch FROM clock_timestamp()) * 1000)::bigint", BigInteger)
# Age at which the row of an ended process is deleted.
_KEPT_MS = 24 * 3600 * 1000

_C = processes.c


class SqlProcessStore:
    """:class:`~bot.ops.processes.ProcessStore` in SQL, on a connection that no other transaction uses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def renew(self, process: ProcessInfo, *, seconds: float) -> bool:
        row = {
            "id": process.id,
            "started_ms": round(process.started_at * 1000),
            "expires_ms": NOW_MS + round(seconds * 1000),
            "shards": ",".join(map(str, process.shards)),
            "shard_count": process.shard_count,
            "takes_shards": int(process.takes_shards),
            "version": process.version,
        }
        async with self._database.lease() as connection:
            known = select(_C.expires_ms > NOW_MS).where(_C.id == process.id).with_for_update()
            in_time = await connection.scalar(known)
            await connection.execute(upsert(connection, processes, row))
        return bool(in_time)

    async def recent(self, *, seconds: float) -> list[ProcessInfo]:
        since = NOW_MS - round(seconds * 1000)
        query = select(processes).where(_C.expires_ms > since).order_by(_C.started_ms, _C.id)
        async with self._database.lease() as connection:
            rows = (await connection.execute(query)).all()
        return [process_of(row) for row in rows]

    async def end(self, process_id: str) -> None:
        ended = update(processes).where(_C.id == process_id)
        async with self._database.lease() as connection:
            await connection.execute(ended.values(expires_ms=NOW_MS))
            await connection.execute(delete(processes).where(_C.expires_ms < NOW_MS - _KEPT_MS))


def process_of(row: Row[Any]) -> ProcessInfo:
    """Return the process of a row of the table."""
    return ProcessInfo(
        id=row.id,
        started_at=row.started_ms / 1000,
        shards=tuple(int(shard) for shard in row.shards.split(",") if shard),
        shard_count=row.shard_count,
        takes_shards=bool(row.takes_shards),
        version=row.version,
    )
