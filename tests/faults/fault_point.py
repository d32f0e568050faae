"""Fault point: records the calls that pass it, and answers those of one name with a fault.

Calls are recorded in a run of the bot and stored in ``recorded_calls.json``; the grids of the database, the disk
and fal are built from that file.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.clock import SandboxClock

__all__ = ["RECORDED", "FaultPoint", "read_recorded", "write_recorded"]

#: The calls by service and scenario, in the order in which they are made.
RECORDED = Path(__file__).with_name("recorded_calls.json")

Recorded = Mapping[str, Mapping[str, list[str]]]


@dataclass(slots=True)
class _Armed:
    """The first call sets ``until``; if ``seconds`` is ``None``, the fault strikes only that call."""

    call: str
    answer: str
    seconds: float | None
    until: float | None = None


class FaultPoint:
    """Every call of one kind passes here; it may come from any thread."""

    def __init__(self, clock: SandboxClock) -> None:
        self.clock = clock
        #: The names of the calls since :meth:`restart`, in order of the first one.
        self.calls: dict[str, None] = {}
        #: Number of calls that were answered with the fault.
        self.struck = 0
        self._armed: _Armed | None = None
        self._loop = asyncio.get_running_loop()

    def restart(self) -> None:
        """Forget the calls so far."""
        self.calls = {}

    def arm(self, call: str, answer: str, seconds: float | None) -> None:
        """Answer ``call`` with the fault ``answer``: once, or for ``seconds`` from the first such call on."""
        self.struck = 0
        self._armed = _Armed(call, answer, seconds)

    def disarm(self) -> None:
        """Answer no further call with a fault."""
        self._armed = None

    @property
    def seconds(self) -> float:
        """Time for which the fault strikes; 0 for a single call or none."""
        return (self._armed.seconds or 0.0) if self._armed is not None else 0.0

    @property
    def is_over(self) -> bool:
        """Whether the fault has struck and has ended."""
        armed = self._armed
        return armed is None or (armed.until is not None and self.clock.now() >= armed.until)

    @property
    def ends_at(self) -> float:
        """Time at which the fault ends; the present, unless it has struck."""
        armed = self._armed
        return self.clock.now() if armed is None or armed.until is None else armed.until

    def answer(self, call: str) -> str | None:
        """Record a call; return the fault that answers it."""
        self.calls.setdefault(call)
        armed = self._armed
        if armed is None or armed.call != call:
            return None
        now = self.clock.now()
        if armed.until is None:
            armed.until = now + (armed.seconds or 0.0)
        elif now >= armed.until:
            return None
        self.struck += 1
        return armed.answer

    def pass_time(self, seconds: float) -> None:
        """Advance the clock by the simulated duration of the current call; may be called from any thread."""
        try:
            running = asyncio.get_running_loop()
        except RuntimeError:
            running = None
        if running is self._loop:
            self.clock.advance(seconds)
        else:
            self._run_in_loop(lambda: self.clock.advance(seconds))

    def _run_in_loop(self, call: Callable[[], Any]) -> None:
        self._loop.call_soon_threadsafe(call)


def read_recorded() -> Recorded:
    """Return the calls that were recorded."""
    recorded: Recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    return recorded


def write_recorded(recorded: Recorded) -> None:
    """Replace the file."""
    RECORDED.write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
