"""Exception hierarchy and user-facing messages.

::

    EaselError                     root: a message key, its arguments, and a detail for the log
    ├── RefusedError               the request was not accepted; nothing was charged
    │   ├── InvalidRequestError    invalid prompt or option
    │   ├── BlockedError           blocked by an administrator
    │   ├── QuotaExceededError     not enough credits of the member
    │   ├── SpendingCapError       spending cap of the guild or of the whole bot reached
    │   ├── QueueFullError         too many requests are waiting
    │   ├── NotYoursError          only the requester may repeat this result
    │   ├── GuildPolicyError       not allowed by the guild's settings
    │   ├── AlreadyRunningError    a repeat by this user of this message is running
    │   ├── UnavailableError       paused, shutting down, or not available in this guild
    │   └── InvalidAmountError     invalid number or target in an administrator's command
    ├── DuplicateEventError        the same Discord event was delivered twice; no reply is sent
    ├── StoppedError               the bot is shutting down; no new work starts and no reply is sent
    ├── StaleJobError              the job's state was changed concurrently
    └── StartupError               the operator must act; ends the program with status 2

Messages are defined in ``bot/discord/i18n``, in each supported language. Details never contain user input.
"""

from __future__ import annotations

from typing import ClassVar

__all__ = [
    "AlreadyRunningError",
    "BlockedError",
    "DuplicateEventError",
    "EaselError",
    "GuildPolicyError",
    "InvalidAmountError",
    "InvalidRequestError",
    "NotYoursError",
    "QueueFullError",
    "QuotaExceededError",
    "RefusedError",
    "SpendingCapError",
    "StaleJobError",
    "StartupError",
    "StoppedError",
    "UnavailableError",
]

Value = str | int | float


class EaselError(Exception):
    """Root of the hierarchy.

    Parameters
    ----------
    key
        Message key; ``None`` uses the class default.
    detail
        For the log only; never contains user input.
    values
        Message arguments; pass numbers as numbers so that plural rules apply.
    """

    default_key: ClassVar[str] = "error-unexpected"

    def __init__(self, key: str | None = None, *, detail: str = "", **values: Value) -> None:
        self.key = key or self.default_key
        self.detail = detail
        self.values = values
        super().__init__(detail or self.key)


class RefusedError(EaselError):
    """The request was not accepted, and nothing was charged for it."""


class InvalidRequestError(RefusedError):
    """The prompt or an option is invalid."""

    default_key = "refused-option"


class BlockedError(RefusedError):
    """An administrator of this guild has blocked the member."""

    default_key = "refused-blocked"


class QuotaExceededError(RefusedError):
    """The member has too few credits. Values: ``cost``, ``left`` (credits), ``renews`` (epoch seconds)."""

    default_key = "refused-quota"


class SpendingCapError(RefusedError):
    """A spending cap is reached. Values: ``renews`` (epoch seconds)."""

    default_key = "refused-ceiling-server"


class QueueFullError(RefusedError):
    """The queue is full. Values: ``waiting``, the number of requests in it."""

    default_key = "refused-line-full"


class NotYoursError(RefusedError):
    """Only the requester may repeat this result here."""

    default_key = "refused-not-yours"


class GuildPolicyError(RefusedError):
    """The guild's settings do not allow the request. Values: the allowed choices, separated by spaces."""

    default_key = "rules-word"


class AlreadyRunningError(RefusedError):
    """A repeat of this message by the same user is still running."""

    default_key = "refused-already-running"


class UnavailableError(RefusedError):
    """The bot does not accept requests in this guild, or at this time."""

    default_key = "refused-closing"


class InvalidAmountError(RefusedError):
    """A number or target in an administrator's command is invalid."""

    default_key = "refused-amount"


class DuplicateEventError(EaselError):
    """Discord may deliver an event more than once; this one was already processed."""


class StoppedError(EaselError):
    """The bot is shutting down; no new step may start."""


class StaleJobError(EaselError):
    """The job is no longer in the state that this step requires."""


class StartupError(EaselError):
    """The bot cannot start; the detail is one line of advice to the operator."""
