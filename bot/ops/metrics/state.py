"""Metrics of the running bot, read for each scrape.

The database is read at most every 15 seconds. Its values cover all processes, each of which exports the same:
aggregate them with ``max``, not ``sum``.
"""

from __future__ import annotations

import asyncio
import math
import shutil
from collections.abc import Coroutine, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import structlog
from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.engine import make_url
from sqlalchemy.pool import QueuePool

from bot.container import Container
from bot.discord.client import EaselBot
from bot.errors import DatabaseUnavailableError
from bot.jobs.models import JobState
from bot.ops.backlog import Backlog, BacklogStore
from bot.ops.health import find_readiness_problems
from bot.ops.processes import ProcessInfo, unserved_shards
from bot.retry import detach_after
from config import Settings

__all__ = ["StateCollector"]

log = structlog.stdlib.get_logger(__name__)

_T = TypeVar("_T")

# Age at which the values from the database and the readiness are read again.
_FRESH_SECONDS = 15.0
_DATABASE_SECONDS = 3.0


class StateCollector(Collector):
    """Collects the state of the bot; call :meth:`refresh` before each scrape."""

    def __init__(self, bot: EaselBot, services: Container, backlogs: BacklogStore) -> None:
        self._bot = bot
        self._services = services
        self._backlogs = backlogs
        self._backlog: Backlog | None = None
        self._processes: Sequence[ProcessInfo] | None = None
        self._problems: Sequence[str] = ("not read yet",)
        self._refreshed_at = -math.inf
        self._refreshing = asyncio.Lock()

    async def refresh(self) -> None:
        """Read the database and the readiness, unless that was done recently. Does not raise in an outage."""
        async with self._refreshing:
            now = self._services.clock.now()
            if 0 <= now - self._refreshed_at < _FRESH_SECONDS:
                return
            self._problems = await self.problems()
            self._backlog = await self._read(self._backlogs.read(self._services.quota.period().day))
            process = self._services.process
            others = None if process is None else await self._read(process.others())
            self._processes = None if process is None or others is None else [process.info, *others]
            self._refreshed_at = now

    async def problems(self) -> Sequence[str]:
        """Return the reasons why this process cannot serve requests."""
        services = self._services
        return await find_readiness_problems(self._bot, services.database, services.spool, services.clock)

    def collect(self) -> Iterable[Metric]:
        yield _gauge("easel_ready", "Whether this process can serve requests.", float(not self._problems))
        yield from self._jobs()
        yield from self._shards()
        yield from self._connections()
        yield from self._disks()

    async def _read(self, reading: Coroutine[Any, Any, _T]) -> _T | None:
        """Return what is read from the database; ``None`` if that is not possible now."""
        try:
            return await detach_after(self._services.clock, _DATABASE_SECONDS, reading)
        except (DatabaseUnavailableError, TimeoutError) as error:
            log.debug("state not read", error=type(error).__name__)
            return None

    def _jobs(self) -> Iterator[Metric]:
        services, settings = self._services, self._services.settings
        yield _gauge(
            "easel_process_jobs", "Queued and running jobs of this process.", services.dispatcher.open_jobs
        )
        process = services.process
        yield _gauge(
            "easel_process_lease_valid",
            "Whether this process holds its lease; only with PostgreSQL.",
            None if process is None else float(process.is_valid),
        )
        processes = self._processes
        yield _gauge(
            "easel_processes",
            "Processes with a valid lease; only with PostgreSQL.",
            None if processes is None else len(processes),
        )
        yield _gauge(
            "easel_shards_unserved",
            "Shards whose events no process receives; only with PostgreSQL.",
            None if processes is None else len(unserved_shards(processes)),
        )
        yield _gauge(
            "easel_job_deadline_seconds", "Time limit of a job at fal.", settings.job_deadline_seconds
        )
        yield _gauge(
            "easel_fal_breaker_open",
            "Whether requests to fal are paused because it refuses the account or fails all requests.",
            float(services.breaker.open_reason is not None),
        )
        balance = services.cost_monitor.balance
        yield _gauge(
            "easel_fal_balance_usd",
            "Balance of the fal account in US dollars as last read, if FAL_BALANCE_WARNING_USD is set.",
            None if balance is None else float(balance),
        )
        cap = services.quota.caps.bot
        yield _gauge("easel_credits_daily_limit", "Limit of the credits of a day, of the whole bot.", cap)
        if (backlog := self._backlog) is not None:
            yield from self._backlog_metrics(backlog)

    def _backlog_metrics(self, backlog: Backlog) -> Iterator[Metric]:
        now = self._services.clock.now()
        states = [state for state in JobState if state.is_open]
        counts = {state.value: backlog.open[state].count if state in backlog.open else 0 for state in states}
        ages = {
            state.value: max(0.0, now - backlog.open[state].oldest_at) if state in backlog.open else 0.0
            for state in states
        }
        yield _gauges("easel_open_jobs", "Open jobs of all processes, by state.", "state", counts)
        yield _gauges(
            "easel_oldest_open_job_age_seconds",
            "Age of the oldest open job of all processes, by state; 0 without one.",
            "state",
            ages,
        )
        yield _gauge(
            "easel_unnotified_jobs",
            "Ended jobs of all processes whose member has yet to be notified.",
            backlog.unnotified,
        )
        yield _gauge(
            "easel_credits_today",
            "Credits reserved and charged today, of the whole bot.",
            backlog.credits_today,
        )
        yield _gauge("easel_paused", "Whether the operator has paused the bot.", float(bool(backlog.pause)))

    def _shards(self) -> Iterator[Metric]:
        shards = {str(shard.id): shard for shard in self._bot.shard_states()}
        yield _gauges(
            "easel_gateway_shard_connected",
            "Whether a shard has a connection, by shard.",
            "shard",
            {name: float(shard.is_open) for name, shard in shards.items()},
        )
        yield _gauges(
            "easel_gateway_heartbeat_latency_seconds",
            "Time between a heartbeat and its acknowledgement, by shard.",
            "shard",
            {name: shard.latency for name, shard in shards.items() if math.isfinite(shard.latency)},
        )
        yield _gauges(
            "easel_gateway_silence_seconds",
            "Time since Discord sent something, by shard.",
            "shard",
            {name: shard.silence for name, shard in shards.items()},
        )
        yield _gauge("easel_shards", "Shards of all processes.", self._bot.shard_count)
        yield _gauge("easel_gateway_guilds", "Servers of this process.", self._bot.guild_count)
        yield _gauge(
            "easel_gateway_session_starts_remaining",
            "Sessions that can still be started today; Discord's limit, as last read.",
            self._bot.session_starts_left,
        )
        yield _gauge(
            "easel_discord_invalid_requests",
            "Responses 401, 403 and 429 in the last ten minutes; Discord blocks the address at 10,000.",
            self._bot.invalid_requests.count,
        )

    def _connections(self) -> Iterator[Metric]:
        database = self._services.database
        yield _gauge("easel_database_up", "Whether no outage is known.", float(database.outages.away is None))
        pools = {name: pool for name, pool in database.pools.items() if isinstance(pool, QueuePool)}
        yield _gauges(
            "easel_database_connections_in_use",
            "Connections that transactions use now, by pool.",
            "pool",
            {name: pool.checkedout() for name, pool in pools.items()},
        )
        yield _gauges(
            "easel_database_connections_limit",
            "Connections of a pool, not counting those opened when it is exhausted.",
            "pool",
            {name: pool.size() for name, pool in pools.items()},
        )

    def _disks(self) -> Iterator[Metric]:
        settings = self._services.settings
        yield _gauge("easel_spool_used_bytes", "Size of the spooled files.", self._services.spool.used_bytes)
        yield _gauge("easel_spool_limit_bytes", "Limit of the spooled files.", settings.spool_max_bytes)
        free = {name: _free_bytes(folder) for name, folder in _folders(settings).items()}
        yield _gauges(
            "easel_disk_free_bytes",
            "Free space of the disk of the spool, and of the SQLite database.",
            "disk",
            {name: size for name, size in free.items() if size is not None},
        )


def _gauge(name: str, text: str, value: float | None) -> Metric:
    """Return a metric without labels, and without a sample if the value is unknown."""
    return GaugeMetricFamily(name, text, value=value)


def _gauges(name: str, text: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(name, text, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def _folders(settings: Settings) -> Mapping[str, Path]:
    folders = {"spool": settings.spool_dir}
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        folders["database"] = Path(url.database).parent
    return folders


def _free_bytes(folder: Path) -> int | None:
    """Return the free space of the folder's disk; the folder need not exist yet."""
    existing = next((path for path in (folder, *folder.absolute().parents) if path.exists()), Path())
    try:
        return shutil.disk_usage(existing).free
    except OSError:
        return None
