"""Application: startup, main loop and graceful shutdown. :mod:`bot.container` does the wiring."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import discord
import structlog

from bot.clock import Clock, SyncedClock, SystemClock
from bot.container import Container, open_container
from bot.db.breaker import SqlBreakerStore
from bot.db.engine import Database, open_database, server_options
from bot.db.migrate import migrate
from bot.db.retention import SqlRetentionStore
from bot.discord.api_base import use_api
from bot.discord.client import EaselBot
from bot.discord.command_sync import keep_commands_synced, sync_commands
from bot.discord.errors import CALL_ERRORS, RouteClosedError, translated
from bot.discord.gateway import close_error
from bot.discord.login import log_in
from bot.discord.shard_keeper import keep_shards
from bot.errors import DatabaseUnavailableError, StartupError
from bot.fal.shared_breaker import share_breaker
from bot.jobs.retention import run_retention
from bot.observer import NO_OBSERVER, Observer
from bot.ops.file_modes import restrict_files
from bot.ops.health import find_problems, keep_health_file
from bot.ops.health_check import bot_key
from bot.ops.processes import RegisteredProcess
from bot.ops.result_hosts import watch_result_hosts
from bot.platform_clients import host_policy
from config import Catalogue, Settings, load_catalogue
from config.settings import DISCORD_API_URL

__all__ = ["App", "open_app"]

log = structlog.stdlib.get_logger(__name__)

# Grace period for critical sections in progress at shutdown; hosts allow ten seconds in total.
_CRITICAL_SECTIONS_SECONDS = 6.5
# Grace period for interactions that arrived while the background loops were stopping.
_LAST_SECTIONS_SECONDS = 1.0
# Part of the first grace period, in which other processes can open the shards of this one.
_HAND_OVER_SHARDS_SECONDS = 4.5
# Shutdown time for which these limits are designed. A larger STOP_SECONDS extends the first grace period.
_USUAL_STOP_SECONDS = 10
# Time limit for releasing open jobs to other processes.
_HAND_OVER_SECONDS = 1.0
# Time limit for closing the Discord connection.
_CLOSE_SECONDS = 1.5
# OpenTelemetry's own variables that turn traces on.
_TRACE_SETTINGS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")


class App:
    """Assembled bot: ``bot`` is the Discord client, ``services`` contains everything behind the cogs."""

    def __init__(self, bot: EaselBot, services: Container, observer: Observer = NO_OBSERVER) -> None:
        #: Port of the metrics while :meth:`run` serves them.
        self.metrics_port: int | None = None
        self._observer = observer
        self.bot = bot
        self.services = services
        self.settings: Settings = services.settings
        self.database: Database = services.database
        self._tasks: asyncio.TaskGroup | None = None
        self._loops: list[asyncio.Task[None]] = []
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """Make :meth:`run` return; may be called repeatedly and from a signal handler."""
        self._stop.set()

    async def run(self) -> None:
        """Serve until :meth:`stop` is called, or until the Discord client or a background loop ends.

        Raises :class:`StartupError` for problems that only the operator can fix.
        """
        token = self._token()
        async with self._metrics():
            await self._run(token)

    @asynccontextmanager
    async def _metrics(self) -> AsyncIterator[None]:
        """Serve the metrics, if ``METRICS_PORT`` is set."""
        if (port := self.settings.metrics_port) is None:
            yield
            return
        # Imported late, because the library takes memory and time.
        from bot.ops.metrics.definitions import PrometheusObserver
        from bot.ops.metrics.server import serve_metrics

        assert isinstance(self._observer, PrometheusObserver)  # noqa: S101 - as open_app() creates it
        host = self.settings.metrics_host
        async with serve_metrics(self._observer, self.bot, self.services, host=host, port=port) as bound:
            self.metrics_port = bound
            yield

    async def _run(self, token: str) -> None:
        if self.services.process is not None:
            await self.services.process.start()
            if not self.settings.shard_ids:
                self.bot.division = self.services.shards
        client = asyncio.create_task(self._serve(token), name="discord")
        stop = asyncio.create_task(self._stop.wait(), name="stop")
        services = self.services

        async def problems() -> Sequence[str]:
            return await find_problems(self.bot, self.database, services.breaker, services.clock)

        health = keep_health_file(
            self.settings.health_file, problems, self.bot.clock, bot=bot_key(self._token())
        )
        try:
            async with asyncio.TaskGroup() as self._tasks:
                self._start(health, "health")
                if services.process is not None:
                    self._start(services.process.run(), "process-lease")
                    self._start(services.signals.run(), "signals")
                    self._start(self._share_breaker(services.process), "fal-breaker")
                await asyncio.wait({client, stop}, return_when=asyncio.FIRST_COMPLETED)
                await self._finish_critical_sections()
                for loop in self._loops:
                    loop.cancel()
            # Interactions that arrived in the meantime still get an answer; later ones are refused.
            self.services.in_flight.close()
            await self.services.in_flight.wait(_LAST_SECTIONS_SECONDS)
        finally:
            stop.cancel()
            await self._hand_over()
            await self._close(client)

    def _share_breaker(self, process: RegisteredProcess) -> Coroutine[Any, Any, None]:
        async def is_alone() -> bool:
            return not await process.others()

        services = self.services
        store = SqlBreakerStore(services.database)
        return share_breaker(services.outages, store, services.signals, services.clock, is_alone=is_alone)

    async def _hand_over(self) -> None:
        """Leave the open jobs to other processes, which take them over at once."""
        if self.services.process is None:
            return
        try:
            async with asyncio.timeout(_HAND_OVER_SECONDS):
                log.info("open jobs released", jobs=await self.services.dispatcher.release())
        except (DatabaseUnavailableError, TimeoutError) as error:
            log.warning(
                "open jobs not released; other processes wait for the lease", error=type(error).__name__
            )
        await self.services.process.stop()

    async def write_commands(self) -> int:
        """Log in, register every command with Discord and log out; return the number of commands."""
        token = self._token()
        try:
            with self._translate_login_errors():
                await log_in(self.bot, token)
                return await self._write_all_commands()
        finally:
            await self.bot.close()

    async def _write_all_commands(self) -> int:
        try:
            with translated():
                return await sync_commands(self.bot, force=True)
        except RouteClosedError as error:
            raise StartupError(detail=f"Discord rejected the commands: {error.__cause__}") from error
        except CALL_ERRORS as error:
            raise StartupError(detail=f"the commands could not be registered: {error.detail}") from error

    async def _serve(self, token: str) -> None:
        """Log in, start the background loops and keep the gateway connection open."""
        with self._translate_login_errors():
            # At boot, the network may not be up yet. An address of the operator's own may be wrong.
            is_default = self.settings.discord_api_url == DISCORD_API_URL
            await log_in(self.bot, token, retry_connections=is_default)
            self._start_loops()
            await self.bot.connect()

    def _start_loops(self) -> None:
        """Start the loops that need only the REST API; recovery does not wait for the gateway."""
        services, settings = self.services, self.settings
        # First, so that the dispatcher's requests can wait for the published schema.
        self._start(services.wire_forms.run(), "published-schema")
        self._start(services.prices.run(), "published-prices")
        self._start(services.cost_monitor.run(), "costs")
        if not settings.fal_queue_overridden:
            watch = watch_result_hosts(
                settings.result_hosts, host_policy(settings), services.outages, services.clock
            )
            self._start(watch, "result-hosts")
        self._start(services.dispatcher.run(), "dispatcher")
        self._start(services.recovery.run(), "recovery")
        self._start(services.background.run(), "background")
        retention = run_retention(
            SqlRetentionStore(services.database),
            services.clock,
            days=settings.retention_days,
            zone=ZoneInfo(settings.quota_timezone),
        )
        self._start(retention, "retention")
        self._start(keep_commands_synced(self.bot), "commands")
        if self.bot.division is not None:
            self._start(keep_shards(self.bot.sessions, self.bot.division, services.clock), "shards")
        if not settings.shard_ids:
            # With SHARD_IDS, other processes are expected to start sessions.
            self._start(self.bot.watch_session_starts(), "session-starts")

    def _start(self, loop: Coroutine[Any, Any, None], name: str) -> None:
        """Run a loop until :meth:`run` ends; a failing loop ends :meth:`run`."""
        assert self._tasks is not None  # noqa: S101 - run() sets it before the client starts
        self._loops.append(self._tasks.create_task(loop, name=name))

    async def _finish_critical_sections(self) -> None:
        """Refuse new requests and wait for critical sections; running jobs resume after a restart.

        If other processes receive the same events, none is refused: they get the new ones, and this process
        answers those that it has already received.
        """
        services = self.services
        extra = self.settings.stop_seconds - _USUAL_STOP_SECONDS
        deadline = asyncio.get_running_loop().time() + _CRITICAL_SECTIONS_SECONDS + extra
        if services.process is not None and await self._is_replaced(services.process, extra):
            services.dispatcher.stop_admitting()
            await self._leave_gateway()
            services.process.renew_soon()
        else:
            services.jobs.close()
        if not await services.in_flight.wait(deadline - asyncio.get_running_loop().time()):
            log.warning("shutdown grace period ended with a critical section in progress")
        services.jobs.close()
        log.info("bot stopping", open_jobs=self.services.dispatcher.open_jobs)

    async def _is_replaced(self, process: RegisteredProcess, extra: float) -> bool:
        """Hand over the shards that processes divide; return whether others receive this one's events."""
        if (division := self.bot.division) is None:
            return await process.is_replaced()
        return await division.leave(self.bot.served_shards, seconds=_HAND_OVER_SHARDS_SECONDS + extra)

    async def _leave_gateway(self) -> None:
        try:
            async with asyncio.timeout(_CLOSE_SECONDS):
                await self.bot.leave_gateway()
        except TimeoutError:
            log.warning("gateway sessions not closed within the time limit")
        log.info("gateway left to other processes")

    async def _close(self, client: asyncio.Task[None]) -> None:
        """Close the connection within a time limit: a reconnecting shard could wait for minutes."""
        connecting = not client.done() and not self.bot.is_ready()
        if connecting:
            # Otherwise discord.py would log its failed first connection after the one-line error.
            client.cancel()
        try:
            async with asyncio.timeout(_CLOSE_SECONDS):
                await self.bot.close()
                await (asyncio.wait({client}) if connecting else client)
        except TimeoutError:
            log.warning("Discord connection aborted after the close timeout")
            client.cancel()
            await asyncio.wait({client})
            # close() was interrupted before it closed the HTTP session.
            await self.bot.http.close()

    def _token(self) -> str:
        if self.settings.discord_token is None:
            raise StartupError(detail="DISCORD_TOKEN is not set")
        return self.settings.discord_token.get_secret_value()

    @contextmanager
    def _translate_login_errors(self) -> Iterator[None]:
        try:
            yield
        except discord.LoginFailure as error:
            raise StartupError(detail="DISCORD_TOKEN: Discord does not accept this token") from error
        except (discord.ConnectionClosed, discord.PrivilegedIntentsRequired) as error:
            raise close_error(error) from error
        except RouteClosedError as error:
            raise StartupError(detail=f"Discord refused the login: {error.__cause__}") from error
        except (aiohttp.ClientConnectionError, discord.GatewayNotFound) as error:
            url = self.settings.discord_api_url
            raise StartupError(detail=f"DISCORD_API_URL: Discord cannot be reached at {url}") from error


@asynccontextmanager
async def open_app(
    settings: Settings,
    *,
    clock: Clock | None = None,
    catalogue: Catalogue | None = None,
) -> AsyncIterator[App]:
    """Open the database and build the application; :meth:`App.run` connects to Discord.

    Raises :class:`config.ConfigError` or :class:`StartupError`, each with a one-line message.
    """
    clock = SyncedClock(clock or SystemClock())
    catalogue = catalogue or load_catalogue(own=settings.models_folder)
    observer = _open_observer(settings)
    async with AsyncExitStack() as stack:
        if any(os.environ.get(name) for name in _TRACE_SETTINGS):
            # Imported late, because the library is optional.
            from bot.ops.traces import open_traces

            observer = Observer() if observer is NO_OBSERVER else observer
            observer.job_observers.append(await stack.enter_async_context(open_traces()))
        database = await stack.enter_async_context(
            open_database(
                settings.database_url, options=server_options(settings), clock=clock, observer=observer
            )
        )
        if await migrate(database):
            log.info("database migrated")
        await asyncio.to_thread(restrict_files, settings)
        use_api(settings.discord_api_url)
        bot = EaselBot(settings=settings, clock=clock, observer=observer)
        bot.services = await stack.enter_async_context(
            open_container(
                settings=settings,
                clock=clock,
                catalogue=catalogue,
                database=database,
                client=bot,
                observer=observer,
            )
        )
        yield App(bot, bot.services, observer)


def _open_observer(settings: Settings) -> Observer:
    if settings.metrics_port is None:
        return NO_OBSERVER
    from bot.ops.metrics.definitions import PrometheusObserver

    return PrometheusObserver()
