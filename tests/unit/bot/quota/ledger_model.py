"""Ledger model: expected ledger and job states as dictionaries, the oracle of the state machine."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from bot.jobs.models import TRANSITIONS, JobState
from bot.quota.models import Account, SpendingCaps
from tests.unit.bot.factories import quota_day

__all__ = ["CAPS", "OPERATOR_DAILY", "LedgerModel", "ModelJob"]

OPERATOR_DAILY = 20
CAPS = SpendingCaps(server=40, bot=60)


@dataclass(slots=True, kw_only=True)
class ModelJob:
    """One job: whose it is, the day it counts for, and what it holds of which credits."""

    account: Account
    day: str
    unit: int
    count: int
    allowance: int
    granted: int
    state: JobState = JobState.QUEUED

    def may_become(self, state: JobState) -> bool:
        return state in TRANSITIONS[self.state]


@dataclass(slots=True)
class LedgerModel:
    """Balances and jobs. ``used``, ``server`` and ``bot`` are by day, ``granted`` is for ever."""

    day: int = 0
    used: Counter[tuple[Account, str]] = field(default_factory=Counter)
    granted: Counter[Account] = field(default_factory=Counter)
    server: Counter[tuple[int, str]] = field(default_factory=Counter)
    bot: Counter[str] = field(default_factory=Counter)
    limits: dict[Account, int] = field(default_factory=dict)
    jobs: dict[str, ModelJob] = field(default_factory=dict)

    @property
    def today(self) -> str:
        return quota_day(self.day).day

    def split(self, account: Account, cost: int) -> tuple[int, int] | str:
        """Credits by where they come from, or the key of the refusal."""
        if self.bot[self.today] + cost > (CAPS.bot or 0):
            return "refused-cap-bot"
        if self.server[account.guild_id, self.today] + cost > (CAPS.server or 0):
            return "refused-cap-server"
        daily = self.limits.get(account, OPERATOR_DAILY)
        allowance = min(cost, max(0, daily - self.used[account, self.today]))
        if cost - allowance > self.granted[account]:
            return "refused-quota"
        return allowance, cost - allowance

    def open(self, job_id: str, job: ModelJob) -> None:
        self.jobs[job_id] = job
        self._move(job, job.allowance, job.granted)

    def end(self, job: ModelJob, state: JobState, *, charged: int) -> None:
        back = job.allowance + job.granted - charged
        to_granted = min(back, job.granted)
        job.state = state
        self._move(job, to_granted - back, -to_granted)

    def reset(self, account: Account) -> int:
        held = sum(
            job.allowance
            for job in self.jobs.values()
            if job.account == account and job.day == self.today and job.state.is_open
        )
        forgotten = self.used[account, self.today] - held
        self.used[account, self.today] = held
        return forgotten

    def counters(self) -> dict[tuple[str, int, int, str], int]:
        """Every counter that is not zero, by the key of its row."""
        found = {("member", a.guild_id, a.user_id, day): value for (a, day), value in self.used.items()}
        found |= {("granted", a.guild_id, a.user_id, ""): value for a, value in self.granted.items()}
        found |= {("server", guild, 0, day): value for (guild, day), value in self.server.items()}
        found |= {("bot", 0, 0, day): value for day, value in self.bot.items()}
        return {key: value for key, value in found.items() if value}

    def _move(self, job: ModelJob, allowance: int, granted: int) -> None:
        self.used[job.account, job.day] += allowance
        self.granted[job.account] -= granted
        self.server[job.account.guild_id, job.day] += allowance + granted
        self.bot[job.day] += allowance + granted
