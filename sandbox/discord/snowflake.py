"""Snowflakes: Discord's 64-bit ids, which carry the millisecond of their creation.

discord.py computes an interaction's age from its id, so ids follow the sandbox's clock.
"""

from __future__ import annotations

from bot.clock import Clock

__all__ = ["DISCORD_EPOCH_MS", "SnowflakeGenerator", "snowflake_at", "snowflake_time"]

DISCORD_EPOCH_MS = 1_420_070_400_000


def snowflake_at(seconds: float) -> int:
    """The smallest snowflake of the epoch second ``seconds``."""
    return max(0, round(seconds * 1000) - DISCORD_EPOCH_MS) << 22


def snowflake_time(snowflake: int) -> float:
    """The epoch seconds of a snowflake's creation, exact to a millisecond."""
    return ((snowflake >> 22) + DISCORD_EPOCH_MS) / 1000


class SnowflakeGenerator:
    """Generates unique, increasing snowflakes for the clock's present."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def generate(self) -> int:
        """A snowflake larger than every one before it."""
        self._last = max(snowflake_at(self._clock.now()), self._last + 1)
        return self._last
