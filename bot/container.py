"""Container: all services behind the cogs, built from settings, database and client."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.audit.undo import AuditLog
from bot.background import BackgroundTasks, InFlight
from bot.clock import Clock
from bot.db.audit_log import SqlAuditLog
from bot.db.costs import SqlCostStore
from bot.db.editing_consent import SqlEditingConsentStore
from bot.db.engine import Database
from bot.db.guild_settings import SqlGuildSettingsStore
from bot.db.history import SqlHistoryStore
from bot.db.image_reports import SqlImageReportStore
from bot.db.job_leases import join_processes
from bot.db.jobs import SqlJobStore
from bot.db.maintenance import SqlMaintenanceStore
from bot.db.notices import SqlNoticeStore
from bot.db.published_prices import SqlPublishedPriceStore
from bot.db.published_schemas import SqlPublishedSchemaStore
from bot.db.quota import SqlQuotaStore
from bot.db.reactions import SqlReactionStore
from bot.db.results import SqlResultStore
from bot.db.shares import SqlShareStore
from bot.db.size_mismatches import SqlSizeMismatchStore
from bot.db.usage import SqlUsageStore
from bot.db.users import SqlPersonalDataStore, SqlUserDefaultsStore
from bot.discord.client import EaselBot
from bot.discord.delivery import DiscordDelivery
from bot.discord.notifiers import DiscordGuildNotifier, DiscordOperatorChannel, NoticeSender
from bot.discord.picked_messages import PickedMessages
from bot.discord.reactions import ReactionRepeats
from bot.discord.reference_inputs import DiscordReferenceSources
from bot.discord.sharing import ResultSharing
from bot.discord.welcome import GuildWelcome
from bot.fal.circuit_breaker import CircuitBreaker
from bot.fal.client import SUBMIT_SECONDS
from bot.fal.input_check import FalInputCheck
from bot.fal.outages import OutageDetector
from bot.fal.published_prices import PublishedPrices
from bot.fal.schema_reader import SchemaReader
from bot.fal.wire_forms import WireForms
from bot.guilds.editing_consent import EditingConsent
from bot.guilds.image_reports import ImageReportService
from bot.guilds.policy_constants import guild_constants
from bot.guilds.policy_cooldown import PolicyCooldown
from bot.guilds.service import GuildService
from bot.images import ImageWorkers, Spool
from bot.jobs.admission import Admission, AdmissionLimits
from bot.jobs.cancellation import CancellationService
from bot.jobs.delivery_worker import DeliveryWorker
from bot.jobs.dispatcher import Dispatcher
from bot.jobs.fair_queue import FairQueue
from bot.jobs.history import History
from bot.jobs.image_sizes import pixel_limit
from bot.jobs.persistent_store import PersistentJobStore
from bot.jobs.ports import JobStore, ReactionStore, ResultDelivery, ResultStore
from bot.jobs.recovery import Recovery
from bot.jobs.reference_check import ReferenceCheck
from bot.jobs.reference_files import LocalReferenceFiles
from bot.jobs.reference_service import ReferenceService
from bot.jobs.reference_uploads import ReferenceUploader
from bot.jobs.render_worker import RenderWorker
from bot.jobs.result_files import ResultFiles
from bot.jobs.service import JobService
from bot.jobs.sharing import Sharing
from bot.models import Models
from bot.notifications import OperatorNotifier
from bot.observer import NO_OBSERVER, Observer
from bot.ops.cost_monitor import CostMonitor
from bot.ops.maintenance import MaintenanceService
from bot.ops.processes import RegisteredProcess
from bot.ops.shards import ShardDivision
from bot.ops.wire_report import wire_in_use
from bot.platform_clients import (
    discord_file_hosts,
    fal_client,
    fal_storage,
    picture_fetcher,
    platform_api,
)
from bot.quota.models import SpendingCaps
from bot.quota.service import QuotaService
from bot.quota.spending_caps import CapMonitor
from bot.quota.usage import UsageService
from bot.redaction import Redactor
from bot.signals import Signals
from bot.users.personal_data import PersonalDataService
from bot.users.ports import UserDefaultsStore
from config import Catalogue, Model, PromptTemplate, Settings, load_prompt_templates

__all__ = ["Container", "open_container"]

# Interval between alerts about a second process.
_SECOND_PROCESS_SECONDS = 24 * 3600.0
# Time for which a process that has ended explains what a second process did.
_EXPLAINED_SECONDS = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """Services used by commands, components and listeners.

    ``wire_forms`` looks up the model of any job.
    ``constants`` returns the model constants that a guild overrides. ``critical_section`` marks work
    that shutdown waits for: from acknowledging a request until it is stored or refused. ``process`` is this
    process among those that share a PostgreSQL database, and ``shards`` its part of the shards; ``None`` on SQLite.
    """

    settings: Settings
    clock: Clock
    database: Database
    wire_forms: WireForms
    prices: PublishedPrices
    cost_monitor: CostMonitor
    constants: Callable[[int, Model], Awaitable[Mapping[str, object]]]
    prompt_templates: Sequence[PromptTemplate]
    in_flight: InFlight
    background: BackgroundTasks
    spool: Spool
    delivery: ResultDelivery
    job_store: JobStore
    breaker: CircuitBreaker
    outages: OutageDetector
    dispatcher: Dispatcher
    jobs: JobService
    cancellation: CancellationService
    reactions: ReactionStore
    reaction_repeats: ReactionRepeats
    results: ResultStore
    history: History
    result_sharing: ResultSharing
    recovery: Recovery
    quota: QuotaService
    usage: UsageService
    audit_log: AuditLog
    guilds: GuildService
    image_reports: ImageReportService
    user_defaults: UserDefaultsStore
    guild_welcome: GuildWelcome
    personal_data: PersonalDataService
    maintenance: MaintenanceService
    operator: OperatorNotifier
    reference_sources: DiscordReferenceSources
    editing_consent: EditingConsent
    picked_messages: PickedMessages
    process: RegisteredProcess | None
    shards: ShardDivision | None
    signals: Signals

    @property
    def models(self) -> Models:
        """Models of requests and jobs."""
        return self.wire_forms

    @property
    def model(self) -> Model:
        """Default model for new requests, with the wire form in use, which can change while the bot runs."""
        return self.wire_forms.default

    @property
    def reference_hours(self) -> int:
        """Hours after which fal deletes reference pictures."""
        return self.settings.reference_lifetime_hours

    @property
    def critical_section(self) -> Callable[[], AbstractContextManager[None]]:
        """Context manager factory for steps that shutdown must not interrupt."""
        return self.in_flight.critical_section

    def report_second_process(self, notice: str) -> None:
        """Alert the operator with ``notice``, once a day, that another process uses this bot's token.

        No alert is sent if other processes are registered in the same database: it is then assumed to be one of them.
        """

        async def notify() -> None:
            if self.process is not None and await self.process.others(seconds=_EXPLAINED_SECONDS):
                return
            await self.operator.notify(notice, once="second-process", repeat_after=_SECOND_PROCESS_SECONDS)

        self.background.schedule("second-process", notify)


@asynccontextmanager
async def open_container(
    *,
    settings: Settings,
    clock: Clock,
    catalogue: Catalogue,
    database: Database,
    client: EaselBot,
    observer: Observer = NO_OBSERVER,
) -> AsyncIterator[Container]:
    """Build all services; open connections, spool and thread pools, and close them on exit."""
    zone = ZoneInfo(settings.quota_timezone)
    background = BackgroundTasks(in_flight := InFlight())
    async with AsyncExitStack() as stack:
        spool = Spool(settings.spool_dir, max_total_bytes=settings.spool_max_bytes)
        await spool.sweep()
        workers = stack.enter_context(ImageWorkers())
        fetcher = await stack.enter_async_context(picture_fetcher(settings, clock, spool, workers, observer))
        fal = await stack.enter_async_context(fal_client(settings, clock, observer))
        wire_forms = WireForms(
            catalogue=catalogue,
            enabled=tuple(model.id for model in catalogue.enabled(settings.enabled_models)),
            store=SqlPublishedSchemaStore(database),
            source=SchemaReader(url, clock, Redactor(settings.secrets))
            if (url := settings.published_schema_url)
            else None,
            clock=clock,
        )
        await wire_forms.load()
        api = platform_api(settings, clock)
        prices = PublishedPrices(
            wire_forms.endpoints, store=SqlPublishedPriceStore(database), source=api, clock=clock
        )
        await prices.load()
        shared = join_processes(
            database, clock, settings, shards=lambda: client.served_shards, submit_seconds=SUBMIT_SECONDS
        )
        job_store = observer.observed_store(SqlJobStore(database, clock, shared.leases), clock)
        user_defaults = SqlUserDefaultsStore(database)
        guilds = GuildService(SqlGuildSettingsStore(database, clock))
        notices = SqlNoticeStore(database, clock)
        # Workers retry until their results are recorded; commands fail while the database is unavailable.
        worker_store = PersistentJobStore(job_store, clock)
        storage = await stack.enter_async_context(fal_storage(settings, clock, observer))
        reference_files = await stack.enter_async_context(
            LocalReferenceFiles(
                settings.spool_dir / "references",
                hosts=discord_file_hosts(settings),
                clock=clock,
                workers=workers,
            )
        )
        reference_sources = DiscordReferenceSources(client, job_store)
        needed = min(settings.job_deadline_seconds, settings.reference_lifetime_hours * 3600.0)
        uploader = ReferenceUploader(
            store=worker_store,
            storage=storage,
            files=reference_files,
            clock=clock,
            lifetime=settings.reference_lifetime_hours * 3600.0,
            needed=needed,
        )
        editing_consent = EditingConsent(SqlEditingConsentStore(database, clock), guilds)
        delivery = DiscordDelivery(client, worker_store, clock, wire_forms, progress_store=job_store)
        sender = NoticeSender(client)
        stack.callback(sender.close)
        operator = OperatorNotifier(notices, DiscordOperatorChannel(settings.operator_channel_id, sender))
        guild_notifier = DiscordGuildNotifier(client, guilds, sender)

        quota_store = SqlQuotaStore(database, clock)
        quota = QuotaService(
            quota_store,
            clock,
            zone=zone,
            operator_daily=settings.quota_daily_credits,
            caps=lambda: SpendingCaps(
                server=settings.server_daily_cap(single_server=client.serves_single_guild),
                bot=settings.quota_bot_daily_credits,
            ),
        )
        cap_monitor = CapMonitor(quota_store, notices, guild_notifier, operator=lambda: quota.caps)

        breaker = CircuitBreaker(clock)
        outages = OutageDetector(breaker, operator)
        render_worker = RenderWorker(
            store=worker_store,
            queue=fal,
            wire_forms=wire_forms,
            prices=prices,
            guilds=guilds,
            clock=clock,
            deadline=settings.job_deadline_seconds,
            safety_tolerance=settings.safety_tolerance,
            breaker=breaker,
            outages=outages,
            in_flight=in_flight,
            references=uploader,
            lease=shared.lease,
        )
        result_files = ResultFiles(
            fetcher=fetcher,
            spool=spool,
            workers=workers,
            message_limit=settings.message_max_bytes,
            max_pixels=lambda job: pixel_limit(job, wire_forms.find(job.model)),
        )
        delivery_worker = DeliveryWorker(
            store=worker_store,
            quota=quota,
            delivery=delivery,
            files=result_files,
            defaults=user_defaults,
            find_model=wire_forms.find,
            notifier=operator,
            notices=notices,
            background=background,
            clock=clock,
            in_flight=in_flight,
            outages=outages,
            lease=shared.lease,
        )
        dispatcher = Dispatcher(
            store=worker_store,
            render_worker=render_worker,
            delivery_worker=delivery_worker,
            delivery=delivery,
            clock=clock,
            reference_files=reference_files,
            lease=shared.lease,
            leases=shared.leases,
            shared_queue=shared.queue,
            signals=shared.signals,
            queue=FairQueue(overall=settings.jobs_running, per_member=settings.jobs_running_per_member),
            progress_seconds=settings.progress_seconds,
            throttle=client.progress_throttle,
        )
        worker_store.on_hold = dispatcher.show_hold
        costs = SqlCostStore(database)
        cost_monitor = CostMonitor(
            costs, operator, clock, zone=zone, balance_source=api, threshold=settings.fal_balance_warning_usd
        )
        shared.on_lapse(dispatcher.drop_lost)
        maintenance = MaintenanceService(
            SqlMaintenanceStore(database),
            clock,
            costs=costs,
            balance=lambda: cost_monitor.balance,
            quota=quota,
            breaker=breaker,
            outages=outages,
            announce_restart=dispatcher.announce_restart,
            wire=lambda: wire_in_use(wire_forms, SqlSizeMismatchStore(database), clock),
        )
        jobs = JobService(
            store=job_store,
            admission=Admission(
                job_store,
                models=wire_forms,
                quota=quota,
                breaker=breaker,
                cooldown=PolicyCooldown(
                    clock, notices=notices, guilds=guilds, notifier=guild_notifier, background=background
                ),
                allowed_guilds=settings.allowed_guild_ids,
            ),
            limits=lambda: AdmissionLimits(
                waiting=settings.jobs_waiting,
                waiting_per_user=settings.jobs_waiting_per_member,
                waiting_per_guild=settings.server_waiting_limit(single_server=client.serves_single_guild),
                daily_credits=quota.operator_daily,
                caps=quota.caps,
            ),
            quota=quota,
            guilds=guilds,
            user_defaults=user_defaults,
            dispatcher=dispatcher,
            models=wire_forms,
            references=ReferenceService(
                files=reference_files,
                sources=reference_sources,
                clock=clock,
                needed=needed,
                check=None
                if (endpoint := settings.input_check_model) == "none"
                else ReferenceCheck(FalInputCheck(fal, endpoint, clock), uploader),
            ),
            consent=editing_consent,
            operator=operator,
            cap_monitor=cap_monitor,
            background=background,
            anyone_may_repeat=settings.reroll_by == "anyone",
        )
        reactions = SqlReactionStore(database, clock)
        repeats = ReactionRepeats(
            client,
            jobs=jobs,
            reactions=reactions,
            clock=clock,
            models=wire_forms,
            is_shared=shared.process is not None,
        )
        result_sharing = ResultSharing(
            client,
            sharing=Sharing(
                jobs=job_store, store=SqlShareStore(database, clock), quota=quota_store, files=result_files
            ),
            jobs=jobs,
            clock=clock,
            models=wire_forms,
        )
        yield Container(
            settings=settings,
            clock=clock,
            database=database,
            wire_forms=wire_forms,
            prices=prices,
            cost_monitor=cost_monitor,
            constants=guild_constants(guilds, settings.safety_tolerance),
            prompt_templates=load_prompt_templates(wire_forms.default),
            in_flight=in_flight,
            background=background,
            spool=spool,
            delivery=delivery,
            job_store=job_store,
            breaker=breaker,
            outages=outages,
            dispatcher=dispatcher,
            jobs=jobs,
            cancellation=CancellationService(store=job_store, dispatcher=dispatcher, clock=clock),
            reactions=reactions,
            reaction_repeats=repeats,
            results=SqlResultStore(database, clock),
            history=History(jobs=job_store, store=SqlHistoryStore(database), files=result_files),
            result_sharing=result_sharing,
            recovery=Recovery(
                clock, jobs=dispatcher, shares=result_sharing, reactions=repeats, signals=shared.signals
            ),
            quota=quota,
            usage=UsageService(SqlUsageStore(database), clock, zone=zone, folder=settings.spool_dir),
            audit_log=SqlAuditLog(database, clock, zone=zone),
            guilds=guilds,
            image_reports=ImageReportService(SqlImageReportStore(database, clock), guilds),
            user_defaults=user_defaults,
            personal_data=PersonalDataService(
                SqlPersonalDataStore(database, clock, erase_repeats=settings.erase_repeats == "yes"),
                clock,
                zone=zone,
            ),
            maintenance=maintenance,
            operator=operator,
            guild_welcome=GuildWelcome(
                client, notices=notices, guilds=guilds, settings=settings, models=wire_forms
            ),
            reference_sources=reference_sources,
            editing_consent=editing_consent,
            picked_messages=PickedMessages(clock),
            process=shared.process,
            shards=shared.shards,
            signals=shared.signals,
        )
