"""Shards: how processes that share a PostgreSQL database divide Discord's shards among themselves.

Each shard has an owner. Whenever a process joins or leaves, any process reassigns as few shards as possible, so that
all processes have the same number of them, or one more. The former owner closes its session only when the new
one receives the shard's events. Meanwhile both receive them, which is harmless: Discord accepts one response to an
interaction, and reactions are claimed in the database. A shard therefore needs no lease of its own, and is free
soon after its owner has last renewed its lease (:mod:`bot.ops.processes`), even before that lease ends.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import structlog

from bot.errors import DatabaseUnavailableError
from bot.ops.processes import PRESENT_SECONDS, ProcessInfo, RegisteredProcess

__all__ = ["Assignment", "ShardDivision", "ShardStore", "choose_count", "divide", "shards_of"]

log = structlog.stdlib.get_logger(__name__)

# A process that starts next to others adopts their number of shards, unless Discord recommends more than this
# many times as many. Discord recommends a shard for 1,000 servers and allows 2,500.
_MOST_GROWTH = 2
# Pause before the other processes are checked again.
_PAUSE_SECONDS = 0.2
# Interval between attempts at a start during an outage of the database.
_RETRY_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """The shards of a process: ``own``, and ``replaced`` by others, which own them and receive their events.

    ``participants`` is the number of processes among which the shards are divided. Unless it ``is_settled``, the owners
    are about to change, or the process takes no part.
    """

    own: tuple[int, ...]
    replaced: frozenset[int]
    participants: int
    is_settled: bool


class ShardStore(Protocol):
    """Port: the owners of the shards, and the order of session starts."""

    async def assign(self, process_id: str, count: int, *, may_change: bool) -> Assignment:
        """Divide ``count`` shards among the live processes, and return those of one process.

        Without ``may_change``, the owners stay as they are. Raises
        :class:`~bot.errors.DatabaseUnavailableError`.
        """
        ...

    async def reserve_start(self, bucket: int, *, seconds: float) -> float:
        """Reserve the next session start of a bucket, ``seconds`` after the one before it; return when, in seconds.

        Raises :class:`~bot.errors.DatabaseUnavailableError`.
        """
        ...


def choose_count(recommended: int, running: Sequence[int]) -> int:
    """Return the number of shards for a process that starts next to others with ``running`` shards each."""
    known = [count for count in running if count > 0]
    return known[-1] if known and recommended <= _MOST_GROWTH * known[-1] else recommended


def divide(count: int, owners: Mapping[int, str], processes: Sequence[ProcessInfo]) -> dict[int, str]:
    """Return the owner of each shard; ``processes``, oldest first, are those that are alive.

    A shard that has to move goes to a process that already receives its events, if possible.
    """
    if not processes:
        return {}
    held: dict[str, list[int]] = {process.id: [] for process in processes}
    for shard in range(count):
        if (owner := owners.get(shard)) in held:
            held[owner].append(shard)
    share, extra = divmod(count, len(processes))
    by_size = sorted(processes, key=lambda process: -len(held[process.id]))
    room: dict[str, int] = {}
    for rank, process in enumerate(by_size):
        size = share + (rank < extra)
        served_first = sorted(held[process.id], key=lambda shard: (shard not in process.shards, shard))
        held[process.id] = served_first[:size]
        room[process.id] = size - len(held[process.id])
    kept = {shard for shards in held.values() for shard in shards}
    for shard in range(count):
        if shard not in kept:
            process = min(
                (process for process in processes if room[process.id]),
                key=lambda process: (shard not in process.shards, len(held[process.id])),
            )
            held[process.id].append(shard)
            room[process.id] -= 1
    return {shard: process_id for process_id, shards in held.items() for shard in shards}


def shards_of(process_id: str, count: int, owners: Mapping[int, str]) -> tuple[int, ...]:
    """Return the shards whose events a process is to receive.

    One that owns none, because there are more processes than shards, receives those of another one's shard, so
    that it can replace it at once.
    """
    own = tuple(sorted(shard for shard, owner in owners.items() if owner == process_id))
    return own or (int(process_id, 16) % count,)


class ShardDivision:
    """This process's part in the division of the shards."""

    def __init__(self, store: ShardStore, process: RegisteredProcess) -> None:
        self._store = store
        self._process = process
        self._is_leaving = False

    @property
    def is_leaving(self) -> bool:
        """Whether this process has given up its shards."""
        return self._is_leaving

    async def pause(self, seconds: float) -> None:
        """Wait before the assignment is read again, as fast as the database's clock runs."""
        await self._process.sleep(seconds)

    async def join(self, recommended: int, *, fixed: int | None) -> tuple[int, tuple[int, ...]]:
        """Take part from now on; return the number of shards and this process's own.

        ``recommended`` is Discord's number of shards, ``fixed`` the operator's. Waits for the database.
        """
        is_logged = False
        while True:
            try:
                return await self._join(recommended, fixed)
            except DatabaseUnavailableError as error:
                if not is_logged:
                    log.warning("shards not assigned yet", detail=error.detail)
                    is_logged = True
            await self.pause(_RETRY_SECONDS)

    async def _join(self, recommended: int, fixed: int | None) -> tuple[int, tuple[int, ...]]:
        process = self._process
        running = [other.shard_count for other in await process.others() if other.takes_shards]
        count = fixed or choose_count(recommended, running)
        process.shard_count, process.takes_shards = count, True
        await process.renew_now()
        while True:
            assignment = await self.refresh()
            if assignment.is_settled:
                break
            await asyncio.sleep(_PAUSE_SECONDS)
        log.info("shards assigned", shards=len(assignment.own), of=count, processes=assignment.participants)
        return count, assignment.own

    async def refresh(self) -> Assignment:
        """Divide the shards again if processes have come or gone; return this process's part.

        After an outage of the database, other processes get time to renew their leases first. Raises
        :class:`~bot.errors.DatabaseUnavailableError`.
        """
        process = self._process
        return await self._store.assign(process.id, process.shard_count, may_change=process.is_steady)

    async def leave(self, shards: Collection[int], *, seconds: float) -> bool:
        """Hand the ``shards`` that this process receives over to others; wait until they receive them.

        Other processes may use another number of shards. Returns ``False`` if there are none and ``shards`` is not
        empty. After ``seconds``, any remaining shards are left to them without confirmation.
        """
        self._is_leaving, self._process.takes_shards = True, False
        is_announced, others = False, 0
        try:
            async with asyncio.timeout(seconds):
                while True:
                    try:
                        if not is_announced:
                            await self._process.renew_now()
                            is_announced = True
                        await self.refresh()
                        if not shards or await self._process.is_replaced(shards):
                            return True
                        others = await self._count_others()
                        if others == 0:
                            return False
                    except DatabaseUnavailableError as error:
                        log.debug("shards not handed over yet", detail=error.detail)
                    await asyncio.sleep(_PAUSE_SECONDS)
        except TimeoutError:
            log.warning("shards not handed over within the time limit", processes=others)
        return others > 0

    async def _count_others(self) -> int:
        present = await self._process.others(seconds=-PRESENT_SECONDS)
        return sum(other.takes_shards for other in present)

    async def wait_for_start(self, bucket: int, *, seconds: float) -> float:
        """Reserve the next session start of a bucket; return the time until then, in seconds."""
        return await self._store.reserve_start(bucket, seconds=seconds)
