"""The composition root: the one place that wires settings, database, fal and Discord together.

Whatever opens something is a context manager; leaving :func:`open_app` closes everything in
reverse order.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import discord
import structlog

from bot.clock import Clock, SystemClock
from bot.container import build_container, open_resources
from bot.db.engine import Database, open_database
from bot.db.migrate import migrate
from bot.discord.api_base import use_api
from bot.discord.client import EaselBot
from bot.errors import StartupError
from bot.jobs.dispatcher import InFlight
from bot.jobs.retention import run_retention
from bot.ops.health import keep_health_file
from bot.services import Container
from config import Catalogue, Settings, load_catalogue

__all__ = ["App", "open_app"]

log = structlog.stdlib.get_logger(__name__)

# Steps under way when a stop is asked for get this long; ten seconds is what hosts allow.
_SHORT_STEPS_SECONDS = 6.5
# The same for what came in while the loops ended.
_LAST_STEPS_SECONDS = 1.0
# And for closing the connection to Discord.
_CLOSE_SECONDS = 1.5
# Imported late, each with its reason where it is used; the first to need them would wait for it.
_NEEDED_SOON = ("fluent.runtime",)


class App:
    """The assembled bot. ``bot`` is the Discord client, ``database`` the open database."""

    def __init__(
        self, *, settings: Settings, bot: EaselBot, database: Database, clock: Clock, short_steps: InFlight
    ) -> None:
        self.settings = settings
        self.bot = bot
        self.database = database
        self._clock = clock
        self._short_steps = short_steps
        self._tasks: asyncio.TaskGroup | None = None
        self._loops: list[asyncio.Task[None]] = []
        self._stop = asyncio.Event()

    def begin(self, services: Container) -> None:
        """Start driving jobs; the client calls this once it may use the REST API."""
        self._start(services.dispatcher.run(), "dispatcher")
        self._start(services.errands.run(), "errands")
        forgetting = run_retention(
            self.database,
            self._clock,
            days=self.settings.retention_days,
            zone=ZoneInfo(self.settings.quota_timezone),
        )
        self._start(forgetting, "retention")
        self._start(self._prepare(), "prepare")

    async def _prepare(self) -> None:
        """Once the bot serves, import in a thread what first requests need and the start did not."""
        await self.bot.wait_for("connect")
        for module in _NEEDED_SOON:
            await asyncio.to_thread(import_module, module)

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
        connecting = not client.done() and not self.bot.is_ready()
        if connecting:
            # discord.py would log how its first connection broke, under an operator's one line.
            client.cancel()
        try:
            async with asyncio.timeout(_CLOSE_SECONDS):
                await self.bot.close()
                await (asyncio.wait({client}) if connecting else client)
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
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(settings.database_url))
        if await migrate(database):
            log.info("database is at this version's tables now")
        means = await stack.enter_async_context(open_resources(settings, clock, catalogue, database))
        use_api(settings.discord_api_url)
        bot = EaselBot(
            settings=settings,
            model=means.model,
            store=means.store,
            clock=clock,
            assemble=lambda bot: build_container(means, bot),
            begin=lambda services: app.begin(services),  # noqa: PLW0108 - app follows
        )
        app = App(settings=settings, bot=bot, database=database, clock=clock, short_steps=means.short_steps)
        yield app
