"""The goals: which figure is held against which, and how far it may go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.book import Book, Spread

__all__ = ["GOALS", "Goal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """``read`` takes the value from the book; it is met at ``limit`` or on its better side.

    ``figure`` is the one whose measure the sandbox's own share of a core was noted for.
    """

    title: str
    figure: str
    read: Callable[[Book], Spread | None]
    limit: float
    unit: str = "x"
    at_least: bool = False

    @property
    def words(self) -> str:
        """Such as ``<= 4 requests``."""
        return f"{'>=' if self.at_least else '<='} {self.limit:g} {self.unit}"

    def is_met(self, value: Spread) -> bool:
        """Whether the median reaches the goal."""
        return value.median >= self.limit if self.at_least else value.median <= self.limit


GOALS = (
    Goal(
        title="acknowledgement p99, 200 interactions in flight, against floor",
        figure="ack_p99_at_200_ms",
        read=lambda book: book.ratio("ack_p99_at_200_ms", "easel", "floor"),
        limit=1.15,
    ),
    Goal(
        title="COMPLETED to posted, one 1 MB picture, against the bare transfers",
        figure="post_1x1mb_ms",
        read=lambda book: book.ratio("post_1x1mb_ms", "easel", "wire"),
        limit=1.3,
    ),
    Goal(
        title="COMPLETED to posted, four 4 MB pictures, against usual",
        figure="post_4x4mb_ms",
        read=lambda book: book.ratio("post_4x4mb_ms", "easel", "usual"),
        limit=0.5,
    ),
    Goal(
        title="fal requests per job (20 s), status stream",
        figure="fal_requests_20s",
        read=lambda book: book.spread("fal_requests_20s", "easel"),
        limit=4,
        unit="requests",
    ),
    Goal(
        title="fal requests per job (20 s), polling",
        figure="fal_requests_20s",
        read=lambda book: book.spread("fal_requests_20s", "easel (polling)"),
        limit=15,
        unit="requests",
    ),
    Goal(
        title="CPU per 100 jobs (20 s), against usual",
        figure="cpu_100_jobs_20s_s",
        read=lambda book: book.ratio("cpu_100_jobs_20s_s", "easel", "usual"),
        limit=0.2,
    ),
    Goal(
        title="peak memory above idle, 200 jobs of four 4 MB pictures",
        figure="peak_200x4x4mb_mb",
        read=lambda book: book.spread("peak_200x4x4mb_mb", "easel"),
        limit=150,
        unit="MB",
    ),
    Goal(
        title="start to ready, against floor",
        figure="start_s",
        read=lambda book: book.ratio("start_s", "easel", "floor"),
        limit=1.5,
    ),
    Goal(
        title="memory per server (10,000 servers), against discord.py's defaults",
        figure="memory_per_server_kb",
        read=lambda book: book.ratio("memory_per_server_kb", "easel", "usual"),
        limit=0.2,
    ),
    Goal(
        title="event-loop lag p99 while re-encoding 2048 x 2048",
        figure="lag_p99_ms",
        read=lambda book: book.spread("lag_p99_ms", "easel"),
        limit=20,
        unit="ms",
    ),
    Goal(
        title="ledger reserve + settle, against the same statements in raw sqlite3",
        figure="ledger_per_s",
        read=lambda book: book.ratio("ledger_per_s", "easel", "raw"),
        limit=0.5,
        at_least=True,
    ),
    Goal(
        title="a light member's first picture beside 50 waiting, against alone",
        figure="first_picture_s",
        read=lambda book: book.ratio("first_picture_s", "beside the heavy one", "alone"),
        limit=1.2,
    ),
)
