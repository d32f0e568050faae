"""The Discord client: the least of intents and caches, and no features of its own.

Interactions need no intent at all; ``guilds`` keeps roles and channels known, and
``guild_reactions`` brings the repeat reaction. Nothing is privileged, no member and no message
is cached, and servers lie packed until somebody looks at them (:mod:`bot.tuning.guild_cache`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import discord
import structlog
from discord.ext import commands

from bot.clock import Clock
from bot.db.jobs import JobStore
from bot.discord.ack_gate import AckGate
from bot.discord.api_base import use_gateway
from bot.discord.command_sync import sync_commands
from bot.jobs.ports import ResultDelivery
from bot.notifications import GuildNotifier, OperatorChannel
from bot.services import Container
from bot.tuning.guild_cache import CompactConnectionState
from config import Model, Settings

__all__ = ["EaselBot"]

log = structlog.stdlib.get_logger(__name__)

_COURIER_EXTENSION = "bot.discord.delivery"
_EXTENSIONS_MODULE = "cogs"


# Nothing here speaks; discord.py would warn at every start that it cannot.
discord.VoiceClient.warn_nacl = False
discord.VoiceClient.warn_dave = False


class EaselBot(commands.AutoShardedBot):
    """Loads the cogs, keeps the commands in step, and starts the generations once logged in.

    Parameters
    ----------
    assemble
        Builds the application around the logged-in client; called once, when its courier exists.
    begin
        Called when the cogs are loaded and the REST API may be used: recovery starts here, and
        does not wait for the gateway.
    """

    #: Set by the courier's extension.
    courier: ResultDelivery
    #: Set by the courier's extension, too: where notices to the operator go.
    announcer: OperatorChannel
    #: And where notices to servers go.
    notices: GuildNotifier
    #: Set as soon as the courier exists; every other cog may rely on it.
    services: Container

    def __init__(
        self,
        *,
        settings: Settings,
        model: Model,
        store: JobStore,
        clock: Clock,
        assemble: Callable[[EaselBot], Container],
        begin: Callable[[Container], None],
    ) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=discord.Intents(guilds=True, guild_reactions=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            allowed_mentions=discord.AllowedMentions.none(),
            shard_count=settings.shard_count,
            shard_ids=list(settings.shard_ids) if settings.shard_ids else None,  # type: ignore[arg-type]
        )
        self.settings = settings
        self.model = model
        self.store = store
        self.first_words = AckGate(clock)
        self._assemble = assemble
        self._begin = begin
        self._only_commands = False

    async def setup_hook(self) -> None:
        """Wire, load, sync, begin. Runs after login and before the gateway."""
        await self._learn_gateway()
        await self.load_extension(_COURIER_EXTENSION)
        self.services = self._assemble(self)
        for extension in self._extensions():
            await self.load_extension(extension)
        if self._only_commands:
            await sync_commands(self, force=True)
            return
        if not self.shard_ids or 0 in self.shard_ids:
            await self._sync_quietly()
        self._begin(self.services)

    async def _sync_quietly(self) -> None:
        """Commands that cannot be written now must not keep the bot from serving those there are."""
        try:
            await sync_commands(self)
        except discord.HTTPException as error:
            log.error("the commands could not be written; try `easel sync`", detail=str(error))

    def only_write_commands(self) -> None:
        """Let the next login write the commands, whatever is registered, and start nothing."""
        self._only_commands = True

    async def on_ready(self) -> None:
        """discord.py's event; may come again after a new session."""
        log.info("ready", guilds=len(self._connection._guilds), shards=self.shard_count)

    def channel_of(self, guild_id: int, channel_id: int) -> discord.abc.GuildChannel | discord.Thread | None:
        """A channel or thread that is known; ``None`` for any other."""
        guild = self.get_guild(guild_id)
        return None if guild is None else guild.get_channel_or_thread(channel_id)

    def _get_state(self, **options: Any) -> CompactConnectionState:
        """discord.py's own hook for what keeps the servers."""
        return CompactConnectionState(
            dispatch=self.dispatch, handlers=self._handlers, hooks=self._hooks, http=self.http, **options
        )

    def owns_guild(self, guild_id: int) -> bool:
        """Whether this process holds the server's shard (Discord: ``(guild_id >> 22) % shards``)."""
        if not self.shard_ids or not self.shard_count:
            return True
        return (guild_id >> 22) % self.shard_count in self.shard_ids

    async def _learn_gateway(self) -> None:
        """Ask the API for the gateway and the shard count, once, also where it is not Discord's."""
        shards, url, _ = await self.http.get_bot_gateway()
        use_gateway(url)
        if self.settings.shard_count is None:
            self.shard_count = shards

    @staticmethod
    def _extensions() -> tuple[str, ...]:
        from importlib import import_module

        extensions: tuple[str, ...] = import_module(_EXTENSIONS_MODULE).EXTENSIONS
        return extensions
