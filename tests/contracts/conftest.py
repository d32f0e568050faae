"""Stores on each backend, and the services on top of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

import pytest

from bot.audit.undo import AuditLog
from bot.db.audit_log import SqlAuditLog
from bot.db.costs import SqlCostStore
from bot.db.engine import Database
from bot.db.guild_settings import SqlGuildSettingsStore
from bot.db.history import SqlHistoryStore
from bot.db.image_reports import SqlImageReportStore
from bot.db.jobs import SqlJobStore
from bot.db.maintenance import SqlMaintenanceStore
from bot.db.notices import SqlNoticeStore
from bot.db.published_prices import SqlPublishedPriceStore
from bot.db.published_schemas import SqlPublishedSchemaStore
from bot.db.quota import SqlQuotaStore
from bot.db.reactions import SqlReactionStore
from bot.db.results import SqlResultStore
from bot.db.retention import SqlRetentionStore
from bot.db.shares import SqlShareStore
from bot.db.size_mismatches import SqlSizeMismatchStore
from bot.db.usage import SqlUsageStore
from bot.db.users import SqlPersonalDataStore, SqlUserDefaultsStore
from bot.fal.ports import PublishedPriceStore, PublishedSchemaStore
from bot.guilds.image_reports import ImageReportStore
from bot.guilds.service import GuildService, GuildSettingsStore
from bot.jobs.history import HistoryStore
from bot.jobs.image_sizes import SizeMismatchStore
from bot.jobs.ports import JobStore, ReactionStore, ResultStore, ShareStore
from bot.jobs.retention import RetentionStore
from bot.notifications import NoticeStore
from bot.ops.maintenance import MaintenanceStore
from bot.quota.costs import CostStore
from bot.quota.models import Account, SpendingCaps
from bot.quota.periods import period_at
from bot.quota.ports import QuotaStore, UsageStore
from bot.quota.service import QuotaService
from bot.users.ports import PersonalDataStore, UserDefaultsStore
from tests.clocks import ManualClock
from tests.engines import ENGINES, empty_database, migrated_database
from tests.fakes.image_report_store import MemoryImageReportStore
from tests.fakes.job_store import MemoryJobStore, MemorySizeMismatchStore
from tests.fakes.maintenance_store import MemoryMaintenanceStore
from tests.fakes.stores import (
    Memory,
    MemoryAuditLog,
    MemoryGuildSettingsStore,
    MemoryNoticeStore,
    MemoryPublishedSchemaStore,
    MemoryQuotaStore,
    MemoryUserDefaultsStore,
)
from tests.unit.bot.factories import Place, render
from tests.unit.bot.quota.ledger_invariants import problems

ZONE = ZoneInfo("Europe/Berlin")


class Charge(Protocol):
    """Spend a member's credits today: of the allowance, and of the grants."""

    def __call__(self, account: Account, *, allowance: int = 0, granted: int = 0) -> Awaitable[None]: ...


@dataclass(frozen=True, kw_only=True)
class SqlStores:
    """Stores without a fake, because every service that uses them is tested with a database."""

    jobs: JobStore
    shares: ShareStore
    results: ResultStore
    reactions: ReactionStore
    history: HistoryStore
    usage: UsageStore
    personal_data: PersonalDataStore
    retention: RetentionStore
    costs: CostStore
    prices: PublishedPriceStore


@dataclass(frozen=True, kw_only=True)
class Stores:
    """All stores of one backend."""

    quota: QuotaStore
    audit_log: AuditLog
    settings: GuildSettingsStore
    notices: NoticeStore
    defaults: UserDefaultsStore
    jobs: JobStore
    size_mismatches: SizeMismatchStore
    schemas: PublishedSchemaStore
    image_reports: ImageReportStore
    maintenance: MaintenanceStore
    charge: Charge


def _in_memory(clock: ManualClock) -> Stores:
    memory = Memory(clock=clock, zone=ZONE)

    async def charge(account: Account, *, allowance: int = 0, granted: int = 0) -> None:
        memory.charge(account, period_at(clock.now(), ZONE).day, allowance=allowance, granted=granted)

    return Stores(
        quota=MemoryQuotaStore(memory),
        audit_log=MemoryAuditLog(memory),
        settings=MemoryGuildSettingsStore(memory),
        notices=MemoryNoticeStore(memory),
        defaults=MemoryUserDefaultsStore(memory),
        jobs=(jobs := MemoryJobStore(memory)),
        size_mismatches=MemorySizeMismatchStore(jobs),
        schemas=MemoryPublishedSchemaStore(),
        image_reports=MemoryImageReportStore(memory),
        maintenance=MemoryMaintenanceStore(memory),
        charge=charge,
    )


def _in_sql(database: Database, clock: ManualClock) -> Stores:
    jobs, quota = SqlJobStore(database, clock), SqlQuotaStore(database, clock)

    async def charge(account: Account, *, allowance: int = 0, granted: int = 0) -> None:
        period = period_at(clock.now(), ZONE)
        used, _ = await quota.balance(account, period.day)
        job = await Place(jobs)(
            unit=allowance + granted,
            daily=used + allowance,
            period=period,
            guild_id=account.guild_id,
            user_id=account.user_id,
        )
        await render(jobs, job.id)
        await jobs.finish_delivered(job.id, message_id=7, channel_id=8, delivered=1)

    return Stores(
        quota=quota,
        audit_log=SqlAuditLog(database, clock, zone=ZONE),
        settings=SqlGuildSettingsStore(database, clock),
        notices=SqlNoticeStore(database, clock),
        defaults=SqlUserDefaultsStore(database),
        jobs=jobs,
        size_mismatches=SqlSizeMismatchStore(database),
        schemas=SqlPublishedSchemaStore(database),
        image_reports=SqlImageReportStore(database, clock),
        maintenance=SqlMaintenanceStore(database),
        charge=charge,
    )


@pytest.fixture(params=("memory", *ENGINES))
async def stores(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    manual_clock: ManualClock,
) -> AsyncIterator[Stores]:
    """The stores of one backend; in SQL, the ledger must add up after the test."""
    if request.param == "memory":
        yield _in_memory(manual_clock)
        return
    async with empty_database(request.param, tmp_path) as url, migrated_database(url) as database:
        yield _in_sql(database, manual_clock)
        async with database.read() as connection:
            assert await problems(connection) == []


@pytest.fixture(params=ENGINES)
async def sql(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    manual_clock: ManualClock,
) -> AsyncIterator[SqlStores]:
    """The stores that exist only in SQL, on one engine; the ledger must balance after the test."""
    async with empty_database(request.param, tmp_path) as url, migrated_database(url) as database:
        yield SqlStores(
            jobs=SqlJobStore(database, manual_clock),
            shares=SqlShareStore(database, manual_clock),
            results=SqlResultStore(database, manual_clock),
            reactions=SqlReactionStore(database, manual_clock),
            history=SqlHistoryStore(database),
            usage=SqlUsageStore(database),
            personal_data=SqlPersonalDataStore(database, manual_clock),
            retention=SqlRetentionStore(database),
            costs=SqlCostStore(database),
            prices=SqlPublishedPriceStore(database),
        )
        async with database.read() as connection:
            assert await problems(connection) == []


@pytest.fixture
def quota(stores: Stores, manual_clock: ManualClock) -> QuotaService:
    caps = SpendingCaps(server=None, bot=None)
    return QuotaService(stores.quota, manual_clock, zone=ZONE, operator_daily=60, caps=lambda: caps)


@pytest.fixture
def audit_log(stores: Stores) -> AuditLog:
    return stores.audit_log


@pytest.fixture
def guilds(stores: Stores) -> GuildService:
    return GuildService(stores.settings)


@pytest.fixture
def charge(stores: Stores) -> Charge:
    return stores.charge


@pytest.fixture
def store(stores: Stores) -> JobStore:
    return stores.jobs


@pytest.fixture
def place(store: JobStore) -> Place:
    return Place(store)
