"""Discord API errors, classified by whether another route or a retry can help."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import discord

from bot.errors import EaselError
from bot.jobs.ports import DeliveryPendingError, DeliveryTooLargeError

__all__ = ["RouteClosedError", "translated"]

_MISSING_MESSAGE = 10008
_ENTITY_TOO_LARGE = 40005
_FILE_TOO_LARGE = 50045


class RouteClosedError(EaselError):
    """Delivery route unavailable; another one may work.

    ``message_gone``: the message was deleted; the channel may still exist.
    ``forbidden``: the bot lacks a permission; the channel may still exist.
    """

    def __init__(self, detail: str, *, message_gone: bool = False, forbidden: bool = False) -> None:
        super().__init__(detail=detail)
        self.message_gone = message_gone
        self.forbidden = forbidden


@contextmanager
def translated() -> Iterator[None]:
    """Translate errors raised by discord.py calls in the block.

    Raises :class:`RouteClosedError` for a 4xx, which is final: an expired token (401/50027), an
    unacknowledged interaction (404/10015), a missing permission (403), a deleted message (404/10008).
    Raises :class:`~bot.jobs.ports.DeliveryTooLargeError` for oversized files, and
    :class:`~bot.jobs.ports.DeliveryPendingError` for a 5xx, a lost connection or a timeout, after which the
    call may be repeated.
    """
    try:
        yield
    except discord.RateLimited as error:
        raise DeliveryPendingError("rate limited", retry_after=error.retry_after) from error
    except discord.HTTPException as error:
        detail = f"{error.status}/{error.code}"
        if error.status == 413 or error.code in {_ENTITY_TOO_LARGE, _FILE_TOO_LARGE}:
            raise DeliveryTooLargeError(detail=detail) from error
        if error.status >= 500 or error.status == 429:
            raise DeliveryPendingError(detail) from error
        raise RouteClosedError(
            detail, message_gone=error.code == _MISSING_MESSAGE, forbidden=error.status == 403
        ) from error
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise DeliveryPendingError(type(error).__name__) from error
