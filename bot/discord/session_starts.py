"""Session start limit: Discord resets the token of an application that starts too many sessions in a day.

``GET /gateway/bot`` returns how many of (usually) 1,000 starts are left. The bot counts its own starts and
exits with a one-line error before the last ones are used up, so that a restart loop cannot cost the token. Any
other starts are those of another process with the same token.
"""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import aiohttp
import discord
import structlog

from bot.clock import Clock
from bot.errors import StartupError

__all__ = ["SessionStarts", "watch_session_starts"]

log = structlog.stdlib.get_logger(__name__)

# One out of this many starts is kept in reserve for the operator.
_RESERVED_SHARE = 20
# Interval at which the starts of other processes are read.
_POLL_SECONDS = 300.0
# A reset that moved this far is the next one: Discord has renewed the limit.
_RENEWED_SECONDS = 3600.0


class SessionStarts:
    """Counts session starts (IDENTIFY) against Discord's ``session_start_limit``.

    The limit has ``total``, ``remaining``, ``reset_after`` (ms) and ``max_concurrency``.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        #: Age in seconds at which the limit is read again, because other processes start sessions too.
        self.fresh_seconds = math.inf
        #: Number of sessions that may start at the same time, one in each identify bucket.
        self.concurrency = 1
        self._read_at = -math.inf
        self._left = 0
        self._reserve = 0
        self._resets_at = 0.0

    @property
    def left(self) -> int:
        """Number of sessions that can still be started before the limit is renewed."""
        return self._left

    def update(self, limit: Mapping[str, Any]) -> None:
        """Adopt a limit that Discord has just returned."""
        self._read_at = self._clock.now()
        self.concurrency = max(1, int(limit.get("max_concurrency", 1)))
        self._left = int(limit["remaining"])
        self._reserve = max(1, int(limit["total"]) // _RESERVED_SHARE)
        self._resets_at = self._clock.now() + int(limit["reset_after"]) / 1000

    def check(self, needed: int = 1) -> None:
        """Raise :class:`StartupError` unless ``needed`` sessions can start without the reserve."""
        if self._left - needed >= self._reserve:
            return
        hours, minutes = divmod(max(0, round((self._resets_at - self._clock.now()) / 60)), 60)
        raise StartupError(
            detail=f"DISCORD_TOKEN: only {self._left} session starts are left, of which {self._reserve} are kept "
            f"in reserve; Discord renews them in {hours} h {minutes} min. Find out what restarts the bot, then "
            "start it again"
        )

    async def take(self, fetch: Callable[[], Awaitable[Mapping[str, Any]]]) -> None:
        """Count one start; if the limit is outdated or only the reserve is left, ``fetch`` and check it first."""
        now = self._clock.now()
        is_stale = now - self._read_at >= self.fresh_seconds or now >= self._resets_at
        if is_stale or self._left - 1 < self._reserve:
            self.update(await fetch())
            self.check()
        self._left -= 1

    def count_others(self, limit: Mapping[str, Any]) -> int:
        """Take over a limit read while the bot is running; return how many starts since then were not its own.

        Own starts are counted before Discord counts them, so the result is never too high.
        """
        before, resets_at = self._left, self._resets_at
        self.update(limit)
        others = max(0, before - self._left)
        if self._resets_at - resets_at < _RENEWED_SECONDS:
            # A start of the bot's own may be under way, which Discord has not counted yet.
            self._left = min(before, self._left)
        return others


async def watch_session_starts(
    starts: SessionStarts,
    clock: Clock,
    fetch: Callable[[], Awaitable[Mapping[str, Any]]],
    report: Callable[[], None],
) -> None:
    """Call ``report`` some minutes after another process has started a session, until cancelled.

    The delay avoids an alert by the old process during a rolling restart: by then, it has stopped.
    """
    found = 0
    while True:
        await clock.sleep(_POLL_SECONDS)
        if found:
            log.warning("sessions of another process", starts=found)
            report()
        try:
            found = starts.count_others(await fetch())
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.debug("session starts unknown", error=type(error).__name__)
        except (LookupError, TypeError, ValueError, OverflowError):
            log.debug("session starts unknown", error="unreadable limit")
