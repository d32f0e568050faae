"""Wiring: from settings and an open database to everything that cogs may use.

Only :mod:`bot.app` calls this. What has to be closed is opened by :func:`open_means`; what needs
the logged-in client is put together by :func:`assemble`, once its courier exists.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.client import EaselBot
from bot.clock import Clock
from bot.errands import Errands
from bot.generation.breaker import Breaker
from bot.generation.cancelling import Canceller
from bot.generation.dispatcher import Dispatcher, ShortSteps
from bot.generation.fal_queue import FalQueue
from bot.generation.history import History
from bot.generation.job import Generation
from bot.generation.line import FairLine
from bot.generation.pictures import HostPolicy, PictureFetcher, Spool
from bot.generation.posting import Posting
from bot.generation.rendering import Rendering
from bot.generation.sharing import Sharing
from bot.generation.studio import Studio
from bot.generation.withdrawal import Wishes, Withdrawal
from bot.herald import Herald
from bot.members.preferences import MemberPreferences
from bot.members.privacy import PrivacyService
from bot.operations.desk import OperatorDesk
from bot.quota.ceilings import CeilingWatch
from bot.quota.ledger import Ceilings
from bot.quota.reports import ReportService
from bot.quota.service import QuotaService
from bot.quota.undo import UndoService
from bot.servers.conduct import Conduct
from bot.servers.moderation import Moderation
from bot.servers.rules import SAFETY_KEY, safety_tolerance
from bot.servers.service import ServerService
from bot.services import Services
from bot.storage.engine import Database
from bot.storage.jobs import JobStore, WaitingBounds
from bot.storage.reactions import ReactionStore
from bot.storage.results import ResultStore
from bot.storage.shares import ShareStore
from config import Catalogue, Model, Settings, load_prompt_templates

__all__ = ["Means", "assemble", "open_means"]

# Threads that re-encode pictures. One CPU-bound task each; more would only compete.
_ENCODERS = 2
# fal connections beside one stream for each running job: submits, results, cancels.
_SPARE_CONNECTIONS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What is open before there is a client."""

    settings: Settings
    clock: Clock
    catalogue: Catalogue
    model: Model
    database: Database
    store: JobStore
    spool: Spool
    fetcher: PictureFetcher
    queue: FalQueue
    workers: Executor
    short_steps: ShortSteps

    @property
    def zone(self) -> ZoneInfo:
        """Where the quota's days begin."""
        return ZoneInfo(self.settings.quota_timezone)


@asynccontextmanager
async def open_means(
    settings: Settings, clock: Clock, catalogue: Catalogue, database: Database
) -> AsyncIterator[Means]:
    """Open the connections, the spool and the threads; leaving closes them."""
    spool = Spool(settings.spool_dir, max_total_bytes=settings.spool_max_bytes)
    await spool.sweep()
    async with AsyncExitStack() as stack:
        fetcher = PictureFetcher(
            spool=spool, hosts=_host_policy(settings), clock=clock, max_bytes=settings.picture_max_bytes
        )
        queue = FalQueue(
            key=settings.fal_key.get_secret_value() if settings.fal_key else "",
            clock=clock,
            queue_url=settings.fal_queue_url if settings.fal_queue_overridden else None,
            poll_seconds=settings.fal_poll_seconds,
            connections=settings.jobs_running + _SPARE_CONNECTIONS,
        )
        yield Means(
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
            short_steps=ShortSteps(),
        )


def assemble(means: Means, bot: EaselBot) -> Services:
    """Everything behind the cogs, around a client that has its courier."""
    settings, database, clock, store = means.settings, means.database, means.clock, means.store
    quota = _quota(means)
    servers = ServerService(database, clock)
    breaker, herald = Breaker(clock), Herald(database, bot.announcer)
    errands = Errands(means.short_steps.step)
    ceilings = CeilingWatch(database, bot.notices, operator=quota.ceilings)
    dispatcher = _dispatcher(means, bot, quota, servers, breaker, herald)
    desk = OperatorDesk(
        database,
        clock,
        ceilings=quota.ceilings,
        trouble=lambda: breaker.trouble,
        window=quota.window,
        announce_restart=dispatcher.announce_restart,
    )
    studio = Studio(
        database=means.database,
        store=store,
        quota=quota,
        servers=servers,
        dispatcher=dispatcher,
        model=means.model,
        bounds=WaitingBounds(overall=settings.jobs_waiting, per_member=settings.jobs_waiting_per_member),
        breaker=breaker,
        herald=herald,
        server_ceilings=ceilings,
        errands=errands,
        allowed_guilds=settings.allowed_guild_ids,
        anyone_may_repeat=settings.reroll_by == "anyone",
        conduct=Conduct(database, clock, servers=servers, notices=bot.notices, errands=errands),
        refuse_while_paused=desk.refuse_while_paused,
    )
    return Services(
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
        canceller=Canceller(store=store, dispatcher=dispatcher, clock=clock),
        servers=servers,
        desk=desk,
        moderation=Moderation(database, clock, servers),
        members=MemberPreferences(database),
        ceilings=ceilings,
        errands=errands,
        privacy=PrivacyService(database, clock, zone=means.zone),
        reports=ReportService(database, clock, zone=means.zone, folder=settings.spool_dir),
        undo=UndoService(database, clock, zone=means.zone),
        sharing=_sharing(means),
        short_step=means.short_steps.step,
    )


def _quota(means: Means) -> QuotaService:
    settings = means.settings
    return QuotaService(
        means.database,
        means.clock,
        zone=means.zone,
        operator_daily=settings.quota_daily_credits,
        ceilings=Ceilings(server=settings.quota_server_daily_credits, bot=settings.quota_bot_daily_credits),
    )


def _dispatcher(
    means: Means,
    bot: EaselBot,
    quota: QuotaService,
    servers: ServerService,
    breaker: Breaker,
    herald: Herald,
) -> Dispatcher:
    """The line, and the two halves of a job's life."""
    settings, clock, store = means.settings, means.clock, means.store
    constants, wishes = _constants(means, servers), Wishes()

    async def overrides(job: Generation) -> Mapping[str, object]:
        return await constants(job.guild_id, means.catalogue.get(job.model))

    rendering = Rendering(
        store=store,
        queue=means.queue,
        models=means.catalogue.get,
        clock=clock,
        deadline=settings.job_deadline_seconds,
        overrides=overrides,
        breaker=breaker,
        herald=herald,
        withdrawal=Withdrawal(queue=means.queue, clock=clock, wishes=wishes),
        short_step=means.short_steps.step,
    )
    posting = Posting(
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
        line=FairLine(overall=settings.jobs_running, per_member=settings.jobs_running_per_member),
        wishes=wishes,
        progress_seconds=settings.progress_seconds,
    )


def _history(means: Means) -> History:
    return History(
        database=means.database,
        store=means.store,
        fetcher=means.fetcher,
        spool=means.spool,
        workers=means.workers,
        message_bytes=means.settings.message_max_bytes,
    )


def _sharing(means: Means) -> Sharing:
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
    means: Means, servers: ServerService
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
