"""What a run does: how often, at which sizes, and how long it may take over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["FULL", "GOAL_CASE", "LEVELS", "SERVERS", "SHORT", "Case", "Plan", "expected_figures"]

LEVELS = (1, 50, 200)
"""Jobs in flight: that many members ask at the same moment."""

SERVERS = (2_500, 10_000)
"""Servers of 20 channels and 10 roles each."""

_BOTS = ("floor", "usual", "easel")
_DRAWING = ("usual", "easel")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """So many jobs in flight, with so many pictures of so many MB each."""

    jobs: int
    pictures: int
    megabytes: int

    def __str__(self) -> str:
        return f"{self.jobs}x{self.pictures}x{self.megabytes}mb"

    @property
    def weight(self) -> int:
        """MB of all pictures together."""
        return self.jobs * self.pictures * self.megabytes


GOAL_CASE = Case(jobs=200, pictures=4, megabytes=4)
_GRID = tuple(Case(jobs=jobs, pictures=1, megabytes=mb) for jobs in LEVELS for mb in (1, 4, 9))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``rounds`` and ``seconds`` by measure. A measure may take its seconds, and what those before it left."""

    full: bool
    rounds: dict[str, int]
    seconds: dict[str, float]
    measures: tuple[tuple[str, ...], ...]
    """In their order; those of one group side by side."""
    levels: tuple[int, ...] = LEVELS
    servers: tuple[int, ...] = SERVERS
    jobs: int = 20
    """Jobs of 20 s in one round: few enough that neither a bot nor the sandbox is kept busy by them."""
    waiting: int = 50
    """Requests of the heavy member, in the measure of fairness."""
    cases: dict[str, tuple[Case, ...]] = field(default_factory=dict)
    """Cases of the measure of memory, by bot."""
    usual_at_most: int = 1
    """Rounds of the usual bot at the highest level, where it takes long and loses some."""
    stall: float = 10.0
    """Seconds without a request of the bot after which the pictures that are missing are given up."""


# By weight, so that what one case leaves behind in a process matters little in the next one.
_ALL_CASES = tuple(sorted((*_GRID, GOAL_CASE), key=lambda case: case.weight))

SHORT = Plan(
    full=False,
    rounds={
        "inside": 1,
        "start": 2,
        "servers": 1,
        "transfers": 3,
        "level": 1,
        "highest level": 1,
        "jobs": 1,
        "fairness": 3,
        "memory": 1,
    },
    # Only as a bound: on a quiet machine the whole run takes less than one of them.
    seconds=dict.fromkeys(("inside", "servers", "latency", "jobs", "fairness", "memory"), 150.0),
    # Jobs of 20 s are nearly all waiting, and memory does not depend on time: its processes stand back.
    measures=(("inside",), ("servers",), ("latency",), ("fairness",), ("jobs", "memory")),
    cases={"easel": _ALL_CASES, "usual": _GRID},
    stall=4.0,
)

FULL = Plan(
    full=True,
    rounds=dict.fromkeys(SHORT.rounds, 5),
    seconds={
        "inside": 90.0,
        "servers": 210.0,
        "latency": 270.0,
        "fairness": 60.0,
        "jobs": 210.0,
        "memory": 660.0,
    },
    measures=tuple((name,) for name in ("inside", "servers", "latency", "fairness", "jobs", "memory")),
    cases={"easel": _ALL_CASES, "usual": _ALL_CASES},
    usual_at_most=2,
    stall=15.0,
)


def expected_figures(plan: Plan) -> Iterator[tuple[str, str]]:
    """Every figure that a run owes, with the bot it is of."""
    for name in ("lag_p99_ms", "lag_max_ms", "ledger_per_s"):
        yield name, "easel"
    yield "ledger_per_s", "raw"
    for bot in _BOTS:
        yield "start_s", bot
        yield "resident_0_servers_mb", bot
        for servers in plan.servers:
            yield f"start_{servers}_servers_s", bot
            yield f"resident_{servers}_servers_mb", bot
        yield "memory_per_server_kb", bot
        for jobs in plan.levels:
            for share in ("p50", "p99", "max"):
                yield f"ack_{share}_at_{jobs}_ms", bot
    for name in ("post_1x1mb_ms", "post_4x4mb_ms"):
        for bot in ("wire", *_DRAWING):
            yield name, bot
    for bot in _DRAWING:
        for jobs in plan.levels:
            for share in ("p50", "p99", "max"):
                yield f"post_{share}_at_{jobs}_ms", bot
            for name in ("cpu_per_job_at_{}_ms", "peak_at_{}_mb", "steady_at_{}_mb"):
                yield name.format(jobs), bot
    for bot in (*_DRAWING, "easel (polling)"):
        yield "fal_requests_20s", bot
        yield "cpu_100_jobs_20s_s", bot
    for bot in ("alone", "beside the heavy one"):
        yield "first_picture_s", bot
    for bot, cases in plan.cases.items():
        for case in cases:
            for name in ("peak", "steady", "written"):
                yield f"{name}_{case}_mb", bot
