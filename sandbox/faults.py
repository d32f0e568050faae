"""Fault registry: faults published by the simulators and armed by tests, the console or the web page."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.fault_parameters import check_parameters

__all__ = ["Faults", "UnknownFaultError"]


class UnknownFaultError(LookupError):
    """No simulator publishes a fault of that name."""


@dataclass(slots=True, eq=False)
class _Armed:
    """A fault that will be triggered ``times`` more times."""

    params: dict[str, Any]
    times: int


class Faults:
    """The armed faults; those of one name are triggered in the order in which they were armed."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._armed: dict[str, deque[_Armed]] = {}
        self.taken: list[str] = []

    def publish(self, faults: Mapping[str, str]) -> None:
        """Register fault names, each with a one-line description."""
        self._known.update(faults)

    @property
    def known(self) -> Mapping[str, str]:
        """All published faults with their descriptions."""
        return dict(self._known)

    def arm(self, name: str, *, times: int = 1, **params: Any) -> None:
        """Arm ``name`` to be triggered ``times`` times with these ``params``.

        Raises :class:`UnknownFaultError` for a name that is not published.
        """
        self._check(name)
        if times > 0:
            self._armed.setdefault(name, deque()).append(_Armed(dict(params), times))

    def check(self, name: str, parameters: Mapping[str, Any]) -> None:
        """Check parameters that a visitor has typed.

        Raises :class:`UnknownFaultError`, or :class:`~sandbox.fault_parameters.FaultParameterError`.
        """
        self._check(name)
        check_parameters(name, self._known[name], parameters)

    def take(
        self, name: str, match: Callable[[Mapping[str, Any]], bool] | None = None
    ) -> dict[str, Any] | None:
        """Consume one armed ``name`` and return its params; ``None`` if it is not armed.

        With ``match``, the oldest one whose params satisfy it is consumed; the others stay armed.
        """
        self._check(name)
        armed = self._armed.get(name, deque())
        for fault in armed:
            if match is None or match(fault.params):
                fault.times -= 1
                if not fault.times:
                    armed.remove(fault)
                self.taken.append(name)
                return dict(fault.params)
        return None

    def armed(self) -> dict[str, int]:
        """Return the number of remaining triggers of each armed fault, by name."""
        return {name: sum(fault.times for fault in faults) for name, faults in self._armed.items() if faults}

    def clear(self) -> None:
        """Disarm all faults."""
        self._armed.clear()

    def _check(self, name: str) -> None:
        if name not in self._known:
            raise UnknownFaultError(f"unknown fault: {name!r}")
