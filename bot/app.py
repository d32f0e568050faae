"""The composition root: the one place that wires settings, database, fal and Discord together.

Whatever opens something is a context manager; leaving :func:`open_app` closes everything in
reverse order.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import aiohttp
import discord
import structlog

from bot.client import EaselBot
from bot.clock import Clock, SystemClock
from bot.discord_endpoint import use_api
from bot.errors import StartupError
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
from bot.generation.retention import keep_forgetting
from bot.generation.sharing import Sharing
from bot.generation.studio import Studio
from bot.generation.withdrawal import Wishes, Withdrawal
from bot.health import keep_health_file
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
from bot.storage.engine import Database, open_database
from bot.storage.jobs import JobStore, WaitingBounds
from bot.storage.migrate import migrate
from bot.storage.reactions import ReactionStore
from bot.storage.results import ResultStore
from bot.storage.shares import ShareStore
from config import Catalogue, Model, Settings, load_catalogue, load_starting_points

__all__ = ["App", "open_app"]

log = structlog.stdlib.get_logger(__name__)

# Steps under way when a stop is asked for get this long; ten seconds is what hosts allow.
_SHORT_STEPS_SECONDS = 6.5
# The same for what came in while the loops ended.
_LAST_STEPS_SECONDS = 1.0
# And for closing the connection to Discord.
_CLOSE_SECONDS = 1.5
# Threads that re-encode pictures. One CPU-bound task each; more would only compete.
_ENCODERS = 2
# fal connections beside one stream for each running job: submits, results, cancels.
_SPARE_CONNECTIONS = 20


class App:
    """The assembled bot. ``bot`` is the Discord client, ``database`` the open database."""

    def __init__(
        self, *, settings: Settings, bot: EaselBot, database: Database, clock: Clock, short_steps: ShortSteps
    ) -> None:
        self.settings = settings
        self.bot = bot
        self.database = database
        self._clock = clock
        self._short_steps = short_steps
        self._tasks: asyncio.TaskGroup | None = None
        self._loops: list[asyncio.Task[None]] = []
        self._stop = asyncio.Event()

    def begin(self, services: Services) -> None:
        """Start driving jobs; the client calls this once it may use the REST API."""
        self._start(services.dispatcher.run(), "dispatcher")
        forgetting = keep_forgetting(
            self.database,
            self._clock,
            days=self.settings.retention_days,
            zone=ZoneInfo(self.settings.quota_timezone),
        )
        self._start(forgetting, "retention")

    def _start(self, loop: Coroutine[Any, Any, None], name: str) -> None:
        """Run a loop until :meth:`run` ends; one that fails ends :meth:`run`."""
        assert self._tasks is not None  # noqa: S101 - run() has set it before the client starts
        self._loops.append(self._tasks.create_task(loop, name=name))

    def stop(self) -> None:
        """Ask :meth:`run` to end; safe to call more than once and from a signal handler."""
        self._stop.set()

    async def run(self) -> None:
        """Serve until :meth:`stop`, or until Discord or a loop of ours ends it.

        Raises :class:`StartupError` for what only the operator can mend.
        """
        token = self.settings.discord_token
        if token is None:
            raise StartupError(detail="DISCORD_TOKEN is not set")
        client = asyncio.create_task(self._connect(token.get_secret_value()), name="discord")
        stop = asyncio.create_task(self._stop.wait(), name="stop")
        try:
            async with asyncio.TaskGroup() as self._tasks:
                self._start(
                    keep_health_file(self.settings.health_file, self.bot.is_ready, self._clock), "health"
                )
                await asyncio.wait({client, stop}, return_when=asyncio.FIRST_COMPLETED)
                await self._finish_short_steps()
                for loop in self._loops:
                    loop.cancel()
            # What came in meanwhile gets its answer, too; after this, Discord itself says no.
            self._short_steps.close()
            await self._short_steps.wait(_LAST_STEPS_SECONDS)
        finally:
            stop.cancel()
            await self._close(client)

    async def _close(self, client: asyncio.Task[None]) -> None:
        """Close the connection, bounded: a shard that waits to reconnect would wait on for minutes."""
        try:
            async with asyncio.timeout(_CLOSE_SECONDS):
                await self.bot.close()
                await client
        except TimeoutError:
            log.warning("the connection to Discord was cut, not closed")
            client.cancel()
            await asyncio.wait({client})

    async def write_commands(self) -> int:
        """Log in, write every command to Discord, and leave; returns how many there are."""
        token = self.settings.discord_token
        if token is None:
            raise StartupError(detail="DISCORD_TOKEN is not set")
        self.bot.only_write_commands()
        try:
            await self.bot.login(token.get_secret_value())
        except discord.LoginFailure as error:
            raise StartupError(detail="DISCORD_TOKEN: Discord does not accept this token") from error
        except (aiohttp.ClientConnectionError, discord.GatewayNotFound) as error:
            raise self._unreachable() from error
        except discord.HTTPException as error:
            raise StartupError(detail=f"Discord does not take the commands: {error}") from error
        finally:
            await self.bot.close()
        return len(self.bot.tree.get_commands())

    async def _connect(self, token: str) -> None:
        try:
            await self.bot.start(token)
        except discord.LoginFailure as error:
            raise StartupError(detail="DISCORD_TOKEN: Discord does not accept this token") from error
        except (aiohttp.ClientConnectionError, discord.GatewayNotFound) as error:
            raise self._unreachable() from error

    def _unreachable(self) -> StartupError:
        where = self.settings.discord_api_url
        return StartupError(detail=f"DISCORD_API_URL: Discord cannot be reached at {where}")

    async def _finish_short_steps(self) -> None:
        """No new requests, short steps to their end; running jobs stay at fal and are picked up."""
        services = getattr(self.bot, "services", None)
        if services is not None:
            services.studio.close()
            if not await self._short_steps.wait(_SHORT_STEPS_SECONDS):
                log.warning("a step was still open at the end of the grace time")
            log.info("stopping", open_jobs=services.dispatcher.open_jobs)


@asynccontextmanager
async def open_app(
    settings: Settings,
    *,
    clock: Clock | None = None,
    catalogue: Catalogue | None = None,
) -> AsyncIterator[App]:
    """Open and wire everything; nothing is connected to Discord until :meth:`App.run`.

    Raises :class:`config.ConfigError` or :class:`StartupError`, each with one readable line.
    """
    clock = clock or SystemClock()
    catalogue = catalogue or load_catalogue()
    model = catalogue.get(settings.fal_model)
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(settings.database_url))
        if await migrate(database):
            log.info("database is at this version's tables now")
        assemble, store, short_steps = await _wire(stack, settings, clock, database, catalogue, model)
        use_api(settings.discord_api_url)
        bot = EaselBot(
            settings=settings,
            model=model,
            store=store,
            assemble=assemble,
            begin=lambda services: app.begin(services),  # noqa: PLW0108 - app follows
        )
        app = App(settings=settings, bot=bot, database=database, clock=clock, short_steps=short_steps)
        yield app


async def _wire(
    stack: AsyncExitStack,
    settings: Settings,
    clock: Clock,
    database: Database,
    catalogue: Catalogue,
    model: Model,
) -> tuple[Callable[[EaselBot], Services], JobStore, ShortSteps]:
    """Everything but the client: returns what builds the services once there is a courier."""
    store = JobStore(database, clock)
    spool = Spool(settings.spool_dir, max_total_bytes=settings.spool_max_bytes)
    await spool.sweep()
    fetcher = await stack.enter_async_context(
        PictureFetcher(
            spool=spool,
            hosts=_host_policy(settings),
            clock=clock,
            max_bytes=settings.picture_max_bytes,
        )
    )
    queue = await stack.enter_async_context(
        FalQueue(
            key=settings.fal_key.get_secret_value() if settings.fal_key else "",
            clock=clock,
            queue_url=settings.fal_queue_url if settings.fal_queue_overridden else None,
            poll_seconds=settings.fal_poll_seconds,
            connections=settings.jobs_running + _SPARE_CONNECTIONS,
        )
    )
    workers = stack.enter_context(ThreadPoolExecutor(_ENCODERS, thread_name_prefix="encode"))
    short_steps = ShortSteps()
    starting_points = load_starting_points(model)

    def assemble(bot: EaselBot) -> Services:
        quota = QuotaService(
            database,
            clock,
            zone=ZoneInfo(settings.quota_timezone),
            operator_daily=settings.quota_daily_credits,
            ceilings=Ceilings(
                server=settings.quota_server_daily_credits, bot=settings.quota_bot_daily_credits
            ),
        )
        servers = ServerService(database, clock)
        breaker = Breaker(clock)
        herald = Herald(database, bot.announcer)
        wishes = Wishes()
        rendering = Rendering(
            store=store,
            queue=queue,
            models=catalogue.get,
            clock=clock,
            deadline=settings.job_deadline_seconds,
            overrides=_overrides(settings, catalogue, servers),
            breaker=breaker,
            herald=herald,
            withdrawal=Withdrawal(queue=queue, clock=clock, wishes=wishes),
            short_step=short_steps.step,
        )
        posting = Posting(
            store=store,
            quota=quota,
            courier=bot.courier,
            fetcher=fetcher,
            spool=spool,
            workers=workers,
            clock=clock,
            message_bytes=settings.message_max_bytes,
            short_step=short_steps.step,
        )
        dispatcher = Dispatcher(
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
        desk = OperatorDesk(
            database,
            clock,
            ceilings=quota.ceilings,
            trouble=lambda: breaker.trouble,
            window=quota.window,
            announce_restart=dispatcher.announce_restart,
        )
        ceilings = CeilingWatch(database, bot.notices, operator=quota.ceilings)
        studio = Studio(
            store=store,
            quota=quota,
            servers=servers,
            dispatcher=dispatcher,
            model=model,
            bounds=WaitingBounds(overall=settings.jobs_waiting, per_member=settings.jobs_waiting_per_member),
            breaker=breaker,
            herald=herald,
            server_ceilings=ceilings,
            allowed_guilds=settings.allowed_guild_ids,
            anyone_may_repeat=settings.reroll_by == "anyone",
            conduct=Conduct(database, clock, servers=servers, notices=bot.notices),
            refuse_while_paused=desk.refuse_while_paused,
        )
        return Services(
            settings=settings,
            model=model,
            models=catalogue.get,
            starting_points=starting_points,
            clock=clock,
            store=store,
            reactions=ReactionStore(database, clock),
            results=ResultStore(database, clock),
            quota=quota,
            studio=studio,
            history=History(
                database=database,
                store=store,
                fetcher=fetcher,
                spool=spool,
                workers=workers,
                message_bytes=settings.message_max_bytes,
            ),
            dispatcher=dispatcher,
            canceller=Canceller(store=store, dispatcher=dispatcher, clock=clock),
            servers=servers,
            desk=desk,
            moderation=Moderation(database, clock, servers),
            members=MemberPreferences(database),
            ceilings=ceilings,
            privacy=PrivacyService(database, clock, zone=ZoneInfo(settings.quota_timezone)),
            reports=ReportService(
                database, clock, zone=ZoneInfo(settings.quota_timezone), folder=settings.spool_dir
            ),
            undo=UndoService(database, clock, zone=ZoneInfo(settings.quota_timezone)),
            sharing=Sharing(
                database=database,
                clock=clock,
                jobs=store,
                store=ShareStore(database, clock),
                fetcher=fetcher,
                spool=spool,
                workers=workers,
                message_bytes=settings.message_max_bytes,
            ),
            short_step=short_steps.step,
        )

    return assemble, store, short_steps


def _host_policy(settings: Settings) -> HostPolicy:
    insecure = urlsplit(settings.fal_queue_url).hostname if settings.fal_queue_overridden else None
    return HostPolicy(allowed=settings.result_hosts, insecure_host=insecure)


def _overrides(
    settings: Settings, catalogue: Catalogue, servers: ServerService
) -> Callable[[Generation], Awaitable[Mapping[str, object]]]:
    """What is sent in place of a model's constants, read when the request is sent."""

    async def overrides(job: Generation) -> Mapping[str, object]:
        decided = await servers.get(job.guild_id)
        value = safety_tolerance(decided, catalogue.get(job.model), settings.safety_tolerance)
        return {} if value is None else {SAFETY_KEY: value}

    return overrides
