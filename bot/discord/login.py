"""Login: waits while Discord is unavailable, because an immediate restart would prolong a block."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import discord
import structlog

from bot.discord.errors import translated
from bot.jobs.ports import DeliveryPendingError
from bot.retry import Backoff, clock_timeout

if TYPE_CHECKING:
    from bot.discord.client import EaselBot

__all__ = ["log_in"]

log = structlog.stdlib.get_logger(__name__)

# Time limit for one attempt.
_ATTEMPT_SECONDS = 90.0
# Seconds between the attempts to log in; the last one repeats.
_WAITS = (5.0, 10.0, 20.0, 40.0, 60.0, 120.0, 300.0)


async def log_in(bot: EaselBot, token: str, *, retry_connections: bool = False) -> None:
    """Log in to the REST API; retry after a temporary failure, which is logged as one line.

    With ``retry_connections``, a connection that cannot be opened is one, too. Raises :class:`discord.LoginFailure` if
    Discord itself refuses the token, :class:`aiohttp.ClientConnectorError` if no connection can be opened, and
    :class:`~bot.discord.errors.RouteClosedError` for any other refusal by Discord.
    """
    backoff = Backoff(bot.clock, waits=_WAITS)
    while True:
        try:
            with translated():
                async with clock_timeout(bot.clock, _ATTEMPT_SECONDS):
                    await _attempt(bot, token)
            return
        except DeliveryPendingError as error:
            if isinstance(error.__cause__, aiohttp.ClientConnectorError) and not retry_connections:
                raise error.__cause__ from None
            log.warning(
                "Discord is unavailable; login postponed", detail=error.detail, attempt=backoff.attempts + 1
            )
            # discord.py opens a new session for each login.
            await bot.http.close()
            bot.http.connector = discord.utils.MISSING
            await backoff.wait(error.retry_after)


async def _attempt(bot: EaselBot, token: str) -> None:
    try:
        await bot.login(token)
    except discord.GatewayNotFound as error:
        if isinstance(error.__cause__, discord.HTTPException):
            raise error.__cause__ from None
        raise
