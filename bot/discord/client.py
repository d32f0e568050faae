"""Discord client: minimal intents and caches; features live in the extensions.

Interactions need no intent. ``guilds`` provides roles and channels, ``guild_reactions`` the repeat
reaction; neither is privileged. Members and messages are not cached, and cached guilds are
compressed (:mod:`bot.tuning.guild_cache`).
"""

from __future__ import annotations

import asyncio
import operator
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

import discord
import structlog
import yarl
from discord.ext import commands

from bot.clock import SyncedClock
from bot.discord.ack_gate import AckGate
from bot.discord.api_base import use_gateway
from bot.discord.channel_access import ChannelAccess
from bot.discord.command_mentions import CommandMentions
from bot.discord.error_handler import answer_error
from bot.discord.errors import ForeignAnswerError
from bot.discord.gateway import EventGuard, GuardedCommandTree, use_guarded_websocket
from bot.discord.http_trace import LONGEST_WAIT_SECONDS, http_trace
from bot.discord.i18n import FluentTranslator, load_texts
from bot.discord.interactions import EaselInteraction
from bot.discord.invalid_requests import InvalidRequests
from bot.discord.observed_calls import observe_calls
from bot.discord.router import InteractionRouter
from bot.discord.session_starts import SessionStarts, watch_session_starts
from bot.discord.shards import GatewaySessions, ShardState
from bot.discord.webhook_calls import observe_webhook_calls
from bot.errors import DatabaseUnavailableError
from bot.jobs.progress import ChannelThrottle
from bot.observer import NO_OBSERVER, Observer
from bot.ops.shards import ShardDivision
from bot.tuning import is_enabled
from bot.tuning.guild_cache import CompactConnectionState
from config import Settings

if TYPE_CHECKING:
    from bot.container import Container

__all__ = ["EaselBot"]

log = structlog.stdlib.get_logger(__name__)

# Imported by name, because nothing in bot/ may depend on an extension.
_EXTENSIONS_MODULE = "cogs"

# Seconds between reads of the application's owners.
_OWNERS_SECONDS = 600.0
# Interval between the session starts of an identify bucket: Discord's five seconds plus a margin for network delays.
_START_SECONDS = 5.5
# Age at which the number of session starts left is read again if other processes start sessions too.
_SHARED_LIMIT_SECONDS = 10.0

# The bot has no voice features; otherwise discord.py warns about missing voice libraries at startup.
discord.VoiceClient.warn_nacl = False
discord.VoiceClient.warn_dave = False


class EaselBot(commands.AutoShardedBot):
    """discord.py client. :attr:`services` must be set before :meth:`login`."""

    services: Container

    def __init__(self, *, settings: Settings, clock: SyncedClock, observer: Observer = NO_OBSERVER) -> None:
        #: Receives measurements.
        self.observer = observer
        self.event_guard = EventGuard(clock)
        self.invalid_requests = InvalidRequests(clock)
        trace = http_trace(clock)
        self.invalid_requests.attach(trace)
        self.progress_throttle = ChannelThrottle(clock, settings.progress_seconds)
        observe_webhook_calls(trace, self.progress_throttle)
        if observer is not NO_OBSERVER:
            observe_calls(trace, observer)
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=GuardedCommandTree,
            intents=discord.Intents(guilds=True, guild_reactions=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            allowed_mentions=discord.AllowedMentions.none(),
            shard_count=settings.shard_count,
            shard_ids=list(settings.shard_ids) if settings.shard_ids else None,  # type: ignore[arg-type]
            http_trace=trace,
            max_ratelimit_timeout=LONGEST_WAIT_SECONDS,
        )
        self._settings = settings
        self.clock = clock
        #: Set once the registered commands were compared, even if they could not be written.
        self.commands_checked = asyncio.Event()
        self._owners_read_at = 0.0
        self._left_gateway = False
        self._session_starts = SessionStarts(clock)
        #: The gateway sessions of this process.
        self.sessions = GatewaySessions(self)
        #: Divides the shards among several processes; must be set before :meth:`login`.
        self.division: ShardDivision | None = None
        self.ack_gate = AckGate(clock)
        #: Clickable mentions of the slash commands; empty until their IDs are known.
        self.command_mentions = CommandMentions()
        self.access = ChannelAccess(clock, self.channel_of)
        #: Handlers for component clicks and submitted modals, registered by the extensions.
        self.components, self.modals = InteractionRouter(), InteractionRouter()

    async def setup_hook(self) -> None:
        """Discover the gateway and load the extensions; discord.py calls this during login."""
        await self._discover_gateway()
        self.tree.error(answer_error)
        await self.tree.set_translator(FluentTranslator(load_texts()))
        extensions: tuple[str, ...] = import_module(_EXTENSIONS_MODULE).EXTENSIONS
        for extension in extensions:
            await self.load_extension(extension)

    async def on_interaction(self, interaction: EaselInteraction) -> None:
        """Dispatch component clicks and modals; discord.py passes commands to the command tree."""
        if interaction.type is discord.InteractionType.component:
            await self.components.dispatch(interaction)
        elif interaction.type is discord.InteractionType.modal_submit:
            await self.modals.dispatch(interaction)

    async def on_ready(self) -> None:
        """Start a recovery; Discord sends the ready event again for every new session."""
        cap = self._settings.server_daily_cap(single_server=self.serves_single_guild)
        log.info("client ready", guilds=self.guild_count, shards=self.shard_count, server_daily_credits=cap)
        self.services.recovery.session_started()

    async def on_shard_ready(self, shard_id: int) -> None:
        """Publish that this process receives the shard's events, and recover those that were missed."""
        self.sessions.ready.add(shard_id)
        if self.services.process is not None:
            self.services.process.renew_soon()
        if self.is_ready():
            self.services.recovery.session_started()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Alert the operator once if the default cap per server applies from now on."""
        settings = self._settings
        cap = settings.server_daily_cap(single_server=self.serves_single_guild)
        log.info("guild joined", guild=guild.id, server_daily_credits=cap)
        if cap is not None and settings.server_daily_cap(single_server=True) is None:
            self.services.background.schedule(
                "server-cap",
                lambda: self.services.operator.notify("operator-server-cap", once="server-cap", cap=cap),
            )

    async def is_owner(self, user: discord.abc.User, /) -> bool:
        """Return whether ``user`` owns the application or belongs to its team, as of a few minutes ago."""
        now = self.clock.now()
        if not 0 <= now - self._owners_read_at < _OWNERS_SECONDS:
            self.owner_id, self.owner_ids = None, set()
            owns = await super().is_owner(user)
            self._owners_read_at = now
            return owns
        return await super().is_owner(user)

    async def on_error(self, event_method: str, /, *_args: Any, **_kwargs: Any) -> None:
        """Log an event handler's exception; discord.py calls this."""
        error = sys.exception()
        if error is not None:
            self.event_guard.handler_failed(event_method, error)

    def channel_of(self, guild_id: int, channel_id: int) -> discord.abc.GuildChannel | discord.Thread | None:
        """Return a channel or thread from the cache, or ``None``."""
        guild = self.get_guild(guild_id)
        return None if guild is None else guild.get_channel_or_thread(channel_id)

    @property
    def guild_count(self) -> int:
        """Number of guilds of this process's shards."""
        return len(self._connection._guilds)

    @property
    def serves_single_guild(self) -> bool:
        """Whether the bot is certain to be in one guild only; ``False`` if other processes have shards."""
        return self.guild_count == 1 and (self.shard_count or 1) == 1

    @property
    def own_shards(self) -> tuple[int, ...]:
        """The shards of this process."""
        return tuple(self.shard_ids or range(self.shard_count or 0))

    @property
    def served_shards(self) -> tuple[int, ...]:
        """The shards whose events this process receives, without those it is about to close."""
        is_leaving = self._left_gateway or (self.division is not None and self.division.is_leaving)
        return () if is_leaving else tuple(sorted(self.sessions.ready))

    async def leave_gateway(self) -> None:
        """Close the gateway sessions; events already received can still be answered."""
        self._left_gateway = True
        await self.sessions.close_all()

    def owns_guild(self, guild_id: int) -> bool:
        """Return whether this process runs the guild's shard (Discord: ``(guild_id >> 22) % shards``)."""
        if not self.shard_ids or not self.shard_count:
            return True
        return (guild_id >> 22) % self.shard_count in self.shard_ids

    def _get_state(self, **options: Any) -> Any:
        """Create the connection state, which holds the guild cache; called by discord.py."""
        if is_enabled("guild_cache"):
            return CompactConnectionState(
                dispatch=self.dispatch, handlers=self._handlers, hooks=self._hooks, http=self.http, **options
            )
        return super()._get_state(**options)

    async def _discover_gateway(self) -> None:
        """Fetch the gateway URL and recommended shard count, from the overridden API base if one is set.

        Raises :class:`StartupError` if Discord's limit does not allow so many session starts.
        """
        shards, url, limit = await self.http.get_bot_gateway()
        try:
            use_gateway(url)
            self._session_starts.update(limit)
            recommended = max(1, operator.index(shards))
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise ForeignAnswerError("unreadable gateway address") from error
        use_guarded_websocket()
        if self._settings.shard_count is None:
            self.shard_count = recommended
        await self._join_others(recommended)
        self._session_starts.check(len(self.shard_ids or ()) or self.shard_count or 1)

    async def _join_others(self, recommended: int) -> None:
        """Take this process's part of the shards, if several processes divide them."""
        if (process := self.services.process) is None:
            return
        self._session_starts.fresh_seconds = _SHARED_LIMIT_SECONDS
        if self.division is None:
            process.shard_count = self.shard_count or 0
            return
        fixed = self._settings.shard_count
        self.shard_count, own = await self.division.join(recommended, fixed=fixed)
        self.sessions.wanted, self.shard_ids = frozenset(own), list(own)

    async def _fetch_session_limit(self) -> Mapping[str, Any]:
        _, _, limit = await self.http.get_bot_gateway()
        return limit

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait as Discord requires, and count the session start; discord.py calls this."""
        await super().before_identify_hook(shard_id, initial=initial)
        await self._session_starts.take(self._fetch_session_limit)
        await self._wait_for_start(shard_id or 0)
        self.observer.gateway_changed("identify")

    async def _wait_for_start(self, shard_id: int) -> None:
        """Wait until it is this session's turn among those of all processes."""
        if (division := self.services.shards) is None:
            return
        try:
            wait = await division.wait_for_start(shard_id % self.start_concurrency, seconds=_START_SECONDS)
        except DatabaseUnavailableError as error:
            log.debug("session starts not coordinated", detail=error.detail)
            wait = _START_SECONDS
        await asyncio.sleep(wait)

    @property
    def start_concurrency(self) -> int:
        """Number of sessions that may start at the same time: Discord's ``max_concurrency``."""
        return self._session_starts.concurrency

    async def watch_session_starts(self) -> None:
        """Alert the operator to sessions that another process starts with this token, until cancelled."""

        def report() -> None:
            self.services.report_second_process("operator-second-session")

        await watch_session_starts(self._session_starts, self.clock, self._fetch_session_limit, report)

    async def on_shard_resumed(self, _shard_id: int) -> None:
        """Count a resumed session."""
        self.observer.gateway_changed("resume")

    async def on_shard_disconnect(self, _shard_id: int) -> None:
        """Count a lost connection."""
        self.observer.gateway_changed("disconnect")

    @property
    def session_starts_left(self) -> int:
        """Session starts that Discord still allows today."""
        return self._session_starts.left

    def gateway_silence(self) -> float:
        """Return the longest time, in seconds, for which the gateway of a shard has sent nothing."""
        return max((shard.silence for shard in self.shard_states()), default=0.0)

    def shard_states(self) -> list[ShardState]:
        """Return the state of each shard that has connected."""
        return self.sessions.states()

    async def launch_shards(self) -> None:
        """Connect the shards of this process; discord.py calls this."""
        if self.division is None:
            await super().launch_shards()
        elif not self.is_closed():
            self._connection.shard_count = self.shard_count
            await self.sessions.open(self.sessions.wanted)

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect a shard for the first time; discord.py calls this."""
        await self.sessions.launch(gateway, shard_id, initial=initial)
