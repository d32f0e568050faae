"""fal events: logs each request of the simulated queue when it is accepted, starts and ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.clock import Clock
from sandbox.fal import FalRequest, FalSimulator
from sandbox.scenarios.event_log import EventLog

__all__ = ["observe_fal"]

_PROMPT_SHOWN = 40


def observe_fal(fal: FalSimulator, log: EventLog, clock: Clock) -> None:
    """Record every event of ``fal`` in ``log`` from now on."""
    log.poll(_FalObserver(fal, log, clock).poll)


class _FalObserver:
    def __init__(self, fal: FalSimulator, log: EventLog, clock: Clock) -> None:
        self._fal = fal
        self._log = log
        self._clock = clock
        self._refused = 0
        self._numbers: dict[str, int] = {}
        self._started: set[str] = set()
        self._ended: set[str] = set()

    async def poll(self) -> None:
        for request in list(self._fal.requests.values()):
            if request.id not in self._numbers:
                number = self._numbers[request.id] = len(self._numbers) + 1
                self._add(request.submitted_at, f"takes request {number}: {_description(request.arguments)}")
            number = self._numbers[request.id]
            if request.started_at is not None and request.id not in self._started:
                self._started.add(request.id)
                self._add(request.started_at, f"starts to draw request {number}")
            if request.finished_at is not None and request.id not in self._ended:
                self._ended.add(request.id)
                self._add(request.finished_at, _ending(request, number))
        refused = sum(not submit.accepted for submit in self._fal.submits)
        for _ in range(refused - self._refused):
            self._add(self._clock.now(), "takes nothing: the submit was answered with an error")
        self._refused = refused

    def _add(self, at: float, text: str) -> None:
        self._log.add("fal", text, at=at)


def _ending(request: FalRequest, number: int) -> str:
    if request.failure is not None:
        return f"ends request {number} without a picture: {request.failure.summary}"
    pictures = "1 picture" if request.images == 1 else f"{request.images} pictures"
    return f"has finished request {number}: {pictures} in {request.inference_seconds:.1f} s"


def _description(arguments: Mapping[str, Any]) -> str:
    prompt = str(arguments.get("prompt", ""))
    if len(prompt) > _PROMPT_SHOWN:
        prompt = prompt[: _PROMPT_SHOWN - 1].rstrip() + "…"
    size = arguments.get("size") or arguments.get("image_size")
    if isinstance(size, Mapping):
        size = f"{size.get('width')}x{size.get('height')}"
    return f"“{prompt}”, {arguments.get('num_images', 1)} × {size}, {arguments.get('quality')}"
