"""Bad days by name.

Each simulator publishes the faults it can produce; a test, the console or the page
arms one by name, and the simulator takes it when it reaches that point. A name that
nobody publishes is an error, so a fault can never be armed in vain.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["Faults", "UnknownFaultError"]


class UnknownFaultError(LookupError):
    """The fault's name is not one that a simulator publishes."""


class Faults:
    """The faults that are armed now, taken in the order in which they were armed."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._armed: dict[str, deque[dict[str, Any]]] = {}
        self.taken: list[str] = []

    def publish(self, faults: Mapping[str, str]) -> None:
        """Make names known, each with one line that says what happens."""
        self._known.update(faults)

    @property
    def known(self) -> Mapping[str, str]:
        """Every fault's name and what it does."""
        return dict(self._known)

    def arm(self, name: str, *, times: int = 1, **params: Any) -> None:
        """Let ``name`` strike the next ``times`` times; ``params`` reach the simulator.

        Raises :class:`UnknownFaultError` for a name that nobody published.
        """
        self._check(name)
        self._armed.setdefault(name, deque()).extend(dict(params) for _ in range(times))

    def take(
        self, name: str, match: Callable[[Mapping[str, Any]], bool] | None = None
    ) -> dict[str, Any] | None:
        """Use up one armed ``name``: its params, or ``None`` when it is not armed.

        With ``match`` the oldest strike whose params satisfy it is taken, the others wait.
        """
        self._check(name)
        waiting = self._armed.get(name)
        if not waiting:
            return None
        for params in waiting:
            if match is None or match(params):
                waiting.remove(params)
                self.taken.append(name)
                return params
        return None

    def armed(self) -> dict[str, int]:
        """How many strikes are left, by name."""
        return {name: len(waiting) for name, waiting in self._armed.items() if waiting}

    def clear(self) -> None:
        """Disarm everything."""
        self._armed.clear()

    def _check(self, name: str) -> None:
        if name not in self._known:
            raise UnknownFaultError(f"no fault is called {name!r}")
