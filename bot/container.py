"""Wiring: from settings and an open database to everything that cogs may use.

Only :mod:`bot.app` calls this. What has to be closed is opened by :func:`open_resources`; what needs
the logged-in client is put together by :func:`build_container`, once its courier exists.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.audit.undo import UndoService
from bot.background import BackgroundTasks
from bot.clock import Clock
from bot.db.engine import Database
from bot.db.jobs import JobStore, WaitingBounds
from bot.db.reactions import ReactionStore
from bot.db.results import ResultStore
from bot.db.shares import ShareStore
from bot.discord.client import EaselBot
from bot.fal.circuit_breaker import CircuitBreaker
from bot.fal.client import FalClient
from bot.guilds.image_reports import ImageReportService
from bot.guilds.policy import SAFETY_KEY, safety_tolerance
from bot.guilds.policy_cooldown import PolicyCooldown
from bot.guilds.service import GuildService
from bot.images import HostPolicy, PictureFetcher, Spool
from bot.jobs.cancellation import CancellationService
from bot.jobs.delivery_worker import DeliveryWorker
from bot.jobs.dispatcher import Dispatcher, InFlight
from bot.jobs.fair_queue import FairQueue
from bot.jobs.history import History
from bot.jobs.models import Job
from bot.jobs.remote_cancellation import CancelRegistry, RemoteCanceller
from bot.jobs.render_worker import RenderWorker
from bot.jobs.service import JobService
from bot.jobs.sharing import Sharing
from bot.notifications import OperatorNotifier
from bot.ops.maintenance import MaintenanceService
from bot.quota.ledger import SpendingCaps
from bot.quota.service import QuotaService
from bot.quota.spending_caps import CapMonitor
from bot.quota.usage import UsageService
from bot.services import Container
from bot.users.defaults import UserDefaultsStore
from bot.users.personal_data import PersonalDataService
from config import Catalogue, Model, Settings, load_prompt_templates

__all__ = ["Resources", "build_container", "open_resources"]

# Threads that re-encode pictures. One CPU-bound task each; more would only compete.
_ENCODERS = 2
# fal connections beside one stream for each running job: submits, results, cancels.
_SPARE_CONNECTIONS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """What is open before there is a client."""

    settings: Settings
    clock: Clock
    catalogue: Catalogue
    model: Model
    database: Database
    store: JobStore
    spool: Spool
    fetcher: PictureFetcher
    queue: FalClient
    workers: Executor
    short_steps: InFlight

    @property
    def zone(self) -> ZoneInfo:
        """Where the quota's days begin."""
        return ZoneInfo(self.settings.quota_timezone)


@asynccontextmanager
async def open_resources(
    settings: Settings, clock: Clock, catalogue: Catalogue, database: Database
) -> AsyncIterator[Resources]:
    """Open the connections, the spool and the threads; leaving closes them."""
    spool = Spool(settings.spool_dir, max_total_bytes=settings.spool_max_bytes)
    await spool.sweep()
    async with AsyncExitStack() as stack:
        fetcher = PictureFetcher(
            spool=spool, hosts=_host_policy(settings), clock=clock, max_bytes=settings.picture_max_bytes
        )
        queue = FalClient(
            key=settings.fal_key.get_secret_value() if settings.fal_key else "",
            clock=clock,
            queue_url=settings.fal_queue_url if settings.fal_queue_overridden else None,
            poll_seconds=settings.fal_poll_seconds,
            connections=settings.jobs_running + _SPARE_CONNECTIONS,
        )
        yield Resources(
            settings=settings,
            clock=clock,
            catalogue=catalogue,
            model=catalogue.get(settings.fal_model),
            database=database,
            store=JobStore(database, clock),
            spool=spool,
            fetcher=await stack.enter_async_context(fetcher),
            queue=await stack.enter_async_context(queue),
            workers=stack.enter_context(ThreadPoolExecutor(_ENCODERS, thread_name_prefix="encode")),
            short_steps=InFlight(),
        )


def build_container(means: Resources, bot: EaselBot) -> Container:
    """Everything behind the cogs, around a client that has its courier."""
    settings, database, clock, store = means.settings, means.database, means.clock, means.store
    quota = _quota(means)
    servers = GuildService(database, clock)
    breaker, notifier = CircuitBreaker(clock), OperatorNotifier(database, bot.announcer)
    errands = BackgroundTasks(means.short_steps.step)
    caps = CapMonitor(database, bot.notices, operator=quota.caps)
    dispatcher = _dispatcher(means, bot, quota, servers, breaker, notifier)
    desk = MaintenanceService(
        database,
        clock,
        caps=quota.caps,
        trouble=lambda: breaker.trouble,
        period=quota.period,
        announce_restart=dispatcher.announce_restart,
    )
    studio = JobService(
        database=means.database,
        store=store,
        quota=quota,
        servers=servers,
        dispatcher=dispatcher,
        model=means.model,
        bounds=WaitingBounds(overall=settings.jobs_waiting, per_member=settings.jobs_waiting_per_member),
        breaker=breaker,
        notifier=notifier,
        guild_caps=caps,
        errands=errands,
        allowed_guilds=settings.allowed_guild_ids,
        anyone_may_repeat=settings.reroll_by == "anyone",
        conduct=PolicyCooldown(database, clock, servers=servers, notifier=bot.notices, errands=errands),
        refuse_while_paused=desk.refuse_while_paused,
    )
    return Container(
        settings=settings,
        model=means.model,
        models=means.catalogue.get,
        constants=_constants(means, servers),
        prompt_templates=load_prompt_templates(means.model),
        clock=clock,
        store=store,
        reactions=ReactionStore(database, clock),
        results=ResultStore(database, clock),
        quota=quota,
        studio=studio,
        history=_history(means),
        dispatcher=dispatcher,
        canceller=CancellationService(store=store, dispatcher=dispatcher, clock=clock),
        servers=servers,
        desk=desk,
        moderation=ImageReportService(database, clock, servers),
        members=UserDefaultsStore(database),
        cap_monitor=caps,
        errands=errands,
        privacy=PersonalDataService(database, clock, zone=means.zone),
        reports=UsageService(database, clock, zone=means.zone, folder=settings.spool_dir),
        undo=UndoService(database, clock, zone=means.zone),
        sharing=_sharing(means),
        short_step=means.short_steps.step,
    )


def _quota(means: Resources) -> QuotaService:
    settings = means.settings
    return QuotaService(
        means.database,
        means.clock,
        zone=means.zone,
        operator_daily=settings.quota_daily_credits,
        caps=SpendingCaps(server=settings.quota_server_daily_credits, bot=settings.quota_bot_daily_credits),
    )


def _dispatcher(
    means: Resources,
    bot: EaselBot,
    quota: QuotaService,
    servers: GuildService,
    breaker: CircuitBreaker,
    notifier: OperatorNotifier,
) -> Dispatcher:
    """The line, and the two halves of a job's life."""
    settings, clock, store = means.settings, means.clock, means.store
    constants, wishes = _constants(means, servers), CancelRegistry()

    async def overrides(job: Job) -> Mapping[str, object]:
        return await constants(job.guild_id, means.catalogue.get(job.model))

    rendering = RenderWorker(
        store=store,
        queue=means.queue,
        models=means.catalogue.get,
        clock=clock,
        deadline=settings.job_deadline_seconds,
        overrides=overrides,
        breaker=breaker,
        notifier=notifier,
        withdrawal=RemoteCanceller(queue=means.queue, clock=clock, wishes=wishes),
        short_step=means.short_steps.step,
    )
    posting = DeliveryWorker(
        store=store,
        quota=quota,
        courier=bot.courier,
        fetcher=means.fetcher,
        spool=means.spool,
        workers=means.workers,
        clock=clock,
        message_bytes=settings.message_max_bytes,
        short_step=means.short_steps.step,
    )
    return Dispatcher(
        store=store,
        rendering=rendering,
        posting=posting,
        courier=bot.courier,
        clock=clock,
        owns=bot.owns_guild,
        line=FairQueue(overall=settings.jobs_running, per_member=settings.jobs_running_per_member),
        wishes=wishes,
        progress_seconds=settings.progress_seconds,
    )


def _history(means: Resources) -> History:
    return History(
        database=means.database,
        store=means.store,
        fetcher=means.fetcher,
        spool=means.spool,
        workers=means.workers,
        message_bytes=means.settings.message_max_bytes,
    )


def _sharing(means: Resources) -> Sharing:
    return Sharing(
        database=means.database,
        clock=means.clock,
        jobs=means.store,
        store=ShareStore(means.database, means.clock),
        fetcher=means.fetcher,
        spool=means.spool,
        workers=means.workers,
        message_bytes=means.settings.message_max_bytes,
    )


def _constants(
    means: Resources, servers: GuildService
) -> Callable[[int, Model], Awaitable[Mapping[str, object]]]:
    """What is sent from a server in place of a model's constants, as it is decided at that moment."""

    async def constants(guild_id: int, model: Model) -> Mapping[str, object]:
        decided = await servers.get(guild_id)
        value = safety_tolerance(decided, model, means.settings.safety_tolerance)
        return {} if value is None else {SAFETY_KEY: value}

    return constants


def _host_policy(settings: Settings) -> HostPolicy:
    insecure = urlsplit(settings.fal_queue_url).hostname if settings.fal_queue_overridden else None
    return HostPolicy(allowed=settings.result_hosts, insecure_host=insecure)
