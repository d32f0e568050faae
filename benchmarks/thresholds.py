"""Thresholds: figures compared with a limit, either directly or as a ratio to another bot."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.results import Results, Spread

__all__ = ["THRESHOLDS", "Threshold"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """Limit for a figure or, with ``versus``, for its ratio to that bot, computed round by round."""

    title: str
    figure: str
    limit: float
    versus: str | None = None
    bot: str = "easel"
    unit: str = "x"
    at_least: bool = False

    @property
    def goal(self) -> str:
        """Return the limit as text, such as ``<= 4 requests``."""
        return f"{'>=' if self.at_least else '<='} {self.limit:g} {self.unit}"

    def read(self, results: Results) -> Spread | None:
        """Return the measured value, or ``None`` if it was not measured."""
        if self.versus is None:
            return results.spread(self.figure, self.bot)
        return results.ratio(self.figure, self.bot, self.versus)

    def read_bare(self, results: Results) -> Spread | None:
        """Return the value of bare transfers, the least that is possible; ``None`` if it was not measured."""
        return None if self.versus in {None, "wire"} else results.ratio(self.figure, "wire", str(self.versus))

    def is_met(self, value: Spread) -> bool:
        """Return whether the median is within the limit."""
        return value.median >= self.limit if self.at_least else value.median <= self.limit


_POLLING, _BESIDE = "easel (polling)", "beside the heavy one"

# fmt: off
THRESHOLDS = (
    Threshold("resident memory idle, vs. floor", "resident_0_servers_mb", 1.6, "floor"),
    Threshold("highest memory, 50 in flight, 0.2 MB each, vs. floor", "highest_at_50_mb", 1.9, "floor"),
    Threshold("start to ready, vs. floor", "start_s", 2.0, "floor"),
    Threshold("acknowledgement p99, 200 in flight, vs. floor", "ack_p99_at_200_ms", 1.15, "floor"),
    Threshold("COMPLETED to posted, one 1 MB image, vs. bare transfers", "post_1x1mb_ms", 2.0, "wire"),
    Threshold("COMPLETED to posted, four 4 MB images, vs. usual", "post_4x4mb_ms", 0.5, "usual"),
    Threshold("COMPLETED to posted p99, 50 that end together, vs. usual", "post_p99_at_50_ms", 0.15, "usual"),
    Threshold("COMPLETED to posted p50, 200 that end together, vs. usual", "post_p50_at_200_ms", 1.0, "usual"),
    Threshold("fal requests per 20 s job, status stream", "fal_requests_20s", 4, unit="requests"),
    Threshold("fal requests per 20 s job, polling", "fal_requests_20s", 15, bot=_POLLING, unit="requests"),
    Threshold("CPU per job of 2.5 s, 50 at once, vs. usual", "cpu_per_job_at_50_ms", 0.25, "usual"),
    Threshold("CPU per 100 jobs of 20 s, vs. usual", "cpu_100_jobs_20s_s", 0.2, "usual"),
    Threshold("PostgreSQL: transactions of a job", "pg_transactions_per_job", 8, unit="transactions"),
    Threshold("PostgreSQL: round trips before the reply", "pg_round_trips_before_ack", 1, unit="round trips"),
    Threshold("peak memory above idle, 200 jobs of four 4 MB images", "peak_200x4x4mb_mb", 150, unit="MB"),
    Threshold("memory per server of 10,000, vs. discord.py's defaults", "memory_per_server_kb", 0.2, "usual"),
    Threshold("event-loop lag p99 while re-encoding 2048 x 2048 images", "lag_p99_ms", 20, unit="ms"),
    Threshold("ledger reserve + settle, vs. raw sqlite3", "ledger_per_s", 0.5, "raw", at_least=True),
    Threshold("first image of a light user beside 50 jobs, vs. alone", "first_picture_s", 1.2, "alone", bot=_BESIDE),
)
# fmt: on
