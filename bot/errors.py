"""Everything that can go wrong, and what a person is told about it.

::

    EaselError                 root: a key into the texts, the values that fill it, a detail for the log
    ├── RefusedError           a request that was never accepted; nothing was charged
    │   ├── InvalidRequestError    prompt or option
    │   ├── BlockedError           an administrator's decision
    │   ├── QuotaExceededError     the member's own credits
    │   ├── SpendingCapError    the server's or the whole bot's credits
    │   ├── QueueFullError          too many requests are waiting
    │   ├── NotYoursError          only the requester may repeat this
    │   ├── GuildPolicyError          the server's own rules; says what they allow
    │   ├── AlreadyRunningError    one repeat per person and message at a time
    │   ├── UnavailableError       paused, closing down, or not open to this server
    │   └── InvalidAmountError     an administrator's number or target
    ├── DuplicateEventError    the same Discord event arrived twice; there is nothing to say
    ├── StoppedError           the bot is leaving; nothing may begin any more, and nothing is said
    ├── StaleJobError          another actor moved the job on first
    └── StartupError           the operator must act; ends the program with status 2

The sentence itself lives in the texts (``bot/discord/i18n``), in the reader's language.
Text that a person typed never becomes part of a detail.
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
    """Root of the tree.

    Parameters
    ----------
    key
        Which sentence a person reads; ``None`` takes the class's own.
    detail
        For the log only; never anything that a member typed.
    values
        What fills the sentence: numbers as numbers, so that plural rules can see them.
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
    """A prompt or an option that cannot be drawn."""

    default_key = "refused-option"


class BlockedError(RefusedError):
    """An administrator of this server has blocked the member."""

    default_key = "refused-blocked"


class QuotaExceededError(RefusedError):
    """Values: ``cost``, ``left`` (credits), ``renews`` (epoch seconds)."""

    default_key = "refused-quota"


class SpendingCapError(RefusedError):
    """Values: ``renews`` (epoch seconds)."""

    default_key = "refused-ceiling-server"


class QueueFullError(RefusedError):
    """Values: ``waiting``, the number of requests that wait already."""

    default_key = "refused-line-full"


class NotYoursError(RefusedError):
    """Only the requester may repeat this picture here."""

    default_key = "refused-not-yours"


class GuildPolicyError(RefusedError):
    """This server's rules do not allow it. Values: what they do allow, separated by spaces."""

    default_key = "rules-word"


class AlreadyRunningError(RefusedError):
    """This person's repeat of this message is still running."""

    default_key = "refused-already-running"


class UnavailableError(RefusedError):
    """The bot takes no requests here or now."""

    default_key = "refused-closing"


class InvalidAmountError(RefusedError):
    """A number or a target in an administrator's command that makes no sense."""

    default_key = "refused-amount"


class DuplicateEventError(EaselError):
    """Discord delivers an event zero to many times; this one was treated already."""


class StoppedError(EaselError):
    """The bot is leaving; a step that would begin now could not end."""


class StaleJobError(EaselError):
    """The job is no longer in the state that this step starts from."""


class StartupError(EaselError):
    """The bot cannot start; the detail is one line that the operator can act on."""
