"""Observer port: receives measurements from the adapters of Discord, fal and the database.

:class:`Observer` discards them. With ``METRICS_PORT``, :mod:`bot.ops.metrics` counts them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.jobs.observed_store import JobObserver
    from bot.jobs.ports import JobStore

__all__ = ["NO_OBSERVER", "NO_RESPONSE", "Observer"]

#: Status of a call that got no response.
NO_RESPONSE = "none"


class Observer:
    """Receives measurements; durations are in seconds. No argument contains an ID, a name or a secret."""

    def __init__(self) -> None:
        #: Receive the steps of jobs; to be added before :meth:`observed_store`.
        self.job_observers: list[JobObserver] = []

    def observed_store(self, store: JobStore, clock: Clock) -> JobStore:
        """Return a store that also reports the steps of jobs; ``store`` itself if reports have no recipient."""
        if not self.job_observers:
            return store
        # Imported late, because the adapters below bot.jobs import this module.
        from bot.jobs.observed_store import ObservedJobStore

        return cast("JobStore", ObservedJobStore(store, self.job_observers, clock))

    def acknowledged(self, outcome: str, seconds: float) -> None:
        """Receive the initial response to an interaction; the time begins with its gateway event.

        ``outcome``: "accepted", "late" (Discord no longer knew the interaction), "elsewhere" (another
        process responded) or "failed".
        """

    def discord_called(self, method: str, route: str, status: str, seconds: float) -> None:
        """Receive a REST call, by its route template."""

    def discord_limited(self, scope: str) -> None:
        """Receive a 429 response of Discord, by the scope of the rate limit."""

    def fal_called(self, method: str, route: str, status: str, seconds: float) -> None:
        """Receive a request to fal, by its route template; of a stream, until its headers."""

    def file_downloaded(self, outcome: str, seconds: float, size: int) -> None:
        """Receive a download of a result file.

        ``outcome``: "received", "interrupted" (a time limit or the end of the process) or the reason of the
        failure. ``size``: bytes received.
        """

    def gateway_changed(self, event: str) -> None:
        """Receive the start ("identify") or resumption ("resume") of a session, or its loss ("disconnect")."""

    def transaction_ended(self, kind: str, seconds: float) -> None:
        """Receive a transaction ("read" or "write"), including the wait for its connection or lock."""

    def transaction_failed(self, kind: str) -> None:
        """Receive a transaction that an outage of the database ended."""


#: Discards everything.
NO_OBSERVER = Observer()
