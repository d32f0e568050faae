"""Policy cooldown: members whose prompts are repeatedly refused by the model's content policy must wait.

The cooldown starts at the third refusal within six hours, doubles with each further one, and expires on
its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from bot.background import BackgroundTasks
from bot.clock import Clock
from bot.errors import RefusedError
from bot.guilds.service import GuildService
from bot.notifications import GuildNotifier, NoticeStore

__all__ = ["MEMORY_SECONDS", "POLICY_REASON", "Cooldown", "PolicyCooldown", "cooldown_until"]

log = structlog.stdlib.get_logger(__name__)

#: Failure reason of a job refused by the model's content policy.
POLICY_REASON = "fal-policy"
#: Refusals older than this do not count.
MEMORY_SECONDS = 6 * 3600.0
# Number of refusals that cause no cooldown.
_TOLERATED = 2
_FIRST_WAIT_SECONDS = 300.0
_LONGEST_WAIT_SECONDS = 2 * 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooldown:
    """A cooldown caused by ``count`` recent refusals; ``until`` is its end in epoch seconds."""

    count: int
    until: float


def cooldown_until(refusals: Sequence[float], now: float) -> Cooldown | None:
    """Return the cooldown at ``now`` caused by these refusals (epoch seconds, any order), if any. Pure."""
    recent = [at for at in refusals if now - MEMORY_SECONDS < at <= now]
    beyond = len(recent) - _TOLERATED
    if beyond <= 0:
        return None
    wait = min(_FIRST_WAIT_SECONDS * 2 ** (beyond - 1), _LONGEST_WAIT_SECONDS)
    until = max(recent) + wait
    return Cooldown(count=len(recent), until=until) if now < until else None


class PolicyCooldown:
    """Refuses requests from members on cooldown, and notifies their guild's administrators once."""

    def __init__(
        self,
        clock: Clock,
        *,
        notices: NoticeStore,
        guilds: GuildService,
        notifier: GuildNotifier,
        background: BackgroundTasks,
    ) -> None:
        self._clock = clock
        self._notices = notices
        self._guilds = guilds
        self._notifier = notifier
        self._background = background

    def check(self, guild_id: int, user_id: int, refusals: Sequence[float]) -> None:
        """Raise :class:`RefusedError` if a member with these refusals (epoch seconds) must wait."""
        cooldown = cooldown_until(refusals, self._clock.now())
        if cooldown is None:
            return
        log.info("request refused during policy cooldown", guild=guild_id, count=cooldown.count)
        self._background.schedule(
            ("cooldown", guild_id, user_id), lambda: self._notify(guild_id, user_id, cooldown)
        )
        raise RefusedError("refused-slowed", count=cooldown.count, until=cooldown.until)

    async def _notify(self, guild_id: int, user_id: int, cooldown: Cooldown) -> None:
        channel_id = (await self._guilds.get(guild_id)).log_channel
        if channel_id is None or not await self._notices.claim(
            "cooldown", guild_id=guild_id, user_id=user_id, repeat_after=MEMORY_SECONDS
        ):
            return
        values = {"member": user_id, "count": cooldown.count, "until": round(cooldown.until)}
        await self._notifier.notify(guild_id, channel_id, "notice-slowed", values)
