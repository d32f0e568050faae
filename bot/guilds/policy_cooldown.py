"""Slowing down whoever is refused by the model's content policy again and again.

Nobody is punished for one mistake: it begins with the third refusal within some hours, and each
further one doubles the wait. Waiting it out is enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.background import BackgroundTasks
from bot.clock import Clock
from bot.db.engine import Database
from bot.db.policy_refusals import REMEMBERED_MS, read_refusals
from bot.db.schema import bot_state
from bot.db.upsert import insert_if_absent
from bot.errors import RefusedError
from bot.guilds.service import GuildService
from bot.notifications import GuildNotifier

__all__ = ["Cooldown", "PolicyCooldown", "cooldown_until"]

log = structlog.stdlib.get_logger(__name__)

# Refusals are remembered for this long, in seconds.
_MEMORY_SECONDS = REMEMBERED_MS / 1000
# As many are forgiven.
_FORGIVEN = 2
_FIRST_WAIT_SECONDS = 300.0
_LONGEST_WAIT_SECONDS = 2 * 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooldown:
    """``count`` refusals lately; no request before ``until`` (epoch seconds)."""

    count: int
    until: float


def cooldown_until(refusals: Sequence[float], now: float) -> Cooldown | None:
    """What these refusals (epoch seconds, any order) mean at ``now``. Pure."""
    recent = [at for at in refusals if now - _MEMORY_SECONDS < at <= now]
    beyond = len(recent) - _FORGIVEN
    if beyond <= 0:
        return None
    wait = min(_FIRST_WAIT_SECONDS * 2 ** (beyond - 1), _LONGEST_WAIT_SECONDS)
    until = max(recent) + wait
    return Cooldown(count=len(recent), until=until) if now < until else None


class PolicyCooldown:
    """Reads how a member's latest requests in a server ended."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        servers: GuildService,
        notifier: GuildNotifier,
        errands: BackgroundTasks,
    ) -> None:
        self._database = database
        self._clock = clock
        self._servers = servers
        self._notifier = notifier
        self._errands = errands

    async def _slowed(self, connection: AsyncConnection, guild_id: int, user_id: int) -> Cooldown | None:
        """Whether, and until when, this member has to wait."""
        now = self._clock.now()
        ended = await read_refusals(connection, guild_id, user_id, now_ms=round(now * 1000))
        return cooldown_until([at / 1000 for at in ended], now)

    async def check(self, connection: AsyncConnection, guild_id: int, user_id: int) -> None:
        """Raises :class:`RefusedError` while the member has to wait."""
        slowed = await self._slowed(connection, guild_id, user_id)
        if slowed is not None:
            log.info("slowed down", guild=guild_id, count=slowed.count)
            self._errands.schedule(
                ("slowed", guild_id, user_id), lambda: self._tell(guild_id, user_id, slowed)
            )
            raise RefusedError("refused-slowed", count=slowed.count, until=slowed.until)

    async def _tell(self, guild_id: int, user_id: int, slowed: Cooldown) -> None:
        """Tell the administrators, once for as long as the refusals are remembered."""
        channel_id = (await self._servers.get(guild_id)).log_channel
        if channel_id is None or not await self._first(guild_id, user_id):
            return
        values = {"member": user_id, "count": slowed.count, "until": round(slowed.until)}
        await self._notifier.notify(guild_id, channel_id, "notice-slowed", values)

    async def _first(self, guild_id: int, user_id: int) -> bool:
        now_ms = round(self._clock.now() * 1000)
        key = f"slowed:{guild_id}:{user_id}"
        fresh = str(now_ms - round(_MEMORY_SECONDS * 1000))
        async with self._database.write() as connection:
            c = bot_state.c
            row = {"key": key, "value": str(now_ms)}
            written = await connection.execute(insert_if_absent(connection, bot_state).values(row))
            if written.rowcount == 1:
                return True
            # Milliseconds of these centuries have the same number of digits.
            again = update(bot_state).where(c.key == key, c.value <= fresh).values(value=str(now_ms))
            return (await connection.execute(again)).rowcount == 1
