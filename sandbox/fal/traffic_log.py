"""The record of what reached the simulator, for assertions and for the transcript."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Exchange", "Listener", "Submit", "TrafficLog"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit:
    """One POST to the queue. ``request_id`` is ``None`` when nothing was taken."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    arguments: Mapping[str, Any] | None
    request_id: str | None

    @property
    def accepted(self) -> bool:
        """Whether a job came of it, whatever the caller was told."""
        return self.request_id is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One HTTP request and its answer; ``status`` is ``None`` when no answer was sent.

    ``host`` is ``"queue"`` or ``"files"``, ``at`` epoch seconds of the sandbox's clock.
    """

    host: str
    method: str
    path: str
    status: int | None
    at: float
    request_id: str | None = None


Listener = Callable[[Exchange], None]


class TrafficLog:
    """All submits and exchanges, in order."""

    def __init__(self) -> None:
        self.submits: list[Submit] = []
        self.exchanges: list[Exchange] = []
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with each exchange from now on; the answer unsubscribes it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def record(self, exchange: Exchange) -> None:
        """Add an exchange and tell the listeners."""
        self.exchanges.append(exchange)
        for listener in tuple(self._listeners):
            listener(exchange)
