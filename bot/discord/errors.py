"""Discord API errors, classified by the responding server and by the remaining options.

A response counts as Discord's own only if it has the form of Discord's API. A firewall's page, a proxy's
status or a rate limit without fields says nothing about the call, which is then repeated later.
"""

from __future__ import annotations

import math
import ssl
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import PurePath
from typing import Any, TypeGuard

import aiohttp
import discord
import structlog

from bot.errors import EaselError
from bot.jobs.ports import DeliveryPendingError, DeliveryTooLargeError, LocalFilesError
from bot.tuning.spooled_upload import UnreadableFileError

__all__ = [
    "ALREADY_ACKNOWLEDGED",
    "CALL_ERRORS",
    "INVALID_TOKEN",
    "UNKNOWN_INTERACTION",
    "ForeignAnswerError",
    "Refused",
    "RouteClosedError",
    "is_discords_error",
    "is_snowflake",
    "is_unreadable_answer",
    "stated_wait",
    "translated",
]

log = structlog.stdlib.get_logger(__name__)

#: Discord: "Interaction has already been acknowledged".
ALREADY_ACKNOWLEDGED = 40060
#: Discord: "Unknown interaction", such as one that was not acknowledged within three seconds.
UNKNOWN_INTERACTION = 10062
#: Discord: "Invalid Webhook Token", when an interaction's token has expired.
INVALID_TOKEN = 50027
_MISSING_MESSAGE = 10008
_ENTITY_TOO_LARGE = 40005
_FILE_TOO_LARGE = 50045
# "internal network error": the firewall in front of Discord's API.
_FIREWALL = 40333
# All of Discord's specific codes are at least this long; shorter ones are a gateway's HTTP status.
_LOWEST_CODE = 10_000
# Longer waits are shortened to this, because a wrong value would lose the result.
_LONGEST_WAIT_SECONDS = 900.0


class Refused(Enum):
    """Scope of a refusal by Discord, which decides the next delivery route."""

    MESSAGE = auto()
    """This message cannot be read or changed; a new one in the same channel may succeed."""
    CHANNEL = auto()
    """The channel or guild is gone, or closed to the bot."""
    CALL = auto()
    """Anything else, such as an expired token or a rejected form."""


# Codes whose scope does not follow from the HTTP status.
_SCOPES = {
    _MISSING_MESSAGE: Refused.MESSAGE,
    30046: Refused.MESSAGE,  # maximum number of edits to messages older than an hour
    50005: Refused.MESSAGE,  # authored by another user
    50021: Refused.MESSAGE,  # system message
    50083: Refused.MESSAGE,  # archived thread, which a new message opens again
    10003: Refused.CHANNEL,  # unknown channel
    10004: Refused.CHANNEL,  # unknown guild
    50001: Refused.CHANNEL,  # missing access
    50013: Refused.CHANNEL,  # missing permissions
}


class RouteClosedError(EaselError):
    """Delivery route unavailable; another one may work.

    ``code`` is Discord's error code. ``message_gone``: the message was deleted; the channel may still exist.
    ``forbidden``: the bot lacks a permission; the channel may still exist.
    """

    def __init__(self, detail: str, *, code: int = 0, forbidden: bool = False) -> None:
        super().__init__(detail=detail)
        self.code = code
        self.message_gone = code == _MISSING_MESSAGE
        self.forbidden = forbidden

    @property
    def refused(self) -> Refused:
        """What the refusal applies to."""
        return _SCOPES.get(self.code, Refused.CHANNEL if self.forbidden else Refused.CALL)


class ForeignAnswerError(aiohttp.ClientError):
    """A server other than Discord's API responded, such as a firewall or a proxy; the call may be repeated.

    ``retry_after`` is the wait in seconds that it requested, if any.
    """

    def __init__(self, observed: str, *, retry_after: float | None = None) -> None:
        super().__init__(observed)
        self.retry_after = retry_after


# aiohttp's message for a call after discord.py has closed its HTTP session.
_SESSION_CLOSED = "Session is closed"

#: Errors raised by :func:`translated`.
CALL_ERRORS = (RouteClosedError, DeliveryTooLargeError, DeliveryPendingError)


def is_discords_error(status: int, body: object) -> bool:
    """Return whether a parsed 4xx body (other than 429) has the form of an error of Discord's API.

    Discord answers with an object that has a ``message`` and a ``code``: one of its own, or 0 if the
    message repeats the status ("401: Unauthorized").
    """
    if not isinstance(body, dict):
        return False
    code, message = body.get("code"), body.get("message")
    if type(code) is not int or not isinstance(message, str):
        return False
    return message.startswith(f"{status}:") if code == 0 else code >= _LOWEST_CODE and code != _FIREWALL


def is_snowflake(value: object) -> TypeGuard[int]:
    """Return whether a value can be one of Discord's IDs and fits into the database."""
    return isinstance(value, int) and 0 < value < 1 << 63


def stated_wait(value: Any) -> float | None:
    """Return a server's ``retry_after`` in seconds, limited to 15 minutes; ``None`` if it is not usable."""
    try:
        seconds = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return min(seconds, _LONGEST_WAIT_SECONDS) if math.isfinite(seconds) and seconds >= 0 else None


def is_unreadable_answer(error: BaseException) -> bool:
    """Return whether discord.py failed to read an answer, for example because a field is missing."""
    if isinstance(error, discord.InvalidData):
        return True
    if not isinstance(error, LookupError | TypeError | ValueError | AttributeError):
        return False
    trace, innermost = error.__traceback__, ""
    while trace is not None:
        package = str(trace.tb_frame.f_globals.get("__name__", "")).partition(".")[0]
        innermost = package if package in {"bot", "cogs", "discord"} else innermost
        trace = trace.tb_next
    return innermost == "discord"


@contextmanager
def translated() -> Iterator[None]:
    """Translate errors raised by discord.py calls in the block.

    Raises :class:`RouteClosedError` for a refusal by Discord, which is final: an expired token
    (401/50027), an unacknowledged interaction (404/10015), a missing permission (403), a deleted message
    (404/10008). Raises :class:`~bot.jobs.ports.DeliveryTooLargeError` for oversized files, and
    :class:`~bot.jobs.ports.DeliveryPendingError` if the call may be repeated: after a 5xx, a rate limit, a
    lost connection, a timeout, an unreadable answer, an answer that is not Discord's, or if the bot has closed
    its connections. Raises
    :class:`~bot.jobs.ports.LocalFilesError` if an uploaded file could not be read.
    """
    try:
        yield
    except discord.RateLimited as error:
        raise DeliveryPendingError("rate limited", retry_after=stated_wait(error.retry_after)) from error
    except discord.HTTPException as error:
        raise _translate(error) from error
    except ForeignAnswerError as error:
        raise DeliveryPendingError(f"not Discord: {error}", retry_after=error.retry_after) from error
    except (TimeoutError, aiohttp.ClientError, ConnectionError, ssl.SSLError) as error:
        if (unreadable := _unreadable_file(error)) is not None:
            raise LocalFilesError(detail=str(unreadable)) from error
        raise DeliveryPendingError(type(error).__name__) from error
    except Exception as error:
        if isinstance(error, RuntimeError) and str(error) == _SESSION_CLOSED:
            raise DeliveryPendingError("the bot is stopping") from error
        if not is_unreadable_answer(error):
            raise
        place = traceback.extract_tb(error.__traceback__)[-1]
        at = f"{PurePath(place.filename).name}:{place.lineno}"
        log.warning("unreadable answer from Discord", error=type(error).__name__, at=at)
        raise DeliveryPendingError(f"unreadable answer: {type(error).__name__}") from error


def _unreadable_file(error: BaseException) -> UnreadableFileError | None:
    """Return the failed read of a file that aborted an upload; aiohttp wraps it in a connection error."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, UnreadableFileError):
        cause = cause.__cause__ or cause.__context__
    return cause


def _translate(error: discord.HTTPException) -> EaselError:
    detail = f"{error.status}/{error.code}"
    if error.status == 413 or error.code in {_ENTITY_TOO_LARGE, _FILE_TOO_LARGE}:
        return DeliveryTooLargeError(detail=detail)
    # 401 without a code of its own refuses the bot's token: the gateway ends the process, and the next one
    # continues with the new token.
    if error.status >= 500 or (error.status in {401, 429} and not error.code):
        return DeliveryPendingError(detail)
    return RouteClosedError(detail, code=error.code, forbidden=error.status == 403)
