"""What went over the wire, for tests to look at and the page to show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from sandbox.discord.changes import Watch
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
    """A part of a multipart request. ``field`` is ``files[n]``."""

    field: str
    filename: str
    content_type: str
    blob: Blob

    @property
    def size(self) -> int:
        """Bytes."""
        return self.blob.size

    @property
    def data(self) -> bytes:
        """The content, read from disk."""
        return self.blob.read()


@dataclass(frozen=True, slots=True, kw_only=True)
class RestExchange:
    """A request and its answer.

    ``json`` is the body (``payload_json`` of a multipart one). ``at`` and ``finished_at``
    are epoch seconds of the sandbox's clock. ``answered`` is false when a fault cut the
    connection; ``fault`` names the fault that struck.
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
    """An event as one session got it. ``delivered`` is false for one that a fault swallowed."""

    name: str
    data: Mapping[str, Any]
    session_id: str
    sequence: int
    at: float
    delivered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A request or answer that breaks the published API description."""

    exchange: RestExchange
    problem: str


class RequestCheck(Protocol):
    """Holds an exchange against a description of the API."""

    def __call__(self, exchange: RestExchange) -> list[str]:
        """One line for each thing that is wrong; empty when all is well."""
        ...


@dataclass(slots=True, kw_only=True)
class TrafficLog:
    """Everything so far, in order. Filled by the simulator, read by everybody."""

    watch: Watch
    check: RequestCheck | None = None
    requests: list[RestExchange] = field(default_factory=list)
    events: list[GatewayEvent] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)
    _listeners: list[Callable[[RestExchange | GatewayEvent], None]] = field(default_factory=list)

    def subscribe(self, callback: Callable[[RestExchange | GatewayEvent], None]) -> Callable[[], None]:
        """Call ``callback`` with each new entry; the result ends that."""
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def add_request(self, exchange: RestExchange) -> None:
        """Enter a finished exchange."""
        self.requests.append(exchange)
        if self.check is not None:
            problems = self.check(exchange)
            self.violations.extend(Violation(exchange=exchange, problem=text) for text in problems)
        self._tell(exchange)

    def add_event(self, event: GatewayEvent) -> None:
        """Enter an event."""
        self.events.append(event)
        self._tell(event)

    def matching(self, route: str) -> list[RestExchange]:
        """The exchanges that :func:`route_matches` ``route``, e.g. ``"PATCH @original"``."""
        return [
            entry
            for entry in self.requests
            if route_matches(route, entry.method, entry.route_template, entry.path)
        ]

    def clear(self) -> None:
        """Forget everything so far."""
        self.requests.clear()
        self.events.clear()
        self.violations.clear()

    def _tell(self, entry: RestExchange | GatewayEvent) -> None:
        for callback in list(self._listeners):
            callback(entry)
        self.watch.notify()


def route_matches(route: str, method: str, template: str, path: str) -> bool:
    """Whether every word of ``route`` is part of the method, the template or the path."""
    return all(word in f"{method} {template} {path}" for word in route.split())
