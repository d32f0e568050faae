"""Benchmark plans: rounds, sizes and time limits of a run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["FULL", "LEVELS", "SERVERS", "SHORT", "Case", "Plan", "expected_figures"]

LEVELS = (1, 50, 200)
"""Jobs in flight, all requested at once by different users."""

SERVERS = (2_500, 10_000)
"""Numbers of servers, each with 20 channels and 10 roles."""

_WITH_IMAGES = ("usual", "easel")
_SHARES = ("p50", "p99", "max")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Memory case: jobs in flight, images per job, MB per image."""

    jobs: int
    images: int
    megabytes: int

    def __str__(self) -> str:
        return f"{self.jobs}x{self.images}x{self.megabytes}mb"

    @property
    def total_mb(self) -> int:
        """Total size of all images, in MB."""
        return self.jobs * self.images * self.megabytes


_THRESHOLD_CASE = Case(jobs=200, images=4, megabytes=4)
_GRID = tuple(Case(jobs=jobs, images=1, megabytes=mb) for jobs in LEVELS for mb in (1, 4, 9))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``rounds`` and ``seconds`` by measure. A measure may also use time left over by earlier ones."""

    full: bool
    rounds: dict[str, int]
    seconds: dict[str, float]
    measures: tuple[tuple[str, ...], ...]
    """Measures in order; those in a group run concurrently."""
    levels: tuple[int, ...] = LEVELS
    servers: tuple[int, ...] = SERVERS
    jobs: int = 20
    """Number of 20 s jobs per round, low enough not to keep a bot or the sandbox busy."""
    waiting: int = 50
    """Number of the heavy user's requests in the fairness measure."""
    cases: dict[str, tuple[Case, ...]] = field(default_factory=dict)
    """Memory cases by bot."""
    usual_max_rounds: int = 1
    """Rounds for the usual bot at the highest level, where it is slow and loses jobs."""
    stall: float = 10.0
    """Seconds without a request from the bot after which missing images are no longer awaited."""


# Sorted by size, so that memory retained from one case matters little in the next.
_ALL_CASES = tuple(sorted((*_GRID, _THRESHOLD_CASE), key=lambda case: case.total_mb))

SHORT = Plan(
    full=False,
    rounds={
        "micro": 1,
        "start": 2,
        "servers": 1,
        "transfers": 3,
        "level": 1,
        "highest level": 1,
        "jobs": 1,
        "fairness": 3,
        "memory": 1,
        "database": 1,
    },
    # Upper bounds: on an idle machine, the whole run takes less than any one of them.
    seconds=dict.fromkeys(("micro", "database", "servers", "latency", "jobs", "fairness", "memory"), 150.0),
    # 20 s jobs mostly wait, so they run together with the memory measure, whose processes have a low priority.
    measures=(("micro",), ("database",), ("servers",), ("latency",), ("fairness",), ("jobs", "memory")),
    cases={"easel": _ALL_CASES, "usual": _GRID},
    stall=4.0,
)

FULL = Plan(
    full=True,
    rounds=dict.fromkeys(SHORT.rounds, 5),
    seconds={
        "micro": 90.0,
        "database": 60.0,
        "servers": 210.0,
        "latency": 270.0,
        "fairness": 60.0,
        "jobs": 210.0,
        "memory": 600.0,
    },
    measures=tuple(
        (name,) for name in ("micro", "database", "servers", "latency", "fairness", "jobs", "memory")
    ),
    cases={"easel": _ALL_CASES, "usual": _ALL_CASES},
    usual_max_rounds=2,
    stall=15.0,
)


def expected_figures(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield every figure of a complete run together with its bot."""
    servers = [
        f"{name}_{n}_servers_{unit}"
        for n in plan.servers
        for name, unit in (("start", "s"), ("resident", "mb"))
    ]
    acks = [f"ack_{share}_at_{jobs}_ms" for jobs in plan.levels for share in _SHARES]
    posts = [f"post_{share}_at_{jobs}_ms" for jobs in plan.levels for share in _SHARES]
    costs = [
        name.format(jobs)
        for jobs in plan.levels
        for name in ("cpu_per_job_at_{}_ms", "peak_at_{}_mb", "steady_at_{}_mb")
    ]
    highest = [f"highest_at_{jobs}_mb" for jobs in plan.levels]
    transfers = ["post_1x1mb_ms", "post_4x4mb_ms"]
    database = ["pg_transactions_per_job", "pg_round_trips_per_job", "pg_round_trips_before_ack"]
    jobs = ["fal_requests_20s", "cpu_100_jobs_20s_s"]
    by_bots = (
        (("easel",), ["lag_p99_ms", "lag_max_ms", *database]),
        (("easel", "raw"), ["ledger_per_s"]),
        (
            ("floor", *_WITH_IMAGES),
            ["start_s", "resident_0_servers_mb", "memory_per_server_kb", *servers, *acks, *highest],
        ),
        (("wire", *_WITH_IMAGES), [*transfers, *posts]),
        (_WITH_IMAGES, costs),
        ((*_WITH_IMAGES, "easel (polling)"), jobs),
        (("alone", "beside the heavy one"), ["first_picture_s"]),
    )
    for bots, figures in by_bots:
        yield from ((figure, bot) for figure in figures for bot in bots)
    for bot, cases in plan.cases.items():
        yield from ((f"{name}_{case}_mb", bot) for case in cases for name in ("peak", "steady", "written"))
