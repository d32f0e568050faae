"""Traffic log of the fal simulator, used by assertions and the playground page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Exchange", "Listener", "Submit", "TrafficLog"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit:
    """A POST to the queue. ``request_id`` is ``None`` if it was not accepted."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    arguments: Mapping[str, Any] | None
    request_id: str | None

    @property
    def accepted(self) -> bool:
        """Whether the queue accepted the job, regardless of the response that was sent."""
        return self.request_id is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """An HTTP request and its response; ``status`` is ``None`` if no response was sent.

    ``host`` is ``"queue"``, ``"files"``, ``"storage"`` or ``"other port"``; ``at`` is in epoch seconds of the sandbox's clock.
    """

    host: str
    method: str
    path: str
    status: int | None
    at: float
    request_id: str | None = None


Listener = Callable[[Exchange], None]


@dataclass(slots=True)
class TrafficLog:
    """All submissions and exchanges, in order."""

    submits: list[Submit] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    _listeners: list[Listener] = field(default_factory=list)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with each new exchange; return a function that unsubscribes it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def record(self, exchange: Exchange) -> None:
        """Record an exchange and call the listeners."""
        self.exchanges.append(exchange)
        for listener in tuple(self._listeners):
            listener(exchange)
