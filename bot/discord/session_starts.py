"""Session start limit: Discord resets the token of an application that starts too many sessions in a day.

``GET /gateway/bot`` returns how many of (usually) 1,000 starts are left. The bot counts its own starts and
ends with one line before the last ones are used up, so that a restart loop cannot cost the token.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.clock import Clock
from bot.errors import StartupError

__all__ = ["SessionStarts"]

# One out of this many starts is kept in reserve for the operator.
_RESERVED_SHARE = 20


class SessionStarts:
    """Counts session starts (IDENTIFY) against the limit that ``fetch`` returns.

    ``fetch`` returns Discord's ``session_start_limit``: ``total``, ``remaining`` and ``reset_after`` (ms).
    """

    def __init__(self, clock: Clock, fetch: Callable[[], Awaitable[Mapping[str, Any]]]) -> None:
        self._clock = clock
        self._fetch = fetch
        self._left = 0
        self._reserve = 0
        self._resets_at = 0.0

    def update(self, limit: Mapping[str, Any]) -> None:
        """Adopt a limit that Discord has just returned."""
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

    async def take(self) -> None:
        """Count one start; before the reserve would be used, fetch the limit again and check it."""
        if self._left - 1 < self._reserve or self._clock.now() >= self._resets_at:
            self.update(await self._fetch())
            self.check()
        self._left -= 1
