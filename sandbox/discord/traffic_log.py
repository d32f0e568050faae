"""Traffic log of the simulated Discord: REST exchanges and gateway events, for tests and the web page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from sandbox.clock import ChangeSignal
from sandbox.discord.files import Blob

__all__ = [
    "GatewayEvent",
    "RequestCheck",
    "RestExchange",
    "TrafficLog",
    "UploadedFile",
    "Violation",
    "route_matches",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadedFile:
    """An uploaded file of a multipart request. ``field`` is ``files[n]``."""

    field: str
    filename: str
    content_type: str
    blob: Blob

    @property
    def size(self) -> int:
        """Size in bytes."""
        return self.blob.size

    @property
    def data(self) -> bytes:
        """The content, read from disk."""
        return self.blob.read()


@dataclass(frozen=True, slots=True, kw_only=True)
class RestExchange:
    """A request and its response.

    ``json`` is the body (``payload_json`` if multipart). ``at`` and ``finished_at`` are epoch seconds of the
    sandbox's clock. ``answered`` is false when a fault cut the connection; ``fault`` is the fault's name.
    """

    method: str
    path: str
    route_template: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    json: Any
    files: tuple[UploadedFile, ...]
    status: int
    response: Any
    at: float
    finished_at: float
    answered: bool = True
    fault: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayEvent:
    """A gateway event for one session. ``delivered`` is false if a fault suppressed it."""

    name: str
    data: Mapping[str, Any]
    session_id: str
    sequence: int
    at: float
    delivered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A request or response that violates the published API description."""

    exchange: RestExchange
    problem: str


class RequestCheck(Protocol):
    """Validates an exchange against a description of the API."""

    def __call__(self, exchange: RestExchange) -> list[str]:
        """Return the problems found, one line each."""
        ...


@dataclass(slots=True, kw_only=True)
class TrafficLog:
    """All traffic so far, in order; ``violations`` are the problems found by ``check``."""

    changes: ChangeSignal
    check: RequestCheck | None = None
    requests: list[RestExchange] = field(default_factory=list)
    events: list[GatewayEvent] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)
    _listeners: list[Callable[[RestExchange | GatewayEvent], None]] = field(default_factory=list)

    def subscribe(self, callback: Callable[[RestExchange | GatewayEvent], None]) -> Callable[[], None]:
        """Call ``callback`` with each new entry; return a function that unsubscribes it."""
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def add_request(self, exchange: RestExchange) -> None:
        """Log a finished exchange."""
        self.requests.append(exchange)
        if self.check is not None:
            problems = self.check(exchange)
            self.violations.extend(Violation(exchange=exchange, problem=text) for text in problems)
        self._publish(exchange)

    def add_event(self, event: GatewayEvent) -> None:
        """Log an event."""
        self.events.append(event)
        self._publish(event)

    def matching(self, route: str) -> list[RestExchange]:
        """Return the exchanges that match ``route`` (see :func:`route_matches`)."""
        return [
            one for one in self.requests if route_matches(route, one.method, one.route_template, one.path)
        ]

    def clear(self) -> None:
        """Discard all entries."""
        self.requests.clear()
        self.events.clear()
        self.violations.clear()

    def _publish(self, entry: RestExchange | GatewayEvent) -> None:
        for callback in list(self._listeners):
            callback(entry)
        self.changes.notify()


def route_matches(route: str, method: str, template: str, path: str) -> bool:
    """Return whether every word of ``route`` occurs in the method, the template or the path."""
    return all(word in f"{method} {template} {path}" for word in route.split())
