"""Retention: deletes old jobs, including their prompts, and expired temporary data."""

from __future__ import annotations

from typing import Protocol
from zoneinfo import ZoneInfo

import structlog

from bot.clock import Clock
from bot.errors import DatabaseUnavailableError
from bot.quota.periods import period_at

__all__ = ["RetentionStore", "run_retention"]

log = structlog.stdlib.get_logger(__name__)

_INTERVAL_SECONDS = 6 * 3600.0


class RetentionStore(Protocol):
    """Deletion of old rows from the database."""

    async def delete_old(self, *, now: float, day: str, days: int | None) -> int:
        """Delete expired temporary rows and jobs that ended over ``days`` days ago; return the job count.

        ``now`` is in epoch seconds, ``day`` is the quota day; ``days=None`` keeps all jobs.
        """
        ...


async def run_retention(store: RetentionStore, clock: Clock, *, days: int | None, zone: ZoneInfo) -> None:
    """Delete old rows every six hours until cancelled."""
    while True:
        now = clock.now()
        try:
            removed = await store.delete_old(now=now, day=period_at(now, zone).day, days=days)
            if removed:
                log.info("old jobs deleted", count=removed, days=days)
        except DatabaseUnavailableError as error:
            log.warning("retention postponed", detail=error.detail)
        except Exception:
            # Retried in six hours, for example if the database is unavailable; no user is waiting for it.
            log.exception("retention failed")
        await clock.sleep(_INTERVAL_SECONDS)
