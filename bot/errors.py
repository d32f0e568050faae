"""Errors of the bot, each with a text key for users and a detail for the log.

::

    EaselError                 text key, values for the text, detail for the log
    ├── RefusedError           a request was not accepted; nothing was charged
    │   └── SpendingCapError   a guild's or the bot's spending cap is reached
    ├── DuplicateEventError    the same Discord event was delivered more than once
    ├── StoppedError           the bot is shutting down and starts no further step
    ├── StaleJobError          another actor changed the job first
    └── StartupError           only the operator can fix it; the process exits with status 2

The texts are in ``bot/discord/i18n``. User input never becomes part of a detail.
"""

from __future__ import annotations

__all__ = [
    "DuplicateEventError",
    "EaselError",
    "RefusedError",
    "SpendingCapError",
    "StaleJobError",
    "StartupError",
    "StoppedError",
]

Value = str | int | float


class EaselError(Exception):
    """Base class.

    Parameters
    ----------
    key
        Text key of the message for users.
    detail
        Detail for the log; never user input.
    values
        Variables of the text; numbers stay numbers for plural rules.
    """

    def __init__(self, key: str = "error-unexpected", *, detail: str = "", **values: Value) -> None:
        self.key = key
        self.detail = detail
        self.values = values
        super().__init__(detail or key)


class RefusedError(EaselError):
    """A request was not accepted, and nothing was charged. The key (``refused-...``) is the reason."""


class SpendingCapError(RefusedError):
    """A guild's or the bot's spending cap is reached. Value: ``renews`` (epoch seconds)."""


class DuplicateEventError(EaselError):
    """The event was processed before; Discord may deliver one more than once."""


class StoppedError(EaselError):
    """The bot is shutting down, and a step that begins now could not finish."""


class StaleJobError(EaselError):
    """The job is no longer in the state that a transition starts from."""


class StartupError(EaselError):
    """The bot cannot start; the detail is one line for the operator."""
