"""Snowflakes: Discord's 64-bit IDs, which contain their creation time in milliseconds.

discord.py computes an interaction's age from its ID, so IDs follow the sandbox's clock.
"""

from __future__ import annotations

from bot.clock import Clock

__all__ = ["DISCORD_EPOCH_MS", "SnowflakeGenerator", "snowflake_at", "snowflake_time"]

DISCORD_EPOCH_MS = 1_420_070_400_000


def snowflake_at(seconds: float) -> int:
    """Return the smallest snowflake created at ``seconds`` since the epoch."""
    return max(0, round(seconds * 1000) - DISCORD_EPOCH_MS) << 22


def snowflake_time(snowflake: int) -> float:
    """Return a snowflake's creation time in epoch seconds, exact to a millisecond."""
    return ((snowflake >> 22) + DISCORD_EPOCH_MS) / 1000


class SnowflakeGenerator:
    """Generates unique, increasing snowflakes for the clock's current time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def generate(self) -> int:
        """Return a snowflake larger than every one before it."""
        self._last = max(snowflake_at(self._clock.now()), self._last + 1)
        return self._last
