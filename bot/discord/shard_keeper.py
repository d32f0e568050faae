"""Shard keeper: opens the shards that this process is assigned, and closes those that others have taken."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

from bot.clock import Clock
from bot.errors import DatabaseUnavailableError, StartupError
from bot.ops.shards import ShardDivision

if TYPE_CHECKING:
    from bot.discord.shards import GatewaySessions

__all__ = ["keep_shards"]

log = structlog.stdlib.get_logger(__name__)

# Interval at which the assignment is read.
_POLL_SECONDS = 1.0
# Time before shards are opened again if too few session starts are left today.
_REFUSED_SECONDS = 300.0


async def keep_shards(sessions: GatewaySessions, division: ShardDivision, clock: Clock) -> None:
    """Follow the assignment of the shards until canceled.

    A shard that belongs to another process is closed once that process receives its events.
    """
    opening: asyncio.Task[None] | None = None
    opens_at = clock.now()
    try:
        await sessions.started.wait()
        while True:
            await division.pause(_POLL_SECONDS)
            if division.is_leaving:
                continue
            try:
                assignment = await division.refresh()
            except DatabaseUnavailableError as error:
                log.debug("shards not read", detail=error.detail)
                continue
            if not assignment.is_settled:
                continue
            sessions.wanted = frozenset(assignment.own)
            if opening is not None and opening.done():
                failure, opening = opening.exception(), None
                if isinstance(failure, StartupError):
                    # The other shards stay connected: ending the process would cost more session starts.
                    log.error("shards not opened", detail=failure.detail)
                    opens_at = clock.now() + _REFUSED_SECONDS
                elif isinstance(failure, Exception):
                    sessions.fail(failure)
            new = sessions.wanted - sessions.known
            if new and opening is None and clock.now() >= opens_at:
                log.info("opening shards", shards=sorted(new))
                opening = asyncio.create_task(sessions.open(new))
            for shard_id in sorted((sessions.ready - sessions.wanted) & assignment.replaced):
                await sessions.close(shard_id)
                log.info("shard handed over to another process", shard=shard_id)
    finally:
        if opening is not None:
            opening.cancel()
