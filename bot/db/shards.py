"""Shard store: the owners of the shards, and the order in which processes start sessions, in PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.advisory_locks import end_stale_holder, try_to_lock
from bot.db.engine import Database
from bot.db.processes import NOW_MS, process_of
from bot.db.schema import identify_buckets, processes, shards
from bot.db.upsert import upsert
from bot.ops.processes import PRESENT_SECONDS, ProcessInfo
from bot.ops.shards import Assignment, divide, shards_of

__all__ = ["SqlShardStore"]

# ID of the advisory lock for the division; an arbitrary unused number.
_LOCK = 0x4541_5345_4C_04
_P, _S, _B = processes.c, shards.c, identify_buckets.c
_PARTICIPANTS = (
    select(processes)
    .where(
        _P.expires_ms > NOW_MS + round(PRESENT_SECONDS * 1000),
        _P.takes_shards == 1,
        _P.shard_count == bindparam("count"),
    )
    .order_by(_P.started_ms, _P.id)
)
_OWNERS = select(_S.id, _S.owner).where(_S.shard_count == bindparam("count"))


class SqlShardStore:
    """:class:`~bot.ops.shards.ShardStore` in SQL. Short transactions only, so that it works behind a pooler."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def assign(self, process_id: str, count: int, *, may_change: bool) -> Assignment:
        # Not on the connection of the lease, whose renewal must not wait.
        async with self._database.read() as connection:
            participants, owners = await _read(connection, count)
        is_settled = divide(count, owners, participants) == owners
        if not is_settled and may_change:
            async with self._database.write() as connection:
                # Do not wait for the lock: the owners that its holder writes are read next time.
                if await try_to_lock(connection, _LOCK):
                    participants, owners = await _read(connection, count)
                    owners = await _write(connection, count, owners, divide(count, owners, participants))
                    is_settled = True
                else:
                    await end_stale_holder(connection, _LOCK)
        takes_part = any(process.id == process_id for process in participants)
        serving = {(process.id, shard) for process in participants for shard in process.shards}
        return Assignment(
            own=shards_of(process_id, count, owners) if takes_part else (),
            replaced=frozenset(
                shard for shard, owner in owners.items() if owner != process_id and (owner, shard) in serving
            ),
            participants=len(participants),
            is_settled=is_settled and takes_part,
        )

    async def reserve_start(self, bucket: int, *, seconds: float) -> float:
        # Imported late, because most bots use SQLite and never need this dialect.
        from sqlalchemy.dialects import postgresql

        milliseconds = round(seconds * 1000)
        reservation = (
            postgresql.insert(identify_buckets)
            .values(bucket=bucket, free_ms=NOW_MS + milliseconds)
            .on_conflict_do_update(
                index_elements=["bucket"], set_={"free_ms": func.greatest(_B.free_ms, NOW_MS) + milliseconds}
            )
            .returning(_B.free_ms - milliseconds - NOW_MS)
        )
        async with self._database.write() as connection:
            wait = await connection.scalar(reservation)
        return max(0.0, float(wait or 0) / 1000)


async def _read(connection: AsyncConnection, count: int) -> tuple[list[ProcessInfo], dict[int, str]]:
    participants = (await connection.execute(_PARTICIPANTS, {"count": count})).all()
    owners = (await connection.execute(_OWNERS, {"count": count})).all()
    return [process_of(row) for row in participants], {row.id: row.owner for row in owners}


async def _write(
    connection: AsyncConnection, count: int, before: Mapping[int, str], after: Mapping[int, str]
) -> dict[int, str]:
    """Write and return the new owners; delete the rows of ended processes with another number of shards."""
    for shard, owner in after.items():
        if before.get(shard) != owner:
            row = {"shard_count": count, "id": shard, "owner": owner}
            await connection.execute(upsert(connection, shards, row))
    live = select(_P.id).where(_P.expires_ms > NOW_MS)
    await connection.execute(delete(shards).where(_S.shard_count != count, _S.owner.not_in(live)))
    return dict(after)
