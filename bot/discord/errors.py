"""discord.py's errors, sorted once into what a delivery has to know."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import discord

from bot.errors import EaselError
from bot.jobs.ports import DeliveryPendingError

__all__ = ["RouteClosedError", "TooLargeError", "translated"]

_MISSING_MESSAGE = 10008
_ENTITY_TOO_LARGE = 40005
_FILE_TOO_LARGE = 50045


class RouteClosedError(EaselError):
    """This way to the member does not exist (any more); another may.

    ``message_gone``: the message to edit was deleted, the place itself may be fine.
    ``forbidden``: the place may be there, but the bot may not do this in it.
    """

    def __init__(self, detail: str, *, message_gone: bool = False, forbidden: bool = False) -> None:
        super().__init__(detail=detail)
        self.message_gone = message_gone
        self.forbidden = forbidden


class TooLargeError(EaselError):
    """Discord refuses the files for their size."""


@contextmanager
def translated() -> Iterator[None]:
    """Run discord.py calls; raise :class:`RouteClosedError`, :class:`TooLargeError` or
    :class:`~bot.jobs.ports.DeliveryPendingError` for what they raise.

    4xx says that this call will never work here: an expired token (401/50027), one that was
    never acknowledged (404/10015), missing rights (403), a deleted message (404/10008). 5xx,
    broken connections and timeouts say nothing, and the call may be repeated.
    """
    try:
        yield
    except discord.RateLimited as error:
        raise DeliveryPendingError("rate limited", retry_after=error.retry_after) from error
    except discord.HTTPException as error:
        detail = f"{error.status}/{error.code}"
        if error.status == 413 or error.code in {_ENTITY_TOO_LARGE, _FILE_TOO_LARGE}:
            raise TooLargeError(detail=detail) from error
        if error.status >= 500 or error.status == 429:
            raise DeliveryPendingError(detail) from error
        raise RouteClosedError(
            detail, message_gone=error.code == _MISSING_MESSAGE, forbidden=error.status == 403
        ) from error
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise DeliveryPendingError(type(error).__name__) from error
