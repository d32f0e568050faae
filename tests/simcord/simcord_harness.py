"""The whole bot inside simcord's Discord: real cogs, database, dispatcher and fal simulator.

simcord replaces discord.py's HTTP and gateway and keeps its own time. Everything behind the
cogs is the product's, over real sockets to the sandbox's fal. Two of simcord's habits shape
this room:

* It waits for every task that the bot starts from an event. Loops that never end would be
  waited for in vain, so the dispatcher and what it starts run outside its sight; a test says
  :meth:`Workshop.finished` when it wants the drawing to be over.
* Its clock stands still until a test moves it, and the bot's clock follows.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import discord
import simcord
from simcord.enums import InteractionType
from simcord.http.router import RequestContext, route
from simcord.interactions import resolve_handle
from sqlalchemy import Table, select

from bot.app import App, open_app
from bot.container import Container
from bot.db.integrity import find_mismatches
from bot.db.schema import audit, generations, ledger
from bot.discord.command_sync import sync_commands
from bot.quota.models import Account
from config import Settings
from sandbox.clock import SandboxClock
from sandbox.fal import FalSimulator
from sandbox.faults import Faults
from tests.engines import create_tables
from tests.fakes import FollowingClock

__all__ = ["Workshop", "answer", "forge", "open_workshop"]

# Seconds of real time after which a test that waits for the bot has failed.
_PATIENCE = 30.0
# Real time; less than the life of a notice (20 s), which a settled bot must not be waited out for.
_SETTLE_SECONDS = 12.0
_PICTURE_BYTES = 20_000


@route("GET", "/gateway/bot")
def _gateway(_: RequestContext) -> dict[str, Any]:
    """What simcord lacks (3.2.1): the gateway's address, which the bot asks for at every start."""
    limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
    return {"url": "wss://gateway.simcord.invalid", "shards": 1, "session_start_limit": limit}


class Workshop:
    """A server with people in it, and the bot at work. Open it with :func:`open_workshop`."""

    def __init__(
        self, settings: Settings, fal: FalSimulator, fal_clock: SandboxClock, faults: Faults
    ) -> None:
        self.settings = settings
        self.fal = fal
        self.fal_clock = fal_clock
        self.faults = faults
        self.clock = FollowingClock()
        self.env: simcord.Env
        self.app: App
        self._outside = contextvars.copy_context()
        self._scope = AsyncExitStack()

    # --- life ---------------------------------------------------------------------------------

    async def open(self) -> None:
        """Start the bot in a Discord of its own, then let people and a channel appear."""
        await self._open_app()
        self.env = simcord.Env(self.app.bot, settle_timeout=_SETTLE_SECONDS)
        self.clock.follow(self.env.now)
        await self.env.start()
        await self._begin()
        self.guild = self.env.create_guild("Studio")
        self.channel = self.guild.create_text_channel("art")
        manager = self.guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
        self.alice, self.bob = (
            self.guild.add_member(self.env.create_user(name)) for name in ("alice", "bob")
        )
        self.admin = self.guild.add_member(self.env.create_user("mod"), roles=[manager])
        await self.env.settle()

    async def close(self) -> None:
        """Stop the bot. A ledger that does not balance, or an unchecked error, fails the test."""
        try:
            async with self.app.database.read() as connection:
                mismatches = await find_mismatches(connection)
            await self._close_app()
        finally:
            await self.env.shutdown()
        assert mismatches == []
        self.env.raise_errors()

    async def _open_app(self) -> None:
        self._scope = AsyncExitStack()
        await create_tables(self.settings.database_url)
        self.app = await self._scope.enter_async_context(open_app(self.settings, clock=self.clock))

    async def _close_app(self) -> None:
        """Once no statement is under way: one that is cut short leaves its connection open."""
        await self.env.settle()
        await self.until(lambda: not (self._events() or self._connections()))
        await self._scope.aclose()

    def _events(self) -> list[str]:
        """Events that the bot still treats, also those that simcord does not follow."""
        return [task.get_name() for task in asyncio.all_tasks() if task.get_name().startswith("discord.py: ")]

    def _connections(self) -> int:
        """Connections to the database that are in use."""
        in_use: int = self.app.database.engine.pool.checkedout()  # type: ignore[attr-defined]
        return in_use

    async def _begin(self) -> None:
        """Do what :class:`App` does after the login; its loops run where simcord does not wait for them."""
        await sync_commands(self.app.bot)
        services = self.services
        enqueue = services.dispatcher.enqueue
        services.dispatcher.enqueue = lambda *job: self._out_of_sight(enqueue, *job)  # type: ignore[method-assign]
        for loop in (services.dispatcher.run(), services.recovery.run()):
            self._scope.push_async_callback(_end, self._out_of_sight(asyncio.create_task, loop))

    def _out_of_sight(self, call: Callable[..., Any], *arguments: Any) -> Any:
        def within_discord() -> Any:
            with self.env.time_context():
                return call(*arguments)

        return self._outside.copy().run(within_discord)

    # --- time -----------------------------------------------------------------------------------

    async def until(self, condition: Callable[[], object]) -> None:
        """Return once ``condition()`` holds; work over sockets goes on meanwhile."""
        async with asyncio.timeout(_PATIENCE):
            while not condition():  # noqa: ASYNC110 - the far ends have no event in common
                await asyncio.sleep(0.002)

    async def finished(self) -> None:
        """Until the bot has no request in hand."""
        await self.until(lambda: self.services.dispatcher.open_jobs == 0)
        await self.env.settle()

    async def at_fal(self, requests: int = 1) -> None:
        """Until fal has taken that many requests in all."""
        await self.until(lambda: len(self.fal.requests) >= requests)

    async def pass_time(self, seconds: float) -> None:
        """Move Discord's and the bot's time."""
        await self.env.advance_time(seconds)
        self.clock.moved()

    # --- what people do, and what is there afterwards ---------------------------------------------

    async def draw(
        self, who: simcord.MemberActor | None = None, prompt: str = "a red kite", **options: Any
    ) -> discord.Message:
        """``/imagine`` to its end; returns the message with the pictures."""
        result = await (who or self.alice).slash(self.channel, "imagine", prompt=prompt, **options)
        await self.finished()
        return answer(result).message

    @property
    def services(self) -> Container:
        return self.app.bot.services

    @property
    def results(self) -> list[discord.Message]:
        """Every message with pictures in the channel, oldest first."""
        return [message for message in self.channel.history() if message.attachments]

    async def registered(self) -> dict[str, Any]:
        """The commands that Discord has from the bot, by name."""
        bot = self.app.bot
        assert bot.application_id is not None
        return {c["name"]: c for c in await bot.http.get_global_commands(bot.application_id)}

    def events(self, name: str) -> list[dict[str, Any]]:
        """The gateway events of that name so far, in order."""
        transcript = self.env.backend.transcript
        return [payload for kind, event, payload in transcript if (kind, event) == ("GATEWAY", name)]

    def calls(self, method: str, part: str) -> list[simcord.HttpLogEntry]:
        """The bot's REST calls of that method with ``part`` in the path, in order."""
        return [call for call in self.env.http_requests if call.method == method and part in call.path]

    def pinged(self) -> set[int | str]:
        """The IDs of all users notified by the bot's messages, and ``"everyone"``."""
        posts = [m for channel in self.env.backend.messages.values() for m in channel.values()]
        own = [m for m in posts if m.author_id == self.env.backend.bot_user.id]
        people: set[int | str] = {who for m in own for who in (*m.ping_user_ids, *m.ping_role_ids)}
        return people | {"everyone" for m in own if m.mention_everyone}

    async def rows(self, table: Table) -> list[dict[str, Any]]:
        """Every row of a table, in the order of its key."""
        query = select(table).order_by(*table.primary_key)
        async with self.app.database.read() as connection:
            return [dict(row) for row in (await connection.execute(query)).mappings()]

    async def untouched(self) -> bool:
        """Whether no request was stored, no credit moved and no limit changed."""
        return not any([await self.rows(table) for table in (generations, ledger, audit)])

    async def left(self, who: simcord.MemberActor) -> int:
        """Credits that a member without roles may still spend."""
        account = Account(guild_id=who.guild.id, user_id=who.id)
        return (await self.services.quota.status(account, ())).remaining


def answer(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    """The reply to an interaction, which has to be there."""
    assert result.response is not None
    return result.response


async def forge(
    actor: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    name: str,
    options: list[dict[str, Any]],
    *targets: simcord.MemberActor | simcord.UserHandle | simcord.RoleHandle,
) -> simcord.InteractionResult:
    """A command as a client that is not Discord's own might send it: its values are not checked."""
    root = actor._env.backend.find_command(name, None)
    assert root is not None
    data: dict[str, Any] = {"id": root["id"], "name": name, "type": 1, "options": options, "resolved": {}}
    for target in targets:
        resolve_handle(actor, target, data["resolved"], channel_id=channel.id)
    kind = InteractionType.APPLICATION_COMMAND
    return await actor._dispatch_interaction(kind, channel, data)


@asynccontextmanager
async def open_workshop(
    folder: Path, *, render_seconds: float = 0.0, **environment: str
) -> AsyncIterator[Workshop]:
    """A running bot whose files go into ``folder``; ``environment`` adds settings by their names.

    ``render_seconds`` pass on :attr:`Workshop.fal_clock`, which a test may push forward.
    """
    clock, faults = SandboxClock(), Faults()
    async with FalSimulator(
        clock=clock,
        faults=faults,
        render_seconds=render_seconds,
        picture_bytes=_PICTURE_BYTES,
        concurrency=4,
    ) as fal:
        values = {
            "DISCORD_TOKEN": "simcord-token",
            "FAL_KEY": fal.key,
            "FAL_QUEUE_URL": fal.queue_url,
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'easel.db'}",
            "SPOOL_DIR": str(folder / "spool"),
            "HEALTH_FILE": str(folder / "health.json"),
            "SHARD_COUNT": "1",
            **environment,
        }
        shop = Workshop(
            Settings.model_validate({name.lower(): value for name, value in values.items()}),
            fal,
            clock,
            faults,
        )
        await shop.open()
        try:
            yield shop
        finally:
            await shop.close()


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
