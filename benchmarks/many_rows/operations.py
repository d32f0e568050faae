"""Operations of the data benchmark: what members wait for, and what runs beside them."""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from benchmarks.many_rows.rows import DAYS, END, OPERATOR_ID, Size, guild_id, user_id
from bot.audit.models import AdminActor
from bot.clock import Clock
from bot.db.audit_log import SqlAuditLog
from bot.db.engine import Database
from bot.db.history import SqlHistoryStore
from bot.db.image_reports import SqlImageReportStore
from bot.db.integrity import find_mismatches, repair
from bot.db.jobs import SqlJobStore
from bot.db.maintenance import SqlMaintenanceStore
from bot.db.quota import SqlQuotaStore
from bot.db.reactions import SqlReactionStore
from bot.db.results import SqlResultStore
from bot.db.retention import SqlRetentionStore
from bot.db.shares import SqlShareStore
from bot.db.usage import SqlUsageStore
from bot.db.users import SqlPersonalDataStore
from bot.jobs.admission import AdmissionLimits, NewJob
from bot.jobs.models import Job
from bot.jobs.request import GenerationRequest, RequestContext, Trigger
from bot.quota.models import Account, SpendingCaps
from bot.quota.periods import period_at

__all__ = ["BULK", "INTERACTIVE", "Stores"]

_ZONE = ZoneInfo("UTC")
_FIRST_DAY, _LAST_DAY = "2025-11-23", "2026-11-23"


class FixedClock:
    """A clock that stands still at the end of the data."""

    def now(self) -> float:
        """Return the time, in epoch seconds."""
        return END.timestamp()

    async def sleep(self, seconds: float) -> None:
        """Not used by stores."""
        raise NotImplementedError


class Stores:
    """The stores under test, and the accounts and jobs they are asked about."""

    def __init__(self, database: Database, size: Size) -> None:
        clock: Clock = FixedClock()
        self.database, self.size, self.clock = database, size, clock
        self.jobs = SqlJobStore(database, clock)
        self.quota = SqlQuotaStore(database, clock)
        self.history = SqlHistoryStore(database)
        self.usage = SqlUsageStore(database)
        self.users = SqlPersonalDataStore(database, clock)
        self.results = SqlResultStore(database, clock)
        self.reports = SqlImageReportStore(database, clock)
        self.audit = SqlAuditLog(database, clock, zone=_ZONE)
        self.maintenance = SqlMaintenanceStore(database)
        self.period = period_at(clock.now(), _ZONE)
        #: The most active member and the largest server: the worst case of each query.
        self.busiest = Account(guild_id=guild_id(0), user_id=user_id(0))
        self.job: Job | None = None
        self._numbers = itertools.count(1)

    async def place(self, account: Account) -> Job:
        """Place a job with all caps in force, as a command does."""
        number = next(self._numbers)
        request = GenerationRequest(
            model="fal-ai/gpt-image-2", prompt="a lamp", size="1024x1024", quality="medium", count=1
        )
        context = RequestContext(
            guild_id=account.guild_id,
            channel_id=1,
            user_id=account.user_id,
            role_ids=frozenset(range(20)),
            locale="en-US",
            trigger=Trigger.COMMAND,
            idempotency_key=f"benchmark:{number}",
            application_id=1,
            upload_limit=10**7,
            token="token",
            token_expires_at=END.timestamp() + 900,
        )
        caps = SpendingCaps(server=10**9, bot=10**9, server_month=10**9)
        limits = AdmissionLimits(
            waiting=10**6, waiting_per_user=10**6, daily_credits=10**6, caps=caps, waiting_per_guild=10**6
        )
        new = NewJob(id=f"benchmark-{number}", unit_credits=6, period=self.period, limits=limits)
        return await self.jobs.create(request, context, new)

    async def place_and_fail(self) -> None:
        """Place a job, refund it, and record that its member was notified."""
        await self.finish(await self.place(self.busiest))

    async def finish(self, job: Job) -> None:
        """Refund a job and record that its member was notified."""
        await self.jobs.finish_failed(job.id, reason="deadline")
        await self.jobs.record_notified(job.id)

    async def newest_job(self) -> Job:
        """Return the busiest member's newest job."""
        if self.job is None:
            page = await self.history.page(self.busiest, words="", cursor=None, newer=False, limit=1)
            self.job = page.entries[0]
        return self.job


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation by its name in the table."""

    name: str
    run: Callable[[Stores], Awaitable[object]]


async def _history_end(s: Stores) -> None:
    """Search without a match: the longest search that there is."""
    await s.history.page(s.busiest, words="no such words", cursor=None, newer=False, limit=5)


async def _history_deep(s: Stores) -> None:
    page = await s.history.page(s.busiest, words="", cursor=None, newer=False, limit=5)
    for _ in range(3):
        page = await s.history.page(s.busiest, words="", cursor=page.older, newer=False, limit=5)


async def _ancestors(s: Stores) -> None:
    await s.results.ancestors(await s.newest_job(), viewer_id=user_id(0), most=20)


async def _children(s: Stores) -> None:
    await s.results.children((await s.newest_job()).id, viewer_id=user_id(0), most=20)


async def _click(s: Stores) -> None:
    job = await s.newest_job()
    await s.jobs.find_by_message(job.message_id or 1)
    await s.jobs.get(job.id)
    await s.jobs.is_recorded("interaction:1")


async def _report(s: Stores) -> None:
    job = await s.newest_job()
    await s.reports.add(job.id, job.guild_id, user_id(3))
    await s.reports.find(job.id, s.busiest)


async def _reset(s: Stores) -> None:
    actor = AdminActor(guild_id=guild_id(0), user_id=OPERATOR_ID)
    await s.quota.reset(actor, user_id(0), day=s.period.day)


async def _export(s: Stores, account: Account) -> None:
    for table in s.users.tables:
        await s.users.count_rows(table, account.user_id)
        async for _page in s.users.read_rows(table, account.user_id):
            pass


async def _erase(s: Stores, member: int) -> None:
    for job in await s.jobs.unfinished():
        if job.user_id == user_id(member):
            await s.finish(job)
    await s.users.erase(user_id(member), day=s.period.day)


async def _ledger_export(s: Stores) -> None:
    async for _batch in s.usage.ledger_batches(guild_id(0), "2026-10-24", _LAST_DAY):
        pass


async def _integrity(s: Stores) -> None:
    async with s.database.snapshot() as connection:
        assert await find_mismatches(connection) == []


async def _retention(s: Stores) -> None:
    store = SqlRetentionStore(s.database)
    await store.delete_old(now=s.clock.now(), day=s.period.day, days=DAYS // 2)


#: Operations that a member waits for, or that run while one does.
INTERACTIVE = (
    Operation("admission (pause, refusals, settings)", lambda s: s.jobs.admission(guild_id(0), user_id(0))),
    Operation("reservation, refund and notice", Stores.place_and_fail),
    Operation("quota", lambda s: s.quota.status(s.busiest, range(20), operator_daily=60, period=s.period)),
    Operation("balance", lambda s: s.quota.balance(s.busiest, s.period.day)),
    Operation(
        "spending of the server, today and this month", lambda s: s.quota.spending(guild_id(0), s.period)
    ),
    Operation(
        "history, first page",
        lambda s: s.history.page(s.busiest, words="", cursor=None, newer=False, limit=5),
    ),
    Operation("history, three pages further", _history_deep),
    Operation("history, search without a match", _history_end),
    Operation("prompt suggestions", lambda s: s.history.recent_prompts(s.busiest, words="lamp", limit=25)),
    Operation("click on a result", _click),
    Operation("repeats of a result", _children),
    Operation("origins of a result", _ancestors),
    Operation(
        "usual duration", lambda s: s.jobs.recent_durations("fal-ai/gpt-image-2", "1024x1024", "medium")
    ),
    Operation("report of an image", _report),
    Operation("audit log", lambda s: s.audit.page(guild_id(0))),
    Operation("reset by an administrator", _reset),
    Operation("last undoable change", lambda s: s.audit.last_undoable(guild_id(0))),
    Operation("recovery scan", lambda s: s.jobs.unfinished()),
    Operation("interrupted shares", lambda s: SqlShareStore(s.database, s.clock).pending()),
    Operation(
        "missed reactions",
        lambda s: SqlReactionStore(s.database, s.clock).recent_results(seconds=86_400, most=100),
    ),
    Operation("active members of the server", lambda s: s.usage.active_users(guild_id(0), 0, limit=5_000)),
)

#: Operations that take longer, and what members feel of them.
BULK = (
    Operation(
        "usage report, 30 days, largest server", lambda s: s.usage.usage(guild_id(0), "2026-10-24", _LAST_DAY)
    ),
    Operation(
        "usage report, 90 days, largest server", lambda s: s.usage.usage(guild_id(0), "2026-08-25", _LAST_DAY)
    ),
    Operation("ledger export, 30 days, largest server", _ledger_export),
    Operation(
        "operator status",
        lambda s: s.maintenance.totals(s.period, round(END.timestamp() * 1000) - 86_400_000),
    ),
    Operation(
        "data export, usual member",
        lambda s: _export(s, Account(guild_id=0, user_id=user_id(s.size.members // 2))),
    ),
    Operation("data export, busiest member", lambda s: _export(s, s.busiest)),
    Operation("erasure, usual member", lambda s: _erase(s, s.size.members // 2)),
    Operation("erasure, administrator", lambda s: s.users.erase(OPERATOR_ID, day=s.period.day)),
    Operation("erasure, busiest member", lambda s: _erase(s, 0)),
    Operation("integrity check (doctor)", _integrity),
    Operation("repair", lambda s: repair(s.database)),
    Operation("retention, first run (half of all jobs)", _retention),
)
