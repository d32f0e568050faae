"""Exception hierarchy: each error has a message key for users and a detail for the log.

::

    EaselError                 base class: a message key, its arguments, and a detail for the log
    ├── RefusedError           the request was refused; nothing was charged
    │   ├── SpendingCapError   the guild's or the bot's spending cap is reached
    │   └── DatabaseUnavailableError   the database is unreachable, locked, read-only or full
    ├── DuplicateEventError    the same Discord event was delivered more than once; no reply is sent
    ├── AnsweredElsewhereError   another process with this bot's token responded; no reply is sent
    ├── StoppedError           the bot is shutting down; no new work starts and no reply is sent
    ├── StaleJobError          the job's state was changed concurrently
    └── StartupError           the operator must act; the process exits with status 2

Messages are defined in ``bot/discord/i18n``. Details never contain user input.
"""

from __future__ import annotations

__all__ = [
    "AnsweredElsewhereError",
    "DatabaseUnavailableError",
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
    """Base class of the hierarchy.

    Parameters
    ----------
    key
        Message key.
    detail
        For the log only; never contains user input.
    values
        Message arguments; pass numbers as numbers so that plural rules apply.
    """

    def __init__(self, key: str = "error-unexpected", *, detail: str = "", **values: Value) -> None:
        self.key = key
        self.detail = detail
        self.values = values
        super().__init__(detail or key)


class RefusedError(EaselError):
    """The request was refused and nothing was charged. The key (``refused-...``) identifies the reason."""


class SpendingCapError(RefusedError):
    """The guild's or the bot's spending cap is reached; ``renews`` is its reset time in epoch seconds."""


class DatabaseUnavailableError(RefusedError):
    """The database is unreachable, locked, read-only or full; the same operation may succeed later.

    Nothing was stored, unless ``outcome_unknown``: the connection broke during the commit.
    """

    def __init__(self, *, detail: str, outcome_unknown: bool = False) -> None:
        super().__init__("refused-database-unknown" if outcome_unknown else "refused-database", detail=detail)
        self.outcome_unknown = outcome_unknown


class DuplicateEventError(EaselError):
    """Discord may deliver an event more than once; this one was already processed."""


class AnsweredElsewhereError(EaselError):
    """Another process with this bot's token responded to the interaction first; this one changes nothing."""


class StoppedError(EaselError):
    """The bot is shutting down; no new step may start."""


class StaleJobError(EaselError):
    """The job is no longer in the state that this operation requires."""


class StartupError(EaselError):
    """The bot cannot start; the detail is one line of instructions for the operator."""
